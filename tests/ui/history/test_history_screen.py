"""The history screen: what it shows, and what it changes in the file."""

from __future__ import annotations

import asyncio
import re
import threading
import tomllib
from collections.abc import Callable
from datetime import date, timedelta

import dates
import pytest
from dates import DAY
from driving import HandClock, shown, until
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from trainer.catalog import choose, load_catalog
from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.history.store import HistoryStore
from trainer.ui.app import TrainerApp
from trainer.ui.history.add_entry import AddScreen, day_of, reps_of
from trainer.ui.history.calendar import Calendar
from trainer.ui.history.log_entry import ConfirmScreen, EditScreen, EntryScreen
from trainer.ui.history.log_list import LogList
from trainer.ui.history.screen import HistoryScreen
from trainer.ui.history.session_details import first_in_catalog
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.widgets.preview import Preview

MakeApp = Callable[..., TrainerApp]
TODAY = dates.today()


def record(
    days_ago: int, name: str = "Glute Bridge", *, done: int = 10, **fields: object
) -> SessionRecord:
    day = TODAY - timedelta(days=days_ago)
    started = dates.at(day, 7, 30)
    exercise = ExerciseRecord(
        id=name.lower().replace(" ", "-"),
        name=name,
        variant="standard",
        status="completed" if done == 10 else "partial",
        planned_reps=10,
        done_reps=done,
        skipped_reps=10 - done,
        hold=3,
        seconds=70.0,
    )
    return SessionRecord(
        id=f"{started:%Y%m%dT%H%M%S}-{days_ago:06x}",
        day=day,
        started=started,
        ended=started + timedelta(minutes=2),
        status="completed" if done == 10 else "partial",
        source="session",
        exercises=(exercise,),
        **fields,  # type: ignore[arg-type]
    )


def write(places: Places, *records: SessionRecord, more: str = "") -> str:
    places.data_dir.mkdir(parents=True, exist_ok=True)
    text = HEADER + "".join(map(block, records)) + more
    places.history_file.write_text(text)
    return text


def saved(places: Places) -> list[dict[str, object]]:
    return tomllib.loads(places.history_file.read_text()).get("session", [])


def text(places: Places) -> str:
    return places.history_file.read_text()


async def open_history(pilot: Pilot[None], pane: str = "calendar") -> HistoryScreen:
    await pilot.pause()
    await pilot.press("h")
    await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen))
    screen = pilot.app.screen
    assert isinstance(screen, HistoryScreen)
    await until(pilot, lambda: screen.read is not None)
    while screen.pane != pane:
        await pilot.press("tab")
    await pilot.pause()
    return screen


async def test_an_empty_history_says_what_to_do(make_app: MakeApp):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot)
        assert "do an exercise" in shown(pilot)
        assert "Press a to add a session" in shown(pilot)
        await pilot.press("tab")
        await pilot.pause()
        assert "Nothing here yet" in shown(pilot)
        await pilot.press("tab")
        await pilot.pause()
        assert "Nothing to compare yet" in shown(pilot)
        await pilot.press("e", "d", "u", "enter", "escape")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))


async def test_the_calendar_shows_the_streak_and_the_week(make_app: MakeApp, places):
    write(places, record(2), record(1), record(0))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot)
        text = shown(pilot)
    assert "streak 3 days" in text
    assert f"this week {min(3, TODAY.isoweekday())} of 5" in text
    assert "up to 10" in text
    assert "up to 10 reps" not in text  # there is room for short words only
    assert "×× hurt" in text


