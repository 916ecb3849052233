"""The text about the row under the cursor, and the label of the enter key."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.advice.words import cut
from trainer.catalog import Catalog
from trainer.session import stages, timeline
from trainer.session.timeline import Pacing
from trainer.ui.picker.detail import Block, about, detail, routine_detail, wide_detail
from trainer.ui.picker.items import PickerItem
from trainer.ui.picker.plan import Plan

TWO_COLUMNS = 70
"""In this many columns or more, the text has two columns."""


def row_text(
    item: PickerItem, catalog: Catalog, pacing: Pacing, width: int, *, brief: bool
) -> list[Block]:
    """Return the text about an item. With `brief`, return only its first block."""
    if item.routine:
        blocks = routine_detail(item.routine, item.choices, catalog, width)
        return blocks[:1] if brief else blocks
    choice = next((c for c in item.choices if c.exercise.poses), item.choices[0])
    if brief:
        return [about(choice, pacing, width)]
    of = wide_detail if width >= TWO_COLUMNS else detail
    return of(choice, catalog, pacing, width)


def start_label(plan: Plan, pacing: Pacing, *, brief: bool) -> str | None:
    """Return the label of the enter key, which says what enter starts, or None if nothing."""
    choices = plan.to_start()
    if not choices:
        return None
    names: Sequence[str] = plan.names
    if plan.marked and len(names) > 1:
        marked = f"start {len(names)} marked" if brief else f"start the {len(names)} marked"
        seconds = timeline.build_timeline(choices, pacing).seconds
        return marked if brief else f"{marked}, {stages.clock(seconds)}"
    if brief:
        return "start"
    if len(names) == 2:
        return "start both"
    if plan.marked or plan.at is not None:
        item = plan.items[plan.marked[0] if plan.marked else plan.at or ""]
        return f"start {cut(item.routine.name if item.routine else item.choices[0].name)}"
    return f"start {cut(names[0] if plan.item.routine else choices[0].name)}"
