"""Scales from 0 to 10, which are set with one key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from trainer.ui.theme import shades
from trainer.ui.widgets.marking import chosen_look

HIGHEST = 10
ROOMY = 72
"""In windows with fewer columns than this, the steps are closer together."""


def step_width(columns: int) -> int:
    """Return the width of a step in a window of this many columns."""
    return 4 if columns >= ROOMY else 3


def scale_width(columns: int) -> int:
    """Return the width of a whole scale in a window of this many columns."""
    return (HIGHEST + 1) * step_width(columns)


class _WidthOfWindow(Widget):
    """A widget whose width depends on the width of the window."""

    def on_mount(self) -> None:
        self._follow_window()
        # Textual does not tell a widget that the window has a new size, so listen to this signal.
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self._follow_window())

    def _follow_window(self) -> None:
        self.styles.width = self.columns

    @property
    def columns(self) -> int:
        """The width of the widget in this window."""
        return scale_width(self.app.size.width)


class Scale(_WidthOfWindow, can_focus=True):
    """A row of eleven steps, 0 to 10. At first no step is chosen."""

    HELP = "Type a digit to set the scale, or 1 and then 0 for ten. You can leave it blank."

    DEFAULT_CSS = """
    Scale { max-width: 100%; height: 1; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "0",
            "choose(0)",
            "rate",
            key_display="0-10",
            tooltip="A digit; 1 and 0 for 10",
        ),
        Binding("left", "move(-1)", "change", key_display="← →", tooltip="Less"),
        Binding("right", "move(1)", "More", show=False),
        Binding("backspace,delete", "clear", "Clear the answer", show=False),
    ]

    value: reactive[int | None] = reactive(None)
    """The chosen step, 0-10, or None."""

    @dataclass
    class Changed(Message):
        """A step was chosen, or the scale was cleared."""

        scale: Scale
        """The scale that changed."""
        value: int | None
        """The chosen step, or None if the scale was cleared."""

    def __init__(
        self, value: int | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Scale.value, value)

    @property
    def columns(self) -> int:
        # With narrow steps, the closing bracket of a chosen 10 needs one more column.
        return super().columns + (step_width(self.app.size.width) == 3)

    def watch_value(self) -> None:
        self.post_message(self.Changed(self, self.value))

    def on_key(self, event: Key) -> None:
        if event.character and event.character.isascii() and event.character.isdigit():
            event.stop()
            ten = event.character == "0" and self.value == 1
            self.value = HIGHEST if ten else int(event.character)

    def on_click(self, event: Click) -> None:
        # A tap chooses a step, and a second tap on the same step clears the scale.
        step = event.style.meta.get("step")
        if step is not None:
            self.value = None if step == self.value else step

    def action_move(self, by: int) -> None:
        # If no step is chosen, the right key chooses 0 and the left key chooses 10.
        start = self.value if self.value is not None else (-1 if by > 0 else HIGHEST + 1)
        self.value = min(max(start + by, 0), HIGHEST)

    def action_choose(self, step: int) -> None:
        self.value = step

    def action_clear(self) -> None:
        self.value = None

    def render(self) -> RenderResult:
        # The chosen step is in brackets, for terminals without colour.
        columns = step_width(self.app.size.width)
        look_if_chosen = chosen_look(has_focus=self.has_focus, shades=shades(self.app))
        parts: list[Content] = []
        for step in range(HIGHEST + 1):
            chosen = step == self.value
            text = f"[{step}]" if chosen else f" {step} "
            if not chosen and columns == 3 and step == HIGHEST:
                text = text.rstrip()
            said = Content.styled(text, look_if_chosen if chosen else "$ink")
            said = said.pad_right(max(columns - len(text), 0))
            parts.append(said.stylize(Style.from_meta({"step": step})))
        return Content.assemble(*parts)


CLOSE = 60
"""In windows with fewer columns than this, words have no brackets, and there are two spaces between
them."""
EFFORTS = {1: "very easy", 3: "easy", 5: "moderate", 7: "hard", 9: "very hard"}
"""The words to choose from, by the number that is saved. A digit key can set any other number."""


class EffortScale(Scale):
    """A scale with five words for how hard a session was."""

    DEFAULT_CSS = """
    EffortScale { background: transparent; }
    """

    @property
    def columns(self) -> int:
        words, between = sum(len(word) for word in EFFORTS.values()), len(EFFORTS) - 1
        close = self.app.size.width < CLOSE
        return words + 2 * between if close else words + between + 2 * len(EFFORTS)

    def action_move(self, by: int) -> None:
        steps = list(EFFORTS)
        if self.value is None:
            self.value = steps[0 if by > 0 else -1]
            return
        place = steps.index(nearest_effort(self.value)) + by
        self.value = steps[min(max(place, 0), len(steps) - 1)]

    def render(self) -> RenderResult:
        # The chosen word is in brackets if there is room, for terminals without colour.
        close = self.app.size.width < CLOSE
        look_if_chosen = chosen_look(has_focus=self.has_focus, shades=shades(self.app))
        parts: list[Content] = []
        for step, word in EFFORTS.items():
            chosen = self.value is not None and step == nearest_effort(self.value)
            text = word if close else f"[{word}]" if chosen else f" {word} "
            look = look_if_chosen if chosen else "$ink on $panel"
            parts.append(Content.styled(text, look).stylize(Style.from_meta({"step": step})))
        # A dialog may be too narrow for two spaces between the words.
        apart = "  " if close and self.size.width >= self.columns else " "
        return Content(apart).join(parts)


def nearest_effort(value: int) -> int:
    """Return the number of the word that is nearest to `value` (0-10)."""
    return min(EFFORTS, key=lambda step: (abs(step - value), -step))


class ScaleEnds(_WidthOfWindow):
    """Says what the two ends of the scale above it mean."""

    DEFAULT_CSS = """
    ScaleEnds { max-width: 100%; height: 1; }
    """

    def render(self) -> RenderResult:
        return Content.styled(" none" + "worst".rjust(self.columns - 5), "$quiet")
