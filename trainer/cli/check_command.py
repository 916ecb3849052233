"""The command `check`, which finds problems in files, once or every time a file is saved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click

from trainer.catalog import STANDARD, Catalog, choose, load_catalog, read
from trainer.cli.messages import fail, say
from trainer.files import limits, reading
from trainer.files.places import Places
from trainer.files.reading import UnreadableError
from trainer.files.validation import Problem
from trainer.files.watching import Watched, check_times
from trainer.settings.model import read_settings


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved, until ctrl+c.")
@click.pass_obj
def check(places: Places, files: tuple[Path, ...], watch: bool) -> None:
    """Find problems in a catalog, a history or the settings.

    Without a file, checks your own catalog, settings and history.
    """
    wanted = files or tuple(file for file in _own_files(places) if os.path.lexists(file))
    for file in wanted:
        if not os.path.exists(file):
            fail(f"{file}: no such file.\nGive the path of a catalog or a history.")
    watched = [Watched(file) for file in wanted]
    sound = [_report(file) for file in wanted]
    if not wanted:
        click.echo("You have no files to check yet; the bundled catalog is fine.")
    if not files and places.catalog_file is None:
        say(f"Your own exercises and routines would go in {places.own_catalog_file}")
    if watch and wanted:
        for _ in check_times():
            for each in watched:
                if each.changed():
                    click.echo()
                    _report(each.file)
    if not all(sound):
        raise SystemExit(1)


def _report(file: Path) -> bool:
    """Print what is wrong with a file, or that the file is fine. Return whether it is fine."""
    found = _problems(file)
    for line in found or [f"{file}: fine"]:
        say(line)
    if not found:
        for line in _remarks(file):
            say(f"{file}: {line}")
    return not found


def _remarks(file: Path) -> list[str]:
    """Return warnings about a valid catalog.

    They are about words that take longer to say than their step, and about movements that no body
    can make.
    """
    if file.name == "config.toml" or _looks_like_history(file):
        return []
    from trainer.cues.checking import overlong_words

    catalog = read(file, load_catalog().exercises)
    return [*overlong_words(catalog), *_impossible_movements(catalog)]


def _impossible_movements(catalog: Catalog) -> Iterator[str]:
    """Yield a line for each movement between two poses that no body can make."""
    from trainer.figure import check_movements
    from trainer.session.timeline import build_timeline

    for exercise in catalog.exercises:
        if not exercise.poses:
            continue
        variants = (STANDARD, *(variant.id for variant in exercise.variants))
        stages = build_timeline([choose(exercise, variant) for variant in variants]).stages
        movements = (movement for stage in stages for movement in pairwise(stage.path))
        for movement, problem in check_movements(exercise.poses, movements):
            where = f"exercise {exercise.id}, poses, {movement}"
            yield f"{where}: {problem}; adding a pose between them with via may help"


def _own_files(places: Places) -> list[Path]:
    files = [places.config_file, places.history_file, places.pending_file]
    return [*([places.catalog_file] if places.catalog_file else []), *files]


def _problems(file: Path) -> list[str]:
    if _looks_like_history(file):
        from trainer.history.store import problems_in

        return problems_in(file)
    problems: tuple[Problem, ...]
    if file.name == "config.toml":
        problems = read_settings(file).problems
    else:
        problems = read(file, load_catalog().exercises).problems
    return [str(problem) for problem in problems]


def _looks_like_history(file: Path) -> bool:
    if file.name.startswith("history"):
        return True
    try:
        return "session" in reading.toml(reading.read(file, limits.HISTORY) or "")
    except (UnreadableError, ValueError, RecursionError):
        return False
