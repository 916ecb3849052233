"""The command line: a table of all commands. Each is imported only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from trainer import __version__
from trainer.cli import crash, streams
from trainer.cli.closed_output import handle_closed_output
from trainer.cli.messages import fail, plainly, warn
from trainer.clock import SystemClock
from trainer.files import places
from trainer.files.limits import FIRST_DAY
from trainer.files.places import Places

COMMANDS = {
    "start": "trainer.cli.session_commands:start",
    "list": "trainer.cli.catalog_commands:list_",
    "show": "trainer.cli.catalog_commands:show",
    "plan": "trainer.cli.catalog_commands:plan",
    "check": "trainer.cli.check_command:check",
    "example": "trainer.cli.writing_commands:example",
    "schema": "trainer.cli.writing_commands:schema",
    "today": "trainer.cli.advice_commands:today",
    "history": "trainer.cli.history_commands:history",
    "status": "trainer.cli.history_commands:status",
    "log": "trainer.cli.history_commands:log",
    "export": "trainer.cli.history_commands:export_",
    "import": "trainer.cli.history_commands:import_",
    "report": "trainer.cli.history_commands:report",
    "remind": "trainer.cli.remind_commands:remind",
    "serve": "trainer.cli.serve_commands:serve",
    "cues": "trainer.cli.cue_commands:cues",
    "merge-driver": "trainer.cli.merge_commands:merge_driver",
}
LAST_YEAR = 2261
"""The last year in which the program runs.

Python counts nanoseconds since 1970 in 64 bits, and this count overflows in April 2262.
"""
_PREFIX = "GLUTE_TRAINER"
_PLACES = {"catalog", "data_dir", "config"}


def _set_places(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    """Find the program's files. Click calls this for every path option.

    The options may come before or after the command's name; the last value counts. A path on the
    command line overrides the environment.
    """
    typed: dict[str, Path] = context.meta.setdefault("trainer.files.places", {})
    if value is not None:
        typed[str(parameter.name)] = value
    given = {name: typed.get(name) or _from_environment(name) for name in _PLACES}
    context.obj = places.find(given["data_dir"], given["config"], given["catalog"])
    crash.keep_details_in(context.obj.data_dir)


def _from_environment(name: str) -> Path | None:
    value = os.environ.get(f"{_PREFIX}_{name.upper()}")
    return Path(value) if value else None


def _check_places(found: Places) -> None:
    """Refuse a path of the wrong kind, such as a folder given as the settings file."""
    if found.catalog_file is not None and not os.path.isfile(found.catalog_file):
        fail(f"{found.catalog_file}: this is not a file.\nGive another with --catalog.")
    if not found.config_file.name or os.path.isdir(found.config_file):
        fail(f"{found.config_file}: this is a folder.\nGive a settings file with --config.")
    if os.path.exists(found.data_dir) and not os.path.isdir(found.data_dir):
        fail(f"{found.data_dir}: this is not a folder.\nGive another with --data-dir.")


def _place_options() -> list[click.Option]:
    def option(name: str, metavar: str, help: str) -> click.Option:
        return click.Option(
            [f"--{name}"],
            type=_Place(path_type=Path),
            metavar=metavar,
            help=f"{help} [{_PREFIX}_{name.upper().replace('-', '_')}]",
            expose_value=False,
            is_eager=True,
            callback=_set_places,
        )

    return [
        option("catalog", "FILE", "A catalog with exercises of your own."),
        option("data-dir", "DIR", "The folder for the history."),
        option("config", "FILE", "The settings file."),
    ]


class _Place(click.Path):
    """A path option that refuses unusable paths."""

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> Any:
        """Convert a path as click does, but refuse an empty path.

        An empty path would mean the current folder.
        """
        if not value:
            name = parameter.opts[0] if parameter else "The path"
            fail(f"{name}: this is empty.\nGive a path, or leave it out.")
        if "\0" in str(value):
            self.fail("cannot be a path", parameter, context)
        return super().convert(value, parameter, context)


class Commands(click.Group):
    """The commands in `COMMANDS`. Each also accepts the options that say where the files are."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Parse the arguments, and make error messages safe to print."""
        with plainly():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and make error messages safe to print."""
        try:
            with plainly():
                return super().invoke(ctx)
        finally:
            _remark_on_locks()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command. Return None if no command has this name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        if not any(parameter.name == "data_dir" for parameter in command.params):
            command.params.extend(_place_options())
            command.callback = _with_places_checked(command.callback)
        return command


def _with_places_checked(callback: Callable[..., Any] | None) -> Callable[..., Any]:
    assert callback is not None
    run = callback

    @wraps(run)
    def checked(*args: Any, **options: Any) -> Any:
        _check_places(click.get_current_context().obj)
        return run(*args, **options)

    return checked


def _remark_on_locks() -> None:
    """Warn about folders in which files cannot be locked."""
    if locking := sys.modules.get("trainer.files.locking"):  # not loaded if nothing was locked
        for remark in locking.take_warnings():
            warn(remark)


@click.group(cls=Commands, invoke_without_command=True, params=_place_options())
@click.version_option(__version__, prog_name="glute-trainer")
@click.pass_context
def cli(context: click.Context) -> None:
    """Coach you through five glute exercises and keep your history.

    Without a command, opens the picker.
    """
    if context.invoked_subcommand is None:
        from trainer.cli.session_commands import open_picker

        _check_places(context.obj)
        open_picker(context.obj)


def main(arguments: Sequence[str] | None = None) -> Any:
    """Run the program.

    The exit code is 0, 1 ("no"), 2 (wrong use, unreadable input) or 70 (a bug in the program).
    """
    if sys.platform == "win32":
        sys.exit("Glute Trainer needs Linux or macOS. On Windows, run it in WSL: wsl --install")
    if f"_{_PREFIX}_COMPLETE" in os.environ:
        import trainer.cli.bash  # noqa: F401
    streams.open_missing()
    streams.never_refuse()
    with handle_closed_output(), crash.reported():
        _check_clock()
        return cli.main(args=arguments, prog_name="glute-trainer")


def _check_clock() -> None:
    """Refuse a time zone or date that the program cannot calculate with."""
    zone = os.environ.get("TZ")
    try:
        now = SystemClock().now()
    except (OSError, OverflowError, ValueError):
        with_zone = f" with TZ={zone}" if zone else ""
        fail(
            f"The date cannot be worked out{with_zone}.\nCheck this machine's clock and time zone."
        )
    if now.year > LAST_YEAR:
        fail(f"This machine's clock is past the year {LAST_YEAR}.\nSet it, and try again.")
    if now.date() <= FIRST_DAY:  # as on a computer without a clock; sessions could not be saved
        fail(f"This machine's clock says {now.date()}.\nSet it, and try again.")
