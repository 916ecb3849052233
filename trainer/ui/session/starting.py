"""What is asked before a session begins, and what the answer changes."""

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
    """A session to begin, or one that was refused."""

    choices: Sequence[Choice]
    pain: int | None = None
    """0-10 before it, where it was told."""
    refused: bool = False
    """Whether it hurts too much: it is kept with nothing done."""


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
    """Ask what the coach asks before these are started; None where nothing is started after all.

    `suggested` says that the coach chose them: then pain of six makes it choose `again`. `asks` is
    false where something was asked at this start already. `say` says words aloud.
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
