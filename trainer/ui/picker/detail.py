"""The text about one exercise, as a list of blocks.

A block is a paragraph. The first blocks are shown next to the list, as many as fit completely. A
key shows all blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content

from trainer.catalog import STANDARD, Catalog, Choice, Exercise, Routine, Side, Step
from trainer.session import stages, timeline
from trainer.session.timeline import Pacing
from trainer.ui.picker.ladder import ELSEWHERE, HERE, ladder_line, ladder_lines, short_name
from trainer.ui.terminal.wrapping import unbroken

Block = list[Content]
"""The lines of a paragraph. Either all of them are shown or none."""
GUTTER = 3
"""The blank columns between two columns of text."""


def about(choice: Choice, pacing: Pacing, width: int) -> Block:
    """Return the name and the position, and below them the version, dose and duration."""
    seconds = stages.clock(timeline.build_timeline([choice], pacing).seconds)
    version = "" if choice.variant == STANDARD else f"{short_name(choice)}: "
    dose = Content.styled(f"{version}{_unbroken(timeline.dose(choice))}, {seconds}", "$ink")
    return [*_titled(choice.name, choice.exercise.position, width), dose]


def detail(choice: Choice, catalog: Catalog, pacing: Pacing, width: int) -> list[Block]:
    """Return all blocks: name and dose, steps, ladder, position, breathing, versions, safety."""
    exercise = choice.exercise
    whole = catalog.exercise(choice.id)
    ladder = ladder_line(whole, choice, width)
    return [
        about(choice, pacing, width),
        _steps(choice, width),
        [ladder] if ladder else ladder_lines(whole, choice, width),
        _headed("How", exercise.setup, width),
        _headed("Breathe", [catalog.source.breathing], width),
        _variants(whole, choice, width),
        _headed("Safety", exercise.safety, width),
    ]


def wide_detail(choice: Choice, catalog: Catalog, pacing: Pacing, width: int) -> list[Block]:
    """Return all blocks for a wide window.

    Most of them are in two columns: position and safety at the left, steps and ladder at the right.
    """
    exercise = choice.exercise
    whole = catalog.exercise(choice.id)
    half = (width - GUTTER) // 2
    *title, dose = about(choice, pacing, width)
    between = width - title[-1].cell_length - dose.cell_length
    if between >= GUTTER:
        title[-1] = Content.assemble(title[-1], " " * between, dose)
    first = title if between >= GUTTER else [*title, dose]
    ladder = ladder_lines(whole, choice, half)
    left = _joined([_headed("How", exercise.setup, half), _headed("Safety", exercise.safety, half)])
    breath = [_heading("Breathe"), *_steps(choice, half)]
    right = _joined([breath, [_heading("Versions"), *ladder] if ladder else []])
    return [
        first,
        _side_by_side(left, right, half),
        _headed("", [catalog.source.breathing], width),
        _variants(whole, choice, width),
    ]


def _steps(choice: Choice, width: int) -> Block:
    """Return the lines for the steps: the breath, the duration, and what to do."""
    side: Side | None = "right" if choice.exercise.sides != "none" else None
    seconds = [
        f"{choice.hold or step.seconds:g} s" if step.hold_range else f"{step.seconds:g} s"
        for step in choice.exercise.steps
    ]
    room = max(map(len, seconds))
    lines = []
    for step, long in zip(choice.exercise.steps, seconds, strict=True):
        shape, label, colour = _how(step)
        cue = Content.styled(timeline.fill_sides(step.cue, choice, side), "$ink")
        how = (f"{shape} {label:<4}", colour)
        begin = Content.assemble(how, (f" {long:>{room}}  ", "$quiet"))
        lines += _hanging(begin, cue, width)
    return lines


def _hanging(begin: Content, text: Content, width: int) -> Block:
    """Write `begin`, then the text with a hanging indent of the same width."""
    first, *others = text.wrap(max(width - begin.cell_length, 1)) or [text]
    indent = " " * begin.cell_length
    return [begin + first.rstrip(), *(Content.assemble(indent, line.rstrip()) for line in others)]


def _variants(whole: Exercise, choice: Choice, width: int) -> Block:
    """Return all versions, each with the leaflet's words on when to choose it."""
    if not whole.variants:
        return []
    names = [(STANDARD, "Standard", ""), *((v.id, v.name, v.why) for v in whole.variants)]
    lines = [Content.assemble(_heading("Versions"), ("  v changes the version", "$quiet"))]
    for id, name, why in names:
        chosen = id == choice.variant
        mark = Content.styled(f"{HERE if chosen else ELSEWHERE} ", "$key" if chosen else "$quiet")
        text = Content.assemble((name, "bold $ink" if chosen else "$ink"), (f"  {why}", "$quiet"))
        lines += _hanging(mark, text, width)
    return lines


