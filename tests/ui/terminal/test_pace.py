"""A slow connection gets fewer frames, so that frames never queue up."""

from __future__ import annotations

import re
from collections import deque

import pytest

from trainer.ui.terminal.pace import Allowance, Pace

_QUESTION = re.compile(r"\x1b\[2;(\d+)H\x1b\[6n$")
FRAME = 450
"""Bytes in a frame."""


class Link:
    """A connection with a rate in bytes a second and a round-trip time; it loses nothing."""

    def __init__(self, rate: float, delay: float, answers: bool = True) -> None:
        self._rate, self._delay, self._answers = rate, delay, answers
        self._free_at = 0.0
        self._answers_at: deque[tuple[float, int]] = deque()

    def send(self, now: float, text: str) -> float:
        """Send a text; returns when it is shown, in seconds."""
        self._free_at = max(now, self._free_at) + len(text) / self._rate
        shown = self._free_at + self._delay / 2
        if self._answers and (asked := _QUESTION.search(text)):
            self._answers_at.append((shown + self._delay / 2, int(asked[1])))
        return shown

    def come_back(self, now: float) -> list[int]:
        """Return the columns in the answers that arrived since the last call."""
        come = []
        while self._answers_at and self._answers_at[0][0] <= now:
            come.append(self._answers_at.popleft()[1])
        return come


def run(pace: Pace, link: Link, seconds: float, frames: float = 24.0) -> tuple[int, list[float]]:
    """Return the number of frames sent, and each frame's delay in seconds."""
    sent, waits = 0, []
    for number in range(int(seconds * frames)):
        now = number / frames
        for column in link.come_back(now):
            pace.answered(now, column)
        if pace.may_send(now, False):
            sent += 1
            waits.append(link.send(now, "x" * FRAME + pace.question(now)) - now)
    return sent, waits


def asking() -> Pace:
    pace = Pace()
    pace.asks = True
    return pace


@pytest.mark.parametrize(
    ("rate", "delay", "longest"),
    [(8_000, 0.0, 0.4), (8_000, 0.3, 0.5), (3_000, 0, 0.6), (1e6, 0.3, 0.2)],
)
def test_frames_are_shown_soon_after_they_are_sent(
    rate: float, delay: float, longest: float
) -> None:
    _, waits = run(asking(), Link(rate, delay), 60)
    after = sorted(waits[24:])
    assert after[int(0.95 * len(after))] <= longest


def test_a_fast_connection_gets_every_frame_whatever_its_delay() -> None:
    for delay in (0.0, 0.03, 0.3):
        sent, _ = run(asking(), Link(1e6, delay), 60)
        assert sent > 0.93 * 60 * 24


def test_at_least_half_of_the_capacity_of_a_slow_connection_is_used() -> None:
    sent, _ = run(asking(), Link(8_000, 0.05), 60)
    assert sent * FRAME > 0.5 * 8_000 * 60


def test_a_terminal_that_never_answers_gets_every_frame_after_two_seconds() -> None:
    pace = asking()
    sent, _ = run(pace, Link(1e6, 0.0, answers=False), 60)
    assert sent > 58 * 24
    assert pace.question(61.0) == ""


def test_a_lost_answer_delays_frames_by_at_most_a_second() -> None:
    pace = asking()
    run(pace, Link(1e6, 0.0), 5)
    assert pace.question(6.0)
    assert not pace.may_send(6.5, False)
    assert pace.may_send(7.01, False)


def asked_between(pace: Pace, since: float, until: float) -> int:
    """Count the questions sent along, if a frame is sent every tenth of a second."""
    times = [since + tenths / 10 for tenths in range(int((until - since) * 10))]
    return sum(bool(pace.question(now)) for now in times)


def test_after_output_had_to_wait_the_terminal_is_asked_often() -> None:
    pace = Pace()
    assert pace.may_send(1.0, False)
    assert _QUESTION.match(pace.question(1.0))
    pace.answered(1.01, 1)
    assert asked_between(pace, 1.1, 2.9) == 0
    assert not pace.may_send(3.0, True)
    assert pace.may_send(3.1, False)
    assert asked_between(pace, 3.1, 4.1) >= 3


