"""The terminal's driver, steadier than Textual's own in three things.

It asks for no pixels. Textual would know the terminal's size in pixels and the mouse's place in
them; over SSH and in multiplexers that size may be 0 by 0, and the first movement of the mouse
would end the program. Sizes in cells come by signal all the same.

It outlasts its terminal. The thread that writes would end at the first error, and the program,
waiting for that thread, would stay behind for ever when a connection is lost.

It goes on only after it has stopped. A lost connection also says "go on", and Textual would begin
to read the keys a second time.
"""

from __future__ import annotations

from contextlib import suppress
from typing import IO, Any

from textual.driver import Driver


class TolerantFile:
    """A terminal as a file; what nobody hears any more is dropped."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, where there is somebody to read."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Send out what waits, where there is somebody to read."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The number of the file beneath."""
        return self._file.fileno()


def tolerant_driver(driver: type[Driver]) -> type[Driver]:
    """The driver of this platform, made steadier."""

    class Steady(driver):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._away = False
            file = getattr(self, "_file", None)  # one in a browser has none
            if file is not None:
                self._file = TolerantFile(file)

        def _query_in_band_window_resize(self) -> None:
            """Not asked."""

        def suspend_application_mode(self) -> None:
            """Give the terminal back for a while."""
            self._away = True
            super().suspend_application_mode()

        def resume_application_mode(self) -> None:
            """Take the terminal again, where it was given back."""
            if self._away:
                self._away = False
                super().resume_application_mode()

    return Steady
