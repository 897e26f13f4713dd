"""What cannot be read with certainty is refused: the file, the line, the column, the value, why."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from mali_cli.model.errors import DamagedError, Exit, UsageError
from mali_cli.read.files import read_bytes, read_file

from . import writers
from .made_up import EVENTS, GED, Row, yearly
from .writers import CUT, cut, official, table, web_export, yearly_csv, zipped

CUT_HEAD = b"date_start,date_end,country_id,type_of_violence,best\n"
GOOD = b"2016-05-26,2016-05-27,432,3,5\n"


def refused(content: bytes) -> str:
    with pytest.raises(DamagedError) as caught:
        read_bytes(content, "file.csv")
    assert caught.value.exit_code is Exit.DAMAGED
    assert caught.value.hint
    assert caught.value.message.startswith("file.csv")
    return caught.value.message.removeprefix("file.csv")


def with_cell(number: int, **cells: str | None) -> bytes:
    """Return the official events with some cells of one of them changed."""
    rows: list[Row] = [dict(row) for row in EVENTS]
    rows[number] |= cells
    return official(rows)


CELLS = {
    # The second event stands on lines 3 to 5, so the third begins on line 6.
    "best": ("-1", "is a negative count"),
    "deaths_a": (None, "the cell is empty"),
    "type_of_violence": ("4", "is violent political protest, which UCDP does not count as"),
    "id": ("14668,0", "is not a whole number"),
    "country_id": ("432.5", "is not a whole number"),
    "latitude": ("15736902.0", "is not between -90 and 90"),
    "longitude": ("NaN", "is not a number"),
    "active_year": ("WAHR", "is neither true nor false"),
    "high": ("2.35E+11", "is not a whole number"),
    "low": ("9223372036854775808", "is too large a number"),
    "year": ("20167", "is a year that cannot be"),
}


@pytest.mark.parametrize("column", CELLS)
def test_a_wrong_cell_is_named(column: str) -> None:
    value, why = CELLS[column]
    message = refused(with_cell(2, **{column: value}))
    shown = "" if value is None else f"{value.title() if column == 'active_year' else value!r} "
    shown = "'Wahr' " if column == "active_year" else shown
    assert message.startswith(f": line 6, column '{column}': {shown}{why}")


def test_the_line_counts_line_breaks_in_cells() -> None:
    lines = with_cell(2, best="x").split(b"\n")
    assert lines[5].startswith(b"900003,")


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("26.05.16", "2016-05-27", "line 2, column 'date_start': '26.05.16' is not a date"),
        ("2016-02-30", "2016-05-27", "line 2, column 'date_start': '2016-02-30' is not a date"),
        (
            "2016-05-26 14:30:00",
            "2016-05-27",
            "column 'date_start': '2016-05-26 14:30:00' has a time of day; events have none",
        ),
        (
            "2016-05-28",
            "2016-05-27",
            "line 2, column 'date_end': '2016-05-27' is before date_start",
        ),
        ("0016-05-26", "2016-05-27", "column 'date_start': '0016-05-26' is a year that cannot be"),
        (
            "5-6-2016",
            "6-7-2016",
            "the dates in date_start and date_end cannot be told: day or month first? "
            "(no number is above 12)",
        ),
        (
            "26-5-2016",
            "5-27-2016",
            "line 2, column 'date_end': '5-27-2016' has the month first, and '26-5-2016' in "
            "line 2 the day",
        ),
        ("31-2-2016", "31-3-2016", "line 2, column 'date_start': '31-2-2016' is not a date"),
        ("", "2016-05-27", "line 2, column 'date_start': the cell is empty"),
    ],
)
def test_dates_are_never_guessed(start: str, end: str, message: str) -> None:
    content = table(CUT, [[start, end, "432", "3", "5"]])
    assert message in refused(content)


def test_one_date_in_another_form_is_named() -> None:
    rows: list[list[str | None]] = [[d, d, "432", "3", "5"] for d in ("26-5-2016", "2016-05-27")]
    assert "line 3, column 'date_start': '2016-05-27' is written in another way" in refused(
        table(CUT, rows)
    )


DATES = {
    "2026-02-31": ("2026-01-05", "is not a date"),
    "2026-01-05 14:30": ("2026-01-05", "has a time of day; events have none"),
    "2026-02-31 00:00:00": ("2026-01-05 00:00:00", "is not a date"),
    "05/01/2026": ("2026-01-05", "is written in another way than other dates of the column"),
    "2026-01-05": ("25/01/2026", "is written in another way than other dates of the column"),
    "31/02/2026": ("25/01/2026", "is not a date"),
    "13/13/2026": ("25/01/2026", "is not a date"),
    "1/25/2026": ("25/01/2026", "has the month first, and '25/01/2026' in line 2 the day"),
    "25/01/2026 1:00": ("1/25/2026", "has a time of day; events have none"),
    "25/01/2026": ("1/25/2026", "has the day first, and '1/25/2026' in line 2 the month"),
    "soon": ("1/25/2026", "is not a date"),
}
"""A date in line 8 by the way in which the good ones before and after it are written."""


@pytest.mark.parametrize("wrong", DATES)
def test_the_wrong_date_is_named_and_no_good_one(wrong: str) -> None:
    good, why = DATES[wrong]
    days = [good] * 6 + [wrong] + [good] * 2
    rows: list[list[str | None]] = [[good, day, "432", "3", "5"] for day in days]
    assert refused(table(CUT, rows)) == f": line 8, column 'date_end': '{wrong}' {why}"


WRONG = {
    "country_id": ("4.32.0", "is not a whole number"),
    "best": ("1,000", "is not a whole number"),
    "latitude": ("15,5", "is not a number"),
    "active_year": ("wahr", "is neither true nor false"),
    "year": ("16", "is a year that cannot be"),
}


@pytest.mark.parametrize("column", WRONG)
@pytest.mark.parametrize("form", ["{}", "{}.0"])
def test_the_wrong_cell_is_named_whatever_the_others_look_like(column: str, form: str) -> None:
    value, why = WRONG[column]
    rows: list[Row] = [{**EVENTS[0], "id": str(number)} for number in range(1, 10)]
    for row in rows:
        row |= {"active_year": "1"} | {
            name: form.format(cell)
            for name, cell in row.items()
            if name in ("id", "year", "best", "country_id") and cell
        }
    rows[6] |= {column: value}
    assert refused(table(list(GED), [list(row.values()) for row in rows])) == (
        f": line 8, column '{column}': '{value}' {why}"
    )


def _bests(*cells: str) -> bytes:
    days = ["2016-05-26", "2016-05-27"]
    return table(CUT, [[*days, "432", "3", best] for best in cells])


@pytest.mark.parametrize(
    ("cells", "best"),
    [
        (("5.", "12", "0.0"), [5, 12, 0]),
        (("5.0", "12.0", "0.0"), [5, 12, 0]),
        (("5.000", "12.000", "0.000"), [5, 12, 0]),
        (("5.000", "", "12.000"), None),
        (("12.00", "3"), [12, 3]),
    ],
)
def test_whole_numbers_may_have_decimals(cells: tuple[str, ...], best: list[int] | None) -> None:
    if best is None:
        assert "the cell is empty" in refused(_bests(*cells))
        return
    assert read_bytes(_bests(*cells), "x").frame["best"].to_list() == best


@pytest.mark.parametrize(
    "cells", [("500", "1.000"), ("7", "1.000", "2.000"), ("5.0", "1.000"), ("5.00", "1.000")]
)
def test_what_may_be_thousands_is_refused(cells: tuple[str, ...]) -> None:
    assert refused(_bests(*cells)) == (
        ": line 3, column 'best': '1.000' may be a whole number written with decimals, or one with "
        "a thousands separator"
    )


def test_codes_in_text_may_not_have_thousands_either() -> None:
    rows: list[Row] = [{**EVENTS[0], "id": str(at), "gwnoa": "432"} for at in range(4)]
    rows[2]["gwnoa"] = "1.000"
    assert "line 4, column 'gwnoa': '1.000' may be" in refused(official(rows))


def test_one_number_above_twelve_settles_all_dates_of_a_file() -> None:
    rows: list[list[str | None]] = [["5-6-2016", "26-6-2016", "432", "3", "5"]]
    frame = read_bytes(table(CUT, rows), "stdin").frame
    assert str(frame["date_start"][0]) == "2016-06-05"


NOT_DATA = {
    "the file is empty": b" \r\n ",
    "this is a web page (HTML or XML), not data": b"\n<!DOCTYPE html><html>No access</html>",
    "this is text in UTF-16": CUT_HEAD.decode().encode("utf-16"),
    "this is a PDF file, not data": b"%PDF-1.7 ...",
    "line 2 contains a NUL byte": CUT_HEAD + b"2016-05-26\0" + GOOD,
    "its lines end in CR alone": (CUT_HEAD + GOOD).replace(b"\n", b"\r"),
    "a header line, but no rows": CUT_HEAD,
    "line 1, the header line, names no column of a UCDP data set (it begins with 'a, b, c')": (
        b"a,b,c\n1,2,3\n"
    ),
    "line 3 is not UTF-8 (byte 0xe9)": CUT_HEAD + GOOD + b"2016-05-26,2016-05-27,432,3,\xe9\n",
    "no column date_end and best: ged data need at least date_start, date_end, country_id": (
        b"id,date_start,country_id,type_of_violence\n1,2016-05-26,432,3\n"
    ),
    "the columns are of no UCDP data set (country, year)": b"country,year\nMali,2013\n",
    "the Parquet file is damaged": b"PAR1 but no more",
    "a nested value": b'[{"date_start": {"a": 1}}]',
    "this JSON has no rows of UCDP": b'{"message": "API token required"}',
    "broken JSON at line 1, column 22": b'{"Result": [{"id": 1,',
    "no rows": b'{"TotalCount": 0, "Result": []}',
    "NaN is not a number": b'[{"id": NaN}]',
    "row 1 is not an object": b"[1, 2]",
    "the pages are of different queries (TotalCount 1 and 2)": (
        b'[{"TotalCount": 1, "Result": [{}]}, {"TotalCount": 2, "Result": [{}]}]'
    ),
    "2 rows, but TotalCount is 1": b'{"TotalCount": 1, "Result": [{}, {}]}',
    "row 1 repeats a key in different case": b'[{"id": 1, "Id": 2}]',
    "feature 1 has no properties": b'{"type": "FeatureCollection", "features": [1]}',
}


@pytest.mark.parametrize("message", NOT_DATA)
def test_what_is_no_data_is_refused(message: str) -> None:
    assert message in refused(NOT_DATA[message])


RECORDS = {
    "line 3 has 3 fields, fewer than the header line names (5); it begins with "
    "'2016-05-26,2016-05-27,43'": GOOD + b"2016-05-26,2016-05-27,43",
    "line 3 has 6 fields, more than the header line names (5)": GOOD + GOOD.replace(b",5", b",5,6"),
    "line 2 has 4 fields, fewer than the header line names (5)": GOOD.replace(b",5", b"") + GOOD,
    "the record that begins in line 3 cannot be read: a quoted cell never closes": (
        GOOD + b'2016-05-26,2016-05-27,432,3,"5'
    ),
    "the record that begins in line 2 cannot be read: a quoted cell continues after": (
        b'"2016-05-26"x,2016-05-27,432,3,5\n'
    ),
    "line 3, column '6': '7' has no name in the header line": (
        GOOD.replace(b"\n", b",\n") + GOOD.replace(b"\n", b",7\n")
    ),
}


@pytest.mark.parametrize("message", RECORDS)
def test_broken_records_are_named_by_line(message: str) -> None:
    assert message in refused(CUT_HEAD + RECORDS[message])


def test_a_truncated_last_line_is_refused() -> None:
    content = official(EVENTS)
    assert "line 8 has" in refused(content[: content.rindex(b"2017-01-02")])


def test_a_surplus_field_is_accepted_only_if_every_row_has_it() -> None:
    head, *lines = web_export(EVENTS).splitlines(keepends=True)
    lines[-1] = lines[-1].replace(b",\n", b"\n")
    assert "has 47 fields, fewer than the header line names" in refused(head + b"".join(lines))


def test_a_record_that_excel_broke_and_padded_is_refused() -> None:
    lines = yearly_csv("armed-conflict").splitlines()
    broken = b"\n".join([*lines[:2], b"3,Mali" + b"," * 26, b"half" + b"," * 27, b""])
    assert refused(broken).startswith(
        ": line 4, column 'conflict_id': 'half' is not a whole number"
    )


def test_a_record_without_a_key_is_refused() -> None:
    content = yearly_csv("armed-conflict") + b"," * 27 + b"\n"
    assert refused(content) == ": line 5, column 'conflict_id': the cell is empty"


def test_blank_lines_are_skipped_with_a_remark() -> None:
    read = read_bytes(CUT_HEAD + GOOD + b"\n" + GOOD + b"\n", "stdin")
    assert read.frame.height == 2
    assert "2 blank lines skipped" in map(str, read.remarks)


def test_rows_that_are_there_twice_are_dropped_with_a_remark() -> None:
    read = read_bytes(official([*EVENTS, EVENTS[0], EVENTS[2]]), "stdin")
    assert read.frame.height == len(EVENTS)
    assert tuple(map(str, read.remarks)) == ("identical rows dropped: 2 (lines 9 and 10)",)


def test_rows_without_ids_may_be_alike() -> None:
    read = read_bytes(cut([EVENTS[0], EVENTS[0]]), "stdin")
    assert read.frame.height == 2


def test_one_id_with_two_contents_is_refused() -> None:
    content = official([*EVENTS, {**EVENTS[0], "best": "9"}])
    message = ": 1 key is repeated with different content: id 900001 in lines 2 and 9"
    assert refused(content) == message


def test_a_country_year_that_is_there_twice_is_refused() -> None:
    rows = yearly("country-year", 2)
    content = yearly_csv("country-year", [*rows, {**rows[0], "region": "Asia"}])
    assert "country_id 432, year 2015 in lines 2 and 4" in refused(content)


def test_rows_of_two_releases_are_refused() -> None:
    rows = yearly("one-sided", 2)
    rows[1]["version"] = "24.1"
    content = yearly_csv("one-sided", rows)
    assert refused(content) == ": its rows are of several releases (24.1 and 25.1)"


def test_a_release_that_excel_made_a_date_is_refused() -> None:
    content = yearly_csv("one-sided", yearly("one-sided", 2, version="24-Jan"))
    assert "line 2, column 'version': '24-Jan' is not a release such as 25.1" in refused(content)


def test_a_column_that_is_there_twice_is_refused() -> None:
    content = CUT_HEAD.replace(b"best", b"best,Best") + GOOD.replace(b",5", b",5,5")
    assert "line 1, the header line, holds 1 name twice (such as 'best')" in refused(content)


def test_the_excel_ruined_fixture_is_refused() -> None:
    with pytest.raises(DamagedError) as caught:
        read_file(writers.FIXTURES / "ged-excel-ruined.csv")
    assert "line 1, the header line, holds 45 names twice, joined by ';'" in caught.value.message
    assert "download it anew from https://ucdp.uu.se/downloads/" in (caught.value.hint or "")


def test_control_characters_in_a_message_are_spelt() -> None:
    message = refused(with_cell(0, best="\x1b[2J" + "9" * 80))
    assert "'\\x1b[2J9999999" in message
    assert "…' is not a whole number" in message


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def test_a_zip_with_one_data_file_is_read_whatever_else_it_holds() -> None:
    content = archive(readme_txt=b"x", in__a_CSV=CUT_HEAD + GOOD)
    assert read_bytes(content, "stdin").frame.height == 1
    mac = zipped(CUT_HEAD + GOOD, "a.csv")
    with zipfile.ZipFile(out := io.BytesIO(mac), "a") as more:
        more.writestr("__MACOSX/._a.csv", b"x")
    assert read_bytes(out.getvalue(), "stdin").frame.height == 1


def encrypted(content: bytes) -> bytes:
    """Set the flag of encryption in both headers of a zip file with one member."""
    changed = bytearray(zipped(content))
    changed[6] |= 1
    changed[changed.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


ARCHIVES = {
    "it holds a.csv, b.csv": archive(a_csv=CUT_HEAD, b_csv=CUT_HEAD),
    "it holds none": archive(readme_txt=b"x"),
    "this is an Excel workbook, not a CSV file": zipped(b"<x/>", "[Content_Types].xml"),
    "any.csv in the zip file is encrypted": encrypted(CUT_HEAD + GOOD),
    "the zip file is damaged": zipped(CUT_HEAD + GOOD)[:60],
    "the zip file is empty": b"PK\x05\x06" + b"\0" * 18,
    "over 67,108,864 bytes": zipped(b"0" * (64 << 20)),
    "(any.csv): this is a web page": zipped(b"<html>"),
    "the gz file is damaged or cut off": gzip.compress(CUT_HEAD + GOOD)[:-9],
    "over 17,825,792 bytes, which no UCDP file does": gzip.compress(b"0" * (64 << 20)),
}


@pytest.mark.parametrize("message", ARCHIVES)
def test_archives_that_cannot_be_trusted_are_refused(message: str) -> None:
    assert message in refused(ARCHIVES[message])


def test_a_zip_with_a_wrong_checksum_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as written:
        written.writestr("a.csv", CUT_HEAD + GOOD)
    assert "the zip file is damaged (Bad CRC-32" in refused(
        out.getvalue().replace(b",432,", b",433,")
    )


def test_parquet_with_lists_is_refused() -> None:
    out = io.BytesIO()
    pl.DataFrame({"date_start": [["a"]]}).write_parquet(out)
    assert "column 'date_start' holds List(String), not numbers, text or dates" in refused(
        out.getvalue()
    )


def test_a_file_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path, Path("a\0b")):
        with pytest.raises(UsageError):
            read_file(path)
