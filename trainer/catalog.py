"""What the exercises are: the catalog read, checked and merged with the user's own.

The bundled `exercises.toml` says everything the leaflet says. A user's catalog adds to it, and
an exercise with the same id replaces the bundled one. A faulty exercise is left out and its
faults are kept, all of them, so that the rest always works.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from trainer import figure
from trainer.checking import Fault, Rules, gather

FORMAT = 1
LARGEST_FILE = 1_000_000
"""Bytes. A catalog is written by hand; a larger file is something else."""
LONGEST_CUE = 6
"""Words."""

Breath = Literal["inhale", "exhale", "easy"]
Kind = Literal["move", "hold"]
Sides = Literal["none", "alternate", "each"]
Side = Literal["left", "right"]
Sees = Literal["yes", "partly", "no"]

STANDARD = "standard"
"""The id of the exercise as it stands, before any variant."""


def _described(what: str) -> msgspec.Meta:
    return msgspec.Meta(extra_json_schema={"description": what})


Id = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=40,
        extra_json_schema={"description": "lower-case words joined by hyphens, as in glute-bridge"},
    ),
]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Phrase = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Sentence = Annotated[str, msgspec.Meta(min_length=1, max_length=600)]
Text = Annotated[str, msgspec.Meta(max_length=4000)]
StepSeconds = Annotated[
    float,
    msgspec.Meta(gt=0, le=60, extra_json_schema={"description": "seconds, above 0, at most 60"}),
]
PauseSeconds = Annotated[
    float, msgspec.Meta(ge=0, le=600, extra_json_schema={"description": "seconds from 0 to 600"})
]
Count = Annotated[int, msgspec.Meta(ge=1, le=100)]
Sentences = tuple[Sentence, ...]


class Step(msgspec.Struct, frozen=True):
    """One movement or hold inside a rep."""

    kind: Kind
    cue: Phrase
    breath: Breath
    seconds: StepSeconds
    detail: Sentence = ""
    say: Name = ""
    """A word or two for the big line and the voice; the cue where there is none."""
    hold_range: tuple[StepSeconds, StepSeconds] | None = None
    squeeze: Annotated[bool | Literal["other"], _described('true, false or "other"')] = False
    """Whose glute works: this side's, nobody's, or the other side's."""
    pose: Id | None = None
    """The key pose reached at the end of the step."""
    via: tuple[Id, ...] = ()
    """Key poses passed on the way there."""


class Variant(msgspec.Struct, frozen=True, rename={"steps": "step"}):
    """A modification of an exercise. What it gives replaces the exercise's own."""

    id: Id
    name: Name
    why: Sentence = ""
    """When to choose it, in the leaflet's words."""
    easier: bool = False
    """Whether it is the one to offer when the exercise hurts or is too hard."""
    position: Phrase | None = None
    side_label: Phrase | None = None
    sees_screen: Sees | None = None
    get_ready: PauseSeconds | None = None
    setup: Sentences | None = None
    reps: Count | None = None
    sets: Count | None = None
    rest: PauseSeconds | None = None
    steps: tuple[Step, ...] | None = None


class Exercise(msgspec.Struct, frozen=True, rename={"steps": "step", "variants": "variant"}):
    """One exercise as the catalog has it."""

    id: Id
    name: Name
    position: Phrase
    sides: Sides
    reps: Count
    setup: Sentences
    steps: tuple[Step, ...]
    level: Literal["basic", "advanced"] = "basic"
    sets: Count = 1
    rest: PauseSeconds = 0
    sees_screen: Sees = "partly"
    side_label: Phrase = "{side} side"
    """How the side being worked is called on screen and aloud."""
    get_ready: PauseSeconds | None = None
    switch: PauseSeconds | None = None
    switch_cue: Phrase = "Change sides"
    switch_detail: Sentence = "{side_label}."
    safety: Sentences = ()
    variants: tuple[Variant, ...] = ()
    poses: dict[str, str] = {}


class Source(msgspec.Struct, frozen=True):
    """Where the exercises come from, for the welcome and about screens."""

    title: Text
    why: Text = ""
    breathing: Text = ""
    dose: Text = ""


