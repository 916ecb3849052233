"""Completes an interrupted save at the next start or save."""

from __future__ import annotations

import contextlib

from trainer.files import writing
from trainer.files.reading import decoded
from trainer.files.writing import HistoryError
from trainer.history.file.history_file import HistoryFile, size_in
from trainer.history.file.torn import marked, torn_size


def without_torn_end(text: str, pending: HistoryFile) -> str:
    """Remove the incomplete end that an interrupted save left from the text of a history."""
    waiting, found = pending.read()
    if not found.sessions:
        return text
    data = writing.encoded(text)
    torn = torn_size(data, waiting, found.sessions)
    return decoded(data[: len(data) - torn], lenient=True) if torn else text


def recover(history: HistoryFile, pending: HistoryFile) -> list[str]:
    """Complete an interrupted save, and add the pending sessions to the history.

    The caller must hold the lock. Returns notices for the user, one line each. Raises HistoryError
    if the disk refuses, and ChangedError if another program changes the history. After an error
    nothing is lost, and the next start tries again.
    """
    text, _ = history.read()
    whole = without_torn_end(text, pending)
    if whole != text:
        # Nothing is lost: the pending file contains the whole of every session removed here.
        history.replace(whole, expected=text)
    waiting_text, waiting = pending.read()
    _, found, fingerprint = history.read_with_fingerprint()
    if found.broken or waiting.broken:
        return []
    missing = [record for record in waiting.sessions if record.id not in found.ids]
    if missing:
        # The mark is needed only if this save is interrupted too, so writing it may fail.
        with contextlib.suppress(HistoryError):
            pending.replace(marked(waiting_text, size_in(fingerprint)))
        fingerprint = history.add(missing, fingerprint)
    notices = []
    if whole != text:
        notices.append("A save was interrupted. It is complete now.")
    elif missing:
        what = "1 session is" if len(missing) == 1 else f"{len(missing)} sessions are"
        notices.append(f"{what} now in the history, from {pending.file.name}.")
    if pending.exists and history.fingerprint() == fingerprint:
        notices += clear_pending(pending, leaving=waiting_text if waiting.problems else "")
    return notices


def clear_pending(pending: HistoryFile, leaving: str = "") -> list[str]:
    """Remove the pending file after its sessions were added to the history.

    If `leaving` is given, the file stays, and contains only this text. If the disk
    refuses, the sessions are in both files, which is harmless. Returns notices for the user.
    """
    try:
        if leaving:
            if leaving != pending.read()[0]:
                pending.replace(leaving)
        else:
            writing.remove(pending.file)
    except (OSError, writing.NotWrittenError) as error:
        why = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        done = "Everything in it is in the history, so you can delete it."
        return [f"{pending.file} cannot be removed: {why}. {done}"]
    return []
