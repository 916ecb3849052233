"""Names that some systems lack are used in one place, and text is always UTF-8."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EVERYWHERE = {"O_APPEND", "O_CREAT", "O_EXCL", "O_RDONLY", "O_RDWR", "O_TRUNC", "O_WRONLY"}
"""Flags that every system has."""
UNIX = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "termios", "tty"}
"""Modules of the standard library that Windows does not have."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted((ROOT / "trainer").rglob("*.py")):
        yield str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8"))


def test_flags_that_some_systems_lack_are_looked_up_in_one_place():
    found = [
        f"{name}:{node.lineno}: {node.attr}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr.startswith("O_")
        if node.attr not in EVERYWHERE
    ]
    assert found == []


def test_no_unix_module_is_imported_at_the_top_of_a_module():
    found = [
        f"{name}: {alias}"
        for name, tree in modules()
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (
            [each.name for each in node.names] if isinstance(node, ast.Import) else [node.module]
        )
        if alias in UNIX
    ]
    assert found == []


def encoding_missing(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = {keyword.arg for keyword in call.keywords}
    if name in ("read_text", "write_text"):
        return "encoding" not in given
    if name == "open" and isinstance(call.func, ast.Name):
        mode = next((a.value for a in call.args[1:2] if isinstance(a, ast.Constant)), "r")
        return "b" not in str(mode) and "encoding" not in given
    return (
        "encoding" not in given
        and any(keyword.arg in ("text", "universal_newlines") for keyword in call.keywords)
        and name in ("run", "Popen", "check_output")
    )


def test_every_text_file_is_opened_as_utf8():
    found = [
        f"{name}:{node.lineno}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and encoding_missing(node)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("open(f)", True),
        ("open(f, 'rb')", False),
        ("open(f, encoding='utf-8')", False),
        ("file.read_text()", True),
        ("subprocess.run(c, text=True)", True),
        ("subprocess.run(c)", False),
    ],
)
def test_the_check_recognizes_a_missing_encoding(code: str, missing: bool):
    [statement] = ast.parse(code).body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Call)
    assert encoding_missing(statement.value) == missing
