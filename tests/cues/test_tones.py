"""Tones: each sounds different, and a machine without sound causes no error."""

from __future__ import annotations

import itertools
import math
import wave

import pytest
from cues.programs import Occupied, program, seen

from trainer.cues import Cue, Cues, of_settings
from trainer.cues.process import FAILURES
from trainer.cues.tones import RATE, TONES, Tones, find_tone_player, samples, write
from trainer.settings.model import CueSettings


def pitches(tone: str) -> list[int]:
    """Return the pitch in hertz in each twentieth of a second, by counting zero crossings."""
    sound = samples(TONES[tone], 1.0)
    step = RATE // 20
    found = []
    for begin in range(0, len(sound) - step + 1, step):
        part = sound[begin : begin + step]
        if max(part) > 500:
            found.append(20 * sum(1 for a, b in itertools.pairwise(part) if a <= 0 < b))
    return found


def test_the_tone_rises_for_an_inhale_falls_for_an_exhale_and_stays_level_for_a_hold():
    rising, falling, steady = pitches("inhale"), pitches("exhale"), pitches("hold")
    assert rising == sorted(rising)
    assert rising[-1] > 1.8 * rising[0]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] > 1.8 * falling[-1]
    assert max(steady) - min(steady) <= 40


def bursts(tone: str) -> int:
    """Count the notes, which are separated by silence."""
    sound, quiet, count, sounding = samples(TONES[tone], 1.0), 0, 0, False
    for value in sound:
        quiet = quiet + 1 if abs(value) < 300 else 0
        if sounding and quiet > RATE // 40:
            sounding = False
        elif not sounding and not quiet:
            sounding, count = True, count + 1
    return count


def test_a_side_switch_has_two_notes_and_the_end_of_a_session_has_three():
    assert {tone: bursts(tone) for tone in TONES} == {
        "inhale": 1, "exhale": 1, "hold": 1, "switch": 2, "end": 3, "tick": 1
    }  # fmt: skip


def test_the_tick_is_the_shortest_tone_and_no_tone_lasts_a_second():
    lengths = {tone: len(samples(notes, 1.0)) / RATE for tone, notes in TONES.items()}
    assert min(lengths, key=lambda tone: lengths[tone]) == "tick"
    assert lengths["tick"] < 0.1
    assert max(lengths.values()) < 1


@pytest.mark.parametrize("volume", [0.0, 0.1, 0.5, 1.0])
def test_the_volume_scales_the_samples_without_clipping(volume):
    peak = max(abs(value) for tone in TONES.values() for value in samples(tone, volume))
    assert peak <= 32_767
    assert peak == pytest.approx(0.6 * 32_767 * volume, rel=0.25, abs=1)


def test_a_tone_fades_in_and_out():
    for notes in TONES.values():
        sound = samples(notes, 1.0)
        assert abs(sound[0]) < 100
        assert max(abs(a - b) for a, b in itertools.pairwise(sound)) < 8000
        assert abs(sound[-1]) < 3000


def test_a_tone_is_written_as_a_plain_wave_file(tmp_path):
    write(tmp_path / "inhale.wav", "inhale", 0.5)
    with wave.open(str(tmp_path / "inhale.wav")) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        assert math.isclose(sound.getnframes() / RATE, 0.4, abs_tol=0.01)


def test_the_first_tone_player_that_is_installed_is_used():
    assert find_tone_player({"aplay": "/bin/aplay"}.get) == ("/bin/aplay", "-q")
    both = {"aplay": "/bin/aplay", "pw-play": "/bin/pw-play"}
    assert find_tone_player(both.get) == ("/bin/pw-play",)
    assert find_tone_player({}.get) is None


def test_the_player_gets_a_file_that_is_deleted_on_closing(tmp_path):
    heard = tmp_path / "heard"
    fake = program(tmp_path, "play", f'[ -s "$1" ] && echo "$1" >> {heard}')
    tones = Tones([str(fake)])
    tones.play(Cue("move", tone="inhale"))
    assert seen(lambda: heard.exists() and heard.read_text().endswith("inhale.wav\n"))
    tones.play(Cue("move"))
    folder = tones._folder
    tones.close()
    assert seen(lambda: not folder.exists())


def test_without_a_sound_device_there_is_one_remark_and_the_bell_rings(tmp_path):
    tones = Tones([str(program(tmp_path, "play", "echo noise >&2; exit 1"))])
    cues = Cues([tones])
    assert cues.rings == "turns"
    for n in range(1, FAILURES + 1):
        cues.play(Cue("move", tone="inhale"))
        assert seen(lambda n=n: tones._runner.failures == n)
    assert cues.rings == "auto"
    assert "sound device" in cues.take_error()
    assert cues.take_error() == ""
    cues.close()


def test_a_full_temporary_folder_is_reported(monkeypatch):
    def full(**_: object) -> str:
        raise OSError

    monkeypatch.setattr("trainer.cues.tones.tempfile.mkdtemp", full)
    tones = Tones(["play"])
    tones.play(Cue("move", tone="inhale"))
    assert "temporary folder is full" in tones.error
    tones.close()


def test_a_tick_never_replaces_a_tone():
    runner = Occupied()
    tones = Tones(["play"], runner=runner)
    tones.play(Cue("move", tone="inhale"))
    tones.play(Cue("tick", tone="tick"))
    assert len(runner.asked) == 1
    tones.close()


@pytest.mark.parametrize(
    ("sound", "kinds"),
    [("tones", {"Tones", "Bell"}), ("bell", {"Bell"}), ("off", set())],
)
def test_the_sound_setting_chooses_tones_the_bell_or_neither(monkeypatch, sound, kinds):
    for name in ("SSH_TTY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("trainer.cues.find_tone_player", lambda: ("play",))
    settings = CueSettings(voice="off", title=False, sound=sound)
    cues = of_settings(settings, lambda _: None)
    assert {type(player).__name__ for player in cues._players} == kinds
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    remote = of_settings(settings, lambda _: None)
    assert {type(player).__name__ for player in remote._players} == kinds - {"Tones"}
