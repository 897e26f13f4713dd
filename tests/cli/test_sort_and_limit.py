"""--sort and --limit: rows in another order, and the first of them, with all else as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mali_cli

if TYPE_CHECKING:
    from tests.cli.conftest import Run

EVENTS = Path(__file__).parents[2] / "fixtures" / "GEDEvent_v26_0_1.csv"
BY_YEAR = ("totals", "--by", "year", "-c", "Mali", "-t", "one-sided")


def test_the_deadliest_years_come_first(run: Run) -> None:
    usual = run(*BY_YEAR, "--csv").csv().rows(named=True)
    ran = run(*BY_YEAR, "--sort", "-deaths", "--limit", "3", "--csv")
    found = [(row["year"], row["deaths"]) for row in ran.csv().rows(named=True)]
    wanted = sorted(usual, key=lambda row: -row["deaths"])[:3]  # stable, as Python sorts
    assert found == [(row["year"], row["deaths"]) for row in wanted]
    left = len(usual) - 3
    assert f"Shortened by --limit: {left} rows of {len(usual)} not shown." in ran.err


def test_ties_stay_in_the_usual_order_both_ways(run: Run) -> None:
    for sort in ("deaths", "-deaths"):
        rows = run(*BY_YEAR, "--sort", sort, "--csv").csv()
        years = rows.filter(rows["deaths"] == 0)["year"].to_list()
        assert len(years) > 1
        assert years == sorted(years)


@pytest.mark.parametrize("sort", ["ratio_to_previous", "-ratio_to_previous"])
def test_blanks_are_last(run: Run, sort: str) -> None:
    assert run("periods", "--sort", sort, "--csv").csv()["phase"].to_list()[-1] == "before"


def test_totals_and_marks_stay_those_of_all_rows(run: Run) -> None:
    whole, cut = (run("periods", *more, "--json").json() for more in ((), ("--limit", "1")))
    assert cut["distinct_total"] == whole["distinct_total"]
    assert cut["phases"] == whole["phases"][:1]
    after = "×1.70 (1.70–1.72)*"
    assert after in run("periods").out
    assert after in run("periods", "--sort", "deaths", "--limit", "1").out
    during = run("periods", "--sort", "deaths").out.splitlines()
    assert not [line for line in during if line.startswith("during") and line.count("*")]


def test_signs_are_explained_where_they_stand(run: Run) -> None:
    words = ("totals", "--by", "year", "-c", "Mali", "-t", "all")
    assert "†" in run(*words).out
    assert "out of order" not in run(*words, "--sort", "-deaths", "--limit", "3").out
    last = run(*words, "--sort", "deaths").out
    assert "out of order" in last
    assert "1995 (low 11, best 4, high 17)" in last


def test_json_and_the_command_say_it(run: Run) -> None:
    body = run(*BY_YEAR, "--sort", "-deaths", "--limit", "2", "--json").json()
    assert (body["selection"]["sort"], body["selection"]["limit"]) == ("-deaths", 2)
    assert "--limit 2 --sort=-deaths" in body["reproduce"]
    assert body["notes"][0]["text"].startswith("Shortened by --limit:")
    assert "sort" not in run(*BY_YEAR, "--json").json()["selection"]


def test_an_unknown_column_is_refused_with_those_there_are(run: Run) -> None:
    ran = run(*BY_YEAR, "--sort", "deths")
    assert ran.code == 2
    assert "these rows have no column 'deths'" in ran.err
    assert "did you mean deaths" in ran.err
    assert "there are year, deaths, at_least" in ran.err


def test_fewer_than_no_rows_are_refused(run: Run) -> None:
    ran = run(*BY_YEAR, "--limit", "-1")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize(
    "words",
    [BY_YEAR, ("events", "--data", str(EVENTS)), ("datasets", "show", "candidate")],
    ids=lambda words: words[0],
)
def test_a_limit_beyond_all_numbers_of_rows_cuts_nothing(run: Run, words: tuple[str, ...]) -> None:
    if words[0] == "datasets":
        assert run("import", str(EVENTS)).code == 0
    limited = run(*words, "--limit", "9" * 30, "--csv", "-q")
    assert limited == run(*words, "--csv", "-q")
    assert limited.code == 0


@pytest.mark.parametrize(
    ("command", "name"),
    [("missions", "mission"), ("countries", "country"), ("timelines", "timeline")],
)
def test_lists_can_be_sorted_and_cut(run: Run, command: str, name: str) -> None:
    whole = run(command, "--csv").csv()[name].to_list()
    ran = run(command, "--sort", f"-{name}", "--limit", "2", "--csv")
    assert ran.csv()[name].to_list() == sorted(whole, reverse=True)[:2]
    assert f"rows of {len(whole)} not shown" in ran.err


def test_missions_compared_can_be_cut(run: Run) -> None:
    ran = run("compare", "--sort=-mission", "--limit", "0", "--csv")
    assert ran.csv().height == 0
    assert "Shortened by --limit: 1 row of 1 not shown." in ran.err


def test_in_python() -> None:
    result = mali_cli.totals(by="year", country="Mali", type="all", sort="-deaths", limit=1)
    assert result.frame.height == 1
    assert result.notes[0].kind == "limit"
    assert result.frame["deaths"][0] == result.frame["deaths"].max()
