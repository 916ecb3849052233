"""The session screen: one word, one number, one picture, and small text around them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.message import Message
from textual.screen import Screen

from trainer import safety
from trainer.catalog import Catalog, Choice, easier_variant, next_variant
from trainer.coach import Coach
from trainer.cues.touch import for_touch
from trainer.files.remote import prefers
from trainer.history.store import HistoryError
from trainer.session import stages
from trainer.session.machine import Pause, SessionState
from trainer.settings import keys
from trainer.settings.model import Drawing
from trainer.ui.session.foot import label_of
from trainer.ui.session.hurt import HurtScreen
from trainer.ui.session.leave import LeaveScreen
from trainer.ui.session.polling import Polling
from trainer.ui.session.stopped import moment_of
from trainer.ui.session.view import SessionView
from trainer.ui.session.words import stage_text
from trainer.ui.terminal.compositor import use_narrow_compositor
from trainer.ui.widgets.bindings import bindings
from trainer.ui.widgets.figures import figure_of
from trainer.ui.widgets.grid import SMALLEST, fits
from trainer.ui.widgets.motion import Motion
from trainer.ui.widgets.text_block import TextBlock

_MOVING = {"pause", "ready", "skip", "repeat", "next_exercise", "hold", "variant"}
"""Actions that would move a session on."""
FLASH = 0.4
"""Seconds for which the word of a new stage is inverted, if the settings ask for that."""
REMARK_SECONDS = 4.0
"""The shortest time for which a message takes the place of less important text, in seconds."""
CONFIRM_WITHIN = 6.0
"""Seconds within which the key that leaves an exercise must be pressed again."""


class SessionScreen(Screen[None]):
    """Runs one session; ends with `Finished`."""

    TITLE = "Session"
    HELP = f"""\
Everything advances by itself: get down on the floor and follow the word, the number and the \
light. The session waits while you read this. Press space to continue after a short count.

Breathe in while the light at the edges rises and out while it sinks. In a hold, keep breathing.

{chr(10).join(f"{w.shape}  {w.word:<9}{w.meaning}" for w in stages.ALL)}

