"""Turns bytes from a terminal into events, and accepts any bytes.

Textual's parser trusts its input. A byte that is not UTF-8, the release of a key or a malformed
number ends the program. The letters of an unknown answer from the terminal are taken for keys. So
this module splits the input into escape sequences first. Complete sequences go to Textual's parser.
Sequences that Textual does not know, or that never end, are dropped.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Generator, Iterator

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste, Resize
from textual.message import Message
from textual.messages import InBandWindowResize

IDLE_AFTER = 0.1
"""Call `idle` after this many seconds without input."""
MOST_PASTED = 100_000
"""A longer paste is cut to this many characters. No field can hold that many."""
MOST_HELD = 4096
"""The longest unfinished sequence that is kept, in characters."""
_CUT_OFF = 5
"""An unfinished sequence is dropped after this many calls of `idle`.

It is not dropped at once, because a slow connection may split a sequence.
"""
_PASTE_CUT_OFF = 30
"""An unfinished paste is ended after this many calls of `idle`.

A paste gets more time, because text that arrives after the end would be taken for keys.
"""

_X10_MOUSE = re.compile(rb"\x1b\[M[\s\S]{3}")
_X10_CUT = re.compile(rb"\x1b(?:\[(?:M[\s\S]{0,2})?)?\Z")
_SEQUENCE = re.compile(
    r"\x1b(?:\[\[[A-E]"  # function keys of the Linux console
    r"|\[[0-?]*[ -/]*[@-Z\\-~]"  # CSI: keys, the mouse, the terminal's answers
    r"|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC, DCS, APC, PM, SOS: answers with text
    r"|O[ -~])"  # SS3: keys
)
_CUT = re.compile(r"\x1b(?:\[\[?[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?|O)?\Z")
_BROKEN = re.compile(r"\x1b\[\[?[0-?]*[ -/]*")
_KITTY = re.compile(r"\x1b\[(\d*)(?::[\d:]*)?(?:;(\d*)(?::(\d*))?)?(;[\d:]*)?([u~A-HPQRS])")
_PASTE_BEGINS = "\x1b[200~"
_PASTE_ENDS = "\x1b[201~"
_KITTY_RELEASE = "3"
_PARSERS_LONGEST = 32
"""Textual's parser mistakes a sequence with more characters than this for keys."""


