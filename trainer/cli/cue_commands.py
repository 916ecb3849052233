"""The command that plays each cue, so that the user learns which reach them here."""

from __future__ import annotations

import os
import sys
import time

import click

from trainer import settings as all_settings
from trainer.cli.saying import say
from trainer.cues.trying import LAYERS, Here, play
from trainer.places import Places


@click.command()
@click.option("--only", type=click.Choice(LAYERS), help="Just this one.")
@click.pass_obj
def cues(places: Places, only: str | None) -> None:
    """Plays each cue in turn, to learn which reach you through this terminal."""
    settings = all_settings.load(places.config_file).cues
    here = Here(settings, os.environ, _write if sys.stdout.isatty() else None)
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
