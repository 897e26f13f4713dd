"""Notes on the units of time of a series: which are there in part, and what crosses them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from ..analysis.totals import CHANGE, with_changes
from ..analysis.units import index_of
from ..model.coverage import Coverage
from ..model.dates import Span
from ..model.result import Note
from ..model.units import unit_among, unit_days, unit_name, unit_number, unit_of
from ..observations import Observations
from ..observations.straddling import END, START, counts
from ..words import counting, covering, straddling
from .look_up import measure_of
from .notes import treatment


def partial_units(data: Observations, groups: Sequence[str]) -> dict[str, Coverage]:
    """Return the units of a series that are covered or looked at in part, with the days that are.

    A unit is whole where every day of it is there on which a state existed, or since which there
    was the mission that is looked at.
    """
    unit, days = unit_among(groups), data.days
    if unit is None or days is None:
        return {}
    edges = [day for span in days.spans for day in (span.start, span.end)]
    found = {}
    for number in dict.fromkeys(unit_of(day, unit) for day in edges):
        of_unit = _days_of(number, unit, data)
        lived = of_unit.within(data.lives.days)
        whole, here = lived and lived.within(_since(data)), of_unit.within(days)
        if whole and here and not here.covers(whole):
            found[unit_name(number, unit)] = here
    return found


def _since(data: Observations) -> Span:
    """Return the days on which there can be a row: of missions since the first of them began."""
    return Span(data.published.start if data.declared.of_missions else date.min, date.max)


def like_for_like(frame: pl.DataFrame, data: Observations, groups: Sequence[str]) -> pl.DataFrame:
    """Add to the same months of each year their change to the year before; no year is in part."""
    if not (data.selection.months and "year" in groups and data.amount.flow):
        return frame
    return with_changes(frame, groups, map(int, partial_units(data, groups)))


def month_notes(frame: pl.DataFrame) -> list[Note]:
    """Say what the change between the same months of two years is."""
    return [Note(counting.CHANGE())] if CHANGE in frame.columns else []


def last_change(frame: pl.DataFrame, decimals: int) -> list[Note]:
    """Say the last change of a series by year, which a drawing does not show."""
    if CHANGE not in frame.columns or frame["year"].n_unique() < frame.height:
        return []
    changes = frame.with_columns(before=pl.col("deaths").shift(1))
    changes = changes.filter(pl.col(CHANGE).is_not_null())
    if not changes.height:
        return []
    last = changes.row(-1, named=True)
    figures = {"before": last["before"], "now": last["deaths"], "change": last[CHANGE]}
    years = {"one": last["year"] - 1, "other": last["year"]}
    return [Note(counting.LAST_CHANGE(**years, **figures, decimals=decimals))]


def _days_of(number: int, unit: str, data: Observations) -> Coverage:
    """Return the days of a unit, those of the months that are looked at where these are named."""
    days, months = Coverage.of(unit_days(number, unit)), data.selection.months
    return (months and months.within(days)) or days


def unit_notes(data: Observations, groups: Sequence[str]) -> list[Note]:
    """Warn of the units of a series that are there in part only, and tell what crosses units."""
    unit, parts = unit_among(groups), partial_units(data, groups)
    if unit is None:
        return []
    asked = data.selection.window
    cut = {name: days for name, days in parts.items() if _cut_by(asked, name, unit)}
    said = covering.PARTLY if data.amount.flow else covering.PARTLY_OF_STOCK
    notes = []
    for message, some in ((said, parts.keys() - cut.keys()), (covering.LOOKED_AT_PARTLY, cut)):
        units = [covering.UNIT(unit=n, days=days) for n, days in parts.items() if n in some]
        notes += [Note(message(units=units))] if units else []
    return [*notes, *_crossing_units(data, unit)]


def _cut_by(asked: Span, name: str, unit: str) -> bool:
    """Return whether the window that was asked for has a part of a unit."""
    days = unit_days(unit_number(name, unit) or 0, unit)
    return days.within(asked) != days


def _crossing_units(data: Observations, unit: str) -> list[Note]:
    """Tell how many events or weekly figures cross from one unit to the next, and their deaths."""
    weekly = data.layout.grain == "week"
    if not ((data.of_events or weekly) and data.days and data.amount.flow):
        return []
    amount = measure_of(data).amount()
    here = data.frame
    if not data.every:
        here = here.filter(counts(data.days, data.selection.straddle))
    # The fewest are longer than a day: a unit is worked out of none of the others.
    crosses = index_of(START, unit) != index_of(END, unit)
    longer = here.filter(START != END)
    number, deaths = (
        longer.select(crosses.sum().alias("n"), amount.filter(crosses).sum()).collect().row(0)
    )
    if not number:
        return []
    events = here.select(pl.len()).collect().item()
    what = treatment(data.selection.straddle, unit)
    counted = {"crossing": number, "events": events, "unit": unit, "treatment": what}
    counted["row"] = "weekly figure" if weekly else "event"
    if data.selection.measure == "events" and not weekly:
        return [Note(straddling.UNITS_CROSSED(**counted))]
    noun = data.amount.nouns
    return [Note(straddling.UNITS_CROSSED_WITH(amount=deaths, noun=noun, **counted))]
