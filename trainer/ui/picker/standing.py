"""The line with the streak, the week and the strength."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from textual.content import Content

from trainer.history.habit import Standing

AWAY = 10
"""After this many days without training, the last training day is shown instead of the week."""
APART = 3
"""The blank columns between two facts, and at least as many before the first fact."""


def standing_line(standing: Standing, trained: Collection[date], width: int) -> Content:
    """Return the name of the program and, at the right, as many facts as fit completely.

    The line never scolds. It leaves out a streak of zero and, after a long break, the week.
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
    """Return the selections of facts to try, from all facts to none."""
    if not trained:
        return [[_quiet("no sessions yet")], []]
    percent = f"{standing.strength:.0%}".replace("%", " %")
    strength, in_full = _fact("strength", percent), _fact("habit strength", percent)
    last = max(trained)
    if not standing.streak and (standing.day - last).days >= AWAY:
        time = _fact("last time", f"{last.day} {last:%b}")
        return [[in_full, time], [strength, time], [time], []]
    done, goal = standing.week_done, standing.week_goal
    full = min(done, goal)
    dots = Content.assemble(("●" * full, "$good"), ("○" * (goal - full), "$quiet"))
    of_goal = Content.styled(f"{done} of {goal}", "$ink")
    week = Content.assemble(_quiet("this week "), dots, " ", of_goal)
    short = Content.assemble(of_goal, _quiet(" this week"))
    if not standing.streak:
        return [[week, in_full], [week, strength], [week], [short], []]
    days = "1 day" if standing.streak == 1 else f"{standing.streak} days"
    streak = _fact("streak", days)
    most = [streak, week]
    return [[*most, in_full], [*most, strength], most, [streak, short], [short], []]


def _quiet(text: str) -> Content:
    return Content.styled(text, "$quiet")


def _fact(name: str, value: str) -> Content:
    return Content.assemble((f"{name} ", "$quiet"), (value, "$ink"))
