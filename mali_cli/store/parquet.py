"""Data sets as Parquet under the names of their content: kept, read, checked, and collected."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..model.errors import MaliCliError
from ..version import __version__
from ..words import storing
from ..words.message import Said
from .atomic import discard, is_temporary, move, temporary
from .manifest import DATA_FILE, Draft, Manifest
from .problems import cannot_read, damaged, disk_errors, writing
from .records import SUFFIX, listing, load

if TYPE_CHECKING:
    import polars as pl

ROW_GROUP, GROUPS = 25_000, 256
"""Rows of a group, and groups of a file, beyond which they grow: of GED's seventeen a query for one
country reads one or two, and what is known of each is read every time."""
LEVEL = 1
"""Of zstd: 3, its default, takes a fifth longer for 3% smaller files (measured on events)."""
_MAGIC = b"PAR1"
_LENGTHS = (16, 24, 32)


class NotReadableError(Exception):
    """A file that is not the Parquet file that was written."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


def keep(
    rows: pl.DataFrame | pl.LazyFrame, draft: Draft, folder: Path, height: int | None = None
) -> Manifest:
    """Write rows under the name of their content, unless they are there; return their manifest.

    `height` is how many they are, where to count them would be to read them.

    Raises:
        OutputError: they cannot be written; nothing is left of them.
    """
    part = temporary(folder / "rows")
    try:
        with writing(folder):
            write(rows, part, height)
            sha256, size = digest(part), part.stat().st_size
            written = scan(part, size)
            height, columns = count(written), tuple(written.collect_schema())
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


def digest(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def ordered(frame: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame:
    """Return the rows by country, then day or year, then id, as far as there are such columns."""
    import polars as pl

    rows = frame.collect() if isinstance(frame, pl.LazyFrame) else frame
    day = "date_start" if "date_start" in rows.columns else "year"
    keys = [key for key in ("country_id", day, "id") if key in rows.columns]
    return rows.sort(keys, maintain_order=True) if keys else rows


def write(rows: pl.DataFrame | pl.LazyFrame, path: Path, height: int | None = None) -> None:
    """Write rows to a new file; those of a lazy frame as they come, without holding them all.

    Raises:
        OSError: it cannot be written.
    """
    rows = rows.lazy()
    height = count(rows) if height is None else height
    with disk_errors():
        rows.sink_parquet(
            path,
            compression="zstd",
            compression_level=LEVEL,
            statistics=True,
            row_group_size=max(ROW_GROUP, height // GROUPS),
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
        raise cannot_read(path, error, manifest.name) from error


def problems_of(manifest: Manifest, path: Path) -> tuple[Said, ...]:
    """Compare a file with its manifest: bytes, sha256, columns and rows; nothing if it is fine.

    Raises:
        OutputError: the file cannot be read, so that nothing is known of it.
    """
    try:
        size, sha256 = path.stat().st_size, digest(path)
        rows = _row_problems(manifest, path, size)
    except FileNotFoundError:
        return (storing.FILE_MISSING(),)
    except OSError as error:
        raise cannot_read(path, error, manifest.name) from error
    problems = []
    if size != manifest.file_size:
        problems.append(storing.FILE_OF_OTHER_SIZE(size=size, written=manifest.file_size))
    if sha256 != manifest.file_sha256:
        problems.append(storing.OTHER_SHA256())
    return (*problems, *rows)


def _row_problems(manifest: Manifest, path: Path, size: int) -> tuple[Said, ...]:
    try:
        rows = count(scan(path, size, manifest.columns))
    except NotReadableError as error:
        return (storing.FILE_NOT_READ(why=error),)
    if rows != manifest.rows:
        return (storing.OTHER_ROWS(rows=rows, written=manifest.rows),)
    return ()


def _named_in(path: Path) -> list[str]:
    """Return the data files that a file names; none of what is no file."""
    return DATA_FILE.findall(path.read_text(errors="replace")) if path.is_file() else []


def collect(sets: Path, data: Path) -> None:
    """Delete what dead writers left, and data files that no manifest names.

    While a manifest cannot be read, no data file is deleted: it may be the one that it names. Nor
    is one that a copy of a manifest names, or what a newer version may keep in another form.
    On Windows a file that is being read stays until a later call.
    """
    with suppress(OSError, MaliCliError):  # a later writer clears away what this one cannot
        for path in [*sets.iterdir(), *data.iterdir()]:
            if is_temporary(path):
                discard(path)
        files, others = listing(sets)
        used = {manifest.file for path in files if (manifest := load(path))}
        copies = (sets / name for name in others)
        used.update(*(_named_in(path) for path in copies if path.suffix == SUFFIX))
        for path in [*data.iterdir()]:
            if DATA_FILE.fullmatch(path.name) and path.name not in used:
                discard(path)
