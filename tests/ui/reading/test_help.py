"""The command palette and the help."""

from __future__ import annotations

import pytest
from driving import pass_time, shown, until
from textual.color import Color
from textual.command import CommandList, CommandPalette
from textual.widgets import Input

from screenshots import past
from trainer.ui.history.screen import HistoryScreen
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.reading.about import AboutScreen
from trainer.ui.reading.help import HelpScreen
from trainer.ui.reading.welcome import WelcomeScreen
from trainer.ui.session.screen import SessionScreen
from trainer.ui.settings.screen import SettingsScreen

OWN = """
format = 1

[[exercise]]
id = "odd"
name = "Odd [red]one[/] [/oops"
position = "on your back"
sides = "none"
reps = 3
setup = ["Lie down."]

[[exercise.step]]
kind = "move"
cue = "Up"
breath = "inhale"
seconds = 2.0

[[exercise.step]]
kind = "move"
cue = "Down"
breath = "exhale"
seconds = 2.0
"""


async def choose(pilot, wanted: str) -> None:
    """Open the palette, type, and choose the only result."""
    app = pilot.app
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(app.screen, CommandPalette))
    palette = app.screen
    palette.query_one(Input).value = wanted
    found = palette.query_one(CommandList)
    await until(pilot, lambda: first(found).startswith(wanted))
    await pilot.press("enter")
    await until(pilot, lambda: app.screen is not palette)


def first(found: CommandList) -> str:
    """Return the first entry, which enter chooses."""
    return str(found.get_option_at_index(0).prompt).lower() if found.option_count else ""


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        ("history", HistoryScreen),
        ("settings", SettingsScreen),
        ("welcome", WelcomeScreen),
        ("about", AboutScreen),
    ],
)
async def test_the_palette_opens_every_screen_from_the_picker(make_app, wanted, kind):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await choose(pilot, wanted)
        await until(pilot, lambda: isinstance(app.screen, kind))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))


async def test_the_palette_starts_an_exercise_in_the_variant_shown_in_the_picker(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.press("5", "v")
        await choose(pilot, "start mobility")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        [choice] = app.screen.coach.session.timeline.choices
        assert (choice.id, choice.variant) == ("mobility-squat", "lower-chair")


@pytest.mark.parametrize("size", [(46, 16), (60, 24), (120, 20)])
async def test_the_palette_has_a_frame_and_a_line_for_each_entry(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "About: the leaflet" in shown(pilot))
        found = app.screen.query_one(CommandList)
        await until(pilot, lambda: found.virtual_size.height == found.option_count)
        assert shown(pilot).count("─ Commands ─") == 1
        assert "╰──" in shown(pilot)


async def test_the_list_of_themes_looks_like_the_palette_and_follows_the_theme(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await choose(pilot, "theme: choose")
        await until(pilot, lambda: "─ Theme ─" in shown(pilot))
        app.screen.query_one(Input).value = "glute-light"
        found = app.screen.query_one(CommandList)
        await until(pilot, lambda: found.option_count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: app.theme == "glute-light")
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "─ Commands ─" in shown(pilot))
        panel = app.screen.query_one("#--container").styles.background.hex
        assert not app.current_theme.dark
        assert panel == Color.parse(app.theme_variables["panel"]).hex


async def test_during_a_session_the_palette_offers_nothing_that_would_hide_the_session(
    make_app, clock
):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 16)
        session = app.screen
        offered = {each.title.partition(":")[0] for each in app.get_system_commands(session)}
        assert offered == {"About", "Help", "Theme", "Redraw"}
        left = session.coach.advance().seconds_left
        await choose(pilot, "about")
        await until(pilot, lambda: isinstance(app.screen, AboutScreen))
        clock.seconds += 60
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is session)
        assert "PAUSED" in words_on(session)
        assert session.coach.advance().seconds_left == pytest.approx(left, abs=0.01)


async def test_the_palette_shows_the_names_of_users_exercises_as_plain_text(make_app, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(OWN)
    app = make_app(catalog=own)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        app.screen.query_one(Input).value = "odd"
        await until(pilot, lambda: "Start Odd [red]one[/] [/oops" in shown(pilot))


def keys_in(help_screen: HelpScreen) -> dict[str, str]:
    """Return the keys that the help names, by their meaning."""
    return {meaning: keys for keys, meaning in help_screen._keys}


async def read_help(pilot) -> HelpScreen:
    await pilot.press("question_mark")
    await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
    return pilot.app.screen


async def test_help_names_every_key_once_as_printed_on_a_keyboard(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 16)
        keys = keys_in(await read_help(pilot))
        assert keys["Skip this rep"] == "n →"
        assert keys["Repeat this rep"] == "p ←"
        assert keys["Skip to the next exercise"] == "N"
        assert (keys["Hold longer"], keys["Hold shorter"]) == ("+ =", "-")
        assert keys["End early: save what was done, or carry on"] == "q esc"
        named = [key for together in keys.values() for key in together.split()]
        assert sorted(named) == sorted(set(named))
        assert not [key for key in named if "_" in key]


async def test_the_help_says_that_the_session_waits_while_it_is_open(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        session = app.screen
        await pass_time(pilot, clock, 16)
        left = session.coach.advance().seconds_left
        await read_help(pilot)
        for part in ("The session waits while you read", "Skip this rep", "Turn the sound off"):
            assert part in shown(pilot)
        clock.seconds += 300
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is session)
        assert session.coach.advance().seconds_left == pytest.approx(left, abs=0.01)


async def test_each_pane_of_the_history_has_its_own_help(make_app, places, clock):
    app = make_app()
    past.write(places, app.catalog, clock.now())
    async with app.run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and app.screen.read)
        texts = []
        for pane in ("calendar", "log", "trends"):
            await until(
                pilot, lambda pane=pane: app.screen.query(f"#{pane}") and app.screen.focused
            )
            keys = keys_in(await read_help(pilot))
            texts.append(shown(pilot))
            assert ("A week later" in keys) == (pane == "calendar")
            assert ("Delete it (you are asked first)" in keys) == (pane == "log")
            await pilot.press("escape", "tab")
        assert "column for each week" in texts[0]
        assert "newest first" in texts[1]
        assert "averaged" in texts[2]


async def test_help_leaves_out_keys_with_nothing_to_act_on(make_app):
    app = make_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.press("h", "tab")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and app.screen.read)
        keys = keys_in(await read_help(pilot))
        assert "Add a session you did away from the screen" in keys
        assert "enter" not in keys.values()
        assert "Delete it (you are asked first)" not in keys
        assert "Take the last change back" not in keys


async def test_a_dialog_with_fields_names_its_help_key(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.press("h", "a")
        await until(pilot, lambda: "f1 help" in shown(pilot))
        await pilot.press("tab", "f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert "marked as added by hand" in shown(pilot)


def words_on(session: SessionScreen) -> str:
    return session.query_one("#word").text
