"""The session: one word, one number, one picture, and everything else small around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer

from trainer import safety
from trainer.catalog import Catalog, Choice, easier_variant, next_variant
from trainer.coach import Coach
from trainer.history.store import HistoryError
from trainer.session import stages
from trainer.session.machine import Pause, SessionState
from trainer.settings import keys
from trainer.settings.model import Drawing
from trainer.ui.session.hurt import HurtScreen
from trainer.ui.session.leave import LeaveScreen
from trainer.ui.session.session_bar import SessionBar
from trainer.ui.terminal.compositor import use_narrow_compositor
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.bindings import bindings
from trainer.ui.widgets.figure_view import FigureView
from trainer.ui.widgets.figures import figure_of
from trainer.ui.widgets.motion import Motion
from trainer.ui.widgets.orb import BreathOrb
from trainer.ui.widgets.text_block import TextBlock
from trainer.ui.widgets.text_line import TextLine

_MARKS = {"done": "●", "skipped": "×", "now": "◉", "ahead": "○"}
_STILL = ("get-ready", "switch-sides")
"""Stages whose whole text is read before anything moves, however many lines it has."""
_MOVING = {"pause", "ready", "skip", "repeat", "next_exercise", "hold", "variant"}
"""Actions that would move a session on."""

SMALLEST = (46, 16)
"""Columns and lines below which a session cannot be followed."""


class SessionScreen(Screen[None]):
    """Runs one session; ends with `Finished`."""

    TITLE = "Session"
    HELP = f"""\
Everything goes on by itself: get down on the floor, and follow the word, the number and the ball. \
The session waits while you read this; space goes on, after a count of three.

Breathe in while the ball swells and out while it falls. Through a hold keep breathing.

{chr(10).join(f"{w.shape}  {w.word:<14}{w.meaning}" for w in stages.ALL)}

