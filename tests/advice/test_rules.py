"""What the coach does in situations that came up in simulations of twelve weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from tests.patients.cases import ROUTINE
from tests.patients.notation import CATALOG, FILLER, ROTATION, TODAY, history, shown
from trainer.advice.advice import Advice
from trainer.advice.routines import last_followed
from trainer.advice.rules import advise
from trainer.catalog import Catalog, Prescribed, Routine
from trainer.safety import PROFESSIONAL
from trainer.settings.model import Settings


def advice(past: str, catalog: Catalog = CATALOG, days: int = 0) -> Advice:
    return advise(catalog, history(past), Settings(), TODAY + timedelta(days=days))


def test_after_a_worse_morning_all_reps_are_halved() -> None:
    worse = advice(f"{FILLER}; {ROTATION}; CS -1 =worse")
    assert shown(worse.suggestion) == "MS×3 + GB@3×5"
    assert (worse.kind, worse.question) == ("worse", None)
    assert worse.reason == "Your back was worse after yesterday's session. Half the reps today."
    same = advice(f"{FILLER}; {ROTATION}; CS -1 =same")
    assert shown(same.suggestion) == "MS×5 + GB@3×10"
    again = advice(f"{FILLER}; {ROTATION}; CS -1 =worse; MS + GB@3 0", days=1)
    assert shown(again.suggestion) == "BD×10 + LE@3×10"


def test_a_bad_day_is_not_followed_by_the_advanced_exercise() -> None:
    """The squat was done longest ago, but it is too hard after a bad day."""
    past = "MS -14; CS -5; GB -4; BD -3; LE -2 b2 a8"
    assert shown(advice(past, days=-1).suggestion) == "CS×10"
    three = "MS -60; CS -30; GB -9 !7; BD -8 !7; LE -7 !7"
    assert shown(advice(three).suggestion) == "CS×5"


def test_after_three_painful_days_a_professional_is_suggested_even_without_a_stop() -> None:
    bad = advice(f"{FILLER}; GB -3 b2 a7; BD -2 b2 a8; LE -1 b3 a7")
    assert bad.kind == "all-rest"
    assert any("professional" in notice for notice in bad.notices)


def test_four_sessions_of_a_single_exercise_are_not_called_plenty() -> None:
    short = "GB 0; BD 0; LE 0; CS 0"
    assert advice(f"{FILLER}; {short}").kind == "done"
    long = "GB + BD 0; LE + CS 0; GB + MS 0"
    assert advice(f"{FILLER}; {long}").kind == "plenty"


def test_a_shortened_routine_is_just_as_short_when_repeated_on_the_same_day() -> None:
    catalog = replace(CATALOG, routines=(ROUTINE,))
    first = advice("BD + GB@10 -3 !6", catalog)
    assert shown(first.suggestion) == "BD×6 + GB@10×8"
    once = "BD + GB@10 -3 !6; BD 0 6/6; GB@10 0 8/8"
    second = advice(once, catalog)
    assert (second.kind, shown(second.suggestion)) == ("routine-2", "BD×6 + GB@10×8")
    assert shown(advice(once, catalog, days=1).suggestion) == "BD×10 + GB@10×15"


def test_a_routine_after_which_the_back_was_worse_is_halved() -> None:
    """This holds even if the prescribed hold is longer than that of the person's rung."""
    catalog = replace(CATALOG, routines=(ROUTINE,))
    worse = advice("BD -30; BD + GB@10 -1 =worse", catalog)
    assert (worse.kind, shown(worse.suggestion)) == ("routine-half", "BD×6 + GB@10×8")
    again = advice("BD -30; BD + GB@10 -4 =worse; BD + GB@10 -2 =same", catalog)
    assert (again.kind, shown(again.suggestion)) == ("routine", "BD×10 + GB@10×15")


def test_no_exercise_counts_as_passed_over_if_there_is_a_routine() -> None:
    past = "; ".join(f"BD + GB@10 {-n}" for n in range(1, 20))
    assert {one.id for one in advice(past).resting if one.passed_over}
    assert not advice(past, replace(CATALOG, routines=(ROUTINE,))).resting


