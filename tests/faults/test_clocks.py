"""Records stay valid when clocks are set, hours change, people travel or machines sleep."""

from __future__ import annotations

import subprocess
import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from faults.amount import survived
from real.program import Program

from trainer import coach as coaches
from trainer.catalog import load_catalog
from trainer.coach import Coach
from trainer.cues import Cues
from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.habit import standing_from_sessions
from trainer.history.records import SessionRecord
from trainer.history.store import HistoryStore
from trainer.plain import session as plain
from trainer.settings.model import Settings

BUNDLED = load_catalog()
BERLIN, TOKYO, HONOLULU = (
    ZoneInfo(name) for name in ("Europe/Berlin", "Asia/Tokyo", "Pacific/Honolulu")
)


class Wrong:
    """Two clocks: seconds that only go forward, and a wall clock that can be set."""

    def __init__(self, wall: datetime) -> None:
        self.seconds = 1000.0
        self.zone = wall.tzinfo
        self._utc = wall.astimezone(UTC) - timedelta(seconds=self.seconds)

    def set(self, by: timedelta) -> None:
        """Set the wall clock forward, or back."""
        self._utc += by

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        """The local time, with a fixed UTC offset."""
        local = (self._utc + timedelta(seconds=self.seconds)).astimezone(self.zone)
        return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def begun(places: Places, clock: Wrong) -> Coach:
    chosen = [BUNDLED.choose("glute-bridge")]
    coach = coaches.begin(chosen, clock, places, Settings(), Cues([]))
    coach.advance()  # as the screen does when it opens
    return coach


def follow(coach: Coach, clock: Wrong, seconds: float) -> None:
    for _ in range(round(seconds * 2)):
        clock.seconds += 0.5
        coach.advance()
        if coach.unsaved:
            coach.save()


def saved(places: Places) -> list[SessionRecord]:
    """The saved sessions, after checking that the history has no problems."""
    history = HistoryStore(places).load()
    assert (history.broken, history.problems, history.notices) == (None, (), ())
    for record in history.sessions:
        assert record.ended >= record.started
        assert record.id.startswith(f"{record.started:%Y%m%dT%H%M%S}-")
    return list(history.sessions)


MORNING = datetime(2026, 11, 23, 7, 30, 5, tzinfo=BERLIN)
SETTINGS = [timedelta(hours=h) for h in (-1, 1, -24, 24, -24 * 400)] + [timedelta(seconds=-1)]


@pytest.mark.parametrize("by", SETTINGS, ids=str)
@pytest.mark.parametrize("cut_off", [False, True], ids=["to the end", "cut off"])
def test_setting_the_clock_in_a_session_changes_neither_reps_nor_the_day(
    places: Places, by: timedelta, cut_off: bool
):
    clock = Wrong(MORNING)
    coach = begun(places, clock)
    follow(coach, clock, 15 + 3 * 8 + 2)
    before = coach.advance()
    clock.set(by)
    assert (coach.advance().elapsed, coach.advance().rep) == (before.elapsed, before.rep)
    if cut_off:
        follow(coach, clock, 8)
        coach.release()
        [lost] = in_progress.interrupted(places)
        coach = coaches.resume(lost, BUNDLED, clock, places, Settings(), Cues([]))
        coach.session.resume(coach.now)
    follow(coach, clock, 15 + 80)
    coach.finish()
    [record] = saved(places)
    assert (record.status, record.day, record.started) == ("completed", date(2026, 11, 23), MORNING)
    assert record.exercises[0].done_reps == 10
    assert record.exercises[0].seconds == pytest.approx(80 + 2 * cut_off, abs=8)
    survived["clocks set in a session"] += 1


NIGHTS = {
    "spring": datetime(2026, 3, 29, 1, 58, 30, tzinfo=BERLIN),
    "autumn": datetime(2026, 10, 25, 2, 58, 30, tzinfo=BERLIN),
    "autumn, the second time": datetime(2026, 10, 25, 2, 58, 30, tzinfo=BERLIN, fold=1),
    "new year": datetime(2026, 12, 31, 23, 59, 0, tzinfo=BERLIN),
}


@pytest.mark.parametrize("night", NIGHTS)
def test_a_session_during_a_clock_change_keeps_its_real_length(places: Places, night: str):
    clock = Wrong(NIGHTS[night])
    coach = begun(places, clock)
    follow(coach, clock, 15 + 80)
    coach.finish()
    [record] = saved(places)
    assert record.ended - record.started == timedelta(seconds=95)
    assert record.day == (NIGHTS[night] - timedelta(hours=3)).date()
    survived["nights in which the hour changed"] += 1


def test_a_streak_survives_a_journey_around_the_world(places: Places):
    """There is a session each day at eight, local time. Flying west makes a day longer."""
    zones = [BERLIN, TOKYO, TOKYO, HONOLULU, HONOLULU, BERLIN, TOKYO]
    first = date(2026, 3, 26)
    for number, zone in enumerate(zones):
        clock = Wrong(datetime.combine(first + timedelta(days=number), time(8), zone))
        coach = begun(places, clock)
        follow(coach, clock, 95)
        coach.finish()
    sessions = saved(places)
    assert sorted(one.day for one in sessions) == [first + timedelta(days=n) for n in range(7)]
    assert standing_from_sessions(sessions, date(2026, 4, 1)).streak == 7
    survived["journeys around the world"] += 1


def test_a_session_saved_with_a_wrong_clock_breaks_nothing_later(places: Places):
    for wall in (MORNING, MORNING + timedelta(days=400), MORNING + timedelta(days=1)):
        clock = Wrong(wall)
        coach = begun(places, clock)
        follow(coach, clock, 95)
        coach.finish()
    assert standing_from_sessions(saved(places), date(2026, 11, 24)).streak == 2


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Pacific/Honolulu", "UTC", "Nowhere/At_All"])
def test_the_history_can_be_used_from_any_time_zone(program: Program, zone: str):
    for where in ("Europe/Berlin", zone, "Europe/Berlin"):
        result = subprocess.run(
            program.command("log", "glute-bridge"),
            env={"TZ": where, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
        )
        assert (result.returncode, result.stderr) == (0, "")
    assert program.run("check", str(program.data / "history.toml")).returncode == 0
    text = (program.data / "history.toml").read_text()
    assert len(tomllib.loads(text)["session"]) == 3
    survived["time zones changed between sessions"] += 2


class Sleeping(Wrong):
    """The clock of a machine that once sleeps for an hour."""

    def __init__(self) -> None:
        super().__init__(MORNING)
        self._looks = 0

    def monotonic(self) -> float:
        self._looks += 1
        self.seconds += 3600 if self._looks == 500 else 0.1
        return self.seconds


def test_a_plain_session_without_a_keyboard_continues_after_the_machine_slept(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr("sys.stdin", open("/dev/null"))  # noqa: SIM115
    assert plain.run([BUNDLED.choose("glute-bridge")], places, Sleeping()) == 0
    lines = capsys.readouterr().out.splitlines()
    paused = next(n for n, line in enumerate(lines) if line == "Paused.")
    assert lines[paused + 1].startswith("Back into position, hips")
    [record] = saved(places)
    assert record.status == "completed"
