"""The layers by themselves: they tell, they never wait, they end."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from trainer.cues import Cue, Cues, of_settings
from trainer.cues.bell import GAP, Bell
from trainer.cues.hook import Hook, environment
from trainer.cues.process import FAILURES, Beside, Call
from trainer.cues.title import Title, has_window
from trainer.cues.voice import Speech, Voice, find_speech, is_remote
from trainer.settings import CueSettings


def program(folder: Path, name: str, body: str) -> Path:
    """A small program of the test's own."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def seen(what, seconds: float = 10.0) -> bool:
    """Whether something becomes true while another process does its work."""
    end = threading.Event()
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        end.wait(0.01)
    return bool(what())


def test_two_bells_are_rung_a_moment_apart():
    sent, later = [], []
    Bell(sent.append, lambda seconds, call: later.append((seconds, call))).play(
        Cue("done", bells=3)
    )
    assert sent == ["\a"]
    assert [seconds for seconds, _ in later] == [GAP, 2 * GAP]
    for _, call in later:
        call()
    assert sent == ["\a"] * 3


def test_a_closed_bell_rings_out_and_then_no_more():
    sent, later = [], []
    bell = Bell(sent.append, lambda _, call: later.append(call))
    bell.play(Cue("done", bells=3))
    bell.close()
    for call in later:
        call()
    bell.play(Cue("move", bells=1))
    assert sent == ["\a"] * 3


def test_a_terminal_that_has_gone_is_no_trouble():
    def gone(_: str) -> None:
        raise OSError

    def at_once(_: float, call) -> None:
        call()

    for player in (Bell(gone, at_once), Title(gone)):
        player.play(Cue("switch-sides", bells=2, title="SWITCH SIDES"))
        player.close()


def test_only_a_terminal_with_a_window_has_a_title():
    assert has_window({"TERM": "tmux-256color"})
    assert not has_window({"TERM": "linux"})
    assert not has_window({})


def test_the_title_is_set_cleaned_and_given_back():
    sent = []
    title = Title(sent.append)
    title.play(Cue("move", title="INHALE\x1b]2;evil\a · \u202eBird"))
    title.close()
    assert sent[0].startswith("\x1b[22;2t\x1b]2;INHALE")
    assert sent[0].endswith("\x1b\\")
    inside = sent[0].removeprefix("\x1b[22;2t\x1b]2;").removesuffix("\x1b\\")
    assert not any(ord(character) < 32 or character == "\u202e" for character in inside)
    assert sent[1] == "\x1b[23;2t"


def test_words_reach_the_speech_program_as_one_argument(tmp_path):
    heard = tmp_path / "heard"
    fake = program(tmp_path, "speak", f'printf "%s\\n" "$@" >> {heard}')
    voice = Voice(Speech(str(fake), ("--",)))
    voice.play(Cue("move", say="lift; rm -rf $HOME"))
    assert seen(lambda: heard.exists() and heard.read_text().endswith("HOME\n"))
    assert heard.read_text() == "--\nlift; rm -rf $HOME\n"
    voice.close()


def test_a_speech_program_that_hangs_delays_nothing_and_is_gone_at_the_end(tmp_path):
    number = tmp_path / "pid"
    fake = program(tmp_path, "speak", f"echo $$ >> {number}; exec sleep 600")
    voice = Voice(Speech(str(fake)))
    voice.play(Cue("move", say="lift"))
    assert seen(lambda: number.exists() and number.read_text().endswith("\n"))
    began = time.perf_counter()
    for text in ("lower", "lift", "hold"):
        voice.play(Cue("move", say=text))
    assert time.perf_counter() - began < 0.5
    voice.close()

    def gone() -> bool:
        return all(not alive(int(line)) for line in number.read_text().split())

    assert seen(gone)


def alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{number}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_only_the_newest_words_are_said(tmp_path):
    heard = tmp_path / "heard"
    fake = program(tmp_path, "speak", f'echo "$1" >> {heard}; exec sleep 600')
    voice = Voice(Speech(str(fake)))
    for n in range(20):
        voice.play(Cue("move", say=f"word {n}"))
    assert seen(lambda: heard.exists() and "word 19\n" in heard.read_text())
    assert len(heard.read_text().splitlines()) < 20
    voice.close()


def test_a_program_that_fails_thrice_is_left_alone(tmp_path):
    runs = tmp_path / "runs"
    fake = program(tmp_path, "speak", f"echo x >> {runs}; exit 1")
    beside = Beside()
    for n in range(1, FAILURES + 1):
        beside.run(Call([str(fake)]))
        assert seen(
            lambda n=n: runs.exists() and len(runs.read_text()) == 2 * n and not beside.busy
        )
    beside.run(Call([str(fake)]))
    beside.close()
    assert len(runs.read_text()) == 2 * FAILURES


