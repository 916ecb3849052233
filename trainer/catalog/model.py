"""The types of the catalog file: exercises, variants, steps and routines."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from trainer.files import limits
from trainer.files.quantities import PauseSeconds, StepSeconds

Breath = Literal["inhale", "exhale", "easy"]
Kind = Literal["move", "hold"]
Sides = Literal["none", "alternate", "each"]
Side = Literal["left", "right"]
Sees = Literal["yes", "partly", "no"]

STANDARD = "standard"
"""The id of the exercise itself, without a variant."""


def _described(what: str) -> msgspec.Meta:
    return msgspec.Meta(extra_json_schema={"description": what})


Id = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
        max_length=limits.NAME,
        extra_json_schema={"description": "lower-case words joined by hyphens, as in glute-bridge"},
    ),
]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=limits.NAME)]
Phrase = Annotated[str, msgspec.Meta(min_length=1, max_length=limits.PHRASE)]
Sentence = Annotated[str, msgspec.Meta(min_length=1, max_length=limits.SENTENCE)]
Text = Annotated[str, msgspec.Meta(max_length=limits.TEXT)]
Count = Annotated[int, msgspec.Meta(ge=1, le=limits.COUNT)]
RungText = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(@[0-9]{1,3}(\.[0-9]{1,3})?)?\Z",
        max_length=limits.NAME,
        extra_json_schema={"description": "a variant, or variant@hold, as in standard@3"},
    ),
]
Sentences = Annotated[tuple[Sentence, ...], msgspec.Meta(max_length=limits.COUNT)]
Spoken = Annotated[str, msgspec.Meta(max_length=limits.PHRASE)]
Explanation = Annotated[str, msgspec.Meta(max_length=limits.SENTENCE)]
Corrections = Annotated[tuple[Name, ...], msgspec.Meta(max_length=3)]


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One movement or hold inside a rep."""

    kind: Kind
    """A move, or a hold in the position at the end of the previous move."""
    cue: Phrase
    """What to do, in at most six words. {side} and {other_side} are filled in."""
    breath: Breath
    """Inhale in the first move, exhale in the second. Easy in all other moves and in holds."""
    seconds: StepSeconds
    """The length in seconds, at most 4 with inhale or exhale. For a hold, its usual length."""
    detail: Sentence = ""
    """A sentence about the step, to be read before the start."""
    say: Spoken = ""
    """What the voice says. Default: the cue. After a |, a shorter form can follow, for a fast tempo
    or a slow voice."""
    end: Spoken = ""
    """The position at the end, as in "Back into position, hips up". Default: the position of the
    exercise."""
    hold_range: tuple[StepSeconds, StepSeconds] | None = None
    """The shortest and longest hold that keys and settings allow."""
    squeeze: Annotated[bool | Literal["other"], _described('true, false or "other"')] = False
    """Which glute works: this side's, none, or the other side's."""
    pose: Id | None = None
    """The key pose at the end of the step."""
    via: tuple[Id, ...] = ()
    """The key poses on the way to that pose."""


class Variant(msgspec.Struct, frozen=True, omit_defaults=True, rename={"steps": "step"}):
    """A modification of an exercise. Its values replace those of the exercise."""

    id: Id
    name: Name
    why: Sentence = ""
    """When to choose this variant, in the words of the leaflet."""
    easier: bool = False
    """Whether to offer this variant when the exercise hurts or is too hard."""
    position: Phrase | None = None
    side_label: Phrase | None = None
    sees_screen: Sees | None = None
    get_ready: PauseSeconds | None = None
    setup: Sentences | None = None
    explain: Explanation | None = None
    brief: Spoken | None = None
    corrections: Corrections | None = None
    get_up: Spoken | None = None
    reps: Count | None = None
    sets: Count | None = None
    rest: PauseSeconds | None = None
    steps: tuple[Step, ...] | None = None


