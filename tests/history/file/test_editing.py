from __future__ import annotations

import re
import tomllib

import pytest
from history.samples import BIRD_DOG, BRIDGE, histories, session, sessions
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from trainer.files.places import Places
from trainer.history.file import editing
from trainer.history.file.layout import HEADER, block, value
from trainer.history.file.reading import read
from trainer.history.records import SessionRecord, to_plain
from trainer.history.store import HistoryError

BY_HAND = """\ufeff# My history\r
format = 1
"future key" = { deep = [1, "]", {a = 'x#y'}] } # kept

# The first one.
[[session]]   # good morning
  note = '''two
[[session]]
lines''' # long
  id = "one"
  day = 2026-11-20
  "started" = 2026-11-20 07:00:00+01:00
  ended = 2026-11-20T07:05:00+01:00   # in time
  status = 'completed'
  source = "log"
  mood = [ "good", # really
    "calm" ]
  pain_before=3#ouch

  [session.weather]
  rain = true

  [[session.exercise]]
  id = "bird-dog"
  name = "Bird Dog"
  variant = "standard"
  status = "completed"
  planned_reps = 1_0
  done_reps = 0xA
  skipped_reps = 0
  seconds = 7.15e1
  heart = {rate = 90}

# The second one.
[[session]]
id = "two"
day = 2026-11-21
started = 2026-11-21T07:00:00+01:00
ended = 2026-11-21T07:05:00+01:00
status = "completed"
source = "log"

[[session.exercise]]
id = "glute-bridge"
name = "Glute Bridge"
variant = "standard"
status = "completed"
planned_reps = 10
done_reps = 10
skipped_reps = 0
seconds = 80

[goals]
year = 300
# The end."""


def lines_changed(before: str, after: str) -> tuple[set[str], set[str]]:
    old, new = before.splitlines(), after.splitlines()
    return set(old) - set(new), set(new) - set(old)


@pytest.fixture
def by_hand(places: Places) -> Places:
    places.data_dir.mkdir()
    places.history_file.write_bytes(BY_HAND.encode())
    return places


def text(places: Places) -> str:
    return places.history_file.read_bytes().decode()


def test_the_check_in_adds_its_lines_and_nothing_else(store, places):
    bare = session(1, pain_before=None, pain_after=None, effort=None, note=None)
    for record in (session(0), bare, session(2)):
        store.append(record)
    before = text(places)
    store.amend(bare.id, pain_after=2, effort=5, note='a "note"')
    lines = 'pain_after = 2\neffort = 5\nnote = "a \\"note\\""\n'
    assert text(places) == before.replace(block(bare), block(bare).replace(
        'source = "session"\n', f'source = "session"\n{lines}'
    ))  # fmt: skip
    assert store.load().sessions[1] == replace(bare, pain_after=2, effort=5, note='a "note"')


def test_changing_an_answer_changes_only_its_value(store, by_hand):
    store.amend("one", pain_before=10, note="short")
    assert text(by_hand) == BY_HAND.replace("=3#ouch", "=10#ouch").replace(
        "'''two\n[[session]]\nlines'''", '"short"'
    )


def test_clearing_an_answer_removes_its_line(store, by_hand):
    store.amend("one", pain_before=None)
    assert text(by_hand) == BY_HAND.replace("  pain_before=3#ouch\n", "")


def test_a_new_answer_is_added_below_the_other_answers(store, by_hand):
    store.amend("one", effort=5)
    assert text(by_hand) == BY_HAND.replace("=3#ouch\n", "=3#ouch\neffort = 5\n")
    assert store.load().sessions[0].effort == 5


def test_the_last_value_of_a_file_without_a_last_newline_can_change(store, places):
    places.data_dir.mkdir()
    whole = (HEADER + block(session(note=None))).rstrip("\n")
    places.history_file.write_text(whole)
    store.edit(session().id, session(note=None, exercises=(BIRD_DOG, replace(BRIDGE, seconds=40))))
    assert text(places) == whole.removesuffix("32") + "40"


