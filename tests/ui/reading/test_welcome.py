"""The first start: who sees the welcome, and what is shown instead."""

from __future__ import annotations

from driving import pass_time, shown, until

from screenshots import past
from trainer.history.store import HistoryStore
from trainer.settings import model
from trainer.ui.dialogs.questions import CutOffScreen
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.reading.welcome import WelcomeScreen
from trainer.ui.session.check_in import CheckInScreen
from trainer.ui.session.screen import SessionScreen


async def test_somebody_who_has_trained_before_sees_no_welcome(make_app, places, clock):
    app = make_app(welcomed=False)
    past.write(places, app.catalog, clock.now())
    assert HistoryStore(places).load().sessions
    app = type(app)(places, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.pause()
        assert isinstance(app.screen, PickerScreen)


async def test_an_unreadable_history_does_not_count_as_a_first_start(make_app, places):
    app = make_app(welcomed=False)
    places.data_dir.mkdir(parents=True)
    places.history_file.write_text("session = [\n")
    app = type(app)(places, clock=app.clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.pause()
        assert isinstance(app.screen, PickerScreen)


async def test_the_welcome_closes_without_an_error_if_the_settings_cannot_be_written(
    make_app, places
):
    app = make_app(welcomed=False)
    torn = places.config_file.read_text() + "[cues\n"
    places.config_file.write_text(torn)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        before = list(app._notifications)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, PickerScreen)
        assert list(app._notifications) == before
    assert places.config_file.read_text() == torn
    assert not model.load_settings(places.config_file).welcomed


async def test_an_interrupted_first_session_is_offered_instead_of_the_welcome(
    make_app, places, clock
):
    app = make_app("glute-bridge", welcomed=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 26)
        coach = app._coach
        app._cut_off()
    coach.release()  # as the system does when a program dies
    app = type(app)(places, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, CutOffScreen))
        await until(pilot, lambda: app.screen_stack[0].past is not None)
        assert not any(isinstance(screen, WelcomeScreen) for screen in app.screen_stack)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert not any(isinstance(screen, WelcomeScreen) for screen in app.screen_stack)


async def test_discarding_an_interrupted_session_takes_two_presses(make_app, places, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 26)
        coach = app._coach
        app._cut_off()
    coach.release()  # as the system does when a program dies
    app = type(app)(places, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, CutOffScreen))
        await pilot.press("D")
        await pilot.pause()
        assert isinstance(app.screen, CutOffScreen)
        assert "press again; nothing will be saved" in shown(pilot)
        assert list(places.in_progress_dir.glob("*.toml"))
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await until(pilot, lambda: not list(places.in_progress_dir.glob("*.toml")))
    assert not places.history_file.exists()


async def test_an_interrupted_session_is_saved_even_if_another_session_is_started(
    make_app, places, clock
):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 26)
        coach = app._coach
        app._cut_off()
    coach.release()  # as the system does when a program dies
    clock.seconds += 86400
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 50)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        await pilot.press("enter")
        await until(pilot, lambda: not list(places.in_progress_dir.glob("*.toml")))
    assert len(HistoryStore(places).load().sessions) == 2


async def test_the_check_in_does_not_name_the_standard_variant(make_app, clock):
    app = make_app("mobility-squat")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 10 + 100)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        assert "Saved.  Mobility Squat 5 of 5" in shown(pilot)


async def test_the_check_in_names_the_variant_as_the_picker_does(make_app, places, clock):
    app = make_app("mobility-squat:chair")
    [choice] = app._start
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 10 + 35)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        assert f"{choice.name} ({choice.variant_name}) 5 of 5" in shown(pilot)
    assert 'variant = "chair"' in places.history_file.read_text()
