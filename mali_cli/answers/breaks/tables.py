"""The tables of `breaks`, and the notes under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isclose
from typing import Any, NamedTuple

import polars as pl

from ...analysis.negative_binomial import LEAST, MOST, interval, variance_to_mean
from ...analysis.placebos import Placebo
from ...analysis.segments import Segmentation
from ...model.bounds import lie_in_order
from ...model.result import Note
from ...words import breaking
from ...words.counting import several
from ...words.message import Said
from ...words.phrases import percent
from ..notes import Unordered
from .dates import Placed
from .series import Found, Rules, UnitSeries

EDGE = 0.001
"""How near to the least or the most dispersion the search is taken to have ended there."""


class SingleBreak(NamedTuple):
    """The best single break: its index, the counts a year before and after, and what it gains."""

    at: int
    before: float
    after: float
    gain: float


def single_break(series: UnitSeries, found: Found) -> SingleBreak | None:
    """Return the best single break; None where every count is 0."""
    if found.single is None:
        return None
    at, values = found.single.breaks[0], series.values
    before, after = sum(values[:at]) / at, sum(values[at:]) / (len(values) - at)
    gain = found.none.cost - found.single.cost
    return SingleBreak(at, series.a_year(before), series.a_year(after), gain)


def found_notes(
    series: UnitSeries, found: Found, segments: pl.DataFrame, rules: Rules
) -> list[Note]:
    """Say where the level changes, and the best single break beside it."""
    notes = [Note(_level(series, found, rules))]
    if single := single_break(series, found):
        said = breaking.SINGLE(
            unit=series.label(single.at),
            before=single.before,
            after=single.after,
            measure=several(series.counts),
            gain=single.gain,
            worth=breaking.MORE() if single.gain > found.penalty else breaking.NO_MORE(),
            penalty=found.penalty,
        )
        notes.append(Note(said))
    short = segments.filter(pl.col("lower").is_null()).height
    if found.best.dispersion is None:
        notes.append(Note(breaking.NO_SPREAD[series.counts]()))
    elif short:
        notes.append(Note(breaking.SHORT(segments=short, unit=rules.unit)))
    return notes


def rule_notes(
    series: UnitSeries, found: Found, segments: pl.DataFrame, rules: Rules
) -> list[Note]:
    """Say how breaks were looked for, and how the intervals are to be read."""
    by_default = breaking.DEFAULT_PENALTY(units=len(series), unit=series.unit)
    spread = variance_to_mean(series.values)
    cost = breaking.COST(
        penalty=found.penalty,
        default=by_default if rules.penalty is None else "",
        least=rules.shortest,
        unit=series.unit,
        spread=[breaking.SPREAD(ratio=spread)] if spread else [],
    )
    if found.best.dispersion is None or segments["lower"].null_count() == segments.height:
        return [Note(cost)]
    dispersion = _dispersion(found.best.dispersion)
    interval = breaking.INTERVAL(level=percent(rules.level), dispersion=dispersion)
    return [Note(cost), Note(interval)]


def _dispersion(value: float) -> Said:
    """Say the dispersion, and where the search for it ended at the least or the most."""
    at_edge = isclose(value, LEAST, rel_tol=EDGE) or isclose(value, MOST, rel_tol=EDGE)
    return (breaking.DISPERSION_AT_EDGE if at_edge else breaking.DISPERSION)(value=value)


def _level(series: UnitSeries, found: Found, rules: Rules) -> Said:
    at = found.best.breaks
    if not at:
        room = len(series) >= 2 * rules.shortest
        said = breaking.ONE_LEVEL if room else breaking.NO_ROOM
        return said(units=len(series), unit=series.unit)
    return breaking.LEVEL_CHANGES(
        units=[series.label(i) for i in at],
        gain=found.none.cost - found.best.cost,
        penalty=found.penalty * len(at),
    )


FEWEST_FOR_INTERVAL = 3
"""A rate of fewer units has no interval."""
SHOWN_DATES = (
    *("unit", "before_units", "before_per_year", "after_units", "after_per_year"),
    *("ratio", "rank", "asked"),
)


def segment_rows(
    series: UnitSeries, found: Segmentation, rules: Rules, *, whole: bool
) -> pl.DataFrame:
    """Return a row a segment; `whole` tells that counts are whole numbers."""
    rows: list[tuple[Any, ...]] = []
    for number, (first, end) in enumerate(found.spans(len(series)), start=1):
        total, units = sum(series.values[first:end]), end - first
        rate = series.a_year(total / units)
        bounds: tuple[float | None, float | None] = (None, None)
        if units >= FEWEST_FOR_INTERVAL and found.dispersion is not None:
            lower, upper = interval(total, units, found.dispersion, rules.level)
            bounds = series.a_year(lower), series.a_year(upper)
        before = rows[-1][5] if rows else 0
        ratio = rate / before if before else None
        start, last = series.day(first), series.last_day(end - 1)
        deaths = total if whole else round(total, 1)
        rows.append((number, start, last, units, deaths, rate, *bounds, ratio))
    counts = pl.Int64 if whole else pl.Float64
    rates = dict.fromkeys(("per_year", "lower", "upper", "ratio_to_previous"), pl.Float64)
    frame = pl.DataFrame(
        rows,
        schema={
            "segment": pl.Int64,
            "start": pl.Date,
            "end": pl.Date,
            "units": pl.Int64,
            "deaths": counts,
            **rates,
        },
        orient="row",
    )
    return frame.with_columns(pl.col(*rates).round(4))


def date_rows(
    series: UnitSeries, among: Sequence[Placebo], placed: Sequence[Placed], *, whole: bool
) -> pl.DataFrame:
    """Return a row a date, with the names of those who asked for it."""
    names: dict[int, list[str]] = {}
    for one in placed:
        names.setdefault(one.before_units, []).append(one.asked.name)
    rows = [
        (
            series.day(date.index),
            series.label(date.index),
            date.before_units,
            date.after_units,
            date.before if whole else round(date.before, 1),
            date.after if whole else round(date.after, 1),
            series.a_year(date.before / date.before_units),
            series.a_year(date.after / date.after_units),
            date.ratio,
            date.rank,
            "; ".join(names.get(date.index, [])) or None,
        )
        for date in among
    ]
    counts = pl.Int64 if whole else pl.Float64
    schema = {
        "date": pl.Date,
        "unit": pl.String,
        "before_units": pl.Int64,
        "after_units": pl.Int64,
        "before_deaths": counts,
        "after_deaths": counts,
        "before_per_year": pl.Float64,
        "after_per_year": pl.Float64,
        "ratio": pl.Float64,
        "rank": pl.Int64,
        "asked": pl.String,
    }
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(pl.col("before_per_year", "after_per_year", "ratio").round(4))


def odd_segments(
    series: UnitSeries, found: Segmentation, column: str
) -> dict[tuple[int, str], Unordered]:
    """Return the counts of segments whose estimates are out of order, by row and column."""
    spans = enumerate(found.spans(len(series)))
    parts = ((row, (column, f"segment {row + 1}", slice(*span))) for row, span in spans)
    return _odd(series, parts)


def odd_dates(series: UnitSeries, among: Sequence[Placebo]) -> dict[tuple[int, str], Unordered]:
    """Return the rates around dates whose count has estimates out of order, by row and column."""
    sides = (
        (row, side)
        for row, date in enumerate(among)
        for label, at in [(series.label(date.index), date.index)]
        for side in (
            ("before_per_year", f"before {label}", slice(at)),
            ("after_per_year", f"{label} on", slice(at, None)),
        )
    )
    return _odd(series, sides)


def _odd(
    series: UnitSeries, parts: Iterable[tuple[int, tuple[str, str, slice]]]
) -> dict[tuple[int, str], Unordered]:
    if not (series.low and series.high):
        return {}
    found = {}
    for row, (column, name, units) in parts:
        sums = [float(sum(values[units])) for values in (series.low, series.values, series.high)]
        if not lie_in_order(*sums):
            found[row, column] = Unordered([name], *sums)
    return found


def found_values(
    series: UnitSeries,
    found: Found,
    rules: Rules,
    segments: pl.DataFrame,
    dates: pl.DataFrame,
    placed: Sequence[Placed],
) -> dict[str, object]:
    """Return how the breaks were found, the best single one, and every date."""
    ratios = dates["ratio"]
    return {
        "model": {
            "unit": series.unit,
            "units": len(series),
            "min_length": rules.shortest,
            "penalty": round(found.penalty, 4),
            "level": rules.level,
            "dispersion": _rounded(found.best.dispersion),
            "variance_to_mean": _rounded(variance_to_mean(series.values)),
            "cost": round(found.best.cost, 4),
            "cost_without_breaks": round(found.none.cost, 4),
        },
        "segments": segments.to_dicts(),
        "single_break": _single(series, found),
        "placebo": {
            "min_side": rules.shortest_side,
            "of": ratios.len() - ratios.null_count(),
            "undefined": ratios.null_count(),
            "asked": [_asked(one) for one in placed],
            "dates": dates.to_dicts(),
        },
    }


def _asked(one: Placed) -> dict[str, object]:
    found = one.placebo
    return {
        "name": one.asked.name,
        "date": one.asked.day,
        "unit": one.label,
        "ratio": round(found.ratio, 4) if found and found.ratio is not None else None,
        "rank": found.rank if found else None,
    }


def _single(series: UnitSeries, found: Found) -> dict[str, object] | None:
    single = single_break(series, found)
    if single is None:
        return None
    before, after = single.before, single.after
    return {
        "date": series.day(single.at),
        "unit": series.label(single.at),
        "before_per_year": round(before, 4),
        "after_per_year": round(after, 4),
        "ratio": round(after / before, 4) if before else None,
        "gain": round(single.gain, 4),
        "above_penalty": single.gain > found.penalty,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
