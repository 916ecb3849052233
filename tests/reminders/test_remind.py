"""Reminders, with small scripts in place of the schedulers."""

from __future__ import annotations

import os
import plistlib
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from trainer.cli import cli, remind_commands
from trainer.files.places import Places
from trainer.history.by_hand import manual_record
from trainer.history.store import HistoryStore
from trainer.reminders import Crontab, Reminder, launchd, systemd
from trainer.reminders.events import to_ics
from trainer.settings.model import Settings

MONDAY = datetime(2026, 11, 23, 6, 45, tzinfo=UTC)
TODAY = MONDAY.date()
WORDS = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1
)
SEVEN = (time(7, 30),)


@dataclass
class Machine:
    """A home folder, the programs found in it, and the commands they were given."""

    folder: Path

    @property
    def places(self) -> Places:
        return Places(self.folder / "da ta%", self.folder / "config.toml")

    def has(self, name: str, body: str = "") -> None:
        """Add a program that writes down its arguments, one line for each call."""
        file = self.folder / "bin" / name
        file.write_text(f'#!/bin/sh\necho {name} "$@" >> "$HOME/told"\n{body}\n')
        file.chmod(0o755)

    def has_crontab(self, text: bytes | None = None) -> None:
        """Add a `crontab` program. If `text` is None, the user has no crontab yet."""
        if text is not None:
            self.crontab.write_bytes(text)
        self.has(
            "crontab",
            'case "$1" in\n'
            '-l) [ -f "$HOME/crontab" ] || { echo no crontab for me >&2; exit 1; }\n'
            '/bin/cat "$HOME/crontab";;\n'
            '-) /bin/cat > "$HOME/new" && /bin/mv "$HOME/new" "$HOME/crontab";;\n'
            "esac",
        )

    @property
    def crontab(self) -> Path:
        return self.folder / "crontab"

    def calls(self) -> list[str]:
        """The calls of these programs since the last check."""
        file = self.folder / "told"
        lines = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return lines

    def files(self) -> set[str]:
        """Every file below the home that a reminder could have written."""
        below = [*self.folder.glob(".config/**/*"), *self.folder.glob("Library/**/*")]
        return {file.name for file in below if file.is_file()}

    def remind(self, *words: str) -> Result:
        places = ["--data-dir", str(self.places.data_dir), "--config", str(self.places.config_file)]
        return CliRunner().invoke(cli, ["remind", *places, *words])

    def trains(self, catalog, day: date = TODAY) -> None:
        choices = [catalog.choose("glute-bridge")]
        record = manual_record(choices, day, datetime.combine(day, time(6), UTC), None, None)
        HistoryStore(self.places).append(record)

    def stops_for_pain(self, catalog, id: str, day: date) -> None:
        started = datetime.combine(day, time(6), UTC)
        record = manual_record([catalog.choose(id)], day, started, 4)
        stopped = replace(record.exercises[0], stopped="pain", pain_at_stop=6)
        HistoryStore(self.places).append(replace(record, exercises=(stopped,)))


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr(remind_commands, "now", lambda: MONDAY)
    return Machine(tmp_path)


@pytest.fixture(scope="module")
def catalog():
    from trainer.catalog import load_catalog

    return load_catalog(None)


def output(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout


# Without --install


def test_remind_without_install_only_shows_what_it_would_write(machine: Machine):
    machine.has("systemctl")
    machine.has_crontab(b"@daily backup\n")
    shown = output(machine.remind("--at", "18:05"))
    assert "OnCalendar=*-*-* 18:05:00" in shown
    assert "systemctl --user enable glute-trainer-remind.timer" in shown
    assert "30 7 * * *" in output(machine.remind("--with", "cron"))
    assert "<integer>7</integer>" in output(machine.remind("--with", "launchd"))
    assert machine.files() == set()
    assert machine.crontab.read_bytes() == b"@daily backup\n"
    assert machine.calls() == ["systemctl --user show-environment"]


@pytest.mark.parametrize(
    ("programs", "sign"),
    [
        (["launchctl", "crontab"], "LaunchAgents"),
        (["systemctl", "crontab"], "OnCalendar"),
        (["crontab"], "30 7 * * *"),
    ],
)
def test_remind_uses_the_scheduler_of_this_machine(machine: Machine, programs, sign):
    for program in programs:
        machine.has(program)
    assert sign in output(machine.remind())


def test_a_systemd_that_is_not_running_is_skipped(machine: Machine):
    machine.has("systemctl", "echo no bus >&2; exit 1")
    machine.has_crontab()
    assert "# crontab -e" in output(machine.remind())


def test_without_a_scheduler_the_error_names_an_alternative(machine: Machine):
    result = machine.remind("--install")
    assert result.exit_code == 2
    assert "--with ics" in result.stderr


# The quoting of the command


@given(st.lists(WORDS, min_size=1))
def test_systemd_reads_every_argument_unchanged(words: list[str]):
    units = systemd(Reminder(SEVEN, tuple(words)), Path("/home/me/.config"))
    [service, _] = units.files.values()
    line = re.search(r"^ExecStart=:(.*)$", service, re.M)
    assert line is not None
    assert _unquoted_by_systemd(line[1]) == words


def _unquoted_by_systemd(line: str) -> list[str]:
    assert re.fullmatch(r'"(?:[^"\\]|\\.)*"( "(?:[^"\\]|\\.)*")*', line)
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    assert all("%" not in word.replace("%%", "") for word in quoted)
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in quoted]


