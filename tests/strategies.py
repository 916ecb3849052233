"""Strategies for valid exercises, pacings, and any value of a TOML file."""

from __future__ import annotations

import random
from functools import cache, partial
from typing import Any

from faults.amount import often
from hypothesis import settings
from hypothesis import strategies as st

from trainer.catalog import Choice, Exercise, Step, Variant, choose
from trainer.session.timeline import Pacing

Table = dict[str, Any]

quarters = st.integers(1, 24).map(lambda n: n / 4)
"""Seconds of a step: short enough for many, and exact in binary."""
odd_seconds = st.floats(0.1, 6, allow_nan=False)
step_seconds = quarters | odd_seconds
either = st.booleans()
pauses = st.sampled_from([0.0, 0.5, 3.0, 10.0, 15.0])
maybe_pauses = st.none() | pauses
poses = st.sampled_from([None, "lying", "raised"])
breaths = st.sampled_from(["inhale", "exhale", "easy"])
sides = st.sampled_from(["none", "alternate", "each"])
to_three, to_five = st.integers(1, 3), st.integers(1, 5)
maybe_three, maybe_five = st.none() | to_three, st.none() | to_five
variant_names = st.sampled_from(["", "a", "ab"])
held_seconds = st.none() | st.floats(0.1, 20)
# These strategies are made only once, because Hypothesis examines a nested strategy at every draw.
# That would take most of the time of a test.


def examples(most: int) -> settings:
    """Run this many examples, or more in a long run."""
    return settings(max_examples=often(most))


one_of = cache(st.sampled_from)
up_to = cache(partial(st.integers, 1))


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """One movement or hold; a hold sometimes has a range."""
    seconds = draw(step_seconds)
    if draw(either):
        return Step("move", "Move {side}", draw(breaths), seconds, pose=draw(poses))
    span = draw(st.sampled_from([None, (seconds, seconds), (seconds / 2, seconds + 2)]))
    return Step("hold", "Hold, keep breathing", "easy", seconds, hold_range=span)


some_steps = st.lists(steps(), min_size=1, max_size=4).map(tuple)
maybe_steps = st.none() | some_steps


@cache
@st.composite
def variants(draw: st.DrawFn, id: str) -> Variant:
    """A variant that may replace reps, sets, rest, waits and steps, or nothing."""
    return Variant(
        id,
        id.title(),
        reps=draw(maybe_five),
        sets=draw(maybe_three),
        rest=draw(maybe_pauses),
        get_ready=draw(maybe_pauses),
        steps=draw(maybe_steps),
    )


@cache
@st.composite
def exercises(draw: st.DrawFn, id: str = "any") -> Exercise:
    """An exercise with any sides, sets, rests, steps and up to two variants."""
    return Exercise(
        id,
        id.title(),
        "on your back",
        draw(sides),
        draw(to_five),
        ("Lie down.",),
        draw(some_steps),
        sets=draw(to_three),
        rest=draw(pauses),
        get_ready=draw(maybe_pauses),
        switch=draw(maybe_pauses),
        variants=tuple(draw(variants(name)) for name in draw(variant_names)),
    )


@cache
@st.composite
def choices(draw: st.DrawFn, id: str = "any") -> Choice:
    """An exercise in any of its variants, with a hold that may have been changed."""
    exercise = draw(exercises(id))
    ids = ("standard", *(variant.id for variant in exercise.variants))
    choice = choose(exercise, draw(one_of(ids)))
    held = draw(held_seconds)
    return choice if held is None else choice.holding(held)


@cache
@st.composite
def sessions_of(draw: st.DrawFn, most: int = 3) -> tuple[Choice, ...]:
    """One or more exercises, in order."""
    return tuple(draw(choices(f"any-{n}")) for n in range(draw(up_to(most))))


pacings = st.builds(
    Pacing,
    tempo=st.sampled_from([0.5, 0.75, 1.0, 1.5, 2.0]) | st.floats(0.5, 2),
    get_ready=st.none() | pauses,
    switch=st.none() | pauses,
    rest=pauses,
)


# Files

LYING = (
    "pin near-shoulder 64.4 8.1, wrists, ankles; trunk 180; head 180 175 85; "
    "arms -6 -3 0; legs 61.5 -72 -23.5"
)

plain = st.recursive(
    st.booleans()
    | st.integers()
    | st.builds(pow, st.just(16), st.just(5000))
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["", " ", "{side}", "{}", "a\x1b[2J", "\u202e", "inhale", "hold", "a\n"])
    | st.dates()
    | st.datetimes()
    | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
"""Any value that a TOML parser can return."""


def table(id: str = "any", **changed: Any) -> Table:
    """An exercise as in a TOML file, with some fields replaced."""
    step: Table = {"kind": "move", "cue": "Up", "breath": "inhale", "seconds": 2.0}
    hold: Table = {"kind": "hold", "cue": "Hold", "breath": "easy", "seconds": 3.0}
    fields: Table = {
        "id": id,
        "name": "Any",
        "position": "on your back",
        "sides": "alternate",
        "reps": 4,
        "setup": ["Lie down."],
        "safety": ["Go slowly."],
        "step": [step, hold | {"hold_range": [2, 4]}, step | {"breath": "exhale"}],
        "variant": [{"id": "easy", "name": "Easy", "setup": ["Sit."], "step": [step]}],
        "poses": {"lying": LYING},
    }
    return fields | changed


def spoil(table: Table, value: object, seed: random.Random) -> Table:
    """Copy a table, and replace or add one value anywhere inside the copy."""
    copy: Any = dict(table)
    place = seed.choice([*copy, "unheard-of"])
    inner = copy.get(place)
    if isinstance(inner, list) and inner and isinstance(inner[0], dict) and seed.random() < 0.8:
        number = seed.randrange(len(inner))
        copy[place] = [*inner[:number], spoil(inner[number], value, seed), *inner[number + 1 :]]
    else:
        copy[place] = value
    return copy
