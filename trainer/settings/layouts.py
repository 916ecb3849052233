"""The same key on another keyboard: what a letter is called where the keys are Latin.

People in pain will not switch layouts first. A letter that means nothing here is taken for the
Latin one at its place. Where layouts put one letter in two places, the one that more people have
counts. The rows are those of Windows' and XKB's standard layouts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_ROWS = (
    # Russian; Ukrainian and Belarusian letters below
    ("qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить"),
    ("so", "іў"),
    # Serbian and Macedonian, where their letters are their own
    ("qwjx", "љњјџ"),
    # Greek; its q is a semicolon
    ("wertyuiopasdfghjklzxcvbnm", "ςερτυθιοπασδφγηξκλζχψωβνμ"),
    # Hebrew; its q and w are signs
    ("ertyuiopasdfghjklzxcvbnm", "קראטוןםפשדגכעיחלךזסבהנמצ"),
    # Arabic; its b is two letters. Persian letters below
    ("qwertyuiopasdfghjklzxcvnm", "ضصثقفغعهخحشسيبلاتنمئءؤرىة"),
    ("dzxcbm", "یظطزذپ"),
    # Georgian
    ("qwertyuiopasdfghjklzxcvbnm", "ქწერტყუიოპასდფგჰჯკლზხცვბნმ"),
    # Korean, in single letters
    ("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"),
    # Japanese kana
    ("qwertyuiopasdfghjklzxcvbnm", "たていすかんなにらせちとしはきくまのりつさそひこみも"),
    # Thai
    ("qwertyuiopasdfghjklzxcvbnm", "ๆไำพะัีรนยฟหกดเ้่าสผปแอิืท"),
)
_LATIN = {
    letter: latin
    for latins, letters in reversed(_ROWS)
    for latin, letter in zip(latins, letters, strict=True)
}


def meanings(key: str) -> Iterator[str]:
    """What else a letter may stand for, the likeliest first: small for capital, Latin for other.

    A capital of another script stays one as long as that means something, as it would in Latin.
    """
    small = key.lower()
    wide = unicodedata.normalize("NFKC", key)  # from an input method: `ｘ` for `x`
    latin = _LATIN.get(small, wide if wide.isascii() else "")
    others = (latin.upper() if key != small else "", small, latin, latin.lower())
    yield from (other for other in dict.fromkeys(others) if other and other != key)
