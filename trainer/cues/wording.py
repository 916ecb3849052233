"""Chooses what is said during one rep.

A step says its breath, movement, squeeze, number, cheer, correction and the side of the next rep,
in this order. The breath comes first because the person has to follow it at once. If there is too
little time for everything, the least needed parts are left out first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from trainer.catalog import Side
from trainer.cues.numbers import in_words
from trainer.cues.pace import Pace
from trainer.session.timeline import Stage, Timeline, side_words

MARGIN = 0.2
"""The silence before the next words, in seconds."""
LEAST = 0.5
"""If fewer seconds than this are left, nothing more is said."""
COUNTED_UP = 5.5
"""A hold of at most this many seconds is counted upwards, like the leaflet's "count of 2-4". In a
longer hold, the voice says how much time is left."""
CORRECTED = (2, 4, 6)
"""The reps in which a correction is said."""
HALF_WAY = "half way"
BREATHS = {"inhale": "in", "exhale": "out"}


@dataclass(frozen=True, slots=True)
class Line:
    """Words to say at one moment of a stage."""

    at: float
    """Seconds into the stage."""
    say: str
    count: bool = False
    """Whether the words are one number of a count. They are left out while the voice is busy."""
    tick: bool = False
    """Whether the words count down the last seconds of a wait."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The words of a move, part by part. A part that is left out is empty."""

    side: str = ""
    breath: str = ""
    movement: str = ""
    squeeze: str = ""
    number: str = ""
    cheer: str = ""
    correction: str = ""
    ahead: str = ""

    def __str__(self) -> str:
        parts = (
            self.side,
            self.breath,
            self.movement,
            self.squeeze,
            self.number,
            self.cheer,
            self.correction,
            self.ahead,
        )
        return ", ".join(part for part in parts if part)


def is_silent(stage: Stage) -> bool:
    """Whether nothing is said during a step, because it is too short or nothing moves."""
    if stage.kind != "move" or stage.breath != "easy" or stage.first:
        return False
    return stage.seconds < 1 or (bool(stage.path) and len(set(stage.path)) == 1)


def seconds_available(timeline: Timeline, index: int, elapsed: float = 0.0) -> float:
    """Return the seconds until the next stage that says something.

    `elapsed` is the time already spent in this stage, in seconds.
    """
    seconds = timeline.stages[index].seconds - elapsed
    for stage in timeline.stages[index + 1 :]:
        if not is_silent(stage):
            break
        seconds += stage.seconds
    return seconds


def fitting(wordings: Iterable[str], seconds: float, pace: Pace, margin: float = MARGIN) -> str:
    """Return the first wording that leaves `margin` seconds to spare.

    If none does, return the last wording if it fits at all, or an empty string.
    """
    last = ""
    for last in wordings:
        if pace.seconds(last) + margin <= seconds:
            return last
    return last if pace.seconds(last) <= seconds else ""


