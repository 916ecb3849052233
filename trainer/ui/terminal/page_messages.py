"""Messages from a page in a browser to the app that it shows."""

from __future__ import annotations

from textual.message import Message


class PagePressed(Message):
    """A touch button of the page was pressed. Each button means a key."""

    def __init__(self, key: str) -> None:
        """`key` is Textual's name for the key."""
        super().__init__()
        self.key = key


class PagePrefers(Message):
    """The preferences of the device that shows the page have changed."""

    def __init__(self, preferences: str) -> None:
        """`preferences` are some of `remote.PREFERENCES`."""
        super().__init__()
        self.preferences = preferences


class PageHeard(Message):
    """The page has finished speaking a text."""

    def __init__(self, text: str, seconds: float) -> None:
        """`seconds` is how long speaking took."""
        super().__init__()
        self.text = text
        self.seconds = seconds
