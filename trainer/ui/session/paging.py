"""Splits a text into sentences, and fits them into rows: whole if possible, otherwise in pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from textual.content import Content

CLAUSES = (r"(?<=[,;:])\s+", r"\s+(?=(?:and|or|so|until)\b)")
"""Where a long sentence is broken, the best places first: between clauses, before a conjunction."""

Lines = tuple[str, ...]


def sentences(text: str) -> tuple[str, ...]:
    """Split a text into sentences."""
    return tuple(part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part)


def longest(sentences: Sequence[str], width: int) -> int:
    """The rows of the longest sentence."""
    return max(len(wrapped(each, width)) for each in sentences)


def all_fit(sentences: Sequence[str], width: int, rows: int) -> bool:
    """Whether no sentence needs more than a page."""
    return longest(sentences, width) <= rows


def pages(sentences: Sequence[str], width: int, rows: int) -> list[Lines]:
    """Sentences in pages of `rows` rows. A page has whole sentences, as many as fit.

    A sentence that is longer than a page is shown clause by clause, each like a sentence of its
    own. Only a clause that is longer than a page is broken between words, with an ellipsis.
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
    """A clause written as a sentence: `and bend your knees,` becomes `Bend your knees.`"""
    said = re.sub(r"^(?:and|with)\s+", "", clause.strip().rstrip(",;:"))
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('.', '!', '?')) else '.'}"


def without_repeat(sentence: str, instruction: str) -> str:
    """A sentence without its first clause, if that only says what the instruction says.

    For example, "Assume a position on your hands and knees, with …" loses what is before the comma
    if the instruction is "Get on your hands and knees".
    """
    first, _, rest = sentence.partition(", ")
    position = instruction.partition(" ")[2].lower()
    repeats = rest and position and first.lower().endswith(position)
    return as_sentence(rest) if repeats else sentence


def _parts(text: str, width: int, rows: int, breaks: Sequence[str] = CLAUSES) -> list[str]:
    """The clauses of a sentence, with as many in one part as fit a page.

    The sentence is broken at the first kind of `breaks` if that is enough.
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
    """A sentence that cannot be broken between clauses, in pages."""
    lines = wrapped(sentence, width)
    if len(lines) <= rows:
        return [lines]
    lines = wrapped(sentence, width - 2 * len("… "))
    found = [list(lines[n : n + rows]) for n in range(0, len(lines), rows)]
    for before, after in pairwise(found):
        before[-1], after[0] = f"{before[-1]}…", f"… {after[0]}"
    return [tuple(each) for each in found]


def page(sentences: Sequence[str], width: int, rows: int, over: float) -> Lines:
    """The page to show when a share `over` (0-1) of the time is over."""
    found = pages(sentences, width, rows)
    return found[min(int(over * len(found)), len(found) - 1)]


def fitting(sentences: Sequence[str], width: int, rows: int) -> Lines:
    """The lines of the first sentences, as many as fit completely."""
    for count in range(len(sentences), 0, -1):
        lines = wrapped(" ".join(sentences[:count]), width)
        if len(lines) <= rows:
            return lines
    return ()


def wrapped(text: str, width: int) -> Lines:
    """The lines of a text."""
    return tuple(line.plain.rstrip() for line in Content(text.strip()).wrap(width))
