"""The rules for a catalog that its types cannot express."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trainer import figure
from trainer.catalog.held_breath import asks_to_hold_breath
from trainer.catalog.ladders import ladder_problems
from trainer.catalog.model import STANDARD, Exercise, Source, Step, Variant
from trainer.files import limits
from trainer.files.quantities import LONGEST_BREATH
from trainer.files.validation import Problem, Rules

LONGEST_CUE = 6
"""The most words in a cue."""
LONGEST_EXPLANATION, LONGEST_BRIEF, LONGEST_CORRECTION = 80, 10, 4
"""The most words in a spoken text. The first two texts are spoken while the person gets into
position, the third during a movement."""

_Table = Mapping[str, Any]
"""The valid fields of a table in the file."""


def _step_rules(step: _Table) -> Iterable[Problem]:
    yield from texts(step, *_STEP_TEXTS, known=_OF_A_SIDE)
    yield from _say_rules(step.get("say") or "")
    kind, breath, seconds = step.get("kind"), step.get("breath"), step.get("seconds")
    if len(step.get("cue", "").split()) > LONGEST_CUE:
        yield Problem("cue", "is too long to be heard in time", "six words at most")
    if kind == "hold" and breath in ("inhale", "exhale"):
        yield Problem("breath", f"is {breath} in a hold", 'keep breathing in a hold: write "easy"')
    elif breath in ("inhale", "exhale") and seconds is not None and seconds > LONGEST_BREATH:
        way = "in" if breath == "inhale" else "out"
        remedy = f'at most {LONGEST_BREATH:g} with this breath; longer only with breath = "easy"'
        yield Problem("seconds", f"is {seconds:g}, longer than one breath {way}", remedy)
    if span := step.get("hold_range"):
        low, high = span
        if kind == "move":
            yield Problem("hold_range", "does not apply to a move", 'only for kind = "hold"')
        elif low > high:
            yield Problem(
                "hold_range", f"runs from {low:g} to {high:g}", "put the shorter one first"
            )
        elif seconds is not None and not low <= seconds <= high:
            yield Problem(
                "seconds", f"is {seconds:g}, outside hold_range", f"give {low:g} to {high:g}"
            )


def _say_rules(say: str) -> Iterable[Problem]:
    forms = say.split("|")
    if len(forms) > 2 or (len(forms) == 2 and not all(form.strip() for form in forms)):
        yield Problem(
            "say", "has an empty form, or more than two forms", 'write "long form|short form"'
        )


def _spoken_rules(table: _Table) -> Iterable[Problem]:
    """Check what the voice says in an exercise or a variant."""
    yield from texts(table, "explain", "brief", "get_up")
    yield from _sentences(table, "corrections")
    longest = {"explain": LONGEST_EXPLANATION, "brief": LONGEST_BRIEF}
    for field, words in longest.items():
        if len((table.get(field) or "").split()) > words:
            yield Problem(field, "is too long to hear in time", f"{words} words at most")
    for number, correction in enumerate(table.get("corrections") or (), 1):
        if len(correction.split()) > LONGEST_CORRECTION:
            where = f"corrections {number}"
            yield Problem(
                where, "is too long to hear in time", f"{LONGEST_CORRECTION} words at most"
            )


def _variant_rules(variant: _Table) -> Iterable[Problem]:
    yield from texts(variant, "name", "why", "position")
    yield from texts(variant, "side_label", known=_SIDES)
    yield from _sentences(variant, "setup")
    yield from _spoken_rules(variant)
    if variant.get("steps") == ():
        yield Problem("step", "is empty", "give at least one step, or leave step out")


def _exercise_rules(exercise: _Table) -> Iterable[Problem]:
    yield from texts(exercise, "name", "position")
    yield from texts(exercise, "side_label", known=_SIDES)
    yield from texts(exercise, "switch_cue", "switch_detail", known=_OF_A_SIDE)
    yield from _sentences(exercise, "setup", "safety")
    yield from _spoken_rules(exercise)
    if exercise.get("steps") == ():
        yield Problem("step", "is empty", "give at least one [[exercise.step]]")
    yield from _length(exercise)
    seen = {STANDARD}
    for id in (variant["id"] for variant in exercise.get("variants", ()) if "id" in variant):
        if id in seen:
            yield Problem(
                f"variant {id}", "uses an id that is already taken", "give each variant its own id"
            )
        seen.add(id)
    for rung, problem, remedy in ladder_problems(exercise.get("ladder", ()), exercise):
        yield Problem(f"ladder, {rung}", problem, remedy)
    poses = exercise.get("poses")
    if poses:
        for pose, message in figure.check(poses):
            yield Problem(f"poses, {pose}", message, "correct the pose line")
    for where, step in _every_step(exercise):
        if poses:
            yield from _poses_used(step, where, poses)
        if exercise.get("sides") == "none":
            yield from (problem.within(where) for problem in _sides_named(step))


def _length(exercise: _Table) -> Iterable[Problem]:
    """Check that no exercise or variant lasts for hours."""
    for variant in ({}, *exercise.get("variants", ())):
        whole = {**exercise, **variant}
        sides = 2 if exercise.get("sides") == "each" else 1
        stages = sides * whole.get("reps", 1) * whole.get("sets", 1) * len(whole.get("steps", ()))
        if stages > limits.STAGES:
            where = f"variant {variant['id']}, reps" if "id" in variant else "reps"
            problem = f"make {stages} steps across all reps, sets and sides"
            yield Problem(where, problem, f"use at most {limits.STAGES}")


def _every_step(exercise: _Table) -> Iterable[tuple[str, _Table]]:
    """Yield the steps of an exercise and its variants, each with its place in the file."""
    for number, step in enumerate(exercise.get("steps", ()), 1):
        yield f"step {number}", step
    for number, variant in enumerate(exercise.get("variants", ()), 1):
        for place, step in enumerate(variant.get("steps", ()), 1):
            yield f"variant {variant.get('id', number)}, step {place}", step


def _poses_used(step: _Table, where: str, poses: Mapping[str, str]) -> Iterable[Problem]:
    known = [name for name in poses if name not in figure.SETTINGS]
    for field, used in (("pose", (step.get("pose"),)), ("via", step.get("via", ()))):
        for pose in used:
            if pose and pose not in known:
                problem = f"{pose!r} is not among the poses"
                yield Problem(f"{where}, {field}", problem, f"the poses are: {', '.join(known)}")


def _sides_named(step: _Table) -> Iterable[Problem]:
    for field in _STEP_TEXTS:
        if any(f"{{{name}}}" in (step.get(field) or "") for name in _OF_A_SIDE):
            yield Problem(
                field,
                "names a side, but the exercise has none",
                'reword it, or change sides = "none"',
            )


def _source_rules(source: _Table) -> Iterable[Problem]:
    yield from texts(source, "title", "why", "breathing", "dose")


RULES: Rules = {
    Source: _source_rules,
    Step: _step_rules,
    Variant: _variant_rules,
    Exercise: _exercise_rules,
}
_STEP_TEXTS = ("cue", "detail", "say", "end")
_SIDES = ("side", "other_side")
_OF_A_SIDE = (*_SIDES, "side_label")


def _sentences(table: _Table, *fields: str) -> Iterable[Problem]:
    for field in fields:
        for number, text in enumerate(table.get(field) or (), 1):
            yield from texts({f"{field} {number}": text}, f"{field} {number}")


def texts(table: _Table, *fields: str, known: Sequence[str] = ()) -> Iterable[Problem]:
    """Check texts that people read or hear: only known placeholders, and no held breath."""
    for field in fields:
        text = table.get(field) or ""
        if asks_to_hold_breath(text):
            yield Problem(
                field, "asks people to hold their breath", "never hold the breath: reword it"
            )
        for name in re.findall(r"\{([^{}]*)\}", text):
            if name not in known:
                allowed = " or ".join(f"{{{one}}}" for one in known)
                yield Problem(
                    field,
                    f"{{{name}}} is not a placeholder here",
                    f"use {allowed or 'plain words'}",
                )