{safety.ALWAYS} {safety.CANNOT_SEE} Stop when something hurts: x."""
    CSS_PATH = "session.tcss"
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("session", keys.SESSION),
        Binding("escape,ctrl+c,ctrl+q", "leave", "End", show=False),
    ]

    @dataclass
    class Finished(Message):
        """The session has come to its end, or to an early one."""

        coach: Coach
        """With the record to keep."""
        keep: bool = True
        """False where the person chose to throw it away."""
        pain: int | None = None
        """What was answered to "it hurts", 0-10."""

    def __init__(self, coach: Coach, motion: Motion, catalog: Catalog, drawing: Drawing) -> None:
        super().__init__()
        use_narrow_compositor(self)
        self._catalog = catalog
        self._drawing = drawing
        self.coach = coach
        self._motion = motion
        self._boundary: Timer | None = None
        self._finished = False
        self._pain: int | None = None
        self._stage: stages.StageStyle | None = None
        self._said: object = None
        self._refused: object = None
        """How far the session was when it could not be saved."""

    _orb = getters.query_one(BreathOrb)
    _figure = getters.query_one(FigureView)
    _bar = getters.query_one(SessionBar)

    def compose(self) -> ComposeResult:
        """From top to bottom: what, how far, the word, the pictures, what comes next.

        What moves is apart from what does not: of a frame, only containers that it touches are
        drawn again.
        """
        with Vertical(id="above"):
            with Horizontal(id="heading"):
                yield TextBlock(id="exercise")
                yield TextLine(id="reps")
            yield SessionBar(id="bar")
            yield BigText(id="word", classes="stage")
            yield TextLine(id="beside", classes="stage")
        with Horizontal(id="pictures"):
            yield FigureView(id="figure")
            yield BreathOrb(id="orb", classes="stage")
            with Vertical(id="numbers"):
                yield BigText(id="count", classes="stage")
                yield TextLine(id="unit")
                yield TextLine(id="marks")
                yield TextLine(id="side")
        with Vertical(id="below"):
            yield TextBlock(id="detail")
            yield TextLine(id="next")
            yield Footer(compact=True, show_command_palette=False)
        yield TextLine(id="too-small")

    def on_mount(self) -> None:
        """Begin to look at the session, so many times a second."""
        self.query_one("#count", BigText).largest = 3
        self.query_one(FigureView).drawing = self._drawing
        self.set_interval(1 / self._motion.frames, self.look)
        self.look()

    def on_resize(self, event: Resize) -> None:
        """Fit into what room there is; too little of it pauses the session."""
        width, height = event.size
        too_small = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(too_small, "-too-small")
        self.set_class(width < 72 or height < 21, "-no-figure")
        self.set_class(height < 28, "-short")
        self.set_class(width < 64 or height < 19, "-small")
        self.set_class(width >= 120 and height >= 38, "-large")
        needs = "Too small to follow: {} by {} needed, {} by {} here. Paused. q ends."
        self._line("#too-small", needs.format(*SMALLEST, width, height))
        if too_small:
            self.coach.session.pause(self.coach.now, "window")
        self.look()

    # Looking

    def look(self) -> None:
        """Look where the session is, and show it."""
        look = self.coach.look()
        if look.kind == "done":
            self._finish()
            return
        self._show(look)
        self._save()
        if not look.paused:
            self._wake_at_the_boundary(look.remaining)

    def _wake_at_the_boundary(self, seconds: float) -> None:
        """Look again at the very moment a stage ends, so that no change waits for a frame."""
        if seconds < 1.5 / self._motion.frames:
            if self._boundary is not None:
                self._boundary.stop()
            self._boundary = self.set_timer(seconds + 0.001, self.look)

    def _save(self) -> None:
        """Put on disk what is new; one at a time, and once more only when there is more."""
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
            self.notify(error, title="Not on disk yet", severity="warning")

    def _finish(self, keep: bool = True) -> None:
        if not self._finished:
            self._finished = True
            self.post_message(self.Finished(self.coach, keep, self._pain))

    # Showing

    def _show(self, look: SessionState) -> None:
        """Every frame moves the pictures; the words follow when they say something else."""
        self._orb.lungs = self._motion.lungs(look)
        self._figure.frame = self._motion.frame(look)
        self._bar.filled = 1 - look.left / look.seconds
        said = (look.serial, look.paused, stages.count(look), stages.clock(look.left), look.choice)
        if said != self._said:
            self._said = said
            self._tell(look)

    def _tell(self, look: SessionState) -> None:
        stage = stages.PAUSED if look.paused else stages.style_of(look)
        if stage is not self._stage:
            self._stage = stage
            for coloured in self.query(".stage"):
                coloured.set_classes(["stage", stage.colour])
        self.query_one("#word", BigText).text = stages.big(look)
        self.query_one("#count", BigText).text = stages.count(look)
        self._line("#exercise", Content.styled(look.choice.title, "bold"))
        self._line("#reps", stages.rep_line(look))
        self._line("#beside", Content.styled(f"{stage.shape}  {stages.beside(look)}", "bold"))
        self._line("#unit", stages.count_meaning(look))
        self._line("#marks", "".join(_MARKS[mark] for mark in look.marks))
        self._line("#side", stages.side_line(look))
        self._line("#detail", look.stage.detail)
        self._line("#next", stages.next_line(look))
        self._bar.note = f"{stages.clock(look.left)} left"
        self._figure.figure = figure_of(look.choice.exercise)
        self._figure.prepare(self._motion.frames_ahead(look, self.coach.session.timeline.stages))
        self.set_class(look.stage.kind in _STILL, "-still")
        self.set_class(self._figure.figure is None or self._drawing == "off", "-without-figure")

    def _line(self, selector: str, content: Content | str) -> None:
        self.query_one(selector, TextLine).content = content

    # Keys

    def action_pause(self) -> None:
        """Pause, or go on after a re-entry count."""
        session, now = self.coach.session, self.coach.now
        if session.look(now).paused:
            self._resume()
        else:
            session.pause(now)
            self.look()

    def _resume(self) -> None:
        """Go on, where it can be followed."""
        if not self.has_class("-too-small"):
            self.coach.session.resume(self.coach.now)
        self.look()

    def action_ready(self) -> None:
        """End a get-ready, a rest or a side switch."""
        self.coach.session.ready(self.coach.now)
        self.look()

    def action_skip(self) -> None:
        """Leave this rep out."""
        self.coach.session.skip(self.coach.now)
        self.look()

    def action_repeat(self) -> None:
        """Do this rep once more."""
        self.coach.session.repeat(self.coach.now)
        self.look()

    def action_next_exercise(self) -> None:
        """Leave this exercise as far as it went; after the last there is only an end to ask for."""
        session, choice = self.coach.session, self.coach.look().choice
        if choice is session.timeline.choices[-1]:
            self.action_leave()
            return
        session.next_exercise(self.coach.now)
        self.look()

    def action_hold(self, change: int) -> None:
        """Hold longer or shorter, inside the exercise's range."""
        before = self.coach.look().choice.hold
        after = self.coach.session.hold(change, self.coach.now)
        if after is None:
            said = "This exercise has no hold."
        elif after == before:
            said = f"{after:g} seconds is as far as this hold goes."
        else:
            said = f"Hold: {after:g} seconds."
        self.notify(said, timeout=2)
        self.look()

    def action_variant(self) -> None:
        """Go on with the next variant of this exercise."""
        choice = self.coach.look().choice
        others = next_variant(self._catalog.exercise(choice.id), choice.variant)
        if others.variant == choice.variant:
            self.notify("This exercise has no variants.", timeout=2)
            return
        self._change(others)

    def _change(self, choice: Choice) -> None:
        held = self.coach.look().choice.hold
        self.coach.session.change_variant(choice.holding(held) if held else choice, self.coach.now)
        self.notify(f"{choice.title}", timeout=3)
        self.look()

    def action_mute(self) -> None:
        """Bell and voice off and on."""
        self.coach.cues.muted = not self.coach.cues.muted
        self.notify("Muted" if self.coach.cues.muted else "Sound on", timeout=2)

    def on_screen_suspend(self) -> None:
        """Nothing passes unseen: below help or the palette the session waits."""
        if self in self.app.screen_stack and not self.coach.session.ended:
            self._wait("key")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing can be followed, nothing moves on."""
        return not (self.has_class("-too-small") and action in _MOVING)

    def _is_busy(self, group: str) -> bool:
        return any(w.group == group and not w.is_finished for w in self.workers)

    def action_leave(self) -> None:
        """End early: asked once."""
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
        self._finish(keep=answer != "discard")

    def action_hurt(self) -> None:
        """Stop at once, ask how much, and offer what is easier."""
        self._wait("pain")
        if not self._is_busy("question"):
            self._ask_about_pain()

    @work(group="question")
    async def _ask_about_pain(self) -> None:
        session = self.coach.session
        choice = self.coach.look().choice
        exercise = self._catalog.exercise(choice.id)
        easier = easier_variant(exercise, choice.variant)
        more = choice is not session.timeline.choices[-1]
        before = self.coach.record().pain_before
        why = next((v.why for v in exercise.variants if easier and v.id == easier.variant), "")
        answer = await self.app.push_screen_wait(HurtScreen(easier, why, more, before))
        if answer.pain is not None and answer.what != "carry-on":
            self._pain = answer.pain
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
        self.look()

    def _wait(self, why: Pause) -> None:
        self.coach.session.pause(self.coach.now, why)
        self.look()
