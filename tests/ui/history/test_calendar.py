"""The squares and the cursor of the calendar, the trends, and the log."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.content import Content

from trainer.catalog import load_catalog
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.history.store import History
from trainer.settings.model import Settings
from trainer.settings.rest_days import RestDays
from trainer.ui import theme
from trainer.ui.history import days as drawn
from trainer.ui.history.calendar import CURSOR, Calendar, sample
from trainer.ui.history.calendar_grid import grid, months
from trainer.ui.history.calendar_pane import legend
from trainer.ui.history.charts import columns, dates, lines, mirrored
from trainer.ui.history.days import Day, Days, by_day, monday, totals
from trainer.ui.history.log_lines import columns as log_columns
from trainer.ui.history.log_lines import layout, note
from trainer.ui.history.summary import HistoryView, summarize
from trainer.ui.history.trend_charts import pain_chart
from trainer.ui.history.trend_data import (
    Pain,
    ladder_histories,
    left_and_right,
    pain_over_time,
    weekly,
    weeks_until,
)
from trainer.ui.history.trend_versions import bands_chart
from trainer.ui.history.trends import page

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
def test_more_reps_give_a_day_a_fuller_square(reps: int, mark: drawn.Mark):
    assert Day((session(TODAY, reps),)).mark is mark


def test_the_reps_of_all_sessions_on_a_day_are_added_up():
    assert Day((session(TODAY, 20), session(TODAY, 1, hour=19))).mark is drawn.MUCH


def test_a_day_with_nothing_completed_is_shown_as_started():
    assert Day((session(TODAY, 30, status="partial"),)).mark is drawn.STARTED


def test_every_kind_of_day_has_its_own_glyph():
    kinds = (*drawn.LEGEND, drawn.TODAY, drawn.BLANK)
    assert all(len(mark.glyph) == len(mark.square) == 2 for mark in kinds)
    assert len({mark.glyph for mark in kinds}) == len(kinds)


def test_a_missed_day_is_never_shown_in_red():
    assert "error" not in drawn.MISSED.style
    assert "warning" not in drawn.MISSED.style


def test_days_before_the_first_session_and_in_the_future_are_blank():
    first = TODAY - timedelta(days=3)
    days = Days(TODAY, marks(session(first)), RestDays({"sun"}))
    assert days.mark(first - timedelta(days=1)) is drawn.BEFORE
    assert days.mark(TODAY + timedelta(days=1)) is drawn.BLANK
    assert days.mark(first + timedelta(days=1)) is drawn.MISSED
    assert days.mark(TODAY - timedelta(days=1)) is drawn.REST
    assert days.mark(TODAY) is drawn.TODAY


def test_a_rest_day_with_a_session_is_shown_as_a_training_day():
    days = Days(TODAY, marks(session(TODAY)), RestDays((), {TODAY}))
    assert days.mark(TODAY) is drawn.LITTLE


def test_totals_add_up_reps_and_time():
    both = totals((session(TODAY, 10), session(TODAY, 5, hour=9)))
    assert (both.sessions, both.reps, both.seconds) == (2, 15, 90)


def test_a_day_on_which_a_session_was_stopped_for_pain_is_marked_as_hurt():
    hurt = session(TODAY, 20)
    exercise = replace(hurt.exercises[0], stopped="pain")
    assert Day((replace(hurt, exercises=(exercise,)),)).mark is drawn.HURT


# Months


def mondays(weeks: int, last: date = TODAY) -> list[date]:
    return weeks_until(last - timedelta(weeks=weeks - 1), last)


def test_each_month_is_named_above_the_week_of_its_first_day():
    weeks = mondays(14)
    line = months(weeks, grid(72, 20))
    for name, first in (("Oct", date(2026, 10, 1)), ("Nov", date(2026, 11, 1))):
        week = weeks[(line.index(name) - 4) // 3]
        assert week <= first <= week + timedelta(days=6)


def test_the_first_month_and_every_january_show_the_year():
    line = months(mondays(22, date(2027, 2, 20)), grid(72, 20))
    assert "Oct 2026" in line
    assert "Jan 2027" in line
    assert "Feb" in line.replace("Feb 20", "")


def test_month_names_never_overlap_or_cross_the_edge():
    for width in range(20, 150):
        shown = grid(width, 20)
        line = months(mondays(shown.weeks), shown)
        assert len(line) <= width
        assert "  " not in line.strip() or all(len(name) in (3, 4) for name in line.split()), width


def test_the_calendar_fills_the_width_and_leaves_room_for_the_selected_day():
    for width, height in product([42, 52, 72, 90, 110, 126, 170], [11, 12, 16, 20, 25, 40]):
        shown = grid(width, height)
        assert shown.rows + 3 <= height, width
        assert width - shown.step <= shown.gutter + shown.step * shown.weeks <= width, height


def test_a_short_history_gets_wide_squares_and_loses_no_week():
    for width, height, weeks in product([42, 52, 72, 90, 126], [13, 16, 21, 26, 41], range(1, 60)):
        shown = grid(width, height, weeks)
        most = grid(width, height)
        assert shown.rows + 3 <= height, (width, weeks)
        assert shown.gutter + shown.step * shown.weeks <= width, (height, weeks)
        assert shown.shown >= min(weeks, most.shown), (width, height)
        assert shown.shown < weeks + 2 or shown.shown == most.shown, (width, height)


@pytest.mark.parametrize("days", [0, 1, 20, 70, 180, 400])
@pytest.mark.parametrize("window", [(42, 13), (52, 21), (72, 21), (110, 16), (90, 26), (126, 41)])
async def test_the_calendar_begins_with_the_first_month_that_has_a_session(days: int, window):
    first = TODAY - timedelta(days=days)
    async with CalendarApp(Days(TODAY, marks(session(first)))).run_test(size=window) as pilot:
        calendar = pilot.app.query_one(Calendar)
        calendar.fit(*window)
        begin = calendar._mondays()[0]
        assert begin >= monday(first.replace(day=1))
        assert str(calendar.render()).count(CURSOR[0]) == 1
        if calendar.grid.shown * 7 > days + 37:
            assert begin <= first.replace(day=1)


@pytest.mark.parametrize("width", [72, 90, 126])
def test_in_a_wide_window_the_legend_names_every_kind_of_day(width: int):
    said = str(legend(width, grid(width, 21)))
    assert len(said) <= width
    for word in ("none", "up to 10", "up to 20", "more", "hurt", "rest", "partial"):
        assert word in said


@pytest.mark.parametrize("width", [42, 52])
def test_in_a_narrow_window_the_legend_is_a_scale_from_none_to_more(width: int):
    said = str(legend(width, grid(width, 13)))
    assert len(said) <= width
    assert said.startswith("none ▆▆ ▆▆ ▆▆ ▆▆ more  ×× hurt  ── rest")


def test_large_squares_are_used_only_if_the_terminal_shows_shades():
    assert grid(126, 40).large
    assert not grid(126, 40, shades=False).large


# Moving the cursor


async def test_arrows_move_by_days_and_weeks_but_not_past_today():
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
        await pilot.press("up", "left", *["pageup"] * 3)
        assert calendar.cursor == monday((TODAY - timedelta(days=900)).replace(day=1))
        await pilot.press("end")
        assert calendar.cursor == TODAY


async def test_the_cursor_is_always_visible():
    app = CalendarApp(Days(TODAY, marks(session(TODAY - timedelta(days=2000)))))
    async with app.run_test(size=(60, 24)) as pilot:
        calendar = app.query_one(Calendar)
        for keys in (["pageup"] * 9, ["pagedown"] * 4, ["home"], ["right"] * 3, ["end"]):
            await pilot.press(*keys)
            assert str(calendar.render()).count(CURSOR[0]) == 1


async def test_the_cursor_stays_visible_in_a_narrower_window():
    app = CalendarApp(Days(TODAY, marks(session(TODAY - timedelta(days=2000)))))
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press(*["left"] * 50)
        await pilot.resize_terminal(50, 24)
        await pilot.pause()
        assert str(app.query_one(Calendar).render()).count(CURSOR[0]) == 1


async def test_a_click_moves_the_cursor_to_the_day():
    app = CalendarApp(Days(TODAY, marks(session(TODAY - timedelta(days=900)))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        # Thursday of last week. This calendar has a single strip.
        calendar = app.query_one(Calendar)
        shown = calendar.fit(80, 12)
        await pilot.pause()
        await pilot.click(Calendar, offset=(4 + 3 * (shown.weeks - 2) + 1, 4))
        assert app.query_one(Calendar).cursor == date(2026, 11, 19)


# Trends


def view(*sessions: SessionRecord) -> HistoryView:
    there = tuple(sorted(sessions, key=lambda s: s.started))
    return summarize(History(there), TODAY, Settings(), load_catalog().exercises)


def shown(read: HistoryView, width: int, height: int) -> str:
    return "\n".join(str(line) for line in page(read, 5, width, height))


def test_weeks_without_sessions_count_as_zero():
    weeks = weekly([session(TODAY), session(TODAY - timedelta(days=14))], mondays(3))
    assert weeks.days == (1, 0, 1)
    assert weeks.minutes == (1.0, 0.0, 1.0)


def test_two_sessions_on_a_day_count_as_one_day_trained():
    assert weekly([session(TODAY), session(TODAY, hour=19)], mondays(1)).days == (1,)


def test_pain_is_averaged_over_the_sessions_that_have_both_ratings():
    [point] = pain_over_time(
        [
            session(TODAY, pain_before=8),
            session(TODAY, pain_before=4, pain_after=2, hour=9),
            session(TODAY, pain_before=2, pain_after=1, hour=12),
        ]
    )
    assert (point.before, point.after) == (3, 1.5)


@pytest.mark.parametrize(("days", "most"), [(100, 16), (700, 24), (3650, 42)])
def test_the_pain_chart_covers_the_whole_history_with_few_points(days: int, most: int):
    there = [
        session(TODAY - timedelta(days=n), pain_before=5, pain_after=3) for n in range(0, days, 3)
    ]
    points = pain_over_time(there)
    assert most // 2 < len(points) <= most
    assert points[0].middle <= TODAY - timedelta(days=days - 100)


def test_the_pain_chart_states_how_the_pain_changed():
    pains = [Pain(TODAY - timedelta(days=60), 6, 5), Pain(TODAY, 2, 1)]
    drawn_lines = [str(line) for line in pain_chart(pains, pains[0].middle, TODAY, 72, 6)]
    assert "before: 6 at first, now 2; after: 5, now 1" in drawn_lines[0]
    assert sum(line.endswith("before 2") for line in drawn_lines) == 1
    assert sum(line.endswith("after 1") for line in drawn_lines) == 1


def test_left_and_right_are_counted_by_the_glute_that_worked():
    # A side of the bird dog is that of the arm; the other side's glute works.
    [sides] = left_and_right(
        [session(TODAY, 11), session(TODAY, 11, hour=9), session(TODAY - timedelta(days=99))],
        TODAY - timedelta(days=56),
        load_catalog().exercises,
    )
    assert (sides.left, sides.right) == (10, 12)


def test_the_day_on_which_a_rung_was_reached_is_found():
    def on(days_ago: int, variant: str) -> SessionRecord:
        there = session(TODAY - timedelta(days=days_ago))
        return replace(there, exercises=(replace(there.exercises[0], variant=variant),))

    ladders = ladder_histories([on(9, "hands-down"), on(8, "hands-down"), on(2, "standard")],
                 load_catalog().exercises)  # fmt: skip
    ladder = next(each for each in ladders if each.name == "Bird Dog")
    assert ladder.since == ((TODAY - timedelta(days=9), 0), (TODAY - timedelta(days=2), 1))
    assert ladder.climbed(TODAY - timedelta(days=5)) == 1
    assert ladder.climbed(TODAY) == 0


def test_with_two_sessions_the_trends_say_that_they_need_three():
    text = shown(view(session(TODAY), session(TODAY, hour=9)), 72, 20)
    assert "After three sessions" in text
    assert "Where you start" in text
    assert "Days a week" not in text


def test_without_pain_ratings_the_trends_say_what_to_rate():
    assert "Rate your pain before and after" in shown(
        view(*(session(TODAY, hour=hour) for hour in range(3))), 72, 20
    )


@pytest.mark.parametrize("days", [0, 1, 20, 180, 3650])
def test_the_trends_fit_the_width_whatever_the_history(days: int):
    there = [
        session(TODAY - timedelta(days=n), 10 + n % 3, pain_before=n % 11, pain_after=n % 5)
        for n in range(0, days, 2)
    ]
    seen = view(*there)
    for width, height in [(42, 12), (52, 20), (72, 20), (90, 25), (110, 16), (126, 40)]:
        for line in page(seen, 5, width, height):
            assert line.cell_length <= width, str(line)


def test_at_80_by_24_all_trends_but_the_minutes_fit_without_scrolling():
    there = [
        session(TODAY - timedelta(days=n), pain_before=5, pain_after=3) for n in range(0, 200, 2)
    ]
    seen = "\n".join(str(line) for line in page(view(*there), 5, 72, 20)[:20])
    for title in ("Pain", "Days a week", "Left and right", "Versions", "Mobility Squat"):
        assert title in seen


def test_dates_on_an_axis_never_touch_each_other_or_the_edge():
    for days, width in product([1, 9, 40, 90, 400, 1500, 3650], [6, 20, 30, 60, 110]):
        axis = str(dates(TODAY - timedelta(days=days), TODAY, width))
        assert len(axis) <= width + 4, days
        names = axis.split()
        assert all(name.isdigit() or len(name) == 3 for name in names), axis


def test_a_falling_line_is_drawn_from_top_to_bottom():
    drawn_lines = [str(line)[4:] for line in lines([([(0, 10), (1, 0)], "x")], 8, 4, 10)]
    assert drawn_lines[0][0] == "▀"
    assert drawn_lines[-1][-1] == "▄"


def test_a_line_that_falls_steeply_has_no_gaps():
    drawn_lines = [str(line)[4:] for line in lines([([(0, 10), (1, 0)], "x")], 2, 5, 10)]
    assert all(set(line) & set("▀▄█") for line in drawn_lines)


def test_two_lines_in_the_same_row_are_both_visible():
    low, high = [(0.0, 2.0), (1.0, 2.0)], [(0.0, 3.0), (1.0, 3.0)]
    drawn_lines = lines([(high, "orange"), (low, "green")], 9, 5, 10)
    looks = [style for line in drawn_lines for _, _, style in line.spans if style not in GRID]
    assert looks == ["orange on green"] * 9


def test_without_shades_the_first_of_two_lines_is_dotted():
    low, high = [(0.0, 1.0), (1.0, 1.0)], [(0.0, 9.0), (1.0, 9.0)]
    rows = [str(line)[4:] for line in lines([(high, "x"), (low, "x")], 9, 5, 10, shades=False)]
    assert [row.count("▄") + row.count("▀") for row in rows if "▄" in row or "▀" in row] == [5, 9]


GRID = ("$quiet", "$line")


def test_the_highest_column_ends_at_its_label_and_the_smallest_is_still_visible():
    drawn_lines = [str(line) for line in columns([100, 0.1, 0], 3, 2, 100, ["", "", ""])]
    assert [line[4:] for line in drawn_lines] == ["▄  ", "█▁ "]


def test_mirrored_bars_are_in_proportion_to_their_values():
    assert str(mirrored(10, 5, 8, 10)) == "━━━━━━━━│━━━━"
    assert str(mirrored(0, 0, 2, 1)) == "│"


# Log


@pytest.mark.parametrize("width", [42, 52, 72, 76, 90, 110])
def test_the_log_shows_every_name_in_full(width: int):
    long = replace(
        session(TODAY).exercises[0], name="An exercise with quite a long name of its own"
    )
    there = [replace(session(TODAY), exercises=(long, *session(TODAY).exercises)), session(TODAY)]
    room = log_columns(width)
    log = layout(there, room.name)
    assert sum(room) == width
    assert all(len(line.name) <= room.name for line in log)
    assert (
        " ".join(line.name for line in log if line.exercise == 0 and line.session == 0) == long.name
    )


def test_the_log_has_a_heading_for_each_month():
    log = layout([session(TODAY), session(TODAY - timedelta(days=40))], 30)
    assert [line.name for line in log] == ["November 2026", "Bird Dog", "October 2026", "Bird Dog"]


def test_a_long_note_in_the_log_ends_in_an_ellipsis_and_fills_its_column():
    room = log_columns(110)
    for text in (None, "slept well", "left side shaky " * 9, "腰が痛い" * 9):
        shown_note = note(session(TODAY, note=text), room)
        assert cell_len(shown_note) == room.note
        assert shown_note.rstrip().endswith("…") == (len(text or "") > 20)


# The legend and the scales


@pytest.mark.parametrize("window", [(40, 14), (72, 14), (126, 40)])
@pytest.mark.parametrize("shades", [True, False])
async def test_the_legend_shows_each_kind_of_day_as_in_the_calendar(window, shades, monkeypatch):
    monkeypatch.setattr(theme, "shades", lambda app: shades)
    kinds = {TODAY - timedelta(days=n): mark for n, mark in enumerate(drawn.LEGEND, 1)}
    async with CalendarApp(Days(TODAY, kinds)).run_test(size=window) as pilot:
        calendar = pilot.app.query_one(Calendar)
        shown = calendar.fit(*window)
        assert shown.large == (shades and window[1] > 20)
        drawn_so = calendar.render()
        assert isinstance(drawn_so, Content)
        looks = {style for _, _, style in drawn_so.spans}
        for mark in drawn.LEGEND:
            text, look = sample(mark, shown)
            assert text.strip() in str(drawn_so)
            assert look in looks


def test_without_shades_no_two_kinds_of_day_look_the_same():
    plain = grid(72, 20, shades=False)
    texts = [sample(mark, plain)[0] for mark in drawn.LEGEND]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("height", [5, 7, 11, 13, 21])
@pytest.mark.parametrize("value", [0, 5, 10])
def test_a_value_is_drawn_on_the_grid_line_of_that_value(height: int, value: float):
    rows = [str(row) for row in lines([([(0, value), (1, value)], "x")], 9, height, 10)]
    assert [row[:3].strip() for row in rows if row[:3].strip()] == ["10", "5", "0"]
    [at] = [row for row in rows if row[:4] == f"{value:>3} "]
    assert at[4:] in ("▀" * 9, "▄" * 9)
    assert sum(row.count("▀") + row.count("▄") for row in rows) == 9


@pytest.mark.parametrize("size", [(42, 12), (52, 20), (72, 20), (90, 25), (110, 16), (126, 40)])
def test_pain_of_five_is_half_way_up_the_chart_at_every_size(size: tuple[int, int]):
    pains = [session(TODAY - timedelta(days=n), pain_before=5, pain_after=5) for n in range(40)]
    rows = shown(view(*pains), *size).split("\n")
    ten, five, none = (rows.index(next(r for r in rows if r[:4] == label)) for label in AXIS)
    assert none - five == five - ten >= 2


AXIS = (" 10 ", "  5 ", "  0 ")


def test_the_week_goal_is_drawn_as_a_line_behind_the_columns():
    rows = [str(row) for row in columns([7, 0, 5], 9, 7, 7, ["a"] * 3, 5)]
    assert [row[:4] for row in rows] == ["  7 ", "    ", "  5 ", "    ", "    ", "    ", "  0 "]
    assert [n for n, row in enumerate(rows) if "┈" in row] == [2]


@pytest.mark.parametrize("height", [4, 7])
@pytest.mark.parametrize("goal", [1, 2, 3, 4, 5, 6, 7])
def test_the_column_of_a_week_that_just_reaches_the_goal_ends_at_the_goal_line(
    height: int, goal: int
):
    rows = [str(row)[4:] for row in columns([goal, 0], 2, height, 7, ["a"] * 2, goal)]
    [line] = [row for row in rows if row[1] in "┈▔"]
    assert line == ("▄┈" if line[1] == "┈" else "█▔")
    above = rows[: rows.index(line)]
    assert all(row[0] == " " for row in above)


def test_no_column_touches_the_title_above():
    for values in ([7] * 3, [7.0] * 90):
        top = str(columns(values, 40, 4, 7, ["a"] * len(values), 5)[0])
        assert "█" not in top
        assert "▄" in top


def test_the_average_leaves_out_the_current_week():
    there = [session(TODAY - timedelta(weeks=n, days=-d)) for n in (3, 2, 1) for d in range(4)]
    assert "4.0 a week over the last 3 weeks, goal 5" in shown(view(*there), 126, 40)
    assert "4.0 lately, goal 5" in shown(view(*there), 72, 20)


def test_in_the_first_week_no_average_is_shown():
    said = shown(view(*(session(TODAY, hour=hour) for hour in range(3))), 72, 20)
    assert "goal 5" in said
    assert "lately" not in said


@pytest.mark.parametrize(("width", "height"), [(110, 17), (110, 20), (126, 40)])
def test_in_wide_windows_all_trends_fit_without_scrolling(width: int, height: int):
    there = [
        session(TODAY - timedelta(days=n), pain_before=5, pain_after=3) for n in range(0, 200, 2)
    ]
    seen = [str(line) for line in page(view(*there), 5, width, height)]
    assert len(seen) <= height
    for title in ("Pain", "Days a week", "Minutes a week", "Left and right", "Versions"):
        assert title in "\n".join(seen)


def test_the_date_of_a_week_is_written_below_its_bar():
    there = [session(TODAY - timedelta(days=n)) for n in range(18)]
    chart = shown(view(*there), 52, 30).split("\n")
    at = next(n for n, row in enumerate(chart) if row.startswith("  0 ") and "█" in row)
    bars, below = chart[at], chart[at + 1]
    starts = [n for n, cell in enumerate(bars) if cell in "█▄" and bars[n - 1] == " "]
    assert [below.index(day) for day in ("9 Nov", "16 Nov", "23 Nov")] == starts[-3:]


def test_a_version_that_alternates_with_another_has_a_band_without_gaps():
    def on(days_ago: int) -> SessionRecord:
        there = session(TODAY - timedelta(days=days_ago))
        variant = ("hands-down", "standard")[days_ago % 2]
        return replace(there, exercises=(replace(there.exercises[0], variant=variant),))

    there = view(*(on(n) for n in range(400)))
    exercises = load_catalog().exercises
    ladders = ladder_histories(there.history.sessions, exercises)
    chart = bands_chart(ladders, exercises, TODAY - timedelta(days=399), TODAY, 80, shades=True)
    [band] = [line for line in chart if str(line).startswith("Bird Dog")]
    filled = sum(end - start for start, end, style in band.spans if "on $key" in str(style))
    assert filled == 80 - 21 - 4
