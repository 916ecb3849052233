"""How days become glyphs, and how the cursor walks them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from textual.app import App, ComposeResult

from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.settings.rest_days import RestDays
from trainer.ui.history import days as drawn
from trainer.ui.history.calendar import Calendar, months
from trainer.ui.history.charts import columns, mirrored
from trainer.ui.history.days import Day, Days, by_day, totals
from trainer.ui.history.trend_data import (
    Pain,
    fortnights,
    last_weeks,
    minutes_a_week,
    practices,
    weekly,
)
from trainer.ui.history.trends import charts, pain_chart

TODAY = date(2026, 11, 23)


def session(
    day: date, reps: int = 10, *, status: str = "completed", hour: int = 7, **fields: object
) -> SessionRecord:
    started = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    exercise = ExerciseRecord(
        id="bird-dog",
        name="Bird Dog",
        variant="standard",
        status=status,  # type: ignore[arg-type]
        planned_reps=reps,
        done_reps=reps,
        skipped_reps=0,
        done_left=reps - reps // 2,
        done_right=reps // 2,
        seconds=reps * 6.0,
    )
    return SessionRecord(
        id=f"{started:%Y%m%dT%H}-x",
        day=day,
        started=started,
        ended=started,
        status="completed",
        source="session",
        exercises=(exercise,),
        **fields,  # type: ignore[arg-type]
    )


def marks(*sessions: SessionRecord) -> dict[date, drawn.Mark]:
    return {day: there.mark for day, there in by_day(sessions).items()}


class CalendarApp(App[None]):
    def __init__(self, days: Days) -> None:
        super().__init__()
        self.days = days

    def compose(self) -> ComposeResult:
        yield Calendar()

    def on_mount(self) -> None:
        self.query_one(Calendar).days = self.days
        self.query_one(Calendar).focus()


# Days


@pytest.mark.parametrize(
    ("reps", "mark"),
    [(1, drawn.LITTLE), (10, drawn.LITTLE), (11, drawn.NORMAL), (20, drawn.NORMAL)],
)
def test_more_reps_make_a_fuller_day(reps: int, mark: drawn.Mark):
    assert Day((session(TODAY, reps),)).mark is mark


def test_reps_of_all_sessions_of_a_day_add_up():
    assert Day((session(TODAY, 20), session(TODAY, 1, hour=19))).mark is drawn.MUCH


def test_a_day_with_nothing_completed_is_only_started():
    assert Day((session(TODAY, 30, status="partial"),)).mark is drawn.STARTED


def test_every_kind_of_day_has_a_glyph_of_its_own():
    kinds = (*drawn.LEGEND, drawn.TODAY, drawn.BLANK)
    assert len({mark.glyph for mark in kinds}) == len(kinds)


def test_a_missed_day_is_never_red():
    assert "error" not in drawn.MISSED.style
    assert "warning" not in drawn.MISSED.style


def test_days_before_the_first_session_and_to_come_are_blank():
    first = TODAY - timedelta(days=3)
    days = Days(TODAY, marks(session(first)), RestDays({"sun"}))
    assert days.mark(first - timedelta(days=1)) is drawn.BLANK
    assert days.mark(TODAY + timedelta(days=1)) is drawn.BLANK
    assert days.mark(first + timedelta(days=1)) is drawn.MISSED
    assert days.mark(TODAY - timedelta(days=1)) is drawn.REST
    assert days.mark(TODAY) is drawn.TODAY


def test_training_on_a_rest_day_shows_as_training():
    days = Days(TODAY, marks(session(TODAY)), RestDays((), {TODAY}))
    assert days.mark(TODAY) is drawn.LITTLE


def test_totals_add_up_reps_and_time():
    both = totals((session(TODAY, 10), session(TODAY, 5, hour=9)))
    assert (both.sessions, both.reps, both.seconds) == (2, 15, 90)


# Months


def test_each_month_is_named_where_its_first_day_falls():
    mondays = last_weeks(TODAY, 9)
    line = months(mondays)
    for name, first in (("Oct", date(2026, 10, 1)), ("Nov", date(2026, 11, 1))):
        week = mondays[(line.index(name) - 4) // 2]
        assert week <= first <= week + timedelta(days=6)


def test_january_says_which_year():
    assert "Jan ’27" in months(last_weeks(date(2027, 2, 20), 12))


@pytest.mark.parametrize("weeks", range(1, 60))
def test_months_never_run_over_the_edge(weeks: int):
    assert len(months(last_weeks(TODAY, weeks))) <= 4 + 2 * weeks


# Walking


async def test_arrows_walk_by_days_and_weeks_but_not_past_today():
    app = CalendarApp(Days(TODAY, marks(session(TODAY - timedelta(days=900)))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        calendar = app.query_one(Calendar)
        assert calendar.cursor == TODAY
        await pilot.press("right", "down")
        assert calendar.cursor == TODAY
        await pilot.press("left", "up")
        assert calendar.cursor == TODAY - timedelta(days=8)
        await pilot.press("home")
        assert calendar.cursor == TODAY - timedelta(days=900)
        await pilot.press("up", "left", "pageup")
        assert calendar.cursor == TODAY - timedelta(days=900)
        await pilot.press("end")
        assert calendar.cursor == TODAY


async def test_the_cursor_is_always_in_the_picture():
    app = CalendarApp(Days(TODAY, marks(session(TODAY - timedelta(days=2000)))))
    async with app.run_test(size=(60, 24)) as pilot:
        calendar = app.query_one(Calendar)
        for keys in (["pageup"] * 9, ["pagedown"] * 4, ["home"], ["right"] * 3, ["end"]):
            await pilot.press(*keys)
            assert str(calendar.render()).count("[") == 1


async def test_a_narrower_window_keeps_the_cursor_in_the_picture():
    app = CalendarApp(Days(TODAY, marks(session(TODAY - timedelta(days=2000)))))
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press(*["left"] * 50)
        await pilot.resize_terminal(50, 24)
        await pilot.pause()
        assert str(app.query_one(Calendar).render()).count("[") == 1


async def test_a_click_brings_the_cursor_to_the_day():
    app = CalendarApp(Days(TODAY, marks(session(TODAY - timedelta(days=900)))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        # The week before the last, Thursday.
        await pilot.click(Calendar, offset=(4 + 2 * 36, 4))
        assert app.query_one(Calendar).cursor == date(2026, 11, 19)


# Trends


def test_weeks_without_sessions_count_as_nothing():
    weeks = weekly([session(TODAY), session(TODAY - timedelta(days=14))], last_weeks(TODAY, 3))
    assert weeks.sessions == (1, 0, 1)
    assert weeks.minutes == (1.0, 0.0, 1.0)


def test_minutes_are_averaged_from_the_first_session_on():
    there = [session(TODAY), session(TODAY - timedelta(days=7))]
    assert minutes_a_week(there, last_weeks(TODAY, 3)) == 1.0
    assert minutes_a_week(there, last_weeks(TODAY, 52)) == 1.0


def test_pain_is_lower_from_two_points_before_rounding():
    pains = [Pain(TODAY, 5, 2.6), Pain(TODAY, 5, 1.4)]
    assert "2.6 then, 1.4 now: about the same" in str(pain_chart(pains, 6))
    assert "now: lower" in str(pain_chart([*pains[:1], Pain(TODAY, 5, 0.6)], 6))


def test_pain_is_averaged_over_two_weeks_of_sessions_that_have_it():
    [earlier, now] = fortnights(
        [
            session(TODAY - timedelta(days=14), pain_before=8),
            session(TODAY - timedelta(days=13), pain_before=4, pain_after=2),
            session(TODAY, pain_before=2),
        ],
        TODAY,
        2,
    )
    assert (earlier.before, earlier.after) == (8, None)
    assert (now.before, now.after) == (3, 2)


def test_left_and_right_are_added_for_the_time_asked():
    [practice] = practices(
        [session(TODAY, 11), session(TODAY, 11, hour=9), session(TODAY - timedelta(days=99))],
        TODAY - timedelta(days=56),
    )
    assert (practice.sessions, practice.reps) == (2, 22)
    assert (practice.left, practice.right) == (12, 10)


def test_two_sessions_are_too_little_for_a_trend_and_it_says_so():
    drawn_charts = charts([session(TODAY), session(TODAY, hour=9)], TODAY, 5, 70, 4)
    assert "not enough" in str(drawn_charts["sessions"])
    assert not str(drawn_charts["pain"])


def test_a_history_without_pain_says_what_would_show_it():
    sessions = [session(TODAY, hour=hour) for hour in range(3)]
    assert "give your pain before and after" in str(charts(sessions, TODAY, 5, 70, 4)["pain"])


def test_the_highest_column_is_full_and_the_smallest_is_not_nothing():
    lines = [str(line) for line in columns([100, 0.1, 0], 2, 100, "$success")]
    assert [line[4:] for line in lines] == ["█     ", "█ ▁   "]


def test_bars_from_the_middle_are_as_long_as_what_they_stand_for():
    assert str(mirrored(10, 5, 8)) == "━━━━━━━━╋━━━━    "
    assert str(mirrored(0, 0, 2)) == "  ╋  "
