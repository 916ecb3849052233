"""The voice: it is never late, and nothing ever waits for it."""

from __future__ import annotations

import math
import shutil
import time

import pytest
from cues.programs import Occupied, alive, program, seen

from trainer.cues import Cue, Cues, of_settings
from trainer.cues.pace import Pace, estimate
from trainer.cues.process import FAILURES, ProgramRunner
from trainer.cues.voice import (
    Speech,
    Voice,
    find_speech,
    listed,
    package_hint,
    voices,
)
from trainer.files.remote import is_remote
from trainer.settings.model import CueSettings


def test_words_reach_the_speech_program_as_one_argument(tmp_path):
    heard = tmp_path / "heard"
    fake = program(tmp_path, "speak", f'printf "%s\\n" "$@" >> {heard}')
    voice = Voice(Speech("espeak-ng", str(fake)))
    voice.play(Cue("move", say="lift; rm -rf $HOME"))
    assert seen(lambda: heard.exists() and heard.read_text().endswith("HOME\n"))
    assert heard.read_text() == "-v\nen\n-z\n--\nlift; rm -rf $HOME\n"
    voice.close()


def test_a_hanging_speech_program_delays_nothing_and_is_ended(tmp_path):
    number = tmp_path / "pid"
    fake = program(tmp_path, "speak", f"echo $$ >> {number}; exec sleep 600")
    voice = Voice(Speech("espeak-ng", str(fake)))
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


def test_speech_may_take_at_most_twice_its_estimate_except_when_short():
    called = []

    class Asked(ProgramRunner):
        def run(self, call):
            called.append(call)

    voice = Voice(Speech("espeak-ng", "speak"), runner=Asked())
    for words in ("in, lift, squeeze", "two"):
        voice.play(Cue("move", say=words))
    long, short = called
    assert long.hangs_after == 2 * estimate("in, lift, squeeze")
    assert short.hangs_after == math.inf


def test_only_the_newest_words_are_said(tmp_path):
    heard = tmp_path / "heard"
    fake = program(tmp_path, "speak", f'echo "$5" >> {heard}; exec sleep 600')
    voice = Voice(Speech("espeak-ng", str(fake)))
    for n in range(20):
        voice.play(Cue("move", say=f"word {n}"))
    assert seen(lambda: heard.exists() and "word 19\n" in heard.read_text())
    assert len(heard.read_text().splitlines()) < 20
    voice.close()


def test_a_missing_speech_program_is_given_up_after_three_tries():
    runner = ProgramRunner()
    voice = Voice(Speech("espeak-ng", "/nonexistent/speech"), runner=runner)
    for tries in range(1, FAILURES + 1):
        voice.play(Cue("move", say="lift"))
        assert seen(lambda tries=tries: runner.failures == tries)
    voice.play(Cue("move", say="lift"))
    assert not runner.busy
    assert runner.failures == FAILURES
    voice.close()


def test_the_preferred_available_speech_program_is_used():
    here = {"espeak-ng": "/bin/espeak-ng", "spd-say": "/bin/spd-say"}
    assert find_speech(here.get) == Speech("spd-say", "/bin/spd-say")
    assert find_speech({**here, "say": "/bin/say"}.get) == Speech("say", "/bin/say")
    assert find_speech({}.get) is None


@pytest.mark.parametrize(
    ("speech", "command"),
    [
        (Speech("say", "say"), ["say", "--", "hi"]),
        (Speech("say", "say", 150, "Kate"), ["say", "-v", "Kate", "-r", "150", "--", "hi"]),
        (Speech("spd-say", "spd"), ["spd", "--wait", "-l", "en", "--", "hi"]),
        (
            Speech("spd-say", "spd", 150, "English (RP)"),
            ["spd", "--wait", "-l", "en", "-r", "-22", "-y", "English (RP)", "--", "hi"],
        ),
        (Speech("spd-say", "spd", 175), ["spd", "--wait", "-l", "en", "-r", "2", "--", "hi"]),
        (Speech("espeak-ng", "esp"), ["esp", "-v", "en", "-z", "--", "hi"]),
        (
            Speech("espeak-ng", "esp", 300, "en+f3"),
            ["esp", "-v", "en+f3", "-s", "300", "-z", "--", "hi"],
        ),
    ],
)
def test_each_program_is_asked_for_english_and_the_chosen_speed_and_speaker(speech, command):
    assert list(speech.command("hi")) == command


@pytest.mark.parametrize("kind", ["say", "spd-say", "espeak-ng"])
def test_a_speaker_that_looks_like_an_option_is_never_passed_on(kind):
    command = Speech(kind, "speak", None, "-w/tmp/owned").command("-f /etc/passwd")
    assert not any("owned" in word for word in command)
    assert command[-2:] == ("--", "-f /etc/passwd")


