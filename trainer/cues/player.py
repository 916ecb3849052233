"""The base class of every layer of cues."""

from __future__ import annotations

from trainer.cues.cue import Cue


class Player:
    """One layer of cues. None of its methods blocks."""

    sounds = False
    """Whether it makes sounds, which muting turns off."""

    speaks = False
    """Whether it says words aloud."""

    @property
    def works(self) -> bool:
        """Whether it still works, as far as it can tell."""
        return True

    @property
    def trouble(self) -> str:
        """What is wrong with it and what to do, for a person to read; empty if nothing is."""
        return ""

    @property
    def busy(self) -> bool:
        """Whether it is still saying or playing something."""
        return False

    def play(self, cue: Cue) -> None:
        """Say, sound or show this layer's part of the cue."""

    def hush(self) -> None:
        """Stop at once what is being said or played."""

    def close(self) -> None:
        """Stop what is being said or played, but let the words of the session's end finish."""
