"""The page in a browser that shows the app. It speaks, and shows the keys as touch buttons.

The keys on the screen itself are too small for a fingertip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from trainer.cues import in_page
from trainer.ui.terminal.app import TerminalApp
from trainer.ui.widgets.hanging import HangingRows
from trainer.ui.widgets.key_bar import KeyBar, pressable
from trainer.ui.widgets.scale import Scale

if TYPE_CHECKING:
    from trainer.clock import Clock
    from trainer.coach import Coach
    from trainer.cues import Cues
    from trainer.cues.page import PageSound
    from trainer.settings.model import Settings

_ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}


class BrowserPage:
    """Tells the page which words to speak and which keys to show."""

    def __init__(self, app: TerminalApp) -> None:
        self._app = app
        self._sound: PageSound | None = None
        self._keys: dict[str, object] = {}

    def cues(self, settings: Settings, clock: Clock) -> Cues:
        """Return cues that are played in the page."""
        cues, self._sound = in_page(settings, self._app.write_out, self._app.tell_page, clock)
        return cues

    def heard(self, text: str, seconds: float) -> None:
        """Record how long the page's voice took for a text."""
        if self._sound is not None:
            self._sound.heard(text, seconds)

    def show_keys(self, coach: Coach | None) -> None:
        """Send the keys that work now, if they changed. `coach` is None outside a session."""
        speaks = coach is not None and coach.cues.speaks_now
        keys = page_keys(self._app.screen, coach is not None, speaks)
        if keys != self._keys:
            self._keys = keys
            self._app.tell_page(keys)


def page_keys(screen: Screen[Any], in_session: bool, speaks: bool) -> dict[str, object]:
    """Return a message for the page: the keys with their labels, and whether to show buttons 0-10.

    If `in_session` is true, the page uses larger letters. If `speaks` is true, the page says aloud
    when it loses its connection.
    """
    bar = _labels(pair for each in screen.query(KeyBar) for pair in each.pairs)
    answers = {key: label for key, label in _labels(_contents(screen)).items() if key not in bar}
    shown = answers | bar  # the answers to a question come first
    bound = screen.active_bindings
    done = {bound[key].binding.action for key in shown if key in bound}

    def adds(key: str) -> bool:
        return key in bound and bound[key].enabled and bound[key].binding.action not in done

    scale = isinstance(screen.focused, Scale)
    arrows = {key: label for key, label in _ARROWS.items() if adds(key)}
    if scale:  # the page has a button for each number
        shown = {key: label for key, label in shown.items() if key not in ("0", "left")}
    if scale or "up" not in arrows:  # in a session, other keys do what left and right do
        arrows = {}
    if "enter" not in shown and screen.focused is not None:
        shown["enter"] = "enter"
    back = {"escape": "back"} if "escape" not in shown and adds("escape") else {}
    keys = [[key, label] for key, label in (shown | back | arrows).items()]
    return {"type": "keys", "keys": keys, "scale": scale, "session": in_session, "speaks": speaks}


def _labels(contents: Iterable[Content]) -> dict[str, str]:
    """Return the keys that can be clicked in these texts, each with its first label."""
    shown: dict[str, str] = {}
    for content in contents:
        for key, label in pressable(content):
            shown.setdefault(key, label)
    return shown


def _contents(screen: Screen[Any]) -> Iterator[Content]:
    for line in screen.query(Static):
        if isinstance(line.content, Content):
            yield line.content
    for hanging in screen.query(HangingRows):
        yield from (said for _, said in hanging.rows)
