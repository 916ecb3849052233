"""The view of the picker, which shows a `Plan`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.catalog import Catalog
from trainer.settings.model import Settings
from trainer.ui.picker.detail import everything, fits_whole, fitting_blocks
from trainer.ui.picker.exercise_list import Exercises
from trainer.ui.picker.items import PickerItem
from trainer.ui.picker.layout import FOOT, PickerLayout, picker_layout
from trainer.ui.picker.plan import Plan
from trainer.ui.picker.row_text import row_text
from trainer.ui.picker.rows import heading, row, row_of
from trainer.ui.picker.standing import standing_line
from trainer.ui.picker.today import TodayPanel, panel, today
from trainer.ui.theme import shades
from trainer.ui.widgets.figures import figure_of
from trainer.ui.widgets.four_weeks import four_weeks
from trainer.ui.widgets.grid import SMALLEST
from trainer.ui.widgets.placed import Box, Placed
from trainer.ui.widgets.preview import Preview
from trainer.ui.widgets.text_line import TextLine


class PickerView(Placed):
    """Shows the head, Today, the list, and the exercise under the cursor."""

    def __init__(self, plan: Plan, catalog: Catalog, settings: Settings) -> None:
        super().__init__()
        self._plan = plan
        self._catalog = catalog
        self._settings = settings
        self.head = TextLine(id="head")
        self.today = TodayPanel(id="today")
        self.list = Exercises(id="exercises")
        self.preview = Preview(id="figure")
        self.detail = Static(id="detail")
        self.scroll = VerticalScroll(self.detail, id="scroll", can_focus=False)
        self.weeks = TextLine(id="weeks")
        self.reading = False
        """Whether the whole text about the exercise was opened."""
        self._items, self._panel = 5, 2
        self._text: Content | None = None
        self._shown: PickerItem | None = None
        self._pointed: str | None = None
        """The id of the row that the cursor is drawn in."""
        self._texts_for: Size | None = None
        """The size that the texts were last fitted to."""
        self.shows_all = False
        """Whether the whole text about the exercise is visible."""

    def compose(self) -> ComposeResult:
        yield self.head
        yield self.today
        yield self.list
        yield self.preview
        yield self.scroll
        yield self.weeks

    def layout_for(self, size: Size) -> PickerLayout:
        """Return the layout for a view of this size, in cells."""
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
        """The size of the view in cells. Before the first layout, the size it will have."""
        width, height = self.screen.size
        return self.size if self.size.area else Size(width, height - FOOT)

    @property
    def places(self) -> PickerLayout:
        """The current layout."""
        return self.layout_for(self.room)

    def boxes(self, size: Size) -> Mapping[str, Box]:
        return self.layout_for(size).rects

    @property
    def is_current(self) -> bool:
        """Whether the texts fit the current size of the view."""
        return self.room == self._texts_for

    def show_all(self, catalog: Catalog, settings: Settings) -> None:
        """Show everything again: the head, Today, the rows, and the exercise under the cursor."""
        self._catalog, self._settings = catalog, settings
        self._count_rows()
        self._show_today()
        self._show_head()
        self._show_rows()
        self._texts_for = self.room
        if self._plan.item is self._shown:
            self._show_text()
        self._show_item()

    def show_moved(self) -> None:
        """Show the cursor where it is now, and the item under it."""
        self._show_today()
        self._show_item()

    @property
    def at(self) -> str | None:
        """The id of the row under the list's cursor. None if the cursor is above the list."""
        option = self.list.highlighted_option
        return option.id if option else None

    def move_to(self, id: str | None) -> None:
        """Move the cursor to a row of the list. For None or an unknown id, leave the list."""
        known = id if id in self._plan.items else None
        self.list.highlighted = None if known is None else self.list.get_option_index(known)

    def _count_rows(self) -> None:
        items = self._plan.items.values()
        rows = len(items) + (1 if any(item.routine for item in items) else 0)
        if rows != self._items:
            self._items = rows
            self.place_again()

    def _show_head(self) -> None:
        past, rects = self._plan.past, self.places.rects
        head = rects["head"]
        standing = standing_line(past.standing, past.trained, head.width) if past else Content()
        rule = Content.styled("\n" + "─" * head.width, "$line") if head.height > 1 else Content()
        self.head.content = standing + rule
        if past and "weeks" in rects:
            self.weeks.content = four_weeks(past.trained, past.today, past.days_off)

    def _show_today(self) -> None:
        here = self._plan.at is None
        width = self.places.rects["head"].width - 2  # without the bar
        spaced = self.screen.size.height > SMALLEST[1] + 4
        lines = today(self._plan, self._settings.pacing, width, spaced=spaced)
        if len(lines) != self._panel:
            self._panel = len(lines)
            self.place_again()
        x, _, width, _ = self.places.rects["today"]
        before = self.places.margin - x
        self.today.content = panel(
            lines, width - before, here=here, before=before, shades=shades(self.app)
        )

    def _show_rows(self) -> None:
        self._pointed = self._plan.at
        options = list(self._options())
        if [option.id for option in self.list.options] == [option.id for option in options]:
            for place, option in enumerate(options):
                self.list.replace_option_prompt_at_index(place, option.prompt)
        else:
            # New rows take the cursor off the list; nobody needs to know, for it is put back.
            self.list.set_reactive(OptionList.highlighted, None)
            self.list.set_options(options)
            self.move_to(self._plan.at)

    def _options(self) -> Iterator[Option]:
        for number, item in enumerate(self._plan.items.values(), 1):
            if item.routine and number == len(self._catalog.exercises) + 1:
                yield Option(heading(), disabled=True)
            yield Option(self._row(item, number), id=item.id)

    def _row(self, item: PickerItem, number: int) -> Content:
        text = row_of(item, number, self._plan, self._settings.pacing)
        last = number == len(self._plan.items)
        here = item.id == self._plan.at
        return row(text, self.places, here=here, last=last, shades=shades(self.app))

    def _move_cursor_glyph(self) -> None:
        """Draw the cursor in its new row, and remove it from the old row."""
        before, self._pointed = self._pointed, self._plan.at
        if before == self._pointed:
            return
        for number, item in enumerate(self._plan.items.values(), 1):
            if item.id in (before, self._pointed):
                self.list.replace_option_prompt(item.id, self._row(item, number))

    def _show_item(self) -> None:
        """Show the item under the cursor, if it is not shown yet."""
        self._move_cursor_glyph()
        item = self._plan.item
        if item is self._shown:
            return
        self._shown = item
        drawn = next((c for c in item.choices if c.exercise.poses), item.choices[0])
        had = self.preview.shows_something
        self.preview.show(figure_of(drawn.exercise), drawn)
        if had != self.preview.shows_something:
            self.place_again()
        self._show_text()

    def turn(self, pages: int) -> None:
        """Open the whole text, or turn its pages. Turning back from the first page closes it."""
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
        self._show_text()

    def _show_text(self) -> None:
        """Show the text about the item: all blocks if it was opened, or the blocks that fit."""
        box = self.places.rects.get("scroll")
        if box is None:
            return
        brief = self.places.is_narrow and not self.reading
        pacing = self._settings.pacing
        blocks = row_text(self._plan.item, self._catalog, pacing, self.column, brief=brief)
        self.scroll.set_class(self.reading, "-reading")
        self.shows_all = not brief and fits_whole(blocks, self.column, box.height)
        text = (
            everything(blocks) if self.reading else fitting_blocks(blocks, self.column, box.height)
        )
        if text != self._text:
            self._text = text
            self.detail.update(text)

    @property
    def column(self) -> int:
        """The width of the text, in columns."""
        box = self.places.rects.get("scroll")
        bar = 1 if self.reading else 0
        return box.width - bar if box else 0

    def place_again(self) -> None:
        """Lay out all parts again."""
        # Textual lays out the whole view again if one of its parts asks for that.
        self.head.refresh(layout=True)
