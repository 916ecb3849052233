"""Asks the coach's questions before a session, and changes the session to suit the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import App

from trainer.advice import words
from trainer.advice.advice import Advice
from trainer.catalog import Choice
from trainer.safety import ACCEPTABLE
from trainer.ui.dialogs.questions import NotStarted, PainScreen, StartAnywayScreen, TooMuchPain


@dataclass(frozen=True, slots=True)
class Start:
    """A session to begin, or a session refused because of too much pain."""

    choices: Sequence[Choice]
    pain: int | None = None
    """The pain before the session, 0-10, if it was given."""
    refused: bool = False
    """Whether it hurts too much to begin. The session is then saved with nothing done."""


async def ask(
    app: App[None],
    advice: Advice,
    choices: Sequence[Choice],
    *,
    suggested: bool,
    asks: bool,
    again: Callable[[int], Advice],
    say: Callable[[str], None],
) -> Start | None:
    """Ask the coach's questions before a session. Return None if no session is started.

    `suggested` says whether the coach chose the exercises. If so, and the person reports a pain of
    six, the exercises are replaced by those that `again` returns for this pain. `asks` is False if
    a question was already asked. `say` speaks the text it is given.
    """
    if advice.kind == "pain-7":
        say(f"{advice.reason} Start anyway? {words.YES_OR_NO}")
        sure = await app.push_screen_wait(StartAnywayScreen(advice.reason))
        return Start(choices) if sure else None
    if not asks or not (advice.asks_pain or advice.offer is not None):
        return Start(choices)
    answer = await app.push_screen_wait(PainScreen(advice.pain_question, say))
    if isinstance(answer, NotStarted):
        return None
    if isinstance(answer, TooMuchPain):
        return Start(choices, answer.pain, refused=True)
    if answer is not None and answer > ACCEPTABLE:
        gentle = again(answer)
        app.notify(gentle.reason, timeout=8)
        say(gentle.reason)
        if suggested:
            choices = [suggested.choice for suggested in gentle.suggestion]
    return Start(choices, answer) if choices else None
