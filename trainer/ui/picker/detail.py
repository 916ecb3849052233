"""Everything worth reading about one exercise before the start."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from trainer.catalog import STANDARD, Catalog, Choice, Routine, Side, Step
from trainer.session import stages, timeline


def detail(choice: Choice, catalog: Catalog) -> Content:
    """Position, set-up, steps with their breath, variants and safety, in this order."""
    exercise = choice.exercise
    whole = catalog.exercise(choice.id)
    side: Side | None = "right" if exercise.sides != "none" else None
    parts: list[str | tuple[str, str]] = [
        (choice.title, "bold $primary"),
        f"  {exercise.position}\n",
        (timeline.dose(choice), "$foreground 60%"),
        "\n\n",
    ]
    parts += [f"{sentence}\n" for sentence in exercise.setup]
    parts.append("\n")
    for step in exercise.steps:
        shape, label, colour = _how(step)
        parts += [
            (f"{shape} {label:<4}", colour),
            (f"{_seconds(step):>6} ", "$foreground 60%"),
            f"{timeline.fill_sides(step.cue, choice, side)}\n",
        ]
    parts.append((f"\n{catalog.source.breathing}\n", "italic"))
    if whole.variants:
        parts.append(("\nVariants (v)\n", "bold"))
        names = [(STANDARD, "Standard", ""), *((v.id, v.name, v.why) for v in whole.variants)]
        for id, name, why in names:
            chosen = id == choice.variant
            parts.append((f"{'●' if chosen else '○'} {name}", "bold" if chosen else ""))
            parts.append((f"  {why}\n" if why else "\n", "$foreground 60%"))
    if exercise.safety:
        parts.append(("\nMind\n", "bold"))
        parts += [f"• {sentence}\n" for sentence in exercise.safety]
    return Content.assemble(*parts)


def routine_detail(routine: Routine, choices: Sequence[Choice], catalog: Catalog) -> Content:
    """What it is for, how often, and how much of each exercise it asks for."""
    often = f"  {routine.how_often}" if routine.how_often else ""
    parts: list[str | tuple[str, str]] = [(routine.name, "bold $primary"), f"{often}\n\n"]
    parts += [f"{routine.why}\n\n"] if routine.why else []
    for number, choice in enumerate(choices, 1):
        rest = f", {choice.exercise.rest:g} s rest" if choice.exercise.sets > 1 else ""
        parts += [
            (f"{number} ", "$foreground 60%"),
            (f"{choice.title}\n", "bold"),
            f"  {_unbroken(timeline.dose(choice) + rest)}\n",
            (f"  {choice.exercise.position}\n", "$foreground 60%"),
        ]
    parts.append((f"\n{catalog.source.breathing}", "italic"))
    return Content.assemble(*parts)


def _unbroken(dose: str) -> str:
    """A dose that never breaks between a number and its unit."""
    return dose.replace(" s", "\u00a0s")


def _seconds(step: Step) -> str:
    if step.hold_range:
        low, high = step.hold_range
        return f"{low:g}-{high:g} s"
    return f"{step.seconds:g} s"


def _how(step: Step) -> tuple[str, str, str]:
    """Shape, word and colour of a step."""
    if step.kind == "hold":
        return stages.HOLD.shape, "hold", f"${stages.HOLD.colour}"
    breath = {
        "inhale": (stages.INHALE, "in"),
        "exhale": (stages.EXHALE, "out"),
        "easy": (stages.EASY, "easy"),
    }
    stage, label = breath[step.breath]
    return stage.shape, label, f"${stage.colour}"
