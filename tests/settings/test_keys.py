from __future__ import annotations

import re
from pathlib import Path

import pytest
from driving import shown, until

from trainer.settings.keys import SCREENS, display_name, keymap
from trainer.settings.model import check_settings

README = Path(__file__).parents[2] / "README.md"


def problems_of(table: object) -> list[str]:
    problems = []
    keymap(table, problems)
    return [str(problem) for problem in problems]


def test_an_action_gets_its_configured_keys():
    assert keymap({"session": {"pause": "space, p2"}}, []) == {}
    assert keymap({"session": {"pause": "f2, ctrl+t"}}, []) == {"session.pause": "f2,ctrl+t"}
    assert keymap({"session.pause": "o"}, []) == {"session.pause": "o"}


def test_keys_can_be_written_as_the_characters_they_type():
    assert keymap({"session.hold-longer": "*, ]"}, []) == {
        "session.hold-longer": "asterisk,right_square_bracket"
    }


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"session.puase": "p"}, "did you mean session.pause"),
        ({"session.pause": ""}, "must be one or more keys"),
        ({"session.pause": 3}, "must be one or more keys"),
        ({"session.pause": "spacebar"}, "'spacebar' is not a key"),
        ({"session.pause": "ctrl+c"}, "has a meaning on every screen"),
        ({"session.pause": "x"}, "x is already the key of session.hurt"),
        ({"session.pause": "o", "session.mute": "o"}, "o is already the key of"),
        ("p", "is not a table"),
        ({"session": 3}, "is not an action"),
    ],
)
def test_a_problem_with_a_key_is_named(table, said):
    assert any(said in problem for problem in problems_of(table))


def test_two_actions_can_swap_their_keys():
    table = {"session.pause": "m", "session.mute": "space"}
    assert keymap(table, []) == {"session.pause": "m", "session.mute": "space"}


def test_an_invalid_key_leaves_the_other_keys_and_settings_in_effect():
    loaded = check_settings({"week_goal": 3, "keys": {"session": {"pause": "o", "mute": "nope"}}})
    assert loaded.settings.week_goal == 3
    assert loaded.settings.keys == {"session.pause": "o"}
    assert [problem.field for problem in loaded.problems] == ["keys.session.mute"]


def test_no_screen_gives_one_key_to_two_actions():
    for keys in SCREENS.values():
        used = [each for key in keys for each in key.keys.split(",")]
        assert len(used) == len(set(used))


def test_the_readme_names_every_key_that_the_foot_lines_show():
    table = README.read_text().partition("## Keys")[2].partition("\n## ")[0]
    for screen, keys in SCREENS.items():
        row = next(line for line in table.splitlines() if line.startswith(f"| {screen} "))
        everywhere = next(line for line in table.splitlines() if line.startswith("| everywhere "))
        named = set(re.findall(r"`([^`]+)`", row + everywhere))
        for key in keys:
            if key.shown:
                assert display_name(key.keys.split(",")[0]) in named, (screen, key.id)


async def test_a_custom_key_works_and_is_shown_in_the_foot_line_and_the_help(make_app):
    app = make_app(config="[keys]\npicker.history = 'o'\n")
    async with app.run_test(size=(140, 45)) as pilot:
        await until(pilot, lambda: "o history" in shown(pilot).replace("\u00a0", " "))
        await pilot.press("question_mark")
        await until(pilot, lambda: "o  History: calendar" in shown(pilot))
        await pilot.press("escape")
        await pilot.press("h")
        assert type(app.screen).__name__ == "PickerScreen"
        await pilot.press("o")
        await until(pilot, lambda: type(app.screen).__name__ == "HistoryScreen")
