"""Follow a session of each exercise in a page with a simulated voice; print how late cues are.

Run `python -m serving.followed [EXERCISE …]` in `tests/`. Each exercise takes about two minutes, in
real time, with a voice that needs as long for its words as a real one did. Every word and every
tone is compared with the timeline. The timeline is shifted so that the most punctual cue is exactly
on time. The shortest round trip to the page is then added to every delay. The exit code is 1 if a
cue was too late.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

from cues.listening import CATALOG, Heard, Measured, Voice, follow
from real.program import Program
from serving.tablet import begin, page_at, playwright, seen, serving, tap

from trainer.cues import Cue
from trainer.cues.pace import estimate

ROOT = Path(__file__).parents[2]

SETTINGS = "welcomed = true\nquestions = 'off'\n"


class Spoken(Voice):
    """A voice of 175 words a minute. Texts that were never measured take the estimated time."""

    def seconds(self, text: str) -> float:
        with suppress(LookupError):
            return super().seconds(text)
        return estimate(text)


VOICE = Spoken(Measured(), 175)
EXERCISES = tuple(
    "mobility-squat:chair" if each.id == "mobility-squat" else each.id for each in CATALOG.exercises
)
"""Every exercise, in the version that is offered to a new user."""
LATEST = 0.3
"""Seconds that a cue may be late on a machine with nothing else to do."""
RECORDED = """
async () => {
  const trips = [];
  for (let n = 0; n < 20; n++) trips.push(await new Promise((done) => {
    const asked = performance.now();
    window.ponged = () => done((performance.now() - asked) / 1000);
    line.send('["ping", "measured"]');
  }));
  return [said, played, Math.min(...trips)];
}
"""


def planned(exercise: str) -> list[Heard]:
    """Return the cues of an exercise, with their times on a machine that is never late."""
    cues = follow([exercise], voice=VOICE, new=True, very_first=True)
    return [each for each in cues if each.cue.say or each.cue.tone]


async def lateness(exercise: str) -> list[tuple[float, str]]:
    """Return how many seconds each cue was late in the page, with the cue: words, then tones."""
    expected = planned(exercise)
    takes = {each.cue.say: VOICE.seconds(each.cue.say) for each in expected if each.cue.say}
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder))
        program.write(SETTINGS, (ROOT / "exercises.toml").read_text())
        with serving(program, "--port", "0") as (address, _):
            script = f"window.takes = {json.dumps(takes)};"
            async with page_at(address, script=script) as page:
                await choose(page, exercise)
                await begin(page)
                await asyncio.sleep(expected[-1].at)
                await seen(page, f"said.some(({{ text }}) => text === {expected[-1].cue.say!r})")
                spoken, played, way = await page.evaluate(RECORDED)
    return compared(expected, spoken, played, way)


async def choose(page: playwright.Page, exercise: str) -> None:
    """Select an exercise by touch, so that it starts next."""
    for _ in (*EXERCISES, "the suggestion above the list"):
        start = await page.locator("#keys button").first.inner_text()
        if CATALOG.choose(exercise).name in start:
            return
        await tap(page, "↓")
        await seen(page, f"keys.firstChild.textContent !== {start!r}")
    raise AssertionError(f"{exercise} cannot be chosen")


def compared(
    expected: Sequence[Heard], spoken: Sequence[dict], played: Sequence[float], way: float
) -> list[tuple[float, str]]:
    """Compare the spoken words and the tones with the timeline.

    Raises AssertionError if a word or a tone is missing.
    """
    words = [each for each in expected if each.cue.say]
    texts = [each["text"] for each in spoken][: len(words)]
    assert texts == [each.cue.say for each in words], _first_difference(words, texts)
    offsets = [one["at"] - each.at for one, each in zip(spoken, words, strict=False)]
    tones = [each for each in expected if each.cue.tone and not is_said_instead(each.cue)]
    assert len(played) >= len(tones), f"{len(tones)} tones are due, {len(played)} were played"
    offsets += [at - each.at for at, each in zip(played, tones, strict=False)]
    punctual = min(offsets)
    cues = zip([*words, *tones], offsets, strict=False)
    return [
        (offset - punctual + way, f"{each.cue.say or each.cue.tone!r} at {each.at:.1f} s")
        for each, offset in cues
    ]


def is_said_instead(cue: Cue) -> bool:
    """Check whether a count is spoken, and so needs no tone."""
    return cue.kind == "tick" and bool(cue.say)


def _first_difference(words: Sequence[Heard], texts: Sequence[str]) -> str:
    pairs = zip(words, [*texts, *[""] * len(words)], strict=False)
    each, text = next((e, t) for e, t in pairs if e.cue.say != t)
    return f"at {each.at:.1f} s: {text!r} in place of {each.cue.say!r}"


async def main(exercises: Sequence[str]) -> int:
    """Print a line for each exercise; returns 1 if a cue was too late, otherwise 0."""
    code = 0
    for exercise in exercises or EXERCISES:
        late = await lateness(exercise)
        middle = median(seconds for seconds, _ in late)
        (first, _), (most, which) = late[0], max(late)
        code = code or int(most > LATEST)
        print(
            f"{exercise:<22}{len(late):>4} cues  late by {middle:.3f} s (median), "
            f"{first:.3f} s (the first words), {most:.3f} s (most: {which})"
            f"{'  TOO LATE' if most > LATEST else ''}",
            flush=True,
        )
    return code


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
