"""How columns are declared, and how ratios are shown."""

from __future__ import annotations

import polars as pl
import pytest

from mali_cli.output.columns import declarations, declared
from mali_cli.output.table_columns import KINDS, shown_columns
from mali_cli.words.phrases import times
from tests.output.made_up import made_up
from tests.read.made_up import SCHEMAS


@pytest.mark.parametrize("name", declarations())
def test_what_is_declared_is_known(name: str) -> None:
    column = declared(name)
    assert column.kind in KINDS
    assert column.align in ("", "left", "right", "long")
    assert not column.beside or column.beside in declarations()


def test_numbers_that_name_a_thing_have_no_separators() -> None:
    columns = {
        name for schema in SCHEMAS.values() for name, kind in schema.items() if kind == pl.Int64
    }
    names = sorted(n for n in columns if n.endswith(("_id", "_prec", "_gid")) or n == "id")
    shown = shown_columns(made_up(pl.DataFrame([dict.fromkeys(names, 12345)])))
    assert {column.name: column.cells for column in shown} == dict.fromkeys(names, ("12345",))


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [(0.0, "0.00"), (0.0018, "0.0018"), (0.002, "0.002"), (0.01, "0.01"), (1234.5, "1,234.50")],
)
def test_only_zero_is_shown_as_zero(ratio: float, shown: str) -> None:
    assert times(ratio) == shown


def test_the_bounds_of_a_ratio_are_shown_alike() -> None:
    row = {"ratio_after_during": [0.0037]}
    row |= {"ratio_after_during_low": [0.0], "ratio_after_during_high": [0.02]}
    assert shown_columns(made_up(pl.DataFrame(row)))[0].cells == ("×0.0037 (0.00–0.02)",)
