"""The settings screen: everything in `config.toml`. A change takes effect at once."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.files import limits
from trainer.files.places import with_tilde
from trainer.files.safe_text import sanitize
from trainer.settings import keys, writing
from trainer.settings.kiosk import COMMANDS, is_kiosk
from trainer.settings.model import Settings, read_settings
from trainer.ui.settings.fields import WEEKDAYS, SettingField, fields, value_of, with_value
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.theme import shades
from trainer.ui.widgets.bindings import bindings
from trainer.ui.widgets.grid import margin
from trainer.ui.widgets.key_bar import KEY, KeyBar
from trainer.ui.widgets.marking import under_cursor
from trainer.ui.widgets.option_list import SteadyOptionList
from trainer.ui.widgets.page import FootMessages, Head, stand_on_grid
from trainer.ui.widgets.scale import ROOMY
from trainer.ui.widgets.text_block import TextBlock
from trainer.ui.widgets.text_line import CURSOR

BESIDE_FROM = 110
"""In windows of at least this many columns, the meaning of a setting is to the right of the list.
"""
ABOUT_WIDTH = 44
"""The width of that text about a setting, to the right of the list."""
INDENT = 4
"""The indent of a value that is on separate lines."""
LABEL = 23
"""The width of the names, in columns."""
MORE = "more settings"
"""The row that shows the rarely changed settings."""
ABOUT_MORE = "Times, the cues one by one, the figure, and your own keys: enter shows them."


class SettingsScreen(FootMessages, ClosingScreen[None]):
    """Changes the settings, and posts `Changed`."""

    TITLE = "Settings"
    HELP = """\
Up and down choose a setting, left and right change it. A change takes effect at once and \
is written to the file named above. Everything else in that file stays as it is, even comments.

