from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from random import Random
from zoneinfo import ZoneInfo

import pytest
from counting import expected_standing
from history.samples import BRIDGE, on, session
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from trainer.history.habit import (
    best_streak,
    familiar,
    standing_from_days,
    standing_from_sessions,
    streak,
    strength,
    trained_days,
    week_done,
)
from trainer.history.records import training_day
from trainer.settings.rest_days import WEEKDAYS, RestDays, as_of

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def back(*ago: int) -> set[date]:
    return {MONDAY - DAY * n for n in ago}


near = st.integers(0, 60).map(lambda n: MONDAY - DAY * n)
some_days = st.sets(near, max_size=40)
rests = st.sets(st.sampled_from(WEEKDAYS), max_size=6).map(RestDays)


# Which days count


def test_a_day_counts_when_one_exercise_was_completed():
    partial = session(0, day=MONDAY, exercises=(BRIDGE,))
    skipped = session(1, day=MONDAY - DAY, exercises=(replace(BRIDGE, status="skipped"),))
    assert trained_days([partial, skipped, session(2, day=MONDAY - 2 * DAY)]) == back(2)


def test_duplicate_days_and_the_order_of_days_change_nothing():
    days = [MONDAY - DAY * n for n in (3, 0, 1, 2, 1, 0)]
    assert standing_from_sessions(on(*days), MONDAY) == standing_from_sessions(
        on(*sorted(set(days))), MONDAY
    )
    assert standing_from_sessions(on(*days), MONDAY).streak == 4


@pytest.mark.parametrize(("ago", "known"), [(-1, False), (0, True), (6, True), (7, False)])
def test_an_exercise_done_in_the_last_seven_days_counts_as_familiar(ago: int, known: bool):
    standard = replace(BRIDGE, variant="standard", done_reps=1)
    other = replace(BRIDGE, id="clam-shells", variant="band", done_reps=1)
    left_out = replace(BRIDGE, id="bird-dog", variant="standard", done_reps=0)
    done = session(day=MONDAY - ago * DAY, exercises=(standard, other, left_out))
    expected = {BRIDGE.id, "clam-shells:band"} if known else set()
    assert familiar([done], MONDAY) == expected


# Streak


@pytest.mark.parametrize(
    ("days", "length"),
    [
        (back(), 0),
        (back(0), 1),
        (back(1), 1),  # today is unfinished
        (back(2), 0),
        (back(0, 1, 2), 3),
        (back(1, 2, 3), 3),
        (back(0, 2, 3), 1),
        (back(0, 1, 3, 4, 5), 2),
    ],
)
def test_a_streak_counts_days_in_a_row_and_survives_an_unfinished_today(days, length):
    assert streak(days, MONDAY) == length


def test_a_planned_rest_day_neither_breaks_nor_lengthens_a_streak():
    days = back(0, 1, 3, 4)
    assert streak(days, MONDAY, RestDays({"sat"})) == 4
    assert streak(days, MONDAY, RestDays((), [MONDAY - 2 * DAY])) == 4
    assert streak(days, MONDAY) == 2


def test_training_on_a_rest_day_counts():
    assert streak(back(0, 1, 2), MONDAY, RestDays({"sun"})) == 3


def test_the_best_streak_survives_a_break():
    days = back(0, 10, 11, 12, 20, 21)
    assert (streak(days, MONDAY), best_streak(days, MONDAY)) == (1, 3)
    assert best_streak(days, MONDAY, RestDays((), back(*range(13, 20)))) == 5


@pytest.mark.parametrize("last", [date(2028, 3, 1), date(2027, 3, 1), date(2027, 1, 2)])
def test_leap_days_and_new_year_do_not_break_a_streak(last):
    days = {last - DAY * n for n in range(5)}
    assert streak(days, last) == best_streak(days, last) == 5


@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_clock_change_nights_do_not_break_a_streak(night):
    berlin = ZoneInfo("Europe/Berlin")
    late = [datetime.combine(night + DAY * n, time(23, 30), berlin) for n in (-2, -1, 0, 1, 2)]
    days = {training_day(moment, time(3)) for moment in late}
    assert streak(days, night + 2 * DAY) == 5


