"""Decides what to do today. The first rule of this table that matches is applied.

    1   Pain was seven or more today.             No exercise.
    2   An exercise was completed today, or       No more exercise. Say what comes tomorrow.
        stopped for pain.
    3   It is a planned rest day.                 No exercise.
    4   No exercise is available.                 No exercise.
        On three days in four weeks, an exercise  No exercise for a week. Then one exercise in
        caused pain of seven or more.             its easiest version, with half the reps.
    5   Pain is six, or a recent day was bad.     One exercise in its easiest version.
    6   The user has a routine.                   The routine, without exercises being rested.
    7   There have been no reps for ten days.     One exercise, as last done.
    8   Any other day.                            One exercise in the first two weeks, then two.
                                                  Half the reps after a worse morning.

Advice always has a reason. It has at most one question, and never a question and an offer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from trainer.advice import questions, words
from trainer.advice.advice import Advice, Kind, Suggestion
from trainer.advice.choosing import (
    Situation,
    available,
    in_order,
    resting,
    rung_today,
    suggest,
    with_ids_or_all,
)
from trainer.advice.offers import offer
from trainer.advice.past import NEARBY, ExerciseState, Past
from trainer.advice.routines import RoutineToday, is_back, routines_today, suggested
from trainer.advice.standing_up import LONGEST
from trainer.catalog.choosing import Catalog
from trainer.history.records import SessionRecord
from trainer.safety import ACCEPTABLE, PROFESSIONAL, STOP_FROM
from trainer.settings.model import Settings

# These numbers have no source; they are our own.
NEWCOMER = 14
"""For this many days after the first rep, one exercise is suggested. Later there are two, as the
leaflet says."""
BAD_DAYS, BAD_WINDOW, BAD_REST, CALM_DAYS = 3, 28, 7, 3
"""A bad day is a day on which an exercise caused pain of seven or more. After BAD_DAYS of them in
BAD_WINDOW days, no exercise is suggested for BAD_REST days. Then one is suggested, until CALM_DAYS
training days without trouble have passed."""
SEVERE_DAYS, SEVERE_WINDOW = 3, 14
"""The advice is to see a professional after SEVERE_DAYS days with pain of seven or more in
SEVERE_WINDOW days. The cause of the pain does not matter."""
PLENTY = 3
"""After this many sessions in a day, the coach says that it is plenty."""


def advise(
    catalog: Catalog,
    sessions: Iterable[SessionRecord],
    settings: Settings,
    day: date,
    pain: int | None = None,
) -> Advice:
    """Return the advice for a training day.

    `pain` is what the person reported just now (0-10), or None.
    """
    past = Past(catalog.exercises, sessions, day)
    return advise_on(Situation(catalog, past, settings, day, pain))


def advise_on(situation: Situation) -> Advice:
    """Return the advice for a situation."""
    advice = _first_matching(situation)
    notices = []
    if situation.past.ahead is not None:
        notices.append(words.clock_behind(situation.past.ahead))
    if _is_for_a_professional(situation, advice.kind):
        notices.append(PROFESSIONAL)
    return msgspec.structs.replace(advice, resting=resting(situation), notices=tuple(notices))


def _first_matching(situation: Situation) -> Advice:
    past, settings, day = situation.past, situation.settings, situation.day
    if (pain := _worst_today(situation)) >= STOP_FROM:
        return Advice(day, "pain-7", words.no_exercise(pain), done=False)
    routines = routines_today(situation)
    if over := _enough_for_today(situation, routines):
        return over
    if day in settings.days_off:
        return _with_question(situation, Advice(day, "rest-day", words.REST_DAY, done=False))
    able = available(situation)
    since = _since_bad_days(situation)
    if not able or (since is not None and since < BAD_REST):
        return _with_question(situation, _nothing_available(situation))
    if situation.catalog.routines:
        prescribed = {
            each.id for routine in situation.catalog.routines for each in routine.exercises
        }
        few = with_ids_or_all(able, prescribed)
    else:
        few = able
    # After a bad day, avoid advanced exercises.
    easiest = min(few, key=lambda state: state.exercise.level == "advanced")
    if since is not None:
        suggestion = suggest(situation, easiest, rung=0, half=True, why=words.RETURN)
        return _with_question(situation, _advice(situation, "return", words.RETURN, [suggestion]))
    if gentle := _easy_day(situation):
        kind, reason = gentle
        suggestion = suggest(situation, easiest, rung=0, why=reason)
        asks = questions.asks_pain(situation)
        return _advice(situation, kind, reason, [suggestion], asks_pain=asks)
    if routine := next((each for each in routines if not each.is_done), None):
        kind, reason, several = suggested(situation, routine)
        advice = _advice(situation, kind, reason, several)
        advice = msgspec.structs.replace(advice, routine=routine.routine.id)
        return _with_question(situation, advice)
    if situation.catalog.routines and not routines and _any_rests(situation):
        return _with_question(situation, _nothing_available(situation))
    if is_back(past.last_rep, day):
        known = next((state for state in able if state.last_done is not None), able[0])
        rung = rung_today(known, day)
        reason = words.BACK if rung == known.rung else words.BACK_EASIER
        suggestion = suggest(situation, known, rung=rung, why=reason)
        return _with_question(situation, _advice(situation, "back", reason, [suggestion]))
    return _usual_day(situation, able)


# The rules, one by one


def _worst_today(situation: Situation) -> int:
    """Rule 1: return the highest pain reported today."""
    days = situation.past.days
    worst = days[-1].worst if situation.is_today and days and days[-1].day == situation.day else 0
    return max(worst, situation.pain or 0)


def _enough_for_today(situation: Situation, routines: Sequence[RoutineToday]) -> Advice | None:
    """Rule 2: return the advice to stop, if enough was done today."""
    sessions = situation.sessions
    records = [record for session in sessions for record in session.exercises]
    hurt = any(record.stopped == "pain" for record in records)
    if situation.catalog.routines and routines:
        complete = all(each.is_done for each in routines)
    else:
        complete = any(record.status == "completed" and record.done_reps for record in records)
    if not (hurt or complete):
        return None
    number = sum(not _is_short(session) for session in sessions)
    tomorrow = _tomorrow(situation)
    kind: Kind = "done"
    reason = words.done(tomorrow)
    if hurt:
        kind, reason = "enough", words.enough(tomorrow)
    elif number >= PLENTY and number > max((each.runs for each in routines), default=0):
        kind, reason = "plenty", words.plenty(number)
    return Advice(situation.day, kind, reason, done=True, tomorrow=tomorrow)


def _is_short(session: SessionRecord) -> bool:
    """Check whether a session has no exercise, or only a short one, like that of the key `b`.

    People should do such sessions often, so these do not count for PLENTY.
    """
    done = [record for record in session.exercises if record.done_reps]
    return not done or (len(done) == 1 and done[0].seconds <= LONGEST)


def _tomorrow(situation: Situation) -> str:
    """Return the name of tomorrow's first exercise, or "your routine" or "a rest day"."""
    day = situation.day + timedelta(days=1)
    advice = _first_matching(situation._replace(day=day, pain=None, is_today=False))
    if advice.routine:
        return "your routine"
    if advice.kind == "rest-day":
        return "a rest day"
    return words.cut(advice.suggestion[0].choice.name) if advice.suggestion else ""


