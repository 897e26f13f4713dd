"""All columns at once, where every cell is written in the plainest way: a fraction of the time.

Where one is not, nothing comes of it, and `casting` looks at column by column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from .forms import DATE_LENGTH, ISO, MIDNIGHT, TRUTHS, WHOLE
from .rules import FIRST_YEAR, LAST_YEAR, is_code
from .schemas import Dtype


def typed_at_once(
    cells: pl.DataFrame, columns: Mapping[str, str], schema: Mapping[str, Dtype]
) -> pl.DataFrame | None:
    """Cast columns of text to the dtypes of their schema names; empty text becomes null.

    `columns` are the names of `cells` by schema name. Returns None where a cell is not a whole
    number without decimals, a date written year first, and so on.
    """
    wanted = {name: columns[name] for name in schema}
    if any(cells.schema[at] != pl.String for at in wanted.values()):
        return None
    try:
        frame = cells.select(
            _value(pl.col(at), schema[name]).alias(name) for name, at in wanted.items()
        )
    except pl.exceptions.PolarsError:
        return None
    written = [doubt for name, at in wanted.items() for doubt in _odd_cells(name, at, schema[name])]
    read = [doubt for name in schema for doubt in _odd_values(name, schema[name])]
    return None if _any(cells, written) or _any(frame, read) else frame


def _value(cell: pl.Expr, dtype: Dtype) -> pl.Expr:
    if dtype == pl.String:
        return pl.when(cell != "").then(cell)
    if dtype == pl.Date:
        return cell.str.slice(0, DATE_LENGTH).str.to_date(ISO)
    if dtype == pl.Boolean:
        return cell.str.to_lowercase().replace_strict(TRUTHS, return_dtype=pl.Boolean)
    return (cell.cast(pl.Int64) if dtype.is_integer() else cell).cast(dtype)


def _odd_cells(name: str, at: str, dtype: Dtype) -> Iterator[pl.Expr]:
    """Give what must not hold for any cell, though it could be cast."""
    if dtype == pl.Date:
        tails = pl.col(at).str.slice(DATE_LENGTH).unique().drop_nulls()
        yield ~tails.str.contains(MIDNIGHT).all()
    if dtype == pl.String and is_code(name):
        yield pl.col(at).str.contains(WHOLE).any()


def _odd_values(name: str, dtype: Dtype) -> Iterator[pl.Expr]:
    if dtype == pl.Date:
        yield ~pl.col(name).dt.year().is_between(FIRST_YEAR, LAST_YEAR).all()
    if dtype == pl.Float64:
        yield ~pl.col(name).is_finite().all()


def _any(frame: pl.DataFrame, doubts: list[pl.Expr]) -> bool:
    named = [doubt.alias(str(at)) for at, doubt in enumerate(doubts)]
    return any(frame.select(named).row(0)) if named else False
