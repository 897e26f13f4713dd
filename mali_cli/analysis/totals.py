"""Totals by any groups, with or without a unit of time."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..model.dates import Span
from .measures import Measure
from .order import in_order
from .straddling import counted
from .units import UNIT, UNITS, dated, label


def totals_table(
    observations: pl.LazyFrame,
    window: Span,
    groups: Sequence[str],
    measure: Measure,
    rule: str,
    *,
    fill: bool = False,
) -> pl.DataFrame:
    """Add up the observations that the rule counts in a window of days, by group.

    One of the groups may be a unit of time (year, quarter, month); an observation is then dated
    to it by the same rule.

    Returns:
        the groups (year as Int32, others as String or Int64), then deaths, low, high (Int64, or
        Float64 under `split`; low and high null for what has none) and events (event data only).
        With `fill` every unit has a row for every time that the source covers, zeros included.
    """
    unit = next((name for name in groups if name in UNITS), None)
    rows = counted(observations, window, rule)
    if unit:
        rows = dated(rows, unit, rule, window)
    keys = [UNIT if name == unit else name for name in groups]
    frame = _summed(rows, keys, measure)
    if fill and keys:
        frame = _filled(frame, observations, window, keys, unit, rule).with_columns(
            pl.col(name).fill_null(0) for name in measure.counts
        )
    frame = in_order(frame, keys)
    if unit:
        frame = frame.with_columns(label(pl.col(UNIT), unit).alias(unit))
    shown = [name for name in ("deaths", "low", "high", "events") if name in frame.columns]
    return frame.select(*groups, *(measure.shown(name) for name in shown))


def _summed(rows: pl.LazyFrame, keys: Sequence[str], measure: Measure) -> pl.DataFrame:
    if keys:
        return rows.group_by(keys).agg(measure.sums()).collect()
    frame = rows.select(*measure.sums(), pl.len().alias("_rows")).collect()
    return frame if measure.of_events else frame.filter(pl.col("_rows") > 0)


def _filled(
    frame: pl.DataFrame,
    observations: pl.LazyFrame,
    window: Span,
    keys: Sequence[str],
    unit: str | None,
    rule: str,
) -> pl.DataFrame:
    """Add the rows of a balanced panel: every unit at every time, where its state was covered."""
    others = [name for name in keys if name != UNIT]
    grid = observations.select(others).unique().collect() if others else pl.DataFrame({"_": [0]})
    if unit:
        times = dated(counted(observations, window, rule), unit, rule, window)
        where = [name for name in ("country_id", "country") if name in others]
        seen = times.select([UNIT, *where]).unique().collect()
        grid = grid.join(seen, on=where, how="inner") if where else grid.join(seen, how="cross")
    return grid.select(keys).join(frame, on=list(keys), how="left")
