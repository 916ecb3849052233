"""Describes an exercise or a routine in lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from trainer.catalog import Choice, Exercise, Routine, Side, Step
from trainer.catalog.model import Prescribed
from trainer.figure import Figure, Frame, is_older, texts, translated
from trainer.session.stages import clock
from trainer.session.timeline import Pacing, build_timeline, dose, fill_sides

POSE_COLUMNS, POSE_ROWS = 64, 14


def plain(entry: Exercise | Routine) -> dict[str, object]:
    """Return an exercise or a routine as plain values, with defaults but without the poses."""
    return {key: value for key, value in _fields(entry) if key != "poses"}


def _fields(entry: msgspec.Struct) -> Iterator[tuple[str, object]]:
    for field in msgspec.structs.fields(entry):
        yield field.encode_name, _value(getattr(entry, field.name))


def _value(value: object) -> object:
    if isinstance(value, Prescribed):  # without defaults, because it says what the routine changes
        return msgspec.to_builtins(value)
    if isinstance(value, msgspec.Struct):
        return dict(_fields(value))
    return [_value(item) for item in value] if isinstance(value, tuple) else value


def of_exercise(choice: Choice) -> list[str]:
    """Return the lines about an exercise: setup, steps with their breath, variants, safety."""
    exercise = choice.exercise
    advanced = "advanced, " if exercise.level == "advanced" else ""
    lines = [f"{choice.title} ({advanced}{exercise.position})", dose(choice), ""]
    lines += [f"  {sentence}" for sentence in exercise.setup]
    lines += ["", "Steps"]
    for number, step in enumerate(exercise.steps, 1):
        lines.append(f"  {number}. {_step_text(step, choice)}")
        lines.append(f"     {_breath(step)}")
    if exercise.variants:
        lines += ["", "Variants"]
        lines += [f"  {v.id}: {v.name}. {v.why}" for v in exercise.variants]
    if exercise.safety:
        lines += ["", "Safety"]
        lines += [f"  {sentence}" for sentence in exercise.safety]
    return lines


def _step_text(step: Step, choice: Choice) -> str:
    side: Side | None = None if choice.sides == "none" else "right"
    return fill_sides(step.detail or step.cue, choice, side)


def _breath(step: Step) -> str:
    if step.kind == "hold":
        span = f", {step.hold_range[0]:g} to {step.hold_range[1]:g}" if step.hold_range else ""
        return f"hold {step.seconds:g} s{span}, keep breathing"
    word = {"inhale": "breathe in", "exhale": "breathe out", "easy": "breathe easily"}[step.breath]
    return f"{word}, {step.seconds:g} s"


def of_routine(routine: Routine, choices: Sequence[Choice], pacing: Pacing) -> list[str]:
    """Return the lines about a routine: why to do it, and the dose of each exercise."""
    length = clock(build_timeline(choices, pacing).seconds)
    lines = [", ".join(filter(None, (routine.name, routine.how_often, f"≈ {length}"))), ""]
    lines += [f"  {routine.why}", ""] if routine.why else []
    for number, choice in enumerate(choices, 1):
        rest = f", {choice.exercise.rest:g} s rest" if choice.exercise.sets > 1 else ""
        lines.append(f"  {number}. {choice.title}")
        lines.append(f"     {dose(choice)}{rest}")
    return lines


def poses(exercise: Exercise) -> Iterator[str]:
    """Draw every key pose of an exercise, on the right side if the exercise has sides.

    If a pose is written in the older notation, also show it in the new notation.
    """
    if not exercise.poses:
        yield f"{exercise.name} has no poses."
        return
    figure = Figure.from_poses(exercise.poses)
    side: Side | None = None if exercise.sides == "none" else "right"
    for name in figure.poses:
        yield f"{exercise.id}, {name}"
        line = exercise.poses[name]
        if is_older(line):
            yield f'  this line is in the older notation; rewritten: "{translated(line)}"'
        still = Frame((name,), side=side)
        drawn = figure.draw(still, POSE_COLUMNS, POSE_ROWS, "braille", "dither")
        yield from (text.rstrip() for text in texts(drawn.rows))
