"""Measures how long it takes to draw the figure."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import get_args

from benchmarks.table import Row, middle
from trainer.catalog import load_catalog
from trainer.figure import Figure, Frame, Glyphs
from trainer.figure.film import Film, Style
from trainer.session.timeline import build_timeline
from trainer.ui.widgets.figures import figure_of

SIZES = ((28, 8), (40, 12), (90, 16), (126, 24))
"""Sizes in cells: small, the size with a budget, and those in a session at 100×30 and 140×45."""


def drawing() -> Iterator[Row]:
    """Draw every movement of the five exercises: the first time, and again from the cache."""
    movements = list(_movements())
    for width, height in SIZES:
        for glyphs in reversed(get_args(Glyphs)):
            fresh, cached = [], []
            for figure, movement in movements:
                film = Film(figure, movement, width, height, Style(glyphs))
                fresh += [_timed(film, progress) for progress in (0.2, 0.5, 0.8)]
                cached += [_timed(film, progress) for progress in (0.2, 0.5, 0.8)]
            at = f"figure {width}×{height} in {glyphs}"
            bounded = (width, height) == (40, 12)
            value, spread = middle(fresh)
            yield Row(f"{at}, first time", value, "ms", 3 if bounded else None, spread=spread)
            value, spread = middle(cached)
            yield Row(f"{at}, cached", value, "ms", 0.3 if bounded else None, spread=spread)


def _movements() -> Iterator[tuple[Figure, Frame]]:
    catalog = load_catalog()
    for exercise in catalog.exercises:
        figure = figure_of(exercise)
        stages = build_timeline([catalog.choose(exercise.id)]).stages
        for path, side, squeeze in dict.fromkeys((s.path, s.side, s.squeeze) for s in stages):
            if figure is not None and len(set(path)) > 1:
                yield figure, Frame(path, 0.0, side, squeeze)


def _timed(film: Film, progress: float) -> float:
    began = time.process_time()
    film.at(progress)
    return 1000 * (time.process_time() - began)
