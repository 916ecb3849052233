"""The screens after a session and after "it hurts": everything can be read at every size."""

from __future__ import annotations

from itertools import product

import dates
import pytest
from driving import each, foot, pass_time, shown, until

from trainer import safety
from trainer.catalog import load_catalog
from trainer.cues import Cues
from trainer.cues.awake import Awake
from trainer.cues.pace import SLOWEST, Pace
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.ui.session.check_in import CheckInScreen
from trainer.ui.session.get_help import GetHelp, SignsScreen
from trainer.ui.session.hurt import HurtScreen
from trainer.ui.session.layout import stopped
from trainer.ui.session.outcome import at_rest
from trainer.ui.session.screen import SessionScreen
from trainer.ui.widgets.figure_view import FigureView
from trainer.ui.widgets.figures import figure_of

WHEN_TO_CALL = (
    "Call 112, 911 or 999 if you have any of these",
    "Any of these? Get help now 112, 911, 999",
)
SIZES = [(46, 16), (60, 24), (80, 24), (100, 30), (120, 20), (140, 45)]


def words(pilot) -> str:
    return " ".join(shown(pilot).split())


async def report_pain(pilot, app, clock, pain: str) -> None:
    await until(pilot, lambda: isinstance(app.screen, SessionScreen))
    await pass_time(pilot, clock, 18)
    await pilot.press("x")
    await until(pilot, lambda: isinstance(app.screen, HurtScreen))
    await pilot.press(pain)
    await pilot.pause()


async def end_by_pain(pilot, app, clock) -> None:
    """End a session because of pain 8, and wait for the check-in."""
    await report_pain(pilot, app, clock, "8")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, CheckInScreen))


async def test_the_choices_after_pain_fit_beside_a_resting_figure(make_app, clock):
    app = make_app("clam-shells:hand")
    async with app.run_test(size=SIZES[0]) as pilot:
        await report_pain(pilot, app, clock, "5")
        async for size in each(SIZES, pilot):
            text = words(pilot)
            for line in (
                "Ease down and breathe",
                "How much does it hurt?",
                "enter end here and save what you did",
                "v easier version: Clam Shells",
                "esc pressed by mistake, carry on",
                "All right if it settles",
            ):
                assert line in text, size
            advice = app.screen.query_one("#advice")
            assert advice.region.bottom <= app.screen.query_one("#body").region.bottom, size
            figure = app.screen.query_one(FigureView)
            assert ("figure" in stopped(*size)) == (size[0] >= 80)
            if size[0] >= 80:
                assert figure.dim > 0
                assert any(cell.glyph.strip() for row in figure.rows for cell in row), size


async def test_at_pain_of_seven_or_more_every_emergency_sign_can_be_read(make_app, clock):
    app = make_app("clam-shells")
    async with app.run_test(size=SIZES[0]) as pilot:
        await report_pain(pilot, app, clock, "8")
        async for size in each(SIZES, pilot):
            assert "Get help now" in words(pilot), size
            assert "l the whole list" in foot(app), size
            read = ["", words(pilot)]
            while read[-1] != read[-2]:
                await pilot.press("down")
                await pilot.pause()
                read.append(words(pilot))
            for sign in safety.EMERGENCY_SIGNS:
                assert sign.split(",")[0].split(" or ")[0] in " ".join(read), size
            await pilot.press("home", "l")
            await until(pilot, lambda: isinstance(app.screen, SignsScreen))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, HurtScreen))


async def test_after_pain_stopped_a_session_the_check_in_suggests_rest_and_help(make_app, clock):
    app = make_app("clam-shells")
    async with app.run_test(size=SIZES[0]) as pilot:
        await end_by_pain(pilot, app, clock)
        async for size in each(SIZES, pilot):
            text = words(pilot)
            assert "Stopped because it hurt." in text, size
            assert "Get help now" in text, size
            assert "Streak" not in text, size
            for _ in range(12):  # the emergency signs come first
                await pilot.press("down")
            assert "No more exercises today. Rest a while" in f"{text} {words(pilot)}", size
            await pilot.press(*["up"] * 12)
            await pilot.press("l")
            await until(pilot, lambda: isinstance(app.screen, SignsScreen))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, CheckInScreen))


def all_visible(help_now: GetHelp) -> bool:
    """Check whether every sign is in the visible part of the list."""
    regions = [sign.region for sign in help_now.query(".sign")]
    return all(region.height and region in help_now.parent.region for region in regions)


