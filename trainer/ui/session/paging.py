"""Fits sentences into a number of rows: whole if possible, otherwise in pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.content import Content

BREAKS = (r"(?<=[,;:])\s+", r"\s+(?=(?:and|or|so|until)\b)", r"\s+")
"""Where a sentence is broken, the best places first: between clauses, before a conjunction, between
words."""

Lines = tuple[str, ...]


def longest(sentences: Sequence[str], width: int) -> int:
    """The rows of the longest sentence."""
    return max(len(wrapped(each, width)) for each in sentences)


def all_fit(sentences: Sequence[str], width: int, rows: int) -> bool:
    """Whether no sentence needs more than a page."""
    return longest(sentences, width) <= rows


def pages(sentences: Sequence[str], width: int, rows: int) -> list[Lines]:
    """Sentences in pages of `rows` rows. A page has whole sentences, as many as fit.

    A sentence that is longer than a page is broken between clauses if possible. There is an
    ellipsis before and after the break.
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
            found += _broken(sentence, width, rows)
            text = ""
    return found


def _broken(sentence: str, width: int, rows: int) -> list[Lines]:
    """A sentence that is longer than a page, in pages: between clauses where possible."""
    texts = _parts(sentence, width, rows, BREAKS)
    for n in range(len(texts) - 1):
        texts[n], texts[n + 1] = f"{texts[n].rstrip(',;:')}…", f"… {texts[n + 1]}"
    found = [wrapped(text, width) for text in texts]
    return [lines[n : n + rows] for lines in found for n in range(0, len(lines), rows)]


def _parts(text: str, width: int, rows: int, breaks: Sequence[str]) -> list[str]:
    """A text in parts that fit a page with an ellipsis at both ends.

    It is broken at the first kind of `breaks` if that is enough.
    """

    def fits(part: str) -> bool:
        return len(wrapped(f"… {part}…", width)) <= rows

    found: list[str] = []
    for part in re.split(breaks[0], text):
        if found and fits(f"{found[-1]} {part}"):
            found[-1] += f" {part}"
        elif fits(part) or not breaks[1:]:
            found.append(part)
        else:
            found += _parts(part, width, rows, breaks[1:])
    return found


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
