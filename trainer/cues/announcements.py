"""What is said outside the reps: getting ready, resting, changing sides, returning, the end.

The functions that return iterators yield ever shorter wordings. The first one for which there
is time is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from trainer.catalog import STANDARD, Choice, Side
from trainer.cues.numbers import in_words
from trainer.cues.pace import Pace
from trainer.safety import ACCEPTABLE, EMERGENCY_SPOKEN, STOP_FROM, after_pain, band, change
from trainer.session.timeline import GET_READY, Stage, fill_sides, side_words

COUNT = 3
"""Seconds counted down before a movement."""
POSITION_SECONDS = 5
"""The silence for getting into position, before the movement is explained."""
AFTER_EXPLANATION = 4
"""Seconds for a short pause and the countdown."""
BEFORE_SET = 10
"""How many seconds before a set its position is said."""
LONGEST_BRIEF = 12
"""The first setup sentence is used as `brief` if it has at most this many words."""
GLUTES = "Your glutes are the muscles in your butt. Keep breathing, and stop if it hurts."
"""Said once, before the very first exercise."""
SAFETY = "Stay comfortable, and stop if the pain gets worse."
"""Said instead of GLUTES before every exercise after the first."""
_FROM_BELOW = "Roll onto your side, draw up your knees, and push up with your hands."
_GET_UP = (
    (("side",), "Push up with your hands, slowly."),
    (("back",), "Bend your knees, roll onto your side, and push up with your hands."),
    (("stomach", "lying", "front", "floor"), _FROM_BELOW),
    (("hands and knees", "kneel"), "Stand up slowly, one foot first."),
)


def sentence(text: str) -> str:
    """Turn a text into a sentence: add a capital letter and, if needed, a full stop."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def name(choice: Choice) -> str:
    """The exercise's name as a sentence: `Bird Dog, hands stay down.`"""
    if choice.variant == STANDARD:
        return sentence(choice.name)
    return sentence(f"{choice.name}, {choice.variant_name[:1].lower()}{choice.variant_name[1:]}")


def dose(choice: Choice, new: bool = False) -> str:
    """The dose as a sentence: `Ten in all, held for a count of three.`

    If `new` is True, the sentence also says how many reps are on each side.
    """
    exercise = choice.exercise
    reps = in_words(exercise.reps)
    if exercise.sets > 1:
        reps = f"{in_words(exercise.sets)} sets of {reps}"
    match exercise.sides:
        case "each":
            reps = f"{reps} on each side"
        case "alternate":
            reps = f"{reps} in all"
            if new and exercise.reps % 2 == 0:
                reps += f", {in_words(exercise.reps // 2)} each side"
        case "none" if exercise.sets == 1:
            reps = f"{reps} times" if exercise.reps > 1 else "once"
    held = ""
    if choice.hold is not None and choice.hold >= 2:
        short = choice.hold <= 5
        seconds = in_words(math.floor(choice.hold))
        held = f", held for a count of {seconds}" if short else f", held for {seconds} seconds"
    return sentence(reps + held)


def first_side(choice: Choice, side: Side | None) -> str:
    """The side to start with: `First, right arm, left leg.`; empty if there are no sides."""
    return f"First, {side_words(choice, side)}." if side else ""


def explanation(choice: Choice) -> str:
    """The movement in whole sentences, from the catalog or, if it has none, made from the steps."""
    exercise = choice.exercise
    if exercise.explain:
        return exercise.explain
    said = []
    for number, step in enumerate(exercise.steps):
        if step.kind == "hold":
            said.append("Hold, and keep breathing.")
            continue
        settles = number and step.breath == "easy" and step.pose == exercise.steps[number - 1].pose
        if settles and (step.pose or step.seconds <= 1):
            continue
        side: Side | None = None if exercise.sides == "none" else "right"
        cue = fill_sides(step.cue, choice, side)
        squeezes = bool(step.squeeze) and "squeez" not in cue.lower()
        cue += ", and squeeze" if squeezes else ""
        breath = {"inhale": "Breathe in, ", "exhale": "Breathe out, "}.get(step.breath, "")
        said.append(sentence(breath + (f"{cue[:1].lower()}{cue[1:]}" if breath else cue)))
    if exercise.sides == "alternate":
        said.append("Then the other side.")
    return " ".join(said)


