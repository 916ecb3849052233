"""People on one day: a history, and what the coach must say today."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.patients.notation import FILLER, ROTATION, TODAY, history, refused
from trainer.catalog.model import Prescribed, Routine
from trainer.history.records import SessionRecord
from trainer.settings.model import Settings

ROUTINE = Routine(
    "mine",
    "Mine",
    (Prescribed("bird-dog"), Prescribed("glute-bridge", reps=15, hold=10)),
    times_a_day=2,
)


@dataclass(frozen=True)
class Case:
    """One person on one day."""

    name: str
    past: str
    today: str
    """The suggestion, in the notation; empty if there is none."""
    kind: str = "least"
    question: bool = False
    offer: str = ""
    """`CS → hand`, or `tip CS`."""
    rests: str = ""
    """`BD 2, GB 13`: ids and days from today; `MS passed`."""
    pain: int | None = None
    filler: bool = True
    routine: bool = False
    professional: bool | None = None
    extra: tuple[SessionRecord, ...] = ()
    settings: Settings = field(default_factory=Settings)

    @property
    def sessions(self) -> list[SessionRecord]:
        """The whole history."""
        return [*history(f"{FILLER}; {self.past}" if self.filler else self.past), *self.extra]


def _ago(*days: int) -> tuple[date, ...]:
    return tuple(TODAY - timedelta(days=n) for n in days)


_SHELLS = "CS -10 b0 a0 e3; CS -7 b0 a0 e3; CS -4 b0 a0 e3; GB -2; BD -2; LE -2; MS -1"
_SHELLS_UNSAID = "CS -10; CS -7; CS -4; GB -2; BD -2; LE -2; MS -1"
_SQUATS = "; ".join(f"MS {n} b4 a5 e3" for n in (-10, -7, -4)) + "; GB -2; BD -2; LE -2; CS -1"
_SQUATS_ROSE = _SQUATS.replace("b4 a5", "b2 a4")
_REST = "; GB -2; BD -2; LE -2; CS -1"
_LOWER = "; ".join(f"MS/lower-chair {n}" for n in (-19, -16, -13, -10, -7, -4)) + _REST
_TURN = "; ".join(f"{('GB', 'BD', 'LE', 'CS')[(11 + n) % 4]} {n}" for n in range(-11, 0))

CASES = [
    Case("1 new", "", "GB@3×10", "first", filler=False),
    Case("1 second day", "GB -1", "BD×10", "new", question=True, filler=False),
    Case("2 a bad day", f"{ROTATION}; BD -1 !8", "CS×10", "gentle-7", rests="BD 2"),
    Case(
        "3 stopped at four",
        "BD -8; BD -5 !4 =same; MS -4; CS -3; GB -2; LE -1",
        "BD/hands-down×10 + MS×5",
        "easier",
    ),
    Case(
        "4 stopped twice",
        f"{ROTATION}; LE -4 !6; LE/pillow -1 !6",
        "CS×10 + MS×5",
        "rest",
        question=True,
        rests="LE 13",
    ),
    Case(
        "4 stopped three times",
        f"{ROTATION}; LE -20 !6; LE -16 !6; LE/pillow -1 !6",
        "CS×10 + MS×5",
        "rest",
        question=True,
        rests="LE 27",
    ),
    Case("5 eight now", ROTATION, "", "pain-7", pain=8),
    Case("5 refused today", ROTATION, "", "pain-7", extra=(refused(0, 8),)),
    Case("5 refused yesterday", ROTATION, "CS×10", "gentle-7", extra=(refused(-1, 8),)),
    Case("5 six now", ROTATION, "CS×10", "gentle-6", pain=6),
    Case("6 three good days", _SHELLS, "CS×10 + BD×10", offer="CS → hand"),
    Case("6 nobody answers", _SHELLS_UNSAID, "CS×10 + BD×10", offer="CS → hand"),
    Case(
        "6 refused lately",
        _SHELLS,
        "CS×10 + BD×10",
        settings=Settings(no={"clam-shells:hand": _ago(20)}),
    ),
    Case(
        "6 refused twice",
        _SHELLS,
        "CS×10 + BD×10",
        settings=Settings(no={"clam-shells:hand": _ago(300, 200)}),
    ),
    Case(
        "6 three days running",
        "CS -3; CS -2; CS -1; GB -2; BD -2; LE -2; MS -1",
        "BD×10 + GB@3×10",
    ),
    Case("7 always four or five", _SQUATS, "MS×5 + BD×10", offer="MS → lower-chair"),
    Case("7 pain rises", _SQUATS_ROSE, "MS×3 + BD×10", "worse"),
    Case(
        "8 worse morning", _SHELLS.replace("BD -2", "BD -2 =worse"), "CS×10 + BD×6", "worse", True
    ),
    Case(
        "9 three after a descent",
        "MS/lower-chair -40 !6; MS -10; MS -7; MS -4" + _REST,
        "MS×5 + BD×10",
    ),
    Case(
        "9 six after a descent",
        "MS/lower-chair -40 !6; " + _LOWER.replace("lower-chair", "chair"),
        "MS×5 + BD×10",
        offer="MS → lower-chair",
    ),
    Case("9 six on the lower chair", _LOWER, "MS/lower-chair×5 + BD×10", offer="MS → standard"),
    Case(
        "9 three on the lower chair",
        "; ".join(f"MS/lower-chair {n}" for n in (-10, -7, -4)) + _REST,
        "MS/lower-chair×5 + BD×10",
    ),
    Case("10 fifteen days away", "", "CS×10", "back", extra=tuple(history(ROTATION, shift=-13))),
    Case("10 back, and some never tried", "GB -40; GB -25", "GB@3×10", "back", filler=False),
    Case("11 four weeks", "GB@4 -30; BD -4; LE -3; CS -2; MS -1", "GB@3×10 + BD×10", "stale"),
    Case(
        "12 hard twice",
        "BD -9 e8; BD -5 e8; GB -3 e3; LE -3 e3; CS -1 e3; MS -1 e3",
        "BD×10 + GB@3×10",
        offer="BD → hands-down",
    ),
    Case(
        "12 nothing easier",
        "CS -9 e8; CS -5 e8; GB -3 e3; LE -3 e3; BD -1 e3; MS -1 e3",
        "CS×10 + GB@3×10",
        offer="tip CS",
    ),
    Case("13 routine", ROTATION, "BD×10 + GB@10×15", "routine", routine=True),
    Case(
        "13 routine done once today",
        f"{ROTATION}; BD + GB@10 0",
        "BD×10 + GB@10×15",
        "routine-2",
        routine=True,
    ),
    Case(
        "13 routine done twice today",
        f"{ROTATION}; BD + GB@10 0; BD + GB@10 0",
        "",
        "done",
        routine=True,
    ),
    Case(
        "13 part of the routine rests",
        f"{ROTATION}; GB@10 -1 !6",
        "BD×10",
        "routine-part",
        routine=True,
        question=True,
        rests="GB 2",
    ),
    Case(
        "13 an exercise back from its rest",
        f"{ROTATION}; GB@10 -3 !6",
        "BD×10 + GB@10×8",
        "routine-half",
        routine=True,
    ),
    Case(
        "14 everything rests",
        "GB -2 !6; BD -2 !6; LE -1 !6; CS -1 !6; MS -1 !6",
        "",
        "all-rest",
        question=True,
        rests="GB 1, BD 1, LE 2, CS 2, MS 2",
        professional=True,
    ),
    Case(
        "14 three bad days",
        "GB -3 !7; BD -2 !7; LE -1 !7",
        "",
        "all-rest",
        rests="BD 1, LE 2",
        professional=True,
    ),
    Case("14 a week later", "GB -9 !7; BD -8 !7; LE -7 !7", "CS×5", "return"),
    Case(
        "15 odd values",
        "BD -400 0/0; sit-ups -3; GB@2.5 -3 14/10 =terrible; CS/no-such -30; LE/pillow@3 -3; "
        "BD 500",
        "BD×10 + MS×5",
        "new",
        question=True,
    ),
    Case("15 flight west", f"{ROTATION}; CS 1", "", "done"),
    Case("16 an exercise passed over", _TURN, "CS×10", rests="MS passed", filler=False),
    Case(
        "17 a worse morning",
        "GB -13; BD -11; LE -9; CS -7; MS -5; GB -4; BD + GB@4 -3 =worse; LE -2; CS -1; MS -1",
        "BD×6 + GB@3×10",
        "worse",
        question=True,
    ),
    Case(
        "17 two worse mornings",
        "GB -13; BD -11; LE -9; CS -7; MS -5; GB -14; BD + GB@4 -6 =worse; BD + GB -5 6/6 =worse; "
        "CS -4; LE -3; CS -2; MS -1",
        "BD/hands-down×10 + GB@2×10",
        "worse2",
        question=True,
    ),
    Case(
        "18 chosen by hand",
        "MS -8; MS/standard -5; GB -2; BD -2; LE -1; CS -1",
        "MS/standard×5 + BD×10",
    ),
    Case(
        "18 chosen by hand, and it hurt",
        "MS -8; MS/standard -5 !6; GB -2; BD -2; LE -1; CS -1",
        "MS×5 + BD×10",
        "easier",
    ),
]
"""The name of each case is a number and what is special about the case."""