@given(st.lists(WORDS, min_size=1))
def test_launchd_reads_every_argument_unchanged(words: list[str]):
    [text] = launchd(Reminder(SEVEN, tuple(words)), Path("/Users/me"), 501).files.values()
    agent = plistlib.loads(text.encode())
    assert agent["ProgramArguments"] == words
    assert agent["StartCalendarInterval"] == [{"Hour": 7, "Minute": 30}]


@given(st.lists(WORDS, min_size=1))
def test_the_shell_that_cron_starts_reads_every_argument_unchanged(words: list[str]):
    [line] = Crontab(Reminder(SEVEN, tuple(words))).lines()
    assert not re.search(r"(?<!\\)%", line), "cron ends the command at a bare %"
    command = line.split(" ", 5)[5].replace(r"\%", "%")
    assert shlex.split(command, comments=True) == words


def test_an_installed_reminder_uses_the_same_history(machine: Machine, tmp_path: Path):
    machine.has_crontab()
    machine.has("notify-send")
    output(machine.remind("--with", "cron", "--install"))
    [line] = machine.crontab.read_text().splitlines()
    command = line.split(" ", 5)[5].replace(r"\%", "%")
    bare = {"HOME": str(tmp_path), "PATH": str(tmp_path / "bin")}
    machine.calls()
    subprocess.run(["/bin/sh", "-c", command], env=bare, cwd="/", check=True, timeout=60)
    [notice] = machine.calls()
    assert notice.startswith("notify-send")
    assert str(machine.places.data_dir) in shlex.split(command)


def test_a_path_with_control_characters_is_refused(machine: Machine):
    result = CliRunner().invoke(cli, ["remind", "--data-dir", "/a\nb", "--with", "systemd"])
    assert result.exit_code == 2
    assert "control characters" in result.stderr


# Installing and removing


def test_a_systemd_timer_installed_twice_exists_once_and_can_be_removed(machine: Machine):
    machine.has("systemctl")
    for _ in range(2):
        done = output(
            machine.remind("--with", "systemd", "--install", "--at", "7:30", "--at", "18:00")
        )
    written = machine.folder / ".config/systemd/user/glute-trainer-remind.timer"
    assert f"Wrote {written}" in done
    assert re.findall(r"OnCalendar=.*", written.read_text()) == [
        "OnCalendar=*-*-* 07:30:00",
        "OnCalendar=*-*-* 18:00:00",
    ]
    commands = ["daemon-reload", "enable glute-trainer-remind.timer"]
    commands += ["restart glute-trainer-remind.timer"]
    assert machine.calls() == [f"systemctl --user {command}" for command in commands] * 2
    assert machine.files() == {"glute-trainer-remind.timer", "glute-trainer-remind.service"}
    neighbour = written.with_name("backup.timer")
    neighbour.touch()
    assert "Removed" in output(machine.remind("--remove"))
    assert machine.files() == {"backup.timer"}
    assert machine.calls()[0] == "systemctl --user disable --now glute-trainer-remind.timer"
    assert output(machine.remind("--remove")) == "Nothing was set up.\n"
    assert machine.calls() == []


def test_a_launchd_agent_is_reinstalled_each_time_and_can_be_removed(machine: Machine):
    machine.has("launchctl", '[ "$1" != bootout ]')
    output(machine.remind("--install"))
    assert machine.files() == {"glute-trainer-remind.plist"}
    agent = f"gui/{os.getuid()}"
    file = machine.folder / "Library/LaunchAgents/glute-trainer-remind.plist"
    assert machine.calls() == [
        f"launchctl bootout {agent}/glute-trainer-remind",
        f"launchctl bootstrap {agent} {file}",
    ]
    output(machine.remind("--remove", "--with", "launchd"))
    assert machine.files() == set()


