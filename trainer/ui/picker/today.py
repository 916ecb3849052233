"""Today's panel, above the list: what the coach suggests, why, and what it asks or offers."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.message import Message

from trainer import safety
from trainer.advice.advice import Advice
from trainer.session import stages, timeline
from trainer.session.timeline import Pacing
from trainer.ui.picker.plan import Plan
from trainer.ui.widgets.key_bar import KEY, pressing
from trainer.ui.widgets.marking import under_cursor
from trainer.ui.widgets.text_line import CURSOR, TextLine

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
"""Headings used in place of "Today", by the kind of advice."""
BAR = "▌"
APART = 3
"""The fewest columns between the suggestion and the key that starts it."""
AIRY = 4
"""A panel of this many lines or more has no blank line."""
ROOMY = 60
"""At this width or more, the first line begins with "Today"."""


class TodayPanel(TextLine):
    """The suggestion with its reason; enter starts it while the cursor is here."""

    class Touched(Message):
        """The panel was clicked or touched."""

    def on_click(self, event: Click) -> None:
        """Report a click, unless it is on the text of a key."""
        if not event.style.meta.get("key"):
            self.post_message(self.Touched())


def today(plan: Plan, pacing: Pacing, width: int, *, airy: bool = False) -> list[Content]:
    """The lines of the panel, each of them at most `width` columns.

    `airy` leaves a blank line above the question.
    """
    advice = plan.advice
    if advice is None:
        return [Content("Reading your history …"), Content()]
    head = _HEADS.get(advice.kind, "Today" if width >= ROOMY else "")
    colour = "$good" if advice.kind in ("done", "plenty") else "$key"
    lines = _first(plan, advice, pacing, head, colour, width)
    reason = _without(advice.reason, head)
    lines += _wrapped(
        Content.styled(reason, "$ink"), width, len(head) + 2 if head == "Today" else 0
    )
    for notice in advice.notices:
        line = Content.styled(notice, "$care")
        if notice == safety.PROFESSIONAL:  # show the key that opens the page about it
            line = pressing("i", Content.assemble(line, "  ", ("i", KEY), (" opens it", "$quiet")))
        lines += _wrapped(line, width)
    question = _asked(plan, advice, width)
    return [
        *lines,
        *([Content()] if question and airy and len(lines) + len(question) < AIRY else []),
        *question,
    ]


def panel(lines: list[Content], width: int, *, here: bool, before: int, shades: bool) -> Content:
    """The lines on the panel's background, with a bar at the left and the cursor before it.

    `here` is whether the cursor is on them. `shades` is whether the panel's colour differs from the
    background.
    """
    bar = Content.styled(f"{BAR} ", "$key" if here else "$line")
    made = []
    for number, line in enumerate(lines):
        cursor = (CURSOR if here and not number else "").ljust(before)
        filled = Content.assemble(bar, line, " " * (width - 2 - line.cell_length))
        shown = under_cursor(filled, shades=shades or not here)
        made.append(Content.assemble((cursor, "bold $key"), shown))
    return Content("\n").join(made)


def _first(
    plan: Plan, advice: Advice, pacing: Pacing, head: str, colour: str, width: int
) -> list[Content]:
    """The heading, the suggestion, how long it takes, and the key that starts it, if one does."""
    whats, length = _what(plan, advice, pacing)
    start = Content.assemble(("enter", KEY), (" start", "$quiet"))
    starts = pressing("enter", start) if plan.at is None and plan.to_start() else Content()
    title = Content.styled(head, f"bold {colour}")
    after = Content.styled(f"   {length}" if length else "", "$quiet")
    lines = [
        Content("  ").join([part for part in (title, Content.styled(what, "bold $strong")) if part])
        for what in whats
    ]
    tries = [(line + after, right) for line in lines for right in (starts, Content())]
    for left, right in (*tries, *((line, Content()) for line in lines)):
        between = width - left.cell_length - right.cell_length
        if between >= (APART if right else 0):
            return [Content.assemble(left, " " * between, right) if right else left]
    return _wrapped(lines[-1], width)


def _what(plan: Plan, advice: Advice, pacing: Pacing) -> tuple[list[str], str]:
    """The suggestion in several wordings, the longest first, and how long it takes. Once today's
    training is done, it is what was done."""
    if advice.done:
        return [", ".join(plan.past.done_today) if plan.past else ""], ""
    choices = plan.suggested()
    if not choices:
        return [""], ""
    length = stages.clock(timeline.build_timeline(choices, pacing).seconds)
    if advice.routine in plan.items:
        return [plan.items[advice.routine].title], length
    titles, names = [choice.title for choice in choices], [choice.name for choice in choices]
    return [", then ".join(titles), ", then ".join(names), ", ".join(names)], length


def _without(reason: str, head: str) -> str:
    """The reason, without a sentence that only repeats the heading."""
    return reason.replace(f"{head}. ", "") if head else reason


def _asked(plan: Plan, advice: Advice, width: int) -> list[Content]:
    if advice.question == "next-morning" and not plan.answered:
        return _question(advice.asked, width)
    if plan.taken is not None:
        return [Content.styled("Added to today's plan.", "$quiet")]
    if advice.offer is not None and not plan.answered:
        if advice.offer.to is not None:
            return _question(advice.offer.words, width)
        return _wrapped(Content.styled(advice.offer.words, "$stage-hold"), width)
    return []


def _question(words: str, width: int) -> list[Content]:
    """A question with its two keys, which can also be touched."""
    yes = pressing("y", Content.assemble(("y", KEY), (" yes", "$ink")))
    no = pressing("n", Content.assemble(("n", KEY), (" no", "$ink")))
    keys = Content.assemble(yes, "  ", no)
    lines = _wrapped(Content.styled(words, "$stage-hold"), width)
    if lines[-1].cell_length + APART + keys.cell_length <= width:
        return [*lines[:-1], Content.assemble(lines[-1], " " * APART, keys)]
    return [*lines, keys]


def _wrapped(text: Content, width: int, indent: int = 0) -> list[Content]:
    """Wrap a text; if it fits into one line with the indent, indent it."""
    if not text:
        return []
    if indent and text.cell_length + indent <= width:
        return [Content.assemble(" " * indent, text)]
    return [line.rstrip() for line in text.wrap(max(width, 1))]
