"""Totals, rates and peaks of phases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from ..model.bounds import LEAST, MOST
from ..model.coverage import ALL_THE_TIME, Coverage, Days, Lives
from ..model.dates import Span
from ..model.phase import Phase
from ..model.units import unit_days, unit_of, units_of, years_of
from ..observations.running import AS_PLANNED, STREAMED, Running
from ..observations.straddling import any_of
from .bounds import (
    COUNTED,
    OUTER,
    PARTS,
    of_union,
    shares,
    sums_of_bounds,
    touching,
    with_bounds_of_ratios,
)
from .measures import BOUNDS as ESTIMATES
from .measures import CROSSES, IMPRECISE, WEIGHT, Measure, counted, counted_once, crossing
from .rows import in_order
from .units import UNIT, dated, label, named_by

MOST_HELD = 500_000
"""Rows that are read at once, some 60 bytes each: the whole GED has fewer."""
PHASE = "_phase"
"""The number of a phase, in the order in which they were given."""
NumberedDays = Sequence[tuple[int, Days]]
"""The covered days of phases, under their numbers."""


def sums(touching: pl.LazyFrame, keys: list[str], measure: Measure) -> pl.LazyFrame:
    """Add up what touches each phase: what the rule counts of it, and what bounds that.

    The columns are those of `Measure.sums`, straddling, and those of `bounds.sums_of_bounds`. What
    the rule counts is null where it counts nothing.
    """
    rows = touching.with_columns(pl.when(COUNTED).then(pl.col(WEIGHT)).otherwise(0))
    crossed = measure.summed(measure.value().filter(pl.col(CROSSES)))
    counted = [*measure.sums(), crossed.alias("straddling")]
    some = pl.col(COUNTED).any()
    return rows.group_by(keys).agg(
        *(pl.when(some).then(amount) for amount in counted), *sums_of_bounds(measure)
    )


def peaks(
    observations: pl.LazyFrame,
    phases: Sequence[Phase],
    keys: list[str],
    measure: Measure,
    rule: str,
    unit: str,
    lived: Days,
) -> pl.LazyFrame:
    """Find the unit with the most deaths of a phase; ties joined by ";", none where all are 0.

    A unit of which the phase has a part, of the days on which a state existed, is none of them:
    `cut_peak` and `cut_deaths` name it where it has more than those that are whole.
    """
    spans = numbered(phases)
    units = _by_unit(observations, spans, rule, unit).group_by([*keys, UNIT])
    cut = [
        (pl.col(PHASE) == number) & pl.col(UNIT).is_in(cut_units(days, unit, lived))
        for number, days in spans
    ]
    amounts = units.agg(measure.sums()[0]).with_columns(
        measure.shown("deaths"), any_of(cut).alias("_cut")
    )
    deaths, whole = pl.col("deaths"), ~pl.col("_cut")
    most, most_cut = deaths.filter(whole).max(), deaths.filter(~whole).max()
    names = label(pl.col(UNIT), unit).cast(pl.String)
    named = [
        names.filter(some & (deaths == top)).sort().str.join(";")
        for some, top in ((whole, most), (~whole, most_cut))
    ]
    beyond = (most_cut > 0) & (most_cut > most.fill_null(0))
    return amounts.group_by(keys).agg(
        pl.when(most > 0).then(named[0]).alias("peak"),
        most.alias("peak_deaths"),
        pl.when(beyond).then(named[1]).alias("cut_peak"),
        pl.when(beyond).then(most_cut).alias("cut_deaths"),
    )


def cut_units(days: Days, unit: str, lived: Days) -> list[int]:
    """Return the units of which the days have a part only, of those on which a state existed."""
    have = Coverage.of(days)
    edges = {unit_of(day, unit) for span in days.spans for day in (span.start, span.end)}
    found = {number: Coverage.of(unit_days(number, unit)).within(lived) for number in edges}
    return sorted(number for number, whole in found.items() if whole and not have.covers(whole))


def has_whole(days: Days, unit: str, lived: Days) -> bool:
    """Return whether the days have a whole unit, of the days on which a state existed."""
    return len(units_of(days, unit)) > len(cut_units(days, unit, lived))


def distinct(
    observations: pl.LazyFrame, spans: NumberedDays, measure: Measure, rule: str
) -> pl.LazyFrame:
    """Add up each observation that counts at all, once; with the number of them as `rows`."""
    days = [span for _, span in spans]
    once = counted_once(observations, days, rule)
    return once.select(measure.summed(measure.value()).alias("deaths"), pl.len().alias("rows"))


def straddlers(observations: pl.LazyFrame, spans: NumberedDays, measure: Measure) -> pl.LazyFrame:
    """Add up the observations that cross an edge of a phase, by year or what else names them."""
    rows = crossing(observations, [span for _, span in spans]).with_columns(pl.lit(1).alias(WEIGHT))
    whole = measure.of_whole()
    deaths = whole.summed(whole.value()).alias("deaths")
    by_unit = rows.group_by(named_by(measure.written).alias("unit"))
    return by_unit.agg(deaths, pl.len().alias("observations")).sort("unit")


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
    lies beyond the data), years (Float64: of each calendar year the part that is covered), deaths,
    at_least, at_most, low, high, low_at_least, high_at_most (Int64; deaths, low and high Float64
    under `split`; null where nothing falls to the phase; the last four where there are a low and a
    high estimate), events (event data only), per_year (deaths a year), peak (String), peak_deaths,
    share (of the distinct total), ratio_to_previous (of per_year), straddling (deaths). per_year,
    share and ratio have their bounds beside them (`_at_least`, `_at_most`; those of the ratio are
    ratio_at_least and ratio_at_most).
    `distinct_total` has each observation that counts at all, once; None where none can count;
    `distinct_bounds` the least and the most of it.
    `straddlers` has unit (the year, Int32, or of shorter figures what names them, String), deaths,
    observations: those that cross an edge of a phase.
    `cut_peaks` has, row by row, cut_peak (String) and cut_deaths: a unit that an edge cuts with
    more deaths than the peak.
    """

    frame: pl.DataFrame
    distinct_total: float | None
    distinct_bounds: tuple[int | None, int | None]
    straddlers: pl.DataFrame
    cut_peaks: pl.DataFrame