def test_on_a_connection_that_was_never_slow_no_frame_waits_for_an_answer() -> None:
    pace = Pace()
    assert pace.question(0.0)
    assert all(pace.may_send(frame / 24, False) for frame in range(48))


def test_one_late_answer_marks_a_connection_as_slow() -> None:
    pace = Pace()
    pace.question(0.0)
    pace.answered(0.9, 1)
    assert asked_between(pace, 1.0, 2.0) >= 3


def test_a_connection_counts_as_slow_for_ten_seconds_after_a_late_answer() -> None:
    pace = asking()
    pace.question(0.0)
    pace.answered(0.01, 1)
    assert not pace.is_slow(0.01)
    pace.question(1.0)
    pace.answered(1.5, 2)
    assert pace.is_slow(11.4)
    assert not pace.is_slow(11.6)


def test_output_that_waits_for_long_marks_a_connection_as_slow() -> None:
    pace = Pace()
    for now in (1.0, 1.05):
        assert not pace.may_send(now, True)
    assert pace.may_send(1.1, False), "a short wait proves nothing"
    assert not pace.may_send(1.14, True)
    assert not pace.is_slow(1.14)
    assert not pace.may_send(1.27, True)
    assert pace.is_slow(1.27)


def test_on_a_slow_connection_every_frame_asks_the_terminal_and_waits_for_the_answer() -> None:
    pace = asking()
    for at, column in ((0.0, 1), (1.0, 2)):
        pace.question(at)
        pace.answered(at + (0.01 if at == 0.0 else 0.5), column)
    assert pace.question(3.0)
    assert pace.question(3.01)
    assert not pace.may_send(3.1, False)
    pace.answered(3.11, 3)
    assert not pace.may_send(3.12, False)
    pace.answered(3.13, 4)
    assert pace.may_send(3.13, False)


def shown_after(rate: float, backlog: int, seconds: float) -> float:
    """Return the longest delay of a frame, in seconds, among those sent in the last ten seconds.

    The first paint has `backlog` bytes. After it, frames are sent whenever the pace allows.
    """
    pace, link = Pace(), Link(rate, 0.0)
    link.send(0.0, "x" * backlog)
    now, longest = 0.0, 0.0
    for number in range(int(seconds * 24)):
        now = number / 24
        for column in link.come_back(now):
            pace.answered(now, column)
        if pace.may_send(now, False):
            shown = link.send(now, "x" * FRAME + pace.question(now))
            if now > seconds - 10:
                longest = max(longest, shown - now)
    return longest


@pytest.mark.parametrize(
    ("rate", "longest"), [(3_000, 0.8), (8_000, 0.4), (9_500, 0.4), (20_000, 0.4)]
)
@pytest.mark.parametrize("queue", [0.0, 1.0, 1.8])
def test_a_backlog_at_the_start_is_cleared(rate: float, longest: float, queue: float) -> None:
    assert shown_after(rate, int(queue * rate), 30.0) <= longest


def test_an_answer_to_an_older_question_does_not_count_for_a_newer_question() -> None:
    pace = asking()
    for now in (0.0, 1.0, 5.0):
        pace.question(now)
        if not now:
            pace.answered(0.02, 1)
    pace.answered(5.05, 2)
    assert not pace.may_send(5.5, False), "the last question is not answered yet"
    pace.answered(5.6, 3)
    assert pace.may_send(6.2, False)


def test_an_answer_that_nobody_asked_for_is_ignored() -> None:
    pace = asking()
    pace.answered(1.0, 7)
    assert pace.may_send(1.0, False)


def test_a_limit_of_bytes_a_second_holds_on_average_despite_bursts() -> None:
    allowance, sent, held = Allowance(), 0, 0
    for frame in range(24 * 60):
        if allowance.is_used_up(frame / 24, sent, 10_000):
            held += 1
        else:
            sent += 2_000 if frame % 100 else 9_000
    assert 0.95 * 600_000 <= sent <= 600_000 + 20_000
    assert held


def test_sending_less_than_the_limit_never_has_to_wait() -> None:
    allowance = Allowance()
    assert not any(allowance.is_used_up(n / 24, 400 * n, 10_000) for n in range(1000))
