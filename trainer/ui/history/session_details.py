"""The part of a wide window next to the log: the session under the log's cursor, in full."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from trainer.catalog import Choice, Exercise, choose
from trainer.history.records import SessionRecord
from trainer.settings.model import Drawing
from trainer.ui.widgets.entry import entry
from trainer.ui.widgets.figures import figure_of
from trainer.ui.widgets.hanging import HangingRows
from trainer.ui.widgets.preview import Preview


class SessionDetails(VerticalScroll, can_focus=False):
    """Everything about a session, and a picture of its first exercise."""

    def compose(self) -> ComposeResult:
        yield HangingRows(())
        yield Preview()

    def show(self, session: SessionRecord, exercises: Iterable[Exercise], drawing: Drawing) -> None:
        """Show a session. `exercises` are the exercises of the catalog."""
        day = Content.styled(f"{session.day:%A} {session.day.day} {session.day:%B %Y}", "bold $key")
        self.query_one(HangingRows).update(
            [(Content(), day), (Content(), Content()), *entry(session)]
        )
        preview = self.query_one(Preview)
        preview.drawing = drawing
        done = first_in_catalog(session, exercises)
        preview.display = bool(done and done.exercise.poses) and drawing != "off"
        if done:
            preview.show(figure_of(done.exercise), done)


def first_in_catalog(session: SessionRecord, exercises: Iterable[Exercise]) -> Choice | None:
    """Return the first exercise of a session that is still in the catalog, or None."""
    known = {exercise.id: exercise for exercise in exercises}
    for record in session.exercises:
        if record.id in known:
            try:
                return choose(known[record.id], record.variant)
            except LookupError:  # the variant is no longer in the catalog
                return choose(known[record.id])
    return None
