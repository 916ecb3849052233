"""Prevents line breaks at no-break spaces.

Rich wraps text for Textual, and treats a no-break space like any other space. This module can be
removed when Rich no longer breaks lines at U+00A0.
"""

from __future__ import annotations

import re

from rich import _wrap

_wrap.re_word = re.compile(r"[^\S\u00a0]*(?:\S|\u00a0)+[^\S\u00a0]*")


def unbroken(text: str) -> str:
    """Replace the spaces in a short text, such as a number and its unit, with no-break spaces."""
    return text.replace(" ", "\u00a0")
