"""Workbooks, read back by another library: what is read is what went in, and its type."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

import openpyxl
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from mali_cli.model.errors import OutputError
from mali_cli.model.questions.totals import Totals
from mali_cli.model.result import Result
from mali_cli.model.source import Oddity
from mali_cli.output import workbook
from mali_cli.output.machine import rows_of
from mali_cli.output.workbook import to_xlsx
from tests.output.made_up import HOSTILE, SOURCE, hostile, made_up

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TYPED = pl.DataFrame(
    {
        "phase": ["before", "", None],
        "year": [2013, None, 0],
        "deaths": [1029, 0, None],
        "per_year": [41.16, None, float("nan")],
        "start": [date(2013, 7, 1), date(1900, 3, 1), None],
        "whole": [True, False, None],
        "latitude": [14.35, -4.5, None],
    }
)


def opened(result: Result, *, hxl: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(result, hxl=hxl)))


def cells(sheet: Any) -> list[list[Any]]:
    """Return the values of a sheet; text as it was before XML could not hold all of it."""
    return [
        [
            unescape(cell.value) if cell.data_type in "s" and cell.value else cell.value
            for cell in row
        ]
        for row in sheet.iter_rows()
    ]


def test_cells_have_the_types_of_their_columns() -> None:
    sheet = opened(made_up(TYPED))["data"]
    head, *rows = cells(sheet)
    assert head == [*TYPED.columns, "dataset", "release"]
    assert rows[0][:7] == ["before", 2013, 1029, 41.16, datetime(2013, 7, 1), True, 14.35]
    assert rows[1][1:7] == [None, 0, None, datetime(1900, 3, 1), False, -4.5]
    assert rows[2][:7] == [None, 0, None, None, None, None, None]
    assert {cell.data_type for cell in sheet["E"][1:3]} == {"d"}
    assert [sheet.cell(2, column).number_format for column in (2, 3, 5)] == [
        *("0", "#,##0", "yyyy-mm-dd"),
    ]


def test_the_header_stays_in_sight_and_filters() -> None:
    sheet = opened(made_up(TYPED))["data"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:I4")
    tagged = opened(made_up(TYPED), hxl=True)["data"]
    assert (tagged.freeze_panes, tagged.auto_filter.ref) == ("A3", "A2:I5")
    assert tagged["C2"].value == "#affected+killed"


def test_no_rows_are_a_header() -> None:
    assert cells(opened(made_up(TYPED.clear()))["data"]) == [rows_of(made_up(TYPED)).columns]


def test_the_notes_have_the_citation_and_the_command() -> None:
    result = made_up(TYPED, title="Deaths", notes=("One note.",), query=Totals(country="x y"))
    told = [tuple(row) for row in cells(opened(result)["notes"])]
    assert told[:2] == [("title", "Deaths"), ("note", "One note.")]
    assert {
        ("release", "25.1"),
        ("sha256", "0" * 64),
        ("citation", "Nobody (2025). Nothing."),
        ("command", "mali-cli totals -c 'x y'"),
        ("selection: country", '["Mali"]'),
    } <= set(told)


def test_a_note_longer_than_a_cell_is_told_in_parts() -> None:
    told = cells(opened(made_up(TYPED, notes=("n" * 40_000,)))["notes"])
    assert sum(len(text) for name, text in told if name == "note") == 40_000


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        (Oddity("best > high", 1, ("365 2004",)), "1 row (such as 365 2004)"),
        (Oddity("best > high", 1234, ("1", "2")), "1,234 rows (such as 1, 2)"),
        (Oddity("best > high", 2), "2"),
    ],
)
def test_what_is_odd_is_counted_in_words(odd: Oddity, told: str) -> None:
    result = replace(made_up(TYPED), sources=(replace(SOURCE, oddities=(odd,)),))
    assert ["odd: best > high", told] in cells(opened(result)["notes"])


def test_text_is_never_a_formula_nor_a_link_nor_markup() -> None:
    sheet = opened(hostile())["data"]
    column = [cell for cell in sheet["A"][1:] if cell.value is not None]
    assert {cell.data_type for cell in column} == {"s"}
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)
    assert [row[0] for row in cells(sheet)[1:]] == list(HOSTILE)


@given(st.lists(texts, min_size=1, max_size=5))
@example(["<r>rich</r>", "_x0041_", "a\0b", "\r\n", "\ufffe\uffff", "=1+1", "http://a.org", " x "])
def test_text_is_read_back_as_it_was(made: list[str]) -> None:
    read = cells(opened(made_up(pl.DataFrame({"note": made})))["data"])[1:]
    assert [row[0] or "" for row in read] == made


@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(-(10**14), 10**14),
            st.none() | st.floats(-1e14, 1e14, allow_subnormal=False),
            st.none() | st.dates(date(1900, 3, 1), date(2100, 1, 1)),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_numbers_and_days_are_read_back_as_they_were(made: list[tuple[Any, ...]]) -> None:
    frame = pl.DataFrame(
        made, schema={"deaths": pl.Int64, "share": pl.Float64, "start": pl.Date}, orient="row"
    )
    read = cells(opened(made_up(frame))["data"])[1:]
    days = [(a, b, c.date() if c else c) for a, b, c, *_ in read]
    assert [row[::2] for row in days] == [row[::2] for row in made]
    for (_, share, _), (_, was, _) in zip(days, made, strict=True):
        assert share == (None if was is None else pytest.approx(was, rel=1e-15))


def test_what_excel_would_change_is_text() -> None:
    frame = pl.DataFrame({"id": [10**15 + 1], "start": [date(1816, 1, 1)]})
    assert cells(opened(made_up(frame))["data"])[1][:2] == ["1000000000000001", "1816-01-01"]


def test_the_same_answer_has_the_same_bytes() -> None:
    assert to_xlsx(hostile()) == to_xlsx(hostile())


def test_more_rows_than_a_sheet_holds() -> None:
    with patch.object(workbook, "MOST_ROWS", 4):
        assert to_xlsx(made_up(TYPED))
        with pytest.raises(
            OutputError, match="a sheet holds 2 rows at most; there are 3"
        ) as raised:
            to_xlsx(made_up(TYPED), hxl=True)
    assert raised.value.hint
    assert "parquet" in raised.value.hint


def test_a_text_longer_than_a_cell_is_refused() -> None:
    fits, wide = "x" * 32_767, "\U0001f4a3" * 16_384
    assert len(cells(opened(made_up(pl.DataFrame({"note": [fits]})))["data"])[1][0]) == 32_767
    with pytest.raises(OutputError, match=r"row 2, column note: 32,768 characters"):
        to_xlsx(made_up(pl.DataFrame({"note": [fits, wide]})))
