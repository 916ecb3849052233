"""Replace one system call with an error, in a separate process."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import pickle
import signal
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from faults.calls import watched

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "ENOLCK")
TORN, KILLED = "half a write", "SIGKILL"
FAULTS = (*ERRORS, TORN, KILLED)
"""Everything that can happen to a call. TORN happens only to writes: half a write, and then a full
disk.

Python itself repeats a call that is interrupted (EINTR); see `test_errors_through_strace` for that.
"""
SHORT = "short writes"
"""Every write writes only half of its data, and returns how much it wrote."""
_NEVER_FAIL = {
    "fspath", "getcwd", "urandom", "getpid", "geteuid", "getuid", "access", "umask", "strerror",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """How a piece of work ended."""

    error: str = ""
    """The text on stderr or of the exception; empty if all went well."""
    code: int = 0
    """The exit code: 0 for done, 2 for a plain refusal, 1 for anything else."""
    calls: tuple[str, ...] = ()
    """The calls that were made."""
    killed: bool = False


def outcome(
    work: Callable[[], object],
    expected: tuple[type[Exception], ...],
    call: int = -1,
    fault: str = "",
) -> Outcome:
    """Do some work in a separate process, with a fault at call number `call`, from 0."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        result = Outcome("the child itself failed", 1)
        try:
            result = _worked(work, expected, call, fault)
        finally:
            with open(writer, "wb") as out:
                pickle.dump(result, out)
            os._exit(0)
    os.close(writer)
    with open(reader, "rb") as into:
        said = into.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return Outcome(killed=True)
    result = pickle.loads(said)
    assert isinstance(result, Outcome)
    return result


def _worked(
    work: Callable[[], object], expected: tuple[type[Exception], ...], call: int, fault: str
) -> Outcome:
    calls: list[str] = []

    def watch(name: str, frame: FrameType) -> None:
        if name in _NEVER_FAIL:
            return
        calls.append(name)
        if len(calls) == call + 1:
            _happen(fault, name, frame)

    said = io.StringIO()
    code = 0
    if fault == SHORT:
        _write_half()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        try:
            with watched(watch):
                work()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 2
        except expected as error:
            said.write(str(error))
            code = 2
        except BaseException as error:
            said.write(f"{type(error).__name__}: {error}")
            code = 1
    return Outcome(said.getvalue(), code, tuple(calls))


def _happen(fault: str, name: str, frame: FrameType) -> None:
    if fault == KILLED:
        os.kill(os.getpid(), signal.SIGKILL)
    elif fault == TORN:
        if name == "write" and "view" in frame.f_locals:
            view = frame.f_locals["view"]
            os.write(frame.f_locals["descriptor"], view[: len(view) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    else:
        number = getattr(errno, fault)
        raise OSError(number, os.strerror(number))


def _write_half() -> None:
    """Let every write write only half of its data, but at least a byte."""
    write = os.write
    os.write = lambda number, data: write(number, data[: max(1, len(data) // 2)])  # type: ignore[assignment]
