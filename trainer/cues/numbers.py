"""Numbers as English words. A voice for another language would read digits in that language."""

from __future__ import annotations

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(number: float) -> str:
    """A whole number from 0 to 9999 in words: `twenty five`. A fraction is rounded."""
    whole = round(number)
    if whole < 20:
        return _SMALL[max(whole, 0)]
    if whole < 100:
        tens, ones = divmod(whole, 10)
        return _TENS[tens - 2] + (f" {_SMALL[ones]}" if ones else "")
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if whole >= size:
            many, rest = divmod(whole, size)
            return f"{in_words(many)} {name}" + (f" {in_words(rest)}" if rest else "")
    return str(whole)


def in_digits(words: str) -> str:
    """Turn a number in words (0-100) back into digits. Other words are returned unchanged."""
    return _DIGITS.get(words, words)


_DIGITS = {in_words(number): str(number) for number in range(101)}