def phase_table(
    observations: pl.LazyFrame,
    phases: Sequence[Phase],
    groups: Sequence[str],
    measure: Measure,
    rule: str,
    peak_by: str | None,
    rows: pl.LazyFrame | None = None,
    lives: Lives = ALL_THE_TIME,
    run: Running = STREAMED,
) -> PhaseTable:
    """Count observations by phase and group under a straddle rule.

    Every group that occurs gets a row for every phase, blank where no observation falls to it.
    Peaks are of the unit `peak_by`; where it is None nobody looks for them, and all are blank.
    Where an observation belongs to several groups, `rows` has it once for each of them; the
    distinct total still has it once. `lives` tells when the countries existed: where the country is
    a group, its phases are cut to that, and a zero is blank where a phase was asked for on days on
    which no country existed. `run` is how Polars runs its plans.
    """
    few = rows is None and run != AS_PLANNED
    if few and (held := _held(observations, groups, measure)) is not None:
        observations, run = held.lazy(), AS_PLANNED
    rows = observations if rows is None else rows
    spans = numbered(phases)
    keys = [*groups, PHASE]
    frame = grid(rows, phases, groups)
    parts = [sums(touching(rows, spans, rule, PHASE), keys, measure)]
    if peak_by:
        parts.append(peaks(rows, phases, keys, measure, rule, peak_by, lives.days))
    for part in parts:
        frame = frame.join(part, on=keys, how="left", nulls_equal=True)
    if not peak_by:
        blank: dict[str, type[pl.DataType]] = {"peak": pl.String, "cut_peak": pl.String}
        blank |= dict.fromkeys(("peak_deaths", "cut_deaths"), measure.dtype)
        frame = frame.with_columns(pl.lit(None, kind).alias(name) for name, kind in blank.items())
    each = lives.spans if NUMBER in groups else {}
    whole = [n for n, days in spans if peak_by and has_whole(days, peak_by, lives.days)]
    frame = _with_years(frame, phases, measure, each, whole)
    frame = _without_false_zeros(frame, phases, measure, each or {None: lives.hull})
    partial = [number for number, phase in enumerate(phases) if phase.partial]
    found, once, union, cross = run.rows_of_each(
        [
            _rates(in_order(frame, keys), groups, partial),
            distinct(observations, spans, measure, rule),
            of_union(observations, [days for _, days in spans], measure),
            straddlers(observations, spans, measure),
        ]
    )
    total = _total(once, watched=measure.sparse and bool(spans))
    shown = total if total is None else measure.rounded(total)
    least, most = union.row(0)
    if found.height and found["deaths"].null_count() == found.height:
        shown = None
    table = _with_share(found, groups, measure, total, (least, most))
    return PhaseTable(table, shown, (least, most), cross, found[["cut_peak", "cut_deaths"]])


def _held(
    observations: pl.LazyFrame, groups: Sequence[str], measure: Measure
) -> pl.DataFrame | None:
    """Read what is counted, once for all plans; None where it is much.

    Each plan would read the rows of a large file for itself.
    """
    amounts = (measure.column, *(measure.bounds or ()), measure.precision)
    names = dict.fromkeys(["start", "end", "year", *groups, *filter(None, amounts)])
    rows = observations.select(*names).head(MOST_HELD + 1).collect()
    return rows if rows.height <= MOST_HELD else None


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