def brief(choice: Choice) -> str:
    """A reminder of the position for somebody who knows the exercise; may be empty."""
    exercise = choice.exercise
    if exercise.brief is not None:
        return exercise.brief
    first = exercise.setup[0] if exercise.setup else ""
    return first if len(first.split()) <= LONGEST_BRIEF else ""


def get_up(choice: Choice) -> str:
    """How to get up from the floor after this exercise; empty if it is done standing or sitting."""
    if choice.exercise.get_up is not None:
        return choice.exercise.get_up
    position = choice.exercise.position.lower()
    return next((text for words, text in _GET_UP if any(w in position for w in words)), "")


# Waits


def new_exercise(
    choice: Choice, side: Side | None, very_first: bool = False, opening: str = ""
) -> tuple[str, str]:
    """Return everything to say: first the position, then the movement.

    Between the two texts there is time to get into position.
    """
    return _joined(opening, name(choice), *choice.exercise.setup), _joined(
        explanation(choice),
        dose(choice, new=True),
        GLUTES if very_first else SAFETY,
        first_side(choice, side) or "Get ready.",
    )


def known_exercise(choice: Choice, side: Side | None, opening: str = "") -> Iterator[str]:
    """What is said while somebody gets ready for an exercise they know."""
    position = sentence(choice.exercise.position)
    first = first_side(choice, side)
    yield _joined(opening, name(choice), position, brief(choice), dose(choice), first)
    yield _joined(opening, name(choice), position, brief(choice), first)
    yield _joined(opening, name(choice), position, first)
    yield _joined(opening, name(choice), first)
    yield _joined(opening, first or name(choice))
    yield first or name(choice)


def ready_seconds(choice: Choice, pace: Pace, very_first: bool = False, opening: str = "") -> float:
    """How many seconds getting ready for a new exercise takes.

    There is time for all that is said, and never less time than usual.
    """
    exercise = choice.exercise
    usual = GET_READY if exercise.get_ready is None else exercise.get_ready
    side: Side | None = None if exercise.sides == "none" else "right"
    position, movement = new_exercise(choice, side, very_first, opening)
    explained = pace.seconds(position) + POSITION_SECONDS + pace.seconds(movement)
    return max(usual, math.ceil(explained + AFTER_EXPLANATION))


def rest_before_exercise(choice: Choice) -> Iterator[str]:
    """What is said in the rest between two exercises."""
    title = name(choice).removesuffix(".")
    yield f"Rest. Next, {title}, {choice.exercise.position}."
    yield f"Rest. Next, {title}."
    yield f"Next, {title}."
    yield "Rest."


def rest_before_set(stage: Stage, choice: Choice) -> Iterator[str]:
    """What is said when a rest between two sets begins."""
    sets = choice.exercise.sets
    comes = f"Next is set {in_words(stage.set)} of {in_words(sets)}."
    yield f"Rest, {in_words(stage.seconds)} seconds. {comes}"
    yield f"Rest. {comes}"
    yield "Rest."


def before_set(stage: Stage, choice: Choice) -> Iterator[str]:
    """What is said ten seconds before a set begins."""
    position, first = sentence(choice.exercise.position), first_side(choice, stage.side)
    yield _joined("Ten seconds left.", position, first)
    yield _joined(position, first)
    yield first or position


def short_rest_before_set(stage: Stage, choice: Choice) -> Iterator[str]:
    """What is said if there is no time for `rest_before_set` and then `before_set`."""
    position, first = sentence(choice.exercise.position), first_side(choice, stage.side)
    for begins in rest_before_set(stage, choice):
        yield _joined(begins, position, first)
    yield _joined("Rest.", first)
    yield first or "Rest."


def switch_sides(stage: Stage, choice: Choice) -> Iterator[str]:
    """What is said when the person changes sides."""
    side, exercise = side_words(choice, stage.side), choice.exercise
    cue = stage.cue.rstrip(".")
    plain = f"Half way. {sentence(cue)[:-1]}, {side}."
    detail = stage.detail if exercise.switch_detail != "{side_label}." else ""
    if detail:
        names_side = side in detail.lower()
        begins = "" if detail.lower().startswith("half way") else "Half way."
        yield _joined(begins, detail) if names_side else _joined(plain, detail)
    yield plain
    yield f"{sentence(cue)[:-1]}, {side}."
    yield sentence(side)


