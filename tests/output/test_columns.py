"""How columns are declared, and how ratios are shown."""

from __future__ import annotations

from typing import Any

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
    assert shown_columns(made_up(pl.DataFrame(row)))[0].cells == ("×0.0037 (low–high 0.00–0.02)",)
    ends = {"ratio_after_during_at_least": [0.0036], "ratio_after_during_at_most": [0.0039]}
    cell = "×0.0037 (0.0036–0.0039; low–high 0.00–0.02)"
    assert shown_columns(made_up(pl.DataFrame(row | ends)))[0].cells == (cell,)
    ends["ratio_after_during_at_most"] = [0.0054]
    cell = "×0.0036–0.0054 (low–high 0.00–0.02)"
    assert shown_columns(made_up(pl.DataFrame(row | ends)))[0].cells == (cell,)


COUNTED: dict[str, Any] = {"deaths": 1029, "at_least": 999, "at_most": 1029}
COUNTED |= {"low": 1029, "high": 2100, "low_at_least": 999, "high_at_most": 2100}
COUNTED |= {"per_year": 42.007, "per_year_at_least": 40.782, "per_year_at_most": 42.007}
COUNTED |= {"ratio_to_previous": 8.6528, "ratio_at_least": 8.5848, "ratio_at_most": 8.9126}
COUNTED |= {"share": 0.1893, "share_at_least": 0.1838, "share_at_most": 0.1893}


@pytest.mark.parametrize(
    ("changed", "cells"),
    [
        ({}, ("1,029", "999–1,029", "1,029–2,100", "42.0", "×8.65 (8.58–8.91)", "18.9%")),
        (
            {"at_least": 0, "low_at_least": 0, "per_year_at_least": 0.0, "share_at_least": 0.0},
            ("0–1,029", "0–2,100", "0.0–42.0", "×8.65 (8.58–8.91)", "0.0–18.9%"),
        ),
        (
            {"ratio_at_least": 7.4},
            ("1,029", "999–1,029", "1,029–2,100", "42.0", "×7.40–8.91", "18.9%"),
        ),
        (
            {"ratio_at_most": None},
            ("1,029", "999–1,029", "1,029–2,100", "42.0", "≥×8.58", "18.9%"),
        ),
        (
            {"at_least": 1029, "ratio_at_least": 8.6528, "ratio_at_most": 8.6528},
            ("1,029", "1,029–2,100", "42.0", "×8.65", "18.9%"),
        ),
        (
            {"deaths": None, "low": None, "high": None, "per_year": None, "share": None}
            | {"ratio_to_previous": None, "at_least": 0},
            ("0–1,029",),
        ),
    ],
)
def test_a_range_stands_in_place_of_a_figure_where_it_is_wide(
    changed: dict[str, float | None], cells: tuple[str, ...]
) -> None:
    """Of a tenth and less it stands beside; in place of a blank stands nothing."""
    shown = shown_columns(made_up(pl.DataFrame([COUNTED | changed])))
    assert tuple(column.cells[0] for column in shown) == cells


def test_the_range_of_a_rate_is_of_exact_years() -> None:
    row = {"before_years": 1.1, "before_per_year": 3_600.0, "before_at_least": 0}
    row |= {"before_at_most": 3990, "before_per_year_at_least": 0.0}
    row |= {"before_per_year_at_most": 3627.446}
    shown = shown_columns(made_up(pl.DataFrame([row])))
    assert "0.0–3,627.4 (1.1y)" in [column.cells[0] for column in shown]


def test_a_few_days_are_not_shown_as_no_years() -> None:
    years = {"years": [1 / 365, 0.04, 0.1, 1.0, 24.4959]}
    assert shown_columns(made_up(pl.DataFrame(years)))[0].cells == (
        *("0.003", "0.04", "0.1", "1", "24.5"),
    )