@dataclass(frozen=True)
class Choice:
    """What a person picks: an exercise in one of its variants, with a hold of their length."""

    exercise: Exercise
    """With everything the variant replaces already replaced."""
    variant: str = STANDARD
    variant_name: str = "Standard"

    @property
    def id(self) -> str:
        """The exercise's id."""
        return self.exercise.id

    @property
    def name(self) -> str:
        """The exercise's name."""
        return self.exercise.name

    @property
    def sides(self) -> Sides:
        """How reps are spread over the sides."""
        return self.exercise.sides

    @property
    def ref(self) -> str:
        """`ID` or `ID:VARIANT`, as the command line takes it."""
        return self.id if self.variant == STANDARD else f"{self.id}:{self.variant}"

    @property
    def title(self) -> str:
        """The name, with the variant's where it is not the standard one."""
        return self.name if self.variant == STANDARD else f"{self.name} · {self.variant_name}"

    @property
    def planned_reps(self) -> int:
        """Reps over all sets and sides."""
        each = 2 if self.sides == "each" else 1
        return self.exercise.reps * self.exercise.sets * each

    @cached_property
    def _adjustable(self) -> tuple[Step, ...]:
        return tuple(step for step in self.exercise.steps if step.kind == "hold")

    @property
    def hold(self) -> float | None:
        """Seconds of the hold, or None where the exercise has none."""
        return self._adjustable[0].seconds if self._adjustable else None

    @property
    def hold_range(self) -> tuple[float, float] | None:
        """Shortest and longest hold in seconds, or None where it cannot be changed."""
        return self._adjustable[0].hold_range if self._adjustable else None

    def holding(self, seconds: float) -> Choice:
        """The same with holds of that many seconds, each kept inside its own range."""

        def held(step: Step) -> Step:
            if step.kind != "hold" or step.hold_range is None:
                return step
            low, high = step.hold_range
            return msgspec.structs.replace(step, seconds=min(max(seconds, low), high))

        steps = tuple(held(step) for step in self.exercise.steps)
        return replace(self, exercise=msgspec.structs.replace(self.exercise, steps=steps))


@dataclass(frozen=True)
class Catalog:
    """Every exercise there is, and everything that was wrong with the files."""

    exercises: tuple[Exercise, ...]
    source: Source
    faults: tuple[Fault, ...] = ()

    def exercise(self, id: str) -> Exercise:
        """The exercise as it stands. Raises LookupError that names those there are."""
        for exercise in self.exercises:
            if exercise.id == id:
                return exercise
        known = ", ".join(exercise.id for exercise in self.exercises)
        raise LookupError(f"There is no exercise {id!r}. There are: {known}.")

    def choose(self, ref: str) -> Choice:
        """`ID` or `ID:VARIANT` as a choice. Raises LookupError that names those there are."""
        id, _, variant = ref.partition(":")
        return choose(self.exercise(id), variant or STANDARD)


def choose(exercise: Exercise, variant: str = STANDARD) -> Choice:
    """One exercise in one variant. Raises LookupError that names the variants there are."""
    if variant == STANDARD:
        return Choice(exercise)
    for candidate in exercise.variants:
        if candidate.id == variant:
            given = {
                name: value
                for name in candidate.__struct_fields__
                if name in _REPLACED and (value := getattr(candidate, name)) is not None
            }
            return Choice(msgspec.structs.replace(exercise, **given), candidate.id, candidate.name)
    known = ", ".join([STANDARD, *(candidate.id for candidate in exercise.variants)])
    raise LookupError(f"{exercise.name} has no variant {variant!r}. It has: {known}.")


def next_variant(exercise: Exercise, variant: str) -> Choice:
    """The variant after this one, and the standard one after the last."""
    ids = [STANDARD, *(candidate.id for candidate in exercise.variants)]
    return choose(exercise, ids[(ids.index(variant) + 1) % len(ids)])


_REPLACED = set(Variant.__struct_fields__) - {"id", "name", "why", "easier"}


