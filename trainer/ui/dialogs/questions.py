"""Dialogs that ask one question. Most of them have a key for each answer."""

from __future__ import annotations

from collections.abc import Callable
from itertools import starmap
from typing import ClassVar, Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.widgets import Input, Static

from trainer import safety
from trainer.advice import words
from trainer.cues import announcements
from trainer.ui.dialogs.box import Box
from trainer.ui.dialogs.dialog import Dialog, DiscardDialog
from trainer.ui.widgets.hanging import HangingRows
from trainer.ui.widgets.key_bar import answer
from trainer.ui.widgets.scale import Scale
from trainer.ui.widgets.text_field import TextField

WhatNow = Literal["go-on", "save", "discard", "later"]


class CutOffScreen(DiscardDialog[WhatNow]):
    """Asks what to do with a session that was cut off less than an hour ago."""

    TITLE = "A session was cut off"
    HELP = """\
The terminal or connection closed, or the power failed, less than an hour ago. Every rep \
you did is on disk. You can continue where it stopped, with time to get into position again, \
or save what you did to your history."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('go-on')", "Continue"),
        Binding("k", "answer('save')", "Save what you did"),
        Binding("escape,q", "answer('later')", "Decide later", show=False),
    ]

    def __init__(self, what: str, can_go_on: bool) -> None:
        super().__init__()
        self._what = what
        self._can_go_on = can_go_on

    def compose(self) -> ComposeResult:
        what = Static(Content(self._what), classes="text")
        yield Box(
            self.TITLE, what, HangingRows(self.keys(), classes="keys"), keys=False, wide=False
        )

    def answers(self) -> list[tuple[str, str]]:
        """Return the answers. Enter is one of them only if the session can be continued."""
        keys = [("k", "save what you did"), ("D", "discard it"), ("escape", "decide later")]
        return [("enter", "continue where it stopped"), *keys] if self._can_go_on else keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._can_go_on or parameters != ("go-on",)

    def on_click(self, event: Click) -> None:
        # In a browser, a tap anywhere except on another answer continues, as the voice has said.
        if self.app.is_web and self._can_go_on and not event.style.meta.get("key"):
            event.stop()
            self.action_answer("go-on")

    def action_answer(self, answer: WhatNow) -> None:
        self.dismiss(answer)


class NotStarted:
    """The result if the person does not want to start the session."""


class TooMuchPain(NamedTuple):
    """The result if the pain is too strong for a session. The pain is then saved."""

    pain: int
    """0-10."""


class PainScreen(Dialog[int | NotStarted | TooMuchPain | None]):
    """Asks about pain before a session. Enter continues, unless the pain is 7 or more."""

    TITLE = "Before you start"
    HELP = """\
The coach uses this number: at 6 it suggests one exercise in its easiest version, at 7 or more \
none. The same question comes after the session, so that you see how the two compare. If you \
skip it, nothing is recorded; if you never answer, it stops asking."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "Continue"),
        Binding("y", "start_anyway", "Start anyway", show=False),
        Binding("escape,q", "not_now", "Not now"),
        Binding("down", "scroll(1)", "Scroll down", show=False),
        Binding("up", "scroll(-1)", "Scroll up", show=False),
    ]

    def __init__(self, question: str, say: Callable[[str], None] = lambda _: None) -> None:
        """`question` includes the answer from last time. `say` speaks a text."""
        super().__init__()
        self._question = question
        self._say = say

    def compose(self) -> ComposeResult:
        yield Box(
            self.TITLE,
            Static(Content(self._question)),
            Scale(id="pain"),
            Static("0 is none, 10 the worst imaginable", classes="text"),
            HangingRows((), id="choices"),
            Static(id="advice"),
            keys=False,
            wide=False,
        )

    def on_mount(self) -> None:
        self._show()
        self._say(announcements.PAIN_BEFORE)

    @on(Scale.Changed)
    def _value_changed(self, event: Scale.Changed) -> None:
        self._show()
        if event.value is not None:
            self._say(announcements.pain_before_answer(event.value))

    def _show(self) -> None:
        advice = ""
        choices = [answer("enter", "continue; no answer needed")]
        pain = self.query_one(Scale).value or 0
        if self._is_too_much:
            advice = f"\n{words.no_exercise(pain)}\n\n{safety.EMERGENCY}\n\n{safety.SEE_A_DOCTOR}"
            choices = [answer("enter", "no session today; the number is saved")]
            choices.append(answer("y", "start anyway"))
        choices.append(answer("escape", "not now"))
        self.query_one("#advice", Static).update(Content(advice))
        self.query_one("#advice").display = bool(advice)
        self.query_one("#choices", HangingRows).update(choices)

    @property
    def _is_too_much(self) -> bool:
        return (self.query_one(Scale).value or 0) >= safety.STOP_FROM

    def action_answer(self) -> None:
        """Continue, with or without an answer. If the pain is too strong, start no session."""
        pain = self.query_one(Scale).value
        self.dismiss(TooMuchPain(pain) if self._is_too_much and pain is not None else pain)

    def action_start_anyway(self) -> None:
        """Start even though the pain is too strong."""
        if self._is_too_much:
            self.dismiss(self.query_one(Scale).value)

    def action_not_now(self) -> None:
        """Start no session."""
        self.dismiss(NotStarted())

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


class StartAnywayScreen(Dialog[bool]):
    """Asks whether to start a session on a day with strong pain."""

    TITLE = "It hurt today"
    HELP = "You rated your pain 7 or more today. The coach suggests no exercise; you decide."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Start anyway"),
        Binding("n,escape,q,enter", "answer(False)", "Not now"),
    ]

    def __init__(self, reason: str) -> None:
        """`reason` is a sentence with the pain that the person reported."""
        super().__init__()
        self._reason = reason

    def compose(self) -> ComposeResult:
        keys = starmap(answer, [("y", "start anyway"), ("n", "not now")])
        reason = Static(Content(self._reason), classes="text")
        yield Box("Start anyway?", reason, HangingRows(tuple(keys)), keys=False, wide=False)

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)


class TextScreen(Dialog[str | None]):
    """Asks for a line of text. The result is the text, or None if the person left it unchanged."""

    HELP = "One line of text. enter saves it, esc leaves it unchanged."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", priority=True),
        Binding("escape", "dismiss", "leave", key_display="esc", tooltip="Leave it unchanged"),
        Binding("f1", "app.help", "help"),
    ]

    def __init__(self, title: str, text: str, about: str, most: int) -> None:
        """`about` says what the text is for. `most` is the longest text, in characters."""
        super().__init__()
        self.title, self._text, self._about, self._most = title, text, about, most

    def compose(self) -> ComposeResult:
        field = TextField(self._text, max_length=self._most)
        yield Box(self.title or "", Static(Content(self._about), classes="text"), field)

    def action_save(self) -> None:
        self.dismiss(self.query_one(Input).value)
