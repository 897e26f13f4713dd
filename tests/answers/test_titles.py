"""Titles say what is looked at: the phases that are left, the countries in the order given."""

from __future__ import annotations

from typing import Any

import pytest

import mali_cli
from mali_cli.model.result import Result
from tests.read.writers import FIXTURES

GED = str(FIXTURES / "ged-official.csv")


def phases_of(result: Result) -> str:
    """Return what the title says of the phases."""
    return result.heading.partition(": ")[2].partition(" (")[0]


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ({}, "before, during and after MINUSMA"),
        ({"from_": "2014", "to": "2020"}, "during MINUSMA"),
        ({"from_": "2014"}, "during and after MINUSMA"),
        ({"to": "2012"}, "before MINUSMA"),
    ],
)
def test_the_phases_of_a_mission_that_are_looked_at(window: dict[str, Any], said: str) -> None:
    for asked in (mali_cli.chart, mali_cli.periods):
        assert phases_of(asked(**window)) == said


def test_a_map_and_a_difference_name_them_too() -> None:
    shown = mali_cli.map(data=GED, by="phase", mission="MINUSMA", to="2012", country="Mali")
    assert phases_of(shown) == "before MINUSMA"
    sets = ("country-year@25.1", "country-year@25.1")
    differing = mali_cli.diff(*sets, by="phase", mission="MINUSMA", to="2012", country="Mali")
    assert differing.heading.endswith(", by phase (before MINUSMA)")


def test_a_mission_without_an_end_has_no_after() -> None:
    title = phases_of(mali_cli.periods(mission="MONUSCO", country="Mali"))
    assert title == "before and during MONUSCO"


def test_phases_by_other_names() -> None:
    cut = mali_cli.periods(cut=["2012-03-22", "2020-08-18"], country="Mali", to="2011")
    assert phases_of(cut) == "until 2012-03-21"
    whole = mali_cli.periods(cut=["2012-03-22", "2020-08-18"], country="Mali")
    assert phases_of(whole) == "cut at 2012-03-22 and 2020-08-18"
    coups = mali_cli.periods(timeline="mali-coups", to="2011")
    assert phases_of(coups) == "before the 2012 coup"


@pytest.mark.parametrize("order", [("Niger", "Mali"), ("Mali", "Niger")])
def test_countries_keep_their_order(order: tuple[str, str]) -> None:
    for asked in (mali_cli.totals, mali_cli.chart):
        result = asked(country=order)
        assert " and ".join(order) in result.title
        first, second = (result.arguments.index(name) for name in order)
        assert first < second
        assert list(result.selection["country"]) == list(order)  # type: ignore[call-overload]


def test_a_group_has_its_countries_in_the_order_of_tables() -> None:
    assert "Burkina Faso, Mali and Niger" in mali_cli.totals(country="@aes").title
    assert "Burkina Faso, Mali and Niger" in mali_cli.totals().title


@pytest.mark.parametrize("by", [("country",), ("year", "country"), ("country", "year")])
def test_rows_and_panels_keep_the_order_of_the_countries(by: tuple[str, ...]) -> None:
    def countries(asked: Result) -> list[str]:
        return list(dict.fromkeys(asked.frame["country"]))

    named = ["Niger", "Burkina Faso", "Mali"]
    assert countries(mali_cli.totals(country=named, by=by)) == named
    assert countries(mali_cli.totals(country=named, by=by, fill=True)) == named
    assert countries(mali_cli.chart(country=named, by=by)) == named
    phased = mali_cli.periods(country=named, mission="MINUSMA", by="country")
    assert countries(phased) == named
    years = mali_cli.totals(country=named, by=by).frame
    if by[0] == "year":
        assert years["year"].is_sorted()
    assert countries(mali_cli.totals(country="@aes", by=by)) == sorted(named)
