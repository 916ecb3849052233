"""The names of a screen's panes on one line."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content


def tabs(panes: Iterable[str], front: str) -> Content:
    """The names of the panes; the one in front is marked even without colour."""
    parts: list[Content | str] = [Content.styled("History   ", "bold")]
    for pane in panes:
        text = f"[{pane.title()}]" if pane == front else f" {pane.title()} "
        link = f"$foreground 60% @click=screen.show_pane('{pane}')"
        parts.append(Content.styled(text, "bold $primary" if pane == front else link))
        parts.append(" ")
    return Content.assemble(*parts)
