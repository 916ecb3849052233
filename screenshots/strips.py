"""Draws movements without names: `python -m screenshots.strips FOLDER [COLUMNS ROWS [GLYPHS]]`.

A strip shows three moments of a movement side by side, in an SVG file named only by a number; the
order is shuffled. People who do not know the trainer are asked what the person does, and which
side works. `key.txt` has the answers. `all.svg` has all strips on
one page.
"""

from __future__ import annotations

import sys
from itertools import cycle
from pathlib import Path
from random import Random
from typing import get_args

from textual.color import Color

from screenshots.glyphs import HEIGHT, WIDTH, figure_line
from trainer.catalog import STANDARD, Catalog, choose, load_catalog
from trainer.figure import Figure, Frame, Glyphs
from trainer.session.timeline import Stage, build_timeline
from trainer.ui.theme import DARK
from trainer.ui.widgets.figure_colours import shaded
from trainer.ui.widgets.figures import figure_of

GROUND = DARK.background or "#000000"
MOMENTS = (0.0, 0.5, 1.0)
GAP = 20
"""The space between pictures, in units."""


def movements(catalog: Catalog) -> dict[str, tuple[Figure, Frame]]:
    """Return all movements by name, except movements that only go back.

    An exercise shows both sides. Its variants show one side, the left and the right in turn.
    """
    found: dict[str, tuple[Figure, Frame]] = {}
    shown = set()
    sides = cycle(("left", "right"))
    for exercise in catalog.exercises:
        figure = figure_of(exercise)
        if figure is None:
            continue
        for variant in (STANDARD, *(variant.id for variant in exercise.variants)):
            left_out = None if variant == STANDARD else next(sides)
            for stage in build_timeline([choose(exercise, variant)]).stages:
                ends = (exercise.id, frozenset((stage.path[0], stage.path[-1])), stage.side)
                still = stage.kind != "move" or stage.path[0] == stage.path[-1]
                if still or ends in shown or (left_out and stage.side == left_out):
                    continue
                shown.add(ends)
                name = f"{exercise.name} ({variant}): {stage.cue}{_worked(stage)}"
                found[name] = figure, Frame(stage.path, 0.0, stage.side, stage.squeeze)
    return found


def _worked(stage: Stage) -> str:
    return f"; glute: {stage.squeeze}" if stage.squeeze else ""


def strip(figure: Figure, movement: Frame, columns: int, rows: int, glyphs: Glyphs) -> str:
    """Draw three moments side by side, as SVG shapes at the top left."""
    colours = {ink: colour.hex for ink, colour in shaded(True, Color.parse(GROUND)).items()}
    pictures = []
    before = b""
    for n, progress in enumerate(MOMENTS):
        frame = Frame(movement.path, progress, movement.side, movement.squeeze)
        drawn = figure.draw(frame, columns, rows, glyphs, "levels", before)
        before = drawn.codes
        lines = "".join(
            f'<g transform="translate(0 {y * HEIGHT})">{figure_line(row, colours, GROUND)}</g>'
            for y, row in enumerate(drawn.rows)
        )
        pictures.append(f'<g transform="translate({n * (columns * WIDTH + GAP)} 0)">{lines}</g>')
    return "".join(pictures)


def document(shapes: str, width: int, height: int) -> str:
    """An SVG document with shapes on the dark background."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        "<style>.dots { fill: none; stroke-width: 1.7; stroke-linecap: round; "
        "stroke-dasharray: 0 2; transform: scale(2.5) }</style>"
        f'<rect width="100%" height="100%" fill="{GROUND}"/>'
        f'<g shape-rendering="crispEdges">{shapes}</g></svg>'
    )


def main() -> None:
    """Write the strips."""
    folder, *size = sys.argv[1:]
    columns, rows = int(size[0]) if size else 28, int(size[1]) if size[1:] else 8
    glyphs: Glyphs = next((g for g in get_args(Glyphs) if g in size), "braille")
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    named = list(movements(load_catalog()).items())
    Random(7).shuffle(named)
    width, height = 3 * columns * WIDTH + 4 * GAP, rows * HEIGHT + 2 * GAP
    key, page = [], []
    for number, (name, (figure, movement)) in enumerate(named, 1):
        shapes = strip(figure, movement, columns, rows, glyphs)
        moved = f'<g transform="translate({GAP} {GAP})">{shapes}</g>'
        (into / f"{number:02}.svg").write_text(document(moved, width, height), encoding="utf-8")
        x, y = (number - 1) % 2 * width, (number - 1) // 2 * (height + GAP)
        label = f'<text x="{GAP}" y="15" fill="#8b98a6" font-family="sans-serif">{number}</text>'
        page.append(f'<g transform="translate({x} {y})">{label}{moved}</g>')
        key.append(f"{number}. {name}")
    tall = (len(named) + 1) // 2 * (height + GAP)
    (into / "all.svg").write_text(document("".join(page), 2 * width, tall), encoding="utf-8")
    (into / "key.txt").write_text("\n".join(key) + "\n", encoding="utf-8")
    print(len(named), "movements")


if __name__ == "__main__":
    main()
