"""How the row under the cursor and a chosen value are marked, also where there are few colours."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

IN_REVERSE = "bold reverse $key"


def under_cursor(line: Content, *, shades: bool) -> Content:
    """A line under the cursor; `shades` is whether the panel differs from the background."""
    if shades:
        return line.stylize("on $panel")
    touched = [span for span in line.spans if isinstance(span.style, Style)]  # keys to press
    return Content(line.plain, touched).stylize(IN_REVERSE)


def chosen_look(*, has_focus: bool, shades: bool) -> str:
    """The look of the chosen step of a scale."""
    if not shades:
        return IN_REVERSE if has_focus else "bold reverse $quiet"
    return "bold $on-key on $key" if has_focus else "bold $ink on $line"
