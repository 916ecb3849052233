"""The transcripts in the documentation are what is heard."""

from __future__ import annotations

from cues.transcripts import FILE, text


def test_the_documentation_has_what_is_heard_in_every_exercise():
    assert FILE.read_text() == text(), "run: cd tests && python -m cues.transcripts"
