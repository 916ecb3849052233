"""Drops frames on a slow connection instead of queueing them.

What has been handed to a slow line cannot be taken back: a key pressed now would show only after
every frame that is on its way. So a frame is left out while those before it are still travelling.

Three things tell. What waits in the program itself, to be written; that is checked every time. How
late the terminal answers a question that was sent along with a frame: nothing else shows what the
system and the network have buffered, and that can be seconds' worth. It is asked often over a
network, in a browser, and once something has waited or an answer was late; elsewhere now and then,
and nothing waits for the answer. And how much was sent in the last second, of which the largest
moving part may be told to wait.

The rule is pure: it is told the time, what was sent and what was answered.
"""

from __future__ import annotations

from collections import deque

QUESTION = "\x1b[2;{}H\x1b[6n"
"""Where is the cursor? The column tells the answers apart. It is not on the first line, where the
answer would look like the key F3."""
COLUMNS = 40
"""Columns used for that."""
BETWEEN, SELDOM = 0.25, 2.0
"""Seconds between two questions, on a line that may be slow and on one that never was."""
LATE = 0.12
"""Seconds that an answer may take longer than the quickest of the last ones."""
PROBE = 1.0
"""Seconds after which a frame is tried although no answer came."""
NEAR = 0.3
"""Assumed round-trip time until a question has been answered on an idle connection."""
GIVE_UP = 2.0
"""Seconds after which a terminal that never answered is not asked any more."""
_REMEMBERED = 40
"""Answers of which the quickest counts: the bare round-trip time."""
_SLOWER, _FASTER, _SHORTEST = 2.0, 0.8, 1 / 24


class Pace:
    """Whether there is room for another frame. Times are in seconds on one clock."""

    def __init__(self) -> None:
        self.asks = False
        """Whether the terminal is asked often how far it has come, and frames wait for it."""
        self._asked: dict[int, float] = {}
        """When, by column; the oldest question that is not answered comes first."""
        self._alone: set[int] = set()
        """Questions asked when nothing was in transit: their answer time is the bare round trip."""
        self._is_empty = self._knows_the_way = False
        self._number = 0
        self._first_asked: float | None = None
        self._last_asked = self._last_sent = -SELDOM
        self._took: deque[float] = deque(maxlen=_REMEMBERED)
        self._gap = 0.0
        """Least seconds between two frames."""

    def may_send(self, now: float, waiting: bool) -> bool:
        """Whether a frame may go now; `waiting` is whether one before it is not written yet."""
        if waiting:
            self.asks = True  # a line that was slow once is watched from then on
            return False
        since = now - self._last_sent
        if since < self._gap - 0.001:
            return False
        on_time = (
            not (self.asks and self._asked)
            or now - next(iter(self._asked.values())) < self._longest
        )
        return on_time or since >= PROBE or self._is_dumb(now)

    @property
    def _longest(self) -> float:
        way = min(self._took, default=0.0)
        return (way if self._knows_the_way else min(way, NEAR)) + LATE

    def _is_dumb(self, now: float) -> bool:
        first = self._first_asked
        return not self._took and first is not None and now - first >= GIVE_UP

    def question(self, now: float) -> str:
        """What to send along with a frame that goes out now: a question, if it is time for one."""
        self._last_sent = now
        is_alone, self._is_empty = self._is_empty, False
        between = BETWEEN if self.asks else SELDOM
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
        """The terminal has come as far as the question with this column (from 1)."""
        if column not in self._asked:
            return
        took = now - self._asked[column]
        self._is_empty = self._last_sent <= self._asked[column]
        for number in list(self._asked):
            del self._asked[number]
            if number == column:
                break
        late = took >= self._longest
        self._knows_the_way |= column in self._alone
        self._took.append(took)
        if late:
            self.asks = True
            self._gap = min(max(self._gap, _SHORTEST) * _SLOWER, PROBE)
        else:
            self._gap = self._gap * _FASTER if self._gap > _SHORTEST else 0.0


class Allowance:
    """Bytes a second that may be sent on the average; what is not used is kept for a second."""

    def __init__(self) -> None:
        self._left: float | None = None
        self._at = 0.0
        self._sent = 0

    def is_used_up(self, now: float, sent: int, rate: float) -> bool:
        """Whether more was sent than `rate` allows (bytes a second); `sent` is all so far."""
        left = rate if self._left is None else self._left + (now - self._at) * rate
        self._left = min(left, rate) - (sent - self._sent)
        self._at, self._sent = now, sent
        return self._left < 0
