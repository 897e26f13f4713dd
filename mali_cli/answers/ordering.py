"""The order of rows, and how many of them, as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from ..model.errors import UsageError
from ..model.phase import rest_on_short
from ..model.questions.shared import Limited, Ordered
from ..model.result import Note, Result
from ..observations import remembering
from ..words import asking, sourcing
from .answer import order_notes

if TYPE_CHECKING:
    import polars as pl

P = ParamSpec("P")
Q = TypeVar("Q", bound=Ordered)
DOWN = "-"
"""What stands before a column of which the largest come first."""
PLACE = "__place"


def ordered(answer: Callable[Concatenate[Q, P], Result]) -> Callable[Concatenate[Q, P], Result]:
    """Return what answers with the rows in the order asked for, and only so many of them.

    Blanks are last, and rows with the same value stay in the usual order. All else that is said
    is of all rows (totals, shares, notes) but what signs in the rows mean. A column that the rows
    do not have is refused, and so are fewer than no rows.
    """

    @wraps(answer)
    def in_order(query: Q, /, *args: P.args, **kwargs: P.kwargs) -> Result:
        check_limit(query)
        with remembering():  # what a note asks is of the same rows
            return _ordered(query, answer(query, *args, **kwargs))

    return in_order


def _ordered(query: Ordered, result: Result) -> Result:
    if query.sort is None and query.limit is None:
        return result
    every = result.frame.with_row_index(PLACE)
    if query.sort is not None:
        name, down = sorted_by(query.sort, result.frame.columns)
        every = every.sort(name, descending=down, nulls_last=True, maintain_order=True)
    kept = first(every, query.limit)
    left = every.height - kept.height
    cut = [Note(sourcing.LIMITED(cut=left, all=every.height))] if left else []
    places = kept[PLACE].to_list()
    shown = result.shown
    odd = {(row, column) for row, old in enumerate(places) for at, column in shown.odd if at == old}
    if "years" in kept.columns:
        marked = rest_on_short(result.frame["years"])
        shown = shown._replace(short=[marked[old] for old in places])
    frame = kept.drop(PLACE)
    return replace(
        result,
        frame=frame,
        notes=(*cut, *(result.notes if shown.odd else _of_rows(frame, result))),
        shown=shown._replace(odd=odd),
    )


def _of_rows(frame: pl.DataFrame, result: Result) -> Iterator[Note]:
    """Give the notes of a result; estimates out of order are marked in rows that are shown only."""
    for note in result.notes:
        if note.said.message is sourcing.UNORDERED and not note.of:
            yield from order_notes(frame, result.asked)
        else:
            yield note


def first(frame: pl.DataFrame, limit: int | None) -> pl.DataFrame:
    """Return so many rows; Polars counts no further than its numbers go."""
    return frame if limit is None else frame.head(min(limit, frame.height))


def check_limit(query: Limited) -> None:
    """Refuse fewer than no rows.

    Raises:
        UsageError: fewer than no rows are asked for.
    """
    if query.limit is not None and query.limit < 0:
        raise UsageError(asking.NEGATIVE_LIMIT(limit=query.limit))


def sorted_by(sort: str, present: Sequence[str]) -> tuple[str, bool]:
    """Return the column that rows are sorted by, and whether the largest come first.

    Raises:
        UsageError: the rows have no such column.
    """
    name = sort.removeprefix(DOWN)
    check_column(name, present)
    return name, sort.startswith(DOWN)


def check_column(name: str, present: Sequence[str]) -> None:
    """Refuse a column that the rows do not have.

    Raises:
        UsageError: they do not have it; the hint says which they have.
    """
    if name not in present:
        near = asking.did_you_mean(name, present)
        every = asking.THERE_ARE(names=present)
        hint = asking.NEAR_OF_THOSE(near=near, names=present) if near else every
        raise UsageError(asking.NO_COLUMN(name=name), hint)
