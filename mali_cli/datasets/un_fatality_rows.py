"""Rows of the UN's list of fatalities as observations: a death a row, or so many a month."""

from __future__ import annotations

from functools import cache

import polars as pl

from .declaration import Observed

DEATH = "fatality"
"""The `type_of_casualty` of a death, in lower case; the list has no other so far."""
WORDS = ("mission", "cause", "nationality", "personnel")
"""The columns of words: the UN writes some with a blank at their end ("Local ")."""


def counted(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `fatalities` (Int64, 1 of a death, else 0); words without blanks around them."""
    words = [pl.col(name).str.strip_chars() for name in WORDS if name in rows.columns]
    kind = pl.col("type_of_casualty").str.strip_chars().str.to_lowercase()
    return rows.with_columns(*words, (kind == DEATH).cast(pl.Int64).alias("fatalities"))


def deaths(rows: pl.LazyFrame) -> Observed:
    """Return deaths as observations of a day."""
    day = pl.col("incident_date")
    return Observed(rows.with_columns(start=day, end=day, year=day.dt.year().cast(pl.Int32)))


def months(rows: pl.LazyFrame) -> Observed:
    """Return counts by month as observations of all its days."""
    month = pl.col("month")
    return Observed(rows.with_columns(start=month, end=month.dt.month_end()))


@cache
def read_months(content: bytes) -> pl.LazyFrame:
    """Read the packaged CSV, once.

    Returns:
        mission, month (Date, its first day), cause, fatalities (Int64), year (Int32): a row a
        mission, month and cause of which there is a death.
    """
    frame = pl.read_csv(content, schema_overrides={"deaths": pl.Int64})
    month = pl.col("month").str.to_date("%Y-%m")
    year = month.dt.year().cast(pl.Int32).alias("year")
    return frame.with_columns(month, year).rename({"deaths": "fatalities"}).lazy()
