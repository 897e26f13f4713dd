"""Totals, rates and peaks of phases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import polars as pl

from ..model.coverage import ALL_THE_TIME, Coverage, Days, Lives
from ..model.dates import DAYS_PER_YEAR, Span
from ..model.phase import Phase
from .measures import CROSSES, WEIGHT, Measure, counted, counted_once, crossing
from .rows import in_order
from .units import UNIT, dated, label

PHASE = "_phase"
"""The number of a phase, in the order in which they were given."""
NumberedDays = Sequence[tuple[int, Days]]
"""The covered days of phases, under their numbers."""


def sums(
    observations: pl.LazyFrame, spans: NumberedDays, keys: list[str], measure: Measure, rule: str
) -> pl.LazyFrame:
    """Add up each phase: the sums of the measure, and the straddling part of them."""
    crossed = measure.summed(measure.value().filter(pl.col(CROSSES)))
    rows = in_spans(observations, spans, rule)
    return rows.group_by(keys).agg(*measure.sums(), crossed.alias("straddling"))


def years(
    observations: pl.LazyFrame, spans: NumberedDays, keys: list[str], rule: str
) -> pl.LazyFrame:
    """Count the calendar years of the observations in each phase; parts of years under `split`."""
    rows = in_spans(observations, spans, rule)
    if rule != "split":
        return rows.group_by(keys).agg(pl.col("year").n_unique().cast(pl.Float64).alias("years"))
    part = rows.group_by([*keys, "year"]).agg(pl.col(WEIGHT).max())
    return part.group_by(keys).agg(pl.col(WEIGHT).sum().alias("years"))


def peaks(
    observations: pl.LazyFrame,
    spans: NumberedDays,
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
    observations: pl.LazyFrame, spans: NumberedDays, measure: Measure, rule: str
) -> pl.LazyFrame:
    """Add up each observation that counts at all, once; with the number of them as `rows`."""
    days = [span for _, span in spans]
    once = counted_once(observations, days, rule)
    return once.select(measure.summed(measure.value()).alias("deaths"), pl.len().alias("rows"))


def straddlers(observations: pl.LazyFrame, spans: NumberedDays, measure: Measure) -> pl.LazyFrame:
    """Add up the observations that cross an edge of a phase, by year."""
    rows = crossing(observations, [span for _, span in spans]).with_columns(pl.lit(1).alias(WEIGHT))
    whole = measure.of_whole()
    deaths = whole.summed(whole.value()).alias("deaths")
    return rows.group_by("year").agg(deaths, pl.len().alias("observations")).sort("year")


def in_spans(observations: pl.LazyFrame, spans: NumberedDays, rule: str) -> pl.LazyFrame:
    """Return the observations that the rule counts in each of the spans, with its number."""
    parts = [
        counted(observations, span, rule).with_columns(pl.lit(number, pl.Int32).alias(PHASE))
        for number, span in spans
    ]
    return pl.concat(parts) if parts else _nothing(observations)


def _by_unit(observations: pl.LazyFrame, spans: NumberedDays, rule: str, unit: str) -> pl.LazyFrame:
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


NUMBER = "country_id"


class PhaseTable(NamedTuple):
    """The figures of phases.

    `frame` has the group columns, then phase (String), start, end (Date; null for an open end that
    lies beyond the data), years (of country-years
    the calendar years counted, Int64, or under `split` Float64; of events days/365.25), deaths,
    low, high (Int64, or Float64 under `split`; null where nothing falls to the phase), events
    (event data only), per_year (deaths a year), peak (String), peak_deaths, share (of the distinct
    total), ratio_to_previous (of per_year), straddling (deaths).
    `distinct_total` has each observation that counts at all, once; None where none can count.
    `straddlers` has year (Int32), deaths, observations: those that cross an edge of a phase.
    """

    frame: pl.DataFrame
    distinct_total: float | None
    straddlers: pl.DataFrame


def phase_table(
    observations: pl.LazyFrame,
    phases: Sequence[Phase],
    groups: Sequence[str],
    measure: Measure,
    rule: str,
    peak_by: str,
    rows: pl.LazyFrame | None = None,
    lives: Lives = ALL_THE_TIME,
    engine: Literal["auto", "in-memory"] = "auto",
) -> PhaseTable:
    """Count observations by phase and group under a straddle rule.

    Every group that occurs gets a row for every phase, blank where no observation falls to it.
    Where an observation belongs to several groups, `rows` has it once for each of them; the
    distinct total still has it once. `lives` tells when the countries existed: where the country is
    a group, its phases are cut to that, and a zero is blank where a phase was asked for on days on
    which no country existed. `engine` is that of Polars.
    """
    rows = observations if rows is None else rows
    spans = numbered(phases)
    keys = [*groups, PHASE]
    parts = (
        sums(rows, spans, keys, measure, rule),
        years(rows, spans, keys, rule),
        peaks(rows, spans, keys, measure, rule, peak_by),
    )
    frame = grid(rows, phases, groups)
    for part in parts:
        frame = frame.join(part, on=keys, how="left", nulls_equal=True)
    frame = frame.with_columns(pl.col("years").fill_null(0.0))
    each = lives.spans if NUMBER in groups else {}
    if measure.by_days:
        frame = _with_days(frame, phases, measure, each)
    frame = _without_false_zeros(frame, phases, measure, each or {None: lives.hull})
    partial = [number for number, phase in enumerate(phases) if phase.partial]
    found, once, cross = pl.collect_all(
        [
            _rates(in_order(frame, keys), groups, partial),
            distinct(observations, spans, measure, rule),
            straddlers(observations, spans, measure),
        ],
        engine=engine,
    )
    total = _total(once, watched=measure.sparse and bool(spans))
    shown = total if total is None else measure.rounded(total)
    if found.height and found["deaths"].null_count() == found.height:
        shown = None
    return PhaseTable(_with_share(found, groups, measure, total), shown, cross)


def counted_rows(observations: pl.LazyFrame, phases: Sequence[Phase], rule: str) -> pl.LazyFrame:
    """Return the observations that `phase_table` counts, with `phase` (String): its name."""
    names = {number: phase.name for number, phase in enumerate(phases)}
    rows = in_spans(observations, numbered(phases), rule)
    name = pl.col(PHASE).replace_strict(names, return_dtype=pl.String)
    return rows.with_columns(name.alias("phase"))


def numbered(phases: Sequence[Phase]) -> list[tuple[int, Coverage]]:
    """Return the covered days of the phases that have any, under their numbers."""
    return [(number, phase.covered) for number, phase in enumerate(phases) if phase.covered]


def grid(
    observations: pl.LazyFrame, phases: Sequence[Phase], groups: Sequence[str]
) -> pl.LazyFrame:
    """Return a row for each phase of each group that occurs, with its first and last day."""
    table = pl.LazyFrame(
        [(n, phase.name, *phase.ends) for n, phase in enumerate(phases)],
        schema={PHASE: pl.Int32, "phase": pl.String, "start": pl.Date, "end": pl.Date},
        orient="row",
    )
    return observations.select(groups).unique().join(table, how="cross") if groups else table


def _with_days(
    frame: pl.LazyFrame, phases: Sequence[Phase], measure: Measure, lives: Mapping[int, Span]
) -> pl.LazyFrame:
    """Give phases their days over 365.25, and zeros where they were watched and nobody died."""
    days = _days(phases, None)
    for number, life in lives.items():
        mine = pl.col(NUMBER) == number
        days = pl.when(mine).then(_days(phases, life)).otherwise(days)
    counts = [*measure.counts, "straddling", "peak_deaths"]
    watched = (days > 0) & measure.sparse
    zeros = [pl.when(watched).then(0).alias(name) for name in counts]
    return frame.with_columns(
        (days / DAYS_PER_YEAR).alias("years"),
        *(pl.col(name).fill_null(zero) for name, zero in zip(counts, zeros, strict=True)),
    )


def _without_false_zeros(
    frame: pl.LazyFrame,
    phases: Sequence[Phase],
    measure: Measure,
    lives: Mapping[int, Span] | Mapping[None, Span],
) -> pl.LazyFrame:
    """Blank the zeros of phases that were asked for on days on which a country did not exist.

    An event that is counted is no such zero, even if its figure is 0. `lives` are those of
    countries by number, or of all together under None.
    """
    false = pl.lit(value=False)
    for number, life in lives.items():
        beyond = [n for n, p in enumerate(phases) if p.extent and p.extent.exceeds(life)]
        if beyond:
            mine = pl.lit(value=True) if number is None else pl.col(NUMBER) == number
            false |= mine & pl.col(PHASE).is_in(beyond)
    false &= measure.nothing()
    blank = [*measure.counts, "straddling", "peak_deaths", "peak"]
    return frame.with_columns(
        *(pl.when(~false).then(pl.col(name)).alias(name) for name in blank),
        pl.when(false).then(0.0).otherwise(pl.col("years")).alias("years"),
    )


def _days(phases: Sequence[Phase], life: Span | None) -> pl.Expr:
    """Return the days of a phase that were watched, of those in which the country existed."""
    spans = [
        (n, phase.covered.within(life) if life else phase.covered)
        for n, phase in enumerate(phases)
        if phase.covered
    ]
    days = {n: span.days for n, span in spans if span}
    return pl.col(PHASE).replace_strict(days, default=0, return_dtype=pl.Float64)


def _rates(frame: pl.LazyFrame, groups: Sequence[str], partial: Sequence[int]) -> pl.LazyFrame:
    """Add rates and their ratios; a phase that is covered in part has none."""
    before = pl.col("per_year").shift(1)
    before = before.over(groups) if groups else before
    ratio = pl.when(before > 0).then(pl.col("per_year") / before)
    rate = pl.col("deaths") / pl.col("years")
    whole = (pl.col("years") > 0) & ~pl.col(PHASE).is_in(list(partial))
    return frame.with_columns(pl.when(whole).then(rate).alias("per_year")).with_columns(
        ratio.alias("ratio_to_previous")
    )


def _with_share(
    frame: pl.DataFrame, groups: Sequence[str], measure: Measure, total: float | None
) -> pl.DataFrame:
    """Add the share of the distinct total, and round everything as it is shown."""
    share = pl.col("deaths") / total if total else pl.lit(None, pl.Float64)
    counts = [name for name in ("deaths", "low", "high", "events") if name in frame.columns]
    return frame.select(
        *groups,
        *("phase", "start", "end"),
        _shown_years(measure),
        *(measure.shown(name) for name in counts),
        pl.col("per_year").round(4),
        "peak",
        measure.shown("peak_deaths"),
        share.round(4).alias("share"),
        pl.col("ratio_to_previous").round(4),
        measure.shown("straddling"),
    )


def _shown_years(measure: Measure) -> pl.Expr:
    """Return years as they are shown: whole calendar years, or parts to four decimals."""
    whole = not (measure.split or measure.by_days)
    return pl.col("years").cast(pl.Int64) if whole else pl.col("years").round(4)


def _total(once: pl.DataFrame, *, watched: bool) -> float | None:
    """Return the distinct total; None where no observation counts and no events were watched."""
    deaths, rows = once.row(0)
    if not rows and not watched:
        return None
    return float(deaths)