def test_a_program_that_is_not_there_is_no_trouble():
    voice = Voice(Speech("/nonexistent/speech"))
    for _ in range(5):
        voice.play(Cue("move", say="lift"))
    voice.close()


def test_the_hook_gets_the_cue_in_its_environment(tmp_path):
    heard = tmp_path / "heard"
    fake = program(
        tmp_path,
        "hook",
        f"env | grep ^GLUTE_TRAINER_CUE_ | sort > {heard}.part; mv {heard}.part {heard}",
    )
    hook = Hook(str(fake), {"PATH": os.environ["PATH"]})
    hook.play(
        Cue("move", text="Raise $(touch x)\x1b[2J", exercise="glute-bridge", rep=4, seconds=2.0)
    )
    assert seen(heard.exists)
    lines = dict(line.split("=", 1) for line in heard.read_text().splitlines())
    assert lines["GLUTE_TRAINER_CUE_KIND"] == "move"
    assert lines["GLUTE_TRAINER_CUE_TEXT"] == "Raise $(touch x)�[2J"
    assert lines["GLUTE_TRAINER_CUE_REP"] == "4"
    assert lines["GLUTE_TRAINER_CUE_SIDE"] == ""
    hook.close()


def test_every_value_of_a_cue_is_fit_for_an_environment():
    values = environment(Cue("hold", say="a\0b", text="line\nline"))
    assert all("\0" not in value and "\n" not in value for value in values.values())


def test_mute_silences_bell_and_voice_and_leaves_the_title():
    sent = []
    cues = Cues([Bell(sent.append), Title(sent.append)])
    cues.muted = True
    cues.play(Cue("move", bells=1, title="INHALE"))
    assert len(sent) == 1
    assert "\a" not in sent[0]


def test_a_layer_that_fails_reaches_no_other():
    class Broken:
        def play(self, cue: Cue) -> None:
            raise RuntimeError

        def close(self) -> None:
            raise RuntimeError

    sent = []
    cues = Cues([Broken(), Bell(sent.append)])
    cues.play(Cue("move", bells=1))
    cues.close()
    assert sent == ["\a"]


def test_the_first_speech_program_there_is_speaks():
    here = {"espeak-ng": "/bin/espeak-ng", "spd-say": "/bin/spd-say"}
    assert find_speech(here.get) == Speech("/bin/spd-say", ("--wait", "--"), ("--cancel",))
    assert find_speech({**here, "say": "/bin/say"}.get) == Speech("/bin/say", ("--",))
    assert find_speech({}.get) is None


def test_over_ssh_the_voice_stays_silent_unless_told_to(monkeypatch):
    assert is_remote({"SSH_CONNECTION": "1 2 3 4"})
    assert not is_remote({})
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    monkeypatch.setattr("trainer.cues.find_speech", lambda: Speech("true"))
    quiet = CueSettings(bell="off", title=False)
    assert of_settings(quiet, None)._players == []
    assert len(of_settings(CueSettings(bell="off", title=False, voice="on"), None)._players) == 1


FOUND = [path for path in [shutil.which("espeak-ng")] if path]


@pytest.mark.parametrize("speech", ["a stand-in", *FOUND])
def test_speech_makes_sound_in_a_file(tmp_path, speech):
    """With a stand-in everywhere, and with the real voice of this machine where it has one."""
    out = tmp_path / "said.wav"
    if speech == "a stand-in":
        speech = str(program(tmp_path, "speak", 'printf "RIFF%s" "$4" > "$2"'))
    voice = Voice(Speech(speech, ("-w", str(out), "--")))
    voice.play(Cue("hold", say="hold, keep breathing"))
    assert seen(lambda: out.exists() and out.stat().st_size > 10)
    assert out.read_bytes().startswith(b"RIFF")
    voice.close()


class Occupied(Beside):
    """Runs something all the time, and keeps what it is asked to run in its place."""

    busy = True

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def run(self, call: Call) -> None:
        self.asked.append(call.command[-1])


def test_a_count_never_cuts_words_short_and_a_stage_always_does():
    beside = Occupied()
    voice = Voice(Speech("speak"), beside)
    for cue in (Cue("hold", "keep breathing"), Cue("tick", "2"), Cue("move", "lower")):
        voice.play(cue)
    assert beside.asked == ["keep breathing", "lower"]


def test_a_count_is_said_when_nothing_else_is(tmp_path):
    heard = tmp_path / "heard"
    voice = Voice(Speech(str(program(tmp_path, "speak", f'echo "$1" >> {heard}'))))
    voice.play(Cue("tick", "2"))
    assert seen(lambda: heard.exists() and heard.read_text() == "2\n")
    voice.close()


