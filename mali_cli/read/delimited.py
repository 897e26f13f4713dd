"""CSV and its relatives: find the delimiter from the header, read all cells as text.

polars reads fast and is strict about quotes and surplus fields, but fills rows that are too short
with nulls, without a word. So the delimiters in the file are counted: those between cells and
those inside must add up. Where they don't, or polars refuses, Python's csv module reads the file
record by record: slowly, but it says what is wrong and in which line, or gets it right.

Cells stay as they are: spaces, line breaks and BOM characters inside them are kept.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import islice
from typing import NamedTuple

import polars as pl

from ..datasets.declaration import DataSet, FileLayout
from ..datasets.registry import data_sets, plain, told_by
from ..frozen import frozen
from ..model.errors import DamagedError
from ..words import remarking, unreadable
from ..words.message import Said
from .foreign import refuse_foreign
from .raw import BOM, FETCH, Places, Raw, known, numbered, quoted, repeated

_ENCODINGS = {"utf-8": "", "cp1252": "Windows-1252 (Latin-1)", "latin-1": "Latin-1"}
DELIMITERS = (",", ";", "\t", "|")
_SPOKEN = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_FAULTS = (pl.exceptions.PolarsError, pl.exceptions.PanicException, UnicodeError)
_LONE_CR, _MARK = re.compile(r"\r(?=[^\n])"), "\ufdd0"
"""A CR that ends no line is part of its cell, which Python's csv module cannot read unquoted."""
_BATCH = 20_000
"""Records that are held as Python lists at a time: some 100 MB of the whole GED."""


def read_delimited(content: bytes, name: str) -> Raw:
    """Read text with one record a line, or more lines where cells are quoted.

    Raises:
        DamagedError: no header of a UCDP data set, or records that do not fit the header.
    """
    text, names = opened(content, name)
    width = width_of(text, len(names))
    frame = _read_fast(text, names, width)
    if frame is not None:
        return _raw(text, names, width, frame, partial(lines_of, text))
    frame, lines, blanks = read_records(text, width)
    raw = _raw(text, names, width, frame, partial(_picked, lines))
    return replace(raw, remarks=(*raw.remarks, *blanks))


def piece_of(text: Text, names: tuple[str, ...], width: int, content: bytes) -> Raw | None:
    """Read whole records from below the header of a text; None where they do not fit it.

    Lines are counted from the first of `content`.
    """
    piece = replace(text, content=content, skip=0)
    frame = _read_fast(piece, names, width)
    return None if frame is None else _raw(piece, names, width, frame, partial(lines_of, piece))


def _raw(text: Text, names: tuple[str, ...], width: int, frame: pl.DataFrame, lines: Places) -> Raw:
    kind = "CSV" if text.delimiter == "," else f"text with {_SPOKEN[text.delimiter]}"
    names = names if width == len(names) else (*names, "")
    return Raw(text.name, kind, names, frame, lines, remarks=text.remarks)


def _picked(lines: Sequence[int], rows: Sequence[int]) -> list[int]:
    return [lines[row] for row in rows]


def opened(content: bytes, name: str) -> tuple[Text, tuple[str, ...]]:
    """Find the delimiter that makes the most of the header, and the names in it.

    Raises:
        DamagedError: no header of a UCDP data set.
    """
    text = max(
        (Text.open(content, name, delimiter) for delimiter in DELIMITERS),
        key=lambda text: known(text.header),
    )
    refuse_foreign(name, text.header)
    if known(text.header):
        _check_header(text)
        return _in_utf8(text), text.header
    bare = Text.open(content, name, ",")
    if taken := _of_bare(bare.header):
        one, layout = taken
        remark = remarking.NO_HEADER(names=len(layout.columns), data=one.short)
        return bare.without_header(remark), tuple(layout.columns)
    raise DamagedError(_unknown_header(text))


