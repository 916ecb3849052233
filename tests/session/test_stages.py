"""What is shown at every stage, for somebody on the floor two metres away."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from strategies import table

from trainer import catalog, safety
from trainer.catalog import Choice, Prescribed, asks_to_hold_breath
from trainer.session import stages
from trainer.session.machine import Session, SessionState
from trainer.session.timeline import Pacing
from trainer.ui import theme

BUNDLED = catalog.load_catalog()
EVERY = [
    f"{exercise.id}:{variant}"
    for exercise in BUNDLED.exercises
    for variant in ("standard", *(v.id for v in exercise.variants))
]


def looks(*refs: str | Choice, pacing: Pacing | None = None) -> Iterator[SessionState]:
    """Yield the states of a session without any keys, every half second."""
    choices = [BUNDLED.choose(ref) if isinstance(ref, str) else ref for ref in refs]
    session = Session(choices, 0.0, pacing)
    for half in range(100_000):
        state = session.advance_to(half / 2)
        yield state
        if state.kind == "done":
            return


def then(state: SessionState) -> str:
    """Return what the screen says about the next stage."""
    words = stages.next_words(state)
    return f"then {words}" if words else ""


def texts(state: SessionState) -> tuple[str, str, str, str]:
    return stages.big_word(state), stages.instruction(state), stages.big_number(state), then(state)


def changes(*refs: str, pacing: Pacing | None = None) -> list[tuple[str, str, str, str]]:
    """Return the texts at the start of each stage."""
    stages_begun, found = None, []
    for state in looks(*refs, pacing=pacing):
        if state.stages_begun != stages_begun:
            found.append(texts(state))
            stages_begun = state.stages_begun
    return found


# The table of stages


def test_every_stage_has_its_own_sign_and_only_the_word_ready_is_used_twice():
    assert len({one.shape for one in stages.ALL}) == len(stages.ALL)
    assert all(len(one.shape) == 1 for one in stages.ALL)
    words = [one.word for one in stages.ALL]
    assert {word for word in words if words.count(word) > 1} == {"READY"}


def test_breaths_holds_waits_and_the_end_have_different_colours():
    told_apart = (
        stages.INHALE, stages.EXHALE, stages.HOLD, stages.READY, stages.SWITCH, stages.REST,
        stages.DONE,
    )  # fmt: skip
    assert len({one.colour for one in told_apart}) == len(told_apart)
    for known in (theme.DARK, theme.LIGHT):
        assert {one.colour for one in stages.ALL} <= set(known.variables)


def test_big_words_are_single_words_in_capitals():
    for one in stages.ALL:
        assert one.word == one.word.upper()
        assert one.word.isalpha()
        assert len(one.word) <= 7


@pytest.mark.parametrize(
    ("position", "instruction"),
    [
        ("on your back", "Lie on your back"),
        ("on your side", "Lie on your side"),
        ("lying on your stomach", "Lie on your stomach"),
        ("on your hands and knees", "Get on your hands and knees"),
        ("standing", "Stand"),
        ("Standing tall", "Stand tall"),
        ("in a squat", "Get in a squat"),
        ("standing, a chair behind you", "Stand"),
        ("on your left side", "Lie on your left side"),
        ("on a mat", "Get on a mat"),
    ],
)
def test_a_position_is_turned_into_an_instruction(position: str, instruction: str):
    assert stages.get_into(position) == instruction


def test_no_stage_word_asks_to_hold_the_breath():
    for one in stages.ALL:
        assert not asks_to_hold_breath(f"{one.word} {one.meaning}")
    for text in stages.PAUSES.values():
        assert not asks_to_hold_breath(text)


def test_every_reason_for_a_pause_has_its_own_words():
    for why in ("key", "gap", "pain", "leaving", "window", "found"):
        session = Session([BUNDLED.choose("bird-dog")], 0.0)
        session.pause(1, why)  # type: ignore[arg-type]
        state = session.advance_to(1)
        word = "STOPPED" if why == "pain" else "PAUSED"
        assert (stages.big_word(state), stages.instruction(state)) == (word, stages.PAUSES[why])


# Every state of every exercise


@pytest.mark.parametrize("ref", EVERY)
def test_all_texts_are_short_and_complete_and_never_ask_to_hold_the_breath(ref: str):
    for state in looks(ref):
        shown = [*texts(state), stages.side_line(state), stages.rep_line(state)]
        assert not asks_to_hold_breath(" ".join(shown))
        assert "{" not in " ".join(shown)
        assert max(len(line) for line in shown) <= 56
        if state.kind != "done":
            assert all(texts(state))
            assert stages.instruction(state)[0].isupper()
            assert stages.next_words(state)


@pytest.mark.parametrize("ref", EVERY)
def test_the_big_word_names_the_breath_and_a_hold_says_keep_breathing(ref: str):
    for state in looks(ref):
        if state.kind == "hold":
            assert stages.big_word(state) == "HOLD"
            assert "keep breathing" in stages.instruction(state).lower()
        elif state.kind == "move":
            breaths = {"inhale": "INHALE", "exhale": "EXHALE", "easy": "EASY"}
            assert stages.big_word(state) == breaths[state.stage.breath or ""]


@pytest.mark.parametrize("ref", EVERY)
def test_the_number_counts_the_seconds_left_in_every_stage(ref: str):
    last: SessionState | None = None
    for state in looks(ref):
        if state.kind == "done":
            continue
        number = stages.big_number(state)
        assert stages.number_meaning(state) == ("second" if number == "1" else "seconds")
        assert 1 <= int(number) <= state.stage.seconds + 0.999
        if last and last.stages_begun == state.stages_begun:
            assert int(number) in (int(stages.big_number(last)), int(stages.big_number(last)) - 1)
        last = state


@pytest.mark.parametrize("ref", [ref for ref in EVERY if not ref.startswith("mobility")])
def test_the_side_line_agrees_with_the_instruction(ref: str):
    for state in looks(ref):
        if state.kind == "move" and state.stage.side:
            cue = stages.instruction(state).lower()
            sides = [side for side in ("right", "left") if side in cue]
            assert all(side in stages.side_line(state) for side in sides)


def test_the_first_reps_of_the_bridge_show_the_expected_texts():
    assert changes("glute-bridge")[:6] == [
        ("READY", "Lie on your back", "15", "then raise your hips, squeeze"),
        ("INHALE", "Raise your hips, squeeze", "2", "then hold, keep breathing"),
        ("HOLD", "Keep breathing", "3", "then lower your hips"),
        ("EXHALE", "Lower your hips", "2", "then hips down, settle"),
        ("EASY", "Hips down, settle", "1", "then raise your hips, squeeze"),
        ("INHALE", "Raise your hips, squeeze", "2", "then hold, keep breathing"),
    ]


def test_the_last_movement_announces_the_end():
    last, done = changes("glute-bridge")[-2:]
    assert last == ("EASY", "Hips down, settle", "1", "then you are done")
    assert done == ("DONE", "", "✓", "")


def test_the_next_side_is_announced_before_it_begins():
    texts = changes("bird-dog")
    assert texts[3] == ("EASY", "Settle on hands and knees", "1", "then reach left arm, right leg")
    assert texts[4][1] == "Reach left arm, right leg"


def test_turning_over_is_announced_at_its_start_and_end():
    texts = changes("clam-shells")
    (turn,) = [n for n, one in enumerate(texts) if one[0] == "SWITCH"]
    assert texts[turn - 1][3] == "then turn over, head where your feet were"
    assert texts[turn] == (
        "SWITCH",
        "Turn over, head where your feet were",
        "15",
        "then lift the top knee, squeeze",
    )
    assert texts[turn + 1][2] == "2"


def test_during_a_side_switch_the_new_side_is_shown():
    switch = next(state for state in looks("clam-shells") if state.kind == "switch-sides")
    assert stages.side_line(switch) == "left leg on top"


def test_between_exercises_the_rest_and_the_next_exercise_are_announced():
    texts = changes("bird-dog", "glute-bridge")
    (rest,) = [n for n, one in enumerate(texts) if one[0] == "REST"]
    assert texts[rest - 1][3] == "then rest, next: Glute Bridge"
    assert texts[rest] == ("REST", "Breathe easy", "15", "then Glute Bridge, on your back")


def test_the_next_exercise_is_announced_even_without_a_rest_before():
    bare = Pacing(get_ready=0, switch=0, rest=0)
    texts = changes("bird-dog", "supine-leg-extension", pacing=bare)
    last = [one for one in texts if one[0] == "EASY"][9]
    assert last[3] == "then bend right knee, foot to ceiling"


def test_a_session_ended_early_shows_done_and_nothing_next():
    session = Session([BUNDLED.choose("glute-bridge")], 0.0)
    session.end(1)
    assert texts(session.advance_to(1)) == ("DONE", "", "✓", "")


def test_a_re_entry_names_the_movement_that_was_interrupted():
    session = Session([BUNDLED.choose("glute-bridge")], 0.0, Pacing(get_ready=0))
    session.pause(1)
    session.resume(1)
    entry = texts(session.advance_to(1))
    assert entry == ("READY", "Back into position", "6", "then raise your hips, squeeze")


# Beside the big word


def each_stage(*refs: str | Choice) -> list[SessionState]:
    """Return the first state of every stage."""
    found: dict[int, SessionState] = {}
    for state in looks(*refs):
        found.setdefault(state.stages_begun, state)
    return list(found.values())


def in_sets(ref: str, sets: int) -> Choice:
    return BUNDLED.choose(ref).as_prescribed(Prescribed(id=ref, sets=sets, rest=20))


def test_progress_is_shown_in_reps_sides_or_the_next_exercise():
    clam = {state.kind: stages.where_line(state) for state in each_stage("clam-shells")}
    assert clam["switch-sides"] == "side 2 of 2"
    assert stages.where_line(each_stage("clam-shells")[4]) == "rep 2 of 10"
    two = {state.kind: stages.where_line(state) for state in each_stage("bird-dog", "clam-shells")}
    assert two["rest"] == "next, exercise 2 of 2"


def test_progress_names_the_set_if_there_are_several():
    texts = [
        (state.kind, stages.where_line(state)) for state in each_stage(in_sets("clam-shells", 2))
    ]
    assert texts[1] == ("move", "set 1 of 2 · rep 1 of 10")
    assert [line for kind, line in texts if kind == "switch-sides"] == [
        "set 1 of 2 · side 2 of 2",
        "set 2 of 2 · side 2 of 2",
    ]
    assert [line for kind, line in texts if kind == "rest"] == ["next, set 2 of 2"]


def test_before_the_next_set_its_first_movement_is_announced():
    (rest,) = [s for s in each_stage(in_sets("bird-dog", 2)) if s.kind == "rest"]
    assert stages.next_words(rest) == "reach right arm, left leg"


@pytest.mark.parametrize(
    ("ref", "shown"),
    [
        ("bird-dog", ["", "", "", ""]),
        ("glute-bridge", ["", "", "", "", ""]),
        ("clam-shells", ["Right leg on top"] * 4),
        ("supine-leg-extension", ["", "", "", "Right leg", "", "", "", ""]),
    ],
)
def test_the_side_is_shown_if_the_instruction_does_not_name_it(ref: str, shown: list[str]):
    first = each_stage(ref)[: len(shown)]
    assert [stages.side_shown(state) for state in first] == shown


def own(**changed: object) -> Choice:
    """Return a user's exercise with alternating sides, whose texts name no side."""
    found = catalog.check({"format": 1, "exercise": [table(**changed)]})
    assert not found.problems
    return catalog.choose(found.exercises[0])


