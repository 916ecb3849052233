"""Splits a text into sentences, and the sentences into pages with a given number of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from textual.content import Content

CLAUSES = (r"(?<=[,;:])\s+", r"\s+(?=(?:and|or|so|until)\b)")
"""Patterns for where to break a long sentence, best first: after a comma, before a conjunction."""

Lines = tuple[str, ...]


def sentences(text: str) -> tuple[str, ...]:
    """Split a text into sentences."""
    return tuple(part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part)


def longest(sentences: Sequence[str], width: int) -> int:
    """Return how many rows the longest sentence needs."""
    return max(len(wrapped(each, width)) for each in sentences)


def all_fit(sentences: Sequence[str], width: int, rows: int) -> bool:
    """Check whether each sentence fits into `rows` rows."""
    return longest(sentences, width) <= rows


def pages(sentences: Sequence[str], width: int, rows: int) -> list[Lines]:
    """Split sentences into pages of `rows` rows, with as many whole sentences on a page as fit.

    A sentence that is longer than a page is split into clauses, and each is written as a sentence.
    A clause that is longer than a page is broken between words, with an ellipsis.
    """
    found: list[Lines] = []
    text = ""
    for sentence in sentences:
        longer = wrapped(f"{text} {sentence}", width)
        if text and len(longer) <= rows:
            found[-1], text = longer, f"{text} {sentence}"
        elif len(whole := wrapped(sentence, width)) <= rows:
            found.append(whole)
            text = sentence
        else:
            for part in _parts(sentence, width, rows):
                found += _broken(as_sentence(part), width, rows)
            text = ""
    return found


def as_sentence(clause: str) -> str:
    """Write a clause as a sentence: `and bend your knees,` becomes `Bend your knees.`"""
    said = re.sub(r"^(?:and|with)\s+", "", clause.strip().rstrip(",;:"))
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('.', '!', '?')) else '.'}"


def without_repeat(sentence: str, instruction: str) -> str:
    """Remove the first clause of a sentence if it repeats the instruction.

    For example, "Assume a position on your hands and knees, with …" loses the part before the
    comma if the instruction is "Get on your hands and knees".
    """
    first, _, rest = sentence.partition(", ")
    position = instruction.partition(" ")[2].lower()
    repeats = rest and position and first.lower().endswith(position)
    return as_sentence(rest) if repeats else sentence


def _parts(text: str, width: int, rows: int, breaks: Sequence[str] = CLAUSES) -> list[str]:
    """Split a sentence into parts, each with as many clauses as fit on a page.

    Try the patterns in `breaks` in turn, and use the next one only for parts that are too long.
    """

    def fits(part: str) -> bool:
        return len(wrapped(as_sentence(part), width)) <= rows

    found: list[str] = []
    for part in re.split(breaks[0], text):
        if found and fits(f"{found[-1]} {part}"):
            found[-1] += f" {part}"
        elif fits(part) or not breaks[1:]:
            found.append(part)
        else:
            found += _parts(part, width, rows, breaks[1:])
    return found


def _broken(sentence: str, width: int, rows: int) -> list[Lines]:
    """Break a sentence between words into pages of `rows` rows."""
    lines = wrapped(sentence, width)
    if len(lines) <= rows:
        return [lines]
    lines = wrapped(sentence, width - 2 * len("… "))
    found = [list(lines[n : n + rows]) for n in range(0, len(lines), rows)]
    for before, after in pairwise(found):
        before[-1], after[0] = f"{before[-1]}…", f"… {after[0]}"
    return [tuple(each) for each in found]


def page(sentences: Sequence[str], width: int, rows: int, over: float) -> Lines:
    """Return the page to show when the share `over` (0-1) of the time has passed."""
    found = pages(sentences, width, rows)
    return found[min(int(over * len(found)), len(found) - 1)]


def fitting(sentences: Sequence[str], width: int, rows: int) -> Lines:
    """Return the lines of the first sentences, as many whole sentences as fit."""
    for count in range(len(sentences), 0, -1):
        lines = wrapped(" ".join(sentences[:count]), width)
        if len(lines) <= rows:
            return lines
    return ()


def wrapped(text: str, width: int) -> Lines:
    """Wrap a text into lines of at most `width` columns."""
    return tuple(line.plain.rstrip() for line in Content(text.strip()).wrap(width))
