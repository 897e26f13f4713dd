"""Other ways of writing the same thing that people and programs have."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from mali_cli.datasets.registry import data_set
from mali_cli.model.errors import DamagedError
from mali_cli.read.files import read_api_rows, read_bytes

from .made_up import EVENTS, GED, SCHEMAS, Row, frame_of, yearly
from .writers import CUT, api_page, api_rows, cut, official, own, table, yearly_csv


def parquet(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


def test_api_rows_are_read_as_what_was_asked_for() -> None:
    found = read_api_rows("candidate", api_rows(EVENTS))
    assert found.dataset == "ged"
    assert_frame_equal(found.frame, frame_of(EVENTS))
    assert found.sha256 == read_api_rows("events", api_rows(EVENTS)).sha256


def test_api_rows_of_another_data_set_are_refused() -> None:
    with pytest.raises(DamagedError, match="asked for one-sided, got ged"):
        read_api_rows("one-sided", api_rows(EVENTS))


def test_no_api_rows_are_an_empty_table() -> None:
    found = read_api_rows("dyadic", [])
    assert found.frame.is_empty()
    assert found.frame.schema == pl.Schema(SCHEMAS["dyadic"])


def test_floats_after_the_first_hundred_rows_are_not_cut() -> None:
    rows: list[dict[str, Any]] = [
        {
            "id": n,
            "best": 1,
            "latitude": 1,
            **dict.fromkeys(("date_start", "date_end"), "2016-05-01"),
        }
        | {"country_id": 432, "type_of_violence": 1}
        for n in range(150)
    ]
    rows[120]["latitude"] = 1.5
    assert read_api_rows("ged", rows).frame["latitude"][120] == 1.5
    rows[130]["best"] = 2.5
    with pytest.raises(DamagedError, match=r"row 131, column 'best': '2.5' is not a whole number"):
        read_api_rows("ged", rows)


def test_a_part_of_the_pages_says_so() -> None:
    content = json.dumps(api_page(EVENTS, pages=3, total=12)).encode()
    assert tuple(map(str, read_bytes(content, "x").remarks)) == (
        "holds 5 of the 12 rows that TotalCount announces",
    )


def test_missing_keys_are_empty_cells_with_a_remark() -> None:
    rows = api_rows(EVENTS)
    del rows[1]["gwnob"]
    found = read_api_rows("ged", rows)
    assert_frame_equal(found.frame, frame_of(EVENTS))
    assert tuple(map(str, found.remarks)) == (
        "1 row without some of the keys: those cells are empty",
    )


@pytest.mark.parametrize("number", ["100000", "1e+05", "100000.0", "100000."])
def test_whole_numbers_however_r_writes_them(number: str) -> None:
    content = cut([{**EVENTS[0], "best": number}])
    assert read_bytes(content, "x").frame["best"].to_list() == [100000]


def test_country_codes_that_pandas_made_floats() -> None:
    rows: list[Row] = [{**EVENTS[0], "gwnoa": "432.0"}, {**EVENTS[1], "gwnoa": None}]
    found = read_bytes(official(rows), "x")
    assert found.frame["gwnoa"].to_list() == ["432", None]
    assert tuple(map(str, found.remarks)) == ("whole numbers written as 5.0 in 1 column",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    rows = [[row[name] for name in GED] for row in EVENTS]
    content = table(list(GED), rows, end=end, mark=delimiter)
    assert_frame_equal(read_bytes(content, "x").frame, frame_of(EVENTS))


def test_a_bare_quote_in_a_cell_is_read_as_it_stands() -> None:
    content = cut(EVENTS[:1]).replace(b"best\n", b"best,adm_1\n").replace(b",3\n", b',3,5" gun\n')
    assert read_bytes(content, "x").frame["adm_1"].to_list() == ['5" gun']


def test_a_bom_before_the_header_is_no_part_of_the_name() -> None:
    content = b"\xef\xbb\xbf" + official(EVENTS)
    assert_frame_equal(read_bytes(content, "x").frame, frame_of(EVENTS))


def test_own_output_keeps_its_provenance() -> None:
    found = read_bytes(own(EVENTS, CUT), "stdin")
    assert found.release == "25.1"
    assert found.frame.columns == [name for name in GED if name in CUT]


def test_own_output_of_several_releases_has_none() -> None:
    content = own(EVENTS).replace(b"25.1,", b"26.0.1,", 1)
    found = read_bytes(content, "stdin")
    assert found.release is None
    assert tuple(map(str, found.remarks)) == ("its rows are of several releases (25.1 and 26.0.1)",)


def test_own_json_keeps_its_provenance() -> None:
    rows = frame_of(EVENTS).with_columns(pl.col("date_start", "date_end").cast(pl.String))
    envelope = {"schema": 1, "command": "events", "source": {"dataset": "ged", "release": "25.1"}}
    content = json.dumps(envelope | {"rows": rows.rows(named=True), "notes": []}).encode()
    found = read_bytes(content, "stdin")
    assert found.release == "25.1"
    assert_frame_equal(found.frame, frame_of(EVENTS))


def test_parquet_of_other_programs() -> None:
    frame = frame_of(EVENTS)
    other = frame.with_columns(
        pl.col("date_start", "date_end").cast(pl.Datetime("ns")),
        pl.col("best", "country_id").cast(pl.Float64),
        pl.col("low").cast(pl.Int8),
        pl.col("country").cast(pl.Categorical),
        pl.col("active_year").cast(pl.Int64),
    )
    assert_frame_equal(read_bytes(parquet(other), "x").frame, frame)


def test_parquet_with_a_time_of_day_is_refused() -> None:
    frame = frame_of(EVENTS).with_columns(date_start=pl.lit(datetime(2016, 5, 26, 14, 30)))
    with pytest.raises(DamagedError, match=r"row 1, column 'date_start': .* has a time of day"):
        read_bytes(parquet(frame), "x")


def test_oddities_are_counted_and_kept() -> None:
    rows = [
        {**EVENTS[0], "id": "1", "best": "9", "deaths_b": "9"},
        {**EVENTS[0], "id": "2", "low": "4"},
        {**EVENTS[0], "id": "3", "latitude": "0", "longitude": "0.0"},
        {**EVENTS[0], "id": "4", "latitude": "7.5", "longitude": "7.5"},
        {**EVENTS[0], "id": "5", "deaths_b": "2"},
        {**EVENTS[0], "id": "6", "year": "2015"},
        *({**EVENTS[0], "id": str(n), "code_status": "Check"} for n in range(10, 17)),
    ]
    found = read_bytes(official(rows), "x")
    assert {odd.kind: (odd.count, odd.examples) for odd in found.oddities} == {
        "best > high": (1, ("1",)),
        "best < low": (1, ("2",)),
        "low > high": (1, ("2",)),
        "best is not the sum of its parts": (1, ("5",)),
        "coordinates 0 0": (1, ("3",)),
        "latitude equals longitude": (1, ("4",)),
        "point far from its country": (1, ("4",)),
        "year does not match the dates": (1, ("6",)),
        "code_status not Clear": (7, ("10", "11", "12", "13", "14")),
    }
    assert_frame_equal(found.frame, frame_of(rows))


def test_oddities_without_ids_name_lines() -> None:
    rows = [[*(row[name] for name in CUT), "1"] for row in EVENTS[:2]]
    found = read_bytes(table([*CUT, "high"], rows), "x")
    assert found.oddities[0].examples == ("line 2", "line 3")


def test_oddities_of_country_years() -> None:
    rows = yearly("country-year", 2)
    rows[0] |= {"os_total_deaths_best": "9"}
    rows[1] |= {"sb_total_deaths_best": "2", "sb_total_deaths_high": "2"}
    found = read_bytes(yearly_csv("country-year", rows), "x")
    assert {odd.kind: odd.examples for odd in found.oddities} == {
        "one-sided: best > high": ("432 2015",),
        "total best is not the sum of the types": ("432 2015", "432 2016"),
        "total high is not the sum of the types": ("432 2016",),
        "state-based: best is not the sum of its parts": ("432 2016",),
    }


def test_required_columns_are_in_their_schemas() -> None:
    for dataset in SCHEMAS:
        assert set(data_set(dataset).layouts[0].required) <= set(SCHEMAS[dataset])
