"""Plain mode: the same session as on screen, printed as lines of text."""

from __future__ import annotations

import contextlib
import threading
import tomllib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from cues.listening import EVERY, Measured
from driving import HandClock

from trainer import catalog
from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.records import training_day
from trainer.history.store import HistoryError, HistoryStore
from trainer.plain.session import PlainSession
from trainer.plain.terminal import key_name
from trainer.settings.model import Settings

CATALOG = catalog.load_catalog()
QUIET = "questions = 'off'\n[cues]\nvoice = 'off'\nsound = 'off'\n"


class Script:
    """A terminal that presses keys at given times or after given lines, and moves the clock."""

    def __init__(self, clock: HandClock, keys: Sequence[tuple[float | str, str]] = ()) -> None:
        self.clock = clock
        self.has_keys = True
        self.gone = False
        self.written: list[tuple[float, str]] = []
        self._keys = list(keys)
        self._from = 0

    @property
    def lines(self) -> list[str]:
        return [line for _, line in self.written]

    def line(self, text: str) -> None:
        self.written.append((self.clock.seconds - 1000, text))

    def key(self, seconds: float) -> str:
        if self._keys:
            when, key = self._keys[0]
            if isinstance(when, str):
                place = next(
                    (n for n in range(self._from, len(self.written)) if when in self.lines[n]), None
                )
                due = place is not None
            else:
                place, due = None, self.clock.seconds - 1000 >= when
            if due:
                self._keys.pop(0)
                self._from = self._from if place is None else place + 1
                return key
        if self.clock.seconds > 5000:
            raise AssertionError(f"nobody answers; so far:\n{self.lines[-12:]}")
        self.clock.seconds += seconds
        return ""

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        yield