def test_a_users_own_exercise_is_suggested_even_if_added_late() -> None:
    past = "; ".join(f"GB + BD + LE + CS + MS {-n}" for n in range(1, 20))
    own = msgspec.structs.replace(CATALOG.exercise("clam-shells"), id="kick", name="Kick")
    catalog = replace(CATALOG, exercises=(*CATALOG.exercises, own), own=frozenset({"kick"}))
    assert advice(past, catalog).suggestion[0].id == "kick"
    assert advice(past, catalog).find_resting("kick") is None


def test_a_long_break_costs_a_rung_and_brings_back_passed_over_exercises() -> None:
    years = "; ".join(f"GB@4 + BD {-n}" for n in range(100, 140, 3))
    back = advice(years)
    assert shown(back.suggestion) == "BD/hands-down×10"
    assert not back.resting
    later = f"{years}; GB@3 -3; BD/hands-down -2; LE -1; CS -1; MS -1"
    assert shown(advice(later).suggestion) == "GB@3×10 + BD/hands-down×10"
    # After four weeks one day is easier, and no rung is lost.
    weeks = "; ".join(f"GB@4 + BD {-n}" for n in range(31, 61, 3))
    later = f"{weeks}; GB@3 -3; BD/hands-down -2; LE -1; CS -1; MS -1"
    assert shown(advice(later).suggestion) == "GB@4×10 + BD×10"


def test_two_hard_exercises_get_their_offers_on_different_days() -> None:
    """There is one offer a day; the other exercise gets its offer next time."""
    hard = "GB -9 e8; BD -8 e8; GB -7 e8; BD -6 e8; LE -3 e3; CS -2 e3; MS -1 e3"
    first = advice(hard).offer
    assert first is not None
    assert first.offered_rung in ("standard@2", "hands-down")
    taken, other = {"standard@2": ("GB@2", "BD"), "hands-down": ("GB@3", "BD/hands-down")}[
        first.offered_rung
    ]
    second = advice(f"{FILLER}; {hard}; {taken} + {other} 0 e8; CS 1; LE 2; MS 3", days=4).offer
    assert second is not None
    assert {first.id, second.id} == {"glute-bridge", "bird-dog"}


def test_a_tip_is_about_an_exercise_suggested_today() -> None:
    past = "CS -9 e8; CS -5 e8; GB -3; BD -3; LE -2 e3; MS -2 e3"
    tip = advice(past).offer
    assert tip is not None
    assert tip.is_tip
    assert tip.id in {one.id for one in advice(past).suggestion}
    tied = "CS -9 e8; CS + GB + BD + LE + MS -5 e8"
    assert [advice(f"{FILLER}; {tied}", days=days).offer for days in range(5)] == [None] * 5


def test_an_offer_missed_during_a_break_is_made_again() -> None:
    before = "; ".join(f"GB -{n} b0 a0 e3" for n in range(21, 46, 3))
    after = "GB -8 b0 a0 e3; BD -6 b0 a0 e3; LE -5 b0 a0 e3; CS -4 b0 a0 e3; MS -3 b0 a0 e3"
    seen = [advice(f"{FILLER}; {before}; {after}", days=n).offer for n in range(-2, 3)]
    assert any(offer and offer.offered_rung == "standard@4" for offer in seen)


def test_an_exercise_switched_to_an_easier_version_stays_there_after_a_worse_morning() -> None:
    """Switching to the pillow after a hold of 3 would by itself cost one rung."""
    past = "CS -5; GB -4; BD -3; MS -2; LE/pillow@3 -1 ?4"
    later = "CS 0; GB 0; BD 0; MS 0"
    assert shown(advice(f"{past}; {later}", days=1).suggestion).startswith("LE@2×10")
    worse = f"{past} =worse; {later}"
    assert shown(advice(worse, days=1).suggestion).startswith("LE/pillow@2×10")


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        ("LE@4 -40; BD -4; GB -3; CS -2; MS -1", "Four weeks or more since Supine Leg Extension."),
        (
            "LE -6 b2 a5; BD -4; GB -3; CS -2; MS -1",
            "Your back was worse after Supine Leg Extension.",
        ),
    ],
)
def test_a_reason_that_concerns_one_of_two_exercises_names_that_exercise(
    past: str, reason: str
) -> None:
    assert advice(f"{FILLER}; {past}").reason.startswith(reason)


