"""The list of settings, with headings. Settings that are rarely changed are hidden at first."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.files.safe_text import sanitize
from trainer.settings.model import Settings
from trainer.ui.settings.fields import WEEKDAYS, SettingField, value_of
from trainer.ui.theme import shades
from trainer.ui.widgets.key_bar import KEY
from trainer.ui.widgets.marking import under_cursor
from trainer.ui.widgets.option_list import SteadyOptionList
from trainer.ui.widgets.text_line import CURSOR

INDENT = 4
"""The indent, in columns, of a value that is too long for its row and is shown below the name."""
LABEL = 23
"""The width of the names, in columns."""
MORE = "more settings"
"""The row that shows the hidden settings."""


class SettingList(SteadyOptionList):
    """Shows each setting with its value. `reveal` shows the hidden settings."""

    def __init__(self, fields: Sequence[SettingField], settings: Settings, *, id: str) -> None:
        super().__init__(id=id)
        self.fields = fields
        self._settings = settings
        self._shows_all = False
        self._pointed = ""
        """The id of the row with the cursor."""

    def on_mount(self) -> None:
        self._list()

    @property
    def field(self) -> SettingField | None:
        """The setting under the cursor, or None if the cursor is on "more settings"."""
        at = self.highlighted if self.highlighted is not None else 1
        key = self.get_option_at_index(at).id
        return next((field for field in self.fields if field.key == key), None)

    def go_to(self, field: SettingField) -> None:
        """Move the cursor to a setting. If the setting is hidden, show it."""
        if field not in self._listed:
            self.reveal(field.key)
        self.highlighted = self.get_option_index(field.key)

    def reveal(self, key: str = "") -> None:
        """Show the hidden settings too, with the cursor on `key` or on the first hidden setting."""
        self._shows_all = True
        self._list(key or next(field.key for field in self.fields if field.rare))

    def follow(self, settings: Settings, field: SettingField) -> None:
        """Show the new value of a setting."""
        self._settings = settings
        self.replace_option_prompt(field.key, self._row(field))

    def fit(self) -> None:
        """Fit the rows to the width of the list."""
        for field in self._listed:
            self.replace_option_prompt(field.key, self._row(field))
        self.scroll_to_highlight()

    @property
    def _listed(self) -> list[SettingField]:
        return [field for field in self.fields if self._shows_all or not field.rare]

    def _list(self, pointed: str = "") -> None:
        """Fill the list, and move the cursor to `pointed`, or to the first setting."""
        self.clear_options()
        heading = ""
        for field in self._listed:
            if field.heading != heading:
                above = "\n" if heading else ""
                heading = field.heading
                text = Content.styled(above + heading, "bold $key")
                self.add_option(Option(text, disabled=True))
            self.add_option(Option(self._row(field), id=field.key))
        if not self._shows_all:
            self.add_option(Option("", disabled=True))
            self.add_option(Option(f"  {MORE} …", id=MORE))
        self.highlighted = self.get_option_index(pointed) if pointed else 1

    @on(OptionList.OptionHighlighted)
    def _point(self) -> None:
        """Draw the cursor in its new row, and remove it from the old row."""
        field = self.field
        before, self._pointed = self._pointed, field.key if field else MORE
        for moved in (each for each in self._listed if each.key in (before, self._pointed)):
            self.replace_option_prompt(moved.key, self._row(moved))
        if not self._shows_all:
            mark = CURSOR if field is None else " "
            more = Content.assemble((mark, KEY), f" {MORE} …")
            self.replace_option_prompt(MORE, self._marked(more, MORE))

    def _row(self, field: SettingField) -> Content:
        value = value_of(self._settings, field.key)
        own = {"rest_days": self._weekdays, "keys": self._own_keys}.get(field.key)
        text = own() if own else Content(sanitize(field.say(value)))
        width = self.scrollable_content_region.width
        text = text.stylize("$ink" if value == field.default else "bold $key")
        name = Content.assemble(
            (CURSOR if field.key == self._pointed else " ", KEY), f" {field.label:<{LABEL}}"
        )
        row = name + text
        if width and row.cell_length > width:  # a long value is on separate lines
            below = text.wrap(max(width - INDENT, 1))
            row = Content("\n" + " " * INDENT).join([name.rstrip(), *below])
            return self._marked(row, field.key)
        usual = f"   (default: {sanitize(field.say(field.default))})"
        room = self.size.width - row.cell_length - len(usual)
        can_tell = value != field.default and field.values and room > 0
        if can_tell:
            row = Content.assemble(row, (usual, "$quiet"))
        return self._marked(row, field.key)

    def _marked(self, row: Content, key: str) -> Content:
        """Mark a row over its whole width, if the cursor is on it."""
        if key != self._pointed:
            return row
        width = self.scrollable_content_region.width
        lines = (line.pad_right(max(width - line.cell_length, 0)) for line in row.split("\n"))
        return under_cursor(Content("\n").join(lines), shades=shades(self.app))

    def _weekdays(self) -> Content:
        off = self._settings.rest_days
        days = (f"{name[:2]}" if day in off else " ·" for day, name in WEEKDAYS.items())
        return Content(" ".join(days) if off else "none")

    def _own_keys(self) -> Content:
        """Return the user's own keys, as in `session.pause b`."""
        own = self._settings.keys.items()
        return Content(sanitize(", ".join(f"{what} {key}" for what, key in own)) or "none")
