"""How much of what is counted by place is in events whose place is coarse: each row tells."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.model.result import Result
from mali_cli.output.machine import to_geojson
from mali_cli.output.tables import render_table
from mali_cli.read.files import read_bytes
from tests.answers.test_map import rows_of
from tests.observations.made_events import EXAMPLES, tables, written
from tests.observations.oracle import COARSE, Events
from tests.output.made_up import screen
from tests.read.made_up import EVENTS, Row

MALI = "ged241_mali_webexport.csv"
PLACED, IMPRECISE = 13_363, 2_379
KEYS = {"adm1": ("adm_1",), "adm2": ("adm_1", "adm_2"), "priogrid": ("priogrid_gid",)}
NORTH = "20,-3,60"
"""A circle around the point that stands for northern Mali, in the cell 158755."""


@pytest.fixture
def mali(real_data: Callable[[str], Path]) -> dict[str, Any]:
    return {"data": str(real_data(MALI)), "type": "all"}


@pytest.fixture
def db(real_data: Callable[[str], Path]) -> duckdb.DuckDBPyConnection:
    """The web export of Mali in DuckDB."""
    found = duckdb.connect()
    how = "all_varchar = true, quote = '\"', parallel = false, null_padding = true"
    found.execute(
        "CREATE TABLE ev AS SELECT best_est::BIGINT AS amount, where_prec::INT AS where_prec, "
        "deaths_civilians::BIGINT AS civilians, nullif(adm_1, '') AS adm_1, "
        "nullif(adm_2, '') AS adm_2, priogrid_gid::BIGINT AS priogrid_gid, id::BIGINT AS id "
        f"FROM read_csv('{real_data(MALI)}', {how})"
    )
    return found


@pytest.mark.parametrize("by", KEYS)
def test_each_row_tells_its_coarse_part(
    mali: dict[str, Any], db: duckdb.DuckDBPyConnection, by: str
) -> None:
    keys = ", ".join(KEYS[by])
    frame = mali_cli.totals(by=by, **mali).frame
    expected = db.execute(
        f"SELECT {keys}, sum(amount)::BIGINT, sum({COARSE})::BIGINT FROM ev GROUP BY ALL"
    ).fetchall()
    found = frame.select(*KEYS[by], "deaths", "imprecise").rows()
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert frame["deaths"].sum() == PLACED + IMPRECISE
    assert frame["imprecise"].sum() == IMPRECISE
    exact = mali_cli.totals(by=by, where_prec=3, **mali).frame
    assert exact["deaths"].sum() == PLACED
    assert exact["imprecise"].sum() == 0
    rest = frame.select(*KEYS[by], deaths=pl.col("deaths") - pl.col("imprecise"))
    left = rest.join(exact, on=KEYS[by], how="anti", nulls_equal=True)
    assert left["deaths"].sum() == 0
    assert set(exact.select(*KEYS[by], "deaths").rows()) <= set(rest.rows())


def test_a_cell_of_nothing_but_coarse_events(mali: dict[str, Any]) -> None:
    result = mali_cli.totals(by="priogrid", **mali)
    row = result.frame.row(by_predicate=pl.col("priogrid_gid") == 158755, named=True)
    assert (row["deaths"], row["imprecise"]) == (588, 588)
    text = render_table(result, screen(200, height=99))
    assert any(line.split()[:2] == ["158755", "588"] for line in text.splitlines())
    assert "Warning: imprecise: 2,379 deaths in 322 events located only to a region" in text
    assert "--where-prec 3 leaves them out" in text
    exact = render_table(
        mali_cli.totals(by="priogrid", where_prec=3, **mali), screen(200, height=99)
    )
    assert "imprecise" not in exact
    assert "158755" not in exact


def test_a_circle_tells_its_coarse_part(mali: dict[str, Any]) -> None:
    row = mali_cli.totals(near=NORTH, **mali).frame.row(0, named=True)
    exact = mali_cli.totals(near=NORTH, where_prec=3, **mali).frame
    assert row["imprecise"] == 588
    assert row["deaths"] - row["imprecise"] == exact["deaths"].sum()
    notes = said(mali_cli.periods(near=NORTH, mission="MINUSMA", **mali))
    assert "imprecise: 588 deaths in 28 events" in notes
    listed = said(mali_cli.events(near=NORTH, **mali))
    assert "The figures include 28 events located only to a region" in listed


def test_a_region_says_what_is_known_to_be_in_it(
    mali: dict[str, Any], db: duckdb.DuckDBPyConnection
) -> None:
    deaths, events = db.execute(
        "SELECT sum(amount)::BIGINT, count(*) FROM ev WHERE where_prec = 4"
    ).fetchall()[0]
    known = f"Of these imprecise locations, {deaths} deaths in {events} events are known to be in"
    assert known in said(mali_cli.totals(by="adm1", **mali))
    assert known not in said(mali_cli.totals(by="adm2", **mali))
    kept = mali_cli.totals(by="adm1", where_prec=4, **mali).frame
    assert kept["deaths"].sum() == PLACED + deaths
    assert kept["imprecise"].sum() == deaths


@pytest.mark.parametrize(("measure", "column"), [("events", "1"), ("civilians", "civilians")])
def test_it_is_of_what_is_counted(
    mali: dict[str, Any], db: duckdb.DuckDBPyConnection, measure: str, column: str
) -> None:
    expected = db.execute(f"SELECT sum({column})::BIGINT FROM ev WHERE where_prec > 3").fetchall()
    frame = mali_cli.totals(by="adm2", measure=measure, **mali).frame
    assert frame["imprecise"].sum() == expected[0][0]


def test_phases_and_charts_by_region_tell_it_too(mali: dict[str, Any]) -> None:
    phases = mali_cli.periods(by="adm1", mission="MINUSMA", **mali).frame
    months = mali_cli.chart(by=["month", "adm1"], mission="MINUSMA", **mali).frame
    assert phases["imprecise"].sum() == months["imprecise"].sum() == IMPRECISE
    result = mali_cli.map(by="adm1", **mali)
    assert result.frame["imprecise"].sum() == 0
    regions = pl.DataFrame(rows_of(result, "regions"))
    totals = mali_cli.totals(by="adm1", **mali).frame.drop_nulls("adm_1")
    names = ("adm_1", "deaths", "imprecise")
    assert sorted(regions.select(names).rows()) == sorted(totals.select(names).rows())
    assert "In the ranking, 1,315 deaths are imprecise" in said(result)


def test_features_tell_whether_their_point_is_coarse(
    mali: dict[str, Any], db: duckdb.DuckDBPyConnection
) -> None:
    features = json.loads(to_geojson(mali_cli.events(**mali)))["features"]
    found = {one["id"]: one["properties"]["imprecise"] for one in features}
    assert found == dict(db.execute(f"SELECT id, ({COARSE})::BIGINT FROM ev").fetchall())
    assert sum(found.values()) == IMPRECISE
    places = json.loads(to_geojson(mali_cli.map(**mali)))["features"]
    assert {one["properties"]["imprecise"] for one in places} == {0}


def test_our_own_geojson_is_read_back(tmp_path: Path) -> None:
    body = to_geojson(mali_cli.events(data=written([event(id=1, where_prec=6, best=4)])))
    table = read_bytes(body, "a.geojson")
    assert (table.dataset, table.frame["best"].to_list()) == ("ged", [4])
    path = tmp_path / "a.geojson"
    path.write_bytes(body)
    assert mali_cli.totals(data=str(path), by="adm1", type="all").frame["imprecise"].sum() == 4


@settings(max_examples=EXAMPLES // 2)
@given(rows=tables(), by=st.sampled_from((*KEYS, "near", "place")), split=st.booleans())
def test_random_events_equal_duckdb(rows: list[Row], by: str, split: bool) -> None:
    """A group by place, or a filter by place that keeps everything that has one."""
    path = written(rows)
    rule = "split" if split else "start"
    asked: dict[str, Any] = {"data": path, "type": "all", "straddle": rule}
    events = Events(path)
    test = "latitude IS NOT NULL" if by == "near" else "where_coordinates IS NOT NULL"
    if by == "near":
        asked["near"] = "0,0,20038"
    elif by == "place":
        asked["place"] = "ford"
    else:
        asked["by"], test = by, "true"
    if not events.one(f"SELECT count(*) FROM ev WHERE {test}") and by == "place":
        return
    frame = mali_cli.totals(**asked).frame
    amount = COARSE.replace("amount", "best")
    expected = events.one(f"SELECT coalesce(sum({amount}), 0)::DOUBLE FROM ev WHERE {test}")
    slack = 0.05 * frame.height + 1e-9 if split else 0
    assert float(frame["imprecise"].sum()) == pytest.approx(expected, abs=slack)


def event(**more: object) -> Row:
    return {**EVENTS[0], **{name: None if v is None else str(v) for name, v in more.items()}}


def said(result: Result) -> str:
    return "\n".join(map(str, result.notes))


def test_a_blank_code_is_coarse() -> None:
    rows = [event(id=n, where_prec=code, best=n) for n, code in enumerate((1, 3, 4, 7, None), 1)]
    frame = mali_cli.totals(data=written(rows), by="adm1", type="all").frame
    assert frame.select("deaths", "imprecise").rows() == [(15, 12)]


def test_without_codes_nothing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text(
        "date_start,date_end,country_id,type_of_violence,best,adm_1\n"
        "2015-01-01,2015-01-01,432,3,4,Gao region\n"
    )
    result = mali_cli.totals(data=str(path), by="adm1")
    assert result.frame["imprecise"].to_list() == [None]
    assert "Warning: These data have no where_prec" in said(result)
    assert "imprecise" not in mali_cli.totals(data=str(path)).frame.columns


def test_what_is_not_by_place_says_nothing() -> None:
    result = mali_cli.totals(data=written([event(where_prec=6)]), by="year", type="all")
    assert "imprecise" not in result.frame.columns
    assert "where_prec" not in said(result)


def test_a_claim_on_a_place_is_told(tmp_path: Path) -> None:
    path = written([event(id=1, where_prec=6, best=4), event(id=2, best=3)])
    import_files([path], Watch(), release="25.1")
    file = tmp_path / "claims.toml"
    place = f"adm1 = '{EVENTS[0]['adm_1']}', from = 2016, to = 2016"
    query = f"query = {{ country = 'Mali', type = 'all', {place} }}"
    file.write_text(f"[[claim]]\nid = 'c'\nstatement = 's'\n{query}\nclaimed = {{ equals = 7 }}\n")
    row = mali_cli.check(files=str(file)).frame.row(0, named=True)
    assert (row["verdict"], row["computed"]) == ("reproduced", "7")
    assert "imprecise: 4 deaths in 1 event located only to a region" in row["remark"]
