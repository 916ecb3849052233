"""The catalog: what the exercises are, read and checked."""

from trainer.catalog.model import (
    STANDARD,
    Breath,
    Catalog,
    Choice,
    Exercise,
    Side,
    Sides,
    Source,
    Step,
    Variant,
    choose,
    next_variant,
)
from trainer.catalog.reading import FORMAT, bundled_file, check, load, read
from trainer.held_breath import asks_to_hold_breath

__all__ = [
    "FORMAT",
    "STANDARD",
    "Breath",
    "Catalog",
    "Choice",
    "Exercise",
    "Side",
    "Sides",
    "Source",
    "Step",
    "Variant",
    "asks_to_hold_breath",
    "bundled_file",
    "check",
    "choose",
    "load",
    "next_variant",
    "read",
]
