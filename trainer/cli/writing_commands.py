"""The commands for people who write exercises and routines: example, schema."""

from __future__ import annotations

import click

from trainer.cli.messages import say_exactly


@click.command()
def example() -> None:
    """Print a catalog to start from, as in: glute-trainer example > exercises.toml"""
    from trainer.catalog import example_file

    say_exactly(example_file().read_text(encoding="utf-8"))


@click.command()
@click.argument("kind", type=click.Choice(["catalog", "history", "settings"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of a file, for editors that check it while you type."""
    import msgspec

    from trainer.cli import json_schema as schemas

    text = msgspec.json.format(msgspec.json.encode(schemas.schema(kind)), indent=2)
    say_exactly(f"{text.decode()}\n")