@pytest.mark.parametrize(
    ("past", "kind", "reason"),
    [
        ("BD + GB@10 -9", "routine", "Your routine."),
        (
            "BD + GB@10 -10",
            "routine-back",
            "Welcome back. Your routine; half of it is fine today.",
        ),
        ("BD + GB@10 -1; BD + GB@15 0", "routine-2", "Your routine, for the second time today."),
        (
            "BD + GB@10 -3; BD -3 !7; BD -2 !6; BD -1 !6",
            "routine-part",
            "Your routine without Bird Dog, which hurt yesterday (pain 6).",
        ),
        (
            "BD + GB@10 -1; GB@10 -1 !4",
            "routine-half",
            "Glute Bridge hurt yesterday (pain 4). Half its reps today.",
        ),
    ],
)
def test_the_reason_says_how_a_routine_is_adapted(past: str, kind: str, reason: str) -> None:
    found = advice(past, replace(CATALOG, routines=(ROUTINE,)))
    assert (found.kind, found.reason) == (kind, reason)


def test_a_routine_leaves_out_exercises_marked_not_for_me() -> None:
    catalog, settings = replace(CATALOG, routines=(ROUTINE,)), Settings(not_for_me=("bird-dog",))
    found = advise(catalog, history("BD -30 !6; BD + GB@10 -1"), settings, TODAY)
    assert found.reason == "Your routine without Bird Dog, which you marked “not for me”."


@pytest.mark.parametrize(
    ("unanswered", "asked"),
    [
        (9, {"auto": "next-morning", "on": "next-morning", "off": None}),
        (10, {"auto": None, "on": "next-morning", "off": None}),
    ],
)
def test_questions_stop_after_ten_unanswered_days_unless_the_settings_say_otherwise(
    unanswered: int, asked: dict[str, str | None]
) -> None:
    past = "; ".join(f"BD {-2 * n}" for n in range(2, unanswered + 1)) + "; GB@4 -1"
    for setting, question in asked.items():
        settings = msgspec.structs.replace(Settings(), questions=setting)
        assert advise(CATALOG, history(past), settings, TODAY).question == question, setting


def test_pain_is_asked_about_before_a_days_first_session_unless_nobody_answers() -> None:
    always = Settings(ask_pain_before=True)
    silent = history("; ".join(f"BD {-2 * n}" for n in range(2, 13)))
    assert advice(f"{FILLER}; BD -5 b2").asks_pain
    assert not advice(f"{FILLER}; BD -5 b2; GB 0").asks_pain
    assert not advise(CATALOG, history("BD -5 b2"), always, TODAY, 2).asks_pain
    assert not advise(CATALOG, silent, Settings(), TODAY).asks_pain
    assert advise(CATALOG, silent, always, TODAY).asks_pain


def with_routines(*exercises: tuple[str, ...]) -> Catalog:
    """Return a catalog with a routine for each group of exercises, in their usual doses."""
    routines = (Routine("-".join(ids), "Mine", tuple(map(Prescribed, ids))) for ids in exercises)
    return replace(CATALOG, routines=tuple(routines))


def test_of_two_routines_the_one_done_longer_ago_is_suggested() -> None:
    two = with_routines(("bird-dog",), ("clam-shells",))
    assert shown(advice("BD -1; CS -3", two).suggestion) == "CS×10"
    assert shown(advice("BD -3; CS -1", two).suggestion) == "BD×10"


def test_the_users_hold_applies_in_a_routine_that_prescribes_none() -> None:
    catalog = with_routines(("glute-bridge",))
    found = advise(catalog, history("GB -1"), Settings(hold=4.0), TODAY)
    assert [one.choice.hold for one in found.suggestion] == [4.0]


def test_a_routine_counts_as_followed_if_one_session_had_all_its_exercises() -> None:
    catalog = with_routines(("bird-dog", "glute-bridge"))
    choices = list(catalog.follow(catalog.routines[0]))
    past = "BD + GB -3; BD + GB -1; GB + BD -1; BD 0; GB 0"
    assert last_followed(choices, history(past)) == (TODAY - timedelta(days=1), 2)
    assert last_followed(choices, history("BD -1; GB -1")) is None


