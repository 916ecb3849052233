"""The questions of plain mode, asked in lines of text and answered with keys."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Literal

from trainer import safety
from trainer.catalog import Choice, Side, Source
from trainer.cues import announcements
from trainer.cues.cue import Cue
from trainer.history.in_progress import Interrupted
from trainer.plain.terminal import Lines
from trainer.session.machine import Reason
from trainer.session.timeline import fill_sides

LEAVE_KEYS = ("ctrl+c", "ctrl+d")
SECOND_DIGIT = 0.6
"""If a 0 follows a 1 within this many seconds, the answer is 10."""
CONNECTION_CHECK = 0.5
"""Seconds between two checks for a lost connection. A question has no time limit."""
Leave = Reason | Literal["carry-on", "discard"]
WhatNow = Literal["go-on", "save", "discard", "later"]


def write_lines(lines: Lines, *texts: str) -> None:
    """Write texts, each sentence on its own line."""
    for text in texts:
        for line in Cue("words", say=text).lines:
            lines.line(line)


def answer(lines: Lines, keys: Collection[str]) -> str:
    """Wait for one of these keys or of `LEAVE_KEYS`, and return the key that was pressed."""
    while not lines.gone:
        key = lines.key(CONNECTION_CHECK)
        if key in keys or key in LEAVE_KEYS:
            return key
        if len(key) == 1 and key.lower() in keys:
            return key.lower()
    return LEAVE_KEYS[0]


def answer_or_discard(lines: Lines, keys: Collection[str]) -> str:
    """Wait for a key, as `answer` does. `D` must be pressed twice, because caps lock may be on."""
    key = answer(lines, keys)
    if key == "D":
        write_lines(lines, "Press D again to discard it.")
        key = answer(lines, keys)
    return key


def number(lines: Lines, also: Collection[str] = ("enter",)) -> int | str:
    """Wait for a number from 0 to 10, or for one of the keys in `also`."""
    while True:
        key = answer(lines, (*"0123456789", *also))
        if not key.isdigit():
            return key
        if key == "1" and lines.key(SECOND_DIGIT) == "0":
            return 10
        return int(key)


def welcome(lines: Lines, source: Source) -> bool:
    """Say what to know before a first session. Return False if the person wants to leave."""
    write_lines(
        lines,
        source.title + ".",
        source.dose,
        source.breathing,
        safety.BEFORE,
        safety.EMERGENCY_IN_SHORT,
        safety.STOP_RULES,
        safety.CANNOT_SEE,
        "Press enter to start, q to leave.",
    )
    return answer(lines, ("enter", "space", "q")) in ("enter", "space")


def next_morning(lines: Lines, asked: str) -> bool | None:
    """Ask whether the back was worse the morning after a session. None means no answer."""
    write_lines(lines, f"{asked} Enter skips.")
    return {"y": True, "n": False}.get(answer(lines, ("y", "n", "enter", "escape")))


def pain_before(lines: Lines) -> int | Literal["not-now"] | None:
    """Ask about the pain before the session, 0-10. Return None if not answered."""
    write_lines(lines, f"{announcements.PAIN_BEFORE} Enter skips.")
    pain = number(lines, ("enter", "q", "escape"))
    if isinstance(pain, int):
        return pain
    return None if pain == "enter" else "not-now"


def start_anyway(lines: Lines, reason: str) -> bool:
    """Ask whether to start in spite of strong pain."""
    asked = "Start anyway? Press y for yes, n for no."
    write_lines(lines, reason, safety.STOP_RULES, safety.EMERGENCY, asked)
    return answer(lines, ("y", "n", "q", "escape")) == "y"


def interrupted(lines: Lines, found: Interrupted, can_go_on: bool) -> WhatNow:
    """Ask what to do with a session that was cut off."""
    record = found.record
    done = ", ".join(f"{e.name} {e.done_reps} of {e.planned_reps}" for e in record.exercises)
    write_lines(lines, "Your session was cut off.", f"{record.started:%H:%M}: {done}.")
    keys = ["k saves what you did", "D discards it", "escape leaves it for later"]
    if can_go_on:
        keys.insert(0, "enter continues where it stopped")
    write_lines(lines, announcements.sentence(", ".join(keys)))
    known = ("k", "D", "escape", "q")
    pressed = answer_or_discard(lines, ("enter", *known) if can_go_on else known)
    choices: dict[str, WhatNow] = {"enter": "go-on", "k": "save", "D": "discard"}
    return choices.get(pressed, "later")


def left_alone(lines: Lines, started: datetime) -> None:
    """Say that a session was cut off. Without a keyboard, nobody can answer a question about it."""
    write_lines(
        lines,
        f"The session at {started:%H:%M} was cut off. "
        "To continue it, start the trainer in a terminal.",
    )


def leave(lines: Lines, has_done: bool) -> Leave:
    """Wait for the person's reason to end early, or for a key that continues the session.

    The cues have asked the question already.
    """
    if has_done:
        write_lines(
            lines, "Press p if it hurts, f if you are tired, t if you have no time, D to discard."
        )
    keys: dict[str, Leave] = {
        "enter": "other",
        "q": "other",
        "p": "pain",
        "f": "fatigue",
        "t": "time",
        "D": "discard",
        "space": "carry-on",
        "c": "carry-on",
        "escape": "carry-on",
    }
    return keys.get(answer_or_discard(lines, tuple(keys)), "other")


def hurts(lines: Lines, easier: Choice | None, more: bool) -> tuple[safety.AfterPain, int | None]:
    """After "it hurts", wait for the pain (0-10) and for a key that says what to do next.

    The cues have asked the question already.
    """
    pain: int | None = None
    write_lines(lines, "Press enter to end, or escape if that was a mistake.")
    keys: dict[str, safety.AfterPain] = {
        "v": "easier",
        "n": "next",
        "enter": "end",
        "escape": "carry-on",
    }
    while True:
        allowed = safety.after_pain(pain, has_easier=easier is not None, more=more)
        pressed = number(lines, [key for key, what in keys.items() if what in allowed])
        if not isinstance(pressed, int):
            return keys.get(pressed, "end"), pain
        pain = pressed
        write_lines(lines, announcements.hurt_answer(pain, announcements.easier_name(easier), more))
        if pain >= safety.STOP_FROM:
            write_lines(lines, safety.SEE_A_DOCTOR)


def explain(lines: Lines, choice: Choice, keys: str) -> None:
    """Write the full description of an exercise, and the list of keys."""
    exercise = choice.exercise
    side: Side | None = None if choice.sides == "none" else "right"
    write_lines(
        lines,
        announcements.name(choice),
        announcements.sentence(exercise.position),
        *exercise.setup,
    )
    for step in exercise.steps:
        write_lines(
            lines, announcements.sentence(fill_sides(step.detail or step.cue, choice, side))
        )
    write_lines(lines, announcements.dose(choice), *exercise.safety, keys)


def check_in(
    lines: Lines, before: int | None, stopped_at: int | None, line: Callable[[str], str | None]
) -> dict[str, object]:
    """Ask for pain, effort and a note after a session, and return those that were given.

    `stopped_at` is the last pain reported after "it hurts", if any. `line` asks for a line of text.
    """
    answers: dict[str, object] = {}
    if stopped_at is None:
        write_lines(lines, f"{announcements.PAIN_AFTER} Enter skips.")
        pain = number(lines)
        if pain in LEAVE_KEYS:
            return answers
    else:
        pain = stopped_at
    if isinstance(pain, int):
        answers["pain_after"] = pain
        write_lines(lines, announcements.pain_read_back(pain, before))
    write_lines(lines, f"{announcements.EFFORT} Enter skips.")
    effort = number(lines)
    if effort in LEAVE_KEYS:
        return answers
    if isinstance(effort, int):
        answers["effort"] = effort
    if note := line("Add a note, or press enter to skip."):
        answers["note"] = note
    return answers
