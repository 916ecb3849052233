"""Prepares the bundled catalog after a change to `exercises.toml`: `python -m trainer.catalog`."""

from trainer.catalog.bundled import PREPARED, prepare

PREPARED.write_bytes(prepare())
