"""The fields of the settings screen: the name, the values and the meaning of each setting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

import msgspec

from trainer.settings.model import CueSettings, Settings


@dataclass(frozen=True)
class SettingField:
    """A setting on the screen. Its `key` is as in `config.toml`: `cues.bell` is in table `cues`."""

    heading: str
    key: str
    label: str
    about: str
    values: Sequence[object] = ()
    """The values to choose from, in order. Empty if the value is typed as text."""
    names: Mapping[object, str] | None = None
    """The names of some values. Other values are shown as they are."""
    unit: str = ""
    rare: bool = False
    """Whether the setting is hidden until "more settings" is chosen."""

    @property
    def default(self) -> object:
        """The value if the file does not set one."""
        return value_of(Settings(), self.key)

    def say(self, value: object) -> str:
        """Return the text that shows a value."""
        if self.names is not None and value in self.names:
            return self.names[value]
        if isinstance(value, bool):
            return "on" if value else "off"
        if isinstance(value, time):
            return f"{value:%H:%M}"
        if isinstance(value, float):
            return f"{value:g}{self.unit}"
        return f"{value}{self.unit}"

    def stepped(self, value: object, by: int) -> object:
        """Return the value that is `by` places after `value`.

        After the last name comes the first one again. Amounts and times stop at the last value.
        """
        values = list(self.values)
        if value not in values:
            values = _with(value, values)
        place = values.index(value) + by
        if self.unit or isinstance(values[-1], time):
            return values[max(0, min(place, len(values) - 1))]
        return values[place % len(values)]


def _with(value: object, values: list[object]) -> list[object]:
    """Insert a value from the file into the values to choose from, in order of size."""
    for place, other in enumerate(values):
        if isinstance(value, float | int) and isinstance(other, float | int) and value < other:
            return [*values[:place], value, *values[place:]]
        if isinstance(value, time) and isinstance(other, time) and value < other:
            return [*values[:place], value, *values[place:]]
    return [*values, value]


def value_of(settings: Settings, key: str) -> object:
    """Return the value of a key in the settings."""
    table, _, name = key.rpartition(".")
    return getattr(settings.cues if table else settings, name)


def with_value(settings: Settings, key: str, value: object) -> Settings:
    """Return the settings with one key changed."""
    table, _, name = key.rpartition(".")
    if table:
        cues: CueSettings = msgspec.structs.replace(settings.cues, **{name: value})
        return msgspec.structs.replace(settings, cues=cues)
    return msgspec.structs.replace(settings, **{name: value})


WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_CATALOG: Mapping[object, str] = {None: "by exercise"}


def fields(themes: Sequence[str], speakers: Sequence[str] = ()) -> tuple[SettingField, ...]:
    """Return all settings, in the order of the screen.

    `themes` and `speakers` are the names to choose from.
    """
    return (
        SettingField(
            "Movement", "hold", "Hold",
            "How long you hold a position. The exercise leaflet says a count of 2 to 4; "
            "each exercise has its own range.",
            (None, 2.0, 3.0, 4.0), _CATALOG, " s",
        ),
        SettingField(
            "Movement", "tempo", "Tempo",
            "How slowly you move and breathe: 2 is twice as slow. Hold times do not change.",
            (0.5, 0.75, 1.0, 1.25, 1.5, 2.0), None, " ×",
        ),
        SettingField(
            "Coach", "questions", "Ask before a session",
            "At most one question: how much it hurts now, or how your back was the morning after. "
            "Auto stops asking if you never answer; choose On to be asked again.",
            ("auto", "on", "off"),
        ),
        SettingField(
            "Coach", "offers", "Offer other versions",
            "Offer a harder version when an exercise goes well, an easier one when it is hard.",
            (False, True),
        ),
        SettingField(
            "Time", "get_ready", "Get ready",
            "Seconds to get into position before an exercise begins.",
            (None, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0), _CATALOG, " s", rare=True,
        ),
        SettingField(
            "Time", "switch", "Change sides",
            "Seconds to turn over or to change legs.",
            (None, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0), _CATALOG, " s", rare=True,
        ),
        SettingField(
            "Time", "rest", "Rest between exercises",
            "Seconds of easy breathing between one exercise and the next.",
            (0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0), {0.0: "none"}, " s", rare=True,
        ),
        SettingField(
            "Time", "reentry", "Back into position",
            "Seconds to get back into position after a pause; the last three are counted.",
            (0.0, 3.0, 4.0, 6.0, 8.0, 10.0, 15.0, 20.0), {0.0: "none"}, " s", rare=True,
        ),
        SettingField(
            "Days", "week_goal", "Week goal",
            "Training days from Monday to Sunday.",
            (1, 2, 3, 4, 5, 6, 7), {1: "1 day"}, " days",
        ),
        SettingField(
            "Days", "rest_days", "Rest days",
            "Planned days off every week. They neither break the streak nor add to it. "
            "Press 1–7 to switch Monday–Sunday on or off. Single days are marked in the calendar.",
        ),
        SettingField(
            "Days", "day_starts_at", "A day begins at",
            "A session before this hour counts for the previous day.",
            tuple(time(hour) for hour in range(9)), rare=True,
        ),
        SettingField(
            "Cues", "cues.bell", "Bell",
            "Works over SSH. Auto rings at every step when you cannot see the screen, otherwise "
            "only at turning points. t tries it.",
            ("auto", "all", "off"),
        ),
        SettingField(
            "Cues", "cues.title", "Window title",
            "Stage and time left in the title of the window or tmux pane. t tries it.",
            (False, True), rare=True,
        ),
        SettingField(
            "Cues", "cues.voice", "Voice",
            "Your system's speech program. Auto is silent over SSH. t tries it.",
            ("auto", "on", "off"),
        ),
        SettingField(
            "Cues", "cues.speed", "Voice speed",
            "Words a minute. The words are chosen to fit, so a slow voice says fewer. t tries it.",
            (None, 100, 120, 140, 150, 160, 175, 190, 200, 225, 250, 300),
            {None: "normal"}, " words/min", rare=True,
        ),
        SettingField(
            "Cues", "cues.speaker", "Which voice",
            "Which of this machine's English voices to use. t tries it.",
            ("", *speakers), {"": "default"}, rare=True,
        ),
        SettingField(
            "Cues", "cues.sound", "Sound",
            "Tones uses the bell if this machine cannot play tones. Bell is only the bell, off is "
            "silent. t tries it.",
            ("tones", "bell", "off"), rare=True,
        ),
        SettingField(
            "Cues", "cues.volume", "Tone volume",
            "How loud the tones are. t tries it.",
            (10, 20, 30, 40, 50, 60, 70, 80, 90, 100), None, " %", rare=True,
        ),
        SettingField(
            "Cues", "cues.flash", "Flash",
            "The big word flashes at the start of each stage, in case you cannot hear the cues.",
            (False, True), rare=True,
        ),
        SettingField(
            "Cues", "awake", "Keep the screen awake",
            "The screen stays on while a session runs, and for the first five minutes of a pause.",
            (False, True), rare=True,
        ),
        SettingField(
            "Cues", "cues.hook", "Hook command",
            "A command to run at every cue, with the cue in its environment. enter edits it, "
            "t tries it.",
            names={"": "none"}, rare=True,
        ),
        SettingField(
            "Look", "theme", "Theme",
            "Two made for this program, two in your terminal's colours, and Textual's.",
            tuple(themes),
        ),
        SettingField(
            "Look", "motion", "Motion",
            "Reduced sends less data: the figure jumps from pose to pose. Auto means reduced over "
            "SSH.",
            ("auto", "full", "reduced", "off"),
        ),
        SettingField(
            "Look", "figure", "Figure",
            "Auto picks what your terminal draws best: octants, quarter blocks, or Braille dots.",
            ("auto", "octants", "quarters", "braille", "off"), rare=True,
        ),
        SettingField(
            "Keys", "keys", "Your own keys",
            'Set them in the file, in a [keys] table: "session.pause" = "b". On every screen, '
            "? names the keys that work there.",
            rare=True,
        ),
    )  # fmt: skip
