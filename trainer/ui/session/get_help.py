"""The signs of an emergency, and a dialog that adds when to see a doctor and when to stop."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from trainer import safety
from trainer.ui.dialogs.box import Box
from trainer.ui.dialogs.dialog import Dialog
from trainer.ui.session.paging import wrapped

DOT, MARGIN = 2, 16
"""The widths of the dot before each sign, and of the left margin with the label, in columns."""
ROOMY = 64
"""With fewer columns than this, the list has no left margin."""


class GetHelp(Vertical):
    """The complete list of the signs of an emergency, and the numbers to call."""

    DEFAULT_CSS = """
    GetHelp, GetHelp Horizontal { height: auto; }
    GetHelp Static { height: auto; }
    GetHelp .care { width: 16; }
    GetHelp .sign-row { margin-left: 16; }
    GetHelp .dot { width: 2; }
    GetHelp .call, GetHelp .sign { width: 1fr; }
    GetHelp .brief { display: none; }
    GetHelp.-narrow .call-row { display: none; }
    GetHelp.-narrow .brief { display: block; }
    GetHelp.-narrow .sign-row { margin-left: 0; }
    """

    @staticmethod
    def rows(width: int) -> int:
        """Return the number of rows that the whole list needs in `width` columns."""
        room = width - DOT - (0 if width < ROOMY else MARGIN)
        return 1 + sum(len(wrapped(sign, room)) for sign in safety.EMERGENCY_SIGNS)

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width < ROOMY, "-narrow")

    def compose(self) -> ComposeResult:
        look, numbers = "bold reverse $care", safety.EMERGENCY_NUMBERS
        with Horizontal(classes="call-row"):
            yield Static(Content.styled(" Get help now ", look), classes="care")
            yield Static(Content(f"Call {numbers} if you have any of these"), classes="call")
        shorter = numbers.replace(" or ", ", ")  # the whole line then fits into 41 columns
        brief = Content.assemble("Any of these? ", ("Get help now", look), f" {shorter}")
        yield Static(brief, classes="brief")
        for sign in safety.EMERGENCY_SIGNS:
            dot, said = Static("·", classes="dot"), Static(Content(sign), classes="sign")
            yield Horizontal(dot, said, classes="sign-row")


class SignsScreen(Dialog[None]):
    """The signs of an emergency, when to see a doctor, when to stop, and how to stay active."""

    TITLE = "When to get help"
    DEFAULT_CSS = """
    SignsScreen .page { scrollbar-gutter: stable; }
    """
    HELP = "General information, not medical advice. esc closes the list."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", "scroll down", key_display="↓"),
        Binding("escape,enter,q,l", "close", "close", key_display="esc"),
        Binding("up", "scroll(-1)", "Scroll up", show=False),
    ]

    def compose(self) -> ComposeResult:
        help_now = GetHelp(classes="text")
        texts = (safety.SEE_A_DOCTOR, safety.STOP_RULES, safety.KEEP_ACTIVE)
        yield Box(self.TITLE, help_now, *(Static(Content(text), classes="text") for text in texts))

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_close(self) -> None:
        self.dismiss()
