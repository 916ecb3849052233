"""The picker screen: today's suggestion, the exercises, and the text about one exercise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import OptionList

from trainer.advice import words
from trainer.advice.advice import Offer
from trainer.catalog import Catalog, Choice
from trainer.clock import Clock
from trainer.settings import keys
from trainer.settings.model import Settings
from trainer.ui.picker.catalog_watcher import CatalogWatcher
from trainer.ui.picker.items import HistorySummary, PickerItem
from trainer.ui.picker.own_catalog import OwnCatalog
from trainer.ui.picker.plan import Plan
from trainer.ui.picker.row_text import start_label
from trainer.ui.picker.today import TodayPanel
from trainer.ui.picker.view import PickerView
from trainer.ui.widgets.bindings import bindings
from trainer.ui.widgets.key_bar import KeyBar
from trainer.ui.widgets.motion import Motion
from trainer.ui.widgets.page import FootMessages
from trainer.ui.widgets.preview import Preview


class PickerScreen(FootMessages, Screen[None]):
    """Lets people choose which exercises to start, and posts `Chosen`."""

    foot_seconds = 8.0

    TITLE = "Exercises"
    HELP = """\
The line at the top says what the coach suggests for today, and why; enter starts it. You need \
not follow it: move down to start any exercise, or mark several with space.

The line at the foot always says what enter will start. Once started, the session runs by itself. \
One or two exercises are enough: the leaflet asks for no more.

< and > take reps away or add them, + and - change the hold, 0 goes back to the leaflet's dose; \
f says that an exercise is not for you. Answer a question with y or n, or leave it unanswered.

