"""CSV, TSV, NDJSON, Parquet and JSON of made-up rows."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from mali_cli.model.details import Details
from mali_cli.model.questions.periods import Periods
from mali_cli.output.envelope import envelope, to_json
from mali_cli.output.machine import rows_of, to_csv, to_ndjson, to_parquet
from tests.output.made_up import SOURCE, made_up

SCHEMA = {
    "phase": pl.String,
    "start": pl.Date,
    "deaths": pl.Int64,
    "per_year": pl.Float64,
}
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
rows = st.fixed_dictionaries(
    {
        "phase": texts,
        "start": st.none() | st.dates(date(1946, 1, 1), date(2100, 1, 1)),
        "deaths": st.none() | st.integers(0, 10**12),
        "per_year": st.none() | st.floats(0, 1e9).map(lambda value: round(value, 4)),
    }
)
frames = st.lists(rows, min_size=1, max_size=6).map(
    lambda made: pl.DataFrame({k: [row[k] for row in made] for k in SCHEMA}, schema=SCHEMA)
)


@given(frames)
def test_csv_tsv_and_parquet_read_back_as_the_frame(frame: pl.DataFrame) -> None:
    result = made_up(frame)
    whole = rows_of(result)
    schema = SCHEMA | {"dataset": pl.String, "release": pl.String}
    assert whole.columns == list(schema)
    assert_frame_equal(pl.read_csv(to_csv(result), schema=schema), whole)
    assert_frame_equal(pl.read_csv(to_csv(result, "\t"), schema=schema, separator="\t"), whole)
    assert_frame_equal(pl.read_parquet(io.BytesIO(to_parquet(result))), whole)


@given(frames)
def test_json_and_ndjson_have_the_same_values(frame: pl.DataFrame) -> None:
    result = made_up(frame)
    plain = [
        {**row, "start": row["start"] and row["start"].isoformat()} for row in frame.to_dicts()
    ]
    assert json.loads(to_json(result))["rows"] == plain
    lines = to_ndjson(result).decode().split("\n")[:-1]
    constants = {"dataset": "country-year", "release": "25.1"}
    assert [json.loads(line) for line in lines] == [row | constants for row in plain]


def test_several_sources_stand_under_sources() -> None:
    frame = pl.DataFrame({"deaths": [1]})
    several = replace(made_up(frame), sources=(SOURCE, replace(SOURCE, release="24.1")))
    body = envelope(several)
    assert "source" not in body
    assert [source["release"] for source in body["sources"]] == ["25.1", "24.1"]  # type: ignore[attr-defined]
    assert envelope(replace(several, sources=()))["source"] is None


def test_rows_key_and_extras() -> None:
    frame = pl.DataFrame({"deaths": [1]})
    body = envelope(made_up(frame, query=Periods(), details=Details({"distinct_total": 1})))
    assert (body["phases"], body["distinct_total"]) == ([{"deaths": 1}], 1)
    assert "rows" not in body


def test_json_is_strict() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json(made_up(pl.DataFrame({"per_year": [float("nan")]})))
