"""What one-sided violence leaves out is said where nobody asked for a type, with its figure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

import mali_cli
from mali_cli.model.result import Result
from tests.analysis.oracle import FIGURES
from tests.cli.conftest import Run, notes_in
from tests.read.made_up import EVENTS, Row
from tests.read.writers import cut, official

KIND = "one-sided"
COMMANDS: dict[str, Any] = {
    "periods": mali_cli.periods,
    "chart": mali_cli.chart,
    "breaks": mali_cli.breaks,
    "compare": mali_cli.compare,
}


def said(result: Result) -> list[str]:
    return [note.text for note in result.notes if note.kind == KIND]


def values(result: Result) -> Mapping[str, Any]:
    (note,) = [note for note in result.notes if note.kind == KIND]
    assert not note.warning
    return note.said.values


def event(number: int, day: str, kind: int, civilians: int) -> Row:
    row = {**EVENTS[0], "id": str(number), "date_start": day, "date_end": day, "year": day[:4]}
    row |= {"type_of_violence": str(kind), "deaths_civilians": str(civilians)}
    row |= {"best": "100", "low": "100", "high": "100", "deaths_unknown": str(100 - civilians)}
    row |= {"deaths_b": "0"}
    return row


MADE_UP = (
    event(1, "2012-05-01", 3, 90),
    event(2, "2014-05-01", 3, 100),
    event(3, "2022-03-27", 1, 43),
    event(4, "2022-04-27", 2, 7),
    event(5, "2022-05-27", 3, 80),
)


@pytest.fixture
def made_up(tmp_path: Path) -> str:
    path = tmp_path / "made_up.csv"
    path.write_bytes(official(MADE_UP))
    return str(path)


@pytest.mark.parametrize("command", COMMANDS)
def test_it_is_said_by_default_and_not_where_a_type_was_asked_for(command: str) -> None:
    ask = COMMANDS[command]
    assert len(said(ask())) == 1
    assert said(ask(type="one-sided")) == []
    assert said(ask(type="all", measure="civilians")) == []


def test_the_figures_are_those_of_ucdp_with_civilians_killed_in_fighting() -> None:
    assert said(mali_cli.chart(from_="2022", to="2022")) == [
        "Not counted: 344 civilians killed in fighting. Civilians killed in all types of violence, "
        "2022: 1,804 (--measure civilians -t all)."
    ]
    assert values(mali_cli.compare(mission="MINUSMA"))["missions"][0].values["number"] == 1103


@pytest.mark.parametrize("rule", ["both", "start", "end", "drop", "split"])
@pytest.mark.parametrize(
    ("country", "number", "phases"),
    [
        (None, 432, {}),
        ("Niger", 436, {"cut": "2021-04-02"}),
        ("Burkina Faso", 439, {"phase": ["a=2010-06..2015-06", "b=2018-03-05..2022"]}),
    ],
)
def test_they_are_what_the_options_count(
    country: str | None, number: int, phases: dict[str, Any], rule: str
) -> None:
    where: dict[str, Any] = {"country": country} if country else {}
    default = values(mali_cli.periods(**where, **phases, straddle=rule))
    options: dict[str, Any] = {**where, **phases, "straddle": rule, "measure": "civilians"}
    every = mali_cli.periods(**options, type="all").extras["distinct_total"]
    alone = mali_cli.periods(**options, type="one-sided").extras["distinct_total"]
    assert default["total"] == pytest.approx(every)
    assert default["number"] == pytest.approx(float(str(every)) - float(str(alone)), abs=0.11)
    if not phases and rule == "both":
        killed = "sum(civilians), sum(civilians) FILTER (type_of_violence <> 'one-sided')"
        sql = f"SELECT {killed} FROM read_csv('{FIGURES}') WHERE country_id = {number}"
        found = duckdb.connect().execute(sql).fetchone()
        assert found == (default["total"], default["number"])


def test_it_is_said_of_events_with_their_own_figures(made_up: str) -> None:
    where: dict[str, Any] = {"data": made_up}
    assert said(mali_cli.chart(**where, by="month", from_="2022", to="2022")) == [
        "Not counted: 50 civilians killed in fighting. Civilians killed in all types of violence, "
        "2022: 130 (--measure civilians -t all)."
    ]
    assert values(mali_cli.periods(**where))["total"] == 320
    assert values(mali_cli.map(**where))["number"] == 50
    assert said(mali_cli.map(**where, to="2014")) == []  # nothing is left out
    assert said(mali_cli.periods(**where, measure="events"))[0].startswith(
        "Not counted: 2 events of fighting. Events of all types of violence, "
    )
    assert ": 320 (" in said(mali_cli.periods(**where, measure="civilians"))[0]
    assert said(mali_cli.periods(**where, measure="civilians"))[0].endswith(" (-t all).")


def test_without_figures_of_civilians_the_options_are_said_alone(tmp_path: Path) -> None:
    path = tmp_path / "few_columns.csv"
    path.write_bytes(cut(MADE_UP))
    plain = "Not counted: civilians killed in fighting (--measure civilians -t all adds them)."
    assert said(mali_cli.periods(data=str(path))) == [plain]


def test_options_that_go_with_one_sided_deaths_alone_are_named() -> None:
    assert said(mali_cli.periods(by="perpetrator", estimate="low"))[0].endswith(
        " (--measure civilians -t all without --by perpetrator and --estimate low)."
    )
    assert "without --uncertainty range" in said(mali_cli.chart(uncertainty="range"))[0]


def test_people_and_scripts_see_it(run: Run) -> None:
    line = (
        "Not counted: 1,127 civilians killed in fighting. Civilians killed in all types of "
        "violence, 1989–2024: 6,489"
    )
    assert line in run("periods").out
    assert line in run("periods", "--csv").err
    assert line not in run("periods", "--csv", "-q").err
    assert line in run("report").out
    assert "--measure civilians -t all" in run("report", "-t", "one-sided").out
    assert any(line in note for note in notes_in(run("periods", "--json").json()))
