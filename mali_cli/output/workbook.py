"""Excel workbooks: a sheet of typed rows, and one with the notes and the citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

import polars as pl

from ..model.errors import OutputError
from ..model.result import Result
from ..store.atomic import scratch
from ..words import writing
from .columns import declared_of, tags_of
from .machine import rows_of
from .sidecar import Fact, about

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
"""What a sheet and a cell hold ("Excel specifications and limits", Microsoft)."""
EXACT = 10**15
"""Excel keeps 15 digits of a number (same page); a longer one is written as text."""
FIRST_DAY = date(1900, 3, 1)
"""Excel counts days before it wrongly, or not at all; they are written as text."""
LONGEST_TITLE = 255
"""Of a property of a workbook."""
CREATED = datetime(2000, 1, 1)
"""In every workbook: the same answer has the same bytes."""
EXACT_KINDS = ("name", "rate", "rate, years")
FORMATS = {
    (False, False): "#,##0",
    (True, False): "0",
    (False, True): "#,##0.0##",
    (True, True): "0.0#####",
}
"""How numbers look, by whether they name a thing or are shown exactly, and have fractions."""
WIDEST, NARROWEST, MEASURED = 60, 8, 1000
"""Widths of columns, in characters, by the first rows."""
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def to_xlsx(result: Result, *, hxl: bool = False) -> bytes:
    """Return a workbook: the rows on the sheet "data", what there is to know on "notes".

    Text stays text, also where it begins as a formula or is an address; dates are dates, null is
    an empty cell. With `hxl` the second row has HXL tags.

    Raises:
        OutputError: a sheet or a cell cannot hold it all, or the temporary files of its making
            cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    frame = rows_of(result)
    head = [frame.columns, *([tags_of(result, frame.columns)] if hxl else [])]
    _check(frame, len(head))
    buffer = BytesIO()
    try:
        with scratch() as folder:
            book = Workbook(buffer, OPTIONS | {"tmpdir": str(folder)})
            book.set_properties({"title": result.title[:LONGEST_TITLE], "created": CREATED})
            _write_data(result, book, frame, head)
            _write_notes(book, result)
            book.close()
    except (OSError, FileCreateError) as error:
        raise OutputError(writing.NO_SCRATCH(why=error, folder=gettempdir())) from None
    return buffer.getvalue()


def _check(frame: pl.DataFrame, above: int) -> None:
    if frame.height + above > MOST_ROWS:
        raise OutputError(writing.TOO_MANY_ROWS(most=MOST_ROWS - above, rows=frame.height))
    for name in frame.select(pl.col(pl.String)).columns:
        long = frame[name].str.len_bytes() > MOST_CHARACTERS
        texts = enumerate(frame[name]) if long.any() else []
        for row, text in texts:
            if text is not None and _length(text) > MOST_CHARACTERS:
                raise OutputError(
                    writing.CELL_TOO_LONG(
                        row=row + 1, column=name, characters=_length(text), most=MOST_CHARACTERS
                    )
                )


def _length(text: str) -> int:
    """Return the length as Excel counts it, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _write_text(
    sheet: Worksheet, row: int, column: int, text: str, look: Format | None = None
) -> None:
    """Write text as it is: what begins with "<r>" in parts, or xlsxwriter takes it for XML."""
    if text.startswith("<r>"):
        parts = (text[:1], text[1:2], text[2:])
        sheet.write_rich_string(row, column, *parts, *([look] if look else []))
    else:
        sheet.write_string(row, column, text, look)


def _write_data(
    result: Result, book: Workbook, frame: pl.DataFrame, head: Sequence[Sequence[str]]
) -> None:
    sheet = book.add_worksheet("data")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    looks = [_look(result, book, name, dtype) for name, dtype in frame.schema.items()]
    for column, width in enumerate(_widths(frame)):
        sheet.set_column(column, column, width)
    for row, texts in enumerate(head):
        for column, text in enumerate(texts):
            _write_text(sheet, row, column, text, bold)
    for row, values in enumerate(frame.iter_rows(), len(head)):
        for column, value in enumerate(values):
            _write(sheet, row, column, value, looks[column], day)
    sheet.freeze_panes(len(head), 0)
    sheet.autofilter(len(head) - 1, 0, len(head) - 1 + frame.height, frame.width - 1)


def _write(
    sheet: Worksheet, row: int, column: int, value: Any, look: Format | None, day: Format
) -> None:
    if value is None or value != value:  # NaN, which a cell cannot hold
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)) and abs(value) < EXACT:
        sheet.write_number(row, column, value, look)
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, column, value, day)
    else:
        _write_text(sheet, row, column, str(value))


def _look(result: Result, book: Workbook, name: str, dtype: pl.DataType) -> Format | None:
    """Return how the numbers of a column look: 1,029, but 2013 for what names a thing."""
    if not dtype.is_numeric():
        return None
    exact = declared_of(result, name).kind in EXACT_KINDS
    return book.add_format({"num_format": FORMATS[exact, dtype.is_float()]})


def _widths(frame: pl.DataFrame) -> Iterator[int]:
    for column in frame.head(MEASURED).iter_columns():
        longest = column.cast(pl.String).str.len_chars().max()
        found = longest if isinstance(longest, int) else 0
        yield min(max(found, len(column.name) + 3, NARROWEST), WIDEST)


def _write_notes(book: Workbook, result: Result) -> None:
    sheet = book.add_worksheet("notes")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for row, (name, text) in enumerate(_in_cells(about(result))):
        _write_text(sheet, row, 0, name, bold)
        _write_text(sheet, row, 1, text, wrapped)


def _in_cells(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Give what is told in parts that a cell can hold."""
    most = MOST_CHARACTERS // 2
    for name, text in facts:
        for start in range(0, max(len(text), 1), most):
            yield name, text[start : start + most]
