"""A no-break space does not break: Rich, by which Textual wraps, takes it for any other space.

It can go when Rich's own pattern leaves U+00A0 alone.
"""

from __future__ import annotations

import re

from rich import _wrap

_wrap.re_word = re.compile(r"[^\S\u00a0]*(?:\S|\u00a0)+[^\S\u00a0]*")


def unbroken(text: str) -> str:
    """A short text that stays on one line: a number and its unit."""
    return text.replace(" ", "\u00a0")
