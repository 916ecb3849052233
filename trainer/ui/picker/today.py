"""Today: the first line of the list. What the coach suggests, why, and what it asks or offers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message

from trainer.advice.advice import Advice
from trainer.session import stages, timeline
from trainer.session.timeline import Pacing
from trainer.ui.picker.plan import Plan
from trainer.ui.widgets.key_bar import pressing
from trainer.ui.widgets.text_block import TextBlock
from trainer.ui.widgets.text_line import CURSOR

MUTED = "$foreground 60%"
_HEADS = {
    "done": "Done for today",
    "enough": "Enough for today",
    "plenty": "Done for today",
    "back": "Welcome back",
    "routine-back": "Welcome back",
    "rest-day": "Rest day",
    "pain-7": "No exercises today",
    "all-rest": "No exercises today",
}
"""What stands in place of "Today"."""


class TodayPanel(TextBlock):
    """The suggestion with its reason; enter starts it while the cursor is here."""

    class Touched(Message):
        """It was touched."""

    def on_click(self, event: Click) -> None:
        """A touch brings the cursor here, or starts what it says."""
        if not event.style.meta.get("key"):
            self.post_message(self.Touched())


def today(plan: Plan, pacing: Pacing, *, answered: bool) -> Content:
    """The lines of the panel. `answered` is whether the question was answered already."""
    advice = plan.advice
    cursor = (CURSOR if plan.at is None else " ", "bold $primary")
    if advice is None:
        return Content.assemble(cursor, " Reading your history …")
    head = _HEADS.get(advice.kind, "Today")
    colour = "bold $success" if advice.kind in ("done", "plenty") else "bold"
    lines = [
        Content.assemble(cursor, " ", (head, colour), *_what(plan, advice, pacing)),
        Content(f"  {_without(advice.reason, head)}"),
    ]
    lines += [Content.styled(f"  {notice}", "$warning") for notice in advice.notices]
    if advice.question == "next-morning" and not answered:
        lines.append(_asking(advice.asked))
    elif plan.taken is not None:
        lines.append(Content.styled("  Taken into today's plan.", MUTED))
    elif advice.offer is not None and not answered:
        words = advice.offer.words
        lines.append(_asking(words) if advice.offer.to else Content(f"  {words}"))
    return Content("\n").join(lines)


def _what(plan: Plan, advice: Advice, pacing: Pacing) -> Sequence[str | tuple[str, str]]:
    """What is suggested and how long it takes, or what was done."""
    if advice.done:
        done = plan.past.done_today if plan.past else ()
        return [f" · {', '.join(done)}"] if done else []
    choices = plan.suggested()
    if not choices:
        return []
    title = plan.items[advice.routine].title if advice.routine in plan.items else None
    names = title or ", then ".join(choice.title for choice in choices)
    seconds = stages.clock(timeline.build_timeline(choices, pacing).seconds)
    return [(" · ", MUTED), (names, "bold"), (f" · {seconds}", MUTED)]


def _without(reason: str, head: str) -> str:
    """The reason without what stands above it already."""
    return reason.removeprefix(f"{head}. ")


def _asking(words: str) -> Content:
    """A question with its two keys, which can be touched too."""
    yes = pressing("y", Content.assemble(("y", "bold $primary"), "\u00a0yes"))
    no = pressing("n", Content.assemble(("n", "bold $primary"), "\u00a0no"))
    return Content.assemble((f"  {words}", "$stage-hold"), "  ", yes, "  ", no)
