"""A table that was read, and the names of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import polars as pl

from ..datasets.declaration import same
from ..datasets.registry import data_sets, plain, told_by
from ..frozen import frozen
from ..model.coverage import Coverage
from ..model.source import Oddity
from ..words.message import Said

BOM = "\ufeff"


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


@frozen
class Table:
    """A file that was read whole.

    `dataset` is what files are told to be; `layout` says in words how the file is laid out. `frame`
    has the columns of the data set with their dtypes, in its order; columns that
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
    remarks: tuple[Said, ...] = ()
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


@frozen
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
    remarks: tuple[Said, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    window: Coverage | None = None
    unknown: tuple[str, ...] = ()


AnyTable: TypeAlias = Table | LargeTable
