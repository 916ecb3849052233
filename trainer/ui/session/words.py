"""Fits the text of the session screen into its layout, as a pure function.

Text that does not fit is left out completely, in this order: the sentence about the movement, the
glute that works, the variant after the name, what comes next. The instruction and the side are
always shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len
from textual.content import Content

from trainer.catalog import STANDARD, Choice
from trainer.cues.touch import for_touch
from trainer.session import stages
from trainer.session.machine import SessionState
from trainer.ui.session.layout import Layout
from trainer.ui.session.paging import (
    Lines,
    all_fit,
    fitting,
    longest,
    page,
    sentences,
    without_repeat,
    wrapped,
)
from trainer.ui.widgets.grid import Rect
from trainer.ui.widgets.key_bar import pressing

INDENT = 2
"""The width of the sign before the instruction and the blank after it, in columns."""
APART = 3
"""The fewest columns between two texts in one row."""
MOST_FOOT = 3
"""The text about the position takes at most this many rows at the foot."""
PAGE = 60
"""A text too long for the foot is put below the instruction if there are this many free cells."""
SECONDS = "s"
"""Replaces "seconds" where there is no room for the word."""


class StageText(Struct, frozen=True):
    """The text of one moment of a session, as plain values."""

    name: str
    chosen: tuple[str, ...]
    """The chosen options of the exercise: a variant, the length of a hold."""
    status_labels: tuple[str, ...]
    """States of the whole session, such as `muted`."""
    where: str
    """The position in the exercise, such as `rep 2 of 10`."""
    left: str
    """The time left in the session, such as `1:09`."""
    word: str
    number: str
    """The big number; empty if nothing is counted."""
    unit: str
    """What the number counts."""
    shape: str
    """The sign before the instruction."""
    colour: str
    """The name of the theme variable with the stage's colour."""
    instruction: str
    press: str
    """The key that a tap on the instruction presses; empty if the instruction names no key."""
    side: str
    squeeze: str
    sentences: tuple[str, ...]
    """Sentences about the movement or, while getting ready, about the position."""
    is_setup: bool
    """Whether `sentences` say how to get into position. If so, they may replace `then`."""
    over: float
    """How much of the stage has passed, 0-1. This decides which page of a long text is shown."""
    then: str


def stage_text(
    state: SessionState, status_labels: Sequence[str] = (), *, has_touch: bool = False
) -> StageText:
    """Return the text for a session's state. With `has_touch`, it asks for taps instead of keys."""
    style = stages.style_now(state)
    counted = not state.paused and state.kind != "done"
    setup = state.kind == "get-ready" and not state.paused
    instruction = stages.instruction(state)
    detail = state.choice.exercise.setup if setup else sentences(stages.detail(state))
    return StageText(
        name=state.choice.name,
        chosen=chosen(state.choice),
        status_labels=tuple(status_labels),
        where=stages.where_line(state),
        left=stages.clock(state.seconds_left),
        word=style.word,
        number=stages.big_number(state) if counted else "",
        unit=stages.number_meaning(state) if counted else "",
        shape=style.shape,
        colour=style.colour,
        instruction=for_touch(instruction) if has_touch else instruction,
        press="space" if state.paused and state.paused != "pain" else "",
        side=stages.side_shown(state),
        squeeze=stages.squeeze_line(state),
        sentences=() if state.paused or state.kind == "rest" else _news(detail, instruction),
        is_setup=setup,
        over=state.elapsed / state.stage.seconds if state.stage.seconds else 0.0,
        then=stages.next_words(state),
    )


def chosen(choice: Choice) -> tuple[str, ...]:
    """Return the chosen options of an exercise, such as `Hands stay down` and `hold 3 s`."""
    variant = "" if choice.variant == STANDARD else choice.variant_name
    hold = f"hold {choice.hold:g} s" if choice.hold is not None else ""
    return tuple(part for part in (variant, hold) if part)