async def test_moving_the_cursor_shows_the_selected_day(make_app: MakeApp, places):
    write(places, record(8, "Bird Dog", note="slowly"), record(1))
    off = f"['{TODAY - 2 * DAY:%a}']".lower()
    app = make_app(config=f"rest_days = {off}\nrest_days_since = {{ 2000-01-01 = {off} }}\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot)
        assert "Nothing yet today" in shown(pilot)
        await pilot.press("up")
        await pilot.pause()
        assert dates.written(TODAY - DAY) in shown(pilot)
        assert "Glute Bridge" in shown(pilot)
        await pilot.press("up")
        await pilot.pause()
        assert "A rest day" in shown(pilot)
        await pilot.press("down", "left")
        await pilot.pause()
        assert dates.written(TODAY - 8 * DAY) in shown(pilot)
        assert "Bird Dog" in shown(pilot)
        assert "“slowly”" in shown(pilot)
        await pilot.press("down")
        await pilot.pause()
        assert "No session" in shown(pilot)


async def test_pressing_enter_on_a_day_shows_that_day_in_the_log(make_app: MakeApp, places):
    write(places, *(record(n) for n in (9, 8, 1)))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_history(pilot)
        await pilot.press("up", "left", "enter")
        await pilot.pause()
        assert screen.pane == "log"
        current = screen.query_one(LogList).current
        assert current is not None
        assert current.day == TODAY - 8 * DAY


async def test_the_log_shows_the_newest_session_first_and_enter_shows_its_details(
    make_app: MakeApp, places
):
    write(places, record(2, "Bird Dog"), record(1, done=7, pain_before=5, note="left\nshaky"))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot, "log")
        text = shown(pilot)
        assert text.index("Glute Bridge") < text.index("Bird Dog")
        assert "7 of 10" in text
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        text = shown(pilot)
        assert "ended early" in text
        assert "3 skipped" in text
        assert "hold 3 s" in text
        assert "pain 5 before" in text
        assert "left shaky" in text
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))


async def test_text_from_a_file_cannot_control_the_terminal(make_app: MakeApp, places):
    write(places, record(1, "Bridge \x1b[31m[bold]x", note="[red]\x07\u202e"))
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await open_history(pilot, "log")
        text = shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        text += shown(pilot)
    assert "[bold]x" in text
    assert "[red]" in text
    assert not set(text) & set("\x1b\x07\u202e")


async def test_editing_a_session_changes_only_the_edited_lines_of_the_file(
    make_app: MakeApp, places
):
    before = write(places, record(2), record(1), more="# mine\n")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot, "log")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, EditScreen))
        await pilot.press("4", "tab", "2", "tab", "tab", *"good q", "enter")
        await until(pilot, lambda: text(places) != before)
        [first, second] = saved(places)
        assert (second["pain_before"], second["pain_after"]) == (4, 2)
        assert second["note"] == "good q"
        assert "effort" not in second
        changed = text(places).splitlines()
        assert [line for line in changed if line not in before.splitlines()] == [
            "pain_before = 4",
            "pain_after = 2",
            'note = "good q"',
        ]
        assert "pain_before" not in first
        await until(pilot, lambda: "4 → 2" in shown(pilot))
        await pilot.press("u")
        await until(pilot, lambda: "pain_before" not in text(places))
    assert saved(places) == tomllib.loads(before)["session"]
    assert "# mine" in text(places)


@pytest.mark.parametrize("size", [(46, 16), (80, 24), (120, 20)])
async def test_the_reps_of_a_session_can_be_corrected(make_app: MakeApp, places, size):
    before = write(places, record(1, "Supine Leg Extension"))
    [done] = [e["done_reps"] for e in saved(places)[0]["exercise"]]
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_history(pilot, "log")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, EditScreen))
        await pilot.press("tab", "tab", "tab", "tab")
        await pilot.pause()
        assert re.search(rf"Reps\W+{done} +of \d+ +Supine Leg Extension", shown(pilot))
        await pilot.press(*["backspace"] * len(str(done)), "7")
        await pilot.pause()
        assert re.search(r"Reps\W+7 +of \d+ +Supine Leg Extension", shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: text(places) != before)
    assert saved(places)[0]["exercise"][0]["done_reps"] == 7


async def test_an_answer_in_a_saved_session_can_be_cleared(make_app: MakeApp, places):
    write(places, record(1, pain_before=4, note="over\ntwo lines"))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot, "log")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, EditScreen))
        await pilot.press("backspace", "enter")
        await until(pilot, lambda: "pain_before" not in text(places))
    assert saved(places)[0]["note"] == "over\ntwo lines"


async def test_closing_an_edit_without_saving_writes_nothing(make_app: MakeApp, places):
    before = write(places, record(1))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot, "log")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, EditScreen))
        await pilot.press("7", "escape")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await app.workers.wait_for_complete()
    assert text(places) == before


