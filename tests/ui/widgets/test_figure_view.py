"""The widget draws the frame it is given, and sends only the lines that changed."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult

from trainer import catalog
from trainer.figure import MOMENTS, Figure, Frame, Style, film_of, texts
from trainer.ui.widgets.figure_view import FigureView

BIRD_DOG = Figure.from_poses(catalog.load_catalog().exercise("bird-dog").poses)
REST = Frame(("all-fours", "reach"), 0, "right", "left")
REACH = Frame(("all-fours", "reach"), 1, "right", "left")


class FigureApp(App[None]):
    """An app with one figure."""

    def compose(self) -> ComposeResult:
        yield FigureView()


def shown(view: FigureView) -> list[str]:
    return [view.render_line(y).text for y in range(view.size.height)]


def drawn(frame: Frame, width: int, height: int) -> list[str]:
    return texts(BIRD_DOG.draw(frame, width, height).rows)


@pytest.mark.parametrize("size", [(24, 6), (40, 12), (80, 24)])
async def test_the_view_draws_its_frame_at_any_size(size: tuple[int, int]) -> None:
    app = FigureApp()
    async with app.run_test(size=size) as pilot:
        view = app.query_one(FigureView)
        view.figure, view.frame = BIRD_DOG, REACH
        await pilot.pause()
        assert shown(view) == drawn(REACH, *size)


async def test_the_view_is_blank_without_a_figure_or_if_drawing_is_off() -> None:
    app = FigureApp()
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
    app = FigureApp()
    async with app.run_test(size=(40, 12)):
        view = app.query_one(FigureView)
        view.figure = BIRD_DOG
        view.frame = Frame(("stand",))
        assert shown(view) == [" " * 40] * 12


async def test_a_new_frame_sends_only_the_changed_lines() -> None:
    app = FigureApp()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(FigureView)
        view.figure, view.frame = BIRD_DOG, REST
        await pilot.pause()
        before = view.rows
        assert [y for y, _, _ in view.spans(view.region) or ()] == list(range(12))
        view.frame = REACH
        view._last_drawn = [view._line(row) for row in before]
        changed = {y for y in range(12) if before[y] != view.rows[y]}
        assert {y for y, _, _ in view.spans(view.region) or ()} == changed
        assert 0 < len(changed) < 12


async def test_an_unchanged_picture_sends_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = FigureApp()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(FigureView)
        view.figure, view.frame = BIRD_DOG, REST
        await pilot.pause()
        unchanged = view.lines[5]
        sent: list[Any] = []
        monkeypatch.setattr(view, "refresh", lambda *regions, **_: sent.append(regions))
        view.frame = Frame(REST.path, 0.2 / MOMENTS["braille"], "right", "left")
        assert sent == []
        assert view.lines[5] is unchanged


async def test_changing_the_theme_changes_the_colours() -> None:
    app = FigureApp()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(FigureView)
        view.figure, view.frame = BIRD_DOG, REACH
        colours = []
        for theme in ("textual-dark", "textual-light"):
            app.theme = theme
            await pilot.pause()
            colours.append([segment.style for segment in view.render_line(5)])
        assert colours[0] != colours[1]


async def test_a_dimmed_figure_is_the_same_but_fainter() -> None:
    app = FigureApp()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(FigureView)
        view.figure, view.frame = BIRD_DOG, REACH
        await pilot.pause()
        bright, texts_before = set(view.render_line(5)), shown(view)
        view.dim = 0.45
        await pilot.pause()
        assert shown(view) == texts_before
        assert bright.isdisjoint(
            {segment for segment in view.render_line(5) if segment.text.strip()}
        )


async def test_the_figure_has_the_background_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    app = FigureApp()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(FigureView)
        view.styles.background = "#102030"
        view.figure, view.frame = BIRD_DOG, REACH
        await pilot.pause()
        behind = {
            str(segment.style.bgcolor.name) for y in range(12) for segment in view.render_line(y)
        }
        assert behind == {"#102030"}


async def test_later_movements_are_drawn_in_advance_by_a_single_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("trainer.ui.widgets.figure_view._AHEAD", 0)
    app = FigureApp()
    async with app.run_test(size=(24, 6)) as pilot:
        view = app.query_one(FigureView)
        view.figure = BIRD_DOG
        await pilot.pause()
        ahead = [REACH, REST, Frame(("reach", "all-fours"), 0, "left")]
        films = [film_of(BIRD_DOG, frame, 24, 6, Style("braille", view.shading)) for frame in ahead]
        assert not all(film.complete for film in films)
        view.prepare(ahead)
        view.prepare(ahead)
        assert len([worker for worker in app.workers if worker.group == "draw-ahead"]) == 1
        await app.workers.wait_for_complete()
        assert all(film.complete for film in films)
        view.prepare(ahead)
        assert not list(app.workers)


async def test_without_colour_the_figure_is_dithered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = FigureApp()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(FigureView)
        view.figure, view.frame = BIRD_DOG, REACH
        await pilot.pause()
        assert view.shading == "dither"
        looks = {segment.style for y in range(12) for segment in view.render_line(y)}
        assert looks == {view.rich_style}