def movements(**changed: object) -> list[tuple[str, str]]:
    """Return the side shown in each movement, and what comes next."""
    found = [state for state in each_stage(own(**changed)) if state.kind == "move"]
    return [(stages.side_shown(state), stages.next_words(state)) for state in found]


UP = {"kind": "move", "cue": "Lift", "breath": "inhale", "seconds": 2.0, "squeeze": True}
DOWN = {"kind": "move", "cue": "Lower", "breath": "exhale", "seconds": 2.0}


def test_a_side_that_no_instruction_names_is_shown_and_announced_for_each_rep():
    assert movements(step=[UP, DOWN], reps=2) == [
        ("Right side", "lower"),
        ("", "left side"),
        ("Left side", "lower"),
        ("", "you are done"),
    ]


def test_a_side_named_in_the_instruction_is_not_shown_again():
    cue = "Kick {side}, squeeze"
    assert movements(step=[UP | {"cue": cue}, DOWN], reps=2)[:3] == [
        ("", "lower"),
        ("", "kick left, squeeze"),
        ("", "lower"),
    ]


def test_the_shown_side_changes_with_the_reps():
    sides = [stages.side_shown(state) for state in each_stage("clam-shells")]
    assert list(dict.fromkeys(sides[:-1])) == ["Right leg on top", "Left leg on top"]


