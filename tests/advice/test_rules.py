"""What the coach does in situations that came up in the simulated twelve weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from tests.patients.cases import ROUTINE
from tests.patients.notation import CATALOG, FILLER, ROT, TODAY, history, shown
from trainer.advice.advice import Advice
from trainer.advice.routines import last_followed
from trainer.advice.rules import advise
from trainer.catalog import Catalog, Prescribed, Routine
from trainer.settings.model import Settings


def advice(past: str, catalog: Catalog = CATALOG, days: int = 0) -> Advice:
    return advise(catalog, history(past), Settings(), TODAY + timedelta(days=days))


def test_after_a_worse_morning_all_reps_are_halved() -> None:
    worse = advice(f"{FILLER}; {ROT}; CS -1 =worse")
    assert shown(worse.suggestion) == "MS×3 + GB@3×5"
    assert (worse.kind, worse.question) == ("worse", None)
    assert worse.reason == "Worse after yesterday's session. Half the reps today."
    same = advice(f"{FILLER}; {ROT}; CS -1 =same")
    assert shown(same.suggestion) == "MS×5 + GB@3×10"
    again = advice(f"{FILLER}; {ROT}; CS -1 =worse; MS + GB@3 0", days=1)
    assert shown(again.suggestion) == "BD×10 + LE@3×10"


def test_a_bad_day_is_not_followed_by_the_advanced_exercise() -> None:
    """The squat was done longest ago, but has to wait."""
    past = "MS -14; CS -5; GB -4; BD -3; LE -2 b2 a8"
    assert shown(advice(past, days=-1).suggestion) == "CS×10"
    three = "MS -60; CS -30; GB -9 !7; BD -8 !7; LE -7 !7"
    assert shown(advice(three).suggestion) == "CS×5"


def test_three_painful_days_mention_a_professional_even_without_a_stop() -> None:
    bad = advice(f"{FILLER}; GB -3 b2 a7; BD -2 b2 a8; LE -1 b3 a7")
    assert bad.kind == "all-rest"
    assert any("professional" in notice for notice in bad.notices)


def test_single_exercises_alone_never_make_a_day_plenty() -> None:
    short = "GB 0; BD 0; LE 0; CS 0"
    assert advice(f"{FILLER}; {short}").kind == "done"
    long = "GB + BD 0; LE + CS 0; GB + MS 0"
    assert advice(f"{FILLER}; {long}").kind == "plenty"


def test_a_shortened_routine_is_just_as_short_the_second_time() -> None:
    catalog = replace(CATALOG, routines=(ROUTINE,))
    first = advice("BD + GB@10 -3 !6", catalog)
    assert shown(first.suggestion) == "BD×6 + GB@10×8"
    once = "BD + GB@10 -3 !6; BD 0 6/6; GB@10 0 8/8"
    second = advice(once, catalog)
    assert (second.kind, shown(second.suggestion)) == ("routine-2", "BD×6 + GB@10×8")
    assert shown(advice(once, catalog, days=1).suggestion) == "BD×10 + GB@10×15"


def test_with_a_routine_no_exercise_counts_as_passed_over() -> None:
    past = "; ".join(f"BD + GB@10 {-n}" for n in range(1, 20))
    assert {one.id for one in advice(past).resting if one.passed_over}
    assert not advice(past, replace(CATALOG, routines=(ROUTINE,))).resting


def test_a_users_own_exercise_is_suggested_even_if_added_late() -> None:
    past = "; ".join(f"GB + BD + LE + CS + MS {-n}" for n in range(1, 20))
    own = msgspec.structs.replace(CATALOG.exercise("clam-shells"), id="kick", name="Kick")
    catalog = replace(CATALOG, exercises=(*CATALOG.exercises, own), own=frozenset({"kick"}))
    assert advice(past, catalog).suggestion[0].id == "kick"
    assert advice(past, catalog).rests("kick") is None


def test_a_long_break_costs_a_rung_and_forgets_passed_over_exercises() -> None:
    years = "; ".join(f"GB@4 + BD {-n}" for n in range(100, 140, 3))
    back = advice(years)
    assert shown(back.suggestion) == "BD/hands-down×10"
    assert not back.resting
    later = f"{years}; GB@3 -3; BD/hands-down -2; LE -1; CS -1; MS -1"
    assert shown(advice(later).suggestion) == "GB@3×10 + BD/hands-down×10"
    # After four weeks one day is easier, and no rung is lost.
    weeks = "; ".join(f"GB@4 + BD {-n}" for n in range(31, 61, 3))
    later = f"{weeks}; GB@3 -3; BD/hands-down -2; LE -1; CS -1; MS -1"
    assert shown(advice(later).suggestion) == "GB@4×10 + BD×10"


def test_each_of_two_hard_exercises_gets_its_offer() -> None:
    """There is one offer a day; the other exercise has its turn the next time."""
    hard = "GB -9 e8; BD -8 e8; GB -7 e8; BD -6 e8; LE -3 e3; CS -2 e3; MS -1 e3"
    first = advice(hard).offer
    assert first is not None
    assert first.to in ("standard@2", "hands-down")
    taken, other = {"standard@2": ("GB@2", "BD"), "hands-down": ("GB@3", "BD/hands-down")}[first.to]
    second = advice(f"{FILLER}; {hard}; {taken} + {other} 0 e8; CS 1; LE 2; MS 3", days=4).offer
    assert second is not None
    assert {first.id, second.id} == {"glute-bridge", "bird-dog"}


def test_a_tip_is_about_an_exercise_suggested_today() -> None:
    past = "CS -9 e8; CS -5 e8; GB -3; BD -3; LE -2 e3; MS -2 e3"
    tip = advice(past).offer
    assert tip is not None
    assert tip.to is None
    assert tip.id in {one.id for one in advice(past).suggestion}
    tied = "CS -9 e8; CS + GB + BD + LE + MS -5 e8"
    for days in range(5):
        offer = advice(f"{FILLER}; {tied}", days=days).offer
        assert offer is None or offer.to or offer.id in ("glute-bridge", "bird-dog")


def test_an_offer_not_seen_during_a_break_is_made_again() -> None:
    before = "; ".join(f"GB -{n} b0 a0 e3" for n in range(21, 46, 3))
    after = "GB -8 b0 a0 e3; BD -6 b0 a0 e3; LE -5 b0 a0 e3; CS -4 b0 a0 e3; MS -3 b0 a0 e3"
    seen = [advice(f"{FILLER}; {before}; {after}", days=n).offer for n in range(-2, 3)]
    assert any(offer and offer.to == "standard@4" for offer in seen)


def test_a_worse_morning_after_switching_to_an_easier_version_keeps_it() -> None:
    """Switching to the pillow from a hold of 3 alone would be one rung down."""
    past = "CS -5; GB -4; BD -3; MS -2; LE/pillow@3 -1 ?4"
    later = "CS 0; GB 0; BD 0; MS 0"
    assert shown(advice(f"{past}; {later}", days=1).suggestion).startswith("LE@2×10")
    worse = f"{past} =worse; {later}"
    assert shown(advice(worse, days=1).suggestion).startswith("LE/pillow@2×10")


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        ("LE@4 -40; BD -4; GB -3; CS -2; MS -1", "Supine Leg Extension: four weeks or more ago."),
        (
            "LE -6 b2 a5; BD -4; GB -3; CS -2; MS -1",
            "Supine Leg Extension: worse after Friday's session.",
        ),
    ],
)
def test_a_reason_for_one_of_two_exercises_names_it(past: str, reason: str) -> None:
    assert advice(f"{FILLER}; {past}").reason.startswith(reason)


@pytest.mark.parametrize(
    ("past", "kind", "reason"),
    [
        ("BD + GB@10 -9", "routine", "Your routine."),
        (
            "BD + GB@10 -10",
            "routine-back",
            "Welcome back. Your routine; half of it is fine today.",
        ),
        ("BD + GB@10 -1; BD + GB@15 0", "routine-2", "Your routine, second time today."),
        (
            "BD + GB@10 -3; BD -3 !7; BD -2 !6; BD -1 !6",
            "routine-part",
            "Your routine without Bird Dog, which hurt yesterday (6).",
        ),
        (
            "BD + GB@10 -1; GB@10 -1 !4",
            "routine-half",
            "Your routine; half of Glute Bridge, which hurt yesterday (4).",
        ),
    ],
)
def test_the_reason_for_a_routine_says_how_it_is_adapted(past: str, kind: str, reason: str) -> None:
    found = advice(past, replace(CATALOG, routines=(ROUTINE,)))
    assert (found.kind, found.reason) == (kind, reason)


def test_a_routine_leaves_out_exercises_marked_not_for_me() -> None:
    catalog, settings = replace(CATALOG, routines=(ROUTINE,)), Settings(not_for_me=("bird-dog",))
    found = advise(catalog, history("BD + GB@10 -1"), settings, TODAY)
    assert found.reason == "Your routine without Bird Dog, which is not for you."


@pytest.mark.parametrize(
    ("unanswered", "asked"),
    [
        (9, {"auto": "next-morning", "on": "next-morning", "off": None}),
        (10, {"auto": None, "on": "next-morning", "off": None}),
    ],
)
def test_somebody_who_never_answers_is_asked_for_ten_days_unless_set_otherwise(
    unanswered: int, asked: dict[str, str | None]
) -> None:
    past = "; ".join(f"BD {-2 * n}" for n in range(2, unanswered + 1)) + "; GB@4 -1"
    for setting, question in asked.items():
        settings = msgspec.structs.replace(Settings(), questions=setting)
        assert advise(CATALOG, history(past), settings, TODAY).question == question, setting


def test_pain_is_asked_before_the_first_session_of_a_day_unless_nobody_answers() -> None:
    always = Settings(ask_pain_before=True)
    silent = history("; ".join(f"BD {-2 * n}" for n in range(2, 13)))
    assert advice(f"{FILLER}; BD -5 b2").asks_pain
    assert not advice(f"{FILLER}; BD -5 b2; GB 0").asks_pain
    assert not advise(CATALOG, history("BD -5 b2"), always, TODAY, 2).asks_pain
    assert not advise(CATALOG, silent, Settings(), TODAY).asks_pain
    assert advise(CATALOG, silent, always, TODAY).asks_pain


def with_routines(*exercises: tuple[str, ...]) -> Catalog:
    """A catalog with a routine of each of these groups of exercises, each as it usually is."""
    routines = (Routine("-".join(ids), "Mine", tuple(map(Prescribed, ids))) for ids in exercises)
    return replace(CATALOG, routines=tuple(routines))


def test_of_two_routines_the_one_done_longer_ago_is_suggested() -> None:
    two = with_routines(("bird-dog",), ("clam-shells",))
    assert shown(advice("BD -1; CS -3", two).suggestion) == "CS×10"
    assert shown(advice("BD -3; CS -1", two).suggestion) == "BD×10"


def test_the_users_hold_applies_in_a_routine_that_prescribes_none() -> None:
    catalog = with_routines(("glute-bridge",))
    found = advise(catalog, history("GB -1"), Settings(hold=4.0), TODAY)
    assert [one.choice.hold for one in found.suggestion] == [4.0]


def test_a_routine_was_followed_on_the_last_day_on_which_one_session_had_all_of_it() -> None:
    catalog = with_routines(("bird-dog", "glute-bridge"))
    choices = list(catalog.follow(catalog.routines[0]))
    past = "BD + GB -3; BD + GB -1; GB + BD -1; BD 0; GB 0"
    assert last_followed(choices, history(past)) == (TODAY - timedelta(days=1), 2)
    assert last_followed(choices, history("BD -1; GB -1")) is None


def test_a_planned_rest_day_suggests_nothing_and_says_how_to_train_anyway() -> None:
    found = advise(CATALOG, history(f"{FILLER}; {ROT}"), Settings(rest_days=("thu",)), TODAY)
    assert (found.kind, found.suggestion, found.done) == ("rest-day", (), False)
    assert found.reason.startswith("Planned rest day. To train anyway,")


def test_each_exercise_suggested_says_why() -> None:
    usual = advice(f"{FILLER}; {ROT}")
    assert [one.why for one in usual.suggestion] == ["Least recently done."] * 2
    gentle = advice("MS -14; CS -5; GB -4; BD -3; LE -2 b2 a8", days=-1)
    assert [one.why for one in gentle.suggestion] == [gentle.reason]


def test_the_question_for_pain_recalls_the_last_answer() -> None:
    found = advice(f"{FILLER}; CS -5 b4; GB -4 b3")
    assert found.asks_pain
    assert found.pain_question.endswith("Last time: 3.")
    gentle = advice("MS -14; CS -5; GB -4; BD -3; LE -2 b2 a8", days=-1)
    assert (gentle.asks_pain, gentle.pain_question[-13:]) == (True, "Last time: 2.")


def test_if_every_exercise_is_marked_not_for_me_it_says_how_to_train() -> None:
    none = Settings(not_for_me=tuple(exercise.id for exercise in CATALOG.exercises))
    found = advise(CATALOG, history(f"{FILLER}; {ROT}"), none, TODAY)
    assert found.suggestion == ()
    assert found.reason.startswith("Every exercise is set to “not for me”.")
