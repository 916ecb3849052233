"""Measures whether words are spoken on time, from the start of each run of the speech program."""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.program import begin, places
from benchmarks.table import Row, late, middle
from benchmarks.terminal import Terminal
from trainer import catalog
from trainer.cues.due import Script
from trainer.session.machine import Session

EXERCISE = "glute-bridge"
SETTINGS = 'get_ready = 0\n[cues]\nvoice = "on"\n'
SPEAKER = """\
#!/bin/bash
words=${{@: -1}}
echo "$EPOCHREALTIME $words" >> {log}
[ "$1" = --voices=en ] || sleep "$(( ${{#words}} * 55 / 1000 )).$(( ${{#words}} * 55 % 1000 ))"
"""
"""A speech program that logs its words and when it was started, and takes as long as a voice."""
POLLS = 24
"""Polls per second in the ideal session that the real one is compared with."""


def scheduling() -> Iterator[Row]:
    """Compare the times at which words begin with the script; the earliest counts as on time."""
    with places(SETTINGS) as (data, command):
        log, programs = data / "said", data / "programs"
        programs.mkdir()
        for name in ("spd-say", "espeak-ng"):
            speaker = programs / name
            speaker.write_text(SPEAKER.format(log=log))
            speaker.chmod(0o700)
        path = os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)])
        seconds = Session([catalog.load_catalog().choose(EXERCISE)], 0.0).timeline.seconds
        terminal = Terminal([*command, "start", EXERCISE], environment={"PATH": path})
        try:
            begin(terminal, "▲")
            terminal.live = False
            terminal.watch(seconds)
        finally:
            terminal.close()
        delays = _delays(_said(log), _script())
    value, spread = middle(delays)
    value = 1000 * (value - min(delays))
    yield Row("delay of words, median", value, "ms", spread=1000 * spread)
    yield late("delay of words", delays, 300)


def _said(log: Path) -> list[tuple[float, str]]:
    """The times at which the speech program was started, in seconds, with its words."""
    lines = (line.partition(" ") for line in log.read_text().splitlines())
    return [(float(at), words) for at, _, words in lines]


def _script() -> list[tuple[float, str]]:
    """The times at which words are due, in seconds after the first stage, with the words."""
    session, script = Session([catalog.load_catalog().choose(EXERCISE)], 0.0), Script()
    due, before, now = [], None, 0.0
    while before is None or before.kind != "done":
        after = session.advance_to(now)
        due += [(now, cue.say) for cue in script.due(before, after) if cue.say]
        before, now = after, now + 1 / POLLS
    return due


def _delays(spoken: list[tuple[float, str]], due: list[tuple[float, str]]) -> list[float]:
    """The delay in seconds of each sentence that is in both lists, in the same order.

    The two clocks start at different times, so only the differences between the delays count.
    """
    same = SequenceMatcher(None, [words for _, words in spoken], [words for _, words in due])
    delays = [
        spoken[block.a + n][0] - due[block.b + n][0]
        for block in same.get_matching_blocks()
        for n in range(block.size)
    ]
    if len(delays) < len(due) / 2:
        raise RuntimeError(f"only {len(delays)} of {len(due)} sentences were heard")
    return delays
