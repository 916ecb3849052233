"""The settings screen: a change applies at once, and is written to the file."""

from __future__ import annotations

import tomllib
from datetime import time

import msgspec
import pytest
from driving import foot, shown, until
from textual.widget import Widget
from textual.widgets import OptionList

from trainer.settings.model import CueSettings, Settings, load_settings
from trainer.ui.dialogs.questions import TextScreen
from trainer.ui.settings.fields import fields, value_of, with_value
from trainer.ui.settings.screen import SettingsScreen


async def open_settings(pilot, app) -> None:
    await pilot.pause()
    await pilot.press("s")
    await until(pilot, lambda: isinstance(app.screen, SettingsScreen))


async def go_to(pilot, app, key: str) -> None:
    app.screen.reveal(key)
    options = app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index(key)
    await pilot.pause()


def saved(places) -> dict[str, object]:
    return tomllib.loads(places.config_file.read_text())


async def change_setting(pilot, app, places, key: str, *keys: str) -> object:
    """Press keys on a setting, and return the new value in the file."""
    await go_to(pilot, app, key)
    before = places.config_file.read_text()
    await pilot.press(*keys)
    await until(pilot, lambda: places.config_file.read_text() != before)
    return value_of(load_settings(places.config_file), key)


def test_every_setting_in_the_file_is_on_the_screen():
    named_elsewhere = {"cues", "rest_dates"}
    named_elsewhere |= {"dose", "no", "not_for_me", "rest_days_since"}  # set on other screens
    keys = {field.name for field in msgspec.structs.fields(Settings)} - named_elsewhere
    keys |= {f"cues.{field.name}" for field in msgspec.structs.fields(CueSettings)}
    keys -= {"ask_pain_before"}  # only in older files, which had no `questions`
    keys -= {"welcomed", "voice_missed"}  # these record what was shown
    assert {dial.key for dial in fields(["glute-dark"])} == keys


@pytest.mark.parametrize("dial", fields(["glute-dark", "glute-light"]), ids=lambda dial: dial.key)
def test_every_value_of_a_setting_is_valid_in_the_file(dial):
    from trainer.settings.model import check_settings

    for value in dial.values:
        table, _, name = dial.key.rpartition(".")
        raw = {} if value is None else {name: value}
        loaded = check_settings({table: raw} if table else raw)
        assert not loaded.problems
        assert value_of(loaded.settings, dial.key) == value
        assert value_of(with_value(Settings(), dial.key, value), dial.key) == value


def test_a_step_from_an_unusual_value_leads_to_the_nearest_usual_value():
    tempo = next(dial for dial in fields([]) if dial.key == "tempo")
    assert tempo.stepped(1.1, 1) == 1.25
    assert tempo.stepped(1.1, -1) == 1.0
    assert tempo.stepped(2.0, 1) == 2.0
    day = next(dial for dial in fields([]) if dial.key == "day_starts_at")
    assert day.stepped(time(3, 30), 1) == time(4)


async def test_a_change_applies_at_once_and_leaves_the_rest_of_the_file_unchanged(make_app, places):
    app = make_app(config="# mine\nweek_goal = 4  # four\nshade = 'unknown'\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot, app)
        assert await change_setting(pilot, app, places, "week_goal", "right") == 5
        assert app.settings.week_goal == 5
        assert (
            "# mine\nweek_goal = 5  # four\nshade = 'unknown'\n" in places.config_file.read_text()
        )
        assert await change_setting(pilot, app, places, "tempo", "right", "right") in (1.25, 1.5)
        await until(pilot, lambda: saved(places)["tempo"] == 1.5)
        await pilot.press("escape")
        await pilot.pause()
        assert "1:35" not in shown(pilot)


async def test_the_picker_shows_the_hold_from_the_settings(make_app, places):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot, app)
        assert await change_setting(pilot, app, places, "hold", "right") == 2
        await pilot.press("escape")
        await until(pilot, lambda: "10 reps, hold 2 s" in shown(pilot))
        assert "Glute Bridge   1:25" in shown(pilot)


async def test_a_theme_applies_at_once_and_is_saved(make_app, places):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot, app)
        assert await change_setting(pilot, app, places, "theme", "right") == "glute-light"
        assert app.theme == "glute-light"


async def test_a_theme_chosen_from_the_palette_is_saved(make_app, places):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.theme = "nord"
        await until(pilot, lambda: saved(places).get("theme") == "nord")
        assert app.settings.theme == "nord"


async def test_weekdays_are_switched_by_their_numbers(make_app, places):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot, app)
        assert await change_setting(pilot, app, places, "rest_days", "7") == ("sun",)
        await pilot.press("6")
        await until(pilot, lambda: saved(places)["rest_days"] == ["sat", "sun"])
        await pilot.press("7")
        await until(pilot, lambda: saved(places)["rest_days"] == ["sat"])


async def test_undo_takes_back_one_change_at_a_time_and_reset_restores_the_default(
    make_app, places
):
    app = make_app(config="figure = 'braille'\n")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await open_settings(pilot, app)
        assert await change_setting(pilot, app, places, "cues.bell", "right") == "auto"
        assert await change_setting(pilot, app, places, "figure", "right") == "off"
        await pilot.press("u")
        await until(pilot, lambda: saved(places)["figure"] == "braille")
        await pilot.press("u")
        await until(pilot, lambda: saved(places)["cues"].get("bell") == "off")
        await until(pilot, lambda: "undo" not in foot(app))
        await pilot.press("u")
        assert await change_setting(pilot, app, places, "figure", "r") == "auto"
        assert saved(places)["figure"] == "auto"


