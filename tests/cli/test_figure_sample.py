"""`glute-trainer cues` ends with the figure drawn in every kind of character."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console
from rich.text import Text

from trainer.cli.cue_commands import cues
from trainer.cli.figure_sample import ROWS, show_samples
from trainer.files.places import Places


def printed(colours: str | None) -> str:
    file = io.StringIO()
    show_samples(
        "quarters",
        Console(
            file=file,
            width=80,
            force_terminal=colours is not None,
            color_system=colours,  # type: ignore[arg-type]
            _environ={},
        ),
    )
    return file.getvalue()


@pytest.mark.parametrize("colours", ["truecolor", "256", "standard", None])
def test_each_kind_of_figure_is_shown_with_its_setting(colours: str | None) -> None:
    lines = Text.from_ansi(printed(colours)).plain.split("\n")
    heads = [line for line in lines if line.startswith("figure: ")]
    assert [head.split('"')[1] for head in heads] == ["octants", "quarters", "braille"]
    assert [", used here" in head for head in heads] == [False, True, False]
    assert len(lines) >= 3 * (ROWS + 1)
    assert any("⣿" in line for line in lines)


def test_the_figure_uses_only_colours_the_terminal_has() -> None:
    assert "38;2;" in printed("truecolor")
    assert "38;" not in printed("standard")
    assert "\x1b" not in printed(None)


def test_showing_only_the_figure_plays_no_cues(tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path / "config.toml")
    result = CliRunner().invoke(cues, ["--only", "figure"], obj=places)
    assert result.exit_code == 0
    assert "bell" not in result.output
    assert 'figure = "braille"' in result.output
