"""Helpers for tests of the screens: a clock moved by hand, and the text on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from time import process_time
from typing import Any

import dates
from textual import app as app_module
from textual import pilot as pilot_module
from textual.app import App
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.tokenizer import Token
from textual.messages import ExitApp
from textual.pilot import Pilot

from trainer.ui.session.screen import SessionScreen
from trainer.ui.widgets.key_bar import KeyBar

Size = tuple[int, int]

CHECK_EVERY = 0.01
"""Seconds between two checks of whether an app is idle; Textual waits twice as long."""
IDLE = 0.0005
"""An app that has used fewer seconds of CPU time than this since the last check is idle."""
MOST_CHECKS = 100
"""After this many checks, a pause ends even if the app is still busy.

Textual gives up after one second instead. On a busy machine, seconds can pass between two checks.
"""


async def wait_for_idle(*_: object) -> None:
    """Wait until an app is idle, even on a busy machine.

    Textual considers a process idle if it uses no CPU time. A process that gets none looks the
    same, so here the loop must also have nothing to run, and none of its threads may be at work.
    """
    for _ in range(MOST_CHECKS):
        used = process_time()
        await asyncio.sleep(CHECK_EVERY)
        if process_time() - used < IDLE and not await _is_at_work():
            return


async def _is_at_work() -> bool:
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)  # lets the loop run what is due now
    threads = loop._default_executor
    return bool(loop._ready) or (
        threads is not None and len(threads._threads) > threads._idle_semaphore._value
    )


app_module.wait_for_idle = pilot_module.wait_for_idle = wait_for_idle

LONGEST_ENDING = 30.0
"""Seconds after which an app's screens close even if it is still handling a message."""
_close_screens = App._shutdown


async def shutdown(app: App[Any]) -> None:
    """Let the app handle its last messages before its screens close, as the real program does.

    Textual's `run_test` closes the screens at the same time, so the last key may find no screen.
    """
    app.post_message(ExitApp())
    if app._task is not None:
        await asyncio.wait([app._task], timeout=LONGEST_ENDING)
    await _close_screens(app)


App._shutdown = shutdown

# Every app reads the same style sheets for the same colours, so they are parsed once for all apps.
Tokens = dict[str, list[Token]]
Rules = list[RuleSet]
_tokens: Callable[..., Tokens] = stylesheet.tokenize_values
_parse = stylesheet.parse
_parsed: dict[tuple[object, ...], Rules] = {}


@cache
def _tokens_of(colours: tuple[tuple[str, str], ...]) -> Tokens:
    return _tokens(dict(colours))


def _parse_once(*source: object, variable_tokens: Tokens, **how: object) -> Rules:
    key = (*source, *how.items(), id(variable_tokens))  # the id does not change during the tests
    if key not in _parsed:
        _parsed[key] = list(_parse(*source, variable_tokens=variable_tokens, **how))
    return _parsed[key]


stylesheet.tokenize_values = lambda colours: _tokens_of(tuple(colours.items()))
stylesheet.parse = _parse_once


class HandClock:
    """A clock that only a test moves. It starts at the time of `--start`."""

    BEGAN = 1000.0
    """Monotonic seconds at the start. As on a real machine, the clock does not start at zero."""

    def __init__(self) -> None:
        self.seconds = self.BEGAN

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        """Return the local time in whole seconds, with a fixed UTC offset."""
        passed = timedelta(seconds=int(self.seconds - self.BEGAN))
        return (dates.start().astimezone(UTC) + passed).astimezone()


async def pass_time(pilot: Pilot[None], clock: HandClock, seconds: float) -> None:
    """Move the clock on in small steps, updating after each as the app does."""
    while seconds > 1e-9:
        step = min(1.0, seconds)
        clock.seconds += step
        seconds -= step
        if isinstance(pilot.app.screen, SessionScreen):
            pilot.app.screen.follow()
    await pilot.pause()


def shown(pilot: Pilot[None]) -> str:
    """Return the text on the screen."""
    strips = pilot.app.screen._compositor.render_strips()
    lines = ("".join(segment.text for segment in strip) for strip in strips)
    return "\n".join(lines).replace("\u00a0", " ")


def foot(app: App[None]) -> str:
    """Return the foot line of the current screen: its keys, with what they do."""
    return str(app.screen.query_one(KeyBar).render())


async def each(sizes: Iterable[Size], pilot: Pilot[None]) -> AsyncIterator[Size]:
    """Resize the window to each of these sizes (columns, rows), and yield the settled screen."""
    for size in sizes:
        await pilot.resize_terminal(*size)
        await pilot.pause()
        yield size


async def until(pilot: Pilot[None], seen: Callable[[], bool]) -> None:
    """Let the app's workers run until a condition holds, without waiting for a clock.

    Also wait for a screen that was just opened, because it is empty until it is composed.
    """
    before = pilot.app.screen
    for _ in range(600):
        await pilot.pause()
        if seen() and pilot.app.screen.is_mounted:
            if pilot.app.screen is not before:
                await pilot.pause()
            return
    raise AssertionError(f"never seen; on screen:\n{shown(pilot)}")
