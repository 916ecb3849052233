"""The welcome: its text, and the bars beside the text, which rise and fall like a breath."""

from __future__ import annotations

import pytest
from driving import shown, until
from textual.containers import VerticalScroll

from trainer import safety
from trainer.ui.app import TrainerApp
from trainer.ui.reading.welcome import BREATH, WelcomeScreen, reason
from trainer.ui.widgets.edge import Edge
from trainer.ui.widgets.figure_view import FigureView

SAID = (
    "weakened glutes, the muscles in your butt.",
    "exercises prior to being on your feet for any length of time may help.",
    "Inhale with the first action movement and exhale with the second part.",
    safety.BEFORE,
    safety.EMERGENCY_IN_SHORT,
    safety.STOP_RULES,
    safety.CANNOT_SEE,
)


def words_of(screens: list[str]) -> str:
    """Return the words on these screens, without the bars."""
    drawn = str.maketrans("", "", "▁▂▃▄▅▆▇█▏▎▍▌▋▊▉")
    return " ".join(" ".join(screens).translate(drawn).split())


async def open_welcome(pilot) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, WelcomeScreen))
    await pilot.pause()


def moving_app(make_app, places, clock) -> TrainerApp:
    """An app for a new user, in full motion."""
    make_app(welcomed=False)
    places.config_file.write_text(places.config_file.read_text().replace("'off'", "'full'", 1))
    return TrainerApp(places, clock=clock)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45)])
async def test_the_whole_welcome_fits_without_scrolling(make_app, size):
    app = make_app(welcomed=False)
    async with app.run_test(size=size) as pilot:
        await open_welcome(pilot)
        assert app.screen.query_one(VerticalScroll).max_scroll_y == 0
        read = words_of([shown(pilot)])
        for part in SAID:
            assert part in read


async def test_in_a_small_window_the_arrows_scroll_the_welcome(make_app):
    app = make_app(welcomed=False)
    async with app.run_test(size=(46, 16)) as pilot:
        await open_welcome(pilot)
        page = app.screen.query_one(VerticalScroll)
        lines = [shown(pilot)]
        while page.scroll_y < page.max_scroll_y:
            await pilot.press("down")
            lines.append(shown(pilot))
        for sentence in (safety.CANNOT_SEE, "112, 911 or 999"):
            assert any(sentence in words_of([each]) for each in lines)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, WelcomeScreen))


@pytest.mark.parametrize("size", [(46, 16), (60, 24), (120, 20)])
async def test_enter_continues_only_after_the_whole_welcome_was_shown(make_app, size):
    app = make_app(welcomed=False)
    async with app.run_test(size=size) as pilot:
        await open_welcome(pilot)
        page = app.screen.query_one(VerticalScroll)
        pages = [shown(pilot)]
        while page.scroll_y < page.max_scroll_y:
            assert "enter read on" in pages[-1]
            await pilot.press("enter")
            await pilot.pause()
            pages.append(shown(pilot))
        assert len(pages) > 1
        assert "enter continue" in pages[-1]
        for sentence in (safety.CANNOT_SEE, "112, 911 or 999"):
            assert any(sentence in words_of([each]) for each in pages)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, WelcomeScreen))


async def test_the_light_rises_and_falls_like_a_breath(make_app, places, clock):
    app = moving_app(make_app, places, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_welcome(pilot)
        light = app.screen.query_one("#left", Edge)
        full = []
        for _ in range(8):
            app.screen.breathe()
            full.append((round(light.light, 2), "stage-inhale" in light.classes))
            clock.seconds += BREATH / 4
        swelling, falling = full[:4], full[4:]
        assert swelling == sorted(swelling)
        assert falling == sorted(falling, reverse=True)
        assert swelling[0] == (0.0, True)
        assert falling[0] == (1.0, False)


async def test_without_motion_the_light_stands_still(make_app, clock):
    app = make_app(welcomed=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_welcome(pilot)
        light = app.screen.query_one("#left", Edge)
        for _ in range(8):
            clock.seconds += BREATH / 4
            app.screen.breathe()
            assert light.light == 1.0


async def test_in_a_large_window_a_figure_moves_with_the_light(make_app, places, clock):
    app = moving_app(make_app, places, clock)
    async with app.run_test(size=(140, 45)) as pilot:
        await open_welcome(pilot)
        view = app.screen.query_one(FigureView)
        hips = []
        for _ in range(3):  # before the inhale, between the two, and after the exhale
            app.screen.breathe()
            middle = [row[len(row) // 2] for row in view.rows]
            hips.append(next(number for number, cell in enumerate(middle) if cell.ink))
            clock.seconds += BREATH - 0.001
        before, raised, after = hips
        assert raised < before == after


@pytest.mark.parametrize("size", [(46, 16), (80, 24), (100, 30), (120, 20)])
async def test_in_a_smaller_window_the_welcome_has_no_figure(make_app, size):
    app = make_app(welcomed=False)
    async with app.run_test(size=size) as pilot:
        await open_welcome(pilot)
        assert not app.screen.query_one(FigureView).display


def test_the_reason_is_the_sentence_that_names_the_glutes_or_the_first_sentence():
    assert reason("One. Two of the glutes. Three.") == "Two of the glutes."
    assert reason("One only. And two.") == "One only."
    assert reason("no stop") == "no stop"
    assert reason("") == ""
