"""Recognizes the incomplete end that an interrupted save leaves in the history.

The pending file says how long the history was before the save, and which sessions were being added.
The end is removed only if it matches both. Any other end was written by another program and stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.files.writing import as_lines, encoded
from trainer.history.file import reading
from trainer.history.file.layout import HEADER, SESSION_HEADER, block
from trainer.history.records import SessionRecord

_MARK = re.compile(r"^adding_at = (\d{1,9})\r?\n", re.MULTILINE)
_FORMAT = re.compile(r"^format = 1\r?\n", re.MULTILINE)


def marked(pending: str, size: int) -> str:
    """Mark the text of a pending file with the history's size in bytes before the save."""
    pending = unmarked(pending)
    head = _FORMAT.search(_head(pending))
    at = min(head.end(), len(pending)) if head else len(pending) - len(pending.lstrip("\ufeff"))
    return f"{pending[:at]}adding_at = {size}\n{pending[at:]}"


def unmarked(pending: str) -> str:
    """Remove the mark that `marked` adds. Only a file whose sessions are being added has a mark."""
    return _MARK.sub("", pending, count=1) if _mark(pending) is not None else pending


def _mark(pending: str) -> int | None:
    match = _MARK.search(_head(pending))
    return int(match[1]) if match else None


def _head(text: str) -> str:
    """Return the text before the first session."""
    return text.partition(f"\n{SESSION_HEADER}")[0] + "\n"


def torn_size(history: bytes, pending: str, waiting: Sequence[SessionRecord]) -> int:
    """Return how many bytes at the end of a history are from an interrupted save.

    `pending` is the text of the pending file, and `waiting` are the sessions in that file. After a
    power cut, some file systems show unwritten bytes as zeros. These zeros count as part of the
    incomplete end.
    """
    size = _mark(pending)
    if size is None:
        return _torn_block(history, waiting)
    if size >= len(history):
        return 0
    before, tail = history[:size], history[size:]
    known = reading.read(before.decode("utf-8", "surrogateescape")).ids if before else set()
    missing = "".join(block(record) for record in waiting if record.id not in known)
    added = as_lines(before, encoded(("" if before else HEADER) + missing))
    written = tail.rstrip(b"\0")
    return len(tail) if added.startswith(written) and tail != added else 0


def _torn_block(history: bytes, waiting: Sequence[SessionRecord]) -> int:
    """Like `torn_size`, for pending files of older versions, which have no mark."""
    for record in waiting:
        whole = encoded(block(record))
        opening = whole[: whole.index(b"\n", len(f"\n{SESSION_HEADER}\n")) + 1]
        start = history.rfind(opening)
        if start >= 0 and whole != history[start:] and whole.startswith(history[start:]):
            return len(history) - start
    return 0
