"""The picker: what to do now. On the left the exercises, on the right the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

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

from trainer.catalog import Catalog, Choice
from trainer.clock import Clock
from trainer.history.suggestion import suggest
from trainer.session import stages, timeline
from trainer.settings import keys
from trainer.settings.model import Settings
from trainer.ui.picker.catalog_watcher import CatalogWatcher
from trainer.ui.picker.detail import detail, routine_detail
from trainer.ui.picker.exercise_list import Exercises
from trainer.ui.picker.items import HistorySummary, PickerItem, all_of, in_next_variant
from trainer.ui.picker.own_catalog import OwnCatalog
from trainer.ui.picker.preview import Preview
from trainer.ui.picker.rows import HEADING, row
from trainer.ui.widgets.bindings import bindings
from trainer.ui.widgets.figures import figure_of
from trainer.ui.widgets.key_bar import KeyBar, pressing
from trainer.ui.widgets.motion import Motion
from trainer.ui.widgets.text_block import TextBlock
from trainer.ui.widgets.text_line import TextLine


class PickerScreen(Screen[None]):
    """Chooses what to start; says so with `Chosen`."""

    TITLE = "Choosing"
    HELP = """\
Choose one or two exercises and press enter: the leaflet asks for no more. All five is a choice.

The line at the foot always says what enter will start. Today's suggestion is marked already; \
space marks and unmarks. Once you have started, everything goes on by itself.

