"""Where somebody stands, in one calm line: streak, week and strength."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from textual.content import Content

from trainer.history.habit import Standing

AWAY = 10
"""Days without training after which the last time is named instead of the week."""
APART = 3
"""Columns between two facts, and between the name of the program and the first."""


def standing_line(standing: Standing, trained: Collection[date], width: int) -> Content:
    """The name of the program, and at the right as much of the standing as fits whole.

    Encouraging, never scolding: a streak of none is not mentioned, nor a week after days away.
    """
    for name in ("Glute Trainer", "Today"):
        left = Content.styled(name, "bold $ink")
        for parts in _facts(standing, trained):
            right = _apart(parts)
            between = width - left.cell_length - right.cell_length
            if between >= APART and (name == "Today" or width >= 48):
                return Content.assemble(left, " " * between, right)
    return Content.styled("Today", "bold $ink")


def _apart(parts: list[Content]) -> Content:
    return Content(" " * APART).join(parts)


def _facts(standing: Standing, trained: Collection[date]) -> list[list[Content]]:
    """The facts to tell, from all of them to the one that counts."""
    if not trained:
        return [[_quiet("no sessions yet")], []]
    strength = _fact("strength", f"{standing.strength:.0%}".replace("%", " %"))
    last = max(trained)
    if not standing.streak and (standing.day - last).days >= AWAY:
        time = _fact("last time", f"{last.day} {last:%b}")
        return [[strength, time], [time], []]
    done, goal = standing.week_done, standing.week_goal
    full = min(done, goal)
    dots = Content.assemble(("●" * full, "$good"), ("○" * (goal - full), "$quiet"))
    of_goal = Content.styled(f"{done} of {goal}", "$ink")
    week = Content.assemble(_quiet("this week "), dots, " ", of_goal)
    short = Content.assemble(of_goal, _quiet(" this week"))
    if not standing.streak:
        return [[week, strength], [week], [short], []]
    days = "1 day" if standing.streak == 1 else f"{standing.streak} days"
    streak, brief = _fact("streak", days), Content.styled(days, "$ink")
    return [[streak, week, strength], [streak, week], [brief, short], [short], []]


def _quiet(text: str) -> Content:
    return Content.styled(text, "$quiet")


def _fact(name: str, value: str) -> Content:
    return Content.assemble((f"{name} ", "$quiet"), (value, "$ink"))
