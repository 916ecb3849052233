"""The colours: two themes of our own, and stage colours for every theme there is."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="glute-dark",
    primary="#4fd1c5",
    secondary="#7aa2f7",
    accent="#ffb86b",
    foreground="#d8dee9",
    background="#0f1419",
    surface="#151b23",
    panel="#1d2530",
    success="#7ee787",
    warning="#ffb86b",
    error="#ff7b72",
    dark=True,
    variables={
        "stage-inhale": "#5cc8ff",
        "stage-exhale": "#b39dff",
        "stage-easy": "#5fd7a7",
        "stage-hold": "#ffb86b",
        "stage-ready": "#f2e279",
        "stage-switch": "#ff8fc7",
        "stage-rest": "#8fa8c8",
        "stage-paused": "#9aa5b1",
        "stage-done": "#7ee787",
        "footer-key-foreground": "#4fd1c5",
        "scrollbar-background": "#151b23",
        "scrollbar-background-hover": "#151b23",
        "scrollbar-background-active": "#151b23",
    },
)

LIGHT = Theme(
    name="glute-light",
    primary="#0f766e",
    secondary="#1d4ed8",
    accent="#b45309",
    foreground="#1f2933",
    background="#fbfbf8",
    surface="#f3f3ee",
    panel="#e7e7df",
    success="#15803d",
    warning="#b45309",
    error="#b91c1c",
    dark=False,
    variables={
        "stage-inhale": "#0369a1",
        "stage-exhale": "#6d28d9",
        "stage-easy": "#0f766e",
        "stage-hold": "#b45309",
        "stage-ready": "#8a6a00",
        "stage-switch": "#be185d",
        "stage-rest": "#475569",
        "stage-paused": "#52606d",
        "stage-done": "#15803d",
        "footer-key-foreground": "#0f766e",
        "scrollbar-background": "#e7e7df",
        "scrollbar-background-hover": "#e7e7df",
        "scrollbar-background-active": "#e7e7df",
    },
)

OWN = (DARK, LIGHT)


def stage_colours(theme: Theme) -> dict[str, str]:
    """Stage colours for a theme that does not bring its own, made from what it has."""
    primary = theme.primary
    return {
        "stage-inhale": theme.secondary or primary,
        "stage-exhale": theme.accent or primary,
        "stage-easy": primary,
        "stage-hold": theme.warning or primary,
        "stage-ready": theme.warning or primary,
        "stage-switch": theme.error or primary,
        "stage-rest": theme.foreground or primary,
        "stage-paused": theme.foreground or primary,
        "stage-done": theme.success or primary,
    }
