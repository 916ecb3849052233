"""Every action that has a key: its default keys, its texts, and the user's own keys.

The screens create their bindings from these tables. The help, the footer, plain mode and the README
use the same tables, so they always agree. `[keys]` in `config.toml` sets other keys for an action:

    [keys]
    session.pause = "space, o"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from trainer.files.validation import Problem


class Key(Struct, frozen=True):
    """An action of a screen and its default keys."""

    id: str
    """Unique on a screen. `[keys]` uses the form `SCREEN.ID`."""
    keys: str
    """Textual's names of the keys, separated by commas. The footer shows the first key."""
    label: str
    """One or two words for the footer."""
    about: str
    """One line for the help."""
    action: str
    """The Textual action that the screen runs."""
    shown: bool = True
    """Whether the footer shows the key."""
    display: str = ""
    """A text for the footer instead of the first default key."""
    priority: bool = False
    """Whether the key works even while a field has the focus."""


_HELP = Key("help", "question_mark,f1", "all keys", "Help for this screen", "app.help", display="?")

PICKER = (
    Key("start", "enter", "start", "Start the session named at the bottom", "start"),
    Key("mark", "space", "mark", "Add it to the session, or remove it", "mark"),
    _HELP,
    Key("yes", "y", "yes", "Yes to the question on the screen", "answer(True)"),
    Key("no", "n", "no", "No to the question on the screen", "answer(False)"),
    Key("variant", "v", "variant", "The next variant: easier, or with resistance", "variant"),
    Key("read", "right", "read", "Read about the exercise under the cursor", "read(1)"),
    Key("history", "h", "history", "History: calendar, log and trends", "app.history"),
    Key(
        "before-standing",
        "b",
        "warm up",
        "One short exercise before you stand up",
        "before_standing",
    ),
    Key("settings", "s", "settings", "Settings: holds, sounds, colours", "app.settings"),
    Key(
        "fewer",
        "less_than_sign",
        "reps",
        "Fewer reps from now on",
        "reps(-1)",
        shown=False,
    ),
    Key("more", "greater_than_sign", "reps", "More reps from now on", "reps(1)", shown=False),
    Key(
        "hold-longer",
        "plus,equals_sign",
        "hold",
        "Hold longer",
        "hold(1)",
        shown=False,
    ),
    Key("hold-shorter", "minus", "hold", "Hold shorter", "hold(-1)", shown=False),
    Key(
        "leaflet-dose", "0", "leaflet's dose", "Back to the leaflet's dose", "reps(0)", shown=False
    ),
    Key(
        "not-for-me",
        "f",
        "not for me",
        "Stop suggesting this exercise, or suggest it again",
        "not_for_me",
        shown=False,
    ),
    Key(
        "read-back",
        "left",
        "page back",
        "Go back a page, or close the text",
        "read(-1)",
        shown=False,
    ),
    Key("down", "j", "down", "The next exercise", "down", shown=False, display="↓ j"),
    Key("up", "k", "up", "The previous exercise", "up", shown=False, display="↑ k"),
    Key("about", "i", "leaflet", "The leaflet, and where your files are", "app.about", shown=False),
    Key("quit", "q", "quit", "Quit", "app.quit"),
)
SESSION = (
    Key("ready", "enter", "start now", "Start now, without waiting", "ready"),
    Key("pause", "space", "pause", "Pause and resume", "pause"),
    Key("hurt", "x", "it hurts", "Stop at once: it hurts", "hurt"),
    Key("end", "q", "end", "End early: save what was done, or carry on", "leave"),
    _HELP,
    Key("skip", "n,right", "skip", "Skip this rep", "skip", display="n"),
    Key("repeat", "p,left", "repeat", "Repeat this rep", "repeat", display="p"),
    Key("variant", "v", "variant", "Continue with the next variant", "variant"),
    Key("next-exercise", "N", "next exercise", "Skip to the next exercise", "next_exercise"),
    Key("hold-longer", "plus,equals_sign", "hold", "Hold longer", "hold(1)", display="+ -"),
    Key("hold-shorter", "minus", "hold", "Hold shorter", "hold(-1)", shown=False),
    Key("mute", "m", "mute", "Turn the sound off or on", "mute"),
)
HISTORY = (
    Key("open", "enter", "open", "Open what is under the cursor", "open"),
    Key("next-pane", "tab", "next pane", "The next pane", "pane(1)", priority=True),
    _HELP,
    Key(
        "previous-pane",
        "shift+tab",
        "previous pane",
        "The previous pane",
        "pane(-1)",
        shown=False,
        priority=True,
    ),
    Key("edit", "e", "edit", "Edit how it felt, and the note", "edit"),
    Key("add", "a", "add", "Add a session you did away from the screen", "add"),
    Key("delete", "d", "delete", "Delete it (you are asked first)", "delete"),
    Key("rest-day", "r", "rest day", "Make it a rest day, or a normal day again", "rest"),
    Key("undo", "u", "undo", "Undo the last change", "undo"),
    Key("rest-until", "R", "rest days", "Mark several rest days from here", "rest_until"),
    Key("back", "escape,q", "back", "Back", "leave", display="esc"),
)
SETTINGS = (
    Key("down", "j", "choose", "Choose a setting", "down", display="↑ ↓"),
    Key("up", "k", "choose", "Choose a setting", "up", shown=False, display="j k"),
    Key("change", "right,plus", "change", "Change it", "turn(1)", display="← →"),
    Key("change-back", "left,minus", "change back", "The previous value", "turn(-1)", shown=False),
    Key("next-value", "enter,space", "next", "The next value", "enter", shown=False),
    _HELP,
    Key("back", "escape,q", "back", "Back", "dismiss", display="esc"),
    Key("try", "t", "try it", "Try the cue under the cursor", "try"),
    Key("undo", "u", "undo", "Undo the last change", "undo"),
    Key("reset", "r", "reset", "Set it back to its default", "reset"),
)
SCREENS: Mapping[str, tuple[Key, ...]] = {
    "picker": PICKER,
    "session": SESSION,
    "history": HISTORY,
    "settings": SETTINGS,
}

