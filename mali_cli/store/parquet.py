"""Data sets as Parquet, written, read and checked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..words import storing
from ..words.message import Said
from .files import digest
from .manifest import Manifest
from .problems import cannot_read, damaged, disk_errors

if TYPE_CHECKING:
    import polars as pl

ROW_GROUP, GROUPS = 25_000, 256
"""Rows of a group, and groups of a file, beyond which they grow: of GED's seventeen a query for one
country reads one or two, and what is known of each is read every time."""
LEVEL = 1
"""Of zstd: 3, its default, takes a fifth longer for 3% smaller files (measured on events)."""
_MAGIC = b"PAR1"


class NotReadableError(Exception):
    """A file that is not the Parquet file that was written."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


def ordered(frame: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame:
    """Return the rows by country, then day or year, then id, as far as there are such columns."""
    import polars as pl

    rows = frame.collect() if isinstance(frame, pl.LazyFrame) else frame
    day = "date_start" if "date_start" in rows.columns else "year"
    keys = [key for key in ("country_id", day, "id") if key in rows.columns]
    return rows.sort(keys, maintain_order=True) if keys else rows


def write(rows: pl.DataFrame | pl.LazyFrame, path: Path) -> None:
    """Write rows to a new file; those of a lazy frame as they come, without holding them all.

    Raises:
        OSError: it cannot be written.
    """
    rows = rows.lazy()
    with disk_errors():
        rows.sink_parquet(
            path,
            compression="zstd",
            compression_level=LEVEL,
            statistics=True,
            row_group_size=max(ROW_GROUP, count(rows) // GROUPS),
            maintain_order=True,
        )


def scan(path: Path, size: int, columns: tuple[str, ...] | None = None) -> pl.LazyFrame:
    """Open a file lazily; it stays open, so that it may be deleted before the rows are read.

    Raises:
        NotReadableError: it is cut, not Parquet, or has other columns.
        OSError: it is missing, or cannot be opened.
    """
    import polars as pl

    try:
        with path.open("rb") as file:
            _check_ends(file, size)
            frame = pl.scan_parquet(file)
        found = tuple(frame.collect_schema())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise NotReadableError(storing.NOT_PARQUET_BUT(why=_first_line(error))) from None
    if columns is not None and found != columns:
        raise NotReadableError(storing.OTHER_COLUMNS())
    return frame


def count(frame: pl.LazyFrame) -> int:
    """Return the number of rows that a file says it has."""
    import polars as pl

    return int(frame.select(pl.len()).collect().item())


def _first_line(error: BaseException) -> str:
    """Return what polars says, without its explanations."""
    return (str(error).splitlines() or [type(error).__name__])[0]


def _check_ends(file: IO[bytes], size: int) -> None:
    found = os.fstat(file.fileno()).st_size
    if found != size:
        raise NotReadableError(storing.OTHER_SIZE(size=found, written=size))
    head = file.read(len(_MAGIC))
    file.seek(max(0, size - len(_MAGIC)))
    tail = file.read()
    file.seek(0)
    if (head, tail) != (_MAGIC, _MAGIC):
        raise NotReadableError(storing.NOT_PARQUET())


def rows_of(manifest: Manifest, path: Path) -> pl.LazyFrame:
    """Return the rows of a set from its file.

    Raises:
        DamagedError: the file is missing, cut, not Parquet, or has other columns.
        OutputError: it cannot be opened.
    """
    try:
        return scan(path, manifest.file_size, manifest.columns)
    except FileNotFoundError:
        raise damaged(manifest, path, storing.FILE_MISSING()) from None
    except NotReadableError as error:
        raise damaged(manifest, path, error.said) from None
    except OSError as error:
        raise cannot_read(path, error, manifest) from error


def problems_of(manifest: Manifest, path: Path) -> tuple[Said, ...]:
    """Compare a file with its manifest: bytes, sha256, columns and rows; nothing if it is fine."""
    try:
        size, sha256 = path.stat().st_size, digest(path)
    except FileNotFoundError:
        return (storing.FILE_MISSING(),)
    except OSError as error:
        return (cannot_read(path, error).said,)
    problems = []
    if size != manifest.file_size:
        problems.append(storing.FILE_OF_OTHER_SIZE(size=size, written=manifest.file_size))
    if sha256 != manifest.file_sha256:
        problems.append(storing.OTHER_SHA256())
    return (*problems, *_row_problems(manifest, path, size))


def _row_problems(manifest: Manifest, path: Path, size: int) -> tuple[Said, ...]:
    try:
        rows = count(scan(path, size, manifest.columns))
    except (NotReadableError, OSError) as error:
        return (storing.FILE_NOT_READ(why=error),)
    if rows != manifest.rows:
        return (storing.OTHER_ROWS(rows=rows, written=manifest.rows),)
    return ()