@pytest.mark.parametrize(
    "others",
    [b"", b"# mine\n\n@daily \xff backup\t\n", b"5 4 * * * glute-trainer status # remind me\n"],
)
def test_other_crontab_lines_stay_byte_for_byte(machine: Machine, others: bytes):
    machine.has_crontab(others)
    output(machine.remind("--install", "--at", "07:30"))
    output(machine.remind("--install", "--at", "08:15", "--at", "18:00"))
    text = machine.crontab.read_bytes()
    assert text.startswith(others)
    ours = text.removeprefix(others).decode().splitlines()
    assert [line.split(" ")[:2] for line in ours] == [["15", "8"], ["0", "18"]]
    again = output(machine.remind("--install", "--at", "08:15", "--at", "18:00"))
    assert again == "Already set up.\n"
    output(machine.remind("--remove"))
    assert machine.crontab.read_bytes() == others


def test_a_last_crontab_line_without_a_newline_stays_separate(machine: Machine):
    machine.has_crontab(b"@daily backup")
    output(machine.remind("--install"))
    assert machine.crontab.read_bytes().startswith(b"@daily backup\n30 7 ")


def test_a_crontab_that_cannot_be_read_is_not_written(machine: Machine):
    machine.has("crontab", "echo you may not >&2; exit 1")
    result = machine.remind("--install")
    assert result.exit_code == 2
    assert "you may not" in result.stderr
    assert machine.calls() == ["crontab -l"]


def test_a_failing_scheduler_is_reported(machine: Machine):
    machine.has("systemctl", '[ "$2" != enable ] || { echo "Unit is \033[31mmasked" >&2; exit 1; }')
    result = machine.remind("--install")
    assert result.exit_code == 2
    assert "masked" in result.stderr
    assert "\033" not in result.stderr


@pytest.mark.parametrize(
    "words",
    [["--install", "--remove"], ["--with", "ics", "--install"], ["-o", "x"], ["--at", "25:00"]],
)
def test_invalid_or_contradictory_options_are_refused(machine: Machine, words: list[str]):
    assert machine.remind(*words).exit_code == 2
    assert machine.files() == set()


def test_the_error_for_an_invalid_time_says_how_to_write_a_time(machine: Machine):
    result = machine.remind("--at", "07:30", "--at", "25:00")
    assert result.exit_code == 2
    assert "write a time of day as in 07:30." in result.stderr


# Reminding


def test_a_reminder_comes_only_if_nothing_was_done_today(machine: Machine, catalog):
    machine.has("notify-send")
    machine.trains(catalog, date(2026, 11, 21))
    machine.trains(catalog, date(2026, 11, 22))
    assert output(machine.remind("--now")) == ""
    [notice] = machine.calls()
    assert "Glute Trainer" in notice
    assert "Streak: 2 days." in notice
    machine.trains(catalog)
    assert output(machine.remind("--now")) == ""
    assert machine.calls() == []


def test_a_twice_a_day_routine_gets_a_second_reminder(machine: Machine, catalog):
    machine.has("notify-send")
    machine.places.config_file.with_name("exercises.toml").write_text(
        'format = 1\n[[routine]]\nid = "mine"\nname = "For my back"\ntimes_a_day = 2\n'
        '[[routine.exercise]]\nid = "glute-bridge"\n'
    )
    notices = []
    for _ in range(3):
        assert output(machine.remind("--now")) == ""
        notices.append(machine.calls())
        machine.trains(catalog)
    [first], [second], third = notices
    assert "Today: For my back. Your routine." in first
    assert "Today: For my back. Your routine, for the second time today." in second
    assert third == []


def test_an_exercise_that_hurt_is_mentioned_but_not_suggested(machine: Machine, catalog):
    machine.has("notify-send")
    machine.stops_for_pain(catalog, "glute-bridge", date(2026, 11, 22))
    assert output(machine.remind("--now")) == ""
    [notice] = machine.calls()
    assert "Today: Glute Bridge" not in notice
    assert "Glute Bridge hurt yesterday (pain 6). Skip it until" in notice


@pytest.mark.parametrize("rest", ['rest_days = ["mon"]', "rest_dates = [2026-11-23]"])
def test_there_is_no_reminder_on_a_rest_day(machine: Machine, rest: str):
    machine.has("notify-send")
    machine.places.config_file.write_text(rest)
    assert output(machine.remind("--now")) == ""
    assert machine.calls() == []


