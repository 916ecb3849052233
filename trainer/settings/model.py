"""The settings, read from `config.toml`. Invalid values are reported and replaced by defaults."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import msgspec

from trainer.files import limits, reading
from trainer.files.quantities import PauseSeconds, StepSeconds
from trainer.files.reading import UnreadableError
from trainer.settings.rest_days import RestDays, Weekday, as_of

if TYPE_CHECKING:
    # Imported only to check a file or time a session. The command for a shell prompt needs neither.
    from trainer.files.validation import Problem
    from trainer.session.timeline import Pacing

Tempo = Annotated[float, msgspec.Meta(ge=0.5, le=2)]
Reps = Annotated[int, msgspec.Meta(ge=1, le=limits.COUNT)]
Motion = Literal["auto", "full", "reduced", "off"]
Drawing = Literal["auto", "octants", "quarters", "braille", "blocks", "off"]
"""How the figure is drawn. `blocks` is an older name for `quarters`."""


class CueSettings(msgspec.Struct, frozen=True):
    """Which cues announce a change of stage."""

    bell: Literal["auto", "all", "off"] = "auto"
    title: bool = True
    voice: Literal["auto", "on", "off"] = "auto"
    hook: Annotated[str, msgspec.Meta(max_length=limits.HOOK)] = ""
    """A command to run at every cue. Its environment contains the cue."""
    speed: Annotated[int, msgspec.Meta(ge=100, le=300)] | None = None
    """The speed of the voice, in words a minute. None means the speech program's default speed."""
    speaker: Annotated[str, msgspec.Meta(max_length=limits.NAME, pattern=r"^(?!-)")] = ""
    """The name of a voice. Empty for the usual English voice."""
    sound: Literal["tones", "bell", "off"] = "tones"
    """The sound that announces a stage if no words are spoken. If this machine cannot play tones,
    the bell replaces them."""
    volume: Annotated[int, msgspec.Meta(ge=0, le=100)] = 50
    """The volume of the tones in per cent."""
    flash: bool = False
    """Whether the stage's name flashes at each change, for people who do not hear the cues."""


class Settings(msgspec.Struct, frozen=True):
    """Everything in `config.toml`."""

    hold: StepSeconds | None = None
    """Seconds for every hold, within the range of the exercise. None means the usual length."""
    tempo: Tempo = 1.0
    get_ready: PauseSeconds | None = None
    switch: PauseSeconds | None = None
    rest: PauseSeconds = 15.0
    reentry: PauseSeconds = 6.0
    """Seconds to return to the position after a pause."""
    week_goal: Annotated[int, msgspec.Meta(ge=1, le=7)] = 5
    """Training days a week."""
    rest_days: tuple[Weekday, ...] = ()
    """The weekdays that are rest days, from the day they were set."""
    rest_days_since: Annotated[
        dict[date, tuple[Weekday, ...]], msgspec.Meta(max_length=limits.COUNT)
    ] = {}
    """The weekly rest days from each date on. Written by the program."""
    rest_dates: Annotated[tuple[date, ...], msgspec.Meta(max_length=limits.REST_DATES)] = ()
    """Single rest days, for a holiday or an illness."""
    day_starts_at: time = time(3)
    """A local time. A session that starts earlier counts for the previous day."""
    motion: Motion = "auto"
    figure: Drawing = "auto"
    theme: Annotated[str, msgspec.Meta(max_length=60)] = "glute-dark"
    ask_pain_before: bool = False
    """Whether to ask about pain (0-10) before each day's first session, even if it is never
    answered."""
    questions: Literal["auto", "on", "off"] = "auto"
    """Whether the coach asks before a session. `auto` stops asking people who never answer."""
    offers: bool = True
    """Whether the coach offers harder and easier versions."""
    dose: Annotated[dict[str, Reps], msgspec.Meta(max_length=limits.EXERCISES)] = {}
    """The user's own rep counts, by exercise id."""
    not_for_me: Annotated[tuple[str, ...], msgspec.Meta(max_length=limits.EXERCISES)] = ()
    """The ids of exercises that are never suggested."""
    no: Annotated[dict[str, tuple[date, ...]], msgspec.Meta(max_length=limits.COUNT)] = {}
    """The dates of refused offers, by exercise and rung. A second refusal is final."""
    awake: bool = True
    """Whether the screen stays on while a session runs."""
    welcomed: bool = False
    """Whether the user has read the welcome."""
    voice_missed: bool = False
    """Whether a user without a speech program was shown how to get one."""
    keys: dict[str, str] = {}
    """The user's own keys: `{"session.pause": "space,o"}`. `settings.keys` checks these."""
    cues: CueSettings = CueSettings()

    @property
    def days_off(self) -> RestDays:
        """The current rest days, for today and future days."""
        return RestDays(self.rest_days, frozenset(self.rest_dates))

    def rest_days_as_of(self, today: date) -> RestDays:
        """Return the rest days that applied on each day up to today."""
        dates = frozenset(self.rest_dates)
        return as_of(today, self.rest_days, dates, self.rest_days_since)

    @property
    def has_rest_days_since(self) -> bool:
        """Whether `rest_days_since` has the date from which the current weekly rest days apply."""
        known = self.rest_days_since
        return set(self.rest_days) == set(known[max(known)] if known else ())

    @property
    def pacing(self) -> Pacing:
        """The settings that the timeline needs."""
        from trainer.session.timeline import Pacing

        return Pacing(self.tempo, self.get_ready, self.switch, self.rest, self.reentry)


class Loaded(NamedTuple):
    """The settings, and all problems in their file."""

    settings: Settings
    problems: tuple[Problem, ...] = ()


def load_settings(file: Path) -> Settings:
    """Read the settings: the valid values of the file, and defaults for the rest."""
    return read_settings(file).settings


def read_settings(file: Path) -> Loaded:
    """Read the settings from a file, and the problems in it. If there is no file, return
    defaults."""
    try:
        text = reading.read(file, limits.SETTINGS)
        return Loaded(Settings()) if text is None else check_settings(reading.toml(text), str(file))
    except (UnreadableError, ValueError, RecursionError) as error:
        from trainer.files.validation import Problem

        problem = Problem(
            "", f"cannot be read: {error}", "fix or move it; defaults are used", file=str(file)
        )
        return Loaded(Settings(), (problem,))


def check_settings(raw: dict[str, object], file: str = "") -> Loaded:
    """Convert plain values to settings, with defaults for invalid values, and list all problems."""
    problems: list[Problem] = []
    in_cues: list[Problem] = []
    raw = dict(raw)
    cues = _valid_fields(raw.pop("cues", {}), CueSettings, in_cues)
    problems.extend(problem.within("cues") for problem in in_cues)
    keys = raw.pop("keys", None)
    sound = _valid_fields(raw, Settings, problems)
    if keys is not None:
        from trainer.settings.keys import keymap

        sound["keys"] = keymap(keys, problems)
    settings = Settings(**{**sound, "cues": CueSettings(**cues)})
    from dataclasses import replace

    return Loaded(settings, tuple(replace(problem, file=file) for problem in problems))


def _valid_fields(
    raw: object, kind: type[msgspec.Struct], problems: list[Problem]
) -> dict[str, Any]:
    """Check each field of a table separately, and return the valid fields. Ignores unknown keys."""
    from trainer.files.validation import validate

    if not isinstance(raw, dict):
        validate(raw, kind, problems)
        return {}
    known = kind.__struct_encode_fields__
    return {
        key: getattr(one, key)
        for key, value in raw.items()
        if key in known and (one := validate({key: value}, kind, problems))
    }
