"""Texts that would act on a terminal, and an independent check for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unicodedata import category

MARK = "PLANTED"

TEXTS = {
    "colour": f"\x1b[31m{MARK}\x1b[0m",
    "cursor": f"\x1b[2J\x1b[1;1H{MARK}",
    "title": f"\x1b]0;{MARK}\x07",
    "link": f"\x1b]8;;http://{MARK}\x1b\\x\x1b]8;;\x1b\\",
    "clipboard": f"\x1b]52;c;{MARK}\x07",
    "device": f"\x1bP+q{MARK}\x1b\\",
    "8-bit": f"\x9b31m{MARK}\x9d0;{MARK}\x9c\x90{MARK}\x9c",
    "beside a wide letter": f"\x1b漢{MARK}",
    "bell": f"{MARK}\x07",
    "carriage return": f"{MARK}\roverwritten",
    "backspace": f"{MARK}\b\b\b\b",
    "nul and delete": f"\x00{MARK}\x7f",
    "newline and tab": f"{MARK}\n{MARK}\t{MARK}",
    "markup": f"[red]{MARK}[/red] [@click=app.quit]{MARK}[/] [/] [link=x]",
    "bidi override": f"\u202e{MARK}\u202c",
    "bidi isolate": f"\u2066{MARK}\u2069\u200f\u061c",
    "zero width": f"\u200b{MARK}\ufeff\u2060\xad",
    "separators": f"{MARK}\u2028{MARK}\u2029{MARK}\x85",
    "tags": f"{MARK}\U000e0041\U000e0042\U000e007f",
    "wide": f"漢字{MARK}漢字",
    "joined": f"👩\u200d⚕️{MARK}🧘🏽\u200d♀️",
    "zalgo": MARK + "".join(letter + "\u0300\u0489" * 30 for letter in "abc"),
    "formula": f"=cmd|' /C {MARK}'!A0",
    "shell": f"$(touch {MARK}) `touch {MARK}` ; touch {MARK} \"' \\",
    "template": f"{{side}} {{{MARK}}} %s %n {{0.__class__}}",
    "long": MARK * 12_000,
}  # fmt: skip

_ACTS = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}


def acting(text: str, allowed: str = "\n") -> list[str]:
    """Return the code points of a text that would act on a terminal."""
    return [
        f"U+{ord(character):04X}"
        for character in text
        if character not in allowed and category(character) in _ACTS
    ]


def stacked(text: str) -> int:
    """Return the largest number of accents on one letter."""
    most = here = 0
    for character in text:
        here = here + 1 if category(character) in {"Mn", "Me"} else 0
        most = max(most, here)
    return most


def record(text: str, number: int = 1) -> dict[str, Any]:
    """Return a session with this text in every text field, as in a JSON export."""
    exercise = {
        "id": text[:900],
        "name": text[:900],
        "variant": text[:900],
        "status": "completed",
        "planned_reps": 10,
        "done_reps": 10,
        "skipped_reps": 0,
        "done_left": 5,
        "done_right": 5,
        "hold": 3,
        "seconds": 71.5,
    }
    return {
        "id": f"{text[:900]}{number}",
        "day": "2026-11-22",
        "started": "2026-11-22T07:30:05+01:00",
        "ended": "2026-11-22T07:36:40+01:00",
        "status": "completed",
        "source": "session",
        "pain_before": 4,
        "note": text,
        "exercise": [exercise],
    }


def export(file: Path, *texts: str) -> Path:
    """Write a JSON export with a session for each text."""
    file.write_text(json.dumps([record(text, number) for number, text in enumerate(texts)]))
    return file


def catalog(text: str) -> str:
    """Return a catalog with this text in every text field, escaped for TOML."""
    said = json.dumps(text).replace("\\ud83d", "\\uFFFD")  # TOML has no lone surrogates
    if text.isprintable():
        said = json.dumps(text, ensure_ascii=False)
    return f"""\
format = 1

[source]
title = {said}
why = {said}
breathing = {said}
dose = {said}

[[exercise]]
id = {said}
name = "Named"
position = "lying"
sides = "none"
reps = 2
setup = ["Lie down."]
  [[exercise.step]]
  kind = "move"
  cue = "Go"
  breath = "inhale"
  seconds = 1

[[exercise]]
id = "planted"
name = {said}
level = {said}
position = {said}
sides = "each"
side_label = {said}
reps = 2
setup = [{said}]
safety = [{said}]
{said} = 1
  [[exercise.step]]
  kind = "move"
  cue = {said}
  say = {said}
  detail = {said}
  breath = "inhale"
  pose = {said}
  seconds = 0.2
  [[exercise.variant]]
  id = {said}
  name = {said}
  why = {said}
  [exercise.poses]
  {said} = {said}
"""