def re_entry(stage: Stage, choice: Choice) -> Iterator[str]:
    """What is said while the person gets back into position after a pause."""
    position = stage.ends_at
    if not position:
        yield sentence(choice.exercise.position)
    elif stage.first and choice.sides == "alternate":
        side = side_words(choice, stage.side)
        yield sentence(f"{position}, {side}")
        yield sentence(side)
    else:
        yield f"Back into position, {position}."
        yield sentence(position)


# Answers to keys, and the end


def leaving(done: int, planned: int) -> str:
    """The question asked when `q` is pressed."""
    return (
        f"End here? {reps_saved(done, planned, 'done')}"
        " Press enter to save and end, space to carry on."
        if done
        else "End here? You have not done a rep yet. Press enter to end, space to carry on."
    )


def reps_saved(done: int, planned: int, word: str = "saved") -> str:
    """How many reps are saved: `Six of ten reps are saved.`"""
    verb = "is" if done == 1 else "are"
    return sentence(f"{in_words(done)} of {in_words(planned)} reps {verb} {word}")


def ended(completed: bool, done: int, planned: int, choice: Choice) -> str:
    """The last words of a session."""
    if completed:
        return _joined("Finished. Well done.", get_up(choice))
    saved = reps_saved(done, planned) if done else ""
    return _joined("The session has ended.", saved, get_up(choice))


HURTS = "Stopped. Ease down, breathe, rest. How much does it hurt, zero to ten?"
CUT_OFF = "Your session was cut off. Press enter to continue where it stopped."
PAIN_BEFORE = "How much does your back hurt now, zero to ten?"
PAIN_AFTER = "How much does it hurt now, zero to ten?"
EFFORT = "Effort, zero to ten?"
SAVED = "Saved."


def hurt_answer(pain: int, easier: str, more: bool) -> str:
    """Respond to a pain (0-10) reported during an exercise, and say which keys work now.

    `easier` is the name of the easier version; it may be empty. `more` says whether another
    exercise follows.
    """
    number = f"{in_words(pain).capitalize()}."
    if pain >= STOP_FROM:
        return f"{number} Stop for today. Press enter to end. {EMERGENCY_SPOKEN}"
    allowed = after_pain(pain, has_easier=bool(easier), more=more)
    offers = []
    if pain > ACCEPTABLE:
        offers.append(band(pain))
    if "easier" in allowed:
        offers.append(f"press v for the easier version, {easier[:1].lower()}{easier[1:]}.")
    keys = ["press n for the next exercise"] if "next" in allowed else []
    keys.append("enter to end here" if keys else "press enter to end here")
    keys += ["escape to carry on"] if "carry-on" in allowed else []
    offers.append(f"{', '.join(keys)}.")
    return _joined(number, *(sentence(offer) for offer in offers))


def pain_before_answer(pain: int) -> str:
    """Read back the pain (0-10) before a session. At seven or more, advise against exercise."""
    number = sentence(in_words(pain))
    if pain < STOP_FROM:
        return number
    asked = "Press enter to stop, or y to start anyway."
    return f"{number} No exercises today. {asked} {EMERGENCY_SPOKEN}"


def easier_name(easier: Choice | None) -> str:
    """The name of the easier version; empty if there is none."""
    if easier is None:
        return ""
    return easier.name if easier.variant == STANDARD else easier.variant_name


def pain_read_back(pain: int, before: int | None) -> str:
    """Repeat the pain (0-10) reported at the check-in, and compare it to the pain before."""
    number = sentence(in_words(pain))
    if before is None:
        return number
    return f"{number} It was {in_words(before)}: {change(before, pain)}."


def hold_limit(seconds: float, longest: bool) -> str:
    """Say why the hold did not change: it is already as long or short as possible."""
    limit = "longest" if longest else "shortest"
    return f"{in_words(seconds).capitalize()} seconds is the {limit} hold."