def test_a_line_added_to_a_windows_file_gets_windows_line_endings(store, places):
    places.data_dir.mkdir()
    before = (HEADER + block(session(note=None))).replace("\n", "\r\n")
    places.history_file.write_bytes(before.encode())
    store.amend(session().id, note="new")
    assert text(places) == before.replace("effort = 5\r\n", 'effort = 5\r\nnote = "new"\r\n')


def test_an_edit_keeps_comments_and_unknown_keys(store, by_hand):
    [one, _] = store.load().sessions
    changed = replace(one, exercises=(replace(one.exercises[0], done_reps=9),), effort=1)
    store.edit("one", changed)
    gone, new = lines_changed(BY_HAND, text(by_hand))
    assert gone == {"  done_reps = 0xA"}
    assert new == {"  done_reps = 9", "effort = 1"}
    assert store.load().sessions[0] == changed


def test_exercises_can_be_added_and_removed(store, places):
    for number in range(3):
        store.append(session(number))
    before = text(places)
    store.edit(session(1).id, session(1, exercises=(BIRD_DOG, BRIDGE, BIRD_DOG)))
    assert store.load().sessions[1].exercises == (BIRD_DOG, BRIDGE, BIRD_DOG)
    store.edit(session(1).id, session(1, exercises=(BIRD_DOG,)))
    assert store.load().sessions[1].exercises == (BIRD_DOG,)
    store.edit(session(1).id, session(1))
    assert text(places) == before


def test_deleting_and_undoing_leaves_the_file_as_it_was(store, by_hand):
    for id in ("one", "two"):
        removed = store.delete(id)
        assert id not in [record.id for record in store.load().sessions]
        assert "# The end." in text(by_hand)
        assert "year = 300" in text(by_hand)
        store.restore(removed)
        assert text(by_hand) == BY_HAND


def test_deleting_an_appended_session_leaves_no_trace(store, places):
    store.append(session(0))
    before = text(places)
    store.append(session(1))
    store.delete(session(1).id)
    assert text(places) == before


def test_undo_after_another_save_restores_the_original_place(store, places):
    for number in range(3):
        store.append(session(number))
    before = text(places)
    removed = store.delete(session(1).id)
    store.append(session(3))
    store.restore(removed)
    assert text(places) == before + block(session(3))


def test_undo_after_an_earlier_change_restores_the_session_at_the_end(store, places):
    for number in range(3):
        store.append(session(number))
    removed = store.delete(session(2).id)
    store.amend(session(0).id, note="longer than before")
    store.restore(removed)
    assert [record.id for record in store.load().sessions] == [session(n).id for n in range(3)]


def test_undoing_twice_changes_nothing(store, places):
    store.append(session())
    removed = store.delete(session().id)
    store.restore(removed)
    before = text(places)
    store.restore(removed)
    assert text(places) == before


def test_a_deleted_session_cannot_be_changed(store, places):
    store.append(session())
    before = text(places)
    for change in (
        lambda: store.amend("gone", effort=1),
        lambda: store.edit("gone", session()),
        lambda: store.delete("gone"),
    ):
        with pytest.raises(HistoryError, match="gone is not in the history"):
            change()
    assert text(places) == before


@pytest.mark.parametrize("answer", [{"effort": 11}, {"note": "x" * 100_001}, {"pain_after": "3"}])
def test_an_impossible_answer_is_refused(store, places, answer):
    store.append(session())
    before = text(places)
    with pytest.raises(HistoryError, match="Nothing was changed"):
        store.amend(session().id, **answer)
    assert text(places) == before


def test_only_answers_can_be_amended(store):
    store.append(session())
    with pytest.raises(TypeError, match="status"):
        store.amend(session().id, status="completed")


@pytest.mark.parametrize("odd", ['format = 1\nsession = [{id = "a"}]\n', '[[session]]\nid.x = "a"'])
def test_a_layout_that_cannot_be_edited_safely_is_left_alone(store, places, odd):
    places.data_dir.mkdir()
    places.history_file.write_text(odd)
    with pytest.raises(HistoryError):
        store.amend("a", effort=1)
    assert text(places) == odd


