"""The facts at the right of the history's head, such as the streak."""

from __future__ import annotations

from textual.content import Content

from trainer.ui.history.summary import HistoryView


def facts_of(pane: str, view: HistoryView) -> list[Content]:
    """Return the facts for a pane, the most important first."""
    totals, standing = view.totals, view.standing
    if pane == "trends":
        return [_fact("since", f"{view.days.first:%b %Y}")] if totals.sessions else []
    if pane == "log":
        minutes = round(totals.seconds / 60)
        numbers = [
            _counted(totals.sessions, "session"),
            _counted(totals.reps, "rep"),
            _counted(minutes, "minute"),
        ]
        return [Content.styled(number, "$quiet") for number in numbers]
    # A streak of zero is left out.
    streak = [_fact("streak", _counted(standing.streak, "day"))] if standing.streak else []
    return [
        *streak,
        _fact("this week", f"{standing.week_done} of {standing.week_goal}"),
        _fact("best", f"{standing.best_streak}"),
        _fact("strength", f"{standing.strength:.0%}".replace("%", " %")),
    ]


def _fact(name: str, value: str) -> Content:
    return Content.assemble((f"{name} ", "$quiet"), (value, "$ink"))


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