def test_a_planned_rest_day_suggests_nothing_and_says_how_to_train_anyway() -> None:
    found = advise(CATALOG, history(f"{FILLER}; {ROTATION}"), Settings(rest_days=("thu",)), TODAY)
    assert (found.kind, found.suggestion, found.done) == ("rest-day", (), False)
    assert found.day == TODAY
    pain = "Back or leg pain now, 0 to 10? Enter skips. Last time: 0."
    assert (found.asks_pain, found.pain_question) == (True, pain)
    resting = Settings(rest_days=("thu",))
    asked = advise(CATALOG, history(f"{FILLER}; {ROTATION}; CS -1 b2 a5"), resting, TODAY)
    assert (asked.question, asked.pain_question) == ("next-morning", pain.replace("0.", "2."))
    assert found.reason.startswith("Planned rest day. To train anyway,")


def test_every_suggested_exercise_has_a_reason() -> None:
    usual = advice(f"{FILLER}; {ROTATION}")
    assert [one.why for one in usual.suggestion] == ["Next in turn."] * 2
    gentle = advice("MS -14; CS -5; GB -4; BD -3; LE -2 b2 a8", days=-1)
    assert [one.why for one in gentle.suggestion] == [gentle.reason]


def test_the_question_about_pain_shows_the_previous_answer() -> None:
    found = advice(f"{FILLER}; CS -5 b4; GB -4 b3")
    assert found.asks_pain
    assert found.pain_question.endswith("Last time: 3.")
    gentle = advice("MS -14; CS -5; GB -4; BD -3; LE -2 b2 a8", days=-1)
    assert (gentle.asks_pain, gentle.pain_question[-13:]) == (True, "Last time: 2.")


def test_if_every_exercise_is_marked_not_for_me_the_coach_says_how_to_train() -> None:
    none = Settings(not_for_me=tuple(exercise.id for exercise in CATALOG.exercises))
    found = advise(CATALOG, history(f"{FILLER}; {ROTATION}"), none, TODAY)
    assert found.suggestion == ()
    assert found.reason.startswith("Every exercise is set to “not for me”.")


@pytest.mark.parametrize(
    ("past", "kind", "reason"),
    [
        (
            f"{FILLER}; {ROTATION}; BD -1 !6",
            "rest",
            "Bird Dog hurt yesterday (pain 6). Skip it until Saturday.",
        ),
        (
            "GB -30; CS -14 !6; CS -12 !6; GB -8; BD -6; LE -4; MS -2",
            "rest",
            "Clam Shells hurt on 14 November (pain 6). Skip it until Saturday.",
        ),
        # The exercise that hurt was not due today, and was not the last one done.
        ("GB -30; CS -9; MS -8; LE -7; GB -6; BD -2 !6; LE -1", "least", "Next in turn."),
        ("GB -30; GB -6; BD -5; LE -4 ; CS -1 !6", "rest", "Clam Shells hurt yesterday (pain 6)."),
        (
            f"{FILLER}; {ROTATION}; BD -40 !6; BD -1 !6",
            "rest",
            "Bird Dog hurt yesterday (pain 6). Skip it until 9 December.",
        ),
    ],
)
def test_the_reason_names_an_exercise_being_rested_if_it_was_due_or_hurt_last_time(
    past: str, kind: str, reason: str
) -> None:
    found = advice(past)
    assert found.kind == kind
    assert found.reason.startswith(reason)


def test_an_exercise_being_rested_can_be_looked_up_by_its_id() -> None:
    found = advice(f"{FILLER}; {ROTATION}; BD -1 !6; CS -1 !4; CS -1 !6")
    resting = found.find_resting("bird-dog")
    assert resting is not None
    assert (resting.id, resting.until) == ("bird-dog", TODAY + timedelta(days=2))
    assert found.find_resting("glute-bridge") is None


def test_an_exercise_marked_not_for_me_is_never_the_reason_even_if_it_is_being_rested() -> None:
    past, not_for_me = f"{FILLER}; {ROTATION}; BD -1 !6", Settings(not_for_me=("bird-dog",))
    assert advise(CATALOG, history(past), not_for_me, TODAY).kind == "least"