def test_an_unusual_session_header_can_be_edited(store, places):
    places.data_dir.mkdir()
    before = HEADER + block(session(0)).replace("[[session]]", "  [[ 'session' ]] # x")
    places.history_file.write_text(before)
    store.amend(session(0).id, effort=9)
    assert text(places) == before.replace("effort = 5", "effort = 9")


@given(histories.filter(len), st.data())
def test_changing_one_session_leaves_the_text_of_all_others(history, data):
    before = HEADER + "".join(f"# {n}\n{block(record)}" for n, record in enumerate(history))
    at = data.draw(st.integers(0, len(history) - 1))
    id = history[at].id
    new = replace(data.draw(sessions()), id=id)
    after = editing.rewritten(before, id, new)
    want = [new if record.id == id else record for record in history]
    assert list(read(after).sessions) == want
    for number, record in enumerate(history):
        assert f"# {number}\n" in after
        assert record.id == id or block(record) in after
    shorter, removed = editing.remove_session(before, id)
    assert [r.id for r in read(shorter).sessions] == [r.id for r in history if r.id != id]
    assert editing.restore_session(shorter, removed) == before


@given(sessions(), sessions())
def test_editing_back_and_forth_gives_the_same_bytes(one, other):
    before = HEADER + block(one)
    there = editing.rewritten(before, one.id, replace(other, id=one.id))
    assert editing.rewritten(there, one.id, one) == before
    assert tomllib.loads(there)


# The editing functions, without a store


A, B, C = (session(number) for number in range(3))


def in_one_line(record: SessionRecord) -> str:
    """A session as an inline table."""
    return value(to_plain(record))


def whole(*records: SessionRecord) -> str:
    return HEADER + "".join(map(block, records))


def in_one_list(note: str, reps: int) -> str:
    """A session whose exercises are written as one list, as some tools do."""
    lines = block(A).partition("\n[[session.exercise]]")[0].replace('"left side shaky"', note)
    exercise = (
        'id = "bird-dog", name = "Bird Dog", variant = "standard", status = "completed",'
        f" planned_reps = 10, done_reps = {reps}, skipped_reps = 0, seconds = 71.5"
    )
    return f"{HEADER}{lines}exercise = [{{ {exercise} }}]\n"


def test_answers_can_change_beside_inline_exercises_but_the_exercises_cannot():
    old = in_one_list('"old"', 10)
    [record] = read(old).sessions
    new = editing.rewritten(old, A.id, replace(record, note="new"))
    assert new == in_one_list('"new"', 10)
    fewer = replace(record, exercises=(replace(record.exercises[0], done_reps=9),))
    with pytest.raises(editing.EditError) as raised:
        editing.rewritten(old, A.id, fewer)
    assert (
        str(raised.value)
        == "The exercises are written as one list, exercise = […].\nChange it in a text editor."
    )


def test_an_exercise_added_after_a_missing_newline_starts_a_new_line():
    longer = replace(A, exercises=(*A.exercises, BIRD_DOG))
    new = editing.rewritten(whole(A).rstrip("\n"), A.id, longer)
    assert new == whole(longer).rstrip("\n")


def test_deleting_one_of_several_sessions_without_blank_lines_removes_only_its_own_lines():
    dense = HEADER + "".join(block(each).removeprefix("\n") for each in (A, B, C))
    left, removed = editing.remove_session(dense, B.id)
    assert left == dense.replace(block(B).removeprefix("\n"), "")
    assert editing.restore_session(left, removed) == dense


def test_a_restored_session_keeps_its_own_line_endings():
    text = whole(A) + block(B).replace("\n", "\r\n") + block(C)
    left, removed = editing.remove_session(text, B.id)
    assert left == whole(A, C)
    assert editing.restore_session(left, removed) == text


def test_a_last_session_without_a_newline_is_restored_before_later_sessions():
    left, removed = editing.remove_session(whole(A, B).rstrip("\n"), B.id)
    assert editing.restore_session(left + block(C), removed) == whole(A, B, C)