def test_a_session_just_after_midnight_counts_for_the_day_before():
    late = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
    days = back(1, 2) | {training_day(late, time(3))}
    assert streak(days, training_day(late, time(3))) == 3


def test_flying_west_never_lowers_a_streak():
    days = {*back(0, 1, 2), MONDAY + DAY}  # trained on Tuesday in Sydney
    sydney = streak(days, MONDAY + DAY)
    honolulu = training_day(
        datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=-10))), time(3)
    )
    assert honolulu == MONDAY
    assert streak(days, honolulu) == sydney == 4
    assert best_streak(days, honolulu) == 4
    assert streak(days, honolulu + DAY) == 4


def test_flying_east_does_not_break_a_streak():
    tokyo = training_day(datetime(2026, 11, 24, 6, tzinfo=timezone(timedelta(hours=9))), time(3))
    assert streak(back(0, 1, 2), tokyo) == 3


def test_a_day_far_in_the_future_counts_for_nothing():
    days = back(0, 1) | {MONDAY + 40 * DAY}
    assert streak(days, MONDAY) == best_streak(days, MONDAY) == 2
    assert streak({MONDAY + 40 * DAY}, MONDAY) == 0
    assert strength({MONDAY + 40 * DAY}, MONDAY, 5) == 0


@given(some_days, near, rests)
def test_one_more_training_day_never_lowers_the_streak_or_the_week_count(days, day, rest):
    more = days | {day}
    for rule in (streak, best_streak):
        assert rule(more, MONDAY, rest) >= rule(days, MONDAY, rest)
    assert week_done(more, MONDAY) >= week_done(days, MONDAY)


@given(some_days, near)
def test_a_rest_date_never_breaks_or_lengthens_a_streak(days, rest):
    untrained = days - {rest}
    with_rest = streak(untrained, MONDAY, RestDays((), [rest]))
    assert with_rest >= streak(untrained, MONDAY)
    assert with_rest <= len(untrained)
    if days:
        between = {MONDAY - DAY * n for n in range(61)} - days
        assert streak(days, MONDAY, RestDays((), between)) == len(days)


@given(some_days, rests)
def test_a_streak_is_never_longer_than_the_best_streak(days, rest):
    assert streak(days, MONDAY, rest) <= best_streak(days, MONDAY, rest) <= len(days)


# Weeks


def test_the_week_runs_from_monday_to_sunday():
    days = {MONDAY + DAY * n for n in range(-3, 3)}
    assert week_done(days, MONDAY + 2 * DAY) == 3
    assert week_done(days, MONDAY - DAY) == 3


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 1, 3)])
def test_week_53_spans_the_new_year(day):
    week = {date(2026, 12, 28) + DAY * n for n in range(7)}
    assert day.isocalendar().week == 53
    assert week_done(week, day) == min(day.isoweekday() + 1, 7)


# Strength


def test_strength_follows_its_formula():
    m = 0.5 ** ((5 / 7) ** 0.5 / 13)
    s = 0.0
    for trained_of_five in (1, 1, 2):
        s = s * m + trained_of_five / 5 * (1 - m)
    assert strength(back(0, 2), MONDAY, 5) == pytest.approx(s)


@pytest.mark.parametrize("goal", [1, 2, 3, 4, 5, 6, 7])
def test_meeting_the_goal_every_week_gives_full_strength(goal):
    sunday = MONDAY - DAY
    days = {sunday - DAY * (7 * week + n) for week in range(100) for n in range(goal)}
    assert strength(days, sunday, goal) == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize(("goal", "kept", "strong"), [(3, 2, 2 / 3), (4, 2, 1 / 2), (6, 3, 1 / 2)])
def test_meeting_part_of_the_goal_gives_that_share_of_full_strength(goal, kept, strong):
    sunday = MONDAY - DAY
    days = {sunday - DAY * (7 * week + n) for week in range(200) for n in range(kept)}
    assert strength(days, sunday, goal) == pytest.approx(strong, abs=0.001)


def test_twenty_days_of_a_daily_habit_give_the_published_strength():
    assert strength({MONDAY - DAY * n for n in range(20)}, MONDAY, 7) == pytest.approx(0.655747)


