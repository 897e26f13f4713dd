"""`--fill`: a panel has every unit of the source, not only those that the answer counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import mali_cli
from mali_cli.model.result import Result
from tests.observations.made_events import written
from tests.read.made_up import EVENTS, Row

MALI = "ged241_mali_webexport.csv"
WINDOW: dict[str, Any] = {"from_": "2023-01", "to": "2023-06"}
SIDES = "SELECT side_a_new_id AS n, side_a AS s FROM ev UNION SELECT side_b_new_id, side_b FROM ev"
ONE_SIDED = "WHERE type_of_violence = '3'"
"""A dyad or a conflict has the type that it is of: other types have no row of it."""

ONE_SIDED = "WHERE type_of_violence::INT = 3"


@pytest.fixture
def mali(real_data: Callable[[str], Path]) -> dict[str, Any]:
    return {"data": str(real_data(MALI)), "fill": True, **WINDOW}


@pytest.fixture
def db(real_data: Callable[[str], Path]) -> duckdb.DuckDBPyConnection:
    """The web export of Mali in DuckDB."""
    found = duckdb.connect()
    how = "all_varchar = true, quote = '\"', parallel = false, null_padding = true"
    found.execute(f"CREATE TABLE ev AS FROM read_csv('{real_data(MALI)}', {how})")
    return found


def panel_note(result: Result) -> str:
    return next((note.text for note in result.notes if note.kind == "panel"), "")


@pytest.mark.parametrize(
    ("by", "noun", "column", "units"),
    [
        ("adm1", "region", "adm_1", "SELECT nullif(adm_1, '') FROM ev"),
        ("priogrid", "cell", "priogrid_gid", "SELECT priogrid_gid::BIGINT FROM ev"),
        ("actor", "actor", "actor_id", f"SELECT n::BIGINT FROM ({SIDES}) WHERE s <> 'Civilians'"),
        ("dyad", "dyad", "dyad_id", f"SELECT dyad_new_id::BIGINT FROM ev {ONE_SIDED}"),
        (
            "conflict",
            "conflict",
            "conflict_id",
            f"SELECT conflict_new_id::BIGINT FROM ev {ONE_SIDED}",
        ),
    ],
)
def test_every_unit_of_the_file_has_every_month(
    mali: dict[str, Any], db: duckdb.DuckDBPyConnection, by: str, noun: str, column: str, units: str
) -> None:
    result = mali_cli.totals(by=[by, "month"], type="one-sided", **mali)
    expected = {row[0] for row in db.execute(f"SELECT DISTINCT * FROM ({units})").fetchall()}
    months = [f"2023-{month:02}" for month in range(1, 7)]
    found = set(result.frame.select(column, "month").rows())
    assert found == {(unit, month) for unit in expected for month in months}
    assert result.frame.height == len(found)
    counted = mali_cli.totals(by=[by, "month"], type="one-sided", **{**mali, "fill": False}).frame
    assert result.frame["deaths"].sum() == counted["deaths"].sum()
    known = len(expected - {None})
    seen = counted.filter(pl.col("events") > 0)[column].drop_nulls().n_unique()
    note = f": {known} {noun}s, {known - seen} of them with none in this answer."
    assert note in panel_note(result)


def test_eleven_regions_and_not_five(mali: dict[str, Any]) -> None:
    frame = mali_cli.totals(by=["adm1", "month"], type="one-sided", **mali).frame
    assert frame["adm_1"].drop_nulls().n_unique() == 11
    assert "Bamako region" in set(frame["adm_1"])
    result = mali_cli.totals(by=["adm1", "month"], type="all", actor="JNIM", **mali)
    assert result.frame["adm_1"].drop_nulls().n_unique() == 11, "who it was names no region"
    assert "at any time covered (1990–2023) and of any type: 11 regions" in panel_note(result)
    exact = mali_cli.totals(by=["adm1", "month"], type="all", where_prec=1, **mali).frame
    assert exact["adm_1"].drop_nulls().n_unique() == 11


def test_filters_by_what_the_units_are_leave_units_out(mali: dict[str, Any]) -> None:
    result = mali_cli.totals(by=["adm1", "year"], adm1=["Gao region", "Kayes region"], **mali)
    assert set(result.frame["adm_1"]) == {"Gao region", "Kayes region"}
    assert "as far as --adm1 names it: 2 regions" in panel_note(result)
    dyads = mali_cli.totals(by=["dyad", "year"], type="all", actor="JNIM", **mali).frame
    assert all("JNIM" in name for name in dyads["dyad"])


def test_every_region_has_every_type_and_a_dyad_its_own(mali: dict[str, Any]) -> None:
    frame = mali_cli.totals(by=["adm1", "type"], **mali).frame
    assert frame.height == 12 * 3
    assert frame.group_by("adm_1").len()["len"].unique().to_list() == [3]
    both = mali_cli.totals(by=["adm1", "perpetrator"], **mali).frame
    assert both.height == 12 * 2
    dyads = mali_cli.totals(by=["dyad", "type"], **mali).frame
    assert dyads["dyad_id"].is_unique().all()


def event(**more: object) -> Row:
    return {**EVENTS[0], **{name: None if v is None else str(v) for name, v in more.items()}}


def asked(rows: list[Row], **more: Any) -> Result:
    options: dict[str, Any] = {"data": written(rows), "type": "all", "fill": True, **more}
    return mali_cli.totals(**options)


def test_a_part_of_a_release_says_so_and_its_missing_units() -> None:
    rows = [event(id=n, type_of_violence=n, adm_1=name) for n, name in ((1, "South"), (3, "North"))]
    note = panel_note(asked(rows, by="adm1", type="one-sided"))
    assert note.startswith("The panel has every region with an event in the source")
    assert "2 regions, 1 of them with none in this answer." in note
    assert "A region that never had an event has no row" in note
    assert "The source is part of a release" in note


def test_a_blank_region_is_a_row_and_no_region() -> None:
    result = asked([event(id=1, adm_1="North"), event(id=2, adm_1=None)], by="adm1")
    assert result.frame["adm_1"].to_list() == ["North", None]
    assert ": 1 region, 0 of them with none in this answer." in panel_note(result)


def test_a_unit_has_its_latest_name_of_the_rows_counted() -> None:
    """What is renamed later, in events that are not counted, keeps its name and is one unit."""
    old = event(id=1, type_of_violence=3, side_a="Old", side_a_new_id=7, side_b="Civilians")
    new = event(
        id=2, type_of_violence=1, side_a="New", side_a_new_id=7, side_b="Foe", side_b_new_id=8
    )
    new |= {"date_start": "2017-05-01", "date_end": "2017-05-01", "year": "2017"}
    frame = asked([old, new], by=["actor", "year"], type="one-sided").frame
    units = frame.group_by("actor_id", "actor").agg(pl.col("deaths").sum(), pl.len())
    assert sorted(units.select("actor_id", "actor", "len").rows()) == [(7, "Old", 2), (8, "Foe", 2)]


def test_countries_asked_for_are_all_there(real_data: Callable[[str], Path]) -> None:
    data = str(real_data("GEDEvent_v26_0_1.csv"))
    names = ["Mali", "Malta", "Niger"]
    result = mali_cli.totals(
        data=data, country=names, by=["country", "month"], fill=True, type="all"
    )
    assert result.frame["country"].to_list() == names
    assert result.frame["deaths"].to_list()[1] == 0
    assert panel_note(result) == "", "nothing is missing"
    world = mali_cli.totals(data=data, by=["country", "type"], fill=True)
    assert world.frame.height == 3 * 47
    assert "47 countries" in panel_note(world)
    assert "Malta" not in set(world.frame["country"])


def test_yearly_figures_are_as_they_were() -> None:
    asked: dict[str, Any] = {"by": ["country", "year"], "country": "@aes", "type": "all"}
    result = mali_cli.totals(fill=True, **asked)
    assert result.frame.equals(mali_cli.totals(**asked).frame)
    assert panel_note(result) == ""
