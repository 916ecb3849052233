"""Rules between the fields of a catalog: where the problem is, and how to fix it."""

from __future__ import annotations

import pytest
from strategies import LYING, Table, table

from trainer import catalog

Finding = tuple[str, str, str]
"""Field, problem, remedy."""


def problems_of(exercise: Table, **top: object) -> list[Finding]:
    found = catalog.check({"format": 1, "exercise": [exercise], **top}).problems
    return [(problem.field, problem.problem, problem.remedy) for problem in found]


def move(**changed: object) -> Table:
    return {"kind": "move", "cue": "Up", "breath": "inhale", "seconds": 2.0} | changed


def hold(**changed: object) -> Table:
    return {"kind": "hold", "cue": "Hold", "breath": "easy", "seconds": 3.0} | changed


def words(number: int) -> str:
    return " ".join(["word"] * number)


TOO_LONG, TOO_MANY = "is too long to hear in time", "use at most 2000"
FORMS = ("step 1, say", "has an empty form, or more than two forms", 'write "long form|short form"')
ONE_BREATH = 'at most 4 with this breath; longer only with breath = "easy"'


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        (move(cue=words(6)), None),
        (
            move(cue=words(7)),
            ("step 1, cue", "is too long to be heard in time", "six words at most"),
        ),
        (move(say="up"), None),
        (move(say="all the way up|up"), None),
        (move(say="all the way up|up|u"), FORMS),
        (move(say="up| "), FORMS),
        (move(say="|up"), FORMS),
        (move(seconds=4), None),
        (move(seconds=7.5), ("step 1, seconds", "is 7.5, longer than one breath in", ONE_BREATH)),
        (
            move(seconds=9, breath="exhale"),
            ("step 1, seconds", "is 9, longer than one breath out", ONE_BREATH),
        ),
        (move(seconds=9, breath="easy"), None),
        (
            hold(breath="exhale"),
            ("step 1, breath", "is exhale in a hold", 'keep breathing in a hold: write "easy"'),
        ),
        (
            move(hold_range=[1, 2]),
            ("step 1, hold_range", "does not apply to a move", 'only for kind = "hold"'),
        ),
        (
            hold(hold_range=[4, 2]),
            ("step 1, hold_range", "runs from 4 to 2", "put the shorter one first"),
        ),
        (hold(hold_range=[3, 3]), None),
        (hold(hold_range=[3, 5]), None),
        (hold(hold_range=[2, 3]), None),
        (hold(hold_range=[4, 5]), ("step 1, seconds", "is 3, outside hold_range", "give 4 to 5")),
        (hold(hold_range=[1, 2]), ("step 1, seconds", "is 3, outside hold_range", "give 1 to 2")),
    ],
)
def test_the_fields_of_a_step_must_fit_together(step: Table, wrong: Finding | None):
    assert problems_of(table(step=[step])) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("field", "most"), [("explain", 80), ("brief", 10)], ids=["explain", "brief"]
)
@pytest.mark.parametrize("place", ["the exercise", "a variant"])
def test_texts_said_while_getting_ready_have_a_word_limit(field: str, most: int, place: str):
    def spoken(text: str) -> Table:
        if place == "the exercise":
            return table(**{field: text})
        return table(variant=[{"id": "a", "name": "A", field: text}])

    where = field if place == "the exercise" else f"variant 1, {field}"
    assert problems_of(spoken(words(most))) == []
    assert problems_of(spoken(words(most + 1))) == [(where, TOO_LONG, f"{most} words at most")]


def test_a_correction_has_at_most_four_words():
    assert problems_of(table(corrections=[words(4), words(4)])) == []
    long = table(corrections=[words(4), words(5)])
    assert problems_of(long) == [("corrections 2", TOO_LONG, "4 words at most")]


PLAIN = "use plain words"
SIDES = "use {side} or {other_side}"
OF_A_SIDE = "use {side} or {other_side} or {side_label}"