def bundled_file() -> Path:
    """The catalog that ships with the program: inside the wheel, or at the root of the source."""
    here = Path(__file__).parent
    inside = here / "exercises.toml"
    return inside if inside.is_file() else here.parent / "exercises.toml"


def load(own: Path | None = None) -> Catalog:
    """The bundled catalog, with the user's own exercises added and replaced by id.

    Never raises for a fault in the user's file: the faults are in the result. Raises ValueError
    if the bundled one is broken, which is a broken installation.
    """
    bundled = read(bundled_file())
    if bundled.faults:
        raise ValueError(f"The bundled catalog is broken. {bundled.faults[0]}")
    if own is None:
        return bundled
    theirs = read(own)
    by_id = {exercise.id: exercise for exercise in (*bundled.exercises, *theirs.exercises)}
    return replace(bundled, exercises=tuple(by_id.values()), faults=theirs.faults)


def read(file: Path) -> Catalog:
    """One catalog file by itself: its sound exercises, and every fault in it."""
    empty = Catalog((), Source(""))
    try:
        if file.stat().st_size > LARGEST_FILE:
            return replace(
                empty,
                faults=(Fault("", "is larger than 1 MB", "is it a catalog?", file=str(file)),),
            )
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return replace(empty, faults=(_unreadable(file, error),))
    catalog = check(raw)
    return replace(
        catalog, faults=tuple(replace(fault, file=str(file)) for fault in catalog.faults)
    )


def _unreadable(file: Path, error: Exception) -> Fault:
    match error:
        case tomllib.TOMLDecodeError():
            return Fault("", f"is not TOML: {error}", "mend that line", file=str(file))
        case UnicodeDecodeError():
            return Fault(
                "", f"is not UTF-8 text (byte {error.start})", "save it as UTF-8", file=str(file)
            )
        case OSError():
            return Fault(
                "", f"cannot be read: {error.strerror}", "is the path right?", file=str(file)
            )
    return Fault("", "is nested too deeply", "a catalog is flat", file=str(file))


def check(raw: dict[str, object]) -> Catalog:
    """A catalog of plain values: its sound exercises, and every fault in it."""
    faults: list[Fault] = []
    if raw.get("format") != FORMAT:
        faults.append(
            Fault("format", f"is {raw.get('format', 'missing')}", f"write format = {FORMAT}")
        )
    for key in raw:
        if key not in {"format", "source", "exercise"}:
            faults.append(Fault(key, "is not a known key", "known keys: format, source, exercise"))
    source = gather(raw["source"], Source, faults) if "source" in raw else None
    entries = raw.get("exercise", [])
    if not isinstance(entries, list):
        faults.append(Fault("exercise", "is not a list of tables", "write [[exercise]]"))
        entries = []
    sound: dict[str, Exercise] = {}
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        found: list[Fault] = []
        exercise = gather(entry, Exercise, found, _RULES)
        name = entry.get("id") if isinstance(entry, dict) else None
        label = name if isinstance(name, str) and name else f"number {number}"
        if label in seen:
            found.append(Fault("id", "is used twice", "give each exercise its own id"))
        seen.add(label)
        faults.extend(replace(fault, exercise=label) for fault in found)
        if exercise is not None and not found:
            sound[exercise.id] = exercise
    return Catalog(tuple(sound.values()), source or Source(""), tuple(faults))


def _step_rules(step: Mapping[str, Any]) -> Iterable[Fault]:
    """What must hold inside one step."""
    yield from _texts(step, "cue", "detail", "say")
    kind, breath, seconds = step.get("kind"), step.get("breath"), step.get("seconds")
    if len(step.get("cue", "").split()) > LONGEST_CUE:
        yield Fault("cue", "is too long to hear in time", "six words at most")
    if kind == "hold" and breath in ("inhale", "exhale"):
        yield Fault("breath", f"is {breath} in a hold", 'a hold keeps breathing: "easy"')
    if span := step.get("hold_range"):
        low, high = span
        if kind == "move":
            yield Fault("hold_range", "is given for a move", 'only for kind = "hold"')
        elif low > high:
            yield Fault("hold_range", f"runs from {low:g} to {high:g}", "the shorter one first")
        elif seconds is not None and not low <= seconds <= high:
            yield Fault("seconds", f"is {seconds:g}", f"from {low:g} to {high:g}, its hold_range")


