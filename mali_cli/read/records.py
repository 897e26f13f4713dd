"""Delimited text read record by record with Python's csv module: slow, but it knows the line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import NamedTuple

import polars as pl

from ..frozen import frozen
from ..model.errors import DamagedError
from ..words import remarking, unreadable
from ..words.message import Said
from .raw import numbered, quoted
from .table import BOM

_LONE_CR, _MARK = re.compile(r"\r(?=[^\n])"), "\ufdd0"
"""A CR that ends no line is part of its cell, which Python's csv module cannot read unquoted."""
_BATCH = 20_000
"""Records that are held as Python lists at a time: some 100 MB of the whole GED."""


class Record(NamedTuple):
    """One record: the line that it begins in, and its cells."""

    line: int
    fields: list[str]


@frozen
class Text:
    """A delimited file: its bytes (UTF-8), its delimiter, its header and where that ends."""

    content: bytes
    name: str
    delimiter: str
    header: tuple[str, ...]
    skip: int
    remarks: tuple[Said, ...] = ()

    @classmethod
    def open(cls, content: bytes, name: str, delimiter: str) -> Text:
        """Read the header with this delimiter; an unreadable one has no names."""
        text = cls(content, name, delimiter, (), 0)
        try:
            reader = csv.reader(text.physical_lines(), delimiter=delimiter, strict=True)
            names = next(reader, [])
        except csv.Error:
            return text
        return replace(text, header=tuple(names), skip=reader.line_num)

    @property
    def head(self) -> bytes:
        """The bytes of the header."""
        return b"".join(line for _, line in zip(range(self.skip), self._bytes(), strict=False))

    def without_header(self, remark: Said) -> Text:
        """Return the same text, read from its first line on."""
        return replace(self, header=(), skip=0, remarks=(*self.remarks, remark))

    def physical_lines(self) -> Iterator[str]:
        """Return the lines, split at LF only, as an editor counts them.

        Raises:
            DamagedError: a line is not UTF-8.
        """
        for number, line in enumerate(self._bytes(), 1):
            try:
                text = line.decode()
            except UnicodeDecodeError as error:
                byte = f"{error.object[error.start]:#x}"
                raise DamagedError(
                    unreadable.LINE_NOT_UTF8(file=self.name, line=number, byte=byte)
                ) from error
            text = text.removeprefix(BOM) if number == 1 else text
            yield _LONE_CR.sub(_MARK, text) if "\r" in text else text

    def records(self) -> Iterator[Record]:
        """Return the records below the header, blank lines as records without cells.

        Raises:
            DamagedError: a quote is wrong or never closed, or a line is not UTF-8.
        """
        reader = csv.reader(self.physical_lines(), delimiter=self.delimiter, strict=True)
        begins = 1
        try:
            for fields in reader:
                if begins > self.skip:
                    yield Record(begins, [cell.replace(_MARK, "\r") for cell in fields])
                begins = reader.line_num + 1
        except csv.Error as error:
            raise DamagedError(_fault(str(error), self.name, begins)) from error

    def _bytes(self) -> Iterator[bytes]:
        return iter(BytesIO(self.content))


def read_records(text: Text, width: int) -> tuple[pl.DataFrame, list[int], tuple[Said, ...]]:
    """Read every record, and the line that it begins in; blank lines are skipped with a remark.

    Raises:
        DamagedError: a record has not as many fields as the header names, or a quote is wrong.
    """
    fitting = (record for record in text.records() if _fits(text, record, width))
    parts, lines, blank = [pl.DataFrame(schema=numbered(width))], [], 0
    while batch := list(islice(fitting, _BATCH)):
        kept = [record for record in batch if record.fields]
        blank += len(batch) - len(kept)
        lines += [record.line for record in kept]
        columns = zip(*(record.fields for record in kept), strict=True)
        parts.append(pl.DataFrame({str(at): list(cells) for at, cells in enumerate(columns)}))
    remarks = (remarking.BLANK_LINES(lines=blank),) if blank else ()
    return pl.concat([part for part in parts if part.width]), lines, remarks


def lines_of(text: Text, rows: Sequence[int]) -> list[int]:
    """Return the lines in which these records begin (rows counted from 0)."""
    wanted, found = set(rows), {}
    for row, record in enumerate(text.records()):
        if row in wanted:
            found[row] = record.line
            if len(found) == len(wanted):
                break
    return [found[row] for row in rows]


def _fault(message: str, file: str, line: int) -> Said:
    if "unexpected end" in message or "field limit" in message:
        return unreadable.QUOTE_NOT_CLOSED(file=file, line=line)
    return unreadable.QUOTE_CLOSED_EARLY(file=file, line=line)


def _fits(text: Text, record: Record, width: int) -> bool:
    found = len(record.fields)
    if not found or found == width:
        return True
    message = unreadable.MORE_FIELDS if found > width else unreadable.FEWER_FIELDS
    raise DamagedError(
        message(
            file=text.name,
            line=record.line,
            fields=found,
            named=len(text.header) or width,
            cells=quoted(text.delimiter.join(record.fields[:3])),
        )
    )
