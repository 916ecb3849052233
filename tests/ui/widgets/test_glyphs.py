"""The characters that suit a terminal are chosen by its name and version."""

from __future__ import annotations

import pytest

from trainer.ui.widgets.glyphs import resolve

KITTY = {"TERM": "xterm-kitty"}


@pytest.mark.parametrize(
    ("environ", "glyphs"),
    [
        ({"TERM": "xterm-256color"}, "braille"),
        ({}, "braille"),
        ({"TERM": "linux"}, "braille"),
        ({"TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "1.2.0"}, "octants"),
        ({"TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "1.1.3-arch1"}, "quarters"),
        ({"TERM_PROGRAM": "ghostty"}, "quarters"),
        (
            {"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20240203-110809-5046fc22"},
            "quarters",
        ),
        ({"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20250814-1-abc"}, "octants"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7802"}, "octants"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "quarters"),
        ({"VTE_VERSION": "new"}, "braille"),
        (KITTY, "quarters"),
        ({**KITTY, "TERM_PROGRAM": "kitty", "TERM_PROGRAM_VERSION": "0.41.1"}, "octants"),
        ({"TERM": "foot"}, "quarters"),
        ({"TERM": "foot-extra"}, "quarters"),
        ({"TERM": "alacritty"}, "quarters"),
        ({"WT_SESSION": "0"}, "quarters"),
        ({"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.5.0"}, "quarters"),
        ({"TERM_PROGRAM": "Apple_Terminal", "TERM_PROGRAM_VERSION": "455"}, "braille"),
    ],
)
def test_a_terminal_gets_the_best_glyphs_that_it_can_draw(
    environ: dict[str, str], glyphs: str
) -> None:
    assert resolve("auto", environ, "truecolor", in_browser=False) == glyphs
    assert resolve("auto", environ, "standard", in_browser=False) == "braille"


@pytest.mark.parametrize(
    "inside",
    [{"TMUX": "/tmp/tmux,1,0"}, {"STY": "1.pts"}, {"TERM": "screen"}, {"TERM": "tmux-256color"}],
)
def test_inside_tmux_or_screen_only_a_setting_changes_the_glyphs(inside: dict[str, str]) -> None:
    outer = {"VTE_VERSION": "7802", "TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "1.3.0"}
    assert resolve("auto", {**outer, **inside}, "truecolor", in_browser=False) == "braille"
    assert resolve("octants", {**outer, **inside}, "truecolor", in_browser=False) == "octants"


def test_an_explicit_setting_of_the_glyphs_applies_in_every_terminal() -> None:
    for colours in ("truecolor", "256", "standard", None):
        assert resolve("octants", {}, colours, in_browser=False) == "octants"
        assert resolve("blocks", {}, colours, in_browser=False) == "quarters"
        assert resolve("quarters", KITTY, colours, in_browser=True) == "quarters"
        assert resolve("off", KITTY, colours, in_browser=True) is None
