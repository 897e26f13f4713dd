"""Series that add up: the biggest groups by name and the rest together, and running sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from .measures import Measure

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
