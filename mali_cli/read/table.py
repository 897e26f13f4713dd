"""A table that was read, with what is known of it, and how raw records become one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeAlias

import polars as pl

from ..datasets.declaration import WEEK_STARTS, WrongCellError
from ..datasets.registry import data_set, layout_of, told_by
from ..frozen import frozen_by_name
from ..model.coverage import Coverage
from ..model.errors import DamagedError, UsageError
from ..model.source import Oddity
from ..model.words import WEEKDAYS, one_of
from ..words import asking, unreadable
from ..words.message import Said
from .casting import typed
from .checks import check, without_repeats
from .identify import Named, identify
from .oddities import oddities
from .raw import Raw, damaged_cell


@frozen_by_name
class About:
    """What is known of a file that was read, besides its rows.

    `dataset` is what files are told to be; `layout` says in words how the file is laid out.
    `release` is given only where the file itself says so. `sha256` and `size` (bytes) are those of
    the file as given. `remarks` say what was left out or read in a special way, `oddities` what is
    odd in the rows. `window` has the days that the file says it is limited to, which only what this
    program writes does. `unknown` are the names of columns that the data set does not have.
    """

    dataset: str
    layout: str
    release: str | None
    sha256: str
    size: int
    remarks: tuple[Said, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    window: Coverage | None = None
    unknown: tuple[str, ...] = ()


@frozen_by_name
class Table(About):
    """A file that was read whole.

    `frame` has the columns of the data set with their dtypes, in its order; columns that the file
    lacks are absent.
    """

    frame: pl.DataFrame

    @property
    def rows(self) -> pl.LazyFrame:
        """The rows, as a large table has them."""
        return self.frame.lazy()

    @property
    def height(self) -> int:
        """The number of rows."""
        return self.frame.height


@frozen_by_name
class LargeTable(About):
    """A file that was read in pieces, with its rows on the disk.

    They are there only as long as the folder that they were put in; `in_order`, once, in the order
    of the store (country, day, id), a few countries at a time.
    """

    rows: pl.LazyFrame
    in_order: pl.LazyFrame
    height: int


AnyTable: TypeAlias = Table | LargeTable


def table_of(raw: Raw, digest: str, size: int) -> Table:
    """Make a table of raw records; `digest` and `size` are those of the file as given.

    Whether best, low and high look exchanged is left to whoever has the whole file.

    Raises:
        DamagedError: they cannot be read with certainty; file, line, column, value and why.
    """
    named = identify(raw)
    with from_its_maker(lambda: data_set(named.dataset).maker.page):
        cast = typed(replace(named, remarks=()))
        if named.form.derive:
            cast = cast._replace(frame=_derived(named, named.form.derive, cast.frame))
        check(named, cast.frame)
        frame, repeats = without_repeats(named, cast.frame)
    return Table(
        dataset=named.dataset,
        layout=named.layout,
        frame=frame,
        release=named.release,
        sha256=digest,
        size=size,
        remarks=(*repeats, *cast.remarks, *named.remarks),
        oddities=oddities(named, frame),
        window=named.window,
        unknown=named.unknown,
    )


def _derived(
    named: Named, derive: Callable[[pl.DataFrame], pl.DataFrame], frame: pl.DataFrame
) -> pl.DataFrame:
    try:
        return derive(frame)
    except WrongCellError as error:
        cell = (error.row, error.column, error.value, error.why)
        raise damaged_cell(named.raw, *cell) from None


ANEW = {
    unreadable.ANEW: unreadable.ANEW_FROM,
    unreadable.LEAVE_ALONE: unreadable.LEAVE_ALONE_FROM,
}
"""Where a file may be got anew: what is said while nothing is known of it, and then."""


_KEY, _SEPARATOR = re.compile(r'"([^"\\]{1,60})"\s*:'), re.compile(r"[,;\t|]")
_HEAD = 4096
"""Bytes in which the names of columns are looked for."""


@contextmanager
def from_its_maker(page: Callable[[], str | None]) -> Iterator[None]:
    """Let what is wrong with a file say where its maker has it, if `page` knows."""
    try:
        yield
    except DamagedError as error:
        known = ANEW.get(error.advice.message) if error.advice else None
        where = page() if known else None
        if known is None or where is None:
            raise
        raise DamagedError(error.said, known(page=where)) from None


def page_of(content: bytes) -> str | None:
    """Return where the maker has what a text that cannot be read begins as; None where unknown."""
    head = content[:_HEAD].decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    first = head.partition("\n")[0]
    names = _KEY.findall(head) if head[:1] in ("{", "[") else _SEPARATOR.split(first)
    told = told_by(name.strip().strip('"') for name in names)
    return told[0].maker.page if told else None


def with_weeks(table: AnyTable, day: str | None, name: str) -> AnyTable:
    """Return a table of weekly rows with the day on which a week begins, as it was told.

    Args:
        table: as it was read.
        day: the name of a weekday; None where none was told.
        name: what messages call the file.

    Raises:
        UsageError: it is no weekday, or the rows are not weekly.
    """
    if day is None:
        return table
    told = pl.lit(one_of(day, WEEKDAYS, "weekday")).alias(WEEK_STARTS)
    layout = layout_of(table.dataset, table.rows.collect_schema().names())
    if WEEK_STARTS not in layout.columns:
        raise UsageError(asking.NO_WEEKS(file=name, option="--week-starts"))
    assert isinstance(table, Table)  # a large one has events
    return replace(table, frame=table.frame.with_columns(told))
