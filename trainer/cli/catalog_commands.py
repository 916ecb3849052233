"""The commands about the exercises and routines: list, show, plan."""

from __future__ import annotations

import json

import click

from trainer.catalog import Catalog, Choice, Exercise, load_catalog
from trainer.cli import pages
from trainer.cli.completing import exercises
from trainer.cli.messages import fail, say
from trainer.files.places import Places
from trainer.session.stages import clock
from trainer.session.timeline import Stage, Timeline, build_timeline, dose, length, side_words
from trainer.settings.model import load_settings


def load(places: Places) -> Catalog:
    """Load the catalog, and print its problems to stderr."""
    catalog = load_catalog(places.catalog_file)
    for problem in catalog.problems:
        say(str(problem), err=True)
    return catalog


def choose(catalog: Catalog, refs: tuple[str, ...]) -> list[Choice]:
    """Return the exercises named on the command line, including those of routines.

    Ends the program with an error message if a name does not exist.
    """
    try:
        return [choice for ref in refs for choice in catalog.choose_all(ref)]
    except LookupError as error:
        fail(str(error.args[0]))


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
@click.option("--routines", "only_routines", is_flag=True, help="List only the routines.")
@click.pass_obj
def list_(places: Places, as_json: bool, only_routines: bool) -> None:
    """List the exercises and routines.

    --json lists only the exercises, or only the routines if you add --routines.
    """
    catalog = load(places)
    settings = load_settings(places.config_file)
    if as_json:
        wanted = catalog.routines if only_routines else catalog.exercises
        click.echo(json.dumps([pages.plain(entry) for entry in wanted], indent=2))
        return
    for exercise in () if only_routines else catalog.exercises:
        choice = Choice(exercise)
        level = " (advanced)" if exercise.level == "advanced" else ""
        shown = clock(length(choice, settings.pacing))
        line = f"{exercise.id:<22}{exercise.name + level:<28}{dose(choice):<34}≈ {shown}"
        say(line)
        for variant in exercise.variants:
            say(f"  {exercise.id + ':' + variant.id:<30}{variant.name}")
    if catalog.routines and not only_routines:
        click.echo("\nRoutines")
    for routine in catalog.routines:
        choices = [choice.with_default_hold(settings.hold) for choice in catalog.follow(routine)]
        shown = clock(build_timeline(choices, settings.pacing).seconds)
        say(f"{routine.id:<22}{routine.name:<28}{routine.how_often:<34}≈ {shown}")
        for choice in choices:
            say(f"  {choice.ref:<48}{dose(choice)}")


@click.command()
@click.argument("id", shell_complete=exercises)
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
@click.option("--poses", is_flag=True, help="Draw its key poses.")
@click.pass_obj
def show(places: Places, id: str, as_json: bool, poses: bool) -> None:
    """Show an exercise (setup, steps, breathing, variants, safety) or a routine."""
    catalog = load(places)
    routine = catalog.routine(id)
    choices = choose(catalog, (id,))
    if as_json:
        click.echo(json.dumps(pages.plain(routine or choices[0].exercise), indent=2))
        return
    settings = load_settings(places.config_file)
    if poses:
        lines = [
            line
            for exercise in _without_repeats(catalog, choices)
            for line in pages.poses(exercise)
        ]
    elif routine:
        held = [choice.with_default_hold(settings.hold) for choice in choices]
        lines = pages.of_routine(routine, held, settings.pacing)
    else:
        lines = pages.of_exercise(choices[0])
    for line in lines:
        say(line)


def _without_repeats(catalog: Catalog, choices: list[Choice]) -> list[Exercise]:
    return [catalog.exercise(id) for id in dict.fromkeys(choice.id for choice in choices)]


@click.command()
@click.argument("refs", metavar="ID[:VARIANT] …", nargs=-1, required=True, shell_complete=exercises)
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
@click.pass_obj
def plan(places: Places, refs: tuple[str, ...], as_json: bool) -> None:
    """Show a session of these exercises, second by second."""
    choices = choose(load(places), refs)
    settings = load_settings(places.config_file)
    choices = [choice.with_default_hold(settings.hold) for choice in choices]
    timeline = build_timeline(choices, settings.pacing)
    if as_json:
        stages = [_stage(stage, timeline) for stage in timeline.stages]
        click.echo(json.dumps({"seconds": round(timeline.seconds, 3), "stages": stages}, indent=2))
        return
    for stage in timeline.stages:
        rep = f"{stage.rep.number:>3}" if stage.rep else "   "
        side = side_words(timeline.choices[stage.exercise], stage.side)
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
