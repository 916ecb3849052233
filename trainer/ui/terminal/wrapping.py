"""Keeps a no-break space from breaking: Rich, which wraps text for Textual, treats it as a space.

This can be removed once Rich's own pattern leaves U+00A0 alone.
"""

from __future__ import annotations

import re

from rich import _wrap

_wrap.re_word = re.compile(r"[^\S\u00a0]*(?:\S|\u00a0)+[^\S\u00a0]*")


def unbroken(text: str) -> str:
    """A short text, such as a number and its unit, with spaces that do not break."""
    return text.replace(" ", "\u00a0")
