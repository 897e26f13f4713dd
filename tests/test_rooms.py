"""Which room of the house may import which: read from the sources, also inside functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import mali_cli

PACKAGE = Path(mali_cli.__file__).parent
NAME = "mali_cli"
ANYWHERE = {"version", "frozen"}
"""Modules at the top that everyone may import."""
MAY_IMPORT = {
    "words": set[str](),
    "model": {"words"},
    "facts": {"words", "model"},
    "datasets": {"words", "model", "facts"},
    "read": {"words", "model", "facts", "datasets"},
    "ucdp": {"words", "model", "facts", "datasets", "store"},
    "store": {"words", "model", "facts", "datasets"},
    "acquire": {"words", "model", "facts", "datasets", "read", "ucdp", "store"},
    "observations": {"words", "model", "facts", "datasets", "read", "store"},
    "analysis": {"words", "model", "observations"},
    "answers": {
        *(
            "words",
            "model",
            "facts",
            "datasets",
            "read",
            "ucdp",
            "store",
            "acquire",
            "observations",
            "analysis",
        ),
    },
    "output": {"words", "model", "facts", "store"},
    "cli": {"answers", "acquire", "output", "datasets", "words", "model", "facts", "machine"},
    "machine": {"words", "model"},
    "__main__": {"cli", "model", "words"},
    "__init__": {"answers", "model", "machine"},
    "version": set[str](),
    "frozen": set[str](),
}
OF_STORE = {"ucdp": "atomic", "output": "atomic"}
"""All that these take from the store is how files are put into place."""
WRITES = {"write_text", "write_bytes"}
PRINTERS = {"output", "cli", "__main__"}
ONLY_IN = {
    "typer": {"cli"},
    "jinja2": {"output"},
    "pydantic": {"facts", "answers"},
    "matplotlib": {"output"},
    "rich": {"output"},
    "httpx": {"ucdp"},
    "xlsxwriter": {"output"},
    "docx": {"output"},
    "openpyxl": set[str](),
    "pyreadr": set[str](),
    "pyreadstat": {"read"},
    "sqlite3": set[str](),
    "mcp": {"cli"},
    "mcp_types": {"cli"},
    "anyio": {"cli"},
}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[tuple[str, bool], ...]:
    """Return each module that a file imports, by its full name, and whether as it is loaded."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, bool]]:
    tree = parsed(path)
    package = (NAME, *path.relative_to(PACKAGE).parent.parts)
    for node, at_load in _walk(tree, at_load=True):
        if isinstance(node, ast.Import):
            yield from ((alias.name, at_load) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = ".".join((*base, *([node.module] if node.module else [])))
            yield from ((f"{stem}.{alias.name}", at_load) for alias in node.names)


def _walk(node: ast.AST, *, at_load: bool) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typing = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        loads = at_load and not inside and not typing
        yield child, loads
        yield from _walk(child, at_load=loads)


def foreign(path: Path) -> set[str]:
    """Return the rooms that a file imports from, but for its own."""
    modules = [name.split(".") for name, _ in imports(path)]
    rooms = {parts[1] for parts in modules if parts[0] == NAME and len(parts) > 1}
    return rooms - {room_of(path)} - ANYWHERE - {"__version__"}


def test_every_room_has_a_rule() -> None:
    assert {room_of(path) for path in sources()} <= set(MAY_IMPORT)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    assert foreign(path) - MAY_IMPORT[room_of(path)] == set()


@pytest.mark.parametrize("room", OF_STORE)
def test_only_the_writer_of_files_is_taken_from_the_store(room: str) -> None:
    taken = {
        name.split(".")[2]
        for path in sources()
        if room_of(path) == room
        for name, _ in imports(path)
        if name.startswith(f"{NAME}.store.")
    }
    assert taken == {OF_STORE[room]}


def test_the_page_lists_the_rooms_in_the_order_of_imports() -> None:
    page = (Path(__file__).parent.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)/` \|", page, re.MULTILINE)
    assert set(listed) == {
        path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()
    }
    for place, room in enumerate(listed):
        assert set(listed) & MAY_IMPORT[room] <= set(listed[:place]), room


def test_rules_have_no_circle() -> None:
    done: set[str] = set()
    while len(done) < len(MAY_IMPORT):
        free = {room for room, below in MAY_IMPORT.items() if below <= done} - done
        assert free, "the rules allow a circle"
        done |= free


@pytest.mark.parametrize("library", ONLY_IN)
def test_libraries_stay_in_their_room(library: str) -> None:
    users = {
        room_of(path)
        for path in sources()
        if any(name.split(".")[0] == library for name, _ in imports(path))
    }
    assert users <= ONLY_IN[library]


@pytest.mark.parametrize("room", ["words", "model", "facts", "cli"])
def test_rooms_that_load_without_polars(room: str) -> None:
    for path in sources():
        if room_of(path) == room:
            loaded = {name.split(".")[0] for name, at_load in imports(path) if at_load}
            assert loaded & {"polars", "httpx", "rich"} == set(), path


def test_only_output_and_cli_print() -> None:
    for path in sources():
        tree = parsed(path)
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        prints = [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]
        assert not prints or room_of(path) in PRINTERS, path


def test_only_the_writer_of_files_puts_them_into_place() -> None:
    """Devices are written straight, and parts of downloads are added to."""
    writers = {
        str(path.relative_to(PACKAGE))
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if _puts_a_file(node, node.func)
    }
    assert writers == {"store/atomic.py", "output/writing.py"}


def _puts_a_file(call: ast.Call, called: ast.Attribute) -> bool:
    if called.attr == "replace":  # that of text takes two, that of a date names what it takes
        return len(call.args) == 1 and not call.keywords
    modes = {node.value for node in call.args if isinstance(node, ast.Constant)}
    opens = called.attr == "open" and bool(modes & {"w", "wb", "x", "xb"})
    return opens or called.attr in WRITES or ast.unparse(called) in ("os.rename", "shutil.move")


def test_the_reader_of_imports_sees_those_inside_functions(tmp_path: Path) -> None:
    found = dict(imports(PACKAGE / "cli" / "pages.py"))
    assert found[f"{NAME}.answers.report.question.answer"] is False
    assert found[f"{NAME}.output.deliver.deliver"] is True


def test_no_circle_of_imports() -> None:
    """Imports inside functions and those for types count too."""
    names = {module_of(path): path for path in sources()}
    needs = {
        name: {module for found, _ in imports(path) if (module := _module(found, names))} - {name}
        for name, path in names.items()
    }
    while free := {name for name, needed in needs.items() if not needed & needs.keys()}:
        needs = {name: needed for name, needed in needs.items() if name not in free}
    assert not needs, "modules that need each other, or one of those"


def module_of(path: Path) -> str:
    parts = (NAME, *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def _module(found: str, names: Mapping[str, Path]) -> str | None:
    """Return the module that a name is imported from, or is."""
    return next((name for name in (found, found.rpartition(".")[0]) if name in names), None)
