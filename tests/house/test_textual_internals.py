"""Textual's private names are used only in `ui/terminal` and `serving`, with a reason for each.

Textual changes them without notice. In one place they are quick to check after an update.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import textual

ROOT = Path(__file__).parents[2]
ROOMS = ("trainer/ui/terminal/", "trainer/serving/")
PASSED = ("app", "binding", "css/stylesheet", "dom", "message_pump", "screen", "widget")
"""Modules of Textual whose classes we subclass or receive."""


@cache
def private_names() -> frozenset[str]:
    """Return every private attribute of Textual's classes."""
    names = set()
    for module in PASSED:
        source = (Path(textual.__file__).parent / f"{module}.py").read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                names.add(node.attr if node.value.id == "self" else "")
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                names.add(node.name)
    return frozenset(n for n in names if n.startswith("_") and not n.startswith("__"))


def uses(source: str) -> Iterator[str]:
    """Yield the private names of Textual that a file uses, with their lines."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module=str(module)) if module.startswith("textual._"):
                yield f"line {node.lineno}: {module}"
            case ast.ImportFrom(module=str(module)) if module.startswith("textual"):
                private = [alias.name for alias in node.names if alias.name.startswith("_")]
                yield from (f"line {node.lineno}: {module}.{name}" for name in private)
            case ast.Attribute(attr=name) if name in private_names():
                yield f"line {node.lineno}: {name}"
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if name in private_names() and name != "_on_mount":
                    yield f"line {node.lineno}: {name} overrides Textual's own"


FILES = sorted(
    str(file.relative_to(ROOT))
    for file in (ROOT / "trainer" / "ui").rglob("*.py")
    if not str(file.relative_to(ROOT)).startswith(ROOMS)
)


@pytest.mark.parametrize("file", FILES)
def test_private_names_of_textual_are_not_used_elsewhere(file: str):
    assert list(uses((ROOT / file).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "from textual._compositor import Compositor",
        "from textual.screen import _private",
        "screen._compositor",
        "class Mine:\n    def _display(self): ...",
    ],
)
def test_the_check_finds_every_kind_of_private_use(source: str):
    assert list(uses(source))
