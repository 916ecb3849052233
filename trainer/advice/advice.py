"""What the coach says: one frozen value that every screen, command and line of speech reads."""

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
    """Ready to start, reps and hold already put in."""
    why: str = ""
    """What to say of it in its own row, where there is something to say."""

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
        """Seconds of every hold, or None where there is none."""
        return self.choice.hold

    @property
    def reps(self) -> int:
        """Reps in each set, counted as the exercise counts them."""
        return self.choice.exercise.reps


class Offer(Struct, frozen=True):
    """A step up or down, one rung, that the person may take or leave."""

    id: str
    here: str
    """The rung somebody is on, as the catalog writes it."""
    to: str | None
    """The rung offered; None for a tip to do fewer reps, if there is no easier rung."""
    words: str
    taken: Suggestion | None
    """What the exercise is once the offer is taken; None for a tip."""

    @property
    def key(self) -> str:
        """The key under which the settings store a refusal: `clam-shells:hand`."""
        return f"{self.id}:{self.to or self.here}"


class Resting(Struct, frozen=True):
    """An exercise that is not suggested for now."""

    id: str
    until: date | None
    """The day it is free again; None for one set aside, by the person or by passing it over."""
    why: str
    passed_over: bool = False


class Advice(Struct, frozen=True):
    """Everything the coach has to say on one day."""

    day: date
    kind: Kind
    reason: str
    """One line, at most 73 columns with the bundled names."""
    done: bool
    """Whether there is nothing more to do today, because enough was done."""
    suggestion: tuple[Suggestion, ...] = ()
    """In the order to do it; empty where nothing is suggested, and the reason says why."""
    routine: str | None = None
    """The id of the routine that the suggestion follows."""
    question: Question | None = None
    asked: str = ""
    """The question in words."""
    session: str | None = None
    """The id of the session that the answer about the next morning belongs to."""
    asks_pain: bool = False
    """Whether to ask for pain 0-10 once something is started."""
    pain_question: str = ""
    """That question in words."""
    offer: Offer | None = None
    resting: tuple[Resting, ...] = ()
    tomorrow: str = ""
    """The name of what comes tomorrow, where today is done."""
    notices: tuple[str, ...] = ()
    """More lines to show: the clock is behind, or it is worth showing to a professional."""

    def rests(self, id: str) -> Resting | None:
        """Why an exercise is not suggested, if it is not."""
        return next((resting for resting in self.resting if resting.id == id), None)
