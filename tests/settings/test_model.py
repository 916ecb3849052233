"""Settings: an invalid field is named and keeps its default; all others apply."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import msgspec
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from strategies import Table, examples

from trainer.session.timeline import Pacing
from trainer.settings import model
from trainer.settings.model import CueSettings, Settings

FAULTY: Table = {
    "hold": -1,
    "tempo": 3.0,
    "get_ready": "long",
    "switch": float("nan"),
    "rest": 601,
    "reentry": -1,
    "week_goal": 8,
    "rest_days": ["caturday"],
    "rest_dates": ["soon"],
    "rest_days_since": {"soon": ["mon"]},
    "day_starts_at": 3,
    "motion": "fast",
    "figure": True,
    "theme": "\x1b[31m",
    "ask_pain_before": "yes",
    "awake": "always",
    "questions": "sometimes",
    "offers": "few",
    "dose": {"bird-dog": 0},
    "not_for_me": "clam-shells",
    "no": {"clam-shells:hand": ["never"]},
    "welcomed": "once",
    "voice_missed": 1,
    "keys": "loud",
    "cues": "loud",
}


def test_every_setting_has_an_invalid_sample():
    assert set(FAULTY) == {field.name for field in msgspec.structs.fields(Settings)}


def test_all_problems_are_named_at_once_and_defaults_apply():
    found = model.check_settings(FAULTY, "config.toml")
    assert found.settings == Settings()
    assert {problem.field for problem in found.problems} == set(FAULTY)
    for problem in found.problems:
        assert str(problem).startswith("config.toml: ")
        assert "\x1b" not in str(problem)


def test_an_invalid_list_item_is_named():
    [problem] = model.check_settings({"rest_days": ["mon", "sunday"]}).problems
    assert "holds the text 'sunday'; give a list, each one of fri, mon" in str(problem)


@pytest.mark.parametrize("field", sorted(FAULTY))
def test_one_invalid_field_leaves_the_others_as_written(field: str):
    sound = {"tempo": 1.5, "week_goal": 3, "theme": "nord"}
    found = model.check_settings({**sound, field: FAULTY[field]})
    for key, value in sound.items():
        assert getattr(found.settings, key) == (value if key != field else getattr(Settings(), key))
    assert [problem.field for problem in found.problems] == [field]


def test_one_invalid_cue_leaves_the_other_cues_as_written():
    found = model.check_settings({"cues": {"bell": "off", "title": "maybe", "hook": "beep"}})
    assert found.settings.cues == CueSettings(bell="off", hook="beep")
    assert [problem.field for problem in found.problems] == ["cues, title"]


def test_a_speaker_name_that_looks_like_an_option_is_refused():
    found = model.check_settings({"cues": {"speaker": "-w/tmp/x"}})
    assert found.settings.cues.speaker == ""
    [problem] = found.problems
    assert "speaker" in str(problem)


def test_unknown_keys_are_ignored():
    found = model.check_settings({"later": 1, "cues": {"bell": "all", "light": True}})
    assert found.settings == Settings(cues=CueSettings(bell="all"))
    assert not found.problems


def test_every_setting_is_read(tmp_path: Path):
    file = tmp_path / "config.toml"
    file.write_text(
        """
hold = 4
tempo = 1.5
get_ready = 20
switch = 0
rest = 30
reentry = 8
week_goal = 3
rest_days = ["sat", "sun"]
rest_dates = [2026-12-24]
day_starts_at = 04:30:00
motion = "reduced"
figure = "blocks"
theme = "nord"
ask_pain_before = true
awake = false
welcomed = true
voice_missed = true
[cues]
bell = "all"
title = false
voice = "off"
hook = "notify"
speed = 150
speaker = "en-gb"
sound = "bell"
volume = 80
flash = true
"""
    )
    assert model.read_settings(file).problems == ()
    assert model.load_settings(file) == Settings(
        hold=4,
        tempo=1.5,
        get_ready=20,
        switch=0,
        rest=30,
        reentry=8,
        week_goal=3,
        rest_days=("sat", "sun"),
        rest_dates=(date(2026, 12, 24),),
        day_starts_at=time(4, 30),
        motion="reduced",
        figure="blocks",
        theme="nord",
        ask_pain_before=True,
        awake=False,
        welcomed=True,
        voice_missed=True,
        cues=CueSettings("all", False, "off", "notify", 150, "en-gb", "bell", 80, True),
    )


def test_the_pacing_comes_from_the_settings():
    given = Settings(tempo=2, get_ready=5, switch=0, rest=7, reentry=9)
    assert given.pacing == Pacing(2, 5, 0, 7, 9)
    assert Settings().pacing == Pacing()


def test_without_a_file_all_settings_have_their_defaults(tmp_path: Path):
    assert model.read_settings(tmp_path / "none.toml") == model.Loaded(Settings())


@pytest.mark.parametrize(
    "content",
    [b"tempo = ", b"\x00", b"theme = '\xe9'", b"week_goal = " + b"9" * 5000, b"a=" + b"[" * 5000],
    ids=["torn", "binary", "latin-1", "huge number", "deep"],
)
def test_a_file_that_cannot_be_read_is_named_and_defaults_are_used(tmp_path: Path, content: bytes):
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    found = model.read_settings(file)
    assert found.settings == Settings()
    assert [str(problem).startswith(str(file)) for problem in found.problems] == [True]


def test_a_folder_in_place_of_the_file_is_named_and_defaults_are_used(tmp_path: Path):
    assert model.read_settings(tmp_path).settings == Settings()
    assert len(model.read_settings(tmp_path).problems) == 1


def test_a_byte_order_mark_is_accepted(tmp_path: Path):
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xef\xbb\xbfweek_goal = 3\r\n")
    assert model.load_settings(file).week_goal == 3


@examples(60)
@given(
    st.dictionaries(st.sampled_from([*FAULTY, "later"]), strategies.plain),
    st.dictionaries(st.sampled_from(["bell", "title", "voice", "hook", "x"]), strategies.plain),
)
def test_any_input_gives_settings_or_problems_but_no_traceback(raw: Table, cues: Table):
    found = model.check_settings({"cues": cues, **raw})
    assert isinstance(found.settings, Settings)
    assert all(str(problem) for problem in found.problems)
