"""What a page in a browser tells the app that draws into it."""

from __future__ import annotations

from textual.message import Message


class PagePressed(Message):
    """A button of the page was pressed, which stands for a key."""

    def __init__(self, key: str) -> None:
        """`key` as Textual names it."""
        super().__init__()
        self.key = key


class PagePrefers(Message):
    """The device that shows the page prefers something else than before."""

    def __init__(self, wishes: str) -> None:
        """`wishes` in words of `remote.WISHES`."""
        super().__init__()
        self.wishes = wishes


class PageHeard(Message):
    """The page has said the whole of a text."""

    def __init__(self, text: str, seconds: float) -> None:
        """`seconds` is how long it took."""
        super().__init__()
        self.text = text
        self.seconds = seconds
