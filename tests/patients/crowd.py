"""People made up from a seed, some of them with odd records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as changed
from datetime import timedelta
from random import Random
from typing import Any

from msgspec.structs import replace

from tests.patients.cases import ROUTINE
from tests.patients.living import BEGINS, Person
from tests.patients.notation import CATALOG, IDS, history
from trainer.advice.advice import Advice, Offer
from trainer.catalog import STANDARD, Choice, choose
from trainer.history.records import SessionRecord
from trainer.settings.model import Settings

_ODD = (
    "sit-ups -{}; GB/no-such -{}",
    "BD -{} 0/0; LE -{} 14/10",
    "CS -{} =terrible; MS -{} ~other 0/5",
    "GB@10 -{} b9 a1; LE/pillow -{} e10",
    "BD 3{}; GB 40{}",
)


class Anybody(Person):
    """Somebody with habits, pain and answers drawn from a seed."""

    def __init__(self, seed: int, weeks: int = 12) -> None:
        self.random = Random(seed)
        self.weeks = weeks
        one = self.random.random
        self.about = f"Somebody, number {seed}."
        self.attends = self.random.choice((0.15, 0.35, 0.6, 0.85, 1.0))
        self.pain = self.random.choice((0, 0, 1, 3, 4, 5, 6))
        self.hurting = one() * self.random.choice((0.0, 0.05, 0.3))
        self.sore = self.random.choice(list(IDS.values()))
        self.answers = self.random.choice((0.0, 0.5, 0.9, 1.0))
        self.worsens = one() * 0.4
        self.own_way = self.random.choice((0.0, 0.1, 0.5))
        self.yes, self.no = one(), one()
        self.strain = self.random.choice((2, 3, 5, 7, 9))
        self.away = self.random.randrange(-90, 80)
        if one() < 0.15:
            self.catalog = changed(CATALOG, routines=(ROUTINE,))
        self.settings = self._settings()

    def _settings(self) -> Settings:
        one, given = self.random.random, dict[str, Any]()
        if one() < 0.2:
            given["hold"] = self.random.choice((1.0, 2.0, 4.0, 60.0))
        if one() < 0.3:
            given["dose"] = {id: self.random.randrange(1, 21) for id in IDS.values()}
        if one() < 0.2:
            given["not_for_me"] = (*self.random.sample(list(IDS.values()), 2), "no-such")
        if one() < 0.2:
            given["rest_days"] = ("sun",)
        if one() < 0.2:
            given["questions"] = self.random.choice(("on", "off"))
        return Settings(**given)

    def past(self) -> list[SessionRecord]:
        """Some already have a history, and some histories have odd records."""
        sessions: list[SessionRecord] = []
        if self.random.random() < 0.3:
            text = "; ".join(f"{self.random.choice(list(IDS))} -{n} e3" for n in range(5, 200, 9))
            sessions += history(text, BEGINS)
        if self.random.random() < 0.4:
            days = self.random.sample(range(1, 90), 2)
            sessions += history(self.random.choice(_ODD).format(*days), BEGINS, shift=40)
        return sessions

    def comes(self, n: int) -> int:
        """Comes on some days, sometimes twice or more, and never on holiday."""
        if self.away <= n < self.away + 18 or self.random.random() > self.attends:
            return 0
        return self.random.choice((1, 1, 1, 1, 2, 4))

    def _answer(self, value: int) -> int | None:
        return value if self.random.random() < self.answers else None

    def pain_before(self, n: int) -> int | None:
        """Close to their usual pain."""
        return self._answer(min(max(self.pain + self.random.randrange(-2, 3), 0), 10))

    def pain_after(self, n: int) -> int | None:
        """Close to their usual pain, as before a session."""
        return self.pain_before(n)

    def effort(self, n: int) -> int | None:
        """Close to their usual effort."""
        return self._answer(min(max(self.strain + self.random.randrange(-2, 3), 0), 10))

    def hurts(self, n: int, choice: Choice) -> int | None:
        """One exercise hurts more often than the others."""
        chance = self.hurting * (1 if choice.id == self.sore else 0.2)
        if self.random.random() > chance:
            return None
        return self.random.choice((-1, 1, 3, 4, 5, 6, 7, 8, 10))

    def goes_on_easier(self, n: int, choice: Choice) -> bool:
        """They take the easier version half of the time."""
        return self.random.random() < 0.5

    def tires(self, n: int, choice: Choice) -> bool:
        """Now and then an exercise is too hard."""
        return self.random.random() < 0.03

    def worse(self, n: int) -> bool | None:
        """A random answer, from people who answer at all."""
        return None if self._answer(1) is None else self.random.random() < self.worsens

    def takes(self, n: int, offer: Offer) -> bool | None:
        """They accept, refuse, or give no answer."""
        if self.random.random() < self.yes:
            return True
        return False if self.random.random() < self.no else None

    def chooses(self, n: int, advice: Advice) -> Sequence[Choice] | None:
        """Sometimes they choose for themselves: any exercise in any variant."""
        if self.random.random() >= self.own_way:
            return None
        ids = self.random.sample(list(IDS.values()), self.random.choice((1, 2, 5)))
        exercises = [CATALOG.exercise(id) for id in ids]
        return [
            choose(one, self.random.choice((STANDARD, *(v.id for v in one.variants))))
            for one in exercises
        ]


class Painless(Anybody):
    """Nothing hurts, nothing is too hard, and every offer is accepted."""

    def __init__(self, seed: int, attends: float) -> None:
        super().__init__(seed, weeks=29)
        self.attends, self.away, self.own_way, self.hurting = attends, 500, 0.0, 0.0
        self.settings, self.catalog = Settings(), CATALOG

    def past(self) -> list[SessionRecord]:
        """They have no history yet."""
        return []

    def comes(self, n: int) -> int:
        """They come once a day at most."""
        return int(self.random.random() < self.attends)

    def pain_before(self, n: int) -> int | None:
        """They have no pain."""
        return 0

    def effort(self, n: int) -> int | None:
        """The effort is always low."""
        return 3

    def tires(self, n: int, choice: Choice) -> bool:
        """Nothing is too hard."""
        return False

    def worse(self, n: int) -> bool | None:
        """The morning after is never worse."""
        return False

    def takes(self, n: int, offer: Offer) -> bool | None:
        """They accept every offer."""
        return True


def shuffled(sessions: Sequence[SessionRecord], seed: int) -> list[SessionRecord]:
    """Return the same records in another order."""
    mixed = list(sessions)
    Random(seed).shuffle(mixed)
    return mixed


def later(sessions: Sequence[SessionRecord], days: int) -> list[SessionRecord]:
    """Return the same history, this many days later."""
    by = timedelta(days=days)
    return [
        replace(one, day=one.day + by, started=one.started + by, ended=one.ended + by)
        for one in sessions
    ]
