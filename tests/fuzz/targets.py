"""What the fuzzer tries, and what must be true for any input.

No traceback, no exit code but 0, 1 and 2, no character that acts on a terminal, no file changed by
reading, and no session lost that could be read before.
"""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from tests.fuzz.inputs import damaged, history, seeds, sessions
from trainer import coach
from trainer.catalog import Choice, choose, load_catalog, read
from trainer.cli import cli
from trainer.cues import Cues
from trainer.files import safe_text
from trainer.files.places import Places
from trainer.files.writing import HistoryError
from trainer.history import in_progress
from trainer.history.file import reading
from trainer.history.file.merging import MergeError, merged
from trainer.history.records import SessionRecord
from trainer.history.store import HistoryStore
from trainer.session.machine import Session
from trainer.session.snapshot import take
from trainer.session.timeline import build_timeline as timeline_of
from trainer.settings import model, writing

SLOW = 1.0
"""The most processor seconds that one command may take."""
_NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
_CATALOG = load_catalog()


class StandingClock:
    """A clock that always shows the same moment."""

    def monotonic(self) -> float:
        return 1000.0

    def now(self) -> datetime:
        return _NOW


@contextlib.contextmanager
def at_once(what: str) -> Iterator[None]:
    """Check that what is done inside the `with` block does not take long."""
    began = time.process_time()
    yield
    seconds = time.process_time() - began
    assert seconds < SLOW, f"{what} took {seconds:.1f} s"


def _stream() -> io.TextIOWrapper:
    """A stand-in for stdout that takes bytes as well as text, as the real one does."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)


def _printed(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def run(folder: Path, *words: str) -> str:
    """Run a command of the program in this folder, check its output, and return it."""
    out, err = _stream(), _stream()
    places = ["--data-dir", str(folder / "data"), "--config", str(folder / "config.toml")]
    code: object = 0
    with at_once(words[0]), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main([*places, *words], prog_name="glute-trainer", standalone_mode=False)
        except SystemExit as ended:
            code = ended.code or 0
        except click.ClickException as error:
            code, _ = 2, err.write(error.format_message())
    assert code in (0, 1, 2), f"{words[0]} ended with {code!r}"
    printed, told = _printed(out), _printed(err)
    for text in (printed.replace("\r\n", "\n"), told):
        bad = safe_text.forbidden_character(text)
        assert bad is None, f"{words[0]} printed U+{ord(bad or ' '):04X}"
    assert len(told) < 500_000, f"{words[0]} complains without end"
    return printed


def catalog(data: bytes, folder: Path, chance: random.Random) -> None:
    """A catalog of the user's own."""
    file = folder / "exercises.toml"
    file.write_bytes(data)
    loaded = load_catalog(file)
    assert {"glute-bridge", "bird-dog"} <= {exercise.id for exercise in loaded.exercises}
    for exercise in read(file).exercises:
        variants = [choose(exercise, variant.id) for variant in exercise.variants]
        for choice in (Choice(exercise), *variants):
            timeline = timeline_of([choice])
            assert 0 < timeline.seconds < 10**7
            assert all(stage.seconds >= 0 for stage in timeline.stages)
        run(folder, "show", exercise.id)
    for words in (["list"], ["list", "--json"], ["check", str(file)]):
        run(folder, *words)
    assert file.read_bytes() == data


def config(data: bytes, folder: Path, chance: random.Random) -> None:
    """The settings, in which a key is changed too."""
    file = folder / "config.toml"
    file.write_bytes(data)
    before = model.read_settings(file)
    run(folder, "status")
    run(folder, "check", str(file))
    key, value = chance.choice(
        [("week_goal", 3), ("cues.bell", "off"), ("rest_dates", None), ("hold", 2.5)]
    )
    try:
        writing.set_value(file, key, value)
    except writing.SettingsFileError:
        assert file.read_bytes() == data
        return
    after = model.read_settings(file)
    assert len(after.problems) <= len(before.problems)


def own_history(data: bytes, folder: Path, chance: random.Random) -> None:
    """The history: read in every way, then added to, changed and repaired."""
    places = _places(folder)
    places.history_file.parent.mkdir()
    places.history_file.write_bytes(data)
    _look(folder, chance)
    _use(places, chance)


def pending(data: bytes, folder: Path, chance: random.Random) -> None:
    """Pending sessions beside a valid, a truncated or a broken history."""
    places = _places(folder)
    places.history_file.parent.mkdir()
    whole = history().encode()
    cut = whole[: chance.randrange(len(whole))]
    places.history_file.write_bytes(chance.choice([whole, cut, cut + b"x = ["]))
    places.pending_file.write_bytes(data)
    _look(folder, chance)
    _use(places, chance)


def cut_off(data: bytes, folder: Path, chance: random.Random) -> None:
    """A session in progress whose program has ended."""
    places = _places(folder)
    file = places.in_progress_dir / f"{sessions(1)[0].id}.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    found = in_progress.interrupted(places)
    assert len(found) + len(in_progress.why_left_out(places)) == 1
    assert file.read_bytes() == data
    for lost in found:
        try:
            going = coach.resume(
                lost, _CATALOG, StandingClock(), places, model.Settings(), Cues([])
            )
        except (LookupError, ValueError, HistoryError):
            continue
        going.advance()
        going.session.resume(1000.0)
        going.advance()
        going.save()
        record = going.finish()
        [kept] = HistoryStore(places).load().sessions
        assert kept.id == record.id


