"""The keys of a screen in one line at its foot.

Textual's own footer is a widget for each key, all mounted again whenever the keys change, with
hints that stay over the text after a tap.
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
"""Spaces between one key with its label and the next."""
MOST_LINES = 3
"""Lines of a remark that the foot has room for."""
MORE = "more ↓"
"""Stands at the right end while a page goes on below what is shown of it."""

Label = Callable[[Binding], str | None]
"""What a key does at this moment, in a word or two; None where it need not be shown now."""


class KeyBar(TextLine):
    """Every key that does something now, with what it does, as many as fit whole.

    The row above it stays free, on every screen that does not give it a box.
    """

    DEFAULT_CSS = """
    KeyBar { margin-top: 1; text-wrap: nowrap; color: $quiet; }
    """
    ALLOW_SELECT = False

    def __init__(self, label: Label | None = None, *, id: str | None = None) -> None:
        """`label` gives keys other names than their bindings do, by the state of the screen."""
        super().__init__(id=id)
        self._label = label or (lambda binding: binding.description)
        self._pairs: list[Content] = []
        self._page: Widget | None = None
        self._remark = ""
        self._until: Timer | None = None

    @property
    def pairs(self) -> Sequence[Content]:
        """Every key with what it does, also where there is no room for it."""
        return self._pairs

    def on_mount(self) -> None:
        """Say the keys, and say them again whenever they change."""
        self.screen.bindings_updated_signal.subscribe(self, self._say)
        self._say(self.screen)

    def follow(self, page: Widget) -> None:
        """Say from now on whether there is more of a page than what is shown."""
        self._page = page
        self.watch(page, "scroll_y", self._fit, init=False)
        self.watch(page, "virtual_size", self._fit, init=False)
        self.screen.screen_layout_refresh_signal.subscribe(page, lambda _: self._fit())

    def remark(self, text: str, seconds: float) -> bool:
        """Say this for a while in place of the keys; False where it is too long for that."""
        if not self.size.width or len(Content(text).wrap(self.size.width)) > MOST_LINES:
            return False
        if self._until is not None:
            self._until.stop()
        self._remark = text
        self._until = self.set_timer(seconds, self._keys_again)
        self._fit()
        return True

    def _keys_again(self) -> None:
        self._remark = ""
        self._fit()

    def _say(self, screen: Screen[Any]) -> None:
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
        """Keys of a lower rank come first; of one rank they stand as they are declared."""
        return 0

    def _fit(self) -> None:
        self.styles.height = max(len(self._remark_lines), 1)
        self.refresh()

    @property
    def _remark_lines(self) -> list[Content]:
        width = self.size.width
        return Content.styled(self._remark, "$key").wrap(width) if self._remark and width else []

    def render(self) -> Content:
        """What is told, or as many keys as fit into the width it has been given by now."""
        width, page = self.size.width, self._page
        if told := self._remark_lines:
            return Content("\n").join(told)
        if page is None or page.scroll_y >= page.max_scroll_y:
            return fitting(self._pairs, width)
        keys = fitting(self._pairs, width - BETWEEN - len(MORE))
        between = max(width - keys.cell_length - len(MORE), 0)
        return Content.assemble(keys, " " * between, (MORE, "$quiet"))


def fitting(pairs: Iterable[Content], width: int) -> Content:
    """As many pairs in a line as fit whole, the first ones first."""
    line = Content()
    for pair in pairs:
        longer = Content.assemble(line, " " * BETWEEN, pair) if line else pair
        if longer.cell_length > width:
            break
        line = longer
    return line


def pressing(key: str, said: Content) -> Content:
    """A text that presses a key when it is clicked or touched; the app sees to it."""
    return said.stylize(Style.from_meta({"key": key}))


def pressable(content: Content) -> Iterator[tuple[str, str]]:
    """The keys that a content presses, each with its text, without the key's name."""
    for start, end, style in content.spans:
        if isinstance(style, Style) and (key := style.meta.get("key")):
            named = [n.end for n in content.spans if n.style == KEY and start <= n.start < end]
            if said := content.plain[max(named, default=start) : end].strip():
                yield key, said


def answer(key: str, text: str, look: str = "") -> tuple[Content, Content]:
    """One answer of a dialog: its key, and beside it what that does."""
    shown = "esc" if key == "escape" else key
    said = Content.styled(text, look) if look else Content(text)
    return pressing(key, Content.styled(f"{shown:<7}", KEY)), pressing(key, said)


def answer_line(key: str, text: str) -> Content:
    """The same in one line."""
    return Content.assemble(*answer(key, text))