def _since_bad_days(situation: Situation) -> int | None:
    """Rule 4: return the days since the last of three bad days in four weeks.

    Returns None without three bad days, or after three training days without trouble.
    """
    bad = [
        past.day
        for past in situation.past.days
        if past.worst_from_exercise >= STOP_FROM and (situation.day - past.day).days < BAD_WINDOW
    ]
    if len(bad) < BAD_DAYS:
        return None
    since = [past for past in situation.past.days if past.trained and past.day > bad[-1]]
    calm = [past for past in since if not (past.stopped or past.morning == "worse")]
    if len(calm) >= CALM_DAYS and calm[-CALM_DAYS:] == since[-CALM_DAYS:]:
        return None
    return (situation.day - bad[-1]).days


def _nothing_available(situation: Situation) -> Advice:
    """Rule 4: return the advice if no exercise is available."""
    set_aside = all(id in situation.settings.not_for_me for id in situation.past.states)
    reason = words.NONE_LEFT if set_aside else words.ALL_REST
    return Advice(situation.day, "all-rest", reason, done=False)


def _easy_day(situation: Situation) -> tuple[Kind, str] | None:
    """Rule 5: return the kind and reason after pain of six, or a day with seven or more."""
    days = situation.past.days
    today = days[-1] if days and days[-1].day == situation.day and situation.is_today else None
    pain = situation.pain
    if pain is None and today is not None:
        pain = today.worst_before
    if pain is not None and pain > ACCEPTABLE:
        return "gentle-6", words.GENTLE_6
    before = days[-2:-1] if today is not None else days[-1:]
    for last in before:
        if last.worst >= STOP_FROM and (situation.day - last.day).days <= NEARBY:
            return "gentle-7", words.gentle(last.worst)
    return None


def _any_rests(situation: Situation) -> bool:
    return any(
        situation.past.states[prescribed.id].rests_on(situation.day)
        for routine in situation.catalog.routines
        for prescribed in routine.exercises
    )


def _usual_day(situation: Situation, able: Sequence[ExerciseState]) -> Advice:
    """Rule 8: return one exercise in the first two weeks, then two. Sometimes add an offer."""
    past, day = situation.past, situation.day
    new = past.first_rep is None or (day - past.first_rep).days < NEWCOMER
    states = able[: 1 if new else 2]
    half = _worse_this_morning(situation) is not None
    suggestion = [
        suggest(
            situation,
            state,
            rung=rung_today(state, day),
            half=half,
            why=_reason_for(situation, state)[1],
        )
        for state in states
    ]
    kind, reason = _reason(situation, states)
    advice = _with_question(situation, _advice(situation, kind, reason, suggestion))
    if questions.day_to_ask_about(situation) or past.today or situation.pain is not None:
        return advice
    made = offer(situation, states, able)
    if made is None:
        return advice
    return msgspec.structs.replace(advice, offer=made, asks_pain=False, question=None, asked="")


