"""What the coach must say to each made-up patient on one day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.patients.cases import CASES, ROUTINE, Case
from tests.patients.notation import CATALOG, SHORT, TODAY, shown
from trainer.advice.advice import Advice
from trainer.advice.rules import advise


def advice_for(case: Case) -> Advice:
    catalog = replace(CATALOG, routines=(ROUTINE,)) if case.routine else CATALOG
    return advise(catalog, case.sessions, case.settings, TODAY, case.pain)


def offered(advice: Advice) -> str:
    if advice.offer is None:
        return ""
    name = SHORT[advice.offer.id]
    return f"{name} → {advice.offer.offered_rung}" if advice.offer.offered_rung else f"tip {name}"


def resting(advice: Advice) -> set[str]:
    return {
        f"{SHORT[one.id]} {'passed' if one.until is None else (one.until - TODAY).days}"
        for one in advice.resting
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_patient_gets_the_expected_advice(case: Case) -> None:
    advice = advice_for(case)
    assert shown(advice.suggestion) == case.today, advice
    assert advice.kind == case.kind
    assert (advice.question == "next-morning") == case.question
    assert offered(advice) == case.offer
    assert resting(advice) == set(filter(None, case.rests.split(", ")))
    if case.professional is not None:
        assert any("professional" in line for line in advice.notices) == case.professional
