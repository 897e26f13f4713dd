"""The days that a country-year row spans: the year, as far as the state existed."""

from __future__ import annotations

import polars as pl

from ..facts.countries import countries


def with_spans(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Add `start` and `end` (Date) to rows with `country_id` and `year`.

    A year runs from 1 January to 31 December, cut to the days in which the state existed
    (South Sudan 2011: from 9 July), after the Gleditsch-Ward list of states. A row for a year in
    which it did not exist keeps the year.
    """
    bounds = pl.LazyFrame(
        [(c.gwno, c.first_day, c.last_day) for c in countries() if c.first_day or c.last_day],
        schema={"country_id": pl.Int64, "_first": pl.Date, "_last": pl.Date},
        orient="row",
    )
    january = pl.date(pl.col("year"), 1, 1)
    december = pl.date(pl.col("year"), 12, 31)
    return (
        frame.join(bounds, on="country_id", how="left")
        .with_columns(
            start=pl.when(pl.col("_first") <= december).then("_first"),
            end=pl.when(pl.col("_last") >= january).then("_last"),
        )
        .with_columns(
            start=pl.max_horizontal(january, "start"), end=pl.min_horizontal(december, "end")
        )
        .drop("_first", "_last")
    )
