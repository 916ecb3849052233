"""Drops frames on a slow connection instead of queueing them.

A frame is one picture of the moving parts. If many frames were queued, the effect of a key would
show only after all of them. So a frame is dropped while earlier frames are still being sent.

Three measurements show whether the connection is fast enough:

- Whether output is waiting in the program itself. This is checked for every frame.
- How late the terminal answers a question that is sent with a frame. Only this shows how much the
  system and the network have buffered, which can be seconds of output. The question is sent often
  over a network, in a browser, and after output has had to wait. After a late answer, it is sent
  with every frame. On other connections, it is sent rarely, and frames do not wait for the answer.
- The number of bytes sent in the last second. If there are too many, the largest moving part waits.

The rules are pure: the caller passes in the time, the output and the answers.
"""

from __future__ import annotations

from collections import deque

QUESTION = "\x1b[2;{}H\x1b[6n"
"""Moves the cursor to a column, and asks for its position. The column identifies the answer.

The second line is used, because an answer from the first line looks like the key F3.
"""
COLUMNS = 40
"""Questions use the columns from 1 to this one in turn."""
BETWEEN_REMOTE, BETWEEN_LOCAL = 0.25, 2.0
"""Seconds between two questions, on a connection that may be slow, and on any other."""
LATE = 0.12
"""An answer is late if it takes this many seconds longer than the fastest recent answer."""
QUEUE = 0.02
"""On a slow connection, frames wait if an answer is this many seconds slower than the fastest."""
LONGEST_GAP = 1.0
"""After this many seconds a frame is sent even if no answer has come."""
ASSUMED_DELAY = 0.3
"""The longest round trip to assume, in seconds, until one was measured on an idle connection."""
SLOW_FOR = 10.0
"""A connection counts as slow for this many seconds after a late answer."""
GIVE_UP = 2.0
"""If a terminal has never answered after this many seconds, it gets no more questions."""
_REMEMBERED = 40
"""The round-trip time is the fastest of this many recent answers."""
_SLOWER, _FASTER, _SHORTEST = 2.0, 0.8, 1 / 24


class Pace:
    """Decides whether another frame may be sent. Times are in seconds on one clock."""

    def __init__(self) -> None:
        self.asks = False
        """Whether questions are sent often, and frames wait for the answers."""
        self._asked: dict[int, float] = {}
        """The times of the unanswered questions, by column, oldest first."""
        self._alone: set[int] = set()
        """The questions asked on an idle connection. They measure the round trip alone."""
        self._is_empty = self._has_measured = False
        self._number = 0
        self._first_asked: float | None = None
        self._last_asked = self._last_sent = -BETWEEN_LOCAL
        self._took: deque[float] = deque(maxlen=_REMEMBERED)
        self._late_at = -SLOW_FOR
        self._waits_since: float | None = None
        self._gap = 0.0
        """The least time between two frames, in seconds."""

    def may_send(self, now: float, waiting: bool) -> bool:
        """Check whether a frame may be sent now.

        `waiting` is true if earlier output has not been written yet.
        """
        if waiting:
            self.asks = True  # from now on, watch the connection
            if self._waits_since is None:
                self._waits_since = now
            elif now - self._waits_since >= LATE:
                self._late_at = now
            return False
        self._waits_since = None
        since = now - self._last_sent
        if since < self._gap - 0.001:
            return False
        allowed = self._round_trip + (QUEUE if self.is_slow(now) else LATE)
        on_time = (
            not (self.asks and self._asked) or now - next(iter(self._asked.values())) < allowed
        )
        return on_time or since >= LONGEST_GAP or self._is_dumb(now)

    def is_slow(self, now: float) -> bool:
        """Check whether an answer was late recently. Frames should then be sent in pieces."""
        return now - self._late_at < SLOW_FOR

    @property
    def _round_trip(self) -> float:
        """The round-trip time of a question on an idle connection, as far as it is known."""
        least = min(self._took, default=0.0)
        return least if self._has_measured else min(least, ASSUMED_DELAY)

    def _is_dumb(self, now: float) -> bool:
        first = self._first_asked
        return not self._took and first is not None and now - first >= GIVE_UP

    def question(self, now: float) -> str:
        """Return the question to send with this frame, or an empty string if none is due."""
        self._last_sent = now
        is_alone, self._is_empty = self._is_empty, False
        between = 0.0 if self.is_slow(now) else BETWEEN_REMOTE if self.asks else BETWEEN_LOCAL
        if self._is_dumb(now) or now - self._last_asked < between:
            return ""
        if self._first_asked is None:
            self._first_asked = now
        self._number = self._number % COLUMNS + 1
        self._asked.pop(self._number, None)
        self._asked[self._number] = self._last_asked = now
        (self._alone.add if is_alone else self._alone.discard)(self._number)
        return QUESTION.format(self._number)

    def answered(self, now: float, column: int) -> None:
        """Record the terminal's answer to the question with this column (from 1)."""
        if column not in self._asked:
            return
        took = now - self._asked[column]
        self._is_empty = self._last_sent <= self._asked[column]
        for number in list(self._asked):
            del self._asked[number]
            if number == column:
                break
        late = took >= self._round_trip + LATE
        self._has_measured |= column in self._alone
        self._took.append(took)
        if late:
            self.asks = True
            self._late_at = now
            self._gap = min(max(self._gap, _SHORTEST) * _SLOWER, LONGEST_GAP)
        else:
            self._gap = self._gap * _FASTER if self._gap > _SHORTEST else 0.0


class Allowance:
    """Limits the bytes per second. An unused allowance stays valid for up to a second."""

    def __init__(self) -> None:
        self._left: float | None = None
        self._at = 0.0
        self._sent = 0

    def is_used_up(self, now: float, sent: int, rate: float) -> bool:
        """Check whether more bytes were sent than `rate` allows.

        `rate` is in bytes a second. `sent` is the total so far.
        """
        left = rate if self._left is None else self._left + (now - self._at) * rate
        self._left = min(left, rate) - (sent - self._sent)
        self._at, self._sent = now, sent
        return self._left < 0
