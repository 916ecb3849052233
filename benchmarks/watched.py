"""Runs the trainer and watches its event loop: `python -m benchmarks.watched FILE [ARGUMENTS …]`.

Writes to FILE the longest time in milliseconds for which the loop was blocked.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from trainer.cli import main
from trainer.ui.terminal.app import TerminalApp

EVERY = 0.01
SETTLED = 3.0
"""The first seconds after the start do not count, since modules are loaded then."""


class Watch:
    """A callback that runs regularly, and records how late it is."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._began = self._due = time.monotonic()
        self.longest = 0.0

    def turn(self) -> None:
        """Record how late this call is, and schedule the next."""
        now = time.monotonic()
        late = now - self._due
        if now - self._began > SETTLED and late > self.longest:
            self.longest = late
            self._file.write_text(f"{1000 * late:.1f}")
        self._due = now + EVERY
        asyncio.get_running_loop().call_later(EVERY, self.turn)


if __name__ == "__main__":
    watch = Watch(Path(sys.argv.pop(1)))
    run_async = TerminalApp.run_async

    async def watched(app: TerminalApp, **how: object) -> None:
        """Run the app as usual, and watch its loop."""
        watch.turn()
        await run_async(app, **how)  # type: ignore[arg-type]

    TerminalApp.run_async = watched  # type: ignore[assignment, method-assign]
    main()