class RepWords:
    """Chooses the words for the stages of one rep."""

    def __init__(self, timeline: Timeline, index: int, pace: Pace) -> None:
        """`index` is the timeline index of any stage of the rep."""
        stage = timeline.stages[index]
        assert stage.rep is not None
        self._timeline = timeline
        self._pace = pace
        self._rep = stage.rep
        self._choice = timeline.choices[stage.exercise]
        first = index
        while first > 0 and timeline.stages[first - 1].rep == stage.rep:
            first -= 1
        self._places = range(first, timeline.last_from(first) + 1)
        self._reps = self._choice.exercise.reps
        self._correction = self._correction_of_rep()
        self._corrected: int | None = None
        if self._correction:
            self._corrected = self._place_of_correction()

    # A move

    def move(self, index: int, side: str = "", elapsed: float = 0.0, margin: float = MARGIN) -> str:
        """Return the words for a movement, `elapsed` seconds after its start.

        `side` is said first. Leave it out if the side has been said already.
        """
        parts = self._parts(index, corrected=index == self._corrected)
        return self._fitted(index, replace(parts, side=side), elapsed, margin)

    def _fitted(self, index: int, parts: _Parts, elapsed: float, margin: float) -> str:
        seconds = seconds_available(self._timeline, index, elapsed)
        if seconds < LEAST:
            return ""
        wordings = [str(p) for p in self._shortened(index, parts)]
        said = fitting(dict.fromkeys(wordings), seconds, self._pace, margin)
        if said or not parts.breath:
            return said
        bare = (", ".join(filter(None, (parts.side, parts.breath))), parts.breath)
        return next((b for b in bare if self._pace.seconds(b) + MARGIN <= seconds), "")

    def _parts(self, index: int, corrected: bool) -> _Parts:
        stage = self._timeline.stages[index]
        counted = stage.is_last_exhale or (stage.first and not self._has_exhale)
        squeeze = ""
        if stage.squeeze and "squeeze" not in stage.say:
            named = self._choice.sides == "alternate" and stage.squeeze != "both"
            squeeze = f"squeeze {stage.squeeze} glute" if named else "squeeze"
        return _Parts(
            breath=BREATHS.get(stage.breath or "", ""),
            movement=stage.say,
            squeeze=squeeze,
            number=in_words(self._rep.number) if counted else "",
            cheer=self._cheer() if counted else "",
            correction=self._correction if corrected else "",
            ahead=self._ahead() if counted else "",
        )

    def _shortened(self, index: int, parts: _Parts) -> Iterator[_Parts]:
        """Yield ever shorter wordings of a movement, the full one first."""
        stage = self._timeline.stages[index]
        yield parts
        if parts.ahead.startswith("next "):
            parts = replace(parts, ahead=parts.ahead.removeprefix("next "))
            yield parts
        number = parts.number
        if parts.cheer == HALF_WAY:  # after "lower" alone, "half way" would sound like a distance
            parts = replace(parts, cheer="")
            yield parts
        if parts.cheer or parts.correction:
            parts = replace(parts, number="")
            yield parts
        if len(parts.squeeze.split()) > 1:
            parts = replace(parts, squeeze="squeeze")
            yield parts
        if parts.correction:
            parts = replace(parts, correction="", number=number)
            yield parts
            if parts.cheer:
                parts = replace(parts, number="")
                yield parts
        unsqueezed = replace(parts, movement=stage.say_short)
        without_movement = self._rep.number >= 3 and not parts.squeeze and bool(parts.breath)
        if parts.cheer:
            if without_movement:
                yield replace(parts, movement="")
            if parts.squeeze:
                yield replace(parts, squeeze="")
            parts = replace(parts, cheer="", number=number)
            yield parts
        if parts.number:
            if without_movement:
                yield replace(parts, movement="")
            parts = replace(parts, number="")
            yield parts
        if parts.squeeze:
            yield replace(parts, movement=stage.say_short)
            if parts.breath and self._squeezes_now:
                yield replace(parts, movement="")
            parts = replace(parts, squeeze="")
            yield parts
        parts = replace(unsqueezed, squeeze="", cheer="", number="")
        yield parts
        if parts.ahead or parts.side:
            # The person can remember the movement, but cannot guess the side.
            yield replace(parts, movement="")

    @property
    def _squeezes_now(self) -> bool:
        """Whether this rep says "squeeze" instead of the movement, if there is no time for both."""
        every = 2 if self._choice.sides == "alternate" else 1
        turn = (self._rep.number - 1) // every
        return self._rep.number >= 3 and turn % 2 == 1

    def _cheer(self) -> str:
        left = self._reps - self._rep.number
        if left in (1, 2):
            return "two more" if left == 2 else "one more"
        half = self._choice.sides != "each" and self._reps >= 6 and left == self._rep.number
        return HALF_WAY if half else ""

    def _ahead(self) -> str:
        """The words for the side of the next rep, said on the out-breath; may be empty."""
        if self.side_ahead is None:
            return ""
        words = side_words(self._choice, self.side_ahead)
        return f"next {words}"

    @property
    def side_ahead(self) -> Side | None:
        """The side of the next rep if this rep names it on the breath out, or None."""
        exercise = self._choice.exercise
        breathed = exercise.steps[0].breath != "easy" and self._has_exhale
        if self._choice.sides != "alternate" or not breathed or self._rep.number >= self._reps:
            return None
        return "left" if self._rep.side == "right" else "right"

    @property
    def _has_exhale(self) -> bool:
        return any(step.breath == "exhale" for step in self._choice.exercise.steps)

    # Corrections

    def _correction_of_rep(self) -> str:
        corrections = self._choice.exercise.corrections
        if self._rep.number not in CORRECTED:
            return ""
        number = CORRECTED.index(self._rep.number)
        return corrections[number] if number < len(corrections) else ""

    def _place_of_correction(self) -> int | None:
        """Return the index of the stage that has time for this rep's correction, or None.

        Usually, breaths are tried before holds, and the breath with the most time left is tried
        first. But if every step of the rep says something, the holds come first.
        """
        stages = self._timeline.stages
        breaths = [n for n in self._places if stages[n].breath in BREATHS]
        left = {
            n: seconds_available(self._timeline, n) - self._pace.seconds(str(self._parts(n, False)))
            for n in breaths
        }
        places = sorted(breaths, key=lambda n: -left[n])
        holds = [n for n in self._places if stages[n].kind == "hold"]
        settles = any(is_silent(stages[n]) for n in self._places)
        for n in [*places, *holds] if settles else [*holds, *places]:
            if stages[n].kind == "hold":
                said = [line.say for line in self._hold(n, self._correction)]
            else:
                said = [self._fitted(n, self._parts(n, True), 0.0, MARGIN)]
            if any(self._correction in words for words in said):
                return n
        return None

    # A hold

    def hold(
        self,
        index: int,
        elapsed: float = 0.0,
        changed: bool = False,
        margin: float = MARGIN,
    ) -> list[Line]:
        """Return the words for a hold, `elapsed` seconds after its start.

        If `changed`, a key has made the hold longer or shorter, and the words say its new length.
        """
        extra = self._correction if index == self._corrected else ""
        return self._hold(index, extra, elapsed, changed, margin)

    def _hold(
        self,
        index: int,
        correction: str,
        elapsed: float = 0.0,
        changed: bool = False,
        margin: float = MARGIN,
    ) -> list[Line]:
        stage = self._timeline.stages[index]
        word = self._hold_word(index)
        if stage.seconds > COUNTED_UP:
            counts = self._counted_down(stage, correction)
            length = f"{word}, {in_words(stage.seconds)} seconds"
            wanted = [length] if changed or self._rep.number == 1 else []
        else:
            last = int(stage.seconds - 0.001)
            counts = [Line(n, in_words(n + 1), count=True) for n in range(1, last + 1)]
            wanted = [f"{word}, {in_words(stage.seconds)} seconds"] if changed else []
            if correction:
                wanted.append(f"{word}, {correction}")
            elif self._rep.number % 5 == 1:
                wanted.append(f"{word}, keep breathing")
        counts = [line for line in counts if line.at > elapsed]
        # The last number is always said. Earlier ones may be left out to make time for a sentence.
        kept = counts[0].at if stage.seconds > COUNTED_UP and counts else None
        if kept is None:
            kept = counts[-1].at if len(counts) > 1 else stage.seconds
        room = kept - elapsed
        first = next((w for w in wanted if self._pace.seconds(w) + margin <= room), "")
        if not first:
            alone = (word,) if counts else (f"{word}, keep breathing", "keep breathing", "stay")
            until = counts[0].at if counts else stage.seconds
            first = fitting(alone, until - elapsed, self._pace, margin)
        lines = [Line(elapsed, first)] if first and stage.seconds - elapsed >= LEAST else []
        for line in counts:
            busy = lines[-1].at + self._pace.seconds(lines[-1].say) if lines else 0.0
            ends = line.at + self._pace.seconds(line.say)
            if busy + 0.05 <= line.at and ends <= stage.seconds:
                lines.append(line)
        return lines

    def _hold_word(self, index: int) -> str:
        """The word that a hold begins with: "squeeze" if the lift was too short to say it,
        otherwise the hold's own word."""
        stages = self._timeline.stages
        stage = stages[index]
        said = [self.move(n) for n in self._places if n < index and stages[n].squeeze]
        left_out = bool(said) and not any("squeeze" in words for words in said)
        return "squeeze" if left_out and stage.squeeze and stage.say == "hold" else stage.say_short

    def _counted_down(self, stage: Stage, correction: str) -> list[Line]:
        """The words in a long hold: how many seconds are left, and "keep breathing"."""
        seconds = stage.seconds
        calls = {4.0 if seconds > 15 else 3.0 if seconds >= 7 else 2.0: "keep breathing"}
        if seconds > 15:
            calls[seconds - 6] = "keep breathing"
        elif seconds >= 10:
            calls[seconds - 5] = "five seconds"
        for left in range(10, int(seconds - 4), 10):
            calls[seconds - left] = f"{in_words(left)} seconds"
        if correction:
            calls[float(seconds // 2)] = correction
        lines = [Line(at, say) for at, say in sorted(calls.items()) if at < seconds - 3]
        ticks = [Line(seconds - left, in_words(left), count=True) for left in (3, 2, 1)]
        return [*lines, *(tick for tick in ticks if tick.at > 0)]
