"""The embedded figures as observations, and the days of a country-year."""

from __future__ import annotations

from functools import cache

import polars as pl

from ..facts.countries import by_number, countries
from ..model.words import ONE_SIDED, PERPETRATORS

TEXT = ("country", "type_of_violence")
COUNTS = (
    *("best", "low", "high", "parties", "civilians", "unknown"),
    *("government_best", "government_low", "government_high"),
    *("nonstate_best", "nonstate_low", "nonstate_high"),
)
SCHEMA = {
    "country_id": pl.Int64,
    "country": pl.String,
    "year": pl.Int32,
    "type_of_violence": pl.String,
} | dict.fromkeys(COUNTS, pl.Int64)
PREFIXES = dict(zip(PERPETRATORS, ("government", "nonstate"), strict=True))


@cache
def read_figures(content: bytes) -> pl.LazyFrame:
    """Read the packaged CSV, once: one row a country, year and type of violence.

    Returns:
        country_id, country, region, year, start, end, type_of_violence, best, low, high,
        parties, civilians, unknown, and the deaths of one-sided violence by perpetrator.
    """
    frame = pl.read_csv(content, schema=SCHEMA).lazy()
    regions = {number: country.region for number, country in by_number().items()}
    region = pl.col("country_id").replace_strict(regions, return_dtype=pl.String)
    return with_spans(frame.with_columns(region=region)).collect().lazy()


def by_perpetrator(figures: pl.LazyFrame) -> pl.LazyFrame:
    """Return one row a country, year and perpetrator of one-sided violence.

    The civilians among the dead are not known by perpetrator, so that column is absent.
    """
    rows = figures.filter(pl.col("type_of_violence") == ONE_SIDED).drop("civilians")
    parts = [
        rows.with_columns(
            pl.lit(name).alias("perpetrator"),
            *(pl.col(f"{prefix}_{kind}").alias(kind) for kind in ("best", "low", "high")),
        )
        for name, prefix in PREFIXES.items()
    ]
    return pl.concat(parts)


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
