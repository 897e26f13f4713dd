"""Stocks: what there is at a time, such as staff, does not add up over time: it has a mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from ..model.coverage import Days
from ..model.phase import Phase
from ..model.units import UNITS, unit_among
from .measures import Measure, counted
from .phases import PHASE, grid, in_spans, numbered
from .rows import in_order
from .units import UNIT, dated, label

LEVEL, TIME, PEOPLE = "_level", "start", "_people"


class PerPeople(NamedTuple):
    """What a stock is divided by: a rate is called `column`, and is of `per` people.

    `people` returns how many there are for a row of the groups and the day `start`; None where that
    is not known, and then no rate is.
    """

    column: str
    per: int
    people: Callable[[Mapping[str, Any]], float | None]


def stock_totals(
    observations: pl.LazyFrame,
    window: Days,
    groups: Sequence[str],
    measure: Measure,
    rule: str,
    subject: str,
    rated: PerPeople | None = None,
) -> pl.DataFrame:
    """Return the mean of a stock over the times that have a figure, by group.

    At each time what there is of each `subject` (a column: missions, countries) is added up; a time
    has no figure where one of them has none, though it has before and after. What has no row of its
    own at a time at which its subjects have others is 0 then.

    Returns:
        the groups, then deaths (Float64): the mean, to one decimal; where it is `rated` also the
        mean of the rates of each time, null where one is not known.
    """
    unit = unit_among(groups)
    levels = counted(_levels(observations, groups, measure, subject, rated), window, rule)
    levels = dated(levels, unit, rule, window) if unit else levels
    keys = [UNIT if name == unit else name for name in groups]
    means = [pl.col(LEVEL).mean().alias("deaths"), *_rates(rated)]
    found = levels.group_by(keys).agg(means) if keys else levels.select(means)
    frame = in_order(found.collect().filter(pl.col("deaths").is_not_null()), keys)
    if unit:
        frame = frame.with_columns(label(pl.col(UNIT), unit).alias(unit))
    return frame.select(*groups, pl.col("deaths").round(1), *([rated.column] if rated else []))


def stock_phases(
    observations: pl.LazyFrame,
    phases: Sequence[Phase],
    groups: Sequence[str],
    measure: Measure,
    rule: str,
    subject: str,
    grain: str,
    rated: PerPeople | None = None,
) -> pl.DataFrame:
    """Return what there was of a stock in each phase, by group; blank where there is no figure.

    What has a figure is as in `stock_totals`.

    Returns:
        the groups, phase, start, end (Date), the number of times that have a figure, such as
        `months`, then deaths (the mean, Float64; its rate as in `stock_totals`), first, last
        (Int64), peak (the time of the most, ties joined by ";") and peak_deaths.
    """
    keys = [*groups, PHASE]
    levels = _levels(observations, groups, measure, subject, rated)
    levels = in_spans(levels, numbered(phases), rule).sort(TIME)
    level = pl.col(LEVEL)
    times = pl.col(TIME).dt.to_string("%Y" if grain == "year" else "%Y-%m")
    found = levels.group_by(keys, maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias(f"{grain}s"),
        level.mean().round(1).alias("deaths"),
        *_rates(rated),
        level.first().alias("first"),
        level.last().alias("last"),
        times.filter(level == level.max()).str.join(";").alias("peak"),
        level.max().alias("peak_deaths"),
    )
    frame = grid(observations, phases, groups).join(found, on=keys, how="left", nulls_equal=True)
    frame = frame.with_columns(pl.col(f"{grain}s").fill_null(0))
    return in_order(frame, keys).drop(PHASE).collect()


def gaps(observations: pl.LazyFrame, subject: str) -> dict[Any, list[date]]:
    """Return the times at which a subject has no figure, though it has before and after.

    Of the times at which another has one; by subject, in order.
    """
    seen = _seen(observations, subject)
    missing = seen.lazy().select(TIME).unique().join(_lives(seen, subject), how="cross")
    missing = missing.filter(
        pl.col(TIME).is_between("_first", "_last"), pl.col(subject).is_not_null()
    )
    missing = missing.join(seen.lazy(), on=[subject, TIME], how="anti")
    times = missing.group_by(subject).agg(pl.col(TIME).sort()).sort(subject)
    return dict(times.collect().iter_rows())


def _seen(observations: pl.LazyFrame, subject: str) -> pl.DataFrame:
    return observations.select(subject, TIME).unique().collect()


def _lives(seen: pl.DataFrame, subject: str) -> pl.LazyFrame:
    ends = (pl.col(TIME).min().alias("_first"), pl.col(TIME).max().alias("_last"))
    return seen.lazy().group_by(subject).agg(*ends)


def _known(observations: pl.LazyFrame, groups: Sequence[str], subject: str) -> pl.DataFrame:
    """Return the times of each group at which all of its subjects have a figure.

    That is, of those that have one before and after. A group without a row of its own at such a
    time has nothing then: a country that sends nobody to a mission of which others are listed.

    Returns:
        the groups without a unit of time, and `start`.
    """
    keys, seen = [name for name in groups if name not in UNITS], _seen(observations, subject)
    here = list(dict.fromkeys((*keys, subject)))
    units = observations.select(here).unique()
    wanted = units.join(_lives(seen, subject), on=subject, nulls_equal=True)
    wanted = wanted.join(seen.lazy().select(TIME).unique(), how="cross")
    wanted = wanted.filter(pl.col(TIME).is_between("_first", "_last"))
    there = seen.lazy().with_columns(_there=True)
    times = wanted.join(there, on=[subject, TIME], how="left", nulls_equal=True)
    whole = times.group_by([*keys, TIME]).agg(pl.col("_there").is_not_null().all())
    return whole.filter("_there").drop("_there").collect()


def _levels(
    observations: pl.LazyFrame,
    groups: Sequence[str],
    measure: Measure,
    subject: str,
    rated: PerPeople | None,
) -> pl.LazyFrame:
    """Add up what there is at each time of a group, with the people that it is divided by.

    Returns:
        the groups without a unit of time, `start`, `end`, and what there is: null is not known.
    """
    keys = [name for name in groups if name not in UNITS]
    value = pl.col(measure.column) if measure.column else pl.lit(1, pl.Int64)
    level = pl.when(value.null_count() == 0).then(measure.summed(value))
    rows = observations.group_by([*keys, TIME]).agg(level.alias(LEVEL), pl.len().alias("_rows"))
    known = _known(observations, groups, subject).lazy()
    found = known.join(rows, on=[*keys, TIME], how="left", nulls_equal=True)
    nobody = pl.col("_rows").is_null()
    found = found.with_columns(pl.when(nobody).then(0).otherwise(LEVEL).alias(LEVEL))
    found = found.filter(pl.col(LEVEL).is_not_null()).drop("_rows")
    ends = observations.select(TIME, "end").unique(TIME)
    levels = found.join(ends, on=TIME)
    if rated is None:
        return levels
    frame = levels.collect()
    people = [rated.people(row) for row in frame.iter_rows(named=True)]
    return frame.with_columns(pl.Series(PEOPLE, people, pl.Float64)).lazy()


def _rates(rated: PerPeople | None) -> list[pl.Expr]:
    """Return the mean of the rates of all times; null where one is not known."""
    if rated is None:
        return []
    people = pl.col(PEOPLE)
    mean = (pl.col(LEVEL) / people * rated.per).mean().round_sig_figs(6)
    return [pl.when(people.null_count() == 0).then(mean).alias(rated.column)]
