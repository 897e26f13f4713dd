"""Units of time: the year, quarter or month that an observation is dated to."""

from __future__ import annotations

from datetime import date

import polars as pl

from ..model.dates import Span
from .measures import WEIGHT
from .straddling import DAYS, END, START

PER_YEAR = {"year": 1, "quarter": 4, "month": 12}
UNITS = tuple(PER_YEAR)
UNIT = "_unit"
"""A unit as a whole number, one more for each later unit: the year itself, or months since 0."""


def index_of(day: pl.Expr, unit: str) -> pl.Expr:
    """Return the number of the unit that holds a day (Int32)."""
    part = {"year": pl.lit(1, pl.Int32), "quarter": day.dt.quarter(), "month": day.dt.month()}[unit]
    return day.dt.year() * PER_YEAR[unit] + part.cast(pl.Int32) - 1


def index_of_day(day: date, unit: str) -> int:
    """Return the number of the unit that holds a day."""
    return day.year * PER_YEAR[unit] + (day.month - 1) * PER_YEAR[unit] // 12


def name_of_day(day: date, unit: str) -> str:
    """Return the name of the unit that holds a day: "2013", "2013-Q3" or "2013-07"."""
    parts = {"year": "", "quarter": f"-Q{(day.month + 2) // 3}", "month": f"-{day.month:02}"}
    return f"{day.year}{parts[unit]}"


def first_day(index: pl.Expr, unit: str) -> pl.Expr:
    """Return the first day of the unit of that number."""
    per_year = PER_YEAR[unit]
    return pl.date(index // per_year, index % per_year * (12 // per_year) + 1, 1)


def label(index: pl.Expr, unit: str) -> pl.Expr:
    """Return the name of the unit: 2013 (Int32), "2013-Q3" or "2013-07"."""
    per_year = PER_YEAR[unit]
    if unit == "year":
        return index.cast(pl.Int32)
    part = (index % per_year + 1).cast(pl.String)
    part = part.str.zfill(2) if unit == "month" else "Q" + part
    return (index // per_year).cast(pl.String) + "-" + part


def dated(counted: pl.LazyFrame, unit: str, rule: str, within: Span) -> pl.LazyFrame:
    """Date the counted observations of a span to units of time, by the rule that counts them.

    Under `both` it is the unit of the first day within the span; under `split` each unit gets its
    share of days; under `drop` an observation that crosses two units is in neither.

    Adds `_unit` (Int32), and under `split` gives each part its own `_weight`.
    """
    if rule == "split":
        return _split(counted, unit, within)
    if rule == "drop":
        counted = counted.filter(index_of(START, unit) == index_of(END, unit))
    first = pl.max_horizontal(START, pl.lit(within.start))
    day = {"both": first, "end": END}.get(rule, START)
    return counted.with_columns(index_of(day, unit).alias(UNIT))


def _split(counted: pl.LazyFrame, unit: str, within: Span) -> pl.LazyFrame:
    first = pl.max_horizontal(START, pl.lit(within.start))
    last = pl.min_horizontal(END, pl.lit(within.end))
    units = pl.int_ranges(index_of(first, unit), index_of(last, unit) + 1, dtype=pl.Int32)
    begin, close = first_day(pl.col(UNIT), unit), first_day(pl.col(UNIT) + 1, unit)
    days = pl.min_horizontal(last, close.dt.offset_by("-1d")) - pl.max_horizontal(first, begin)
    return (
        counted.with_columns(units.alias(UNIT))
        .explode(UNIT)
        .with_columns(((days.dt.total_days() + 1) / DAYS).alias(WEIGHT))
    )
