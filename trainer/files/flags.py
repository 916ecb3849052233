"""Flags for `os.open`, where the system has them; where it has not, they change nothing."""

from __future__ import annotations

import os

CLOEXEC: int = getattr(os, "O_CLOEXEC", 0)
"""Child processes do not inherit the file."""
NOCTTY: int = getattr(os, "O_NOCTTY", 0)
"""Opening a terminal does not make it our controlling terminal."""
NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
"""A link in the file's place is refused."""
NONBLOCK: int = getattr(os, "O_NONBLOCK", 0)
"""Opening a pipe does not block."""
