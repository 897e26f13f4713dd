"""Rows of displaced people as observations: a year of it, or what there was at the year's end."""

from __future__ import annotations

import polars as pl

from .acled_rows import numbered as with_numbers
from .declaration import Observed
from .shaping import by_country, named_country, with_spans


def numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `country_id` (Int64) as UCDP counts, by `iso3`; null for a place that is in no country.

    What UCDP counts under another state, such as Palestine, has the number of that.
    """
    return with_numbers(rows)


def in_the_year(rows: pl.LazyFrame, column: str) -> Observed:
    """Return the rows that have a figure as observations of the year, as far as the state existed.

    Args:
        rows: iso3, country, country_id, year and the figures.
        column: the figure.
    """
    return Observed(with_spans(_known(rows, column)))


def at_the_end(rows: pl.LazyFrame, column: str) -> Observed:
    """Return the rows that have a figure as observations of the last day of the year."""
    last = pl.date(pl.col("year"), 12, 31)
    return Observed(_known(rows, column).with_columns(start=last, end=last))


def _known(rows: pl.LazyFrame, column: str) -> pl.LazyFrame:
    """Leave out what has no figure, which is no zero; name countries as everywhere."""
    known = rows.filter(pl.col(column).is_not_null()) if column in rows.collect_schema() else rows
    return known.with_columns(named_country(own=True), by_country("region"))
