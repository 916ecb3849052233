"""Completion in bash, which takes `bird-dog:hands` for three words and completes the last."""

from __future__ import annotations

from typing import Any

from click.shell_completion import BashComplete, CompletionItem, add_completion_class


class WholeWords(BashComplete):
    """Puts words back together at colons, and gives bash only what follows the last one."""

    there = ""
    """What stands before the piece of the word that bash completes."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the one at it, as they were typed."""
        args, incomplete = super().get_completion_args()
        words: list[str] = []
        for word in (*args, incomplete):
            if words and (word.startswith(":") or words[-1].endswith(":")):
                words[-1] += word
            else:
                words.append(word)
        whole = words.pop()
        self.there = whole.removesuffix(incomplete.lstrip(":")) if whole != incomplete else ""
        return words, whole

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """One offer, without what already stands there."""
        return f"{item.type},{str(item.value).removeprefix(self.there)}"


add_completion_class(WholeWords)
