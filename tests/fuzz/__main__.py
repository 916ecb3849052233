"""Give the program thousands of damaged files: `python -m tests.fuzz [TARGET …]`.

Every input depends only on its target and number, so it can be made again. An input is saved to a
file if it causes a traceback, needs more than a second of processor time in one command, or loses a
session. `--repeat FILE` tries a saved input again. `--guided` lets atheris look for inputs that
reach new code; install it first with `pip install atheris`.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.fuzz.inputs import damaged
from tests.fuzz.targets import TARGETS, empty, valid_files

SLOW = 5.0
"""The most processor seconds that all work with one input may take."""


def made(name: str, number: int) -> tuple[bytes, random.Random]:
    """Return an input of a target, and a random generator for the rest of the work."""
    chance = random.Random(f"{name} {number}")
    kind = valid_files()[TARGETS[name][1]] if number == 0 else _VALID[TARGETS[name][1]]
    return damaged(chance.choice(kind), kind, chance), chance


_VALID = valid_files()


def fed(name: str, data: bytes, chance: random.Random, folder: Path) -> str | None:
    """Give an input to the program. Return what went wrong, or None."""
    target = TARGETS[name][0]
    began = time.process_time()
    try:
        with empty(folder):
            target(data, folder, chance)
    except Exception:
        return traceback.format_exc()
    seconds = time.process_time() - began
    return f"took {seconds:.1f} s" if seconds > SLOW else None


def run(name: str, first: int, number: int, seconds: float, failures: Path) -> tuple[int, int]:
    """Try inputs until there are enough or time is up.

    Return how many were tried, and how many failed.
    """
    began, bad, n = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory(dir=_memory()) as scratch:
        for n in range(1, number + 1):
            data, chance = made(name, first + n)
            wrong = fed(name, data, chance, Path(scratch) / "here")
            if wrong is not None:
                bad += 1
                failures.mkdir(parents=True, exist_ok=True)
                file = failures / f"{name}-{first + n}"
                file.write_bytes(data)
                print(f"{name} {first + n}: {wrong.splitlines()[-1][:150]}\n  {file}", flush=True)
            if time.monotonic() - began > seconds:
                break
    minutes = (time.monotonic() - began) / 60
    print(f"{name:<12} {n:>8} inputs {n / minutes:>8.0f}/min {bad:>4} failures", flush=True)
    return n, bad


def _memory() -> str | None:
    """A folder in memory, if there is one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def repeat(file: Path) -> int:
    """Try a saved input again. Return 1 if it still fails, otherwise 0."""
    name, _, number = file.name.rpartition("-")
    _, chance = made(name, int(number))
    with tempfile.TemporaryDirectory(dir=_memory()) as scratch:
        wrong = fed(name, file.read_bytes(), chance, Path(scratch) / "here")
    print(wrong or "fine")
    return 1 if wrong else 0


def guided(name: str, seconds: float, failures: Path) -> None:
    """Let atheris search. It ends the process, with exit code 77 if it found a failure."""
    import atheris

    for module in [m for m in sys.modules.values() if m.__name__.startswith("trainer")]:
        for thing in list(vars(module).values()):
            if getattr(thing, "__module__", None) == module.__name__ and hasattr(thing, "__code__"):
                atheris.instrument_func(thing)
    corpus = failures / f"corpus-{name}"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(_VALID[TARGETS[name][1]]):
        (corpus / f"valid-{number}").write_text(text)
    scratch = Path(tempfile.mkdtemp(dir=_memory()))
    count = 0

    def once(data: bytes) -> None:
        nonlocal count
        count += 1
        wrong = fed(name, data, random.Random(count), scratch / "here")
        if wrong is not None:
            file = failures / f"{name}-{count}"
            file.write_bytes(data)
            print(f"{name} {count}: {wrong.splitlines()[-1][:150]}\n  {file}", flush=True)

    atheris.Setup(
        [sys.argv[0], f"-max_total_time={seconds:.0f}", "-max_len=20000", str(corpus)], once
    )
    atheris.Fuzz()


def main() -> None:
    """Fuzz the given targets, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--inputs", type=int, default=1000, help="inputs for each target")
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--seconds", type=float, default=60, help="time limit for each target")
    parser.add_argument(
        "--failures", type=Path, default=Path("fuzz-failures"), help="folder for failing inputs"
    )
    parser.add_argument("--guided", action="store_true", help="search with atheris")
    parser.add_argument("--repeat", type=Path, metavar="FILE", help="try a saved input again")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if unknown := set(arguments.names) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    if arguments.repeat:
        sys.exit(repeat(arguments.repeat))
    names = arguments.names or list(TARGETS)
    if arguments.guided:
        guided(names[0], arguments.seconds, arguments.failures)
    bad = 0
    for name in names:
        bad += run(name, arguments.first, arguments.inputs, arguments.seconds, arguments.failures)[
            1
        ]
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
