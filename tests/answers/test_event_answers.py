"""Answers from real files of events and country-years: the figures that must come out.

The figures are those of shared/data/README.md, counted there by two independent readers, and
those of a DuckDB query over the same file. Skipped where the real files are not.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch

RealData = Callable[[str], Path]
Ask = dict[str, Any]
MALI = "ged241_mali_webexport.csv"
WORLD = "organizedviolencecy_v25_1.csv"
KINDS = ("state-based", "non-state", "one-sided")
BOUNDS = ("at_least", "at_most")


def imported(path: Path, **how: Any) -> None:
    import_files([str(path)], Watch(), **how)


@pytest.fixture(params=["file", "store"])
def mali(request: pytest.FixtureRequest, real_data: RealData) -> Ask:
    """Let the web export of Mali answer: as a file, or from the store."""
    path = real_data(MALI)
    if request.param == "file":
        return {"data": str(path), "release": "24.1"}
    imported(path, release="24.1")
    return {"dataset": "ged", "country": "Mali"}


@pytest.fixture
def db(real_data: RealData) -> duckdb.DuckDBPyConnection:
    """The web export of Mali in DuckDB."""
    found = duckdb.connect()
    how = "all_varchar = true, quote = '\"', parallel = false, null_padding = true"
    source = f"read_csv('{real_data(MALI)}', {how})"
    found.execute(
        "CREATE TABLE ev AS SELECT *, strptime(date_start, '%m/%d/%Y %H:%M:%S')::DATE AS s, "
        f"best_est::BIGINT AS best FROM {source}"
    )
    return found


@pytest.mark.parametrize("rule", ["start", "end", "split"])
@pytest.mark.parametrize("unit", ["year", "quarter", "month"])
def test_the_whole_is_the_same_whatever_the_grouping_by_time(
    mali: Ask, unit: str, rule: str
) -> None:
    frame = mali_cli.totals(by=unit, type="all", straddle=rule, **mali).frame
    slack = 0.05 * frame.height if rule == "split" else 0
    assert frame["deaths"].sum() == pytest.approx(15_742, abs=slack)
    assert frame["low"].sum() == pytest.approx(15_153, abs=slack)
    assert frame["high"].sum() == pytest.approx(20_656, abs=slack)
    assert frame["events"].sum() == pytest.approx(2_120, abs=slack)
    assert frame.height == 35 * {"year": 1, "quarter": 4, "month": 12}[unit], "no month is missing"


def test_deaths_by_type(mali: Ask) -> None:
    rows = mali_cli.totals(**mali).frame.drop(BOUNDS).rows()
    assert rows == [
        ("state-based", 8_015, 7_772, 10_004, 1_252),
        ("non-state", 2_977, 2_914, 4_046, 326),
        ("one-sided", 4_750, 4_467, 6_606, 542),
    ]
    civilians = mali_cli.totals(measure="civilians", **mali).frame["civilians"].to_list()
    assert civilians == [939, 29, 4_698]


def test_phases_by_days(mali: Ask) -> None:
    mission: Ask = {"mission": "MINUSMA"}
    result = mali_cli.periods(**mission, **mali)
    frame = result.frame
    assert frame["phase"].to_list() == ["before", "during", "after"]
    assert frame["deaths"].to_list() == [1_027, 3_723, None]
    assert frame["low"].to_list() == [1_027, 3_440, None]
    assert frame["high"].to_list() == [2_098, 4_508, None]
    assert frame["events"].to_list() == [67, 475, None]
    assert frame["straddling"].to_list() == [0, 0, None]
    assert result.extras["distinct_total"] == 4_750
    for rule in ("both", "start", "end", "drop"):
        assert mali_cli.periods(**mission, straddle=rule, **mali).frame["deaths"].to_list() == [
            1_027,
            3_723,
            None,
        ], "no event lies across 2013-07-01"
    for kind, deaths in {"state-based": [1_982, 6_033], "non-state": [278, 2_699]}.items():
        found = mali_cli.periods(**mission, type=kind, **mali).frame
        assert found["deaths"].to_list() == [*deaths, None]


def test_2013_is_divided_by_days(mali: Ask) -> None:
    frame = mali_cli.periods(mission="MINUSMA", from_="2013", to="2013", **mali).frame
    assert frame.select("deaths", "events").rows() == [(28, 7), (2, 1)]


def test_active_conflicts_only(mali: Ask) -> None:
    result = mali_cli.totals(type="one-sided", active_only=True, **mali)
    assert result.frame["deaths"].to_list() == [4_611]
    note = next(note.text for note in result.notes if note.kind == "filter")
    assert note == f"--active-only removed {542 - result.frame['events'][0]} events (139 deaths)."
    every = mali_cli.totals(type="all", active_only=True, **mali).frame
    assert every["events"].to_list() == [1_990]


def test_moura_is_one_event(mali: Ask) -> None:
    asked: Ask = {"place": "Moura", "from_": "2022-03", "to": "2022-03", "type": "all"}
    assert mali_cli.totals(**asked, **mali).frame.row(0)[-5:] == (313, 313, 313, 1, 0)
    assert mali_cli.events(**asked, **mali).frame.select("id", "best").rows() == [(433697, 313)]


def test_years_of_one_sided_violence(mali: Ask, db: duckdb.DuckDBPyConnection) -> None:
    frame = mali_cli.totals(by="year", type="one-sided", from_="1990", **mali).frame
    expected = dict(
        db.execute(
            "SELECT year(s), sum(best) FROM ev WHERE type_of_violence = '3' GROUP BY 1"
        ).fetchall()
    )
    assert dict(frame.select("year", "deaths").rows()) == {
        year: expected.get(year, 0) for year in range(1990, 2024)
    }
    shown = {row[0]: row[1:] for row in frame.drop(BOUNDS).rows()}
    assert shown[1994] == (593, 593, 1_454, 30)
    assert shown[1993] == (0, 0, 3, 1)
    assert shown[2022] == (1_455, 1_362, 1_679, 104)
    assert shown[1996] == (0, 0, 0, 0)


def test_the_peak_month(mali: Ask, db: duckdb.DuckDBPyConnection) -> None:
    frame = mali_cli.periods(mission="MINUSMA", peak_by="month", **mali).frame
    expected = db.execute(
        "SELECT strftime(s, '%Y-%m') AS m, sum(best)::BIGINT AS d FROM ev "
        "WHERE type_of_violence = '3' GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    ).fetchone()
    assert frame.select("peak", "peak_deaths").row(1) == expected


def test_the_regions_with_the_blank_one(mali: Ask, db: duckdb.DuckDBPyConnection) -> None:
    frame = mali_cli.totals(by="adm1", type="one-sided", **mali).frame
    expected = db.execute(
        "SELECT nullif(adm_1, ''), sum(best)::BIGINT, count(*) FROM ev "
        "WHERE type_of_violence = '3' GROUP BY 1"
    ).fetchall()
    found = frame.select("adm_1", "deaths", "events").rows()
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert found[-1] == (None, 301, 21)
    five = frame.drop_nulls("adm_1").sort("deaths", descending=True).head(5)
    assert five["adm_1"].to_list() == [
        f"{name} region" for name in ("Mopti", "Gao", "Ménaka", "Segou", "Tombouctou")
    ]
    assert five["deaths"].to_list() == [1_737, 930, 838, 423, 350]


@pytest.mark.parametrize("by", ["adm1", "adm2", "priogrid", "dyad", "conflict", "perpetrator"])
def test_no_group_loses_deaths(mali: Ask, by: str) -> None:
    for unit in ([], ["year"], ["month"]):
        for fill in (False, True):
            frame = mali_cli.totals(by=[by, *unit], type="one-sided", fill=fill, **mali).frame
            assert (frame["deaths"].sum(), frame["events"].sum()) == (4_750, 542)
            assert (
                not fill or not unit or frame.height % (35 * (12 if unit == ["month"] else 1)) == 0
            )


def test_phases_by_region_and_by_actor(mali: Ask) -> None:
    frame = mali_cli.periods(mission="MINUSMA", by="adm1", **mali).frame
    assert frame["deaths"].sum() == 4_750
    assert frame.filter(pl.col("adm_1").is_null())["deaths"].sum() == 301
    result = mali_cli.periods(mission="MINUSMA", by="actor", **mali)
    actors = result.frame.group_by("actor").agg(pl.col("deaths").sum())
    assert dict(actors.sort("deaths", descending=True).head(5).rows()) == {
        "Government of Mali": 1_461,
        "IS": 1_350,
        "JNIM": 792,
        "Dan na Ambassagou": 412,
        "Dozos (Mali)": 368,
    }
    said = [note.text for note in result.notes if note.kind == "actor"]
    assert said == ["In one-sided violence the actor is the perpetrator."]
    fighting = mali_cli.periods(mission="MINUSMA", by="actor", type="all", **mali)
    assert any("rows overlap" in note.text for note in fighting.notes)


def test_the_actors_by_filter(mali: Ask) -> None:
    for name, (events, deaths) in {"Government of Mali": (160, 1_461), "jnim": (126, 792)}.items():
        found = mali_cli.totals(type="one-sided", actor=name, side="a", **mali).frame
        assert found.select("deaths", "events").row(0) == (deaths, events)
    assert "Civilians" not in mali_cli.totals(by="actor", **mali).frame["actor"].to_list()
    frame = mali_cli.totals(by="perpetrator", **mali).frame
    assert frame["perpetrator"].to_list() == ["government", "non-state"]
    assert frame["deaths"].sum() == 4_750


def test_a_file_without_a_release_says_that_its_coverage_is_assumed(real_data: RealData) -> None:
    result = mali_cli.periods(data=str(real_data(MALI)))
    assert result.frame["deaths"].to_list() == [1_027, 3_723, None]
    assert result.frame["start"].to_list()[0].isoformat() == "1990-01-01"
    assert "coverage taken from its rows" in " ".join(map(str, result.notes))
    assert result.source
    assert result.source.release is None


@pytest.fixture(params=["file", "store"])
def world(request: pytest.FixtureRequest, real_data: RealData) -> Ask:
    """Let country-year 25.1 of the whole world answer."""
    path = real_data(WORLD)
    if request.param == "file":
        return {"data": str(path)}
    imported(path)
    return {}


def test_every_country_year_and_type_equals_the_file(world: Ask, real_data: RealData) -> None:
    frame = mali_cli.totals(by=["country", "year", "type"], **world).frame
    parts = " UNION ALL ".join(
        f"SELECT country_id_cy, year_cy, '{kind}', {p}_total_deaths_best_cy, "
        f"{p}_total_deaths_low_cy, {p}_total_deaths_high_cy FROM t"
        for kind, p in zip(KINDS, ("sb", "ns", "os"), strict=True)
    )
    found = duckdb.sql(f"WITH t AS (FROM read_csv('{real_data(WORLD)}', quote = '\"')) {parts}")
    assert found
    expected = found.fetchall()
    names = ("country_id", "year", "type_of_violence", "deaths", "low", "high")
    assert sorted(frame.select(names).rows()) == sorted(expected)
    assert frame["country_id"].n_unique() == 199


def test_the_world_and_its_types(world: Ask) -> None:
    every = mali_cli.totals(type="all", **world).frame
    assert every.rows() == [(3_957_143, 3_957_143, 3_957_143, 3_294_758, 5_833_924)]
    assert mali_cli.totals(**world).frame.drop(BOUNDS).rows() == [
        ("state-based", 2_373_140, 2_239_006, 3_078_254),
        ("non-state", 390_988, 326_668, 495_879),
        ("one-sided", 1_193_015, 729_084, 2_259_791),
    ]
    found = mali_cli.periods(mission="MINUSMA", country="Mali", **world)
    assert found.frame["deaths"].to_list() == [1_029, 3_818, 619]


def test_south_sudan_from_hdx(real_data: RealData) -> None:
    path = str(real_data("ged221_south_sudan_hdx.csv"))
    years = mali_cli.totals(by="year", type="one-sided", data=path, release="22.1")
    assert years.frame.select("year", "deaths").rows() == list(
        enumerate((0, 70, 685, 787, 353, 235, 254, 194, 118, 28, 46), start=2011)
    ), "1989 to 2010 are not zeros: the state did not exist"
    assert years.frame["events"].sum() == 356
    months = mali_cli.totals(by="month", type="all", data=path, release="22.1").frame
    assert months["month"][0] == "2011-07"
    assert (months["deaths"].sum(), months["events"].sum()) == (13_579, 941)
    first = mali_cli.periods(cut="2013-12-15", data=path, release="22.1").frame.row(0, named=True)
    assert str(first["start"]) == "2011-07-09"
    assert first["years"] == pytest.approx(1 + (176 + 348) / 365, abs=6e-5)
    with pytest.raises(mali_cli.MaliCliError, match="South Sudan"):
        mali_cli.periods(data=path)


@pytest.mark.parametrize("stored", [False, True])
def test_candidate_data_are_preliminary(real_data: RealData, stored: bool) -> None:
    path = real_data("GEDEvent_v26_0_1.csv")
    asked: Ask = {"data": str(path)}
    if stored:
        imported(path)
        asked = {"dataset": "candidate"}
    result = mali_cli.totals(type="all", **asked)
    assert result.frame.drop(BOUNDS).rows() == [(33_856, 33_353, 53_515, 1_724)]
    note = next(note for note in result.notes if note.kind == "candidate")
    assert note.warning
    assert note.text == (
        "Preliminary: 1,724 events (33,856 deaths) from candidate@26.0.1, 872 events "
        "(22,732 deaths) of them still to be checked by UCDP."
    )
    mali = mali_cli.totals(country="Mali", **asked)
    assert mali.frame["events"].sum() == 56
    assert mali.frame["deaths"].sum() == 107
    assert mali.frame.select("type_of_violence", "events").row(-1) == ("one-sided", 8)
    assert mali.frame["deaths"][-1] == 22


def test_the_samples(real_data: RealData) -> None:
    old: Ask = {"data": str(real_data("ged191_sample.zip"))}
    frame = mali_cli.totals(by="country", type="all", **old).frame
    assert frame.drop("country_id", *BOUNDS).rows() == [
        ("Bangladesh", 1_362, 1_309, 1_824, 601),
        ("Myanmar (Burma)", 19_574, 18_499, 28_862, 2_593),
    ]
    with pytest.raises(mali_cli.MaliCliError, match="no figures for Mali here"):
        mali_cli.periods(**old)
    some: Ask = {"data": str(real_data("ged231_sample1000.csv"))}
    every = mali_cli.totals(type="all", **some).frame
    assert every.rows() == [(9_561, 9_561, 9_561, 6_224, 22_017, 1_000)]
    listed = mali_cli.events(country="Mali", columns="id,best", **some).frame
    assert set(listed.rows()) == {
        (256789, 1),
        (203499, 6),
        (431002, 2),
        (12989, 20),
        (433894, 48),
        (237564, 3),
        (352268, 12),
    }


def test_actor_years_are_no_country_figures(real_data: RealData) -> None:
    path = str(real_data("onesided-241_api.csv"))
    with pytest.raises(mali_cli.MaliCliError, match="one-sided has no figures by country"):
        mali_cli.totals(data=path, country="Mali")
    with pytest.raises(mali_cli.MaliCliError, match="cannot group by 'country'"):
        mali_cli.totals(data=path, by="country")
