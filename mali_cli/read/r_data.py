"""Data of R: an object (.rds) or a workspace (.RData, .rda), the one data frame that is in it.

Days and times may be kept as whole or decimal numbers (`IDate` of data.table, `Date`); times are
those of the zone that R shows them in. Factors give their levels.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from ..datasets.registry import told_by
from ..model.errors import DamagedError
from ..words import unreadable
from .parquet import plain_column, whole_numbers
from .r_items import DECIMAL, FAULTS, LISTS, LOGICAL, TEXTS, WHOLE, Item, Items, UnreadError
from .raw import Raw, by_row

OBJECT, WORKSPACES = b"X\n", (b"RDX2\nX\n", b"RDX3\nX\n")
COLUMNS = (LOGICAL, WHOLE, DECIMAL, TEXTS)
"""The kinds of what columns of a table can be."""
_NA = -(2**31)
_NO_INTEGER64 = -(2**63)
_LATEST = 1e11
"""Seconds from 1970 within which all times of a table lie: 3,000 years."""


def read_r(content: bytes, name: str) -> Raw:
    """Read the data frame of an R file; of several the one with the columns of a data set.

    Raises:
        DamagedError: it is damaged, holds no data frame, or several that may be meant.
    """
    try:
        frames = dict(_frames(content))
    except (UnreadError, *FAULTS) as error:
        raise _damaged(name, error) from error
    if not frames:
        raise DamagedError(unreadable.NO_DATA_FRAME(file=name))
    known = {title: item for title, item in frames.items() if told_by(item.told("names"))}
    if len(known) > 1:
        raise DamagedError(unreadable.SEVERAL_FRAMES(file=name, frames=list(known)[:5]))
    if not known and len(frames) > 1:
        raise DamagedError(unreadable.NO_KNOWN_FRAME(file=name, frames=list(frames)[:5]))
    ((title, frame),) = (known or frames).items()
    return _raw(f"{name} ({title})" if len(frames) > 1 else name, frame)


def _damaged(name: str, error: Exception) -> DamagedError:
    why = error.why if isinstance(error, UnreadError) else unreadable.CUT_OFF()
    return DamagedError(unreadable.R_DAMAGED(file=name, why=why))


def _frames(content: bytes) -> Iterator[tuple[str, Item]]:
    """Give the data frames of a file, with the names that a workspace has for them."""
    workspace = content.startswith(WORKSPACES)
    start = WORKSPACES[0] if workspace else OBJECT
    whole = Items(content, len(start)).whole()
    for name, item in whole.about.items() if workspace else [("", whole)]:
        if item.kind in LISTS and "data.frame" in item.told("class"):
            yield name, item


def _raw(name: str, frame: Item) -> Raw:
    names, columns = tuple(frame.told("names")), []
    for at, item in enumerate(frame.value):
        if item.kind not in COLUMNS or at >= len(names):
            title, dtype = (*names, "")[min(at, len(names))], unreadable.LISTS_OR_BYTES()
            raise DamagedError(unreadable.WRONG_DTYPE(file=name, column=title, dtype=dtype))
        try:
            column = plain_column(_series(item).alias(names[at]), name)
        except (UnreadError, *FAULTS, pl.exceptions.PolarsError) as error:
            raise _damaged(name, error) from error
        columns.append(whole_numbers(column).alias(str(at)))
    if len(names) != len(columns) or len({column.len() for column in columns}) > 1:
        raise DamagedError(unreadable.R_DAMAGED(file=name, why=unreadable.CUT_OFF()))
    if not columns or not columns[0].len():
        raise DamagedError(unreadable.NO_ROWS(file=name))
    return Raw(name, "R data", names, pl.DataFrame(columns), by_row, "row")


def _series(item: Item) -> pl.Series:
    """Return a column with its dtype; NA is null."""
    classes = item.told("class")
    if item.kind == TEXTS:
        return item.value  # type: ignore[no-any-return]
    if "integer64" in classes:
        wide = item.value.astype(np.float64).view(np.int64)
        return _without(pl.Series(wide), _NO_INTEGER64)
    numbers = pl.Series(item.value.astype(np.float64 if item.kind == DECIMAL else np.int64))
    numbers = numbers.fill_nan(None) if item.kind == DECIMAL else _without(numbers, _NA)
    if "factor" in classes:
        return _levels(numbers, item.told("levels"))
    if "Date" in classes:
        return numbers.cast(pl.Float64).floor().cast(pl.Int32).cast(pl.Date)
    if "POSIXct" in classes:
        return _times(numbers.cast(pl.Float64), item.told("tzone"))
    return numbers.cast(pl.Boolean) if item.kind == LOGICAL else numbers


def _without(numbers: pl.Series, missing: int) -> pl.Series:
    return numbers.set(numbers == missing, None)


def _levels(codes: pl.Series, levels: list[str]) -> pl.Series:
    """Return the text of a factor: its codes count its levels from 1."""
    if codes.drop_nulls().is_between(1, len(levels)).all():
        return pl.Series(levels, dtype=pl.String).gather(codes - 1)
    raise UnreadError(unreadable.CUT_OFF())


def _times(seconds: pl.Series, zone: list[str]) -> pl.Series:
    """Return times as R shows them; of a zone that is not named, or not known, in UTC."""
    if not (seconds.abs() < _LATEST).all():
        raise UnreadError(unreadable.CUT_OFF())
    times = (seconds * 1e6).round().cast(pl.Int64).cast(pl.Datetime("us"))
    try:
        named = times.dt.replace_time_zone("UTC").dt.convert_time_zone((zone or ["UTC"])[0])
    except (pl.exceptions.PolarsError, ValueError):
        return times
    return named.dt.replace_time_zone(None)
