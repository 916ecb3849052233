"""Writes a command's result to a file or stdout, never to one of the program's own files."""

from __future__ import annotations

import os
from pathlib import Path

import click

from trainer.cli.messages import fail
from trainer.files.places import Places


def put(text: str, output: Path | None, places: Places) -> bool:
    """Write to the file, or to stdout for None and `-`; return whether it was a file.

    Ends the program with a plain error where that fails or the file is its own.
    """
    from trainer.files import writing

    if output is None or str(output) == "-":
        click.echo(text, nl=False)
        return False
    for own in _own(places):
        if os.path.exists(output) and os.path.exists(own) and output.samefile(own):
            fail(f"{output}: is one of the trainer's own files.\nGive another file.")
    try:
        if os.path.exists(output) and not os.path.isfile(output):
            output.write_bytes(text.encode())
        else:
            writing.replace(output, text)
    except OSError as error:
        fail(f"{output}: cannot be written: {error.strerror}.\nGive another file.")
    return True


def _own(places: Places) -> list[Path]:
    under_way = places.in_progress_dir
    return [
        places.history_file,
        places.pending_file,
        places.config_file,
        places.own_catalog_file,
        *(under_way.iterdir() if under_way.is_dir() else ()),
    ]
