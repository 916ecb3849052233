"""Small questions with a key for each answer."""

from __future__ import annotations

from itertools import starmap
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from trainer import safety
from trainer.ui.dialogs.dialog import Dialog
from trainer.ui.widgets.key_bar import answer_line
from trainer.ui.widgets.scale import Scale

WhatNow = Literal["go-on", "keep", "discard", "later"]


class LostScreen(Dialog[WhatNow]):
    """A session was cut off less than an hour ago: continue, save or discard it."""

    TITLE = "A session was cut off"
    HELP = """\
The terminal, the connection or the power went away less than an hour ago. Every rep \
you did is on disk. You can continue where it stopped, with time to get into position again, \
or save it to your history as far as it went."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('go-on')", "Continue"),
        Binding("k", "answer('keep')", "Save what you did"),
        Binding("D", "answer('discard')", "Discard"),
        Binding("escape,q", "answer('later')", "Decide later", show=False),
    ]

    def __init__(self, what: str, can_go_on: bool) -> None:
        super().__init__()
        self._what = what
        self._can_go_on = can_go_on

    def compose(self) -> ComposeResult:
        """What was found, and the answers."""
        keys = [("k", "save what you did"), ("D", "discard it"), ("escape", "decide later")]
        if self._can_go_on:
            keys.insert(0, ("enter", "continue where it stopped"))
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "A session was cut off"
            yield Static(Content(self._what), classes="text")
            yield Static(Content("\n").join(starmap(answer_line, keys)), classes="keys")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Continuing needs a place to continue from."""
        return self._can_go_on or parameters != ("go-on",)

    def action_answer(self, answer: WhatNow) -> None:
        """One key is the whole answer."""
        self.dismiss(answer)


class NotNow:
    """The session is not started."""


class PainScreen(Dialog[int | NotNow | None]):
    """Asks about pain before a session; enter continues with or without an answer, up to six."""

    TITLE = "Before you start"
    HELP = """\
The same question comes after the session, so that you see how the two compare. One \
point is about the same; lower and higher begin at two. You can skip it, and turn it off in \
the settings."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "Continue"),
        Binding("escape,q", "not_now", "Not now"),
    ]

    def compose(self) -> ComposeResult:
        """One question."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Before you start"
            yield Static("How much does your back hurt now?")
            yield Scale(id="pain")
            yield Static("0 is none, 10 the worst imaginable", classes="text")
            yield Static(id="advice")
            yield Static(id="choices")

    def on_mount(self) -> None:
        """Say what enter does."""
        self._show()

    @on(Scale.Changed)
    def _show(self) -> None:
        advice = ""
        choices = [answer_line("enter", "continue, with or without an answer")]
        if self._is_too_much:
            advice = f"Not today. {safety.EMERGENCY}\n\n{safety.SEE_A_DOCTOR}\n"
            choices = []
        choices.append(answer_line("escape", "not now"))
        self.query_one("#advice", Static).update(Content(advice))
        self.query_one("#advice").display = bool(advice)
        self.query_one("#choices", Static).update(Content("\n").join(choices))

    @property
    def _is_too_much(self) -> bool:
        return (self.query_one(Scale).value or 0) >= safety.STOP_FROM

    def action_answer(self) -> None:
        """Continue with or without an answer; with too much pain there is no session."""
        self.dismiss(NotNow() if self._is_too_much else self.query_one(Scale).value)

    def action_not_now(self) -> None:
        """Return without a session."""
        self.dismiss(NotNow())


class TextScreen(Dialog[str | None]):
    """Asks for a line of text; returns it, or None."""

    HELP = "One line of text. enter saves it, esc leaves it unchanged."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save", priority=True),
        Binding("escape", "dismiss", "Leave"),
    ]

    def __init__(self, title: str, text: str, about: str, most: int) -> None:
        """`most` is the number of characters allowed."""
        super().__init__()
        self.title, self._text, self._about, self._most = title, text, about, most

    def compose(self) -> ComposeResult:
        """The field, and what it is for."""
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = self.title
            dialog.border_subtitle = "enter save · esc leave · f1 help"
            yield Static(Content(self._about), classes="text")
            yield Input(self._text, max_length=self._most)

    def action_save(self) -> None:
        """Leave with the text."""
        self.dismiss(self.query_one(Input).value)
