"""One noun has one meaning: no two types of the package have the same name."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import mali_cli

PACKAGE = Path(mali_cli.__file__).parent


def types_of(path: Path) -> Iterator[str]:
    """Give the public classes and the aliases of types that a module defines."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name) and target.id[:1].isupper():
                    yield from [target.id] if not target.id.isupper() else []


def test_no_two_types_have_the_same_name() -> None:
    found = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in types_of(path):
            found[name].append(str(path.relative_to(PACKAGE)))
    public = {name: where for name, where in found.items() if not name.startswith("_")}
    assert {name: where for name, where in public.items() if len(where) > 1} == {}
