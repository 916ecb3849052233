"""Coaches a session in lines of text, for screen readers, dumb terminals and pipes.

The cursor never moves back, and nothing is redrawn. Each line is written at the moment when it
should be heard, so that a screen reader is never behind. The words and keys are the same
as in the app.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec.structs import replace

from trainer import coach as coaching
from trainer import safety
from trainer.advice import words
from trainer.advice.advice import Advice
from trainer.advice.rules import advise
from trainer.catalog import Catalog, Choice, easier_variant, load_catalog, next_variant
from trainer.clock import Clock, SystemClock
from trainer.coach import Coach, Listener
from trainer.cues import Cue, Cues, Player, announcements, of_settings
from trainer.files.places import Places
from trainer.files.safe_text import sanitize
from trainer.history import in_progress
from trainer.history.habit import familiar
from trainer.history.records import SessionRecord, training_day
from trainer.history.store import HistoryError, HistoryStore
from trainer.plain import questions
from trainer.plain.questions import write_lines
from trainer.plain.terminal import Lines, Terminal
from trainer.session.machine import SessionState
from trainer.settings import keys
from trainer.settings.layouts import possible_letters
from trainer.settings.model import Settings, load_settings
from trainer.settings.writing import SettingsFileError, note_rest_days, set_value

POLLS_A_SECOND = 20.0
"""The session is polled at least this many times a second."""
NOTE = 500
"""The longest note, in characters."""


def run(
    choices: Sequence[Choice],
    places: Places,
    clock: Clock | None = None,
    lines: Lines | None = None,
) -> int:
    """Coach these exercises in plain lines, and return the exit code."""
    return PlainSession(places, clock or SystemClock(), lines or Terminal()).run(choices)


class _Words(Player):
    """Writes each cue as lines of text."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self.gone = False
        """Whether writing has failed, because nobody is reading the lines any more."""

    def play(self, cue: Cue) -> None:
        """Write the words of a cue, except at the end: `PlainSession` says how it ended."""
        if cue.kind != "done" and not self.gone:
            try:
                write_lines(self._lines, cue.say)
            except OSError:
                self.gone = True


