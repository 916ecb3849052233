"""Regular expressions that match sessions exactly as the program writes them.

The TOML parser reads sessions that do not match.
"""

from __future__ import annotations

_NAME = r'"([^"\\\x00-\x1f\x7f]{1,1000}+)"'
_NOTE = r'"([^"\\\x00-\x1f\x7f]{0,20000}+)"'
_DAY = r"(\d{4}-\d\d-\d\d)"
_MOMENT = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d)"
_SCALE = r"(10|\d)"
_COUNT = r"(0|[1-9]\d{0,4})"
_SECONDS = r"((?:0|[1-9]\d{0,4})(?:\.\d{1,9})?)"

EXERCISE = (
    r"\n\[\[session\.exercise]]\n"
    rf"id = {_NAME}\n"
    rf"name = {_NAME}\n"
    rf"variant = {_NAME}\n"
    r'status = "(completed|partial|skipped)"\n'
    rf"planned_reps = {_COUNT}\n"
    rf"done_reps = {_COUNT}\n"
    rf"skipped_reps = {_COUNT}\n"
    r'(?:stopped = "(pain|fatigue|time|other)"\n)?'
    rf"(?:pain_at_stop = {_SCALE}\n)?"
    rf"(?:done_left = {_COUNT}\n)?"
    rf"(?:done_right = {_COUNT}\n)?"
    rf"(?:hold = {_SECONDS}\n)?"
    rf"seconds = {_SECONDS}\n"
)
SESSION = (
    r"\[\[session]]\n"
    rf"id = {_NAME}\n"
    rf"day = {_DAY}\n"
    rf"started = {_MOMENT}\n"
    rf"ended = {_MOMENT}\n"
    r'status = "(completed|partial)"\n'
    r'source = "(session|log|import)"\n'
    rf"(?:pain_before = {_SCALE}\n)?"
    rf"(?:pain_after = {_SCALE}\n)?"
    rf"(?:effort = {_SCALE}\n)?"
    r'(?:next_morning = "(better|same|worse)"\n)?'
    rf"(?:note = {_NOTE}\n)?"
)
COMPLETED = 'status = "completed"\nplanned_reps'
"""Text that only a completed exercise contains."""
