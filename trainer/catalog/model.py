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
"""The id that stands for the exercise itself, without a variant."""


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
    """A move, or a hold in the position that the previous move reached."""
    cue: Phrase
    """What to do, in six words at most; {side} and {other_side} are filled in."""
    breath: Breath
    """Inhale with the first movement, exhale with the second; easy for all others and in a hold."""
    seconds: StepSeconds
    """How long it takes, in seconds: at most 4 with a breath in or out. For a hold, its usual
    length."""
    detail: Sentence = ""
    """A whole sentence about the step, to be read before the start."""
    say: Spoken = ""
    """What the voice says; default: the cue. A shorter form for a fast tempo or a slow voice can
    follow after a |."""
    end: Spoken = ""
    """The position reached, as in "Back into position, hips up"; default: the exercise's
    position."""
    hold_range: tuple[StepSeconds, StepSeconds] | None = None
    """The shortest and longest hold that keys and settings can choose."""
    squeeze: Annotated[bool | Literal["other"], _described('true, false or "other"')] = False
    """Which glute works: this side's, none, or the other side's."""
    pose: Id | None = None
    """The key pose reached at the end of the step."""
    via: tuple[Id, ...] = ()
    """Key poses passed on the way to that pose."""


class Variant(msgspec.Struct, frozen=True, omit_defaults=True, rename={"steps": "step"}):
    """A modification of an exercise. Its values replace the exercise's own."""

    id: Id
    name: Name
    why: Sentence = ""
    """When to choose it, in the leaflet's words."""
    easier: bool = False
    """Whether to offer it when the exercise hurts or is too hard."""
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
    """Unique; the id of one of the five replaces that exercise."""
    name: Name
    position: Phrase
    """The position, such as on your back."""
    sides: Sides
    """none, alternate (reps count both sides together) or each (reps are per side)."""
    reps: Count
    setup: Sentences
    """How to get into position, in full sentences."""
    steps: tuple[Step, ...]
    """The steps of one rep, in order."""
    level: Literal["basic", "advanced"] = "basic"
    """An advanced exercise is suggested after others that were last done on the same day, and
    begins on its easiest rung."""
    sets: Count = 1
    rest: PauseSeconds = 0.0
    """Seconds between sets."""
    sees_screen: Sees = "partly"
    """Whether the screen can be seen during the exercise; decides when the bell rings."""
    ladder: Annotated[tuple[RungText, ...], msgspec.Meta(max_length=limits.COUNT)] = ()
    """Rungs from easiest to hardest, each a variant or variant@hold. The coach offers the next rung
    after an exercise has gone well, and goes down a rung after it has hurt. Without a ladder, the
    coach knows only one version."""
    side_label: Phrase = "{side} side"
    """What the working side is called on screen and aloud."""
    get_ready: PauseSeconds | None = None
    """Seconds to get into position."""
    switch: PauseSeconds | None = None
    """Seconds to change sides."""
    switch_cue: Phrase = "Change sides"
    switch_detail: Sentence = "{side_label}."
    safety: Sentences = ()
    """Safety notes."""
    explain: Explanation = ""
    """The movement in whole sentences, said once while the exercise is new; default: put together
    from the steps' cues."""
    brief: Spoken | None = None
    """A reminder of the position for somebody who knows the exercise; default: the first sentence
    of the setup if it is short. Empty says nothing."""
    corrections: Corrections = ()
    """What to keep in mind while moving, a few words each; said in reps 2, 4 and 6."""
    get_up: Spoken | None = None
    """How to get up at the end; default: chosen from the position."""
    variants: tuple[Variant, ...] = ()
    poses: Annotated[dict[str, str], msgspec.Meta(max_length=limits.COUNT)] = {}
    """Key poses of the figure by name, one line each, and `camera`, `close` and `other_side`;
    without them there is no figure."""


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the exercises come from, shown on the welcome and about screens."""

    title: Text
    why: Text = ""
    breathing: Text = ""
    dose: Text = ""


class Prescribed(msgspec.Struct, frozen=True, omit_defaults=True):
    """One exercise of a routine and its dose. Anything left out is taken from the exercise."""

    id: Id
    """The id of any exercise: one of the five or one of your own."""
    variant: Id = STANDARD
    sets: Count | None = None
    reps: Count | None = None
    """Reps in each set, counted as the exercise counts them: both sides together if sides
    alternate."""
    each_side: Count | None = None
    """Reps on each side in each set, however the exercise counts them; instead of `reps`."""
    hold: StepSeconds | None = None
    """Seconds of every hold. Because somebody prescribed it, it may exceed the exercise's range;
    breathing stays easy throughout."""
    rest: PauseSeconds | None = None
    """Seconds between the sets."""


class Routine(msgspec.Struct, frozen=True, omit_defaults=True, rename={"exercises": "exercise"}):
    """Exercises to do one after the other, as somebody prescribed them."""

    id: Id
    """Unique; no exercise may have the same id."""
    name: Name
    exercises: tuple[Prescribed, ...]
    why: Sentence = ""
    """What it is for, or who prescribed it."""
    times_a_day: Annotated[int, msgspec.Meta(ge=1, le=10)] | None = None
    """How often to do it; shown, but never enforced."""

    @property
    def how_often(self) -> str:
        """`twice a day`; empty if not given."""
        known = {None: "", 1: "once a day", 2: "twice a day"}
        return known.get(self.times_a_day, f"{self.times_a_day} times a day")
