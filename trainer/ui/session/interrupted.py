"""Asks what to do with a session that was cut off. Older sessions are saved without asking."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from trainer import coach as coaching
from trainer.cues.announcements import CUT_OFF
from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.store import HistoryError
from trainer.ui.dialogs.questions import CutOffScreen

if TYPE_CHECKING:
    from trainer.coach import Coach
    from trainer.history.in_progress import Interrupted
    from trainer.ui.terminal.app import TerminalApp


async def continue_or_save(
    app: TerminalApp,
    places: Places,
    sessions: Sequence[Interrupted],
    now: datetime,
    resume: Callable[[Interrupted], Coach],
    is_free: Callable[[], bool],
    say: Callable[[str], None],
) -> Coach | None:
    """Save the old sessions that were cut off, and ask about the recent ones.

    Returns the session to continue, or None. Stops as soon as `is_free` returns False, because
    another session has begun by then. `say` speaks the text it is given.
    """
    for interrupted in sessions:
        if not is_free():
            return None
        if now - interrupted.saved > coaching.RESUMABLE:
            if await save(app, places, interrupted):
                day = f"{interrupted.record.started:%d %B %H:%M}"
                app.notify(f"The session on {day} was cut off. What you did is saved.", timeout=15)
        elif coach := await _ask(app, places, interrupted, resume, say):
            return coach
    return None


async def save(app: TerminalApp, places: Places, interrupted: Interrupted) -> bool:
    """Add a session that was cut off to the history. Return whether that worked."""
    pending = await app.attempt(lambda: coaching.save_interrupted(interrupted, places))
    if pending:
        app.notify(pending, severity="warning", timeout=15)
    return pending is not None


async def _ask(
    app: TerminalApp,
    places: Places,
    interrupted: Interrupted,
    resume: Callable[[Interrupted], Coach],
    say: Callable[[str], None],
) -> Coach | None:
    record = interrupted.record
    done = ", ".join(f"{e.name} {e.done_reps} of {e.planned_reps}" for e in record.exercises)
    coach = None
    try:
        coach = resume(interrupted)
    except HistoryError as error:  # another window is continuing it
        app.notify(str(error), severity="warning", timeout=15)
        return None
    except (LookupError, ValueError):
        pass  # the catalog has changed; the session cannot be continued, but it can be saved
    if coach is not None:
        say(CUT_OFF)
    answer = await app.push_screen_wait(
        CutOffScreen(f"{record.started:%H:%M}: {done}.", coach is not None)
    )
    if answer == "go-on" and coach is not None:
        return coach
    if coach is not None:
        coach.release()
    if answer == "save":
        await save(app, places, interrupted)
    elif answer == "discard":
        await asyncio.to_thread(in_progress.finish, places, record.id)
    return None
