"""The screen after a session: shows what was done, and asks about pain, effort and a note.

Every answer is optional. Enter closes the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus, Resize
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer import safety
from trainer.advice.advice import Advice
from trainer.catalog import Catalog
from trainer.cues import Cues, announcements
from trainer.history.habit import Standing
from trainer.history.records import SessionRecord
from trainer.session import stages
from trainer.settings.model import Drawing
from trainer.ui.dialogs.dialog import FIELD_BINDINGS
from trainer.ui.session.check_in_layout import has_room_for_signs, word_scale
from trainer.ui.session.get_help import GetHelp, SignsScreen
from trainer.ui.session.outcome import (
    afterwards,
    at_rest,
    is_severe,
    standing_change,
    tomorrow,
    what_pain_means,
    what_was_done,
    why_it_ended,
)
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.big_text import height as big_height
from trainer.ui.widgets.big_text import width as big_width
from trainer.ui.widgets.figure_view import FigureView
from trainer.ui.widgets.grid import around_scroll_bar, size_class
from trainer.ui.widgets.hanging import HangingRows
from trainer.ui.widgets.key_bar import KeyBar
from trainer.ui.widgets.page import FootMessages
from trainer.ui.widgets.question import Question
from trainer.ui.widgets.scale import ROOMY, EffortScale, Scale
from trainer.ui.widgets.spaced_page import JOINED, SpacedPage
from trainer.ui.widgets.text_field import TextField
from trainer.ui.widgets.text_line import TextLine

TALL = 26
"""In a window with at least this many rows, the figure beside the big word is larger."""


@dataclass(frozen=True, slots=True)
class CheckInAnswers:
    """The answers to the check-in. An answer that was not given is None."""

    pain_after: int | None
    effort: int | None
    note: str | None

    @property
    def fields(self) -> dict[str, object]:
        """The answers that were given, by the name of their field in a record."""
        return {name: value for name, value in asdict(self).items() if value is not None}


class CheckInScreen(FootMessages, ClosingScreen[CheckInAnswers]):
    """Shows what was done in a session, and asks how it feels now."""

    TITLE = "Check-in"
    HELP = """\
The session is already in your history. Your answers here are added to it.

