"""Excel workbooks are read as the text that they hold: the one sheet with columns of a data set."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from mali_cli.model.errors import DamagedError, MaliCliError, UsageError
from mali_cli.read import workbook
from mali_cli.read.files import read_bytes
from tests.datasets import acled_files

from .writers import zipped

pytest.importorskip("fastexcel")
NOTES = [["About these data"], ["They are made up."]]
Cells = Sequence[Sequence[object]]


def workbook_of(**sheets: Cells) -> bytes:
    """Write a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def weeks() -> list[list[object]]:
    """Return the weekly sums of ACLED as cells of a sheet: days, numbers and text."""
    names, *rows = csv.reader(io.StringIO(acled_files.by_week().decode()))
    cells: list[list[object]] = [[*names]]
    for row in rows:
        day = datetime.fromisoformat(row[0])
        cells.append([day, *row[1:6], *map(int, row[6:8]), *row[8:10], *map(float, row[10:])])
    return cells


SOUND = workbook_of(Data=weeks())
WEEKS = read_bytes(acled_files.by_week(), "x").frame


def test_a_sheet_has_the_rows_of_the_same_csv() -> None:
    table = read_bytes(workbook_of(Sheet=weeks()), "x.xlsx")
    assert_frame_equal(table.frame, WEEKS)
    assert table.layout == "by week and region; Excel workbook"
    assert table.remarks == ()


def test_a_workbook_in_a_zip_is_read() -> None:
    """UCDP's own downloads are packed so."""
    table = read_bytes(zipped(workbook_of(Sheet=weeks()), "ged251.xlsx"), "x.zip")
    assert_frame_equal(table.frame, WEEKS)
    with pytest.raises(DamagedError, match="damaged"):
        read_bytes(zipped(b"PK\3\4 and nothing more", "ged251.xlsx"), "x.zip")


def test_of_several_sheets_the_one_with_columns_of_a_data_set() -> None:
    content = workbook_of(Notes=NOTES, Data=weeks(), Empty=[], Other=weeks()[:1])
    assert_frame_equal(read_bytes(content, "x.xlsx").frame, WEEKS)
    with pytest.raises(DamagedError, match=r"several sheets .*One and Two"):
        read_bytes(workbook_of(One=weeks(), Two=weeks()), "x.xlsx")
    with pytest.raises(DamagedError, match="this is an Excel workbook"):
        read_bytes(workbook_of(Notes=NOTES), "x.xlsx")
    with pytest.raises(DamagedError, match="header"):
        read_bytes(workbook_of(Data=weeks()[:1]), "x.xlsx")


def test_blank_rows_are_left_out_and_cells_are_named_by_their_row() -> None:
    cells = weeks()
    blank: list[object] = [None] * len(cells[0])
    table = read_bytes(workbook_of(Data=[*cells[:2], blank, *cells[2:], blank]), "x.xlsx")
    assert_frame_equal(table.frame, WEEKS)
    assert [str(remark) for remark in table.remarks] == ["1 blank line skipped"]
    cells[3][6] = "many"
    with pytest.raises(DamagedError, match="row 5, column 'events': 'many'"):
        read_bytes(workbook_of(Data=[*cells[:2], blank, *cells[2:]]), "x.xlsx")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damage_ends_in_an_error_that_says_what_it_is(data: st.DataObject) -> None:
    content = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        if data.draw(st.booleans()):
            content[at] = data.draw(st.integers(0, 255))
        else:
            del content[at : at + data.draw(st.integers(1, 40))]
    with suppress(MaliCliError):
        assert read_bytes(bytes(content), "x.xlsx").frame.height


def test_what_is_no_workbook_inside_is_damaged() -> None:
    content = workbook_of(Data=weeks())
    with pytest.raises(DamagedError, match="damaged"):
        read_bytes(content[: len(content) // 2], "x.xlsx")


def test_without_the_library_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LIBRARY", "no_such_library")
    with pytest.raises(UsageError, match="needs no_such_library") as caught:
        read_bytes(workbook_of(Data=weeks()), "x.xlsx")
    assert str(caught.value.hint) == "install it: pip install no_such_library"
