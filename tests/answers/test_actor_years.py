"""UCDP's actor-years of one-sided violence: of the world or an actor, never of a country."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.model.result import Result
from tests.read.made_up import EVENTS, SCHEMAS, Row
from tests.read.writers import official, yearly_csv

EMPTY = dict.fromkeys(("conflict_id", "dyad_id"), "1")


def actor_year(number: int, name: str, year: int, best: int, state: int, where: str) -> Row:
    low, high = best - 3, best + 20
    figures = {"best": best, "low": low, "high": high}
    row: Row = {
        **dict.fromkeys(SCHEMAS["one-sided"]),
        **EMPTY,
        "actor_id": str(number),
        "actor_name": name,
        "year": str(year),
    }
    row |= {f"{name}_fatality_estimate": str(value) for name, value in figures.items()}
    row |= {"is_government_actor": str(state), "gwno_location": where, "location": "made up"}
    return {**row, "region": "4", "version": "24.1"}


MADE_UP = (
    actor_year(1, "Government of Madeup", 2012, 100, 1, "432"),
    actor_year(1, "Government of Madeup", 2013, 40, 1, "432, 436"),
    actor_year(2, "Alpha", 2013, 25, 0, "436"),
    actor_year(2, "Beta (new name)", 2015, 30, 0, "432"),
    actor_year(3, "Alpha, Gamma", 2016, 60, 0, "432, 439"),
)
FIGS = ("best", "low", "high")
SUMS = ", ".join(f"sum({e}_fatality_estimate)::BIGINT" for e in ("best", "low", "high"))
FIGURES = ["deaths", "low", "high"]


@pytest.fixture
def made_up(tmp_path: Path) -> str:
    path = tmp_path / "one-sided.csv"
    path.write_bytes(yearly_csv("one-sided", MADE_UP))
    return str(path)


@pytest.fixture(params=["made up", "real"])
def rows(request: pytest.FixtureRequest, real_data: Callable[[str], Path], made_up: str) -> str:
    return made_up if request.param == "made up" else str(real_data("onesided-241_api.csv"))


def by_duckdb(path: str, keys: str, where: str = "true") -> list[tuple[Any, ...]]:
    by = f"GROUP BY {keys} ORDER BY {keys}" if keys else ""
    source = f"read_csv('{path}', all_varchar = true)"
    numbers = "actor_id::BIGINT AS actor_id, year::INTEGER AS year, is_government_actor::INT AS gov"
    figures = ", ".join(f"{e}_fatality_estimate::BIGINT AS {e}_fatality_estimate" for e in FIGS)
    table = f"(SELECT actor_name, {numbers}, {figures} FROM {source})"
    sql = f"SELECT {f'{keys}, ' if keys else ''}{SUMS} FROM {table} WHERE {where} {by}"
    return duckdb.connect().execute(sql).fetchall()


def figures(result: Result, *keys: str) -> list[tuple[Any, ...]]:
    return (
        result.frame.select(*keys, *FIGURES).sort(keys).rows()
        if keys
        else [result.frame.select(FIGURES).row(0)]
    )


def test_totals_are_the_sums_of_its_rows(rows: str) -> None:
    where = {"data": rows}
    world: Any = mali_cli.totals
    assert figures(world(**where)) == by_duckdb(rows, "")
    assert figures(world(**where, by="year"), "year") == by_duckdb(rows, "year")
    found = figures(world(**where, by="actor"), "actor_id")
    assert found == by_duckdb(rows, "actor_id")
    both = figures(world(**where, by=["actor", "year"], from_="2013"), "actor_id", "year")
    assert both == by_duckdb(rows, "actor_id, year", "year >= 2013")
    states = figures(world(**where, by="perpetrator"), "perpetrator")
    assert [row[1:] for row in states] == [row[1:] for row in by_duckdb(rows, "1 - gov")]


@pytest.mark.parametrize("rule", ["both", "start", "end", "drop"])
def test_periods_are_the_sums_of_the_years_of_their_days(rows: str, rule: str) -> None:
    ask: Any = mali_cli.periods
    result = ask(data=rows, by="actor", cut="2013-07-01", straddle=rule)
    first, last = {
        "both": ("year <= 2013", "year >= 2013"),
        "start": ("year <= 2013", "year > 2013"),
        "end": ("year < 2013", "year >= 2013"),
        "drop": ("year < 2013", "year > 2013"),
    }[rule]
    for phase, where in zip(result.phases, (first, last), strict=True):
        mine = result.frame.filter(phase=phase.name).drop_nulls("deaths").sort("actor_id")
        assert mine.select("actor_id", *FIGURES).rows() == by_duckdb(rows, "actor_id", where)


def test_rows_of_an_id_are_one_under_the_latest_name(made_up: str) -> None:
    result = mali_cli.totals(data=made_up, by="actor")
    assert result.frame.select("actor", "actor_id", "deaths").rows() == [
        ("Alpha, Gamma", 3, 60),
        ("Beta (new name)", 2, 55),
        ("Government of Madeup", 1, 140),
    ]
    kinds = {note.kind for note in result.notes if note.warning}
    assert "threshold" in kinds
    assert "actor" not in kinds


def test_an_actor_is_found_by_name_and_id(made_up: str) -> None:
    for word, deaths in (("Beta (new name)", 55), ("2", 55), ("Government", 140), ("Gamma", 60)):
        assert mali_cli.totals(data=made_up, actor=word).frame["deaths"].to_list() == [deaths]
    notes = [str(note) for note in mali_cli.totals(data=made_up, actor="2").notes]
    assert "--actor matched Beta (new name) (2); removed 3 actor-years (200 deaths)." in notes
    with pytest.raises(UsageError, match="matches nothing"):
        mali_cli.totals(data=made_up, actor="Delta")


def test_a_country_is_refused_and_what_is_finer_too(made_up: str) -> None:
    ask: Any = mali_cli.totals
    for options, said in (
        ({"country": "Mali"}, "one-sided has no figures by country: a row is an actor's year"),
        ({"by": "country"}, "cannot group by 'country'"),
        ({"by": "month"}, "one-sided has one figure per year"),
        ({"type": "state-based"}, "one-sided has only one-sided violence"),
        ({"actor": "2", "side": "b"}, "--side"),
        ({"measure": "civilians"}, "unknown measure"),
        ({"by": "actor", "fill": True}, "--fill has nothing to add"),
    ):
        with pytest.raises(UsageError, match=said):
            ask(data=made_up, **options)
    with pytest.raises(UsageError, match="no figures by country"):
        mali_cli.periods(data=made_up, country="Niger", cut="2013")
    assert ask(data=made_up, type="one-sided").frame["deaths"].to_list() == [255]


def test_phases_of_a_mission_are_its_days_and_not_its_countries(made_up: str) -> None:
    result = mali_cli.periods(data=made_up, mission="MINUSMA")
    assert result.frame["deaths"].to_list()[:2] == [165, 155]
    assert "all countries" in result.title


def test_they_answer_where_no_events_are_here(made_up: str, tmp_path: Path) -> None:
    ask: Any = mali_cli.totals
    with pytest.raises(NotHereError, match="--by actor needs events"):
        ask(by="actor", type="one-sided")
    import_files([made_up], watch=Watch(), release="24.1")
    found = ask(by="actor", type="one-sided")
    assert found.sources[0].dataset == "one-sided"
    assert found.frame["deaths"].sum() == 255
    assert ask(actor="2", type="one-sided").frame["deaths"].to_list() == [55]
    for options in (
        {"country": "Mali", "by": "actor", "type": "one-sided"},
        {"by": "actor", "type": "all"},
        {"by": ["actor", "month"], "type": "one-sided"},
        {"by": "actor", "type": "one-sided", "from_": "2013-02"},
    ):
        with pytest.raises(NotHereError, match="needs events"):
            ask(**options)
    events = tmp_path / "events.csv"
    events.write_bytes(official(EVENTS))
    import_files([str(events)], watch=Watch(), release="24.1")
    assert ask(dataset="onesided", by="actor").frame["deaths"].sum() == 255
    try:
        by_events = ask(by="actor", type="one-sided", country="Mali")
    except NotHereError:
        return
    assert by_events.sources[0].dataset == "ged"


def test_of_the_real_actor_years(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("onesided-241_api.csv"))
    ask: Any = mali_cli.totals
    assert figures(ask(data=path)) == [(1_165_818, 705_286, 2_219_825)]
    assert ask(data=path, by="actor").frame.height == 344
    years = dict(ask(data=path, by="year").frame.select("year", "deaths").rows())
    assert (years[1994], years[2014], years[2023]) == (779_683, 15_311, 10_275)
    assert ask(data=path, by="perpetrator").frame["deaths"].to_list() == [935_287, 230_531]
