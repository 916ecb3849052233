"""Messages shown in a corner for a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol, runtime_checkable

from textual.notifications import Notification

LEAST = 0.01
"""The shortest time left that is ever reported: with zero or less Textual would never remove the
message."""


@dataclass
class Toast(Notification):
    """A message in plain text. Its time runs on the monotonic clock, so that changes of the system
    clock do not matter."""

    raised_at: float = field(default_factory=monotonic)

    @property
    def time_left(self) -> float:
        """Seconds left, never zero or less."""
        return max(self.raised_at + self.timeout - monotonic(), LEAST)

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return monotonic() >= self.raised_at + self.timeout


@runtime_checkable
class TakesRemarks(Protocol):
    """A screen with its own place for messages, because its corners must not be covered."""

    def remark(self, text: str, seconds: float) -> bool:
        """Show a message for `seconds`; returns False if the screen cannot show it."""