@pytest.mark.parametrize("pain", [None, 6])
def test_once_the_day_is_done_the_coach_names_tomorrows_first_exercise(pain: int | None) -> None:
    """Pain today does not make tomorrow an easy day, on which the squat is left out."""
    past = "GB -30; MS -9; GB -8; CS + LE + BD 0"
    found = advise(CATALOG, history(past), Settings(), TODAY, pain)
    assert (found.kind, found.done, found.tomorrow) == ("done", True, "Mobility Squat")
    assert found.reason == "Done for today. Tomorrow: Mobility Squat. Standing up soon? Press b."
    stopped = advice(f"{past}; BD 0 !4")
    assert (stopped.kind, stopped.day) == ("enough", TODAY)
    assert stopped.reason == "Enough for today. What you did is saved. Tomorrow: Mobility Squat."


def test_once_the_day_is_done_the_coach_names_tomorrows_routine_or_rest_day() -> None:
    routine = replace(CATALOG, routines=(ROUTINE,))
    twice = "BD + GB@10 0; BD + GB@10 0"
    assert advice(twice, routine).reason.startswith("Done for today. Tomorrow: your routine.")
    resting = {
        weekday: advise(CATALOG, history("GB -30; GB 0"), Settings(rest_days=(weekday,)), TODAY)
        for weekday in ("wed", "fri", "sat")
    }
    assert [found.tomorrow == "a rest day" for found in resting.values()] == [False, True, False]
    assert resting["fri"].reason.startswith("Done for today. Tomorrow: a rest day.")


def test_once_the_day_is_done_the_coach_names_nothing_if_everything_is_rested_tomorrow() -> None:
    hurt = "; ".join(f"{id} 0 !6" for id in ("GB", "BD", "LE", "CS", "MS"))
    found = advice(f"{FILLER}; {hurt}")
    assert (found.kind, found.tomorrow) == ("enough", "")
    assert found.reason == "Enough for today. What you did is saved."


def test_a_day_on_which_every_exercise_is_rested_does_not_count_as_done() -> None:
    hurt = "; ".join(f"{id} -1 !6" for id in ("GB", "BD", "LE", "CS", "MS"))
    found = advice(f"{FILLER}; {hurt}")
    assert (found.kind, found.day, found.done) == ("all-rest", TODAY, False)


def test_nothing_replaces_a_routine_whose_exercises_are_all_being_rested() -> None:
    routine = replace(CATALOG, routines=(ROUTINE,))
    found = advice(f"{FILLER}; {ROTATION}; BD + GB@10 -1 !6", routine)
    assert (found.kind, found.suggestion) == ("all-rest", ())
    set_aside = Settings(not_for_me=("bird-dog", "glute-bridge"))
    instead = advise(routine, history(f"{FILLER}; {ROTATION}"), set_aside, TODAY)
    assert shown(instead.suggestion) == "CS×10 + MS×5"


@pytest.mark.parametrize(("days", "number"), [(13, 1), (14, 2)])
def test_in_the_first_two_weeks_one_exercise_a_day_is_suggested(days: int, number: int) -> None:
    past = f"GB {-days}; BD -8; LE -5; CS -3; MS -2"
    assert len(advice(past).suggestion) == number


READY = "CS -10 b0 a0 e3; CS -7 b0 a0 e3; CS -4 b0 a0 e3; GB -2; BD -2; LE -2"
"""Three good days with Clam Shells, so that the next step may be offered."""


def test_a_day_with_an_offer_has_no_question() -> None:
    asking = Settings(ask_pain_before=True)
    found = advise(CATALOG, history(f"{FILLER}; {READY}; MS -1"), asking, TODAY)
    assert found.offer is not None
    assert (found.question, found.asked, found.asks_pain) == (None, "", False)


