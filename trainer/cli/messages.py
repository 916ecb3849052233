"""Prints lines that are safe for a terminal, and ends a command with an error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from trainer.files.safe_text import sanitize


def say(line: str, *, err: bool = False) -> None:
    """Print one line, made safe for a terminal. If `err` is true, print it to stderr."""
    click.echo(sanitize(line), err=err)


def say_exactly(text: str) -> None:
    """Print text for another program, always in UTF-8."""
    click.echo(text.encode("utf-8", "replace"), nl=False)


def warn(message: str) -> None:
    """Print one or more lines to stderr."""
    for line in message.split("\n"):
        say(line, err=True)


def fail(message: str) -> NoReturn:
    """Print an error message to stderr, and exit with 2."""
    warn(message)
    raise SystemExit(2)


@contextmanager
def plainly() -> Iterator[None]:
    """Make click's error messages safe to print, because they repeat what the user typed."""
    try:
        yield
    except click.ClickException as error:
        error.message = sanitize(error.message)  # type: ignore[misc]  # nothing else uses the error
        raise
