"""What the coach advises: one frozen value used by every screen, every command and the voice."""

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
    """The exercise, ready to start, with its reps and hold."""
    why: str = ""
    """Why this exercise is suggested, shown in its row; empty if there is nothing to say."""

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
        """How long every hold lasts, in seconds; None if the exercise has no holds."""
        return self.choice.hold

    @property
    def reps(self) -> int:
        """Reps in each set, counted the way the exercise counts them."""
        return self.choice.exercise.reps


class Offer(Struct, frozen=True):
    """An offer of the rung above or below, which the person may take or refuse."""

    id: str
    here: str
    """The person's current rung, as the catalog writes it."""
    to: str | None
    """The rung offered; None if there is no easier rung, and the offer is only a tip to do fewer
    reps."""
    words: str
    taken: Suggestion | None
    """What is suggested once the offer is taken; None for a tip."""

    @property
    def key(self) -> str:
        """The key under which the settings store a refusal: `clam-shells:hand`."""
        return f"{self.id}:{self.to or self.here}"


class Resting(Struct, frozen=True):
    """An exercise that is not suggested for now."""

    id: str
    until: date | None
    """The day it is available again; None if it is marked "not for me" or was passed over."""
    why: str
    passed_over: bool = False


class Advice(Struct, frozen=True):
    """Everything the coach advises on one day."""

    day: date
    kind: Kind
    reason: str
    """One line, at most 73 columns with the bundled names."""
    done: bool
    """Whether there is nothing more to do today, because enough was done."""
    suggestion: tuple[Suggestion, ...] = ()
    """The exercises in the order to do them. If nothing is suggested it is empty, and `reason` says
    why."""
    routine: str | None = None
    """The id of the routine that the suggestion follows."""
    question: Question | None = None
    asked: str = ""
    """The text of the question."""
    session: str | None = None
    """The id of the session that the answer about the next morning belongs to."""
    asks_pain: bool = False
    """Whether to ask for pain 0-10 when an exercise is started."""
    pain_question: str = ""
    """The text of the question about pain."""
    offer: Offer | None = None
    resting: tuple[Resting, ...] = ()
    tomorrow: str = ""
    """The name of what comes tomorrow, if today is done."""
    notices: tuple[str, ...] = ()
    """More lines to show, for example that the clock is behind or that a professional should see
    this."""

    def rests(self, id: str) -> Resting | None:
        """The entry of `resting` for this exercise, or None if it may be suggested."""
        return next((resting for resting in self.resting if resting.id == id), None)
