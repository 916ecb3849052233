"""Twelve people who live with the coach for twelve weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as changed
from datetime import timedelta

from msgspec.structs import replace

from tests.patients.cases import ROUTINE
from tests.patients.living import BEGINS, Life, Person
from tests.patients.notation import CATALOG, history
from trainer.advice.advice import Advice, Offer
from trainer.catalog import Choice
from trainer.history.records import SessionRecord
from trainer.settings.model import Settings


class Eager(Person):
    """Somebody who trains every day, without pain."""

    about = "Ada, 34, at a desk all day. Almost no pain; trains every day; accepts every offer."

    def effort(self, n: int) -> int | None:
        return 3

    def pain_after(self, n: int) -> int | None:
        return 0

    def pain_before(self, n: int) -> int | None:
        return 0

    def worse(self, n: int) -> bool | None:
        return False

    def takes(self, n: int, offer: Offer) -> bool | None:
        return True


class Hurting(Person):
    """Somebody whom one exercise hurts."""

    about = "Ben, 51. Bird dog hurts at 8 in the first week and at 6 in the third; otherwise 3."

    def pain_before(self, n: int) -> int | None:
        return 3

    def pain_after(self, n: int) -> int | None:
        return 3

    def hurts(self, n: int, choice: Choice) -> int | None:
        if choice.id != "bird-dog" or choice.variant != "standard":
            return None
        return 8 if n < 10 else 6 if n < 25 else None

    def worse(self, n: int) -> bool | None:
        return n in (3, 4)

    def takes(self, n: int, offer: Offer) -> bool | None:
        return True


class Lasting(Person):
    """Somebody with constant pain."""

    about = "Cleo, 62. Pain is always 4 or 5, whatever she does. Five days of seven."

    def comes(self, n: int) -> int:
        return int(n % 7 < 5)

    def pain_before(self, n: int) -> int | None:
        return 4 + n % 2

    def pain_after(self, n: int) -> int | None:
        return 5 - n % 2

    def effort(self, n: int) -> int | None:
        return 4

    def worse(self, n: int) -> bool | None:
        return False

    def takes(self, n: int, offer: Offer) -> bool | None:
        return True


class Weekend(Person):
    """Somebody who trains only at weekends."""

    about = "Dan, 45. Saturdays and Sundays only; the squat hurts at 4 once. Refuses offers."

    def comes(self, n: int) -> int:
        return int(n % 7 >= 5)

    def hurts(self, n: int, choice: Choice) -> int | None:
        return 4 if choice.id == "mobility-squat" and n == 27 else None

    def goes_on_easier(self, n: int, choice: Choice) -> bool:
        return True

    def takes(self, n: int, offer: Offer) -> bool | None:
        return False


class Silent(Person):
    """Somebody who answers no question."""

    about = "Eve, 29. Never answers anything; trains every second day."

    def comes(self, n: int) -> int:
        return int(n % 2 == 0)


class Away(Person):
    """Somebody who is often away."""

    about = "Finn, 38. Trains for three weeks, then three weeks away; two weeks in bed at the end."

    def comes(self, n: int) -> int:
        return int(n < 21 or 42 <= n < 70)

    def pain_before(self, n: int) -> int | None:
        return 2

    def effort(self, n: int) -> int | None:
        return 3

    def worse(self, n: int) -> bool | None:
        return False

    def takes(self, n: int, offer: Offer) -> bool | None:
        return True


class Flare(Person):
    """Somebody with a flare-up."""

    about = "Gus, 57. Well, then a flare-up in week five: 8 before, 7 after, worse mornings."

    def _flares(self, n: int) -> bool:
        return 28 <= n < 36

    def pain_before(self, n: int) -> int | None:
        return 8 if n == 29 else 6 if self._flares(n) else 2

    def pain_after(self, n: int) -> int | None:
        return 7 if self._flares(n) else 2

    def effort(self, n: int) -> int | None:
        return 6 if self._flares(n) else 3

    def worse(self, n: int) -> bool | None:
        return self._flares(n - 1)

    def takes(self, n: int, offer: Offer) -> bool | None:
        return True


class Tired(Person):
    """Somebody for whom everything is hard at first."""

    about = "Hana, 70. Everything is hard at first (8), easier from week six (3). Accepts offers."

    def comes(self, n: int) -> int:
        return int(n % 7 not in (2, 6))

    def effort(self, n: int) -> int | None:
        return 8 if n < 38 else 3

    def pain_after(self, n: int) -> int | None:
        return 1

    def takes(self, n: int, offer: Offer) -> bool | None:
        return True


class Prescribed(Person):
    """Somebody with a routine from a therapist."""

    about = "Ines, 48. A routine from her therapist, twice a day; the bridge hurts at 6 twice."
    catalog = changed(CATALOG, routines=(ROUTINE,))

    def comes(self, n: int) -> int:
        return 2 if n % 7 != 6 else 0

    def pain_before(self, n: int) -> int | None:
        return 3

    def hurts(self, n: int, choice: Choice) -> int | None:
        return 6 if choice.id == "glute-bridge" and n in (4, 8) else None

    def worse(self, n: int) -> bool | None:
        return n == 15


class ByHand(Person):
    """Somebody who chooses every exercise by hand."""

    about = "Jon, 26. Does all five every day by hand, the deep squat too; wants no clam shells."
    settings = Settings(not_for_me=("clam-shells",))

    def chooses(self, n: int, advice: Advice) -> Sequence[Choice] | None:
        refs = ("bird-dog", "glute-bridge", "supine-leg-extension", "mobility-squat")
        return [CATALOG.choose(ref) for ref in refs] if not advice.done else None

    def effort(self, n: int) -> int | None:
        return 2

    def takes(self, n: int, offer: Offer) -> bool | None:
        return None


class Returning(Person):
    """Somebody who returns after a year away."""

    about = "Kay, 66. A year away after a year of training; everything hurts at 7 on three days."

    def past(self) -> list[SessionRecord]:
        text = "; ".join(f"GB + BD -{n} b2 a1 e3" for n in range(370, 700, 3))
        return history(text, BEGINS)

    def comes(self, n: int) -> int:
        return int(n % 3 != 2)

    def hurts(self, n: int, choice: Choice) -> int | None:
        return 7 if 6 <= n < 14 else None

    def pain_before(self, n: int) -> int | None:
        return 3

    def worse(self, n: int) -> bool | None:
        return 6 <= n < 16


class Fewer(Person):
    """Somebody who does fewer reps."""

    about = "Lou, 41. Takes reps away, rests on Sundays, and says no twice to the hand."
    settings = Settings(rest_days=("sun",), dose={"mobility-squat": 3})

    def sets(self, n: int, settings: Settings) -> Settings:
        dose = {"mobility-squat": 3, "bird-dog": 6}
        return replace(settings, dose=dose) if n == 20 else settings

    def comes(self, n: int) -> int:
        return int(n % 7 != 6)

    def effort(self, n: int) -> int | None:
        return 3

    def worse(self, n: int) -> bool | None:
        return False

    def takes(self, n: int, offer: Offer) -> bool | None:
        return offer.id != "clam-shells"


PEOPLE: dict[str, type[Person]] = {
    "ada": Eager,
    "ben": Hurting,
    "cleo": Lasting,
    "dan": Weekend,
    "eve": Silent,
    "finn": Away,
    "gus": Flare,
    "hana": Tired,
    "ines": Prescribed,
    "jon": ByHand,
    "kay": Returning,
    "lou": Fewer,
}


def life(name: str) -> Life:
    """Return the life of a person before the first day."""
    return Life(PEOPLE[name]())


LAST_DAY = BEGINS + timedelta(weeks=Person.weeks)