def brought_toml(data: bytes, folder: Path, chance: random.Random) -> None:
    """A TOML file to be imported."""
    _import(data, folder, "other.toml")


def brought_json(data: bytes, folder: Path, chance: random.Random) -> None:
    """A JSON file to be imported."""
    _import(data, folder, "other.json")


def _import(data: bytes, folder: Path, name: str) -> None:
    places = _places(folder)
    places.history_file.parent.mkdir()
    places.history_file.write_text(history(2))
    before = _readable(places)
    (folder / name).write_bytes(data)
    said = run(folder, "import", str(folder / name))
    _nothing_lost(before, _readable(places))
    if said:
        added = int(said.split()[0])
        assert len(_readable(places)) == len(before) + added
    run(folder, "history")


def merge(data: bytes, folder: Path, chance: random.Random) -> None:
    """Three histories to merge, some or all of them damaged."""
    base = _text(data)
    sides = [base, base, history(3)]
    for _ in range(chance.randrange(3)):
        at = chance.randrange(3)
        sides[at] = _text(damaged(sides[at], [history(2)], chance))
    chance.shuffle(sides)
    original, ours, theirs = sides
    try:
        result = merged(original, ours, theirs)
    except MergeError:
        return
    known = {one.id for one in reading.read(original).sessions}
    kept = reading.read(result.text)
    assert kept.broken is None, kept.broken
    for side in (ours, theirs):
        new = {one.id for one in reading.read(side).sessions} - known
        assert new <= kept.ids, f"lost {new - kept.ids}"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _places(folder: Path) -> Places:
    return Places(folder / "data", folder / "config.toml")


def _look(folder: Path, chance: random.Random) -> None:
    """Run every read-only command; none of them loses anything."""
    places = _places(folder)
    before = reading.read(_text(places.history_file.read_bytes()))
    waiting = places.pending_file.read_bytes() if places.pending_file.exists() else b""
    commands = [
        ["history"], ["history", "--json"], ["status"], ["status", "--json"], ["report"], ["check"],
        ["export"], ["export", "--format", "json"], ["export", "--format", "csv"],
        ["export", "--format", "ics"], ["report", "--weeks", "520"],
    ]  # fmt: skip
    for words in chance.sample(commands, 3):
        run(folder, *words)
    after = _readable(places)
    waited = reading.read(_text(waiting)).ids
    # A session cut short that still reads is complete once the waiting one is added.
    known = {one.id: after.get(one.id, one) if one.id in waited else one for one in before.sessions}
    _nothing_lost(known, after)


def _use(places: Places, chance: random.Random) -> None:
    """Add, answer, delete and restore; what is not touched stays as it is."""
    store = HistoryStore(places)
    before = _readable(places)
    new = sessions(30)[-1]
    with at_once("append"), contextlib.suppress(HistoryError):
        store.append(new)
        before[new.id] = _readable(places).get(new.id, new)
    _nothing_lost(before, _readable(places))
    if not before:
        return
    id = chance.choice(sorted(before))
    others = {key: one for key, one in before.items() if key != id}
    with at_once("amend"), contextlib.suppress(HistoryError):
        store.amend(id, note=chance.choice([None, 'a "note"\n\x1b[0m']), pain_after=3)
        assert _readable(places)[id].pain_after == 3
    _nothing_lost(others, _readable(places))
    with contextlib.suppress(HistoryError):
        removed = store.delete(id)
        _nothing_lost(others, _readable(places))
        store.restore(removed)
        assert id in _readable(places)
    _nothing_lost(others, _readable(places))


def _readable(places: Places) -> dict[str, SessionRecord]:
    return {one.id: one for one in HistoryStore(places).load().sessions}


def _nothing_lost(before: dict[str, SessionRecord], after: dict[str, SessionRecord]) -> None:
    lost = before.keys() - after.keys()
    assert not lost, f"lost {sorted(lost)}"
    assert all(after[id] == one for id, one in before.items()), "a session was changed"


def in_progress_seeds() -> list[str]:
    """Sessions interrupted at different places, as the program leaves them."""
    choices = [_CATALOG.choose(ref) for ref in ("bird-dog", "clam-shells", "glute-bridge")]
    texts = []
    for seconds in (0.0, 40.0, 130.0, 300.0):
        session = Session(choices, 0.0, model.Settings().pacing)
        for second in range(int(seconds)):
            session.advance_to(float(second))
        record = sessions(1)[0]
        texts.append(_in_progress_text(record, session))
    return texts


def _in_progress_text(record: SessionRecord, session: Session) -> str:
    import tomli_w

    from trainer.history.file.layout import block

    return "format = 1\n" + block(record) + "\n" + tomli_w.dumps({"resume": take(session)})


Target = Callable[[bytes, Path, random.Random], None]
TARGETS: dict[str, tuple[Target, str]] = {
    "catalog": (catalog, "catalog"),
    "settings": (config, "settings"),
    "history": (own_history, "toml"),
    "pending": (pending, "toml"),
    "in-progress": (cut_off, "in-progress"),
    "import-toml": (brought_toml, "toml"),
    "import-json": (brought_json, "json"),
    "merge": (merge, "toml"),
}
"""The targets, each with the kind of valid file that is damaged for it."""


def valid_files() -> dict[str, list[str]]:
    """The valid files of every kind."""
    return seeds() | {"in-progress": in_progress_seeds()}


@contextlib.contextmanager
def empty(folder: Path) -> Iterator[Path]:
    """An empty folder, removed afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