Pain: 0 is none, 10 the worst imaginable. A change of one point counts as about the same.
Effort: 0 is none at all, 3 is enough to wake up a muscle, 10 is everything you have.
The coach looks at whether it hurt, whether the pain rose, and how hard it was.
The note is for you, and for your therapist if you share your report."""
    CSS_PATH = "check_in.tcss"
    AUTO_FOCUS = "#pain"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save and close", priority=True),
        Binding("l", "signs", "the whole list"),
        *FIELD_BINDINGS,
        Binding("down", "scroll(1)", "Scroll down", show=False),
        Binding("up", "scroll(-1)", "Scroll up", show=False),
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
        """Create the screen.

        `before` and `after` are the streak, week and strength before and after the session.
        `catalog` has the names of variants; the record has only their ids. `pain` is the last pain
        reported in the session, 0-10. `cues` speak the questions and the answers. `weeks` is a
        picture of the last four weeks.
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
        """Whether the whole session was completed."""
        return self._record.status == "completed"

    def compose(self) -> ComposeResult:
        with Horizontal(id="columns"):
            yield SpacedPage(*self._parts(), id="page", can_focus=False)
            yield Vertical(*self._parts_beside(), id="beside")
        yield KeyBar(self._label)

    def _parts(self) -> Iterator[Widget]:
        """Yield the parts of the main column, from the top."""
        style = stages.DONE if self._is_whole else stages.ENDED
        done, why = what_was_done(self._record, self._catalog), why_it_ended(self._record)
        word = BigText(style.word, id="word", classes=style.colour)
        yield Horizontal(word, *([self._figure("lying")] if self._is_whole else []), id="top")
        brief = Content.styled(style.word, f"bold ${style.colour}")
        yield Static(Content.assemble(brief, f"  {why}"), id="in-one-line")
        yield Static(done, id="saved")
        yield Static(Content(why), id="why", classes=JOINED)
        yield Question("Pain now", Scale(self._pain, id="pain"))
        yield Static(id="change", classes=f"hint {JOINED}")
        yield GetHelp(id="help")
        yield Static(Content(safety.REST_NOW), id="rest")
        yield Static(done, id="saved-below")
        if not self._is_whole:
            yield HangingRows(tomorrow(self._advice), id="next")
        yield Question("Effort", EffortScale(id="effort"))
        note = TextField(id="note", max_length=2000, placeholder="anything worth remembering")
        yield Question("Note", note)
        if self._is_whole:
            yield Static(standing_change(self._before, self._after), id="standing")
            yield HangingRows(tomorrow(self._advice), id="next")
        yield Static(id="afterwards", classes=f"hint {JOINED}" if self._is_whole else "quiet")

    def _parts_beside(self) -> Iterator[Widget]:
        """Yield the parts of the right column, which only a large or a wide window has."""
        yield self._figure("figure")
        if self._is_whole:
            yield Static(standing_change(self._before, self._after), id="standing-beside")
            yield TextLine(self._weeks or "", id="weeks")

    def _figure(self, id: str) -> FigureView:
        """Create a figure widget. `_draw_figure` draws the figure if there is room for it."""
        figure = FigureView(id=id)
        figure.drawing = self._drawing
        figure.dim = 0.25 if self._is_whole else 0.5
        return figure

    def _draw_figure(self) -> None:
        shown = [figure for figure in self.query(FigureView) if figure.size]
        if shown and (resting := at_rest(self._record, self._catalog)):
            for figure in shown:
                figure.figure, figure.frame = resting

    def on_resize(self, event: Resize) -> None:
        width, height = event.size
        self.styles.padding = around_scroll_bar(width, height)
        word = self.query_one("#word", BigText)
        word.largest = word_scale(width, height, is_whole=self._is_whole)
        word.styles.width = big_width(word.text, word.largest)
        word.styles.height = big_height(word.largest)
        name = size_class(width, height)
        self.set_class(name in ("large", "huge"), "-large")
        self.set_class(name == "wide" and self._is_whole, "-wide")
        self.set_class(word.largest == 2, "-twice")
        self.set_class(height >= TALL, "-tall")
        self.call_after_refresh(self._draw_figure)
        self.set_class(width < ROOMY, "-narrow")
        self._arrange()
        self.refresh_bindings()  # the foot has shorter labels in a narrow window

    def on_mount(self) -> None:
        self.query_one("#next").display = bool(tomorrow(self._advice))
        self._show_change()
        page = self.query_one("#page", VerticalScroll)
        self.query_one(KeyBar).follow(page)
        # Textual scrolls to the field with the focus; show the top of the page instead.
        self.call_after_refresh(page.scroll_home, animate=False)
        if self._cues is not None and self._pain is None:
            self._cues.ask(announcements.PAIN_AFTER)

    def on_scale_changed(self, event: Scale.Changed) -> None:
        if event.scale.id == "pain":
            self._pain = event.value
            self._show_change()
            self.refresh_bindings()
        if self._cues is not None and event.value is not None:
            before = self._record.pain_before if event.scale.id == "pain" else None
            self._cues.say(announcements.pain_read_back(event.value, before))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if self._cues is not None and event.widget.id == "effort":
            self._cues.ask(announcements.EFFORT)

    def _show_change(self) -> None:
        """Show what the pain means. If the pain is severe, show the signs of an emergency."""
        before, is_whole = self._record.pain_before, self._is_whole
        said = what_pain_means(self._pain, before, is_whole=is_whole)
        change = self.query_one("#change", Static)
        change.update(Content(said))
        severe = is_severe(self._pain)
        change.display = bool(said) and not severe
        rest = f"{safety.NONE_OF_THEM} {safety.REST_NOW}" if severe else safety.REST_NOW
        self.query_one("#rest", Static).update(Content(rest))
        later = afterwards(self._pain, is_whole=is_whole)
        self.query_one("#afterwards", Static).update(Content(later))
        self._arrange()

    def _arrange(self) -> None:
        """Show or hide each part of the page, depending on the pain and the space available."""
        signs, word = is_severe(self._pain), self.query_one("#word", BigText)
        in_one_line = signs and not has_room_for_signs(*self.outer_size, word.largest)
        hurt = any(exercise.stopped == "pain" for exercise in self._record.exercises)
        self.query_one("#why").set_class(not signs, JOINED)  # directly below what was done
        shown = {
            "#top": not in_one_line,
            "#in-one-line": in_one_line,
            "#saved": not signs,
            "#saved-below": signs,
            "#why": bool(why_it_ended(self._record)) and not in_one_line,
            "#help": signs,
            "#rest": signs or hurt,
        }
        for part, is_shown in shown.items():
            self.query_one(part).display = is_shown

    def _label(self, binding: Binding) -> str | None:
        """Return the label of a key in the foot line, or None to leave the key out.

        Digit keys are left out, because the scale already shows the digits.
        """
        narrow = self.outer_size.width < ROOMY
        if binding.action.startswith("choose"):
            return None
        if binding.action.startswith(("move", "app.focus")) and is_severe(self._pain) and narrow:
            return None  # there is only room for the list of signs
        if binding.action == "signs" and self._is_whole:
            return None
        return "close" if narrow and binding.action == "save" else binding.description

    def action_signs(self) -> None:
        self.app.push_screen(SignsScreen())

    def action_scroll(self, by: int) -> None:
        self.query_one("#page", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_save(self) -> None:
        note = self.query_one("#note", Input).value.strip()
        self.dismiss(
            CheckInAnswers(
                self.query_one("#pain", Scale).value,
                self.query_one("#effort", Scale).value,
                note or None,
            )
        )
