"""Simulates a person who uses the coach for weeks: suggestions, questions, offers, answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from msgspec.structs import replace

from tests.patients.notation import CATALOG, SHORT, shown
from trainer.advice.advice import Advice, Offer
from trainer.advice.rules import advise
from trainer.catalog import Catalog, Choice, easier_variant
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.safety import EASIER_FROM, STOP_FROM
from trainer.settings.model import Settings

BEGINS = date(2026, 9, 7)
"""A Monday."""


class Person:
    """Somebody who does what is suggested, without pain; subclasses override what differs."""

    about = ""
    weeks = 12
    settings = Settings()
    catalog: Catalog = CATALOG

    def comes(self, n: int) -> int:
        """How many sessions are done on day n, from 0."""
        return 1

    def pain_before(self, n: int) -> int | None:
        """The pain reported before a session (0-10); None skips the question."""
        return None

    def hurts(self, n: int, choice: Choice) -> int | None:
        """The pain reported after `x` (0-10): -1 without an answer, None if nothing hurts."""
        return None

    def goes_on_easier(self, n: int, choice: Choice) -> bool:
        """Whether the easier version is taken after `x`."""
        return False

    def tires(self, n: int, choice: Choice) -> bool:
        """Whether the exercise is stopped half-way because it is too hard."""
        return False

    def pain_after(self, n: int) -> int | None:
        """The pain reported at the check-in (0-10)."""
        return None

    def effort(self, n: int) -> int | None:
        """The effort reported at the check-in (0-10)."""
        return None

    def worse(self, n: int) -> bool | None:
        """The answer about the morning of day n; None skips the question."""
        return None

    def takes(self, n: int, offer: Offer) -> bool | None:
        """The answer to an offer; None gives no answer."""
        return None

    def chooses(self, n: int, advice: Advice) -> Sequence[Choice] | None:
        """Exercises chosen instead of the suggestion; None follows the coach."""
        return None

    def past(self) -> list[SessionRecord]:
        """What was done before the first day."""
        return []

    def sets(self, n: int, settings: Settings) -> Settings:
        """The settings from day n on, which may have changed."""
        return settings


@dataclass
class Day:
    """The advice of one day, and what the person did."""

    day: date
    advice: Advice
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class GivenAdvice:
    """Advice, and what was known when it was given."""

    advice: Advice
    sessions: tuple[SessionRecord, ...]
    settings: Settings


@dataclass
class Life:
    """A person and their history so far."""

    person: Person
    sessions: list[SessionRecord] = field(default_factory=list)
    given: list[GivenAdvice] = field(default_factory=list)
    """All advice so far, including advice repeated after an answer."""

    def __post_init__(self) -> None:
        self.settings = self.person.settings
        self.sessions += self.person.past()

    def days(self) -> Iterator[Day]:
        """Yield every day, with everything said on that day."""
        for n in range(self.person.weeks * 7):
            day = BEGINS + timedelta(days=n)
            self.settings = self.person.sets(n, self.settings)
            advice = self.advice(day)
            yield Day(day, advice)
            for number in range(self.person.comes(n)):
                again = self.advice(day)
                if (
                    again.done
                    and number
                    and not again.suggestion
                    and self.person.chooses(n, again) is None
                ):
                    break
                lines = self._session(n, day, again, number)
                yield Day(day, again, lines)

    def advice(self, day: date, pain: int | None = None) -> Advice:
        """Return what the coach says now."""
        advice = advise(self.person.catalog, self.sessions, self.settings, day, pain)
        self.given.append(GivenAdvice(advice, tuple(self.sessions), self.settings))
        return advice

    def _session(self, n: int, day: date, advice: Advice, number: int) -> list[str]:
        person, lines = self.person, []
        if advice.question == "next-morning" and advice.session:
            worse = person.worse(n)
            lines.append(f"Q {advice.asked} {_said(worse)}")
            if worse is not None:
                self._answer(advice.session, "worse" if worse else "same")
                advice = self.advice(day)
        choices = [one.choice for one in advice.suggestion]
        if (offer := advice.offer) is not None:
            answer = person.takes(n, offer) if not offer.is_tip else None
            lines.append(f"O {offer.words} {_said(answer)}")
            if answer and offer.suggestion:
                taken = offer.suggestion.choice
                choices = [taken, *(c for c in choices if c.id != taken.id)][: len(choices)]
            elif answer is False:
                refusals = [*self.settings.no.get(offer.key, ()), day]
                no = {**self.settings.no, offer.key: tuple(refusals)}
                self.settings = replace(self.settings, no=no)
        before = None
        if advice.asks_pain and not any(line.startswith("Q") for line in lines):
            before = person.pain_before(n)
            lines.append(f"Q {advice.pain_question} {'–' if before is None else before}")
            if before is not None and before > 5:
                again = self.advice(day, before)
                lines.append(f"→ {again.reason}")
                choices = [one.choice for one in again.suggestion]
                if before >= STOP_FROM:
                    self._save(n, day, number, self._refuse(advice), before, answers=False)
                    return lines
        chosen = person.chooses(n, advice)
        if chosen is not None:
            lines.append("by hand: " + " + ".join(f"{SHORT.get(c.id, c.id)}" for c in chosen))
            choices = list(chosen)
        if not choices:
            return lines
        records, notes = self._do(n, choices)
        session = self._save(n, day, number, records, before, answers=True)
        done = " ".join(f"{shown([_As(r)])}:{r.done_reps}/{r.planned_reps}" for r in records)
        lines.append(f"did {done} {notes}".rstrip())
        if session.pain_after is not None or session.effort is not None:
            lines.append(f"check-in: pain {session.pain_after}, effort {session.effort}")
        return lines

    def _refuse(self, advice: Advice) -> list[ExerciseRecord]:
        return [_record(one.choice, 0) for one in advice.suggestion] or [
            _record(CATALOG.choose("clam-shells"), 0)
        ]

    def _do(self, n: int, choices: Sequence[Choice]) -> tuple[list[ExerciseRecord], str]:
        person, records, notes = self.person, [], []
        for number, choice in enumerate(choices):
            pain = person.hurts(n, choice)
            if pain is None:
                if person.tires(n, choice):
                    records.append(_record(choice, choice.planned_reps // 2, stopped="fatigue"))
                else:
                    records.append(_record(choice, choice.planned_reps))
                continue
            reported = None if pain < 0 else pain
            notes.append(f"x {'–' if reported is None else reported}")
            easier = easier_variant(person.catalog.exercise(choice.id), choice.variant)
            mild = reported is not None and EASIER_FROM <= reported <= 5
            if mild and easier and person.goes_on_easier(n, choice):
                notes.append("easier")
                records.append(_record(easier, easier.planned_reps, pain_at_stop=reported))
                continue
            half = choice.planned_reps // 2
            records.append(_record(choice, half, stopped="pain", pain_at_stop=reported))
            if reported is None or reported >= STOP_FROM:
                records += [_record(rest, 0) for rest in choices[number + 1 :]]
                break
        return records, " ".join(notes)

    def _save(
        self,
        n: int,
        day: date,
        number: int,
        records: Sequence[ExerciseRecord],
        before: int | None,
        *,
        answers: bool,
    ) -> SessionRecord:
        started = datetime.combine(day, time(7 + 3 * number), UTC)
        whole = all(record.status == "completed" for record in records)
        session = SessionRecord(
            id=f"{started:%Y%m%dT%H%M%S}-{n:06x}",
            day=day,
            started=started,
            ended=started + timedelta(minutes=4),
            status="completed" if whole else "partial",
            source="session",
            pain_before=before,
            pain_after=self.person.pain_after(n) if answers else None,
            effort=self.person.effort(n) if answers else None,
            exercises=tuple(records),
        )
        self.sessions.append(session)
        return session

    def _answer(self, id: str, word: str) -> None:
        place = next(i for i, session in enumerate(self.sessions) if session.id == id)
        self.sessions[place] = replace(self.sessions[place], next_morning=word)


class _As:
    """A record with the attributes of a suggestion."""

    def __init__(self, record: ExerciseRecord) -> None:
        self.id, self.variant, self.hold = record.id, record.variant, record.hold
        each = 2 if CATALOG.exercise(record.id).sides == "each" else 1
        self.reps = record.planned_reps // each


def _record(choice: Choice, done: int, **facts: object) -> ExerciseRecord:
    planned = choice.planned_reps
    complete = done >= planned and "stopped" not in facts
    sided = choice.sides != "none"
    return ExerciseRecord(
        id=choice.id,
        name=choice.name,
        variant=choice.variant,
        status="completed" if complete else "partial" if done else "skipped",
        planned_reps=planned,
        done_reps=done,
        skipped_reps=0,
        done_left=done // 2 if sided else None,
        done_right=done // 2 if sided else None,
        hold=choice.hold,
        seconds=60,
        **facts,  # type: ignore[arg-type]
    )


def _said(answer: bool | None) -> str:
    return {True: "yes", False: "no", None: "–"}[answer]


def diary(person: Person) -> Iterator[str]:
    """Yield the whole life in lines of text, a few for each day."""
    yield f"{person.about}"
    shown_days = None
    for entry in Life(person).days():
        advice = entry.advice
        if not entry.lines:
            yield ""
            head = f"{entry.day:%a %d %b}  [{advice.kind}] {shown(advice.suggestion) or '–'}"
            yield head
            yield f"    {advice.reason}"
            yield from (f"    ! {notice}" for notice in advice.notices)
            rests = [
                f"{SHORT.get(one.id, one.id)} {one.until or 'aside'}" for one in advice.resting
            ]
            if rests:
                yield f"    rests: {', '.join(rests)}"
        yield from (f"    {line}" for line in entry.lines)
        shown_days = entry.day
    yield ""
    yield f"until {shown_days}"
