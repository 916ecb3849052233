"""The keys of a screen, in one line at its foot.

This replaces Textual's footer, which has a widget for each key and mounts all of them again when
the keys change. After a tap, its tooltips stay over the text.
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

from trainer.settings.keys import display_name
from trainer.ui.widgets.text_line import TextLine

KEY = "bold $key"
BETWEEN = 2
"""The spaces between a label and the next key."""
MOST_LINES = 3
"""The maximum height of a message at the foot, in lines."""
MORE = "more ↓"
"""The text at the right end while the page can be scrolled down."""

Label = Callable[[Binding], str | None]
"""A function that says in a word or two what a key does now, or returns None to hide the key."""


class KeyBar(TextLine):
    """Shows the keys that do something now and their labels, as many as fit completely."""

    DEFAULT_CSS = """
    KeyBar { margin-top: 1; text-wrap: nowrap; color: $quiet; }
    """
    ALLOW_SELECT = False

    def __init__(self, label: Label | None = None, *, id: str | None = None) -> None:
        """Create the bar. `label` returns the label of a key, by default its description."""
        super().__init__(id=id)
        self._label = label or (lambda binding: binding.description)
        self._pairs: list[Content] = []
        self._page: Widget | None = None
        self._remark = ""
        self._remark_timer: Timer | None = None

    @property
    def pairs(self) -> Sequence[Content]:
        """All keys with their labels, including those that do not fit."""
        return self._pairs

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._update_keys)
        self._update_keys(self.screen)

    def follow(self, page: Widget) -> None:
        """From now on, show whether this page can be scrolled down."""
        self._page = page
        self.watch(page, "scroll_y", self._fit, init=False)
        self.watch(page, "virtual_size", self._fit, init=False)
        self.screen.screen_layout_refresh_signal.subscribe(page, lambda _: self._fit())

    def remark(self, text: str, seconds: float) -> bool:
        """Show a message instead of the keys for `seconds`. Return False if it is too long."""
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
                    key = binding.key_display or display_name(binding.key)
                    said = Content.assemble((key, KEY), f" {label}")
                    shown[binding.action] = pressing(binding.key, said)
        before, self._pairs = self._pairs, list(shown.values())
        if before != self._pairs:
            self.refresh()

    def rank(self, binding: Binding) -> int:
        """Return the rank of a key. Lower ranks come first, equal ranks in the order declared."""
        return 0

    def _fit(self) -> None:
        self.styles.height = max(len(self._remark_lines), 1)
        self.refresh()

    @property
    def _remark_lines(self) -> list[Content]:
        width = self.size.width
        return Content.styled(self._remark, "$key").wrap(width) if self._remark and width else []

    def render(self) -> Content:
        width, page = self.size.width, self._page
        if remark := self._remark_lines:
            return Content("\n").join(remark)
        if page is None or page.scroll_y >= page.max_scroll_y:
            return fitting(self._pairs, width)
        keys = fitting(self._pairs, width - BETWEEN - len(MORE))
        between = max(width - keys.cell_length - len(MORE), 0)
        return Content.assemble(keys, " " * between, (MORE, "$quiet"))


def fitting(pairs: Iterable[Content], width: int) -> Content:
    """Return as many of the first pairs as fit on one line."""
    line = Content()
    for pair in pairs:
        longer = Content.assemble(line, " " * BETWEEN, pair) if line else pair
        if longer.cell_length > width:
            break
        line = longer
    return line


def pressing(key: str, text: Content) -> Content:
    """Return text that presses a key when it is clicked or tapped. The app handles the click."""
    return text.stylize(Style.from_meta({"key": key}))


def pressable(content: Content) -> Iterator[tuple[str, str]]:
    """Yield each key that a click on this content presses, with the key's label."""
    for start, end, style in content.spans:
        if isinstance(style, Style) and (key := style.meta.get("key")):
            named = [n.end for n in content.spans if n.style == KEY and start <= n.start < end]
            if text := content.plain[max(named, default=start) : end].strip():
                yield key, text


def answer(key: str, text: str, look: str = "") -> tuple[Content, Content]:
    """Return the key and the text of an answer in a dialog."""
    shown = "esc" if key == "escape" else key
    label = Content.styled(text, look) if look else Content(text)
    return pressing(key, Content.styled(f"{shown:<7}", KEY)), pressing(key, label)


def answer_line(key: str, text: str) -> Content:
    """Return the key and the text of an answer as one line."""
    return Content.assemble(*answer(key, text))
