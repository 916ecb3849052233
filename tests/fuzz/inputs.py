"""Inputs for the fuzzer: valid files, and ways to damage them."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import tomli_w

from trainer.catalog import bundled_file
from trainer.history.file.layout import HEADER, block
from trainer.history.formats.exchange import to_json
from trainer.history.records import ExerciseRecord, SessionRecord

HOSTILE = (
    "\x1b[31m\x1b[2J", "\x1b]0;owned\x07", "\x1b]52;c;b3duZWQ=\x07", "\x1b]8;;http://x\x1b\\",
    "\x1bP+q\x1b\\", "\x9b31m", "\x9d0;x\x9c", "\x07", "\r", "\b\b", "\x00", "\x7f",
    "[red]x[/red]", "[/]", "[@click=app.quit]x[/]", "\u202eabc", "\u2066abc\u2069", "\u200b\ufeff",
    "\u2028", "\ud800", "漢字", "🧘‍♀️", "Z" + "\u0301" * 200, "\t", "=cmd|' /C calc'!A0", "$(id)",
    "`id`",
    "{side}", "{", "}{", "%s%n", "../../x", "x" * 5000,
)  # fmt: skip
"""Texts that act on terminals, markup, spreadsheets, shells or templates."""
TOKENS = (
    "[[session]]", "[[session.exercise]]", "[session]", "[[exercise]]", "[[exercise.step]]", "\n",
    "\r\n", " = ", '"', '"""', "'''", "'", "\\", "\\u0000", "\\uD800", "#", "[", "]", "{", "}", ",",
    "nan", "inf", "-1", "0", "1e400", "9" * 400, "0x" + "f" * 5000, "true", "2026-11-23",
    "2026-02-30", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "25:61:00",
    "format = 2", "\ufeff", "<<<<<<< ours\n", "null", ":", "a." * 100, "[" * 300, "{a=" * 100,
)  # fmt: skip
"""Pieces of syntax."""
VALUES: tuple[Any, ...] = (
    0, -1, 1, 10**30, -(10**9), 0.5, 1e308, float("inf"), float("nan"), True, False, "", "x",
    [], {}, [[]], [{}], {"": {}}, {"a": [1, "b", {}]}, date(1, 1, 1), date(9999, 12, 31),
    datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 1, 1), ["mon"] * 50, [date(2026, 1, 1)] * 300, "completed", "skipped", 100_001,
    *HOSTILE,
)  # fmt: skip
"""Values of unexpected types and sizes."""

CONFIG = """\
# mine
hold = 3
tempo = 1.0
week_goal = 5
rest_days = ["sun"]  # lazy
rest_dates = [2026-12-24, 2026-12-25]
day_starts_at = 03:00:00
motion = "auto"
theme = "glute-dark"

[cues]
bell = "auto"
hook = "true"
"""


def sessions(number: int) -> list[SessionRecord]:
    """Valid sessions, a day apart."""
    first = datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
    found = []
    for n in range(number):
        started = first + timedelta(days=n)
        exercise = ExerciseRecord(
            id="bird-dog",
            name="Bird Dog",
            variant="standard",
            status="completed",
            planned_reps=10,
            done_reps=10,
            skipped_reps=0,
            done_left=5,
            done_right=5,
            hold=3,
            seconds=71.5,
        )
        found.append(
            SessionRecord(
                id=f"{started:%Y%m%dT%H%M%S}-{n:06x}",
                day=started.date(),
                started=started,
                ended=started + timedelta(minutes=6),
                status="completed",
                source="session",
                pain_before=4 if n % 2 else None,
                note=(None, HOSTILE[n % len(HOSTILE)], "linke Hüfte 左")[n % 3],
                exercises=(exercise,) * (1 + n % 2),
            )
        )
    return found


def history(number: int = 4) -> str:
    """A valid history."""
    return HEADER + "".join(map(block, sessions(number)))


def by_hand() -> str:
    """The same history as somebody might write it by hand."""
    text = history(3).replace("[[session]]", "# a comment\n[[ session ]]  # here", 1)
    return text.replace('name = "Bird Dog"', "name = '''Bird\nDog'''\nnewer = {a = [1, 2]}", 1)


