"""Bringing rows into the store: a Parquet file under the name of its content."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..version import __version__
from . import parquet
from .files import digest, discard, move, temporary
from .manifest import Draft, Manifest
from .problems import writing

if TYPE_CHECKING:
    import polars as pl

_LENGTHS = (16, 24, 32)


def keep(rows: pl.DataFrame | pl.LazyFrame, draft: Draft, folder: Path) -> Manifest:
    """Write rows under the name of their content, unless they are there; return their manifest.

    Raises:
        OutputError: they cannot be written; nothing is left of them.
    """
    part = temporary(folder / "rows")
    try:
        with writing(folder):
            parquet.write(rows, part)
            sha256, size = digest(part), part.stat().st_size
            written = parquet.scan(part, size)
            height, columns = parquet.count(written), tuple(written.collect_schema())
            path = _place(part, sha256)
    finally:
        discard(part)
    return Manifest(
        **{key: getattr(draft, key) for key in Draft.__dataclass_fields__},
        rows=height,
        columns=columns,
        created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        program=f"mali-cli {__version__}",
        file=path.name,
        file_sha256=sha256,
        file_size=size,
    )


def _place(part: Path, sha256: str) -> Path:
    """Move a file to its name; to a longer one where Windows keeps a damaged file in its way."""
    for length in _LENGTHS:
        path = part.with_name(f"{sha256[:length]}.parquet")
        if path.is_file() and digest(path) == sha256:
            return path
        try:
            move(part, path)
        except PermissionError:
            if not path.exists() or length == _LENGTHS[-1]:
                raise
        else:
            return path
    raise AssertionError("the loop returns or raises")
