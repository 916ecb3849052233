"""The commands that open the app or coach in plain lines."""

from __future__ import annotations

import gc
import os
import sys

import click

from trainer.cli.completing import exercises
from trainer.cli.messages import fail
from trainer.files.places import Places


def open_picker(places: Places) -> None:
    """The app, at the picker."""
    _terminal_or_fail()
    gc.disable()  # collecting garbage would slow the start; the app turns it on again
    from trainer.ui.app import TrainerApp

    _run(TrainerApp(places))


@click.command()
@click.argument("refs", metavar="ID[:VARIANT] …", nargs=-1, required=True, shell_complete=exercises)
@click.option("--plain", is_flag=True, help="Coach in plain lines, for screen readers and pipes.")
@click.pass_obj
def start(places: Places, refs: tuple[str, ...], plain: bool) -> None:
    """Start a session of these exercises at once."""
    from trainer.cli.catalog_commands import choose, load

    choices = choose(load(places), refs)
    if plain:
        from trainer.plain.session import run

        raise SystemExit(run(choices, places))
    _terminal_or_fail()
    gc.disable()  # as in `open_picker`
    from trainer.ui.app import TrainerApp

    _run(TrainerApp(places, start=choices))


def _run(app: object) -> None:
    from trainer.ui.app import TrainerApp

    assert isinstance(app, TrainerApp)
    if _is_served():
        from trainer.serving import hangup

        hangup.watch()
    app.run()
    if app.return_code:
        raise SystemExit(app.return_code)


def _terminal_or_fail() -> None:
    if _is_served():
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fail("This needs a terminal.\nIn a pipe, use: glute-trainer start --plain ID")
    if os.environ.get("TERM") == "dumb":
        fail("This terminal cannot draw (TERM=dumb).\nUse: glute-trainer start --plain ID")


def _is_served() -> bool:
    """Whether the app is shown in a browser."""
    return bool(os.environ.get("TEXTUAL_DRIVER"))
