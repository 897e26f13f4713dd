"""The tables of `breaks`, and the notes under them."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose
from typing import Any

import polars as pl

from ...analysis.negative_binomial import LEAST, MOST, interval, variance_to_mean
from ...analysis.placebos import Placebo
from ...analysis.segments import Segmentation
from ...model.result import Note
from ...words.phrases import all_of, counted, percent, thousands
from ..series import UnitSeries
from .dates import Found, Placed, Rules

EDGE = 0.001
"""How near to the least or the most dispersion the search is taken to have ended there."""


def gained(none: Segmentation, other: Segmentation) -> float:
    """Return by how much the cost without breaks is above that of a segmentation."""
    return none.cost - other.cost


def rates(series: UnitSeries, at: int) -> tuple[float, float]:
    """Return the counts a year before an index and from it on."""
    values = series.values
    before, after = sum(values[:at]) / at, sum(values[at:]) / (len(values) - at)
    return series.a_year(before), series.a_year(after)


def found_notes(
    series: UnitSeries, found: Found, segments: pl.DataFrame, rules: Rules
) -> list[Note]:
    """Say where the level changes, and the best single break beside it."""
    notes = [Note("breaks", _level(series, found, rules))]
    notes += [Note("single", _single_words(series, found))] if found.single else []
    short = segments.filter(pl.col("lower").is_null()).height
    if found.best.dispersion is None:
        none = series.none[0].upper() + series.none[1:]
        text = f"{none} in any of it: no spread can be told, and rates have no interval."
        notes.append(Note("interval", text))
    elif short:
        text = f"{counted(short, 'segment')} of under three {rules.unit}s: without an interval."
        notes.append(Note("interval", text))
    return notes


def rule_notes(
    series: UnitSeries, found: Found, segments: pl.DataFrame, rules: Rules
) -> list[Note]:
    """Say how breaks were looked for, and how the intervals are to be read."""
    number, least = len(series), counted(rules.shortest, series.unit)
    price = f"a break costs {found.penalty:.1f}"
    if rules.penalty is None:
        price += f" (twice the logarithm of {counted(number, series.unit)})"
    spread = variance_to_mean(series.values)
    dispersed = f" The variance of the series is {thousands(spread)} times its mean." * bool(spread)
    cost = (
        f"Cost: −2 log-likelihood of negative binomial counts, {price}; shortest segment {least}."
    )
    notes = [Note("penalty", cost + dispersed)]
    if found.best.dispersion is None or segments["lower"].null_count() == segments.height:
        return notes
    text = (
        f"Interval: {percent(rules.level)}, from the same counts with the dispersion "
        f"({_dispersion(found.best.dispersion)}) and the breaks taken as known, "
        "each count apart from the one before: it is rather too narrow."
    )
    return [*notes, Note("interval", text)]


def _dispersion(value: float) -> str:
    """Say the dispersion, and where the search for it ended at the least or the most."""
    if isclose(value, LEAST, rel_tol=EDGE) or isclose(value, MOST, rel_tol=EDGE):
        return f"{value:.3g}, at the edge of those looked at, with the breaks"
    return f"{value:.3g}, found with the breaks"


def _level(series: UnitSeries, found: Found, rules: Rules) -> str:
    at = found.best.breaks
    if not at:
        one = f"No break is worth its penalty: one level over {counted(len(series), series.unit)}."
        room = len(series) >= 2 * rules.shortest
        return one if room else f"{one} No break has room for two shortest segments."
    names = all_of(series.label(i) for i in at)
    total = found.penalty * len(at)
    lowers = f"lowers the cost by {gained(found.none, found.best):.1f}"
    return f"The level changes in {names}: that {lowers}, for a penalty of {total:.1f}."


def _single_words(series: UnitSeries, found: Found) -> str:
    assert found.single
    at = found.single.breaks[0]
    before, after = rates(series, at)
    lowers = gained(found.none, found.single)
    worth = "more" if lowers > found.penalty else "no more"
    return (
        f"Best single break: {series.label(at)}, from {thousands(before, 1)} to "
        f"{thousands(after, 1)} {series.counts} a year; it lowers the cost by "
        f"{lowers:.1f}, {worth} than the penalty of {found.penalty:.1f}."
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
            bounds = _bounds(series, total, units, found.dispersion, rules.level)
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


def _bounds(
    series: UnitSeries, total: float, units: int, dispersion: float, level: float
) -> tuple[float, float]:
    lower, upper = interval(total, units, dispersion, level)
    return series.a_year(lower), series.a_year(upper)


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
    if found.single is None:
        return None
    at = found.single.breaks[0]
    gain = gained(found.none, found.single)
    before, after = rates(series, at)
    return {
        "date": series.day(at),
        "unit": series.label(at),
        "before_per_year": round(before, 4),
        "after_per_year": round(after, 4),
        "ratio": round(after / before, 4) if before else None,
        "gain": round(gain, 4),
        "above_penalty": gain > found.penalty,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
