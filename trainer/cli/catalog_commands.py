"""The commands about the exercises: list, show, plan, check."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from trainer import catalog as catalogs
from trainer import limits, textfile
from trainer import settings as all_settings
from trainer import timeline as timelines
from trainer.catalog import Catalog, Choice, Exercise, Side, Step
from trainer.checking import Fault
from trainer.cli.completing import exercises
from trainer.cli.saying import fail, say
from trainer.places import Places
from trainer.textfile import UnreadableError
from trainer.timeline import Stage, Timeline
from trainer.words import clock


def load(places: Places) -> Catalog:
    """The catalog; what is wrong with the user's own part goes to stderr."""
    catalog = catalogs.load(places.catalog_file)
    for fault in catalog.faults:
        say(str(fault), err=True)
    return catalog


def choose(catalog: Catalog, refs: tuple[str, ...]) -> list[Choice]:
    """The exercises named on the command line; ends the program where one is not there."""
    try:
        return [catalog.choose(ref) for ref in refs]
    except LookupError as error:
        fail(str(error.args[0]))


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def list_(places: Places, as_json: bool) -> None:
    """The exercises, a line each."""
    catalog = load(places)
    pacing = all_settings.load(places.config_file).pacing
    if as_json:
        click.echo(json.dumps([_exercise(exercise) for exercise in catalog.exercises], indent=2))
        return
    for exercise in catalog.exercises:
        choice = Choice(exercise)
        level = " (advanced)" if exercise.level == "advanced" else ""
        length = clock(timelines.length(choice, pacing))
        line = f"{exercise.id:<22}{exercise.name + level:<28}{timelines.dose(choice):<34}≈ {length}"
        say(line)
        for variant in exercise.variants:
            say(f"  {exercise.id + ':' + variant.id:<30}{variant.name}")


@click.command()
@click.argument("id", shell_complete=exercises)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def show(places: Places, id: str, as_json: bool) -> None:
    """One exercise: set-up, steps with their breath, variants, safety."""
    [choice] = choose(load(places), (id,))
    if as_json:
        click.echo(json.dumps(_exercise(choice.exercise), indent=2))
    else:
        for line in _page(choice):
            say(line)


def _exercise(exercise: Exercise) -> dict[str, object]:
    import msgspec

    plain: dict[str, object] = msgspec.to_builtins(exercise)
    plain.pop("poses")
    return plain


def _page(choice: Choice) -> list[str]:
    exercise = choice.exercise
    advanced = "advanced, " if exercise.level == "advanced" else ""
    lines = [f"{choice.title} ({advanced}{exercise.position})", timelines.dose(choice), ""]
    lines += [f"  {sentence}" for sentence in exercise.setup]
    lines += ["", "Steps"]
    for number, step in enumerate(exercise.steps, 1):
        lines.append(f"  {number}. {_said(step, choice)}")
        lines.append(f"     {_breath(step)}")
    if exercise.variants:
        lines += ["", "Variants"]
        lines += [f"  {v.id}: {v.name}. {v.why}" for v in exercise.variants]
    if exercise.safety:
        lines += ["", "Mind"]
        lines += [f"  {sentence}" for sentence in exercise.safety]
    return lines


def _said(step: Step, choice: Choice) -> str:
    side: Side | None = None if choice.sides == "none" else "right"
    return timelines.words(step.detail or step.cue, choice, side)


def _breath(step: Step) -> str:
    if step.kind == "hold":
        span = f", {step.hold_range[0]:g} to {step.hold_range[1]:g}" if step.hold_range else ""
        return f"hold {step.seconds:g} s{span}, keep breathing"
    word = {"inhale": "breathe in", "exhale": "breathe out", "easy": "breathe easily"}[step.breath]
    return f"{word}, {step.seconds:g} s"


@click.command()
@click.argument("refs", metavar="ID[:VARIANT] …", nargs=-1, required=True, shell_complete=exercises)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def plan(places: Places, refs: tuple[str, ...], as_json: bool) -> None:
    """The session these exercises make, second by second."""
    choices = choose(load(places), refs)
    settings = all_settings.load(places.config_file)
    if settings.hold is not None:
        choices = [choice.holding(settings.hold) for choice in choices]
    timeline = timelines.compile(choices, settings.pacing)
    if as_json:
        stages = [_stage(stage, timeline) for stage in timeline.stages]
        click.echo(json.dumps({"seconds": round(timeline.seconds, 3), "stages": stages}, indent=2))
        return
    for stage in timeline.stages:
        rep = f"{stage.rep.number:>3}" if stage.rep else "   "
        side = timelines.side_words(timeline.choices[stage.exercise], stage.side)
        at = f"{clock(stage.start):>6} {stage.seconds:>5.1f} s"
        breath = stage.breath or ""
        line = f"{at}  {stage.kind:<13}{rep}  {breath:<8}{stage.cue:<36}{side if stage.rep else ''}"
        say(line.rstrip())
    click.echo(f"{clock(timeline.seconds):>6}  done")


def _stage(stage: Stage, timeline: Timeline) -> dict[str, object]:
    sided = stage.rep is not None or stage.kind == "switch-sides"
    return {
        "start": round(stage.start, 3),
        "seconds": round(stage.seconds, 3),
        "kind": stage.kind,
        "exercise": timeline.choices[stage.exercise].id,
        "set": stage.set,
        "rep": stage.rep.number if stage.rep else None,
        "side": stage.side if sided else None,
        "breath": stage.breath,
        "cue": stage.cue,
    }


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def check(places: Places, files: tuple[Path, ...]) -> None:
    """Says what is wrong in a catalog or a history, and where.

    Without a file it checks your own: catalog, settings and history.
    """
    wanted = files or tuple(file for file in _own(places) if os.path.lexists(file))
    faulty = False
    for file in wanted:
        if not os.path.exists(file):
            fail(f"{file}: there is no such file.\nGive the path of a catalog or a history.")
        found = _faults(file)
        faulty = faulty or bool(found)
        for line in found:
            say(line)
        if not found:
            say(f"{file}: fine")
    if not wanted:
        click.echo("Nothing of your own to check yet; the bundled catalog is fine.")
    if faulty:
        raise SystemExit(1)


def _own(places: Places) -> list[Path]:
    files = [places.config_file, places.history_file, places.pending_file]
    return [*([places.catalog_file] if places.catalog_file else []), *files]


def _faults(file: Path) -> list[str]:
    """What is wrong with a file, whichever of the three kinds it is."""
    if _looks_like_history(file):
        from trainer.history.store import faults_of

        return faults_of(file)
    faults: tuple[Fault, ...]
    if file.name == "config.toml":
        faults = all_settings.read(file).faults
    else:
        faults = catalogs.read(file).faults
    return [str(fault) for fault in faults]


def _looks_like_history(file: Path) -> bool:
    if file.name.startswith("history"):
        return True
    try:
        return "session" in textfile.toml(textfile.read(file, limits.HISTORY) or "")
    except (UnreadableError, ValueError, RecursionError):
        return False
