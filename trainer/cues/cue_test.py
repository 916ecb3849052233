"""Plays the cues one by one, so that users can find out which ones they can hear or see."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass

from trainer.cues import Cue, Cues, Player
from trainer.cues.bell import Bell
from trainer.cues.hook import Hook
from trainer.cues.numbers import in_words
from trainer.cues.title import Title, has_window
from trainer.cues.tones import PLAYERS, Tones, find_tone_player
from trainer.cues.voice import Voice, find_speech, package_hint
from trainer.files.remote import is_remote
from trainer.settings.kiosk import is_kiosk
from trainer.settings.model import CueSettings

LAYERS = ("bell", "tones", "title", "voice", "hook")
APART = 2.5
"""Seconds between two cues: long enough to notice one and hear all its words."""
SECOND = 1.0

_LIFT = Cue(
    "move",
    "in, lift, squeeze",
    text="Raise your hips, squeeze",
    exercise="glute-bridge",
    breath="inhale",
    rep=4,
    reps=10,
    seconds=2.0,
)
_COUNT = tuple(
    Cue("tick", in_words(left), bells=1, seconds=left, tone="tick") for left in (3, 2, 1)
)
_TRIED: dict[str, dict[str, tuple[Cue, ...]]] = {
    "bell": {
        "one bell: a new step": (Cue("move", bells=1),),
        "two bells: change sides": (Cue("switch-sides", bells=2),),
        "three ticks, a second apart: a wait is nearly over": _COUNT,
        "three bells close together: done": (Cue("done", bells=3),),
    },
    "tones": {
        "a note that rises: breathe in": (Cue("move", tone="inhale"),),
        "a note that falls: breathe out": (Cue("move", tone="exhale"),),
        "one steady note: hold, and keep breathing": (Cue("hold", tone="hold"),),
        "two notes: change sides": (Cue("switch-sides", tone="switch"),),
        "three ticks, a second apart: a wait is nearly over": _COUNT,
        "three notes: done": (Cue("done", tone="end"),),
    },
    "title": {
        "the window's title says HOLD, then goes back to what it was": (
            Cue("hold", title="HOLD · Glute Bridge 4/10 · 0:45 left"),
        )
    },
    "voice": {
        "a voice says: in, lift, squeeze": (_LIFT,),
        "a voice says: hold, keep breathing": (Cue("hold", "hold, keep breathing"),),
        "a voice counts: three, two, one": _COUNT,
    },
    "hook": {"your command runs, as it would when the coach says to lift": (_LIFT,)},
}
"""For each layer: what the person should notice, and the cues to play, one second apart."""

_MISSED = {
    "bell": "Heard nothing? Many terminals mute the bell: look for it in their settings. "
    "In tmux: set -g bell-action any, set -g visual-bell off.",
    "title": "Saw nothing? In tmux: set -g set-titles on.",
}


@dataclass(frozen=True, slots=True)
class CueEnvironment:
    """The settings, environment variables and terminal with which the cues are tried."""

    settings: CueSettings
    environ: Mapping[str, str]
    write: Callable[[str], None] | None
    """Writes to the terminal; None if there is no terminal."""
    find: Callable[[str], str | None] = shutil.which
    """Returns the path of a program by its name, or None if it is not installed."""


def play(
    layers: Sequence[str], environment: CueEnvironment, wait: Callable[[float], None]
) -> Generator[str, None, None]:
    """Play the cues of these layers one by one, and yield a line of text before each.

    `wait` is called with the seconds to wait after a cue. If a layer is not available, the line
    says why.
    """
    for layer in layers:
        player = _player(layer, environment)
        if isinstance(player, str):
            yield f"{layer}: not played: {player}"
            continue
        if _is_off(layer, environment.settings):
            yield f"{layer}: off in your settings, played here anyway"
        cues = Cues([player])
        try:
            for noticed, played in _TRIED[layer].items():
                yield f"{layer}: {noticed}"
                for cue in played:
                    cues.play(cue)
                    wait(SECOND)
                wait(APART - SECOND)
        finally:
            cues.close()
        if isinstance(player, Voice | Hook | Tones) and player.fails:
            command = environment.settings.hook if layer == "hook" else player.program
            yield f"{layer}: it ended with an error; run it by hand to see why: {command}"
        elif layer in _MISSED:
            yield _MISSED[layer]


def _player(layer: str, environment: CueEnvironment) -> Player | str:
    """The layer's player, or the reason why there is none."""
    match layer:
        case "bell":
            return Bell(environment.write) if environment.write else "this output is not a terminal"
        case "tones":
            return _tones(environment)
        case "title":
            return _title(environment)
        case "voice":
            return _voice(environment)
    return _hook(environment)


def _tones(environment: CueEnvironment) -> Tones | str:
    program = find_tone_player(environment.find)
    if program is None:
        return f"no player found; looked for {', '.join(PLAYERS)}"
    if is_remote(environment.environ):
        return "over SSH they would play on the remote machine"
    return Tones(program, environment.settings.volume)


def _title(environment: CueEnvironment) -> Title | str:
    if environment.write is None:
        return "this output is not a terminal"
    if not has_window(environment.environ):
        return f"a terminal of type {environment.environ.get('TERM') or 'unknown'} has no title"
    return Title(environment.write)


def _voice(environment: CueEnvironment) -> Voice | str:
    settings = environment.settings
    speech = find_speech(environment.find, settings.speed, settings.speaker, environment.environ)
    if speech is None:
        return package_hint(environment.find)
    if is_remote(environment.environ) and settings.voice != "on":
        return 'over SSH the other machine would speak; set voice = "on" under [cues] if it should'
    return Voice(speech)


def _hook(environment: CueEnvironment) -> Hook | str:
    if is_kiosk(environment.environ):
        return "your own commands are switched off here"
    if not environment.settings.hook.strip():
        return 'none is set; hook = "…" under [cues] in the settings runs a command at every cue'
    try:
        hook = Hook(environment.settings.hook, environment.environ)
    except ValueError as error:
        return f"the command cannot be read ({error})"
    return hook if environment.find(hook.program) else f"there is no program {hook.program}"


def _is_off(layer: str, settings: CueSettings) -> bool:
    return {
        "bell": "off" in (settings.bell, settings.sound),
        "tones": settings.sound != "tones",
        "title": not settings.title,
        "voice": settings.voice == "off",
        "hook": False,
    }[layer]