def _with_years(
    frame: pl.LazyFrame,
    phases: Sequence[Phase],
    measure: Measure,
    lives: Mapping[int, Span],
    whole: Sequence[int],
) -> pl.LazyFrame:
    """Give phases their length, and zeros where they were watched and nobody died.

    A peak is no zero in phases that have no `whole` unit.
    """
    years = _years(phases, None)
    for number, life in lives.items():
        mine = pl.col(NUMBER) == number
        years = pl.when(mine).then(_years(phases, life)).otherwise(years)
    frame = frame.with_columns(years.alias("years"))
    if not measure.sparse:
        return frame
    watched = pl.col("years") > 0
    with_whole = watched & pl.col(PHASE).is_in(whole)
    counts = {**dict.fromkeys(_counts(measure), watched), "peak_deaths": with_whole}
    return frame.with_columns(
        pl.col(name).fill_null(pl.when(zero).then(0)) for name, zero in counts.items()
    )


def _counts(measure: Measure) -> list[str]:
    """Return the columns that are zero where a phase was watched and nobody died."""
    outer = OUTER if measure.bounds else ()
    return [*measure.counts, LEAST, MOST, *outer, *PARTS, "straddling", "peak_deaths"]


def _without_false_zeros(
    frame: pl.LazyFrame,
    phases: Sequence[Phase],
    measure: Measure,
    lives: Mapping[int, Span] | Mapping[None, Span],
) -> pl.LazyFrame:
    """Blank the zeros of phases that were asked for on days on which a country did not exist.

    An event that is counted is no such zero, even if its figure is 0, and neither is one that
    touches the phase. `lives` are those of countries by number, or of all together under None.
    """
    beyond: list[pl.Expr] = []
    for number, life in lives.items():
        numbers = [n for n, p in enumerate(phases) if p.extent and p.extent.exceeds(life)]
        if numbers:
            mine = pl.lit(value=True) if number is None else pl.col(NUMBER) == number
            beyond.append(mine & pl.col(PHASE).is_in(numbers))
    if not beyond:
        return frame
    touched = (pl.col(MOST) > 0).fill_null(value=False)
    false = any_of(beyond) & measure.nothing() & ~touched
    blank = [*_counts(measure), "peak"]
    return frame.with_columns(pl.when(~false).then(pl.col(name)).alias(name) for name in blank)


def _years(phases: Sequence[Phase], life: Span | None) -> pl.Expr:
    """Return the length of a phase, of the days on which the country existed."""
    spans = [
        (n, phase.covered.within(life) if life else phase.covered)
        for n, phase in enumerate(phases)
        if phase.covered
    ]
    years = {n: years_of(span) for n, span in spans if span}
    return pl.col(PHASE).replace_strict(years, default=0, return_dtype=pl.Float64)


def _rates(frame: pl.LazyFrame, groups: Sequence[str], partial: Sequence[int]) -> pl.LazyFrame:
    """Add rates, their ratios and the bounds; a phase that is covered in part has none."""
    before = pl.col("per_year").shift(1)
    before = before.over(groups) if groups else before
    ratio = pl.when(before > 0).then(pl.col("per_year") / before)
    whole = (pl.col("years") > 0) & ~pl.col(PHASE).is_in(list(partial))
    names = {"deaths": "per_year", LEAST: f"per_year_{LEAST}", MOST: f"per_year_{MOST}"}
    rates = [
        pl.when(whole).then(pl.col(amount) / pl.col("years")).alias(name)
        for amount, name in names.items()
    ]
    return with_bounds_of_ratios(
        frame.with_columns(rates).with_columns(ratio.alias("ratio_to_previous")), groups
    )


def _with_share(
    frame: pl.DataFrame,
    groups: Sequence[str],
    measure: Measure,
    total: float | None,
    bounds: tuple[int | None, int | None],
) -> pl.DataFrame:
    """Add the share of the distinct total, and round everything as it is shown."""
    share = pl.col("deaths") / total if total else pl.lit(None, pl.Float64)
    at_least, at_most = shares(*bounds)
    return frame.select(
        *groups,
        *("phase", "start", "end"),
        pl.col("years").round(4),
        measure.shown("deaths"),
        *(LEAST, MOST),
        *(measure.shown(name) for name in ESTIMATES if name in frame.columns),
        *(name for name in OUTER if name in frame.columns),
        *(measure.shown("events") for _ in range(measure.of_events)),
        *(measure.shown(IMPRECISE) for _ in range(measure.precision is not None)),
        pl.col("per_year", f"per_year_{LEAST}", f"per_year_{MOST}").round(4),
        "peak",
        measure.shown("peak_deaths"),
        share.round(4).alias("share"),
        at_least.round(4).alias(f"share_{LEAST}"),
        at_most.round(4).alias(f"share_{MOST}"),
        pl.col("ratio_to_previous", f"ratio_{LEAST}", f"ratio_{MOST}").round(4),
        measure.shown("straddling"),
    )


def _total(once: pl.DataFrame, *, watched: bool) -> float | None:
    """Return the distinct total; None where no observation counts and no events were watched."""
    deaths, rows = once.row(0)
    if not rows and not watched:
        return None
    return float(deaths)
