"""Parquet: columns of a data set with dtypes that fit, or GED-like tables of one's own."""

from __future__ import annotations

from io import BytesIO

import polars as pl

from ..model.errors import DamagedError
from ..words import unreadable
from .raw import Raw
from .trial import fault_of

MAGIC = b"PAR1"
_FAULTS = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError)
_KEPT = (pl.Int64, pl.Float64, pl.Boolean, pl.Date, pl.String)
_TIME = "%Y-%m-%dT%H:%M:%S%.9f"


def read_parquet(content: bytes, name: str) -> Raw:
    """Read a Parquet file; columns of other dtypes become text, to be cast with the usual rules.

    Raises:
        DamagedError: it is damaged, a bomb, has no rows, or holds lists, structs or bytes.
    """
    if fault := fault_of(content, name):
        raise DamagedError(fault)
    try:
        frame = pl.read_parquet(BytesIO(content))
        plain = [_plain(column, name) for column in frame.iter_columns()]
    except _FAULTS as error:
        raise DamagedError(
            unreadable.PARQUET_DAMAGED_BY(file=name, why=_first_line(error))
        ) from error
    if frame.is_empty():
        raise DamagedError(unreadable.NO_ROWS(file=name))
    numbered = pl.DataFrame([column.alias(str(at)) for at, column in enumerate(plain)])
    names = tuple(frame.columns)
    return Raw(name, "Parquet", names, numbered, lambda at: [row + 1 for row in at], "row")


def _plain(column: pl.Series, name: str) -> pl.Series:
    dtype = column.dtype
    if dtype.is_nested() or dtype in (pl.Binary, pl.Object, pl.Duration, pl.Time):
        raise DamagedError(unreadable.PARQUET_DTYPE(file=name, column=column.name, dtype=dtype))
    if dtype.is_float():
        return column.cast(pl.Float64).fill_nan(None)
    if dtype in _KEPT:
        return column
    if isinstance(dtype, pl.Datetime):
        return column.dt.to_string(_TIME)
    return column.cast(pl.String)


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0][:120]
