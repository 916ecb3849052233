"""What every layer of cues is to the session."""

from __future__ import annotations

from trainer.cues.cue import Cue


class Player:
    """One layer of cues. None of its methods waits for anything."""

    sounds = False
    """Whether it can be heard, and so falls silent when muted."""

    speaks = False
    """Whether it says words aloud."""

    @property
    def works(self) -> bool:
        """Whether it still reaches anybody, as far as it can know."""
        return True

    @property
    def trouble(self) -> str:
        """What is wrong with it and what to do, for a person to read; empty where nothing is."""
        return ""

    @property
    def busy(self) -> bool:
        """Whether it is still telling something."""
        return False

    def play(self, cue: Cue) -> None:
        """Tell the cue."""

    def hush(self) -> None:
        """Break off what is being told."""

    def close(self) -> None:
        """End what is still being told; of the end of a session, the last words are heard out."""
