"""Totals, rates and peaks of phases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from ..model.dates import DAYS_PER_YEAR
from ..model.phase import Phase, merged
from .measures import WEIGHT, Measure
from .order import in_order
from .straddling import CROSSES, counted, counted_once, crossing
from .units import UNIT, dated, label

PHASE = "_phase"
"""The number of a phase, in the order in which they were given."""
SHORT_YEARS = 2
"""A rate over fewer years than this is marked where it is compared."""


@dataclass(frozen=True)
class PhaseTable:
    """The figures of phases.

    `frame` has the group columns, then phase (String), start, end (Date), years (of country-years
    the calendar years counted, Int64, or under `split` Float64; of events days/365.25), deaths,
    low, high (Int64, or Float64 under `split`; null where nothing falls to the phase), events
    (event data only),
    per_year (deaths a year), peak (String), peak_deaths, share (of the distinct total),
    ratio_to_previous (of per_year), straddling (deaths).
    `straddlers` has year (Int32), deaths, observations: those that cross an edge of a phase.
    """

    frame: pl.DataFrame
    distinct_total: float
    straddlers: pl.DataFrame


def phase_table(
    observations: pl.LazyFrame,
    phases: Sequence[Phase],
    groups: Sequence[str],
    measure: Measure,
    rule: str,
    peak_by: str,
) -> PhaseTable:
    """Count observations by phase and group under a straddle rule.

    Every group that occurs gets a row for every phase, blank where no observation falls to it.
    """
    covered = [(n, phase) for n, phase in enumerate(phases) if phase.covered]
    keys = [*groups, PHASE]
    sums, years, peaks, once, cross, known = pl.collect_all(
        [
            _counted(observations, covered, rule).group_by(keys).agg(_sums(measure)),
            _years(observations, covered, keys, rule),
            _units(observations, covered, keys, measure, rule, peak_by),
            _distinct(observations, covered, measure, rule),
            _straddlers(observations, covered, measure),
            observations.select(groups or [pl.lit(0).alias("_")]).unique(),
        ]
    )
    grid = _grid(known, phases, groups)
    frame = grid.join(sums, on=keys, how="left").join(years, on=keys, how="left")
    frame = frame.join(_peaks(peaks, keys, peak_by, measure), on=keys, how="left")
    frame = frame.with_columns(pl.col("years").fill_null(0.0))
    if measure.of_events:
        frame = _with_event_years(frame, phases, measure)
    total = once.item() or 0
    return PhaseTable(
        _rates(in_order(frame, keys), groups, measure, total), _round(total, measure), cross
    )


def _sums(measure: Measure) -> list[pl.Expr]:
    crossed = measure.value().filter(pl.col(CROSSES)).sum().cast(measure.dtype)
    return [*measure.sums(), crossed.alias("straddling")]


def _counted(
    observations: pl.LazyFrame, phases: Sequence[tuple[int, Phase]], rule: str
) -> pl.LazyFrame:
    parts = [
        counted(observations, phase.covered, rule).with_columns(pl.lit(number).alias(PHASE))
        for number, phase in phases
        if phase.covered
    ]
    return (
        pl.concat(parts)
        if parts
        else observations.filter(False).with_columns(
            pl.lit(0).alias(PHASE), pl.lit(1).alias(WEIGHT), pl.lit(False).alias(CROSSES)
        )
    )


def _years(
    observations: pl.LazyFrame, phases: Sequence[tuple[int, Phase]], keys: list[str], rule: str
) -> pl.LazyFrame:
    """Count the calendar years of the observations in each phase; parts of years under `split`."""
    by_year = _counted(observations, phases, rule).group_by([*keys, "year"])
    part = by_year.agg(pl.col(WEIGHT).max())
    return part.group_by(keys).agg(pl.col(WEIGHT).sum().cast(pl.Float64).alias("years"))


def _units(
    observations: pl.LazyFrame,
    phases: Sequence[tuple[int, Phase]],
    keys: list[str],
    measure: Measure,
    rule: str,
    unit: str,
) -> pl.LazyFrame:
    parts = [
        dated(counted(observations, phase.covered, rule), unit, rule, phase.covered).with_columns(
            pl.lit(number).alias(PHASE)
        )
        for number, phase in phases
        if phase.covered
    ]
    if not parts:
        parts = [_counted(observations, [], rule).with_columns(pl.lit(0, pl.Int32).alias(UNIT))]
    return pl.concat(parts).group_by([*keys, UNIT]).agg(measure.sums()[0])


def _peaks(units: pl.DataFrame, keys: list[str], unit: str, measure: Measure) -> pl.DataFrame:
    """Find the unit with the most deaths of a phase; ties joined by ";", none where all are 0."""
    rounded = units.with_columns(measure.shown("deaths"))
    top = rounded.filter(pl.col("deaths") == pl.col("deaths").max().over(keys))
    names = label(pl.col(UNIT), unit).cast(pl.String).sort().str.join(";")
    return (
        top.group_by(keys)
        .agg(names.alias("peak"), pl.col("deaths").first().alias("peak_deaths"))
        .with_columns(pl.when(pl.col("peak_deaths") > 0).then("peak").alias("peak"))
    )


def _distinct(
    observations: pl.LazyFrame,
    phases: Sequence[tuple[int, Phase]],
    measure: Measure,
    rule: str,
) -> pl.LazyFrame:
    spans = merged([phase.covered for _, phase in phases if phase.covered])
    if rule != "split":
        spans = [phase.covered for _, phase in phases if phase.covered]
    if not spans:
        return pl.LazyFrame({"deaths": [0]})
    return counted_once(observations, spans, rule).select(measure.value().sum())


def _straddlers(
    observations: pl.LazyFrame, phases: Sequence[tuple[int, Phase]], measure: Measure
) -> pl.LazyFrame:
    spans = [phase.covered for _, phase in phases if phase.covered]
    rows = crossing(observations, spans) if spans else observations.filter(False)
    whole = measure.of_whole()
    return (
        rows.with_columns(pl.lit(1).alias(WEIGHT))
        .group_by("year")
        .agg(whole.value().sum().cast(pl.Int64).alias("deaths"), pl.len().alias("observations"))
        .sort("year")
    )


def _grid(known: pl.DataFrame, phases: Sequence[Phase], groups: Sequence[str]) -> pl.DataFrame:
    table = pl.DataFrame(
        [(n, phase.name, phase.shown.start, phase.shown.end) for n, phase in enumerate(phases)],
        schema={PHASE: pl.Int32, "phase": pl.String, "start": pl.Date, "end": pl.Date},
        orient="row",
    )
    return known.join(table, how="cross") if groups else table


def _with_event_years(
    frame: pl.DataFrame, phases: Sequence[Phase], measure: Measure
) -> pl.DataFrame:
    """Give phases their days over 365.25, and zeros where they were watched and nobody died."""
    days = {n: phase.covered.days for n, phase in enumerate(phases) if phase.covered}
    watched = pl.col(PHASE).is_in(list(days))
    counts = [*measure.counts, "straddling", "peak_deaths"]
    return frame.with_columns(
        pl.col(PHASE).replace_strict(days, default=None, return_dtype=pl.Float64).alias("years")
        / DAYS_PER_YEAR,
        *(pl.when(watched).then(pl.col(name).fill_null(0)).alias(name) for name in counts),
    )


def _rates(
    frame: pl.DataFrame, groups: Sequence[str], measure: Measure, total: float
) -> pl.DataFrame:
    per_year = pl.col("deaths") / pl.col("years")
    before = pl.col("per_year").shift(1)
    before = before.over(groups) if groups else before
    ratio = pl.when(before > 0).then(pl.col("per_year") / before)
    shown = [
        name for name in ("deaths", "low", "high", "events", "straddling") if name in frame.columns
    ]
    columns = [*groups, "phase", "start", "end", "years", *(n for n in shown if n != "straddling")]
    return (
        frame.with_columns(per_year.alias("per_year"))
        .with_columns(
            ratio.round(4).alias("ratio_to_previous"),
            (pl.col("deaths") / total if total else pl.lit(None, pl.Float64))
            .round(4)
            .alias("share"),
        )
        .with_columns(
            _shown_years(measure),
            pl.col("per_year").round(4),
            *(measure.shown(name) for name in shown),
            measure.shown("peak_deaths"),
        )
        .select(
            *columns, "per_year", "peak", "peak_deaths", "share", "ratio_to_previous", "straddling"
        )
    )


def _shown_years(measure: Measure) -> pl.Expr:
    """Return years as they are shown: whole calendar years, or parts to four decimals."""
    whole = not (measure.split or measure.of_events)
    return pl.col("years").cast(pl.Int64) if whole else pl.col("years").round(4)


def _round(total: float, measure: Measure) -> float:
    return round(float(total), 1) if measure.split else int(total)
