"""The welcome, the leaflet, and the help on every screen."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from driving import pass_time, shown, until
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Input

import trainer.ui
from trainer import safety
from trainer.settings import model
from trainer.ui.dialogs.dialog import Dialog, DiscardDialog
from trainer.ui.palette import Palette
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.reading.about import AboutScreen
from trainer.ui.reading.help import HelpScreen
from trainer.ui.reading.welcome import WelcomeScreen
from trainer.ui.session.leave import LeaveScreen
from trainer.ui.session.screen import SessionScreen
from trainer.ui.terminal.screen import ClosingScreen


def words(pilot) -> str:
    """Return the text on the screen, without line breaks."""
    return " ".join(shown(pilot).replace("█", " ").split())


def every_screen() -> set[type[Screen]]:
    modules = pkgutil.walk_packages(trainer.ui.__path__, "trainer.ui.")
    found = [vars(importlib.import_module(module.name)).values() for module in modules]
    return {
        each
        for values in found
        for each in values
        if isinstance(each, type)
        and issubclass(each, Screen)
        and each.__module__.startswith("trainer.")
        and each not in (ClosingScreen, Dialog, DiscardDialog, HelpScreen, Palette)
    }


@pytest.mark.parametrize(
    "kind", sorted(every_screen(), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__
)
def test_every_screen_has_help_and_a_key_that_opens_the_help(kind):
    assert kind.HELP
    keys = {
        key: binding.action
        for each in kind.__mro__
        for binding in vars(each).get("BINDINGS", ())
        for key in getattr(binding, "key", "").split(",")
    }
    assert keys.get("question_mark") == "app.help"


def test_no_two_screens_have_the_same_help():
    texts = [kind.HELP for kind in every_screen()]
    assert len(set(texts)) == len(texts)


async def test_the_welcome_is_shown_once_and_pressing_enter_twice_starts_a_session(
    make_app, places
):
    app = make_app(welcomed=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        text = words(pilot)
        for part in ("may help", "Inhale with", "Stop at once", "It cannot see you.", "enter"):
            assert part in text
        await pilot.press("enter")
        await until(pilot, lambda: model.load_settings(places.config_file).welcomed)
        assert isinstance(app.screen, PickerScreen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
    again = type(app)(places, clock=app.clock)
    async with again.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "no sessions yet" in shown(pilot))
        assert isinstance(again.screen, PickerScreen)


async def test_the_welcome_comes_before_a_first_session_started_from_the_command_line(make_app):
    app = make_app("glute-bridge", welcomed=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))


@pytest.mark.parametrize("size", [(46, 16), (80, 24)])
async def test_the_about_screen_can_be_read_to_its_end(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, AboutScreen))
        page = app.screen.query_one("#page")
        await until(pilot, lambda: page.max_scroll_y > 0)
        read = words(pilot)
        while (top := page.scroll_y) < page.max_scroll_y:
            await pilot.press("pagedown")
            # On a busy machine a pause may end before the page has begun to move.
            await until(pilot, lambda top=top: top < page.scroll_y == page.scroll_target_y)
            await pilot.pause()
            read += words(pilot)
        read = "".join(read.split())  # a long path may break anywhere
        for part in ("vicious cycle", "112, 911 or 999", "MIT licence", "config.toml"):
            assert part.replace(" ", "") in read


async def test_help_and_the_palette_pause_a_session(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        session = app.screen
        await pass_time(pilot, clock, 16)
        for key, kind in (("question_mark", HelpScreen), ("ctrl+p", CommandPalette)):
            assert not session.coach.advance().paused
            await pilot.press(key)
            await until(pilot, lambda kind=kind: isinstance(app.screen, kind))
            await until(pilot, lambda: bool(session.coach.advance().paused))
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is session)
            await pilot.press("space")
            await pass_time(pilot, clock, 3.5)


async def test_the_leave_dialog_has_help(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 16)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert "therapist shows both" in shown(pilot)


async def test_the_palette_lists_every_screen_but_not_the_screenshot_command(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        names = [command.title.partition(":")[0] for command in app.get_system_commands(app.screen)]
        assert {"History", "Settings", "About", "Welcome", "Help", "Theme"} <= set(names)
        assert "Screenshot" not in names
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        app.screen.query_one(Input).value = "about"
        await until(pilot, lambda: "the leaflet" in shown(pilot))


def test_the_stop_rules_name_every_warning_sign():
    for sign in ("7", "leg", "numb", "dizzy", "chest pain"):
        assert sign in safety.STOP_RULES
