"""Prints lines that are safe for a terminal, and ends a command with an error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from trainer.files.safe_text import sanitize


def say(line: str, *, err: bool = False) -> None:
    """Print one line, made safe for a terminal; with `err`, on stderr."""
    click.echo(sanitize(line), err=err)


def say_exactly(text: str) -> None:
    """Print what another program will read: always UTF-8, whatever the terminal's encoding."""
    click.echo(text.encode("utf-8", "replace"), nl=False)


def warn(message: str) -> None:
    """Print lines on stderr."""
    for line in message.split("\n"):
        say(line, err=True)


def fail(message: str) -> NoReturn:
    """Print to stderr what failed, where and what to do; exit with 2."""
    warn(message)
    raise SystemExit(2)


@contextmanager
def plainly() -> Iterator[None]:
    """Make click's error messages safe to show, since they repeat what was typed."""
    try:
        yield
    except click.ClickException as error:
        error.message = sanitize(error.message)  # type: ignore[misc]  # it is raised to us alone
        raise
