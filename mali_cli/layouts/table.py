"""What a file turns out to be: the rows in the schema of their data set, and what was odd."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from ..model.coverage import Coverage
from ..model.source import Oddity


@dataclass(frozen=True)
class Table:
    """A file that was read whole.

    `dataset` is one of the names in `schemas.SCHEMAS`; `layout` says in words how the file is laid
    out. `frame` has the columns and dtypes of the data set's schema, in its order; columns that
    the file lacks are absent. `release` is given only where the file itself says so. `sha256` and
    `size` (bytes) are those of the file as given. `remarks` say what was left out or read in a
    special way, `oddities` what is odd in the rows. `window` has the days that the file says it is
    limited to, which only what this program writes does. `unknown` are the names of columns that
    the data set does not have.
    """

    dataset: str
    layout: str
    frame: pl.DataFrame
    release: str | None
    sha256: str
    size: int
    remarks: tuple[str, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    window: Coverage | None = None
    unknown: tuple[str, ...] = ()

    @property
    def rows(self) -> pl.LazyFrame:
        """The rows, as a large table has them."""
        return self.frame.lazy()

    @property
    def height(self) -> int:
        """The number of rows."""
        return self.frame.height


@dataclass(frozen=True)
class LargeTable:
    """A file that was read in pieces: as `Table`, with its rows on the disk.

    `rows` are in the order of the store (country, day, id), and there only as long as the folder
    that they were put in.
    """

    dataset: str
    layout: str
    rows: pl.LazyFrame
    height: int
    release: str | None
    sha256: str
    size: int
    remarks: tuple[str, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    window: Coverage | None = None
    unknown: tuple[str, ...] = ()


AnyTable: TypeAlias = Table | LargeTable
