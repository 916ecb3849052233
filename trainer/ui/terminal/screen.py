"""A screen that can only close itself."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class ClosingScreen(Screen[ScreenResultType]):
    """Ignores a request to close if another screen is in front.

    Textual's `dismiss` closes the screen that is in front. So a key and a click at the same moment
    would also close the screen below. If there is none, they would end the app.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close this screen with a result, if it is the one in front."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
