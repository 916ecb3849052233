"""What a page may send, and that everything else is ignored."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.serving import messages
from trainer.serving.messages import HIGHEST, WIDEST, Away, Focus, Heard, Message, Ping, Size, Typed

UNDERSTOOD: dict[str, Message] = {
    '["stdin", "x"]': Typed(b"x"),
    '["stdin", "\\u00fc"]': Typed("ü".encode()),
    '["resize", {"width": 100, "height": 30}]': Size(100, 30),
    '["ping", 1234.5]': Ping(1234.5),
    '["focus"]': Focus(True),
    '["blur"]': Focus(False),
    '["heard", "in, lift", 1.5]': Heard("in, lift", 1.5),
    '["away", true]': Away(True),
    '["away", false]': Away(False),
}
MALFORMED = [
    "",
    "null",
    "{}",
    "[]",
    "5",
    '"stdin"',
    '["stdin"]',
    '["stdin", 5]',
    '["stdin", null]',
    '["resize"]',
    '["resize", null]',
    '["resize", {"width": 80}]',
    '["resize", {"width": "wide", "height": []}]',
    '["ping"]',
    '["quit"]',
    '["heard", "in, lift"]',
    '["heard", "in, lift", "long"]',
    '["heard", "in, lift", -1]',
    '["heard", "in, lift", 1e9]',
    '["heard", 5, 1]',
    '["away", 1]',
    '[["stdin"], "x"]',
    "[" * 100_000,
    '["resize", {"width": ' + "9" * 5000 + ', "height": 1}]',
    '["stdin", "x"',
]


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_the_messages_of_our_own_page_are_understood(text: str):
    assert messages.read(text) == UNDERSTOOD[text]


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: text[:30])
def test_any_other_message_is_ignored(text: str):
    assert messages.read(text) is None


def test_half_a_surrogate_pair_does_not_end_the_page():
    assert messages.read('["stdin", "\\ud83d"]') == Typed(b"?")


@pytest.mark.parametrize(
    ("width", "height", "drawn"),
    [
        (1_000_000, 1_000_000, Size(WIDEST, HIGHEST)),
        (0, -7, Size(1, 1)),
        (float("inf"), float("-inf"), Size(WIDEST, 1)),
        (float("nan"), 10**400, Size(80, 24)),
        ("120", "40", Size(120, 40)),
        ("9" * 5000, "", Size(WIDEST, 24)),
        (None, None, Size(80, 24)),
    ],
)
def test_a_size_is_limited_to_what_can_be_drawn(width: object, height: object, drawn: Size):
    assert messages.size(width, height) == drawn


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
words = st.sampled_from(["stdin", "resize", "ping", "focus", "blur", "width", "height"])


@given(st.lists(words | json_values | st.dictionaries(words, json_values), max_size=3))
def test_no_message_raises_an_error_or_gives_too_large_a_size(envelope: list[object]):
    message = messages.read(json.dumps(envelope))
    if isinstance(message, Size):
        assert 1 <= message.width <= WIDEST
        assert 1 <= message.height <= HIGHEST


@given(st.text())
def test_no_text_raises_an_error(text: str):
    messages.read(text)
