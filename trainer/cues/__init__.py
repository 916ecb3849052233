"""Plays each cue on every layer: bell, tones, window title, voice, and hook (the user's command).

If a layer is missing or fails, the others still work.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from msgspec import structs

from trainer.cues.bell import Bell
from trainer.cues.cue import Cue
from trainer.cues.hook import Hook
from trainer.cues.pace import Pace
from trainer.cues.page import PageSound, PageStage, Send
from trainer.cues.player import Player
from trainer.cues.title import Title, has_window
from trainer.cues.tones import Tones, find_tone_player
from trainer.cues.touch import for_touch
from trainer.cues.voice import Voice, find_speech, package_hint
from trainer.files.remote import is_remote, prefers
from trainer.settings.kiosk import is_kiosk

if TYPE_CHECKING:
    from trainer.clock import Clock
    from trainer.cues.due import Rings
    from trainer.settings.model import CueSettings, Settings

__all__ = ["Cue", "Cues", "Pace", "Player", "in_page", "of_settings"]


class Cues:
    """Plays cues on all layers together."""

    def __init__(
        self,
        players: Sequence[Player],
        pace: Pace | None = None,
        bell: Literal["auto", "all", "off"] = "auto",
        missing: str = "",
        *,
        by_touch: bool = False,
    ) -> None:
        """`pace` is the pace of the voice in `players`; `missing` says how to get a voice.

        With `by_touch`, people are told to tap instead of pressing keys.
        """
        self._players = list(players)
        self._muted = False
        self._bell = bell
        self._error_taken = False
        self._by_touch = by_touch
        self.pace = pace or Pace()
        self.missing = missing
        """How to get a voice, if one is wanted and this machine has none; otherwise empty."""

    @property
    def muted(self) -> bool:
        """Whether all sounds are off. The title and the hook still work, since they make no
        sound."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._muted = muted
        if muted:
            self.hush()

    @property
    def speaks(self) -> bool:
        """Whether there is a voice, as far as the program can tell."""
        return any(player.speaks and player.works for player in self._players)

    @property
    def speaks_now(self) -> bool:
        """Whether there is a voice, and the sounds are on."""
        return self.speaks and not self._muted

    @property
    def rings(self) -> Rings:
        """When the bell rings. If tones or a voice can be heard, "auto" becomes "turns"."""
        better = any(
            player.sounds and player.works and not isinstance(player, Bell)
            for player in self._players
        )
        return "turns" if better and self._bell == "auto" else self._bell

    def take_error(self) -> str:
        """Return a message about a failing layer, but only once; later return an empty string."""
        if self._error_taken:
            return ""
        error = next((player.error for player in self._players if player.error), "")
        self._error_taken = bool(error)
        return error

    def play(self, cue: Cue) -> None:
        """Play the cue on every layer; if one fails, the others still play it."""
        if self._by_touch:
            cue = structs.replace(cue, say=for_touch(cue.say), text=for_touch(cue.text))
        for player in self._players:
            if self._muted and player.sounds:
                continue
            with suppress(Exception):
                player.play(cue)

    def say(self, words: str) -> None:
        """Say words that belong to no stage, such as the answer to a key."""
        if words:
            self.play(Cue("words", say=words))

    def ask(self, words: str) -> None:
        """Ask a question, once the current words have been spoken."""
        self.play(Cue("question", say=words))

    def last_words(self, words: str) -> None:
        """Say words, and let them finish even if `close` is called meanwhile."""
        self.play(Cue("done", say=words))

    def close_all_but_voice(self) -> None:
        """Close the other layers. The voice still asks the questions after the session."""
        for player in [each for each in self._players if not each.speaks]:
            self._players.remove(player)
            with suppress(Exception):
                player.close()

    def mute_after(self, words: str) -> None:
        """Say these words, then turn all sounds off."""
        self.say(words)
        self._muted = True

    def ring(self) -> None:
        """Play the short sound that answers a key that changed nothing."""
        self.play(Cue("words", bells=1, tone="tick"))

    @property
    def busy(self) -> bool:
        """Whether something is being said."""
        return any(player.busy for player in self._players)

    def hush(self) -> None:
        """Stop all sounds at once, in the middle of a word."""
        for player in self._players:
            if player.sounds:
                with suppress(Exception):
                    player.hush()

    def close(self) -> None:
        """Close every layer, but let the closing bells and words finish."""
        for player in self._players:
            with suppress(Exception):
                player.close()


def in_page(
    settings: Settings,
    write: Callable[[str], None],
    send: Send,
    clock: Clock,
) -> tuple[Cues, PageSound]:
    """Return the cues for an app in a browser page, and the layer that makes the page's sounds.

    The machine that serves the page stays silent and runs no command. `write` sends terminal
    output to the page; `send` sends it messages.
    """
    layers, pace = settings.cues, Pace()
    sound = PageSound(send, layers, clock.monotonic, pace)
    players: list[Player] = [sound, PageStage(send, awake=settings.awake)]
    if layers.sound == "bell" and layers.bell != "off":
        players.append(Bell(write))
    if layers.title:
        players.append(Title(write))
    return Cues(players, pace, layers.bell, by_touch=prefers("touch", os.environ)), sound


def of_settings(
    settings: CueSettings,
    write: Callable[[str], None] | None,
    extra: Sequence[Player] = (),
) -> Cues:
    """Return the layers that are switched on and available on this machine.

    `write` writes to the terminal; None means that there is no terminal. `extra` holds more
    layers, such as a page in a browser.
    """
    players: list[Player] = list(extra)
    pace, missing, remote = Pace(), "", is_remote(os.environ)
    if write is not None and settings.bell != "off" and settings.sound != "off":
        players.append(Bell(write))
    if write is not None and settings.title and has_window(os.environ):
        players.append(Title(write))
    if settings.sound == "tones" and not remote and (program := find_tone_player()):
        players.append(Tones(program, settings.volume))
    if settings.voice == "on" or (settings.voice == "auto" and not remote):
        if speech := find_speech(speed=settings.speed, speaker=settings.speaker):
            players.append(Voice(speech, pace))
        else:
            missing = package_hint()
    if settings.hook and not is_kiosk(os.environ):
        with suppress(ValueError):
            players.append(Hook(settings.hook))
    return Cues(players, pace, settings.bell, missing)