def unknown(field: str, remedy: str) -> Finding:
    return field, "{x} is not a placeholder here", remedy


@pytest.mark.parametrize(
    ("field", "remedy"),
    [
        ("name", PLAIN), ("position", PLAIN), ("side_label", SIDES), ("switch_cue", OF_A_SIDE),
        ("switch_detail", OF_A_SIDE), ("explain", PLAIN), ("brief", PLAIN), ("get_up", PLAIN),
    ],
)  # fmt: skip
def test_an_unknown_placeholder_in_an_exercise_is_a_problem(field: str, remedy: str):
    assert problems_of(table(**{field: "A {x}"})) == [unknown(field, remedy)]


@pytest.mark.parametrize("field", ["setup", "safety", "corrections"])
def test_a_problem_in_a_sentence_gives_the_number_of_the_sentence(field: str):
    assert problems_of(table(**{field: ["Fine.", "A {x}"]})) == [unknown(f"{field} 2", PLAIN)]


@pytest.mark.parametrize(
    ("field", "text", "wrong"),
    [
        ("name", "{x}", unknown("variant 1, name", PLAIN)),
        ("why", "{x}", unknown("variant 1, why", PLAIN)),
        ("position", "{x}", unknown("variant 1, position", PLAIN)),
        ("side_label", "{x}", unknown("variant 1, side_label", SIDES)),
        ("setup", ["Fine.", "{x}"], unknown("variant 1, setup 2", PLAIN)),
        ("get_up", "{x}", unknown("variant 1, get_up", PLAIN)),
    ],
)
def test_an_unknown_placeholder_in_a_variant_is_a_problem(field: str, text: object, wrong: Finding):
    assert problems_of(table(variant=[{"id": "a", "name": "A", field: text}])) == [wrong]


@pytest.mark.parametrize("field", ["cue", "detail", "say", "end"])
def test_a_step_can_use_only_the_placeholders_for_sides(field: str):
    sides = "{side} {other_side} {side_label}"
    assert problems_of(table(step=[move(**{field: sides})])) == []
    assert problems_of(table(step=[move(**{field: "{x}"})])) == [
        unknown(f"step 1, {field}", OF_A_SIDE)
    ]


@pytest.mark.parametrize("field", ["title", "why", "breathing", "dose"])
def test_the_source_can_use_no_placeholders(field: str):
    assert problems_of(table(), source={"title": "T", field: "{x}"}) == [
        unknown(f"source, {field}", PLAIN)
    ]


@pytest.mark.parametrize("field", ["cue", "detail", "say", "end"])
@pytest.mark.parametrize("name", ["side", "other_side", "side_label"])
def test_an_exercise_without_sides_cannot_name_a_side(field: str, name: str):
    problem = "names a side, but the exercise has none", 'reword it, or change sides = "none"'
    step = move(**{field: f"Up {{{name}}}"})
    assert problems_of(table(sides="none", step=[move(), step])) == [(f"step 2, {field}", *problem)]
    variant = {"id": "a", "name": "A", "step": [move(), step]}
    in_it = table(sides="none", variant=[variant])
    assert problems_of(in_it) == [(f"variant a, step 2, {field}", *problem)]


def test_an_empty_list_of_steps_is_a_problem():
    empty = ("step", "is empty", "give at least one [[exercise.step]]")
    assert problems_of(table(step=[])) == [empty]
    left_out = ("variant 1, step", "is empty", "give at least one step, or leave step out")
    assert problems_of(table(variant=[{"id": "a", "name": "A", "step": []}])) == [left_out]


@pytest.mark.parametrize("taken", ["a", "standard"])
def test_variant_ids_must_be_unique(taken: str):
    variants = [{"id": "a", "name": "A"}, {"id": taken, "name": "B"}]
    problem = "uses an id that is already taken"
    assert problems_of(table(variant=variants)) == [
        (f"variant {taken}", problem, "give each variant its own id")
    ]


