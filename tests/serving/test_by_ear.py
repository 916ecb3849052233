"""A page says each line of a session once, in order, and says nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from driving import HandClock
from real.program import SETTINGS, Program, short_bridge
from serving.tablet import begin, heard, needs_chromium, page_at, seen, serving, tap

from trainer import catalog, coach
from trainer.cues import Cue, Cues, Player
from trainer.files.places import Places
from trainer.settings.model import Settings

pytestmark = needs_chromium

GET_READY = 8.0
AUDIBLE = SETTINGS.replace('voice = "off"', "").replace("get_ready = 0", f"get_ready = {GET_READY}")
NOTE_LINES = """
window.read = [];
const added = (records) => records.flatMap(({ addedNodes }) => [...addedNodes]);
new MutationObserver((records) => {
  read.push(...added(records).map(({ textContent }) => textContent));
}).observe(document.querySelector('#lines[aria-live="polite"]'), { childList: true });
"""
LATEST = 0.3
"""Seconds that a page may take from receiving words to saying them."""


@pytest.fixture
def served(program: Program) -> Iterator[str]:
    """The address of a server whose session has words for every moment."""
    program.write(AUDIBLE, short_bridge(2, 3.0, 3.0))
    with serving(program, "--port", "0") as (address, _):
        yield address


class Listening(Player):
    """Collects the cues that are said."""

    sounds = speaks = True

    def __init__(self) -> None:
        self.cues: list[Cue] = []

    def play(self, cue: Cue) -> None:
        if cue.say:
            self.cues.append(cue)


def cue_list(program: Program) -> list[Cue]:
    """Return the cues of the same session without a page, with a clock moved by hand."""
    clock, listening = HandClock(), Listening()
    exercises = catalog.load_catalog(program.folder / "short.toml")
    elsewhere = program.folder / "elsewhere"
    led = coach.begin(
        [exercises.choose("glute-bridge")],
        clock,
        Places(elsewhere, elsewhere / "config.toml", None),
        Settings(get_ready=GET_READY, rest=0),
        Cues([listening]),
        listener=coach.Listener((), very_first=True),
    )
    while (state := led.advance()).kind != "done":
        clock.seconds += min(led.script.wait(state), 1.9) + 0.001
    led.close()
    return listening.cues


def in_order(some: Sequence[str], among: Sequence[str]) -> bool:
    rest = iter(among)
    return all(each in rest for each in some)


async def test_every_line_of_a_session_is_said_once_in_order(program: Program, served: str):
    expected = cue_list(program)
    async with page_at(served) as page:
        await page.evaluate(NOTE_LINES)
        await begin(page)
        await heard(page, expected[-1].say)
        spoken, received, read = await page.evaluate("[said, told, read]")
    texts = [each["text"] for each in spoken]
    texts = texts[: texts.index(expected[-1].say) + 1]
    # A count that comes late on a busy machine is left out; nothing else ever is.
    counts = {cue.say for cue in expected if cue.kind == "tick" and cue.say.isalpha()}
    assert [text for text in texts if text not in counts] == [
        cue.say for cue in expected if cue.say not in counts
    ]
    assert in_order(texts, [cue.say for cue in expected])
    assert counts & set(texts)
    assert [each["text"] for each in received][: len(texts)] == texts
    late = [one["at"] - other["at"] for one, other in zip(spoken, received, strict=False)]
    assert max(late) <= LATEST
    assert not any(each["overlaps"] for each in spoken)
    # A screen reader gets the same, a sentence at a time.
    lines = [line for cue in expected for line in cue.lines]
    assert in_order(read, lines)
    assert [line for line in read if not line.isdigit()] == [
        line for line in lines if not line.isdigit()
    ]


async def test_nothing_is_said_while_the_session_is_paused(served: str):
    async with page_at(served) as page:
        await begin(page)
        await heard(page, "in,")
        await tap(page, "pause")
        await heard(page, "Paused.")
        before = len(await page.evaluate("said"))
        await page.wait_for_timeout(4000)  # longer than any movement: words would have come
        assert len(await page.evaluate("said")) == before
        await tap(page, "continue")
        await seen(page, f"said.length > {before}")


async def test_no_speech_continues_after_the_end(served: str):
    async with page_at(served) as page:
        await page.evaluate("letter = 400")  # a voice that would speak for a minute
        await begin(page)
        await seen(page, "speechSynthesis.speaking")
        await tap(page, "end")
        await heard(page, "End here?")
        await tap(page, "end")
        await page.wait_for_selector("body:not(.-session)")
        await tap(page, "quit")
        await page.wait_for_selector("body.-ended")
        assert not await page.evaluate("speechSynthesis.speaking")
        spoken = await page.evaluate("said")
    assert all(each["end"] is not None for each in spoken)
    assert all(one["end"] <= other["at"] for one, other in pairwise(spoken))


async def test_words_that_take_too_long_are_cut_off_by_the_next_words(served: str):
    async with page_at(served) as page:
        await page.evaluate("letter = 400")  # a movement is over before its words are
        await begin(page)
        await tap(page, "start now")
        await seen(
            page,
            "said.some(({ text, cut }, n) => text.startsWith('in') && cut"
            " && said[n + 1]?.text.startsWith('hold'))",
        )
