"""The catalog has all sentences of the leaflet, and its counts, order and breathing.

Each sentence is listed with the exercise that contains it. The sides are filled in, as on screen.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from trainer import catalog
from trainer.session.timeline import Pacing, build_timeline

CATALOG = catalog.load_catalog()
BIRD_DOG, BRIDGE, LEG, CLAM, SQUAT = (
    "bird-dog",
    "glute-bridge",
    "supine-leg-extension",
    "clam-shells",
    "mobility-squat",
)


def text_of(ref: str) -> str:
    """Return everything that somebody reads or hears in this exercise, on one line."""
    choice = CATALOG.choose(ref)
    exercise = choice.exercise
    stages = build_timeline([choice]).stages
    parts = [exercise.name, exercise.level, exercise.position, *exercise.setup, *exercise.safety]
    parts += [text for variant in exercise.variants for text in (variant.name, variant.why)]
    for stage in stages:
        parts += [stage.cue, stage.detail, stage.say]
    return _plain(" ".join(parts))


def text_of_the_source() -> str:
    source = CATALOG.source
    return _plain(" ".join((source.title, source.why, source.breathing, source.dose)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("–", "-"))


SOURCE = """
Strengthen Your Glutes to Reduce Low Back Pain
Many people develop low back pain as a result of inactivity.
Sitting too long at a desk, in the car, or in a recliner eventually results in weakened glutes, the
 muscles in your butt.
Pain results when the glutes aren't doing their job, forcing muscles in your core and back to pick
 up the slack.
The problem is, those muscles aren't designed to do the hard work the glutes do, and they tire
 quickly, leading to spasms and pain.
A vicious cycle develops - you can't move due to pain, but not moving is what caused you to develop
 the pain.
The key is to train the glutes to fire properly when it's time for them to go to work.
Performing one or two of these simple glute activation exercises prior to being on your feet for
 any length of time may help.
