"""System errors at every call, as in `test_errors_at_every_call`, but injected by `strace`.

This reaches calls that Python cannot replace: calls from C code, and interrupted calls (EINTR),
which Python repeats. Each run is a separate program, so the suite
tries only a few; `--times 2` or more tries all of them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from faults.amount import dice, survived, times
from faults.injecting import Outcome
from faults.test_errors_at_every_call import CASES, NEW, WAITS, Case, check, prepare

from trainer.files.places import Places

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "ENOLCK", "EINTR")
IN_THE_SUITE = ("log", "import", "edit", "a setting", "save a rep", "recover")
EACH = 1
"""How many faults the suite tries for each of these."""
_CALL = re.compile(r"\d+ +(\w+)\(")
_WORK = """\
import sys
sys.path[:0] = {path!r}
from pathlib import Path
import click
from faults.test_errors_at_every_call import CASES
from trainer.files.places import Places
from trainer.files.writing import NotWrittenError
try:
    CASES[{name!r}].work(Places(Path({folder!r}) / "data", Path({folder!r}) / "config.toml"))
except NotWrittenError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
except click.ClickException as error:
    print(error.format_message(), file=sys.stderr)
    sys.exit(error.exit_code)
"""


@cache
def why_not() -> str:
    """Return why calls cannot be traced here, or an empty text if they can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "strace may not trace here" if tried.returncode else ""


def ran(places: Places, name: str, log: Path, *inject: str) -> Outcome:
    """Do the work of a case in a separate program, with every call about our files traced."""
    folder = places.data_dir.parent
    files = [
        places.config_file,
        places.config_file.with_name(".config.toml.new"),
        places.config_file.with_name(".config.toml.lock"),
        places.data_dir,
        places.history_file,
        places.data_dir / ".history.toml.new",
        places.pending_file,
        places.data_dir / ".history.pending.toml.new",
        places.data_dir / "history.lock",
        places.data_dir / "history.checked",
        places.data_dir / "out.toml",
        places.data_dir / ".out.toml.new",
        places.in_progress_dir,
        *(
            places.in_progress_dir / f"{id}{end}"
            for id in (NEW.id, WAITS.id)
            for end in (".toml", ".lock")
        ),
        *(places.in_progress_dir / f".{id}.toml.new" for id in (NEW.id, WAITS.id)),
    ]
    paths = [word for file in files for word in ("-P", str(file))]
    script = _WORK.format(path=sys.path, name=name, folder=str(folder))
    words = ["strace", "-f", "-o", str(log), *paths, *inject, sys.executable, "-c", script]
    result = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    killed = result.returncode < 0
    return Outcome(result.stderr, 0 if killed else result.returncode, killed=killed)


@pytest.mark.parametrize("name", CASES if times() > 1 else IN_THE_SUITE)
def test_every_error_injected_by_strace_is_reported_clearly_and_loses_nothing(
    tmp_path: Path, name: str
):
    if reason := why_not():
        pytest.skip(reason)
    case: Case = CASES[name]
    log, folder = tmp_path / "log", tmp_path / "x"
    assert ran(prepare(folder, case), name, log).code == 0
    seen: Counter[str] = Counter()
    calls = []
    for line in log.read_text().splitlines():
        if match := _CALL.match(line):
            seen[match[1]] += 1
            calls.append((match[1], seen[match[1]]))
    assert len(calls) > EACH
    faults = [(*call, fault) for call in calls for fault in (*ERRORS, "SIGKILL")]
    for call, number, fault in faults if times() > 1 else dice(name).sample(faults, EACH):
        what = f"signal={fault}" if fault == "SIGKILL" else f"error={fault}"
        places = prepare(folder, case)
        ended = ran(places, name, log, "-e", f"inject={call}:{what}:when={number}")
        check(places, case, ended, f"{fault} at {call} number {number}: {ended.error}")
        survived[f"errors through strace: {name}"] += 1
