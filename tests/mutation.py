"""Measures whether tests notice small changes to the code: `python -m tests.mutation [MODULE …]`.

The pure modules are changed in one small place at a time, and the tests of their packages run
against each change. It prints how many changes of each module were noticed. At the end it prints
every change that was not noticed; `docs/mutation-survivors.md` says which of these may stay, and
why. Changes that make the tests much slower or endless are listed separately, and do not count as
noticed.

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
COPIES = ROOT / "mutants"
"""Copies of the working tree, one for each package, with the results so far."""
SETTINGS = "pyproject.toml"
UNNOTICED = ("survived", "no tests")
INTERRUPTED = 130

Changes = dict[str, str]
"""The result of each change of a module that was tried, by the name of the change."""


def files() -> dict[str, bytes]:
    """Return the files of the working tree, without the files that git ignores."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return {
        name: (ROOT / name).read_bytes() for name in names.split("\0") if (ROOT / name).is_file()
    }


def prepare(package: str, modules: Sequence[str]) -> Path:
    """Return a copy for the changes to a package. Make a new copy if a file has changed."""
    folder, wanted = COPIES / package, files()
    settings = tomllib.loads(wanted[SETTINGS].decode())
    own = settings["tool"]["mutmut"]
    own["only_mutate"] = list(
        dict.fromkeys([*packages(own["only_mutate"]).get(package, ()), *modules])
    )
    own["pytest_add_cli_args_test_selection"] = [f"tests/{package}"]
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
    """Run mutmut on the copy only. On a terminal, its progress is shown."""
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
    """Return the exit code of the tests for each change of a module; None if not run yet."""
    meta = folder / "mutants" / f"{module}.meta"
    found: dict[str, int | None] = json.loads(meta.read_text())["exit_code_by_key"]
    return found


def results(folder: Path, module: str) -> Changes:
    """Return the results of the changes that were tried so far."""
    try:
        found = codes(folder, module)
    except FileNotFoundError:
        return {}
    return {name: status_by_exit_code[code] for name, code in found.items() if code is not None}


def left(folder: Path, module: str) -> list[str]:
    """Return the changes without a result; at first, the whole module."""
    try:
        return [name for name, code in codes(folder, module).items() if code is None]
    except FileNotFoundError:
        return [module.removesuffix(".py").replace("/", ".") + ".*"]


def packages(modules: Sequence[str]) -> dict[str, list[str]]:
    """Return the modules of each package, by the name of the package."""
    found: dict[str, list[str]] = {}
    for module in modules:
        found.setdefault(module.split("/")[1], []).append(module)
    return found


def report(folder: Path, module: str, changes: Changes) -> None:
    """Print how many of the changes tried so far in a module were noticed."""
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
    """Print every change that was not noticed: the lines before and after."""
    for change, status in changes.items():
        if status in (*UNNOTICED, "timeout"):
            shown = mutmut(folder, "show", change).stdout
            lines = [line for line in shown.splitlines() if line[:1] in ("+", "-")]
            print(f"\n{change}: {status}", *lines[2:], sep="\n", flush=True)


def run(folder: Path, module: str) -> bool:
    """Try the remaining changes of a module, and report. Return False if the tests cannot run."""
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
    """Change, test, and report. Return 1 if the tests fail without a change."""
    settings = tomllib.loads((ROOT / SETTINGS).read_text())
    named = packages(modules or settings["tool"]["mutmut"]["only_mutate"])
    print(f"{'':<36}{'changes':>9}{'noticed':>9}{'unnoticed':>11}{'too slow':>10}", flush=True)
    failed, done = False, []
    try:
        for package, each in named.items():
            folder = prepare(package, modules and each)
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