class Pipe(Script):
    """A pipe, in which nobody can press a key."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self.has_keys = False

    def key(self, seconds: float) -> str:
        self.clock.seconds += seconds
        return ""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "config.toml").write_text("welcomed = true\n" + QUIET)
    return Places(tmp_path / "data", tmp_path / "config.toml")


def session(places: Places, keys: Sequence[tuple[float | str, str]], *refs: str) -> Script:
    lines = Script(HandClock(), keys)
    choices = [CATALOG.choose(ref) for ref in refs or ("glute-bridge",)]
    assert PlainSession(places, lines.clock, lines).run(choices) == 0
    return lines


SKIP_ALL = [("How much does it hurt now", "enter"), ("Effort", "enter"), ("Add a note", "enter")]
READY = (1.0, "enter")


def saved(places: Places):
    return HistoryStore(places).load().sessions


def test_plain_mode_prints_the_words_of_the_voice_on_time(places):
    lines = session(places, [READY, *SKIP_ALL])
    assert lines.lines[:4] == [
        "Space pauses, x stops if it hurts, q ends.",
        "Glute Bridge.",
        "Lie down on your back and bend your knees, sliding your feet up as close as you can to "
        "your buttocks.",
        "Your arms should be on the floor, extended alongside your torso.",
    ]
    begin = lines.lines.index("In, lift, squeeze.")
    assert lines.lines[begin : begin + 10] == [
        "In, lift, squeeze.", "Hold, keep breathing.", "3", "Out, lower, 1.",
        "In, lift, squeeze.", "Hold.", "2", "3", "Out, lower, 2, heels heavy.",
        "In, lift, squeeze.",
    ]  # fmt: skip
    at = [when for when, _ in lines.written[begin : begin + 5]]
    assert [round(when - at[0]) for when in at] == [0, 2, 4, 5, 8]
    assert "Done, 10 of 10." in lines.lines
    [record] = saved(places)
    assert (record.status, record.exercises[0].done_reps) == ("completed", 10)


def test_without_a_keyboard_no_keys_are_named_and_nothing_is_asked(places):
    lines = Pipe(HandClock())
    assert PlainSession(places, lines.clock, lines).run([CATALOG.choose("bird-dog")]) == 0
    assert lines.lines[0] == "Bird Dog."
    assert "First, right arm, left leg." in lines.lines
    assert lines.lines[-3:] == [
        "Done, 10 of 10.",
        "Stand up slowly, one foot first.",
        "Saved in your history (completed).",
    ]


def test_a_new_user_is_welcomed_once_and_told_when_not_to_exercise(places):
    places.config_file.write_text(QUIET)
    lines = session(places, [("Press enter to start", "enter"), (50.0, "q"),
                             ("End here?", "D"), ("Press D again", "D")])  # fmt: skip
    assert any("diagnosis" in line for line in lines.lines)
    assert any("call 112, 911 or 999" in line for line in lines.lines)
    assert "Your glutes are the muscles in your butt." in lines.lines
    again = session(places, [(1.0, "q"), ("End here?", "enter")])
    assert not any("diagnosis" in line for line in again.lines)


def test_the_q_key_leaves_the_welcome_without_a_session(places):
    places.config_file.write_text(QUIET)
    session(places, [("Press enter to start", "q")])
    assert saved(places) == ()


def test_the_check_in_is_answered_with_digits_and_read_back(places):
    places.config_file.write_text("welcomed = true\nask_pain_before = true\n" + QUIET)
    keys = [
        ("How much does your back hurt now", "4"), READY,
        ("How much does it hurt now", "1"), ("How much does it hurt now", "0"),
    ]  # fmt: skip
    keys[-1] = (0.0, "0")
    lines = session(
        places,
        [*keys, ("Effort", "5"), ("Add a note", "o"), (0.0, "space"), (0.0, "k"), (0.0, "enter")],
    )
    assert "Ten." in lines.lines
    assert "It was four: higher." in lines.lines
    assert lines.lines[-1] == "Saved."
    [record] = saved(places)
    assert (record.pain_before, record.pain_after, record.effort, record.note) == (4, 10, 5, "o k")


def test_after_high_pain_the_user_may_decline_to_start_and_the_pain_is_saved(places):
    places.config_file.write_text("welcomed = true\nask_pain_before = true\n" + QUIET)
    lines = session(places, [("How much does your back hurt now", "8"), ("Start anyway?", "n")])
    assert any("Stop at once" in line for line in lines.lines)
    [record] = saved(places)
    assert record.pain_before == 8
    assert [exercise.status for exercise in record.exercises] == ["skipped"]


def test_plain_mode_asks_the_coachs_question_about_the_next_morning(places):
    session(
        places,
        [
            READY,
            (30.0, "x"),
            ("How much", "5"),
            ("Press enter to end here", "enter"),
            *SKIP_ALL[1:],
        ],
    )
    places.config_file.write_text("welcomed = true\n" + QUIET.replace("'off'", "'auto'", 1))
    clock = HandClock()
    clock.now = lambda: HandClock().now() + timedelta(days=1)  # type: ignore[method-assign]
    lines = Script(clock, [("worse the morning after", "y"), READY, *SKIP_ALL])
    assert PlainSession(places, clock, lines).run([CATALOG.choose("bird-dog")]) == 0
    assert saved(places)[0].next_morning == "worse"
    assert "Half the reps are enough today." in lines.lines


def test_weekly_rest_days_are_saved_with_the_day_they_apply_from(places):
    text = places.config_file.read_text()
    places.config_file.write_text(f"rest_days = ['sun']\n{text}")
    session(places, [READY, *SKIP_ALL])
    since = tomllib.loads(places.config_file.read_text())["rest_days_since"]
    today = training_day(HandClock().now(), Settings().day_starts_at)
    assert since == {f"{today}": ["sun"]}


def test_the_x_key_stops_at_once_asks_about_pain_and_offers_the_easier_version(places):
    keys = [READY, (20.0, "x"), ("How much does it hurt", "4"), ("easier version", "v")]
    lines = session(places, [*keys, *SKIP_ALL[1:]], "bird-dog")
    at = lines.lines.index("Stopped.")
    assert lines.lines[at : at + 3] == [
        "Stopped.",
        "Ease down, breathe, rest.",
        "How much does it hurt, zero to ten?",
    ]
    assert "Press v for the easier version, hands stay down." in lines.lines
    assert any(line == "Bird Dog, hands stay down." for line in lines.lines)
    [record] = saved(places)
    assert record.exercises[0].variant == "hands-down"
    assert record.exercises[0].pain_at_stop == 4
    assert record.pain_after == 4


def test_pain_of_seven_ends_the_session_and_says_when_to_get_help(places):
    keys = [READY, (20.0, "X"), ("How much does it hurt", "7"), ("Stop for today", "v")]
    lines = session(places, [*keys, (0.0, "enter"), ("Effort", "enter"), ("Add a note", "enter")])
    assert any("get emergency help" in line for line in lines.lines)
    assert any(line.startswith("See a doctor") for line in lines.lines)
    [record] = saved(places)
    assert record.exercises[0].stopped == "pain"
    assert record.pain_after == 7


def test_after_pain_the_n_key_goes_to_the_next_exercise(places):
    keys = [READY, (20.0, "x"), ("How much does it hurt", "n"), *SKIP_ALL]
    session(places, keys, "glute-bridge", "clam-shells")
    [record] = saved(places)
    assert record.exercises[0].stopped == "pain"
    assert record.exercises[1].status == "completed"


def test_cancelling_the_pain_question_continues_the_session_after_a_countdown(places):
    lines = session(places, [READY, (20.0, "x"), ("How much", "escape"), *SKIP_ALL])
    assert any(line.startswith("Back into position") for line in lines.lines)
    assert saved(places)[0].status == "completed"


def test_the_q_key_asks_for_the_reason_and_saves_it(places):
    lines = session(places, [READY, (30.0, "q"), ("Press p if it hurts", "f"), *SKIP_ALL])
    assert "End here?" in lines.lines
    [record] = saved(places)
    assert (record.status, record.exercises[0].stopped) == ("partial", "fatigue")
    session(places, [READY, (30.0, "q"), ("Press p if it hurts", "D"), ("Press D again", "D")])
    assert len(saved(places)) == 1


def test_a_single_capital_d_discards_nothing(places):
    leaving = [
        READY,
        (30.0, "q"),
        ("Press p if it hurts", "D"),
        ("Press D again", "enter"),
        *SKIP_ALL,
    ]
    session(places, leaving)
    assert len(saved(places)) == 1


def test_the_keys_for_variant_hold_and_repeat_are_the_same_as_on_screen(places):
    keys = [READY, (8.0, "plus"), (30.0, "p"), (40.0, "n"), *SKIP_ALL]
    lines = session(places, keys)
    assert "Hold 4 seconds." in lines.lines
    assert "Hold, four seconds." in lines.lines
    assert saved(places)[0].exercises[0].hold == 4
    lines = session(places, [READY, (8.0, "v"), *SKIP_ALL], "clam-shells")
    assert "Clam Shells, hand on the knee." in lines.lines


def test_a_capital_n_skips_the_exercise_only_when_pressed_twice(places):
    lines = session(places, [READY, (20.0, "N"), (21.0, "N"), *SKIP_ALL], "glute-bridge",
                    "mobility-squat:chair")  # fmt: skip
    assert "Press N again to leave this exercise." in lines.lines
    assert saved(places)[0].exercises[0].status != "completed"
    lines = session(places, [READY, (20.0, "N"), *SKIP_ALL])
    assert saved(places)[1].exercises[0].status == "completed"


def test_a_question_mark_explains_the_exercise_and_the_keys(places):
    lines = session(places, [READY, (20.0, "question_mark"), (25.0, "space"), *SKIP_ALL])
    assert any(line.startswith("Press your feet into the ground and raise") for line in lines.lines)
    assert any("x stop at once" in line for line in lines.lines)


def test_custom_keys_work_and_are_named(places):
    places.config_file.write_text("welcomed = true\n" + QUIET + "[keys]\nsession.pause = 'z'\n")
    lines = session(places, [READY, (20.0, "z"), (25.0, "z"), *SKIP_ALL])
    assert lines.lines[0] == "Z pauses, x stops if it hurts, q ends."
    assert "Paused." in lines.lines


def test_an_interrupted_session_can_be_continued(places):
    from trainer.coach import begin
    from trainer.cues import Cues
    from trainer.settings.model import Settings

    clock = HandClock()
    coach = begin([CATALOG.choose("glute-bridge")], clock, places, Settings(awake=False), Cues([]))
    for _ in range(90):
        clock.seconds += 0.5
        coach.advance()
    coach.save()
    coach.release()
    done = coach.record().exercises[0].done_reps
    assert done
    lines = Script(clock, [("Enter continues", "enter"), *SKIP_ALL])
    assert PlainSession(places, clock, lines).run([CATALOG.choose("bird-dog")]) == 0
    assert "Your session was cut off." in lines.lines
    assert any(f"Glute Bridge {done} of 10" in line for line in lines.lines)
    [record] = saved(places)
    assert (record.exercises[0].id, record.exercises[0].done_reps) == ("glute-bridge", 10)
    assert in_progress.interrupted(places) == []


def test_in_a_pipe_an_interrupted_session_is_mentioned_but_not_continued(places):
    from trainer.coach import begin
    from trainer.cues import Cues
    from trainer.settings.model import Settings

    clock = HandClock()
    coach = begin([CATALOG.choose("glute-bridge")], clock, places, Settings(awake=False), Cues([]))
    for _ in range(90):
        clock.seconds += 0.5
        coach.advance()
    coach.save()
    coach.release()
    lines = Pipe(clock)
    assert PlainSession(places, clock, lines).run([CATALOG.choose("bird-dog")]) == 0
    began = f"{HandClock().now():%H:%M}"
    assert lines.lines[:2] == [
        f"The session at {began} was cut off.",
        "To continue it, start the trainer in a terminal.",
    ]
    assert len(in_progress.interrupted(places)) == 1
    clock.now = lambda: HandClock().now() + timedelta(hours=3)  # type: ignore[method-assign]
    lines = Pipe(clock)
    assert PlainSession(places, clock, lines).run([CATALOG.choose("bird-dog")]) == 0
    assert in_progress.interrupted(places) == []
    assert len(saved(places)) == 3


def test_a_failing_save_is_reported_once_and_the_last_rep_is_on_disk(places, monkeypatch):
    real = in_progress.save
    saves = []

    def failing(places, record, resume):
        saves.append(record)
        if len(saves) < 3:
            raise HistoryError("There is no room.\nFree some space.")
        real(places, record, resume)

    def full(*_: object) -> None:
        raise HistoryError("There is no room.\nFree some space.")

    monkeypatch.setattr(in_progress, "save", failing)
    monkeypatch.setattr(HistoryStore, "append", full)
    lines = Pipe(HandClock())
    assert PlainSession(places, lines.clock, lines).run([CATALOG.choose("glute-bridge")]) == 2
    assert sum("Not saved yet" in line for line in lines.lines) == 1
    assert "Done, 10 of 10." in lines.lines
    [lost] = in_progress.interrupted(places)
    assert lost.record.exercises[0].done_reps == 10


def test_a_slow_disk_does_not_delay_any_line(places, monkeypatch):
    open_now = threading.Event()
    real = in_progress.save

    def slow(*arguments):
        open_now.wait(20)
        real(*arguments)

    monkeypatch.setattr(in_progress, "save", slow)

    class Watching(Pipe):
        def line(self, text: str) -> None:
            super().line(text)
            if text.startswith("Out, lower, 7"):
                open_now.set()

    lines = Watching(HandClock())
    assert PlainSession(places, lines.clock, lines).run([CATALOG.choose("glute-bridge")]) == 0
    assert open_now.is_set()
    assert saved(places)[0].exercises[0].done_reps == 10


def test_a_closed_pipe_ends_and_saves_the_session(places):
    class Broken(Pipe):
        def line(self, text: str) -> None:
            super().line(text)
            if text.startswith("Out, lower, 3"):
                raise BrokenPipeError

    lines = Broken(HandClock())
    assert PlainSession(places, lines.clock, lines).run([CATALOG.choose("glute-bridge")]) == 0
    [record] = saved(places)
    assert (record.status, record.exercises[0].done_reps) == ("partial", 2)


@pytest.mark.parametrize("ref", EVERY)
@pytest.mark.parametrize("new", [True, False])
def test_a_screen_reader_at_175_words_a_minute_never_falls_behind(places, ref, new):
    """A screen reader queues lines, and begins each when the line before has ended."""
    measured = Measured()
    if not new:
        lines = Pipe(HandClock())
        PlainSession(places, lines.clock, lines).run([CATALOG.choose(ref)])
    lines = Pipe(HandClock())
    assert PlainSession(places, lines.clock, lines).run([CATALOG.choose(ref)]) == 0
    free, behind = 0.0, 0.0
    moment = -1.0
    for at, line in lines.written:
        if line.startswith("Done, "):
            break
        first_of_its_moment = at != moment
        moment = at
        if first_of_its_moment:
            behind = max(behind, free - at)
        free = max(free, at) + measured.seconds(line, 175)
    measured.save()
    assert behind < 0.1, ref


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (b" ", "space"), (b"\r", "enter"), (b"\n", "enter"), (b"\x1b", "escape"),
        (b"\x1b[C", "right"), (b"\x1b[D", "left"), (b"\x1b[15~", ""), (b"x", "x"), (b"X", "X"),
        ("ч".encode(), "x"), ("χ".encode(), "x"), (b"\xe9", ""), (b"+", "plus"), (b"", "ctrl+d"),
        (b"nnnn", "n"), (b"\x00", ""),
    ],
)  # fmt: skip
def test_in_any_keyboard_layout_keys_have_the_names_used_in_the_settings(typed, name):
    assert key_name(typed) == name