def _headed(heading: str, sentences: Sequence[str], width: int) -> Block:
    if not sentences:
        return []
    lines = [_heading(heading)] if heading else []
    for sentence in sentences:
        lines += [line.rstrip() for line in Content.styled(sentence, "$ink").wrap(width)]
    return lines


def _heading(text: str) -> Content:
    return Content.styled(text, "bold $key")


def _titled(title: str, position: str, width: int) -> Block:
    name, where = Content.styled(title, "bold $strong"), Content.styled(position, "$quiet")
    if name.cell_length + where.cell_length + 2 <= width:
        return [Content.assemble(name, "  ", where)]
    return [name, where]


def _joined(blocks: Sequence[Block]) -> Block:
    """Put blocks one below the other, with blank lines between them."""
    lines: Block = []
    for block in blocks:
        if block:
            lines += [Content(), *block] if lines else block
    return lines


def _side_by_side(left: Block, right: Block, half: int) -> Block:
    return [
        Content.assemble(near, " " * (half + GUTTER - near.cell_length), far)
        for near, far in zip_longest(left, right, fillvalue=Content())
    ]


def fitting_blocks(blocks: Sequence[Block], width: int, rows: int) -> Content:
    """Return the first blocks, as many as fit completely into `rows` rows."""
    shown: Block = []
    for block in blocks:
        longer = _joined([shown, block])
        if sum(_height(line, width) for line in longer) > rows:
            break
        shown = longer
    return Content("\n").join(shown)


def fits_whole(blocks: Sequence[Block], width: int, rows: int) -> bool:
    """Check whether all blocks fit into `rows` rows."""
    return sum(_height(line, width) for line in _joined(blocks)) <= rows


def everything(blocks: Sequence[Block]) -> Content:
    """Return all blocks as one text."""
    return Content("\n").join(_joined(blocks))


def _height(line: Content, width: int) -> int:
    return max(len(line.wrap(width)), 1) if line else 1


def routine_detail(
    routine: Routine, choices: Sequence[Choice], catalog: Catalog, width: int
) -> list[Block]:
    """Return the blocks about a routine: how often, what it is for, and each exercise's dose."""
    blocks: list[Block] = [_titled(routine.name, routine.how_often, width)]
    if routine.why:
        blocks.append([Content.styled(routine.why, "$ink")])
    for number, choice in enumerate(choices, 1):
        rest = f", {choice.exercise.rest:g} s rest" if choice.exercise.sets > 1 else ""
        blocks.append(
            [
                Content.assemble((f"{number} ", "$quiet"), (choice.title, "bold $ink")),
                Content.styled(f"  {_unbroken(timeline.dose(choice) + rest)}", "$ink"),
                Content.styled(f"  {choice.exercise.position}", "$quiet"),
            ]
        )
    blocks.append([Content.styled(catalog.source.breathing, "italic $ink")])
    return blocks


def _unbroken(dose: str) -> str:
    """Put a no-break space between each number of seconds and its unit."""
    return re.sub(r" s\b", unbroken(" s"), dose)


def _how(step: Step) -> tuple[str, str, str]:
    """Return the shape, word and colour of a step."""
    if step.kind == "hold":
        return stages.HOLD.shape, "hold", f"${stages.HOLD.colour}"
    breath = {
        "inhale": (stages.INHALE, "in"),
        "exhale": (stages.EXHALE, "out"),
        "easy": (stages.EASY, "easy"),
    }
    stage, label = breath[step.breath]
    return stage.shape, label, f"${stage.colour}"
