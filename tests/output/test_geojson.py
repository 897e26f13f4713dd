"""GeoJSON as RFC 7946 has it, read back by our own reader and by DuckDB."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mali_cli.model.errors import UsageError
from mali_cli.output.machine import to_geojson
from mali_cli.read.files import read_bytes
from tests.cli.conftest import notes_in
from tests.output.made_up import HOSTILE, made_up

EVENTS = pl.DataFrame(
    {
        "id": [1, 2],
        "date_start": [date(2022, 3, 27), date(2022, 3, 28)],
        "date_end": [date(2022, 3, 31), date(2022, 3, 28)],
        "country_id": [432, 432],
        "type_of_violence": [3, 1],
        "latitude": [14.35, None],
        "longitude": [-3.85, None],
        "best": [400, 0],
        "where_coordinates": ["Moura", None],
    }
)


def body_of(frame: pl.DataFrame, **more: Any) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(to_geojson(made_up(frame, **more)))
    return body


def test_a_feature_is_a_point_with_all_other_columns_in_order() -> None:
    first, second = body_of(EVENTS)["features"]
    assert first["type"] == "Feature"
    assert first["id"] == 1
    assert first["geometry"] == {"type": "Point", "coordinates": [-3.85, 14.35]}
    rest = [name for name in EVENTS.columns if name not in ("latitude", "longitude")]
    assert list(first["properties"]) == [*rest, "dataset", "release"]
    assert first["properties"]["date_start"] == "2022-03-27"
    assert second["geometry"] is None
    assert second["properties"]["where_coordinates"] is None


def test_what_there_is_to_know_stands_beside_the_features() -> None:
    body = body_of(EVENTS, notes=("One note.",))
    assert body["type"] == "FeatureCollection"
    assert notes_in(body) == ["One note."]
    assert body["source"]["release"] == "25.1"
    assert body["source"]["citation"] == "Nobody (2025). Nothing."
    assert "rows" not in body


def test_our_own_reader_gets_the_same_rows() -> None:
    table = read_bytes(to_geojson(made_up(EVENTS)), "a.geojson")
    assert (table.dataset, table.release) == ("ged", "25.1")
    assert table.frame.select(EVENTS.columns).to_dicts() == EVENTS.to_dicts()


def test_duckdb_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(to_geojson(made_up(EVENTS)))
    rows = duckdb.execute(
        "SELECT f->'geometry'->'coordinates', f->'properties'->'best' FROM ("
        "SELECT unnest(from_json(content->'features', '[\"JSON\"]')) AS f FROM read_text(?))",
        [str(path)],
    ).fetchall()
    assert rows == [("[-3.85,14.35]", "400"), (None, "0")]


@given(
    st.lists(
        st.tuples(
            st.none() | st.floats(-90, 90), st.none() | st.floats(-180, 180), st.text(max_size=20)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_places_and_texts_are_read_back_as_they_were(made: list[tuple[Any, ...]]) -> None:
    schema = {"latitude": pl.Float64, "longitude": pl.Float64, "note": pl.String}
    features = body_of(pl.DataFrame(made, schema=schema, orient="row"))["features"]
    for feature, (latitude, longitude, note) in zip(features, made, strict=True):
        placed = latitude is not None and longitude is not None
        assert feature["properties"]["note"] == note
        found = feature["geometry"] and feature["geometry"]["coordinates"]
        assert found == ([longitude, latitude] if placed else None)


def test_hostile_text_is_kept() -> None:
    frame = pl.DataFrame({"latitude": 1.0, "longitude": 2.0, "note": HOSTILE})
    features = body_of(frame)["features"]
    assert tuple(feature["properties"]["note"] for feature in features) == HOSTILE


def test_no_rows_and_no_number_are_no_error() -> None:
    assert body_of(EVENTS.clear())["features"] == []
    frame = pl.DataFrame({"latitude": [float("nan")], "longitude": [1.0]})
    assert body_of(frame)["features"][0]["geometry"] is None


def test_rows_without_coordinates_are_refused() -> None:
    with pytest.raises(UsageError, match="longitude") as raised:
        to_geojson(made_up(EVENTS.drop("longitude")))
    assert raised.value.hint
    assert "--columns" in raised.value.hint
