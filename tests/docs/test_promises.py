"""The page of promises: each row names tests, and they are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from mali_cli.model.errors import Exit

ROOT = Path(__file__).resolve().parents[2]
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
ROWS = [
    line
    for line in (ROOT / "docs" / "promises.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and "| shown by |" not in line
]


def _is_test(path: str, name: str) -> bool:
    """Return whether a file of tests has a test of that name."""
    file = ROOT / path
    parsed = ast.parse(file.read_text("utf-8")) if file.is_file() else ast.Module([], [])
    return name in {node.name for node in parsed.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:40])
def test_each_promise_names_tests_that_are_there(row: str) -> None:
    named = TEST.findall(row.rstrip(" |").rpartition(" | ")[2])
    assert named, "it names no test"
    assert [one for one in named if not _is_test(*one)] == []


def test_each_exit_code_is_promised() -> None:
    codes = [row.split(" ")[1] for row in ROWS if row.split(" ")[1].isdigit()]
    assert codes == [str(int(code)) for code in Exit]


def test_a_test_that_is_not_there_is_found() -> None:
    assert _is_test("tests/docs/test_promises.py", "test_each_exit_code_is_promised")
    assert not _is_test("tests/docs/test_promises.py", "test_of_nothing")
    assert not _is_test("tests/docs/nowhere.py", "test_of_nothing")
