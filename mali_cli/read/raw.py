"""A file as text cells under the names that it has, before anything is made of them.

And how to say where something stands in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import polars as pl

from ..datasets.declaration import same
from ..datasets.registry import data_sets, plain, told_by
from ..frozen import frozen
from ..model.errors import DamagedError
from ..words import unreadable
from ..words.message import Said

FETCH = "mali-cli fetch"
BOM = "\ufeff"
START = 4096
"""Bytes at the start, or the end, that tell what a file is."""
_SHOWN = 40
Places: TypeAlias = Callable[[Sequence[int]], list[int]]


@frozen
class Raw:
    """The records of a file: cells as text (empty: null), or typed where they come from Parquet.

    `names` are the columns as the file has them; those of `frame` are "0", "1" and so on, since
    names may be empty or repeat. `lines` tells for rows of `frame` where they stand in the file,
    counted in `unit` ("line": a line of the file, as an editor counts them; "row": a record).
    `kind` says in words what it was ("CSV"), `release` and `window` (the first and the last days
    that are covered) what the file says of itself.
    """

    name: str
    kind: str
    names: tuple[str, ...]
    frame: pl.DataFrame
    lines: Places
    unit: str = "line"
    remarks: tuple[Said, ...] = ()
    release: str | None = None
    window: tuple[str | None, str | None] = (None, None)

    def place(self, row: int) -> Said:
        """Say where a row of the frame stands: "line 17"."""
        return unreadable.PLACE(unit=self.unit, number=self.lines([row])[0])

    def places(self, rows: Sequence[int]) -> Said:
        """Say where a few rows of the frame stand: "lines 3, 17 and 20"."""
        if len(rows) == 1:
            return self.place(rows[0])
        return unreadable.PLACES(unit=self.unit, numbers=self.lines(rows))


def damaged_cell(
    raw: Raw, row: int, column: str, value: object, why: Said, *, hint: Said | None = None
) -> DamagedError:
    """Return the error for one cell: file, line, column, value and why.

    Text may be as spreadsheet programs leave it: shifted, joined or rewritten cells.
    """
    hint = hint or (unreadable.LEAVE_ALONE() if raw.unit == "line" else unreadable.ANEW())
    file, place = raw.name, raw.place(row)
    if value is None:
        return DamagedError(unreadable.EMPTY_CELL(file=file, place=place, column=column), hint)
    said = unreadable.WRONG_CELL(
        file=file, place=place, column=column, value=quoted(value), why=why
    )
    return DamagedError(said, hint)


def quoted(value: object) -> str:
    """Show a value in quotes, cut to what fits a message, with its control characters spelt."""
    text = str(value)
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "'" + "".join(c if c.isprintable() else repr(c)[1:-1] for c in shown) + "'"


def first_rows(mask: pl.Series, count: int = 5) -> list[int]:
    """Return the first few rows for which the mask is true."""
    return mask.fill_null(value=False).arg_true().head(count).to_list()


def by_row(rows: Sequence[int]) -> list[int]:
    """Return where rows stand in what has no lines: counted from 1."""
    return [row + 1 for row in rows]


def numbered(columns: int) -> dict[str, type[pl.String]]:
    """Return the schema of a raw frame of so many columns of text."""
    return {str(index): pl.String for index in range(columns)}


def known(names: Iterable[str]) -> int:
    """Count the columns that some data set has."""
    written = [plain(name) for name in names]
    layouts = [layout for one in data_sets() for layout in one.layouts]
    return sum(any(layout.rename(name) in layout.columns for layout in layouts) for name in written)


def newest(names: Sequence[str]) -> list[str]:
    """Return the names that the newest release has for columns, in lower case.

    The API varies the case of its keys (`side_a_Id`).
    """
    told = told_by(names)
    rename = told[1].rename if told else same
    return [rename(plain(name)) for name in names]


def repeated(names: Sequence[str]) -> list[str]:
    """Return the names that stand more than once, empty ones left aside."""
    found = newest(names)
    return [name for name in dict.fromkeys(found) if name and found.count(name) > 1]


def is_index(name: str) -> bool:
    """Return whether a column numbers the rows: pandas writes it without a name."""
    return not name.strip() or name.strip() == "Unnamed: 0"
