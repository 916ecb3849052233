"""Report each system call of some work just before the call is made."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

Watch = Callable[[str, FrameType], None]
"""Receives the name of a call and the frame of its caller. An exception raised here replaces the
call, as if the system had reported this error."""


@contextlib.contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Report every call that this thread makes to `watch`, except the calls of `watch` itself.

    The functions of `os` and `fcntl` are replaced, because a profiler would be many times slower.
    """
    mine, watching = threading.get_ident(), False

    def telling(call: Callable[..., object]) -> Callable[..., object]:
        @functools.wraps(call)
        def reported(*words: object, **options: object) -> object:
            nonlocal watching
            if not watching and threading.get_ident() == mine:
                watching = True
                try:
                    watch(call.__name__, sys._getframe(1))
                finally:
                    watching = False
            return call(*words, **options)

        return reported

    before = [
        (module, name, call)
        for module in (os, fcntl)
        for name, call in vars(module).items()
        if type(call) is type(os.stat) and call.__module__ in (os.name, "fcntl")
    ]
    for module, name, call in before:
        setattr(module, name, telling(call))
    try:
        yield
    finally:
        for module, name, call in before:
            setattr(module, name, call)
