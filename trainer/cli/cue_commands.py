"""The command `cues`, which plays each kind of cue, so that people learn which kinds work."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

import click

from trainer.cli.messages import say
from trainer.cues.cue_test import LAYERS, CueEnvironment, play
from trainer.files.places import Places
from trainer.settings.model import CueSettings, load_settings

FIGURE = "figure"


@click.command()
@click.option("--only", type=click.Choice((*LAYERS, FIGURE)), help="Play only this one.")
@click.pass_obj
def cues(places: Places, only: str | None) -> None:
    """Play each kind of cue in turn, to find out which ones work in this terminal.

    Then draws the figure in each character set.
    """
    settings = load_settings(places.config_file)
    if only != FIGURE:
        _play([only] if only else LAYERS, settings.cues)
    if only in (None, FIGURE):
        from trainer.cli.figure_sample import show_samples  # Textual's colours: slow to load

        show_samples(settings.figure)


def _play(layers: Sequence[str], settings: CueSettings) -> None:
    environment = CueEnvironment(settings, os.environ, _write if sys.stdout.isatty() else None)
    lines = play(layers, environment, time.sleep)
    try:
        for line in lines:
            say(line)
    except KeyboardInterrupt:
        click.echo()
    finally:
        lines.close()


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
