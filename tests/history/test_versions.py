"""Importing or merging another version of a session loses nothing of either version."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from history.samples import BIRD_DOG, session
from msgspec.structs import replace

from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block
from trainer.history.file.merging import merged
from trainer.history.file.reading import read
from trainer.history.store import HistoryStore

A = session(0, note=None, effort=None, pain_after=None)
B = session(1)


def imported(places: Places, *records: object) -> str:
    """Import other versions of sessions, check the history, and return its text."""
    store = HistoryStore(places)
    store.merge(records)  # type: ignore[arg-type]
    text = places.history_file.read_text()
    assert not read(text).broken
    assert not read(text).problems
    return text


@pytest.fixture
def saved(places: Places) -> Places:
    HistoryStore(places).append_all([A, B])
    return places


def test_answers_only_in_the_other_version_are_added(saved: Places):
    other = replace(A, note="more to say", pain_after=2)
    assert imported(saved, other) == HEADER + block(other) + block(B)


def test_answers_only_in_our_version_stay(saved: Places):
    before = saved.history_file.read_text()
    poorer = replace(B, note=None, effort=None)
    assert HistoryStore(saved).merge([poorer]).different == ()
    assert saved.history_file.read_text() == before


def test_answers_from_both_versions_are_combined(saved: Places):
    HistoryStore(saved).amend(A.id, effort=3)
    text = imported(saved, replace(A, note="theirs"))
    assert text == HEADER + block(replace(A, effort=3, note="theirs")) + block(B)


def test_both_versions_are_preserved_if_they_conflict(saved: Places):
    other = replace(B, note="theirs", exercises=(BIRD_DOG,), status="completed")
    result = HistoryStore(saved).merge([other])
    [line] = result.different
    assert B.id in line
    assert "yours stays, the other is below it as a comment" in line
    text = saved.history_file.read_text()
    assert read(text).sessions == (A, B)
    for written in block(other).strip().splitlines():
        assert f"# {written}".rstrip() + "\n" in text


def test_importing_the_same_version_again_changes_nothing(saved: Places):
    other = replace(B, note="theirs")
    text = imported(saved, other)
    assert HistoryStore(saved).merge([other, A]).different == ()
    assert saved.history_file.read_text() == text


def test_the_other_version_of_an_invalid_session_is_added_as_a_comment(saved: Places):
    text = saved.history_file.read_text().replace("effort = 5", "effort = 50")
    saved.history_file.write_text(text)
    assert len(HistoryStore(saved).merge([B]).different) == 1
    assert saved.history_file.read_text().startswith(text)
    assert "# effort = 5\n" in saved.history_file.read_text()


def test_new_and_different_sessions_can_be_imported_together(saved: Places):
    new = session(2)
    result = HistoryStore(saved).merge([new, replace(B, note="theirs"), A])
    assert (result.added, result.same, len(result.different)) == (1, 1, 1)
    assert read(saved.history_file.read_text()).sessions == (A, B, new)


# Lists of exercises on one line, as people write them


def inline(text: str) -> str:
    """Write the exercises of each session in this history as an inline list."""
    import tomllib

    sessions = []
    for raw in tomllib.loads(text)["session"]:
        exercises = raw.pop("exercise")
        lines = [f"{key} = {_value(value)}" for key, value in raw.items()]
        items = ",\n  ".join(
            "{" + ", ".join(f"{key} = {_value(value)}" for key, value in one.items()) + "}"
            for one in exercises
        )
        sessions.append("\n[[session]]\n" + "\n".join([*lines, f"exercise = [\n  {items},\n]\n"]))
    return HEADER + "".join(sessions)


def _value(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else getattr(value, "isoformat", value.__repr__)()


BASE = inline(HEADER + block(A))


@pytest.mark.parametrize("comment", ["", "# a comment of mine\n"])
def test_an_exercise_removed_from_an_inline_list_is_removed(comment: str):
    ours = BASE.replace("day = ", f"{comment}day = ")
    theirs = inline(HEADER + block(replace(A, exercises=(BIRD_DOG,))))
    result = merged(BASE, ours, theirs)
    assert not result.conflicts
    assert comment in result.text
    assert read(result.text).sessions[0].exercises == (BIRD_DOG,)


def test_inline_lists_changed_on_both_sides_are_both_preserved():
    sides = [
        inline(HEADER + block(replace(A, exercises=(replace(BIRD_DOG, done_reps=n),))))
        for n in (1, 2)
    ]
    result = merged(BASE, *sides)
    assert len(result.conflicts) == 1
    assert read(result.text).sessions[0].exercises[0].done_reps == 1
    assert "#   {" in result.text
    assert "done_reps = 2" in result.text


def test_an_inline_list_and_changed_tables_are_both_preserved():
    ours = BASE.replace("day = ", "# mine\nday = ")
    theirs = HEADER + block(replace(A, exercises=(BIRD_DOG,)))
    result = merged(BASE, ours, theirs)
    assert len(result.conflicts) == 1
    assert "# mine" in result.text
    assert read(result.text).sessions == (A,)
    assert "# [[session.exercise]]" in result.text.partition("# The other version")[2]


def test_the_note_of_a_session_with_inline_exercises_can_be_changed_and_cleared(places: Places):
    places.data_dir.mkdir()
    before = inline(HEADER + block(B))
    places.history_file.write_text(before)
    store = HistoryStore(places)
    store.edit(B.id, replace(B, note=None))
    assert places.history_file.read_text() == before.replace('note = "left side shaky"\n', "")
    store.edit(B.id, replace(B, effort=9))
    assert store.load().sessions == (replace(B, effort=9),)


def test_a_crash_of_the_merge_driver_never_exits_with_1(tmp_path: Path):
    files = [tmp_path / name for name in ("base", "ours", "theirs")]
    for file in files:
        file.write_text(HEADER + block(A))
    crash = (
        "import sys; from trainer.history.file import merging; from trainer.cli import main;"
        "merging.merged = lambda *_: [][0]; main(sys.argv[1:])"
    )
    result = subprocess.run(
        [sys.executable, "-c", crash, "merge-driver", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "Nothing was merged" in result.stderr
    assert files[1].read_text() == HEADER + block(A)