@pytest.mark.parametrize(
    ("past", "pain"),
    [
        ("MS -1 !4", None),  # asked about the morning after
        ("MS -1 !4 =same", None),  # and answered
        ("MS -1", 2),
        ("MS -1; LE 0 0/10 ~fatigue", None),
    ],
)
def test_nothing_is_offered_after_a_question_or_a_session_on_the_same_day(
    past: str, pain: int | None
) -> None:
    sessions = history(f"{FILLER}; {READY}; {past}")
    found = advise(CATALOG, sessions, Settings(), TODAY, pain)
    assert shown(found.suggestion).startswith("CS×10")
    assert found.offer is None


@pytest.mark.parametrize(
    ("days", "suggested"),
    [(1, "GB@3×5 + BD×6"), (3, "GB@3×5 + BD×6"), (4, "GB@3×10 + BD×10")],
)
def test_a_worse_morning_halves_the_reps_for_up_to_three_days(days: int, suggested: str) -> None:
    worse = advice(f"GB -30; GB -9; BD -8; LE -7; MS -6; CS {-days} =worse")
    assert shown(worse.suggestion) == suggested


def test_sessions_of_up_to_90_seconds_are_not_called_plenty() -> None:
    """A session of up to 90 seconds counts as the short one before standing up."""
    for seconds, kind in ((90.0, "done"), (91.0, "plenty")):
        sessions = [
            msgspec.structs.replace(
                session,
                exercises=tuple(
                    msgspec.structs.replace(one, seconds=seconds) for one in session.exercises
                ),
            )
            for session in history(f"{FILLER}; GB 0; BD 0; LE 0")
        ]
        assert advise(CATALOG, sessions, Settings(), TODAY).kind == kind


# Pain, bad days and easy days


@pytest.mark.parametrize(
    ("pain", "kind", "reason"),
    [
        (5, "least", "Next in turn."),
        (6, "gentle-6", "Pain 6. One exercise in its easiest version, or none."),
        (7, "pain-7", "Pain 7. No exercises today."),
        (10, "pain-7", "Pain 10. No exercises today."),
    ],
)
def test_pain_of_six_leaves_one_easy_exercise_and_pain_of_seven_leaves_none(
    pain: int, kind: str, reason: str
) -> None:
    past = f"{FILLER}; {ROTATION}"
    for found in (
        advise(CATALOG, history(past), Settings(), TODAY, pain),
        advice(f"{past}; LE 0 0/10 b{pain}"),
    ):
        assert (found.kind, found.day, found.done) == (kind, TODAY, False)
        assert found.reason.startswith(reason)


def test_pain_of_seven_after_a_session_ends_the_day() -> None:
    found = advice(f"{FILLER}; {ROTATION}; LE 0 a7")
    assert (found.kind, found.suggestion, found.done) == ("pain-7", (), False)
    assert advice(f"{FILLER}; {ROTATION}; LE 0 a6").kind == "done"


@pytest.mark.parametrize(
    ("past", "kind"),
    [
        ("LE -1 a7", "gentle-7"),
        ("LE -1 b7", "gentle-7"),
        ("LE -1 a6", "least"),
        ("LE -3 a7", "gentle-7"),
        ("LE -4 a7", "least"),
        ("LE -2 a7; BD -1", "least"),
        ("LE -1 a7; CS 0 3/10", "gentle-7"),
        ("LE -2 a7; BD -1; CS 0 3/10", "least"),
    ],
)
def test_the_first_training_day_within_three_days_of_a_bad_day_is_easy(
    past: str, kind: str
) -> None:
    found = advice(f"GB -30; LE -14; GB -8; MS -7; CS -6; BD -5; {past}")
    assert (found.kind, len(found.suggestion)) == (kind, 1 if kind == "gentle-7" else 2)
    if kind == "gentle-7":
        last_time = "Last time your pain was 7."
        assert found.reason == f"{last_time} One exercise today, in its easiest version."


CALM = "GB -9; BD -6; LE -3"


