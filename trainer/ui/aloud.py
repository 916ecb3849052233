"""Speaks the questions that are asked outside a session: on the picker, and before a start."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from trainer.advice import words
from trainer.advice.advice import Advice
from trainer.settings.model import CueSettings

if TYPE_CHECKING:
    from trainer.cues import Cues


class QuestionVoice:
    """Speaks with the voice from the settings.

    Finding this voice takes time, so it is done in a thread.
    """

    def __init__(
        self, settings: Callable[[], CueSettings], in_page: Callable[[], Cues] | None = None
    ) -> None:
        """`in_page` makes the cues for a page in a browser, which need no thread."""
        self._settings = settings
        self._in_page = in_page
        self._asked: set[str] = set()
        self._cues: Cues | None = None
        self._cues_settings: CueSettings | None = None
        self._speaking = threading.Lock()
        self._wanted = ""

    def follow(self, advice: Advice) -> None:
        """Speak the coach's question or offer. Each is spoken only once."""
        offered = advice.offer is not None and not advice.offer.is_tip
        question = advice.asked if advice.question == "next-morning" else ""
        if offered and advice.offer is not None:
            question = advice.offer.words
        if question and question not in self._asked:
            self._asked.add(question)
            self.say(f"{question} {words.YES_OR_NO}")

    def say(self, text: str) -> None:
        """Stop speaking, start speaking this text, and return at once."""
        settings = self._settings()
        self._wanted = text
        if text and self._in_page is not None:
            self._cues = self._in_page()
            self._cues.say(text)
        elif text and settings.voice != "off":
            only_voice = replace(settings, bell="off", sound="off", title=False, hook="")
            threading.Thread(target=self._say, args=(text, only_voice), daemon=True).start()

    def hush(self) -> None:
        """Stop speaking, because a session has begun, or the question is no longer shown."""
        self._wanted = ""
        if self._cues is not None:
            self._cues.hush()

    def _say(self, text: str, settings: CueSettings) -> None:
        from trainer.cues import of_settings

        with self._speaking:
            if self._cues is None or settings != self._cues_settings:
                self._cues, self._cues_settings = of_settings(settings, None), settings
            if text == self._wanted:
                self._cues.say(text)
