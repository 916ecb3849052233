"""The command that shows the app in a browser; textual-serve, which does it, is an extra."""

from __future__ import annotations

from importlib.util import find_spec

import click

from trainer.cli import own_command_line
from trainer.cli.messages import fail, say, warn
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
@click.option(
    "--pages",
    type=click.IntRange(1, 100),
    default=4,
    show_default=True,
    help="Pages that can be open at once; each is a process of its own.",
)
@click.pass_obj
def serve(places: Places, host: str, port: int, public_url: str | None, pages: int) -> None:
    """Shows the trainer in a browser, on a tablet beside the mat say.

    Only this machine can reach it unless --host says otherwise. The address that it shows lets in
    whoever has it, and is a new one at every start. Your hook command never runs in a browser.
    """
    if find_spec("textual_serve") is None:
        fail(
            "This needs textual-serve beside the trainer.\n"
            "pip install textual-serve, or: pipx inject glute-trainer textual-serve"
        )
    from trainer.serving.server import TrainerServer, is_local

    try:
        server = TrainerServer(own_command_line.command(places), host, port, public_url, pages)
    except OSError as error:
        fail(f"{host}:{port}: {error.strerror}.\nGive another with --host and --port.")
    if not is_local(host) or public_url:
        warn(
            "Whoever has this address can see your history and change it: share it with nobody.\n"
            "Without https, others on the same network may read it along the way."
        )
    say(f"Open {server.address} in a browser. ctrl+c ends.")
    server.serve()