def _news(texts: Iterable[str], instruction: str) -> tuple[str, ...]:
    """Return the sentences with words that are not already in the instruction."""
    known = set(re.findall(r"\w+", instruction.lower()))
    return tuple(text for text in texts if not set(re.findall(r"\w+", text.lower())) <= known)


def head(text: StageText, width: int) -> Content:
    """Return the first row, with the exercise on the left, and the rep and the remaining time on
    the right."""
    name = Content.styled(text.name, "bold $ink")
    wholes = [
        Content.assemble(name, *((f"  {part}", "$quiet") for part in text.chosen[:count]))
        for count in range(len(text.chosen), -1, -1)
    ]
    rights = [_right(text.status_labels, text), _right(text.status_labels, text, short=True)]
    rights += [_right(text.status_labels[:1], text, short=True), _right((), text)]
    rights += [_right((), text, short=True)]
    for left, right in (*((whole, rights[0]) for whole in wholes), *((name, r) for r in rights)):
        if left.cell_length + APART + right.cell_length <= width:
            return _spread(left, right, width)
    room = max(width - APART - rights[-1].cell_length, 1)
    return _spread(name.truncate(room, ellipsis=True), rights[-1], width)


def _right(status_labels: Iterable[str], text: StageText, *, short: bool = False) -> Content:
    """Return `muted   rep 2 of 10   1:09 left`, or `muted  2 of 10  1:09 left` if `short`."""
    where, apart = (text.where.replace("rep ", ""), 2) if short else (text.where, APART)
    quiet = (" " * apart).join([*status_labels, where, ""])
    return Content.assemble((quiet, "$quiet"), (text.left, "$ink"), (" left", "$quiet"))


class Words(Struct, frozen=True):
    """The text for each rectangle of a layout."""

    head: Content
    unit: Content
    cue: tuple[Content, ...]
    then: tuple[Content, ...]
    layout: Layout
    """The layout, with fewer rows for the figure if a sentence at the foot needs them."""


def words(text: StageText, layout: Layout, remark: str = "") -> Words:
    """Put each text into its rectangle. A `remark` replaces less important text."""
    if layout.unit is None and layout.cue.height == 1 and text.is_setup and text.side:
        # The foot is needed for the text about the position, so it has no room for the side.
        text = _with_side(text, layout.cue.width)
    cue, has_side = _cue(text, layout)
    rows = layout.cue.height - len(cue)
    width = layout.cue.width - INDENT
    setup: tuple[str, ...] = ()
    at_foot = False
    if text.is_setup and text.sentences:
        setup, at_foot, layout = _setup(text, layout, width, rows)
    role, about, foot = "", Lines(), Lines()
    if remark and (about := fitting((remark,), width, rows)):
        role, remark = "$key", ""
    elif setup and not at_foot:
        role, about = "$ink", page(setup, width, rows, text.over)
    elif not text.is_setup:
        role, about = "$quiet", fitting(text.sentences, width, rows)
    cue += [Content.styled(" " * INDENT + line, role) for line in about]
    if remark:
        foot = _cut(remark, layout.then)
    elif at_foot:
        foot = page(setup, layout.then.width, layout.then.height, text.over)
    then = tuple(Content.styled(line, "$key" if remark else "$ink") for line in foot)
    return Words(
        head=head(text, layout.head.width),
        unit=_unit(text, layout),
        cue=tuple(cue),
        then=then or _then(text, layout, "" if has_side else text.side),
        layout=layout,
    )


def _setup(
    text: StageText, layout: Layout, width: int, rows: int
) -> tuple[tuple[str, ...], bool, Layout]:
    """Decide where the sentences about the position go.

    Returns the sentences, whether they go to the foot, and the layout with room for them. They go
    to the foot if they do not fit into `rows` rows of `width` columns below the instruction. If
    they do not fit at the foot either, clauses that repeat the instruction are left out.
    """
    sentences = text.sentences
    for _ in range(2):
        if all_fit(sentences, width, rows):
            return sentences, False, layout
        lower = layout.ready(min(longest(sentences, layout.then.width), MOST_FOOT))
        if all_fit(sentences, lower.then.width, lower.then.height):
            return sentences, True, lower
        sentences = tuple(without_repeat(each, text.instruction) for each in text.sentences)
    at_foot = rows * width < PAGE
    return sentences, at_foot, lower if at_foot else layout


