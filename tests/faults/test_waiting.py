"""A session that cannot be added to the history yet waits beside it, and the user is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from driving import HandClock, pass_time, until
from history.samples import session
from real.program import Program

from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.file.layout import HEADER, block
from trainer.history.store import HistoryStore
from trainer.session.machine import Session
from trainer.session.snapshot import take
from trainer.ui.app import TrainerApp
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.session.check_in import CheckInScreen

MakeApp = Callable[..., TrainerApp]
LATER = "; it will be added to the history automatically."


def in_the_way(places: Places) -> None:
    """Put a folder in place of the history, which can then be neither read nor written."""
    places.history_file.mkdir(parents=True)


def toasts(app: TrainerApp) -> str:
    return "\n".join(toast.message for toast in app._notifications)


async def test_the_app_says_where_an_unsaved_session_is_stored_and_adds_it_later(
    make_app: MakeApp, places: Places, clock: HandClock
):
    in_the_way(places)
    app = make_app("glute-bridge")
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 15 + 80)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        assert f"Saved in {places.pending_file}{LATER}" in toasts(app)
        await pilot.press("2", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        places.history_file.rmdir()
        await pilot.press("h")
        await until(pilot, lambda: places.history_file.exists())
    [record] = HistoryStore(places).load().sessions
    assert (record.status, record.pain_after) == ("completed", 2)
    assert not places.pending_file.exists()


async def test_a_session_added_by_hand_is_reported_with_its_pending_file(
    make_app: MakeApp, places: Places
):
    in_the_way(places)
    from trainer.ui.history import changes

    done = changes.add(HistoryStore(places), session())
    assert done.message == f"Saved in {places.pending_file}{LATER}"


def test_plain_mode_says_where_an_unsaved_session_is_stored(program: Program):
    (program.data / "history.toml").mkdir(parents=True)
    result = program.run("start", "--plain", "glute-bridge")
    assert result.returncode == 0
    pending = program.data / "history.pending.toml"
    line = f"Saved in {pending}{LATER}"
    assert result.stdout.splitlines()[-1] == line


async def test_an_old_interrupted_session_that_cannot_be_saved_is_reported(
    make_app: MakeApp, places: Places, clock: HandClock, monkeypatch
):
    from trainer.history.store import HistoryError

    started = Session([make_app().catalog.choose("glute-bridge")], 0)
    in_progress.save(places, session(), take(started))
    [lost] = in_progress.interrupted(places)
    clock.now = lambda: lost.saved + timedelta(hours=2)  # type: ignore[method-assign]

    def full(*_: object) -> None:
        raise HistoryError("There is no room.\nMake room.")

    monkeypatch.setattr(HistoryStore, "append", full)
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "There is no room" in toasts(app))
        assert "Saved" not in toasts(app)
    assert [lost.record for lost in in_progress.interrupted(places)] == [session()]


async def test_an_invalid_session_in_the_history_is_named_at_the_start(
    make_app: MakeApp, places: Places
):
    places.data_dir.mkdir()
    faulty = block(session(1)).replace("pain_before = 4", "pain_before = 40")
    places.history_file.write_text(HEADER + block(session(0)) + faulty)
    app = make_app()
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: "pain_before: is 40" in toasts(app))
        assert f"history.toml, line 40, session 2 ({session(1).id})" in toasts(app)
        before = len(app._notifications)
        app._read_history()
        await pilot.pause()
        await pass_time(pilot, app.clock, 1)
        assert len(app._notifications) == before
    assert {file.name for file in places.data_dir.iterdir()} == {"history.toml"}
