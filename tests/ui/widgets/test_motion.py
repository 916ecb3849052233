"""What the figure shows at each moment of a session, at every level of motion."""

from __future__ import annotations

import pytest

from trainer.catalog import load_catalog
from trainer.figure import Frame
from trainer.session.machine import Session, SessionState
from trainer.ui.widgets.figures import figure_of
from trainer.ui.widgets.motion import Motion

CATALOG = load_catalog()


def after(session: Session, seconds: float, start: float = 0.0) -> SessionState:
    """Return a session's state `seconds` after `start`, updating the session twice a second."""
    for half in range(1, round(2 * seconds) + 1):
        session.advance_to(start + half / 2)
    return session.advance_to(start + seconds)


def state_after(ref: str, seconds: float) -> SessionState:
    return after(Session([CATALOG.choose(ref)], 0.0), seconds)


def frame(state: SessionState, level: str = "full") -> Frame:
    shown = Motion(level).frame(state)  # type: ignore[arg-type]
    assert shown is not None
    return shown


def test_getting_ready_shows_the_starting_position() -> None:
    assert frame(state_after("bird-dog", 3)).path == ("all-fours",)
    assert frame(state_after("mobility-squat:chair", 3)).path == ("chair-stand",)


def test_reduced_motion_shows_the_end_of_a_movement_with_its_trail() -> None:
    state = state_after("bird-dog", 10 + 1.5)
    full, reduced = frame(state), frame(state, "reduced")
    assert full.path == reduced.path == ("all-fours", "reach")
    assert full.progress == pytest.approx(0.5, abs=0.02)
    assert (reduced.progress, reduced.trail, full.trail) == (1.0, True, False)


@pytest.mark.parametrize(
    ("seconds", "side", "works"), [(11, "right", "left"), (18, "left", "right")]
)
def test_the_working_glute_is_on_the_side_of_the_leg_and_not_of_the_arm(
    seconds: int, side: str, works: str
) -> None:
    shown = frame(state_after("bird-dog", seconds))
    assert (shown.side, shown.squeeze) == (side, works)


def test_changing_sides_turns_the_figure_over() -> None:
    state = state_after("clam-shells", 15 + 50 + 5)
    assert state.kind == "switch-sides"
    full, off = frame(state), frame(state, "off")
    assert (full.turning, full.side) == (True, "left")
    assert 0 < full.progress < 1
    assert (off.turning, off.side) == (False, "left")


def test_a_re_entry_shows_the_position_before_the_pause() -> None:
    session = Session([CATALOG.choose("glute-bridge")], 0.0)
    stopped = frame(after(session, 16))
    session.pause(16.0)
    session.resume(60.0)
    state = session.advance_to(61.0)
    assert state.kind == "re-entry"
    shown = frame(state)
    assert shown.path == stopped.path == ("lying", "bridge")
    assert shown.progress == pytest.approx(stopped.progress, abs=0.02)


@pytest.mark.parametrize("ref", ["bird-dog", "clam-shells:band", "mobility-squat", "glute-bridge"])
def test_every_frame_of_an_exercise_is_known_in_advance(ref: str) -> None:
    session = Session([CATALOG.choose(ref)], 0.0)
    motion = Motion("full")
    ahead = motion.frames_ahead(session.advance_to(0.0), session.timeline.stages)
    known = {(f.path, f.side, f.squeeze, f.turning) for f in ahead}
    figure = figure_of(CATALOG.exercise(ref.partition(":")[0]))
    assert figure is not None
    for half in range(1, 260):
        state = session.advance_to(half / 2)
        if state.kind != "done":
            now = frame(state)
            assert (now.path, now.side, now.squeeze, now.turning) in known
            assert set(now.path) <= set(figure.poses)
