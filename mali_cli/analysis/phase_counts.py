"""What is counted in each phase and group: sums, years, and counts by unit of time."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..model.coverage import Days
from .measures import WEIGHT, Measure
from .straddling import CROSSES, counted, counted_once, crossing
from .units import UNIT, dated, label

PHASE = "_phase"
"""The number of a phase, in the order in which they were given."""
Numbered = Sequence[tuple[int, Days]]
"""The covered days of phases, under their numbers."""


def sums(
    observations: pl.LazyFrame, spans: Numbered, keys: list[str], measure: Measure, rule: str
) -> pl.LazyFrame:
    """Add up each phase: the sums of the measure, and the straddling part of them."""
    crossed = measure.summed(measure.value().filter(pl.col(CROSSES)))
    rows = in_spans(observations, spans, rule)
    return rows.group_by(keys).agg(*measure.sums(), crossed.alias("straddling"))


def years(observations: pl.LazyFrame, spans: Numbered, keys: list[str], rule: str) -> pl.LazyFrame:
    """Count the calendar years of the observations in each phase; parts of years under `split`."""
    rows = in_spans(observations, spans, rule)
    if rule != "split":
        return rows.group_by(keys).agg(pl.col("year").n_unique().cast(pl.Float64).alias("years"))
    part = rows.group_by([*keys, "year"]).agg(pl.col(WEIGHT).max())
    return part.group_by(keys).agg(pl.col(WEIGHT).sum().alias("years"))


def peaks(
    observations: pl.LazyFrame,
    spans: Numbered,
    keys: list[str],
    measure: Measure,
    rule: str,
    unit: str,
) -> pl.LazyFrame:
    """Find the unit with the most deaths of a phase; ties joined by ";", none where all are 0."""
    units = _by_unit(observations, spans, rule, unit).group_by([*keys, UNIT])
    amounts = units.agg(measure.sums()[0]).with_columns(measure.shown("deaths"))
    top = amounts.filter(pl.col("deaths") == pl.col("deaths").max().over(keys))
    names = label(pl.col(UNIT), unit).cast(pl.String).sort().str.join(";")
    most = pl.col("deaths").first()
    return top.group_by(keys).agg(
        pl.when(most > 0).then(names).alias("peak"), most.alias("peak_deaths")
    )


def distinct(
    observations: pl.LazyFrame, spans: Numbered, measure: Measure, rule: str
) -> pl.LazyFrame:
    """Add up each observation that counts at all, once; with the number of them as `rows`."""
    days = [span for _, span in spans]
    once = counted_once(observations, days, rule)
    return once.select(measure.summed(measure.value()).alias("deaths"), pl.len().alias("rows"))


def straddlers(observations: pl.LazyFrame, spans: Numbered, measure: Measure) -> pl.LazyFrame:
    """Add up the observations that cross an edge of a phase, by year."""
    rows = crossing(observations, [span for _, span in spans]).with_columns(pl.lit(1).alias(WEIGHT))
    whole = measure.of_whole()
    deaths = whole.summed(whole.value()).alias("deaths")
    return rows.group_by("year").agg(deaths, pl.len().alias("observations")).sort("year")


def in_spans(observations: pl.LazyFrame, spans: Numbered, rule: str) -> pl.LazyFrame:
    """Return the observations that the rule counts in each of the spans, with its number."""
    parts = [
        counted(observations, span, rule).with_columns(pl.lit(number, pl.Int32).alias(PHASE))
        for number, span in spans
    ]
    return pl.concat(parts) if parts else _nothing(observations)


def _by_unit(observations: pl.LazyFrame, spans: Numbered, rule: str, unit: str) -> pl.LazyFrame:
    parts = [
        dated(counted(observations, span, rule), unit, rule, span).with_columns(
            pl.lit(number, pl.Int32).alias(PHASE)
        )
        for number, span in spans
    ]
    empty = _nothing(observations).with_columns(pl.lit(0, pl.Int32).alias(UNIT))
    return pl.concat(parts) if parts else empty


def _nothing(observations: pl.LazyFrame) -> pl.LazyFrame:
    return observations.filter(False).with_columns(
        pl.lit(0, pl.Int32).alias(PHASE), pl.lit(1).alias(WEIGHT), pl.lit(False).alias(CROSSES)
    )
