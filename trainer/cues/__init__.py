"""The cues: bell, title, voice and hook. A missing or failing one never disturbs the session."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from trainer.cues.bell import Bell
from trainer.cues.cue import Cue
from trainer.cues.hook import Hook
from trainer.cues.title import Title, has_window
from trainer.cues.voice import Voice, find_speech, is_remote
from trainer.settings.kiosk import is_kiosk
from trainer.settings.model import CueSettings

__all__ = ["Cue", "Cues", "Player", "of_settings"]


class Player(Protocol):
    """One layer of cues."""

    def play(self, cue: Cue) -> None:
        """Tell the cue; returns at once."""

    def close(self) -> None:
        """End what is still being told."""


class Cues:
    """All layers together."""

    def __init__(self, players: Sequence[Player]) -> None:
        self._players = players
        self._muted = False

    @property
    def muted(self) -> bool:
        """Bell and voice silent; title and hook go on, since they make no sound of ours."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._muted = muted
        for player in self._players:
            if muted and isinstance(player, Voice):
                player.hush()

    def play(self, cue: Cue) -> None:
        """Tell the cue on every layer; whatever fails on one does not reach another."""
        for player in self._players:
            if self.muted and isinstance(player, Bell | Voice):
                continue
            with suppress(Exception):
                player.play(cue)

    def close(self) -> None:
        """End every layer; of the end of a session, bells and words are still heard out."""
        for player in self._players:
            with suppress(Exception):
                player.close()


def of_settings(settings: CueSettings, write: Callable[[str], None] | None) -> Cues:
    """The layers that are switched on and there; `write` sends to the terminal, if there is one."""
    players: list[Player] = []
    if write is not None and settings.bell != "off":
        players.append(Bell(write))
    if write is not None and settings.title and has_window(os.environ):
        players.append(Title(write))
    wanted = settings.voice == "on" or (settings.voice == "auto" and not is_remote(os.environ))
    if wanted and (speech := find_speech()):
        players.append(Voice(speech))
    if settings.hook and not is_kiosk(os.environ):
        with suppress(ValueError):
            players.append(Hook(settings.hook))
    return Cues(players)
