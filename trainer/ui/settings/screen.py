"""The settings screen, which shows everything in `config.toml`. Changes take effect at once."""

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

from trainer.files import limits
from trainer.files.places import with_tilde
from trainer.files.safe_text import sanitize
from trainer.settings import keys, writing
from trainer.settings.kiosk import COMMANDS, is_kiosk
from trainer.settings.model import Settings, read_settings
from trainer.ui.settings.fields import WEEKDAYS, SettingField, fields, value_of, with_value
from trainer.ui.settings.setting_list import SettingList
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.widgets.bindings import bindings
from trainer.ui.widgets.grid import margin
from trainer.ui.widgets.key_bar import KeyBar
from trainer.ui.widgets.page import FootMessages, Head, set_margins
from trainer.ui.widgets.scale import ROOMY
from trainer.ui.widgets.text_block import TextBlock

BESIDE_FROM = 96
"""In windows of at least this many columns, the text about a setting is to the right of the list.

In narrower windows, it is below the list.
"""
ABOUT_WIDTH = 36
"""The width of the text to the right of the list, in columns."""
ABOUT_MORE = "Press enter to see more settings: times, each cue, the figure, and your own keys."


class SettingsScreen(FootMessages, ClosingScreen[None]):
    """Changes and saves the settings. Posts `Changed` after each change."""

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
        """A setting was changed."""

        settings: Settings

    @dataclass
    class SpeakersFound(Message):
        """The names of this machine's voices."""

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
        self._undo: list[tuple[SettingField, object]] = []
        self._saving = asyncio.Lock()
        self._problems = read_settings(file).problems

    def compose(self) -> ComposeResult:
        yield Head(self.TITLE, sanitize(with_tilde(self._file)))
        if self._problems:
            text = f"Some settings in this file are ignored. {self._problems[0]}"
            yield TextBlock(Content.styled(text, "$stage-hold"), id="problems")
        with Container(id="columns"):
            yield SettingList(self._fields(), self._settings, id="settings")
            yield Static(id="about")
        yield KeyBar(self._label)

    def _label(self, binding: Binding) -> str:
        narrow = self.app.size.width < ROOMY
        return "keys" if narrow and binding.action == "app.help" else binding.description

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._fit())
        self.query_one(KeyBar).follow(self._list)
        self._find_speakers()

    def on_resize(self, event: Resize) -> None:
        set_margins(self, event.size)
        self.refresh_bindings()  # the keys have shorter names in a narrow window
        columns = event.size.width
        beside = columns >= BESIDE_FROM
        self.set_class(beside, "-beside")
        # There is room for the longest text, so that the height of the list stays the same.
        about = [field.about for field in self._list.fields] + [ABOUT_MORE]
        width = min(columns - 2 * margin(*event.size), ABOUT_WIDTH if beside else columns)
        rows = max(len(Content(text).wrap(max(width, 1))) for text in about)
        self.query_one("#about").styles.height = rows + beside  # one more for the name
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Fit the rows to the width of the list."""
        self._list.fit()
        self._describe()

    def _describe(self) -> None:
        """Show the text about the setting under the cursor.

        To the right of the list, the text begins with the setting's name.
        """
        field = self._list.field
        text = Content(field.about if field else ABOUT_MORE)
        if field and self.has_class("-beside"):
            text = Content.assemble((field.label, "bold $ink"), "\n", text)
        self.query_one("#about", Static).update(text)

    @work(thread=True, group="speakers")
    def _find_speakers(self) -> None:
        """Ask the speech program for its voices, in a thread, because it may take seconds."""
        from trainer.cues.voice import find_speech, voices

        if (speech := find_speech()) and (names := voices(speech)):
            self.post_message(self.SpeakersFound(names))

    @on(SpeakersFound)
    def _offer_speakers(self, message: SpeakersFound) -> None:
        self._list.fields = self._fields(message.names)

    def _fields(self, speakers: Sequence[str] = ()) -> list[SettingField]:
        hidden = COMMANDS if is_kiosk(os.environ) else frozenset[str]()
        return [field for field in fields(self._themes, speakers) if field.key not in hidden]

    @property
    def _list(self) -> SettingList:
        return self.query_one(SettingList)

    def reveal(self, key: str = "") -> None:
        """Show the hidden settings too, with the cursor on `key` or on the first hidden setting."""
        self._list.reveal(key)

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        self._describe()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.is_mounted:
            return True
        if action == "try":
            return self._cue_to_try is not None
        return bool(self._undo) if action == "undo" else True

    # Changing

    def action_turn(self, by: int) -> None:
        """Change the setting under the cursor to its next value, or to the previous one."""
        field = self._list.field
        if field is None:
            self.reveal()
        elif field.values:
            self._set(field, field.stepped(value_of(self._settings, field.key), by))
        elif field.key == "rest_days":
            self.notify("1 to 7 switch Monday to Sunday on and off.", timeout=4)
        elif field.key == "keys":
            self.notify("Your keys are set in the file, in [keys].", timeout=4)
        else:
            self._write(field)

    @on(OptionList.OptionSelected)
    def action_enter(self) -> None:
        """Change to the next value. After the last value, start again. For text, open a field."""
        field = self._list.field
        if field is None or not field.values:
            self.action_turn(1)
            return
        value = value_of(self._settings, field.key)
        following = field.stepped(value, 1)
        self._set(field, following if following != value else field.values[0])

    def action_weekday(self, day: str) -> None:
        """Turn a weekday into a rest day, or back into a training day."""
        field = next(field for field in self._list.fields if field.key == "rest_days")
        off = {*self._settings.rest_days} ^ {day}
        self._list.go_to(field)
        self._set(field, tuple(name for name in WEEKDAYS if name in off))

    def action_reset(self) -> None:
        field = self._list.field
        if field is None or field.key == "keys":
            self.action_turn(1)
        else:
            self._set(field, field.default)

    def action_undo(self) -> None:
        field, value = self._undo.pop()
        self._list.go_to(field)
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
        self._list.follow(self._settings, field)
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

    # The rest

    def action_try(self) -> None:
        """Play the cue that the setting under the cursor is about."""
        if self._cue_to_try is not None:
            self._try(self._cue_to_try)

    @property
    def _cue_to_try(self) -> str | None:
        """The kind of cue that the setting under the cursor is about, or None."""
        field = self._list.field
        table, _, layer = field.key.rpartition(".") if field else ("", "", "")
        return _TRIED_BY.get(layer, layer) if table and layer != "flash" else None

    @work(thread=True, exclusive=True, group="trying")
    def _try(self, layer: str) -> None:
        from trainer.cues.cue_test import CueEnvironment, play

        environment = CueEnvironment(self._settings.cues, os.environ, self._send)
        for line in play([layer], environment, time.sleep):
            self.app.call_from_thread(self.notify, sanitize(line), timeout=4, markup=False)

    def action_down(self) -> None:
        self._list.action_cursor_down()

    def action_up(self) -> None:
        self._list.action_cursor_up()


_TRIED_BY = {"speed": "voice", "speaker": "voice", "sound": "tones", "volume": "tones"}
"""For settings that are not named after their cue: the kind of cue that `t` plays."""


def _plain(value: object) -> object:
    """Convert a value to the form that is written to the file."""
    if isinstance(value, tuple):
        return list(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
