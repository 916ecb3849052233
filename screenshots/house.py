"""Draws which package may import which, as a house, from the import rules that are checked.

The floors are the layers in `pyproject.toml`. Each room is a package or module, with the first
sentence of its docstring. A floor never imports from a floor above it.
"""

from __future__ import annotations

import ast
import re
import textwrap
import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
WIDTH, FLOOR, ROOF, GAP = 900, 58, 64, 6
"""Sizes in units of the picture."""
INK, DIM, GROUND, ROOM, PURE = "#e6edf3", "#9aa7b4", "#0e1418", "#1b252d", "#12403b"


def house() -> str:
    """The picture of the house, as an SVG document."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = rules["tool"]["importlinter"]["contracts"]
    floors = [
        [name.strip() for name in floor.split(":")]
        for contract in contracts
        if contract["type"] == "layers" and contract["containers"] == ["trainer"]
        for floor in contract["layers"]
    ]
    pure = {
        name.removeprefix("trainer.")
        for contract in contracts
        if "pure" in contract["name"]
        for name in contract["source_modules"]
    }
    height = ROOF + len(floors) * (FLOOR + GAP) + 40
    rooms = "\n".join(
        _room(name, n, len(floor), ROOF + level * (FLOOR + GAP), name in pure)
        for level, floor in enumerate(floors)
        for n, name in enumerate(floor)
    )
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" \
font-family="'DejaVu Sans', Helvetica, Arial, sans-serif" font-size="13">
<rect width="{WIDTH}" height="{height}" rx="10" fill="{GROUND}" stroke="#8884"/>
<path d="M20 {ROOF - 6}L{WIDTH / 2} 10L{WIDTH - 20} {ROOF - 6}z" fill="{ROOM}"/>
<text x="{WIDTH / 2}" y="{ROOF - 18}" fill="{INK}" text-anchor="middle" font-weight="bold">\
glute-trainer</text>
{rooms}
<text x="20" y="{height - 15}" fill="{DIM}">A floor may use what is below it, never above or \
beside.</text>
<rect x="{WIDTH - 250}" y="{height - 27}" width="16" height="16" rx="3" fill="{PURE}"/>
<text x="{WIDTH - 226}" y="{height - 15}" fill="{DIM}">pure: no clock, file or terminal</text>
</svg>
"""


def _room(name: str, place: int, rooms: int, top: int, pure: bool) -> str:
    width = (WIDTH - 40 - GAP * (rooms - 1)) / rooms
    left = 20 + place * (width + GAP)
    middle = left + width / 2
    fits = int(width / 6.6)
    lines = textwrap.wrap(_about(name), fits)
    if len(lines) > 2:
        lines = textwrap.wrap(re.split("[:,]", _about(name))[0], fits)
    about = "".join(
        f'<text x="{middle:g}" y="{top + 37 + 15 * n}" fill="{DIM}" font-size="11.5"'
        f' text-anchor="middle">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return (
        f'<rect x="{left:g}" y="{top}" width="{width:g}" height="{FLOOR}" rx="4"'
        f' fill="{PURE if pure else ROOM}"/>'
        f'<text x="{middle:g}" y="{top + 20}" fill="{INK}" text-anchor="middle"'
        f' font-weight="bold">{name}</text>{about}'
    )


def _about(name: str) -> str:
    """The first sentence of a module's docstring."""
    path = ROOT / "trainer" / name
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).split(". ")[0].rstrip(".").replace("`", "")
