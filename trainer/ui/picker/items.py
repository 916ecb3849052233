"""What the picker offers: the exercises, each in a variant, and the routines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from textual.content import Content

from trainer.catalog import STANDARD, Catalog, Choice, Exercise, Routine, choose, next_variant
from trainer.history.records import SessionRecord


class HistorySummary(Struct, frozen=True):
    """What the history says to the picker."""

    standing: Content | str
    """One calm line: streak, this week, the last fourteen days."""
    today: date
    done: dict[str, date]
    """When each exercise was last done."""
    variants: dict[str, str]
    """The variant each was last done in."""
    recent: tuple[SessionRecord, ...] = ()
    """The sessions of the last weeks, to see in which of them a routine was followed."""


class PickerItem(Struct, frozen=True):
    """One row of the picker."""

    id: str
    title: str
    choices: tuple[Choice, ...]
    """What starts: an exercise in a variant, or those of a routine in their order."""
    routine: Routine | None = None


def of_exercise(
    exercise: Exercise, variant: str = STANDARD, hold: float | None = None
) -> PickerItem:
    """An exercise in a variant, the standard one where there is none of that name.

    `hold` is how many seconds the user holds; None leaves that to the catalog.
    """
    known = any(one.id == variant for one in exercise.variants)
    return _of_choice(choose(exercise, variant if known else STANDARD), hold)


def in_next_variant(offer: PickerItem, catalog: Catalog, hold: float | None = None) -> PickerItem:
    """The same exercise in the variant after this one."""
    (choice,) = offer.choices
    return _of_choice(next_variant(catalog.exercise(choice.id), choice.variant), hold)


def _of_choice(choice: Choice, hold: float | None) -> PickerItem:
    return PickerItem(choice.id, choice.title, (choice.usually_holding(hold),))


def all_of(
    catalog: Catalog, variants: Mapping[str, str], hold: float | None = None
) -> Iterator[PickerItem]:
    """Every exercise in the variant wanted of it, then every routine."""
    for exercise in catalog.exercises:
        yield of_exercise(exercise, variants.get(exercise.id, STANDARD), hold)
    for routine in catalog.routines:
        yield PickerItem(
            routine.id,
            routine.name,
            tuple(c.usually_holding(hold) for c in catalog.follow(routine)),
            routine,
        )
