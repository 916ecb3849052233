"""The command line: every command in one table, each loaded only when it is called."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from trainer import __version__
from trainer.cli.closed_output import handle_closed_output
from trainer.cli.messages import plainly, warn
from trainer.files import places

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
_PREFIX = "GLUTE_TRAINER"
_PLACES = {"catalog", "data_dir", "config"}


def _keep(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    """Remember a path given before or after the command's name; the later one wins."""
    given: dict[str, Path | None] = context.meta.setdefault("places", {})
    if value is not None or parameter.name not in given:
        given[str(parameter.name)] = value
    if given.keys() == _PLACES:  # not before: the rest is still to come
        context.obj = places.find(given.get("data_dir"), given.get("config"), given.get("catalog"))


def _place_options() -> list[click.Option]:
    def option(name: str, kind: click.Path, metavar: str, help: str) -> click.Option:
        variable = f"{_PREFIX}_{name.upper().replace('-', '_')}"
        return click.Option(
            [f"--{name}"],
            type=kind,
            metavar=metavar,
            help=f"{help} [{variable}]",
            envvar=variable,
            expose_value=False,
            is_eager=True,
            callback=_keep,
        )

    existing = click.Path(exists=True, dir_okay=False, path_type=Path)
    anywhere = click.Path(path_type=Path)
    return [
        option("catalog", existing, "FILE", "Your own exercises, added to the five."),
        option("data-dir", anywhere, "DIR", "Where the history is kept."),
        option("config", anywhere, "FILE", "The settings file."),
    ]


class Commands(click.Group):
    """The commands in `COMMANDS`, each with the options that say where files are."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Like any group, but what was typed is made safe before it is repeated."""
        with plainly():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Like any group, but what was typed is made safe before it is repeated."""
        try:
            with plainly():
                return super().invoke(ctx)
        finally:
            _remark_on_locks()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        if not any(parameter.name == "data_dir" for parameter in command.params):
            command.params.extend(_place_options())
        return command


def _remark_on_locks() -> None:
    """Say it once where a lock was taken in a folder that has none."""
    if locking := sys.modules.get("trainer.files.locking"):  # nothing was locked otherwise
        for remark in locking.take_remarks():
            warn(remark)


@click.group(cls=Commands, invoke_without_command=True, params=_place_options())
@click.version_option(__version__, prog_name="glute-trainer")
@click.pass_context
def cli(context: click.Context) -> None:
    """Coaches you through five glute exercises and keeps your history.

    Without a command, opens the picker.
    """
    if context.invoked_subcommand is None:
        from trainer.cli.session_commands import open_picker

        open_picker(context.obj)


def main(arguments: Sequence[str] | None = None) -> Any:
    """Run the program; exits with 0, 1 ("no") or 2 (wrong use, unreadable input)."""
    if f"_{_PREFIX}_COMPLETE" in os.environ:
        import trainer.cli.bash  # noqa: F401
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows ?
    with handle_closed_output():
        return cli.main(args=arguments, prog_name="glute-trainer")
