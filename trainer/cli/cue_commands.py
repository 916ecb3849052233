"""The command that plays each cue, so that people learn which ones reach them."""

from __future__ import annotations

import os
import sys
import time

import click

from trainer.cli.messages import say
from trainer.cues.cue_test import LAYERS, CueEnvironment, play
from trainer.files.places import Places
from trainer.settings.model import load_settings


@click.command()
@click.option("--only", type=click.Choice(LAYERS), help="Play only this one.")
@click.pass_obj
def cues(places: Places, only: str | None) -> None:
    """Play each cue in turn, to learn which ones reach you through this terminal."""
    settings = load_settings(places.config_file).cues
    here = CueEnvironment(settings, os.environ, _write if sys.stdout.isatty() else None)
    lines = play([only] if only else LAYERS, here, time.sleep)
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
