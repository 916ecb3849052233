"""Completion for bash, which splits `bird-dog:hands` into three words and completes the last."""

from __future__ import annotations

from typing import Any

from click.shell_completion import BashComplete, CompletionItem, add_completion_class


class WholeWords(BashComplete):
    """Joins words at colons again, and returns to bash only what follows the last colon."""

    typed = ""
    """The part of the word before the part that bash completes."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor and the word at it, as they were typed."""
        args, incomplete = super().get_completion_args()
        words: list[str] = []
        for word in (*args, incomplete):
            if words and (word.startswith(":") or words[-1].endswith(":")):
                words[-1] += word
            else:
                words.append(word)
        whole = words.pop()
        self.typed = whole.removesuffix(incomplete.lstrip(":")) if whole != incomplete else ""
        return words, whole

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """One completion, without the part that is already typed."""
        return f"{item.type},{str(item.value).removeprefix(self.typed)}"


add_completion_class(WholeWords)
