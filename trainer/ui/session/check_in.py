"""The check-in: what was done, and how it feels now. Every answer is optional; enter closes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus, Resize
from textual.widgets import Input, Static

from trainer import safety
from trainer.advice.advice import Advice
from trainer.catalog import Catalog, choose
from trainer.cues import Cues, talks
from trainer.figure import Figure, Frame
from trainer.history.habit import Standing
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.session import stages, timeline
from trainer.settings.model import Drawing
from trainer.ui.dialogs.dialog import BETWEEN_FIELDS
from trainer.ui.session.get_help import GetHelp, SignsScreen
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.terminal.wrapping import unbroken
from trainer.ui.widgets.airy import JOINED, Airy
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.big_text import height as big_height
from trainer.ui.widgets.entry import STOPPED, done_of
from trainer.ui.widgets.figure_view import FigureView
from trainer.ui.widgets.figures import figure_of
from trainer.ui.widgets.grid import margin, size_class
from trainer.ui.widgets.hanging import HangingRows, Row
from trainer.ui.widgets.key_bar import KeyBar
from trainer.ui.widgets.page import FootMessages
from trainer.ui.widgets.question import Question
from trainer.ui.widgets.scale import ROOMY, EffortScale, Scale
from trainer.ui.widgets.text_field import TextField
from trainer.ui.widgets.text_line import TextLine

REST_NOW = (
    "No more exercises today. Rest a while in whatever position is most comfortable, and keep "
    "breathing. A short, gentle walk is fine if it does not hurt more."
)
"""Advice after a stop for pain. Sources: doing less for a while may help, and walking is suggested
(South Tees NHS, short-lived low back problems); only for a while, since long bed rest does harm
(Therapeutic Guidelines) and people should keep up their normal activities (NICE NG59)."""
LABEL = 12
"""The width of the labels in the margin, in columns."""


@dataclass(frozen=True, slots=True)
class CheckInAnswers:
    """The answers; None for each that was not given."""

    pain_after: int | None
    effort: int | None
    note: str | None


class CheckInScreen(FootMessages, ClosingScreen[CheckInAnswers]):
    """Asks how it feels now."""

    TITLE = "Check-in"
    HELP = """\
The session is already in your history. Your answers here are added to it.