Be careful not to hold your breath as you exercise.
Inhale with the first action movement and exhale with the second part.
"""


@pytest.mark.parametrize("sentence", re.sub(r"\n ", " ", SOURCE).strip().split("\n"))
def test_the_source_quotes_the_leaflet_word_for_word(sentence: str):
    assert sentence in text_of_the_source()


WORD_FOR_WORD = [
    # Bird Dog
    (BIRD_DOG, "Bird Dog"),
    (
        BIRD_DOG,
        "Assume an all-fours position on your hands and knees, with your hands directly below "
        "your shoulders and your knees in line with your hips.",
    ),
    (
        BIRD_DOG,
        "Extend your right arm forward and your left leg back, keeping them even with your hips "
        "and shoulders.",
    ),
    (BIRD_DOG, "Squeeze your left glute as you extend your leg."),
    (
        BIRD_DOG,
        "If it is too hard to balance with both your arm and leg extended, keep both hands on "
        "the ground and just extend the leg.",
    ),
    (BIRD_DOG, "Extend your left arm forward and your right leg back"),
    (BIRD_DOG, "Squeeze your right glute"),
    (BIRD_DOG, "Repeat on the opposite"),
    (BIRD_DOG, "alternating"),
    # Glute Bridge
    (BRIDGE, "Glute Bridge"),
    (
        BRIDGE,
        "Lie down on your back and bend your knees, sliding your feet up as close as you can to "
        "your buttocks.",
    ),
    (BRIDGE, "Your arms should be on the floor, extended alongside your torso."),
    (
        BRIDGE,
        "Press your feet into the ground and raise your hips up, contracting your glutes as you "
        "lift.",
    ),
    (BRIDGE, "Hold for a count of 2-4"),
    (BRIDGE, "Lower your hips back down"),
    # Supine Leg Extension
    (LEG, "Supine Leg Extension"),
    (LEG, "Lie down on your stomach, resting your forehead on your hands."),
    (LEG, "Bend your right knee so your foot is aimed at the ceiling."),
    (LEG, "Raise your right knee a few inches off the ground, squeezing the glute as you lift"),
    (LEG, "Hold the squeeze for a count of 2-4"),
    (LEG, "Raise your left knee a few inches off the ground, squeezing the glute as you lift"),
    (LEG, "Repeat on the other side, alternating."),
    (LEG, "If this position bothers your back, try putting a pillow under your hips."),
    # Clam Shells
    (CLAM, "Clam Shells"),
    (
        CLAM,
        "Lie on your side in a fetal position, your head resting on your arm, and your knees bent "
        "and stacked on top of each other.",
    ),
    (CLAM, "Your knees should be drawn up at 90 degrees to your hips."),
    (
        CLAM,
        "Keeping your feet together, lift the top knee, pointing it up towards the ceiling.",
    ),
    (CLAM, "Squeeze the glutes as you lift."),
    (
        CLAM,
        "You can provide added resistance by pushing against the top knee with your hand",
    ),
    (
        CLAM,
        "You can provide added resistance using a resistance band around your thighs, just above "
        "the knees.",
    ),
    # Mobility Squat
    (SQUAT, "Mobility Squat"),
    (SQUAT, "This is an advanced exercise. If this version is too difficult, use a chair."),
    (SQUAT, "Stand with your feet shoulder width apart."),
    (SQUAT, "Sit down into a deep squat, until your hips are just above the floor."),
    (SQUAT, "Place your hands on the floor in front of you"),
    (
        SQUAT,
        "Walk your hands forward, shifting your weight forward as if you are going to start "
        "crawling.",
    ),
    (SQUAT, "You have reached a plank, or push up, position"),
    (
        SQUAT,
        "Walk your hands back towards your feet, sitting your hips back into your squat.",
    ),
    (SQUAT, "Sit back towards your heels, your chest up and arms in front of you."),
    (
        SQUAT,
        "Stand slowly, pressing through your heels and squeezing your glutes as you stand.",
    ),
    (SQUAT, "stand in front of a chair and lower your hips back until you are seated."),
    (
        f"{SQUAT}:chair",
        "Without using your arms, stand up slowly, squeezing your glutes as you stand.",
    ),
    (
        SQUAT,
        "When you can accomplish this exercise with a chair, find a lower chair, stool or step to "
        "use to increase your range of motion.",
    ),
]


@pytest.mark.parametrize(("ref", "sentence"), WORD_FOR_WORD)
def test_every_sentence_of_the_leaflet_appears_in_its_exercise(ref: str, sentence: str):
    assert sentence in text_of(ref)


def test_the_exercises_follow_the_leaflets_order_and_only_the_squat_is_advanced():
    assert [exercise.id for exercise in CATALOG.exercises] == [BIRD_DOG, BRIDGE, LEG, CLAM, SQUAT]
    advanced = [e.id for e in CATALOG.exercises if e.level == "advanced"]
    assert advanced == [SQUAT]


def test_the_supine_leg_extension_says_lying_on_your_stomach():
    exercise = CATALOG.exercise(LEG)
    assert (exercise.name, exercise.position) == ("Supine Leg Extension", "lying on your stomach")


@pytest.mark.parametrize(
    ("ref", "sides", "each_side", "total"),
    [
        (BIRD_DOG, "alternate", 5, 10),
        (BRIDGE, "none", 0, 10),
        (LEG, "alternate", 5, 10),
        (CLAM, "each", 10, 20),
        (SQUAT, "none", 0, 5),
    ],
)
def test_every_variant_has_the_leaflets_counts(ref: str, sides: str, each_side: int, total: int):
    for variant in ("standard", *(v.id for v in CATALOG.exercise(ref).variants)):
        choice = CATALOG.choose(f"{ref}:{variant}")
        reps = build_timeline([choice]).reps(0)
        assert choice.exercise.sets == 1
        assert choice.sides == sides
        assert len(reps) == choice.planned_reps == total
        for side in ("right", "left"):
            assert sum(1 for rep in reps if rep.side == side) == each_side


@pytest.mark.parametrize("ref", [BIRD_DOG, LEG])
def test_sides_alternate_and_begin_on_the_right(ref: str):
    sides = [rep.side for rep in build_timeline([CATALOG.choose(ref)]).reps(0)]
    assert sides == ["right", "left"] * 5


def test_clam_shells_are_ten_right_then_turn_over_once_then_ten_left():
    line = build_timeline([CATALOG.choose(CLAM)])
    assert [rep.side for rep in line.reps(0)] == ["right"] * 10 + ["left"] * 10
    assert [stage.kind for stage in line.stages].count("switch-sides") == 1


def test_the_bird_dog_squeezes_the_glute_of_the_extended_leg():
    for ref in (BIRD_DOG, f"{BIRD_DOG}:hands-down"):
        for stage in build_timeline([CATALOG.choose(ref)]).stages:
            if stage.squeeze:
                assert f"{stage.squeeze} leg" in stage.cue.lower()
                assert f"Squeeze your {stage.squeeze} glute" in stage.detail


def test_the_leg_extension_squeezes_the_glute_of_the_lifted_leg():
    for stage in build_timeline([CATALOG.choose(LEG)]).stages:
        if stage.squeeze:
            assert stage.squeeze == stage.side


def test_both_glutes_work_in_the_bridge_and_the_squat():
    for ref in (BRIDGE, SQUAT, f"{SQUAT}:chair", f"{SQUAT}:lower-chair"):
        squeezes = {stage.squeeze for stage in build_timeline([CATALOG.choose(ref)]).stages}
        assert squeezes == {"both", None}


def test_holds_are_two_to_four_seconds_exactly_where_the_leaflet_has_a_hold():
    for exercise in CATALOG.exercises:
        for variant in ("standard", *(v.id for v in exercise.variants)):
            choice = catalog.choose(exercise, variant)
            held = exercise.id in (BRIDGE, LEG)
            assert choice.hold == (3 if held else None)
            assert choice.hold_range == ((2, 4) if held else None)
            assert choice.holding(1).hold == (2 if held else None)
            assert choice.holding(9).hold == (4 if held else None)


@pytest.mark.parametrize("exercise", CATALOG.exercises, ids=lambda exercise: exercise.id)
def test_every_movement_has_an_inhale_first_and_then_an_exhale(
    exercise: catalog.Exercise,
):
    for steps in (exercise.steps, *(v.steps for v in exercise.variants if v.steps)):
        breaths = [step.breath for step in steps if step.breath != "easy"]
        assert breaths == ["inhale", "exhale"] * (len(breaths) // 2)
        assert all(step.kind == "move" for step in steps if step.breath != "easy")
        assert all(step.seconds <= 4 for step in steps)


SECONDS = {
    BIRD_DOG: [("inhale", 3), ("exhale", 3), ("easy", 1)],
    f"{BIRD_DOG}:hands-down": [("inhale", 3), ("exhale", 3), ("easy", 1)],
    BRIDGE: [("inhale", 2), ("hold", 3), ("exhale", 2), ("easy", 1)],
    LEG: [("easy", 1.5), ("inhale", 2), ("hold", 3), ("exhale", 2), ("easy", 1.5)],
    f"{LEG}:pillow": [("easy", 1.5), ("inhale", 2), ("hold", 3), ("exhale", 2), ("easy", 1.5)],
    CLAM: [("inhale", 2), ("exhale", 2), ("easy", 1)],
    f"{CLAM}:hand": [("inhale", 2), ("exhale", 2), ("easy", 1)],
    f"{CLAM}:band": [("inhale", 2), ("exhale", 2), ("easy", 1)],
    SQUAT: [
        *[("inhale", 3), ("easy", 1.5), ("exhale", 3.5), ("easy", 0.5)],
        *[("inhale", 3.5), ("easy", 1.5), ("exhale", 3)],
    ],
    f"{SQUAT}:chair": [("inhale", 3), ("exhale", 3), ("easy", 1)],
    f"{SQUAT}:lower-chair": [("inhale", 3), ("exhale", 3), ("easy", 1)],
}
"""The breath and the seconds of each step of a rep."""


@pytest.mark.parametrize("ref", SECONDS)
def test_every_rep_has_the_expected_breaths_and_seconds(ref: str):
    line = build_timeline([CATALOG.choose(ref)])
    for rep in line.reps(0):
        stages = [stage for stage in line.stages if stage.rep == rep]
        found = [("hold" if s.kind == "hold" else s.breath, s.seconds) for s in stages]
        assert found == SECONDS[ref]


def test_the_table_of_seconds_covers_every_variant():
    refs = {
        e.id if v == "standard" else f"{e.id}:{v}"
        for e in CATALOG.exercises
        for v in ("standard", *(variant.id for variant in e.variants))
    }
    assert refs == set(SECONDS)


@pytest.mark.parametrize(
    ("ref", "seconds", "get_ready"),
    [
        (BIRD_DOG, 70, 10),
        (BRIDGE, 80, 15),
        (LEG, 100, 15),
        (CLAM, 100 + 15, 15),
        (SQUAT, 82.5, 10),
        (f"{SQUAT}:chair", 35, 10),
    ],
)
def test_each_exercise_has_its_expected_length(ref: str, seconds: float, get_ready: float):
    line = build_timeline([CATALOG.choose(ref)])
    assert line.stages[0].seconds == get_ready
    assert line.seconds == seconds + get_ready


def test_all_five_exercises_take_nine_minutes_and_a_pair_takes_two_to_four():
    every = [catalog.choose(exercise) for exercise in CATALOG.exercises]
    assert 8.5 * 60 < build_timeline(every).seconds < 10 * 60
    for pair in pairwise(every):
        assert 2 * 60 <= build_timeline(pair).seconds <= 4.5 * 60


def test_each_exercise_says_whether_the_screen_can_be_seen():
    sees = {e.id: e.sees_screen for e in CATALOG.exercises}
    assert sees == {
        BIRD_DOG: "partly",
        BRIDGE: "no",
        LEG: "no",
        CLAM: "partly",
        SQUAT: "partly",
    }
    assert CATALOG.choose(f"{SQUAT}:chair").exercise.sees_screen == "yes"


@pytest.mark.parametrize(
    ("ref", "easier"),
    [(BIRD_DOG, "hands-down"), (LEG, "pillow"), (SQUAT, "chair"), (BRIDGE, None), (CLAM, None)],
)
def test_the_first_easier_variant_comes_from_the_leaflet(ref: str, easier: str | None):
    offered = [variant.id for variant in CATALOG.exercise(ref).variants if variant.easier]
    assert offered[:1] == ([easier] if easier else [])


def test_turning_over_says_where_the_head_goes_and_which_leg_is_on_top():
    line = build_timeline([CATALOG.choose(CLAM)])
    (turn,) = [stage for stage in line.stages if stage.kind == "switch-sides"]
    assert turn.cue == "Turn over, head where your feet were"
    assert "left leg on top" in turn.detail
    assert turn.side == "left"


def test_the_bundled_catalog_promises_only_that_the_exercises_may_help():
    text = " ".join(text_of(exercise.id) for exercise in CATALOG.exercises) + text_of_the_source()
    assert "may help" in text
    for promise in ("will help", "cure", "guarantee", "heal", "relieve"):
        assert promise not in text.lower().split()


def test_changing_the_tempo_changes_no_count():
    for tempo in (0.5, 2):
        line = build_timeline([catalog.choose(e) for e in CATALOG.exercises], Pacing(tempo=tempo))
        assert [len(line.reps(n)) for n in range(5)] == [10, 10, 10, 20, 5]
        assert {stage.seconds for stage in line.stages if stage.kind == "hold"} == {3}
