"""Streak, best streak, week and strength, calculated independently of the program."""

from __future__ import annotations

from datetime import date, timedelta


def expected_standing(
    days: set[date], today: date, goal: int, rest: set[int], off: set[date]
) -> dict:
    """Calculate streaks, strength and week by going through every day once."""
    m = 0.5 ** ((goal / 7) ** 0.5 / 13)
    run = best = 0
    s = 0.0
    counted: list[bool] = []
    started = False
    moment = min(days)
    while moment <= today:
        trained = moment in days
        started = started or trained
        resting = moment.weekday() in rest or moment in off
        if trained:
            run, best = run + 1, max(best, run + 1)
        elif not resting and moment < today:
            run = 0
        if trained or (not resting and moment < today):
            counted = [*counted, trained][-7:]
            reached = float(trained) if goal == 7 else min(1.0, sum(counted) / goal)
            s = m * s + reached * (1 - m)
        moment = moment + timedelta(days=1)
    year_week = today.isocalendar()[:2]
    done = len([d for d in days if d.isocalendar()[:2] == year_week])
    return {"streak": run, "best_streak": best, "strength": s, "week_done": done}
