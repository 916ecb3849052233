"""The voice: the operating system's own speech program."""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from trainer.cues.cue import Cue
from trainer.cues.pace import SHORTEST, Pace, estimate
from trainer.cues.player import Player
from trainer.cues.process import LAST_WORDS, Call, ProgramRunner
from trainer.files.safe_text import sanitize

Kind = Literal["say", "spd-say", "espeak-ng"]
PROGRAMS: tuple[Kind, ...] = get_args(Kind)
"""Speech programs in the order they are tried."""
GRACE = 0.3
"""Seconds that a sentence may overrun before new words cut it off."""
TOO_FAST = 0.15
"""A run that takes less than this fraction of the estimated time has failed."""
TOO_SLOW = 2.0
"""A run that takes this many times as long as estimated is hanging."""
LISTING = 5.0
"""Seconds that a program may take to list its voices."""
_SPD_NORMAL = 170
"""The speed of speech-dispatcher's espeak-ng module at rate 0, in words a minute. The manual
gives 80 for the rate -100 and 449 for the rate 100. So one step of the rate changes the speed by
2.79 above this value, and by 0.9 below."""
_INSTALLS = {
    "apt": "sudo apt install espeak-ng",
    "dnf": "sudo dnf install espeak-ng",
    "pacman": "sudo pacman -S espeak-ng",
    "zypper": "sudo zypper install espeak-ng",
    "apk": "sudo apk add espeak-ng",
    "brew": "brew install espeak-ng",
    "winget": "winget install eSpeak-NG.eSpeak-NG",
}


@dataclass(frozen=True, slots=True)
class Speech:
    """How to call a speech program, always asking for English."""

    kind: Kind
    program: str
    """The program's path."""
    speed: int | None = None
    """Words a minute; None for the program's default."""
    speaker: str = ""
    """The name of a voice; empty for the default. A name that begins with a hyphen is ignored."""

    def command(self, words: str) -> tuple[str, ...]:
        """The command that says these words."""
        speaker = "" if self.speaker.startswith("-") else sanitize(self.speaker)
        rate = () if self.speed is None else self._rate(self.speed)
        match self.kind:
            case "say":
                options = (*(("-v", speaker) if speaker else ()), *rate)
            case "spd-say":
                options = ("--wait", "-l", "en", *rate, *(("-y", speaker) if speaker else ()))
            case "espeak-ng":
                # -z leaves out a third of a second of silence at the end.
                options = ("-v", speaker or "en", *rate, "-z")
        return (self.program, *options, "--", sanitize(words))

    def _rate(self, speed: int) -> tuple[str, str]:
        if self.kind == "spd-say":
            step = 2.79 if speed >= _SPD_NORMAL else 0.9
            return "-r", str(max(-100, min(100, round((speed - _SPD_NORMAL) / step))))
        return ("-r" if self.kind == "say" else "-s"), str(speed)

    @property
    def hush(self) -> tuple[str, ...]:
        """The command that silences the speech server; empty if the program uses no server."""
        return (self.program, "--cancel") if self.kind == "spd-say" else ()

    @property
    def listing(self) -> tuple[str, ...]:
        """The command that lists the voices."""
        arguments = {"say": ("-v", "?"), "spd-say": ("-L",), "espeak-ng": ("--voices=en",)}
        return (self.program, *arguments[self.kind])


def find_speech(
    find: Callable[[str], str | None] = shutil.which,
    speed: int | None = None,
    speaker: str = "",
    environ: Mapping[str, str] | None = None,
) -> Speech | None:
    """The speech program of this machine, or None if it has none."""
    for kind in PROGRAMS:
        if path := find(kind):
            speech = Speech(kind, path, speed, speaker)
            if kind == "say" and not speaker and not _is_english(environ or os.environ):
                # `say` has no language option. Its default voice speaks the system's language.
                english = next(iter(voices(speech)), "")
                return Speech(kind, path, speed, english)
            return speech
    return None