@pytest.mark.parametrize(
    ("past", "kind"),
    [
        ("GB -9 !7; BD -8 !7; LE -7 !7", "return"),
        ("GB -8 !7; BD -7 !7; LE -6 !7", "all-rest"),
        ("GB -20 !7; BD -15 !7; LE -6 !7", "all-rest"),
        ("GB -27 !7; BD -8 !7; LE -7 !7; CS -5", "return"),
        ("GB -28 !7; BD -8 !7; LE -7 !7; CS -5", None),
        ("GB -9 b8 a7; BD -8 b7 a8; LE -7 b8 a8; CS -5", None),
        (f"GB -20 a7; BD -19 a7; LE -18 a7; {CALM}", None),
        ("GB -20 a7; BD -19 a7; LE -18 a7; BD -6; LE -3", "return"),
        ("GB -20 a7; BD -19 a7; LE -18 a7; GB -9 !4; BD -6; LE -3", "return"),
        ("GB -20 a7; BD -19 a7; LE -18 a7; GB -9; BD -6 =worse; LE -3", "return"),
        (f"GB -20 a7; BD -19 a7; LE -18 a7; GB -12; {CALM} !4; GB -2", "return"),
        (f"GB -20 a7; BD -19 a7; LE -18 a7; CS -12 !4; {CALM}", None),
    ],
)
def test_three_bad_days_are_followed_by_a_week_of_rest_and_three_calm_days(
    past: str, kind: str | None
) -> None:
    found = advice(f"GB -60; {past}")
    assert (found.kind if found.kind in ("all-rest", "return") else None) == kind
    if kind == "return":
        assert [one.why for one in found.suggestion] == [found.reason]


def test_after_three_bad_days_training_resumes_with_half_the_reps_of_the_easiest_version() -> None:
    past = "GB -60; BD -30; GB -20 a7; LE -19 a7; GB -18 a7; MS -10; CS -9"
    assert shown(advice(past).suggestion) == "BD/hands-down×6"


@pytest.mark.parametrize(
    ("past", "told"),
    [
        ("GB -4 =worse; BD -2 =worse", True),
        ("GB -4 =worse; BD -2", False),
        ("GB -6 =same; BD -4 =worse; CS -2 =same", False),
        ("GB -6 =worse; BD -4 =worse; CS -2", True),
        ("GB -6 =same; BD -4 =worse; CS -2 =worse", True),
        ("GB -6 =worse; BD -4 =worse; CS -3; LE -2", False),
        ("GB -6 =worse; LE -5 =same; BD -4 =worse", False),
        ("GB -6 =worse; BD -4 =worse; CS -3 0/10; LE -2 0/10", True),
        ("GB -13 b7; BD -8 b8; CS -2 b9", True),
        ("GB -14 b7; BD -8 b8; CS -2 b9", False),
        ("GB -13 b6; BD -8 b8; CS -2 b9", False),
        ("GB -13 b7; BD -8 b8; CS -5 b9; LE -3", True),
        ("GB -13 b7; BD -8 b8; CS -5 b9; LE -3; BD -2", False),
    ],
)
def test_a_professional_is_suggested_after_two_worse_mornings_or_three_bad_days(
    past: str, told: bool
) -> None:
    assert (PROFESSIONAL in advice(f"GB -30; {past}").notices) == told


def test_a_clock_behind_the_history_is_mentioned() -> None:
    assert advice(f"{FILLER}; BD 5").notices == (
        "Sessions after today (up to 2026-12-01) are ignored. Is the clock right?",
    )
    assert advice(f"{FILLER}; BD 1").notices == ()


# What is enough for a day, and where to begin again


def test_a_session_cut_short_without_pain_does_not_change_the_suggestion() -> None:
    before, after = advice(f"{FILLER}; {ROTATION}"), advice(f"{FILLER}; {ROTATION}; MS 0 2/5")
    assert (after.kind, after.done) == ("least", False)
    assert "clam-shells" in {one.id for one in after.suggestion} & {
        one.id for one in before.suggestion
    }


def test_a_routine_done_as_often_as_prescribed_is_never_too_much() -> None:
    three = replace(CATALOG, routines=(msgspec.structs.replace(ROUTINE, times_a_day=3),))
    done = "; ".join(["BD + GB@10 0"] * 3)
    assert advice(done, three).kind == "done"
    assert advice(f"{done}; CS + LE 0", three).kind == "plenty"


def test_advice_based_on_a_routine_names_the_routine() -> None:
    routine = replace(CATALOG, routines=(ROUTINE,))
    assert advice("BD + GB@10 -2", routine).routine == "mine"
    assert advice("BD + GB@10 -2").routine is None


