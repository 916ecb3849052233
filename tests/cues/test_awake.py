"""The screen is kept awake while a session runs, and no longer."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cues.programs import Desktop, seen

from trainer.cues.awake import LONGEST_PAUSE, Awake


def test_the_screen_is_kept_awake_throughout_a_session():
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


def test_after_a_five_minute_pause_the_screen_may_sleep_until_resumed():
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


def test_the_screen_stays_awake_for_the_first_five_minutes_of_every_pause():
    desktop = Desktop()
    awake = Awake(desktop.keep)
    awake.follow(0.0, paused=True)
    awake.follow(200.0, paused=False)
    awake.follow(201.0, paused=True)
    awake.follow(400.0, paused=True)
    assert seen(lambda: desktop.kept == 1)
    awake.close()


def test_a_failing_desktop_does_no_harm():
    before = threading.enumerate()  # another test may have left a thread that is still ending
    awake = Awake(Desktop(trouble=True).keep)
    for now in range(3):
        awake.follow(float(now), paused=False)
    started = [t for t in threading.enumerate() if t.name == "awake" and t not in before]
    awake.close()
    assert seen(lambda: not any(thread.is_alive() for thread in started))


def test_without_a_desktop_nothing_is_printed_or_raised():
    code = """
from trainer.cues.awake import keep_awake
with keep_awake():
    pass
"""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_the_screen_is_released_on_the_thread_that_kept_it_awake():
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
