"""Units of time, and series in them: the biggest groups, the rest together, running sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from ..model.coverage import Days
from ..model.units import MONTHS, PER_YEAR
from ..observations.straddling import END, START, inside, touches
from .measures import CROSSES, DAYS, WEIGHT, Measure, first_shared, shared_days

UNIT = "_unit"
"""The number of a unit of time."""

_LEAPING = date(1900, 1, 1)
"""From this day to the end of 2100, beyond which no file is read, every fourth year is a leap year
as far as the days on which years begin are concerned."""
WRITTEN = {"month": "%Y-%m", "week": "%Y-%m-%d"}
"""How the first day of a figure names it, by its grain: 2013-07, a week 2013-06-29."""


def named_by(written: str) -> pl.Expr:
    """Return what names figures: their first day as it is written (String), else the year."""
    return START.dt.strftime(written) if written else pl.col("year")


def index_of(day: pl.Expr, unit: str, since: date = date.min) -> pl.Expr:
    """Return the number of the unit that holds a day (Int32); no day is before `since`."""
    year = _year_of(day) if since >= _LEAPING else day.dt.year()
    if unit == "year":
        return year
    part = {"quarter": day.dt.quarter(), "month": day.dt.month()}[unit]
    return year * PER_YEAR[unit] + part.cast(pl.Int32) - 1


def _year_of(day: pl.Expr) -> pl.Expr:
    """Return the year of a day from 1900 to 2100, in a third of the time (measured).

    Of days from 1969 on, counted in quarters of a day, a year has 1,461 in the mean of four.
    """
    days = day.cast(pl.Int32) + (date(1970, 1, 1) - date(1969, 1, 1)).days
    return (4 * days + 3) // 1461 + 1969


def first_day(index: pl.Expr, unit: str) -> pl.Expr:
    """Return the first day of the unit of that number."""
    per_year = PER_YEAR[unit]
    return pl.date(index // per_year, index % per_year * MONTHS[unit] + 1, 1)


def label(index: pl.Expr, unit: str) -> pl.Expr:
    """Return the name of the unit: 2013 (Int32), "2013-Q3" or "2013-07"."""
    per_year = PER_YEAR[unit]
    if unit == "year":
        return index.cast(pl.Int32)
    part = (index % per_year + 1).cast(pl.String)
    part = part.str.zfill(2) if unit == "month" else "Q" + part
    return (index // per_year).cast(pl.String) + "-" + part


def dated(counted: pl.LazyFrame, unit: str, rule: str, within: Days) -> pl.LazyFrame:
    """Date the observations counted in some days to units of time, by the rule that counts them.

    Under `both` it is the unit of the first of the days that they share; under `split` each unit
    gets its share of days; under `drop` an observation that crosses two units is in neither.

    Adds `_unit` (Int32), and under `split` gives each part its own `_weight`.
    """
    if rule == "split":
        return _split(counted, unit, within)
    if rule == "drop":
        counted = counted.filter(index_of(START, unit) == index_of(END, unit))
    day = first_shared(within) if rule == "both" else END if rule == "end" else START
    return counted.with_columns(index_of(day, unit, within.start).alias(UNIT))


def _split(counted: pl.LazyFrame, unit: str, within: Days) -> pl.LazyFrame:
    first = pl.max_horizontal(START, pl.lit(within.start))
    last = pl.min_horizontal(END, pl.lit(within.end))
    units = pl.int_ranges(index_of(first, unit), index_of(last, unit) + 1, dtype=pl.Int32)
    begin, close = first_day(pl.col(UNIT), unit), first_day(pl.col(UNIT) + 1, unit)
    last_day = close.dt.offset_by("-1d")
    days = shared_days(within, pl.max_horizontal(START, begin), pl.min_horizontal(END, last_day))
    return (
        counted.with_columns(units.alias(UNIT))
        .explode(UNIT)
        .with_columns((days / DAYS).alias(WEIGHT))
        .filter(pl.col(WEIGHT) > 0)
    )


def touching(observations: pl.LazyFrame, unit: str, within: Days) -> pl.LazyFrame:
    """Return the observations once for each unit in which they share a day with the days.

    Adds `_unit` (Int32), `_crosses` (Boolean: some of it lies outside of the unit or of the days)
    and `_weight` (1).
    """
    row = "_row"
    rows = observations.with_row_index(row).with_columns(
        ((index_of(START, unit) != index_of(END, unit)) | ~inside(within)).alias(CROSSES),
        pl.lit(1).alias(WEIGHT),
    )
    parts = []
    for span in within.spans:
        first = index_of(pl.max_horizontal(START, pl.lit(span.start)), unit)
        last = index_of(pl.min_horizontal(END, pl.lit(span.end)), unit)
        units = pl.int_ranges(first, last + 1, dtype=pl.Int32).alias(UNIT)
        parts.append(rows.filter(touches(span)).with_columns(units).explode(UNIT))
    return pl.concat(parts).unique([row, UNIT]).drop(row)


OTHER = "other"
_NAMED = "_named"


def biggest(totals: pl.DataFrame, keys: Sequence[str], number: int) -> pl.DataFrame:
    """Return the groups with the most deaths, the biggest first; ties go by name.

    Args:
        totals: a row a group: the keys and deaths.
        keys: the columns that name a group.
        number: how many at most. A group without deaths is none of them, unless all are.

    Returns:
        the rows of these groups.
    """
    most = totals.sort(["deaths", *keys], descending=[True, *[False] * len(keys)], nulls_last=True)
    killed = most.filter(pl.col("deaths") > 0)
    return (killed if killed.height else most).head(number)


def word_for_others(names: Sequence[str | None]) -> str:
    """Return what the rest is called: "other", or "all other" where a group has that name."""
    return OTHER if OTHER not in names else f"all {OTHER}"


def with_others(
    observations: pl.LazyFrame,
    named: pl.DataFrame,
    keys: Sequence[str],
    rest: Mapping[str, str | None],
) -> pl.LazyFrame:
    """Give columns the values of `rest` in the observations that belong to none of `named`."""
    flags = named.select(keys).unique().with_columns(pl.lit(True).alias(_NAMED)).lazy()
    rows = observations.join(flags, on=list(keys), how="left", nulls_equal=True)
    return rows.with_columns(
        pl.when(pl.col(_NAMED)).then(pl.col(name)).otherwise(pl.lit(value)).alias(name)
        for name, value in rest.items()
    )


def running(frame: pl.DataFrame, groups: Sequence[str], measure: Measure) -> pl.DataFrame:
    """Replace counts by their sums from the first row of their group to each of its rows."""
    sums = [pl.col(name).cum_sum() for name in measure.counts]
    return frame.with_columns(part.over(groups) if groups else part for part in sums)
