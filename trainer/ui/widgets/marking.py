"""Marks the row under the cursor and chosen values, even in terminals with few colours."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

IN_REVERSE = "bold reverse $key"


def under_cursor(line: Content, *, shades: bool) -> Content:
    """Mark a line as the line under the cursor.

    `shades` says whether the panel's colour differs from the background.
    """
    if shades:
        return line.stylize("on $panel")
    touched = [span for span in line.spans if isinstance(span.style, Style)]  # keys to press
    return Content(line.plain, touched).stylize(IN_REVERSE)


def chosen_look(*, has_focus: bool, shades: bool) -> str:
    """Return the style of the chosen step of a scale."""
    if not shades:
        return IN_REVERSE if has_focus else "bold reverse $quiet"
    return "bold $on-key on $key" if has_focus else "bold $ink on $line"
