"""Reads text files completely or not at all; pipes, folders and huge files do no harm."""

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
"""Comments and strings: a dot in them does not make a key deeper."""


class UnreadableError(Exception):
    """A file exists but cannot be read as text. The message says why and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem, self.remedy = problem, remedy


def read(file: Path, largest: Size, *, lenient: bool = False) -> str | None:
    """The text of a file, or None if it does not exist. Raises UnreadableError.

    Never blocks on a pipe, and never reads more than `largest`. With `lenient`, bytes that are not
    UTF-8 become lone surrogates (`surrogateescape`).
    """
    data, _ = read_bytes(file, largest)
    return None if data is None else decoded(data, lenient=lenient)


def read_bytes(file: Path, largest: Size) -> tuple[bytes | None, str]:
    """The bytes of a file, and its fingerprint; None and `""` if it does not exist.

    Raises UnreadableError. Never blocks, and never reads more than `largest`.
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
    """The size, times and inode of a file. They differ after it has been changed or replaced."""
    numbers = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
    return " ".join(map(str, numbers))


def decoded(data: bytes, *, lenient: bool = False) -> str:
    """Bytes as text. Raises UnreadableError if they are not UTF-8, unless `lenient`."""
    try:
        return data.decode("utf-8", "surrogateescape" if lenient else "strict")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        where = f"line {line}, column {column}"
        raise UnreadableError(f"{where}: is not UTF-8 text", "save it as UTF-8") from error


def _as_name(match: re.Match[str]) -> str:
    """Replace a quoted name by a plain one, and remove a comment."""
    return "" if match[0].startswith("#") else "x"


def toml(text: str) -> dict[str, Any]:
    """Parse TOML, with or without a byte order mark, into plain values.

    Raises ValueError if it is not TOML or too large, and RecursionError if it is nested too deeply.
    """
    if len(text) > limits.PARSED_AT_ONCE:
        raise ValueError("too large to be read at once")
    if _DEEP_KEY.search(text) and _DEEP_KEY.search(_NOT_KEYS.sub(_as_name, text)):
        raise RecursionError("a key with too many parts")
    import tomllib  # not needed to start without a settings file

    return tomllib.loads(text.removeprefix("\ufeff"))
