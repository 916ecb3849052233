"""A kiosk visitor can neither run nor change the owner's commands."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from trainer.settings import writing
from trainer.settings.kiosk import COMMANDS, is_kiosk
from trainer.settings.model import CueSettings


@pytest.mark.parametrize("variable", ["GLUTE_TRAINER_KIOSK", "TEXTUAL_DRIVER"])
def test_a_kiosk_is_recognized_by_its_environment(variable: str):
    assert is_kiosk({variable: "1"})
    assert not is_kiosk({variable: ""})
    assert not is_kiosk({})


@pytest.mark.parametrize("key", sorted(COMMANDS))
def test_commands_cannot_be_changed_at_a_kiosk(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "config.toml"
    file.write_text('[cues]\nhook = "mine"\n')
    monkeypatch.setenv("GLUTE_TRAINER_KIOSK", "1")
    for value in ("theirs", "", None):
        with pytest.raises(writing.SettingsFileError, match="cannot be changed here"):
            writing.set_value(file, key, value)
    assert file.read_text() == '[cues]\nhook = "mine"\n'


def test_every_cue_setting_that_takes_any_text_counts_as_a_command():
    free = {
        f"cues.{field.name}"
        for field in msgspec.structs.fields(CueSettings)
        if isinstance(field.default, str) and field.default == ""
    }
    assert free <= COMMANDS | {"cues.speaker"}  # a voice's name, which cannot be an option