Your own exercises and routines are listed below the leaflet's five. The command \
glute-trainer example prints a file to start from. When you save that file, your changes \
appear here."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("picker", keys.PICKER),
        *(Binding(str(n), f"jump({n - 1})", "Go to that row", show=False) for n in range(1, 10)),
        Binding("ctrl+c", "app.quit", "Quit", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """The user wants to start a session with these exercises."""

        choices: list[Choice]
        """The exercises, in order."""
        suggested: bool = False
        """Whether the coach suggested these exercises."""
        asks: bool = True
        """Whether the coach may ask a question first."""

    @dataclass
    class Answered(Message):
        """The user answered the coach's question about the morning after a session."""

        session: str
        worse: bool

    @dataclass
    class Refused(Message):
        """The user refused an offer."""

        offer: Offer

    @dataclass
    class SettingChanged(Message):
        """The user changed a setting with a key. The setting must be saved."""

        key: str
        value: object
        settings: Settings

    past: reactive[HistorySummary | None] = reactive(None, init=False, repaint=False)
    """The summary of the history. None until the history has been read."""

    def __init__(
        self,
        catalog: Catalog,
        own: OwnCatalog,
        settings: Settings,
        motion: Motion,
        clock: Clock,
    ) -> None:
        """Create the screen. While it is in front, `own` is checked for changes to the catalog."""
        super().__init__()
        self._catalog = catalog
        self._own = own
        self._clock = clock
        self._settings = settings
        self._motion = motion
        self.plan = Plan()
        self._is_moved = False
        """Whether the user has moved the cursor since the last start of a session."""

    def compose(self) -> ComposeResult:
        self._view = PickerView(self.plan, self._catalog, self._settings)
        yield self._view
        yield CatalogWatcher(self._own, self._catalog.problems)
        yield KeyBar(self._label)

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show_all())
        self._view.preview.move(self._settings.figure, self._motion, self._clock)
        # Not only messages, because a message could arrive after the next key.
        self.watch(self._view.list, "highlighted", self._follow_cursor, init=False)
        self._follow(self.past)

    def on_screen_suspend(self) -> None:
        for timed in (*self.query(Preview), *self.query(CatalogWatcher)):
            timed.ticker.pause()

    def on_screen_resume(self) -> None:
        # Before `compose`, these queries find nothing.
        for timed in (*self.query(Preview), *self.query(CatalogWatcher)):
            timed.ticker.resume()

    def on_resize(self) -> None:
        if not self._view.is_current:
            self._show_all()

    def follow_settings(self, settings: Settings, motion: Motion) -> None:
        """Use new settings."""
        self._settings, self._motion = settings, motion
        self._view.preview.move(settings.figure, motion, self._clock)
        self.plan.follow(self._catalog, self.past, settings.hold)
        self._show_all()

    def watch_past(self, past: HistorySummary | None) -> None:
        if self.is_mounted:  # if it is not, `on_mount` shows the history later
            self._follow(past)

    def _follow(self, past: HistorySummary | None) -> None:
        """Update the suggestion and the rows from the history.

        After a session and on a new day the cursor goes back to the suggestion, unless the user
        has moved it.
        """
        before = self.plan.past
        starts_afresh = self.plan.follow(self._catalog, past, self._settings.hold)
        if before is None or past is None or past.recent != before.recent:
            self.plan.answered = False
        if starts_afresh and not self._is_moved:
            on_a_row = past is not None and past.advice.kind == "rest-day"
            self.plan.at = next(iter(self.plan.items)) if on_a_row else None
        self._show_all()
        self._view.move_to(self.plan.at)

    @on(CatalogWatcher.Saved)
    def _use_catalog(self, message: CatalogWatcher.Saved) -> None:
        # If possible, the cursor, the marked rows and the variants stay as they are.
        self._catalog = message.catalog
        self.plan.follow(self._catalog, self.past, self._settings.hold)
        self._show_all()
        self._view.move_to(self.plan.at)

    # Showing

    def _show_all(self) -> None:
        """Show everything again, with the same margin for all parts."""
        view = self._view
        view.show_all(self._catalog, self._settings)
        for line in (self.query_one(CatalogWatcher), self.query_one(KeyBar)):
            line.styles.padding = (0, view.places.margin)
        self.refresh_bindings()

    def _show_moved(self) -> None:
        self._view.show_moved()
        self.refresh_bindings()

    def _follow_cursor(self) -> None:
        if self.plan.at != self._view.at:
            self.plan.at = self._view.at
            self._is_moved = True
            if self.plan.at is None:  # the list posts no message about this
                self._show_moved()

    @on(OptionList.OptionHighlighted)
    def _show_cursor(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_index == self._view.list.highlighted:  # not while a key is held down
            self._show_moved()

    @on(TodayPanel.Touched)
    def _touched(self) -> None:
        if self.plan.at is None:
            self.action_start()
        else:
            self._view.list.action_above()

    def _label(self, binding: Binding) -> str | None:
        """Say what a key does now. Return None to leave the key out of the foot line.

        Today's panel already shows the keys for yes and no, so they are left out.
        """
        narrow = self.size.width < 60
        match binding.action:
            case "start":
                return start_label(self.plan, self._settings.pacing, brief=narrow)
            case "app.help" if narrow:
                return "keys"
            case "answer(True)" | "answer(False)":
                return None
            case "read(1)" if self._view.shows_all:
                return None
            case "mark" | "variant" if self.plan.at is None and not self.plan.names:
                return None
            case _:
                return binding.description

    # Choosing

    @property
    def offers(self) -> tuple[PickerItem, ...]:
        """The items of all rows, with the versions that would be started."""
        return tuple(self.plan.items.values())

    @on(OptionList.OptionSelected)
    def action_start(self) -> None:
        """Start the exercises that the foot line names."""
        if choices := self.plan.to_start():
            offered = self.plan.advice is not None and self.plan.advice.offer is not None
            asks = not (self.plan.answered or offered)
            self._choose(choices, suggested=self.plan.starts_suggestion, asks=asks)

    def _choose(self, choices: list[Choice], *, suggested: bool, asks: bool) -> None:
        self._is_moved = False
        self.post_message(self.Chosen(choices, suggested, asks))

    def action_mark(self) -> None:
        self.plan.mark()
        self._show_all()

    def action_variant(self) -> None:
        if self.plan.next_variant(self._catalog, self._settings.hold):
            self._show_all()
        elif self.plan.item.routine:
            self.notify("A routine sets its own variants.", timeout=2)
        else:
            self.notify(f"{self.plan.item.title} has no variants.", timeout=2)

    def action_hold(self, change: int) -> None:
        """Make the hold longer or shorter by `change` seconds."""
        hold = self.plan.hold(change)
        no_hold = f"{self.plan.item.title} has no hold to change."
        self.notify(no_hold if hold is None else f"Hold: {hold:g} seconds.", timeout=2)
        self._show_all()

    def action_reps(self, change: int) -> None:
        """Do more or fewer reps from now on. If `change` is 0, go back to the leaflet's dose."""
        item = self.plan.item
        reps = self.plan.reps(self._catalog, change)
        if reps is None:
            self.notify("A routine sets its own dose.", timeout=2)
            return
        of_catalog = self._catalog.choose(item.choices[0].ref).exercise.reps
        dose = {**self._settings.dose, item.id: reps}
        if reps == of_catalog:
            del dose[item.id]
        if not change:
            self.plan.forget(item.id)
        self._change_setting("dose", item.id, dose.get(item.id), dose)
        what = "Back to the leaflet's dose" if reps == of_catalog else "Your dose"
        self.notify(f"{what}: {reps} reps.", timeout=2)

    def _change_setting(self, table: str, name: str, value: object, whole: object) -> None:
        self._settings = replace(self._settings, **{table: whole})
        key = f"{table}.{name}" if name else table
        self.post_message(self.SettingChanged(key, value, self._settings))
        self._show_all()

    def action_not_for_me(self) -> None:
        """Stop suggesting the exercise under the cursor, or allow it again."""
        id = self.plan.at
        if id is None or self.plan.items[id].routine:
            self.notify("Move to an exercise first.", timeout=2)
            return
        before = self._settings.not_for_me
        refused = tuple(known for known in before if known != id) if id in before else (*before, id)
        self._change_setting("not_for_me", "", list(refused) or None, refused)
        name = self.plan.items[id].title
        is_refused = id in refused
        self.notify(f"{name} is {'no longer suggested' if is_refused else 'suggested again'}.")

    def action_answer(self, yes: bool) -> None:
        """Answer the coach's question or offer with yes or no."""
        advice, question = self.plan.advice, self.plan.question
        if advice is None or question is None:
            return
        if question == "offer" and yes:
            self.plan.take()
        elif question == "offer" and advice.offer is not None:
            self.plan.answered = True
            self.post_message(self.Refused(advice.offer))
        elif advice.session:
            self.plan.answered = True
            self.post_message(self.Answered(advice.session, yes))
        self._show_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # The keys y and n work only if there is a question.
        return action != "answer" or self.plan.question is not None

    def action_before_standing(self) -> None:
        """Start one short exercise on the floor, to do before standing up."""
        choice = self.past.before_standing if self.past else None
        if choice is None:
            self.notify(words.NONE_BEFORE_STANDING, timeout=6)
        else:
            self._choose([choice], suggested=False, asks=False)

    def action_down(self) -> None:
        self._view.list.action_cursor_down()

    def action_up(self) -> None:
        self._view.list.action_cursor_up()

    def action_read(self, pages: int) -> None:
        """Open or close the whole text about the exercise under the cursor, or turn its pages."""
        self._view.turn(pages)

    def action_jump(self, number: int) -> None:
        """Move the cursor to one of the first nine rows. `number` counts from 0."""
        if number < len(self.plan.items):
            self._is_moved = True  # even if the cursor is already there
            self._view.move_to(list(self.plan.items)[number])
