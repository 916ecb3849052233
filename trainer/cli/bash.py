"""Shell completion for bash.

Bash splits `bird-dog:hands` at the colon into three words, and completes only the last word.
"""

from __future__ import annotations

from typing import Any

from click.shell_completion import BashComplete, CompletionItem, add_completion_class


class WholeWords(BashComplete):
    """Joins words that bash has split at a colon, and returns only the part after the colon."""

    typed = ""
    """The beginning of the word, which bash does not replace."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the cursor, and the word at the cursor, as they were typed."""
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
        """Return one completion without the beginning that bash does not replace."""
        return f"{item.type},{str(item.value).removeprefix(self.typed)}"


add_completion_class(WholeWords)
