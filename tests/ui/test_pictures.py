"""Every picture of the README, taken again and compared dot by dot.

After an intended change, run `python -m screenshots`, look at the new pictures, and commit them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screenshots.house import house
from screenshots.shots import SHOTS, Shot, take

pytestmark = pytest.mark.drawn
FOLDER = Path(__file__).parents[2] / "screenshots"


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
async def test_a_picture_matches_the_program(shot: Shot):
    for name, picture in (await take(shot)).items():
        assert (FOLDER / name).read_text(encoding="utf-8") == picture, name


def test_the_picture_of_the_packages_matches_the_import_rules():
    assert (FOLDER / "house.svg").read_text(encoding="utf-8") == house()


def test_the_readme_shows_only_pictures_that_exist():
    readme = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"screenshots/([\w-]+\.\w+)", readme)
    assert shown
    assert {name for name in shown if not (FOLDER / name).exists()} == set()
