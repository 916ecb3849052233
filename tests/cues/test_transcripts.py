"""The transcripts in the documentation match what is heard."""

from __future__ import annotations

from cues.transcripts import FILE, text


def test_the_documented_transcripts_are_up_to_date():
    assert FILE.read_text() == text(), "run: cd tests && python -m cues.transcripts"
