"""Writing the settings: one key changes, and nothing else does."""

from __future__ import annotations

import os
import stat
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.settings.writing import SettingsFileError, changed, mark_rest, set_value

FILE = Path("config.toml")
BY_HAND = """\
# mine
theme = "glute-light"   # for the mornings
colour = "of a newer version"
rest_dates = [
  2026-11-24,  # the dentist
  2026-12-01,  # flu
  # Christmas
  2026-12-24,
]  # more to come
week_goal=3

# sounds
[cues]
bell = "off" # quiet

[more]
key = 1
"""
FIRST, SECOND = date(2026, 11, 24), date(2026, 12, 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "config.toml"
    written.write_text(BY_HAND)
    return written


def test_changing_a_value_leaves_every_other_character_unchanged(file: Path):
    set_value(file, "week_goal", 4)
    assert file.read_text() == BY_HAND.replace("week_goal=3", "week_goal=4")


def test_a_comment_beside_a_changed_value_stays(file: Path):
    set_value(file, "theme", "glute-dark")
    assert 'theme = "glute-dark"   # for the mornings\n' in file.read_text()


def test_a_key_in_a_table_is_changed_in_place(file: Path):
    set_value(file, "cues.bell", "all")
    assert file.read_text() == BY_HAND.replace('bell = "off"', 'bell = "all"')


def test_a_new_key_goes_after_the_others_and_before_a_tables_comment(file: Path):
    set_value(file, "tempo", 1.5)
    assert file.read_text() == BY_HAND.replace("week_goal=3\n", "week_goal=3\ntempo = 1.5\n")


def test_a_new_key_goes_to_the_end_of_its_table(file: Path):
    set_value(file, "cues.voice", "on")
    assert file.read_text() == BY_HAND.replace("quiet\n", 'quiet\nvoice = "on"\n')


def test_a_missing_table_is_created():
    assert changed(FILE, "tempo = 1.5", "cues.bell", "all") == (
        'tempo = 1.5\n\n[cues]\nbell = "all"\n'
    )


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("", "tempo = 1.5\n"),
        ("# mine\n", "# mine\ntempo = 1.5\n"),
        ("# mine\n\n[cues]\n", "# mine\ntempo = 1.5\n\n[cues]\n"),
        ("# sounds\n[cues]\n", "tempo = 1.5\n\n# sounds\n[cues]\n"),
        ("rest = 9", "rest = 9\ntempo = 1.5\n"),
        ("rest = 9\r\n# end\r\n", "rest = 9\r\ntempo = 1.5\r\n# end\r\n"),
        ("\ufeffrest = 9\n", "\ufeffrest = 9\ntempo = 1.5\n"),
    ],
)
def test_a_new_key_is_placed_before_any_table(text: str, new: str):
    assert changed(FILE, text, "tempo", 1.5) == new


def test_setting_a_key_to_none_removes_the_key(file: Path):
    set_value(file, "week_goal", None)
    assert file.read_text() == BY_HAND.replace("week_goal=3\n", "")
    set_value(file, "week_goal", None)
    assert "week_goal" not in file.read_text()


def test_a_list_keeps_the_comments_of_its_remaining_items(file: Path):
    mark_rest(file, {SECOND}, False)
    assert file.read_text() == BY_HAND.replace("  2026-12-01,  # flu\n", "")
    mark_rest(file, {date(2026, 12, 25)}, True)
    assert "# the dentist" in file.read_text()
    assert "# Christmas" in file.read_text()
    assert tomllib.loads(file.read_text())["rest_dates"] == [
        FIRST,
        date(2026, 12, 24),
        date(2026, 12, 25),
    ]


def test_marking_rest_days_returns_the_days_that_changed(file: Path):
    days, different = mark_rest(file, {FIRST, date(2026, 11, 25)}, True)
    assert different == {date(2026, 11, 25)}
    assert days == {FIRST, date(2026, 11, 25), SECOND, date(2026, 12, 24)}


def test_removing_the_last_rest_day_removes_its_key(tmp_path: Path):
    file = tmp_path / "deep" / "config.toml"
    mark_rest(file, {FIRST}, True)
    assert file.read_text() == "rest_dates = [2026-11-24]\n"
    mark_rest(file, {FIRST}, False)
    assert file.read_text() == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("theme = \n", "line 1, column 9"),
        ('rest_dates = ["Christmas"]\n', "rest_dates"),
    ],
)
def test_an_invalid_file_is_named_and_never_written(file: Path, text: str, problem: str):
    file.write_text(text)
    with pytest.raises(SettingsFileError) as raised:
        mark_rest(file, {FIRST}, True)
    assert str(file) in str(raised.value)
    assert problem in str(raised.value)
    assert file.read_text() == text


def test_a_file_that_does_not_parse_is_named_and_never_written(file: Path):
    file.write_text("theme = \n")
    with pytest.raises(SettingsFileError, match=r"config\.toml: .*line 1, column 9"):
        set_value(file, "theme", "glute-dark")
    assert file.read_text() == "theme = \n"


def test_a_file_that_is_not_utf_8_is_never_written(file: Path):
    file.write_bytes(b"theme = '\xff'\n")
    with pytest.raises(SettingsFileError, match="not UTF-8"):
        set_value(file, "theme", "glute-dark")
    assert file.read_bytes() == b"theme = '\xff'\n"


def test_a_value_in_place_of_a_table_is_reported():
    with pytest.raises(SettingsFileError, match="cues is not a table"):
        changed(FILE, "cues = 3\n", "cues.bell", "off")


def test_links_are_followed_and_permissions_are_preserved(file: Path, tmp_path: Path):
    file.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    set_value(link, "week_goal", 4)
    assert link.is_symlink()
    assert "week_goal=4" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path)) == [".link.toml.lock", "config.toml", "link.toml"]


def test_a_full_disk_is_reported_and_nothing_changes(file: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsFileError, match="No space left"):
        set_value(file, "week_goal", 4)
    assert file.read_text() == BY_HAND
    assert sorted(os.listdir(file.parent)) == [".config.toml.lock", "config.toml"]


days = st.sets(st.dates(date(2026, 11, 1), date(2026, 12, 31)), max_size=8)


@given(days, days, st.booleans())
def test_any_rest_days_survive_writing_and_reading(
    before: set[date], after: set[date], spread: bool
):
    listed = ",\n  ".join(f"{day}" for day in sorted(before))
    text = f"# mine\nrest_dates = [{listed}]\n" if spread else ""
    new = changed(FILE, text, "rest_dates", sorted(after))
    assert tomllib.loads(new)["rest_dates"] == sorted(after)
    assert new.startswith("# mine\n") == spread


def test_concurrent_writes_lose_no_changes(file: Path):
    keys = {"week_goal": 4, "tempo": 1.5, "get_ready": 20, "switch": 10, "rest": 5, "hold": 3}
    with ThreadPoolExecutor(len(keys)) as programs:
        list(programs.map(lambda pair: set_value(file, *pair), keys.items()))
    read = tomllib.loads(file.read_text())
    assert {key: read[key] for key in keys} == keys
