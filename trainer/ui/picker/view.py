"""The view of the picker: it shows the text that it is given, each part in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from trainer.ui.picker.detail import Block, everything, fits_whole, whole_blocks
from trainer.ui.picker.exercise_list import Exercises
from trainer.ui.picker.layout import FOOT, PickerLayout, picker_layout
from trainer.ui.picker.today import TodayPanel, panel
from trainer.ui.theme import shades
from trainer.ui.widgets.placed import Box, Placed
from trainer.ui.widgets.preview import Preview
from trainer.ui.widgets.text_line import TextLine


class PickerView(Placed):
    """The head, Today, the list, and the exercise under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.head = TextLine(id="head")
        self.today = TodayPanel(id="today")
        self.list = Exercises(id="exercises")
        self.preview = Preview(id="figure")
        self.detail = Static(id="detail")
        self.scroll = VerticalScroll(self.detail, id="scroll", can_focus=False)
        self.weeks = TextLine(id="weeks")
        self.reading = False
        """Whether the text about the exercise has all the room it can have."""
        self._items, self._panel = 5, 2
        self._text: Content | None = None
        self.shows_all = False
        """Whether all of the text is shown."""

    def compose(self) -> ComposeResult:
        """All parts, on one level; `boxes` places them."""
        yield self.head
        yield self.today
        yield self.list
        yield self.preview
        yield self.scroll
        yield self.weeks

    def layout_for(self, size: Size) -> PickerLayout:
        """The layout for a view of this size in cells."""
        return picker_layout(
            size.width,
            size.height + FOOT,  # the row of keys is below the view
            self._items,
            self._panel,
            reading=self.reading,
            figure=self.preview.shows_something,
        )

    @property
    def room(self) -> Size:
        """Its size in cells; before the first layout, the size it will have."""
        width, height = self.screen.size
        return self.size if self.size.area else Size(width, height - FOOT)

    @property
    def places(self) -> PickerLayout:
        """The current layout."""
        return self.layout_for(self.room)

    def boxes(self, size: Size) -> Mapping[str, Box]:
        """The rectangles of the layout."""
        return self.layout_for(size).rects

    def count(self, items: int) -> None:
        """Set the number of rows in the list."""
        if items != self._items:
            self._items = items
            self.place_again()

    def say_today(self, lines: list[Content], *, here: bool) -> None:
        """Show the lines of Today; `here` is whether the cursor is there."""
        if len(lines) != self._panel:
            self._panel = len(lines)
            self.place_again()
        x, _, width, _ = self.places.rects["today"]
        before = self.places.margin - x
        self.today.content = panel(
            lines, width - before, here=here, before=before, shades=shades(self.app)
        )

    def turn(self, pages: int) -> None:
        """Open the whole text, turn its pages, or close it by turning back from the top."""
        scroll = self.scroll
        if not self.reading:
            self.reading = pages > 0 and not self.shows_all
            scroll.scroll_home(animate=False)
        elif pages < 0 and not scroll.scroll_y:
            self.reading = False
        else:
            scroll.scroll_relative(y=pages * max(scroll.size.height - 1, 1), animate=False)
            return
        self.place_again()

    def show_text(self, blocks: Sequence[Block], *, whole: bool) -> None:
        """Show as many blocks of text as fit whole, or all of them while reading.

        `whole` is whether `blocks` is the whole text.
        """
        box = self.places.rects.get("scroll")
        if box is None:
            return
        self.scroll.set_class(self.reading, "-reading")
        self.shows_all = whole and fits_whole(blocks, self.column, box.height)
        text = everything(blocks) if self.reading else whole_blocks(blocks, self.column, box.height)
        if text != self._text:
            self._text = text
            self.detail.update(text)

    @property
    def column(self) -> int:
        """The width of the text."""
        box = self.places.rects.get("scroll")
        bar = 1 if self.reading else 0
        return box.width - bar if box else 0

    def place_again(self) -> None:
        """Lay the parts out again."""
        # Textual arranges the view again when one of its parts asks for a new layout.
        self.head.refresh(layout=True)
