"""The screen after "it hurts": asks how much it hurts and what to do now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from trainer import safety
from trainer.catalog import STANDARD, Choice
from trainer.cues.announcements import easier_name, hurt_answer
from trainer.ui.dialogs.dialog import Dialog
from trainer.ui.session.get_help import GetHelp, SignsScreen
from trainer.ui.session.stopped import Moment, StoppedView
from trainer.ui.widgets.key_bar import answer_line
from trainer.ui.widgets.scale import Scale, ScaleEnds
from trainer.ui.widgets.spaced_page import JOINED

What = safety.AfterPain

WHAT_IS_FINE = "Feeling your buttock work is fine; sharp pain in your back is not."
QUESTION = Content.assemble(("How much does it hurt?", "bold $strong"), ("  optional", "$quiet"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What to do next, and the pain."""

    what: What
    pain: int | None
    """0-10, or None if it was not given."""


class HurtScreen(Dialog[Answer]):
    """Asks how much it hurts, 0-10, and offers what is allowed at that pain.

    - Ending the session is always offered; at 7 or more, it is the only choice.
    - Carrying on is offered up to 5.
    - The easier version is offered from 3 to 5, and if no number was given.
    - The next exercise is offered up to 6.
    """

    TITLE = "It hurts"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012  # the same type as in Screen
    AUTO_FOCUS = "#pain"
    HELP = f"""\
The exercise has stopped and the session waits. {WHAT_IS_FINE} \
The number is saved with the exercise, and the coach uses it next time; you can leave it blank. \
What you did still counts."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "answer('easier')", "Easier version"),
        Binding("n", "answer('next')", "Next exercise"),
        Binding("enter,e,q", "answer('end')", "End here and save what you did"),
        Binding("escape", "answer('carry-on')", "Pressed by mistake: carry on"),
        Binding("l", "signs", "the whole list"),
        Binding("question_mark,f1", "app.help", "help", key_display="?"),
        Binding("down", "scroll(1)", "Scroll down", show=False),
        Binding("up", "scroll(-1)", "Scroll up", show=False),
    ]

    def __init__(
        self,
        moment: Moment,
        easier: Choice | None,
        more: bool,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Create the screen. `more` says whether more exercises follow; `say` speaks a text
        that it is given."""
        super().__init__()
        self._say = say
        self._moment = moment
        self._easier = easier
        self._more = more

    def compose(self) -> ComposeResult:
        yield StoppedView(
            self._moment,
            Static(QUESTION, id="question", classes=JOINED),
            Scale(id="pain", classes=JOINED),
            ScaleEnds(classes=JOINED),
            GetHelp(id="help"),
            Static(id="choices"),
            Static(id="advice"),
            Static(Content(safety.STOP_RULES), id="rules"),
        )

    def on_mount(self) -> None:
        self._show(None)

    def on_resize(self, event: Resize) -> None:
        self._show(self.query_one(Scale).value)

    @on(Scale.Changed)
    def _pain_given(self, event: Scale.Changed) -> None:
        self._show(event.value)
        if event.value is not None:
            self._say(hurt_answer(event.value, easier_name(self._easier), self._more))

    def _show(self, pain: int | None) -> None:
        advice = WHAT_IS_FINE
        if pain is not None:
            advice = safety.band(pain)
        is_much = pain is not None and pain > safety.ACCEPTABLE
        severe = pain is not None and pain >= safety.STOP_FROM
        self.query_one("#advice", Static).update(Content(advice))
        # If the pain is severe, the rules are in the list that the l key opens.
        self.query_one("#rules").display = is_much and not severe
        help_now, view = self.query_one(GetHelp), self.query_one(StoppedView)
        help_now.display = severe
        self.query_one(ScaleEnds).display = not severe
        view.make_room(severe)
        self.query_one("#question").display = not view.is_brief
        self.refresh_bindings()
        choices = [answer_line("enter", "end here and save what you did")]
        if self._easier is not None and self._may("easier", pain):
            easier = self._easier
            name = easier.name if easier.variant == STANDARD else easier.variant_name
            choices.append(answer_line("v", f"easier version: {name}"))
        if self._may("next", pain):
            choices.append(answer_line("n", "leave this exercise, go to the next"))
        if self._may("carry-on", pain):
            choices.append(answer_line("escape", "pressed by mistake, carry on"))
        self.query_one("#choices", Static).update(Content("\n").join(choices))

    def _may(self, what: What, pain: int | None) -> bool:
        """Check whether `what` may be chosen at this pain."""
        return what in safety.after_pain(pain, has_easier=self._easier is not None, more=self._more)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        pain = self.query_one(Scale).value if self.is_mounted else None
        if action == "signs":
            return pain is not None and pain >= safety.STOP_FROM
        if action != "answer":
            return True
        return self._may(parameters[0], pain)  # type: ignore[arg-type]  # as BINDINGS has them

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_signs(self) -> None:
        self.app.push_screen(SignsScreen())

    def action_answer(self, what: What) -> None:
        self.dismiss(Answer(what, self.query_one(Scale).value))