def test_a_rest_shows_no_side_if_sides_alternate():
    (rest,) = [s for s in each_stage(in_sets("bird-dog", 2)) if s.kind == "rest"]
    assert stages.side_shown(rest) == ""


def test_without_a_rest_the_next_position_is_announced():
    texts = changes("bird-dog", "glute-bridge", pacing=Pacing(rest=0))
    (ready,) = [n for n, one in enumerate(texts) if n and one[0] == "READY"]
    assert texts[ready - 1][3] == "then ready, on your back"


def test_a_pause_shows_the_side_of_the_current_rep():
    session = Session([BUNDLED.choose("bird-dog")], 0.0, Pacing(get_ready=0))
    session.pause(1)
    assert stages.side_shown(session.advance_to(1)) == "Right arm, left leg"


@pytest.mark.parametrize("resume", [False, True])
def test_a_pause_after_a_rep_does_not_show_a_finished_side(resume: bool):
    session = Session([BUNDLED.choose("bird-dog")], 0.0, Pacing(get_ready=0))
    for second in range(7):
        session.advance_to(second)
    session.pause(6.5)
    if not resume:
        assert stages.next_words(session.advance_to(6.5)) == "reach left arm, right leg"
    else:
        session.resume(6.5)
    assert stages.side_shown(session.advance_to(6.5)) == ""


