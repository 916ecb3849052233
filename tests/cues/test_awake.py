"""Keeping the screen awake: while a session runs, and not a moment longer."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cues.programs import Desktop, seen

from trainer.cues.awake import LONGEST_PAUSE, Awake


def test_the_screen_is_kept_awake_from_the_first_look_to_the_end():
    desktop = Desktop()
    awake = Awake(desktop.keep)
    assert desktop.kept == 0
    awake.follow(0.0, paused=False)
    assert seen(lambda: desktop.kept == 1)
    for now in range(1, 100):
        awake.follow(now, paused=False)
    awake.close()
    assert seen(lambda: desktop.kept == 0)
    assert desktop.times == 1


def test_a_pause_of_five_minutes_lets_go_and_going_on_takes_hold_again():
    desktop = Desktop()
    awake = Awake(desktop.keep)
    awake.follow(0.0, paused=False)
    assert seen(lambda: desktop.kept == 1)
    awake.follow(10.0, paused=True)
    awake.follow(10.0 + LONGEST_PAUSE - 1, paused=True)
    assert desktop.kept == 1
    awake.follow(10.0 + LONGEST_PAUSE, paused=True)
    assert seen(lambda: desktop.kept == 0)
    awake.follow(1000.0, paused=False)
    assert seen(lambda: desktop.kept == 1)
    awake.close()
    assert seen(lambda: desktop.kept == 0)


def test_a_session_that_pauses_again_is_given_five_minutes_again():
    desktop = Desktop()
    awake = Awake(desktop.keep)
    awake.follow(0.0, paused=True)
    awake.follow(200.0, paused=False)
    awake.follow(201.0, paused=True)
    awake.follow(400.0, paused=True)
    assert seen(lambda: desktop.kept == 1)
    awake.close()


def test_a_desktop_in_trouble_does_no_harm():
    awake = Awake(Desktop(trouble=True).keep)
    for now in range(3):
        awake.follow(float(now), paused=False)
    awake.close()
    assert seen(lambda: not any(t.name == "awake" for t in threading.enumerate()))


def test_where_there_is_no_desktop_nothing_is_printed_and_nothing_raised():
    code = """
from trainer.cues.awake import presenting
with presenting():
    pass
"""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_it_is_let_go_of_on_the_thread_that_took_hold():
    threads = []

    @contextmanager
    def keep() -> Iterator[None]:
        threads.append(threading.current_thread())
        yield
        threads.append(threading.current_thread())

    awake = Awake(keep)
    awake.follow(0.0, paused=False)
    assert seen(lambda: len(threads) == 1)
    awake.close()
    assert seen(lambda: len(threads) == 2)
    assert threads[0] is threads[1] is not threading.current_thread()