def _of_bare(first: Sequence[str]) -> tuple[DataSet, FileLayout] | None:
    """Return the layout of a file without a header, by the cells of its first row."""
    if not first or not _is_number(first[0]):
        return None
    layouts = ((one, layout) for one in data_sets() for layout in one.layouts if layout.bare)
    return next((told for told in layouts if len(told[1].columns) == len(first)), None)


def _in_utf8(text: Text) -> Text:
    """Decode what its makers ship in other encodings too."""
    told = told_by(text.header)
    encodings = told[1].encodings if told else ()
    for encoding in encodings if len(encodings) > 1 else ():
        words = _ENCODINGS[encoding]
        try:
            decoded = text.content.decode(encoding)
        except UnicodeDecodeError:
            continue
        remarks = (remarking.LETTERS(encoding=words),) if words else ()
        return replace(text, content=decoded.encode(), remarks=(*text.remarks, *remarks))
    return text


def _check_header(text: Text) -> None:
    twice = repeated(text.header)
    if not twice:
        return
    joined = [other for other in DELIMITERS if any(f"{other}id" in cell for cell in text.header)]
    file, number, name = text.name, len(twice), twice[0]
    if joined:
        raise DamagedError(
            unreadable.NAMES_JOINED(file=file, number=number, name=name, delimiter=joined[0])
        )
    raise DamagedError(unreadable.NAMES_TWICE(file=file, number=number, name=name))


def width_of(text: Text, columns: int) -> int:
    """Return the number of fields of the first record.

    One more than the header names is read on: the web export of the UCDP site ends every row
    with a comma (measured on seven files of release 24.1). It is checked to be empty later.
    """
    first = next((record.fields for record in text.records() if record.fields), None)
    if first is None:
        raise DamagedError(unreadable.HEADER_ONLY(file=text.name))
    return columns + 1 if len(first) == columns + 1 and not first[-1] else columns


def _read_fast(text: Text, names: tuple[str, ...], width: int) -> pl.DataFrame | None:
    try:
        frame = pl.read_csv(
            text.content,
            has_header=False,
            skip_lines=text.skip,
            separator=text.delimiter,
            schema=numbered(width),
        )
    except _FAULTS:
        return None
    return frame if _adds_up(text, frame, _worded(names, width)) else None


def _adds_up(text: Text, frame: pl.DataFrame, worded: Sequence[str]) -> bool:
    """Check that no row was too short: every delimiter is between two cells, or inside one.

    Cells of other than `worded` columns have none inside: no number and no date could be made of
    such a cell, and the file would be refused. But the first row may be one of tags (HXL).
    """
    counts = frame.select(pl.col(worded).str.count_matches(text.delimiter, literal=True).sum())
    inside: int = sum(counts.row(0)) if worded else 0
    first = frame.head(1).select(pl.exclude(worded)) if worded else frame.head(1)
    inside += sum((cell or "").count(text.delimiter) for row in first.rows() for cell in row)
    head = text.head.count(text.delimiter.encode())
    found = text.content.count(text.delimiter.encode()) - head
    return found == inside + frame.height * (frame.width - 1)


def _worded(names: tuple[str, ...], width: int) -> list[str]:
    """Return the columns of the frame that may hold words, so not numbers, truths nor dates."""
    told = told_by(names)
    layout = told[1] if told else None
    found = [
        layout.columns.get(layout.rename(plain(n)), "text") if layout else "text" for n in names
    ]
    there = [*found, *["text"] * (width - len(found))]
    return [str(at) for at, kind in enumerate(there) if kind in ("text", "name", "code")]


def _is_number(cell: str) -> bool:
    return cell.removeprefix(BOM).removesuffix(".0").isdigit()


def _unknown_header(text: Text) -> Said:
    cells = [cell for cell in text.header if cell.strip()][:3]
    if not cells:
        return unreadable.UNKNOWN_HEADER(file=text.name, command=FETCH)
    begun = quoted(", ".join(cells))
    return unreadable.UNKNOWN_HEADER_OF(file=text.name, cells=begun, command=FETCH)


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
