"""The rules for observations that cross the edge of some days: a span, or several with gaps.

* both: counted wherever it touches the days
* start, end: counted where the days hold its first (last) day
* split: counted pro rata by days, which is arithmetic and not evidence
* drop: counted only where it lies wholly inside, no gap between
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..model.coverage import Coverage, Days
from .measures import WEIGHT

CROSSES = "_crosses"
START, END = pl.col("start"), pl.col("end")
DAYS = (END - START).dt.total_days() + 1


def touches(days: Days) -> pl.Expr:
    """Tell of an observation whether it shares a day with the days."""
    return _any([(span.end >= START) & (span.start <= END) for span in days.spans])


def touching(observations: pl.LazyFrame, days: Days) -> pl.LazyFrame:
    """Return the observations that share a day with the days."""
    return observations.filter(touches(days))


def inside(days: Days) -> pl.Expr:
    """Tell of an observation whether all of it lies in the days, no gap between."""
    return _any([(span.start <= START) & (span.end >= END) for span in days.spans])


def counts(days: Days, rule: str) -> pl.Expr:
    """Tell of an observation whether the rule counts it in the days."""
    match rule:
        case "both" | "split":
            return touches(days)
        case "start":
            return _any([START.is_between(span.start, span.end) for span in days.spans])
        case "end":
            return _any([END.is_between(span.start, span.end) for span in days.spans])
        case "drop":
            return inside(days)
    raise ValueError(rule)


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
    rows = observations.filter(_any([counts(days, rule) for days in parts]))
    if rule != "split":
        return rows.with_columns(pl.lit(1).alias(WEIGHT))
    share = shared_days(Coverage.of(*parts), START, END) if parts else pl.lit(0)
    return rows.with_columns((share / DAYS).alias(WEIGHT))


def crossing(observations: pl.LazyFrame, parts: Sequence[Days]) -> pl.LazyFrame:
    """Return the observations that cross an edge of any of the parts."""
    return observations.filter(_any([touches(days) & ~inside(days) for days in parts]))


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


def _any(tests: Sequence[pl.Expr]) -> pl.Expr:
    if len(tests) == 1:
        return tests[0]
    return pl.any_horizontal(tests) if tests else pl.lit(False)
