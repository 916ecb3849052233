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
    # Loaded only to check a file or time a session: a shell prompt needs neither.
    from trainer.files.validation import Problem
    from trainer.session.timeline import Pacing

Tempo = Annotated[float, msgspec.Meta(ge=0.5, le=2)]
Reps = Annotated[int, msgspec.Meta(ge=1, le=limits.COUNT)]
Motion = Literal["auto", "full", "reduced", "off"]
Drawing = Literal["auto", "octants", "quarters", "braille", "blocks", "off"]
"""How the figure is drawn; `blocks` is an older name for `quarters`."""


class CueSettings(msgspec.Struct, frozen=True):
    """Which cues announce a change of stage."""

    bell: Literal["auto", "all", "off"] = "auto"
    title: bool = True
    voice: Literal["auto", "on", "off"] = "auto"
    hook: Annotated[str, msgspec.Meta(max_length=limits.HOOK)] = ""
    """A command run at every cue, with the cue in its environment."""
    speed: Annotated[int, msgspec.Meta(ge=100, le=300)] | None = None
    """Words a minute of the voice; default: the speech program's own speed."""
    speaker: Annotated[str, msgspec.Meta(max_length=limits.NAME, pattern=r"^(?!-)")] = ""
    """The name of a voice; empty for the usual English one."""
    sound: Literal["tones", "bell", "off"] = "tones"
    """The sound that announces a stage when no words do: tones (or the bell if this machine cannot
    play them), only the bell, or nothing."""
    volume: Annotated[int, msgspec.Meta(ge=0, le=100)] = 50
    """Volume of the tones, in per cent."""
    flash: bool = False
    """Whether the word for the stage flashes when the stage changes, for people who do not hear the
    cues."""


class Settings(msgspec.Struct, frozen=True):
    """Everything in `config.toml`."""

    hold: StepSeconds | None = None
    """Seconds of every hold, within each exercise's range; default: the exercise's usual length."""
    tempo: Tempo = 1.0
    get_ready: PauseSeconds | None = None
    switch: PauseSeconds | None = None
    rest: PauseSeconds = 15.0
    reentry: PauseSeconds = 6.0
    """Seconds to get back into position after a pause."""
    week_goal: Annotated[int, msgspec.Meta(ge=1, le=7)] = 5
    """Training days a week."""
    rest_days: tuple[Weekday, ...] = ()
    """Weekdays that are rest days, from the day they were set."""
    rest_days_since: Annotated[
        dict[date, tuple[Weekday, ...]], msgspec.Meta(max_length=limits.COUNT)
    ] = {}
    """For each date, the weekdays that were rest days from then on; written by the program."""
    rest_dates: Annotated[tuple[date, ...], msgspec.Meta(max_length=limits.REST_DATES)] = ()
    """Single rest days, for a holiday or an illness."""
    day_starts_at: time = time(3)
    """Local time; a session that starts earlier counts for the day before."""
    motion: Motion = "auto"
    figure: Drawing = "auto"
    theme: Annotated[str, msgspec.Meta(max_length=60)] = "glute-dark"
    ask_pain_before: bool = False
    """Whether to ask for pain 0-10 before the first session of every day, even if it is never
    answered."""
    questions: Literal["auto", "on", "off"] = "auto"
    """Whether the coach asks before a session; auto stops asking people who never answer."""
    offers: bool = True
    """Whether the coach offers harder and easier versions."""
    dose: Annotated[dict[str, Reps], msgspec.Meta(max_length=limits.EXERCISES)] = {}
    """Reps of exercises by their ids, instead of the catalog's."""
    not_for_me: Annotated[tuple[str, ...], msgspec.Meta(max_length=limits.EXERCISES)] = ()
    """Ids of exercises that are never suggested."""
    no: Annotated[dict[str, tuple[date, ...]], msgspec.Meta(max_length=limits.COUNT)] = {}
    """The dates on which an offer was refused, by exercise and rung; a second refusal is final."""
    awake: bool = True
    """Whether the screen is kept awake while a session runs."""
    welcomed: bool = False
    """Whether the welcome has been read."""
    voice_missed: bool = False
    """Whether the user, who has no speech program, has been shown how to get one."""
    keys: dict[str, str] = {}
    """The user's own keys: `{"session.pause": "space,o"}`, checked by `settings.keys`."""
    cues: CueSettings = CueSettings()

    @property
    def days_off(self) -> RestDays:
        """The current rest days, for today and the days to come."""
        return RestDays(self.rest_days, frozenset(self.rest_dates))

    def rest_days_as_of(self, today: date) -> RestDays:
        """The rest days that applied on each day up to today."""
        dates = frozenset(self.rest_dates)
        return as_of(today, self.rest_days, dates, self.rest_days_since)

    @property
    def knows_rest_days(self) -> bool:
        """Whether the file already has the date from which the current weekly rest days apply."""
        known = self.rest_days_since
        return set(self.rest_days) == set(known[max(known)] if known else ())

    @property
    def pacing(self) -> Pacing:
        """The settings used for the timeline."""
        from trainer.session.timeline import Pacing

        return Pacing(self.tempo, self.get_ready, self.switch, self.rest, self.reentry)


class Loaded(NamedTuple):
    """The settings, and every problem in their file."""

    settings: Settings
    problems: tuple[Problem, ...] = ()


def load_settings(file: Path) -> Settings:
    """The settings to use: the file's valid values, and defaults for the rest."""
    return read_settings(file).settings


def read_settings(file: Path) -> Loaded:
    """The settings of a file and its problems; if there is no file, all defaults."""
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
    """Settings from plain values. An invalid field keeps its default; unknown keys are ignored."""
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
    """The valid fields of a table, each checked by itself."""
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