def test_a_lower_goal_gives_a_higher_strength():
    days = {MONDAY - DAY * n for n in range(1, 300, 2)}
    assert strength(days, MONDAY, 3) > strength(days, MONDAY, 6)


def test_neither_an_unfinished_today_nor_a_rest_day_lowers_strength():
    days = back(1, 2, 4)
    assert strength(days, MONDAY, 5) == strength(days, MONDAY - DAY, 5)
    assert strength(days, MONDAY, 5, RestDays({"fri"})) == pytest.approx(
        strength(back(1, 2, 3), MONDAY, 5)
    )


def test_a_daily_habit_reaches_half_strength_in_13_days():
    days = {MONDAY - DAY * n for n in range(13)}
    assert strength(days, MONDAY, 7) == pytest.approx(0.5)


@given(some_days, near, st.integers(1, 7), rests)
def test_strength_is_from_0_to_1_and_training_never_lowers_it(days, day, goal, rest):
    before = strength(days, MONDAY, goal, rest)
    assert 0 <= before <= 1
    if days and day > min(days) and day not in days:
        assert strength(days | {day}, MONDAY, goal, rest) >= before - 1e-9


# Rest days apply from the day they were set


def test_rest_days_set_today_do_not_make_an_old_streak_longer():
    mondays_missed = {MONDAY - DAY * n for n in range(30) if n % 7}
    rest = as_of(MONDAY, ("mon",), (), {})
    assert best_streak(mondays_missed, MONDAY) == best_streak(mondays_missed, MONDAY, rest) == 6
    assert streak(mondays_missed, MONDAY + DAY, rest) == 6


def test_former_rest_days_still_count_as_rest_in_the_past():
    days = {MONDAY - DAY * n for n in range(30) if n % 7}
    known = {MONDAY - 60 * DAY: ("mon",), MONDAY - 3 * DAY: ()}
    rest = as_of(MONDAY, (), (), known)
    assert MONDAY - 7 * DAY in rest
    assert MONDAY not in rest
    assert MONDAY - 70 * DAY not in rest
    assert best_streak(days, MONDAY, rest) == len(days)


def test_if_the_rest_days_change_twice_in_a_day_the_second_change_counts():
    known = {MONDAY - DAY: ("mon",), MONDAY: ("tue",)}
    rest = as_of(MONDAY, ("wed",), (), known)
    assert MONDAY not in rest
    assert MONDAY + DAY not in rest
    assert MONDAY + 2 * DAY in rest


# All of it against an independent calculation


@pytest.mark.parametrize("seed", range(6))
def test_ten_years_of_results_agree_with_an_independent_calculation(seed):
    random = Random(seed)
    first = date(2016, 2, 20)
    often = random.choice([0.5, 0.8, 0.97])
    every = [first + DAY * n for n in range(3653)]
    days = {first} | {day for day in every if random.random() < often}
    rest = set(random.sample(range(7), seed % 3))
    off = set(random.sample(every, 100))
    goal = random.randint(1, 7)
    for today in [*random.sample(every, 12), every[-1]]:
        known = {day for day in days if day <= today}
        found = standing_from_sessions(
            on(*random.sample(sorted(known), len(known))),
            today,
            week_goal=goal,
            days_off=RestDays([WEEKDAYS[n] for n in rest], off),
        )
        expected = expected_standing(known, today, goal, rest, off)
        assert found.strength == pytest.approx(expected.pop("strength"))
        assert {name: getattr(found, name) for name in expected} == expected
        assert found.trained_today == (today in known)
        assert (found.day, found.week_goal) == (today, goal)


def test_with_a_goal_of_seven_each_day_counts_separately():
    """As in Loop: a missed day counts as zero, however good the rest of the week was."""
    first = date(2026, 11, 16)
    m = 0.5 ** (1 / 13)
    expected = (1 - m) * m * m + (1 - m)
    days = {first, first + timedelta(days=2)}
    assert strength(days, first + timedelta(days=2), 7) == pytest.approx(expected)


def test_the_default_week_goal_is_five_days():
    monday = date(2026, 11, 16)
    expected = strength({monday}, monday, 5)
    for found in (standing_from_days({monday}, monday), standing_from_sessions(on(monday), monday)):
        assert found.week_goal == 5
        assert found.strength == pytest.approx(expected)
