"""The command that plays each cue, so that the user learns which reach them here."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator

import click

from trainer import settings as all_settings
from trainer.cues import Cue, Cues, Player
from trainer.cues.bell import Bell
from trainer.cues.hook import Hook
from trainer.cues.title import Title
from trainer.cues.voice import PROGRAMS, Voice, command, is_remote
from trainer.places import Places
from trainer.settings import CueSettings

LAYERS = ("bell", "title", "voice", "hook")
APART = 2.0
"""Seconds between two cues, long enough to notice one."""

_TRIED: dict[str, list[tuple[str, Cue]]] = {
    "bell": [
        ("one bell: a new step", Cue("move", bells=1)),
        ("two bells: change sides", Cue("switch-sides", bells=2)),
        ("three bells: done", Cue("done", bells=3)),
    ],
    "title": [("the window's title says HOLD", Cue("hold", title="HOLD · Glute Bridge 4/10"))],
    "voice": [
        ("a voice says: breathe in, lift", Cue("move", say="breathe in, lift")),
        ("a voice says: hold, keep breathing", Cue("hold", say="hold, keep breathing")),
    ],
    "hook": [("your hook command runs", Cue("move", text="Raise your hips", seconds=2.0))],
}


@click.command()
@click.option("--only", type=click.Choice(LAYERS), help="Just this one.")
@click.pass_obj
def cues(places: Places, only: str | None) -> None:
    """Plays each cue in turn, to learn which reach you through this terminal."""
    settings = all_settings.load(places.config_file).cues
    if not sys.stdout.isatty():
        click.echo("This is not a terminal: bell and title go nowhere from here.", err=True)
    try:
        for line in play([only] if only else list(LAYERS), settings, _write, time.sleep):
            click.echo(line)
    except KeyboardInterrupt:
        click.echo()


def play(
    layers: list[str],
    settings: CueSettings,
    write: Callable[[str], None],
    wait: Callable[[float], None],
) -> Iterator[str]:
    """Play the cues of some layers one by one; yields a line before each, then plays it."""
    for layer in layers:
        found = _player(layer, settings, write)
        if isinstance(found, str):
            yield f"{layer}: {found}"
            continue
        players = Cues([found])
        try:
            for said, cue in _TRIED[layer]:
                yield f"{layer}: {said}"
                players.play(cue)
                wait(APART)
        finally:
            players.close()


def _player(layer: str, settings: CueSettings, write: Callable[[str], None]) -> Player | str:
    """The layer's player, or why there is none."""
    match layer:
        case "bell":
            return Bell(write)
        case "title":
            return Title(write)
        case "voice":
            speech = command()
            if speech is None:
                return f"no speech program here (looked for {', '.join(PROGRAMS)})"
            if is_remote(os.environ) and settings.voice != "on":
                return (
                    'silent over SSH; it would speak at the other machine (voice = "on" to force)'
                )
            return Voice(speech)
    try:
        return Hook(settings.hook)
    except ValueError as error:
        return f'none: {error} (hook = "…" under [cues] in the settings)'


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
