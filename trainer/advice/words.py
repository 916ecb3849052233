"""All the wording of the advice.

With the bundled names, every line has at most 73 columns, and fits in a terminal of 80. Longer
names of the user's own exercises are cut.
"""

from __future__ import annotations

from datetime import date

from trainer.advice.past import Setback
from trainer.catalog.choosing import Choice
from trainer.catalog.ladders import Rung
from trainer.catalog.model import Exercise

LONGEST_LINE = 73
LONGEST_NAME = 20
NEARBY = 6
"""Up to this many days away, a day is named by its weekday."""

FIRST = "Start with this one. One exercise is enough for today."
LEAST = "Next in turn."
NEW = "Not tried yet."
NOT_FOR_ME = "You marked this “not for me”. Press space to add it anyway."
PASSED = "Not done for a while. Do it once to have it suggested again."
ROUTINE = "Your routine."
ROUTINE_BACK = "Welcome back. Your routine; half of it is fine today."
BACK = "Welcome back. One exercise today, as you last did it."
BACK_EASIER = "Welcome back. One exercise today, in its easier version."
RETURN = "After your rest, one exercise in its easiest version, with half the reps."
GENTLE_6 = "Pain 6. One exercise in its easiest version, or none."
ALL_REST = "These hurt recently, so skip them for now. Walk a little; keep moving."
NONE_LEFT = "Every exercise is set to “not for me”. Press space to choose one anyway."
REST_DAY = "Planned rest day. To train anyway, move to an exercise and press enter."
WORSE_ANSWERED = "Thanks. Half the reps are enough today."
YES_OR_NO = "Press y for yes, n for no."
SAME_ANSWERED = "Thanks. Good to know."
NEVER_AGAIN = "All right, you won't be asked again. You can still switch with v."
NONE_BEFORE_STANDING = (
    "No floor exercise is available today. When you get up, roll onto your side first."
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NUMBERS = (
    *("no times", "once", "twice", "three times", "four times", "five times", "six times"),
    *("seven times", "eight times", "nine times", "ten times", "eleven times", "twelve times"),
)
_ORDINALS = ("", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")

_TRY = {
    ("bird-dog", "hands-down"): "hands down",
    ("bird-dog", "standard"): "arm and leg together",
    ("supine-leg-extension", "pillow"): "a pillow",
    ("supine-leg-extension", "standard"): "no pillow",
    ("clam-shells", "standard"): "no resistance",
    ("clam-shells", "hand"): "a hand on the knee",
    ("clam-shells", "band"): "a band",
    ("mobility-squat", "chair"): "the chair",
    ("mobility-squat", "lower-chair"): "the lower chair",
    ("mobility-squat", "standard"): "the full squat",
}
"""The names of the bundled rungs in an offer, after "Try"."""
_STANDING_ON = {
    ("mobility-squat", "chair"): "Chair squat",
    ("mobility-squat", "lower-chair"): "Lower chair",
}
"""The names of exercises on these rungs, instead of the usual name."""


def cut(name: str) -> str:
    """Cut a name to LONGEST_NAME characters."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _fitting(*lines: str) -> str:
    """Return the first line that is short enough, or else the last."""
    return next((line for line in lines if len(line) <= LONGEST_LINE), lines[-1])


def full_date(day: date, today: date) -> str:
    """Return `9 December`, with the year if it is not this year."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def on_day(day: date, today: date) -> str:
    """Return `today`, `yesterday`, `on Monday` or `on 9 December`."""
    days = (today - day).days
    if days in (0, 1):
        return ("today", "yesterday")[days]
    name = WEEKDAYS[day.weekday()] if 0 < days <= NEARBY else full_date(day, today)
    return f"on {name}"


def until(day: date, today: date) -> str:
    """Return `until tomorrow`, `until Thursday` or `until 9 December`."""
    days = (day - today).days
    if days == 1:
        return "until tomorrow"
    name = WEEKDAYS[day.weekday()] if 0 < days <= NEARBY else full_date(day, today)
    return f"until {name}"


def ago(day: date | None, today: date) -> str:
    """Return how long ago a day was: `today`, `3 days ago`, or `not yet done` for None."""
    if day is None:
        return "not yet done"
    days = (today - day).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < 60 else f"{days // 30} months ago"


def session_of(day: date, today: date) -> str:
    """Return `yesterday's session`, `Monday's session` or `the session of 9 December`."""
    days = (today - day).days
    if days == 1:
        return "yesterday's session"
    if 0 < days <= NEARBY:
        return f"{WEEKDAYS[day.weekday()]}'s session"
    return f"the session of {full_date(day, today)}"


def times(number: int) -> str:
    """Return `once`, `twice`, `three times` or `13 times`."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number} times"


def _pain(pain: int | None) -> str:
    return "" if pain is None else f" (pain {pain})"


def easier(exercise: Exercise, setback: Setback, today: date) -> str:
    """Say why an exercise is easier today."""
    name = cut(exercise.name)
    if setback.what == "worse twice":
        less = "Easier version today."
        return _fitting(
            f"Your back was worse twice after {name}. {less}", f"Worse twice after {name}. {less}"
        )
    less = "Half the reps today." if setback.halves_reps else "Easier version today."
    if setback.what == "worse":
        after = f"Your back was worse after {name}"
        return _fitting(f"{after} {on_day(setback.day, today)}. {less}", f"{after}. {less}")
    hurt = f"{name} hurt {on_day(setback.day, today)}"
    return _fitting(f"{hurt}{_pain(setback.pain)}. {less}", f"{hurt}. {less}")


def stale(exercise: Exercise) -> str:
    """Say that an exercise is easier today because it has not been done for weeks."""
    return f"Four weeks or more since {cut(exercise.name)}. Easier version today."


def worse_morning(day: date, today: date) -> str:
    """Say that the reps are halved because the back was worse after the last session."""
    line = f"after {session_of(day, today)}. Half the reps today."
    return _fitting(f"Your back was worse {line}", f"Worse {line}")


def resting(exercise: Exercise, setback: Setback, free: date, today: date) -> str:
    """Say why an exercise is being rested, and for how long."""
    if setback.times > 1:
        line = f"It hurt {times(setback.times)}. Skip it {until(free, today)}, or press space"
        return _fitting(f"{line} to add it anyway.", f"{line}.")
    hurt = f"{cut(exercise.name)} hurt {on_day(setback.day, today)}"
    rest = f"Skip it {until(free, today)}."
    return _fitting(f"{hurt}{_pain(setback.pain)}. {rest}", f"{hurt}. {rest}")


def routine_again(number: int) -> str:
    """Say that the routine is due for the `number`th time today."""
    return f"Your routine, for the {_ORDINALS[min(number, 8)].lower()} time today."


def routine_part(exercise: Exercise, setback: Setback | None, today: date) -> str:
    """Say that an exercise is left out of the routine.

    If `setback` is None, the exercise is marked “not for me”.
    """
    name = cut(exercise.name)
    if setback is None:
        return f"Your routine without {name}, which you marked “not for me”."
    line = f"Your routine without {name}, which"
    hurt = f"hurt {on_day(setback.day, today)}"
    return _fitting(f"{line} {hurt}{_pain(setback.pain)}.", f"{line} {hurt}.", f"{line} hurt.")


def routine_half(exercise: Exercise, setback: Setback, today: date) -> str:
    """Say why an exercise of the routine gets half its reps."""
    name = cut(exercise.name)
    less = "Half its reps today."
    if setback.what != "stop":
        return f"Your back was worse after {name}. {less}"
    return f"{name} hurt {on_day(setback.day, today)}{_pain(setback.pain)}. {less}"


def gentle(pain: int) -> str:
    """Suggest one exercise after a day with pain of seven or more."""
    return f"Last time your pain was {pain}. One exercise today, in its easiest version."


def no_exercise(pain: int) -> str:
    """Suggest no exercise on a day with pain of seven or more."""
    return f"Pain {pain}. No exercises today. Walk a little if that feels all right."


def done(tomorrow: str) -> str:
    """Say that enough was done today, after a completed exercise."""
    line = f"Done for today.{_tomorrow(tomorrow)}"
    return _fitting(
        f"{line} For a short exercise before you stand up, press b.",
        f"{line} Standing up soon? Press b.",
        line,
    )


def enough(tomorrow: str) -> str:
    """Say that it is enough for today, after a stop for pain."""
    return f"Enough for today. What you did is saved.{_tomorrow(tomorrow)}"


def _tomorrow(tomorrow: str) -> str:
    return f" Tomorrow: {tomorrow}." if tomorrow else ""


def plenty(number: int) -> str:
    """Say that this is plenty, from the third session of a day on."""
    which = _ORDINALS[number] if number < len(_ORDINALS) else f"{number} sessions"
    session = "session " if number < len(_ORDINALS) else ""
    return f"{which} {session}today. That is plenty; one or two exercises are enough."


def clock_behind(last: date) -> str:
    """Say that the clock is behind `last`, the last day in the history."""
    return f"Sessions after today (up to {last}) are ignored. Is the clock right?"


def next_morning(day: date, today: date) -> str:
    """Ask about the morning after a session."""
    return f"Was your back worse the morning after {session_of(day, today)}?"


def pain_before(last: int | None) -> str:
    """Ask about pain before a session. The previous answer is shown, but is not the default."""
    shown = "" if last is None else f" Last time: {last}."
    return f"Back or leg pain now, 0 to 10? Enter skips.{shown}"


def step_up(
    here: Choice, to: Choice, rung: Rung, number: int, *, answered: bool, hard: bool
) -> str:
    """Offer the next rung."""
    name = _name(here)
    what = f"{_proposal(here, to, rung)}{' (advanced)' if hard else ''}?"
    if answered:
        return f"{name} went well {times(number)}. {what}"
    line = f"{name} done {times(number)}."
    return _fitting(
        f"{line} If nothing hurts, {what[:1].lower()}{what[1:]}", f"{line} No pain? {what}"
    )


def step_down(here: Choice, to: Choice, rung: Rung, number: int) -> str:
    """Offer the rung below."""
    what = _proposal(here, to, rung)
    return f"{_name(here)} was hard {times(number)}. {what} today?"


def fewer(here: Choice, number: int) -> str:
    """Say that fewer reps are fine, for an exercise with no easier rung."""
    line = f"{_name(here)} was hard {times(number)}. Fewer reps are fine"
    return _fitting(f"{line}: < takes one away.", f"{line}: press <.")


def refused(until: date | None, today: date) -> str:
    """Answer a refusal. If `until` is None, the offer is not made again."""
    if until is None:
        return NEVER_AGAIN
    return f"All right. You won't be asked again before {full_date(until, today)}."


def _name(choice: Choice) -> str:
    return cut(_STANDING_ON.get((choice.id, choice.variant), choice.name))


def _proposal(here: Choice, to: Choice, rung: Rung) -> str:
    """Return `Hold for 4` if only the hold differs, or else `Try the lower chair`."""
    if rung.hold is not None and to.variant == here.variant:
        return f"Hold for {rung.hold:g}"
    named = _TRY.get((to.id, to.variant))
    return f"Try {named or f'“{cut(to.variant_name)}”'}"
