"""Stocks: what there is at a time, such as staff, does not add up over time: it has a mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    has no figure where one of them has none, though it has before and after.

    Returns:
        the groups, then deaths (Float64): the mean, to one decimal; where it is `rated` also the
        mean of the rates of each time, null where one is not known.
    """
    unit = unit_among(groups)
    rows = counted(_known(observations, groups, subject), window, rule)
    rows = dated(rows, unit, rule, window) if unit else rows
    keys = [UNIT if name == unit else name for name in groups]
    means = [pl.col(LEVEL).mean().alias("deaths"), *_rates(rated)]
    levels = _levels(rows, keys, measure, rated)
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
    known = _known(observations, groups, subject)
    levels = _levels(in_spans(known, numbered(phases), rule), keys, measure, rated).sort(TIME)
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


def _known(observations: pl.LazyFrame, groups: Sequence[str], subject: str) -> pl.LazyFrame:
    """Leave out the times of a group at which one of its subjects has no figure between others."""
    keys = [name for name in groups if name not in UNITS]
    at = [*keys, TIME]
    lasts = observations.group_by(list(dict.fromkeys((*keys, subject)))).agg(
        pl.col(TIME).min().alias("_first"), pl.col(TIME).max().alias("_last")
    )
    times = observations.select(at).unique()
    every = times.join(lasts, on=keys, nulls_equal=True) if keys else times.join(lasts, how="cross")
    wanted = every.filter(pl.col(TIME).is_between("_first", "_last")).group_by(at).len("_wanted")
    found = observations.group_by(at).agg(pl.col(subject).n_unique().alias("_found"))
    whole = found.join(wanted, on=at, nulls_equal=True).filter(
        pl.col("_found") == pl.col("_wanted")
    )
    return observations.join(whole, on=at, how="semi", nulls_equal=True)


def _levels(
    rows: pl.LazyFrame, keys: Sequence[str], measure: Measure, rated: PerPeople | None
) -> pl.LazyFrame:
    """Add up what there is at each time, with the people that it is divided by."""
    levels = rows.group_by([*keys, TIME]).agg(measure.summed(measure.value()).alias(LEVEL))
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
