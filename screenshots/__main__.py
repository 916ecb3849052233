"""Makes the pictures again: `python -m screenshots [NAME …]`.

The name `cells` makes the text files of screens that the tests compare. The picture `browser` needs
playwright and Chromium; without them it is not made again.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from screenshots.cells import differences, dump, load
from screenshots.house import house
from screenshots.shots import SHOTS, take
from screenshots.tours import TOURS, see

HERE = Path(__file__).parent


async def main(names: Sequence[str]) -> None:
    """Make the named pictures, or all of them."""
    (HERE / "cells").mkdir(exist_ok=True)
    pictures = {"house.svg": house()} if not names or "house" in names else {}
    for shot in SHOTS:
        if not names or shot.name in names:
            pictures |= await take(shot)
    if not names or "cells" in names:
        for tour in TOURS:
            async for name, seen in see(tour):
                file = HERE / "cells" / f"{name}.txt"
                before = load(file.read_text(encoding="utf-8")) if file.exists() else {}
                changed = [f"  {line}" for line in differences(before, seen)]
                file.write_text(dump(seen), encoding="utf-8")
                print(f"cells/{name}.txt", *changed, sep="\n", flush=True)
    for name, picture in pictures.items():
        (HERE / name).write_text(picture, encoding="utf-8")
        print(name)


def browser() -> None:
    """Make the picture of the page in a browser."""
    if find_spec("playwright") is None:
        print("browser.png stays as it is: it needs playwright")
        return
    from screenshots.browser import main as take_browser

    take_browser()


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    wanted = sys.argv[1:]
    if wanted != ["browser"]:
        asyncio.run(main(wanted))
    if not wanted or "browser" in wanted:
        browser()
