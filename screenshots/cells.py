"""Stores screens in text files that can be compared: the text and the colours of every cell.

A file has one screen at every size and in both themes: the text of the rows, and for each theme the
styles it uses and a line for each row with the runs of cells in one style. Git stores such files
compactly, and a difference shows which cells have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.app import App
from textual.strip import Strip

SHOWN = 12
"""The number of differences that a report lists. The others are only counted."""


class Seen(NamedTuple):
    """One screen at one size: its rows, and for each theme the style of every cell."""

    rows: tuple[str, ...]
    styles: Mapping[str, tuple[tuple[str, ...], ...]]


Screen = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""The rows of a screen, and the style of each of their cells."""


def drawn(app: App[Any]) -> list[Strip]:
    """The rows of a running app's screen, as they are drawn."""
    behind = app._background_screens
    update = app.screen._compositor.render_update(full=True, screen_stack=behind)
    assert isinstance(update, LayoutUpdate)
    return [Strip.join(strips) for strips in update.strips]


def read_screen(strips: Iterable[Strip]) -> Screen:
    """The text of the rows, and the style of each of their cells."""
    rows, styles = [], []
    for strip in strips:
        rows.append("".join(segment.text for segment in strip).rstrip())
        row: list[str] = []
        for segment in strip:
            row += [_style(segment.style)] * cell_len(segment.text)
        styles.append(tuple(row))
    return tuple(rows), tuple(styles)


@lru_cache(2048)
def _style(style: Style | None) -> str:
    """A style as text: `#ffffff #0f1419 bold`."""
    if style is None:
        return "- -"
    colours = [_colour(style.color), _colour(style.bgcolor)]
    attributes = ("bold", "dim", "italic", "underline", "reverse", "strike")
    return " ".join([*colours, *(name for name in attributes if getattr(style, name))])


def _colour(colour: Any) -> str:
    if colour is None or colour.is_default:
        return "-"
    return colour.triplet.hex if colour.triplet else str(colour.name)


def dump(seen: Mapping[str, Seen]) -> str:
    """The text of a file for one screen: for each size its name, its rows and its styles."""
    lines = []
    for size, one in seen.items():
        lines += [f"== {size}", *(f"|{row}" for row in one.rows)]
        for theme, rows in one.styles.items():
            used = {style: n for n, style in enumerate(dict.fromkeys(s for r in rows for s in r))}
            lines += [f"-- {theme}", *(f"{n} = {style}" for style, n in used.items())]
            lines += [" ".join(f"{used[s]}*{n}" for s, n in _runs(row)) for row in rows]
    return "\n".join(lines) + "\n"


def _runs(row: Iterable[str]) -> Iterator[tuple[str, int]]:
    last, count = None, 0
    for style in row:
        if style != last and last is not None:
            yield last, count
            count = 0
        last, count = style, count + 1
    if last is not None:
        yield last, count


def load(text: str) -> dict[str, Seen]:
    """Parse the text that `dump` returned."""
    found: dict[str, Seen] = {}
    rows: list[str] = []
    styles: dict[str, tuple[tuple[str, ...], ...]] = {}
    names: dict[str, str] = {}
    theme = ""
    for line in text.splitlines():
        if line.startswith("== "):
            size, rows, styles = line[3:], [], {}
            found[size] = Seen((), styles)
        elif line.startswith("|"):
            rows.append(line[1:])
            found[size] = Seen(tuple(rows), styles)
        elif line.startswith("-- "):
            theme, names = line[3:], {}
            styles[theme] = ()
        elif " = " in line:
            number, style = line.split(" = ", 1)
            names[number] = style
        else:
            row: list[str] = []
            for run in line.split():
                number, count = run.split("*")
                row += [names[number]] * int(count)
            styles[theme] = (*styles[theme], tuple(row))
    return found


def differences(before: Mapping[str, Seen], now: Mapping[str, Seen]) -> list[str]:
    """Return the rows whose text has changed, and the runs of cells whose colours have changed."""
    found = []
    for size in dict.fromkeys([*before, *now]):
        if size not in before or size not in now:
            found.append(f"{size}: {'is new' if size in now else 'is gone'}")
            continue
        for row, (old, new) in enumerate(zip(before[size].rows, now[size].rows, strict=False)):
            if old != new:
                found += [f"{size}, row {row} was: {old}", f"{size}, row {row} now: {new}"]
        for theme, rows in now[size].styles.items():
            pairs = zip(before[size].styles.get(theme, ()), rows, strict=False)
            for row, (was, are) in enumerate(pairs):
                found += [
                    f"{size} {theme}, row {row}, columns {cells}" for cells in _changed(was, are)
                ]
    if len(found) > SHOWN:
        found = [*found[:SHOWN], f"and {len(found) - SHOWN} more"]
    return found


def _changed(was: tuple[str, ...], are: tuple[str, ...]) -> list[str]:
    found = []
    at = 0
    for (old, new), count in _runs(zip(was, are, strict=False)):  # type: ignore[arg-type, misc]
        if old != new:
            found.append(f"{at}–{at + count - 1}: {old}, now {new}")
        at += count
    return found