class Exercise(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={"steps": "step", "variants": "variant"},
):
    """One exercise of the catalog."""

    id: Id
    """A unique id. An exercise with the id of a bundled one replaces it."""
    name: Name
    position: Phrase
    """The position, such as on your back."""
    sides: Sides
    """none, alternate (reps are for both sides together) or each (reps are for each side)."""
    reps: Count
    setup: Sentences
    """How to get into position, in full sentences."""
    steps: tuple[Step, ...]
    """The steps of one rep, in order."""
    level: Literal["basic", "advanced"] = "basic"
    """An advanced exercise begins on its easiest rung. Of exercises last done on the same day, an
    advanced one is suggested last."""
    sets: Count = 1
    rest: PauseSeconds = 0.0
    """Seconds between sets."""
    sees_screen: Sees = "partly"
    """Whether people can see the screen in this exercise. This decides when the bell rings."""
    ladder: Annotated[tuple[RungText, ...], msgspec.Meta(max_length=limits.COUNT)] = ()
    """Rungs from easiest to hardest, each a variant or variant@hold. If the exercise goes well, the
    coach offers the next rung. If it hurts, the coach goes down a rung. Without a ladder, the coach
    suggests the last variant done."""
    side_label: Phrase = "{side} side"
    """The name of the side that works, on screen and for the voice."""
    get_ready: PauseSeconds | None = None
    """Seconds to get into position."""
    switch: PauseSeconds | None = None
    """Seconds to change sides."""
    switch_cue: Phrase = "Change sides"
    switch_detail: Sentence = "{side_label}."
    safety: Sentences = ()
    """Safety notes."""
    explain: Explanation = ""
    """The movement in whole sentences, said while the exercise is new. Default: made from the
    cues of the steps."""
    brief: Spoken | None = None
    """A reminder of the position, for people who know the exercise. If empty, nothing is said.
    Default: the first sentence of the setup, if it is short."""
    corrections: Corrections = ()
    """What to keep in mind while moving, in a few words each. Said in reps 2, 4 and 6."""
    get_up: Spoken | None = None
    """How to get up at the end. Default: chosen by the position."""
    variants: tuple[Variant, ...] = ()
    poses: Annotated[dict[str, str], msgspec.Meta(max_length=limits.COUNT)] = {}
    """The key poses of the figure by name, one line each, and `camera`, `close` and `other_side`.
    Without poses, no figure is shown."""


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the exercises come from. Shown on the welcome and about screens."""

    title: Text
    why: Text = ""
    breathing: Text = ""
    dose: Text = ""


class Prescribed(msgspec.Struct, frozen=True, omit_defaults=True):
    """One exercise of a routine and its dose. What is left out comes from the exercise."""

    id: Id
    """The id of an exercise, bundled or your own."""
    variant: Id = STANDARD
    sets: Count | None = None
    reps: Count | None = None
    """Reps in each set, as in the exercise: on both sides together if sides alternate."""
    each_side: Count | None = None
    """Reps on each side in each set, instead of `reps`."""
    hold: StepSeconds | None = None
    """The length of every hold in seconds, with easy breathing. It may be outside the hold_range of
    the exercise, because it is prescribed."""
    rest: PauseSeconds | None = None
    """Seconds between sets."""


class Routine(msgspec.Struct, frozen=True, omit_defaults=True, rename={"exercises": "exercise"}):
    """Exercises to do one after the other, as prescribed."""

    id: Id
    """A unique id. No exercise may have the same id."""
    name: Name
    exercises: tuple[Prescribed, ...]
    why: Sentence = ""
    """What the routine is for, or who prescribed it."""
    times_a_day: Annotated[int, msgspec.Meta(ge=1, le=10)] | None = None
    """How often the routine is suggested in a day. It is never enforced."""

    @property
    def how_often(self) -> str:
        """How often to do the routine, such as `twice a day`, or ""."""
        known = {None: "", 1: "once a day", 2: "twice a day"}
        return known.get(self.times_a_day, f"{self.times_a_day} times a day")
