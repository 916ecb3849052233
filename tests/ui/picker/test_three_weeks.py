"""A new user's first days, on the real screens."""

from __future__ import annotations

from datetime import date

import dates

from tests.patients.on_screen import BEGINS, three_weeks


async def test_the_coach_responds_to_a_new_users_first_days(tmp_path, monkeypatch):
    monkeypatch.setenv(dates.VARIABLE, BEGINS.isoformat())
    screens = {day: "\n".join(lines) async for day, lines in three_weeks(tmp_path, 8)}
    assert len(screens) == 8

    def on(day: int) -> str:
        return screens[date(2026, 11, day)]

    assert "streak" not in on(2).split("enter start")[0]
    assert "Start with this one. One exercise is enough for today." in on(2)
    assert "v      easier version: Pillow under the hips" in on(4)
    assert "(session: Glute Bridge × 9)" in on(6)
    assert "Supine Leg Extension hurt on Wednesday (pain 4). Easier version today." in on(9)
    assert "Your back was worse after yesterday's session. Half the reps today." in on(9)
    assert "(session: Supine Leg Extension × 6)" in on(9)
