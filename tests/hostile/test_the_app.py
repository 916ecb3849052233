"""The app on a real terminal with hostile text everywhere: every byte it sends is checked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hostile import planted
from hostile.planted import MARK, TEXTS
from real.program import PATIENCE, Program, ends, see, short_bridge

from benchmarks.terminal import Terminal

OWN = re.compile(
    r"\x1b\[(?:\?(?:1049|1000|1003|1015|1006|1016|1004|2004|2026|2031|2048|25|7|9001)[hl]"  # modes
    r"|\?2026\$p|\?2048\$p|>1u|<u|>4;1m|\?u|\?996n|6n|c|14t|16t|18t|22;2t|23;2t|\?12[hl]"
    r"|[\d;:]*m|\d*;?\d*H|\d*[ABCDGJK]|2J)"  # styles and positions
    r"|\x1b\]2;[^\x00-\x1f\x7f-\x9f]*\x1b\\"  # the window's title
    r"|\x1b\[>\d*u|\x1b\]22;[a-z-]*\x07"  # full key reports, the pointer's shape
)
"""What Textual and the program send on purpose."""
CUT = re.compile(
    rb"(?:\x1b(?:\[[\d;:?>]*|\][^\x07\x1b]*\x1b?)?"  # a sequence
    rb"|[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z"  # a character
)
"""The end of a stream that stops inside a sequence or a character."""
OUTSIDE_TITLE = re.compile(r"\x1b\]2;[^\x1b]*\x1b\\")


def sent_by(terminal: Terminal) -> bytes:
    """Return everything sent so far. Wait until the last sequence is complete."""

    def sent() -> bytes:
        return b"".join(chunk for _, chunk in terminal.recording.chunks)

    terminal.watch(PATIENCE, lambda: not CUT.search(sent()[-500:]))
    return sent()


def text_of(sent: bytes) -> str:
    """Return a stream without the expected sequences."""
    return OWN.sub("", sent.decode("utf-8"))


@pytest.fixture
def hostile(program: Program) -> Program:
    """A catalog and a history with every hostile text that they can contain."""
    texts = [text for key, text in TEXTS.items() if key != "long"]
    fit = ["joined", "wide", "zalgo", "markup", "shell", "formula"]
    named = [json.dumps(TEXTS[key][:38], ensure_ascii=False) for key in fit]
    own = short_bridge(move=0.3).replace('"Short Bridge"', named[0])
    own = own.replace('"on your back"', named[1]).replace('"Lie down."', named[2])
    own = own.replace('cue = "Raise hips"', f"cue = {named[3]}\n  detail = {named[4]}")
    own = own.replace('"Stop when it hurts."', named[5])
    others = "".join(
        own.split("[[exercise]]")[1].join(["\n[[exercise]]", ""]).replace(
            '"glute-bridge"', f'"own-{number}"').replace(named[0], name)
        for number, name in enumerate(named)
    )  # fmt: skip
    refused = "".join(f"\n[[exercise]]\nid = {json.dumps(t)}\n" for t in texts if t.isascii())
    program.write(catalog=own + others + refused)
    program.run("import", str(planted.export(program.folder / "other.json", *texts)))
    with (program.data / "history.toml").open("a") as opened:
        opened.write(f'\n[[session]]\nid = "{MARK}\\u001b[31m"\nday = "\\u009b31m"\n')
    in_progress = program.data / "in-progress"
    in_progress.mkdir(exist_ok=True)
    for text in texts[:10]:
        name = text.replace("/", "_").replace("\x00", "")
        (in_progress / f"{name}.toml").write_bytes(b"x = " + text.encode())
    return program


SCREENS = {
    "picker": ["j", "j", "v", "k", "?", "\x1b", "\x10", MARK, "\x1b"],
    "history": ["h", "\x1b[B", "\x1b[A", "\t", "j", "\r", "\x1b", "j", "e", "\x1b", "\t", "\t"],
    "notes": ["h", "\t", "\r", "e", "\t\t\t", "\x1b[200~\x1b]52;c;cGFzdGVk\x07\x9b31m\x1b[201~"],
}


@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
@pytest.mark.parametrize("size", [(100, 40), (46, 16)], ids=["large", "small"])
def test_no_planted_character_reaches_the_terminal(
    hostile: Program, keys: list[str], size: tuple[int, int]
):
    terminal = hostile.open(size=size)
    see(terminal, "Bird Dog")
    for key in keys:
        terminal.press(key)
        terminal.watch(0.2)
    sent = sent_by(terminal)
    assert planted.acting(text_of(sent), "") == []
    assert planted.stacked(text_of(sent)) <= 4
    assert not terminal.ended


def test_a_session_with_hostile_names_sends_only_expected_sequences(hostile: Program):
    terminal = hostile.open("start", "glute-bridge", "own-3")
    see(terminal, lambda: b"\x1b]2;" in b"".join(c for _, c in terminal.recording.chunks))
    terminal.watch(2.0)
    for key in ("x", "\x1b", "v", "q"):
        terminal.press(key)
        terminal.watch(0.4)
    sent = sent_by(terminal)
    # Problems are printed before the app opens; the bell is a cue.
    rest = text_of(sent).replace("\r\n", "").replace("\x07", "")
    assert planted.acting(rest, "") == []
    titles = OUTSIDE_TITLE.findall(sent.decode())
    assert titles
    assert all(planted.acting(title[4:-2], "") == [] for title in titles)


def test_plain_mode_shows_hostile_names_as_plain_text(hostile: Program):
    result = hostile.run("start", "--plain", "glute-bridge", "own-2", "own-3")
    assert result.returncode == 0, result.stderr
    assert planted.acting(result.stdout) == []
    assert planted.acting(result.stderr) == []
    assert planted.stacked(result.stdout) <= 4
    assert MARK in result.stdout


@pytest.mark.parametrize("name", [t for k, t in TEXTS.items() if k in {"title", "8-bit", "markup"}])
def test_the_app_opens_in_a_folder_with_a_hostile_name(tmp_path: Path, name: str):
    folder = tmp_path / name.replace("/", "_")
    folder.mkdir()
    program = Program(folder)
    program.write(catalog="format = ")
    program.data.mkdir()
    (program.data / "history.toml").write_text("x = [")
    terminal = program.open(size=(140, 40))
    see(terminal, "Bird Dog")
    terminal.watch(1.0)
    terminal.press("h")
    terminal.watch(1.0)
    terminal.press("q")
    terminal.watch(1.0)
    terminal.press("q")  # wait for the end: an interrupted app may end in half a sequence
    ends(terminal)
    sent = sent_by(terminal)
    program.close()
    assert planted.acting(text_of(sent), "") == []
