"""Moving parts are sent straight to the terminal, which shows the same as with Textual alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import Random

import pytest
from faults import amount
from rich.color import ColorSystem
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Offset, Size
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.widgets._tooltip import Tooltip
from ui.terminal.emulated import (
    EmulatedBrowser,
    EmulatedDriver,
    Emulator,
    differences,
    run_in_emulator,
    settle,
)

from trainer.ui.app import TrainerApp
from trainer.ui.session.screen import SessionScreen
from trainer.ui.terminal import moving
from trainer.ui.terminal.app import TerminalApp
from trainer.ui.terminal.moving import Line, MovingPart
from trainer.ui.widgets.motion import Motion


class Ladder(MovingPart):
    """Shows a number in each of its lines; a new number changes only its own line."""

    DEFAULT_CSS = "Ladder { width: 20; height: 5; color: red; }"

    def __init__(self) -> None:
        super().__init__()
        self.numbers = [0] * 5
        self._kept: dict[tuple[int, Style], Line] = {}

    def set(self, y: int, number: int) -> None:
        self.numbers[y] = number
        self.moved()

    @property
    def lines(self) -> list[Line]:
        return [self._line(number) for number in self.numbers[: self.size.height]]

    def _line(self, number: int) -> Line:
        key = number, self.rich_style
        return self._kept.setdefault(key, ((f"{number:<20}", self.rich_style),))


class Cover(ModalScreen[None]):
    def compose(self) -> ComposeResult:
        yield Static("in front")


class Board(TerminalApp):
    CSS = "#box { width: 30; height: 8; background: blue; }"

    def compose(self) -> ComposeResult:
        with Container(id="box"):
            yield Ladder()
        yield Static("words", id="words")


async def turn() -> None:
    """Let the event loop run, so that moved parts are sent, but let no timer fire."""
    for _ in range(3):
        await asyncio.sleep(0)


async def seen(condition: Callable[[], object]) -> None:
    """Let timers fire until the condition holds."""
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


async def on_board(drive: Callable[[Board, Ladder, Emulator], object]) -> None:
    app = Board()

    async def ready(pilot: Pilot[None], emulator: Emulator) -> None:
        await settle(app)
        ladder = app.query_one(Ladder)
        ladder.set(4, 8)  # the first frame is sent in full
        await turn()
        emulator.writes.clear()
        await drive(app, ladder, emulator)
        await settle(app)
        assert differences(emulator, app) == []

    await run_in_emulator(app, (40, 12), ready)


async def test_lines_changed_together_are_sent_in_one_write():
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        ladder.set(1, 7)
        ladder.set(3, 9)
        await turn()
        [sent] = emulator.writes
        assert "7" in sent
        assert "9" in sent
        assert sent.count("H") == 2, "one move of the cursor for each line"
        assert differences(emulator, app) == []

    await on_board(drive)


async def test_a_synchronized_frame_is_sent_in_one_write():
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        app._sync_available = True
        ladder.set(1, 7)
        await turn()
        [sent] = emulator.writes
        assert sent.startswith("\x1b[?2026h")
        assert sent.endswith("\x1b[?2026l")

    await on_board(drive)


async def test_textual_knows_a_line_that_was_sent_directly():
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        ladder.set(2, 5)
        await turn()
        assert ladder.render_lines(ladder.size.region)[2].text.strip() == "5"

    await on_board(drive)


async def test_nothing_is_sent_if_nothing_looks_different():
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        ladder.moved()
        await turn()
        assert emulator.writes == []

    await on_board(drive)


async def test_a_frame_that_was_held_back_is_sent_in_full_later():
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        app.part_painter.pace.may_send = lambda *_: False
        ladder.set(0, 3)
        await turn()
        assert emulator.writes == []
        emulator.spoil()
        app._painting.forget()
        app.part_painter.pace.may_send = lambda *_: True
        ladder.set(1, 4)
        await seen(lambda: emulator.writes)
        [text] = emulator.writes
        assert all(number in text for number in "348")
        app.action_paint_again()

    await on_board(drive)


async def test_a_delayed_frame_is_sent_even_if_nothing_moves_again():
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        rooms = iter([False, False])
        app.part_painter.pace.may_send = lambda *_: next(rooms, True)
        ladder.set(0, 3)
        await seen(lambda: "3" in "".join(emulator.writes))

    await on_board(drive)


async def test_a_covered_part_is_drawn_by_textual():
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        words = app.query_one("#words")
        words.styles.position = "absolute"
        words.styles.layer = "top"
        words.styles.offset = (3, 0)
        app.screen.styles.layers = ("default", "top")
        await settle(app)
        now = [100.0]
        app.part_painter.now = lambda: now[0]
        refreshed = []
        render = ladder.render_anew
        ladder.render_anew = lambda: refreshed.append(1) or render()
        for number in range(1, 9):
            ladder.set(0, number)
            await turn()
        assert len(refreshed) == 1
        assert ladder in app.part_painter._moved, "the rest waits for its time"
        now[0] += 0.11
        ladder.set(0, 9)
        await seen(lambda: len(refreshed) == 2 and not app.part_painter._moved)

    await on_board(drive)


async def test_on_a_slow_connection_a_frame_is_sent_in_pieces_and_every_row_gets_its_turn(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(moving, "PIECE", 1)  # so that a piece is a single row

    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        app.part_painter.pace.is_slow = lambda _: True
        drawn = []
        for number in range(1, 11):
            before = emulator.screen.display.copy()
            for row in range(5):
                ladder.set(row, number)  # all rows change, faster than they can be sent
            await seen(lambda before=before: emulator.screen.display != before)
            after = emulator.screen.display
            drawn += [row for row in range(5) if before[row] != after[row]]
        assert drawn == [*range(5)] * 2
        await seen(lambda: not app.part_painter._moved)

    await on_board(drive)


async def test_changed_words_are_sent_before_changed_colours():
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        ladder.styles.color = "green"
        app.query_one("#words", Static).update("go")
        await seen(lambda: len(emulator.writes) == 2)
        words, colour = emulator.writes
        assert "go" in words
        assert "8" not in words
        assert "8" in colour

    await on_board(drive)


async def test_parts_behind_a_dialog_are_not_drawn():
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        await app.push_screen(Cover())
        ladder.set(0, 6)
        await seen(lambda: not app.part_painter._moved)
        await settle(app)
        assert differences(emulator, app) == []
        app.pop_screen()
        ladder.set(0, 7)
        await seen(lambda: not app.part_painter._moved)

    await on_board(drive)


async def test_nothing_is_sent_during_a_batch_update():
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        with app.batch_update():
            ladder.set(0, 6)
            await turn()
            assert emulator.writes == []
        await seen(lambda: emulator.writes)

    await on_board(drive)


async def test_after_a_resize_nothing_is_sent_until_the_screen_is_laid_out():
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        emulator.resize(18, 3)
        app.on_resize(events.Resize(Size(18, 3), Size(18, 3)))
        ladder.set(4, 6)
        await turn()
        assert emulator.writes == [], "text past an edge may land anywhere"
        size = Size(18, 3)
        app.post_message(events.Resize(size, size))
        await seen(lambda: app.screen._compositor.size == size)

    await on_board(drive)


@pytest.mark.parametrize("change", ["color", "background of a parent", "opacity", "tint"])
async def test_changed_colours_are_the_same_as_with_textual(change: str):
    async def drive(app: Board, ladder: Ladder, emulator: Emulator) -> None:
        box = app.query_one("#box")
        match change:
            case "color":
                ladder.styles.color = "green"
            case "background of a parent":
                box.styles.background = "yellow"
            case "opacity":
                box.styles.opacity = 0.4
            case "tint":
                ladder.styles.tint = "red 40%"
        ladder.set(0, 6)
        await settle(app)
        ladder.set(0, 7)
        await turn()
        assert differences(emulator, app) == []

    await on_board(drive)


# Random moments of a session


class Chance:
    """Does random things to a session, as people, terminals and other programs do."""

    def __init__(self, app: TrainerApp, pilot: Pilot[None], emulator: Emulator, dice: Random):
        self._app, self._pilot, self._emulator, self._dice = app, pilot, emulator, dice
        self.compared = self.direct = 0

    async def moment(self) -> None:
        """Do one random thing, and compare the whole terminal once Textual has painted."""
        dice = self._dice
        happens = dice.choices(
            [self._time, self._toast, self._tooltip, self._theme, self._key, self._dialog,
             self._colours, self._resize, self._background, self._picture],
            [40, 4, 4, 2, 10, 3, 4, 2, 2, 1],
        )[0]  # fmt: skip
        await happens()
        await self._time()
        await settle(self._app)
        for _ in range(100):
            if not self._app.part_painter._moved:
                break
            await asyncio.sleep(0.01)
        await settle(self._app)
        if not self._app.part_painter._moved:
            found = differences(self._emulator, self._app)
            assert found == [], (happens.__name__, found[:5])
            self.compared += 1

    async def _time(self) -> None:
        for _ in range(self._dice.randint(1, 6)):
            self._app.clock.seconds += self._dice.uniform(0.01, 0.3)
            if isinstance(self._app.screen, SessionScreen):
                writes = len(self._emulator.writes)
                self._app.screen.follow()
                await turn()
                self.direct += len(self._emulator.writes) - writes == 1

    async def _toast(self) -> None:
        TerminalApp.notify(self._app, "a remark " * self._dice.randint(1, 20), timeout=0.4)
        await asyncio.sleep(0.02)

    async def _tooltip(self) -> None:
        tooltip = self._app.screen.get_child_by_type(Tooltip)
        tooltip.update("what this is for")
        width, height = self._app.size
        tooltip.absolute_offset = Offset(self._dice.randrange(width), self._dice.randrange(height))
        tooltip.display = self._dice.random() < 0.5

    async def _theme(self) -> None:
        self._app.theme = self._dice.choice(sorted(self._app.available_themes))

    async def _key(self) -> None:
        await self._pilot.press(self._dice.choice(["space", "n", "p", "v", "plus", "m", "enter"]))

    async def _dialog(self) -> None:
        await self._pilot.press(self._dice.choice(["question_mark", "ctrl+p"]))
        await self._time()
        await settle(self._app)
        assert differences(self._emulator, self._app) == []
        await self._pilot.press("escape", "space")

    async def _colours(self) -> None:
        widget = self._dice.choice([*self._app.screen.query(MovingPart), self._app.screen])
        if widget is not self._app.screen:
            widget.styles.opacity = self._dice.choice([1, 1, 0.5])
        widget.styles.tint = self._dice.choice(["red 30%", "red 0%"])

    async def _resize(self) -> None:
        size = Size(self._dice.randint(72, 150), self._dice.randint(22, 46))
        self._emulator.resize(*size)
        self._app.post_message(events.Resize(size, size))
        await asyncio.sleep(0.02)

    async def _background(self) -> None:
        self._emulator.spoil()
        self._app.app_resume_signal.publish(self._app)

    async def _picture(self) -> None:
        assert "<svg" in self._app.export_screenshot()


MOMENTS = 16
"""Random moments for each kind of terminal; `--times 60` makes a thousand of them."""


@pytest.mark.parametrize("terminal", ["truecolor", "slow", "16 colours", "NO_COLOR", "browser"])
async def test_the_terminal_always_shows_what_textual_alone_would_show(
    terminal: str, make_app: Callable[..., TrainerApp], monkeypatch: pytest.MonkeyPatch
):
    if terminal == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    app = make_app("bird-dog", config="get_ready = 0")
    app.motion = Motion("full")
    if terminal == "16 colours":
        app.console._color_system = ColorSystem.STANDARD
    else:
        app.console._color_system = ColorSystem.TRUECOLOR
    dice = Random(f"{amount.seed()} {terminal}")
    if terminal == "slow":
        app.part_painter.pace.may_send = lambda *_: dice.random() > 0.3
        app.part_painter.pace.is_slow = lambda _: dice.random() > 0.5

    async def drive(pilot: Pilot[None], emulator: Emulator) -> None:
        for _ in range(300):
            await asyncio.sleep(0.01)
            if isinstance(app.screen, SessionScreen):
                break
        await settle(app)
        chance = Chance(app, pilot, emulator, dice)
        for _ in range(amount.often(MOMENTS)):
            await chance.moment()
            if not isinstance(app.screen, SessionScreen):
                break
        assert chance.compared > amount.often(MOMENTS) / 2
        # In a long run the share is smaller, because nothing moves while the session is paused.
        assert chance.direct > amount.often(MOMENTS) / 3, "frames went straight to the terminal"
        amount.survived["moments at which the terminal was compared"] += chance.compared

    driver = EmulatedBrowser if terminal == "browser" else EmulatedDriver
    await run_in_emulator(app, (100, 30), drive, driver)
