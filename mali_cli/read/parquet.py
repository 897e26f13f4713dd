"""Parquet: columns of a data set with dtypes that fit, or GED-like tables of one's own.

A file is first tried in a process of its own: damage in a page can make polars ask for 2^61 bytes,
and that ends a process at once.
"""

from __future__ import annotations

from io import BytesIO

import polars as pl

from ..model.errors import DamagedError
from ..words import unreadable
from ..words.message import Said
from .apart import tried_apart
from .raw import Raw, by_row

MAGIC = b"PAR1"
FEW = 1 << 20
"""Rows below which it is not looked at how many bytes they take."""
_FAULTS = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError)
_KEPT = (pl.Int64, pl.Float64, pl.Boolean, pl.Date, pl.String)
_EXACT = 2**53
"""Whole numbers below this are kept exactly as decimal ones."""
_TIME = "%Y-%m-%dT%H:%M:%S%.9f"
_TRIAL = f"""
from io import BytesIO
import polars as pl
sound = BytesIO()
pl.DataFrame({{"a": [1]}}).write_parquet(sound)
assert pl.scan_parquet(BytesIO(sound.getvalue())).select(pl.len()).collect().item() == 1
assert pl.read_parquet(BytesIO(sound.getvalue())).height == 1
sys.stdout.buffer.write(b"begun\\n")
sys.stdout.flush()
content = sys.stdin.buffer.read()
try:
    rows = pl.scan_parquet(BytesIO(content)).select(pl.len()).collect().item()
    if rows > max({FEW}, len(content)):
        print(rows)
    else:
        pl.read_parquet(BytesIO(content))
except (pl.exceptions.PolarsError, OSError, ValueError):
    pass
"""
"""What it cannot do with a sound file says nothing of the one that is tried; what polars refuses in
the usual way it will refuse again: that error says more."""


def read_parquet(content: bytes, name: str) -> Raw:
    """Read a Parquet file; columns of other dtypes become text, to be cast with the usual rules.

    Raises:
        DamagedError: it is damaged, a bomb, has no rows, or holds lists, structs or bytes.
    """
    if fault := fault_of(content, name):
        raise DamagedError(fault)
    try:
        frame = pl.read_parquet(BytesIO(content))
        plain = [plain_column(column, name) for column in frame.iter_columns()]
    except _FAULTS as error:
        raise DamagedError(
            unreadable.PARQUET_DAMAGED_BY(file=name, why=_first_line(error))
        ) from error
    if frame.is_empty():
        raise DamagedError(unreadable.NO_ROWS(file=name))
    numbered = pl.DataFrame([column.alias(str(at)) for at, column in enumerate(plain)])
    names = tuple(frame.columns)
    return Raw(name, "Parquet", names, numbered, by_row, "row")


def plain_column(column: pl.Series, name: str) -> pl.Series:
    """Return a column of numbers, truths or dates as such, and all others as text.

    Raises:
        DamagedError: it holds lists, structs, bytes or times without a day.
    """
    dtype = column.dtype
    if dtype.is_nested() or dtype in (pl.Binary, pl.Object, pl.Duration, pl.Time):
        raise DamagedError(unreadable.WRONG_DTYPE(file=name, column=column.name, dtype=dtype))
    if dtype.is_float():
        return column.cast(pl.Float64).fill_nan(None)
    if dtype in _KEPT:
        return column
    if isinstance(dtype, pl.Datetime):
        return column.dt.to_string(_TIME)
    return column.cast(pl.String)


def whole_numbers(column: pl.Series) -> pl.Series:
    """Return decimal numbers that are all whole as whole ones: programs that keep all so."""
    if column.dtype != pl.Float64:
        return column
    known = column.drop_nulls()
    fits = (
        known.is_finite().all() and (known.abs() < _EXACT).all() and (known == known.floor()).all()
    )
    return column.cast(pl.Int64) if fits else column


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0][:120]


def fault_of(content: bytes, file: str) -> Said | None:
    """Say why a Parquet file cannot be read here at all; None where it can.

    A file of more rows than bytes is a bomb: each row of UCDP's takes more than a byte.

    Raises:
        MachineError: the machine lacks the processes, threads or memory to try it.
    """
    tried = tried_apart(_TRIAL, content, file)
    if tried is None:
        return None
    rows = tried.out.decode()
    if rows.strip():
        return unreadable.TOO_MANY_ROWS(file=file, rows=int(rows), bytes=len(content))
    return unreadable.PARQUET_DAMAGED(file=file) if tried.broke else None
