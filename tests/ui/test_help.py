"""The command palette as it is opened, and help as it is read."""

from __future__ import annotations

import pytest
from driving import pass_time, shown, until
from textual.command import CommandList, CommandPalette
from textual.widgets import Input

from trainer.ui.screens.about import AboutScreen
from trainer.ui.screens.history import HistoryScreen
from trainer.ui.screens.picker import PickerScreen
from trainer.ui.screens.session import SessionScreen
from trainer.ui.screens.settings import SettingsScreen
from trainer.ui.screens.welcome import WelcomeScreen

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
    """Open the palette, type, and take what it finds first."""
    app = pilot.app
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(app.screen, CommandPalette))
    palette = app.screen
    palette.query_one(Input).value = wanted
    found = palette.query_one(CommandList)
    await until(pilot, lambda: found.option_count == 1)
    await pilot.press("enter")
    await until(pilot, lambda: app.screen is not palette)


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        ("history", HistoryScreen),
        ("settings", SettingsScreen),
        ("welcome", WelcomeScreen),
        ("about", AboutScreen),
    ],
)
async def test_the_palette_leads_from_the_picker_to_every_place(make_app, wanted, kind):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await choose(pilot, wanted)
        await until(pilot, lambda: isinstance(app.screen, kind))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))


async def test_the_palette_starts_any_exercise_in_the_variant_its_row_shows(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.press("5", "v")
        await choose(pilot, "start mobility")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        [choice] = app.screen.coach.session.timeline.choices
        assert (choice.id, choice.variant) == ("mobility-squat", "chair")


async def test_over_a_session_the_palette_offers_nothing_that_would_hide_it(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 16)
        session = app.screen
        offered = {each.title for each in app.get_system_commands(session)}
        assert offered == {"About", "Help", "Theme", "Draw again"}
        left = session.coach.look().left
        await choose(pilot, "about")
        await until(pilot, lambda: isinstance(app.screen, AboutScreen))
        clock.seconds += 60
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is session)
        assert "PAUSED" in words_on(session)
        assert session.coach.look().left == pytest.approx(left, abs=0.01)


async def test_an_exercise_of_ones_own_is_named_in_the_palette_as_it_is_written(make_app, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(OWN)
    app = make_app(catalog=own)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        app.screen.query_one(Input).value = "odd"
        await until(pilot, lambda: "Start Odd [red]one[/] [/oops" in shown(pilot))


def words_on(session: SessionScreen) -> str:
    return session.query_one("#word").text
