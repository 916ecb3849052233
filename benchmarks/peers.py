"""The programs that the trainer is compared with, each in its own environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(os.environ.get("GLUTE_TRAINER_PEERS", Path.home() / ".cache/glute-trainer-peers"))
INSTALL = "python -m benchmarks peers"


@dataclass(frozen=True)
class Peer:
    """Another program for the terminal."""

    name: str
    by: str
    """The package manager that installs it: `pip` or `npm`."""
    arguments: tuple[str, ...] = ()
    shows: str = ""
    """A text on its screen once it runs."""
    beside: tuple[str, ...] = ()
    """Other packages to install with it."""

    @property
    def program(self) -> Path:
        """The path where `install` puts the program."""
        folder = FOLDER / self.name
        inside = "node_modules/.bin" if self.by == "npm" else "bin"
        return folder / inside / self.name

    @property
    def command(self) -> list[str] | None:
        """The command that runs the program, or None if it is not installed."""
        return [str(self.program), *self.arguments] if self.program.exists() else None


POSTING = Peer("posting", "pip", (), "Collection", ("tree-sitter<0.26",))  # 0.26 crashes it
HARLEQUIN = Peer("harlequin", "pip", shows="Data Catalog")
TERMDOWN = Peer("termdown", "pip", ("600",), "88")
BREATHE = Peer("breathe-cli", "npm", ("--cycles", "99"), "nhale")


def install(folder: Path) -> None:
    """Install all these programs into a folder, and print what fails."""
    for peer in (POSTING, HARLEQUIN, TERMDOWN, BREATHE):
        place = folder / peer.name
        print(f"{peer.name} …", file=sys.stderr, flush=True)
        try:
            if peer.by == "pip":
                venv.create(place, with_pip=True)
                command = [str(place / "bin/pip"), "install", "--quiet", peer.name, *peer.beside]
            else:
                npm = shutil.which("npm") or "npm"
                command = [npm, "install", "--silent", "--prefix", str(place), peer.name]
            subprocess.run(command, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{peer.name}: {error}", file=sys.stderr)