{safety.ALWAYS} {safety.CANNOT_SEE} If something hurts, press x."""
    CSS_PATH = "session.tcss"
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("session", keys.SESSION),
        Binding("escape,ctrl+c,ctrl+q", "leave", "end", show=False),
    ]

    @dataclass
    class Finished(Message):
        """The session has ended, on time or early."""

        coach: Coach
        """The coach, which has the record to save."""
        save: bool = True
        """False if the person chose to discard the session."""
        pain: int | None = None
        """The pain reported after "it hurts", 0-10."""

    def __init__(self, coach: Coach, motion: Motion, catalog: Catalog, drawing: Drawing) -> None:
        super().__init__()
        use_narrow_compositor(self)
        self._catalog = catalog
        self._drawing = drawing
        self.coach = coach
        self._motion = motion
        self._finished = False
        self._pain: int | None = None
        self._words_for: object = None
        """The values for which the text was last updated."""
        self._flashed: int | None = None
        """`stages_begun` when a word last flashed."""
        self._flash_until = 0.0
        self._state: SessionState | None = None
        self._remark, self._remark_until = "", 0.0
        self._asked_until = 0.0
        """A second press until this time leaves the exercise."""
        self._refused: object = None
        """The progress that could not be saved, if the most recent attempt failed."""
        self._by_touch = prefers("touch", os.environ)
        self._view = SessionView(drawing, self._label, whole_rows=motion.level == "reduced")

    def compose(self) -> ComposeResult:
        """The view, and the message shown instead when the window is too small."""
        yield self._view
        yield TextBlock(id="too-small")

    def on_mount(self) -> None:
        """Start polling the session, `motion.frames` times a second."""
        self._polling = Polling(self, self.follow, self._motion.frames)
        self.follow()

    def on_resize(self, event: Resize) -> None:
        """Pause the session if the window is too small to follow it."""
        width, height = event.size
        too_small = not fits(width, height)
        self.set_class(too_small, "-too-small")
        if too_small:
            self.query_one("#too-small", TextBlock).content = (
                f"Paused: this window is {width} × {height}. A session needs "
                f"{SMALLEST[0]} × {SMALLEST[1]}. Make it larger, or press q to end."
            )
            self.coach.session.pause(self.coach.now, "window")
        self.follow()

    # Polling

    def follow(self) -> None:
        """Poll the session, and show its state."""
        state = self.coach.advance()
        if state.kind == "done":
            self._finish()
            return
        self._show(state)
        self._save()
        if error := self.coach.cues.take_error():
            self.remark(error, 10)
        self._polling.pause(state.paused is not None)
        if not state.paused:
            self._polling.stage_ends_in(self.coach.script.wait(state))

    def _save(self) -> None:
        """Save progress to disk, one save at a time; save again only if there is something new."""
        progress = self.coach.progress
        if self.coach.unsaved and progress != self._refused and not self._is_busy("save"):
            self._write_down(self.coach.saving(), progress)

    @work(group="save", thread=True)
    def _write_down(self, save: Callable[[], None], progress: object) -> None:
        try:
            save()
        except HistoryError as error:
            self.app.call_from_thread(self._cannot_save, str(error), progress)

    def _cannot_save(self, error: str, progress: object) -> None:
        first, self._refused = self._refused is None, progress
        if first:
            self.remark(f"Not saved yet: {error}", 15)

    def _finish(self, save: bool = True) -> None:
        if not self._finished:
            self._finished = True
            self.post_message(self.Finished(self.coach, save, self._pain))

    # Showing

    def _show(self, state: SessionState) -> None:
        """Show a state: the picture in every frame, the text only when it has changed."""
        self._state = state
        if self._remark and self.coach.now >= self._remark_until:
            self._remark = ""
        labels = self.coach.status_labels
        self._view.move(self._motion.light(state), self._motion.frame(state), state.rep_done)
        time = (stages.big_number(state), stages.clock(state.seconds_left))
        values = (state.stages_begun, state.paused, state.choice, time, labels, self._remark)
        if values != self._words_for:
            self._words_for = values
            self._view.show_text(
                stage_text(state, labels, has_touch=self._by_touch),
                figure_of(state.choice.exercise),
                self._motion.frames_ahead(state, self.coach.session.timeline.stages),
                state.marks_by_side,
                waits=state.paused is not None,
                remark=self._remark,
            )
            self.refresh_bindings()
        if self.coach.flashes:
            if state.stages_begun != self._flashed:
                self._flashed, self._flash_until = state.stages_begun, self.coach.now + FLASH
            self._view.flash(self.coach.now < self._flash_until)

    def remark(self, text: str, seconds: float = REMARK_SECONDS) -> bool:
        """Show a message for a while, in place of the least important text.

        Returns False if the session has ended.
        """
        if self._finished or not self.is_mounted:
            return False
        self._remark = for_touch(text) if self._by_touch else text
        self._remark_until = self.coach.now + max(seconds, REMARK_SECONDS)
        self.follow()
        return True

    def _label(self, binding: Binding) -> str | None:
        """What a key does now; None if it need not be shown."""
        return label_of(binding, self._state, self._catalog, muted=self.coach.cues.muted)

    def on_click(self, event: Click) -> None:
        """In a browser, a tap on the picture pauses, and a tap anywhere but on a key resumes.

        In a terminal this does nothing: a click may be meant only for the window.
        """
        if not self.app.is_web or event.style.meta.get("key"):
            return
        if event.widget is self._view.figure or self.coach.advance().paused:
            self.action_pause()

    # Keys

    def action_pause(self) -> None:
        """Pause, or resume after a short count."""
        session, now = self.coach.session, self.coach.now
        if session.advance_to(now).paused:
            self._resume()
        else:
            session.pause(now)
            self.follow()

    def _resume(self) -> None:
        """Resume, unless the window is too small."""
        if not self.has_class("-too-small"):
            self.coach.session.resume(self.coach.now)
        self.follow()

    def action_ready(self) -> None:
        """End a get-ready, rest or switch stage early."""
        self.coach.session.ready(self.coach.now)
        self.follow()

    def action_skip(self) -> None:
        """Skip this rep."""
        self.coach.session.skip(self.coach.now)
        self.follow()

    def action_repeat(self) -> None:
        """Repeat this rep."""
        self.coach.session.repeat(self.coach.now)
        self.follow()

    def action_next_exercise(self) -> None:
        """Go to the next exercise, after a second press; in the last one, ask whether to end."""
        session, choice = self.coach.session, self.coach.advance().choice
        if choice is session.timeline.choices[-1]:
            self.action_leave()
            return
        if self.coach.now > self._asked_until:  # with caps lock on, `n` (skip a rep) arrives as `N`
            self._asked_until = self.coach.now + CONFIRM_WITHIN
            reminder = f"Press {self._key_of('next_exercise')} again to leave this exercise."
            self.remark(reminder, CONFIRM_WITHIN)
            self.coach.cues.say(reminder)
            return
        self._asked_until = 0.0
        session.next_exercise(self.coach.now)
        self.follow()

    def _key_of(self, action: str) -> str:
        """The name of the key for an action; the user may have changed it."""
        found = (k for k, b in self.active_bindings.items() if b.binding.action == action)
        return keys.display_name(next(found, ""))

    def action_hold(self, change: int) -> None:
        """Make the hold longer or shorter, within the exercise's range."""
        before = self.coach.advance().choice.hold
        after = self.coach.change_hold(change)
        if after is None:
            message = "This exercise has no hold."
            self.coach.answer_ignored_key(message)
        elif after == before:
            message = f"{after:g} seconds is the {'longest' if change > 0 else 'shortest'} hold."
        else:
            message = f"Hold: {after:g} seconds."
        self.remark(message)

    def action_variant(self) -> None:
        """Continue with the next variant of this exercise."""
        choice = self.coach.advance().choice
        others = next_variant(self._catalog.exercise(choice.id), choice.variant)
        if others.variant == choice.variant:
            message = "This exercise has no variants."
            self.remark(message)
            self.coach.answer_ignored_key(message)
            return
        self._change(others)

    def _change(self, choice: Choice) -> None:
        held = self.coach.advance().choice.hold
        self.coach.change_variant(choice.holding(held) if held else choice)
        self.remark(choice.title)

    def action_mute(self) -> None:
        """Turn the bell and the voice off or on."""
        self.remark("Sound off" if self.coach.mute() else "Sound on")

    def on_screen_suspend(self) -> None:
        """Pause while help or the palette covers the session."""
        if self in self.app.screen_stack and not self.coach.session.ended:
            self._wait("key")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the keys that move the session on, while the window is too small."""
        return not (self.has_class("-too-small") and action in _MOVING)

    def _is_busy(self, group: str) -> bool:
        return any(w.group == group and not w.is_finished for w in self.workers)

    def action_leave(self) -> None:
        """Ask whether to end early."""
        if not self._is_busy("question"):
            self._ask_to_leave()

    @work(group="question")
    async def _ask_to_leave(self) -> None:
        self._wait("leaving")
        results = self.coach.session.results()
        done, planned = sum(r.done for r in results), sum(r.planned for r in results)
        answer = await self.app.push_screen_wait(LeaveScreen(done, planned))
        if answer == "carry-on":
            self._resume()
            return
        self.coach.session.end(self.coach.now, "other" if answer == "discard" else answer)
        self._finish(save=answer != "discard")

    def action_hurt(self) -> None:
        """Pause at once, ask how much it hurts, and offer an easier version."""
        self._wait("pain")
        if not self._is_busy("question"):
            self._ask_about_pain()

    @work(group="question")
    async def _ask_about_pain(self) -> None:
        session = self.coach.session
        choice = self.coach.advance().choice
        easier = easier_variant(self._catalog.exercise(choice.id), choice.variant)
        more = choice is not session.timeline.choices[-1]
        moment = moment_of(self.coach.advance(), self._motion, self._drawing)
        hurt = HurtScreen(moment, easier, more, self.coach.cues.say)
        answer = await self.app.push_screen_wait(hurt)
        if answer.what != "carry-on":
            self.coach.report_pain(answer.pain)
            self._pain = answer.pain if answer.pain is not None else self._pain
        if answer.what == "easier" and easier:
            self._change(easier)
            self._resume()
        elif answer.what == "next":
            session.next_exercise(self.coach.now, "pain")
            self._resume()
        elif answer.what == "carry-on":
            self._resume()
        else:
            session.end(self.coach.now, "pain")
        self.follow()

    def _wait(self, why: Pause) -> None:
        self.coach.session.pause(self.coach.now, why)
        self.follow()
