"""Every screen at six sizes in two themes, compared cell by cell with its last reviewed version.

After an intended change, run `python -m screenshots cells`, look at the copies, and commit them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from screenshots.cells import Seen, differences, dump, load
from screenshots.tours import SIZES, TOURS, Tour, see

FOLDER = Path(__file__).parents[2] / "screenshots" / "cells"

PAGES = (
    "first-picker", "picker", "settings", "more-settings", "about", "welcome", "check-in", "ended",
    "calendar", "log", "trends", "empty-calendar", "empty-log", "empty-trends",
)  # fmt: skip
"""Screens with a blank row above the foot line. Sessions use every row; dialogs have a frame."""


@pytest.mark.parametrize("tour", TOURS, ids=lambda tour: tour.name)
async def test_every_screen_matches_its_saved_copy(tour: Tour):
    changed = []
    async for name, now in see(tour):
        file = FOLDER / f"{name}.txt"
        before = load(file.read_text(encoding="utf-8")) if file.exists() else {}
        changed += [f"{name} {line}" for line in differences(before, now)]
    assert not changed, "\n".join(changed)


def test_a_dumped_screen_loads_unchanged():
    seen = Seen(("a│ b", ""), {"dark": (("- -", "- -", "#ff0000 - bold", "- -"), ("- -",) * 4)})
    assert load(dump({"4x2": seen})) == {"4x2": seen}


def test_a_difference_is_reported_with_its_row_and_columns():
    plain = ("- -",) * 4
    red = ("- -", "#ff0000 -", "#ff0000 -", "- -")
    before, now = ({"4x1": Seen((text,), {"dark": (row,)})} for text, row in
                   (("abcd", plain), ("abcX", red)))  # fmt: skip
    assert differences(before, now) == [
        "4x1, row 0 was: abcd",
        "4x1, row 0 now: abcX",
        "4x1 dark, row 0, columns 1–2: - -, now #ff0000 -",
    ]
    assert differences(before, before) == []


def test_every_saved_screen_is_still_compared():
    names = {stop.name for tour in TOURS for stop in tour.stops}
    saved = {file.stem for file in FOLDER.glob("*.txt")}
    assert saved
    assert saved <= names
    assert len(SIZES) == 6


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_a_blank_row_above_its_foot_line(page: str):
    for size, seen in load((FOLDER / f"{page}.txt").read_text(encoding="utf-8")).items():
        assert not seen.rows[-2].strip("█▇▆▅▄▃▂▁ "), size
