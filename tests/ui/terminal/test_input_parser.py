"""Whatever bytes a terminal sends, keys and pastes arrive, and the rest does no harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste, Resize
from textual.message import Message

from trainer.ui.terminal.input_parser import MOST_PASTED, InputParser


def events(*chunks: bytes, looks: int = 0) -> list[Message]:
    """Return the events from these chunks, followed by those from `looks` idle checks."""
    parser = InputParser()
    found = [event for chunk in chunks for event in parser.feed(chunk)]
    return found + [event for _ in range(looks) for event in parser.idle()]


def keys(*chunks: bytes, looks: int = 0) -> list[str]:
    return [event.key for event in events(*chunks, looks=looks) if isinstance(event, Key)]


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        (b"\xe9x", ["replacement_character", "x"]),
        (b"\xc3\xbcx", ["ü", "x"]),
        (b"\x1b[M\x20\xff\xe4x", ["x"]),
        (b"\x1b[97;1:3ux", ["x"]),
        (b"\x1b[97;1:2u", ["a"]),
        (b"\x1b[97;1:1u", ["a"]),
        (b"\x1b[120:88:120;2;88u", ["X"]),
        (b"\x1b[1114112ux", ["x"]),
        (b"\x1b[55296ux", ["x"]),
        (b"\x1b[97;x", []),
        (b"\x1b[?62;22cq", ["q"]),
        (b"\x1b]11;rgb:0000/0000/0000\x07q", ["q"]),
        (b"\x1bP>|tmux 3.3x\x1b\\q", ["q"]),
        (b"\x1b_Gi=31;OK\x1b\\q", ["q"]),
        (b"\x1b[32;10;20Mq", ["q"]),
        (b"\x1b[[Aq", ["f1", "q"]),
        (b"\x1b[12\xc3\xbcq", ["ü", "q"]),
        (b"\x1b[A\x1bOA\x1b[1;2A", ["up", "up", "shift+up"]),
        (b"\x1b[999999999999999999999999999999999999999999999999999;1Hx", ["x"]),
    ],
)
def test_keys_are_recognized_and_everything_else_is_dropped(sent: bytes, meant: list[str]):
    assert keys(sent) == meant
    one_by_one = [bytes([byte]) for byte in sent]
    assert keys(*one_by_one) == meant


def test_escape_and_alt_are_distinguished_from_escape_sequences():
    assert keys(b"\x1b", looks=1) == ["escape"]
    assert keys(b"\x1b[", looks=1) == ["left_square_bracket"]
    assert keys(b"\x1bx") == ["alt+x"]
    assert keys(b"\x1b", b"[A") == ["up"]
    assert keys(b"\x1b\x1b", looks=1) == ["escape", "escape"]


def test_an_unrequested_size_report_is_ignored():
    assert not [e for e in events(b"\x1b[48;9999;9999;0;0t") if isinstance(e, Resize)]


@pytest.mark.parametrize("cut", range(1, 7))
def test_an_unfinished_answer_of_the_terminal_does_not_swallow_later_keys(cut: int):
    parser = InputParser()
    list(parser.feed(b"\x1b]11;rgb:00"[: 4 + cut]))
    for _ in range(6):
        assert list(parser.idle()) == []
    assert [event.key for event in parser.feed(b"x") if isinstance(event, Key)] == ["x"]


def test_a_paste_arrives_complete_wherever_it_is_split():
    whole = b"\x1b[200~one\ntwo \x1b[A\xc3\xbc\x1b[201~z"
    for cut in range(len(whole)):
        found = events(whole[:cut], whole[cut:])
        assert [event.text for event in found if isinstance(event, Paste)] == ["one\ntwo \x1b[Aü"]
        assert [event.key for event in found if isinstance(event, Key)] == ["z"]


def test_a_paste_without_an_end_is_delivered_after_a_while():
    found = events(b"\x1b[200~abc", looks=40)
    assert [event.text for event in found if isinstance(event, Paste)] == ["abc"]


def test_a_paste_is_limited_to_the_length_that_a_field_can_hold():
    found = events(b"\x1b[200~", *[b"x" * 4096] * 100, b"\x1b[201~z")
    assert [len(event.text) for event in found if isinstance(event, Paste)] == [MOST_PASTED]
    assert keys(b"\x1b[200~", *[b"x" * 4096] * 100, b"\x1b[201~z") == ["z"]


pieces = st.binary(max_size=40) | st.sampled_from(
    [
        b"\x1b",
        b"\x1b[",
        b"\x1b[200~",
        b"\x1b[201~",
        b"\x1b[M",
        b"\x1b]",
        b"\x1bP",
        b"\x1b[<",
        b";:u",
    ]
)


@given(st.lists(pieces, max_size=12), st.integers(0, 40))
def test_no_bytes_raise_an_error_and_the_next_key_still_works(chunks: list[bytes], looks: int):
    parser = InputParser()
    for chunk in chunks:
        list(parser.feed(chunk))
        for _ in range(looks % 3):
            list(parser.idle())
    for _ in range(40):
        list(parser.idle())
    heard = [event.key for event in parser.feed(b"x") if isinstance(event, Key)]
    assert heard == ["x"]
