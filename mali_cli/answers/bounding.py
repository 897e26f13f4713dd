"""Notes on what edges of phases leave open: ranges in place of figures, and how to get these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from shlex import join
from typing import Any

import polars as pl

from ..analysis.phases import PhaseTable
from ..analysis.units import WRITTEN, named_by
from ..datasets.registry import answering, data_set
from ..model.bounds import LEAST, MOST, WIDE
from ..model.coverage import Days
from ..model.details import Row
from ..model.errors import NotHereError, UsageError
from ..model.phase import Phase
from ..model.query import Query
from ..model.result import Note
from ..model.selection import Selection
from ..model.units import unit_among, unit_days, units_of
from ..observations import Observations, Question, choose, sources_at_hand
from ..observations.straddling import any_of, inside, touches
from ..words import straddling
from ..words.message import Said
from .look_up import measure_of
from .notes import row_name

MOST_NAMED = 5


def bound_notes(
    query: Query,
    table: PhaseTable,
    data: Observations,
    said: Mapping[str, Any],
    peak_by: str | None,
) -> Iterator[Note]:
    """Say which figures are ranges and how to get them exactly, and which peaks an edge cuts.

    Args:
        query: what was asked.
        table: the figures.
        data: the observations that they are of.
        said: what else was settled, by field, for the command.
        peak_by: the unit of the peaks, if they were looked for.
    """
    cut, frame = partial(_cut, table, data), table.frame
    yield from _range_notes(query, frame, data, said, cut, row_name)
    least, most, ratio = (frame[f"ratio_{end}"] for end in (LEAST, MOST, "to_previous"))
    unbounded = most.is_null() & least.is_not_null() & ratio.is_not_null()
    if unbounded.any():
        rows = frame.filter(unbounded).head(MOST_NAMED).iter_rows(named=True)
        yield Note(straddling.NO_MOST(rows=[row_name(row) for row in rows]))
    if peak_by and (peaks := _cut_peaks(frame.hstack(table.cut_peaks), data)):
        yield Note(straddling.CUT_PEAKS(peaks=peaks, unit=peak_by))


def window_ranges(
    query: Query,
    frame: pl.DataFrame,
    data: Observations,
    said: Mapping[str, Any],
    groups: Sequence[str],
) -> list[Note]:
    """Say which rows of a series or of totals are ranges, as the window cuts something.

    Args:
        query: what was asked.
        frame: the rows: the groups, at_least and at_most.
        data: the observations that they are of.
        said: what else was settled, by field, for the command.
        groups: the columns that name a row for people.
    """

    def name(row: Row) -> Said:
        named = [str(row[group]) for group in groups if row[group] is not None]
        return straddling.ROW_BY(groups=named) if named else straddling.ONE_RANGE()

    cut = partial(cut_by, _spans(data, unit_among(groups)), data)
    return [*_range_notes(query, frame, data, said, cut, name)]


def _spans(data: Observations, unit: str | None) -> list[Days]:
    """Return the days of the rows whose edges may cut something: of weeks those of each unit."""
    window = data.window
    if unit is None or data.layout.grain != "week":
        return [window]
    units = [window.within(unit_days(number, unit)) for number in units_of(window, unit)]
    return [days for days in units if days]


def phase_ranges(
    query: Query,
    rows: Sequence[Row],
    phases: Sequence[Phase],
    data: Observations,
    said: Mapping[str, Any],
) -> list[Note]:
    """Say which phases are ranges, as `bound_notes` does.

    Args:
        query: what was asked.
        rows: the figures of the phases: phase, its groups, at_least and at_most.
        phases: the phases.
        data: the observations that they are of.
        said: what else was settled, by field, for the command.
    """
    if not rows:
        return []
    cut = partial(cut_by, [phase.covered for phase in phases if phase.covered], data)
    frame = pl.DataFrame(rows, schema_overrides=dict.fromkeys((LEAST, MOST), pl.Float64))
    return [*_range_notes(query, frame, data, said, cut, row_name)]


def _range_notes(
    query: Query,
    frame: pl.DataFrame,
    data: Observations,
    said: Mapping[str, Any],
    cut: Callable[[], Said],
    name: Callable[[Row], Said],
) -> Iterator[Note]:
    far_apart = frame[MOST] - frame[LEAST] > WIDE * frame[MOST]
    if not far_apart.any():
        return
    wide = frame.filter(far_apart)
    rows = [name(row) for row in wide.head(MOST_NAMED).iter_rows(named=True)]
    more = wide.height - MOST_NAMED
    yield Note(
        straddling.RANGES(
            rows=[*rows, *([straddling.MORE_RANGES(rows=more)] if more > 0 else [])],
            number=wide.height,
            what=cut(),
            noun=data.selection.counts,
            exactly=[*exactly(query, data, said)],
        )
    )


def cut_by(spans: Sequence[Days], data: Observations) -> Said:
    """Name what the edges of days cut."""
    edges = [touches(days) & ~inside(days) for days in spans]
    rows = data.frame.filter(any_of(edges), measure_of(data).amount() > 0)
    if data.of_events:
        return straddling.EVENTS_OF(events=rows.select(pl.len()).collect().item())
    unit = named_by(WRITTEN.get(data.layout.grain, ""))
    units = rows.select(unit.unique().sort()).collect().to_series()
    if units.len() > MOST_NAMED:
        return straddling.FIGURES_OF(number=units.len(), grain=data.layout.grain)
    return straddling.YEARS_OF(years=units.to_list())


def _cut_peaks(rows: pl.DataFrame, data: Observations) -> list[Said]:
    """Name the units that an edge cuts, each once, with what rows count of them."""
    decimals = data.selection.decimals
    counted: dict[str, list[Said]] = {}
    for row in rows.filter(pl.col("cut_peak").is_not_null()).iter_rows(named=True):
        said = straddling.COUNTED_OF_IT(
            amount=float(row["cut_deaths"]),
            decimals=decimals,
            noun=data.amount.nouns,
            row=row_name(row),
        )
        counted.setdefault(row["cut_peak"], []).append(said)
    return [straddling.CUT_PEAK(unit=unit, counted=parts) for unit, parts in counted.items()]


def _cut(table: PhaseTable, data: Observations) -> Said:
    """Name what the edges cut."""
    rows = table.straddlers
    if data.of_events:
        return straddling.EVENTS_OF(events=int(rows["observations"].sum()))
    return straddling.YEARS_OF(years=rows["unit"].to_list())


def exactly(query: Query, data: Observations, said: Mapping[str, Any]) -> Iterator[Said]:
    """Say how events tell what figures by year or month leave open, where there are any."""
    if not data.of_events and (data.declared.answers != "named" or data.declared.of_events):
        yield from events_tell(query, data.selection, said)


def events_tell(query: Query, asked: Selection, said: Mapping[str, Any]) -> Iterator[Said]:
    """Say how to put a question to the events, and first how to get them where they are not here.

    Nothing of a file that answers, and of what no events can tell.
    """
    if asked.data:
        return
    named = data_set(asked.dataset) if asked.dataset else answering()
    finer = named if named.answers == "named" else answering(events=True)
    events = {"dataset": finer.name, "release": None, "straddle": None}
    command = join(query.argv({**asked.said, **said, **events}))
    asked = replace(asked, dataset=events["dataset"], release=None)
    try:
        choose(Question(asked, events_for=command), sources_at_hand())
    except NotHereError as error:
        yield straddling.EXACTLY_ONCE_HERE(get=error.command or "", command=command)
    except UsageError:
        return
    else:
        yield straddling.EXACTLY(command=command)
