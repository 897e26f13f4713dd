"""A file as text cells, before anything is made of them, and how to say where something stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from ..model.errors import DamagedError
from ..words.phrases import all_of

ANEW = "download it anew from https://ucdp.uu.se/downloads/"
LEFT_ALONE = f"{ANEW} and leave it as it is (a spreadsheet program that saves it may change it)"
"""The hint where text is as spreadsheet programs leave it: shifted, joined or rewritten cells."""
_SHOWN = 40

Places: TypeAlias = Callable[[Sequence[int]], list[int]]


@dataclass(frozen=True)
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
    remarks: tuple[str, ...] = ()
    release: str | None = None
    window: tuple[str | None, str | None] = (None, None)

    def place(self, row: int) -> str:
        """Say where a row of the frame stands: "line 17"."""
        return f"{self.unit} {self.lines([row])[0]}"

    def places(self, rows: Sequence[int]) -> str:
        """Say where a few rows of the frame stand: "lines 3, 17 and 20"."""
        if len(rows) == 1:
            return self.place(rows[0])
        return f"{self.unit}s {all_of(str(line) for line in self.lines(rows))}"


def damaged(name: str, what: str, hint: str = ANEW) -> DamagedError:
    """Return the error for a file that is not what it should be."""
    return DamagedError(f"{name}: {what}", hint)


def damaged_cell(
    raw: Raw, row: int, column: str, value: object, why: str, *, hint: str = ""
) -> DamagedError:
    """Return the error for one cell: file, line, column, value and why."""
    hint = hint or (LEFT_ALONE if raw.unit == "line" else ANEW)
    shown = "the cell is empty" if value is None else f"{quoted(value)} {why}"
    return damaged(raw.name, f"{raw.place(row)}, column '{column}': {shown}", hint)


def quoted(value: object) -> str:
    """Show a value in quotes, cut to what fits a message, with its control characters spelt."""
    text = str(value)
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "'" + "".join(c if c.isprintable() else repr(c)[1:-1] for c in shown) + "'"


def first_rows(mask: pl.Series, count: int = 5) -> list[int]:
    """Return the first few rows for which the mask is true."""
    return mask.fill_null(value=False).arg_true().head(count).to_list()


def numbered(columns: int) -> dict[str, type[pl.String]]:
    """Return the schema of a raw frame of so many columns of text."""
    return {str(index): pl.String for index in range(columns)}
