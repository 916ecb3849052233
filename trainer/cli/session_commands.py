"""The commands that open the app or run a session in plain mode."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

import click

from trainer.cli.completing import exercises
from trainer.cli.crash import CrashedError
from trainer.cli.messages import fail
from trainer.files.places import Places

if TYPE_CHECKING:
    from trainer.catalog import Choice


def open_picker(places: Places) -> None:
    """Open the app on its first screen, the picker."""
    _terminal_or_fail()
    gc.disable()  # garbage collection would slow the start; the app turns it on again
    from trainer.ui.app import TrainerApp

    _run(TrainerApp(places))


@click.command()
@click.argument("refs", metavar="ID[:VARIANT] …", nargs=-1, shell_complete=exercises)
@click.option(
    "--before-standing",
    is_flag=True,
    help="Do one short exercise on the floor, 60 to 90 seconds, before you stand up; "
    "do not give an ID with it.",
)
@click.option("--plain", is_flag=True, help="Coach in plain lines, for screen readers and pipes.")
@click.pass_obj
def start(places: Places, refs: tuple[str, ...], before_standing: bool, plain: bool) -> None:
    """Start a session with these exercises."""
    from trainer.cli.catalog_commands import choose, load

    if before_standing and refs:
        fail("With --before-standing, the trainer chooses the exercise.\nLeave out the names.")
    if not (before_standing or refs):
        fail(
            "Say which exercise to start, for example glute-bridge.\n"
            "glute-trainer list names them all."
        )
    choices = [_before_standing(places)] if before_standing else choose(load(places), refs)
    if plain:
        from trainer.plain.session import run

        raise SystemExit(run(choices, places))
    _terminal_or_fail()
    gc.disable()  # as in `open_picker`
    from trainer.ui.app import TrainerApp

    _run(TrainerApp(places, start=choices))


def _before_standing(places: Places) -> Choice:
    """Return the short exercise to do before standing up.

    Ends the program with an error message if none is available.
    """
    from trainer.advice import words
    from trainer.cli.advice_commands import short_exercise

    choice = short_exercise(places)
    if choice is None:
        fail(words.NONE_BEFORE_STANDING)
    return choice


def _run(app: object) -> None:
    from trainer.ui.app import TrainerApp

    assert isinstance(app, TrainerApp)
    if _is_served():
        from trainer.serving import hangup

        hangup.watch()
    app.run()
    if app.failure is not None:
        raise CrashedError(
            app.saved_on_failing or "Everything saved so far is safe."
        ) from app.failure
    if app.return_code:
        raise SystemExit(app.return_code)


def _terminal_or_fail() -> None:
    for name, takes in _TEXTUAL.items():
        value = os.environ.get(name)
        if value is not None and not takes(value):
            fail(f"{name}={value}: cannot be used.\nUnset {name}.")
    if _is_served():
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fail("This needs a terminal.\nIn a pipe, use: glute-trainer start --plain ID")
    if os.environ.get("TERM") == "dumb":
        fail("This terminal cannot draw (TERM=dumb).\nUse: glute-trainer start --plain ID")


def _is_driver(value: str) -> bool:
    module, _, name = value.partition(":")
    try:
        return not value or hasattr(import_module(module), name)
    except (ImportError, ValueError):
        return False


def _is_log(value: str) -> bool:
    try:
        with open(value or os.devnull, "a", encoding="utf-8"):
            return True
    except (OSError, ValueError):
        return False


_TEXTUAL: Mapping[str, Callable[[str], bool]] = {
    "TEXTUAL_COLOR_SYSTEM": ("auto", "standard", "256", "truecolor", "windows").__contains__,
    "TEXTUAL_DRIVER": _is_driver,
    "TEXTUAL_LOG": _is_log,
}
"""Environment variables that make Textual crash if they are wrong, each with a check."""


def _is_served() -> bool:
    """Check whether the app is shown in a browser."""
    return bool(os.environ.get("TEXTUAL_DRIVER"))
