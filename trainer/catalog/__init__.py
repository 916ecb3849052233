"""The catalog: the exercises and routines, read from files and checked."""

from importlib import import_module
from typing import TYPE_CHECKING

from trainer.catalog.bundled import bundled_file, example_file, load_catalog
from trainer.catalog.choosing import Catalog, Choice, choose, easier_variant, next_variant
from trainer.catalog.model import (
    STANDARD,
    Breath,
    Exercise,
    Prescribed,
    Routine,
    Side,
    Sides,
    Source,
    Step,
    Variant,
)

if TYPE_CHECKING:
    from trainer.catalog.held_breath import asks_to_hold_breath
    from trainer.catalog.reading import FORMAT, check, read

__all__ = [
    "FORMAT",
    "STANDARD",
    "Breath",
    "Catalog",
    "Choice",
    "Exercise",
    "Prescribed",
    "Routine",
    "Side",
    "Sides",
    "Source",
    "Step",
    "Variant",
    "asks_to_hold_breath",
    "bundled_file",
    "check",
    "choose",
    "easier_variant",
    "example_file",
    "load_catalog",
    "next_variant",
    "read",
]

_ONLY_TO_CHECK = {
    "FORMAT": "trainer.catalog.reading",
    "asks_to_hold_breath": "trainer.catalog.held_breath",
    "check": "trainer.catalog.reading",
    "read": "trainer.catalog.reading",
}


def __getattr__(name: str) -> object:
    """Import the modules that check a catalog only when they are needed."""
    if name in _ONLY_TO_CHECK:
        return getattr(import_module(_ONLY_TO_CHECK[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