@pytest.mark.parametrize(
    ("ref", "squeezed"),
    [
        ("bird-dog", ["", "Squeeze the left glute", "", "", "Squeeze the right glute"]),
        ("glute-bridge", ["", "Squeeze both glutes", "Squeeze both glutes", "", ""]),
        ("clam-shells", ["", "Squeeze the right glute", "", ""]),
    ],
)
def test_the_working_glute_is_named_while_it_works(ref: str, squeezed: list[str]):
    first = each_stage(ref)[: len(squeezed)]
    assert [stages.squeeze_line(state) for state in first] == squeezed


def test_a_paused_session_shows_no_squeeze():
    session = Session([BUNDLED.choose("glute-bridge")], 0.0, Pacing(get_ready=0))
    assert stages.squeeze_line(session.advance_to(1)) == "Squeeze both glutes"
    session.pause(1)
    paused = session.advance_to(1)
    assert stages.squeeze_line(paused) == ""
    assert stages.next_words(paused) == "back into position"


@pytest.mark.parametrize(
    ("cue", "instruction"),
    [
        ("Hold, keep breathing", "Keep breathing"),
        ("Hold the squeeze, keep breathing", "Hold the squeeze, keep breathing"),
        ("Hold, breathe on", "Breathe on"),
        ("Hold, ", "Keep breathing"),
        ("Hold, hips level", "Keep breathing, hips level"),
        ("Squeeze", "Keep breathing, squeeze"),
    ],
)
def test_a_hold_says_to_keep_breathing_whatever_its_cue(cue: str, instruction: str):
    bridge = BUNDLED.choose("glute-bridge")
    steps = tuple(replace(s, cue=cue) if s.kind == "hold" else s for s in bridge.exercise.steps)
    own = dataclasses.replace(bridge, exercise=replace(bridge.exercise, steps=steps))
    held = next(state for state in looks(own) if state.kind == "hold")
    assert stages.instruction(held) == instruction


def test_the_seconds_left_match_the_spoken_count():
    left = [
        (stages.seconds_left(state), stages.number_meaning(state))
        for state in looks("glute-bridge")
        if state.kind == "hold"
    ]
    assert left[:6] == [(3, "seconds")] * 2 + [(2, "seconds")] * 2 + [(1, "second")] * 2


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (-3, "0:00"), (59.6, "1:00"), (65, "1:05"), (600, "10:00")]
)
def test_a_duration_is_shown_in_minutes_and_seconds(seconds: float, shown: str):
    assert stages.clock(seconds) == shown


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(4, 3, "about the same"), (4, 5, "about the same"), (4, 2, "lower"), (4, 6, "higher")],
)
def test_pain_counts_as_changed_if_it_differs_by_two_points(before: int, after: int, said: str):
    assert safety.change(before, after) == said
