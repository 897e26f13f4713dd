"""The rules for observations that cross the edge of a span of days.

* both: counted wherever it touches the span
* start, end: counted where the span holds its first (last) day
* split: counted pro rata by days, which is arithmetic and not evidence
* drop: counted only where it lies wholly inside the span
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..model.dates import Span
from .measures import WEIGHT

CROSSES = "_crosses"
START, END = pl.col("start"), pl.col("end")
DAYS = (END - START).dt.total_days() + 1


def touches(span: Span) -> pl.Expr:
    """Tell of an observation whether it shares a day with the span."""
    return (span.end >= START) & (span.start <= END)


def touching(observations: pl.LazyFrame, span: Span) -> pl.LazyFrame:
    """Return the observations that share a day with the span."""
    return observations.filter(touches(span))


def inside(span: Span) -> pl.Expr:
    """Tell of an observation whether it lies wholly in the span."""
    return (span.start <= START) & (span.end >= END)


def counts(span: Span, rule: str) -> pl.Expr:
    """Tell of an observation whether the rule counts it in the span."""
    match rule:
        case "both" | "split":
            return touches(span)
        case "start":
            return START.is_between(span.start, span.end)
        case "end":
            return END.is_between(span.start, span.end)
        case "drop":
            return inside(span)
    raise ValueError(rule)


def weight(span: Span, rule: str) -> pl.Expr:
    """Return the part of a counted observation that falls to the span: 1, or a share of days."""
    if rule != "split":
        return pl.lit(1)
    return _shared_days(span) / DAYS


def counted(observations: pl.LazyFrame, span: Span, rule: str) -> pl.LazyFrame:
    """Return the observations that the rule counts in the span.

    Adds `_weight` (1 or a share) and `_crosses` (Boolean: it crosses an edge of the span).
    """
    return observations.filter(counts(span, rule)).with_columns(
        weight(span, rule).alias(WEIGHT), (~inside(span)).alias(CROSSES)
    )


def counted_once(observations: pl.LazyFrame, spans: Sequence[Span], rule: str) -> pl.LazyFrame:
    """Return each observation that counts in any span, once; under `split` the sum of its parts.

    `spans` must not share a day under `split`.
    """
    rows = observations.filter(_any([counts(span, rule) for span in spans]))
    if rule != "split":
        return rows.with_columns(pl.lit(1).alias(WEIGHT))
    parts = [pl.when(touches(span)).then(_shared_days(span)).otherwise(0) for span in spans]
    return rows.with_columns((pl.sum_horizontal(parts or [0]) / DAYS).alias(WEIGHT))


def crossing(observations: pl.LazyFrame, spans: Sequence[Span]) -> pl.LazyFrame:
    """Return the observations that cross an edge of any of the spans."""
    return observations.filter(_any([touches(span) & ~inside(span) for span in spans]))


def _any(tests: Sequence[pl.Expr]) -> pl.Expr:
    return pl.any_horizontal(tests) if tests else pl.lit(False)


def _shared_days(span: Span) -> pl.Expr:
    first, last = (
        pl.max_horizontal(START, pl.lit(span.start)),
        pl.min_horizontal(END, pl.lit(span.end)),
    )
    return (last - first).dt.total_days() + 1
