"""Measures whether tests notice small changes to the code: `python -m tests.mutation [MODULE …]`.

The pure modules are changed in one small place at a time, and the tests of their rooms run against
each change. For each module it prints how many changes were noticed, and at the end every change
that was not; `docs/mutation-survivors.md` says which of those may stay, and why. Some changes make
the tests take many times as long as usual, or never end. They are listed separately and do not
count as noticed.

A run takes long; that page says how long. Press ctrl+c to end it at any time. It then prints the
scores so far, and the next run continues from there unless a file has changed since. The folder
`mutants` holds the results so far.

`[tool.mutmut]` in `pyproject.toml` names the modules; others can be given. Properties, constants
and other code outside of functions are not changed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import tomli_w
from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "mutants"
"""A copy of the working tree for each room, with what became of the changes so far."""
SETTINGS = "pyproject.toml"
UNNOTICED = ("survived", "no tests")
INTERRUPTED = 130

Changes = dict[str, str]
"""What became of each change of a module, by the change's name; those not made yet are left out."""


def files() -> dict[str, bytes]:
    """The working tree as it is, without the files that git ignores."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return {
        name: (ROOT / name).read_bytes() for name in names.split("\0") if (ROOT / name).is_file()
    }


def prepare(room: str, modules: Sequence[str]) -> Path:
    """A copy in which mutmut changes the modules of one room; a new one if a file has changed."""
    folder, wanted = KEPT / room, files()
    settings = tomllib.loads(wanted[SETTINGS].decode())
    own = settings["tool"]["mutmut"]
    own["only_mutate"] = list(dict.fromkeys([*rooms(own["only_mutate"]).get(room, ()), *modules]))
    own["pytest_add_cli_args_test_selection"] = [f"tests/{room}"]
    wanted[SETTINGS] = tomli_w.dumps(settings).encode()
    if any(not same(folder / name, text) for name, text in wanted.items()):
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in wanted.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(text)
    return folder


def same(file: Path, text: bytes) -> bool:
    return file.is_file() and file.read_bytes() == text


def mutmut(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run mutmut on the copy, and nothing but the copy. Its progress shows on a terminal."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "mutmut", *words]
    quiet = words[0] != "run" or not sys.stdout.isatty()
    pipe = subprocess.PIPE if quiet else None
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=pipe, stderr=pipe, text=True
    ) as process:
        try:
            out, err = process.communicate()
        except KeyboardInterrupt:
            process.communicate()  # ctrl+c ends mutmut as well, and it saves its results
            raise
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def codes(folder: Path, module: str) -> dict[str, int | None]:
    """How the tests ended for every change of a module; None where they have not run yet."""
    meta = folder / "mutants" / f"{module}.meta"
    found: dict[str, int | None] = json.loads(meta.read_text())["exit_code_by_key"]
    return found


def results(folder: Path, module: str) -> Changes:
    """What became of the changes that were made so far."""
    try:
        found = codes(folder, module)
    except FileNotFoundError:
        return {}
    return {name: status_by_exit_code[code] for name, code in found.items() if code is not None}


def left(folder: Path, module: str) -> list[str]:
    """The changes that still have no result; at first, the whole module."""
    try:
        return [name for name, code in codes(folder, module).items() if code is None]
    except FileNotFoundError:
        return [module.removesuffix(".py").replace("/", ".") + ".*"]


def rooms(modules: Sequence[str]) -> dict[str, list[str]]:
    """The modules of each room, by the room's name."""
    found: dict[str, list[str]] = {}
    for module in modules:
        found.setdefault(module.split("/")[1], []).append(module)
    return found


def report(folder: Path, module: str, changes: Changes) -> None:
    """One line: how many changes of a module were noticed, of those made so far."""
    count = Counter(changes.values())
    missed, slow = sum(count[status] for status in UNNOTICED), count["timeout"]
    noticed = len(changes) - missed - slow
    name, every = module.removesuffix(".py"), len(codes(folder, module))
    made = str(every) if len(changes) == every else f"{len(changes)}/{every}"
    print(
        f"{name:<36}{made:>9}{noticed:>9}{missed:>11}{slow:>10}{noticed / len(changes):>8.1%}",
        flush=True,
    )


def show(folder: Path, changes: Changes) -> None:
    """Every change that was not noticed: the lines before and after."""
    for change, status in changes.items():
        if status in (*UNNOTICED, "timeout"):
            shown = mutmut(folder, "show", change).stdout
            lines = [line for line in shown.splitlines() if line[:1] in ("+", "-")]
            print(f"\n{change}: {status}", *lines[2:], sep="\n", flush=True)


def run(folder: Path, module: str) -> bool:
    """Try the remaining changes of a module, and report. Returns False if its tests already fail
    without a change."""
    names, ran = left(folder, module), None
    try:
        if names:
            ran = mutmut(folder, "run", "--max-children", "1", *names)
    finally:  # even after ctrl+c
        if changes := results(folder, module):
            report(folder, module, changes)
    if ran is not None and left(folder, module):
        print(*((output or "")[-3000:] for output in (ran.stdout, ran.stderr)), file=sys.stderr)
        return False
    return True


def main(modules: Sequence[str]) -> int:
    """Change, test, and report. Returns 1 if the tests fail before anything is changed."""
    settings = tomllib.loads((ROOT / SETTINGS).read_text())
    named = rooms(modules or settings["tool"]["mutmut"]["only_mutate"])
    print(f"{'':<36}{'changes':>9}{'noticed':>9}{'unnoticed':>11}{'too slow':>10}", flush=True)
    failed, done = False, []
    try:
        for room, each in named.items():
            folder = prepare(room, modules and each)
            for module in each:
                failed |= not run(folder, module)
                done.append((folder, module))
        for folder, module in done:
            show(folder, results(folder, module))
    except KeyboardInterrupt:
        print("Ended early. The same command goes on from here.")
        return INTERRUPTED
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
