"""What the coach says, word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from tests.patients.notation import CATALOG, TODAY
from trainer.advice import words
from trainer.advice.past import Setback
from trainer.catalog.ladders import parse_rung

DAY = timedelta(days=1)
CLAM, LEG = CATALOG.exercise("clam-shells"), CATALOG.exercise("supine-leg-extension")
OWN = msgspec.structs.replace(CLAM, name="Standing hip abduction at the wall")
"""A user's own exercise, with a long name."""


@pytest.mark.parametrize(
    ("days", "on", "session"),
    [
        (-1, "on 27 November", "the session of 27 November"),
        (0, "today", "the session of 26 November"),
        (1, "yesterday", "yesterday's session"),
        (2, "on Tuesday", "Tuesday's session"),
        (6, "on Friday", "Friday's session"),
        (7, "on 19 November", "the session of 19 November"),
        (361, "on 30 November 2025", "the session of 30 November 2025"),
    ],
)
def test_a_day_is_named_by_its_weekday_for_a_week(days: int, on: str, session: str) -> None:
    day = TODAY - days * DAY
    assert (words.on_day(day, TODAY), words.session_of(day, TODAY)) == (on, session)


@pytest.mark.parametrize(
    ("days", "until"),
    [
        (0, "until 26 November"),
        (1, "until tomorrow"),
        (2, "until Saturday"),
        (6, "until Wednesday"),
        (7, "until 3 December"),
        (40, "until 5 January 2027"),
    ],
)
def test_the_end_of_a_rest_is_given_as_a_weekday_or_a_date(days: int, until: str) -> None:
    assert words.until(TODAY + days * DAY, TODAY) == until


@pytest.mark.parametrize(
    ("days", "ago"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (59, "59 days ago"),
        (60, "2 months ago"),
        (89, "2 months ago"),
        (400, "13 months ago"),
    ],
)
def test_the_time_since_a_day_is_given_in_days_or_months(days: int, ago: str) -> None:
    assert words.ago(TODAY - days * DAY, TODAY) == ago
    assert words.ago(None, TODAY) == "not yet done"


def test_numbers_up_to_twelve_are_written_out() -> None:
    written = [words.times(n) for n in (1, 2, 3, 12, 13)]
    assert written == ["once", "twice", "three times", "twelve times", "13 times"]


def test_a_long_name_is_cut_and_ends_in_an_ellipsis() -> None:
    assert words.cut("Supine Leg Extension") == "Supine Leg Extension"
    assert words.cut("Supine Leg Extensions") == "Supine Leg Extensio…"
    assert words.cut("Standing hip abducts at") == "Standing hip abduct…"
    assert words.cut("Squats against a walls at home") == "Squats against a wa…"
    assert words.cut("A squat against the wall") == "A squat against the…"
    assert words.cut("A squat with chest up high") == "A squat with chest…"


def test_the_first_line_that_fits_is_taken_or_the_last_if_none_fits() -> None:
    long, longer, longest, fits = ("x" * number for number in (74, 75, 76, 73))
    assert words._fitting(longest, fits, "short") == fits
    assert words._fitting(longest, longer, long) == long


MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("setback", "text"),
    [
        (
            Setback("stop", MONDAY, 6),
            "Clam Shells hurt on Monday (pain 6). Easier version today.",
        ),
        (Setback("stop", MONDAY), "Clam Shells hurt on Monday. Easier version today."),
        (
            Setback("stop", MONDAY, 6, halves_reps=True),
            "Clam Shells hurt on Monday (pain 6). Half the reps today.",
        ),
        (
            Setback("worse", MONDAY),
            "Your back was worse after Clam Shells on Monday. Easier version today.",
        ),
        (
            Setback("worse", MONDAY, halves_reps=True),
            "Your back was worse after Clam Shells on Monday. Half the reps today.",
        ),
    ],
)
def test_the_reason_for_an_easier_exercise_names_the_setback(setback: Setback, text: str) -> None:
    assert words.easier(CLAM, setback, TODAY) == text


