"""What is offered, and for how long a refusal is remembered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.patients.notation import CATALOG, TODAY, history, shown
from trainer.advice.offers import QUIET, is_quiet, quiet_until
from trainer.advice.rules import advise
from trainer.settings.model import Settings

KEY = "clam-shells:hand"
DAY = timedelta(days=1)


def test_an_offer_refused_once_is_not_repeated_for_six_weeks():
    no = {KEY: [TODAY - 5 * DAY, TODAY]}
    assert quiet_until({KEY: [TODAY]}, KEY) == TODAY + timedelta(weeks=6)
    assert quiet_until(no, KEY) is None  # twice is for good
    assert [is_quiet({KEY: [TODAY]}, KEY, TODAY + QUIET - n * DAY) for n in (1, 0)] == [True, False]


@pytest.mark.parametrize(("no", "quiet"), [({}, False), ({KEY: []}, False)])
def test_an_offer_never_refused_can_be_made(no: dict, quiet: bool):
    assert is_quiet(no, KEY, TODAY) is quiet


def test_an_offer_refused_twice_is_never_made_again():
    no = {KEY: [TODAY - 2000 * DAY, TODAY - 1000 * DAY]}
    assert is_quiet(no, KEY, TODAY)


OTHERS = "GB -3 e3; LE -3 e3"


@pytest.mark.parametrize(
    ("past", "offered"),
    [
        (
            "CS -10 b0 a0 e3; CS -7 b0 a0 e3; CS -4 b0 a0 e3; GB -2; BD -2; LE -2; MS -1",
            ("clam-shells", "standard", "hand", "Clam Shells went well three times."
             " Try a hand on the knee?", "CS/hand×10"),
        ),
        (
            "CS -10; CS -7; CS -4; GB -2; BD -2; LE -2; MS -1",
            ("clam-shells", "standard", "hand", "Clam Shells done three times."
             " If nothing hurts, a hand on the knee?", "CS/hand×10"),
        ),
        (
            f"BD -9 e8; BD -5 e8; {OTHERS}; CS -1 e3; MS -1 e3",
            ("bird-dog", "standard", "hands-down", "Bird Dog was hard twice."
             " Try hands down today?", "BD/hands-down×10"),
        ),
        (
            f"CS -9 e8; CS -5 e8; {OTHERS}; BD -1 e3; MS -1 e3",
            ("clam-shells", "standard", None, "Clam Shells was hard twice."
             " Fewer reps are fine: < takes one away.", ""),
        ),
    ],
)  # fmt: skip
def test_an_offer_says_what_and_why_and_what_would_be_done(past: str, offered: tuple):
    made = advise(CATALOG, history(past), Settings(), TODAY).offer
    assert made is not None
    taken = shown([made.taken]) if made.taken else ""
    assert (made.id, made.here, made.to, made.words, taken) == offered
