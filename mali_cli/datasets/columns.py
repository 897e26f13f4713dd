"""Which columns of a data set the answers read, and what is missing of them.

A file without the columns that every answer reads is none of the data set. One that is kept as
whole has all of them; one with fewer answers what its columns allow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from ..words import holding
from ..words.message import Said
from .registry import known, layout_of


class Missing(NamedTuple):
    """A column that is not there, and what reads it, as it is typed."""

    column: str
    reader: str


def missing(dataset: str, columns: Collection[str]) -> tuple[Missing, ...]:
    """Return what keeps a set with these columns from answering all that its data set can."""
    read = layout_of(dataset, columns).needed if known(dataset) else {}
    lacking = [Missing(c, reader) for reader, names in read.items() for c in names.split()]
    first = {item.column: item for item in reversed(lacking) if item.column not in columns}
    return tuple(item for item in lacking if first.get(item.column) is item)


def not_in_all(sets: Iterable[tuple[str, Collection[str]]]) -> frozenset[str]:
    """Return the columns that cannot be read of several sets together, as one of them lacks them.

    Takes the data set and the columns of each. Empty cells in its rows would be taken for zeros.
    """
    return frozenset(
        item.column
        for dataset, columns in sets
        for item in missing(dataset, columns)
        if item.column not in layout_of(dataset, columns).blank_tells
    )


def in_words(lacking: Collection[Missing]) -> Said:
    """Say what is missing: "the column 'adm_1' (--by adm1)"."""
    named = [holding.COLUMN(column=item.column, reader=item.reader) for item in list(lacking)[:5]]
    more = [holding.MORE(number=len(lacking) - 5)] if len(lacking) > 5 else []
    return holding.COLUMNS(columns=[*named, *more])
