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
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.files import limits
from trainer.files.places import named
from trainer.files.safe_text import sanitize
from trainer.settings import keys, writing
from trainer.settings.kiosk import COMMANDS, is_kiosk
from trainer.settings.model import Settings, read_settings
from trainer.ui.settings.fields import WEEKDAYS, SettingField, fields, value_of, with_value
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.widgets.bindings import bindings
from trainer.ui.widgets.key_bar import KeyBar
from trainer.ui.widgets.text_line import CURSOR, TextLine


class SettingsScreen(ClosingScreen[None]):
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
                str(n), f"weekday('{day}')", "Make Monday to Sunday a rest day, or not", show=False
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
        self._pointed = ""
        """The row with the cursor."""
        self._saving = asyncio.Lock()
        self._faults = read_settings(file).faults

    def compose(self) -> ComposeResult:
        """The file, the settings under their headings, and what the selected one means."""
        yield TextLine(id="where")
        yield OptionList(id="settings")
        yield Static(id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """List all settings."""
        if self._faults:
            where = Content.styled(f"Some settings are ignored. {self._faults[0]}", "$warning")
        else:
            where = Content.styled(sanitize(named(self._file)), "$foreground 60%")
        self.query_one("#where", TextLine).content = Content.assemble(
            ("Settings   ", "bold"), where
        )
        options = self.query_one(OptionList)
        heading = ""
        for dial in self._dials:
            if dial.heading != heading:
                above = "\n" if heading else ""
                heading = dial.heading
                said = Content.styled(above + heading, "bold $primary")
                options.add_option(Option(said, disabled=True))
            options.add_option(Option(self._row(dial), id=dial.key))
        options.highlighted = 1
        self._find_speakers()

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
        said = self._weekdays() if dial.key == "rest_days" else Content(sanitize(dial.say(value)))
        return Content.assemble(
            (CURSOR if dial.key == self._pointed else " ", "bold $primary"),
            f" {dial.label:<28}",
            said.stylize("" if value == dial.default else "bold $accent"),
        )

    def _weekdays(self) -> Content:
        off = self._settings.rest_days
        days = (f"{name[:2]}" if day in off else " ·" for day, name in WEEKDAYS.items())
        return Content(" ".join(days) if off else "none")

    @property
    def _dial(self) -> SettingField:
        options = self.query_one(OptionList)
        at = options.highlighted if options.highlighted is not None else 1
        key = options.get_option_at_index(at).id
        return next(dial for dial in self._dials if dial.key == key)

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        dial = self._dial
        before, self._pointed = self._pointed, dial.key
        for moved in (each for each in self._dials if each.key in (before, dial.key)):
            self.query_one(OptionList).replace_option_prompt(moved.key, self._row(moved))
        self.query_one("#about", Static).update(Content(dial.about))

    # Changing

    def action_turn(self, by: int) -> None:
        """The next value, or the one before."""
        dial = self._dial
        if dial.values:
            self._set(dial, dial.turned(value_of(self._settings, dial.key), by))
        elif dial.key == "rest_days":
            self.notify("1 to 7 switch Monday to Sunday on and off.", timeout=4)
        else:
            self._write(dial)

    @on(OptionList.OptionSelected)
    def action_enter(self) -> None:
        """The next value, starting over after the last; text is typed in a field."""
        dial = self._dial
        value = value_of(self._settings, dial.key)
        turned = dial.turned(value, 1) if dial.values else value
        if dial.values and turned == value:
            turned = dial.values[0]
        if dial.values:
            self._set(dial, turned)
        else:
            self.action_turn(1)

    def action_weekday(self, day: str) -> None:
        """Make a weekday a rest day, or a normal day again."""
        dial = next(dial for dial in self._dials if dial.key == "rest_days")
        off = {*self._settings.rest_days} ^ {day}
        self.query_one(OptionList).highlighted = self._place(dial)
        self._set(dial, tuple(name for name in WEEKDAYS if name in off))

    def action_reset(self) -> None:
        """Set it back to its default."""
        self._set(self._dial, self._dial.default)

    def action_undo(self) -> None:
        """Undo the last change."""
        if not self._undo:
            self.notify("Nothing to undo.", timeout=2)
            return
        dial, value = self._undo.pop()
        self.query_one(OptionList).highlighted = self._place(dial)
        self._set(dial, value, undo=False)

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
        table, _, layer = self._dial.key.rpartition(".")
        if not table or layer == "flash":
            cues = [dial.label.lower() for dial in self._dials if dial.key.startswith("cues.")]
            self.notify(f"t tries the cues: {', '.join(cues)}.", timeout=4)
            return
        self._try(_TRIED_BY.get(layer, layer))

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
