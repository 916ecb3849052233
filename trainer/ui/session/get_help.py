"""When to get help at once, and a dialog with the whole list of signs."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer import safety
from trainer.ui.dialogs.box import Box
from trainer.ui.dialogs.dialog import Dialog


class GetHelp(Horizontal):
    """The complete list of signs that call for help at once."""

    DEFAULT_CSS = """
    GetHelp, GetHelp Vertical, GetHelp Horizontal { height: auto; }
    GetHelp Static { height: auto; }
    GetHelp .care { width: auto; margin-right: 2; color: $care; text-style: bold reverse; }
    GetHelp .dot { width: 2; }
    GetHelp .sign { width: 1fr; }
    GetHelp.-narrow { layout: vertical; }
    GetHelp.-narrow .care { width: 1fr; margin-right: 0; }
    """

    def compose(self) -> ComposeResult:
        """The label in the margin, and the signs to the right of it."""
        yield Static(" Get help now ", classes="care")
        with Vertical():
            yield Static(Content(f"Call {safety.EMERGENCY_NUMBERS} if you have any of these"))
            for sign in safety.EMERGENCY_SIGNS:
                yield Horizontal(Static("·", classes="dot"), Static(Content(sign), classes="sign"))


class SignsScreen(Dialog[None]):
    """All the signs that call for help or a doctor, and what helps the back until then."""

    TITLE = "When to get help"
    HELP = "General information, not medical advice. esc closes the list."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", "scroll down", key_display="↓"),
        Binding("escape,enter,q,l", "close", "close", key_display="esc"),
        Binding("up", "scroll(-1)", "Scroll up", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The text: what is an emergency, when to see a doctor, when to stop, and to keep
        active."""
        help_now = GetHelp(classes="text")
        help_now.set_class(self.app.size.width < 60, "-narrow")
        texts = (safety.SEE_A_DOCTOR, safety.STOP_RULES, safety.KEEP_ACTIVE)
        yield Box(self.TITLE, help_now, *(Static(Content(text), classes="text") for text in texts))

    def action_scroll(self, by: int) -> None:
        """Scroll the text, if it does not fit."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_close(self) -> None:
        """Close the list."""
        self.dismiss()
