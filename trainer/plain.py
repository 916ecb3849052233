"""The same session as plain timed lines: for screen readers, dumb terminals and pipes.

No cursor is moved and nothing is drawn again: a line for every stage, and for each second of a
hold. Where there is a keyboard, one key pauses and one ends.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from trainer import coach as coaches
from trainer import safety
from trainer.catalog import Choice
from trainer.clock import Clock, SystemClock
from trainer.coach import Coach
from trainer.cues import of_settings
from trainer.files.places import Places
from trainer.files.safe_text import sanitize
from trainer.history.store import HistoryError
from trainer.session import stages
from trainer.session.machine import SessionState
from trainer.settings.model import load_settings

LOOKS = 20.0
"""Looks a second."""
KEYS = "Keys: space pause and go on, enter ready now, n skip, p repeat, x it hurts, q end."


class Lines:
    """Turns looks into lines: each stage once, each second of a hold once."""

    def __init__(self) -> None:
        self._serial = -1
        self._paused = False
        self._counted = 0

    def of(self, look: SessionState) -> Iterator[str]:
        """The lines that a look adds to those before it."""
        if bool(look.paused) != self._paused:
            self._paused = bool(look.paused)
            if self._paused:
                yield f"PAUSED: {stages.beside(look)}"
        if self._paused or look.kind == "done":
            return
        if look.serial != self._serial:
            self._serial = look.serial
            self._counted = stages.seconds_left(look)
            yield _headline(look)
            if look.kind in ("get-ready", "rest", "switch-sides") and look.stage.detail:
                yield f"  {look.stage.detail}"
        elif look.kind == "hold" or look.remaining < 3:
            left = stages.seconds_left(look)
            if left < self._counted and look.kind != "move":
                self._counted = left
                yield f"  {left}"


def _headline(look: SessionState) -> str:
    word, seconds = stages.style_of(look).word, look.stage.seconds
    if look.kind == "move":
        side = stages.side_line(look)
        rep = f"{stages.rep_line(look)}{', ' + side if side else ''}"
        return f"{word}: {look.stage.cue}. {rep}."
    return f"{word}: {stages.beside(look)}. {seconds:g} second{'' if seconds == 1 else 's'}."


def run(choices: Sequence[Choice], places: Places, clock: Clock | None = None) -> int:
    """Coach these exercises in plain lines; returns the exit code."""
    settings = load_settings(places.config_file)
    # No title: plain lines are for terminals and readers that take every byte as text.
    layers = replace(settings.cues, title=False)
    cues = of_settings(layers, _write if sys.stdout.isatty() else None)
    coach = coaches.begin(choices, clock or SystemClock(), places, settings, cues)
    with _keyboard() as key, _cut_off_saves(coach):
        if key is not None:
            print(KEYS, flush=True)
        try:
            _follow(coach, key)
        except OSError:  # nobody reads any more: the pipe broke or the terminal was closed
            coach.session.end(coach.now, "other")
    coach.close()
    return _keep(coach)


def _follow(coach: Coach, key: Callable[[float], str] | None) -> None:
    lines = Lines()
    while True:
        look = coach.look()
        for line in lines.of(look):
            print(sanitize(line), flush=True)
        if look.kind == "done":
            return
        if look.paused and key is None:  # nobody is there to press a key
            coach.session.resume(coach.now)
        if coach.unsaved:
            with contextlib.suppress(HistoryError):
                coach.save()
        wait = min(1 / LOOKS, look.remaining + 0.001) if not look.paused else 1 / LOOKS
        if key is None:
            time.sleep(wait)
        else:
            _press(coach, key(wait))


def _press(coach: Coach, key: str) -> None:
    session, now = coach.session, coach.now
    match key:
        case " ":
            session.resume(now) if session.paused else session.pause(now)
        case "\r" | "\n":
            session.ready(now)
        case "n":
            session.skip(now)
        case "p":
            session.repeat(now)
        case "N":
            session.next_exercise(now)
        case "m":
            coach.cues.muted = not coach.cues.muted
        case "x":
            print(f"The session ends here; what is done is kept. {safety.STOP_RULES}")
            print(f"{safety.EMERGENCY} {safety.SEE_A_DOCTOR}")
            session.end(now, "pain")
        case "q" | "\x03" | "\x04":
            session.end(now, "other")


def _keep(coach: Coach) -> int:
    if not coach.worth_keeping:
        coach.finish(keep=False)
        _last_word("Nothing was done, so nothing was kept.")
        return 0
    try:
        record = coach.finish()
    except HistoryError as error:
        print(sanitize(str(error)), file=sys.stderr)
        return 2
    done = sum(exercise.done_reps for exercise in record.exercises)
    planned = sum(exercise.planned_reps for exercise in record.exercises)
    kept = coach.waits or f"It is in your history ({record.status})."
    _last_word(sanitize(f"DONE: {done} of {planned} reps. {kept}"))
    return 0


def _last_word(line: str) -> None:
    """Say how it ended, to whoever still reads."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


@contextlib.contextmanager
def _cut_off_saves(coach: Coach) -> Iterator[None]:
    """A lost connection or a polite kill ends the session, and what is done is kept."""

    def end(*_: object) -> None:
        coach.session.end(coach.now, "other")

    numbers = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGINT")]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _keyboard() -> Iterator[Callable[[float], str] | None]:
    """A function that waits so many seconds for a key; None where there is no keyboard."""
    if not sys.stdin.isatty():
        yield None
        return
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)

    def key(seconds: float) -> str:
        ready, _, _ = select.select([descriptor], [], [], max(seconds, 0))
        return os.read(descriptor, 1).decode("ascii", "ignore") if ready else ""

    def listen(*_: object) -> None:
        """Take single keys; again after a stop, since the shell takes the terminal back."""
        with contextlib.suppress(termios.error):
            tty.setcbreak(descriptor)

    handler = signal.signal(signal.SIGCONT, listen)
    try:
        listen()
        yield key
    finally:
        signal.signal(signal.SIGCONT, handler)
        with contextlib.suppress(termios.error):  # a closed terminal has nothing to put back
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
