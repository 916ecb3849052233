"""The command git runs to merge two histories; people use `import`."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli.messages import fail, say


@click.command("merge-driver", hidden=True)
@click.argument("original", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
def merge_driver(original: Path, ours: Path, theirs: Path) -> None:
    """Merge two histories session by session, for git; the result goes to OURS.

    Exits with 1 where both sides changed one session: both versions are in the result then, and
    git asks for a look at it. With 2, and OURS as it was, where one of the three does not read.
    """
    from trainer.files import writing
    from trainer.files.writing import UnreadableError
    from trainer.history.file.merging import MergeError, merged

    texts = []
    for file in (original, ours, theirs):
        try:
            texts.append(writing.read(file) or "")
        except UnreadableError as error:
            fail(f"{file}: {error}.\nNothing was merged.")
    try:
        result = merged(*texts)
        if result.text != texts[1]:
            writing.replace(ours, result.text)
    except MergeError as error:
        fail(f"history.toml, {error}.\nNothing was merged.")
    except OSError as error:
        fail(f"{ours}: cannot be written: {error.strerror}.\nNothing was merged.")
    for line in (*result.kept, *result.conflicts):
        say(line, err=True)
    if result.conflicts:
        raise SystemExit(1)
