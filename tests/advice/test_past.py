"""What a history says about each exercise: its rung, its rest, its good days."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from tests.patients.notation import CATALOG, IDS, TODAY, history, record
from trainer.advice.past import ExerciseState, Past, Setback
from trainer.history.records import ExerciseRecord, SessionRecord

DAY = timedelta(days=1)


def past_of(text: str, day: int = 0) -> Past:
    """Return what a history says on a day, counted from today."""
    return Past(CATALOG.exercises, history(text), TODAY + day * DAY)


def state_of(text: str, day: int = 0) -> ExerciseState:
    """Return what a history says about the first exercise in it."""
    return past_of(text, day).states[IDS[text[:2]]]


def counted(day: date | None) -> int | None:
    """Return the number of days from today to a day."""
    return None if day is None else (day - TODAY).days


# Stopped because of pain


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("BD -1 !4", 0),
        ("BD -1 !5", 0),
        ("BD -1 !6", 2),
        ("BD -1 !", 2),
        ("BD -1 !4; BD -1 !", 2),
        ("BD -1 !5; BD -1 !", 2),
        ("BD -1 !4; BD -1 !5", 0),
        ("BD -1 ?4", 0),
        ("BD -9 !4; BD -1 !4", 13),
        ("BD -9 !4; BD -8 !4; BD -1 !4", 27),
        ("BD -9 !4; BD -8 !4; BD -7 !4; BD -1 !4", 27),
        ("BD -1 !6; BD 0", None),
        ("BD -1 !6; BD 0 5/10", 2),
    ],
)
def test_an_exercise_is_rested_for_longer_after_each_stop_until_every_rep_has_been_done(
    text: str, free: int | None
) -> None:
    assert counted(state_of(text).rest_until) == free


@pytest.mark.parametrize(
    ("between", "free"),
    [
        ("BD -30; BD -29; BD -28", 2),
        ("BD -30; BD -29", 13),
        ("BD -30; BD -29; BD -28 5/10; BD -27", 13),
        ("BD -30 5/10; BD -29; BD -28", 13),
        ("BD -30; BD -29; BD -28 =worse; BD -27; BD -26", 13),
        ("BD -30; BD -29; BD -28 !4; BD -27; BD -26", 27),
    ],
)
def test_a_stop_is_forgotten_after_three_complete_days_in_a_row(between: str, free: int) -> None:
    assert counted(state_of(f"BD -40 !6; {between}; BD -1 !6").rest_until) == free


@pytest.mark.parametrize(
    ("text", "pain"),
    [("BD -1 !", None), ("BD -1 !4; BD -1 !", None), ("BD -1 !; BD -1 !7; BD -1 !6", 7)],
)
def test_the_pain_of_a_stop_is_the_worst_answer_or_unknown_if_a_missing_answer_may_be_worse(
    text: str, pain: int | None
) -> None:
    assert state_of(text).setback == Setback("stop", TODAY - DAY, pain)


@pytest.mark.parametrize(
    ("text", "rung", "descended_from"),
    [
        ("LE@3 -3 !6", 1, 2),
        ("LE@4 -3 !6", 2, 3),
        ("LE/pillow -3 !6", 0, 0),
        ("LE/pillow@2 -3 ?4", 1, 2),
        ("LE@2 -9; LE@3 -3 ?4", 1, 3),
        ("LE@2 -9; LE@4 -3 ?4", 1, 3),
        ("LE/pillow -9; LE@2 -3 ?4", 0, 2),
        ("LE@3 -3 !6; LE@4 -3 !6", 1, 2),
    ],
)
def test_after_a_stop_an_exercise_goes_one_rung_below_the_rung_that_hurt(
    text: str, rung: int, descended_from: int
) -> None:
    """If somebody continued in an easier version, the rung that hurt was above that version."""
    state = state_of(text)
    assert (state.rung, state.descents) == (rung, [(TODAY - 3 * DAY, descended_from)])


def test_an_exercise_that_hurt_on_the_lowest_rung_is_halved_until_every_rep_is_done() -> None:
    state = state_of("CS -9 !6; CS -3 !4")
    assert (state.half, state.was_worse) == (True, True)
    assert state.setback == state.stop == Setback("stop", TODAY - 3 * DAY, 4, 2, halves_reps=True)
    assert state_of("CS -3 !4; CS -1 3/5").half
    after = state_of("CS -3 !4; CS -1 5/5")
    assert (after.half, after.was_worse, after.setback) == (False, False, None)
    assert not state_of("BD -3 !6").half


def test_an_exercise_switched_to_an_easier_rung_stays_there_after_a_worse_morning() -> None:
    assert state_of("LE/pillow -3 ?4 =worse").rung == 0
    assert state_of("LE/pillow -3 ?4 =same").rung == 1


# Worse afterwards


@pytest.mark.parametrize(
    ("answers", "worse"),
    [
        ("b2 a4", True),
        ("b2 a3", False),
        ("b0 a2", False),
        ("b1 a3", True),
        ("b6 a7", True),
        ("b5 a6", False),
        ("a6", True),
        ("a5", False),
        ("b2 a4 =same", False),
        ("b2 a4 =better", False),
        ("b2 a5 =same", False),
        ("b2 a6 =same", True),
        ("b0 a0 =worse", True),
        ("b0 a0", False),
        ("", False),
    ],
)
def test_pain_that_rose_and_did_not_settle_halves_the_next_dose(answers: str, worse: bool) -> None:
    state = state_of(f"BD -3 {answers}")
    expected = Setback("worse", TODAY - 3 * DAY, halves_reps=True) if worse else None
    assert (state.half, state.was_worse, state.setback) == (worse, worse, expected)
    assert state.rung == 1


def test_a_second_worse_morning_costs_a_rung_but_reps_are_no_longer_halved() -> None:
    state = state_of("BD -6 =worse; BD -3 3/6 =worse")
    assert (state.rung, state.half, state.was_worse) == (0, False, False)
    assert state.descents == [(TODAY - 3 * DAY, 1)]
    assert state.setback == Setback("worse twice", TODAY - 3 * DAY)


def test_reps_stay_halved_on_the_lowest_rung_after_a_second_worse_morning() -> None:
    state = state_of("CS -6 =worse; CS -3 5/5 =worse")
    assert (state.rung, state.half, state.was_worse, state.descents) == (0, True, True, [])


@pytest.mark.parametrize(
    ("text", "rung", "half"),
    [
        ("LE@4 -3 =worse", 2, False),
        ("LE/pillow -3 =worse", 0, True),
        ("LE@3 -6 =worse; LE@4 -3 =worse", 1, False),
        ("LE@3 -6 =worse; LE/pillow -3 =worse", 0, False),
    ],
)
def test_no_exercise_goes_up_a_rung_after_a_worse_morning(text: str, rung: int, half: bool) -> None:
    state = state_of(text)
    assert (state.rung, state.half) == (rung, half)


# Chosen by hand, and good days


@pytest.mark.parametrize(
    ("text", "rung", "good"),
    [
        ("LE@3 -6; LE@3 -3", 2, [-6, -3]),
        ("LE@3 -6; LE@4 -3", 3, [-3]),
        ("LE@3 -6; LE@4 -3 5/10", 2, [-6]),
        ("LE@3 -6; LE@2 -3", 1, [-3]),
        ("LE@3 -6; LE@2 -3 5/10", 1, []),
        ("LE@3 -6; LE/no-such -3", 2, [-6, -3]),
        ("LE@3 -6; LE@3 -3 5/10", 2, []),
        ("LE@3 -6; LE@3 -3 14/10", 2, [-6, -3]),
        ("LE@3 -6; LE@3 -3 0/0", 2, [-6]),
        ("LE@3 -6; LE@3 -3 3/0", 2, []),
        ("LE@3 -6; LE@3 -3 1/1", 2, [-6, -3]),
        ("LE@3 -6; LE@3 -3 e4", 2, [-6, -3]),
        ("LE@3 -6; LE@3 -3 e5", 2, []),
        ("LE@3 -6; LE@3 -3 b5 a5", 2, [-6, -3]),
        ("LE@3 -6; LE@3 -3 b5 a6", 2, []),
        ("LE@3 -6; LE@3 -3 !4", 1, []),
        ("LE@3 -6; LE@3 -3 =worse", 2, []),
        ("LE@3 -6; LE@3 -3; LE@3 -3 5/10", 2, [-6, -3]),
        ("LE@3 -6; LE@3 -3; LE@2 -3 5/10", 1, []),
        ("LE@3 -6; LE@3 -3; LE@3 -3 e6", 2, []),
        ("LE@3 -6; LE@3 -3 e6; LE@3 -3", 2, []),
    ],
)
def test_a_rung_chosen_by_hand_becomes_the_current_rung_and_its_good_days_count(
    text: str, rung: int, good: list[int]
) -> None:
    state = state_of(text)
    assert (state.rung, [counted(day) for day in state.good_days]) == (rung, good)


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("CS -10; CS -7", False),
        ("CS -10 e3; CS -7", True),
        ("CS -10; CS -7 a2", True),
        ("CS -10 b2; CS -7", False),
        ("CS -10 e3; CS/hand -7", False),
        ("CS -10 e3; CS -8 e6; CS -7", False),
        ("CS -10; CS -10 e3", True),
    ],
)
def test_good_days_count_as_answered_if_effort_or_pain_was_given_on_any_of_them(
    text: str, answered: bool
) -> None:
    assert state_of(text).answered is answered


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("CS -5 e7", 1),
        ("CS -5 e6", 0),
        ("CS -9 e7; CS -5 e8", 2),
        ("CS -9 e8; CS -7 e3; CS -5 e8", 1),
        ("CS -9 5/10 ~fatigue; CS -5 e8", 2),
        ("CS -5 e8; CS -5 e3", 1),
    ],
)
def test_hard_days_in_a_row_are_counted(text: str, days: int) -> None:
    assert state_of(text).hard_days == days


# Easy days and breaks


@pytest.mark.parametrize(
    ("before", "rung"),
    [
        ("LE@3 -9; LE/pillow -3", 0),
        ("LE@3 -9; LE/pillow -3 b5", 0),
        ("LE@3 -9; LE/pillow -3 b6", 2),
        ("LE@3 -9; GB -6 a7; LE/pillow -3", 2),
        ("LE@3 -9; GB -7 a7; LE/pillow -3", 0),
        ("LE@3 -9; GB -6 a6; LE/pillow -3", 0),
        ("LE@3 -9; GB -6 a7; BD -5; LE/pillow -3", 0),
        ("LE@3 -9; GB -6 a7; LE@4 -3", 3),
        ("LE@3 -31; LE/pillow -3", 2),
        ("LE@3 -30; LE/pillow -3", 0),
        ("LE@3 -87; LE/pillow -3", 1),
        ("LE@3 -86; LE/pillow -3", 2),
    ],
)
def test_an_easier_version_on_an_easy_day_does_not_lower_the_rung(before: str, rung: int) -> None:
    assert state_of(before).rung == rung


def test_the_count_of_good_days_starts_again_after_a_gap_of_four_weeks() -> None:
    assert [counted(day) for day in state_of("CS -31; CS -3").good_days] == [-3]
    assert [counted(day) for day in state_of("CS -30; CS -3").good_days] == [-30, -3]


@pytest.mark.parametrize(("days", "since"), [(9, None), (10, -2)])
def test_a_return_begins_on_the_first_day_after_a_break_of_ten_days(
    days: int, since: int | None
) -> None:
    past = past_of(f"GB {-2 - days}; GB -2; GB -1")
    assert counted(past.first_day_back) == since
    assert (counted(past.first_rep), counted(past.last_rep)) == (-2 - days, -1)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("CS -9; GB -6; GB -4; GB -4; BD -2", 3),
        ("CS -9 !6; GB -7; GB -6; GB -4; BD -2", 3),
        ("GB -6; GB -5; BD -4", 3),
        ("CS -90; GB -89; GB -5; BD -3", 2),
        ("CS -90; GB -89; GB -6; BD -3", 3),
    ],
)
def test_days_on_which_an_exercise_is_rested_do_not_count_as_days_without_the_exercise(
    text: str, days: int
) -> None:
    past = past_of(text)
    assert past.days_without(past.states["clam-shells"]) == days


def test_a_session_dated_tomorrow_counts_for_today_and_later_ones_are_ignored() -> None:
    past = past_of("BD -1; CS 1; GB 2; LE 5; MS 3")
    assert [session.exercises[0].id for session in past.today] == ["clam-shells"]
    assert [counted(day.day) for day in past.days] == [-1, 0]
    assert counted(past.ahead) == 5
    assert counted(past.states["clam-shells"].last_done) == 0
    assert past.states["glute-bridge"].last_done is None
    assert past_of("BD -1; CS 1").ahead is None


# What is known about a whole day


@pytest.mark.parametrize(
    ("text", "pains"),
    [
        ("CS -3", (0, 0, 0)),
        ("CS -3 b3 a4", (4, 4, 3)),
        ("CS -3 b3 a4 !6", (6, 6, 3)),
        ("CS -3 b5 a2", (5, 2, 5)),
        ("CS -3 b7 a8", (8, 0, 7)),
        ("CS -3 b6 a7", (7, 7, 6)),
        ("CS -3 a8", (8, 8, 0)),
        ("CS -3 b4 !6; CS -3 b2 a1", (6, 6, 4)),
        ("CS -3 b2 a1; CS -3 b4 ?3", (4, 3, 4)),
        ("CS -3 b5 a1; CS -3 b2 a1", (5, 1, 5)),
        ("CS -3 !", (0, 0, 0)),
    ],
)
def test_a_day_has_a_worst_pain_overall_and_before_and_from_exercise(
    text: str, pains: tuple[int, int, int]
) -> None:
    [day] = past_of(text).days
    assert (day.worst, day.worst_from_exercise, day.worst_before) == pains


@pytest.mark.parametrize(
    ("text", "morning"),
    [
        ("CS -3", None),
        ("CS -3 =same", "same"),
        ("CS -3 =terrible", None),
        ("CS -3 =worse; CS -3 =same", "worse"),
        ("CS -3 =same; CS -3 =worse", "worse"),
        ("CS -3 =same; CS -3 =better", "better"),
    ],
)
def test_the_morning_after_is_worse_if_any_session_says_so(text: str, morning: str) -> None:
    [day] = past_of(text).days
    assert (day.morning, day.answered) == (morning, morning is not None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("LE@3 -3", {"trained"}),
        ("LE@3 -3 1/10", {"trained"}),
        ("LE@3 -3 0/10 b4", {"answered"}),
        ("LE@3 -3 b4", {"trained", "answered"}),
        ("LE@3 -3 a6", {"trained", "rose"}),
        ("LE@3 -3 a6; LE@3 -3", {"trained", "rose"}),
        ("LE@3 -3 !", {"trained", "stopped"}),
        ("LE@3 -3 0/10 !4", {"stopped"}),
        ("LE@3 -3 ?4", {"trained", "stopped"}),
        ("LE@4 -3", {"trained", "new_rung"}),
        ("LE@4 -3; GB -3", {"trained", "new_rung"}),
        ("LE@4 -3 0/10", set()),
    ],
)
def test_a_day_records_whether_somebody_trained_answered_or_stopped(
    text: str, said: set[str]
) -> None:
    [day] = past_of(text).days
    facts = ("trained", "answered", "rose", "stopped", "new_rung")
    assert {fact for fact in facts if getattr(day, fact)} == said


def test_the_morning_after_belongs_to_the_last_session_with_a_rep() -> None:
    sessions = history("CS -3; GB -3; BD -3 0/10; LE -2 0/10; MS -2 0/10")
    first, second = Past(CATALOG.exercises, sessions, TODAY).days
    assert first.last_session == sessions[1].id
    assert second.last_session == sessions[4].id


def test_the_most_recent_pain_before_a_session_is_remembered() -> None:
    assert past_of("CS -3 b4; CS -2 b2; CS -1").last_pain_before == 2
    assert past_of("CS -3").last_pain_before is None


# Exercises that were seen, tried or done


def together(*exercises: ExerciseRecord, day: int = -3) -> SessionRecord:
    """Return one session with these exercises."""
    [session] = history(f"GB {day}")
    return msgspec.structs.replace(session, exercises=exercises)


@pytest.mark.parametrize(
    ("left_out", "seen"),
    [
        (record("CS", done_reps=0), None),
        (record("CS", done_reps=0, stopped="other"), -3),
        (record("CS", done_reps=0, stopped="pain"), -3),
    ],
)
def test_an_exercise_skipped_with_a_key_counts_as_seen_but_not_as_done(
    left_out: ExerciseRecord, seen: int | None
) -> None:
    with_a_rep = Past(CATALOG.exercises, [together(record("BD"), left_out)], TODAY)
    state = with_a_rep.states["clam-shells"]
    assert (counted(state.last_seen), state.last_done) == (seen, None)
    without = Past(CATALOG.exercises, [together(left_out)], TODAY).states["clam-shells"]
    hurt = left_out.stopped == "pain"
    assert (counted(without.last_seen), counted(without.last_tried)) == (
        (-3, -3) if hurt else (None, None)
    )


def test_exercises_after_a_skipped_exercise_still_count() -> None:
    session = together(record("CS", done_reps=0), record("BD", done_reps=1))
    past = Past(CATALOG.exercises, [session], TODAY)
    assert counted(past.states["bird-dog"].last_done) == -3
    assert past.states["clam-shells"].last_done is None


def test_a_day_with_skipped_reps_is_not_a_good_day() -> None:
    skipped = msgspec.structs.replace(record("CS"), skipped_reps=2)
    assert Past(CATALOG.exercises, [together(skipped)], TODAY).states["clam-shells"].good_days == []


def test_an_exercise_with_every_rep_skipped_counts_as_seen() -> None:
    left_out = msgspec.structs.replace(record("CS", done_reps=0), skipped_reps=10)
    past = Past(CATALOG.exercises, [together(record("BD"), left_out)], TODAY)
    assert counted(past.states["clam-shells"].last_seen) == -3


def test_the_version_done_last_is_remembered() -> None:
    state = state_of("LE/pillow@3 -3; LE@4 -2 0/10")
    assert (state.variant, state.hold, counted(state.last_done)) == ("pillow", 3.0, -3)


def test_a_new_user_starts_each_exercise_on_its_usual_rung() -> None:
    past = past_of("")
    assert {id: state.rung for id, state in past.states.items()} == {
        "bird-dog": 1,
        "glute-bridge": 1,
        "supine-leg-extension": 2,
        "clam-shells": 0,
        "mobility-squat": 0,
    }
    assert (past.days, past.first_rep, past.last_training_day) == ([], None, None)
