"""Ladders: the versions of an exercise, from the easiest rung to the hardest.

A rung is a variant (`chair`), or a variant with the length of its hold in seconds (`standard@3`). A
person goes up one rung at a time, and only after agreeing to it. See `trainer.advice`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from trainer.catalog.choosing import Choice, choose
from trainer.catalog.model import STANDARD, Exercise


class Rung(NamedTuple):
    """One version of an exercise."""

    variant: str
    hold: float | None = None
    """The length of each hold in seconds. None means the variant's own length."""

    def __str__(self) -> str:
        """Return the rung as it is written in the catalog."""
        return self.variant if self.hold is None else f"{self.variant}@{self.hold:g}"


def parse_rung(text: str) -> Rung:
    """Parse `variant` or `variant@hold`. The text must already be valid, as a `RungText` is."""
    variant, _, hold = text.partition("@")
    return Rung(variant, float(hold) if hold else None)


@cache
def _parsed(ladder: tuple[str, ...]) -> tuple[Rung, ...]:
    return tuple(map(parse_rung, ladder))


def rungs(exercise: Exercise) -> tuple[Rung, ...]:
    """Return the rungs from easiest to hardest. Empty if the exercise has no ladder."""
    return _parsed(exercise.ladder)


def first_rung(exercise: Exercise) -> int:
    """Return the index of the rung to start on.

    That is the standard rung, or the easiest rung of an advanced exercise.
    """
    if exercise.level == "advanced":
        return 0
    return rung_of(exercise, STANDARD, None) or 0


def rung_of(exercise: Exercise, variant: str, hold: float | None) -> int | None:
    """Return the index of the rung for a variant and hold, or None if it is not on the ladder.

    If a variant has rungs with different holds, the hold is rounded down to one of them. So 2.5
    seconds count as 2, and 10 seconds set by a therapist count as the longest hold on the ladder.
    """
    own = [(place, rung) for place, rung in enumerate(rungs(exercise)) if rung.variant == variant]
    if not own:
        return None
    if hold is None:
        hold = choose(exercise, variant).hold
    reached = [(rung.hold, place) for place, rung in own if rung.hold is not None]
    if hold is None or not reached:
        return own[0][0]
    return max((pair for pair in reached if pair[0] <= hold), default=min(reached))[1]


def is_advanced(exercise: Exercise, rung: Rung) -> bool:
    """Check whether a rung is advanced. Easier variants of an advanced exercise are not."""
    easier = {variant.id for variant in exercise.variants if variant.easier}
    return exercise.level == "advanced" and rung.variant not in easier


def on_rung(exercise: Exercise, rung: Rung) -> Choice:
    """Return the exercise as it is done on a rung."""
    choice = choose(exercise, rung.variant)
    return choice if rung.hold is None else choice.holding(rung.hold)


def ladder_problems(
    ladder: Iterable[str], exercise: Mapping[str, Any]
) -> Iterable[tuple[str, str, str]]:
    """Yield the problems of a ladder. Each is a rung, what is wrong with it, and the remedy.

    `exercise` is the exercise as a plain table with only its valid fields.
    """
    variants = {STANDARD: exercise.get("steps", ())}
    for variant in exercise.get("variants", ()):
        if "id" in variant:
            variants[variant["id"]] = variant.get("steps") or exercise.get("steps", ())
    seen: set[Rung] = set()
    bare: dict[str, bool] = {}
    for text in ladder:
        rung = parse_rung(text)
        if rung.variant not in variants:
            known = ", ".join(variants)
            yield text, f"there is no variant {rung.variant!r}", f"the variants are: {known}"
        elif rung in seen:
            yield text, "appears twice", "name each rung once"
        elif bare.setdefault(rung.variant, rung.hold is None) != (rung.hold is None):
            yield (
                text,
                "appears both with and without a hold",
                "give each rung of this variant a hold",
            )
        elif rung.hold is not None and (
            problem := _hold_problem(rung.hold, variants[rung.variant])
        ):
            yield (text, *problem)
        seen.add(rung)


def _hold_problem(hold: float, steps: Iterable[Mapping[str, Any]]) -> tuple[str, str] | None:
    """Return why a rung cannot have a hold of this length, with the remedy, or else None."""
    holds = [step for step in steps if step.get("kind") == "hold"]
    if not holds:
        return "this version has no hold", "leave out the @ and what follows"
    for step in holds:
        low, high = step.get("hold_range") or (step.get("seconds", hold),) * 2
        if not low <= hold <= high:
            return f"holds for {hold:g} seconds", f"give {low:g} to {high:g}, the step's hold_range"
    return None
