"""The state machine of a session, with times and keys in every order."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable
from typing import Any

import msgspec
import pytest
import tomli_w
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from strategies import choices, examples, pacings, sessions_of

from trainer import catalog
from trainer.catalog import Catalog, Choice, Source, Step, Variant
from trainer.session import stages
from trainer.session.machine import LONGEST_GAP, Session, SessionState
from trainer.session.snapshot import restore, take
from trainer.session.timeline import REENTRY, Pacing, Rep

BUNDLED = catalog.load_catalog()
BRIDGE, BIRD_DOG, CLAM = "glute-bridge", "bird-dog", "clam-shells"
BARE = Pacing(get_ready=0, switch=0, rest=0)
"""Only reps. A rep of the bridge takes 8 s: raise 2, hold 3, lower 2, settle 1."""


def start_session(*refs: str, pacing: Pacing = BARE) -> Session:
    return Session([BUNDLED.choose(ref) for ref in refs], 0.0, pacing)


def advance(session: Session, now: float) -> SessionState:
    """Advance to `now` in steps of half a second, as a screen does."""
    last = session._seen
    for step in range(1, int((now - last) * 2) + 1):
        session.advance_to(last + step / 2)
    return session.advance_to(now)


def counts(session: Session, exercise: int = 0) -> tuple[int, int, int]:
    """Return the numbers of reps done, skipped and planned."""
    result = session.results()[exercise]
    return result.done, result.skipped, result.planned


def place(state: SessionState) -> tuple[object, float]:
    return state.stage.rep, round(state.elapsed, 6)


# Running to the end


def test_every_stage_records_why_it_began():
    session = start_session(BRIDGE, BIRD_DOG, pacing=Pacing())
    keys = {  # what is pressed at each tenth of a second
        1: session.ready,  # ends getting ready
        2: session.skip,  # a rep
        3: session.repeat,
        4: session.pause,
        5: session.resume,
        6: session.skip,  # ends the re-entry
        7: session.pause,
        8: session.resume,
        9: session.ready,  # ends the re-entry
        10: session.next_exercise,
        11: session.skip,  # ends the rest
        12: lambda now: session.change_variant(BUNDLED.choose(f"{BIRD_DOG}:hands-down"), now),
    }
    arrivals = [session.advance_to(0.0).begun_by]
    for tenth, press in keys.items():
        press(tenth / 10)
        arrivals.append(session.advance_to(tenth / 10).begun_by)
    assert arrivals == [
        "time", "ready", "skip", "repeat", "repeat", "resume", "ready", "ready", "resume",
        "ready", "next", "ready", "variant",
    ]  # fmt: skip
    assert advance(session, 40.0).begun_by == "time"


def test_a_finished_session_has_no_time_left():
    session = start_session(BRIDGE)
    done = advance(session, 81.0)
    assert (done.kind, done.seconds_left, done.seconds) == ("done", 0.0, 80.0)


def test_the_saved_hold_is_that_of_the_last_rep_done():
    session = start_session(BRIDGE)
    advance(session, 16)  # two reps, held 3 s
    session.hold(-1, 16.0)
    assert session.results()[0].hold == 3
    assert restore(take(session), BUNDLED, 0).results()[0].hold == 3
    advance(session, 23.5)  # one more, held 2 s
    assert session.results()[0].hold == 2
    assert start_session(CLAM).results()[0].hold is None


@examples(60)
@given(sessions_of(2), pacings, st.integers(0, 1000))
def test_a_session_without_any_keys_does_every_rep_once(
    chosen: tuple[Choice, ...], pacing: Pacing, seed: int
):
    session, now, dice = Session(chosen, 5.0, pacing), 5.0, random.Random(seed)
    while not session.ended:
        now += dice.choice([0.01, 0.5, 1.0, LONGEST_GAP - 0.001])
        session.advance_to(now)
        assert session.paused is None
    assert session.completed
    for number, choice in enumerate(chosen):
        result = session.results()[number]
        assert (result.done, result.skipped, result.status) == (
            choice.planned_reps,
            0,
            "completed",
        )
        if choice.sides != "none":
            assert result.left + result.right == choice.planned_reps


@examples(15)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 12345.678, 1e9]))
def test_few_or_many_updates_lead_to_the_same_position(seed: int, start: float):
    dice = random.Random(seed)
    end = start + 151.25
    few, many = (
        Session([BUNDLED.choose(BIRD_DOG), BUNDLED.choose(BRIDGE)], start) for _ in range(2)
    )
    for n in range(1, 101):
        few.advance_to(start + n * 1.5)
    for now in sorted(dice.uniform(start, end) for _ in range(3_000)):
        many.advance_to(now)
    assert place(few.advance_to(end)) == place(many.advance_to(end))
    assert few.done == many.done


def test_a_hundred_thousand_uneven_updates_cause_no_drift():
    session, dice, end = start_session(BIRD_DOG), random.Random(7), 69.99
    for now in sorted(dice.uniform(0, end) for _ in range(100_000)):
        session._advance(now)
    state = session.advance_to(end)
    assert state.stage.start + state.elapsed == pytest.approx(end, abs=1e-9)


def test_a_rep_is_done_exactly_when_its_last_step_ends():
    session = start_session(BRIDGE)
    assert advance(session, 7.999).done == 0
    assert session.advance_to(8.0).done == 1
    assert session.done == {Rep(0, 1, None, 1)}


def test_one_update_can_pass_several_stages_and_counts_their_reps():
    quick = Step("move", "Up", "inhale", 0.25)
    exercise = msgspec.structs.replace(BUNDLED.exercise(BRIDGE), steps=(quick,))
    session = Session([catalog.choose(exercise)], 0.0, BARE)
    assert session.advance_to(1.9).done == 7
    assert session.advance_to(2.5).kind == "done"


def test_a_state_shows_the_progress_of_the_rep_and_the_session():
    session = start_session(BRIDGE, BIRD_DOG)
    state = advance(session, 10.0)  # two of eight seconds into the second rep
    assert (state.rep, state.rep_done, state.index) == (2, 0.25, 5)
    assert (state.all_done, state.all_reps, state.completed) == (1, 20, False)
    assert advance(session, 150.0).completed
    assert start_session(BRIDGE, pacing=Pacing()).advance_to(1.0).rep_done == 0


def test_the_last_rep_is_not_done_before_its_last_step_is_over():
    session = start_session(BRIDGE)
    assert advance(session, 79.5).done == 9
    assert session.advance_to(80.0).done == 10


def test_a_restarted_stage_has_a_new_serial():
    session = start_session(BRIDGE)
    first = advance(session, 3).stages_begun
    session.repeat(3)
    again = session.advance_to(3)
    assert place(again) == (Rep(0, 1, None, 1), 0)
    assert again.stages_begun != first


# Pausing


@examples(60)
@given(st.integers(0, 140 * 8), st.integers(0, 1_000_000))
def test_after_a_pause_the_re_entry_leads_back_to_the_exact_moment(eighths: int, away: int):
    session, at = start_session(BIRD_DOG, BRIDGE), eighths / 8
    before = advance(session, at)
    session.pause(at)
    now = at + away / 8
    assert place(session.advance_to(now)) == place(before)
    session.resume(now)
    entry = session.advance_to(now)
    assert (entry.kind, entry.remaining, entry.paused) == ("re-entry", REENTRY, None)
    late = advance(session, now + REENTRY - 0.001)
    assert (late.kind, late.seconds_left) == ("re-entry", before.seconds_left)
    after = session.advance_to(now + REENTRY)
    assert after.stage == before.stage
    assert after.elapsed == before.elapsed


@pytest.mark.parametrize(
    ("at", "position", "side", "path", "begins_a_rep"),
    [
        (1.5, "hands and knees", "right", ("all-fours",), True),  # exactly half way
        (2.0, "right arm, left leg out", "right", ("reach",), False),
        (4.0, "right arm, left leg out", "right", ("reach",), False),
        (5.0, "hands and knees", "right", ("all-fours",), False),
        (6.75, "hands and knees", "left", ("all-fours",), True),  # settled, so the next rep begins
    ],
)
def test_a_re_entry_leads_to_the_nearer_end_of_the_step(
    at: float, position: str, side: str, path: tuple[str, ...], begins_a_rep: bool
):
    session = start_session(BIRD_DOG)
    advance(session, at)
    session.pause(at)
    session.resume(at)
    entry = session.advance_to(at).stage
    assert (entry.cue, entry.kind, entry.side) == ("Back into position", "re-entry", side)
    assert (entry.ends_at, entry.path, entry.first) == (position, path, begins_a_rep)


@pytest.mark.parametrize(
    ("at", "detail", "squeeze"), [(1.0, "Hips down.", None), (3.0, "Hips up.", "both")]
)
def test_a_re_entry_names_the_position_and_asks_for_a_squeeze_only_in_a_hold(
    at: float, detail: str, squeeze: str | None
):
    session = start_session(BIRD_DOG, BRIDGE)
    session.next_exercise(0)
    advance(session, at)
    session.pause(at)
    session.resume(at)
    entry = session.advance_to(at).stage
    assert (entry.exercise, entry.set) == (1, 1)
    assert (entry.detail, entry.squeeze) == (detail, squeeze)


def test_a_re_entry_to_a_movement_without_a_position_names_the_movement():
    steps = (Step("move", "Up", "inhale", 2.0),)
    exercise = msgspec.structs.replace(BUNDLED.exercise(BRIDGE), steps=steps, position="")
    session = Session([catalog.choose(exercise)], 0.0, BARE)
    session.pause(0.5)
    session.resume(0.5)
    assert session.advance_to(0.5).stage.detail == "Up"


def test_a_re_entry_to_the_end_of_a_movement_shows_only_the_pose_at_its_end():
    steps = (
        Step("move", "Up", "inhale", 2.0, via=("halfway",), pose="raised"),
        Step("move", "Down", "exhale", 2.0, pose="lying"),
    )
    exercise = msgspec.structs.replace(BUNDLED.exercise(BRIDGE), steps=steps)
    session = Session([catalog.choose(exercise)], 0.0, BARE)
    session.pause(1.5)
    session.resume(1.5)
    assert session.advance_to(1.5).stage.path == ("raised",)


def test_a_re_entry_before_turning_over_is_still_on_the_first_side():
    exercise = msgspec.structs.replace(BUNDLED.exercise(CLAM), reps=1)
    session = Session([catalog.choose(exercise)], 0.0, Pacing(get_ready=0))
    advance(session, 4.75)
    session.pause(4.75)
    session.resume(4.75)
    assert session.advance_to(4.75).stage.side == "right"


def test_resuming_a_session_that_is_not_paused_changes_nothing():
    session = start_session(BRIDGE)
    before = advance(session, 1)
    session.resume(1)
    after = session.advance_to(1)
    assert (after.kind, after.stages_begun, after.elapsed) == (
        "move",
        before.stages_begun,
        before.elapsed,
    )


@pytest.mark.parametrize(("seconds", "kind"), [(0, "move"), (0.5, "re-entry")])
def test_a_re_entry_is_as_long_as_the_settings_say(seconds: float, kind: str):
    session = start_session(BRIDGE, pacing=Pacing(get_ready=0, switch=0, rest=0, reentry=seconds))
    session.pause(1)
    session.resume(1)
    state = session.advance_to(1)
    assert (state.kind, state.remaining) == (kind, seconds or 1.0)
    assert session.advance_to(1 + seconds).kind == "move"
    assert session.advance_to(1 + seconds).begun_by == ("time" if seconds else "resume")


def test_every_stage_has_a_higher_serial_than_the_one_before():
    session = start_session(BRIDGE)
    numbers = [advance(session, 3).stages_begun]
    for press in (session.pause, session.resume, session.skip, session.repeat, session.end):
        press(3)
        numbers.append(session.advance_to(3).stages_begun)
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 5  # a pause begins no stage


def test_a_second_pause_does_not_change_the_reason():
    session = start_session(BRIDGE)
    session.pause(1, "pain")
    session.pause(2)
    assert session.advance_to(9).paused == "pain"


def test_pausing_during_a_re_entry_restarts_the_re_entry():
    session = start_session(BRIDGE)
    session.pause(1)
    session.resume(1)
    advance(session, 3)
    session.pause(3)
    session.resume(10)
    assert session.advance_to(10).remaining == REENTRY
    assert advance(session, 10 + REENTRY).elapsed == pytest.approx(1)


def test_the_ready_key_ends_the_re_entry():
    session = start_session(BRIDGE)
    session.pause(1)
    session.resume(1)
    session.ready(1.5)
    assert session.advance_to(1.5).elapsed == 1


def test_the_breath_light_does_not_jump_at_a_re_entry():
    session = start_session(BRIDGE)
    before = advance(session, 1.2)
    session.pause(1.2)
    session.resume(2)
    assert session.advance_to(2).lungs == pytest.approx(before.lungs)
    assert advance(session, 2 + REENTRY - 1e-6).lungs == pytest.approx(before.lungs, abs=1e-3)
    assert session.advance_to(2 + REENTRY).lungs == pytest.approx(before.lungs, abs=1e-3)


def test_a_re_entry_belongs_to_the_set_that_was_interrupted():
    exercise = msgspec.structs.replace(BUNDLED.exercise(BRIDGE), sets=2, reps=1)
    session = Session([catalog.choose(exercise)], 0.0, BARE)
    advance(session, 9)
    session.pause(9)
    session.resume(9)
    assert session.advance_to(9).stage.set == 2


@examples(60)
@given(st.floats(0.5, 140), st.floats(2.001, 1e6))
def test_a_gap_pauses_the_session_at_its_last_update(at: float, gap: float):
    session = start_session(BIRD_DOG, BRIDGE)
    before = advance(session, at)
    after = session.advance_to(at + gap)
    assert (before.paused, after.paused) == (None, "gap")
    assert (place(after), after.done) == (place(before), before.done)


def test_two_seconds_without_an_update_are_not_yet_a_gap():
    session = start_session(BRIDGE)
    assert session.advance_to(2.0).paused is None
    assert session.advance_to(4.0 + 1e-6).paused == "gap"


def test_a_key_after_a_gap_acts_on_the_session_as_it_was_before_the_gap():
    session = start_session(BRIDGE)
    advance(session, 7)
    session.skip(600)
    assert session.advance_to(600).paused == "gap"
    assert counts(session) == (0, 1, 10)


def test_a_gap_in_the_re_entry_pauses_again():
    session = start_session(BRIDGE)
    session.pause(1)
    session.resume(1)
    assert session.advance_to(9).paused == "gap"
    assert session.advance_to(9).seconds_left == 79


def test_a_clock_going_backwards_moves_nothing_and_counts_nothing_twice():
    session = start_session(BRIDGE)
    advance(session, 3)
    assert session.advance_to(1).elapsed == session.advance_to(3).elapsed
    assert session.advance_to(3.5).elapsed == pytest.approx(1.5)


def test_coached_seconds_exclude_pauses_and_waits():
    session = start_session(CLAM, pacing=Pacing())
    advance(session, 20)
    session.pause(20)
    session.resume(500)
    advance(session, 500 + REENTRY + 10)
    assert session.results()[0].seconds == 15
    advance(session, 600 + REENTRY)
    assert session.completed is False
    advance(session, 700 + REENTRY)
    assert session.completed
    assert session.results()[0].seconds == 115


# Keys


def test_a_skipped_rep_counts_as_skipped_and_not_as_done():
    session = start_session(BRIDGE)
    advance(session, 9)
    session.skip(9)
    assert place(session.advance_to(9)) == (Rep(0, 1, None, 3), 0)
    assert session.advance_to(9).marks_by_side[0][:4] == ("done", "skipped", "now", "ahead")
    assert counts(session) == (1, 1, 10)


def test_skipping_in_a_wait_ends_the_wait():
    session = start_session(BRIDGE, pacing=Pacing())
    session.skip(1)
    assert place(session.advance_to(1)) == (Rep(0, 1, None, 1), 0)
    assert counts(session) == (0, 0, 10)


def test_skipping_during_a_re_entry_ends_the_re_entry_but_skips_no_rep():
    session = start_session(BRIDGE)
    advance(session, 11)
    session.pause(11)
    before = session.advance_to(11)
    session.resume(20)
    session.skip(21)
    assert (place(session.advance_to(21)), session.advance_to(21).kind) == (place(before), "hold")
    assert counts(session) == (1, 0, 10)


def test_skipping_while_paused_skips_the_rep_and_stays_paused():
    session = start_session(BRIDGE)
    advance(session, 11)
    session.pause(11)
    session.skip(20)
    assert counts(session) == (1, 1, 10)
    assert session.advance_to(20).paused == "key"


def test_an_exercise_with_every_rep_skipped_counts_as_skipped():
    session = start_session(BRIDGE)
    for _ in range(10):
        session.skip(1)
    assert session.ended
    assert not session.completed
    result = session.results()[0]
    assert (result.status, result.done, result.skipped) == ("skipped", 0, 10)


@pytest.mark.parametrize(
    ("skipped", "status"), [(5, "completed"), (6, "partial"), (1, "completed")]
)
def test_an_exercise_is_completed_with_up_to_half_of_its_reps_skipped(skipped: int, status: str):
    session = start_session(BRIDGE)
    for _ in range(skipped):
        session.skip(0)
    advance(session, (10 - skipped) * 8)
    result = session.results()[0]
    assert (result.done, result.skipped, result.status) == (10 - skipped, skipped, status)


def test_before_the_first_rep_is_done_the_result_has_the_planned_hold():
    assert start_session(BRIDGE).results()[0].hold == BUNDLED.choose(BRIDGE).hold


@pytest.mark.parametrize(
    ("ref", "by_side"),
    [
        (CLAM, [("done", "skipped", "now", "ahead"), ("ahead",) * 4]),
        (BIRD_DOG, [("done", "skipped", "now", "ahead")]),
    ],
)
def test_reps_are_marked_separately_for_each_side_unless_sides_alternate(
    ref: str, by_side: list[tuple[str, ...]]
):
    exercise = msgspec.structs.replace(BUNDLED.exercise(ref), reps=4)
    session = Session([catalog.choose(exercise)], 0.0, BARE)
    first = session.timeline.stages[session.timeline.last_of(Rep(0, 1, "right", 1))].end
    advance(session, first)
    session.skip(first)
    state = session.advance_to(first)
    assert state.marks_by_side == tuple(by_side)


def test_repeating_goes_back_to_the_start_of_the_rep():
    session = start_session(BRIDGE)
    advance(session, 12)
    session.repeat(12)
    assert place(session.advance_to(12)) == (Rep(0, 1, None, 2), 0)


def test_repeating_early_in_a_rep_repeats_the_previous_rep_which_still_counts():
    session = start_session(BRIDGE)
    advance(session, 8.9)
    session.repeat(8.9)
    state = session.advance_to(8.9)
    assert (place(state), state.done) == ((Rep(0, 1, None, 1), 0), 1)
    advance(session, 17)
    assert counts(session) == (1, 0, 10)


def test_repeating_one_second_into_a_rep_restarts_that_rep():
    session = start_session(BRIDGE)
    advance(session, 9.0)
    session.repeat(9.0)
    assert place(session.advance_to(9.0)) == (Rep(0, 1, None, 2), 0)


def test_repeating_early_in_the_first_rep_restarts_that_rep():
    session = start_session(BRIDGE)
    advance(session, 0.5)
    session.repeat(0.5)
    assert place(session.advance_to(0.5)) == (Rep(0, 1, None, 1), 0)


def test_repeating_in_a_wait_before_the_first_rep_restarts_the_wait():
    session = start_session(BRIDGE, pacing=Pacing())
    advance(session, 9)
    session.repeat(9)
    state = session.advance_to(9)
    assert (state.remaining, state.begun_by) == (15, "repeat")


def test_repeating_in_a_side_switch_goes_back_to_the_last_rep_of_the_other_side():
    session = start_session(CLAM, pacing=Pacing(get_ready=0))
    assert advance(session, 55).kind == "switch-sides"
    session.repeat(55)
    assert place(session.advance_to(55)) == (Rep(0, 1, "right", 10), 0)


def test_a_skipped_rep_that_is_repeated_is_no_longer_skipped():
    session = start_session(BRIDGE)
    session.skip(1)
    session.repeat(1)
    assert counts(session) == (0, 0, 10)
    advance(session, 9)
    assert counts(session) == (1, 0, 10)


def test_a_repeated_rep_of_a_single_step_is_no_longer_skipped():
    quick = Step("move", "Up", "inhale", 2)
    exercise = msgspec.structs.replace(BUNDLED.exercise(BRIDGE), steps=(quick,))
    session = Session([catalog.choose(exercise)], 0.0, BARE)
    session.skip(1)
    session.repeat(1)
    assert (counts(session), session.skipped) == ((0, 0, 10), set())


def test_moving_to_the_next_exercise_keeps_the_reps_done_so_far():
    session = start_session(BRIDGE, BIRD_DOG)
    advance(session, 17)
    session.next_exercise(17, "fatigue")
    assert session.advance_to(17).choice.id == BIRD_DOG
    first, second = session.results()
    assert (first.status, first.done, first.stopped) == ("partial", 2, "fatigue")
    assert (second.done, second.stopped) == (0, None)
    session.next_exercise(18)
    assert session.ended
    assert session.results()[1].status == "skipped"


def test_the_ready_key_ends_any_wait_and_does_nothing_in_a_rep():
    session = start_session(CLAM, pacing=Pacing())
    session.ready(1)
    assert place(session.advance_to(1)) == (Rep(0, 1, "right", 1), 0)
    advance(session, 3)
    session.ready(3)
    assert session.advance_to(3).elapsed == pytest.approx(0)
    assert advance(session, 52).kind == "switch-sides"
    session.ready(52)
    assert place(session.advance_to(52)) == (Rep(0, 1, "left", 1), 0)


def test_a_session_ended_in_the_third_rep_has_two_reps_done_and_none_skipped():
    session = start_session(BRIDGE)
    advance(session, 18)
    session.end(18, "time")
    (result,) = session.results()
    assert (result.done, result.planned, result.skipped) == (2, 10, 0)
    assert (result.status, result.stopped) == ("partial", "time")
    assert not session.completed


def test_nothing_changes_once_the_session_has_ended():
    session = start_session(BRIDGE)
    advance(session, 18)
    session.end(18)
    before = session.results(), take(session)
    for act in (session.pause, session.resume, session.ready, session.skip, session.repeat):
        act(19)
    session.next_exercise(20)
    session.hold(1, 21)
    session.change_variant(BUNDLED.choose(BRIDGE), 22)
    session.end(23, "pain")
    assert (session.results(), take(session)) == before
    state = session.advance_to(1000)
    assert (state.kind, state.next, state.paused) == ("done", None, None)


# Hold


@pytest.mark.parametrize(("at", "kept"), [(1.0, 1.0), (3.5, 1.5), (6.0, 1.0)])
def test_lengthening_the_hold_keeps_the_position_in_the_rep(at: float, kept: float):
    session = start_session(BRIDGE)
    before = advance(session, at)
    assert session.hold(1, at) == 4
    after = session.advance_to(at)
    assert (after.stage.cue, after.stage.rep) == (before.stage.cue, before.stage.rep)
    assert after.elapsed == pytest.approx(kept)
    assert session.timeline.seconds == 90


def test_a_hold_ends_if_it_is_shortened_below_the_time_elapsed():
    session = start_session(BRIDGE)
    session.hold(1, 0)
    advance(session, 5.5)
    assert session.hold(-1, 5.5) == 3
    assert session.advance_to(5.5).kind == "hold"
    assert session.advance_to(5.6).stage.breath == "exhale"


def test_shortening_a_hold_to_the_time_elapsed_does_not_end_the_hold_at_once():
    exercise = BUNDLED.exercise(BRIDGE)
    steps = tuple(msgspec.structs.replace(step, hold_range=(1, 3)) for step in exercise.steps)
    session = Session([catalog.choose(msgspec.structs.replace(exercise, steps=steps))], 0.0, BARE)
    advance(session, 3.5)
    assert session.hold(-2, 3.5) == 1
    assert session.advance_to(3.5).kind == "hold"


def test_a_hold_without_a_range_cannot_be_changed():
    exercise = BUNDLED.exercise(BRIDGE)
    steps = tuple(msgspec.structs.replace(step, hold_range=None) for step in exercise.steps)
    session = Session([catalog.choose(msgspec.structs.replace(exercise, steps=steps))], 0.0, BARE)
    before = session.timeline
    assert session.hold(1, 1) == before.choices[0].hold
    assert session.timeline == before


def test_a_hold_stays_inside_its_range():
    session = start_session(BRIDGE)
    assert [session.hold(1, 0) for _ in range(3)] == [4, 4, 4]
    assert [session.hold(-1, 0) for _ in range(4)] == [3, 2, 2, 2]
    assert start_session(BIRD_DOG).hold(1, 0) is None


def test_two_reps_still_count_after_the_hold_is_changed_in_the_third():
    session = start_session(BRIDGE)
    advance(session, 20)
    session.hold(-1, 20)
    assert counts(session) == (2, 0, 10)
    assert session.advance_to(20).rep == 3


# Variants


def test_changing_the_variant_in_a_rep_restarts_the_rep_after_getting_ready():
    session = start_session(BIRD_DOG, pacing=Pacing())
    advance(session, 10 + 14 + 4)
    session.change_variant(BUNDLED.choose("bird-dog:hands-down"), 28)
    wait = session.advance_to(28)
    assert (wait.kind, wait.remaining, wait.done) == ("get-ready", 10, 2)
    assert wait.choice.variant == "hands-down"
    assert place(advance(session, 38)) == (Rep(0, 1, "right", 3), 0)
    advance(session, 38 + 8 * 7)
    assert session.completed
    assert counts(session) == (10, 0, 10)
    assert session.results()[0].seconds == pytest.approx(70 + 4)


def test_changing_the_variant_while_getting_ready_restarts_the_wait():
    session = start_session(CLAM, pacing=Pacing())
    advance(session, 14)
    session.change_variant(BUNDLED.choose("clam-shells:band"), 14)
    assert (session.advance_to(14).kind, session.advance_to(14).remaining) == ("get-ready", 20)


def custom(*variants: Variant, **changed: Any) -> tuple[Session, catalog.Exercise]:
    """Return an exercise with one-second reps and these variants, and a session of it."""
    exercise = msgspec.structs.replace(
        BUNDLED.exercise(CLAM),
        steps=(Step("move", "Lift", "inhale", 1.0),),
        variants=variants,
        **changed,
    )
    return Session([catalog.choose(exercise)], 0.0), exercise


def test_changing_the_variant_in_a_side_switch_continues_the_switch():
    lift = Step("move", "Lift", "inhale", 1.0)
    longer = Variant("slow", "Slow", steps=(lift, lift, lift))
    session, exercise = custom(longer)
    advance(session, 15 + 10 + 4)
    session.change_variant(catalog.choose(exercise, "slow"), 29)
    state = session.advance_to(29)
    assert (state.kind, state.elapsed, state.done) == ("switch-sides", 4, 10)


def test_getting_ready_for_another_variant_belongs_to_its_exercise():
    session = start_session(BRIDGE, BIRD_DOG, pacing=Pacing(rest=0))
    session.next_exercise(1)
    session.ready(1)
    session.change_variant(BUNDLED.choose(f"{BIRD_DOG}:hands-down"), 2)
    state = session.advance_to(2)
    assert (state.kind, state.stage.exercise) == ("get-ready", 1)


def test_getting_ready_for_another_variant_belongs_to_the_current_set_and_side():
    session, exercise = custom(Variant("other", "Other", explain="Another way."), sets=2, reps=1)
    now = session.timeline.stages[session.timeline.first_of(Rep(0, 2, "left", 1))].start
    advance(session, now)
    session.change_variant(catalog.choose(exercise, "other"), now)
    stage = session.advance_to(now).stage
    assert (stage.kind, stage.set, stage.side) == ("get-ready", 2, "left")


def test_a_variant_without_get_ready_time_restarts_the_rep_at_once():
    session, exercise = custom(Variant("now", "Now", get_ready=0))
    advance(session, 9)
    session.change_variant(catalog.choose(exercise, "now"), 9)
    state = session.advance_to(9)
    assert (place(state), state.begun_by) == ((Rep(0, 1, "right", 1), 0), "variant")


def test_a_variant_with_fewer_reps_continues_with_the_reps_not_yet_done():
    session, exercise = custom(Variant("few", "Few", reps=3))
    advance(session, 15 + 5.5)
    session.change_variant(catalog.choose(exercise, "few"), 20.5)
    state = session.advance_to(20.5)
    assert (state.kind, state.elapsed) == ("switch-sides", 0)
    advance(session, 20.5 + 15 + 3)
    assert session.completed
    result = session.results()[0]
    assert (result.done, result.right, result.left, result.planned) == (8, 5, 3, 8)


def test_a_variant_with_fewer_reps_than_are_done_ends_the_exercise():
    session, exercise = custom(Variant("few", "Few", reps=3), sides="none")
    advance(session, 15 + 5.5)
    session.change_variant(catalog.choose(exercise, "few"), 20.5)
    assert session.ended
    assert counts(session) == (5, 0, 5)
    assert session.completed


def test_a_variant_without_get_ready_time_does_not_go_back_to_the_rest():
    _, exercise = custom(Variant("now", "Now", get_ready=0))
    session = Session([BUNDLED.choose(BRIDGE), catalog.choose(exercise)], 0.0)
    session.next_exercise(0)
    session.ready(0)
    assert session.advance_to(1.0).kind == "get-ready"
    session.change_variant(catalog.choose(exercise, "now"), 1.0)
    assert place(session.advance_to(1.0)) == (Rep(1, 1, "right", 1), 0)


def test_a_variant_with_fewer_steps_stays_in_the_same_rep():
    exercise = BUNDLED.exercise(BRIDGE)
    plain = Variant("plain", "Plain", steps=(exercise.steps[0], *exercise.steps[2:]))
    exercise = msgspec.structs.replace(exercise, variants=(plain,))
    for second in range(80):
        session = Session([catalog.choose(exercise)], 0.0, BARE)
        rep = advance(session, second).rep
        session.change_variant(catalog.choose(exercise, "plain"), second)
        assert session.advance_to(second).rep == rep


def back_in_a_rep_already_done() -> tuple[Session, Choice]:
    """Return a session that went back to rep 5 after rep 7, and a variant of six reps."""
    session, exercise = custom(Variant("six", "Six", reps=6), sides="none", get_ready=0)
    advance(session, 7.0)
    for _ in range(3):
        session.repeat(7.0)
    return session, catalog.choose(exercise, "six")


def test_changing_the_variant_while_repeating_a_rep_stays_in_that_rep():
    session, six = back_in_a_rep_already_done()
    session.change_variant(six, 7.0)
    assert place(session.advance_to(7.0)) == (Rep(0, 1, None, 5), 0)


@pytest.mark.parametrize("leave", [Session.next_exercise, Session.end])
def test_leaving_an_exercise_after_its_last_rep_does_not_count_as_a_stop(leave):
    session, six = back_in_a_rep_already_done()
    session.change_variant(six, 7.0)
    leave(session, 7.0, "pain")
    [result] = session.results()
    assert (result.status, result.stopped) == ("completed", None)


def test_a_skipped_rep_that_is_repeated_in_another_variant_counts_as_done():
    few, more = Variant("three", "Three", reps=3), Variant("four", "Four", reps=4)
    session, exercise = custom(few, more, reps=5, get_ready=0, switch=0)
    session.change_variant(catalog.choose(exercise, "three"), 0)
    advance(session, 3.0)
    session.skip(3.0)  # the first on the left
    session.change_variant(catalog.choose(exercise), 3.0)
    advance(session, 6.0)
    session.change_variant(catalog.choose(exercise, "four"), 6.0)
    assert session.advance_to(6.0).stage.rep == Rep(0, 1, "right", 4)
    advance(session, 11.0)
    assert (session.completed, counts(session)) == (True, (8, 0, 8))


def test_a_variant_of_another_exercise_changes_nothing():
    session = start_session(BRIDGE)
    session.change_variant(BUNDLED.choose("bird-dog:hands-down"), 1)
    assert session.advance_to(1).choice.id == BRIDGE


# Continuing after an interruption


def offered(chosen: Iterable[Choice]) -> Catalog:
    """Return a catalog that contains these choices."""
    exercises = []
    for choice in chosen:
        standard = choice.variant == "standard"
        variants = () if standard else (Variant(choice.variant, choice.variant_name),)
        exercises.append(msgspec.structs.replace(choice.exercise, variants=variants))
    return Catalog(tuple(exercises), Source(""))


def interrupted(session: Session) -> Session:
    """Save a session to a file and restore it, as after a power cut."""
    file = tomli_w.dumps(take(session))
    return restore(tomllib.loads(file), offered(session.timeline.choices), 0.0)


@examples(60)
@given(st.floats(0, 140), st.lists(st.sampled_from(["skip", "repeat"]), max_size=4))
def test_a_restored_session_keeps_done_reps_and_restarts_the_current_rep(
    at: float, keys: list[str]
):
    session = start_session(BIRD_DOG, BRIDGE)
    advance(session, at)
    for key in keys:
        getattr(session, key)(at)
    assume(not session.ended)
    session.hold(1, at)
    state = session.advance_to(at)
    back = restore(take(session), BUNDLED, 5000.0)
    again = back.advance_to(9999.0)
    assert (back.done, back.skipped, back.stopped) == (
        session.done,
        session.skipped,
        session.stopped,
    )
    assert [r.seconds for r in back.results()] == [r.seconds for r in session.results()]
    assert back.timeline == session.timeline
    assert again.paused == "found"
    assert (again.stage.rep, again.stage.first, again.elapsed) == (state.stage.rep, True, 0)


def test_a_restored_session_starts_as_resumed():
    session = start_session(BIRD_DOG, pacing=Pacing())
    advance(session, 4)
    assert interrupted(session).advance_to(0.0).begun_by == "resume"


def test_a_session_ended_without_a_reason_is_saved_with_the_reason_other():
    session = start_session(BIRD_DOG)
    session.end(1)
    assert session.results()[0].stopped == "other"


def test_resuming_an_interrupted_session_gives_time_to_lie_down_again():
    session = start_session(BRIDGE, pacing=Pacing())
    advance(session, 15 + 8 + 3)
    back = interrupted(session)
    back.resume(500)
    state = back.advance_to(500)
    assert (state.kind, state.remaining, state.rep, state.done) == ("get-ready", 15, 2, 1)
    assert state.stage.cue == session.timeline.stages[0].cue
    after = advance(back, 515)
    assert (place(after), after.seconds_left) == ((Rep(0, 1, None, 2), 0), 72)
    assert counts(back) == (1, 0, 10)


def test_a_session_interrupted_while_getting_ready_gets_ready_once():
    session = start_session(BRIDGE, pacing=Pacing())
    advance(session, 7)
    back = interrupted(session)
    back.resume(0)
    assert place(advance(back, REENTRY + 15)) == (Rep(0, 1, None, 1), 0)


def test_a_session_interrupted_in_a_side_switch_begins_the_switch_again():
    session = start_session(CLAM, pacing=Pacing())
    assert advance(session, 15 + 50 + 4).kind == "switch-sides"
    state = interrupted(session).advance_to(0)
    assert (state.kind, state.elapsed, state.paused) == ("switch-sides", 0, "found")


def test_a_position_just_before_the_end_of_a_rep_is_still_in_that_rep():
    session = start_session(BRIDGE)
    advance(session, 7.99999)
    assert restore(take(session), BUNDLED, 0).advance_to(0).rep == 1


def test_a_position_just_before_the_end_can_be_resumed():
    session = start_session(BRIDGE)
    advance(session, 79.99999)
    assert restore(take(session), BUNDLED, 0).advance_to(0).rep == 10


@examples(80)
@given(choices(), pacings, st.floats(0, 1))
def test_any_session_survives_being_saved_and_restored(choice: Choice, pacing: Pacing, part: float):
    session = Session([choice], 0.0, pacing)
    session._advance_by(session.timeline.seconds * part)
    assume(not session.ended)
    back = interrupted(session)
    assert back.timeline.stages == session.timeline.stages
    assert back.done == session.done


# Every order of events


class AnySession(RuleBasedStateMachine):
    """Keys are pressed at any moment; done reps stay done, and the totals add up."""

    @initialize(chosen=sessions_of(2), pacing=pacings, start=st.sampled_from([0.0, 1e6]))
    def begin(self, chosen: tuple[Choice, ...], pacing: Pacing, start: float) -> None:
        self.chosen = chosen
        self.now = start
        self.session = Session(chosen, start, pacing)
        self.before: set[Rep] = set()
        self.running = 0.0
        self.recounted = False
        """Whether a variant with fewer or more reps was chosen; some reps may never be reached."""

    def pass_time(self, seconds: float) -> None:
        self.session.advance_to(self.now)
        before, paused = take(self.session), self.session.paused
        self.now += seconds
        self.session.advance_to(self.now)
        if not paused and not self.session.paused:
            self.running += seconds
        if paused or seconds > LONGEST_GAP + 1e-6:
            assert take(self.session) == before
            assert self.session.paused or self.session.ended

    @rule(seconds=st.sampled_from([0.0, 1e-9, 0.03, 0.5, 1.0, 1.9]) | st.floats(0, 1.99))
    def some_time_passes(self, seconds: float) -> None:
        self.pass_time(seconds)

    @rule(steps=st.integers(1, 30))
    def a_while_passes(self, steps: int) -> None:
        for _ in range(steps):
            self.pass_time(1.0)

    @rule()
    def time_passes_to_the_very_end_of_the_stage(self) -> None:
        for _ in range(40):
            if (left := self.session.advance_to(self.now).remaining) <= 1.9:
                return self.pass_time(left)
            self.pass_time(1.9)
        return None

    @rule(seconds=st.sampled_from([2.01, 60.0, 86_400.0]))
    def no_update_comes_for_a_while(self, seconds: float) -> None:
        self.pass_time(seconds)

    @rule(seconds=st.floats(0, 10))
    def the_clock_goes_backwards(self, seconds: float) -> None:
        before = place(self.session.advance_to(self.now))
        assert place(self.session.advance_to(self.now - seconds)) == before

    @rule(why=st.sampled_from(["key", "pain", "leaving", "window"]))
    def pause(self, why: Any) -> None:
        self.session.pause(self.now, why)

    @rule()
    def resume(self) -> None:
        self.session.resume(self.now)

    @rule()
    def ready(self) -> None:
        self.session.ready(self.now)

    @rule()
    def skip(self) -> None:
        self.session.skip(self.now)

    @rule()
    def repeat(self) -> None:
        self.session.repeat(self.now)

    @rule(change=st.sampled_from([1.0, -1.0, 0.3]))
    def hold(self, change: float) -> None:
        before = self.session.advance_to(self.now)
        length = self.session.hold(change, self.now)
        after = self.session.advance_to(self.now)
        assert length == after.choice.hold
        assert (after.stage.rep, after.kind) == (before.stage.rep, before.kind)

    @rule(variant=st.sampled_from(["standard", "a", "b"]))
    def change_variant(self, variant: str) -> None:
        state = self.session.advance_to(self.now)
        exercise = next(c.exercise for c in self.chosen if c.id == state.choice.id)
        if variant == "standard" or variant in [v.id for v in exercise.variants]:
            choice = catalog.choose(exercise, variant)
            self.recounted |= choice.planned_reps != state.choice.planned_reps
            self.session.change_variant(choice, self.now)

    @precondition(lambda self: len(self.chosen) > 1)
    @rule()
    def next_exercise(self) -> None:
        self.session.next_exercise(self.now)

    @rule(dice=st.integers(0, 9))
    def end(self, dice: int) -> None:
        if dice == 0:
            self.session.end(self.now, "time")

    @invariant()
    def done_reps_stay_done_and_add_up(self) -> None:
        assert self.session.done >= self.before
        self.before = set(self.session.done)
        assert not self.session.done & self.session.skipped
        coached = 0.0
        for number, result in enumerate(self.session.results()):
            done = {rep for rep in self.session.done if rep.exercise == number}
            ahead = {
                *self.session.timeline.reps(number),
                *(rep for rep in self.session.done | self.session.skipped),
            }
            unreached = {
                rep
                for rep in ahead
                if rep.exercise == number and rep not in self.session.done | self.session.skipped
            }
            assert result.done == len(done)
            assert result.done + result.skipped + len(unreached) == result.planned
            assert result.planned >= result.choice.planned_reps
            assert result.left + result.right == (0 if result.choice.sides == "none" else len(done))
            assert (result.status == "skipped") == (result.done == 0)
            coached += result.seconds
        assert coached <= self.running + 0.1

    @invariant()
    def every_state_is_consistent_and_has_words(self) -> None:
        state = self.session.advance_to(self.now)
        assert 0 <= state.elapsed <= state.stage.seconds
        assert 0 <= state.seconds_left <= state.seconds
        assert 0 <= state.lungs <= 1
        assert 0 <= state.progress <= 1
        assert 1 <= state.rep <= state.reps
        assert state.reps in map(len, state.marks_by_side)
        marks = [mark for side in state.marks_by_side for mark in side]
        assert marks.count("now") == (0 if self.session.ended else 1)
        assert (state.kind == "done") == self.session.ended
        assert stages.big_word(state)
        assert stages.big_number(state).isdigit() or state.kind == "done"
        assert stages.number_meaning(state)
        assert stages.instruction(state) or state.kind == "done"
        assert stages.next_words(state) or state.kind == "done"
        assert not catalog.asks_to_hold_breath(
            f"{stages.big_word(state)} {stages.instruction(state)}"
        )

    @rule()
    def the_session_is_interrupted_and_restored(self) -> None:
        state = self.session.advance_to(self.now)
        if self.session.ended:
            return
        back = interrupted(self.session)
        assert (back.done, back.skipped) == (self.session.done, self.session.skipped)
        again = back.advance_to(0.0)
        assert (again.paused, again.elapsed, again.rep) == ("found", 0, state.rep)

    def teardown(self) -> None:
        """Check that without further keys every rep ends as done or skipped."""
        if not hasattr(self, "session"):
            return
        self.session.resume(self.now)
        while not self.session.ended and self.now < 1e7:
            self.now += 1.9
            self.session._advance(self.now)
        assert self.session.ended
        if not self.session.stopped and not self.recounted:
            for result in self.session.results():
                assert result.done + result.skipped == result.planned


TestAnySession = AnySession.TestCase
TestAnySession.settings = settings(examples(100), stateful_step_count=30)