def test_the_rungs_of_a_ladder_are_checked():
    assert problems_of(table(ladder=["easy", "standard"])) == []
    assert problems_of(table(ladder=["chair"])) == [
        ("ladder, chair", "there is no variant 'chair'", "the variants are: standard, easy")
    ]


def test_a_pose_that_cannot_be_read_is_named():
    (found,) = problems_of(table(poses={"lying": "nonsense"}))
    assert found[0] == "poses, lying"
    assert found[1].startswith("'nonsense' is not a clause; the clauses are: ")
    assert found[2] == "correct the pose line"


def test_a_step_can_use_only_poses_that_exist():
    poses = {"lying": LYING, "raised": LYING}
    steps = [move(pose="raised", via=["lying"]), move(pose="nowhere", via=["lying", "there"])]
    known = "the poses are: lying, raised"
    assert problems_of(table(poses=poses, step=steps)) == [
        ("step 2, pose", "'nowhere' is not among the poses", known),
        ("step 2, via", "'there' is not among the poses", known),
    ]
    variant = {"id": "a", "name": "A", "step": [move(), move(pose="nowhere")]}
    assert problems_of(table(poses=poses, variant=[variant])) == [
        ("variant a, step 2, pose", "'nowhere' is not among the poses", known)
    ]


@pytest.mark.parametrize(
    ("fields", "made"),
    [
        ({"reps": 100, "sets": 20, "sides": "none", "step": [move()]}, None),
        ({"reps": 100, "sets": 21, "sides": "none", "step": [move()]}, 2100),
        ({"reps": 100, "sets": 21, "sides": "alternate", "step": [move()]}, 2100),
        ({"reps": 100, "sets": 10, "sides": "each", "step": [move()]}, None),
        ({"reps": 100, "sets": 11, "sides": "each", "step": [move()]}, 2200),
        ({"reps": 100, "sets": 7, "sides": "none", "step": [move()] * 3}, 2100),
        ({"reps": 84, "sides": "none", "step": [move()] * 24}, 2016),
    ],
)
def test_an_exercise_that_would_last_for_hours_is_refused(fields: Table, made: int | None):
    many = ("reps", f"make {made} steps across all reps, sets and sides", TOO_MANY)
    assert problems_of(table(variant=[], **fields)) == ([many] if made else [])


def test_a_variant_that_would_last_for_hours_is_refused():
    variants = [
        {"id": "more", "name": "More", "reps": 100},
        {"id": "finer", "name": "Finer", "step": [move()] * 3},
        {"id": "same", "name": "Same"},
    ]
    exercise = table(reps=50, sets=20, sides="none", step=[move()] * 2, variant=variants)
    assert problems_of(exercise) == [
        ("variant more, reps", "make 4000 steps across all reps, sets and sides", TOO_MANY),
        ("variant finer, reps", "make 3000 steps across all reps, sets and sides", TOO_MANY),
    ]


def test_an_exercise_without_reps_is_reported_for_the_reps_and_not_for_its_length():
    exercise = table(sets=100, sides="none", step=[move()] * 15)
    del exercise["reps"]
    [(field, _, _)] = problems_of(exercise)
    assert field == "reps"


def test_an_invalid_or_missing_value_is_reported_only_once():
    exercise = table(reps="many", sets="many", sides="none", step=[move()] * 100)
    assert [field for field, *_ in problems_of(exercise)] == ["reps", "sets"]
    nameless = {"name": "A", "reps": 100, "step": [move()] * 21}
    fields = [field for field, *_ in problems_of(table(sets=1, sides="none", variant=[nameless]))]
    assert fields == ["variant 1, id", "reps"]


def test_a_step_of_a_variant_without_an_id_is_named_by_the_variants_number():
    variant = {"name": "Easy", "step": [move(), move(cue="Up {side}")]}
    found = problems_of(table(sides="none", variant=[variant | {"id": "a"}, variant]))
    sides = [field for field, problem, _ in found if problem.startswith("names a side")]
    assert sides == ["variant a, step 2, cue", "variant 2, step 2, cue"]
