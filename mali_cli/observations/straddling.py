"""The one rule for what crosses the edge of some days: a span, or several with gaps.

* both: counted wherever it touches the days
* start, end: counted where the days hold its first (last) day
* split: counted pro rata by days, which is arithmetic and not evidence
* drop: counted only where it lies wholly inside, no gap between
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..model.coverage import Days

START, END = pl.col("start"), pl.col("end")


def touches(days: Days, start: pl.Expr = START, end: pl.Expr = END) -> pl.Expr:
    """Return whether what runs from `start` to `end` shares a day with the days."""
    return any_of([(span.end >= start) & (span.start <= end) for span in days.spans])


def inside(days: Days, start: pl.Expr = START, end: pl.Expr = END) -> pl.Expr:
    """Return whether all of it lies in the days, no gap between."""
    return any_of([(span.start <= start) & (span.end >= end) for span in days.spans])


def counts(days: Days, rule: str, start: pl.Expr = START, end: pl.Expr = END) -> pl.Expr:
    """Return whether the rule counts it in the days.

    Raises:
        ValueError: there is no such rule.
    """
    match rule:
        case "both" | "split":
            return touches(days, start, end)
        case "start":
            return any_of([start.is_between(span.start, span.end) for span in days.spans])
        case "end":
            return any_of([end.is_between(span.start, span.end) for span in days.spans])
        case "drop":
            return inside(days, start, end)
    raise ValueError(rule)


def any_of(tests: Sequence[pl.Expr]) -> pl.Expr:
    """Return whether one of the tests holds; none is false."""
    if len(tests) == 1:
        return tests[0]
    return pl.any_horizontal(tests) if tests else pl.lit(False)