def test_a_reason_too_long_for_its_line_is_shortened() -> None:
    old = Setback("worse", date(2025, 9, 30), halves_reps=True)
    assert words.easier(LEG, old, TODAY) == (
        "Your back was worse after Supine Leg Extension. Half the reps today."
    )
    twice = Setback("worse twice", MONDAY)
    assert words.easier(CLAM, twice, TODAY) == (
        "Your back was worse twice after Clam Shells. Easier version today."
    )
    assert words.easier(LEG, twice, TODAY) == (
        "Worse twice after Supine Leg Extension. Easier version today."
    )
    hurt = Setback("stop", date(2025, 9, 30), 6)
    assert words.easier(LEG, hurt, TODAY) == (
        "Supine Leg Extension hurt on 30 September 2025. Easier version today."
    )
    assert words.resting(LEG, hurt, date(2026, 12, 9), TODAY) == (
        "Supine Leg Extension hurt on 30 September 2025. Skip it until 9 December."
    )
    assert words.stale(OWN) == (
        "Four weeks or more since Standing hip abduct…. Easier version today."
    )


def test_the_reason_for_a_rest_says_when_the_exercise_hurt_and_how_long_it_is_rested() -> None:
    hurt = Setback("stop", MONDAY, 8)
    assert words.resting(CLAM, hurt, TODAY + DAY, TODAY) == (
        "Clam Shells hurt on Monday (pain 8). Skip it until tomorrow."
    )
    twice = Setback("stop", MONDAY, 8, times=2)
    assert words.resting(CLAM, twice, date(2026, 12, 7), TODAY) == (
        "It hurt twice. Skip it until 7 December, or press space to add it anyway."
    )
    thrice = Setback("stop", MONDAY, 8, times=3)
    assert words.resting(CLAM, thrice, date(2026, 12, 21), TODAY) == (
        "It hurt three times. Skip it until 21 December, or press space."
    )


def test_the_sentences_about_the_day_read_as_expected() -> None:
    lines = {
        words.routine_again(2): "Your routine, for the second time today.",
        words.routine_again(8): "Your routine, for the eighth time today.",
        words.routine_again(9): "Your routine, for the eighth time today.",
        words.done(""): "Done for today. For a short exercise before you stand up, press b.",
        words.done("Clam Shells"): (
            "Done for today. Tomorrow: Clam Shells. Standing up soon? Press b."
        ),
        words.done("Supine Leg Extension"): "Done for today. Tomorrow: Supine Leg Extension.",
        words.enough("a rest day"): (
            "Enough for today. What you did is saved. Tomorrow: a rest day."
        ),
        words.no_exercise(8): "Pain 8. No exercises today. Walk a little if that feels all right.",
        words.pain_before(None): "Back or leg pain now, 0 to 10? Enter skips.",
        words.pain_before(0): "Back or leg pain now, 0 to 10? Enter skips. Last time: 0.",
        words.next_morning(MONDAY, TODAY): (
            "Was your back worse the morning after Monday's session?"
        ),
        words.worse_morning(MONDAY, TODAY): (
            "Your back was worse after Monday's session. Half the reps today."
        ),
        words.worse_morning(date(2025, 9, 30), TODAY): (
            "Worse after the session of 30 September 2025. Half the reps today."
        ),
    }
    assert list(lines) == list(lines.values())


def test_the_coach_counts_the_sessions_of_a_day_from_the_third_on() -> None:
    plenty = "today. That is plenty; one or two exercises are enough."
    assert [words.plenty(n) for n in (3, 8, 9, 10)] == [
        f"{which} {plenty}"
        for which in ("Third session", "Eighth session", "9 sessions", "10 sessions")
    ]


def test_the_coach_says_after_a_refusal_when_it_may_ask_again() -> None:
    assert words.refused(None, TODAY) == words.NEVER_AGAIN
    assert words.refused(date(2027, 1, 8), TODAY) == (
        "All right. You won't be asked again before 8 January 2027."
    )
    assert (
        words.refused(date(2026, 12, 8), TODAY)
        == "All right. You won't be asked again before 8 December."
    )


@pytest.mark.parametrize(
    ("setback", "left_out"),
    [
        (None, "Your routine without Clam Shells, which you marked “not for me”."),
        (
            Setback("stop", MONDAY, 6),
            "Your routine without Clam Shells, which hurt on Monday (pain 6).",
        ),
        (
            Setback("stop", MONDAY),
            "Your routine without Clam Shells, which hurt on Monday.",
        ),
    ],
)
def test_the_reason_for_a_shorter_routine_names_the_exercise_left_out(
    setback: Setback | None, left_out: str
) -> None:
    assert words.routine_part(CLAM, setback, TODAY) == left_out


