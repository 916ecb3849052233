"""Where each part of the picker is at every size, and what fits there."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from driving import shown, until

from tests.ui.picker.histories import write_history
from trainer.history.habit import standing_from_days
from trainer.settings.rest_days import RestDays
from trainer.ui.picker.layout import picker_layout
from trainer.ui.picker.standing import standing_line
from trainer.ui.widgets.four_weeks import four_weeks
from trainer.ui.widgets.grid import Rect

SIZES = [(46, 16), (60, 24), (80, 24), (100, 30), (120, 20), (140, 45)]
BETWEEN = [(w, h) for w in range(46, 200, 11) for h in range(16, 60, 5)]
TODAY = date(2026, 11, 26)
WEEK = {TODAY - timedelta(days=n) for n in range(8)}


@pytest.mark.parametrize("items", [5, 9, 40])
@pytest.mark.parametrize("panel", [2, 5])
@pytest.mark.parametrize("reading", [False, True])
def test_no_part_of_the_picker_covers_another_or_leaves_the_window(items, panel, reading):
    for width, height in SIZES + BETWEEN:
        where = f"at {width} × {height}"
        rects = picker_layout(width, height, items, panel, reading=reading).rects
        for name, rect in rects.items():
            assert rect.x >= 0, where
            assert rect.x + rect.width <= width, where
            assert rect.bottom < height, f"{name} leaves no row for the keys {where}"
        for (name, one), (other, two) in combinations(rects.items(), 2):
            assert not _overlap(one, two), f"{name} covers {other} {where}"


def _overlap(one: Rect, two: Rect) -> bool:
    """Check whether two parts share a cell."""
    across = max(one.x, two.x) < min(one.x + one.width, two.x + two.width)
    return across and max(one.y, two.y) < min(one.bottom, two.bottom)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("panel", [2, 4])
def test_all_five_exercises_fit_into_the_list_at_once(size, panel):
    layout = picker_layout(*size, 5, panel)
    free = 1 if layout.row == 3 else 0
    assert 5 * layout.row - free <= layout.rects["exercises"].height


def test_the_first_line_fits_the_window_and_leaves_out_facts_instead_of_cutting_them():
    standing = standing_from_days(WEEK, TODAY, week_goal=5)
    whole = str(standing_line(standing, WEEK, 200)).split("   ")
    strength = whole[-1].strip().removeprefix("habit ")
    facts = {fact.strip() for fact in whole} | {"Today", strength, "4 of 5 this week", ""}
    for width in range(20, 160):
        line = str(standing_line(standing, WEEK, width))
        assert len(line) <= width
        assert {fact.strip() for fact in line.split("   ")} <= facts


def test_a_streak_of_zero_is_hidden_and_after_a_long_break_the_last_day_is_shown():
    away = {TODAY - timedelta(days=12), TODAY - timedelta(days=13)}
    line = str(standing_line(standing_from_days(away, TODAY), away, 72))
    assert "streak" not in line
    assert "this week" not in line
    assert line.endswith("last time 14 Nov")
    lately = {TODAY - timedelta(days=3)}
    line = str(standing_line(standing_from_days(lately, TODAY), lately, 72))
    assert "streak" not in line
    assert "this week ●○○○○ 1 of 5" in line


def test_four_weeks_show_days_trained_rest_days_and_today():
    text = str(four_weeks(WEEK - {TODAY}, TODAY, RestDays({"sun"})))
    rows = text.split("\n")
    assert rows[1].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert rows[-1] == "██   ██   ██   []               "
    assert rows[-3].split() == ["··", "··", "··", "██", "██", "██", "██"]
    assert not rows[2].strip()
    assert rows[3].split() == ["··", "··", "··", "··", "··", "··", "──"]


@pytest.mark.parametrize("size", SIZES)
async def test_no_line_of_the_picker_is_cut(make_app, places, size):
    write_history(places, "GB -30; CS -2; BD -1 !6")
    app = make_app(config="questions = 'auto'\n")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "Bird Dog hurt yesterday (pain 6)" in shown(pilot))
        text = shown(pilot)
        words = " ".join(text.replace("▌", " ").split())
        assert "…" not in text
        assert "Skip it until" in words
        assert "y yes n no" in words
        assert "of 5" in text.split("\n")[0]
        for name in ("Bird Dog", "Glute Bridge", "Supine Leg", "Clam Shells", "Mobility Squat"):
            assert name in words
        assert "until" in next(line for line in text.split("\n") if "1 Bird Dog" in line)


@pytest.mark.parametrize("size", SIZES)
async def test_the_foot_line_names_what_enter_starts_and_how_to_see_all_keys(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "Start with this one" in shown(pilot))
        foot = shown(pilot).split("\n")[-1]
        assert foot.strip().startswith("enter start")
        assert "? " in foot
        assert foot.index("keys") < foot.index("variant") if "variant" in foot else True


async def test_the_ladder_shows_the_current_rung(make_app):
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("2")
        await until(pilot, lambda: "○ 2 s ── ● 3 s ── ○ 4 s" in shown(pilot))
        await pilot.press("4", "v")
        await until(pilot, lambda: "○ Standard ── ● Hand ── ○ Band" in shown(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_the_name_of_an_exercise_being_rested_is_not_cut(make_app, places, size):
    write_history(places, "GB -30; CS -2; LE -1 !6")
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "Supine Leg Extension hurt" in shown(pilot).replace("▌", ""))
        lines = shown(pilot).split("\n")
        row = next(n for n, line in enumerate(lines) if "3 Supine Leg Extension" in line)
        assert "until" in lines[row] + lines[row + 1]


@pytest.mark.parametrize("size", SIZES)
async def test_a_reason_is_complete_and_repeats_nothing(make_app, places, size):
    write_history(places, "GB -30; CS -2; GB 0 !8")
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "No exercises today" in shown(pilot))
        text = " ".join(shown(pilot).replace("▌", " ").split())
        assert text.count("No exercises today") == 1
        assert "Pain 8. Walk a little if that feels all right." in text
