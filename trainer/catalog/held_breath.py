"""Finds texts that ask people to hold their breath. No text of this program may do so.

The leaflet says, "Be careful not to hold your breath as you exercise." A text may tell people not
to hold their breath, or to hold a position while they breathe. Unclear texts are refused. Their
author can reword them, but a person on the floor cannot ask what they mean.
"""

from __future__ import annotations

import re

_BREATH = r"(?:breath|breathing|inhale|inhalation|exhale|exhalation)\b"
_OUT_OF_AIR = r"(?:breathe|breathing|inhale|inhaling|exhale|exhaling)\b"

_HELD = re.compile(
    "|".join(
        (
            # hold your breath, stop breathing, with held breath
            r"\b(?:hold|holds|holding|held|lock|locking|trap|block|retain|suspend|stop|stopping|pause|cease)"
            r"(?:\s+(?:on|onto|in|to|your|the|this|that|a|deep|big))*\s+" + _BREATH,
            r"\bhold(?:ing)?\s+(?:the|your|that)\s+air\b",
            # hold your big belly breath; but "hold while you breathe" is fine
            r"\bhold(?:ing)?(?:\s+(?!and\b|keep|for\b|while\b|with|then\b|but\b|as\b)\w+){1,3}"
            r"\s+breath\b",
            r"\bbreath\s+and\s+(?:keep|hold)\s+it\b",
            r"\b(?:breath|lungs?|air)\s+(?:is\s+|are\s+)?held\b",
            r"\bbreath[- ]?hold(?:ing)?\b",
            # keep the air in; but "keep your breath easy" is fine
            r"\bkeep(?:ing)?\s+(?:(?:your|the)\s+)?(?:breath|air|lungs)"
            r"\s+(?:in|inside|back|held|locked|full|filled|empty)\b",
            r"\blungs\s+(?:full|empty)[\s,.:;]+(?:and\s+)?hold\b",
            r"\bfill(?:ing)?\s+(?:(?:your|the)\s+)?lungs[\s,.:;]+(?:(?:and|then)\s+)*hold\b"
            r"(?![^.!?]*\bbreathing\b)",
            # breathe in and hold; but "reach out and hold" is a movement
            r"\b(?:inhale|exhale|breathe\s+(?:in|out)|breath)(?:\s+deeply)?"
            r"[\s,.:;(–—-]+(?:(?:and|then)\s+)*hold\b(?![^.!?]*\bbreathing\b)",
            r"\b(?:inhale|exhale|breathe\s+(?:in|out))\b[^.!?]{0,20}\bstay\s+(?:empty|full)\b",
            # do not breathe out yet; but "do not breathe too fast" is fine
            r"\b(?:do\s+not|don['’]?t|never|without|no)\s+"
            + _OUT_OF_AIR
            + r"(?!\s+(?:too|so|fast))",
            r"\b(?:do\s+not|don['’]?t|never)\s+let\s+(?:the|your|any)\s+(?:air|breath)"
            r"\s+(?:out|go|escape)\b",
            r"\bvalsalva\b",
        )
    ),
    re.IGNORECASE,
)

_REFUSED = re.compile(
    r"\b(?:not|never|without|avoid|no|stop|cannot|if\s+you|instead\s+of|rather\s+than|\w+n['’]t)"
    r"(?:(?:\s+[\w'’-]+){1,5},?\s+n?or)?"
    r"(?:[\s,]+(?:to|ever|be|are|need|you|your|a|any|the|try|start|of|find|yourself))*\s+$",
    re.IGNORECASE,
)
"""Words directly before a match that turn it into its opposite, such as `be careful not to`.

Other words in between may undo this: "do not forget to hold your breath".
"""


def asks_to_hold_breath(text: str) -> bool:
    """Check whether a text asks people to hold their breath."""
    return any(not _REFUSED.search(text[: match.start()]) for match in _HELD.finditer(text))
