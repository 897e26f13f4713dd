"""Parquet: columns of a data set with dtypes that fit, or GED-like tables of one's own.

A file is first tried in a process of its own: damage in a page can make polars ask for 2^61 bytes,
and that ends a process at once; other damage makes it write lines of its own on stderr. Neither can
be caught where it happens.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import BytesIO

import polars as pl

from ..model.errors import DamagedError, MachineError, other_settings
from ..words import ending, unreadable
from ..words.message import Said
from .raw import Raw, by_row

MAGIC = b"PAR1"
KILLED = 9
"""The signal with which a system short of memory ends a process."""
FEW = 1 << 20
"""Rows below which it is not looked at how many bytes they take."""
_FAULTS = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError)
_KEPT = (pl.Int64, pl.Float64, pl.Boolean, pl.Date, pl.String)
_TIME = "%Y-%m-%dT%H:%M:%S%.9f"
_TRIAL = f"""
import sys
sys.path[:] = sys.argv[1:]
from io import BytesIO
import polars as pl
sound = BytesIO()
pl.DataFrame({{"a": [1]}}).write_parquet(sound)
assert pl.scan_parquet(BytesIO(sound.getvalue())).select(pl.len()).collect().item() == 1
assert pl.read_parquet(BytesIO(sound.getvalue())).height == 1
print("begun", flush=True)
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
_NO_MEMORY = re.compile(rb"memory allocation of (\d+) bytes failed")
_WITHIN_REASON = 1 << 40
"""Bytes of memory that a sound file may need; damage asks for more."""


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
    return Raw(name, "Parquet", names, numbered, by_row, "row")


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


def fault_of(content: bytes, file: str) -> Said | None:
    """Say why a Parquet file cannot be read here at all; None where it can.

    A file of more rows than bytes is a bomb: each row of UCDP's takes more than a byte.

    Raises:
        MachineError: the machine lacks the processes, threads or memory to try it.
    """
    if not sys.executable:
        return None
    try:
        tried = subprocess.run(  # noqa: S603 - this Python, and code of this module
            [sys.executable, "-c", _TRIAL, *sys.path],
            input=content,
            capture_output=True,
            check=False,
            env={**os.environ, "RUST_BACKTRACE": "0"},
        )
    except OSError as error:
        raise _untried(file, (error.strerror or str(error)).lower()) from None
    begun, _, rows = tried.stdout.decode().partition("\n")
    if begun.strip() != "begun" and _is_python(tried):
        raise _untried(file, _last_line(tried.stderr))
    if begun.strip() != "begun":
        return None
    asked = _NO_MEMORY.search(tried.stderr)
    if tried.returncode == -KILLED or (asked and int(asked[1]) < _WITHIN_REASON):
        raise MachineError(ending.NO_MEMORY_FOR(file=file))
    if rows.strip():
        return unreadable.PARQUET_TOO_LARGE(file=file, rows=int(rows), bytes=len(content))
    if tried.returncode or b"panicked" in tried.stderr:
        return unreadable.PARQUET_DAMAGED(file=file)
    return None


def _untried(file: str, why: str) -> MachineError:
    return MachineError(ending.NO_TRIAL(file=file, why=why), other_settings())


def _is_python(tried: subprocess.CompletedProcess[bytes]) -> bool:
    """Return whether a process that ended early was a Python, and not a program that holds one."""
    return tried.returncode < 0 or b"Traceback" in tried.stderr or b"panicked" in tried.stderr


def _last_line(text: bytes) -> str:
    return (text.decode(errors="replace").strip().splitlines() or [""])[-1][:200]