class InputParser:
    """Parses the input from a terminal into events. The input may come in pieces of any length."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._bytes = b""
        """The beginning of an unfinished mouse report, whose bytes are not text."""
        self._text = ""
        """The beginning of an unfinished sequence."""
        self._pasted: list[str] | None = None
        self._pasted_length = 0
        self._still = 0
        self._parser = XTermParser()

    def feed(self, data: bytes) -> Iterator[Message]:
        """Parse bytes, and yield the events in them."""
        self._still = 0
        data = _X10_MOUSE.sub(b"", self._bytes + data)
        cut = _X10_CUT.search(data)
        self._bytes = cut[0] if cut else b""
        yield from self._read(self._decode(data[: cut.start()] if cut else data))

    def idle(self) -> Iterator[Message]:
        """When no more input comes, parse what is left, such as an escape key, and yield events."""
        self._still += 1
        if len(self._bytes) <= 2:  # so it is not a mouse report
            beginning, self._bytes = self._bytes, b""
            yield from self._read(self._decode(beginning))
        if self._still >= _CUT_OFF:
            self._bytes = b""
            self._decode(b"", True)
        if self._text and len(self._text) <= 2:  # the escape key, or a key with alt
            text, self._text = self._text, ""
            yield from self._parse_whole(text)
        elif self._still >= _CUT_OFF:
            self._text = ""
        if self._pasted is not None and self._still >= _PASTE_CUT_OFF:
            yield from self._end_paste()

    def _read(self, text: str) -> Iterator[Message]:
        text, self._text = self._text + text, ""
        at = 0
        while at < len(text):
            if self._pasted is not None:
                at = yield from self._paste(text, at)
                continue
            escape = text.find("\x1b", at)
            if escape != at:
                plain = text[at:] if escape < 0 else text[at:escape]
                yield from self._parse(plain)
                at += len(plain)
            elif found := _SEQUENCE.match(text, at):
                yield from self._sequence(found[0])
                at = found.end()
            elif _CUT.match(text, at):
                held = text[at:]
                self._text = held if len(held) <= MOST_HELD else held[:2] + held[-1:]
                return
            elif text.startswith("\x1b[", at):  # another sequence interrupts this one
                at = _BROKEN.match(text, at).end()  # type: ignore[union-attr]  # it matches
            else:
                together = text[at : at + 2] if text[at + 1] != "\x1b" else "\x1b"
                yield from self._parse_whole(together)
                at += len(together)

    def _sequence(self, sequence: str) -> Iterator[Message]:
        if sequence == _PASTE_BEGINS:
            self._pasted, self._pasted_length = [], 0
            return
        key = _plain_kitty(sequence) if sequence[1] in "[O" else None
        if key is not None and key != _PASTE_ENDS and len(key) <= _PARSERS_LONGEST:
            yield from self._parse(key)
            if self._parser._awaiting.timeout is not None:  # unknown, so it waits for more
                self._parser = XTermParser()

    def _paste(self, text: str, at: int) -> Generator[Message, None, int]:
        assert self._pasted is not None
        end = text.find(_PASTE_ENDS, at)
        part = text[at:] if end < 0 else text[at:end]
        held_back = 0
        if end < 0:  # the mark that ends a paste may be split
            held_back = next((n for n in range(5, 0, -1) if part.endswith(_PASTE_ENDS[:n])), 0)
            self._text = part[len(part) - held_back :]
            part = part[: len(part) - held_back]
        room = max(MOST_PASTED - self._pasted_length, 0)
        self._pasted.append(part[:room])
        self._pasted_length += len(part)
        if end < 0:
            return len(text)
        yield from self._end_paste()
        return end + len(_PASTE_ENDS)

    def _end_paste(self) -> Iterator[Message]:
        pasted = "".join(self._pasted or [])
        self._pasted, self._text = None, ""
        if pasted:
            yield Paste(pasted.replace("\x00", ""))

    def _parse(self, text: str) -> Iterator[Message]:
        for character in text:
            try:
                events = list(self._parser.feed(character))
            except (ArithmeticError, LookupError, ParseError, StopIteration, ValueError):
                self._parser = XTermParser()
            else:
                yield from filter(_is_sound, events)

    def _parse_whole(self, text: str) -> Iterator[Message]:
        """Parse text that is complete, and tell Textual's parser not to wait for more."""
        yield from self._parse(text)
        if self._parser._awaiting.timeout is not None:
            self._parser._timeout_time = 0.0
            yield from filter(_is_sound, self._parser.tick())


def _plain_kitty(sequence: str) -> str | None:
    """Simplify a key of the kitty protocol for Textual's parser. Return None if it is a release.

    In the protocol (https://sw.kovidgoyal.net/kitty/keyboard-protocol/), alternate codes may follow
    the key's number. The type of event (press, repeat or release) may follow the modifiers. This
    function removes them. Other sequences are returned unchanged.
    """
    found = _KITTY.fullmatch(sequence)
    if found is None or ":" not in sequence:
        return sequence
    number, modifiers, kind, text, end = found.groups(default="")
    if kind == _KITTY_RELEASE:
        return None
    middle = f";{modifiers or '1'}{text}" if modifiers or text else ""
    return f"\x1b[{number}{middle}{end}"


def _is_sound(event: Message) -> bool:
    """Check whether to act on an event.

    Resize events in the input are ignored, because the size comes with a signal. Keys with half of
    a surrogate pair are ignored too, because they cannot be encoded.
    """
    if isinstance(event, Key):
        return not any("\ud800" <= c <= "\udfff" for c in f"{event.key}{event.character or ''}")
    return not isinstance(event, Resize | InBandWindowResize)
