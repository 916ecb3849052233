"""Every limit on the files that the program reads.

The limits are far above what anybody writes by hand or trains in a lifetime. They are so low that
the program can refuse any file within seconds and without filling the memory.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(9000, 1, 1)
"""The first and last day that are safe to calculate with in every time zone."""


class Size(NamedTuple):
    """The size limit for one kind of file."""

    bytes: int
    remedy: str
    """What to do about a larger file."""


HISTORY = Size(50_000_000, "move old sessions to another file")
"""Ten years with two sessions a day need 3 MB, or 25 MB with a page of notes for each session."""
CATALOG = Size(4_000_000, "is it a catalog?")
"""Two hundred exercises need 1 MB, if their texts are as long as the bundled ones."""
PREPARED = Size(20_000_000, "delete it")
"""A cached catalog that was already checked."""
SETTINGS = Size(1_000_000, "is it really a settings file?")
IN_PROGRESS = Size(5_000_000, "move it to another folder")

PARSED_AT_ONCE = 10_000_000
"""The most characters to pass to the TOML parser at once. Sessions that are written as
`[[session]]` are parsed one by one."""
DOTS = 60
"""The maximum number of parts of one dotted key."""
JSON_VALUES = 2_000_000
"""The most lists and tables in one JSON file."""
SESSIONS = 200_000
"""The most sessions in one history: ten a day for fifty years."""
PROBLEMS_LISTED = 200
"""How many faulty sessions are described in full."""
PROBLEMS_WARNED = 20
"""How many faulty sessions a command mentions if its purpose is not to check files."""
KEYS_NAMED = 20
"""How many unknown keys of one table are reported by name."""
KEY_SHOWN = 60
"""How many characters of a key are shown in a message."""

NOTE = 100_000
"""The most bytes of UTF-8 in one note."""
RECORDED_TEXT = 1000
"""The most characters of an id or a name in the history."""
RECORDED_EXERCISES = 200
"""The most exercises in one session of the history."""

NAME = 40
"""The most characters of a name or an id in the catalog. The next three limits are for longer
texts."""
PHRASE = 60
SENTENCE = 600
TEXT = 4000
COUNT = 100
"""The most reps in a set, sets in an exercise, and items in a list of sentences, variants or
steps."""
EXERCISES = 200
"""The most exercises in one catalog, and the most routines."""
STAGES = 2000
"""The most steps of an exercise or a routine, counting all reps, sets and sides."""
HOOK = 1000
"""The most characters of the hook command."""
REST_DATES = 10_000
