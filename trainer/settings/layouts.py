"""The Latin letters on the same keys as the letters of other keyboard layouts.

People in pain will not switch layouts first, so a letter that has no meaning counts as the Latin
letter on the same key. If layouts have a letter on different keys, the layout that more people use
counts. The rows are those of the standard layouts of Windows and XKB.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_ROWS = (
    # Russian; Ukrainian and Belarusian letters below
    ("qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить"),
    ("so", "іў"),
    # Serbian and Macedonian letters that Russian does not have
    ("qwjx", "љњјџ"),
    # Greek, with a semicolon on q
    ("wertyuiopasdfghjklzxcvbnm", "ςερτυθιοπασδφγηξκλζχψωβνμ"),
    # Hebrew, with signs on q and w
    ("ertyuiopasdfghjklzxcvbnm", "קראטוןםפשדגכעיחלךזסבהנמצ"),
    # Arabic, with two letters on b; Persian letters below
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
    """The other letters that a key may stand for, likeliest first: the small one, then the Latin
    one.

    A capital letter of another script first stands for the Latin capital.
    """
    small = key.lower()
    wide = unicodedata.normalize("NFKC", key)  # from an input method: `ｘ` for `x`
    latin = _LATIN.get(small, wide if wide.isascii() else "")
    others = (latin.upper() if key != small else "", small, latin, latin.lower())
    yield from (other for other in dict.fromkeys(others) if other and other != key)
