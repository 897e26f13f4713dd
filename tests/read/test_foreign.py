"""A file that holds none of UCDP's data is refused for what it is, with what to do about it."""

from __future__ import annotations

import gzip
import io
import zipfile

import polars as pl
import pytest

from mali_cli.model.errors import DamagedError, Exit
from mali_cli.read.files import read_bytes

from .made_up import EVENTS, yearly
from .writers import official, table, yearly_csv

HAPI = (
    "location_code,has_hrp,in_gho,provider_admin1_name,admin1_code,admin1_name,admin_level,"
    "gender,age_range,population,reference_period_start,reference_period_end"
)
SHAPE = "id,year,type_of_vi,conflict_n,dyad_name,date_start,date_end,best,country_id"
FETCH = "get them with mali-cli fetch"
OWN_CSV = "download UCDP's own CSV from https://ucdp.uu.se/downloads/"


def named(names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(","), "1")


def rows_of(names: str, mark: str = ",") -> bytes:
    return table(list(named(names)), [list(named(names).values())], mark=mark)


def dbf() -> bytes:
    """A table of one column as dBASE III has it: its header ends with 0x0D."""
    head = bytes([3, 126, 5, 26]) + (1).to_bytes(4, "little") + (65).to_bytes(2, "little")
    return head + bytes(22) + b"type_of_vi\0N" + bytes(20) + b"\r" + b" 3" + b"\x1a"


FOREIGN = {
    "hapi": (rows_of(HAPI), "an HDX HAPI file", FETCH),
    "world bank": (
        rows_of("Country Name,Country Code,Indicator Name,Indicator Code,2023,2024"),
        "a World Bank table in another layout",
        "Country Name, Country Code, Year, Value",
    ),
    "lfs": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 250393383\n",
        "a Git LFS pointer; the file itself lies elsewhere",
        "git lfs pull",
    ),
    "web page": (b"\n<!DOCTYPE html><html>", "a web page", "says why there is none"),
    "pdf": (b"%PDF-1.7", "a PDF file", "https://ucdp.uu.se/downloads/"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "an old Excel workbook", OWN_CSV),
    "r as text": (gzip.compress(b"A\n3\n262914\n"), "R data saved as text", "saveRDS"),
    "workspace as text": (b"RDA3\nA\n3\n", "R data saved as text", "write.csv"),
    "spss": (b"$FL2@(#) SPSS DATA FILE" + bytes(9), "an SPSS file", OWN_CSV),
    "dbf": (dbf(), "the table of a shapefile (.dbf)", OWN_CSV),
    "dbf as CSV": (rows_of(SHAPE), "the table of a shapefile, which cuts column names", OWN_CSV),
    "shp": (b"\0\0\x27\x0a" + bytes(99), "a shapefile (.shp)", OWN_CSV),
    "utf-16": ("date_start,best\n".encode("utf-16"), "text in UTF-16", "UTF-8"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(9), "packed with 7-Zip", "unpack it"),
}


def refused(content: bytes) -> DamagedError:
    with pytest.raises(DamagedError) as caught:
        read_bytes(content, "file.csv")
    assert caught.value.exit_code is Exit.DAMAGED
    return caught.value


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_refusal_says_what_the_file_is_and_what_to_do(kind: str) -> None:
    content, what, hint = FOREIGN[kind]
    error = refused(content)
    assert error.message.startswith("file.csv: this is ")
    assert what in error.message
    assert hint in (error.hint or "")
    assert "spreadsheet" not in (error.hint or "")
    assert "save it as CSV" not in (error.hint or "")


MEMBERS = {
    "[Content_Types].xml word/document.xml": "a Word document",
    "[Content_Types].xml ppt/presentation.xml": "a PowerPoint file",
    "ged251.xls": "in the zip file is an old Excel workbook",
    "ged.shp ged.dbf ged.shx ged.prj": "a shapefile",
    "mimetype content.xml": "an OpenDocument file",
    "ged251.pdf": "in the zip file is a PDF file",
    "a.csv b.csv": "it holds a.csv, b.csv",
}


@pytest.mark.parametrize("members", MEMBERS)
def test_a_zip_is_told_by_what_is_in_it(members: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in members.split():
            archive.writestr(name, b"x")
    error = refused(out.getvalue())
    assert MEMBERS[members] in error.message
    assert "spreadsheet" not in (error.hint or "")
    if ".csv" in members:
        assert (
            error.hint == "unpack it yourself and give one of them, or each to an import of its own"
        )


def test_events_with_columns_of_acled_beside_those_of_ucdp_are_read() -> None:
    frame = pl.read_csv(official(EVENTS), infer_schema=False)
    both = frame.with_columns(event_date="date_start", fatalities="best")
    assert read_bytes(both.write_csv().encode(), "stdin").height == len(EVENTS)


def test_spreadsheets_are_blamed_where_they_do_such_things_and_only_there() -> None:
    blamed = official([{**EVENTS[0], "best": "2,5"}])
    assert "a spreadsheet program that saves it may change it" in (refused(blamed).hint or "")
    for content in (b" ", b"PAR1 but no more", b'{"Result": [{"id": 1,', b"a,b,c\n1,2,3\n"):
        assert "spreadsheet" not in (refused(content).hint or "")


def test_a_table_that_lacks_a_column_is_named_without_a_wrong_article() -> None:
    message = refused(b"conflict_id,intensity_level,cumulative_intensity\n1,1,1\n").message
    assert "no column year: armed-conflict data need at least conflict_id, year" in message


@pytest.mark.parametrize("written", ["22,1", "221", "221.0"])
def test_a_release_without_its_point_is_read_with_a_remark(written: str) -> None:
    found = read_bytes(yearly_csv("one-sided", yearly("one-sided", 2, version=written)), "stdin")
    assert found.release == "22.1"
    assert f"version '{written}' read as release 22.1" in map(str, found.remarks)


def test_releases_that_differ_once_they_are_read_are_refused() -> None:
    rows = yearly("one-sided", 2, version="22,1")
    rows[1]["version"] = "231"
    assert (
        "its rows are of several releases (22.1 and 23.1)"
        in refused(yearly_csv("one-sided", rows)).message
    )


def test_a_file_saved_by_pandas_twice_is_read() -> None:
    frame = pl.read_csv(official(EVENTS), infer_schema=False)
    tags = frame.clear(1).with_columns(date_start=pl.lit("#date+start"))
    numbers = pl.Series("Unnamed: 0", [str(at) for at in range(len(EVENTS) + 1)])
    content = pl.concat([tags, frame]).insert_column(0, numbers).write_csv()
    assert read_bytes(content.encode(), "stdin").height == len(EVENTS)
