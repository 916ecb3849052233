"""Changes one key in `config.toml`, and leaves the rest as the user wrote it.

The library that preserves comments is slow to import, and is imported only for writing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, MutableMapping, Set
from contextlib import AbstractContextManager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from trainer.files import limits, writing
from trainer.files.reading import UnreadableError, read, toml
from trainer.files.toml_text import Statement, statements
from trainer.files.writing import ChangedError, NotWrittenError
from trainer.settings import model
from trainer.settings.kiosk import COMMANDS, is_kiosk

_OPENING = re.compile(r"(?:(?:#[^\n]*\n)+(?=\r?\n|\Z))?")
"""The comment at the start of a file, if a blank line or the end of the file follows."""


PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""
TRIES = 20
"""How many times to try a write while another program keeps replacing the file."""


class SettingsFileError(NotWrittenError):
    """The settings could not be changed. The message says what is wrong, where, and what to do."""


def set_value(file: Path, key: str, value: object) -> None:
    """Set one key, such as `week_goal` or `cues.bell` (in the table `cues`). None removes the key.

    Comments, order, unknown keys, links and the file's mode are preserved. A list is changed item
    by item, so that comments on items stay. Raises SettingsFileError if the file cannot be written,
    or if the key is a command and the person may be a guest.
    """
    if key in COMMANDS and is_kiosk(os.environ):
        raise SettingsFileError(f"{key} cannot be changed here.")
    with _locked(file):
        _set(file, key, value)


def _set(file: Path, key: str, value: object) -> None:
    """Set one key. Needs the lock. Raises SettingsFileError."""
    for _ in range(TRIES):
        with suppress(ChangedError):
            text = _read(file)
            if _replace_text(file, text, changed(file, text, key, value)):
                return
    raise _unwritable(file, ChangedError())


def _replace_text(file: Path, text: str, new: str) -> bool:
    """Replace the file's text with `new`. Returns whether the file still contains `new` afterwards.

    An editor or a sync tool may replace the file at any moment. Raises ChangedError if the file no
    longer contains `text`, and SettingsFileError if the file cannot be written.
    """
    if new == text:
        return True
    try:
        return writing.replace(file, new, expected=text) == writing.fingerprint_now(file)
    except ChangedError:
        raise
    except OSError as error:
        raise _unwritable(file, error) from error


def _locked(file: Path) -> AbstractContextManager[None]:
    from trainer.files.locking import locked

    lock = file.with_name(f".{file.name}.lock")
    return locked(file, lock, PATIENCE, SettingsFileError)


def _unwritable(file: Path, error: OSError) -> SettingsFileError:
    return SettingsFileError.of(file, error)


def note_rest_days(file: Path, today: date) -> bool:
    """Record that new weekly rest days apply from today. Returns whether anything was new.

    Raises SettingsFileError.
    """
    with _locked(file):
        settings = model.load_settings(file)
        since = settings.rest_days_as_of(today).since
        known = {day: set(off) for day, off in settings.rest_days_since.items()}
        if {day: set(off) for day, off in since} == known:
            return False
        _set(file, f"rest_days_since.{today}", list(settings.rest_days))
        return True


def mark_rest(file: Path, days: Set[date], rest: bool) -> tuple[frozenset[date], Set[date]]:
    """Make days rest days, or normal days again. Raises SettingsFileError.

    Returns all rest dates after the change, and the days that changed.
    """
    with _locked(file):
        for _ in range(TRIES):
            with suppress(ChangedError):
                text = _read(file)
                loaded = model.read_settings(file)
                problems = [
                    problem for problem in loaded.problems if problem.field in ("", "rest_dates")
                ]
                if problems:
                    raise SettingsFileError(f"Nothing was changed.\n{problems[0]}")
                before = frozenset(loaded.settings.rest_dates)
                after = before | days if rest else before - days
                new = changed(file, text, "rest_dates", sorted(after) or None)
                if after == before or _replace_text(file, text, new):
                    return after, before ^ after
    raise _unwritable(file, ChangedError())


def _read(file: Path) -> str:
    try:
        return read(file, limits.SETTINGS) or ""
    except UnreadableError as error:
        raise SettingsFileError(f"Nothing was changed.\n{file}: {error}.") from error


def changed(file: Path, text: str, key: str, value: object) -> str:
    """Set one key in the text of a settings file, and return the new text.

    Raises SettingsFileError with the name of `file`.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    table, dot, name = key.partition(".")
    if not dot:
        table, name = "", key
    try:
        expected = toml(text)
        inside = expected.setdefault(table, {}) if table else expected
        new = _with_key(text, table, name, value, known=name in inside)
        inside.pop(name, None) if value is None else inside.update({name: value})
        if {table: {}, **toml(new)} == {table: {}, **expected}:
            return mark + new
        problem = f"{key} cannot be edited in its present form; use a text editor"
    except (ValueError, RecursionError) as error:
        problem = f"{error}; fix it in a text editor"
    except (AttributeError, TypeError):
        problem = f"{table} is not a table; write [{table}]"
    raise SettingsFileError(f"Nothing was changed.\n{file}: {problem}.")


def _with_key(text: str, table: str, name: str, value: object, *, known: bool) -> str:
    import tomlkit

    if value is None and not known:
        return text
    if value is not None and not known:
        return _added(text, table, f"{_key(name)} = {tomlkit.item(value).as_string()}")
    document = tomlkit.parse(text)
    inside: Any = document[table] if table else document
    if value is None:
        del inside[name]
    elif isinstance(value, list) and isinstance(inside[name], list):
        _change_items(inside, name, value)
    else:
        inside[name] = value
    return tomlkit.dumps(document)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else f'"{name}"'


def _change_items(inside: MutableMapping[str, Any], name: str, wanted: list[Any]) -> None:
    """Remove old items from a list, and insert new items where they belong."""
    items = inside[name]
    for number in reversed(range(len(items))):
        if items[number] not in wanted or items[number] in items[:number]:
            del items[number]
    for number, item in enumerate(wanted):
        if item not in items:
            items.insert(number, item)
    if list(items) != wanted:
        inside[name] = wanted


def _added(text: str, table: str, line: str) -> str:
    """Add a line at the end of a table, before any comments on the next table."""
    end = "\r\n" if "\r\n" in text else "\n"
    if table and not any(s.name == f"[{table}" for s in statements(text)):
        joint = "" if not text or text.endswith("\n") else end
        return f"{text}{joint}{end if text else ''}[{table}]{end}{line}{end}"
    before = [statement.end for statement in _of_table(text, table)]
    if before:
        at = before[-1]
        joint = "" if text[:at].endswith("\n") else end
        return f"{text[:at]}{joint}{line}{end}{text[at:]}"
    opening = _OPENING.match(text)
    at = opening.end() if opening else 0
    blank = end if text[at:].strip() and not text[at:].startswith(("\n", "\r\n")) else ""
    return f"{text[:at]}{line}{end}{blank}{text[at:]}"


def _of_table(text: str, table: str) -> Iterator[Statement]:
    """Yield the header and keys of a table. If the name is empty, yield keys before any header."""
    inside = not table
    for statement in statements(text):
        if statement.is_header:
            inside = statement.name == f"[{table}"
        if inside:
            yield statement
