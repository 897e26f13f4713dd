"""What makes observations of rows of any data set: days of years, names of countries."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import polars as pl

from ..facts.countries import countries
from ..model.words import WEEKDAYS
from .declaration import WEEK_STARTS, Told

GIVEN = "_country"
"""What a file itself calls the country of an event."""
HIDDEN = (GIVEN, "_type")
"""Columns of observations that are no one's but ours: what tells the words of others."""


@cache
def named_country(own: bool) -> pl.Expr:
    """Name the country of a row by `country_id`; where unknown, by the row's `own` name.

    An unknown number whose rows have the name of a known country stands beside that name.
    """
    unknown = _own_name() if own else pl.lit(None, pl.String)
    return by_country("name", unknown).alias("country")


@cache
def told_country() -> Told:
    """Return what tells the country of observations, but of those with an unknown number."""
    return Told(("country_id",), by_country("name"))


def _own_name() -> pl.Expr:
    given = pl.col("country")
    taken = given.is_in([country.name for country in countries()])
    number = pl.col("country_id").cast(pl.String)
    return pl.when(taken).then(given + " (" + number + ")").otherwise(given)


def by_country(what: str, unknown: pl.Expr | None = None) -> pl.Expr:
    """Return what is known of the country of a row."""
    words = {country.gwno: getattr(country, what) for country in countries()}
    found = pl.col("country_id").replace_strict(words, default=unknown, return_dtype=pl.String)
    return found.alias(what)


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


def first_of_week(day: str, columns: Collection[str]) -> pl.Expr:
    """Return the first day of the week of rows, by the column of the day that names it.

    That is this day, or where `week_starts` is among the columns and says so, the last day of that
    name up to it.
    """
    named = pl.col(day)
    if WEEK_STARTS not in columns:
        return named
    numbers = {name: number for number, name in enumerate(WEEKDAYS, 1)}
    told = pl.col(WEEK_STARTS).replace_strict(numbers, default=None, return_dtype=pl.Int8)
    back = (named.dt.weekday() - told) % len(WEEKDAYS)
    return named - pl.duration(days=back.fill_null(0))