def _with_side(text: StageText, width: int) -> StageText:
    """Move the side to the end of the instruction or, if that is too long, replace the unit."""
    instruction = f"{text.instruction}{' ' * APART}{text.side}"
    if INDENT + cell_len(instruction) + INDENT + len(SECONDS) <= width:
        return replace(text, instruction=instruction, unit=SECONDS, side="")
    return replace(text, unit=text.side, side="")


def _unit(text: StageText, layout: Layout) -> Content:
    if layout.unit is None:
        return Content()
    unit = Content.styled(text.unit, "$quiet")
    return unit if layout.name == "wide" else _spread(Content(), unit, layout.unit.width)


def _cue(text: StageText, layout: Layout) -> tuple[list[Content], bool]:
    """Return the lines of the instruction, and whether they include the side.

    An exercise without sides shows the working glute in its place. In this case the second value is
    always True.
    """
    width, rows = layout.cue.width, layout.cue.height
    lines = _instruction(text, width, rows, layout)
    extra = text.side or text.squeeze
    part = Content.styled(extra, "$ink")
    in_one_row = layout.unit is not None and layout.name not in ("half", "wide")
    if extra and in_one_row and lines[-1].cell_length + APART + part.cell_length <= width:
        lines[-1] = Content.assemble(lines[-1], " " * APART, part)
    elif extra and len(lines) < rows and INDENT + part.cell_length <= width:
        lines.append(Content.assemble(" " * INDENT, part))
    else:
        return lines, not text.side
    return lines, True


def _instruction(text: StageText, width: int, rows: int, layout: Layout) -> list[Content]:
    sign = Content.styled(text.shape, f"bold ${text.colour}")
    cue = Content.styled(text.instruction, "bold $strong")
    if text.press:
        cue = pressing(text.press, cue)
    lines = [line.rstrip() for line in cue.wrap(width - INDENT)]
    if len(lines) > rows:
        lines = [*lines[: rows - 1], cue.truncate(width - INDENT, ellipsis=True)]
    first = Content.assemble(sign, " ", lines[0])
    if layout.unit is None:
        unit = Content.styled(text.unit, "$quiet")
        if unit and first.cell_length + INDENT + unit.cell_length <= width:
            first = _spread(first, unit, width)
    return [first, *(Content.assemble(" " * INDENT, line) for line in lines[1:])]


def _cut(text: str, room: Rect) -> Lines:
    """Return the lines of a remark. A remark that is too long is cut off with an ellipsis."""
    lines = wrapped(text, room.width)
    if len(lines) <= room.height:
        return lines
    last = Content(f"{lines[room.height - 1]} {lines[room.height]}")
    return (*lines[: room.height - 1], last.truncate(room.width, ellipsis=True).plain)


def _then(text: StageText, layout: Layout, side: str) -> tuple[Content, ...]:
    """Return what comes next and, if it is not shown elsewhere, the side at the right.

    If the side leaves no room for what comes next, the row has only the side. In that case, it
    is at the left margin during a pause.
    """
    width, rows = layout.then.width, layout.then.height
    then = Content.assemble(("then ", "$quiet"), (text.then, "$ink")) if text.then else Content()
    if side:
        right = Content.styled(side, "bold $strong")
        if then.cell_length + APART + right.cell_length <= width:
            return (_spread(then, right, width),)
        return (_spread(Content(), right, width) if text.number else right,)
    lines = [line.rstrip() for line in then.wrap(width)]
    return tuple(lines) if len(lines) <= rows else ()


def _spread(left: Content, right: Content, width: int) -> Content:
    """Put one text at the left and one at the right of a row."""
    return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)
