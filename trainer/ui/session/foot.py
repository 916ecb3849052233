"""The labels of the keys in the foot line of the session screen."""

from __future__ import annotations

from textual.binding import Binding

from trainer.catalog import Catalog, Choice, easier_variant, next_variant
from trainer.session.machine import SessionState

_WAITS = ("get-ready", "switch-sides", "rest", "re-entry")
"""The kinds of stages that the enter key ends early."""


def label_of(
    binding: Binding, state: SessionState | None, catalog: Catalog, *, muted: bool
) -> str | None:
    """Say in a word or two what a key does now. Return None to leave the key out."""
    if state is None:
        return binding.description
    waits = state.kind in _WAITS and not state.paused
    match binding.action:
        case "pause":
            return "continue" if state.paused else "pause"
        case "ready":
            return binding.description if waits else None
        case "next_exercise":
            more = state.stage.exercise + 1 < len(state.timeline.choices)
            return binding.description if waits and more else None
        case "skip" | "hold(1)" if state.paused or waits:
            return None
        case "repeat" if waits:
            return None
        case "hold(1)" if state.choice.hold_range is None:
            return None
        case "variant":
            return _variant_label(state.choice, catalog)
        case "mute":
            return "unmute" if muted else "mute"
        case _:
            return binding.description


def _variant_label(choice: Choice, catalog: Catalog) -> str | None:
    exercise = catalog.exercise(choice.id)
    following = next_variant(exercise, choice.variant).variant
    easier = easier_variant(exercise, choice.variant)
    if following == choice.variant:
        return None
    return "easier" if easier and easier.variant == following else "variant"
