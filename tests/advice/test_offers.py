"""What is offered, and for how long a refusal is remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from tests.patients.notation import CATALOG, TODAY, history, shown
from trainer.advice.choosing import Situation
from trainer.advice.offers import QUIET, is_quiet, offer, quiet_until
from trainer.advice.past import Past
from trainer.advice.rules import advise
from trainer.settings.model import Settings

KEY = "clam-shells:hand"
DAY = timedelta(days=1)


def test_an_offer_refused_once_is_not_repeated_for_six_weeks():
    no = {KEY: [TODAY - 5 * DAY, TODAY]}
    assert quiet_until({KEY: [TODAY]}, KEY) == TODAY + timedelta(weeks=6)
    assert quiet_until(no, KEY) is None  # twice is for good
    assert [is_quiet({KEY: [TODAY]}, KEY, TODAY + QUIET - n * DAY) for n in (1, 0)] == [True, False]


@pytest.mark.parametrize(("no", "quiet"), [({}, False), ({KEY: []}, False)])
def test_an_offer_never_refused_can_be_made(no: dict, quiet: bool):
    assert is_quiet(no, KEY, TODAY) is quiet


def test_an_offer_refused_twice_is_never_made_again():
    no = {KEY: [TODAY - 2000 * DAY, TODAY - 1000 * DAY]}
    assert is_quiet(no, KEY, TODAY)


LOWER_CHAIR = "; ".join(f"MS/lower-chair {n} e3" for n in (-19, -16, -13, -10, -7, -4))
OTHERS = "GB -3 e3; LE -3 e3"


@pytest.mark.parametrize(
    ("past", "offered"),
    [
        (
            "CS -10 b0 a0 e3; CS -7 b0 a0 e3; CS -4 b0 a0 e3; GB -2; BD -2; LE -2; MS -1",
            ("clam-shells", "standard", "hand", "Clam Shells went well three times."
             " Try a hand on the knee?", "CS/hand×10"),
        ),
        (
            "CS -10; CS -7; CS -4; GB -2; BD -2; LE -2; MS -1",
            ("clam-shells", "standard", "hand", "Clam Shells done three times."
             " If nothing hurts, try a hand on the knee?", "CS/hand×10"),
        ),
        (
            f"BD -9 e8; BD -5 e8; {OTHERS}; CS -1 e3; MS -1 e3",
            ("bird-dog", "standard", "hands-down", "Bird Dog was hard twice."
             " Try hands down today?", "BD/hands-down×10"),
        ),
        (
            f"CS -9 e8; CS -5 e8; {OTHERS}; BD -1 e3; MS -1 e3",
            ("clam-shells", "standard", None, "Clam Shells was hard twice."
             " Fewer reps are fine: < takes one away.", ""),
        ),
        (
            "GB@2 -9 e8; GB@2 -5 e8; BD -3 e3; LE -3 e3; CS -1 e3; MS -1 e3",
            ("glute-bridge", "standard@2", None, "Glute Bridge was hard twice."
             " Fewer reps are fine: < takes one away.", ""),
        ),
        (
            f"{LOWER_CHAIR}; BD -2; GB -2; LE -2; CS -1",
            ("mobility-squat", "lower-chair", "standard", "Lower chair went well six times."
             " Try the full squat (advanced)?", "MS/standard×5"),
        ),
    ],
)  # fmt: skip
def test_an_offer_gives_its_reason_and_the_version_it_proposes(past: str, offered: tuple):
    made = advise(CATALOG, history(past), Settings(), TODAY).offer
    assert made is not None
    taken = shown([made.suggestion]) if made.suggestion else ""
    assert (made.id, made.current_rung, made.offered_rung, made.words, taken) == offered


def days_offered(
    past: str, days: range, id: str = "clam-shells", no: dict[str, list[date]] | None = None
) -> list[int]:
    """Return the days, out of `days` from today, on which a harder version is offered."""
    found = []
    for n in days:
        day = TODAY + n * DAY
        until_then = [session for session in history(past) if session.day <= day]
        situation = Situation(
            CATALOG, Past(CATALOG.exercises, until_then, day), Settings(no=no or {}), day
        )
        state = situation.past.states[id]
        made = offer(situation, [state], [state])
        if made and made.offered_rung:
            found.append(n)
    return found


def every(number: int, exercise: str = "CS", first: int = -10, last: int = 80) -> str:
    """Return a history in which an exercise was done well every `number` days."""
    return "; ".join(f"{exercise} {n}" for n in range(first, last, number))


def test_an_offer_stays_open_for_two_weeks_and_returns_six_weeks_later():
    """The exercise was done on days -10, -7 and -4, so the offer may come on day -3."""
    offered = [*range(-3, 11), *range(53, 67)]
    assert days_offered(every(3), range(-8, 70)) == offered


def test_an_offer_stays_open_until_the_exercise_has_been_done_three_more_times():
    once_a_week = every(7, first=-21)
    assert days_offered(once_a_week, range(-10, 60)) == [*range(-6, 15), 57, 58, 59]


def test_no_harder_version_is_offered_within_six_days_of_the_first_good_day():
    assert days_offered(every(1, first=-3), range(-3, 8)) == [3, 4, 5, 6, 7]


def test_no_harder_version_is_offered_for_an_exercise_not_done_for_four_weeks():
    past = f"CS -10; CS -7; CS -4; {every(4, 'GB', -9, 40)}"
    assert days_offered(past, range(-5, 40)) == list(range(-3, 24))


@pytest.mark.parametrize(
    ("bad", "first"),
    [
        ("GB -2 a6", -1),
        ("GB -2 a7", 6),
        ("GB -2 =worse", 6),
        ("GB -2 =same", -1),
        ("GB -8 b8", 0),
        ("GB -30 a9; GB -20 =worse", -1),
    ],
)
def test_nothing_harder_is_offered_for_a_week_after_a_bad_day_or_a_worse_morning(
    bad: str, first: int
):
    assert days_offered(f"{bad}; {every(3)}", range(-1, 9)) == list(range(first, 9))


def test_a_refused_offer_returns_after_six_weeks_and_stays_open_for_two():
    refused = {KEY: [TODAY - 2 * DAY], "clam-shells:band": [TODAY]}
    assert days_offered(every(3), range(-1, 60), no=refused) == list(range(40, 54))


def test_after_a_break_an_exercise_must_be_done_once_before_a_harder_version_is_offered():
    past = "CS -30; CS -27; CS -24; GB -10; BD -6; CS -4; BD -1"
    assert days_offered(past, range(-9, 2)) == [-4, -3, -2, -1, 0, 1]


def test_for_twelve_weeks_after_losing_a_rung_an_offer_takes_twice_as_many_good_days():
    chair = f"MS/lower-chair -90 !6; MS -16; MS -13; MS -10; {every(4, 'GB', -9, 20)}"
    assert days_offered(chair, range(-8, 3), "mobility-squat") == list(range(-5, 3))


def test_losing_a_rung_does_not_delay_the_offer_of_a_higher_rung():
    past = "GB@3 -40 !6; GB@3 -10; GB@3 -7; GB@3 -4; BD -20; BD -30"
    assert days_offered(past, range(-3, 1), "glute-bridge") == [-3, -2, -1, 0]


def test_if_the_user_has_set_a_hold_no_version_with_another_hold_is_offered():
    past = history("CS + GB -10; CS + GB -7; CS + GB -4")
    for settings, offered in ((Settings(), 2), (Settings(hold=3.0), 1)):
        situation = Situation(CATALOG, Past(CATALOG.exercises, past, TODAY), settings, TODAY)
        states = [situation.past.states[id] for id in ("clam-shells", "glute-bridge")]
        found = [
            made.offered_rung for state in states if (made := offer(situation, [state], [state]))
        ]
        assert found == ["hand", "standard@4"][:offered]


def test_an_offer_can_be_about_an_exercise_that_is_equally_due_but_not_suggested():
    """Bird Dog and Glute Bridge have no next step, so the offer is about Clam Shells."""
    past = "BD + GB + CS -10; BD + GB + CS -7; BD + GB + LE + CS -4; MS -1; LE -1"
    advice = advise(CATALOG, history(f"GB -30; {past}"), Settings(hold=3.0), TODAY)
    assert [one.id for one in advice.suggestion] == ["bird-dog", "glute-bridge"]
    assert advice.offer is not None
    assert advice.offer.key == KEY


def test_a_refused_easier_version_is_not_offered_again():
    hard = history(f"BD -9 e8; BD -5 e8; {OTHERS}; CS -1 e3; MS -1 e3")
    refused = Settings(no={"bird-dog:hands-down": [TODAY - 20 * DAY]})
    assert advise(CATALOG, hard, refused, TODAY).offer is None


def test_a_hard_exercise_without_a_ladder_gets_the_tip_to_do_fewer_reps():
    clam = msgspec.structs.replace(CATALOG.exercise("clam-shells"), ladder=())
    catalog = replace(CATALOG, exercises=(clam, CATALOG.exercise("bird-dog")))
    made = advise(catalog, history("CS/band -9 e8; CS/band -5 e8; BD -1 e3"), Settings(), TODAY)
    assert made.offer is not None
    assert (made.offer.key, made.offer.offered_rung) == ("clam-shells:band", None)