@pytest.mark.parametrize(
    ("setback", "reason"),
    [
        (
            Setback("stop", MONDAY, 6),
            "Clam Shells hurt on Monday (pain 6). Half its reps today.",
        ),
        (Setback("worse", MONDAY), "Your back was worse after Clam Shells. Half its reps today."),
    ],
)
def test_the_reason_for_a_halved_exercise_in_a_routine_names_the_setback(
    setback: Setback, reason: str
) -> None:
    assert words.routine_half(CLAM, setback, TODAY) == reason


def test_a_line_about_a_routine_leaves_out_details_that_do_not_fit() -> None:
    days = MONDAY, date(2026, 9, 30), date(2025, 9, 30)
    hurt = [Setback("stop", day, 6) for day in days]
    when = [" on Monday (pain 6).", " on 30 September.", "."]
    name = "Your routine without Supine Leg Extension, which hurt"
    assert [words.routine_part(LEG, each, TODAY) for each in hurt] == [name + day for day in when]


@pytest.mark.parametrize(
    ("here", "to", "offered", "unanswered"),
    [
        (
            "clam-shells",
            "hand",
            "Clam Shells went well three times. Try a hand on the knee?",
            "Clam Shells done three times. If nothing hurts, try a hand on the knee?",
        ),
        (
            "mobility-squat:chair",
            "lower-chair",
            "Chair squat went well three times. Try the lower chair?",
            "Chair squat done three times. If nothing hurts, try the lower chair?",
        ),
        (
            "glute-bridge",
            "standard@4",
            "Glute Bridge went well three times. Hold for 4?",
            "Glute Bridge done three times. If nothing hurts, hold for 4?",
        ),
        (
            "bird-dog:hands-down",
            "standard",
            "Bird Dog went well three times. Try arm and leg together?",
            "Bird Dog done three times. If nothing hurts, try arm and leg together?",
        ),
        (
            "supine-leg-extension:pillow",
            "standard@2",
            "Supine Leg Extension went well three times. Try no pillow?",
            "Supine Leg Extension done three times. If nothing hurts, try no pillow?",
        ),
    ],
)
def test_an_offer_says_that_an_exercise_went_well_only_if_the_user_answered(
    here: str, to: str, offered: str, unanswered: str
) -> None:
    choice, rung = CATALOG.choose(here), parse_rung(to)
    other = CATALOG.choose(f"{choice.id}:{rung.variant}")
    lines = [
        words.step_up(choice, other, rung, 3, answered=answered, hard=False)
        for answered in (True, False)
    ]
    assert lines == [offered, unanswered]


def test_the_offer_of_an_advanced_version_says_that_it_is_advanced() -> None:
    here, to = (CATALOG.choose(f"mobility-squat:{id}") for id in ("lower-chair", "standard"))
    rung = parse_rung("standard")
    assert words.step_up(here, to, rung, 6, answered=True, hard=True) == (
        "Lower chair went well six times. Try the full squat (advanced)?"
    )
    # Shorter words, so that the line fits.
    assert words.step_up(here, to, rung, 12, answered=False, hard=True) == (
        "Lower chair done twelve times. No pain? Try the full squat (advanced)?"
    )


def test_a_step_down_and_fewer_reps_are_offered_in_one_line() -> None:
    bird_dog, easier = CATALOG.choose("bird-dog"), CATALOG.choose("bird-dog:hands-down")
    assert words.step_down(bird_dog, easier, parse_rung("hands-down"), 2) == (
        "Bird Dog was hard twice. Try hands down today?"
    )
    assert words.fewer(bird_dog, 3) == (
        "Bird Dog was hard three times. Fewer reps are fine: < takes one away."
    )
    leg = CATALOG.choose("supine-leg-extension")
    assert words.fewer(leg, 3) == (
        "Supine Leg Extension was hard three times. Fewer reps are fine: press <."
    )


def test_a_variant_of_a_users_own_exercise_has_the_name_from_its_catalog() -> None:
    here, band = CATALOG.choose("clam-shells"), CATALOG.choose("clam-shells:band")
    own = replace(band, exercise=msgspec.structs.replace(band.exercise, id="kick"))
    assert words.step_down(here, own, parse_rung("band"), 2) == (
        f"Clam Shells was hard twice. Try “{band.variant_name}” today?"
    )
