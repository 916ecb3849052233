"""Rules that hold for everybody, whatever they do for twelve weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import get_args

import pytest
from msgspec.structs import replace

from tests.patients.crowd import Anybody, Painless, later, shuffled
from tests.patients.living import GivenAdvice, Life
from tests.patients.notation import CATALOG, shown
from trainer.advice.advice import Advice, Kind
from trainer.advice.past import Past
from trainer.catalog.ladders import rung_of, rungs
from trainer.history.records import ExerciseRecord, SessionRecord

WIDTH = 73


def test_the_coach_is_consistent_and_careful_with_everybody(seed: int) -> None:
    life = Life(Anybody(seed))
    for entry in life.days():
        for given in life.given:
            check_complete(given.advice)
            check_careful(given)
        life.given.clear()
        if entry.day.day == 1 and not entry.lines:
            mixed = shuffled(life.sessions, seed)
            again = Life(life.person)
            again.sessions, again.settings = mixed, life.settings
            assert again.advice(entry.day) == life.advice(entry.day)


def check_complete(advice: Advice) -> None:
    assert advice.kind in get_args(Kind)
    assert advice.reason
    lines = [advice.reason, advice.asked, advice.pain_question, *advice.notices]
    lines += [one.why for one in (*advice.resting, *advice.suggestion)]
    lines += [advice.offer.words] if advice.offer else []
    assert max(map(len, lines)) <= WIDTH, max(lines, key=len)
    nothing = {"pain-7", "all-rest", "rest-day", "done", "enough", "plenty"}
    assert bool(advice.suggestion) == (advice.kind not in nothing)
    assert advice.done == (advice.kind in {"done", "enough", "plenty"})
    assert not (advice.question and advice.offer)
    assert not (advice.question == "next-morning" and advice.asks_pain)
    assert len({one.id for one in advice.suggestion}) == len(advice.suggestion)
    for one in advice.suggestion:
        assert one.reps >= 1
        assert one.choice.sides != "alternate" or one.reps % 2 == 0
        assert (one.hold is None) == (one.choice.hold is None)
    if advice.offer and advice.offer.offered_rung:
        ladder = [str(rung) for rung in rungs(CATALOG.exercise(advice.offer.id))]
        there = ladder.index(advice.offer.offered_rung)
        here = ladder.index(advice.offer.current_rung)
        assert abs(there - here) == 1


def check_careful(given: GivenAdvice) -> None:
    advice, day = given.advice, given.advice.day
    # A session dated tomorrow counts as today's. Such a date is possible after a flight west.
    known = [session for session in given.sessions if session.day <= day + timedelta(days=1)]
    suggested = {one.id for one in advice.suggestion}
    assert not suggested & set(given.settings.not_for_me)
    assert not suggested & {one.id for one in advice.resting if one.until is not None}
    for id in suggested:
        for hurt, pain in stops(known, id):
            if (pain is None or pain > 5) and (day - hurt).days < 3:
                assert completed_since(known, id, hurt), (id, hurt)
    if advice.offer and is_step_up(advice):
        week = [session for session in known if (day - session.day).days <= 7]
        assert not any(session.morning == "worse" for session in week)
        assert all(worst(session) < 7 for session in week)
    if given.settings.hold is None:  # a hold fixed in the settings is the person's own choice
        check_no_step_up_after_a_worse_morning(known, advice)


def check_no_step_up_after_a_worse_morning(known: list[SessionRecord], advice: Advice) -> None:
    trained = [s.day for s in known if any(e.done_reps for e in s.exercises)]
    last = max((day for day in trained if day < advice.day), default=None)
    sessions = [session for session in known if session.day == last]
    if not any(session.morning == "worse" for session in sessions) or advice.routine:
        return
    for one in advice.suggestion:
        exercise = CATALOG.exercise(one.id)
        done = [
            rung_of(exercise, record.variant, record.hold)
            for session in sessions
            for record in session.exercises
            if record.id == one.id and record.done_reps
        ]
        known = [rung for rung in done if rung is not None]
        now = rung_of(exercise, one.variant, one.hold)
        if known and now is not None and len(known) == len(done):
            assert now <= max(known)


def is_step_up(advice: Advice) -> bool:
    assert advice.offer
    ladder = [str(rung) for rung in rungs(CATALOG.exercise(advice.offer.id))]
    to = advice.offer.offered_rung
    return to is not None and ladder.index(to) > ladder.index(advice.offer.current_rung)


def stops(known: list[SessionRecord], id: str) -> Iterator[tuple[date, int | None]]:
    for session in known:
        for record in session.exercises:
            if record.id == id and (record.stopped == "pain" or record.pain_at_stop is not None):
                yield session.day, record.pain_at_stop


def completed_since(known: list[SessionRecord], id: str, hurt: date) -> bool:
    def whole(record: ExerciseRecord) -> bool:
        return record.id == id and record.done_reps >= record.planned_reps > 0

    return any(whole(record) for s in known if s.day > hurt for record in s.exercises)


def worst(session: SessionRecord) -> int:
    at_stop = (record.pain_at_stop or 0 for record in session.exercises)
    return max(session.pain_before or 0, session.pain_after or 0, *at_stop)


@pytest.mark.parametrize("attends", [0.35, 0.6, 0.85, 1.0])
@pytest.mark.parametrize("number", range(3))
def test_somebody_without_pain_reaches_the_top_of_every_ladder(attends: float, number: int) -> None:
    life = Life(Painless(number, attends))
    last = [entry.day for entry in life.days()][-1]
    past = Past(CATALOG.exercises, life.sessions, last + timedelta(days=1))
    reached = {id: state.rung for id, state in past.states.items()}
    assert reached == {one.id: len(rungs(one)) - 1 for one in CATALOG.exercises}


@pytest.mark.parametrize("number", range(5))
def test_advice_depends_on_the_days_between_sessions_and_not_on_the_date(number: int) -> None:
    """All dates are moved by sixty weeks, which changes no weekday and no order of offers."""
    life = Life(Anybody(number))
    days = [entry.day for entry in life.days()]
    moved = Life(life.person)
    by = timedelta(days=420)
    refused = {key: [day + by for day in days] for key, days in life.settings.no.items()}
    moved.sessions = later(life.sessions, by.days)
    moved.settings = replace(life.settings, no=refused)
    here, there = life.advice(days[-1]), moved.advice(days[-1] + by)
    assert shown(here.suggestion) == shown(there.suggestion)
    assert (here.kind, here.question) == (there.kind, there.question)
    assert (here.offer and here.offer.key) == (there.offer and there.offer.key)
