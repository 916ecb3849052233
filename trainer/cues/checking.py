"""Finds words in the catalog that cannot be spoken in the time of their step."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.catalog import STANDARD, Catalog, Choice, choose
from trainer.cues.pace import SLOW, Pace
from trainer.cues.wording import BREATHS, is_silent, seconds_available
from trainer.session.timeline import build_timeline


def overlong_words(catalog: Catalog) -> Iterator[str]:
    """Yield a line for each step whose words a slow voice cannot finish before the next ones."""
    for exercise in catalog.exercises:
        yielded: set[str] = set()
        for variant in (STANDARD, *(variant.id for variant in exercise.variants)):
            where = f"exercise {exercise.id}" + (
                "" if variant == STANDARD else f", variant {variant}"
            )
            for line in _of_choice(choose(exercise, variant)):
                if line not in yielded:  # a variant without steps uses those of the exercise
                    yielded.add(line)
                    yield f"{where}, {line}"


def _of_choice(choice: Choice) -> Iterator[str]:
    pace, timeline = Pace(SLOW), build_timeline([choice])
    begin = next((n for n, stage in enumerate(timeline.stages) if stage.rep), None)
    if begin is None:
        return
    for number, step in enumerate(choice.exercise.steps, 1):
        index = begin + number - 1
        stage = timeline.stages[index]
        if stage.kind != "move" or is_silent(stage):
            continue
        breath = BREATHS.get(stage.breath or "")
        needs = pace.seconds(f"{breath}, {stage.say_short}" if breath else stage.say_short)
        has = seconds_available(timeline, index)
        if needs > has:
            field = "say" if step.say else "cue"
            yield (
                f"step {number}, {field}: a slow voice needs {needs:.1f} s and has {has:g} s; "
                'give a shorter say, or a short form after |, as in "hands on the floor|hands down"'
            )
