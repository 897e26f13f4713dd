"""Rows of the UN's list of uniformed personnel as observations of the last day of a month."""

from __future__ import annotations

import polars as pl

from .declaration import Observed


def added_up(rows: pl.DataFrame, *parts: str) -> pl.DataFrame:
    """Add `month` (Date, its last day) and `uniformed` (Int64): the parts, null without one."""
    known = set(parts) <= set(rows.columns)
    uniformed = pl.sum_horizontal(parts, ignore_nulls=False) if known else pl.lit(None, pl.Int64)
    day = pl.col("last_reporting_date")
    return rows.with_columns(month=day.dt.month_end(), uniformed=uniformed)


def months(rows: pl.LazyFrame) -> Observed:
    """Return what there was at the end of each month."""
    last = pl.col("month")
    return Observed(rows.with_columns(start=last, end=last, year=last.dt.year().cast(pl.Int32)))
