"""Files of text read whole or not at all, whatever stands in their place."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Any

from trainer.files import limits
from trainer.files.limits import Size

_NAME = r"""(?:[\w-]++|"(?:\\.|[^"\\\n]){0,99}+"|'[^'\n]{0,99}+')"""
_DEEP_KEY = re.compile(rf"(?<![\w-])(?:{_NAME}[ \t]*+\.[ \t]*+){{{limits.DOTS}}}")
_NOT_KEYS = re.compile(
    r"""#[^\n]*+"""
    r"""|"{3}(?:\\.|[^\\"]|"(?!""))*+(?:"{3})?|'{3}(?:[^']|'(?!''))*+(?:'{3})?"""
    r"""|"(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?""",
    re.DOTALL,
)
"""Comments and texts, in which dots are no more than dots."""


class UnreadableError(Exception):
    """A file that is there but cannot be read as text; says why and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem, self.remedy = problem, remedy


def read(file: Path, largest: Size, *, lenient: bool = False) -> str | None:
    """The text of a file, or None where there is none. Raises UnreadableError.

    Never waits, as a pipe would make it, and never reads more than `largest`. A `lenient` reader
    gets bytes that are no UTF-8 as half characters (`surrogateescape`).
    """
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        why = getattr(error, "strerror", None) or error
        raise UnreadableError(f"cannot be read ({why})", "look at its rights") from error
    try:
        state = os.fstat(descriptor)
        if stat.S_ISDIR(state.st_mode):
            raise UnreadableError("is a folder", "a file belongs there")
        if not stat.S_ISREG(state.st_mode):
            raise UnreadableError("is not a file", "one belongs there")
        with open(descriptor, "rb", closefd=False) as opened:
            data = opened.read(largest.bytes + 1) if state.st_size <= largest.bytes else b""
        if max(len(data), state.st_size) > largest.bytes:
            raise UnreadableError(f"is larger than {largest.bytes / 1e6:g} MB", largest.remedy)
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})", "is the disk well?") from error
    finally:
        os.close(descriptor)
    try:
        return data.decode("utf-8", "surrogateescape" if lenient else "strict")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        where = f"line {line}, column {column}"
        raise UnreadableError(f"{where}: is not UTF-8 text", "save it as UTF-8") from error


def _as_name(match: re.Match[str]) -> str:
    """A quoted name as a plain one, and nothing for a comment."""
    return "" if match[0].startswith("#") else "x"


def toml(text: str) -> dict[str, Any]:
    """A TOML text, with or without a byte order mark, as plain values.

    Raises ValueError where it is none or too large, RecursionError where it is nested too deeply.
    """
    if len(text) > limits.PARSED_AT_ONCE:
        raise ValueError("too large to be read at once")
    if _DEEP_KEY.search(text) and _DEEP_KEY.search(_NOT_KEYS.sub(_as_name, text)):
        raise RecursionError("a key of too many parts")
    import tomllib  # a start without settings of one's own needs no parser

    return tomllib.loads(text.removeprefix("\ufeff"))
