"""The wording of what breaks were found, and by which rules."""

from __future__ import annotations

from math import isclose

import polars as pl

from ...analysis.negative_binomial import LEAST, MOST, variance_to_mean
from ...analysis.segments import Segmentation
from ...model.result import Note
from ...model.words import all_of, counted, percent, thousands
from ..series import UnitSeries
from .rules import Found, Rules

EDGE = 0.001
"""How near to the least or the most dispersion the search is taken to have ended there."""


def gain(none: Segmentation, other: Segmentation) -> float:
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
    notes += [Note("single", _single(series, found))] if found.single else []
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
    lowers = f"lowers the cost by {gain(found.none, found.best):.1f}"
    return f"The level changes in {names}: that {lowers}, for a penalty of {total:.1f}."


def _single(series: UnitSeries, found: Found) -> str:
    assert found.single
    at = found.single.breaks[0]
    before, after = rates(series, at)
    lowers = gain(found.none, found.single)
    worth = "more" if lowers > found.penalty else "no more"
    return (
        f"Best single break: {series.label(at)}, from {thousands(before, 1)} to "
        f"{thousands(after, 1)} {series.counts} a year; it lowers the cost by "
        f"{lowers:.1f}, {worth} than the penalty of {found.penalty:.1f}."
    )
