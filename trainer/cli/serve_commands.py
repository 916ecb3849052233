"""The command that shows the app in a browser; textual-serve, which does it, is an extra."""

from __future__ import annotations

import os
from importlib.util import find_spec

import click

from trainer.cli import own_command_line
from trainer.cli.messages import fail, say, warn
from trainer.cues.hook import KIOSK
from trainer.files.places import Places


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0 takes one that is free.",
)
@click.option(
    "--public-url", metavar="URL", help="What people open, where a proxy stands in between."
)
@click.pass_obj
def serve(places: Places, host: str, port: int, public_url: str | None) -> None:
    """Shows the trainer in a browser, on a tablet beside the mat say.

    Only this machine can reach it unless --host says otherwise. There is no password.
    """
    if find_spec("textual_serve") is None:
        fail(
            "This needs textual-serve beside the trainer.\n"
            "pip install textual-serve, or: pipx inject glute-trainer textual-serve"
        )
    from trainer.serving.server import TrainerServer, is_local

    try:
        server = TrainerServer(own_command_line.command(places), host, port, public_url)
    except OSError as error:
        fail(f"{host}:{port}: {error.strerror}.\nGive another with --host and --port.")
    if not is_local(host) or public_url:
        os.environ[KIOSK] = "1"
        warn(
            "Whoever can reach this address can use the trainer as you: there is no password.\n"
            "They see your history and can change it; your hook is switched off meanwhile."
        )
    say(f"Open {server.public_url} in a browser. ctrl+c ends.")
    server.serve()
