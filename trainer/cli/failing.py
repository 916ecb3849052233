"""How a command says that it cannot go on."""

from __future__ import annotations

from typing import NoReturn

import click

from trainer.checking import shown


def fail(message: str) -> NoReturn:
    """One or two lines on stderr that say what, where and what to do; exit code 2."""
    for line in message.splitlines():
        click.echo(shown(line), err=True)
    raise SystemExit(2)
