"""The head of a screen with panes: the names of the panes, some facts, and a line below."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

APART = 3
"""The blank columns between two names, and between two facts."""


def head(panes: Sequence[str], front: str, facts: Sequence[Content], width: int) -> Content:
    """Return two rows: the names of the panes with as many facts as fit completely, and a line.

    The line is heavier below the name of the `front` pane, to mark that pane without colour.
    """
    names: list[Content] = []
    at = begins = 0
    for pane in panes:
        title = pane.title()
        link = f"$quiet @click=screen.show_pane('{pane}')"
        names.append(Content.styled(title, "bold $strong" if pane == front else link))
        begins = at if pane == front else begins
        at += len(title) + APART
    left = Content(" " * APART).join(names)
    right = Content()
    for fact in facts:
        longer = Content.assemble(right, " " * APART, fact) if right else fact
        if left.cell_length + APART + longer.cell_length > width:
            break
        right = longer
    between = max(width - left.cell_length - right.cell_length, 0)
    line = Content.assemble(
        ("─" * begins, "$line"),
        ("━" * len(front), "$key"),
        ("─" * max(width - begins - len(front), 0), "$line"),
    )
    return Content("\n").join([Content.assemble(left, " " * between, right), line])
