"""What an interrupted save left, put in order at the next start or save."""

from __future__ import annotations

import contextlib

from trainer.files import writing
from trainer.files.reading import decoded
from trainer.files.writing import HistoryError
from trainer.history.file.history_file import HistoryFile, size_in
from trainer.history.file.torn import marked, torn_size


def without_torn_end(text: str, pending: HistoryFile) -> str:
    """The text of a history without the beginning of a save that was cut off."""
    waiting, found = pending.read()
    if not found.sessions:
        return text
    data = writing.encoded(text)
    torn = torn_size(data, waiting, found.sessions)
    return decoded(data[: len(data) - torn], lenient=True) if torn else text


def recover(book: HistoryFile, pending: HistoryFile) -> list[str]:
    """Complete a save that was cut off, and fold in the sessions that wait.

    Needs the lock. Returns what there is to tell, a line each. Raises HistoryError where the disk
    does not let it, and ChangedError where another program is changing the history; then nothing
    is lost, and the next start tries again.
    """
    text, _ = book.read()
    whole = without_torn_end(text, pending)
    if whole != text:
        # Nothing is lost with it: what waits has all of it and more.
        book.replace(whole, instead_of=text)
    waiting_text, waiting = pending.read()
    _, found, looks = book.examine()
    if found.broken or waiting.broken:
        return []
    missing = [record for record in waiting.sessions if record.id not in found.ids]
    if missing:
        with contextlib.suppress(HistoryError):  # it matters only if this is cut off as well
            pending.replace(marked(waiting_text, size_in(looks)))
        looks = book.add(missing, looks)
    notices = []
    if whole != text:
        notices.append("A save was cut off. It is complete now.")
    elif missing:
        what = "1 session is" if len(missing) == 1 else f"{len(missing)} sessions are"
        notices.append(f"{what} now in the history, from {pending.file.name}.")
    if pending.exists and book.looks() == looks:
        notices += drop(pending, waiting_text if waiting.faults else "")
    return notices


def drop(pending: HistoryFile, before: str = "") -> list[str]:
    """Take out of the pending file what is in the history now; `before` is what stays.

    Where the disk refuses, the sessions are in both files and count once; returns what to tell.
    """
    try:
        if before:
            if before != pending.read()[0]:
                pending.replace(before)
        else:
            writing.remove(pending.file)
    except (OSError, writing.NotWrittenError) as error:
        why = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        return [f"{pending.file} cannot be removed: {why}. All of it is in the history; delete it."]
    return []