SAY = """\
Alex                en_US    # Most people recognize me by my voice.
Anna                de_DE    # Hallo, ich heiße Anna.
Bad News            en_US    # The light you see at the end of the tunnel.
-v                  en_GB    # a name that would be an option
"""
SPD = """\
                NAME             LANGUAGE                 VARIANT
  English (America)                en-us                    none
             German                   de                    none
"""
ESPEAK = """\
Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  en-gb-x-rp      --/M      English_(Received_Pronunciation) gmw/en-GB-x-rp (en 4)
 2  en-us           --/M      English_(America)  gmw/en-US            (en 3)
"""


@pytest.mark.parametrize(
    ("kind", "output", "names"),
    [
        ("say", SAY, ["Alex", "Bad News"]),
        ("spd-say", SPD, ["English (America)"]),
        ("espeak-ng", ESPEAK, ["en-gb-x-rp", "en-us"]),
        ("say", "garbage\x1b[2J\n\n", []),
    ],
)
def test_the_english_voices_of_each_program_are_listed(kind, output, names):
    assert listed(kind, output) == names


def test_on_a_non_english_system_an_english_voice_is_chosen(tmp_path):
    fake = program(tmp_path, "say", "echo 'Anna  de_DE  # Hallo'; echo 'Kate  en_GB  # Hello'")
    german = find_speech({"say": str(fake)}.get, environ={"LANG": "de_DE.UTF-8"})
    assert german is not None
    assert german.speaker == "Kate"
    english = find_speech({"say": str(fake)}.get, environ={"LANG": "en_GB.UTF-8"})
    assert english is not None
    assert english.speaker == ""


def test_a_program_that_does_not_list_voices_in_time_has_none(tmp_path, monkeypatch):
    monkeypatch.setattr("trainer.cues.voice.LISTING", 0.1)
    assert voices(Speech("say", str(program(tmp_path, "say", "exec sleep 60")))) == []
    assert voices(Speech("say", "/nonexistent/say")) == []


def test_without_a_voice_the_package_to_install_is_named():
    assert "sudo dnf install espeak-ng" in package_hint({"dnf": "/bin/dnf"}.get)
    assert "espeak-ng" in package_hint({}.get)


def test_an_unknown_speaker_falls_back_to_the_default_voice(tmp_path):
    heard = tmp_path / "heard"
    body = f'[ "$2" = nobody ] && exit 1; echo "$@" >> {heard}'
    voice = Voice(Speech("espeak-ng", str(program(tmp_path, "speak", body)), None, "nobody"))
    cues = Cues([voice])
    voice.play(Cue("move", say="lift"))
    assert seen(lambda: voice.fails)
    voice.play(Cue("move", say="lower"))
    assert seen(lambda: heard.exists() and "lower" in heard.read_text())
    assert cues.take_error() == "There is no voice called nobody here; using the usual one."
    assert cues.take_error() == ""
    cues.close()


def test_a_voice_that_always_fails_is_reported_once(tmp_path):
    voice = Voice(Speech("espeak-ng", str(program(tmp_path, "speak", "echo noise; exit 1"))))
    cues = Cues([voice])
    for n in range(1, FAILURES + 1):
        assert cues.take_error() == ""
        cues.play(Cue("move", say="lift"))
        assert seen(lambda n=n: voice._runner.failures == n)
    assert cues.take_error() == "The voice is not working. To see why, run: espeak-ng hello"
    assert cues.take_error() == ""
    assert not cues.speaks
    cues.close()


def test_a_voice_that_exits_at_once_counts_as_failed(tmp_path):
    """Without a sound device, espeak-ng exits at once."""
    voice = Voice(Speech("espeak-ng", str(program(tmp_path, "speak", "echo noise >&2; exit 0"))))
    cues = Cues([voice])
    for n in range(1, FAILURES + 1):
        cues.play(Cue("move", say="out, lower, two, hips level, right arm, left leg"))
        assert seen(lambda n=n: voice._runner.failures == n)
        cues.play(Cue("tick", say="three"))
        assert seen(lambda: not voice.busy)
    assert "The voice is not working" in cues.take_error()
    assert cues.rings == "auto"
    cues.close()


