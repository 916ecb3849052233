"""A screen that can only close itself."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class ClosingScreen(Screen[ScreenResultType]):
    """Ignores a request to close when it is not in front.

    Textual's `dismiss` closes whichever screen is in front, so a key and a click at the same moment
    would also close the screen below, or end the app if there is none.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close this screen with a result, if it is the one in front."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
