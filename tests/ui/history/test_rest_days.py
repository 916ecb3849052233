"""Rest days marked in the calendar: on screen, in the settings file and in the picker."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date

import dates
import pytest
from dates import DAY
from driving import shown, until
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.settings.rest_days import RestDays
from trainer.ui.app import TrainerApp
from trainer.ui.history import days as drawn
from trainer.ui.history.calendar import Calendar
from trainer.ui.history.calendar_pane import text_without_sessions
from trainer.ui.history.days import Days
from trainer.ui.history.rest_days import RestScreen, span
from trainer.ui.history.screen import HistoryScreen
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.widgets.text_line import TextLine

MakeApp = Callable[..., TrainerApp]
TODAY = dates.today()


def write_sessions(places: Places, *days_ago: int) -> None:
    """Write a session completed on each of these days."""
    records = []
    for ago in sorted(days_ago, reverse=True):
        started = dates.at(TODAY - DAY * ago, 7)
        exercise = ExerciseRecord(
            id="bird-dog",
            name="Bird Dog",
            variant="standard",
            status="completed",
            planned_reps=10,
            done_reps=10,
            skipped_reps=0,
            seconds=60,
        )
        records.append(
            SessionRecord(
                id=f"session-{ago}",
                day=started.date(),
                started=started,
                ended=started,
                status="completed",
                source="session",
                exercises=(exercise,),
            )
        )
    places.data_dir.mkdir(parents=True)
    places.history_file.write_text(HEADER + "".join(map(block, records)))


def rest_dates(places: Places) -> list[date]:
    return tomllib.loads(places.config_file.read_text()).get("rest_dates", [])


async def open_calendar(pilot: Pilot[None]) -> HistoryScreen:
    await pilot.pause()
    await pilot.press("h")
    await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen))
    screen = pilot.app.screen
    assert isinstance(screen, HistoryScreen)
    await until(pilot, lambda: screen.read is not None)
    return screen


def first_line_of_picker(app: App[None]) -> str:
    picker = next(s for s in app.screen_stack if isinstance(s, PickerScreen))
    return str(picker.query_one("#head", TextLine).content)


async def test_marking_a_rest_day_updates_the_streak_and_the_picker(make_app: MakeApp, places):
    write_sessions(places, 3, 1)
    app = make_app(config="# my rest\nzest = 1")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_calendar(pilot)
        assert "streak 1 day " in shown(pilot)
        before = places.config_file.read_text()
        await pilot.press("up", "up", "r")
        await until(pilot, lambda: "streak 2 days" in shown(pilot))
        assert "A rest day" in shown(pilot)
        assert rest_dates(places) == [TODAY - 2 * DAY]
        after = places.config_file.read_text()
        assert after.replace(f"rest_dates = [{TODAY - 2 * DAY}]\n", "") == before
        await pilot.press("q")
        await until(pilot, lambda: "2 days" in first_line_of_picker(app))


async def test_pressing_the_rest_day_key_again_removes_the_rest_day(make_app: MakeApp, places):
    write_sessions(places, 3, 1)
    app = make_app(config=f"rest_dates = [{TODAY - 2 * DAY}]")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_calendar(pilot)
        await pilot.press("up", "up", "r")
        await until(pilot, lambda: "streak 1 day " in shown(pilot))
        assert rest_dates(places) == []


async def test_undo_restores_the_rest_days(make_app: MakeApp, places):
    write_sessions(places, 3)
    app = make_app(config=f"rest_dates = [{TODAY - 2 * DAY}]")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_calendar(pilot)
        before = places.config_file.read_text()
        await pilot.press("up", "r")
        await until(pilot, lambda: len(rest_dates(places)) == 2)
        await app.workers.wait_for_complete()
        await pilot.press("u")
        await until(pilot, lambda: places.config_file.read_text() == before)
        await app.workers.wait_for_complete()
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        assert app.settings.rest_dates == (TODAY - 2 * DAY,)


async def test_pressing_the_rest_day_key_twice_leaves_the_day_as_it_was(make_app: MakeApp, places):
    write_sessions(places, 3)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_calendar(pilot)
        await pilot.press("up", "r", "r")
        await app.workers.wait_for_complete()
        assert rest_dates(places) == []
        assert len(screen._undo) == 2


@pytest.mark.parametrize("size", [(46, 16), (60, 24), (80, 24)])
async def test_a_training_day_cannot_become_a_rest_day(make_app: MakeApp, places, size):
    write_sessions(places, 1)
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_calendar(pilot)
        await pilot.press("up", "r")
        await until(pilot, lambda: "so it cannot be a rest day." in " ".join(shown(pilot).split()))
        assert not app._notifications  # shown at the foot, where it covers nothing
        await app.workers.wait_for_complete()
        assert rest_dates(places) == []


async def test_a_rest_day_with_a_session_is_still_named_and_can_be_removed(
    make_app: MakeApp, places
):
    write_sessions(places, 1)
    app = make_app(config=f"rest_dates = [{TODAY - DAY}]")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_calendar(pilot)
        await pilot.press("up")
        await until(pilot, lambda: "07:00   1 min   rest day" in shown(pilot))
        await pilot.press("r")
        await until(pilot, lambda: "07:00   1 min   rest day" not in shown(pilot))
        assert rest_dates(places) == []


async def test_a_range_of_future_days_can_be_marked_as_rest_days(make_app: MakeApp, places):
    write_sessions(places, 3)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_calendar(pilot)
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, RestScreen))
        first, last = TODAY + 29 * DAY, TODAY + 41 * DAY
        app.screen.query_one("#from", Input).value = str(first)
        await pilot.press(*str(last), "enter")
        await until(pilot, lambda: len(rest_dates(places)) == 13)
        # 13 days, and one more line in the legend.
        await until(
            pilot, lambda: len(re.findall("─+", "\n".join(shown(pilot).splitlines()[2:]))) == 14
        )
        await pilot.press(*["right"] * 9)
        assert screen.query_one(Calendar).cursor == last
        await until(pilot, lambda: dates.written(last) in shown(pilot))
        assert "A rest day" in shown(pilot)
        await pilot.press("up", *["left"] * 3)
        await until(pilot, lambda: "in the future" in shown(pilot))


async def test_undoing_a_range_of_rest_days_leaves_the_days_marked_earlier(
    make_app: MakeApp, places
):
    write_sessions(places, 9)
    app = make_app(config=f"rest_dates = [{TODAY + DAY}]")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_calendar(pilot)
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, RestScreen))
        await pilot.press("3", "enter")
        await until(pilot, lambda: len(rest_dates(places)) == 3)
        await app.workers.wait_for_complete()
        await pilot.press("u")
        await until(pilot, lambda: rest_dates(places) == [TODAY + DAY])


async def test_an_invalid_end_of_a_range_is_reported(make_app: MakeApp, places):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_calendar(pilot)
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, RestScreen))
        await pilot.press(*"soon", "enter")
        await pilot.pause()
        assert "Enter a date such as" in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert rest_dates(places) == []


async def test_a_settings_file_that_does_not_parse_is_named_and_not_overwritten(
    make_app: MakeApp, places
):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_calendar(pilot)
        places.config_file.write_text("theme = \n")
        await pilot.press("r")
        await until(pilot, lambda: any(n.severity == "error" for n in app._notifications))
        assert any(str(places.config_file) in n.message for n in app._notifications)
        assert places.config_file.read_text() == "theme = \n"
        assert not screen._undo


async def test_a_weekly_rest_day_can_be_changed_only_in_the_settings(make_app: MakeApp, places):
    app = make_app(config=f"rest_days = ['{TODAY:%a}']".lower())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_calendar(pilot)
        await pilot.press("r")
        await app.workers.wait_for_complete()
        await until(pilot, lambda: f"{TODAY:%A} is a rest day every week." in shown(pilot))
        assert rest_dates(places) == []


async def test_the_rest_day_key_is_offered_only_in_the_calendar(make_app: MakeApp, places):
    write_sessions(places, 1)
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_calendar(pilot)
        assert "rest day" in shown(pilot)
        await pilot.press("tab", "r")
        await app.workers.wait_for_complete()
        assert screen.pane == "log"
        assert "rest day" not in shown(pilot)
        assert rest_dates(places) == []


@pytest.mark.parametrize(
    ("first", "until", "days"),
    [
        ("2026-12-24", "1", 1),
        ("2026-12-24", " 10 ", 10),
        ("2026-12-24", "2026-12-24", 1),
        ("2026-12-24", "2027-01-02", 10),
    ],
)
def test_a_range_ends_on_a_day_or_after_a_number_of_days(first: str, until: str, days: int):
    found = span(first, until)
    assert len(found) == days
    assert (min(found), max(found)) == (date(2026, 12, 24), date(2026, 12, 24) + DAY * (days - 1))


@pytest.mark.parametrize(
    ("first", "until", "message"),
    [
        ("2026-12-24", "", "Enter a date"),
        ("today", "3", "Enter a date"),
        ("2026-12-24", "0", "before the first"),
        ("2026-12-24", "2026-12-23", "before the first"),
        ("2026-12-24", "367", "At most 366"),
        ("2026-12-24", "9999-12-31", "At most 366"),
        ("9999-12-31", "2", "does not exist"),
    ],
)
def test_the_error_for_an_impossible_range_says_what_is_wrong(first: str, until: str, message: str):
    with pytest.raises(ValueError, match=message):
        span(first, until)


def test_a_planned_rest_day_is_drawn_unless_it_is_too_far_ahead():
    far, near = date(2206, 12, 24), TODAY + DAY * 9
    days = Days(TODAY, {}, RestDays((), {near, far}))
    assert days.last == near
    assert days.mark(near) is drawn.REST
    assert days.mark(near - DAY) is drawn.BLANK
    assert "rest day" in text_without_sessions(near, days)
