"""The advice of the coach, as an immutable value for the screens, the commands and the voice."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from trainer.catalog.choosing import Choice

Kind = Literal[
    "first",
    "least",
    "new",
    "half",
    "easier",
    "worse",
    "worse2",
    "stale",
    "rest",
    "routine",
    "routine-2",
    "routine-part",
    "routine-half",
    "routine-back",
    "back",
    "return",
    "gentle-7",
    "gentle-6",
    "pain-7",
    "all-rest",
    "rest-day",
    "done",
    "enough",
    "plenty",
]
Question = Literal["next-morning", "pain-before"]


class Suggestion(Struct, frozen=True):
    """One exercise to do today, and how much of it."""

    choice: Choice
    """The exercise with its reps and hold, ready to start."""
    why: str = ""
    """Why this exercise is suggested, shown in its row. May be empty."""

    @property
    def id(self) -> str:
        """The exercise's id."""
        return self.choice.id

    @property
    def variant(self) -> str:
        """The variant's id."""
        return self.choice.variant

    @property
    def hold(self) -> float | None:
        """The length of each hold in seconds, or None if the exercise has no holds."""
        return self.choice.hold

    @property
    def reps(self) -> int:
        """The reps in each set, as in `Exercise.reps`."""
        return self.choice.exercise.reps


class Offer(Struct, frozen=True):
    """An offer to go up or down a rung. The person may accept or refuse it."""

    id: str
    current_rung: str
    """As written in the catalog."""
    offered_rung: str | None
    """None for a tip."""
    words: str
    suggestion: Suggestion | None
    """The suggestion if the person accepts, or None for a tip."""

    @property
    def is_tip(self) -> bool:
        """Whether there is no easier rung to offer, only the advice to do fewer reps."""
        return self.offered_rung is None

    @property
    def key(self) -> str:
        """The key of a refusal in the settings: `clam-shells:hand`."""
        return f"{self.id}:{self.offered_rung or self.current_rung}"


class Resting(Struct, frozen=True):
    """An exercise that is not suggested for now."""

    id: str
    until: date | None
    """The day it is available again, or None if there is no such day."""
    why: str
    passed_over: bool = False
    """Whether the reason is that the person has not done it for a long time."""


class Advice(Struct, frozen=True):
    """Everything the coach advises on one day."""

    day: date
    kind: Kind
    reason: str
    """A line of at most 73 columns, unless an exercise has a longer name than the bundled ones."""
    done: bool
    """Whether enough was done today."""
    suggestion: tuple[Suggestion, ...] = ()
    """The exercises, in the order in which to do them. If it is empty, `reason` says why."""
    routine: str | None = None
    """The id of the routine that the suggestion follows."""
    question: Question | None = None
    asked: str = ""
    """The text of the question."""
    session: str | None = None
    """For a question about the next morning: the id of the session it refers to."""
    asks_pain: bool = False
    """Whether to ask about pain (0-10) when an exercise is started."""
    pain_question: str = ""
    """The text of the question about pain."""
    offer: Offer | None = None
    resting: tuple[Resting, ...] = ()
    tomorrow: str = ""
    """What comes tomorrow, if `done` is true: a name, or for example "a rest day"."""
    notices: tuple[str, ...] = ()
    """More lines to show, for example that the clock is wrong."""

    def find_resting(self, id: str) -> Resting | None:
        """Return the entry of `resting` for an exercise, or None if it may be suggested."""
        return next((resting for resting in self.resting if resting.id == id), None)
