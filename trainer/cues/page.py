"""The cue layers of a browser page, which speaks and shows the cues on the person's device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from trainer.cues.cue import Cue
from trainer.cues.pace import Pace
from trainer.cues.player import Player
from trainer.cues.tones import TONES

if TYPE_CHECKING:
    from trainer.settings.model import CueSettings

Send = Callable[[Mapping[str, object]], None]
"""Sends a message to the page. The key `type` says what kind of message it is."""


class PageSound(Player):
    """Makes the page say the words and play the tones, as set in the settings."""

    sounds = True

    def __init__(
        self,
        send: Send,
        settings: CueSettings,
        now: Callable[[], float],
        pace: Pace | None = None,
    ) -> None:
        """`now` returns the monotonic time in seconds; `pace` learns how long the words take."""
        self._send = send
        self._now = now
        self._pace = pace or Pace()
        self._voice = settings.voice != "off"
        self._tones = settings.sound == "tones"
        self._saying, self._until = "", 0.0
        send(
            {
                "type": "sound",
                "volume": settings.volume / 100,
                "speed": settings.speed,
                "speaker": settings.speaker,
                "tones": {
                    tone: [(note.seconds, note.begins, note.ends, note.pause) for note in notes]
                    for tone, notes in TONES.items()
                },
            }
        )

    @property
    def speaks(self) -> bool:  # type: ignore[override]
        """Whether the page has a voice, as far as the program can tell."""
        return self._voice

    @property
    def busy(self) -> bool:
        """Whether the page is probably still speaking, given the pace of its voice."""
        return bool(self._saying) and self._now() < self._until

    def play(self, cue: Cue) -> None:
        """Send the words and the tone. A count is left out while words are being said."""
        is_tick = cue.kind == "tick"
        say = cue.say if self._voice and not (is_tick and self.busy) else ""
        tone = cue.tone if self._tones and not (is_tick and cue.say and say) else None
        if not say and not tone:
            return
        if say:
            self._saying, self._until = say, self._now() + self._pace.seconds(say)
        self._send(
            {
                "type": "hear",
                "say": say,
                "tone": tone,
                "waits": cue.kind == "question",
            }
        )

    def heard(self, text: str, seconds: float) -> None:
        """Learn that the page took this many seconds to say a whole text."""
        if text == self._saying:
            self._saying = ""
            self._pace.heard(text, seconds)

    def hush(self) -> None:
        """Stop speaking at once."""
        self._saying = ""
        self._send({"type": "hush"})


class PageStage(Player):
    """Sends the current stage to the page, for its large text and for screen readers."""

    def __init__(self, send: Send, *, awake: bool = True) -> None:
        """`awake` keeps the device's screen on during the session."""
        self._send = send
        self._awake = awake
        self._open = False

    def play(self, cue: Cue) -> None:
        """Send the stage and the lines to show."""
        self._open = True
        self._send(
            {
                "type": "stage",
                "kind": cue.kind,
                "stage": cue.stage,
                "text": cue.text,
                "seconds": cue.seconds,
                "rep": cue.rep,
                "reps": cue.reps,
                "lines": cue.lines,
                "awake": self._awake,
            }
        )

    def close(self) -> None:
        """Tell the page that the session is over, so that the screen may go dark."""
        if self._open:
            self._open = False
            self._send({"type": "over"})
