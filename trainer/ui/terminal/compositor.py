"""A screen on which little moves draws little.

For a partial update Textual renders every widget of the containers that it touches, whole, in
front of one another and behind. Here only those are rendered of which something will be sent.
Beside moving parts, which pass the compositor by, words and numbers still change every second:
without this a session takes a sixth more of the processor.
"""

from __future__ import annotations

from typing import Any

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

Places = dict[Widget, tuple[Region, Region]]
"""Where each widget is, and what of the screen it may draw on; the foremost first."""


class NarrowCompositor(Compositor):
    """Renders for an update the foremost widget at each place that has changed, and no other."""

    _touched: Places | None = None

    @property
    def visible_widgets(self) -> Places:
        """Every widget, or for the time of an update those that it touches."""
        return super().visible_widgets if self._touched is None else self._touched

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed, as Textual does it, but asking fewer widgets."""
        touched = _touched(self.visible_widgets, set(self._dirty_regions))
        _ = self.cuts  # computed for every widget, before some are left out
        self._touched = touched
        try:
            return super().render_partial_update()
        finally:
            self._touched = None


def _touched(places: Places, changed: set[Region]) -> Places:
    """The widgets to be seen in what has changed: nothing shows through one that covers it."""
    found: Places = {}
    for widget, (region, clip) in places.items():
        seen = region.intersection(clip)
        if any(map(seen.overlaps, changed)):
            found[widget] = region, clip
            changed = {part for part in changed if not seen.contains_region(part)}
            if not changed:
                break
    return found


def use_narrow_compositor(screen: Screen[Any]) -> None:
    """Have a screen composed by `NarrowCompositor`; Textual has no public way to choose one."""
    screen._compositor = NarrowCompositor()
