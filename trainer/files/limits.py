"""How much is too much: every limit on what is read, in one place.

They are far above what anybody writes by hand or trains in a life, and low enough that whatever
stands in a file's place is refused within seconds and without eating the memory.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(9000, 1, 1)
"""Years before and after these there is no reckoning with; nor has anybody trained then."""


class Size(NamedTuple):
    """The most that is read of one kind of file."""

    bytes: int
    remedy: str
    """What to do about a larger one."""


HISTORY = Size(50_000_000, "move old sessions to a file of their own")
"""Ten years of two sessions a day are 3 MB; with a page of notes each they are 25."""
CATALOG = Size(1_000_000, "is it a catalog?")
SETTINGS = Size(1_000_000, "is it the settings?")
IN_PROGRESS = Size(5_000_000, "move it away")

PARSED_AT_ONCE = 10_000_000
"""Characters for the TOML parser in one go; sessions that begin with `[[session]]` go one by one.
"""
DOTS = 60
"""Parts of one dotted key."""
JSON_VALUES = 2_000_000
"""Lists and tables in one JSON file."""
SESSIONS = 200_000
"""In one history: ten a day for fifty years."""
FAULTS_TOLD = 200
"""Faulty sessions that are each described."""
FAULTS_WARNED = 20
"""Faulty sessions that a command names which is about something else."""
KEYS_TOLD = 20
"""Unknown keys of one table that are each named."""
KEY_SHOWN = 60
"""Characters of a key that are repeated in a message."""

NOTE = 100_000
"""Bytes of UTF-8 in one note."""
RECORDED_TEXT = 1000
"""Characters of an id or a name in the history."""
RECORDED_EXERCISES = 200
"""In one session of the history."""

NAME = 40
"""Characters of a name or an id in the catalog; phrases, sentences and texts below."""
PHRASE = 60
SENTENCE = 600
TEXT = 4000
COUNT = 100
"""Reps in a set, and sets; also sentences of one kind, variants and steps, each in one list."""
EXERCISES = 200
"""In one catalog."""
STAGES = 2000
"""Steps that an exercise makes over all reps, sets and sides."""
HOOK = 1000
"""Characters of the hook command."""
REST_DATES = 10_000