async def test_deleting_a_session_asks_first_and_can_be_undone_exactly(make_app: MakeApp, places):
    before = write(places, record(3), record(2, "Bird Dog"), record(1), more="# the end\n")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot, "log")
        await pilot.press("down", "d")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        assert "Bird Dog" in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        assert text(places) == before
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: len(saved(places)) == 2)
        assert "Bird Dog" not in text(places)
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        await until(pilot, lambda: len(screen.query_one(LogList).sessions) == 2)
        await pilot.press("up", "u")
        await until(pilot, lambda: len(saved(places)) == 3)
        await until(pilot, lambda: len(screen.query_one(LogList).sessions) == 3)
        current = screen.query_one(LogList).current
        assert current is not None
        assert current.exercises[0].name == "Bird Dog", "the cursor goes to the restored session"
    assert text(places) == before


@pytest.mark.parametrize("size", [(46, 16), (60, 17), (80, 24)])
async def test_the_calendar_shows_the_whole_week(make_app: MakeApp, places, size):
    write(places, record(1))
    app = make_app()
    async with app.run_test(size=size) as pilot:
        screen = await open_history(pilot)
        shown_days = screen.query_one(Calendar)
        assert str(shown_days.render()).splitlines()[-1].startswith("S"), "a Sunday"
        assert shown_days.region.height == shown_days.grid.rows
        assert screen.query_one("#panes").region.contains_region(shown_days.region)


@pytest.mark.parametrize("moves", [0, 1, 2])
async def test_undoing_a_deletion_moves_the_cursor_to_the_session(
    make_app: MakeApp, places, moves: int
):
    write(places, record(3), record(2, "Bird Dog"), record(1))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot, "log")
        log = app.screen.query_one(LogList)
        await pilot.press(*["down"] * moves, "d")
        assert log.current is not None
        deleted = log.current.id
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: len(log.sessions) == 2)
        await pilot.press("u")
        await until(pilot, lambda: len(log.sessions) == 3)
        assert log.current.id == deleted


async def test_a_session_added_by_hand_is_recorded_at_noon_of_its_day(make_app: MakeApp, places):
    write(places, record(1))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot)
        await pilot.press("up", "up", "up", "a")
        await until(pilot, lambda: isinstance(app.screen, AddScreen))
        await pilot.pause()
        title = app.screen.query_one(OptionList).get_option_at_index(2).prompt
        await pilot.press("down", "down", "tab", "tab", "backspace", "backspace", *"12", "enter")
        await until(pilot, lambda: len(saved(places)) == 2)
        added = saved(places)[-1]
        [exercise] = added["exercise"]
        assert added["source"] == "log"
        assert added["day"] == TODAY - 3 * DAY
        assert added["started"] == dates.at(TODAY - 3 * DAY, 12)
        assert str(title).strip().startswith(exercise["name"])
        assert exercise["done_reps"] == 12
        screen = app.screen_stack[-1]
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        await until(pilot, lambda: screen.read is not None and len(screen.read.newest_first) == 2)
        await pilot.press("u")
        await until(pilot, lambda: len(saved(places)) == 1)


@pytest.mark.parametrize("key", ["a", "e"])
async def test_the_q_key_closes_a_dialog_but_types_a_letter_in_a_note(
    make_app: MakeApp, places, key: str
):
    before = write(places, record(1))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot, "log")
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, AddScreen | EditScreen))
        await pilot.press("tab", "tab", "tab", "q")
        assert app.screen.query_one("#note", Input).value.endswith("q")
        await pilot.press("shift+tab", "shift+tab", "shift+tab", "q")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
    assert text(places) == before


async def test_a_problem_with_an_added_session_is_reported_and_the_dialog_stays_open(
    make_app: MakeApp, places
):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AddScreen))
        app.screen.query_one("#day", Input).value = str(TODAY + DAY)
        await pilot.press("enter")
        await pilot.pause()
        assert "is in the future" in shown(pilot)
        assert isinstance(app.screen, AddScreen)
    assert not places.history_file.exists()