def test_a_program_that_hangs_has_failed(tmp_path):
    beside = Beside(limit=0.05)
    fake = str(program(tmp_path, "speak", "exec sleep 600"))
    for n in range(1, FAILURES + 1):
        beside.run(Call([fake]))
        assert seen(lambda n=n: beside.failures == n)
    beside.run(Call([fake]))
    assert not beside.busy
    beside.close()


def test_a_program_that_had_to_make_room_has_not_failed(tmp_path):
    started = tmp_path / "started"
    fake = str(program(tmp_path, "speak", f"echo x >> {started}; exec sleep 600"))
    beside = Beside()
    for n in range(1, FAILURES + 2):
        beside.run(Call([fake]))
        assert seen(lambda n=n: started.exists() and len(started.read_text()) == 2 * n)
    assert beside.failures == 0
    beside.close()


def test_muting_breaks_off_what_is_being_said_and_speech_comes_back(tmp_path):
    heard = tmp_path / "heard"
    fake = program(tmp_path, "speak", f'echo "$1 $$" >> {heard}; exec sleep 600')
    cues = Cues([Voice(Speech(str(fake)))])
    cues.play(Cue("get-ready", "lie down"))
    assert seen(lambda: heard.exists() and heard.read_text().endswith("\n"))
    cues.muted = True
    assert seen(lambda: not alive(int(heard.read_text().split()[-1])))
    cues.play(Cue("move", "lift"))
    cues.muted = False
    cues.play(Cue("move", "lower"))
    assert seen(lambda: "lower" in heard.read_text())
    assert "lift" not in heard.read_text()
    cues.close()


def test_a_speech_server_is_told_to_be_silent(tmp_path):
    heard = tmp_path / "heard"
    body = f'echo "$@" >> {heard}; [ "$1" = --cancel ] || exec sleep 600'
    speech = Speech(str(program(tmp_path, "speak", body)), ("--wait", "--"), ("--cancel",))
    voice = Voice(speech)
    voice.play(Cue("get-ready", "lie down"))
    assert seen(lambda: heard.exists() and heard.read_text() == "--wait -- lie down\n")
    voice.close()
    assert seen(lambda: heard.read_text().endswith("--cancel\n"))


def test_the_last_word_is_heard_out_after_closing(tmp_path):
    heard = tmp_path / "heard"
    voice = Voice(Speech(str(program(tmp_path, "speak", f'sleep 0.3; echo "$1" > {heard}'))))
    voice.play(Cue("done", "Done. Well done"))
    voice.close()
    assert seen(lambda: heard.exists() and heard.read_text() == "Done. Well done\n")


def test_a_last_word_that_hangs_is_ended_all_the_same(tmp_path):
    number = tmp_path / "pid"
    beside = Beside()
    beside.run(Call([str(program(tmp_path, "speak", f"echo $$ > {number}; exec sleep 600"))]))
    assert seen(lambda: number.exists() and number.read_text().endswith("\n"))
    beside.close(within=0.05)
    assert seen(lambda: not alive(int(number.read_text())))


def test_nothing_outlives_a_program_that_forgets_to_close(tmp_path):
    number = tmp_path / "pid"
    fake = program(tmp_path, "speak", f"echo $$ > {number}; exec sleep 600")
    forgetful = f"""
import pathlib, time
from trainer.cues.process import Beside, Call
Beside().run(Call([{str(fake)!r}]))
while not pathlib.Path({str(number)!r}).exists():
    time.sleep(0.01)
"""
    subprocess.run([sys.executable, "-c", forgetful], check=True, timeout=30)
    assert seen(lambda: not alive(int(number.read_text())))


def test_a_hook_that_says_no_goes_on_being_called(tmp_path):
    runs = tmp_path / "runs"
    hook = Hook([str(program(tmp_path, "hook", f"echo x >> {runs}; exit 1"))])
    for n in range(1, FAILURES + 3):
        hook.play(Cue("move"))
        assert seen(lambda n=n: runs.exists() and len(runs.read_text()) == 2 * n)
    hook.close()


def test_a_tick_ends_no_hook_that_runs_and_a_stage_does():
    beside = Occupied()
    hook = Hook("ring", {}, beside)
    for kind in ("hold", "tick", "tick", "move"):
        hook.play(Cue(kind))
    assert beside.asked == ["ring", "ring"]


def test_a_hook_in_the_home_folder_may_be_written_with_a_tilde(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Hook("~/ring --soft").program == str(tmp_path / "ring")


def test_a_hook_that_is_no_command_is_refused():
    for command in ("", '"open', []):
        with pytest.raises(ValueError, match=r"empty|quotation"):
            Hook(command)
