"""What a chart shows, before it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ..frozen import frozen
from ..model.bounds import LEAST, MOST, wide
from ..model.dates import ONE_DAY, Span, add_months
from ..model.details import ChartDetails, Row
from ..model.errors import UsageError
from ..model.filters import Numbered, names_several
from ..model.result import Result
from ..model.units import MONTHS, place_of, unit_among, unit_name, unit_number
from ..words import asking, rating
from ..words.phrases import between, figure
from .columns import declared_of
from .pictures import (
    A_YEAR,
    LOW_TO_HIGH,
    NOT_COUNTED,
    NOT_COVERED,
    ChartPicture,
    Count,
    Marker,
    Panel,
    PhaseSpan,
    Series,
)


def units_between(names: Iterable[str], unit: str) -> tuple[str, ...]:
    """Return every unit from the first to the last of these (2013, 2013-Q3, 2013-07)."""
    numbers = [number for name in names if (number := unit_number(name, unit)) is not None]
    if not numbers:
        return ()
    return tuple(unit_name(number, unit) for number in range(min(numbers), max(numbers) + 1))


PANELS = ("country", "type_of_violence")
"""Columns that a chart is divided by, where it is not stacked by them."""
STACKS = ("perpetrator", "actor", "actor_id", "adm_1")
NO_DETAILS = ChartDetails()
NO_FIGURE = "no figure"
NOT_CODED = "not coded"
"""The name of a blank group: UCDP did not code it."""


@frozen
class ChartStyle:
    """How a chart is to look: `lines` for bars, a `log` scale, the range low to high (`ranged`)."""

    lines: bool = False
    log: bool = False
    ranged: bool = False


def check_style(result: Result, style: ChartStyle) -> None:
    """Refuse a range of what has none.

    Raises:
        UsageError: it is not deaths that are counted, or the source has no low and high.
    """
    if not style.ranged or not result.frame.height:
        return
    if _details(result).rate:
        raise UsageError(rating.OF_ESTIMATES())
    low = result.frame["low"] if "low" in result.frame.columns else None
    if low is None or low.null_count() == result.frame.height:
        if result.measure == "deaths":
            raise UsageError(asking.SOURCE_WITHOUT_RANGE())
        raise UsageError(asking.RANGE_OF_OTHERS(measure=result.counts))


def chart_picture(result: Result, style: ChartStyle) -> ChartPicture:
    """Return what a chart of an answer of `chart` shows.

    Series that overlap (actors in fighting) are never stacked, and bars have no place on a
    logarithmic scale: both are lines. Another source that stands beside the one that answers has
    a chart of its own, over the same units; what has no range is drawn without one there.

    Raises:
        UsageError: a range was asked for that the figures do not have.
    """
    check_style(result, style)
    mine, *others = result.apart
    shown = _picture(mine, style)
    for its in others:
        plain = replace(style, ranged=style.ranged and "low" in its.frame.columns)
        beside = _of_source(_picture(its, plain), its)
        shown = replace(_of_source(shown, mine), beside=beside)
    return shown


def _of_source(picture: ChartPicture, result: Result) -> ChartPicture:
    """Name the panel after the source that it is of."""
    source = result.sources[0]
    name = f"{source.dataset} {source.release or ''}".rstrip()
    return replace(picture, panels=tuple(replace(panel, name=name) for panel in picture.panels))


def _picture(result: Result, style: ChartStyle) -> ChartPicture:
    details = _details(result)
    rows = result.frame.to_dicts()
    unit = unit_among(result.frame.columns) or "year"
    units = units_between([str(row[unit]) for row in rows], unit)
    stack = _stack(result)
    panels = [name for name in PANELS if name in result.frame.columns and name not in stack]
    names = list(dict.fromkeys(tuple(row[name] for name in panels) for row in rows))
    bounds, range_name = _bounds(result, stack, style)
    lines = style.lines or style.log or details.overlap or details.together
    return ChartPicture(
        title=result.short or result.heading,
        unit=unit,
        units=units,
        y_label=_y_label(result, unit, units),
        panels=tuple(
            Panel(
                name=", ".join(str(part) for part in name),
                series=_series(result, _of(rows, panels, name), stack, units, bounds),
                spans=_spans(result, dict(zip(panels, name, strict=True)), units),
            )
            for name in names
        ),
        markers=_markers(result, units),
        lines=lines,
        log=style.log,
        cumulative=details.cumulative,
        named_at_ends=details.together,
        range_name=range_name,
        gap_name=_gap_name(result, rows, units),
    )


FEW = 3
"""Of how many cut units their ranges are named, at most."""


def _gap_name(result: Result, rows: Sequence[Row], units: Sequence[str]) -> str:
    """Say why a unit has no value.

    It may be that the rule counts what touches it elsewhere, or that a country did not exist.
    """
    if _details(result).stock:
        return NO_FIGURE
    unit = unit_among(result.frame.columns) or "year"
    drawn = _details(result).rate or result.value
    cut = [row for row in rows if row[result.value] is None and row.get(MOST) is not None]
    known = {str(row[unit]) for row in rows if row[drawn] is not None}
    missing = set(units) - known - {str(row[unit]) for row in cut}
    reasons = [NOT_COVERED] if missing or not cut else []
    if cut:
        ranges = ", ".join(between(figure(row[LEAST]), figure(row[MOST])) for row in cut)
        reasons.append(f"{NOT_COUNTED} ({ranges})" if len(cut) <= FEW else NOT_COUNTED)
    reasons += ["the state did not exist"] if any(n.kind == "states" for n in result.notes) else []
    return ", or ".join(reasons)


def _bounds(
    result: Result, stack: Sequence[str], style: ChartStyle
) -> tuple[tuple[str, str] | None, str]:
    """Return the columns of the bounds to draw, and what they are; a stack has no interval."""
    columns = result.frame.columns
    if "survey_lower" in columns and not style.ranged:
        known = _details(result).level
        level = f", {known:.4g}" if known else ""
        drawn = None if stack else ("survey_lower", "survey_upper")
        return drawn, f"survey interval{level}, events independent"
    ranged = style.ranged or "range_below" in columns
    return (("low", "high") if ranged else None), LOW_TO_HIGH


def _stack(result: Result) -> list[str]:
    """Return the columns that tell the series of one chart apart."""
    groups = _details(result).groups
    if _details(result).together:
        return ["country"] if "country" in result.frame.columns else []
    stack = [name for name in STACKS if name in result.frame.columns]
    if "type" in groups:
        stack.append("type_of_violence")
    if "adm_1" in stack and "country" in result.frame.columns and "country" not in groups:
        stack.append("country")
    return stack


def _of(rows: Sequence[Row], columns: Sequence[str], values: Sequence[Any]) -> list[Row]:
    return [row for row in rows if all(row[c] == v for c, v in zip(columns, values, strict=True))]


def _series(
    result: Result,
    rows: Sequence[Row],
    stack: Sequence[str],
    units: Sequence[str],
    bounds: tuple[str, str] | None,
) -> tuple[Series, ...]:
    """Return the series of a panel in the order of the legend, those without a row as zeros."""
    drawn = _details(result).rate or result.value
    if not stack:
        return (_one("", rows, rows, units, bounds, drawn),)
    known = _details(result).series or rows
    order = list(dict.fromkeys(tuple(row.get(name) for name in stack) for row in known))
    names = _names(order, stack)
    own = [_of(rows, stack, key) for key in order]
    apart = _details(result).together  # a country that is not covered is not zero
    return tuple(
        _one(name, mine, mine if apart else rows, units, bounds, drawn)
        for name, mine in zip(names, own, strict=True)
    )


def _names(order: Sequence[tuple[Any, ...]], stack: Sequence[str]) -> list[str]:
    """Name series: a region of one of several countries with its country, an actor with its id.

    The id is there only where actors have the same name.
    """
    if "actor_id" in stack:
        actors = [Numbered(NOT_CODED if name is None else name, number) for name, number in order]
        several = names_several(actors)
        return [str(actor if actor.name in several else actor.name) for actor in actors]
    return [
        ", ".join([NOT_CODED if key[0] is None else str(key[0]), *(str(p) for p in key[1:] if p)])
        for key in order
    ]


def _one(
    name: str,
    rows: Sequence[Row],
    panel: Sequence[Row],
    units: Sequence[str],
    bounds: tuple[str, str] | None,
    value: str,
) -> Series:
    """Return one series; where others of its panel are covered and it has no row, it is zero."""
    unit = unit_among(panel[0]) or "year"
    mine = {str(row[unit]): row for row in rows}
    covered = {str(row[unit]) for row in panel}

    def values(column: str) -> tuple[Count, ...]:
        nothing = {label: 0.0 if label in covered else None for label in units}
        return tuple(
            _number(mine[label][column]) if label in mine else nothing[label] for label in units
        )

    if bounds is None:
        return Series(name, values(value))
    low, high = (tuple(v and max(v, 0.0) for v in values(column)) for column in bounds)
    return Series(name, values(value), low, high)


def _number(value: float | None) -> Count:
    return None if value is None else float(value)


def _spans(result: Result, panel: Row, units: Sequence[str]) -> tuple[PhaseSpan, ...]:
    """Return the phases as spans of units, with the figures of the panel."""
    mine = {
        row["phase"]: row
        for row in _details(result).phases
        if all(row.get(name, value) == value for name, value in panel.items())
    }
    spans = []
    for phase in result.phases:
        place = _place(phase.shown.start, phase.shown.end, units) if phase.covered else None
        if place is None:
            continue
        edges = _edges(phase.shown, units, unit_among(result.frame.columns) or "year")
        if _details(result).together:  # the figures of a phase are those of each country
            spans.append(PhaseSpan(phase.name, *place, edges=edges, counted=False))
            continue
        row = mine.get(phase.name, {})
        column = _details(result).rate or "per_year"
        total, rate = _number(row.get(result.value)), _number(row.get(column))
        ends = _ends(row, result.value, LEAST, MOST)
        rates = _ends(row, column, f"{column}_{LEAST}", f"{column}_{MOST}")
        per = declared_of(result, column).header if _details(result).rate else A_YEAR
        told = (*place, total, rate, ends, rates, per, edges)
        spans.append(PhaseSpan(phase.name, *told, mean=_details(result).stock))
    return tuple(spans)


def _edges(days: Span, units: Sequence[str], unit: str) -> tuple[float, float]:
    """Return where days begin and end on the axis, as far as it goes."""
    ends = days.start, days.end + ONE_DAY
    begin, close = (position(place_of(day, units), day, unit) for day in ends)
    return max(begin, -0.5), min(close, len(units) - 0.5)


def _ends(row: Row, name: str, least: str, most: str) -> tuple[float, float] | None:
    """Return the least and the most where they stand for a figure: they differ, or it is blank."""
    ends = row.get(least), row.get(most)
    if row.get(name) is None and ends[0] is not None and ends[1] is not None:
        return ends[0], ends[1]
    return wide(*ends)


def position(index: int, day: date, unit: str) -> float:
    """Return where a day lies on an axis on which unit `index` is centred at `index`."""
    months = MONTHS[unit]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    part = (day - first).days / (add_months(first, months) - first).days
    return index - 0.5 + part


def _place(start: date, end: date, units: Sequence[str]) -> tuple[int, int] | None:
    """Return the first and the last unit of a span of days; None where it lies outside."""
    first, last = place_of(start, units), place_of(end, units)
    if last < 0 or first >= len(units):
        return None
    return max(first, 0), min(last, len(units) - 1)


def _markers(result: Result, units: Sequence[str]) -> tuple[Marker, ...]:
    places = [(place_of(row["day"], units), row) for row in _details(result).markers]
    return tuple(
        Marker(index, row["day"], f"{row['label']} {row['written']}".strip())
        for index, row in places
        if 0 <= index < len(units)
    )


def _y_label(result: Result, unit: str, units: Sequence[str]) -> str:
    measure = result.measure
    what = "civilians killed" if measure == "civilians" else result.counts
    per = f"{what} since {units[0]}" if _details(result).cumulative else f"{what} a {unit}"
    if _details(result).stock:
        end = f"{what} at the end of the {unit}"
        per = end if _details(result).at_end else f"{what}, mean of the {unit}"
    if column := _details(result).rate:
        per = f"{what} {declared_of(result, column).header} people and year"
    elif result.asked and result.asked.months and unit == "year":
        per = f"{what}, {result.asked.months.words}"
    estimate = result.asked.estimate if result.asked else "best"
    return per + (f", {estimate} estimate" if measure == "deaths" else "")


def _details(result: Result) -> ChartDetails:
    return result.details if isinstance(result.details, ChartDetails) else NO_DETAILS