@pytest.mark.parametrize("typed", ["", "tomorrow", "2026-02-30", "2026-11-24", "0001-01-01"])
def test_an_invalid_or_future_day_is_refused(typed: str):
    with pytest.raises(ValueError, match=r"2026-11-23|in the future"):
        day_of(typed, date(2026, 11, 23))


@pytest.mark.parametrize("typed", ["", "0", "-1", "1001", "ten", "²"])
def test_invalid_reps_are_refused(typed: str):
    with pytest.raises(ValueError, match="1 to 1000"):
        reps_of(typed)


async def test_a_history_file_that_does_not_parse_is_reported_and_not_written_to(
    make_app: MakeApp, places
):
    before = write(places, record(1), more="\n[[session]\nid = \n")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await open_history(pilot, "log")
        app.clear_notifications()
        await pilot.pause()
        assert "history.toml" in str(app.screen.query_one("#trouble").content)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AddScreen))
        await pilot.press("enter")
        await until(pilot, places.pending_file.exists)
    assert text(places) == before


async def test_an_invalid_session_is_named_and_the_others_are_shown(make_app: MakeApp, places):
    faulty = block(record(2)).replace("planned_reps = 10", "planned_reps = 'ten'")
    write(places, record(1), more=faulty)
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_history(pilot, "log")
        assert "planned_reps" in str(screen.query_one("#trouble").content)
        assert len(screen.query_one(LogList).sessions) == 1


async def test_a_failed_write_is_reported_and_the_screen_stays_open(
    make_app: MakeApp, places, monkeypatch: pytest.MonkeyPatch
):
    write(places, record(1))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_history(pilot, "log")
        places.history_file.write_text(HEADER)
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: any(n.severity == "error" for n in app._notifications))
        assert app.screen is screen
        assert not screen._undo


async def test_keys_work_while_ten_thousand_sessions_are_read(
    make_app: MakeApp, places, monkeypatch: pytest.MonkeyPatch, clock: HandClock
):
    write(places, *(record(n) for n in reversed(range(10_000))))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        may_read, load = threading.Event(), HistoryStore.load

        def slow(store: HistoryStore) -> object:
            assert may_read.wait(30)
            return load(store)

        monkeypatch.setattr(HistoryStore, "load", slow)
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        await pilot.pause()
        assert "Reading your history" in shown(pilot)
        await pilot.press("tab", "down", "e", "d", "enter", "a", "a")
        assert screen.pane == "log"
        assert app.screen is screen
        may_read.set()
        await until(pilot, lambda: isinstance(app.screen, AddScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("end")
        await pilot.pause()
        log = screen.query_one(LogList)
        assert log.cursor == 9_999
        first = record(9_999).day
        assert f"{first:%a} {first.day:2}" in shown(pilot)
        await pilot.press("shift+tab", "home")
        assert screen.query_one(Calendar).cursor == first


@pytest.mark.drawn
async def test_only_visible_lines_of_the_log_are_drawn(
    make_app: MakeApp, places, monkeypatch: pytest.MonkeyPatch
):
    write(places, *(record(n) for n in reversed(range(2_000))))
    app = make_app()
    drawn = []
    render = LogList.render_line
    monkeypatch.setattr(LogList, "render_line", lambda s, y: drawn.append(y) or render(s, y))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_history(pilot, "log")
        drawn.clear()
        await pilot.press("down")
        await pilot.pause()
        assert 0 < len(drawn) <= 48


@pytest.mark.parametrize("size", [(46, 16), (60, 24), (80, 24)])
async def test_the_dialog_to_edit_a_session_shows_every_word_for_the_effort(
    make_app: MakeApp, places, size: tuple[int, int]
):
    write(places, record(1, effort=3))
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_history(pilot, "log")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, EditScreen))
        await until(pilot, lambda: "very easy" in shown(pilot))
        [row] = [line for line in shown(pilot).splitlines() if "very easy" in line]
        assert row.split("very easy")[1].translate(str.maketrans("", "", "│[]▸")).split() == [
            "easy", "moderate", "hard", "very", "hard",
        ]  # fmt: skip


