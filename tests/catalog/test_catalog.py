"""The catalog: valid exercises are loaded, and every problem is named with its fix."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
import strategies
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from strategies import Table, examples, table

from trainer import catalog
from trainer.catalog import asks_to_hold_breath
from trainer.session.timeline import build_timeline


def checked(*exercises: object, **top: object) -> catalog.Catalog:
    return catalog.check({"format": 1, "exercise": list(exercises), **top})


def messages(*exercises: object, **top: object) -> list[str]:
    return [str(problem) for problem in checked(*exercises, **top).problems]


def step(**changed: object) -> Table:
    return {"kind": "move", "cue": "Up", "breath": "inhale", "seconds": 2.0} | changed


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "exercises.toml"


def written(own: Path, *exercises: Table) -> Path:
    own.write_text(tomli_w.dumps({"format": 1, "exercise": list(exercises)}), encoding="utf-8")
    return own


# Every problem at once


HUGE = 16**5000
"""A number with more digits than Python prints."""


def repr_of(value: object) -> str:
    return "huge" if value == HUGE else repr(value)


def test_every_problem_in_a_file_is_reported_with_its_place_and_fix(own: Path):
    faulty = table(
        "first",
        level="expert",
        reps=0,
        sides="both",
        repz=3,
        step=[
            step(kind="jump", pose="nowhere"),
            step(breath="hold"),
            step(cue="One two three four five six seven"),
            step(kind="hold", breath="easy", seconds=5, hold_range=[2, 4]),
        ],
    )
    also = table("second", setup=["Hold your breath."])
    del also["name"]
    found = [str(problem) for problem in catalog.read(written(own, faulty, also)).problems]
    expected = [
        ("first", "repz", "did you mean reps?"),
        ("first", "level", "one of advanced, basic"),
        ("first", "reps", "a whole number from 1 to 100"),
        ("first", "sides", "one of alternate, each, none"),
        ("first", "step 1, kind", "one of hold, move"),
        ("first", "step 1, pose", "the poses are: lying"),
        ("first", "step 2, breath", "one of easy, exhale, inhale"),
        ("first", "step 3, cue", "six words"),
        ("first", "step 4, seconds", "give 2 to 4"),
        ("second", "name", "give text"),
        ("second", "setup 1", "never hold the breath"),
    ]
    assert len(found) == len(expected)
    for exercise, field, remedy in expected:
        (one,) = [line for line in found if f"exercise {exercise}, {field}:" in line]
        assert one.startswith(f"{own}: ")
        assert remedy in one


def test_an_invalid_step_does_not_shift_the_numbers_of_the_other_steps():
    found = messages(table(step=[step(cue=7), step(), step(pose="nowhere")]))
    assert ["step 1, cue" in found[0], "step 3, pose" in found[1], len(found)] == [True, True, 2]


def test_a_problem_in_a_variant_names_the_variant():
    spoilt = table(variant=[{"id": "easy", "name": "E", "step": [step(), step(pose="nowhere")]}])
    (found,) = messages(spoilt)
    assert "variant easy, step 2, pose" in found


def test_a_step_of_a_variant_is_checked_like_any_other_step():
    held = step(kind="hold", breath="inhale")
    (found,) = messages(table(variant=[{"id": "easy", "name": "E", "step": [step(), held]}]))
    assert "variant 1, step 2, breath: is inhale in a hold" in found


def test_an_unknown_via_pose_is_named():
    assert "step 1, via" in messages(table(step=[step(via=["nowhere"])]))[0]


def test_two_variants_without_an_id_get_different_names():
    found = messages(table(variant=[{"name": "A"}, {"name": "B"}]))
    assert len(found) == 2
    assert all("id: is missing" in one for one in found)


def test_a_variant_id_cannot_be_used_twice_or_be_standard():
    twice = messages(table(variant=[{"id": "a", "name": "A"}, {"id": "a", "name": "B"}]))
    standard = messages(table(variant=[{"id": "standard", "name": "S"}]))
    assert "variant a: uses an id that is already taken" in twice[0]
    assert "variant standard: uses an id that is already taken" in standard[0]


def test_a_problem_in_one_exercise_does_not_affect_the_others():
    sound = checked(table("one"), table("two", reps="ten"), table("three"))
    assert [exercise.id for exercise in sound.exercises] == ["one", "three"]


def test_an_exercise_id_used_twice_is_a_problem_and_the_first_exercise_stays():
    found = checked(table("one", reps=3), table("one", reps=5))
    assert [exercise.reps for exercise in found.exercises] == [3]
    assert "id: is used twice" in str(found.problems[0])


@pytest.mark.parametrize("format", [None, 0, 2, True, 1.0, "1", [1], HUGE], ids=repr_of)
def test_only_format_1_is_accepted(format: object):
    raw = {} if format is None else {"format": format}
    (problem,) = catalog.check(raw).problems
    assert problem.field == "format"
    assert "write format = 1" in str(problem)


def test_a_table_in_place_of_a_list_is_reported_with_the_right_notation():
    (problem,) = catalog.check({"format": 1, "exercise": table()}).problems
    assert "[[exercise]]" in str(problem)


def test_an_unknown_key_at_the_top_is_named():
    assert messages(exercises=[])[0].startswith("exercises: is not a known key")


# Adding to the bundled catalog


def test_an_exercise_with_the_same_id_replaces_the_bundled_exercise(own: Path):
    merged = catalog.load_catalog(written(own, table("glute-bridge", name="My Bridge")))
    assert merged.exercise("glute-bridge").name == "My Bridge"
    assert len(merged.exercises) == 5


def test_a_new_exercise_comes_after_the_bundled_five(own: Path):
    merged = catalog.load_catalog(written(own, table("side-plank")))
    assert [e.id for e in merged.exercises] == [
        "bird-dog",
        "glute-bridge",
        "supine-leg-extension",
        "clam-shells",
        "mobility-squat",
        "side-plank",
    ]


def test_an_invalid_replacement_leaves_the_bundled_exercise_in_place(own: Path):
    merged = catalog.load_catalog(written(own, table("glute-bridge", reps=0)))
    assert merged.exercises == catalog.load_catalog().exercises
    assert len(merged.problems) == 1


def test_the_error_for_an_unknown_exercise_or_variant_lists_the_choices():
    bundled = catalog.load_catalog()
    with pytest.raises(LookupError, match="Choose from: bird-dog, glute-bridge"):
        bundled.choose("plank")
    with pytest.raises(LookupError, match="It has: standard, hands-down"):
        bundled.choose("bird-dog:pillow")


def test_stepping_through_the_variants_returns_to_the_standard_variant():
    clam = catalog.load_catalog().exercise("clam-shells")
    seen, variant = [], "standard"
    for _ in range(3):
        variant = catalog.next_variant(clam, variant).variant
        seen.append(variant)
    assert seen == ["hand", "band", "standard"]


@pytest.mark.parametrize(
    ("ref", "easier"),
    [
        ("mobility-squat", "mobility-squat:chair"),
        ("mobility-squat:lower-chair", "mobility-squat:chair"),
        ("mobility-squat:chair", None),
        ("supine-leg-extension", "supine-leg-extension:pillow"),
        ("clam-shells:band", "clam-shells"),
        ("clam-shells", None),
        ("glute-bridge", None),
    ],
)
def test_the_easiest_variant_below_the_current_variant_is_offered(ref: str, easier: str | None):
    choice = catalog.load_catalog().choose(ref)
    found = catalog.easier_variant(catalog.load_catalog().exercise(choice.id), choice.variant)
    assert (found and found.ref) == easier
    assert (found and found.exercise.name) == (choice.name if easier else None)


def test_a_title_names_the_exercise_and_any_variant_except_standard():
    bundled = catalog.load_catalog()
    assert bundled.choose("clam-shells").title == "Clam Shells"
    lower = bundled.choose("mobility-squat:lower-chair")
    assert lower.title == f"Mobility Squat · {lower.variant_name}"
    assert lower.variant_name in {v.name for v in bundled.exercise("mobility-squat").variants}


def test_fields_that_a_variant_leaves_out_come_from_the_exercise():
    bundled = catalog.load_catalog()
    plain, pillow = (
        bundled.choose("supine-leg-extension"),
        bundled.choose("supine-leg-extension:pillow"),
    )
    assert pillow.exercise.reps == plain.exercise.reps
    assert pillow.exercise.safety == plain.exercise.safety
    assert pillow.exercise.setup != plain.exercise.setup


# Files that are not catalogs


def test_a_syntax_problem_names_its_line_and_column(own: Path):
    own.write_text("format = 1\n\n[[exercise]]\nid = nonsense\n")
    assert "line 4, column 6" in str(catalog.read(own).problems[0])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x00\x01\x02\x7fELF", "is not TOML"),
        (b'name = "caf\xe9"', "line 1, column 12: not UTF-8 text"),
        ("format = 1".encode("utf-16"), "not UTF-8 text"),
        (b"# " + b"x" * 4_000_000, "is larger than 4 MB"),
        (b"a = " + b"[" * 5000, "is nested too deeply"),
        (b"format = " + b"9" * 5000, "too many digits"),
        (b"format = 1\nformat = 1", "is not TOML"),
    ],
)
def test_an_unreadable_catalog_causes_one_message_and_the_five_exercises_still_work(
    own: Path, content: bytes, told: str
):
    own.write_bytes(content)
    loaded = catalog.load_catalog(own)
    assert len(loaded.exercises) == 5
    assert [told in str(problem) for problem in loaded.problems] == [True]
    assert str(loaded.problems[0]).startswith(str(own))


def test_a_missing_file_and_a_folder_are_reported_as_such(tmp_path: Path):
    assert "No such file" in str(catalog.read(tmp_path / "none.toml").problems[0])
    assert "is a folder" in str(catalog.read(tmp_path).problems[0])


def test_a_device_is_refused_as_a_catalog():
    assert "is not a file" in str(catalog.read(Path("/dev/zero")).problems[0])


def test_the_only_problem_of_an_empty_file_is_the_missing_format(own: Path):
    own.touch()
    assert [problem.field for problem in catalog.read(own).problems] == ["format"]


def test_a_byte_order_mark_and_windows_line_endings_are_accepted(own: Path):
    text = tomli_w.dumps({"format": 1, "exercise": [table()]})
    own.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert not catalog.read(own).problems


# Control characters


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x00", "\x9b", "\u202e", "\u200b", "\r"])
@pytest.mark.parametrize("field", ["id", "name", "position", "setup", "poses", "a key"])
def test_control_and_bidi_characters_are_refused_and_never_printed(field: str, character: str):
    bad = f"a{character}b"
    value: object = {"setup": [bad], "poses": {"lying": bad}}.get(field, bad)
    found = checked(table(**{field if field != "a key" else bad: value}))
    assert not found.exercises
    assert found.problems
    for problem in found.problems:
        assert not any(unicodedata.category(c) in {"Cc", "Cf"} for c in str(problem))


def test_control_characters_are_refused_inside_steps_and_variants():
    found = messages(table(step=[step(cue="a\x1bb")], variant=[{"id": "a", "name": "\x07"}]))
    assert ["U+001B" in found[0], "U+0007" in found[1]] == [True, True]


def test_an_id_cannot_end_in_a_line_break():
    assert not checked(table("any\n")).exercises


# Breath and sides


FORBIDDEN = """
Hold your breath
Lock your breath, lift
Hold your big belly breath
Fill your lungs and hold.
Inhale – hold – exhale.
Inhale (hold 3) exhale
Take a deep breath and keep it
Exhale fully and stay empty
Don't let the air out
HOLD YOUR BREATH
Lift, then hold the breath
Lift while holding your breath
Hold  your
breath at the top
Hold a deep breath
Hold in your breath
Hold on to your breath
Hold your breathing
Hold the inhale for three seconds
Hold the air
Stop breathing
Pause your breathing at the top
Do not breathe
Don't breathe until you lower
Don’t exhale yet
Never inhale while lifting
Inhale and hold
Breathe in, hold, breathe out
Inhale. Hold. Exhale.
Take a deep breath and hold
Exhale and then hold
Keep your breath in
Keep the air in your lungs
Lungs full, hold
With your breath held
A breath-hold of four seconds
Breath holding makes you strong
Lift without breathing
No breathing until the count is over
Use the Valsalva manoeuvre
Do not forget to hold your breath
No hurry, hold your breath
If you can, hold your breath
Never mind. Hold your breath.
"""

ALLOWED = """
Be careful not to hold your breath as you exercise.
Hold, keep breathing
Hold the squeeze, keep breathing
Hold for a count of 2-4 and keep breathing. If you can count aloud, you are breathing.
Do not hold your breath
Don’t hold your breath
Hold the squeeze while you breathe
Fill your lungs, then lift
Never hold your breath
Never, ever hold your breath
There is no need to hold your breath
Avoid holding your breath
No breath-holding
Lift without holding your breath
Lift without straining or holding your breath
Do not rush or hold your breath
If you find yourself holding your breath, do less
Never stop breathing
Keep breathing
Keep your breath easy
Keep the breath flowing
Breathe in and out as you like
Breathe and hold the squeeze
Inhale as you lift, hold for a count of 2, exhale as you lower
Reach out and hold
Hold in the air, keep breathing
Hold for one breath, then lower
Do not breathe too fast
Catch your breath
Hold
"""


def _one_a_line(texts: str) -> list[str]:
    return texts.strip().replace("your\nbreath", "your\tbreath").split("\n")


@pytest.mark.parametrize("text", _one_a_line(FORBIDDEN))
def test_asking_to_hold_the_breath_is_recognized_in_many_wordings(text: str):
    assert asks_to_hold_breath(text)


@pytest.mark.parametrize("text", _one_a_line(ALLOWED))
def test_other_texts_about_holding_and_breathing_are_accepted(text: str):
    assert not asks_to_hold_breath(text)


FORBIDDEN_FIELDS = [
    {"name": "Breath hold bridge"},
    {"position": "holding your breath"},
    {"setup": ["Lie down.", "Hold your breath."]},
    {"safety": ["Hold your breath."]},
    {"side_label": "hold your breath"},
    {"switch_cue": "Hold your breath"},
    {"switch_detail": "Hold your breath."},
    {"step": [step(cue="Hold your breath")]},
    {"step": [step(detail="Hold your breath")]},
    {"step": [step(say="hold your breath")]},
    {"variant": [{"id": "a", "name": "Breath hold"}]},
    {"variant": [{"id": "a", "name": "A", "why": "Hold your breath."}]},
    {"variant": [{"id": "a", "name": "A", "setup": ["Hold your breath."]}]},
    {"variant": [{"id": "a", "name": "A", "step": [step(cue="Hold your breath")]}]},
]


@pytest.mark.parametrize("changed", FORBIDDEN_FIELDS, ids=lambda changed: str(changed)[:40])
def test_text_that_asks_to_hold_the_breath_is_refused_in_every_field(changed: Table):
    found = checked(table(**changed))
    assert not found.exercises
    assert any("asks people to hold their breath" in problem.problem for problem in found.problems)


def test_the_source_cannot_ask_to_hold_the_breath():
    found = messages(table(), source={"title": "T", "breathing": "Hold your breath."})
    assert found == [
        "source, breathing: asks people to hold their breath; never hold the breath: reword it"
    ]


@pytest.mark.parametrize("breath", ["inhale", "exhale", "hold", "held", "none", ""])
def test_a_hold_must_have_easy_breathing(breath: str):
    (problem,) = checked(table(step=[step(kind="hold", breath=breath)])).problems
    assert problem.field == "step 1, breath"
    assert "easy" in problem.remedy


def test_a_step_cannot_name_a_side_if_the_exercise_has_none():
    (found,) = messages(table(sides="none", step=[step(cue="Raise {side} leg")]))
    assert "step 1, cue: names a side" in found


@pytest.mark.parametrize(
    "changed",
    [
        {"setup": ["Lie on your {side} side."]},
        {"name": "The {side} one"},
        {"side_label": "{side_label}"},
        {"step": [step(cue="Raise {leg}")]},
        {"step": [step(cue="Raise {}")]},
    ],
)
def test_an_unknown_placeholder_is_a_problem(changed: Table):
    (problem,) = checked(table(**changed)).problems
    assert "is not a placeholder here" in problem.problem


@pytest.mark.parametrize(
    ("span", "told"),
    [([4, 2], "the shorter one first"), ([3, 4], "give 3 to 4"), ([0, 4], "above 0"), ([2], "2")],
)
def test_a_hold_range_must_contain_the_hold(span: list[int], told: str):
    (found,) = messages(table(step=[step(kind="hold", breath="easy", hold_range=span)]))
    assert told in found


def test_only_a_hold_can_have_a_hold_range():
    (found,) = messages(table(step=[step(hold_range=[2, 4])]))
    assert "step 1, hold_range: does not apply to a move" in found


@pytest.mark.parametrize("seconds", [0, -1, 60.1, float("nan"), float("inf"), "2", True])
def test_a_step_must_last_more_than_zero_and_at_most_60_seconds(seconds: object):
    (problem,) = checked(table(step=[step(seconds=seconds)])).problems
    assert (problem.field, problem.remedy) == (
        "step 1, seconds",
        "give seconds, above 0, at most 60",
    )


def test_an_exercise_without_a_step_is_a_problem():
    variant = {"id": "a", "name": "A", "step": []}
    assert "step: is empty" in messages(table(step=[]))[0]
    assert "variant 1, step: is empty" in messages(table(variant=[variant]))[0]


# Arbitrary contents


@examples(90)
@given(strategies.plain, st.integers(0, 10_000))
def test_any_value_in_any_field_is_accepted_or_reported(value: object, seed: int):
    found = checked(table("sound"), strategies.spoil(table("spoilt"), value, random.Random(seed)))
    assert found.exercises[0].id == "sound"
    for problem in found.problems:
        line = str(problem)
        assert problem.field or problem.problem
        assert problem.remedy
        assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in line if c != " ")
    if len(found.exercises) == 2:
        assert not found.problems
        assert build_timeline([catalog.choose(found.exercises[1])]).seconds > 0


@examples(90)
@given(strategies.plain)
def test_any_value_in_place_of_an_exercise_is_a_problem(value: object):
    found = checked(value, table("sound"))
    assert [exercise.id for exercise in found.exercises] == ["sound"]
    assert found.problems


@examples(90)
@given(st.dictionaries(st.sampled_from(["format", "source", "exercise", "x"]), strategies.plain))
def test_any_table_is_read_without_a_traceback(raw: Table):
    found = catalog.check(raw)
    assert all(str(problem) for problem in found.problems)


@examples(90)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_a_traceback(tmp_path_factory, content: bytes):
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(content)
    assert catalog.read(file).problems or not content.strip()


@examples(60)
@given(strategies.choices(), st.floats(0, 100))
def test_a_hold_of_any_length_is_limited_to_its_range(choice: catalog.Choice, seconds: float):
    for before, after in zip(
        choice.exercise.steps, choice.holding(seconds).exercise.steps, strict=True
    ):
        if before.hold_range is None:
            assert after == before
        else:
            low, high = before.hold_range
            assert after.seconds == min(max(seconds, low), high)
