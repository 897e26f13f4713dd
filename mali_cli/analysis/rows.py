"""Filters on the rows of any data set by the columns that it has, and the order of rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import polars as pl

from ..model.errors import UsageError
from ..model.words import PERPETRATORS, TYPES
from ..words import holding

LISTS = ("gwno_location", "gwno_loc", "gwno_battle", "gwnoloc")
"""Columns that hold lists of countries by number, in the order in which they are looked for."""


def of_countries(columns: Sequence[str], ids: Sequence[int]) -> pl.Expr:
    """Keep rows of these countries: those that happened there, or whose list names one of them.

    Raises:
        UsageError: the data set has no column of countries.
    """
    if "country_id" in columns:
        return pl.col("country_id").is_in(ids)
    name = next((name for name in LISTS if name in columns), None)
    if name is None:
        raise UsageError(holding.NO_COUNTRIES())
    numbers = pl.col(name).cast(pl.String).str.extract_all(r"\d+")
    return numbers.list.eval(pl.element().is_in([str(i) for i in ids])).list.any().fill_null(False)


def of_types(columns: Sequence[str], codes: Sequence[int]) -> pl.Expr:
    """Keep rows of these types of violence.

    Raises:
        UsageError: the data set has no such column.
    """
    if "type_of_violence" not in columns:
        raise UsageError(holding.NO_TYPES())
    return pl.col("type_of_violence").is_in(codes)


def of_days(
    columns: Sequence[str],
    first: date | None,
    last: date | None,
    span: tuple[str, str] | None,
) -> pl.Expr:
    """Keep rows that share a day with the days, or a year where they have only that.

    `span` are the columns of the first and the last day of a row, if it has any.

    Raises:
        UsageError: the data set has neither days nor years.
    """
    if span:
        start, end = span
        bounds: tuple[date | int | None, date | int | None] = (first, last)
    elif "year" in columns:
        start = end = "year"
        bounds = (first.year if first else None, last.year if last else None)
    else:
        raise UsageError(holding.NO_DATES())
    keep = pl.lit(True)
    if bounds[0] is not None:
        keep &= pl.col(end) >= bounds[0]
    if bounds[1] is not None:
        keep &= pl.col(start) <= bounds[1]
    return keep


Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
FIXED = {"type_of_violence": list(TYPES), "perpetrator": list(PERPETRATORS)}


def in_order(frame: Frame, columns: Sequence[str]) -> Frame:
    """Sort by these columns, from the first to the last; countries by name."""
    by = [name for name in columns if not (name == "country_id" and "country" in columns)]
    return frame.sort([_key(name) for name in by], nulls_last=True) if by else frame


def _key(name: str) -> pl.Expr:
    known = FIXED.get(name)
    if known is None:
        return pl.col(name)
    places = {word: place for place, word in enumerate(known)}
    return pl.col(name).replace_strict(places, default=len(places), return_dtype=pl.Int32)
