"""The one builder of results: from a question and its rows to an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from shlex import join
from typing import TYPE_CHECKING, Any, Literal

from ..model.details import Details
from ..model.phase import Phase
from ..model.query import Query
from ..model.result import ALL_COLUMNS, PLAIN, Note, Result, Shown
from ..model.selection import VALUE, Area, Selection
from ..model.settled import NOTHING, Settled
from ..model.source import Source
from ..observations import Observations
from ..words import sourcing
from ..words.message import Said
from . import notes as words
from .asking import amount_of
from .mission_notes import mission_notes

if TYPE_CHECKING:
    import polars as pl

OF_ESTIMATES = ("low", "high", "low_at_least", "high_at_most")
"""The columns of what has a low and a high estimate."""
BEST = "best"
"""The column of UCDP's rows that has the best estimate."""


def answered(
    query: Query,
    frame: pl.DataFrame,
    *,
    heading: str,
    short: str = "",
    data: Observations | None = None,
    asked: Selection | None = None,
    sources: tuple[Source, ...] = (),
    also: Sequence[Source] = (),
    notes: Iterable[Note] = (),
    cited: bool = False,
    said: Mapping[str, Any] = NOTHING,
    own: Mapping[str, object] = NOTHING,
    pins: Mapping[str, str | None] = NOTHING,
    constants: Mapping[str, str | None] = NOTHING,
    details: Details = PLAIN,
    phases: tuple[Phase, ...] = (),
    shown: Shown = ALL_COLUMNS,
    empty: Said | Literal[""] | None = None,
) -> Result:
    """Return the answer to a question.

    Args:
        query: what was asked, as it was typed.
        frame: the rows.
        heading: what was asked in words, without what was taken by default.
        short: what stands over a figure.
        data: the observations that answer, with the selection as it was settled.
        asked: the selection, where several observations answer.
        sources: where the rows are from, where that is not said by `data`.
        also: further sources, named after these.
        notes: what to know about the figures.
        cited: whether sources, citation and command line are added to the notes; those of
            observations always have them.
        said: what else was settled, by field: for the command line and JSON.
        own: what JSON has otherwise than the command line, by its name there.
        pins: what keeps the answer the same, besides what is said by `data`.
        constants: columns that are the same in every row.
        details: what there is besides the rows.
        phases: the phases, for charts.
        shown: how tables for people show the rows.
        empty: why there are no rows; where nothing is said, `data` tell.
    """
    asked = data.selection if data else asked
    frame = named(frame, asked) if asked else frame
    frame = in_named_order(frame, data.selection.area) if data else frame
    if asked:
        said = {**asked.said, **(_answering(data) if data else {}), **said}
    settled = Settled(query, asked, said, own, {**(_pins(data) if data else {}), **pins})
    sources = data.sources if data else sources
    told = (*notes, *(mission_notes(data) if data else ()), *order_notes(frame, asked))
    if asked or cited:
        again = Note(sourcing.AGAIN(command=join(settled.arguments)))
        told = (*told, *words.cited(sources, data), *words.cited(also), again)
    if data and empty is None and not frame.height:
        empty = words.why_empty(data)
    return Result(
        settled=settled,
        heading=heading,
        short=short,
        frame=frame,
        notes=told,
        sources=(*sources, *also),
        constants=constants,
        details=details,
        phases=phases,
        empty=str(empty) if empty and not frame.height else None,
        shown=shown,
    )


def in_named_order(frame: pl.DataFrame, area: Area) -> pl.DataFrame:
    """Put the countries of rows in the order in which somebody named them, one by one."""
    number = "country_id"
    if not area.each_named or number not in frame.columns:
        return frame
    import polars as pl

    before = frame.columns[: min(frame.columns.index(name) for name in (number, "country"))]
    places = {country: place for place, country in enumerate(area.ids)}
    place = pl.col(number).replace_strict(places, default=len(places), return_dtype=pl.Int32)
    keys = [pl.struct(before).rle_id(), place] if before else [place]
    return frame.sort(keys, maintain_order=True)


def order_notes(frame: pl.DataFrame, asked: Selection | None) -> list[Note]:
    """Say which rows have estimates that are out of order: in an answer, or in rows as they are."""
    value = asked.value if asked and asked.value in frame.columns else BEST
    decimals = asked.decimals if asked else 0
    return words.order_notes(frame, value, asked.estimate if asked else BEST, decimals)


def named(frame: pl.DataFrame, asked: Selection) -> pl.DataFrame:
    """Name columns by what is counted; what has no low and no high has no columns of them."""
    if asked.value == VALUE:
        return frame
    own = value_names(asked, frame.columns)
    gone = () if amount_of(asked).low else OF_ESTIMATES
    twice = (asked.value,) if VALUE in own else ()
    return frame.drop([*gone, *twice], strict=False).rename(own)


def row_named(row: Mapping[str, object], asked: Selection) -> dict[str, object]:
    """Return a row with its columns named as `named` does those of a frame."""
    import polars as pl

    names = named(pl.DataFrame(schema=dict.fromkeys(row, pl.Null)), asked).columns
    old = {new: name for name, new in value_names(asked, row).items()}
    return {name: row[old.get(name, name)] for name in names}


def value_names(asked: Selection, columns: Iterable[str]) -> dict[str, str]:
    """Return what columns are called that have what is counted, by what analysis calls them."""
    mine = (name for name in columns if name == VALUE or name.endswith(f"_{VALUE}"))
    return {name: name.removesuffix(VALUE) + asked.value for name in mine}


def _pins(data: Observations) -> dict[str, str | None]:
    """Return the options that make just these sources answer; a file answers anyway."""
    return {} if data.selection.data else {"dataset": data.pinned, "release": None}


def _answering(data: Observations) -> dict[str, str | None]:
    """Return the options that say what answered: a file has no name but its release."""
    if data.selection.data is None:
        return _pins(data)
    return {"dataset": None, "release": data.source.release}