DISPLAY_NAMES = {
    "question_mark": "?",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "page up",
    "pagedown": "page down",
    "escape": "esc",
}
"""The usual names of keys, where Textual uses another name."""
_NAMED = {
    *("space", "enter", "escape", "tab", "backspace", "delete", "insert"),
    *("left", "right", "up", "down", "home", "end", "pageup", "pagedown"),
    *(f"f{number}" for number in range(1, 13)),
}
_RENAMED = {
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
}
_RESERVED = {"ctrl+c", "ctrl+q", "ctrl+z", "ctrl+l", "ctrl+p"}
"""Keys that cannot be remapped."""


def display_name(key: str) -> str:
    """Return the usual name of a key: `?` for `question_mark`."""
    return DISPLAY_NAMES.get(key, key)


def keymap(chosen: object, problems: list[Problem]) -> dict[str, str]:
    """Return the valid part of `[keys]` as `{"SCREEN.ID": "key,key"}`.

    Adds every problem to `problems`. The file may contain either `session.pause = …` or a table
    `[keys.session]`.
    """
    import difflib  # loaded only if the user has changed keys

    from trainer.files.validation import Problem

    if not isinstance(chosen, dict):
        problems.append(Problem("keys", "is not a table", 'write [keys], then session.pause = "o"'))
        return {}
    known = {f"{screen}.{key.id}": key for screen, keys in SCREENS.items() for key in keys}
    sound: dict[str, str] = {}
    for name, value in _flat(chosen):
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            remedy = f"did you mean {near[0]}?" if near else f"the actions are {', '.join(known)}"
            problems.append(Problem(f"keys.{name}", "is not an action", remedy))
        elif isinstance(keys := _keys(value), str):
            problems.append(Problem(f"keys.{name}", keys, 'write keys as in "space, p"'))
        else:
            sound[name] = ",".join(keys)
    return _without_clashes(sound, known, problems)


def _flat(table: Mapping[object, object], within: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        name = f"{within}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        else:
            yield name, value


def _keys(value: object) -> list[str] | str:
    """Return Textual's names of the keys, or what is wrong with the keys."""
    if not isinstance(value, str) or not value.strip():
        return "must be one or more keys"
    keys = []
    for written in value.split(","):
        key = _named(written.strip())
        if key is None:
            return f"{written.strip()!r} is not a key"
        if key in _RESERVED:
            return f"{key} has a meaning on every screen and cannot be taken"
        keys.append(key)
    return list(dict.fromkeys(keys))


def _named(written: str) -> str | None:
    if len(written) == 1:
        if written.isalnum():
            return written
        import unicodedata

        try:
            name = unicodedata.name(written).lower().replace("-", "_").replace(" ", "_")
        except ValueError:
            return None
        return _RENAMED.get(name, name)
    *modifiers, key = written.lower().split("+")
    if not set(modifiers) <= {"ctrl", "alt", "shift"}:
        return None
    known = key in _NAMED or key in DISPLAY_NAMES or (modifiers and len(key) == 1 and key.isalnum())
    return "+".join([*modifiers, key]) if known else None


def _without_clashes(
    sound: dict[str, str], known: Mapping[str, Key], problems: list[Problem]
) -> dict[str, str]:
    """Remove the user's keys that another action of the same screen already has."""
    from trainer.files.validation import Problem

    distinct = dict(sound)
    for name in sound:
        screen = name.partition(".")[0]
        for other, key in known.items():
            if other == name or other.partition(".")[0] != screen or name not in distinct:
                continue
            theirs = distinct.get(other, key.keys).split(",")
            if shared := [each for each in distinct[name].split(",") if each in theirs]:
                taken = f"{display_name(shared[0])} is already the key of {other}"
                problems.append(
                    Problem(f"keys.{name}", taken, f"choose another, or give {other} another key")
                )
                del distinct[name]
    return distinct
