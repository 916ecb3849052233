"""What the coach must say about pain. This is general information, not medical advice."""

from __future__ import annotations

from typing import Literal

STOP_FROM = 7
"""The session ends at this pain (0-10) or more (traffic-light system: 0-3 go on, 4-6 caution)."""

ACCEPTABLE = 5
"""Exercise may go on at this pain (0-10) or less, if the pain settles and is no worse next morning.
(Pain-monitoring model, Thomeé; made for knees and tendons, not for backs.)"""

EASIER_FROM = 3
"""The easier version is offered at this pain (0-10) or more. No source: our own number."""

CLEAR_CHANGE = 2
"""A difference of this many points (0-10) counts as a change (Ostelo 2008: 2 points or 30 %)."""

CANNOT_SEE = "The trainer only keeps time. It cannot see you."

BEFORE = (
    "This is general information, not a diagnosis or medical advice. If you are pregnant, "
    "recently had surgery or a fracture, have osteoporosis or heart or blood pressure trouble, or "
    "were told to limit exercise, ask a clinician first."
)

EMERGENCY_NUMBERS = "112, 911 or 999"
EMERGENCY_SIGNS = (
    "pain, tingling, weakness or numbness in both legs, or legs suddenly hard to coordinate",
    "numbness or tingling around the genitals or buttocks, or a change in sexual function",
    "trouble peeing, or loss of bladder or bowel control",
    "chest pain",
    "pain that began with a serious accident",
)
"""Signs of an emergency if they come with back pain, as listed by the NHS."""
EMERGENCY = (
    f"Get emergency help ({EMERGENCY_NUMBERS}) if you have back pain and "
    f"{'; '.join(EMERGENCY_SIGNS[:-1])}; or {EMERGENCY_SIGNS[-1]}."
)

EMERGENCY_IN_SHORT = (
    "If back pain comes after a serious accident, or with numb or weak legs, numbness between the "
    "legs, trouble peeing or chest pain, do not exercise: call 112, 911 or 999."
)
"""Shown to everybody before the first session. `EMERGENCY` is the full list."""

EMERGENCY_SPOKEN = (
    "Numb or weak legs, numbness between your legs, trouble peeing, or chest pain: get emergency "
    "help. Call one one two, nine one one, or nine nine nine."
)

SEE_A_DOCTOR = (
    "See a doctor soon if you have a fever, unplanned weight loss, a lump on your back or a change "
    "in its shape; if the pain does not ease with rest, is worse at night or when you sneeze, "
    "cough or poo, or is between the shoulder blades; or if you have had cancer, have taken "
    "steroids for a long time, or have a weak immune system."
)

STOP_RULES = (
    "Stop at once if pain jumps, goes above 5 or shoots down a leg, or you feel numb, weak, dizzy "
    "or short of breath, or have chest pain. Ease down, breathe, rest. At 7 or more, stop for the "
    "day."
)

AFTERWARDS_IN_SHORT = "A little soreness is normal. Tomorrow, say how it feels."
NONE_OF_THEM = "None of these?"
"""The question between the signs of an emergency and `REST_NOW`."""
REST_NOW = (
    "No more exercises today. Rest a while in whatever position is most comfortable, and keep "
    "breathing. A short, gentle walk is fine if it does not hurt more."
)
"""The advice after a stop for pain. Sources: doing less for a while may help, and walking is
suggested (South Tees NHS, short-lived low back problems). It should be only a while, because long
bed rest does harm (Therapeutic Guidelines). Normal activities should continue (NICE NG59)."""

SEE_A_PROFESSIONAL = "If it keeps getting worse, see a professional."
AFTERWARDS = (
    "A little soreness is normal. If your back is worse next morning, do fewer reps or the easier "
    f"version, or skip a day. {SEE_A_PROFESSIONAL}"
)

KEEP_ACTIVE = (
    "Exercise is only half of what helps. The other half is to keep active: go on with your normal "
    "activities as far as pain allows, and walk. Lying in bed slows recovery; staying active does "
    "not bring the pain back."
)
"""Sources: NICE NG59 and AAFP on normal activities; Therapeutic Guidelines on bed rest."""

PROFESSIONAL = 'This is worth showing to a professional. See "When to see a doctor".'

ALWAYS = "Keep breathing. Move slowly. Stay in a range you control, on a firm, non-slip floor."


def band(pain: int) -> str:
    """Return one line about what a pain of 0-10 during exercise means (traffic-light system)."""
    if pain >= STOP_FROM:
        return "Stop for today. Ease down, breathe, rest."
    if pain > ACCEPTABLE:
        return "Stop this exercise. Ease down and breathe."
    if pain >= EASIER_FROM:
        return "All right if it settles and is no worse tomorrow morning."
    return "Fine to go on."


AfterPain = Literal["easier", "next", "end", "carry-on"]
"""What the person may do next after saying that it hurts."""


def after_pain(pain: int | None, *, has_easier: bool, more: bool) -> frozenset[AfterPain]:
    """Return what the person may do after reporting a pain of 0-10, or None for no number.

    At 7 or more, the session must end. At 6, the exercise must end. `more` is whether another
    exercise follows.
    """
    allowed: set[AfterPain] = {"end"}
    if more and (pain is None or pain < STOP_FROM):
        allowed.add("next")
    if pain is None or pain <= ACCEPTABLE:
        allowed.add("carry-on")
    if has_easier and (pain is None or EASIER_FROM <= pain <= ACCEPTABLE):
        allowed.add("easier")
    return frozenset(allowed)


def change(before: float, after: float) -> str:
    """Return how pain changed, in words. Less than two points counts as `about the same`."""
    if after <= before - CLEAR_CHANGE:
        return "lower"
    if after >= before + CLEAR_CHANGE:
        return "higher"
    return "about the same"
