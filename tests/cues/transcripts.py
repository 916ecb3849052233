"""Writes what is heard in each exercise, and when, into `docs/transcripts.md`.

Run `python -m cues.transcripts` in `tests/` after a change to the script.
"""

from __future__ import annotations

from pathlib import Path

from cues.listening import CATALOG, EVERY, follow

from trainer.cues.pace import Pace
from trainer.session.stages import clock

FILE = Path(__file__).parents[2] / "docs" / "transcripts.md"
OPENING = """\
# What you hear

What a voice at 175 words a minute says for every exercise and version the first time, with the
minutes and seconds at which each sentence begins. The program generates this page; a test
checks that it is up to date.
"""


def text() -> str:
    """Return the whole page."""
    return OPENING + "".join(_transcript(ref) for ref in EVERY)


def _transcript(ref: str) -> str:
    lines = [f"\n## {CATALOG.choose(ref).title}\n\n```text\n"]
    for one in follow([ref], new=True, pace=Pace(1.0)):
        if words := one.cue.say:
            lines.append(f"{clock(one.at):>5}  {words}\n")
    return "".join([*lines, "```\n"])


if __name__ == "__main__":
    FILE.write_text(text())
