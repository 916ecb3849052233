"""The command that git runs to merge two histories. People use `import` instead."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import NoReturn

import click

from trainer.cli.messages import fail, say


@click.command("merge-driver", hidden=True)
@click.argument("original", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
def merge_driver(original: Path, ours: Path, theirs: Path) -> None:
    """Merge two histories for git, session by session, and write the result to OURS.

    Exits with 1 if both sides changed the same thing. The result then has both versions, and git
    reports a conflict. Exits with 2 if nothing could be merged. OURS is then unchanged, and git
    keeps all three versions in its index.
    """
    try:
        conflicts = _merge(original, ours, theirs)
    except SystemExit:
        raise
    except BaseException as error:  # Python would exit with 1, which tells git of a conflict
        _refuse(f"{type(error).__name__}: {error}")
    if conflicts:
        raise SystemExit(1)


def _merge(original: Path, ours: Path, theirs: Path) -> bool:
    """Write the result to `ours`. Return whether both sides changed the same thing."""
    from trainer.files import writing
    from trainer.files.writing import UnreadableError
    from trainer.history.file.merging import MergeError, merged

    texts = []
    for file in (original, ours, theirs):
        try:
            texts.append(writing.read(file) or "")
        except UnreadableError as error:
            _refuse(f"{file}: {error}.")
    try:
        result = merged(*texts)
        if result.text != texts[1]:
            writing.replace(ours, result.text, expected=texts[1])
    except MergeError as error:
        _refuse(f"history.toml, {error}.")
    except OSError as error:
        _refuse(f"{ours}: cannot be written: {error.strerror}.")
    with contextlib.suppress(OSError):  # the merge is done, even if its lines cannot be printed
        for line in (*result.combined, *result.not_deleted, *result.conflicts):
            say(line, err=True)
    return bool(result.conflicts)


def _refuse(why: str) -> NoReturn:
    fail(f"{why}\nNothing was merged. Their version is in git: git show :3:history.toml")