class PlainSession:
    """One coached session, with the questions before and after it."""

    def __init__(self, places: Places, clock: Clock, lines: Lines) -> None:
        self._places = places
        self._clock = clock
        self._lines = lines
        self._settings: Settings = load_settings(places.config_file)
        self._catalog: Catalog = load_catalog(places.catalog_file)
        self._words = _Words(lines)
        self._keys = _actions(self._settings)
        self._saving: threading.Thread | None = None
        self._unsaved: list[str] = []
        """Errors while saving that have not been reported yet."""
        self._told_unsaved = False
        self._pain: int | None = None
        """The last pain reported after "it hurts", 0-10."""
        self._leaving = ""
        """The key that must be pressed again to leave the exercise."""
        self._discards = False

    def run(self, choices: Sequence[Choice]) -> int:
        """Coach these exercises, and return the exit code."""
        with self._lines.open(), contextlib.suppress(KeyboardInterrupt):
            try:
                coach = self._prepare(choices)
            except OSError:  # nobody is reading the lines any more
                return 0
            if coach is None:
                return 0
            with self._ended_by_signals(coach):
                self._follow(coach)
            coach.close()
            return self._end(coach)
        return 0

    @contextlib.contextmanager
    def _ended_by_signals(self, coach: Coach) -> Iterator[None]:
        """End the session, so that it is saved, if a signal comes inside the `with` block.

        SIGHUP means that the connection is lost.
        """

        def end(*_: object) -> None:
            self._lines.gone = True
            coach.session.end(coach.now, "other")

        numbers = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGINT")]
        before = {number: signal.signal(number, end) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    # Before

    def _prepare(self, choices: Sequence[Choice]) -> Coach | None:
        """Ask the questions before a session. Return None if the session should not start."""
        history = HistoryStore(self._places).load()
        for notice in (*history.notices, *([history.broken] if history.broken else [])):
            self._lines.line(notice)
        new = not (history.sessions or history.broken)
        if self._lines.has_keys and new and not self._settings.welcomed:
            if not questions.welcome(self._lines, self._catalog.source):
                return None
            with contextlib.suppress(SettingsFileError):  # the next start shows it again
                set_value(self._places.config_file, "welcomed", True)
        today = training_day(self._clock.now(), self._settings.day_starts_at)
        self._note_rest_days(today)
        known = familiar(history.sessions, today)
        listener = Listener(known, very_first=not history.sessions, reads_aloud=True)
        if coach := self._interrupted(listener):
            return coach
        pain = None
        if self._lines.has_keys:
            asked = self._ask(
                choices, advise(self._catalog, history.sessions, self._settings, today)
            )
            if asked == "not-now":
                return None
            pain = asked
            listener = replace(listener, opening=self._key_line)
        return coaching.begin(
            choices, self._clock, self._places, self._settings, self._cues(), pain, listener
        )

    def _note_rest_days(self, today: date) -> None:
        """Save the date from which the weekly rest days apply, unless it is known."""
        if not self._settings.has_rest_days_since:
            with contextlib.suppress(SettingsFileError):  # the next start tries again
                note_rest_days(self._places.config_file, today)

    def _ask(self, choices: Sequence[Choice], advice: Advice) -> int | Literal["not-now"] | None:
        """Ask the coach's question before a session. Return the current pain, 0-10, if reported."""
        if advice.question == "next-morning" and (about := advice.session):
            worse = questions.next_morning(self._lines, advice.asked)
            if worse is not None:
                morning = "worse" if worse else "same"
                self._attempt(lambda: HistoryStore(self._places).amend(about, next_morning=morning))
                write_lines(self._lines, words.WORSE_ANSWERED if worse else words.SAME_ANSWERED)
            return None
        if advice.kind == "pain-7":
            return None if questions.start_anyway(self._lines, advice.reason) else "not-now"
        if not (advice.asks_pain or self._settings.ask_pain_before):
            return None
        pain = questions.pain_before(self._lines)
        if isinstance(pain, int) and pain >= safety.STOP_FROM:
            reason = f"Pain {pain}. {safety.band(pain)}"
            if not questions.start_anyway(self._lines, reason):
                refused = (choices, self._clock, self._places, self._settings, pain)
                self._attempt(lambda: coaching.record_refusal(*refused))
                return "not-now"
        elif isinstance(pain, int) and pain >= safety.EASIER_FROM:
            write_lines(self._lines, safety.band(pain))
        return pain

    def _attempt(self, work: Callable[[], object]) -> None:
        """Run work that saves something. Print a line if it fails or has to wait."""
        try:
            if waits := work():
                self._lines.line(str(waits))
        except HistoryError as error:
            self._lines.line(str(error))

    def _cues(self) -> Cues:
        # The title is off, because some terminals and screen readers treat its bytes as text. The
        # voice is off unless it is set to "on", because a screen reader is speaking.
        voice = "on" if self._settings.cues.voice == "on" else "off"
        layers = replace(self._settings.cues, title=False, voice=voice)
        return of_settings(layers, _write if sys.stdout.isatty() else None, [self._words])

    def _interrupted(self, listener: Listener) -> Coach | None:
        """Save old sessions that were cut off, and offer to continue recent ones."""
        for found in in_progress.interrupted(self._places):
            old = self._clock.now() - found.saved > coaching.RESUMABLE
            if old:
                self._save_interrupted(found)
                day = f"{found.record.started:%d %B %H:%M}"
                write_lines(
                    self._lines, f"The session on {day} was cut off. What you did is saved."
                )
            elif not self._lines.has_keys:
                questions.left_alone(self._lines, found.record.started)
            elif coach := self._offered(found, listener):
                return coach
        for reason in in_progress.why_left_out(self._places):
            self._lines.line(reason)
        return None

    def _offered(self, found: in_progress.Interrupted, listener: Listener) -> Coach | None:
        coach = None
        try:
            coach = coaching.resume(
                found,
                self._catalog,
                self._clock,
                self._places,
                self._settings,
                self._cues(),
                listener,
            )
        except HistoryError as error:  # the session is open in another window
            self._lines.line(str(error))
            return None
        except (LookupError, ValueError):
            pass  # the catalog has changed, but the session can still be saved
        what = questions.interrupted(self._lines, found, coach is not None)
        if coach is not None and what == "go-on":
            coach.session.resume(coach.now)
            return coach
        if coach is not None:
            coach.release()
        if what == "save":
            self._save_interrupted(found)
        elif what == "discard":
            in_progress.finish(self._places, found.record.id)
        return None

    def _save_interrupted(self, found: in_progress.Interrupted) -> None:
        self._attempt(lambda: coaching.save_interrupted(found, self._places))

    # During

    def _follow(self, coach: Coach) -> None:
        """Run the session to its end."""
        while True:
            state = coach.advance()
            if state.kind == "done":
                return
            if self._words.gone:  # the pipe broke or the terminal was closed
                coach.session.end(coach.now, "other")
                continue
            if state.paused and not self._lines.has_keys:  # nobody is there to press a key
                coach.session.resume(coach.now)
            self._save(coach)
            try:
                self._remark(coach)
                wait = (
                    1 / POLLS_A_SECOND
                    if state.paused
                    else min(1 / POLLS_A_SECOND, coach.script.wait(state) + 0.001)
                )
                if key := self._lines.key(wait):
                    self._press(coach, key)
            except OSError:
                self._words.gone = True

    def _save(self, coach: Coach) -> None:
        """Save unsaved progress in a thread, so that the coaching is not delayed."""
        if not coach.unsaved or (self._saving and self._saving.is_alive()):
            return
        save = coach.saving()

        def work() -> None:
            try:
                save()
            except HistoryError as error:
                self._unsaved.append(str(error))

        self._saving = threading.Thread(target=work, name="save", daemon=True)
        self._saving.start()

    def _remark(self, coach: Coach) -> None:
        """Report that saving has failed, or that cues fail, but only once."""
        if self._unsaved:
            error = self._unsaved.pop()
            if not self._told_unsaved:
                self._lines.line(f"Not saved yet. {error}")
            self._told_unsaved = True
        if failing := coach.cues.take_error():
            self._lines.line(failing)

    @property
    def _key_line(self) -> str:
        """The most important keys: `Space pauses, x stops if it hurts, q ends.`"""
        pause, hurt, end = (_key_name(self._settings, id) for id in ("pause", "hurt", "end"))
        return f"{pause.capitalize()} pauses, {hurt} stops if it hurts, {end} ends."

    def _press(self, coach: Coach, key: str) -> None:
        session, now = coach.session, coach.now
        if key in questions.LEAVE_KEYS:
            session.end(now, "other")
            return
        others = possible_letters(key) if len(key) == 1 else ()
        action = next(filter(None, map(self._keys.get, (key, *others))), None)
        again, self._leaving = self._leaving == key, ""
        match action:
            case "pause":
                session.resume(now) if session.paused else session.pause(now)
            case "ready":
                session.ready(now)
            case "skip":
                session.skip(now)
            case "repeat":
                session.repeat(now)
            case "next-exercise":
                self._next_exercise(coach, key, again)
            case "variant":
                self._variant(coach)
            case "hold-longer" | "hold-shorter":
                self._hold(coach, 1 if action == "hold-longer" else -1)
            case "mute":
                coach.mute()
            case "help":
                session.pause(now)
                coach.advance()
                every = ", ".join(
                    f"{_key_name(self._settings, key.id)} {key.about[:1].lower()}{key.about[1:]}"
                    for key in keys.SESSION
                )
                questions.explain(
                    self._lines, coach.advance().choice, announcements.sentence(every)
                )
            case "hurt":
                self._hurts(coach)
            case "end":
                self._leave(coach)

    def _next_exercise(self, coach: Coach, key: str, again: bool) -> None:
        """Leave the exercise. A capital must be pressed twice, because caps lock may be on."""
        if again or len(key) != 1 or not key.isupper():
            coach.session.next_exercise(coach.now)
            return
        self._leaving = key
        write_lines(self._lines, f"Press {key} again to leave this exercise.")

    def _variant(self, coach: Coach) -> None:
        choice = coach.advance().choice
        other = next_variant(self._catalog.exercise(choice.id), choice.variant)
        if other.variant == choice.variant:
            write_lines(self._lines, "This exercise has no variants.")
            return
        self._change(coach, other)

    def _change(self, coach: Coach, other: Choice) -> None:
        held = coach.advance().choice.hold
        coach.change_variant(other.holding(held) if held else other)

    def _hold(self, coach: Coach, change: float) -> None:
        before = coach.advance().choice.hold
        after = coach.change_hold(change)
        if after is None:
            write_lines(self._lines, "This exercise has no hold.")
        elif after != before:
            write_lines(self._lines, f"Hold {after:g} seconds.")

    def _hurts(self, coach: Coach) -> None:
        session = coach.session
        session.pause(coach.now, "pain")
        choice = coach.advance().choice
        if session.ended:
            return
        easier = easier_variant(self._catalog.exercise(choice.id), choice.variant)
        more = choice is not session.timeline.choices[-1]
        what, pain = questions.hurts(self._lines, easier, more)
        if pain is not None and what != "carry-on":
            coach.report_pain(pain)
            self._pain = pain
        match what:
            case "easier" if easier:
                self._change(coach, easier)
                session.resume(coach.now)
            case "next":
                session.next_exercise(coach.now, "pain")
                session.resume(coach.now)
            case "carry-on":
                session.resume(coach.now)
            case _:
                session.end(coach.now, "pain")
                write_lines(self._lines, safety.STOP_RULES)

    def _leave(self, coach: Coach) -> None:
        session = coach.session
        session.pause(coach.now, "leaving")
        state = coach.advance()
        if session.ended:
            return
        what = questions.leave(self._lines, state.all_done > 0)
        if what == "carry-on":
            session.resume(coach.now)
            return
        self._discards = what == "discard"
        session.end(coach.now, "other" if what == "discard" else what)

    # After

    def _end(self, coach: Coach) -> int:
        """Save the session, say how it ended, ask how it was, and return the exit code."""
        state = coach.advance()
        if self._discards or not coach.is_worth_saving:
            coach.finish(save=False)
            self._say_at_end("Nothing was saved." if self._discards else "Nothing was done.")
            return 0
        record = coach.record()
        try:
            record = coach.finish()
        except HistoryError as error:
            print(sanitize(str(error)), file=sys.stderr)
            with contextlib.suppress(HistoryError):  # so that the last rep can be saved later
                coach.save()
            self._say_at_end(_outcome(state, record))
            return 2
        saved = coach.pending_notice or f"Saved in your history ({record.status})."
        self._say_at_end(
            _outcome(state, record), *announcements.get_up(state.choice).splitlines(), saved
        )
        if self._lines.has_keys and not (self._words.gone or self._lines.gone):
            with contextlib.suppress(OSError):
                self._check_in(record)
        return 0

    def _check_in(self, record: SessionRecord) -> None:
        answers = questions.check_in(self._lines, record.pain_before, self._pain, self._note)
        if not answers:
            return
        try:
            HistoryStore(self._places).amend(record.id, **answers)
        except HistoryError as error:
            self._lines.line(str(error))
            return
        write_lines(self._lines, announcements.SAVED)

    def _note(self, question: str) -> str | None:
        """Ask for a line of text, read key by key. Return None if it is empty or was cancelled."""
        write_lines(self._lines, question)
        written = ""
        while True:
            key = self._lines.key(questions.CONNECTION_CHECK)
            if self._lines.gone:
                return None
            if key == "enter":
                return written.strip() or None
            if key in (*questions.LEAVE_KEYS, "escape"):
                return None
            if key == "backspace":
                written = written[:-1]
            else:
                letter = _LETTERS.get(key, key if len(key) == 1 else "")
                written = (written + letter)[:NOTE]

    def _say_at_end(self, *texts: str) -> None:
        """Write lines, and ignore the error if nobody reads them any more."""
        with contextlib.suppress(OSError):
            for text in texts:
                self._lines.line(text)


def _outcome(state: SessionState, record: SessionRecord) -> str:
    """Return how the session ended, as in `Done, 10 of 10.`"""
    done = sum(exercise.done_reps for exercise in record.exercises)
    planned = sum(exercise.planned_reps for exercise in record.exercises)
    return f"{'Done' if state.completed else 'Ended'}, {done} of {planned}."


_LETTERS = {"space": " ", "plus": "+", "equals_sign": "=", "minus": "-", "question_mark": "?"}


def _actions(settings: Settings) -> dict[str, str]:
    """Return the action of each key, including the keys from the settings."""
    return {
        name.strip(): key.id
        for key in keys.SESSION
        for name in settings.keys.get(f"session.{key.id}", key.keys).split(",")
    }


def _key_name(settings: Settings, action: str) -> str:
    """Return the first key of an action, as printed on a keyboard."""
    pressed = next(key for key in keys.SESSION if key.id == action)
    return keys.display_name(
        settings.keys.get(f"session.{action}", pressed.keys).split(",")[0].strip()
    )


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
