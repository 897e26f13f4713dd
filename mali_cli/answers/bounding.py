"""Notes on what edges of phases leave open: ranges in place of figures, and how to get these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from shlex import join
from typing import Any

import polars as pl

from ..analysis.phases import PhaseTable
from ..datasets.registry import answering
from ..model.bounds import LEAST, MOST, WIDE
from ..model.details import Row
from ..model.errors import NotHereError, UsageError
from ..model.query import Query
from ..model.result import Note
from ..model.selection import Selection
from ..observations import Observations, Question, choose, sources_at_hand
from ..words import straddling
from ..words.message import Said
from .notes import row_name

MOST_NAMED = 5


def bound_notes(
    query: Query, table: PhaseTable, data: Observations, said: Mapping[str, Any], peak_by: str
) -> Iterator[Note]:
    """Say which figures are ranges and how to get them exactly, and which peaks an edge cuts.

    Args:
        query: what was asked.
        table: the figures.
        data: the observations that they are of.
        said: what else was settled, by field, for the command.
        peak_by: the unit of the peaks.
    """
    least, most = pl.col(LEAST), pl.col(MOST)
    wide = table.frame.filter(most - least > WIDE * most)
    if wide.height:
        rows = wide.head(MOST_NAMED).iter_rows(named=True)
        more = wide.height - MOST_NAMED
        yield Note(
            straddling.RANGES(
                rows=[*map(row_name, rows), *([straddling.MORE_RANGES(rows=more)] * (more > 0))],
                number=wide.height,
                what=_cut(table, data),
                noun=data.selection.counts,
                exactly=[*exactly(query, data, said)],
            )
        )
    open_rows = table.frame.filter(
        pl.col(f"ratio_{MOST}").is_null() & pl.col(f"ratio_{LEAST}").is_not_null()
    )
    if open_rows.height:
        names = [row_name(row) for row in open_rows.head(MOST_NAMED).iter_rows(named=True)]
        yield Note(straddling.NO_MOST(rows=names))
    every = table.frame.hstack(table.cut_peaks)
    if peaks := [_peak(row, data) for row in every.iter_rows(named=True) if row["cut_peak"]]:
        yield Note(straddling.CUT_PEAKS(peaks=peaks, unit=peak_by))


def _peak(row: Row, data: Observations) -> Said:
    return straddling.CUT_PEAK(
        unit=row["cut_peak"],
        amount=int(row["cut_deaths"]),
        noun=data.amount.nouns,
        row=row_name(row),
    )


def _cut(table: PhaseTable, data: Observations) -> Said:
    """Name what the edges cut."""
    rows = table.straddlers
    if data.of_events:
        return straddling.EVENTS_OF(events=int(rows["observations"].sum()))
    return straddling.YEARS_OF(years=rows["year"].to_list())


def exactly(query: Query, data: Observations, said: Mapping[str, Any]) -> Iterator[Said]:
    """Say how events tell what yearly figures leave open; nothing of data that must be named."""
    if data.layout.grain == "year" and data.declared.answers != "named":
        yield from events_tell(query, data.selection, said)


def events_tell(query: Query, asked: Selection, said: Mapping[str, Any]) -> Iterator[Said]:
    """Say how to put a question to the events, and first how to get them where they are not here.

    Nothing of a file that answers, and of what no events can tell.
    """
    if asked.data:
        return
    events = {"dataset": answering(events=True).name, "release": None, "straddle": None}
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