@pytest.mark.parametrize("answer", ["new", None], ids=["changed", "cleared"])
def test_an_answer_with_an_unusual_key_is_left_to_a_text_editor(answer):
    odd = whole(A).replace('note = "', '"not\\u0065" = "')
    with pytest.raises(
        editing.EditError, match=r"^The key note cannot be edited in its present form\."
    ):
        editing.amended(odd, A.id, {"note": answer})


def test_a_missing_session_is_named_and_left_to_a_text_editor():
    with pytest.raises(editing.EditError) as raised:
        editing.remove_session(whole(A), "gone")
    assert str(raised.value) == (
        "The session gone is not in the history, or has been reformatted.\n"
        "Look for it in a text editor."
    )


@pytest.mark.parametrize(
    "odd",
    [
        'note = "one" = 1',
        'note = "one"',
        'session = "one"',
        'session = 7 # "one"',
        'session = [{ id = "one" }]',
        f"session = [{in_one_line(session(id='one'))}]",
        f'note = "one"\nlist = {"[" * 5_000}{"]" * 5_000}',
    ],
    ids=["not TOML", "no session", "a text", "a number", "no block", "inline", "nested"],
)
def test_a_text_without_an_editable_session_is_left_to_a_text_editor(odd: str):
    with pytest.raises(editing.EditError, match=r"^The session one is not in the history"):
        editing.amended(odd, "one", {"effort": 1})


def test_a_change_that_would_leave_unexpected_values_is_left_to_a_text_editor():
    heart = '\n["session"."exer\\u0063ise".heart]\nrate = 90\n'
    odd = whole(replace(A, exercises=(BIRD_DOG, BRIDGE))) + heart
    with pytest.raises(editing.EditError) as raised:
        editing.rewritten(odd, A.id, replace(A, exercises=(BIRD_DOG,)))
    assert str(raised.value) == (
        "This session cannot be edited in its present form.\nChange it in a text editor."
    )


def test_a_session_is_found_by_an_id_between_single_quotes():
    id = 'the "first" one'
    text = whole(A, B).replace(f'"{A.id}"', f"'{id}'")
    assert editing.amended(text, id, {"effort": 9}) == text.replace("effort = 5", "effort = 9", 1)


def test_an_answer_goes_below_the_header_if_no_other_key_is_found():
    odd = re.sub(r"^(\w)(\w+) =", escaped, whole(replace(A, effort=None)), flags=re.MULTILINE)
    changed = editing.amended(odd, A.id, {"effort": 5})
    assert changed == odd.replace("[[session]]\n", "[[session]]\neffort = 5\n")


def escaped(key: re.Match[str]) -> str:
    """Write the first letter of a key as a Unicode escape. TOML reads the same key."""
    return f'"\\u{ord(key[1]):04x}{key[2]}" ='


def test_if_sessions_share_an_id_the_first_valid_session_is_changed():
    faulty = block(A).replace("day = ", "date = ")
    changed = editing.amended(HEADER + faulty + block(A), A.id, {"note": "new"})
    assert changed == HEADER + faulty + block(replace(A, note="new"))


def test_a_session_restored_before_windows_lines_keeps_its_line_endings():
    left, removed = editing.remove_session(whole(A, B).rstrip("\n"), B.id)
    windows = block(C).replace("\n", "\r\n")
    assert editing.restore_session(left + windows, removed) == whole(A, B) + windows


def test_a_session_is_restored_at_the_end_if_an_earlier_value_changed():
    left, removed = editing.remove_session(whole(A, B, C), B.id)
    edited = left.replace("effort = 5", "effort = 6", 1)
    assert editing.restore_session(edited, removed) == edited + block(B)


def test_an_answer_gets_the_line_ending_of_the_lines_around_it():
    windows = whole(replace(A, effort=None)).replace("\n", "\r\n")
    changed = editing.amended(windows + block(B), A.id, {"effort": 5})
    assert changed == whole(A).replace("\n", "\r\n") + block(B)


def test_a_session_restored_at_the_end_gets_the_line_endings_there():
    windows = block(B).replace("\n", "\r\n")
    left, removed = editing.remove_session(whole(A) + windows + block(C), B.id)
    edited = left.replace("format = 1", "format = 1  # since then")
    assert editing.restore_session(edited, removed) == edited + block(B)