Pain: 0 is none, 10 the worst imaginable. A change of one point is about the same.
Effort: 0 is none at all, 3 is enough to wake up a muscle, 10 is everything you have.
The coach uses both: whether it hurt, whether pain rose, and how hard it was.
The note is for you, and for your therapist if you share your report."""
    CSS_PATH = "check_in.tcss"
    AUTO_FOCUS = "#pain"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save answers and close", priority=True),
        *BETWEEN_FIELDS,
        Binding("down", "scroll(1)", "Scroll down", show=False),
        Binding("up", "scroll(-1)", "Scroll up", show=False),
        Binding("l", "signs", "the whole list"),
        Binding("escape", "save", "Leave", show=False),
        Binding("question_mark", "app.help", "help", key_display="?"),
        Binding("f1", "app.help", "help", show=False),
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
        weeks: Content | None = None,
        drawing: Drawing = "auto",
    ) -> None:
        """`catalog` gives the names of variants, which the record has by id; `advice` says what
        comes next.

        `cues` speak the questions and answers; `weeks` shows the last four weeks; `drawing` says
        which characters to draw the figure with.
        """
        super().__init__()
        self._cues = cues
        self._record = record
        self._before = before
        self._after = after
        self._catalog = catalog
        self._pain = pain
        self._advice = advice
        self._weeks, self._drawing = weeks, drawing

    @property
    def _is_whole(self) -> bool:
        """Whether the session was completed, and nothing was stopped because it hurt."""
        return self._record.status == "completed"

    def compose(self) -> ComposeResult:
        """One column: what was done, how it feels, your progress, and what comes next."""
        style = stages.DONE if self._is_whole else stages.ENDED
        with Horizontal(id="columns"), Airy(id="page", can_focus=False):
            yield BigText(style.word, id="word", classes=style.colour)
            yield Static(self._saved(), id="saved")
            yield Question("Pain now", Scale(self._pain, id="pain"))
            yield Static(id="change", classes=f"hint {JOINED}")
            yield GetHelp(id="help")
            yield Static(Content(REST_NOW), id="rest")
            if not self._is_whole:
                yield HangingRows(self._next(), id="next")
            yield Question("Effort", EffortScale(id="effort"))
            note = TextField(id="note", max_length=2000, placeholder="anything worth remembering")
            yield Question("Note", note)
            if self._is_whole:
                yield Static(standing_change(self._before, self._after), id="standing")
                yield HangingRows(self._next(), id="next")
            afterwards = safety.AFTERWARDS_IN_SHORT if self._is_whole else safety.AFTERWARDS
            hint = f"hint {JOINED}" if self._is_whole else "quiet"
            yield Static(Content(afterwards), id="afterwards", classes=hint)
        yield KeyBar(self._label)

    async def _show_beside(self) -> None:
        """Add a figure at rest and the last four weeks, if the window is large enough."""
        columns = self.query_one("#columns", Horizontal)
        if self.has_class("-large") and not columns.query("#beside"):
            figure = FigureView(id="figure")
            figure.drawing = self._drawing
            figure.dim = 0.25 if self._is_whole else 0.5
            weeks = TextLine(self._weeks or "", id="weeks")
            await columns.mount(Vertical(figure, weeks, id="beside"))
            weeks.display = self._is_whole
            if resting := at_rest(self._catalog):
                figure.figure, figure.frame = resting

    def on_resize(self, event: Resize) -> None:
        """Use the same margins as the session, and the largest word that fits."""
        width, height = event.size
        self.styles.padding = (0, margin(width, height))

        scale = 1 if height < 22 or width < ROOMY else 3 if width >= 130 and height >= 36 else 2
        word = self.query_one("#word", BigText)
        word.largest = scale if self._is_whole else max(scale - 1, 1)
        word.styles.height = big_height(word.largest)
        self.set_class(size_class(width, height) in ("large", "huge"), "-large")
        self.call_after_refresh(self._show_beside)
        self.set_class(width < ROOMY, "-narrow")
        self.query_one(GetHelp).set_class(width < ROOMY, "-narrow")
        self.refresh_bindings()  # the foot has shorter labels in a narrow window

    def on_mount(self) -> None:
        """Show what the pain given so far means, and speak the question if none was given."""
        self.query_one("#next").display = bool(self._next())
        self._show_change()
        page = self.query_one("#page", VerticalScroll)
        self.query_one(KeyBar).follow(page)
        self.call_after_refresh(page.scroll_home, animate=False)  # not to the first field
        if self._cues is not None and self._pain is None:
            self._cues.ask(talks.PAIN_AFTER)

    def on_scale_changed(self, event: Scale.Changed) -> None:
        """Show what the change in pain means, or what to do about it, and speak the answer."""
        self._show_change()
        if self._cues is not None and event.value is not None:
            before = self._record.pain_before if event.scale.id == "pain" else None
            self._cues.say(talks.pain_read_back(event.value, before))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Speak the question about effort when its scale gets the focus."""
        if self._cues is not None and event.widget.id == "effort":
            self._cues.ask(talks.EFFORT)

    def _show_change(self) -> None:
        pain, before = self.query_one("#pain", Scale).value, self._record.pain_before
        text = ""
        if pain is not None and before is not None:
            text = f"{before} before, {pain} now: {safety.change(before, pain)}"
        if pain is not None and not self._is_whole:
            text = safety.band(pain)
        help_now = pain is not None and pain >= safety.STOP_FROM
        change = self.query_one("#change", Static)
        change.update(Content(text))
        change.display = bool(text) and not help_now
        self.query_one("#rest").display = help_now or self._hurt
        self.query_one("#help").display = help_now

    @property
    def _hurt(self) -> bool:
        return any(exercise.stopped == "pain" for exercise in self._record.exercises)

    def _next(self) -> list[Row]:
        """The coach's advice on what comes next; empty if there is none."""
        advice = self._advice
        if advice is None or not (advice.tomorrow or self._hurt):
            return []
        label, text = ("Tomorrow", advice.tomorrow) if advice.tomorrow else ("Today", advice.reason)
        return [(Content.styled(f"{label:<{LABEL}}", "bold $key"), Content(text))]

    def _label(self, binding: Binding) -> str | None:
        """The label of a key in the foot line; None for digits, since the numbers are on screen."""
        if binding.action.startswith("choose"):
            return None
        if binding.action == "signs" and self._is_whole:
            return None
        narrow = self.size.width < ROOMY
        return "close" if narrow and binding.action == "save" else binding.description

    def _saved(self) -> Content:
        """The text about what was done, how long it took, and why it ended."""
        done = ", ".join(
            f"{each.name}{f', {each.variant}' if each.modified else ''} " + unbroken(done_of(each))
            for each in (
                with_catalog_name(exercise, self._catalog) for exercise in self._record.exercises
            )
        )
        seconds = sum(exercise.seconds for exercise in self._record.exercises)
        reasons = [STOPPED[e.stopped] for e in self._record.exercises if e.stopped in STOPPED]
        return Content.assemble(
            ("Saved.", "bold $strong"),
            f"  {done}",
            (f"   {stages.clock(seconds)}", "$quiet"),
            f"\n{reasons[0][:1].upper()}{reasons[0][1:]}." if reasons else "",
        )

    def action_signs(self) -> None:
        """Show all the signs that call for help or a doctor."""
        self.app.push_screen(SignsScreen())

    def action_scroll(self, by: int) -> None:
        """Scroll the page, if it does not fit."""
        self.query_one("#page", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_save(self) -> None:
        """Close with the answers given."""
        note = self.query_one("#note", Input).value.strip()
        self.dismiss(
            CheckInAnswers(
                self.query_one("#pain", Scale).value,
                self.query_one("#effort", Scale).value,
                note or None,
            )
        )


def _row(label: str, text: str) -> Content:
    """A text with its label in the margin."""
    return Content.assemble((f"{label:<{LABEL}}", "$quiet"), text)


def at_rest(catalog: Catalog) -> tuple[Figure, Frame] | None:
    """A figure lying on its back, from the start of an exercise; None if the catalog has none."""
    for exercise in catalog.exercises:
        figure = figure_of(exercise)
        if figure and exercise.position.startswith("on your back"):
            first = timeline.build_timeline([choose(exercise)]).stages[0]
            return figure, Frame(first.path, 1.0)
    return None


def with_catalog_name(exercise: ExerciseRecord, catalog: Catalog) -> ExerciseRecord:
    """The record with its variant's name in place of the id, if the catalog still has it."""
    if not exercise.modified:
        return exercise
    try:
        name = catalog.choose(f"{exercise.id}:{exercise.variant}").variant_name
    except LookupError:
        return exercise
    return replace(exercise, variant=name)


def standing_change(before: Standing, after: Standing) -> Content:
    """How the session changed the streak, the week and the strength."""

    def from_to(old: object, new: object) -> str:
        return f"{new}" if old == new else f"{old} → {new}"

    days = "day" if after.streak == 1 else "days"
    dots = "●" * min(after.week_done, after.week_goal)
    dots += "○" * (after.week_goal - len(dots))
    strength = from_to(f"{before.strength:.0%}".rstrip("%"), f"{after.strength:.0%}".rstrip("%"))
    return Content("\n").join(
        [
            _row("Streak", f"{from_to(before.streak, after.streak)} {days}"),
            _row("This week", f"{dots}  {after.week_done} of {after.week_goal}"),
            _row("Strength", f"{strength} % of a steady habit"),
        ]
    )
