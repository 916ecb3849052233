"""The keys of a screen, in one line at its foot.

Textual's own footer has a widget for each key, and mounts all of them again whenever the keys
change; its hints stay over the text after a tap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget

from trainer.settings.keys import spelled
from trainer.ui.widgets.text_line import TextLine

KEY = "bold $key"
BETWEEN = 2
"""Spaces between two keys with their labels."""
MOST_LINES = 3
"""The foot has room for a message of this many lines."""
MORE = "more ↓"
"""Shown at the right end while a page can be scrolled down."""

Label = Callable[[Binding], str | None]
"""Returns what a key does now, in a word or two; None if it need not be shown now."""


class KeyBar(TextLine):
    """The keys that do something now, with their labels; only those that fit whole are shown.

    The row above it is blank, unless a screen places it differently.
    """

    DEFAULT_CSS = """
    KeyBar { margin-top: 1; text-wrap: nowrap; color: $quiet; }
    """
    ALLOW_SELECT = False

    def __init__(self, label: Label | None = None, *, id: str | None = None) -> None:
        """`label` gives the labels; without it they are the bindings' descriptions."""
        super().__init__(id=id)
        self._label = label or (lambda binding: binding.description)
        self._pairs: list[Content] = []
        self._page: Widget | None = None
        self._remark = ""
        self._remark_timer: Timer | None = None

    @property
    def pairs(self) -> Sequence[Content]:
        """Every key with its label, including those that do not fit."""
        return self._pairs

    def on_mount(self) -> None:
        """Show the keys, and update them whenever they change."""
        self.screen.bindings_updated_signal.subscribe(self, self._update_keys)
        self._update_keys(self.screen)

    def follow(self, page: Widget) -> None:
        """Show from now on whether a page can be scrolled down."""
        self._page = page
        self.watch(page, "scroll_y", self._fit, init=False)
        self.watch(page, "virtual_size", self._fit, init=False)
        self.screen.screen_layout_refresh_signal.subscribe(page, lambda _: self._fit())

    def remark(self, text: str, seconds: float) -> bool:
        """Show a message in place of the keys for `seconds`; returns False if it is too long."""
        if not self.size.width or len(Content(text).wrap(self.size.width)) > MOST_LINES:
            return False
        if self._remark_timer is not None:
            self._remark_timer.stop()
        self._remark = text
        self._remark_timer = self.set_timer(seconds, self._clear_remark)
        self._fit()
        return True

    def _clear_remark(self) -> None:
        self._remark = ""
        self._fit()

    def _update_keys(self, screen: Screen[Any]) -> None:
        shown: dict[str, Content] = {}
        working = [each for each in screen.active_bindings.values() if each.enabled]
        for _, binding, _, _ in sorted(working, key=lambda each: self.rank(each.binding)):
            if binding.show and binding.action not in shown:
                label = self._label(binding)
                if label:
                    key = binding.key_display or spelled(binding.key)
                    said = Content.assemble((key, KEY), f" {label}")
                    shown[binding.action] = pressing(binding.key, said)
        before, self._pairs = self._pairs, list(shown.values())
        if before != self._pairs:
            self.refresh()

    def rank(self, binding: Binding) -> int:
        """The rank of a key: lower ranks come first; equal ranks keep the order of declaration."""
        return 0

    def _fit(self) -> None:
        self.styles.height = max(len(self._remark_lines), 1)
        self.refresh()

    @property
    def _remark_lines(self) -> list[Content]:
        width = self.size.width
        return Content.styled(self._remark, "$key").wrap(width) if self._remark and width else []

    def render(self) -> Content:
        """Render the message, or as many keys as fit."""
        width, page = self.size.width, self._page
        if remark := self._remark_lines:
            return Content("\n").join(remark)
        if page is None or page.scroll_y >= page.max_scroll_y:
            return fitting(self._pairs, width)
        keys = fitting(self._pairs, width - BETWEEN - len(MORE))
        between = max(width - keys.cell_length - len(MORE), 0)
        return Content.assemble(keys, " " * between, (MORE, "$quiet"))


def fitting(pairs: Iterable[Content], width: int) -> Content:
    """The first pairs in one line, as many as fit whole."""
    line = Content()
    for pair in pairs:
        longer = Content.assemble(line, " " * BETWEEN, pair) if line else pair
        if longer.cell_length > width:
            break
        line = longer
    return line


def pressing(key: str, text: Content) -> Content:
    """A text that presses a key when it is clicked or touched; the app handles the click."""
    return text.stylize(Style.from_meta({"key": key}))


def pressable(content: Content) -> Iterator[tuple[str, str]]:
    """The keys that a content presses, each with its text, without the key's name."""
    for start, end, style in content.spans:
        if isinstance(style, Style) and (key := style.meta.get("key")):
            named = [n.end for n in content.spans if n.style == KEY and start <= n.start < end]
            if text := content.plain[max(named, default=start) : end].strip():
                yield key, text


def answer(key: str, text: str, look: str = "") -> tuple[Content, Content]:
    """One answer of a dialog: its key, and its text."""
    shown = "esc" if key == "escape" else key
    label = Content.styled(text, look) if look else Content(text)
    return pressing(key, Content.styled(f"{shown:<7}", KEY)), pressing(key, label)


def answer_line(key: str, text: str) -> Content:
    """An answer in one line."""
    return Content.assemble(*answer(key, text))
