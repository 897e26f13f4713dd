"""Every data set is declared once, lightly, and no other module knows one by its name."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mali_cli
from mali_cli.cli.completion import datasets as completed
from mali_cli.datasets import registry
from mali_cli.datasets.declaration import EVERY, DataSet, FileLayout
from mali_cli.store.store import Store
from tests.store.made import draft, events

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PACKAGE = Path(mali_cli.__file__).parent
ALSO_TYPES = {"one-sided", "non-state"}
"""Data sets that are called as a type of violence is."""
EVERY_ONE = list(registry.data_sets())
LAYOUTS = [(one, layout) for one in EVERY_ONE for layout in one.layouts]


def ids(value: object) -> str:
    return value.name if isinstance(value, DataSet | FileLayout) else str(value)


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Give the texts of a source that are values: no docstrings, no annotations."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skipped
        ):
            yield node.lineno, node.value


def test_no_other_module_knows_a_data_set_by_its_name() -> None:
    """Texts for people may name one: they are longer than the name. Some are other things too."""
    services, columns = {"idmc", "unhcr"}, {"events", "candidate", "refugees", "actors"}
    known = {*registry.HOMES, *registry.ALIASES} - ALSO_TYPES - services - columns
    found = [
        f"{path.relative_to(PACKAGE)}:{line}: {text}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent.name != "datasets" and "questions" not in path.parts
        for line, text in literals(path)
        if text in known
    ]
    assert found == []


@pytest.mark.parametrize("home", registry.HOMES.items(), ids=ids)
def test_a_declaration_has_the_name_that_it_is_registered_under(home: tuple[str, str]) -> None:
    assert registry.data_set(home[0]).name == home[0]
    assert registry.known(home[0]) is registry.data_set(home[0])


def test_other_names() -> None:
    assert registry.data_set("events").name == "ged"
    assert registry.known("no-such-set") is None
    assert completed("c") == ["country-year", "candidate"]


def test_declarations_load_nothing_heavy() -> None:
    code = (
        "import sys; from mali_cli.datasets.registry import data_sets; list(data_sets());"
        "sys.exit(bool({'polars', 'httpx', 'numpy', 'typer', 'rich'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_names_load_no_declaration() -> None:
    code = (
        "import sys; from mali_cli.datasets.registry import names; names();"
        "sys.exit('mali_cli.datasets.declaration' in sys.modules"
        " and 'mali_cli.datasets.ucdp' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(("one", "layout"), LAYOUTS, ids=ids)
def test_a_layout_speaks_of_its_own_columns(one: DataSet, layout: FileLayout) -> None:
    named = {
        *(name for few in layout.marks for name in few),
        *(name for names in layout.needed.values() for name in names.split()),
        *(layout.key + layout.filled + layout.agree + layout.ruined + (layout.span or ())),
        *(layout.point or ()),
        *(name for figure in layout.estimates for name in figure[1:]),
        *(name for item in layout.sums for name in (item.total, *item.parts)),
        *(limit.column for limit in layout.limits),
        *layout.blank_tells,
    }
    assert named <= set(layout.columns)
    assert next(iter(layout.needed)) == EVERY
    assert set(layout.required) <= set(layout.columns)


@pytest.mark.parametrize(("one", "layout"), LAYOUTS, ids=ids)
def test_the_columns_of_a_layout_tell_its_data_set(one: DataSet, layout: FileLayout) -> None:
    told = registry.told_by(layout.columns)
    assert told
    assert told[0].name == one.read_as
    assert registry.layout_of(one.name, layout.columns) is layout
    assert [layout.rename(name) for name in layout.columns] == list(layout.columns)


def test_a_stored_set_that_only_a_newer_version_knows_is_in_no_ones_way(run: Run) -> None:
    Store().put(events(3), draft(dataset="new-set", release="26.1"))
    assert "new-set@26.1" in run("datasets").out
    assert "nothing odd" in run("datasets", "verify").out
    assert run("totals", "-c", "Mali").code == 0
    assert run("cite").code == 0


def test_what_is_embedded_is_read_once() -> None:
    embedded = [one.embedded for one in EVERY_ONE if one.embedded]
    assert embedded
    assert all(one.rows() is one.rows() for one in embedded)