def voices(speech: Speech) -> list[str]:
    """The names of a program's English voices; empty if it fails. Blocks while it runs."""
    try:
        ran = subprocess.run(
            speech.listing,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LISTING,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return list(dict.fromkeys(listed(speech.kind, ran.stdout.decode("utf-8", "replace"))))


def listed(kind: Kind, output: str) -> list[str]:
    """Find the English voices in a program's list of voices."""
    found = []
    for line in output.splitlines():
        match kind:
            case "say":
                row = re.match(r"(.+?)\s+en[_-][A-Z]{2}\b", line)
                name = row[1] if row else ""
            case "spd-say":
                columns = re.split(r"\s{2,}|\t", line.strip())
                english = len(columns) > 1 and columns[1].lower().startswith("en")
                name = columns[0] if english else ""
            case "espeak-ng":
                columns = line.split()
                english = len(columns) > 1 and columns[1].startswith("en")
                name = columns[1] if english else ""
        name = sanitize(name.strip())
        if name and not name.startswith("-"):
            found.append(name)
    return found


def _is_english(environ: Mapping[str, str]) -> bool:
    language = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or "en"
    return language.startswith(("en", "C", "POSIX"))


def package_hint(find: Callable[[str], str | None] = shutil.which) -> str:
    """A message that says how to install a speech program on this machine."""
    command = next((line for tool, line in _INSTALLS.items() if find(tool)), "")
    how = f"Install one with: {command}" if command else "Install the package espeak-ng."
    return f"There is no speech program here, so nothing is said aloud. {how}"


class Voice(Player):
    """Says the cue's words.

    New words cut off the old ones, so nothing is said late. A count is left out while other words
    are being said.
    """

    sounds = True
    speaks = True

    def __init__(
        self, speech: Speech, pace: Pace | None = None, runner: ProgramRunner | None = None
    ) -> None:
        """`pace` learns how long the words take."""
        self._speech = speech
        self._pace = pace or Pace()
        self._runner = runner or ProgramRunner(ended=self._ended)
        self._ending = False
        self._error = ""

    @property
    def program(self) -> str:
        """The path of the speech program."""
        return self._speech.program

    @property
    def fails(self) -> bool:
        """Whether the program could not say the last words it was given."""
        return self._runner.failures > 0

    @property
    def works(self) -> bool:
        """Whether the program is still used."""
        return not self._runner.given_up

    @property
    def busy(self) -> bool:
        """Whether the voice is still speaking."""
        return self._runner.busy

    @property
    def error(self) -> str:
        """What is wrong with the program or the chosen voice; empty if nothing is."""
        if self._runner.given_up:
            return f"The voice is not working. To see why, run: {self._speech.kind} hello"
        return self._error

    def play(self, cue: Cue) -> None:
        """Say the cue's words, if it has any."""
        if not cue.say or (cue.kind == "tick" and self._runner.busy):
            return
        self._ending = cue.kind == "done"
        # Words are cut off at once only when the person has pressed a key.
        grace = {"paused": 0.0, "words": 0.0, "question": LAST_WORDS}.get(cue.kind, GRACE)
        # Without a sound device, espeak-ng exits at once and reports success.
        long = len(cue.say) >= SHORTEST
        self._runner.run(
            Call(
                self._speech.command(cue.say),
                said=cue.say,
                fails_below=estimate(cue.say) * TOO_FAST if long else 0.0,
                hangs_after=estimate(cue.say) * TOO_SLOW if long else math.inf,
                success_counts=long,
                grace=grace,
            )
        )

    def hush(self) -> None:
        """Stop speaking at once."""
        if self._speech.hush and self._runner.busy:
            self._runner.run(Call(self._speech.hush))
        else:
            self._runner.stop()

    def close(self) -> None:
        """Stop speaking, but let the words of the session's end finish."""
        if self._ending:
            self._runner.close(within=LAST_WORDS)
        elif self._speech.hush and self._runner.busy:
            self.hush()
            self._runner.close(within=1)
        else:
            self._runner.close()

    def _ended(self, call: Call, seconds: float, failed: bool) -> None:
        """Learn from a finished run. If the chosen voice failed, use the default from now on."""
        if not call.said:
            return
        if not failed:
            self._pace.heard(call.said, seconds)
        elif self._speech.speaker:
            speaker = sanitize(self._speech.speaker)
            self._error = f"There is no voice called {speaker} here; using the usual one."
            self._speech = Speech(self._speech.kind, self._speech.program, self._speech.speed)
