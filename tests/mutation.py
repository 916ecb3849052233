"""`python -m tests.mutation [MODULE …]`: does a test notice when the code is changed at random?

The pure modules are changed one small place at a time, and the tests of their rooms run against
each change. Prints how many were noticed, one line for each module, and then every change that was
not; `docs/mutation-survivors.md` says which of those may stay, and why. A change with which the
tests took many times as long as usual is listed separately and not counted as noticed: the tests
may never end, or the machine was busy.

`[tool.mutmut]` in `pyproject.toml` names the modules. Properties, constants and other code outside
of functions are not changed. Takes about a second for each five changes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).parents[1]
SETTINGS = ROOT / "pyproject.toml"
TESTS = "tests/ROOM"
"""The placeholder in the settings for the tests of a room."""
UNNOTICED = ("survived", "no tests")


def copy(folder: Path) -> None:
    """The working tree as it is, without the files that git ignores."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in names.split("\0"):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def mutmut(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run mutmut on the copy, and nothing but the copy. Its progress shows on a terminal."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "mutmut", *words]
    quiet = words[0] != "run" or not sys.stdout.isatty()
    return subprocess.run(command, cwd=folder, env=environment, capture_output=quiet, text=True)


def results(folder: Path) -> dict[str, dict[str, str]]:
    """What became of every change, by module and by the change's name."""
    found: dict[str, dict[str, str]] = {}
    for meta in sorted((folder / "mutants" / "trainer").rglob("*.meta")):
        codes = json.loads(meta.read_text())["exit_code_by_key"]
        module = meta.relative_to(folder / "mutants").as_posix().removesuffix(".py.meta")
        checked = {name: code for name, code in codes.items() if code is not None}
        if checked:
            found[module] = {name: status_by_exit_code[code] for name, code in checked.items()}
    return found


def rooms(modules: Sequence[str]) -> dict[str, list[str]]:
    """The modules of each room, by the room's name; all if none are named."""
    named = modules or tomllib.loads(SETTINGS.read_text())["tool"]["mutmut"]["only_mutate"]
    found: dict[str, list[str]] = {}
    for module in named:
        found.setdefault(module.split("/")[1], []).append(module)
    return found


def run(room: str, modules: Sequence[str]) -> bool:
    """Change the modules of one room, run its tests, and report; false if these fail."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy(folder)
        settings = SETTINGS.read_text().replace(TESTS, f"tests/{room}")
        (folder / SETTINGS.name).write_text(settings)
        names = [module.removesuffix(".py").replace("/", ".") + ".*" for module in modules]
        ran = mutmut(folder, "run", "--max-children", "1", *names)
        found = results(folder)
        if not found:
            print(*((told or "")[-3000:] for told in (ran.stdout, ran.stderr)), file=sys.stderr)
            return False
        for module, changes in found.items():
            count = Counter(changes.values())
            left = sum(count[status] for status in UNNOTICED)
            slow = count["timeout"]
            noticed = len(changes) - left - slow
            print(
                f"{module:<36}{len(changes):>9}{noticed:>9}{left:>11}{slow:>10}"
                f"{noticed / len(changes):>8.1%}"
            )
        for changes in found.values():
            for change, status in changes.items():
                if status in (*UNNOTICED, "timeout"):
                    shown = mutmut(folder, "show", change).stdout
                    lines = [line for line in shown.splitlines() if line[:1] in ("+", "-")]
                    print(f"\n{change}: {status}", *lines[2:], sep="\n")
    return True


def main(modules: Sequence[str]) -> int:
    """Change, test, and report; 1 if the tests fail before anything is changed."""
    print(f"{'':<36}{'changes':>9}{'noticed':>9}{'unnoticed':>11}{'too slow':>10}", flush=True)
    failed = [room for room, named in rooms(modules).items() if not run(room, named)]
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
