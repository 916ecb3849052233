"""The rules of the picker, without its widgets: what the enter key would start.

Enter starts the marked rows. If no row is marked, enter starts the row under the cursor. If the
cursor is above the rows, on the suggestion, enter starts the suggestion.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from trainer.advice.advice import Advice, Offer
from trainer.advice.choosing import dose_step, with_reps
from trainer.catalog import Catalog, Choice, next_variant
from trainer.ui.picker.items import HistorySummary, PickerItem, all_of, with_choice


class Plan:
    """The rows, the cursor, the marked rows, and the changes made with keys."""

    def __init__(self) -> None:
        """Create an empty plan. `follow` fills it after the history has been read."""
        self.items: dict[str, PickerItem] = {}
        """The items by id, in the order of the rows."""
        self.marked: list[str] = []
        """The ids of the marked rows, in the order that they were marked."""
        self.at: str | None = None
        """The id of the row under the cursor. None if the cursor is on the suggestion."""
        self.taken: Offer | None = None
        """The offer that was accepted."""
        self.answered = False
        """Whether the coach's question or offer was answered since the history was read."""
        self.past: HistorySummary | None = None
        self._changed: dict[str, Choice] = {}
        """The exercises whose variant, hold or dose was changed with a key, by id."""

    @property
    def advice(self) -> Advice | None:
        """The coach's advice. None until the history has been read."""
        return self.past.advice if self.past else None

    @property
    def question(self) -> Literal["next-morning", "offer"] | None:
        """The question that yes and no would answer now, or None."""
        advice = self.advice
        if advice is None or self.answered or self.taken is not None:
            return None
        if advice.question == "next-morning":
            return "next-morning"
        return "offer" if advice.offer is not None and not advice.offer.is_tip else None

    def follow(self, catalog: Catalog, past: HistorySummary | None, hold: float | None) -> bool:
        """Use a new history, a new catalog or new settings.

        Changes made with keys stay until the next session is done or the next day begins. Return
        whether that has happened, or the history has just been read for the first time.
        """
        before, self.past = self.past, past
        starts_afresh = before is not None and past is not None and past.is_after(before)
        if starts_afresh:
            self._changed.clear()
            self.marked.clear()
            self.taken = None
        today = past.choices if past else {}
        self.items = {item.id: item for item in all_of(catalog, today, hold)}
        for id, choice in self._changed.items():
            if id in self.items:
                self.items[id] = with_choice(self.items[id], choice)
        self.marked = [id for id in self.marked if id in self.items]
        if self.at not in self.items:
            self.at = None
        return starts_afresh or before is None

    # What starts

    def suggested(self) -> list[Choice]:
        """Return the suggested exercises, with an accepted offer and the changes made with keys."""
        advice = self.advice
        if advice is None:
            return []
        if advice.routine:
            return [suggested.choice for suggested in advice.suggestion]
        ids = [suggested.id for suggested in advice.suggestion]
        if self.taken is not None and self.taken.id not in ids:
            ids = [self.taken.id, *ids][: len(ids)]
        return [self.items[id].choices[0] for id in ids if id in self.items]

    def order(self, id: str) -> int | None:
        """Return the place of a row in the suggestion, from 1, or None if it is not suggested."""
        advice = self.advice
        if advice is not None and advice.routine:
            return 1 if advice.routine == id else None
        ids = [choice.id for choice in self.suggested()]
        return ids.index(id) + 1 if id in ids else None

    def to_start(self) -> list[Choice]:
        """Return what enter starts, or an empty list."""
        if self.marked:
            return [choice for id in self.marked for choice in self.items[id].choices]
        if self.at is None:
            return self.suggested()
        return list(self.items[self.at].choices)

    @property
    def starts_suggestion(self) -> bool:
        """Whether enter starts what the coach suggests."""
        return self.at is None and not self.marked

    @property
    def names(self) -> Sequence[str]:
        """The names of what enter starts."""
        if self.marked:
            return [self.items[id].title for id in self.marked]
        if self.at is not None:
            return [self.items[self.at].title]
        advice = self.advice
        if advice is not None and advice.routine in self.items:
            return [self.items[advice.routine].title]
        return [choice.title for choice in self.suggested()]

    @property
    def item(self) -> PickerItem:
        """The item to show: the item under the cursor, or the first suggested item."""
        if self.at is not None:
            return self.items[self.at]
        advice = self.advice
        if advice is not None and advice.routine in self.items:
            return self.items[advice.routine]
        first = next((choice.id for choice in self.suggested()), None)
        return self.items[first] if first else next(iter(self.items.values()))

    # Keys

    def mark(self) -> None:
        """Mark or unmark the row under the cursor. On the suggestion, do so for all its rows."""
        ids = [self.at] if self.at is not None else [c.id for c in self.suggested()]
        if self.at is None and self.advice is not None and self.advice.routine:
            ids = [self.advice.routine]
        if all(id in self.marked for id in ids):
            self.marked = [id for id in self.marked if id not in ids]
        else:
            self.marked += [id for id in ids if id not in self.marked and id in self.items]

    def take(self) -> None:
        """Accept the offer: use its version of the exercise today. Nothing is saved."""
        offer = self.advice.offer if self.advice else None
        if offer is not None and offer.suggestion is not None:
            self.taken = offer
            self.change(offer.id, offer.suggestion.choice)

    def change(self, id: str, choice: Choice) -> None:
        """Use another version of an exercise until the next session is done."""
        self._changed[id] = choice
        self.items[id] = with_choice(self.items[id], choice)

    def next_variant(self, catalog: Catalog, hold: float | None) -> Choice | None:
        """Change to the next variant, with the same dose. Return it, or None if there are none."""
        item = self.item
        if item.routine or not item.choices[0].exercise.variants:
            return None
        (choice,) = item.choices
        other = next_variant(catalog.exercise(choice.id), choice.variant).with_default_hold(hold)
        other = other.replacing(choice)
        self.change(item.id, other)
        return other

    def hold(self, change: int) -> float | None:
        """Change the hold by `change` seconds. Return the new hold, or None if there is none."""
        item = self.item
        choice = item.choices[0]
        if item.routine or choice.hold is None or choice.hold_range is None:
            return None
        self.change(item.id, choice.holding(choice.hold + change))
        return self.items[item.id].choices[0].hold

    def reps(self, catalog: Catalog, change: int) -> int | None:
        """Change the reps of the exercise under the cursor. Return the new reps.

        If the cursor is on the suggestion and the coach offers fewer reps of an exercise, change
        that exercise. If `change` is 0, go back to the catalog's reps. A routine is not changed,
        and None is returned.
        """
        item = self.item
        advice = self.advice
        if self.at is None and advice is not None and advice.offer and advice.offer.is_tip:
            item = self.items[advice.offer.id]
        if item.routine:
            return None
        (choice,) = item.choices
        of_catalog = catalog.choose(choice.ref).exercise
        reps = dose_step(of_catalog, choice.exercise.reps, change) if change else of_catalog.reps
        self.change(item.id, with_reps(choice, reps))
        return reps

    def forget(self, id: str) -> None:
        """Forget the changes made to an exercise with keys."""
        self._changed.pop(id, None)