def _worse_this_morning(situation: Situation) -> date | None:
    """Return the last training day, if it was recent and the back was worse the next morning."""
    last = situation.past.last_training_day
    if last is None or last.morning != "worse" or not situation.is_today:
        return None
    return last.day if 1 <= (situation.day - last.day).days <= NEARBY else None


def _reason(situation: Situation, states: Sequence[ExerciseState]) -> tuple[Kind, str]:
    """Return why an exercise is easier, which one is being rested, or why these were chosen."""
    if (worse := _worse_this_morning(situation)) is not None:
        return "worse", words.worse_morning(worse, situation.day)
    for state in states:
        kind, reason = _reason_for(situation, state)
        if kind not in ("new", "least"):
            return kind, reason
    resting = _rests_instead(situation, states)
    if resting is not None and resting.stop and resting.rest_until:
        stop = resting.stop._replace(times=1)
        return "rest", words.resting(resting.exercise, stop, resting.rest_until, situation.day)
    return _reason_for(situation, states[0])


def _reason_for(situation: Situation, state: ExerciseState) -> tuple[Kind, str]:
    """Return why this exercise is suggested, or why its dose is lower."""
    day, setback = situation.day, state.setback
    if situation.past.first_rep is None:
        return "first", words.FIRST
    if setback is not None:
        text = words.easier(state.exercise, setback, day)
        if setback.what == "stop":
            return ("half" if setback.halves_reps else "easier"), text
        return ("worse" if setback.what == "worse" else "worse2"), text
    if rung_today(state, day) < state.rung:
        return "stale", words.stale(state.exercise)
    return ("new", words.NEW) if state.last_seen is None else ("least", words.LEAST)


def _rests_instead(situation: Situation, states: Sequence[ExerciseState]) -> ExerciseState | None:
    """Return an exercise that is being rested, if the reason should mention it.

    It should if the exercise hurt on the last training day, or would be suggested if not rested.
    """
    past, settings = situation.past, situation.settings
    last = past.last_training_day
    resting = [
        state
        for id, state in past.states.items()
        if state.rests_on(situation.day) and id not in settings.not_for_me
    ]
    for state in resting:
        if last is not None and state.stop is not None and state.stop.day == last.day:
            return state
    ahead = in_order(past, [*states, *resting])[: len(states)]
    return next((state for state in ahead if state in resting), None)


# Questions and lines


def _advice(
    situation: Situation,
    kind: Kind,
    reason: str,
    suggestion: Sequence[Suggestion],
    *,
    asks_pain: bool = False,
) -> Advice:
    return Advice(
        situation.day,
        kind,
        reason,
        done=False,
        suggestion=tuple(suggestion),
        asks_pain=asks_pain,
        pain_question=words.pain_before(situation.past.last_pain_before),
    )


def _with_question(situation: Situation, advice: Advice) -> Advice:
    """Add a question to the advice: about the morning after the last session, or pain now."""
    if not situation.is_today:
        return advice
    due = questions.day_to_ask_about(situation)
    pain = words.pain_before(situation.past.last_pain_before)
    if due is not None and due.morning is None and situation.pain is None:
        return msgspec.structs.replace(
            advice,
            question="next-morning",
            asked=words.next_morning(due.day, situation.day),
            session=due.last_session,
            pain_question=pain,
        )
    # After the question about the morning, ask nothing else before this session.
    if due is not None or not questions.asks_pain(situation):
        return advice
    always = situation.settings.ask_pain_before or situation.settings.questions == "on"
    return msgspec.structs.replace(
        advice,
        asks_pain=True,
        pain_question=pain,
        question="pain-before" if always else None,
        asked=pain if always else "",
    )


def _is_for_a_professional(situation: Situation, kind: Kind) -> bool:
    """Check whether to suggest seeing a professional. This never stops a session.

    It is suggested after two worse mornings in a row, after three days with pain of seven or more
    in two weeks, or if every exercise is being rested.
    """
    if kind == "all-rest":
        return _nothing_available(situation).reason == words.ALL_REST
    days = [past for past in situation.past.days if past.trained or past.worst]
    lately = {past.day for past in days[-2:]}
    mornings = [past for past in days if past.morning is not None][-2:]
    twice = len(mornings) == 2 and all(past.morning == "worse" for past in mornings)
    if twice and mornings[-1].day in lately:
        return True
    sevens = [past for past in days if past.worst >= STOP_FROM]
    recent = [past for past in sevens if (situation.day - past.day).days < SEVERE_WINDOW]
    return len(recent) >= SEVERE_DAYS and recent[-1].day in lately
