"""Opening the rows of a set, and comparing its file with what was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from . import parquet
from .files import digest
from .manifest import Manifest
from .problems import cannot_read, damaged

if TYPE_CHECKING:
    import polars as pl


def rows_of(manifest: Manifest, path: Path) -> pl.LazyFrame:
    """Return the rows of a set from its file.

    Raises:
        DamagedError: the file is missing, cut, not Parquet, or has other columns.
        OutputError: it cannot be opened.
    """
    try:
        return parquet.scan(path, manifest.file_size, manifest.columns)
    except FileNotFoundError:
        raise damaged(manifest, path, "the file is missing") from None
    except parquet.NotReadableError as error:
        raise damaged(manifest, path, str(error)) from None
    except OSError as error:
        raise cannot_read(path, error, manifest) from error


def problems_of(manifest: Manifest, path: Path) -> tuple[str, ...]:
    """Compare a file with its manifest: bytes, sha256, columns and rows; nothing if it is fine."""
    try:
        size, sha256 = path.stat().st_size, digest(path)
    except FileNotFoundError:
        return ("the file is missing",)
    except OSError as error:
        return (cannot_read(path, error).message,)
    problems = []
    if size != manifest.file_size:
        problems.append(f"the file has {size:,} bytes, {manifest.file_size:,} were written")
    if sha256 != manifest.file_sha256:
        problems.append("the file's sha256 is not that of what was written")
    return (*problems, *_row_problems(manifest, path, size))


def _row_problems(manifest: Manifest, path: Path, size: int) -> tuple[str, ...]:
    try:
        rows = parquet.count(parquet.scan(path, size, manifest.columns))
    except (parquet.NotReadableError, OSError) as error:
        return (f"the file cannot be read: {error}",)
    if rows != manifest.rows:
        return (f"the file has {rows:,} rows, {manifest.rows:,} were written",)
    return ()
