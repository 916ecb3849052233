"""The app avoids needless work, before the first paint and in every frame."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import Future

from driving import HandClock, pass_time, shown, until
from textual._compositor import ChopsUpdate
from textual.strip import Strip

from trainer.ui.picker.catalog_watcher import CatalogWatcher
from trainer.ui.session.screen import SessionScreen
from trainer.ui.widgets.figure_view import FigureView
from trainer.ui.widgets.motion import Motion
from trainer.ui.widgets.preview import Preview

NOT_FOR_THE_PICKER = {
    "ctypes",
    "filelock",
    "tomlkit",
    "trainer.files.validation",
    "trainer.coach",
    "trainer.cues",
    "trainer.ui.session.check_in",
    "trainer.ui.reading.help",
    "trainer.ui.history.screen",
    "trainer.ui.session.screen",
    "trainer.ui.settings.screen",
    "trainer.ui.reading.welcome",
}


def test_the_app_imports_nothing_that_the_picker_does_not_need():
    code = "import sys, trainer.cli.session_commands, trainer.ui.app; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not NOT_FOR_THE_PICKER & set(run.stdout.split())


async def test_the_first_paint_shows_the_history_the_figure_and_the_keys(make_app, monkeypatch):
    app = make_app()
    painted = []
    display = type(app)._display

    def recorded(self, screen, update):
        if update is not None and not self._batch_count:
            strips = screen._compositor.render_strips()
            painted.append("\n".join(strip.text for strip in strips))
        display(self, screen, update)

    monkeypatch.setattr(type(app), "_display", recorded)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "no sessions yet" in shown(pilot))
    assert "no sessions yet" in painted[0]
    assert "⣿" in painted[0]
    assert "enter start" in painted[0].split("\n")[-1]


async def test_the_timers_of_the_picker_stop_during_a_session(make_app):
    app = make_app("bird-dog")
    app.motion = Motion("full")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pilot.pause()
        picker = app.screen_stack[0]
        watcher = picker.query_one(CatalogWatcher)
        timers = [each.ticker._timer for each in (picker.query_one(Preview), watcher)]
        assert not any(timer._active.is_set() for timer in timers)
        app.pop_screen()
        await until(pilot, lambda: all(timer._active.is_set() for timer in timers))


async def test_the_picker_does_not_wait_for_a_slow_history(make_app):
    app = make_app()
    reading, app._reading = app._reading, Future()
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "Reading your history" in shown(pilot))
        assert "Glute Bridge" in shown(pilot)
        app._reading.set_result(reading.result())
        await until(pilot, lambda: "no sessions yet" in shown(pilot))


async def test_a_partial_update_shows_the_same_as_a_full_update(make_app, monkeypatch):
    app = make_app("bird-dog", config="get_ready = 0")
    app.motion = Motion("full")
    clock: HandClock = app.clock
    seen = []

    def compared(screen, update):
        if isinstance(update, ChopsUpdate) and screen is app.screen:
            whole = screen._compositor.render_strips()
            for y, left, right in update.spans:
                for end, (x, strip) in zip(
                    update.chop_ends[y], update.chops[y].items(), strict=False
                ):
                    first, last = max(left, x), min(end, right)
                    if strip is not None and first < last:
                        sent: Strip = strip.crop(first - x, last - x)
                        seen.append(sent.text == whole[y].crop(first, last).text)
                    else:
                        assert first >= last, "a place that changed was not rendered"

    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: bool(app.screen.query(FigureView)) and "rep" in shown(pilot))
        monkeypatch.setattr(app, "_display", compared)
        for _ in range(30):
            await pass_time(pilot, clock, 0.3)
    assert len(seen) > 100
    assert all(seen)