def _variant_rules(variant: Mapping[str, Any]) -> Iterable[Fault]:
    """What must hold inside one variant."""
    yield from _texts(variant, "name", "why", "position", "side_label")
    yield from _sentences(variant, "setup")
    if variant.get("steps") == ():
        yield Fault("step", "is empty", "give at least one step, or leave step out")


def _exercise_rules(exercise: Mapping[str, Any]) -> Iterable[Fault]:
    """What must hold between the parts of one exercise."""
    yield from _texts(exercise, "name", "position", "side_label", "switch_cue", "switch_detail")
    yield from _sentences(exercise, "setup", "safety")
    steps: tuple[Step, ...] = exercise.get("steps", ())
    variants: tuple[Variant, ...] = exercise.get("variants", ())
    if exercise.get("steps") == ():
        yield Fault("step", "is empty", "give at least one [[exercise.step]]")
    seen = {STANDARD}
    for variant in variants:
        if variant.id in seen:
            yield Fault(f"variant {variant.id}", "has a taken id", "give each variant its own")
        seen.add(variant.id)
    if poses := exercise.get("poses"):
        for pose, message in figure.check(poses):
            yield Fault(f"poses, {pose}", message, "correct the pose line")
        yield from _poses_used(steps, "step", poses)
        for variant in variants:
            yield from _poses_used(variant.steps or (), f"variant {variant.id}, step", poses)


def _poses_used(steps: tuple[Step, ...], where: str, poses: Mapping[str, str]) -> Iterable[Fault]:
    known = [name for name in poses if name != "other_side"]
    for number, step in enumerate(steps, 1):
        for pose in (step.pose, *step.via):
            if pose and pose not in known:
                yield Fault(
                    f"{where} {number}, pose",
                    f"{pose!r} is not among the poses",
                    f"there are: {', '.join(known)}",
                )


_RULES: Rules = {Step: _step_rules, Variant: _variant_rules, Exercise: _exercise_rules}


def _sentences(table: Mapping[str, Any], *fields: str) -> Iterable[Fault]:
    for field in fields:
        for number, text in enumerate(table.get(field) or (), 1):
            yield from _texts({f"{field} {number}": text}, f"{field} {number}")


def _texts(table: Mapping[str, Any], *fields: str) -> Iterable[Fault]:
    """Texts a person will read or hear: sound placeholders, and no held breath."""
    for field in fields:
        text = table.get(field) or ""
        if asks_to_hold_breath(text):
            yield Fault(field, "asks for a held breath", "the breath is never held: reword it")
        for name in re.findall(r"\{([^{}]*)\}", text):
            if name not in {"side", "other_side", "side_label"}:
                yield Fault(field, f"{{{name}}} is not known", "use {side} or {other_side}")


_HELD = re.compile(
    r"\b(hold|holds|holding|held|keep|keeping|trap|block|retain|stop|pause)\b"
    r"(?:\s+(?:on|in|to|your|the|this|that|a|deep))*\s+breath\b"
    r"|\bbreath[- ]?hold(?:ing)?\b"
    r"|\b(?:in|breathe|inhale|exhale|out) and hold\b",
    re.IGNORECASE,
)
_UNBREATHED = re.compile(
    r"\b(?:stop|pause|cease|without)\s+breathing\b|\b(?:do not|don['’]?t|never)\s+breathe\b",
    re.IGNORECASE,
)
_REFUSAL = re.compile(r"\b(?:not|never|without|avoid|no|\w+n['’]t)\b[^.!?;]*$", re.IGNORECASE)


def asks_to_hold_breath(text: str) -> bool:
    """Whether a text tells somebody to hold the breath (telling them not to is welcome).

    The leaflet: "Be careful not to hold your breath as you exercise."
    """
    if _UNBREATHED.search(text):
        return True
    return any(not _REFUSAL.search(text[: match.start()]) for match in _HELD.finditer(text))
