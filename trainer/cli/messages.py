"""What a command says: lines fit for a terminal, and how it says that it cannot go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from trainer.files.safe_text import sanitize


def say(line: str, *, err: bool = False) -> None:
    """Print one line; what could act on a terminal is replaced. `err` is for stderr."""
    click.echo(sanitize(line), err=err)


def warn(message: str) -> None:
    """Lines on stderr."""
    for line in message.split("\n"):
        say(line, err=True)


def fail(message: str) -> NoReturn:
    """One or two lines on stderr that say what, where and what to do; exit code 2."""
    warn(message)
    raise SystemExit(2)


@contextmanager
def plainly() -> Iterator[None]:
    """What click itself complains about repeats what was typed; it is made fit to be shown."""
    try:
        yield
    except click.ClickException as error:
        error.message = sanitize(error.message)  # type: ignore[misc]  # it is ours alone by now
        raise
