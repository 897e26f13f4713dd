"""What the straddling rule counts, whole or in part: frames of observations."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..model.coverage import Coverage, Days
from ..observations.straddling import END, START, any_of, counts, inside, touches
from .measures import WEIGHT

CROSSES = "_crosses"
DAYS = (END - START).dt.total_days() + 1


def touching(observations: pl.LazyFrame, days: Days) -> pl.LazyFrame:
    """Return the observations that share a day with the days."""
    return observations.filter(touches(days))


def weight(days: Days, rule: str) -> pl.Expr:
    """Return the part of a counted observation that falls to the days: 1, or a share of its own."""
    if rule != "split":
        return pl.lit(1)
    return shared_days(days, START, END) / DAYS


def counted(observations: pl.LazyFrame, days: Days, rule: str) -> pl.LazyFrame:
    """Return the observations that the rule counts in the days.

    Adds `_weight` (1 or a share) and `_crosses` (Boolean: it crosses an edge of the days).
    """
    return observations.filter(counts(days, rule)).with_columns(
        weight(days, rule).alias(WEIGHT), (~inside(days)).alias(CROSSES)
    )


def counted_once(observations: pl.LazyFrame, parts: Sequence[Days], rule: str) -> pl.LazyFrame:
    """Return each observation that counts in any part, once; under `split` its share of days."""
    rows = observations.filter(any_of([counts(days, rule) for days in parts]))
    if rule != "split":
        return rows.with_columns(pl.lit(1).alias(WEIGHT))
    share = shared_days(Coverage.of(*parts), START, END) if parts else pl.lit(0)
    return rows.with_columns((share / DAYS).alias(WEIGHT))


def crossing(observations: pl.LazyFrame, parts: Sequence[Days]) -> pl.LazyFrame:
    """Return the observations that cross an edge of any of the parts."""
    return observations.filter(any_of([touches(days) & ~inside(days) for days in parts]))


def first_shared(days: Days) -> pl.Expr:
    """Return the first day that an observation shares with the days, which it touches."""
    firsts = [pl.max_horizontal(START, pl.lit(span.start)) for span in days.spans]
    if len(firsts) == 1:
        return firsts[0]
    shared = zip(days.spans, firsts, strict=True)
    return pl.min_horizontal([pl.when(touches(span)).then(first) for span, first in shared])


def shared_days(days: Days, first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Count the days from `first` to `last` that are among the days."""
    parts = []
    for span in days.spans:
        begin = pl.max_horizontal(first, pl.lit(span.start))
        close = pl.min_horizontal(last, pl.lit(span.end))
        parts.append(((close - begin).dt.total_days() + 1).clip(lower_bound=0))
    return parts[0] if len(parts) == 1 else pl.sum_horizontal(parts)
