"""The items of the picker: the exercises as planned for today, and the routines."""

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
    """Everything that the picker needs from the history."""

    standing: Standing
    """Streak, week and strength."""
    trained: frozenset[date]
    """All training days with a session that counts."""
    days_off: RestDays
    """All rest days, both planned and weekly."""
    advice: Advice
    choices: Mapping[str, Choice]
    """Each exercise as planned for today, by id."""
    before_standing: Choice | None
    """The exercise to do before standing up."""
    done: Mapping[str, date]
    """The day that each exercise was last done, by id."""
    done_today: tuple[str, ...] = ()
    """The names of the exercises done today, in order."""
    recent: tuple[SessionRecord, ...] = ()
    """The sessions of recent weeks, which show whether a routine was followed."""
    folded: Past | None = None
    """The history in the form that the advice uses."""

    def again(self, catalog: Catalog, settings: Settings, pain: int) -> Advice:
        """Work out the advice again for the pain just reported, 0-10."""
        assert self.folded is not None
        return advise_on(Situation(catalog, self.folded, settings, self.today, pain))

    @property
    def today(self) -> date:
        """The current training day."""
        return self.advice.day

    def is_after(self, before: HistorySummary) -> bool:
        """Check whether a session was done or a new day has begun since an earlier summary."""
        known = {session.id for session in before.recent}
        return self.today != before.today or any(one.id not in known for one in self.recent)


class PickerItem(Struct, frozen=True):
    """One row of the picker."""

    id: str
    title: str
    choices: tuple[Choice, ...]
    """What the row starts: one exercise, or the exercises of a routine in order."""
    routine: Routine | None = None


def of_choice(choice: Choice) -> PickerItem:
    """Return the item of one exercise."""
    return PickerItem(choice.id, choice.title, (choice,))


def all_of(
    catalog: Catalog, today: Mapping[str, Choice], hold: float | None = None
) -> Iterator[PickerItem]:
    """Yield the items of all exercises, as planned in `today`, and then of all routines.

    `hold` is the hold from the settings, in seconds. With None, the hold is from the catalog.
    """
    for exercise in catalog.exercises:
        known = today.get(exercise.id)
        yield of_choice(known or choose(exercise).with_default_hold(hold))
    for routine in catalog.routines:
        choices = tuple(c.with_default_hold(hold) for c in catalog.follow(routine))
        yield PickerItem(routine.id, routine.name, choices, routine)


def with_choice(item: PickerItem, choice: Choice) -> PickerItem:
    """Return the item with another version of its exercise."""
    return replace(item, title=choice.title, choices=(choice,))
