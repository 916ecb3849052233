"""On a touch screen, spoken instructions say to tap instead of naming a key."""

from __future__ import annotations

import re
from itertools import product

import pytest
from driving import HandClock

from trainer import catalog
from trainer.advice import words
from trainer.cues import announcements, in_page
from trainer.cues.touch import for_touch
from trainer.files.remote import PAGE
from trainer.session import stages
from trainer.settings.model import Settings

SPOKEN = [
    announcements.CUT_OFF,
    words.YES_OR_NO,
    "Press N again to leave this exercise.",
    *stages.PAUSES.values(),
    *(announcements.leaving(done, 10) for done in (0, 1, 6)),
    *(announcements.pain_before_answer(pain) for pain in range(11)),
    *(
        announcements.hurt_answer(pain, easier, more)
        for pain, easier, more in product(range(11), ("", "Hands stay down"), (True, False))
    ),
]
KEYS = re.compile(r"\b(press|enter|space|escape|[b-zB-Z])\b", re.IGNORECASE)


@pytest.mark.parametrize("spoken", sorted(set(SPOKEN)))
def test_text_for_touch_names_no_key(spoken: str):
    reworded = for_touch(spoken)
    assert not KEYS.search(reworded), reworded
    assert ("tap" in reworded.lower()) is bool(KEYS.search(spoken))


@pytest.mark.parametrize(
    ("spoken", "reworded"),
    [
        (announcements.CUT_OFF, "Your session was cut off. Tap to continue where it stopped."),
        ("You were away: press space to continue", "You were away: tap to continue"),
        (
            "End here? Six of ten reps are done. Press enter to save and end, space to carry on.",
            "End here? Six of ten reps are done. Tap a button to save and end, or to carry on.",
        ),
    ],
)
def test_text_for_touch_reads_as_a_sentence(spoken: str, reworded: str):
    assert for_touch(spoken) == reworded


def test_the_words_of_the_exercises_are_not_changed_for_touch():
    for exercise in catalog.load_catalog().exercises:
        spoken = [*exercise.setup, *exercise.safety, exercise.explain or "", exercise.brief or ""]
        spoken += [text for step in exercise.steps for text in (step.cue, step.detail)]
        for text in spoken:
            assert for_touch(text) == text


@pytest.mark.parametrize(("wishes", "key"), [("light touch", "Tap"), ("light", "Press enter")])
def test_a_page_says_tap_or_press_to_suit_its_device(monkeypatch: pytest.MonkeyPatch, wishes, key):
    monkeypatch.setenv(PAGE, wishes)
    sent: list[dict[str, object]] = []
    cues, _ = in_page(Settings(), lambda _: None, sent.append, HandClock())
    cues.say(announcements.CUT_OFF)
    [heard] = [each["say"] for each in sent if each["type"] == "hear"]
    [lines] = [each["lines"] for each in sent if each["type"] == "stage"]
    assert f"{key} to continue" in heard
    assert f"{key} to continue" in lines[1]
