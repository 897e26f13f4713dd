"""The builders of results: from a question and its rows to an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from shlex import join
from typing import TYPE_CHECKING

from ..model.details import Details
from ..model.phase import Phase
from ..model.query import Query
from ..model.result import ALL_COLUMNS, PLAIN, Note, Result, Shown
from ..model.selection import Selection
from ..model.source import Source
from ..observations import Observations
from . import notes as words
from .describe import Said, constants, pins_of, selection_json, shown, taken_words

if TYPE_CHECKING:
    import polars as pl

NOTHING: Said = {}


def answered(
    query: Query,
    data: Observations,
    frame: pl.DataFrame,
    *,
    title: str,
    notes: Iterable[Note],
    groups: Sequence[str] = (),
    said: Said = NOTHING,
    own: Mapping[str, object] = NOTHING,
    details: Details = PLAIN,
    more: Mapping[str, str | None] = NOTHING,
    rows_key: str = "rows",
    phases: tuple[Phase, ...] = (),
    partial: Iterable[str] = (),
    shows: Shown = ALL_COLUMNS,
    empty: str = "",
) -> Result:
    """Return the answer to a question over observations.

    Args:
        query: what was asked.
        data: the observations that answer it, with the selection as it was settled.
        frame: the rows.
        title: what was asked, without what was taken by default.
        notes: what to know about the figures; sources, citation and command line are added.
        groups: the columns that name a row.
        said: what else was settled and belongs in the command line, by field.
        own: what was asked besides the selection, for JSON.
        details: what there is besides the rows.
        more: further columns that are the same in every row.
        rows_key: what the JSON envelope calls the rows.
        phases: the phases, for charts.
        partial: the names of rows that are covered in part.
        shows: how tables for people show the rows.
        empty: why there are no rows, where that is not for the data to say.
    """
    selection = data.selection
    return listed(
        query,
        frame,
        title=f"{title}{taken_words(selection)}",
        notes=notes,
        sources=data.sources,
        selection={**selection_json(selection), **own},
        asked=selection,
        arguments=shown(query, data, said),
        cited=True,
        data=data,
        pins=pins_of(data),
        straddle=selection.straddle,
        constants={**constants(data, groups), **more},
        details=details,
        rows_key=rows_key,
        phases=phases,
        partial=partial,
        shows=shows,
        empty=empty or ("" if frame.height else words.why_empty(data)),
    )


def listed(
    query: Query,
    frame: pl.DataFrame,
    *,
    title: str,
    selection: Mapping[str, object],
    notes: Iterable[Note] = (),
    sources: tuple[Source, ...] = (),
    asked: Selection | None = None,
    arguments: tuple[str, ...] = (),
    cited: bool = False,
    data: Observations | None = None,
    pins: Mapping[str, str | None] = NOTHING,
    straddle: str | None = None,
    constants: Mapping[str, str | None] = NOTHING,
    details: Details = PLAIN,
    rows_key: str = "rows",
    phases: tuple[Phase, ...] = (),
    partial: Iterable[str] = (),
    shows: Shown = ALL_COLUMNS,
    empty: str = "",
) -> Result:
    """Return an answer whose rows are not from observations, or from those of several.

    Args, where they are not those of `answered`:
        selection: what was asked, as plain values; `asked` where that is a selection.
        sources: where the rows are from.
        arguments: the command line that asks the same; else what was typed.
        cited: whether the notes end with the sources, their citations and the command line.
        data: the observations, where all are from these sources.
        pins: what keeps the answer the same, whatever else is at hand.
    """
    again = arguments or query.argv(NOTHING)
    said = tuple(notes)
    if cited:
        said = (*said, *words.cited(sources, data), Note("again", f"Again: {join(again)}"))
    return Result(
        command=query.command,
        title=title,
        frame=frame,
        notes=said,
        sources=sources,
        selection=selection,
        asked=asked,
        straddle=straddle,
        constants=constants,
        details=details,
        rows_key=rows_key,
        arguments=again,
        pins=pins,
        phases=phases,
        partial=frozenset(partial),
        shown=shows,
        empty=None if frame.height else empty or None,
    )