u undoes the last change, r sets a setting back to its default."""
    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("settings", keys.SETTINGS),
        *(
            Binding(
                str(n), f"weekday('{day}')", "Turn a weekday into a rest day, or back", show=False
            )
            for n, day in enumerate(WEEKDAYS, 1)
        ),
    ]

    @dataclass
    class Changed(Message):
        """The settings have been changed."""

        settings: Settings

    @dataclass
    class SpeakersFound(Message):
        """The voices of this machine have been found."""

        names: list[str]

    def __init__(
        self, file: Path, settings: Settings, themes: Sequence[str], send: Callable[[str], None]
    ) -> None:
        """`send` sends a bell or a title to the terminal."""
        super().__init__()
        self._send = send
        self._file = file
        self._settings = settings
        self._themes = themes
        self._all_fields = self._fields()
        self._undo: list[tuple[SettingField, object]] = []
        self._shows_all = False
        """Whether the rarely changed settings are listed too."""
        self._pointed = ""
        """The id of the row that shows the cursor."""
        self._saving = asyncio.Lock()
        self._problems = read_settings(file).problems

    def compose(self) -> ComposeResult:
        """The file, the settings under their headings, and the meaning of the current one."""
        yield Head(self.TITLE, sanitize(with_tilde(self._file)))
        if self._problems:
            text = f"Some settings in this file are ignored. {self._problems[0]}"
            yield TextBlock(Content.styled(text, "$stage-hold"), id="problems")
        with Container(id="columns"):
            yield SteadyOptionList(id="settings")
            yield Static(id="about")
        yield KeyBar(self._label)

    def _label(self, binding: Binding) -> str:
        narrow = self.app.size.width < ROOMY
        return "keys" if narrow and binding.action == "app.help" else binding.description

    def on_mount(self) -> None:
        """List the settings that are often changed."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._fit())
        self.query_one(KeyBar).follow(self.query_one(OptionList))
        self._list()
        self._find_speakers()

    def on_resize(self, event: Resize) -> None:
        """Use the margins of every screen."""
        stand_on_grid(self, event.size)
        self.refresh_bindings()  # the foot line has shorter names in a narrow window
        columns = event.size.width
        beside = columns >= BESIDE_FROM
        self.set_class(beside, "-beside")
        # High enough for the longest text, so that the height of the list stays the same.
        about = [field.about for field in self._all_fields] + [ABOUT_MORE]
        width = min(columns - 2 * margin(*event.size), ABOUT_WIDTH if beside else columns)
        rows = max(len(Content(text).wrap(max(width, 1))) for text in about)
        self.query_one("#about").styles.height = rows + beside  # and the name of the setting
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Fit the rows to the width of the list."""
        options = self.query_one(OptionList)
        for field in self._listed:
            options.replace_option_prompt(field.key, self._row(field))
        options.scroll_to_highlight()
        self._describe()

    def _describe(self) -> None:
        """Show the meaning of the setting under the cursor; to the right of the list, with its
        name.
        """
        field = self._field
        text = Content(field.about if field else ABOUT_MORE)
        if field and self.has_class("-beside"):
            text = Content.assemble((field.label, "bold $ink"), "\n", text)
        self.query_one("#about", Static).update(text)

    @property
    def _listed(self) -> list[SettingField]:
        return [field for field in self._all_fields if self._shows_all or not field.rare]

    def _list(self, pointed: str = "") -> None:
        """List the settings under their headings, with the cursor on `pointed` or the first."""
        options = self.query_one(OptionList)
        options.clear_options()
        heading = ""
        for field in self._listed:
            if field.heading != heading:
                above = "\n" if heading else ""
                heading = field.heading
                text = Content.styled(above + heading, "bold $key")
                options.add_option(Option(text, disabled=True))
            options.add_option(Option(self._row(field), id=field.key))
        if not self._shows_all:
            options.add_option(Option("", disabled=True))
            options.add_option(Option(f"  {MORE}", id=MORE))
        options.highlighted = options.get_option_index(pointed) if pointed else 1

    def reveal(self, key: str = "") -> None:
        """List every setting, with the cursor on `key` or on the first rarely changed one."""
        self._shows_all = True
        rare = next(field.key for field in self._all_fields if field.rare)
        self._list(key or rare)

    @work(thread=True, group="speakers")
    def _find_speakers(self) -> None:
        """Ask the speech program for its voices; it may take seconds to answer."""
        from trainer.cues.voice import find_speech, voices

        if (speech := find_speech()) and (names := voices(speech)):
            self.post_message(self.SpeakersFound(names))

    @on(SpeakersFound)
    def _offer_speakers(self, message: SpeakersFound) -> None:
        self._all_fields = self._fields(message.names)

    def _fields(self, speakers: Sequence[str] = ()) -> list[SettingField]:
        hidden = COMMANDS if is_kiosk(os.environ) else frozenset[str]()
        return [field for field in fields(self._themes, speakers) if field.key not in hidden]

    def _row(self, field: SettingField) -> Content:
        value = value_of(self._settings, field.key)
        own = {"rest_days": self._weekdays, "keys": self._own_keys}.get(field.key)
        text = own() if own else Content(sanitize(field.say(value)))
        width = self.query_one(OptionList).scrollable_content_region.width
        text = text.stylize("$ink" if value == field.default else "bold $stage-hold")
        name = Content.assemble(
            (CURSOR if field.key == self._pointed else " ", KEY), f" {field.label:<{LABEL}}"
        )
        row = name + text
        if width and row.cell_length > width:  # a long value is on separate lines
            below = text.wrap(max(width - INDENT, 1))
            row = Content("\n" + " " * INDENT).join([name.rstrip(), *below])
            return self._marked(row, field.key)
        usual = f"   default {sanitize(field.say(field.default))}"
        room = self.query_one(OptionList).size.width - row.cell_length - len(usual)
        can_tell = value != field.default and field.values and room > 0
        if can_tell:
            row = Content.assemble(row, (usual, "$quiet"))
        return self._marked(row, field.key)

    def _marked(self, row: Content, key: str) -> Content:
        """The row, marked over its whole width if it is the one under the cursor."""
        if key != self._pointed:
            return row
        width = self.query_one(OptionList).scrollable_content_region.width
        lines = (line.pad_right(max(width - line.cell_length, 0)) for line in row.split("\n"))
        return under_cursor(Content("\n").join(lines), shades=shades(self.app))

    def _weekdays(self) -> Content:
        off = self._settings.rest_days
        days = (f"{name[:2]}" if day in off else " ·" for day, name in WEEKDAYS.items())
        return Content(" ".join(days) if off else "none")

    def _own_keys(self) -> Content:
        """Each action with the key that the user set for it: `session.pause b`."""
        own = self._settings.keys.items()
        return Content(sanitize(", ".join(f"{what} {key}" for what, key in own)) or "none")

    @property
    def _field(self) -> SettingField | None:
        """The setting under the cursor; None on the row that lists the rest."""
        options = self.query_one(OptionList)
        at = options.highlighted if options.highlighted is not None else 1
        key = options.get_option_at_index(at).id
        return next((field for field in self._all_fields if field.key == key), None)

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        field, options = self._field, self.query_one(OptionList)
        before, self._pointed = self._pointed, field.key if field else MORE
        for moved in (each for each in self._listed if each.key in (before, self._pointed)):
            options.replace_option_prompt(moved.key, self._row(moved))
        if not self._shows_all:
            mark = CURSOR if field is None else " "
            more = Content.assemble((mark, KEY), f" {MORE}")
            options.replace_option_prompt(MORE, self._marked(more, MORE))
        self._describe()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the keys that do nothing for the setting under the cursor."""
        if not self.is_mounted:
            return True
        if action == "try":
            return self._cue_to_try is not None
        return bool(self._undo) if action == "undo" else True

    # Changing

    def action_turn(self, by: int) -> None:
        """Change to the next value, or to the one before."""
        field = self._field
        if field is None:
            self.reveal()
        elif field.values:
            self._set(field, field.turned(value_of(self._settings, field.key), by))
        elif field.key == "rest_days":
            self.notify("1 to 7 switch Monday to Sunday on and off.", timeout=4)
        elif field.key == "keys":
            self.notify("Your keys are set in the file, in [keys].", timeout=4)
        else:
            self._write(field)

    @on(OptionList.OptionSelected)
    def action_enter(self) -> None:
        """Change to the next value, starting over after the last; for text, open a field."""
        field = self._field
        if field is None or not field.values:
            self.action_turn(1)
            return
        value = value_of(self._settings, field.key)
        turned = field.turned(value, 1)
        self._set(field, turned if turned != value else field.values[0])

    def action_weekday(self, day: str) -> None:
        """Make a weekday a rest day, or a normal day again."""
        field = next(field for field in self._all_fields if field.key == "rest_days")
        off = {*self._settings.rest_days} ^ {day}
        self.query_one(OptionList).highlighted = self._place(field)
        self._set(field, tuple(name for name in WEEKDAYS if name in off))

    def action_reset(self) -> None:
        """Set the setting under the cursor back to its default."""
        field = self._field
        if field is None or field.key == "keys":
            self.action_turn(1)
        else:
            self._set(field, field.default)

    def action_undo(self) -> None:
        """Undo the last change."""
        field, value = self._undo.pop()
        if field not in self._listed:
            self.reveal(field.key)
        self.query_one(OptionList).highlighted = self._place(field)
        self._set(field, value, undo=False)
        self.refresh_bindings()

    @work
    async def _write(self, field: SettingField) -> None:
        from trainer.ui.dialogs.questions import TextScreen

        value = str(value_of(self._settings, field.key))
        text = await self.app.push_screen_wait(
            TextScreen(field.label, value, field.about, limits.HOOK)
        )
        if text is not None:
            self._set(field, text.strip())

    def _set(self, field: SettingField, value: object, *, undo: bool = True) -> None:
        before = value_of(self._settings, field.key)
        if value == before:
            return
        if undo:
            self._undo.append((field, before))
            self.refresh_bindings()
        self._settings = with_value(self._settings, field.key, value)
        self.query_one(OptionList).replace_option_prompt(field.key, self._row(field))
        self.post_message(self.Changed(self._settings))
        self._save(field, value)

    @work
    async def _save(self, field: SettingField, value: object) -> None:
        async with self._saving:
            try:
                await asyncio.to_thread(writing.set_value, self._file, field.key, _plain(value))
            except writing.SettingsFileError as error:
                self.notify(
                    f"{error}\nThe change lasts until you quit.",
                    title="Not saved",
                    severity="warning",
                    timeout=15,
                )

    def _place(self, field: SettingField) -> int:
        return self.query_one(OptionList).get_option_index(field.key)

    # The rest

    def action_try(self) -> None:
        """Play the selected cue through this terminal, as a session would."""
        if self._cue_to_try is not None:
            self._try(self._cue_to_try)

    @property
    def _cue_to_try(self) -> str | None:
        """The cue that the setting under the cursor belongs to; None if it has none."""
        table, _, layer = self._field.key.rpartition(".") if self._field else ("", "", "")
        return _TRIED_BY.get(layer, layer) if table and layer != "flash" else None

    @work(thread=True, exclusive=True, group="trying")
    def _try(self, layer: str) -> None:
        from trainer.cues.cue_test import CueEnvironment, play

        environment = CueEnvironment(self._settings.cues, os.environ, self._send)
        for line in play([layer], environment, time.sleep):
            self.app.call_from_thread(self.notify, sanitize(line), timeout=4, markup=False)

    def action_down(self) -> None:
        """Move the cursor down a setting."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Move the cursor up a setting."""
        self.query_one(OptionList).action_cursor_up()


_TRIED_BY = {"speed": "voice", "speaker": "voice", "sound": "tones", "volume": "tones"}
"""The cue that plays when a setting is tried, for settings that are not named after their cue."""


def _plain(value: object) -> object:
    """A value in the form in which it is written to the file."""
    if isinstance(value, tuple):
        return list(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
