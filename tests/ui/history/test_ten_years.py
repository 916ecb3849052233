"""In ten years of history, some of it edited by hand, every number shown is right."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from random import Random

import dates
import pytest
from click.testing import CliRunner
from counting import expected_standing
from driving import shown, until

from trainer.cli import cli, loading
from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block
from trainer.history.records import ExerciseRecord, SessionRecord, new_id

TODAY = dates.today()
OFF = [TODAY - timedelta(days=49 - n) for n in range(9)]
SINCE = "rest_days = ['sun']\nrest_days_since = { 2000-01-01 = ['sun'] }\n"
CONFIG = f"week_goal = 4\n{SINCE}rest_dates = [{', '.join(map(str, OFF))}]\n"


def session_text(day: date, chance: Random, status: str) -> str:
    """Return a session as text for the history file, in a random time zone."""
    zone = timezone(timedelta(hours=chance.choice([-8, -5, 0, 1, 5.5, 9])))
    started = datetime.combine(day, time(chance.choice([5, 7, 12, 22]), 30), zone)
    exercise = ExerciseRecord(
        id="glute-bridge",
        name="Glute Bridge",
        variant="standard",
        status=status,
        planned_reps=10,
        done_reps=10 if status == "completed" else 4,
        skipped_reps=0,
        seconds=80.0,
    )
    record = SessionRecord(
        id=new_id(started, f"{chance.randrange(16**6):06x}"),
        day=day,
        started=started,
        ended=started + timedelta(minutes=3),
        status=status,
        source="session",
        exercises=(exercise,),
    )
    return block(record)


def edited_by_hand(text: str, chance: Random) -> str:
    """Return the text of a session as if a person had edited it."""
    match chance.randrange(4):
        case 0:
            return text.replace("\nstatus", "  # my own words\nmood = 'good'\nstatus", 1)
        case 1:
            return text.replace('source = "session"', "source   =   'session'", 1)
        case 2:
            return "\n# a comment between two sessions\n" + text
    return text.replace('name = "Glute Bridge"', 'name = "Glute Bridge"\nshoes = ["none"]')


def ten_years(seed: int) -> tuple[str, set[date]]:
    """Return the text of a history file, and the training days in it."""
    chance = Random(seed)
    blocks, trained = [], set()
    for ago in range(3653):
        day = TODAY - timedelta(days=ago)
        if chance.random() < 0.72 or (0 < ago < 9):
            trained.add(day)
            blocks += [session_text(day, chance, "completed")] * 1
            if chance.random() < 0.2:
                blocks.append(session_text(day, chance, "completed"))
        elif chance.random() < 0.2:
            blocks.append(session_text(day, chance, "partial"))
    blocks = [edited_by_hand(text, chance) if chance.random() < 0.05 else text for text in blocks]
    blocks.reverse()
    strays = [blocks.pop(chance.randrange(len(blocks))) for _ in range(50)]
    return HEADER + "".join(blocks + strays), trained


@pytest.mark.parametrize("seed", [1, 2])
async def test_calendar_and_status_agree_with_an_independent_calculation(
    make_app, places: Places, monkeypatch: pytest.MonkeyPatch, seed: int
):
    text, trained = ten_years(seed)
    places.data_dir.mkdir(parents=True)
    places.history_file.write_text(text, encoding="utf-8")
    expected = expected_standing(trained, TODAY, 4, {6}, set(OFF))

    app = make_app(config=CONFIG)
    noon = dates.at(TODAY, 12)
    monkeypatch.setattr(loading, "now", lambda: noon)
    where = ["--data-dir", str(places.data_dir), "--config", str(places.config_file)]
    result = CliRunner().invoke(cli, ["status", "--json", *where])
    status = json.loads(result.output)
    assert status["strength"] == pytest.approx(expected["strength"])
    for key in ("streak", "best_streak", "week_done"):
        assert status[key] == expected[key], key

    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.pause()
        await pilot.press("h")
        await until(pilot, lambda: "strength" in shown(pilot))
        screen = " ".join(shown(pilot).split())
    assert f"streak {expected['streak']} days" in screen
    assert f"best {expected['best_streak']}" in screen
    assert f"this week {expected['week_done']} of 4" in screen
    assert f"strength {expected['strength'] * 100:.0f} %" in screen
    assert Path(places.history_file).read_text(encoding="utf-8") == text
