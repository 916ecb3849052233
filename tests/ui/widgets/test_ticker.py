"""The timer that is paused while another screen is in front."""

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Label

from trainer.ui.widgets.ticker import Ticker


class LabelApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Label()


async def test_a_tick_after_the_widget_was_removed_is_ignored():
    app = LabelApp()
    async with app.run_test():
        label = app.query_one(Label)
        screens: list[Screen[None]] = []
        ticker = Ticker(label, lambda: screens.append(label.screen))
        ticker.tick()
        assert screens == [app.screen]
        await label.remove()
        ticker.tick()
        assert len(screens) == 1