async def test_every_emergency_sign_is_visible_without_scrolling(make_app, clock):
    sizes = [*SIZES, *product((46, 53, 60, 66, 72, 80, 90, 96), (16, 18, 20, 22, 24, 26))]
    app = make_app("clam-shells", "bird-dog", "glute-bridge")
    async with app.run_test(size=SIZES[0]) as pilot:
        await report_pain(pilot, app, clock, "8")
        for keys in ([], ["enter"]):
            await pilot.press(*keys)
            await until(pilot, lambda: "Get help now" in words(pilot))
            async for _ in each(sizes, pilot):
                help_now = app.screen.query_one(GetHelp)
                signs = list(help_now.query(".sign"))
                assert any(when in words(pilot) for when in WHEN_TO_CALL)
                assert [str(sign.render()) for sign in signs] == list(safety.EMERGENCY_SIGNS)
                # In a narrower window, the list is laid out again a moment later.
                await until(pilot, lambda: all_visible(app.screen.query_one(GetHelp)))
        assert isinstance(app.screen, CheckInScreen)


async def test_after_severe_pain_the_advice_is_given_once_and_no_soreness_is_called_normal(
    make_app, clock
):
    app = make_app("clam-shells")
    async with app.run_test(size=(100, 40)) as pilot:
        await end_by_pain(pilot, app, clock)
        await pilot.pause()
        assert words(pilot).lower().count("exercises today") == 1
        assert "soreness is normal" not in words(pilot)
        await pilot.press("4")
        await until(pilot, lambda: "soreness is normal" in words(pilot))


async def test_a_blank_column_is_left_before_the_scroll_bar(make_app, clock):
    app = make_app("clam-shells")
    async with app.run_test(size=SIZES[0]) as pilot:
        await end_by_pain(pilot, app, clock)
        scrolls = set()
        async for size in each(SIZES, pilot):
            page = app.screen.query_one("#page")
            if page.show_vertical_scrollbar:
                scrolls.add(size)
                bar = page.vertical_scrollbar.region
                assert all(part.region.right < bar.x for part in page.children), size
        assert scrolls


async def test_the_list_of_emergency_signs_is_not_offered_if_nothing_hurt(make_app, clock):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 45)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        assert "whole list" not in foot(app)


async def test_a_large_window_shows_a_resting_figure_and_the_last_four_weeks(make_app, clock):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 45)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        await until(pilot, lambda: "The last four weeks" in shown(pilot))
        figure = app.screen.query_one("#figure", FigureView)
        await until(pilot, lambda: bool(figure.rows))
        assert any(cell.glyph.strip() for row in figure.rows for cell in row)


@pytest.mark.parametrize("exercise", load_catalog().exercises, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("status", ["completed", "partial"])
def test_the_resting_figure_stands_after_a_completed_squat_and_otherwise_lies(exercise, status):
    done = ExerciseRecord(
        id=exercise.id, name=exercise.name, variant="standard", status=status, planned_reps=10,
        done_reps=10, skipped_reps=0, seconds=60.0,
    )  # fmt: skip
    day = dates.today()
    started = dates.at(day, 7, 30)
    record = SessionRecord(
        id="20261123T073000-000001", day=day, started=started, ended=started, status=status,
        source="session", exercises=(done,),
    )  # fmt: skip
    resting = at_rest(record, load_catalog())
    assert resting is not None
    stands = exercise.id == "mobility-squat" and status == "completed"
    expected = "mobility-squat" if stands else "glute-bridge"
    assert resting[0] is figure_of(load_catalog().exercise(expected))


async def test_the_first_row_warns_only_while_the_screen_may_sleep(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=SIZES[0]) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        coach = app.screen.coach
        async for size in each(SIZES, pilot):
            for failed in (False, True):
                coach._awake = Awake()
                coach._awake.failed = failed
                await pass_time(pilot, clock, 1)
                await until(pilot, lambda: "1 of 10" in shown(pilot).split("\n")[0])
                first = shown(pilot).split("\n")[0]
                assert ("screen may sleep" in first) == (failed and size[0] >= 60), size


def test_only_a_voice_that_leaves_words_out_counts_as_slow():
    assert Pace(SLOWEST).is_slow
    assert not Pace().is_slow
    assert not Cues([], Pace(SLOWEST)).speaks


async def test_the_big_word_is_fully_visible_when_a_session_is_done(make_app, clock):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 45)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        async for size in each(SIZES, pilot):
            page = app.screen.query_one("#page")
            assert page.scroll_y == 0, size
            word = app.screen.query_one("#word")
            assert word.region.y >= page.region.y, size


async def test_the_check_in_fits_an_80_by_24_screen_without_scrolling(make_app, clock):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 45)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        await pilot.press("2")
        await pilot.pause()
        assert safety.AFTERWARDS_IN_SHORT in shown(pilot)
        assert app.screen.query_one("#page").max_scroll_y == 0
