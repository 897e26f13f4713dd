"""Put data sets into the store, and take away what nothing names."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.errors import MaliCliError
from ..version import __version__
from . import parquet
from .atomic import discard, is_temporary, move, temporary
from .files import digest
from .manifest import DATA_FILE, Draft, Manifest
from .problems import writing
from .records import files_in, load

if TYPE_CHECKING:
    import polars as pl


def collect(sets: Path, data: Path) -> None:
    """Delete what dead writers left, and data files that no manifest names.

    While a manifest cannot be read, no data file is deleted: it may be the one that it names.
    On Windows a file that is being read stays until a later call.
    """
    with suppress(OSError, MaliCliError):  # a later writer clears away what this one cannot
        for path in [*sets.iterdir(), *data.iterdir()]:
            if is_temporary(path):
                discard(path)
        used = {manifest.file for path in files_in(sets) if (manifest := load(path))}
        for path in [*data.iterdir()]:
            if DATA_FILE.fullmatch(path.name) and path.name not in used:
                discard(path)


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
