"""`python -m trainer.catalog` prepares the bundled catalog after a change to `exercises.toml`."""

from trainer.catalog.bundled import PREPARED, prepare

PREPARED.write_bytes(prepare())
