"""The widget draws what it is told, and sends only what changed."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from trainer import catalog
from trainer.figure import Figure, Frame, Run
from trainer.ui.widgets.figure_view import FigureView, changed_cells

BIRD_DOG = Figure.from_poses(catalog.load_catalog().exercise("bird-dog").poses)
REST = Frame(("all-fours", "reach"), 0, "right", "left", 0)
REACH = Frame(("all-fours", "reach"), 1, "right", "left", 1)


class Stage(App[None]):
    """An app of one figure."""

    def compose(self) -> ComposeResult:
        yield FigureView()


def shown(view: FigureView) -> list[str]:
    return [view.render_line(y).text for y in range(view.size.height)]


def drawn(frame: Frame, width: int, height: int) -> list[str]:
    rows = BIRD_DOG.draw(frame, width, height, "braille")
    return ["".join(run.text for run in row) for row in rows]


@pytest.mark.parametrize("size", [(24, 6), (40, 12), (80, 24)])
async def test_it_draws_the_frame_it_is_given_at_any_size(size: tuple[int, int]) -> None:
    app = Stage()
    async with app.run_test(size=size) as pilot:
        view = app.query_one(FigureView)
        view.figure, view.frame = BIRD_DOG, REACH
        await pilot.pause()
        assert shown(view) == drawn(REACH, *size)


async def test_it_draws_nothing_without_a_figure_or_when_off() -> None:
    app = Stage()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(FigureView)
        blank = [" " * 40] * 12
        view.frame = REACH
        await pilot.pause()
        assert shown(view) == blank
        view.figure = BIRD_DOG
        await pilot.pause()
        assert shown(view) != blank
        view.drawing = "off"
        await pilot.pause()
        assert shown(view) == blank


async def test_a_frame_of_another_figure_is_not_drawn() -> None:
    app = Stage()
    async with app.run_test(size=(40, 12)):
        view = app.query_one(FigureView)
        view.figure = BIRD_DOG
        view.frame = Frame(("stand",), 0, None, None, 0)
        assert shown(view) == [" " * 40] * 12


async def test_a_new_frame_refreshes_only_the_cells_that_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Stage()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(FigureView)
        view.figure, view.frame = BIRD_DOG, REST
        await pilot.pause()
        sent: list[Region] = []
        monkeypatch.setattr(view, "refresh", lambda *regions, **_: sent.extend(regions))
        before = BIRD_DOG.draw(REST, 40, 12, "braille")
        after = BIRD_DOG.draw(REACH, 40, 12, "braille")
        view.frame = REACH
        assert {region.y for region in sent} == {y for y in range(12) if before[y] != after[y]}
        assert 0 < len(sent) < 12
        assert all(region.height == 1 and region.width <= 40 for region in sent)


async def test_the_same_picture_sends_nothing_and_keeps_its_strips(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Stage()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(FigureView)
        view.figure, view.frame = BIRD_DOG, REST
        await pilot.pause()
        kept = view.render_line(5)
        sent: list[Any] = []
        monkeypatch.setattr(view, "refresh", lambda *regions, **_: sent.append(regions))
        view.frame = Frame(REST.path, 0.0001, "right", "left", 0)
        assert sent == []
        assert view.render_line(5) is kept


async def test_another_theme_is_another_colour() -> None:
    app = Stage()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(FigureView)
        view.figure, view.frame = BIRD_DOG, REACH
        colours = []
        for theme in ("textual-dark", "textual-light"):
            app.theme = theme
            await pilot.pause()
            colours.append({segment.style for segment in view.render_line(5)})
        assert colours[0].isdisjoint(colours[1])


def test_the_changed_span_is_as_narrow_as_it_can_be() -> None:
    before = [Run("aaaa", "body"), Run("bb", "near")]
    assert changed_cells(before, [Run("aaXa", "body"), Run("bb", "near")]) == (2, 3)
    assert changed_cells(before, [Run("aa", "body"), Run("aabb", "near")]) == (2, 4)
