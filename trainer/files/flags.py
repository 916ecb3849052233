"""Flags for `os.open`. A flag that the system does not have is 0, and has no effect."""

from __future__ import annotations

import os

CLOEXEC: int = getattr(os, "O_CLOEXEC", 0)
"""Child processes do not inherit the file."""
NOCTTY: int = getattr(os, "O_NOCTTY", 0)
"""Opening a terminal does not make it our controlling terminal."""
NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
"""Opening fails if the path is a symbolic link."""
NONBLOCK: int = getattr(os, "O_NONBLOCK", 0)
"""Opening a pipe does not block."""
