"""The base class of every layer of cues."""

from __future__ import annotations

from trainer.cues.cue import Cue


class Player:
    """One layer of cues. None of its methods blocks."""

    sounds = False
    """Whether the layer makes sounds. Muting turns them off."""

    speaks = False
    """Whether the layer says words aloud."""

    @property
    def works(self) -> bool:
        """Whether the layer still works, as far as the program can tell."""
        return True

    @property
    def error(self) -> str:
        """A message that says what is wrong and what to do; empty if nothing is wrong."""
        return ""

    @property
    def busy(self) -> bool:
        """Whether the layer is still saying or playing something."""
        return False

    def play(self, cue: Cue) -> None:
        """Say, sound or show this layer's part of the cue."""

    def hush(self) -> None:
        """Stop at once whatever is being said or played."""

    def close(self) -> None:
        """Stop what is being said or played, but let the words of the session's end finish."""
