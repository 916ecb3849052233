"""Questions outside a session are also spoken."""

from __future__ import annotations

import dates
import pytest
from cues.programs import program, seen
from driving import shown, until

from tests.patients.notation import history
from trainer.history.file.layout import HEADER, block
from trainer.settings.model import CueSettings
from trainer.ui.aloud import QuestionVoice
from trainer.ui.dialogs.questions import PainScreen, StartAnywayScreen
from trainer.ui.session.screen import SessionScreen

GOOD_SHELLS = "GB -30; CS -10 b0 a0 e3; CS -7 b0 a0 e3; CS -4 b0 a0 e3; GB -2; BD -2; LE -2; MS -2"


def write_history(places, text: str) -> None:
    places.data_dir.mkdir(parents=True, exist_ok=True)
    sessions = history(text, today=dates.today())
    places.history_file.write_text(HEADER + "".join(map(block, sessions)))


def record_speech(app) -> list[str]:
    """Return a list that will fill with everything the app says."""
    spoken: list[str] = []
    app._aloud.say = spoken.append
    return spoken


async def test_the_question_about_the_next_morning_is_spoken_once_and_can_be_answered(
    make_app, places
):
    write_history(places, "GB -1")
    app = make_app(config="questions = 'auto'\n")
    spoken = record_speech(app)
    asked = "Was your back worse the morning after yesterday's session? Press y for yes, n for no."
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: spoken == [asked])
        app._read_history()
        await pilot.press("n")
        await until(pilot, lambda: len(spoken) == 2)
    assert spoken == [asked, "Thanks. Good to know."]


async def test_an_offer_is_spoken(make_app, places):
    write_history(places, GOOD_SHELLS)
    app = make_app()
    spoken = record_speech(app)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: "Try a hand on the knee?" in shown(pilot))
        await until(pilot, lambda: len(spoken) == 1)
        await pilot.press("n")
        await until(pilot, lambda: len(spoken) == 2)
    assert spoken[0].endswith("Try a hand on the knee? Press y for yes, n for no.")
    assert spoken[1].startswith("All right. You won't be asked again before")


async def test_the_pain_question_is_spoken_and_the_answer_is_read_back(make_app, places):
    app = make_app(config="questions = 'auto'\n")
    spoken = record_speech(app)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: "Start with this one" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PainScreen))
        assert spoken == ["How much does your back hurt now, zero to ten?"]
        await pilot.press("8")
        await until(pilot, lambda: len(spoken) == 2)
        assert spoken[1].startswith("Eight. No exercises today. Press enter to stop, or y to start")
        await pilot.press("6")
        await until(pilot, lambda: spoken[-1] == "Six.")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert spoken[-1] == "Pain 6. One exercise in its easiest version, or none."


async def test_after_high_pain_the_voice_asks_whether_to_start_anyway(make_app, places):
    write_history(places, "GB -5; BD 0 b8 a8")
    app = make_app(config="questions = 'auto'\n")
    spoken = record_speech(app)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: "No exercises today" in shown(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, StartAnywayScreen))
    assert spoken[-1].startswith("Pain 8. No exercises today.")
    assert spoken[-1].endswith("Start anyway? Press y for yes, n for no.")


@pytest.mark.parametrize("voice", ["on", "off"])
def test_the_voice_in_the_settings_speaks_and_can_be_silenced(tmp_path, monkeypatch, voice):
    (tmp_path / "bin").mkdir()
    heard, gone = tmp_path / "heard", tmp_path / "gone"
    program(tmp_path / "bin", "espeak-ng", f'echo "$@" >> {heard}\n/bin/sleep 30\n echo > {gone}')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    aloud = QuestionVoice(lambda: CueSettings(voice=voice, speed=150))
    aloud.say("Pain now?")
    if voice == "off":
        assert not seen(heard.exists, 0.2)
        return
    assert seen(heard.exists)
    assert heard.read_text() == "-v en -s 150 -z -- Pain now?\n"
    cues = aloud._cues
    assert cues is not None
    assert cues.busy
    aloud.hush()
    assert seen(lambda: not cues.busy)
    assert not gone.exists()
