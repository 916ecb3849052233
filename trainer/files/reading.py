"""Reads text files completely or not at all, and refuses pipes, folders and huge files."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path
from typing import Any

from trainer.files import flags, limits
from trainer.files.limits import Size

_NAME = r"""(?:[\w-]++|"(?:\\.|[^"\\\n]){0,99}+"|'[^'\n]{0,99}+')"""
_DEEP_KEY = re.compile(rf"(?<![\w-])(?:{_NAME}[ \t]*+\.[ \t]*+){{{limits.DOTS}}}")
_NOT_KEYS = re.compile(
    r"""#[^\n]*+"""
    r"""|"{3}(?:\\.|[^\\"]|"(?!""))*+(?:"{3})?|'{3}(?:[^']|'(?!''))*+(?:'{3})?"""
    r"""|"(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?""",
    re.DOTALL,
)
"""A pattern for comments and strings. A dot in these does not separate the parts of a key."""


class UnreadableError(Exception):
    """A file exists but cannot be read as text. The message says why and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem, self.remedy = problem, remedy


def read(file: Path, largest: Size, *, lenient: bool = False) -> str | None:
    """Return the text of a file, or None if the file does not exist. Raises UnreadableError.

    Never blocks on a pipe, and refuses a file larger than `largest`. If `lenient`, bytes that are
    not UTF-8 become lone surrogates (`surrogateescape`).
    """
    data, _ = read_bytes(file, largest)
    return None if data is None else decoded(data, lenient=lenient)


def read_bytes(file: Path, largest: Size) -> tuple[bytes | None, str]:
    """Return the bytes of a file and its fingerprint, or None and `""` if there is no such file.

    Raises UnreadableError. Never blocks, and refuses a file larger than `largest`.
    """
    try:
        descriptor = os.open(file, os.O_RDONLY | flags.CLOEXEC | flags.NONBLOCK)
    except FileNotFoundError:
        return None, ""
    except (OSError, ValueError) as error:  # a path with a NUL raises ValueError
        why = getattr(error, "strerror", None) or error
        raise UnreadableError(f"cannot be read ({why})", _remedy(error)) from error
    try:
        state = os.fstat(descriptor)
        if stat.S_ISDIR(state.st_mode):
            raise UnreadableError("is a folder", "expected a file")
        if not stat.S_ISREG(state.st_mode):
            raise UnreadableError("is not a file", "expected a file")
        with open(descriptor, "rb", closefd=False) as opened:
            data = opened.read(largest.bytes + 1) if state.st_size <= largest.bytes else b""
        if max(len(data), state.st_size) > largest.bytes:
            raise UnreadableError(f"is larger than {largest.bytes / 1e6:g} MB", largest.remedy)
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})", "check the disk") from error
    finally:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    return data, fingerprint_of(state)


def _remedy(error: Exception) -> str:
    return "check its permissions" if isinstance(error, PermissionError) else "check its path"


def fingerprint_of(state: os.stat_result) -> str:
    """Return the size, times and inode of a file as text. Any change to the file changes them."""
    numbers = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
    return " ".join(map(str, numbers))


def decoded(data: bytes, *, lenient: bool = False) -> str:
    """Decode UTF-8. Raises UnreadableError if the bytes are not UTF-8, unless `lenient`."""
    try:
        return data.decode("utf-8", "surrogateescape" if lenient else "strict")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        where = f"line {line}, column {column}"
        raise UnreadableError(f"{where}: not UTF-8 text", "save it as UTF-8") from error


def _as_name(match: re.Match[str]) -> str:
    """Replace a string with a plain name, and remove a comment."""
    return "" if match[0].startswith("#") else "x"


def toml(text: str) -> dict[str, Any]:
    """Parse TOML, with or without a byte order mark, to plain values.

    Raises ValueError if the text is not TOML or too large. Raises RecursionError if the text is
    nested too deeply.
    """
    if len(text) > limits.PARSED_AT_ONCE:
        raise ValueError("too large to be read at once")
    if _DEEP_KEY.search(text) and _DEEP_KEY.search(_NOT_KEYS.sub(_as_name, text)):
        raise RecursionError("a key with too many parts")
    import tomllib  # not needed to start without a settings file

    return tomllib.loads(text.removeprefix("\ufeff"))
