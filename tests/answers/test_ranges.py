"""What is said of ranges and of blanks where a window or a phase cuts yearly figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import mali_cli
from mali_cli.model.errors import NotHereError
from mali_cli.model.result import Result
from mali_cli.words import counting, straddling
from tests.cli.conftest import Run

YEARS: dict[str, Any] = {"country": "Mali", "type": "all", "dataset": "country-year"}
ALL = ("-c", "Mali", "-t", "all")
BY_START = ("--dataset", "country-year", "--straddle", "start")
NAMED = ("totals", *ALL, "--from", "2024-07", "--to", "2024-12", *BY_START)


def said(result: Result, kind: str) -> list[str]:
    return [note.text for note in result.notes if note.kind == kind]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("start", "no year begins in 2024-07-01..2024-11-30, as --straddle start asks."),
        ("end", "no year ends in 2024-07-01..2024-11-30, as --straddle end asks."),
        (
            "drop",
            "no whole year lies in 2024-07-01..2024-11-30, and --straddle drop counts whole years "
            "only.",
        ),
    ],
)
def test_totals_are_blank_by_the_rule_and_not_as_mali_did_not_exist(rule: str, why: str) -> None:
    result = mali_cli.totals(from_="2024-07", to="2024-11", straddle=rule, **YEARS)
    assert said(result, "blank") == [f"Blank, not zero: {why}"]
    phases = mali_cli.periods(phase="a=2024-07..2024-11", straddle=rule, **YEARS)
    [blank] = said(phases, "blank")
    assert why.replace("2024-07-01..2024-11-30", "'a'") in blank


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_totals_say_what_a_range_is_and_who_tells(run: Run, quiet: tuple[str, ...]) -> None:
    out = run(*NAMED, *quiet).out
    assert "0–1,901" in out
    assert "Warning: What is shown is a range, from what lies wholly inside to all that" in out
    assert "an edge cuts 2024" in out
    assert "Events can settle it: get them with mali-cli fetch ged, then mali-cli totals" in out


def test_totals_name_the_rows_that_are_ranges(run: Run) -> None:
    asked = ("--from", "2022-03", "--to", "2024-12", "--by", "year")
    out = run("totals", *ALL, *BY_START, *asked).out
    assert "Warning: 2022 is a range" in out
    whole = run("totals", "-c", "Mali", "-t", "all", "--by", "year", "--from", "2022").out
    assert "range" not in whole


def test_beside_a_range_there_is_nothing_of_the_figure_that_it_hides(run: Run) -> None:
    days = ("--from", "2022-03", "--to", "2024-06", "--uncertainty", "range")
    asked = ("totals", *ALL, *BY_START, *days)
    out = run(*asked).out
    assert "2,118–7,675" in out
    assert "low–high" not in out
    assert "below–above" not in out
    cells = run("periods", *asked[1:], "--phase", "a=2022-03..2024-06").out
    assert "below–above" not in cells


@pytest.mark.parametrize("quiet", [(), ("-q",)])
def test_a_chart_warns_of_phases_that_are_ranges(run: Run, quiet: tuple[str, ...]) -> None:
    cuts = ("--cut", "2022-01-24", "--cut", "2022-09-30")
    out = run("chart", "-c", "Burkina Faso", "-t", "all", *cuts, *quiet).out
    assert "Warning: 'until 2022-01-23', '2022-01-24..2022-09-29' and 'from 2022-09-30' are" in out
    assert "then mali-cli chart --cut 2022-01-24 --cut 2022-09-30 -c BFA -t all" in out


def test_a_chart_warns_once_of_bars_that_are_ranges() -> None:
    asked: dict[str, Any] = {"to": "2022-06", "straddle": "start", **YEARS}
    [said_of_bar] = said(mali_cli.chart(phase="a=1990..2000", **asked), "bounds")
    assert said_of_bar.startswith("2022 is a range")
    [said_of_phase] = said(mali_cli.chart(cut="2022", **asked), "bounds")
    assert said_of_phase.startswith("'from 2022-01-01' is a range")


def test_no_word_on_a_ratio_that_is_not_there() -> None:
    result = mali_cli.periods(cut=["2022-01-24", "2022-09-30"], straddle="start", **YEARS)
    assert result.frame["ratio_to_previous"].null_count() == 3
    assert not [text for text in said(result, "bounds") if "upper bound" in text]


def test_breaks_tell_the_civilians_of_the_years_that_they_look_at() -> None:
    [text] = said(mali_cli.breaks(country="Mali", from_="1995-03", to="2023-06"), "one-sided")
    [whole] = said(mali_cli.breaks(country="Mali", from_="1996", to="2022"), "one-sided")
    assert text == whole
    assert ", 1996–2022: 3,986 (" in text


@pytest.mark.parametrize(("number", "verb"), [(1, "crosses"), (2, "cross")])
def test_one_event_crosses_and_two_cross(number: int, verb: str) -> None:
    values = {"crossing": number, "events": 54, "unit": "month", "row": "event"}
    values |= {"treatment": "counted"}
    text = str(straddling.UNITS_CROSSED(**values))
    assert text.startswith(f"{number} of 54 events {verb} the edge of a month")
    with_deaths = straddling.UNITS_CROSSED_WITH(amount=30, noun="death", **values)
    assert f", with 30 deaths, {verb} the edge" in str(with_deaths)


def test_one_civilian_is_one() -> None:
    assert str(counting.OUT_OF_FIGHTING["civilians"](number=1)) == "civilian killed in fighting"
    assert str(counting.OUT_OF_FIGHTING["civilians"](number=953)) == "civilians killed in fighting"


@pytest.mark.parametrize("by", ["dyad", "conflict"])
def test_a_panel_of_one_type_has_the_dyads_of_that_type(
    real_data: Callable[[str], Path], by: str
) -> None:
    asked: dict[str, Any] = {"data": str(real_data("ged241_mali_webexport.csv")), "fill": True}
    asked |= {"by": [by, "year"], "from_": "2023", "to": "2023", "country": "Mali"}
    of_type = mali_cli.totals(type="non-state", **asked)
    every = mali_cli.totals(type="all", **asked | {"by": [by, "type", "year"]}).frame
    own = set(every.filter(every["type_of_violence"] == "non-state")[by])
    assert set(of_type.frame[by]) == own < set(every[by])
    assert "of any type" not in " ".join(note.text for note in of_type.notes)


@pytest.mark.parametrize(
    ("asked", "get", "options"),
    [
        ({"to": "2024-06"}, "fetch ged;", "--dataset country-year --straddle start"),
        ({"from_": "2024-07"}, "fetch ged;", "--dataset country-year --straddle end"),
        ({"to": "2024-06", "release": "25.1"}, "fetch ged@25.1;", "--straddle start"),
        ({"to": "2024-06", "dataset": "country-year"}, "fetch ged;", "--straddle start"),
    ],
)
def test_the_hint_of_a_cut_year_can_be_typed(asked: dict[str, Any], get: str, options: str) -> None:
    of_mali: dict[str, Any] = {"country": "Mali", "type": "all"}
    with pytest.raises(NotHereError) as error:
        mali_cli.totals(**of_mali, **asked)
    advice = str(error.value.advice)
    assert get in advice
    assert advice.endswith(options)
    words = options.split()
    typed = dict(zip([word.removeprefix("--") for word in words[::2]], words[1::2], strict=True))
    frame = mali_cli.totals(**of_mali, **{**asked, **{"dataset": "country-year"}, **typed}).frame
    assert frame["deaths"].item() > 0


def test_the_hint_of_a_cut_year_of_a_file_names_the_rule_alone(
    real_data: Callable[[str], Path], run: Run
) -> None:
    path = str(real_data("organizedviolencecy_v25_1.csv"))
    cut = ("-c", "Mali", "-t", "all", "--to", "2024-06")
    for asked in (("totals", "--data", path), ("diff", path, "country-year@25.1")):
        refused = run(*asked, *cut)
        assert refused.code == 3
        assert refused.err.endswith(" --straddle start\n")
        assert run(*asked, *cut, "--straddle", "start").code == 0
