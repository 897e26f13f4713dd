"""What is counted of actors: the dead of all sides, those of each side, and what adds up."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import mali_cli
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.model.result import Result
from tests.cli.conftest import Run
from tests.read.made_up import EVENTS, Row
from tests.read.writers import cut, official

SIDES = ("deaths_a", "deaths_b", "civilians", "deaths_unknown")
CELLS = dict(
    zip(SIDES, ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), strict=True)
)


def event(number: int, kind: int, day: str, sides: tuple[int, int, int, int], **cells: str) -> Row:
    row = {**EVENTS[0], "id": str(number), "date_start": day, "date_end": day, "year": day[:4]}
    row |= {name: str(n) for name, n in zip(CELLS.values(), sides, strict=True)}
    row |= dict.fromkeys(("best", "low", "high"), str(sum(sides)))
    if kind == 3:
        row |= {"side_b": "Civilians", "side_b_new_id": "9999"}
    return {**row, "type_of_violence": str(kind), **cells}


GAMMA = {"side_a": "Gamma", "side_a_new_id": "81", "gwnoa": ""}
MADE_UP = (
    event(1, 1, "2014-02-01", (3, 5, 7, 11)),
    event(2, 1, "2014-09-01", (0, 13, 0, 0), adm_1="South region"),
    event(3, 2, "2015-02-01", (2, 4, 1, 0), **GAMMA),
    event(4, 3, "2015-03-01", (0, 0, 17, 6), **GAMMA),
    event(5, 3, "2015-04-01", (0, 0, 19, 0)),
)


@pytest.fixture
def made_up(tmp_path: Path) -> str:
    path = tmp_path / "made_up.csv"
    path.write_bytes(official(MADE_UP))
    return str(path)


def notes(result: Result) -> list[str]:
    return [str(note) for note in result.notes if note.kind == "actor"]


def by_duckdb(path: str, groups: str, where: str) -> list[tuple[Any, ...]]:
    """Add up the cells of each side, and best, by group, over the file itself."""
    sums = ", ".join(f"sum(CAST({cell} AS BIGINT))" for cell in (*CELLS.values(), "best"))
    keys = f"{groups}, " if groups else ""
    by = f"GROUP BY {groups} ORDER BY {groups}" if groups else ""
    sql = f"SELECT {keys}{sums} FROM read_csv('{path}', all_varchar = true) WHERE {where} {by}"
    return duckdb.connect().execute(sql).fetchall()


def asked(ask: Callable[..., Result], keys: list[str], **options: Any) -> list[tuple[Any, ...]]:
    """Return the figures of each side, and of all deaths, by the keys."""
    frames = [
        ask(**options, measure=name).frame.select(*keys, pl.col(name))
        for name in (*SIDES, "deaths")
    ]
    return frames[0].hstack([frame.to_series(-1) for frame in frames[1:]]).rows()


def test_the_sides_add_up_to_the_deaths_of_events(made_up: str) -> None:
    every = asked(mali_cli.totals, [], data=made_up, type="all")
    assert every == by_duckdb(made_up, "", "true")
    assert sum(every[0][:4]) == every[0][4] == 88
    for options, where in (
        ({"type": "state-based"}, "type_of_violence = '1'"),
        ({"type": "all", "actor": "Gamma"}, "side_a = 'Gamma'"),
        ({"type": "all", "actor": "81", "side": "a", "from_": "2015-03"}, "id = '4'"),
    ):
        found = asked(mali_cli.totals, [], data=made_up, **options)
        assert [row[-5:] for row in found] == by_duckdb(made_up, "", where)


def test_the_sides_by_year_and_region_and_phase(made_up: str) -> None:
    years = asked(mali_cli.totals, ["year"], data=made_up, type="all", by="year")
    assert years == by_duckdb(made_up, "CAST(year AS INTEGER)", "true")
    phases = asked(mali_cli.periods, ["phase"], data=made_up, type="all", cut="2015")
    assert [row[1:] for row in phases] == [row[1:] for row in years]
    chart = mali_cli.chart(data=made_up, type="all", measure="deaths_b", by="month")
    assert chart.frame["deaths_b"].sum() == 22
    assert "low" not in chart.frame.columns


@pytest.mark.parametrize("measure", SIDES)
def test_columns_titles_and_notes_say_what_is_counted(made_up: str, run: Run, measure: str) -> None:
    where = ["--data", made_up, "-t", "all", "--measure", measure]
    rows = pl.read_csv(io.StringIO(run("periods", *where, "--csv", "-q").out))
    assert {measure, f"peak_{measure}"} <= set(rows.columns)
    assert rows["measure"].unique().to_list() == [measure]
    said = {
        "deaths_a": "side a",
        "deaths_b": "side b",
        "civilians": "Civilians killed",
        "deaths_unknown": "persons unknown",
    }[measure]
    for command in ("totals", "periods", "chart", "map", "breaks", "report"):
        ran = run(command, *where)
        assert said in ran.out or command == "breaks", command
        assert "deaths_" not in ran.out.replace(f"--measure {measure}", ""), command


def test_only_events_tell_the_sides(made_up: str, run: Run) -> None:
    with pytest.raises(NotHereError, match="--measure deaths_a needs events"):
        mali_cli.totals(country="Mali", measure="deaths_a")
    with pytest.raises(
        UsageError, match="--measure deaths_b needs events, and country-year has none"
    ):
        mali_cli.totals(country="Mali", measure="deaths_b", dataset="country-year")
    with pytest.raises(UsageError, match="low"):
        mali_cli.totals(data=made_up, measure="deaths_b", estimate="low")


def test_events_of_an_actor_have_the_dead_of_all_sides(made_up: str, tmp_path: Path) -> None:
    assert notes(mali_cli.totals(data=made_up, actor="Gamma", type="all")) == [
        "--actor counts the dead of all sides in events with that actor: 30 deaths, "
        "18 of them civilians. By side: --measure deaths_a, deaths_b, civilians, deaths_unknown."
    ]
    assert notes(mali_cli.totals(data=made_up, actor="Gamma", type="one-sided")) == []
    assert notes(mali_cli.totals(data=made_up, actor="Gamma", type="all", measure="deaths_a")) == []
    few = tmp_path / "few.csv"
    few.write_bytes(cut(MADE_UP))
    if "side_a" in few.read_text().splitlines()[0]:
        assert notes(mali_cli.totals(data=str(few), actor="Gamma", type="all")) == [
            "--actor counts the dead of all sides in events with that actor."
        ]


@pytest.mark.parametrize("command", ["totals", "periods"])
def test_rows_by_actor_of_one_sided_events_add_up(made_up: str, command: str) -> None:
    ask: Any = getattr(mali_cli, command)
    result = ask(data=made_up, by="actor", type="one-sided")
    assert notes(result) == ["In one-sided violence the actor is the perpetrator."]
    assert result.frame["deaths"].sum() == 42
    fighting = ask(data=made_up, by="actor", type="all")
    assert "Warning: An event counts for every actor in it, with the dead of all sides" in str(
        notes(fighting)
    )
    assert fighting.frame["deaths"].sum() > 88


def test_of_the_real_events_of_mali(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("ged241_mali_webexport.csv"))
    where: dict[str, Any] = {"data": path, "release": "24.1"}
    government = asked(mali_cli.totals, [], **where, actor="Government of Mali", type="state-based")
    assert [row[-5:-1] for row in government] == [(2745, 3946, 937, 347)]
    everyone = mali_cli.totals(**where, actor="JNIM", type="all")
    assert everyone.frame["deaths"].to_list() == [6704]
    assert "6,704 deaths, 1,595 of them civilians" in notes(everyone)[0]
    by_actor = mali_cli.totals(**where, by="actor", type="one-sided")
    assert by_actor.frame["deaths"].sum() == 4750
    assert not [note for note in by_actor.notes if note.warning and note.kind == "actor"]