def test_yesterdays_session_still_counts_until_the_new_day_starts(
    machine: Machine, catalog, monkeypatch
):
    machine.has("notify-send")
    machine.trains(catalog)
    after_midnight = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    monkeypatch.setattr(remind_commands, "now", lambda: after_midnight)
    output(machine.remind("--now"))
    assert machine.calls() == []


def test_on_a_mac_the_words_are_passed_separately_from_the_script(machine: Machine):
    machine.has("osascript")
    assert output(machine.remind("--now")) == ""
    [notice] = machine.calls()
    words = "Today: Glute Bridge. Start with this one. One exercise is enough for today."
    assert notice.endswith(f"Glute Trainer {words}")


@pytest.mark.parametrize("body", [None, "exit 1"])
def test_if_no_notification_can_be_shown_a_line_is_printed(machine: Machine, body: str | None):
    if body:
        machine.has("notify-send", body)
    assert output(machine.remind("--now")).startswith("Glute Trainer: Today: Glute Bridge.")


def test_a_broken_history_does_not_make_a_reminder_fail(machine: Machine, catalog):
    machine.trains(catalog)
    file = machine.places.history_file
    file.write_text(file.read_text() + "\n[[session]]\nid =\n")
    assert output(machine.remind("--now")) == ""


def test_reminding_never_loads_the_app(machine: Machine, tmp_path: Path):
    look = (
        "import sys, trainer.cli; "
        f"\ntry: trainer.cli.main(['--data-dir', {str(tmp_path)!r}, 'remind', '--now'])"
        "\nexcept SystemExit: pass"
        "\nassert not {'textual', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", look], check=True, timeout=60)


# As a calendar event


def _event(settings: Settings, *times: time, now: datetime = MONDAY) -> list[str]:
    return to_ics(times or SEVEN, settings, now).replace("\r\n ", "").split("\r\n")


def test_a_calendar_event_repeats_every_day_with_an_alarm():
    event = _event(Settings())
    assert "DTSTART:20261123T073000" in event
    assert "RRULE:FREQ=DAILY" in event
    assert event.index("BEGIN:VALARM") < event.index("TRIGGER:PT0S") < event.index("END:VALARM")
    assert event[-2:] == ["END:VCALENDAR", ""]


def test_a_calendar_event_leaves_out_rest_days():
    rest = Settings(rest_days=("mon", "sun"), rest_dates=(date(2026, 12, 24), date(2026, 1, 2)))
    event = _event(rest)
    assert "DTSTART:20261124T073000" in event
    assert "RRULE:FREQ=DAILY;BYDAY=TU,WE,TH,FR,SA" in event
    assert [line for line in event if line.startswith("EXDATE")] == ["EXDATE:20261224T073000"]


def test_a_calendar_event_after_midnight_belongs_to_the_day_before():
    rest = Settings(rest_days=("sun",), rest_dates=(date(2026, 12, 24),))
    event = _event(rest, time(1))
    assert "RRULE:FREQ=DAILY;BYDAY=TU,WE,TH,FR,SA,SU" in event
    assert "EXDATE:20261225T010000" in event


def test_a_calendar_event_whose_time_has_passed_begins_tomorrow():
    assert "DTSTART:20261124T063000" in _event(Settings(), time(6, 30))


def test_each_reminder_time_has_its_own_calendar_event():
    event = _event(Settings(), time(7, 30), time(18))
    ids = [line for line in event if line.startswith("UID:")]
    assert ids == ["UID:remind-0730@glute-trainer", "UID:remind-1800@glute-trainer"]


def test_a_calendar_can_be_written_to_a_file(machine: Machine, tmp_path: Path):
    output(machine.remind("--with", "ics", "-o", str(tmp_path / "remind.ics")))
    assert (tmp_path / "remind.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    printed = output(machine.remind("--with", "ics"))
    assert "BEGIN:VALARM" in printed


def test_a_calendar_never_overwrites_the_history_or_the_settings(machine: Machine, catalog):
    machine.trains(catalog)
    machine.places.config_file.write_text("hold = 4\n")
    for own in (machine.places.history_file, machine.places.config_file):
        before = own.read_bytes()
        result = machine.remind("--with", "ics", "-o", str(own))
        assert result.exit_code == 2
        assert "one of the trainer's own files" in result.stderr
        assert own.read_bytes() == before


def test_without_training_days_there_is_no_calendar_event(machine: Machine):
    days = '"mon", "tue", "wed", "thu", "fri", "sat", "sun"'
    machine.places.config_file.write_text(f"rest_days = [{days}]")
    result = machine.remind("--with", "ics")
    assert result.exit_code == 2
    assert "Every day is a rest day" in result.stderr
