"""Exports the history as TOML, JSON, CSV or ICS, and imports TOML and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from trainer.files import limits, writing
from trainer.files.reading import read_bytes, toml
from trainer.files.safe_text import UNSAFE, sanitize
from trainer.files.writing import UnreadableError
from trainer.history.file import reading
from trainer.history.file.layout import HEADER, block
from trainer.history.file.reading import FaultyRecord, Reading
from trainer.history.formats import ics
from trainer.history.records import ExerciseRecord, SessionRecord, to_plain

_UNSAFE = re.compile(UNSAFE)
_JSON = re.compile(r"\s*(?:\{|\[\s*[{\]])")
_CATALOG = re.compile(r"^[ \t]*\[\[(?:exercise|routine)\b", re.MULTILINE)
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]")


class ExchangeError(Exception):
    """A file cannot be imported. The message says what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Import:
    """The sessions in a file to import."""

    sessions: tuple[SessionRecord, ...]
    """The valid sessions, oldest first."""
    refused: tuple[FaultyRecord, ...]
    """The faulty sessions, each with its line and its problems."""


def to_toml(sessions: Iterable[SessionRecord]) -> str:
    """Return the text of a history file with these sessions."""
    return HEADER + "".join(map(block, sessions))


def to_json(sessions: Iterable[SessionRecord]) -> str:
    """Return a JSON array of the records, with the keys of the history file."""
    plain = [to_plain(session) for session in sessions]
    text = json.dumps(plain, indent=2, ensure_ascii=False, default=_as_text)
    # Unsafe characters occur only inside strings, where an escape has the same meaning.
    return _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], text) + "\n"


def _as_text(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


_SESSION_COLUMNS = (
    "day",
    "started",
    "ended",
    "source",
    "pain_before",
    "pain_after",
    "effort",
    "next_morning",
    "note",
)


def to_csv(sessions: Iterable[SessionRecord]) -> str:
    """Return a CSV table with a row for each exercise done. Each row repeats the session's fields.

    Text that a spreadsheet would read as a formula gets an apostrophe in front.
    """
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out)
    columns = [f"exercise_{name}" for name in ("id", "name")]
    others = ExerciseRecord.__struct_encode_fields__[2:]
    writer.writerow(["session", *_SESSION_COLUMNS, "session_status", *columns, *others])
    for session in sessions:
        shared = [session.id, *(getattr(session, name) for name in _SESSION_COLUMNS)]
        for exercise in session.exercises:
            if exercise.status != "skipped":
                own = [getattr(exercise, name) for name in ExerciseRecord.__struct_fields__]
                writer.writerow(map(_cell, [*shared, session.status, *own]))
    return out.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            text = _UNSAFE.sub("�", value.replace("\r\n", "\n"))
            return f"'{text}" if _FORMULA.match(text) else text
        case date():
            return value.isoformat()
        case float():
            return f"{value:g}" if value < 1e6 else str(value)
    return str(value)


EXPORTERS: dict[str, Callable[[Iterable[SessionRecord]], str]] = {
    "toml": to_toml,
    "json": to_json,
    "csv": to_csv,
    "ics": ics.to_ics,
}


def import_(file: Path) -> Import:
    """Read the sessions in a TOML or JSON export. Raises ExchangeError if that fails."""
    try:
        text = writing.read(file)
    except UnreadableError as error:
        if what := _binary(file):
            raise ExchangeError(_not_a_history(file, what)) from error
        raise ExchangeError(f"{file}: {error}") from error
    if text is None:
        raise ExchangeError(f"{file}: file not found.\nGive the path of an export.")
    found = _read(file, text.removeprefix("\ufeff"))
    sessions = sorted(found.sessions, key=lambda session: session.started)
    return Import(tuple(sessions), found.problems)


def _something_else(text: str) -> str:
    """Say what a TOML file without sessions is. Returns an empty string if the file is a history
    without sessions."""
    if _CATALOG.search(text):
        return "is a catalog"
    try:
        keys = [key for key in toml(text) if key != "format"]
    except (ValueError, RecursionError):
        return ""
    return f"begins with {sanitize(keys[0])}" if keys else ""


_FORMATS = (
    (re.compile(r"BEGIN:VCALENDAR"), "is a calendar"),
    (re.compile(r"Glute Trainer: report"), "is a report"),
    (re.compile(r"<(?:!doctype|html|\?xml)", re.IGNORECASE), "is a web page or XML"),
    (re.compile(r"(?:[^=\n,;\t]*[,;\t]){3}[^=\n]*(?:\n|$)"), "is a CSV table"),
)
"""The first characters of other text files that people try to import."""
_BINARY = {
    b"PK\x03\x04": "is a spreadsheet or a zip archive",
    b"\xd0\xcf\x11\xe0": "is a spreadsheet",
    b"%PDF": "is a PDF",
    b"\x89PNG": "is a picture",
    b"\xff\xd8\xff": "is a picture",
    b"\x1f\x8b": "is a compressed file",
    b"SQLite": "is a database",
}


def _other_format(text: str) -> str:
    """Say what an invalid text file is, judged by its first characters. Empty if unknown."""
    return next((what for begins, what in _FORMATS if begins.match(text.lstrip())), "")


def _binary(file: Path) -> str:
    """Say what a binary file is, judged by its first bytes. Empty if unknown."""
    try:
        data, _ = read_bytes(file, limits.HISTORY)
    except UnreadableError:
        return ""
    return next((what for begins, what in _BINARY.items() if (data or b"").startswith(begins)), "")


def _not_a_history(file: Path, what: str) -> str:
    return f"{file}: {what}.\nImport a TOML or JSON export instead; nothing was imported."


def _read(file: Path, text: str) -> Reading:
    if not _JSON.match(text):
        found = reading.read(text)
        if found.broken:
            if what := _other_format(text):
                raise ExchangeError(_not_a_history(file, what))
            raise ExchangeError(f"{file}: {found.broken}.\nNothing was imported.")
        if not (found.sessions or found.problems) and (other := _something_else(text)):
            raise ExchangeError(f"{file}: {other}, so it is not a history.\nNothing was imported.")
        return found
    if text.count("{") + text.count("[") > limits.JSON_VALUES:
        raise ExchangeError(f"{file}: too large for a history.\nNothing was imported.")
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ExchangeError(
            f"{file}: {where}: {error.msg[:1].lower() + error.msg[1:]}; is it an export?\n"
            "Nothing was imported."
        ) from error
    except (RecursionError, ValueError) as error:
        raise ExchangeError(f"{file}: not a history.\nNothing was imported.") from error
    sessions = raw.get("session") if isinstance(raw, dict) else raw
    if not isinstance(sessions, list):
        raise ExchangeError(f"{file}: no list of sessions.\nNothing was imported.")
    if len(sessions) > limits.SESSIONS:
        most = f"holds more than {limits.SESSIONS:,} sessions"
        raise ExchangeError(f"{file}: {most}.\nNothing was imported.")
    return reading.gather([_dated(item) for item in sessions])


def _dated(raw: object) -> object:
    """Parse the dates of a JSON record. Other values stay the same, even if invalid."""
    if not isinstance(raw, dict):
        return raw
    readers: dict[str, Callable[[str], date]] = {
        "day": date.fromisoformat,
        "started": datetime.fromisoformat,
        "ended": datetime.fromisoformat,
    }
    dated = dict(raw)
    for key, read in readers.items():
        if isinstance(raw.get(key), str):
            try:
                dated[key] = read(raw[key])
            except ValueError:
                continue
    return dated
