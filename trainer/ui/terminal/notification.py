"""Messages shown in a corner for a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol, runtime_checkable

from textual.notifications import Notification

LEAST = 0.01
"""The shortest time left, in seconds. With zero or less, Textual would never remove the message."""


@dataclass
class Toast(Notification):
    """A message in plain text.

    It is timed with the monotonic clock, so changes of the system clock do not matter.
    """

    raised_at: float = field(default_factory=monotonic)

    @property
    def time_left(self) -> float:
        """The seconds left, always more than zero."""
        return max(self.raised_at + self.timeout - monotonic(), LEAST)

    @property
    def has_expired(self) -> bool:
        """Whether the message should be removed."""
        return monotonic() >= self.raised_at + self.timeout


@runtime_checkable
class TakesRemarks(Protocol):
    """A screen with its own place for messages, because its corners must not be covered."""

    def remark(self, text: str, seconds: float) -> bool:
        """Show a message for `seconds`. Return False if the screen cannot show it."""
