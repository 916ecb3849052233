"""The words of the session screen, put into the room there is.

A pure function of what is to be said and of the layout. Nothing is cut half: what does not fit
whole is left out, in this order: the sentence about the movement, which glute works, the variant
beside the name, what comes next. What to do and the side are always said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from textual.content import Content

from trainer.catalog import STANDARD, Choice
from trainer.session import stages
from trainer.session.machine import SessionState
from trainer.ui.session.layout import Layout

INDENT = 2
"""Columns from the sign to what is said beside it."""
APART = 3
"""Columns between two things on one row."""


class Said(Struct, frozen=True):
    """What is to be said at one moment, as plain values."""

    name: str
    chosen: str
    """The variant and the hold that were chosen."""
    signs: tuple[str, ...]
    """What holds for the whole session: `muted`."""
    where: str
    """`rep 2 of 10`."""
    left: str
    """Time left in the session: `1:09`."""
    word: str
    number: str
    """Empty where nothing is counted."""
    unit: str
    """What the number counts."""
    shape: str
    """The sign before the instruction."""
    colour: str
    """The theme variable of the stage."""
    instruction: str
    side: str
    squeeze: str
    sentences: tuple[str, ...]
    """What there is to say about the movement, one sentence each."""
    is_setup: bool
    """Whether these say how to get into position, so that they count more than what is next."""
    then: str


def said_of(look: SessionState, signs: Sequence[str] = ()) -> Said:
    """What to say of a session at this moment."""
    style = stages.style_now(look)
    counted = not look.paused and look.kind != "done"
    setup = look.kind == "get-ready" and not look.paused
    detail = look.choice.exercise.setup if setup else sentences(look.stage.detail)
    return Said(
        name=look.choice.name,
        chosen=chosen(look.choice),
        signs=tuple(signs),
        where=stages.where_line(look),
        left=stages.clock(look.left),
        word=style.word,
        number=stages.count(look) if counted else "",
        unit=stages.count_meaning(look) if counted else "",
        shape=style.shape,
        colour=style.colour,
        instruction=stages.beside(look),
        side=stages.side_shown(look),
        squeeze=stages.squeeze_line(look),
        sentences=() if look.paused or look.kind == "rest" else tuple(detail),
        is_setup=setup,
        then=stages.next_words(look),
    )


def chosen(choice: Choice) -> str:
    """What was chosen besides the exercise: `Hands stay down  hold 3 s`."""
    variant = "" if choice.variant == STANDARD else choice.variant_name
    hold = f"hold {choice.hold:g} s" if choice.hold is not None else ""
    return "  ".join(part for part in (variant, hold) if part)


def sentences(text: str) -> tuple[str, ...]:
    """A text in its sentences."""
    return tuple(part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part)


def head(said: Said, width: int, small: bool = False) -> Content:
    """Row 0: the exercise at the left; rep and time left at the right."""
    name = Content.styled(said.name, "bold $ink")
    whole = Content.assemble(name, (f"  {said.chosen}", "$quiet")) if said.chosen else name
    after = "" if small else " left"
    rights = [_right(said.signs, said, after), _right(said.signs, said, "")]
    rights += [_right(said.signs[:1], said, ""), _right((), said, "")]
    for left, right in ((whole, rights[0]), *((name, each) for each in rights)):
        if left.cell_length + APART + right.cell_length <= width:
            return _spread(left, right, width)
    room = max(width - APART - rights[-1].cell_length, 1)
    return _spread(name.truncate(room, ellipsis=True), rights[-1], width)


def _right(signs: Iterable[str], said: Said, after: str) -> Content:
    quiet = (" " * APART).join([*signs, said.where])
    return Content.assemble((quiet, "$quiet"), " " * APART, (said.left, "$ink"), (after, "$quiet"))


class Words(Struct, frozen=True):
    """What stands in the places of a layout."""

    head: Content
    unit: Content
    cue: tuple[Content, ...]
    then: tuple[Content, ...]
    layout: Layout
    """With its figure a row shorter where a sentence needs that row."""


def words(said: Said, layout: Layout, remark: str = "") -> Words:
    """Everything in its place. A remark stands for a while where it covers nothing needed."""
    about = () if remark and layout.cue.height > 1 else said.sentences
    cue, told_side, told = _cue(said, layout, about)
    below: tuple[str, ...] = ()
    if said.is_setup and not told and (setup := _setup(said, layout)):
        layout, below = layout.ready, setup
    lines = [Content.styled(line, "$key") for line in _indented(remark, layout.cue.width)]
    if remark and len(cue) + len(lines) <= layout.cue.height:
        cue, remark = (*cue, *lines), ""
    if remark:
        then = _whole(remark, "$key", layout)
    elif below:
        then = tuple(Content.styled(line, "$ink") for line in below)
    else:
        then = _then(said, layout, "" if told_side else said.side)
    return Words(
        head=head(said, layout.head.width, layout.name == "small"),
        unit=_unit(said, layout),
        cue=cue,
        then=then,
        layout=layout,
    )


def _unit(said: Said, layout: Layout) -> Content:
    if layout.unit is None:
        return Content()
    unit = Content.styled(said.unit, "$quiet")
    return unit if layout.name == "wide" else _spread(Content(), unit, layout.unit.width)


def _cue(
    said: Said, layout: Layout, about: Sequence[str]
) -> tuple[tuple[Content, ...], bool, bool]:
    """The lines of what to do; whether the side is among them, and any of the sentences."""
    width, rows = layout.cue.width, layout.cue.height
    lines = _instruction(said, width, rows, layout)
    told_side = not said.side
    for text in (said.side, "" if said.side else said.squeeze):
        if not text:
            continue
        part = Content.styled(text, "$ink")
        beside = lines[-1].cell_length + APART + part.cell_length
        if layout.unit is not None and layout.name not in ("half", "wide") and beside <= width:
            lines[-1] = Content.assemble(lines[-1], " " * APART, part)
        elif len(lines) < rows and INDENT + part.cell_length <= width:
            lines.append(Content.assemble(" " * INDENT, part))
        else:
            continue
        told_side = True
    whole: list[str] = []
    for sentence in about:
        text = " ".join([*whole, sentence])
        if len(lines) + len(_indented(text, width)) > rows:
            break
        whole.append(sentence)
    role = "$ink" if said.is_setup else "$quiet"
    lines += [Content.styled(line, role) for line in _indented(" ".join(whole), width)]
    return tuple(lines), told_side, bool(whole)


def _instruction(said: Said, width: int, rows: int, layout: Layout) -> list[Content]:
    sign = Content.styled(said.shape, f"bold ${said.colour}")
    text = Content.styled(said.instruction, "bold $strong")
    lines = [line.rstrip() for line in text.wrap(width - INDENT)]
    if len(lines) > rows:
        lines = [*lines[: rows - 1], text.truncate(width - INDENT, ellipsis=True)]
    first = Content.assemble(sign, " ", lines[0])
    if layout.unit is None:
        for unit in (said.unit, said.unit.partition(" ")[0]):
            if unit and first.cell_length + 1 + len(unit) <= width:
                first = _spread(first, Content.styled(unit, "$quiet"), width)
                break
    return [first, *(Content.assemble(" " * INDENT, line) for line in lines[1:])]


def _setup(said: Said, layout: Layout) -> tuple[str, ...]:
    """The first sentence about getting into position that fits below the figure."""
    room = layout.ready.then
    for sentence in said.sentences:
        lines = tuple(line.plain.rstrip() for line in Content(sentence).wrap(room.width))
        if len(lines) <= room.height:
            return lines
    return ()


def _then(said: Said, layout: Layout, side: str) -> tuple[Content, ...]:
    """What comes next, with the side at its right where there was no other room for that."""
    width, rows = layout.then.width, layout.then.height
    then = Content.assemble(("then ", "$quiet"), (said.then, "$ink")) if said.then else Content()
    if side:
        right = Content.styled(side, "bold $strong")
        if then.cell_length + APART + right.cell_length > width:
            then = Content()
        return (_spread(then, right, width),)
    lines = [line.rstrip() for line in then.wrap(width)]
    return tuple(lines) if len(lines) <= rows else ()


def _whole(text: str, role: str, layout: Layout) -> tuple[Content, ...]:
    """A remark in the place of what comes next; only there it is cut where it is too long."""
    lines = [line.rstrip() for line in Content.styled(text, role).wrap(layout.then.width)]
    rows = layout.then.height
    if len(lines) > rows:
        lines = [*lines[: rows - 1], lines[rows - 1].truncate(layout.then.width - 1) + "…"]
    return tuple(lines)


def _indented(text: str, width: int) -> list[str]:
    if not text:
        return []
    return [" " * INDENT + line.plain.rstrip() for line in Content(text).wrap(width - INDENT)]


def _spread(left: Content, right: Content, width: int) -> Content:
    """One at the left, the other ending at the right."""
    return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)
