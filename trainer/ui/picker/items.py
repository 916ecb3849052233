"""What the picker offers: the exercises, each as it is to be done today, and the routines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from trainer.advice.advice import Advice
from trainer.advice.choosing import Situation
from trainer.advice.past import Past
from trainer.advice.rules import advise_on
from trainer.catalog import Catalog, Choice, Routine, choose
from trainer.history.habit import Standing
from trainer.history.records import SessionRecord
from trainer.settings.model import Settings
from trainer.settings.rest_days import RestDays


class HistorySummary(Struct, frozen=True):
    """What the history says to the picker."""

    standing: Standing
    """Streak, week and strength."""
    trained: frozenset[date]
    """Every day trained."""
    days_off: RestDays
    """Every day of rest, planned or weekly."""
    advice: Advice
    choices: Mapping[str, Choice]
    """Every exercise as it is to be done today if somebody does it."""
    before_standing: Choice | None
    """The one to do before standing up."""
    done: Mapping[str, date]
    """When each exercise was last done."""
    done_today: tuple[str, ...] = ()
    """The names of what was done today, in that order."""
    recent: tuple[SessionRecord, ...] = ()
    """The sessions of the last weeks, to see in which of them a routine was followed."""
    folded: Past | None = None
    """The history as the coach has it."""

    def again(self, catalog: Catalog, settings: Settings, pain: int) -> Advice:
        """What the coach says once pain 0-10 was told."""
        assert self.folded is not None
        return advise_on(Situation(catalog, self.folded, settings, self.today, pain))

    @property
    def today(self) -> date:
        """The training day."""
        return self.advice.day


class PickerItem(Struct, frozen=True):
    """One row of the picker."""

    id: str
    title: str
    choices: tuple[Choice, ...]
    """What starts: an exercise in a variant, or those of a routine in their order."""
    routine: Routine | None = None


def of_choice(choice: Choice) -> PickerItem:
    """The row of one exercise."""
    return PickerItem(choice.id, choice.title, (choice,))


def all_of(
    catalog: Catalog, today: Mapping[str, Choice], hold: float | None = None
) -> Iterator[PickerItem]:
    """Every exercise as it is to be done today, then every routine as it is prescribed.

    `hold` is how many seconds the user holds; None leaves that to the catalog.
    """
    for exercise in catalog.exercises:
        known = today.get(exercise.id)
        yield of_choice(known or choose(exercise).with_default_hold(hold))
    for routine in catalog.routines:
        choices = tuple(c.with_default_hold(hold) for c in catalog.follow(routine))
        yield PickerItem(routine.id, routine.name, choices, routine)


def with_choice(item: PickerItem, choice: Choice) -> PickerItem:
    """The same row in another version."""
    return replace(item, title=choice.title, choices=(choice,))
