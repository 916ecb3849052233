"""One coached session: the state machine, the cues and the record.

The screen and plain mode both use this coach. They differ only in how they show the session.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from trainer.catalog import Catalog, Choice
from trainer.clock import Clock
from trainer.cues import Cues, announcements
from trainer.cues.awake import Awake
from trainer.cues.due import Script
from trainer.files.places import Places
from trainer.files.remote import is_remote
from trainer.history import in_progress
from trainer.history.records import ExerciseRecord, SessionRecord, new_id, training_day
from trainer.history.store import HistoryError, HistoryStore
from trainer.session import snapshot
from trainer.session.machine import Result, Session, SessionState
from trainer.settings.model import Settings

if TYPE_CHECKING:
    from filelock import BaseFileLock


RESUMABLE = timedelta(hours=1)
"""A session can be continued for this long after its last save."""


class Listener(msgspec.Struct, frozen=True):
    """Facts about the person that affect what the voice says."""

    familiar: Collection[str] | None = None
    """The exercises that need no explanation, as ID or ID:VARIANT. None means all of them."""
    very_first: bool = False
    """Whether this is the very first session, with an empty history."""
    opening: str = ""
    """Words said before anything else."""
    reads_aloud: bool = False
    """Whether a screen reader reads the output. Then words are heard even without a voice."""


class Coach:
    """Advances the session by the clock, plays the cues that are due, and saves the record."""

    def __init__(
        self,
        session: Session,
        record: SessionRecord,
        clock: Clock,
        places: Places,
        settings: Settings,
        cues: Cues,
        claim: BaseFileLock | None,
        script: Script,
    ) -> None:
        """`claim` is the lock of the session file, or None if nothing can be written."""
        self.session = session
        self.cues = cues
        self.script = script
        """Decides what is said, and lengthens the get-ready stage if the words take longer."""
        wanted = settings.awake and not is_remote(os.environ)
        self._awake = Awake() if wanted else None
        self._record = record
        self._clock = clock
        self._places = places
        self._settings = settings
        self._last: SessionState | None = None
        self._saved: object = None
        self._claim = claim
        self._saving = threading.Lock()
        """Saves run in other threads. This lock allows one at a time, and none after `finish`."""
        self._over = False
        self.pain: dict[int, int] = {
            number: each.pain_at_stop
            for number, each in enumerate(record.exercises)
            if each.pain_at_stop is not None
        }
        """The pain reported for an exercise that hurt, 0-10, by its place in the session."""
        self.pending_notice = ""
        """Where the session is kept, if it could not be added to the history yet."""

    @property
    def status_labels(self) -> tuple[str, ...]:
        """Conditions to show, such as "muted"."""
        held = {
            "muted": self.cues.muted,
            "screen may sleep": self._awake is not None and self._awake.failed,
            "slow voice": self.cues.speaks_now and self.cues.pace.is_slow,
        }
        return tuple(label for label, holds in held.items() if holds)

    # During the session

    def advance(self) -> SessionState:
        """Advance to the current time, play the due cues, and return the state."""
        now = self._clock.monotonic()
        if self._last is None:  # opening the screen took time; the first words must not be late
            self.session.start_at(now)
        state = self.session.advance_to(now)
        self.script.rings = self.cues.rings
        for cue in self.script.due(self._last, state):
            self.cues.play(cue)
        if self._awake is not None:
            self._awake.follow(now, paused=bool(state.paused))
        self._last = state
        return state

    def change_hold(self, change: float) -> float | None:
        """Change the hold, as `Session.hold` does. Tell the person if the limit is reached."""
        before = self.session.advance_to(self.now)
        held = self.session.hold(change, self.now)
        if held is not None and held == before.choice.hold:
            self._answer(announcements.hold_limit(held, longest=change > 0), before)
        return held

    def answer_ignored_key(self, words: str) -> None:
        """Respond to a key that does nothing here: say `words`, or play a tone if time is short."""
        self._answer(words, self.session.advance_to(self.now))

    def _answer(self, words: str, state: SessionState) -> None:
        needed = self.script.pace.seconds(words)
        if not self.cues.busy and self.script.seconds_until_words(state) >= needed:
            self.cues.say(words)
        else:
            self.cues.ring()

    def change_variant(self, choice: Choice) -> None:
        """Continue this exercise in another variant, as `Session.change_variant` does."""
        exercise = self.session.advance_to(self.now).stage.exercise
        self.session.change_variant(_prepared(choice, exercise, self.script), self.now)

    def mute(self) -> bool:
        """Turn all sounds off or on, and say so. Returns whether they are off now."""
        muted = not self.cues.muted
        if not muted:
            self.cues.muted = False
            self.cues.say("Sound on.")
            return False
        self.cues.mute_after("Muted.")
        return True

    @property
    def now(self) -> float:
        """The monotonic time to pass to the session, in seconds."""
        return self._clock.monotonic()

    @property
    def flashes(self) -> bool:
        """Whether the word of a stage flashes when the stage begins."""
        return self._settings.cues.flash

    def report_pain(self, pain: int | None) -> None:
        """Remember the pain reported for the current exercise (0-10). None changes nothing."""
        if pain is not None:
            self.pain[self.session.advance_to(self.now).stage.exercise] = pain

    # Saving

    def record(self) -> SessionRecord:
        """Return the record of the session so far, as the history would store it."""
        session = self.session
        started, ended = self._record.started, self._clock.now()
        return SessionRecord(
            id=self._record.id,
            day=self._record.day,
            started=started,
            ended=max(started, ended),
            status="completed" if session.completed else "partial",
            source="session",
            pain_before=self._record.pain_before,
            exercises=tuple(
                exercise_record(result, self.pain.get(number))
                for number, result in enumerate(session.results())
            ),
        )

    @property
    def unsaved(self) -> bool:
        """Whether there is something new since the last `save`."""
        return self._saved != self.progress

    @property
    def progress(self) -> object:
        """A value that changes when there is something new to save."""
        session = self.session
        stopped = len(session.stopped)
        hurt = tuple(self.pain.items())
        return len(session.done), len(session.skipped), stopped, hurt, session.timeline.choices

    def save(self) -> None:
        """Save the session so far. This waits for the disk.

        Raises HistoryError if the file cannot be written. The session can continue.
        """
        self.saving()()

    def saving(self) -> Callable[[], None]:
        """Return a function that saves the session so far. It may run in another thread."""
        progress, record, resume = self.progress, self.record(), snapshot.take(self.session)

        def save() -> None:
            with self._saving:
                if not self._over:
                    in_progress.save(self._places, record, resume)
                    self._saved = progress

        return save

    @property
    def is_worth_saving(self) -> bool:
        """Whether the history should record this session."""
        return _is_worth_saving(self.record())

    def finish(self, save: bool = True) -> SessionRecord:
        """Add the session to the history, and delete the file of the session in progress.

        If `save` is false, only delete the file. Raises HistoryError if the session cannot be
        written anywhere. Then the file is not deleted.
        """
        record = self.record()
        with self._saving:
            if save:
                store = HistoryStore(self._places)
                self.pending_notice = store.pending_notice(store.append(record))
            in_progress.finish(self._places, record.id)
            self._over = True
        self._release_claim()
        return record

    def _release_claim(self) -> None:
        if self._claim is not None:
            in_progress.release(self._claim)

    def release(self) -> None:
        """Stop the cues and release the lock, for a resumed session that will not be continued."""
        self.close()
        self._release_claim()

    def close_all_but_voice(self) -> None:
        """Stop the cues except the voice, which asks the questions after the session."""
        self.cues.close_all_but_voice()
        if self._awake is not None:
            self._awake.close()

    def close(self) -> None:
        """Stop the cues. The record does not change."""
        self.cues.close()
        if self._awake is not None:
            self._awake.close()


def begin(
    choices: Sequence[Choice],
    clock: Clock,
    places: Places,
    settings: Settings,
    cues: Cues,
    pain_before: int | None = None,
    listener: Listener | None = None,
) -> Coach:
    """Start a session of these exercises now. It counts for the training day on which it starts."""
    script = _script(settings, cues, listener)
    choices = [
        _prepared(choice.with_default_hold(settings.hold), place, script)
        for place, choice in enumerate(choices)
    ]
    session = Session(choices, clock.monotonic(), settings.pacing)
    started = clock.now()
    record = _empty_record(new_id(started), started, settings, pain_before)
    claim = None
    with suppress(HistoryError):
        # If the folder cannot be written to, the first save reports it. The session runs anyway.
        claim = in_progress.claim(places, record.id)
    return Coach(session, record, clock, places, settings, cues, claim, script)


def _script(settings: Settings, cues: Cues, listener: Listener | None) -> Script:
    listener = listener or Listener()
    heard = cues.speaks or listener.reads_aloud
    return Script(
        cues.pace,
        listener.familiar,
        listener.very_first,
        opening=listener.opening,
        extends_get_ready=heard and settings.get_ready is None,
    )


def _prepared(choice: Choice, place: int, script: Script) -> Choice:
    """Lengthen the get-ready stage if the words take longer.

    `place` is the place of the exercise in the session, counted from 0.
    """
    seconds = script.ready_seconds(choice, place)
    if seconds is None:
        return choice
    return replace(choice, exercise=msgspec.structs.replace(choice.exercise, get_ready=seconds))


def resume(
    interrupted: in_progress.Interrupted,
    catalog: Catalog,
    clock: Clock,
    places: Places,
    settings: Settings,
    cues: Cues,
    listener: Listener | None = None,
) -> Coach:
    """Continue an interrupted session.

    Raises LookupError or ValueError if that is impossible, and HistoryError if another program has
    the session open.
    """
    session = snapshot.restore(interrupted.resume, catalog, clock.monotonic())
    claim = in_progress.claim(places, interrupted.record.id)
    script = _script(settings, cues, listener)
    return Coach(session, interrupted.record, clock, places, settings, cues, claim, script)


def save_interrupted(interrupted: in_progress.Interrupted, places: Places) -> str:
    """Add an interrupted session to the history, and delete its file.

    If the session cannot be added yet, returns a text that says where it is kept, or else "".
    Raises HistoryError if the session cannot be written anywhere, or if another program has it open
    and will save it.
    """
    store, record, waits = HistoryStore(places), interrupted.record, ""
    claim = in_progress.claim(places, record.id)
    try:
        is_saved = any(session.id == record.id for session in store.load().sessions)
        if _is_worth_saving(record) and not is_saved:
            waits = store.pending_notice(store.append(record))
        in_progress.finish(places, record.id)
    finally:
        in_progress.release(claim)
    return waits


def _is_worth_saving(record: SessionRecord) -> bool:
    """Check whether a rep was done, or pain stopped an exercise before its first rep."""
    hurt = any(e.stopped == "pain" or e.pain_at_stop is not None for e in record.exercises)
    return hurt or any(e.done_reps for e in record.exercises)


def record_refusal(
    choices: Sequence[Choice], clock: Clock, places: Places, settings: Settings, pain: int
) -> str:
    """Record these exercises as skipped because of pain before the session.

    If the record cannot be added to the history yet, returns a text that says where it is kept, or
    else "". Raises HistoryError.
    """
    session, started = Session(choices, clock.monotonic(), settings.pacing), clock.now()
    record = _empty_record(new_id(started), started, settings, pain)
    skipped = tuple(map(exercise_record, session.results()))
    store = HistoryStore(places)
    return store.pending_notice(store.append(msgspec.structs.replace(record, exercises=skipped)))


def _empty_record(
    id: str, started: datetime, settings: Settings, pain: int | None
) -> SessionRecord:
    return SessionRecord(
        id=id,
        day=training_day(started, settings.day_starts_at),
        started=started,
        ended=started,
        status="partial",
        source="session",
        pain_before=pain,
        exercises=(),
    )


def exercise_record(result: Result, pain: int | None = None) -> ExerciseRecord:
    """Convert the result of an exercise to a record.

    `pain` (0-10) is what the person reported when the exercise was stopped.
    """
    choice = result.choice
    sided = choice.sides != "none"
    left, right = result.left, result.right
    if choice.is_named_by_other_side:  # the history records the side that the label names
        left, right = right, left
    return ExerciseRecord(
        id=choice.id,
        name=choice.name,
        variant=choice.variant,
        status=result.status,
        planned_reps=result.planned,
        done_reps=result.done,
        skipped_reps=result.skipped,
        stopped=result.stopped,
        pain_at_stop=pain,
        done_left=left if sided else None,
        done_right=right if sided else None,
        hold=result.hold,
        seconds=result.seconds,
    )
