"""The programs that a session runs: one at a time, without waiting, and ended with the session."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cues.programs import alive, program, seen

from trainer.cues.process import FAILURES, Call, ProgramRunner


def test_a_program_that_fails_three_times_is_given_up(tmp_path):
    runs = tmp_path / "runs"
    fake = program(tmp_path, "speak", f"echo x >> {runs}; exit 1")
    beside = ProgramRunner()
    for n in range(1, FAILURES + 1):
        beside.run(Call([str(fake)]))
        assert seen(
            lambda n=n: runs.exists() and len(runs.read_text()) == 2 * n and not beside.busy
        )
    beside.run(Call([str(fake)]))
    beside.close()
    assert len(runs.read_text()) == 2 * FAILURES


def test_a_hanging_program_counts_as_failed(tmp_path):
    beside = ProgramRunner(limit=0.05)
    fake = str(program(tmp_path, "speak", "exec sleep 600"))
    for n in range(1, FAILURES + 1):
        beside.run(Call([fake]))
        assert seen(lambda n=n: beside.failures == n)
    beside.run(Call([fake]))
    assert not beside.busy
    beside.close()


def run_forever(beside: ProgramRunner, folder: Path, times: int, **limits: float) -> Call:
    """Start a program that never ends, `times` times, and return the call."""
    started = folder / "started"
    fake = program(folder, "speak", f"echo x >> {started}; exec sleep 600")
    call = Call([str(fake)], **limits)
    for n in range(1, times + 1):
        beside.run(call)
        assert seen(lambda n=n: started.exists() and len(started.read_text()) == 2 * n)
    return call


def test_a_program_ended_for_the_next_cue_does_not_count_as_failed(tmp_path):
    beside = ProgramRunner()
    run_forever(beside, tmp_path, FAILURES + 1)
    assert beside.failures == 0
    beside.close()


def test_a_program_that_never_finishes_in_time_is_given_up(tmp_path):
    beside = ProgramRunner()
    beside.run(run_forever(beside, tmp_path, FAILURES, hangs_after=0.0))
    assert seen(lambda: beside.given_up)
    beside.close()


def test_a_hanging_program_is_ended_on_closing(tmp_path):
    number = tmp_path / "pid"
    beside = ProgramRunner()
    beside.run(Call([str(program(tmp_path, "speak", f"echo $$ > {number}; exec sleep 600"))]))
    assert seen(lambda: number.exists() and number.read_text().endswith("\n"))
    beside.close(within=0.05)
    assert seen(lambda: not alive(int(number.read_text())))


def test_a_running_program_ends_even_if_the_runner_is_never_closed(tmp_path):
    number = tmp_path / "pid"
    fake = program(tmp_path, "speak", f"echo $$ > {number}; exec sleep 600")
    forgetful = f"""
import pathlib, time
from trainer.cues.process import ProgramRunner, Call
ProgramRunner().run(Call([{str(fake)!r}]))
while not pathlib.Path({str(number)!r}).exists():
    time.sleep(0.01)
"""
    subprocess.run([sys.executable, "-c", forgetful], check=True, timeout=60)
    assert seen(lambda: not alive(int(number.read_text())))
