"""Shell completion of exercises and routines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def exercises(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Return every routine, `ID` and `ID:VARIANT` that begins with `incomplete`."""
    from click.shell_completion import CompletionItem

    from trainer import catalog
    from trainer.files import places
    from trainer.files.safe_text import sanitize

    where = context.obj or places.find()
    found = catalog.load_catalog(where.catalog_file)
    offered = [(routine.id, routine.name) for routine in found.routines]
    for exercise in found.exercises:
        offered.append((exercise.id, exercise.name))
        offered += [(f"{exercise.id}:{v.id}", v.name) for v in exercise.variants]
    return [
        CompletionItem(ref, help=sanitize(name))
        for ref, name in offered
        if ref.startswith(incomplete)
    ]
