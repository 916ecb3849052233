"""Merging two histories that diverged, directly and through git."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from history.samples import BRIDGE, histories, scales, session
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from trainer.history.file import merging
from trainer.history.file.layout import HEADER, block
from trainer.history.file.merging import Merged, MergeError, merged
from trainer.history.file.reading import read
from trainer.history.records import SessionRecord


def text(*records: SessionRecord, more: str = "") -> str:
    return HEADER + "".join(map(block, records)) + more


def notes(merged: Merged) -> dict[str, str | None]:
    found = read(merged.text)
    assert not found.broken
    assert not found.problems
    return {record.id: record.note for record in found.sessions}


A, B, C, D = (session(number, note=f"number {number}") for number in range(4))


def test_sessions_added_on_both_sides_are_merged_with_theirs_last():
    result = merged(text(A), text(A, C), text(A, D, B))
    assert result == Merged(text(A, C, B, D))


def test_histories_created_on_both_sides_get_one_header():
    assert merged("", text(A), text(B)) == Merged(text(A, B))
    assert merged("", "", text(B)) == Merged(text(B))
    assert merged("", text(A), "") == Merged(text(A))


def test_a_session_added_identically_on_both_sides_appears_once():
    assert merged(text(A), text(A, B), text(A, B, C)) == Merged(text(A, B, C))


def test_an_edit_made_in_only_one_version_is_kept():
    edited = replace(A, note="better", pain_after=None)
    assert merged(text(A, B), text(A, B), text(edited, B)) == Merged(text(edited, B))
    assert merged(text(A, B), text(edited, B), text(A, B)) == Merged(text(edited, B))


def test_a_session_removed_on_one_side_is_removed():
    assert merged(text(A, B, C), text(A, B, C), text(A, C)) == Merged(text(A, C))
    assert merged(text(A, B, C), text(A, C), text(A, B, C)) == Merged(text(A, C))


@pytest.mark.parametrize("ours_edited", [True, False])
def test_a_session_removed_on_one_side_but_edited_on_the_other_stays(ours_edited: bool):
    edited = replace(A, note="better")
    sides = (text(edited, B), text(B)) if ours_edited else (text(B), text(edited, B))
    result = merged(text(A, B), *sides)
    assert notes(result) == {A.id: "better", B.id: "number 1"}
    assert not result.conflicts
    [line] = result.not_deleted
    assert A.id in line
    assert "it stays" in line


def test_after_conflicting_edits_our_version_stays_and_theirs_becomes_a_comment():
    ours, theirs = replace(A, note="ours"), replace(A, note="theirs")
    result = merged(text(A, B), text(ours, B), text(theirs, B))
    assert notes(result) == {A.id: "ours", B.id: "number 1"}
    lines = block(theirs).removeprefix("\n").splitlines()
    below = "".join(f"# {line}".rstrip() + "\n" for line in lines)
    other = f"# The other version of this session:\n{below}"
    assert result.text == text(ours) + other + block(B)
    [line] = result.conflicts
    assert A.id in line


def test_answers_changed_on_different_sides_are_combined_and_reported():
    ours, theirs = replace(A, note="ours"), replace(A, pain_after=0)
    both = replace(A, note="ours", pain_after=0)
    remark = f"session {A.id}: merged; it has the changes from both."
    result = merged(text(A, B), text(ours, B), text(theirs, B))
    assert result == Merged(text(both, B), combined=(remark,))


def done(record: SessionRecord, reps: int) -> SessionRecord:
    """The same session, but with this many reps done in its last exercise."""
    *others, last = record.exercises
    return replace(record, exercises=(*others, replace(last, done_reps=reps)))


@pytest.mark.parametrize("ours_did", [True, False])
def test_reps_changed_on_one_side_are_combined_with_an_answer_changed_on_the_other(ours_did: bool):
    sides = [text(done(A, 2)), text(replace(A, note="new"))]
    result = merged(text(A), *(sides if ours_did else reversed(sides)))
    assert result.text == text(replace(done(A, 2), note="new"))
    assert (len(result.combined), result.conflicts) == (1, ())


def test_reps_changed_differently_on_both_sides_are_a_conflict():
    result = merged(text(A), text(done(A, 2)), text(done(A, 3)))
    assert result.text.startswith(text(done(A, 2)))
    conflict = (
        f"session {A.id}: the two versions differ; yours stays, the other is below it as a comment."
    )
    assert (result.conflicts, result.combined) == ((conflict,), ())


def test_a_conflict_already_noted_is_not_noted_again():
    theirs = text(replace(A, note="theirs"), B)
    first = merged(text(A, B), text(replace(A, note="ours"), B), theirs)
    assert merged(text(A, B), first.text, theirs) == Merged(first.text)


def test_the_comment_of_a_conflict_counts_only_below_its_own_session():
    theirs = text(replace(A, note="theirs"), B)
    ours = text(replace(A, note="ours"), B)
    note = merged(text(A, B), ours, theirs).text.removeprefix(text(replace(A, note="ours")))
    moved = ours + note.removesuffix(block(B))
    result = merged(text(A, B), moved, theirs)
    assert len(result.conflicts) == 1
    assert result.text == text(replace(A, note="ours")) + note + moved.removeprefix(ours)


def test_a_key_of_a_newer_version_is_combined_with_our_answer():
    newer = text(A).replace("effort = 5", 'effort = 5\nmood = "calm"')
    result = merged(text(A), text(replace(A, note="ours")), newer)
    assert notes(result) == {A.id: "ours"}
    assert result.text.count('mood = "calm"\n') == 1
    assert not result.conflicts


def with_mood(record: SessionRecord, mood: str) -> str:
    """A history with a key that only a newer version knows."""
    return text(record).replace("effort = 5", f'effort = 5\nmood = "{mood}"')


@pytest.mark.parametrize("theirs", [with_mood(A, "glad"), text(A)], ids=["changed", "removed"])
def test_a_newer_key_changed_or_removed_on_their_side_is_combined_with_our_answer(theirs: str):
    result = merged(with_mood(A, "calm"), with_mood(replace(A, note="ours"), "calm"), theirs)
    assert result.text == theirs.replace('"number 0"', '"ours"')
    assert (len(result.combined), result.conflicts) == (1, ())


def test_all_newer_keys_changed_on_their_side_are_used():
    def newer(record: SessionRecord, *values: str) -> str:
        keys = "".join(f'key{n} = "{value}"\n' for n, value in enumerate(values))
        return text(record).replace("effort = 5\n", f"effort = 5\n{keys}")

    ours = newer(replace(A, note="ours"), "one", "two", "three")
    result = merged(newer(A, "one", "two", "three"), ours, newer(A, "first of all", "two", "3"))
    assert result.text == newer(replace(A, note="ours"), "first of all", "two", "3")


def in_one_line(note: str, reps: int) -> str:
    """A session whose exercises are written as one list, as some tools do."""
    whole = block(A).partition("\n[[session.exercise]]")[0].replace('"number 0"', f'"{note}"')
    exercise = (
        'id = "bird-dog", name = "Bird Dog", variant = "standard", status = "completed",'
        f" planned_reps = 10, done_reps = {reps}, skipped_reps = 0, seconds = 71.5"
    )
    return f"{HEADER}{whole}exercise = [{{ {exercise} }}]\n"


def test_inline_exercises_are_taken_from_the_side_that_changed_them():
    result = merged(in_one_line("old", 10), in_one_line("ours", 10), in_one_line("old", 8))
    assert result.text == in_one_line("ours", 8)
    assert (len(result.combined), result.conflicts) == (1, ())


def test_their_inline_exercises_are_taken_if_we_only_added_a_comment():
    ours = in_one_line("old", 10).replace("\nexercise =", "\n# mine\nexercise =")
    result = merged(in_one_line("old", 10), ours, in_one_line("old", 8))
    assert result == Merged(ours.replace("done_reps = 10", "done_reps = 8"))


def test_a_newer_table_that_cannot_be_combined_with_our_answer_is_a_conflict():
    weather = "\n[session.weather]\nrain = true\n"
    ours = text(replace(A, note="ours"))
    result = merged(text(A), ours, text(A) + weather)
    assert result.text.startswith(ours)
    assert "# [session.weather]\n# rain = true\n" in result.text
    assert (len(result.conflicts), result.combined) == (1, ())


def test_different_versions_without_a_common_original_are_a_conflict():
    ours, theirs = (text(replace(A, note=whose)) for whose in ("ours", "theirs"))
    result = merged("", ours, theirs)
    assert notes(result) == {A.id: "ours"}
    assert (len(result.conflicts), result.combined) == (1, ())


def test_a_conflict_in_a_duplicate_session_names_its_number():
    ours, theirs = (text(A, replace(A, note=whose)) for whose in ("ours", "theirs"))
    [told] = merged(text(A, replace(A, note="old")), ours, theirs).conflicts
    assert told.startswith(f"session {A.id} (number 2): the two versions differ")


def test_a_comment_after_a_missing_newline_starts_a_new_line():
    ours = text(replace(A, note="ours")).rstrip("\n")
    result = merged(text(A), ours, text(replace(A, note="theirs")))
    assert result.text.startswith(f"{ours}\n# The other version of this session:\n# [[session]]\n")


def test_an_edit_gets_the_line_endings_around_it():
    windows = text(A).replace("\n", "\r\n")
    edited = replace(A, note="better")
    result = merged(text(A, B), windows + block(B), text(edited, B))
    assert result == Merged(text(edited).replace("\n", "\r\n") + block(B))


def test_different_answers_removed_on_each_side_are_not_a_conflict():
    ours, theirs = replace(A, note=None), replace(A, effort=None)
    result = merged(text(A), text(ours), text(theirs))
    assert result.text == text(replace(A, note=None, effort=None))
    assert not result.conflicts


def test_the_same_edit_on_both_sides_is_not_a_conflict():
    edited = replace(A, note="better")
    assert merged(text(A), text(edited), text(edited)) == Merged(text(edited))


def test_our_comments_and_layout_stay_as_they_are():
    ours = (
        text(A)
        .replace("[[session]]", "# my first\n[[session]]   # good")
        .replace("effort = 5", "effort=5 # hard")
        + "\n# the end\n"
    )
    theirs = text(A, B, more="\n# from there\n" + block(C).lstrip("\n"))
    assert merged(text(A), ours, theirs).text == ours + block(B) + "\n# from there" + block(C)


def test_their_edit_is_applied_in_our_layout_where_we_only_added_comments():
    ours = text(A).replace("effort = 5", "effort = 5 # hard")
    result = merged(text(A), ours, text(replace(A, note="better")))
    assert result == Merged(ours.replace('"number 0"', '"better"'))


def test_unknown_keys_are_merged():
    newer = text(A, B).replace("effort = 5", 'effort = 5\nmood = "calm"', 1)
    assert merged(text(A), text(A), newer) == Merged(newer)


def test_a_header_changed_on_one_side_is_used_and_a_header_changed_on_both_is_reported():
    new = text(A).replace("format = 1", 'format = 1\nowner = "me"')
    other = text(A).replace("format = 1", 'format = 1\nowner = "you"')
    assert merged(text(A), text(A), new) == Merged(new)
    assert merged(text(A), new, text(A)) == Merged(new)
    conflicts = ("The text outside the sessions differs; yours stays.",)
    assert merged(text(A), new, other) == Merged(new, conflicts=conflicts)


def test_our_comments_above_the_sessions_stay_even_if_theirs_changed():
    ours, theirs = (f"# {whose}\n{text(A)}" for whose in ("mine", "theirs"))
    assert merged(text(A), ours, theirs) == Merged(ours)


def test_a_table_after_the_sessions_is_never_lost_silently():
    result = merged(text(A), text(A), text(A, more="\n[future]\nkey = 1\n"))
    conflicts = ("The text outside the sessions differs; yours stays.",)
    assert result == Merged(text(A), conflicts=conflicts)


FUTURE = "\n[future]\nkey = 1\n"
"""A table after the sessions, from a newer version."""


def test_sessions_are_merged_if_nobody_changed_the_other_tables():
    edited = replace(A, note="ours")
    result = merged(text(A, more=FUTURE), text(edited, more=FUTURE), text(A, B, more=FUTURE))
    assert result == Merged(text(edited, more=FUTURE) + block(B))


def test_a_change_in_a_table_after_the_sessions_is_never_lost_silently():
    before, changed = (text(A, more=more) for more in (FUTURE, FUTURE.replace("1", "2")))
    conflicts = ("The text outside the sessions differs; yours stays.",)
    assert merged(before, before, changed) == Merged(before, conflicts=conflicts)


def test_a_result_without_the_expected_sessions_is_never_returned():
    with pytest.raises(MergeError) as raised:
        merging._verify(text(A), Counter([A.id, B.id]), {"format": 1})
    assert (
        str(raised.value) == "your version cannot be merged in its present form; use a text editor"
    )


def test_a_result_that_cannot_be_read_is_never_returned():
    weather = '\n["s\\u0065ssion".weather]\nrain = true\n'
    with pytest.raises(MergeError, match=r"^merged: "):
        merged(text(A) + weather, text(A) + weather, text())


def test_a_missing_newline_at_the_end_is_not_a_change():
    assert merged(text(A, B), text(A, B).rstrip("\n"), text(A)) == Merged(text(A))


def test_only_the_comment_directly_above_a_session_is_added_with_it():
    near, far = "\n  # indented\n" + block(B).lstrip("\n"), "\n# far away\n" + block(C)
    result = merged(text(A), text(A), text(A) + near + far)
    assert result == Merged(text(A) + near + block(C))


@pytest.mark.parametrize(("before", "taken"), [("", ""), ("\n", "# why\n")])
def test_a_comment_in_the_first_line_belongs_to_the_file_and_not_to_a_session(before, taken):
    result = merged("", text(A), f"{before}# why\n" + block(B).lstrip("\n"))
    assert result.text == f"{text(A)}\n{taken}" + block(B).lstrip("\n")


def test_their_new_comment_above_the_first_session_changes_nothing():
    theirs = text(A).replace("\n[[session]]", "\n# why\n[[session]]")
    assert merged(text(A), text(A), theirs) == Merged(text(A))


def test_our_line_endings_stay():
    ours = text(A).replace("\n", "\r\n")
    result = merged(text(A), ours, text(A, B))
    assert result.text == text(A, B).replace("\n", "\r\n")
    assert merged(text(A), text(A), ours) == Merged(text(A))


def test_sessions_without_an_id_are_neither_lost_nor_duplicated():
    bare = block(A).replace(f'id = "{A.id}"\n', "")
    result = merged(HEADER, HEADER + bare, HEADER + bare + block(B))
    assert result.text.count("\n[[session]]") == 2
    twice = merged(HEADER, HEADER + bare, HEADER + bare + bare)
    assert twice == Merged(HEADER + bare + bare)


def test_different_sessions_without_an_id_are_both_preserved():
    one, other = (block(each).replace(f'id = "{each.id}"\n', "") for each in (A, B))
    assert merged(HEADER, HEADER + one, HEADER + other) == Merged(HEADER + one + other)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_the_unreadable_side_is_named(which: int):
    texts = [text(A), text(A, B), text(A, C)]
    texts[which] = texts[which].replace("effort = 5", "effort =", 1)
    with pytest.raises(MergeError, match=f"{('original', 'ours', 'theirs')[which]}: line "):
        merged(*texts)


# Any changes on both sides

Step = tuple[str, int | None]


@st.composite
def diverged(draw: st.DrawFn) -> tuple[list[SessionRecord], ...]:
    """Return a base history and two histories that diverged from it."""
    everything = draw(histories)
    kinds = [draw(st.sampled_from(["both", "ours", "theirs"])) for _ in everything]
    base = [r for r, kind in zip(everything, kinds, strict=True) if kind == "both"]
    sides = []
    for side in ("ours", "theirs"):
        kept = [draw(_fate(record)) for record in base]
        own = [r for r, kind in zip(everything, kinds, strict=True) if kind == side]
        sides.append([record for record in [*kept, *own] if record is not None])
    return base, *sides


def _fate(record: SessionRecord) -> st.SearchStrategy[SessionRecord | None]:
    edited = scales.map(lambda effort: replace(record, effort=effort))
    return st.one_of(st.just(record), st.none(), edited)


@given(diverged())
def test_a_merge_neither_loses_nor_duplicates_a_session(sides: tuple[Sequence[SessionRecord], ...]):
    result = merged(*(text(*side) for side in sides))
    found = read(result.text)
    assert not found.broken
    assert not found.problems
    base, ours, theirs = ({record.id: record for record in side} for side in sides)
    expected = {}
    for id in ours.keys() | theirs.keys():
        a, b, before = ours.get(id), theirs.get(id), base.get(id)
        if a == b or b == before:
            chosen = a
        elif a == before:
            chosen = b
        else:
            chosen = a or b
        if chosen is not None:
            expected[id] = chosen
    assert {record.id: record for record in found.sessions} == expected
    assert len(found.sessions) == len(expected)


@given(diverged())
def test_merging_either_way_gives_the_same_result_unless_a_conflict_is_reported(
    sides: tuple[Sequence[SessionRecord], ...],
):
    base, ours, theirs = (text(*side) for side in sides)
    here, there = merged(base, ours, theirs), merged(base, theirs, ours)
    assert len(here.conflicts) == len(there.conflicts)
    if not here.conflicts:
        by_id = [sorted(read(m.text).sessions, key=lambda r: r.id) for m in (here, there)]
        assert by_id[0] == by_id[1]


@given(histories, histories)
def test_merging_again_changes_nothing(before: list[SessionRecord], after: list[SessionRecord]):
    once = merged(text(*before), text(*before), text(*after)).text
    assert merged(text(*after), once, text(*after)) == Merged(once)


# Through git


@pytest.fixture
def git(tmp_path: Path):
    """Return a function that runs git in a repository with our merge driver."""
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        "HOME": str(tmp_path),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }
    folder = tmp_path / "data"
    folder.mkdir()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True
        )

    run("init", "-q", "-b", "main")
    driver = f'"{sys.executable}" -m trainer merge-driver %O %A %B'
    run("config", "merge.glute-trainer.driver", driver)
    (folder / ".gitattributes").write_text("history.toml merge=glute-trainer\n")
    return run


@pytest.fixture
def commit(git, tmp_path: Path):
    def commit_all(*records: SessionRecord) -> None:
        (tmp_path / "data" / "history.toml").write_text(text(*records))
        git("add", "-A")
        done = git("commit", "-q", "-m", "sessions")
        assert done.returncode == 0, done.stderr

    return commit_all


@pytest.mark.own_process
def test_git_merges_additions_edits_and_removals(git, commit, tmp_path: Path):
    commit(A, B)
    git("checkout", "-q", "-b", "laptop")
    commit(replace(A, note="better"), B, D)
    git("checkout", "-q", "main")
    later = session(2, started=C.started + timedelta(minutes=1), exercises=(BRIDGE,))
    commit(A, later)
    result = git("merge", "-q", "-m", "both", "laptop")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "data" / "history.toml").read_text() == text(
        replace(A, note="better"), later, D
    )
    assert git("status", "--porcelain").stdout == ""


@pytest.mark.own_process
def test_git_stops_at_conflicting_edits_and_the_file_stays_valid(git, commit, tmp_path: Path):
    commit(A)
    git("checkout", "-q", "-b", "laptop")
    commit(replace(A, note="theirs"))
    git("checkout", "-q", "main")
    commit(replace(A, note="ours"))
    result = git("merge", "-q", "-m", "both", "laptop")
    assert result.returncode == 1
    assert f"session {A.id}: the two versions differ" in result.stderr + result.stdout
    after = (tmp_path / "data" / "history.toml").read_text()
    assert [record.note for record in read(after).sessions] == ["ours"]
    assert '# note = "theirs"' in after
    assert "UU history.toml" in git("status", "--porcelain").stdout


@pytest.mark.own_process
def test_git_reports_an_unreadable_side_and_keeps_ours(git, commit, tmp_path: Path):
    commit(A)
    git("checkout", "-q", "-b", "laptop")
    (tmp_path / "data" / "history.toml").write_text(text(A) + "oops\n")
    git("commit", "-q", "-a", "-m", "oops")
    git("checkout", "-q", "main")
    commit(A, B)
    result = git("merge", "-q", "-m", "both", "laptop")
    assert result.returncode != 0
    assert "theirs: line" in result.stderr + result.stdout
    assert (tmp_path / "data" / "history.toml").read_text() == text(A, B)
