"""The parts that all pages share: the head, the margins, and messages at the foot."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from trainer.ui.widgets.grid import margin
from trainer.ui.widgets.key_bar import KeyBar
from trainer.ui.widgets.text_line import TextLine

TALL = 24
"""In windows with at least this many rows, the head and the foot are set apart by blank rows."""
APART = 3
"""The fewest columns between the name of a page and the text at the right."""


class Head(TextLine):
    """The two rows at the top: the name of the page, a text at the right if it fits, and a line."""

    DEFAULT_CSS = """
    Head { height: 2; }
    """

    def __init__(self, title: str, aside: Content | str = "") -> None:
        super().__init__()
        self._title = title
        self._aside = Content(aside) if isinstance(aside, str) else aside

    def render(self) -> Content:
        width = self.size.width
        name = Content.styled(self._title, "bold $strong")
        between = width - name.cell_length - self._aside.cell_length
        aside = self._aside if between >= APART else Content()
        between = max(width - name.cell_length - aside.cell_length, 0)
        line = Content.styled("─" * width, "$line")
        return Content.assemble(name, " " * between, aside.stylize("$quiet"), "\n", line)


def set_margins(page: Widget, window: Size) -> None:
    """Set a page's margins for a window of this size. Mark tall windows with the class `-tall`."""
    page.styles.padding = (0, margin(*window))
    page.set_class(window.height >= TALL, "-tall")


class FootMessages:
    """Makes a screen show messages in place of the keys at its foot, where they cover no text."""

    foot_seconds: ClassVar[float] = 60
    """Messages that are shown for more than this many seconds go to the corner instead."""

    def remark(self, text: str, seconds: float) -> bool:
        """Show a message at the foot for `seconds`. Return False if that is not possible."""
        assert isinstance(self, Screen)
        if seconds > self.foot_seconds:
            return False
        bar = next(iter(self.query(KeyBar)), None)
        return bar is not None and bar.remark(text, seconds)
