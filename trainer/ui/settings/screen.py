"""The settings: everything in `config.toml`, changed with a key and effective at once."""

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
from trainer.ui.widgets.bindings import bindings
from trainer.ui.widgets.key_bar import KEY, KeyBar
from trainer.ui.widgets.page import FootMessages, Head, stand_on_grid
from trainer.ui.widgets.text_block import TextBlock
from trainer.ui.widgets.text_line import CURSOR

LABEL = 23
"""Columns of the names."""
MORE = "more settings"
"""The row that shows the settings which are seldom changed."""
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
        """The settings are these now."""

        settings: Settings

    @dataclass
    class SpeakersFound(Message):
        """The voices of this machine are known."""

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
        self._dials = self._fields()
        self._undo: list[tuple[SettingField, object]] = []
        self._shows_all = False
        """Whether the settings that are seldom changed are listed too."""
        self._pointed = ""
        """The row with the cursor."""
        self._saving = asyncio.Lock()
        self._problems = read_settings(file).problems

    def compose(self) -> ComposeResult:
        """The file, the settings under their headings, and what the selected one means."""
        yield Head(self.TITLE, sanitize(with_tilde(self._file)))
        if self._problems:
            said = f"Some settings in this file are ignored. {self._problems[0]}"
            yield TextBlock(Content.styled(said, "$stage-hold"), id="problems")
        yield OptionList(id="settings")
        yield Static(id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """List the settings that are often changed."""
        self.query_one(KeyBar).follow(self.query_one(OptionList))
        self._list()
        self._find_speakers()

    def on_resize(self, event: Resize) -> None:
        """On the grid of every screen."""
        stand_on_grid(self, event.size)
        columns = event.size.width
        # As high as the longest needs, so that the list keeps its room.
        self.query_one("#about").styles.height = 4 if columns < 66 else 3 if columns < 130 else 2
        for dial in self._listed:
            self.query_one(OptionList).replace_option_prompt(dial.key, self._row(dial))
        self.call_after_refresh(self.query_one(OptionList).scroll_to_highlight)

    @property
    def _listed(self) -> list[SettingField]:
        return [dial for dial in self._dials if self._shows_all or not dial.rare]

    def _list(self, pointed: str = "") -> None:
        """The settings under their headings, the cursor on one of them or on the first."""
        options = self.query_one(OptionList)
        options.clear_options()
        heading = ""
        for dial in self._listed:
            if dial.heading != heading:
                above = "\n" if heading else ""
                heading = dial.heading
                said = Content.styled(above + heading, "bold $key")
                options.add_option(Option(said, disabled=True))
            options.add_option(Option(self._row(dial), id=dial.key))
        if not self._shows_all:
            options.add_option(Option("", disabled=True))
            options.add_option(Option(f"  {MORE}", id=MORE))
        options.highlighted = options.get_option_index(pointed) if pointed else 1

    def reveal(self, key: str = "") -> None:
        """List every setting, with the cursor on one of them, or where it was."""
        self._shows_all = True
        rare = next(dial.key for dial in self._dials if dial.rare)
        self._list(key or rare)

    @work(thread=True, group="speakers")
    def _find_speakers(self) -> None:
        """Ask the speech program for its voices; it may take seconds to answer."""
        from trainer.cues.voice import find_speech, voices

        if (speech := find_speech()) and (names := voices(speech)):
            self.post_message(self.SpeakersFound(names))

    @on(SpeakersFound)
    def _offer_speakers(self, message: SpeakersFound) -> None:
        self._dials = self._fields(message.names)

    def _fields(self, speakers: Sequence[str] = ()) -> list[SettingField]:
        hidden = COMMANDS if is_kiosk(os.environ) else frozenset[str]()
        return [dial for dial in fields(self._themes, speakers) if dial.key not in hidden]

    def _row(self, dial: SettingField) -> Content:
        value = value_of(self._settings, dial.key)
        own = {"rest_days": self._weekdays, "keys": self._own_keys}.get(dial.key)
        said = own() if own else Content(sanitize(dial.say(value)))
        row = Content.assemble(
            (CURSOR if dial.key == self._pointed else " ", KEY),
            f" {dial.label:<{LABEL}}",
            said.stylize("$ink" if value == dial.default else "bold $stage-hold"),
        )
        usual = f"   default {sanitize(dial.say(dial.default))}"
        room = self.query_one(OptionList).size.width - row.cell_length - len(usual)
        can_tell = value != dial.default and dial.values and room > 0
        return Content.assemble(row, (usual, "$quiet")) if can_tell else row

    def _weekdays(self) -> Content:
        off = self._settings.rest_days
        days = (f"{name[:2]}" if day in off else " ·" for day, name in WEEKDAYS.items())
        return Content(" ".join(days) if off else "none")

    def _own_keys(self) -> Content:
        """Each action with its own keys: `session.pause b`."""
        own = self._settings.keys.items()
        return Content(sanitize(", ".join(f"{what} {key}" for what, key in own)) or "none")

    @property
    def _dial(self) -> SettingField | None:
        """The setting under the cursor; None on the row that shows the others."""
        options = self.query_one(OptionList)
        at = options.highlighted if options.highlighted is not None else 1
        key = options.get_option_at_index(at).id
        return next((dial for dial in self._dials if dial.key == key), None)

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        dial, options = self._dial, self.query_one(OptionList)
        before, self._pointed = self._pointed, dial.key if dial else MORE
        for moved in (each for each in self._listed if each.key in (before, self._pointed)):
            options.replace_option_prompt(moved.key, self._row(moved))
        if not self._shows_all:
            mark = CURSOR if dial is None else " "
            options.replace_option_prompt(MORE, Content.assemble((mark, KEY), f" {MORE}"))
        self.query_one("#about", Static).update(Content(dial.about if dial else ABOUT_MORE))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something to the setting under the cursor."""
        if not self.is_mounted:
            return True
        if action == "try":
            return self._layer is not None
        return bool(self._undo) if action == "undo" else True

    # Changing

    def action_turn(self, by: int) -> None:
        """The next value, or the one before."""
        dial = self._dial
        if dial is None:
            self.reveal()
        elif dial.values:
            self._set(dial, dial.turned(value_of(self._settings, dial.key), by))
        elif dial.key == "rest_days":
            self.notify("1 to 7 switch Monday to Sunday on and off.", timeout=4)
        elif dial.key == "keys":
            self.notify("Your keys are set in the file, in [keys].", timeout=4)
        else:
            self._write(dial)

    @on(OptionList.OptionSelected)
    def action_enter(self) -> None:
        """The next value, starting over after the last; text is typed in a field."""
        dial = self._dial
        if dial is None or not dial.values:
            self.action_turn(1)
            return
        value = value_of(self._settings, dial.key)
        turned = dial.turned(value, 1)
        self._set(dial, turned if turned != value else dial.values[0])

    def action_weekday(self, day: str) -> None:
        """Make a weekday a rest day, or a normal day again."""
        dial = next(dial for dial in self._dials if dial.key == "rest_days")
        off = {*self._settings.rest_days} ^ {day}
        self.query_one(OptionList).highlighted = self._place(dial)
        self._set(dial, tuple(name for name in WEEKDAYS if name in off))

    def action_reset(self) -> None:
        """Set it back to its default."""
        dial = self._dial
        if dial is None or dial.key == "keys":
            self.action_turn(1)
        else:
            self._set(dial, dial.default)

    def action_undo(self) -> None:
        """Undo the last change."""
        dial, value = self._undo.pop()
        if dial not in self._listed:
            self.reveal(dial.key)
        self.query_one(OptionList).highlighted = self._place(dial)
        self._set(dial, value, undo=False)
        self.refresh_bindings()

    @work
    async def _write(self, dial: SettingField) -> None:
        from trainer.ui.dialogs.questions import TextScreen

        value = str(value_of(self._settings, dial.key))
        text = await self.app.push_screen_wait(
            TextScreen(dial.label, value, dial.about, limits.HOOK)
        )
        if text is not None:
            self._set(dial, text.strip())

    def _set(self, dial: SettingField, value: object, *, undo: bool = True) -> None:
        before = value_of(self._settings, dial.key)
        if value == before:
            return
        if undo:
            self._undo.append((dial, before))
            self.refresh_bindings()
        self._settings = with_value(self._settings, dial.key, value)
        self.query_one(OptionList).replace_option_prompt(dial.key, self._row(dial))
        self.post_message(self.Changed(self._settings))
        self._save(dial, value)

    @work
    async def _save(self, dial: SettingField, value: object) -> None:
        async with self._saving:
            try:
                await asyncio.to_thread(writing.set_value, self._file, dial.key, _plain(value))
            except writing.SettingsFileError as error:
                self.notify(
                    f"{error}\nThe change lasts until you quit.",
                    title="Not saved",
                    severity="warning",
                    timeout=15,
                )

    def _place(self, dial: SettingField) -> int:
        return self.query_one(OptionList).get_option_index(dial.key)

    # The rest

    def action_try(self) -> None:
        """Play the selected cue through this terminal, as a session would."""
        if self._layer is not None:
            self._try(self._layer)

    @property
    def _layer(self) -> str | None:
        """The cue that the setting under the cursor belongs to; None if it has none."""
        table, _, layer = self._dial.key.rpartition(".") if self._dial else ("", "", "")
        return _TRIED_BY.get(layer, layer) if table and layer != "flash" else None

    @work(thread=True, exclusive=True, group="trying")
    def _try(self, layer: str) -> None:
        from trainer.cues.cue_test import CueEnvironment, play

        environment = CueEnvironment(self._settings.cues, os.environ, self._send)
        for line in play([layer], environment, time.sleep):
            self.app.call_from_thread(self.notify, sanitize(line), timeout=4, markup=False)

    def action_down(self) -> None:
        """One setting down."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """One setting up."""
        self.query_one(OptionList).action_cursor_up()


_TRIED_BY = {"speed": "voice", "speaker": "voice", "sound": "tones", "volume": "tones"}
"""The layer that a setting of the cues is heard in."""


def _plain(value: object) -> object:
    """A value as it reads best in a file."""
    if isinstance(value, tuple):
        return list(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
