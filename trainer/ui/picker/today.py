"""Today's panel, above the list: what the coach suggests and why, and its question or offer."""

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
"""The headings that replace "Today", by the kind of advice."""
BAR = "▌"
APART = 3
"""The fewest columns between the suggestion and the enter key."""
TALL = 4
"""A panel with this many lines or more has no blank line."""
ROOMY = 60
"""In this many columns or more, the first line begins with "Today"."""


class TodayPanel(TextLine):
    """The suggestion and its reason. If the cursor is on the panel, enter starts the suggestion."""

    class Touched(Message):
        """The panel was clicked or touched."""

    def on_click(self, event: Click) -> None:
        if not event.style.meta.get("key"):  # a click on the name of a key presses that key
            self.post_message(self.Touched())


def today(plan: Plan, pacing: Pacing, width: int, *, spaced: bool = False) -> list[Content]:
    """Return the lines of the panel, each with at most `width` columns.

    With `spaced`, a short panel has a blank line above the question.
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
        if notice == safety.PROFESSIONAL:  # show the key that opens the page about this notice
            line = pressing("i", Content.assemble(line, "  ", ("i", KEY), (" opens it", "$quiet")))
        lines += _wrapped(line, width)
    question = _asked(plan, advice, width)
    return [
        *lines,
        *([Content()] if question and spaced and len(lines) + len(question) < TALL else []),
        *question,
    ]


def panel(lines: list[Content], width: int, *, here: bool, before: int, shades: bool) -> Content:
    """Put lines on the panel's background, with the cursor and a bar to their left.

    `here` says whether the cursor is on the panel, and `before` is the width of the cursor.
    `shades` says whether the panel's colour differs from the background.
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
    """Return the heading, the suggestion with its duration, and enter if it starts that."""
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
    """Return the suggestion in several wordings, longest first, and its duration.

    Once the training for today is done, return what was done.
    """
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
    """Remove from the reason a sentence that only repeats the heading."""
    return reason.replace(f"{head}. ", "") if head else reason


def _asked(plan: Plan, advice: Advice, width: int) -> list[Content]:
    if advice.question == "next-morning" and not plan.answered:
        return _question(advice.asked, width)
    if plan.taken is not None:
        return [Content.styled("Added to today's plan.", "$quiet")]
    if advice.offer is not None and not plan.answered:
        if not advice.offer.is_tip:
            return _question(advice.offer.words, width)
        return _wrapped(Content.styled(advice.offer.words, "$stage-hold"), width)
    return []


def _question(words: str, width: int) -> list[Content]:
    """Return a question with the keys for yes and no, which can be tapped."""
    yes = pressing("y", Content.assemble(("y", KEY), (" yes", "$ink")))
    no = pressing("n", Content.assemble(("n", KEY), (" no", "$ink")))
    keys = Content.assemble(yes, "  ", no)
    lines = _wrapped(Content.styled(words, "$stage-hold"), width)
    if lines[-1].cell_length + APART + keys.cell_length <= width:
        return [*lines[:-1], Content.assemble(lines[-1], " " * APART, keys)]
    return [*lines, keys]


def _wrapped(text: Content, width: int, indent: int = 0) -> list[Content]:
    """Wrap a text. If the text and the indent fit into one line, indent it."""
    if not text:
        return []
    if indent and text.cell_length + indent <= width:
        return [Content.assemble(" " * indent, text)]
    return [line.rstrip() for line in text.wrap(max(width, 1))]
