"""Events in a large file: read in pieces, as regular files can be, with less time and memory.

Only text, delimited or JSON, that is regular in every piece is read so: keys, countries, dates
written year first, the same columns and no event twice. Everything else is left to `files`,
which holds a file whole, and says what is wrong and in which line.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, fields, replace
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO, TypeVar, cast
from zipfile import ZipFile, ZipInfo

import polars as pl

from ..datasets.registry import layout_of
from ..model.errors import DamagedError
from ..model.source import Oddity
from ..words import remarking
from .checks import Order
from .containers import (
    BOM,
    MAX_RATIO,
    OTHER_SUFFIXES,
    R_DATA,
    ZIP_FAULTS,
    check_text,
    is_json,
    only_data_file,
    packed_size,
)
from .delimited import Text, piece_of, width_of
from .delimited import opened as opened_text
from .identify import identify
from .json_text import CHUNK, JsonRows, is_cut_off
from .oddities import in_order
from .raw import START, Raw
from .table import About, LargeTable, Table, table_of

T = TypeVar("T")
PIECE = 24 << 20
"""Bytes of a piece: some 35,000 events. From 32 MiB on, the C library gives the memory back to the
system after each piece: 0.6 s more for the whole GED (measured with glibc)."""
LONGEST = 64 << 20
"""Bytes of a record beyond which there is none: a quote is never closed."""
_CHUNK = 1 << 18
"""Bytes read at a time: unpacked faster than more at once (measured)."""


def pieces(stream: BinaryIO, skip: int, size: int) -> Iterator[bytes]:
    """Give what stands below the first `skip` lines in pieces that end where a record ends.

    A line break ends a record if an even number of quotes stands before it (RFC 4180: a quote
    inside a cell is written twice). A record that is longer than a piece makes its piece longer.

    Raises:
        ValueError: a record is longer than `LONGEST`.
    """
    for _ in range(skip):
        stream.readline()
    rest = b""
    while len(content := _read(stream, rest, size)) > len(rest):
        end = _end_of_records(content)
        if end:
            yield content[:end]
        rest = content[end:]
        if len(rest) > LONGEST:
            raise ValueError("a record is far too long: a quote is never closed")
    if rest:
        yield rest


def ahead(found: Iterator[T]) -> Generator[T]:
    """Give the same, while a thread gets what follows: to unpack or sort needs no Python.

    To be closed where it is left early: Ctrl-C while it is collected would be lost, with a word.
    """
    with ThreadPoolExecutor(1) as thread:
        following = thread.submit(next, found, None)
        while (one := following.result()) is not None:
            following = thread.submit(next, found, None)
            yield one


def head(stream: BinaryIO, size: int = 1 << 20) -> bytes:
    """Return the first bytes of a file, up to the end of a line."""
    return stream.read(size) + stream.readline()


def _read(stream: BinaryIO, rest: bytes, size: int) -> bytes:
    """Return what is left of the piece before, and so many bytes more."""
    parts = [rest]
    while size > 0 and (part := stream.read(min(size, _CHUNK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _end_of_records(content: bytes) -> int:
    """Return where the last whole record ends; 0 if none does."""
    quotes = content.count(b'"')
    end = len(content)
    while (at := content.rfind(b"\n", 0, end)) >= 0:
        quotes -= content.count(b'"', at, end)
        if quotes % 2 == 0:
            return at + 1
        end = at
    return 0


IN_PIECES, LARGE = 64 << 20, 512 << 20
"""Bytes of text from which a file is read in pieces, and from which these do not stay in memory;
the whole GED 26.1 has 274 million."""
_EXAMPLES = 5
_OF_ALL_ROWS = {
    remarking.DAY_FIRST,
    remarking.MONTH_FIRST,
    remarking.WHOLE_NUMBERS,
    remarking.IDENTICAL_ROWS,
    remarking.MORE_IDENTICAL_ROWS,
}
"""Remarks on all rows: the form of their cells, those that repeat."""
_ZIP = b"PK\x03\x04"
_NOT_TEXT = (b"PAR1", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"<stata_dta>", *R_DATA)


class IrregularError(Exception):
    """A file that cannot be read in pieces: `files` tells what it is."""


def size_of_text(path: Path) -> int:
    """Return how many bytes of text a file holds, as far as its ends say; 0 of others.

    Nothing is read of a pipe, which would be gone for whoever reads it.
    """
    try:
        if not path.is_file():
            return 0
        with path.open("rb") as file:
            start, size = file.read(START), path.stat().st_size
            if start.startswith(_ZIP):
                with ZipFile(file) as archive:
                    return _unpacked_size(only_data_file(archive, str(path)), size)
            file.seek(max(0, size - START))
            cut = is_json(start) and is_cut_off(file.read(START))
        return 0 if cut or start.startswith(_NOT_TEXT) else size
    except (DamagedError, *ZIP_FAULTS):
        return 0


def _unpacked_size(member: ZipInfo, archive: int) -> int:
    bomb = member.file_size > MAX_RATIO * packed_size(member, archive)
    no_text = member.filename.lower().endswith(OTHER_SUFFIXES)
    return 0 if bomb or no_text else member.file_size


@dataclass
class LargeFile:
    """A large file on its way through: its pieces, and what is gathered from them."""

    path: Path
    first: Table | None = None
    height: int = 0
    sha256: str = ""
    size: int = 0
    _keys: list[pl.DataFrame] = field(default_factory=list)
    _oddities: dict[str, Oddity] = field(default_factory=dict)
    _order: Order = field(default_factory=Order)

    def tables(self) -> Generator[Table]:
        """Give the rows of the file, a table a piece; to be closed, should it not be gone through.

        Raises:
            IrregularError: a piece cannot be read for itself, or is unlike the first.
        """
        try:
            with self.path.open("rb") as file:
                self.sha256 = file_digest(file, "sha256").hexdigest()
                self.size = file.tell()
            with closing(self._raws()) as raws:
                for raw in raws:
                    table = table_of(raw, "", 0)
                    self._take(table)
                    yield table
            self._order.check(str(self.path))
        except (DamagedError, *ZIP_FAULTS) as error:
            raise IrregularError(str(error)) from error
        if not self._keys or pl.concat(self._keys).is_duplicated().any():
            raise IrregularError("there are no rows, or keys repeat")

    def _raws(self) -> Generator[Raw]:
        with _text_of(self.path) as stream:
            json = is_json(stream.read(START))
        return self._rows_of_json() if json else _records(self.path)

    def _rows_of_json(self) -> Generator[Raw]:
        """Give the rows of JSON; what it says of them may stand behind them."""
        with _text_of(self.path) as stream:
            rows = JsonRows(stream, str(self.path), min(PIECE, CHUNK))
            for raw in rows.pieces(PIECE):
                yield raw
        named, first = identify(rows.told(raw)), self._first()
        if named.layout != first.layout:
            raise IrregularError("what it is can only be told from the whole")
        release = first.release if _by_change(first) else named.release
        self.first = replace(first, release=release, window=named.window, remarks=named.remarks)

    def table(self) -> Table:
        """Return the whole in memory.

        Raises:
            IrregularError: it cannot be read in pieces.
        """
        with closing(self.tables()) as tables:
            frame = pl.concat([table.frame for table in tables])
        return replace(self._told(), frame=frame)

    def large_table(self, rows: pl.LazyFrame, in_order: pl.LazyFrame) -> LargeTable:
        """Return the whole, once `tables` is through: `rows` are where these were put."""
        told = self._told()
        known = {one.name: getattr(told, one.name) for one in fields(About)}
        return LargeTable(**known, rows=rows, in_order=in_order, height=self.height)

    def _first(self) -> Table:
        if self.first is None:
            raise IrregularError("there are no rows")
        return self.first

    def _told(self) -> Table:
        """Return the first piece with what is known of all."""
        odd = in_order(self._oddities.values())
        return replace(self._first(), sha256=self.sha256, size=self.size, oddities=odd)

    def _take(self, table: Table) -> None:
        first = self.first = self.first or table
        if _about(first) != _about(table):
            raise IrregularError("the pieces are unlike")
        if _by_change(table):
            self.first = replace(first, release=_newest(first.release, table.release))
        layout, columns = layout_of(table.dataset, table.frame.columns), set(table.frame.columns)
        if not layout.of_events or not layout.key or not {*layout.key, "country_id"} <= columns:
            raise IrregularError("its rows are no events with a key and a country")
        if any(remark.message in _OF_ALL_ROWS for remark in table.remarks):
            raise IrregularError("its dates or numbers can only be told from the whole")
        self.height += table.height
        self._keys.append(table.frame.select(layout.key))
        self._order.add(table.dataset, table.frame)
        for oddity in table.oddities:
            self._add(oddity)

    def _add(self, oddity: Oddity) -> None:
        before = self._oddities.get(oddity.kind, Oddity(oddity.kind, 0))
        examples = (*before.examples, *oddity.examples)[:_EXAMPLES]
        self._oddities[oddity.kind] = Oddity(oddity.kind, before.count + oddity.count, examples)


def _about(table: Table) -> tuple[object, ...]:
    """Return what all pieces of a file have in common."""
    release = None if _by_change(table) else table.release
    schema = table.frame.schema
    return table.dataset, table.layout, schema, release, table.window, table.remarks


def _by_change(table: Table) -> bool:
    """Return whether the release is the day of the newest change of a row."""
    return layout_of(table.dataset, table.frame.columns).changed in table.frame.columns


def _newest(one: str | None, other: str | None) -> str | None:
    """Return the later of two days (year first); None where one is not known."""
    return max(one, other) if one and other else None


def _records(path: Path) -> Generator[Raw]:
    with _text_of(path) as stream:
        start = head(stream)
    check_text(start, str(path))
    text, names = opened_text(start, str(path))
    width = width_of(text, len(names))
    with _text_of(path) as stream, closing(ahead(pieces(stream, text.skip, PIECE))) as found:
        for content in found:
            yield _raw(text, names, width, content)


@contextmanager
def _text_of(path: Path) -> Iterator[BinaryIO]:
    """Open the text, out of the zip if it is in one."""
    with path.open("rb") as file:
        if file.read(4) != _ZIP:
            file.seek(0)
            yield file
            return
        archive = ZipFile(file)
        with archive, archive.open(only_data_file(archive, str(path))) as stream:
            yield cast("BinaryIO", stream)


def _raw(text: Text, names: tuple[str, ...], width: int, content: bytes) -> Raw:
    lost = content.startswith(BOM) or b"\0" in content  # Polars takes a BOM that begins a piece
    raw = None if lost else piece_of(text, names, width, content)
    if raw is None:
        raise IrregularError("its records do not fit the header")
    return raw