Exercises and routines of your own stand below the five: glute-trainer example prints a file to \
begin with. Save a change to it, and it is here."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("picker", keys.PICKER),
        *(Binding(str(n), f"jump({n - 1})", "Go to that one", show=False) for n in range(1, 10)),
        Binding("ctrl+c", "app.quit", "Quit", show=False),
    ]

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012  # as Screen has it

    @dataclass
    class Chosen(Message):
        """These are to be started."""

        choices: list[Choice]
        """In the order to do them."""

    past: reactive[HistorySummary | None] = reactive(None, init=False, repaint=False)
    """What the history says, once it has been read."""

    def __init__(
        self,
        catalog: Catalog,
        own: OwnCatalog,
        settings: Settings,
        motion: Motion,
        clock: Clock,
    ) -> None:
        """`own` is looked at for changes to the catalog while the picker is on screen."""
        super().__init__()
        self._catalog = catalog
        self._own = own
        self._clock = clock
        self._since = clock.monotonic()
        self._settings = settings
        self._motion = motion
        self._offers: dict[str, PickerItem] = {}
        """By id, in the order of the rows."""
        self._marked: list[str] = []
        self._suggested = True
        self._shown: PickerItem | None = None
        self._pointed: str | None = None
        """The row that has the cursor's glyph."""
        self._moving: Timer | None = None

    def compose(self) -> ComposeResult:
        """The standing above, the exercises and the one under the cursor, what enter starts."""
        yield TextBlock(id="standing")
        with Horizontal(id="panes"):
            yield Exercises(id="exercises")
            with Vertical(id="shown"):
                yield Preview(id="figure")
                with VerticalScroll(id="scroll", can_focus=False):
                    yield Static(id="detail")
        yield CatalogWatcher(self._own, self._catalog.faults)
        yield TextBlock(id="start")
        yield KeyBar()

    def on_mount(self) -> None:
        """Set the preview going."""
        self._preview_moves()
        self._offer({})
        self._follow(self.past)

    def follow_settings(self, settings: Settings, motion: Motion) -> None:
        """Holds, lengths and figure are as these settings have them from now on."""
        self._settings, self._motion = settings, motion
        self._preview_moves()
        self._offer(self._variants)
        self._list()

    def _preview_moves(self) -> None:
        self.query_one(Preview).drawing = self._settings.figure
        if self._moving is not None:
            self._moving.stop()
            self._moving = None
        if self._motion.level != "off":
            self._moving = self.set_interval(1 / self._motion.preview_frames, self._move_on)

    def _move_on(self) -> None:
        if self.is_active:
            self.query_one(Preview).at(self._clock.monotonic() - self._since)

    def watch_past(self, past: HistorySummary | None) -> None:
        """The history is there; before the screen is, `on_mount` looks at it."""
        if self.is_mounted:
            self._follow(past)

    def _follow(self, past: HistorySummary | None) -> None:
        """Suggestion, variants and last days follow the history."""
        standing = self.query_one("#standing", TextLine)
        standing.content = "Reading your history …" if past is None else past.standing
        if past is not None:
            self._offer(past.variants)
        untouched = not self._marked or self._current.id == self._marked[0]
        if self._suggested:
            self._marked = suggest(self._catalog.exercises, past.done if past else {})
        self._list()
        if self._suggested and untouched:
            self._go_to(self._marked[0])

    def _offer(self, variants: Mapping[str, str]) -> None:
        self._offers = {
            offer.id: offer for offer in all_of(self._catalog, variants, self._settings.hold)
        }

    @property
    def _variants(self) -> dict[str, str]:
        """The variant in which each exercise is shown."""
        return {o.id: o.choices[0].variant for o in self._offers.values() if not o.routine}

    @on(CatalogWatcher.Saved)
    def _take_up(self, message: CatalogWatcher.Saved) -> None:
        """Other rows; the cursor, the marks and the variants stay where they can."""
        self._catalog = message.catalog
        self._offer(self._variants)
        self._marked = [id for id in self._marked if id in self._offers]
        self._list()

    # Showing

    def _list(self) -> None:
        options = self.query_one(Exercises)
        here = options.highlighted_option
        at = here.id if here else self._marked[0] if self._marked else None
        self._pointed = at if at in self._offers else next(iter(self._offers))
        rows = list(self._rows())
        if [option.id for option in options.options] == [row.id for row in rows]:
            for place, row in enumerate(rows):
                options.replace_option_prompt_at_index(place, row.prompt)
        else:
            options.set_options(rows)
            self._go_to(self._pointed)
        self._show()

    def _rows(self) -> Iterator[Option]:
        for number, offer in enumerate(self._offers.values(), 1):
            if offer.routine and number == len(self._catalog.exercises) + 1:
                yield Option(HEADING, disabled=True)
            yield Option(self._row(offer, number), id=offer.id)

    def _row(self, offer: PickerItem, number: int) -> Content:
        pacing, here = self._settings.pacing, offer.id == self._pointed
        said = row(offer, number, self._marked, pacing, self.past, here=here)
        return said if number == len(self._offers) else said + "\n"

    def _point(self) -> None:
        """Move the cursor's glyph to the row under the cursor."""
        before, self._pointed = self._pointed, self._current.id
        if before == self._pointed:
            return
        options = self.query_one(Exercises)
        for number, offer in enumerate(self._offers.values(), 1):
            if offer.id in (before, self._pointed):
                options.replace_option_prompt(offer.id, self._row(offer, number))

    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        self._say_what_starts()
        self._point()
        offer = self._current
        if offer is self._shown:
            return
        self._shown = offer
        drawn = next((c for c in offer.choices if c.exercise.poses), offer.choices[0])
        self.query_one(Preview).show(figure_of(drawn.exercise), drawn)
        self._since = self._clock.monotonic()
        self.query_one("#detail", Static).update(
            routine_detail(offer.routine, offer.choices, self._catalog)
            if offer.routine
            else detail(drawn, self._catalog)
        )
        self.query_one("#scroll", VerticalScroll).scroll_home(animate=False)

    def _say_what_starts(self) -> None:
        offers = self._to_start()
        names = " + ".join(offer.title for offer in offers)
        seconds = timeline.build_timeline(_choices(offers), self._settings.pacing).seconds
        starts = f"starts {names} · {stages.clock(seconds)}"
        said = Content.assemble(("enter ", "bold $primary"), starts)
        self.query_one("#start", TextLine).content = pressing("enter", said)

    # Choosing

    @property
    def offers(self) -> tuple[PickerItem, ...]:
        """What stands in the rows, each as it would start."""
        return tuple(self._offers.values())

    @property
    def _current(self) -> PickerItem:
        here = self.query_one(Exercises).highlighted_option
        there = self._offers.get(here.id or "") if here else None
        return there or next(iter(self._offers.values()))

    def _go_to(self, id: str | None) -> None:
        options = self.query_one(Exercises)
        there = self._offers.get(id or "")
        options.highlighted = options.get_option_index(there.id) if there else 0

    def _to_start(self) -> list[PickerItem]:
        """The marked ones, or the one under the cursor where nobody marked any."""
        current = self._current
        if not self._marked or (self._suggested and current.id not in self._marked):
            return [current]
        return [self._offers[id] for id in self._marked]

    @on(OptionList.OptionSelected)
    def action_start(self) -> None:
        """Start what the line at the foot says."""
        self.post_message(self.Chosen(_choices(self._to_start())))

    def action_mark(self) -> None:
        """Mark or unmark the exercise or routine under the cursor."""
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
        if current.routine:
            self.notify("A routine says its variants itself.", timeout=2)
        elif not current.choices[0].exercise.variants:
            self.notify(f"{current.title} has no variants.", timeout=2)
        else:
            self._offers[current.id] = in_next_variant(current, self._catalog, self._settings.hold)
            self._list()

    def action_down(self) -> None:
        """One row down."""
        self.query_one(Exercises).action_cursor_down()

    def action_up(self) -> None:
        """One row up."""
        self.query_one(Exercises).action_cursor_up()

    def action_read(self, pages: int) -> None:
        """Read on or back beside the list; where there is no room for both, in its place."""
        text = self.query_one("#scroll", VerticalScroll)
        alone = self.has_class("-narrow")
        if alone and not self.has_class("-reading"):
            self.set_class(pages > 0, "-reading")
        elif alone and pages < 0 and not text.scroll_y:
            self.remove_class("-reading")
        else:
            text.scroll_relative(y=pages * max(text.size.height - 1, 1), animate=False)

    def action_jump(self, number: int) -> None:
        """Straight to one of the first nine."""
        if number < len(self._offers):
            self._go_to(list(self._offers)[number])


def _choices(offers: Iterable[PickerItem]) -> list[Choice]:
    return [choice for offer in offers for choice in offer.choices]
