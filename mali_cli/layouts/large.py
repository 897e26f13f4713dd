"""Events in a file too large for the memory: read in pieces, as regular files can be.

Only delimited text in the layout of GED that is regular in every piece is read so: ids, dates
written year first, the same columns and no event twice. Everything else is left to `read`, which
holds a file whole, and says what is wrong and in which line.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

import polars as pl

from ..model.errors import DamagedError
from .containers import MAX_RATIO, ZIP_FAULTS, only_data_file, packed_size
from .delimited import opened as opened_text
from .delimited import piece_of, width_of
from .pieces import head, pieces
from .raw import Raw
from .read import table_of
from .records import Text
from .table import Oddity, Table

LARGE = 512 << 20
"""Bytes of text from which a file is read in pieces; the whole GED 26.1 has 274 million."""
_EXAMPLES = 5
_NEEDS = {"id", "country_id", "date_start"}
_ZIP = b"PK\x03\x04"
_NOT_TEXT = (b"PAR1", b"{", b"[", b"\x1f\x8b")


class IrregularError(Exception):
    """A file that cannot be read in pieces: `read` tells what it is."""


def is_large(path: Path) -> bool:
    """Tell whether a file is to be read in pieces, as far as its size and first bytes say."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
            if start == _ZIP:
                with ZipFile(file) as archive:
                    member = only_data_file(archive, str(path))
                    return _is_large_member(member, path.stat().st_size)
        return path.stat().st_size >= LARGE and not start.startswith(_NOT_TEXT)
    except (DamagedError, *ZIP_FAULTS):
        return False


def _is_large_member(member: ZipInfo, archive: int) -> bool:
    return LARGE <= member.file_size <= MAX_RATIO * packed_size(member, archive)


@dataclass
class LargeFile:
    """A large file on its way through: its pieces, and what is gathered from them."""

    path: Path
    folder: Path
    first: Table | None = None
    height: int = 0
    sha256: str = ""
    size: int = 0
    _ids: list[pl.Series] = field(default_factory=list)
    _oddities: dict[str, Oddity] = field(default_factory=dict)

    def tables(self) -> Iterator[Table]:
        """Give the rows of the file, a table a piece.

        Raises:
            IrregularError: a piece cannot be read for itself, or is unlike the first.
            OSError: the file cannot be read, or the folder not be written.
        """
        with self.path.open("rb") as file:
            self.sha256 = file_digest(file, "sha256").hexdigest()
            self.size = file.tell()
        source = self._unpacked()
        try:
            for table in _tables(source, str(self.path)):
                self._take(table)
                yield table
        except DamagedError as error:
            raise IrregularError(error.message) from None
        finally:
            if source != self.path:
                source.unlink()
        if pl.concat(self._ids).is_duplicated().any():
            raise IrregularError("ids repeat")

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was left out or read in a special way."""
        return self.first.remarks if self.first else ()

    @property
    def oddities(self) -> tuple[Oddity, ...]:
        """What is odd in the rows."""
        return tuple(self._oddities.values())

    def _take(self, table: Table) -> None:
        first = self.first = self.first or table
        known = (first.dataset, first.layout, first.frame.schema, first.release, first.remarks)
        if known != (
            *(table.dataset, table.layout, table.frame.schema, table.release, table.remarks),
        ):
            raise IrregularError("the pieces are unlike")
        if not set(table.frame.columns) >= _NEEDS or any(_counted(r) for r in table.remarks):
            raise IrregularError("its columns, dates or numbers can only be told from the whole")
        self.height += table.height
        self._ids.append(table.frame["id"])
        for oddity in table.oddities:
            self._add(oddity)

    def _add(self, oddity: Oddity) -> None:
        before = self._oddities.get(oddity.kind, Oddity(oddity.kind, 0, ()))
        examples = (*before.examples, *oddity.examples)[:_EXAMPLES]
        self._oddities[oddity.kind] = Oddity(oddity.kind, before.count + oddity.count, examples)

    def _unpacked(self) -> Path:
        with self.path.open("rb") as file:
            if file.read(4) != _ZIP:
                return self.path
            try:
                return self._member_of(file)
            except ZIP_FAULTS as error:
                raise IrregularError(str(error)) from error

    def _member_of(self, file: BinaryIO) -> Path:
        target = self.folder / "text"
        with ZipFile(file) as archive:
            member = only_data_file(archive, str(self.path))
            with archive.open(member) as stream, target.open("wb") as text:
                shutil.copyfileobj(stream, text, 1 << 20)
        return target


def _counted(remark: str) -> bool:
    """Tell whether a remark is about the form of all cells: dates, whole numbers."""
    return remark.startswith(("dates ", "whole numbers "))


def _tables(path: Path, name: str) -> Iterator[Table]:
    with path.open("rb") as file:
        text, names = opened_text(head(file), name)
    width = width_of(text, len(names))
    for content in pieces(path, text.skip):
        yield table_of(_raw(text, names, width, content), "", 0)


def _raw(text: Text, names: tuple[str, ...], width: int, content: bytes) -> Raw:
    raw = None if b"\0" in content else piece_of(text, names, width, content)
    if raw is None:
        raise IrregularError("its records do not fit the header")
    return raw