def seeds() -> dict[str, list[str]]:
    """The valid files of every kind."""
    catalog = bundled_file().read_text(encoding="utf-8")
    exercises = catalog.split("\n[[exercise]]")
    short = exercises[0] + "\n[[exercise]]" + exercises[1]
    sided = exercises[0] + "\n[[exercise]]" + exercises[-1]
    record = sessions(1)[0]
    resume = {"resume": {"choices": ["bird-dog"], "done": 3}}
    return {
        "catalog": [short, sided],
        "settings": [CONFIG, "", "week_goal = 3\n[cues]\nvoice = 'off'"],
        "toml": [history(), by_hand(), history(2).replace("\n", "\r\n"), "", "session = []"],
        "json": [to_json(sessions(3)), '{"format": 1, "session": []}', "[]"],
        "in-progress": ["format = 1\n" + block(record) + "\n" + tomli_w.dumps(resume)],
    }


def damaged(text: str, others: list[str], chance: random.Random) -> bytes:
    """Damage the bytes, the structure or the values of a file, in up to eight places."""
    if chance.random() < 0.4:
        text = _of_structure(text, chance)
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(chance.choice((0, 1, 1, 1, 2, 4, 8))):
        chance.choice(_CHANGES)(data, others, chance)
    return bytes(data)


def _at(data: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytearray, others: list[str], chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _insert(data: bytearray, others: list[str], chance: random.Random) -> None:
    at = _at(data, chance)
    data[at:at] = chance.choice((*TOKENS, *HOSTILE)).encode("utf-8", "surrogatepass")


def _cut(data: bytearray, others: list[str], chance: random.Random) -> None:
    at = _at(data, chance)
    del data[at : at + chance.choice((1, 2, 8, 100, 10_000))]


def _twice(data: bytearray, others: list[str], chance: random.Random) -> None:
    at = _at(data, chance)
    data[at:at] = data[at : at + chance.choice((1, 8, 100, 1000))]


def _splice(data: bytearray, others: list[str], chance: random.Random) -> None:
    other = chance.choice(others).encode()
    begin = chance.randrange(len(other) + 1)
    at = _at(data, chance)
    data[at:at] = other[begin : begin + chance.choice((10, 100, 1000))]


def _line(data: bytearray, others: list[str], chance: random.Random) -> None:
    """Move a line, remove it, or repeat it."""
    lines = bytes(data).split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    for _ in range(chance.randrange(3)):
        lines.insert(chance.randrange(len(lines) + 1), line)
    data[:] = b"\n".join(lines)


def _end(data: bytearray, others: list[str], chance: random.Random) -> None:
    """Cut the file off, as a power cut does."""
    del data[_at(data, chance) :]


_CHANGES: tuple[Callable[[bytearray, list[str], random.Random], None], ...] = (
    _flip,
    _insert,
    _insert,
    _cut,
    _twice,
    _splice,
    _line,
    _end,
)


def _of_structure(text: str, chance: random.Random) -> str:
    """Change some values, keys or tables of a file, and return its new text."""
    as_json = text.lstrip()[:1] in "[{" and not text.lstrip().startswith("[[")
    try:
        plain: Any = json.loads(text) if as_json else tomllib.loads(text)
        for _ in range(chance.randrange(1, 4)):
            _change(plain, chance)
        return json.dumps(plain, default=str) if as_json else tomli_w.dumps(plain)
    except (ValueError, TypeError, RecursionError, AttributeError):
        return text


def _change(plain: Any, chance: random.Random) -> None:
    """Make one change somewhere inside."""
    while True:
        keys = list(plain) if isinstance(plain, dict) else list(range(len(plain)))
        if not keys:
            return
        key = chance.choice(keys)
        inside = plain[key]
        if isinstance(inside, dict | list) and inside and chance.random() < 0.85:
            plain = inside
            continue
        match chance.randrange(5):
            case 0:
                del plain[key]
            case 1 if isinstance(plain, dict):
                plain[chance.choice((*HOSTILE, "id", "format", "newer"))] = plain.pop(key)
            case 2 if isinstance(inside, list):
                plain[key] = inside * chance.choice((2, 30))
            case 3 if isinstance(inside, str):
                plain[key] = inside + chance.choice(HOSTILE)
            case _:
                plain[key] = chance.choice(VALUES)
        return
