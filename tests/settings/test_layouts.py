"""Capitals and letters of other layouts also mean the lowercase Latin letter on their key."""

from __future__ import annotations

import pytest

from trainer.settings.layouts import _LATIN, possible_letters


@pytest.mark.parametrize(
    "key", ["X", "ч", "Ч", "χ", "Χ", "ס", "ء", "ط", "ხ", "ㅌ", "さ", "ป", "џ", "ｘ"]
)
def test_the_hurt_key_works_in_every_layout(key: str):
    assert "x" in list(possible_letters(key))


def test_a_capital_from_another_layout_means_the_latin_capital_first():
    assert list(possible_letters("Т"))[:2] == ["N", "т"]
    assert list(possible_letters("N")) == ["n"]


@pytest.mark.parametrize("key", ["x", "n", "5", "?", "é", "漢", " "])
def test_other_characters_have_no_second_meaning(key: str):
    assert [other for other in possible_letters(key) if other != key.lower()] == []


def test_every_letter_maps_to_one_lowercase_latin_letter():
    assert all(len(letter) == 1 for letter in _LATIN)
    assert all(latin.isascii() and latin.islower() and len(latin) == 1 for latin in _LATIN.values())
