"""The picker: what to do now. On the left the exercises, on the right the one under the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer import timeline, words
from trainer.catalog import STANDARD, Catalog, Choice, choose, next_variant
from trainer.clock import Clock
from trainer.settings import Drawing
from trainer.suggestion import ago, suggest
from trainer.timeline import Pacing
from trainer.ui.figures import figure_of
from trainer.ui.motion import Motion
from trainer.ui.widgets.detail import detail
from trainer.ui.widgets.exercises import Exercises
from trainer.ui.widgets.keys import Keys, pressing
from trainer.ui.widgets.line import Line
from trainer.ui.widgets.preview import Preview

HELP = """\
Choose one or two exercises and press enter: the leaflet asks for no more. All five is a choice.

The line at the foot always says what enter will start. Today's suggestion is marked already; \
space marks and unmarks. Once you have started, everything goes on by itself."""


class Past(Struct, frozen=True):
    """What the history says to the picker."""

    standing: Content | str
    """One calm line: streak, this week, the last fourteen days."""
    today: date
    done: dict[str, date]
    """When each exercise was last done."""
    variants: dict[str, str]
    """The variant each was last done in."""


class PickerScreen(Screen[None]):
    """Chooses what to start; says so with `Chosen`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start"),
        Binding("space", "mark", "Mark"),
        Binding("v", "variant", "Variant"),
        Binding("j", "down", "Down", show=False),
        Binding("k", "up", "Up", show=False),
        *(Binding(str(n), f"jump({n - 1})", f"Exercise {n}", show=False) for n in range(1, 10)),
        Binding("h", "app.history", "History"),
        Binding("s", "app.settings", "Settings"),
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("q", "app.quit", "Quit"),
        Binding("ctrl+c", "app.quit", "Quit", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """These are to be started."""

        choices: list[Choice]
        """In the order to do them."""

    past: reactive[Past | None] = reactive(None, init=False, repaint=False)
    """What the history says, once it has been read."""

    def __init__(
        self, catalog: Catalog, pacing: Pacing, motion: Motion, drawing: Drawing, clock: Clock
    ) -> None:
        super().__init__()
        self._catalog = catalog
        self._clock = clock
        self._since = clock.monotonic()
        self._pacing = pacing
        self._motion = motion
        self._drawing = drawing
        self._choices = [choose(exercise) for exercise in catalog.exercises]
        self._marked: list[str] = []
        self._suggested = True
        self._shown: Choice | None = None
        self._moving: Timer | None = None

    def compose(self) -> ComposeResult:
        """The standing above, the exercises and the one under the cursor, what enter starts."""
        yield Line(id="standing")
        with Horizontal(id="panes"):
            yield Exercises(id="exercises")
            with Vertical(id="shown"):
                yield Preview(id="figure")
                with VerticalScroll(id="scroll", can_focus=False):
                    yield Static(id="detail")
        yield Line(id="start")
        yield Keys()

    def on_mount(self) -> None:
        """Set the preview going."""
        self._preview_moves()
        self._follow(self.past)

    def follow_settings(self, pacing: Pacing, motion: Motion, drawing: Drawing) -> None:
        """Lengths and figure are as these settings have them from now on."""
        self._pacing, self._motion, self._drawing = pacing, motion, drawing
        self._preview_moves()
        self._list()
        self._show()

    def _preview_moves(self) -> None:
        self.query_one(Preview).drawing = self._drawing
        if self._moving is not None:
            self._moving.stop()
            self._moving = None
        if self._motion.level != "off":
            self._moving = self.set_interval(1 / self._motion.preview_frames, self._move_on)

    def _move_on(self) -> None:
        if self.is_active:
            self.query_one(Preview).at(self._clock.monotonic() - self._since)

    def watch_past(self, past: Past | None) -> None:
        """The history is there; before the screen is, `on_mount` looks at it."""
        if self.is_mounted:
            self._follow(past)

    def _follow(self, past: Past | None) -> None:
        """Suggestion, variants and last days follow the history."""
        if past is None:
            self.query_one("#standing", Line).content = "Reading your history …"
            self._marked = suggest(self._catalog.exercises, {})
            self._list()
            return
        self.query_one("#standing", Line).content = past.standing
        self._choices = [
            choose(
                exercise, variant if any(v.id == variant for v in exercise.variants) else STANDARD
            )
            for exercise in self._catalog.exercises
            for variant in [past.variants.get(exercise.id, STANDARD)]
        ]
        if self._suggested:
            untouched = not self._marked or self._current.id == self._marked[0]
            self._marked = suggest(self._catalog.exercises, past.done)
            if untouched:
                self.query_one(OptionList).highlighted = self._place(self._marked[0])
        self._list()

    # Showing

    def _list(self) -> None:
        options = self.query_one(OptionList)
        cursor = options.highlighted
        if options.option_count != len(self._choices):
            options.set_options(Option(self._row(n), id=c.id) for n, c in enumerate(self._choices))
        else:
            for n, choice in enumerate(self._choices):
                options.replace_option_prompt(choice.id, self._row(n))
        if cursor is None and self._marked:
            cursor = self._place(self._marked[0])
        options.highlighted = cursor or 0
        self._show()

    def _row(self, number: int) -> Content:
        choice = self._choices[number]
        order = f"{self._marked.index(choice.id) + 1}" if choice.id in self._marked else " "
        mark = (
            f"✓{order}"
            if order != " " and len(self._marked) > 1
            else "✓ "
            if order != " "
            else "  "
        )
        advanced = " advanced" if choice.exercise.level == "advanced" else ""
        seconds = words.clock(timeline.length(choice, self._pacing))
        dose = timeline.dose(choice)
        last = ago(self.past.done.get(choice.id), self.past.today) if self.past else ""
        return Content.assemble(
            (f"{mark} ", "bold $success"),
            (f"{number + 1} ", "$foreground 60%"),
            (choice.name, "bold"),
            (advanced, "$warning"),
            f"\n     {dose if choice.variant == STANDARD else choice.variant_name}",
            (f"\n     ≈ {seconds}", "$foreground 60%"),
            (f" · {last}" if last else "", "$foreground 60%"),
            "" if choice is self._choices[-1] else "\n",
        )

    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        self._say_what_starts()
        choice = self._current
        if choice is self._shown:
            return
        self._shown = choice
        preview = self.query_one(Preview)
        preview.show(figure_of(choice.exercise), choice)
        self._since = self._clock.monotonic()
        self.query_one("#detail", Static).update(detail(choice, self._catalog))
        self.query_one("#scroll", VerticalScroll).scroll_home(animate=False)

    def _say_what_starts(self) -> None:
        choices = self._to_start()
        names = " + ".join(choice.title for choice in choices)
        seconds = timeline.compile(choices, self._pacing).seconds
        starts = f"starts {names} · {words.clock(seconds)}"
        said = Content.assemble(("enter ", "bold $primary"), starts)
        self.query_one("#start", Line).content = pressing("enter", said)

    # Choosing

    @property
    def _current(self) -> Choice:
        return self._choices[self.query_one(OptionList).highlighted or 0]

    def _place(self, id: str) -> int:
        return next(n for n, choice in enumerate(self._choices) if choice.id == id)

    def _to_start(self) -> list[Choice]:
        """The marked ones, or the one under the cursor where nobody marked any."""
        current = self._current
        if not self._marked or (self._suggested and current.id not in self._marked):
            return [current]
        by_id = {choice.id: choice for choice in self._choices}
        return [by_id[id] for id in self._marked]

    @on(OptionList.OptionSelected)
    def action_start(self) -> None:
        """Start what the line at the foot says."""
        self.post_message(self.Chosen(self._to_start()))

    def action_mark(self) -> None:
        """Mark or unmark the exercise under the cursor."""
        id = self._current.id
        self._suggested = False
        if id in self._marked:
            self._marked.remove(id)
        else:
            self._marked.append(id)
        self._list()

    def action_variant(self) -> None:
        """The next variant of the exercise under the cursor."""
        current = self._current
        if not current.exercise.variants:
            self.notify(f"{current.name} has no variants.", timeout=2, markup=False)
            return
        exercise = self._catalog.exercise(current.id)
        number = self._choices.index(current)
        self._choices[number] = next_variant(exercise, current.variant)
        self._list()

    def action_down(self) -> None:
        """One exercise down."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """One exercise up."""
        self.query_one(OptionList).action_cursor_up()

    def action_jump(self, number: int) -> None:
        """Straight to one of the first nine."""
        if number < len(self._choices):
            self.query_one(OptionList).highlighted = number

    def action_help(self) -> None:
        """What this screen is for, and its keys."""
        from trainer.ui.screens.help import help_for

        self.app.push_screen(help_for(self, "Choosing", HELP))
