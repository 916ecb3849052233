"""Letters of other keyboard layouts, and the Latin letters on the same keys.

People in pain will not switch layouts first. So if a letter has no function, the program uses the
Latin letter on the same key. If a letter is on different keys in different layouts, the more common
layout is used. The rows are from the standard layouts of Windows and XKB.
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


def possible_letters(key: str) -> Iterator[str]:
    """Yield other letters that a key may mean, likeliest first.

    The small letter comes first, then the Latin letter. For a capital letter of another script, the
    Latin capital comes first.
    """
    small = key.lower()
    wide = unicodedata.normalize("NFKC", key)  # from an input method: `ｘ` for `x`
    latin = _LATIN.get(small, wide if wide.isascii() else "")
    others = (latin.upper() if key != small else "", small, latin, latin.lower())
    yield from (other for other in dict.fromkeys(others) if other and other != key)
