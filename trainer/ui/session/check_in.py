"""The check-in: what was done, and how it feels now. Nothing is required; one enter leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from trainer import safety
from trainer.advice.advice import Advice
from trainer.catalog import Catalog
from trainer.cues import Cues, talks
from trainer.history.habit import Standing
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.session import stages
from trainer.ui.dialogs.dialog import BETWEEN_FIELDS
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.entry import exercise_line
from trainer.ui.widgets.scale import Scale
from trainer.ui.widgets.text_field import TextField

ENDED = "ENDED"
"""In place of DONE where not everything was gone through."""
REST_NOW = (
    "Do no more today than feels right; a short, gentle walk is fine if it does not hurt more."
)


@dataclass(frozen=True, slots=True)
class CheckInAnswers:
    """What was answered; None where it was not."""

    pain_after: int | None
    effort: int | None
    note: str | None


class CheckInScreen(Screen[CheckInAnswers]):
    """Asks how it feels now."""

    TITLE = "Check-in"
    HELP = """\
The session is in your history already. Whatever you add here is added to it.

Pain: 0 is none, 10 the worst imaginable. A change of one point is about the same.
Effort: 0 is none at all, 3 is enough for waking up a muscle, 10 is all you have.
The coach goes by both: by what hurt or rose, by what was hard, and by what went well.
A note is for you, and for a therapist if you show one your report."""
    CSS_PATH = "check_in.tcss"
    AUTO_FOCUS = "#pain"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save and leave", priority=True),
        *BETWEEN_FIELDS,
        Binding("escape", "save", "Leave", show=False),
        Binding("f1", "app.help", "Help"),
        Binding("question_mark", "app.help", "Help", show=False),
        Binding("q", "save", "Leave", show=False),
    ]

    def __init__(
        self,
        record: SessionRecord,
        before: Standing,
        after: Standing,
        catalog: Catalog,
        pain: int | None = None,
        advice: Advice | None = None,
        cues: Cues | None = None,
    ) -> None:
        """`catalog` knows the names of what the record keeps by id; `advice` says what is next.

        `cues` say the questions and the answers aloud.
        """
        super().__init__()
        self._cues = cues
        self._record = record
        self._before = before
        self._after = after
        self._catalog = catalog
        self._pain = pain
        self._advice = advice

    @property
    def _is_whole(self) -> bool:
        """Whether everything was gone through, and nothing was stopped because it hurt."""
        return self._record.status == "completed"

    def compose(self) -> ComposeResult:
        """What was done, where that puts you, and three questions."""
        with VerticalScroll(id="page", can_focus=False):
            word = stages.DONE.word if self._is_whole else ENDED
            yield BigText(word, id="word").set_class(not self._is_whole, "ended")
            yield Static(self._headline(), id="headline")
            yield Static(self._done(), id="done")
            if self._is_whole:
                yield Static(standing_change(self._before, self._after), id="standing")
            else:
                yield Static(Content(_after_an_early_end(self._record)), id="standing")
            yield Static(Content(_what_comes(self._advice)), id="next")
            with Horizontal(classes="question"):
                yield Static("Pain now", classes="label")
                yield Scale(self._pain, id="pain")
            yield Static(id="change", classes="hint")
            with Horizontal(classes="question"):
                yield Static("Effort", classes="label")
                yield Scale(id="effort")
            yield Static("0 none, 3 enough to wake a muscle, 10 all you have", classes="hint")
            with Horizontal(classes="question"):
                yield Static("Note", classes="label")
                yield TextField(
                    id="note", max_length=2000, placeholder="anything worth remembering"
                )
            yield Static(Content(safety.AFTERWARDS), id="afterwards")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Say what the pain given so far means."""
        self._say_change()
        if self._cues is not None and self._pain is None:
            self._cues.ask(talks.PAIN_AFTER)

    def on_scale_changed(self, event: Scale.Changed) -> None:
        """Say what the change in pain means, or what to do about it."""
        self._say_change()
        if self._cues is not None and event.value is not None:
            before = self._record.pain_before if event.scale.id == "pain" else None
            self._cues.say(talks.pain_read_back(event.value, before))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Ask aloud what is asked next."""
        if self._cues is not None and event.widget.id == "effort":
            self._cues.ask(talks.EFFORT)

    def _say_change(self) -> None:
        pain, before = self.query_one("#pain", Scale).value, self._record.pain_before
        said = "0 none, 10 the worst imaginable"
        if pain is not None and before is not None:
            said = f"{before} before, {pain} now: {safety.change(before, pain)}"
        if pain is not None and not self._is_whole:
            said = safety.band(pain)
        if pain is not None and pain >= safety.STOP_FROM:
            said = f"{safety.band(pain)}\n{safety.EMERGENCY} {safety.SEE_A_DOCTOR}"
        self.query_one("#change", Static).update(Content(said))

    def _headline(self) -> Content:
        done = sum(exercise.done_reps for exercise in self._record.exercises)
        seconds = sum(exercise.seconds for exercise in self._record.exercises)
        reps = "rep" if done == 1 else "reps"
        if not self._is_whole:
            planned = sum(exercise.planned_reps for exercise in self._record.exercises)
            return Content.styled(f"{done} of {planned} reps are saved.", "bold")
        return Content.assemble(
            ("✓ Saved", "bold $success"), f"   {done} {reps} in {stages.clock(seconds)}"
        )

    def _done(self) -> Content:
        return Content("\n").join(
            [exercise_line(named(each, self._catalog)) for each in self._record.exercises]
        )

    def action_save(self) -> None:
        """Leave with what was answered."""
        note = self.query_one("#note", Input).value.strip()
        self.dismiss(
            CheckInAnswers(
                self.query_one("#pain", Scale).value,
                self.query_one("#effort", Scale).value,
                note or None,
            )
        )


def _after_an_early_end(record: SessionRecord) -> str:
    """What to do now, after a stop for pain or any other early end."""
    hurt = any(exercise.stopped == "pain" for exercise in record.exercises)
    return REST_NOW if hurt else "What you did counts for what it was."


def _what_comes(advice: Advice | None) -> str:
    """What the coach says is next."""
    if advice is None:
        return ""
    if advice.tomorrow:
        return f"Tomorrow: {advice.tomorrow}."
    return advice.reason


def named(exercise: ExerciseRecord, catalog: Catalog) -> ExerciseRecord:
    """The same with its variant's name for the id, where the catalog still has it."""
    if not exercise.modified:
        return exercise
    try:
        name = catalog.choose(f"{exercise.id}:{exercise.variant}").variant_name
    except LookupError:
        return exercise
    return replace(exercise, variant=name)


def standing_change(before: Standing, after: Standing) -> Content:
    """How the streak, the week and the strength moved."""

    def from_to(old: object, new: object) -> str:
        return f"{new}" if old == new else f"{old} → {new}"

    days = "day" if after.streak == 1 else "days"
    strength = from_to(f"{before.strength:.0%}", f"{after.strength:.0%}")
    return Content.assemble(
        ("streak ", "$foreground 60%"),
        (f"{from_to(before.streak, after.streak)} {days}", "bold"),
        ("   this week ", "$foreground 60%"),
        (f"{from_to(before.week_done, after.week_done)} of {after.week_goal}", "bold"),
        ("   strength ", "$foreground 60%"),
        (strength, "bold"),
    )