async def test_the_hook_is_edited_in_a_field(make_app, places):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot, app)
        await go_to(pilot, app, "cues.hook")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TextScreen))
        await pilot.press(*"beep", "enter")
        await until(pilot, lambda: saved(places)["cues"].get("hook") == "beep")
        assert app.settings.cues.hook == "beep"


async def test_the_t_key_tests_the_cue_under_the_cursor(make_app):
    app = make_app()
    sent: list[str] = []
    app.write_out = sent.append
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await open_settings(pilot, app)
        await until(pilot, lambda: "change" in foot(app))
        assert "try it" not in foot(app)  # a hold is not a cue
        await go_to(pilot, app, "cues.bell")
        await until(pilot, lambda: "try it" in foot(app))
        await pilot.press("t")
        await until(pilot, lambda: "\a" in sent)


async def test_a_settings_file_that_does_not_parse_is_reported_and_not_replaced(make_app, places):
    app = make_app()
    broken = "week_goal = = 3\n"
    places.config_file.write_text(broken)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await open_settings(pilot, app)
        assert "Some settings in this file are ignored." in shown(pilot)
        await go_to(pilot, app, "week_goal")
        await pilot.press("right")
        await until(pilot, lambda: "Not saved" in shown(pilot))
        assert places.config_file.read_text() == broken
        assert app.settings.week_goal == 6


async def test_a_change_made_by_hand_while_the_settings_are_open_is_preserved(make_app, places):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot, app)
        by_hand = places.config_file.read_text().replace("motion = 'off'", "motion = 'reduced'")
        places.config_file.write_text("# new\n" + by_hand)
        assert await change_setting(pilot, app, places, "week_goal", "left") == 4
        assert saved(places)["motion"] == "reduced"
        assert places.config_file.read_text().startswith("# new\n")


@pytest.mark.parametrize("size", [(46, 16), (80, 24), (140, 45)])
async def test_every_setting_can_be_reached_at_every_size(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_settings(pilot, app)
        app.screen.reveal("hold")
        for dial in fields(["glute-dark"]):
            await pilot.pause()
            assert dial.label in shown(pilot)
            await pilot.press("down")


async def test_exactly_one_cursor_is_shown(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot, app)
        await until(pilot, lambda: "▸ Hold" in shown(pilot))
        await pilot.press("j", "l")
        await until(pilot, lambda: "▸ Tempo" in shown(pilot))
        assert shown(pilot).count("▸") == 1


async def test_an_unknown_theme_is_reported(make_app):
    app = make_app(config="theme = 'nope'\n")
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: any("called nope" in n.message for n in app._notifications))
        assert app.theme == "glute-dark"


@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light", "glute-dark", "glute-light"])
async def test_without_colours_no_text_has_the_colour_of_its_background(
    make_app, monkeypatch: pytest.MonkeyPatch, name: str
):
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(config="theme = 'nord'\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.theme = name
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if segment.text.strip()]
        assert len(styles) > 20
        for style in styles:
            assert style is not None
            assert style.color is None or style.color.is_default or style.color != style.bgcolor


async def test_rarely_changed_settings_are_shown_after_choosing_more_settings(make_app):
    app = make_app(config="[keys]\n'session.pause' = 'b'\n")
    async with app.run_test(size=(140, 45)) as pilot:
        await open_settings(pilot, app)
        await until(pilot, lambda: "more settings" in shown(pilot))
        assert "Back into position" not in shown(pilot)
        await pilot.press("end", "enter")
        await until(pilot, lambda: "▸ Get ready" in shown(pilot))
        assert "more settings" not in shown(pilot)
        await pilot.press("end")
        await until(pilot, lambda: "session.pause b" in shown(pilot))
        assert "[keys]" in shown(pilot)


LONG = "notify-send --app-name=glute-trainer --urgency=low $GLUTE_TRAINER_CUE"


@pytest.mark.parametrize("size", [(46, 16), (60, 24), (80, 24), (120, 20), (140, 45)])
async def test_a_long_value_is_shown_on_separate_lines_below_its_name(make_app, places, size):
    app = make_app()
    with places.config_file.open("a") as file:  # the last table is [cues]
        file.write(f"hook = '{LONG}'\n")
    async with app.run_test(size=size) as pilot:
        await open_settings(pilot, app)
        await go_to(pilot, app, "cues.hook")
        await until(pilot, lambda: "▸ Hook command" in shown(pilot))
        rows = [row.strip() for row in shown(pilot).split("\n")]
        [at] = [number for number, row in enumerate(rows) if row.startswith("▸ Hook command")]
        assert LONG.split()[0] not in rows[at]
        text = " ".join(" ".join(row.strip("▇█▆▅▄▃▂▁ ") for row in rows[at : at + 5]).split())
        assert LONG[:40] in text


@pytest.mark.parametrize("size", [(46, 16), (80, 24), (100, 30), (120, 20), (140, 45)])
async def test_the_description_of_a_setting_is_complete_at_every_size(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_settings(pilot, app)
        screen = app.screen
        screen.reveal()
        for field in fields([]):
            options = screen.query_one(OptionList)
            options.highlighted = options.get_option_index(field.key)
            words = field.about.split()
            about = screen.query_one("#about")
            await until(pilot, lambda about=about, words=words: read(about)[-len(words) :] == words)


def read(widget: Widget) -> list[str]:
    """Return the visible words of a widget."""
    rows = (widget.render_line(y).text for y in range(widget.size.height))
    return " ".join(rows).split()