def test_a_sentence_may_overrun_briefly_but_is_cut_off_by_a_pause(tmp_path, monkeypatch):
    monkeypatch.setattr("trainer.cues.voice.GRACE", 30.0)  # as a busy machine may need
    heard = tmp_path / "heard"
    body = f'sleep 0.5; echo "$5" >> {heard}'
    voice = Voice(Speech("espeak-ng", str(program(tmp_path, "speak", body))))
    voice.play(Cue("move", say="lift"))
    assert seen(lambda: voice._runner._running)
    voice.play(Cue("move", say="lower"))
    assert seen(lambda: heard.exists() and heard.read_text() == "lift\nlower\n")
    voice.play(Cue("move", say="squeeze"))
    assert seen(lambda: voice._runner._running and voice._runner._latest is None)
    voice.play(Cue("paused", say="Paused."))
    assert seen(lambda: heard.read_text().endswith("Paused.\n"))
    assert "squeeze" not in heard.read_text()
    voice.close()


def test_the_script_learns_how_fast_the_voice_is(tmp_path):
    pace = Pace()
    voice = Voice(Speech("espeak-ng", str(program(tmp_path, "speak", "sleep 1.2"))), pace)
    voice.play(Cue("move", say="in, lift, squeeze"))
    assert seen(lambda: pace.seconds("in, lift, squeeze") != estimate("in, lift, squeeze") * 1.17)
    # 1.2 s of sleep, and the time that the program took to start.
    assert pace.seconds("in, lift, squeeze") >= 1.2
    voice.close()


def test_over_ssh_the_voice_is_silent_unless_the_settings_switch_it_on(monkeypatch):
    assert is_remote({"SSH_CONNECTION": "1 2 3 4"})
    assert not is_remote({})
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    monkeypatch.setattr("trainer.cues.find_speech", lambda **_: Speech("espeak-ng", "true"))
    quiet = CueSettings(bell="off", title=False, sound="off")
    assert of_settings(quiet, None)._players == []
    loud = CueSettings(bell="off", title=False, sound="off", voice="on")
    assert len(of_settings(loud, None)._players) == 1


REAL = pytest.param(
    "espeak-ng",
    marks=pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed"),
)


@pytest.mark.parametrize("speech", ["a stand-in", REAL])
def test_the_voice_plays_what_the_speech_program_says(tmp_path, speech):
    """Always with a stand-in, and with a real voice if it is installed."""
    out = tmp_path / "said.wav"
    if speech == "a stand-in":
        body = f'printf "RIFF%s" "$5" > {out}'
    else:
        body = f'exec {speech} -w {out} "$@"'
    voice = Voice(Speech("espeak-ng", str(program(tmp_path, "speak", body))))
    voice.play(Cue("hold", say="hold, keep breathing"))
    assert seen(lambda: out.exists() and out.stat().st_size > 10)
    assert out.read_bytes().startswith(b"RIFF")
    voice.close()


def test_a_count_never_cuts_words_short_and_a_stage_always_does():
    beside = Occupied()
    voice = Voice(Speech("espeak-ng", "speak"), runner=beside)
    for cue in (Cue("hold", "keep breathing"), Cue("tick", "2"), Cue("move", "lower")):
        voice.play(cue)
    assert beside.asked == ["keep breathing", "lower"]


def test_a_count_is_spoken_if_nothing_else_is_being_said(tmp_path):
    heard = tmp_path / "heard"
    voice = Voice(Speech("espeak-ng", str(program(tmp_path, "speak", f'echo "$5" >> {heard}'))))
    voice.play(Cue("tick", "2"))
    assert seen(lambda: heard.exists() and heard.read_text() == "2\n")
    voice.close()


def test_muting_stops_speech_until_the_voice_is_unmuted(tmp_path):
    heard = tmp_path / "heard"
    fake = program(tmp_path, "speak", f'echo "$5 $$" >> {heard}; exec sleep 600')
    cues = Cues([Voice(Speech("espeak-ng", str(fake)))])
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


def test_closing_the_voice_silences_a_speech_server(tmp_path):
    heard = tmp_path / "heard"
    body = f'echo "$@" >> {heard}; [ "$1" = --cancel ] || exec sleep 600'
    speech = Speech("spd-say", str(program(tmp_path, "speak", body)))
    voice = Voice(speech)
    voice.play(Cue("get-ready", "lie down"))
    assert seen(lambda: heard.exists() and heard.read_text() == "--wait -l en -- lie down\n")
    voice.close()
    assert seen(lambda: heard.read_text().endswith("--cancel\n"))


def test_closing_the_voice_lets_the_last_words_finish(tmp_path):
    heard = tmp_path / "heard"
    voice = Voice(
        Speech("espeak-ng", str(program(tmp_path, "speak", f'sleep 0.3; echo "$5" > {heard}')))
    )
    voice.play(Cue("done", "Done. Well done"))
    voice.close()
    assert seen(lambda: heard.exists() and heard.read_text() == "Done. Well done\n")