@pytest.mark.parametrize(
    ("past", "suggested", "kind"),
    [
        ("GB -40; BD -12; GB -11", "BD×10", "back"),
        ("GB -40; BD/hands-down -12; GB -10", "BD/hands-down×10", "back"),
        ("GB@4 -60; BD -50", "GB@3×10", "back"),
        ("GB -40; BD -12; GB -9", "LE@3×10 + CS×10", "new"),
    ],
)
def test_after_ten_days_away_one_known_exercise_is_suggested(
    past: str, suggested: str, kind: str
) -> None:
    found = advice(past)
    assert (found.kind, shown(found.suggestion)) == (kind, suggested)


def test_after_ten_days_away_no_exercise_marked_not_for_me_is_suggested():
    not_for_me = Settings(not_for_me=("glute-bridge",))
    found = advise(CATALOG, history("GB -40; GB -12"), not_for_me, TODAY)
    assert (found.kind, shown(found.suggestion)) == ("back", "BD×10")


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        ("BD -27; GB -11", "Welcome back. One exercise today, as you last did it."),
        ("BD -28; GB -11", "Welcome back. One exercise today, in its easier version."),
    ],
)
def test_after_a_break_the_reason_says_which_version_to_do(past: str, reason: str) -> None:
    found = advice(f"GB -60; {past}")
    assert (found.reason, found.suggestion[0].why) == (reason, reason)


def test_on_an_easy_day_an_exercise_of_the_routine_is_chosen() -> None:
    """Clam Shells was done longer ago, and is in no routine."""
    routine = replace(CATALOG, routines=(ROUTINE,))
    past = "CS -9; BD + GB@10 -3; LE -1 b8"
    assert shown(advice(past, routine).suggestion) == "BD/hands-down×10"
    assert shown(advice(past).suggestion) == "CS×10"


@pytest.mark.parametrize(
    ("past", "kind", "suggested"),
    [
        ("CS -9 !6; GB -8; LE -7; MS -6; BD -5", "half", "CS×5 + GB@3×10"),
        ("BD -9 !6; GB -8; LE -7; MS -6; CS -5", "easier", "BD/hands-down×10 + GB@3×10"),
        ("GB -9; BD -8 =worse; LE -7; MS -6; CS -5", "worse", "GB@3×10 + BD×6"),
    ],
)
def test_the_kind_of_the_advice_says_how_the_day_is_easier(
    past: str, kind: str, suggested: str
) -> None:
    found = advice(f"GB -30; {past}")
    assert (found.kind, shown(found.suggestion)) == (kind, suggested)
    assert (found.day, found.done) == (TODAY, False)


# The questions


def test_the_question_about_the_morning_names_its_session() -> None:
    sessions = history(f"{FILLER}; {ROTATION}; CS -1 b2 a5; MS -1 0/5")
    found = advise(CATALOG, sessions, Settings(), TODAY)
    assert found.question == "next-morning"
    assert found.asked == "Was your back worse the morning after yesterday's session?"
    assert found.session == sessions[-2].id
    assert found.pain_question.endswith("Last time: 2.")
    assert not found.asks_pain
    # After an answer, or once pain has been reported, no question follows.
    answered = advice(f"{FILLER}; {ROTATION}; CS -1 b2 a5 =same")
    assert (answered.question, answered.asks_pain, answered.session) == (None, False, None)
    with_pain = advise(CATALOG, sessions, Settings(), TODAY, 2)
    assert (with_pain.question, with_pain.asks_pain) == (None, False)


@pytest.mark.parametrize(
    ("settings", "question"),
    [
        (Settings(), None),
        (Settings(ask_pain_before=True), "pain-before"),
        (Settings(questions="on"), "pain-before"),
    ],
)
def test_pain_is_asked_about_at_the_start_or_as_the_question_of_the_day(
    settings: Settings, question: str | None
) -> None:
    found = advise(CATALOG, history("GB -30; GB -9; BD -8; LE -7; CS -2 b3"), settings, TODAY)
    asked = "Back or leg pain now, 0 to 10? Enter skips. Last time: 3."
    assert (found.asks_pain, found.pain_question) == (True, asked)
    assert (found.question, found.asked) == (question, asked if question else "")