@pytest.mark.parametrize("height", range(16, 30))
async def test_a_month_is_never_named_in_the_last_row_of_the_log(
    make_app: MakeApp, places, height: int
):
    write(places, *(record(n) for n in reversed(range(0, 400, 7))))
    app = make_app()
    async with app.run_test(size=(80, height)) as pilot:
        await open_history(pilot, "log")
        log = app.screen.query_one(LogList)
        rows = [log.render_line(y).text for y in range(log.size.height)]
        assert "reps" in rows[0]
        assert "reps" not in rows[-1]
        assert log.show_vertical_scrollbar


async def test_the_trends_are_built_only_when_opened(make_app: MakeApp, places):
    write(places, *(record(n, pain_before=5, pain_after=3) for n in reversed(range(40))))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_history(pilot)
        assert not screen.query("#trends")
        await pilot.press("shift+tab")
        await until(pilot, lambda: "Days a week" in shown(pilot))
        assert "before: 5 at first, now 5; after: 3, now 3" in shown(pilot)


async def test_leaving_the_history_reports_whether_anything_was_changed(make_app: MakeApp, places):
    write(places, record(1))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        results: list[bool | None] = []
        for deletes in (False, True):
            app.push_screen(HistoryScreen(places, app.settings, app.clock), results.append)
            await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
            await app.workers.wait_for_complete()
            if deletes:
                await pilot.press("tab", "d")
                await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
                await pilot.press("y")
                await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
            await pilot.press("q")
            await until(pilot, lambda: isinstance(app.screen, PickerScreen))
    assert results == [False, True]


async def test_with_a_theme_of_sixteen_colours_the_calendar_shows_signs_instead_of_shades(
    make_app: MakeApp, places, monkeypatch
):
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    write(places, record(1, "Bird Dog"))
    app = make_app()
    async with app.run_test(size=(140, 45)) as pilot:
        await open_history(pilot, "calendar")
        calendar = app.screen.query_one(Calendar)
        await until(pilot, lambda: calendar.days is not None)
        assert calendar.grid.large
        app.theme = "ansi-dark"
        await until(pilot, lambda: "▒▒" in shown(pilot))
        assert not calendar.grid.large


async def test_leaving_the_history_waits_for_a_running_save(
    make_app: MakeApp, places, monkeypatch: pytest.MonkeyPatch
):
    write(places, record(1))
    saved = threading.Event()
    delete = HistoryStore.delete
    monkeypatch.setattr(HistoryStore, "delete", lambda *_: saved.wait(20) and delete(*_))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_history(pilot, "log")
        results: list[bool | None] = []
        screen._result_callbacks[-1].callback = results.append
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: any(w.group == "history-write" for w in app.workers))
        assert app.screen is screen
        screen.call_next(screen.action_leave)
        for _ in range(50):  # `pilot.pause` would never end
            await asyncio.sleep(0)
        assert app.screen is screen
        saved.set()
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
    assert results == [True]


async def test_in_a_wide_window_the_log_shows_the_figure_of_the_session_under_the_cursor(
    make_app: MakeApp, places
):
    write(places, record(1), record(2, "Bird Dog"), record(3, "Something Else"))
    app = make_app()
    async with app.run_test(size=(140, 45)) as pilot:
        await open_history(pilot, "log")
        preview = app.screen.query_one(Preview)
        figures = []
        for _ in range(2):
            await until(pilot, lambda: preview.rows)
            assert preview.display
            figures.append(preview.figure)
            await pilot.press("down")
            await pilot.pause()
        assert figures[0] is not figures[1]
        assert "Something Else" in shown(pilot)
        assert not preview.display


def test_the_figure_beside_the_log_shows_the_variant_that_was_done():
    exercises = load_catalog().exercises
    done = record(1, "Bird Dog")
    assert first_in_catalog(done, exercises) == choose(exercises[0])
    hands_down = replace(done, exercises=(replace(done.exercises[0], variant="hands-down"),))
    found = first_in_catalog(hands_down, exercises)
    assert found is not None
    assert found.variant == "hands-down"
    unknown = replace(done, exercises=(replace(done.exercises[0], variant="no longer there"),))
    assert first_in_catalog(unknown, exercises) == choose(exercises[0])
    assert first_in_catalog(record(1, "Something Else"), exercises) is None
