"""The voice: short words, never late, never in the way."""

from __future__ import annotations

import shutil
import time

import pytest
from cues.programs import Occupied, alive, program, seen

from trainer.cues import Cue, Cues, of_settings
from trainer.cues.process import FAILURES, ProgramRunner
from trainer.cues.voice import Speech, Voice, find_speech, is_remote
from trainer.settings.model import CueSettings


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
    assert time.perf_counter() - began < 10, "a play that waited would take the limit of 30"
    voice.close()

    def gone() -> bool:
        return all(not alive(int(line)) for line in number.read_text().split())

    assert seen(gone)


def test_only_the_newest_words_are_said(tmp_path):
    heard = tmp_path / "heard"
    fake = program(tmp_path, "speak", f'echo "$1" >> {heard}; exec sleep 600')
    voice = Voice(Speech(str(fake)))
    for n in range(20):
        voice.play(Cue("move", say=f"word {n}"))
    assert seen(lambda: heard.exists() and "word 19\n" in heard.read_text())
    assert len(heard.read_text().splitlines()) < 20
    voice.close()


def test_a_speech_program_that_is_missing_is_given_up_after_three_tries():
    runner = ProgramRunner()
    voice = Voice(Speech("/nonexistent/speech"), runner)
    for tries in range(1, FAILURES + 1):
        voice.play(Cue("move", say="lift"))
        assert seen(lambda tries=tries: runner.failures == tries)
    voice.play(Cue("move", say="lift"))
    assert not runner.busy
    assert runner.failures == FAILURES
    voice.close()


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


REAL = pytest.param(
    "espeak-ng",
    marks=pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed"),
)


@pytest.mark.parametrize("speech", ["a stand-in", REAL])
def test_speech_makes_sound_in_a_file(tmp_path, speech):
    """With a stand-in everywhere, and with a real voice where it is installed."""
    out = tmp_path / "said.wav"
    if speech == "a stand-in":
        speech = str(program(tmp_path, "speak", 'printf "RIFF%s" "$4" > "$2"'))
    voice = Voice(Speech(speech, ("-w", str(out), "--")))
    voice.play(Cue("hold", say="hold, keep breathing"))
    assert seen(lambda: out.exists() and out.stat().st_size > 10)
    assert out.read_bytes().startswith(b"RIFF")
    voice.close()


def test_a_count_never_cuts_words_short_and_a_stage_always_does():
    beside = Occupied()
    voice = Voice(Speech("speak"), beside)
    for cue in (Cue("hold", "keep breathing"), Cue("tick", "2"), Cue("move", "lower")):
        voice.play(cue)
    assert beside.asked == ["keep breathing", "lower"]


def test_a_count_is_reported_when_nothing_else_is(tmp_path):
    heard = tmp_path / "heard"
    voice = Voice(Speech(str(program(tmp_path, "speak", f'echo "$1" >> {heard}'))))
    voice.play(Cue("tick", "2"))
    assert seen(lambda: heard.exists() and heard.read_text() == "2\n")
    voice.close()


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


def test_a_speech_server_is_reported_to_be_silent(tmp_path):
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
