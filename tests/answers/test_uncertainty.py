"""How sure counts are: what `--uncertainty` adds to totals and periods."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import mali_cli
from mali_cli.analysis.gumbel_mixture import mixtures
from mali_cli.analysis.survey import SURVEY_COLUMNS
from mali_cli.facts.survey_model import survey_model
from mali_cli.model.result import Result
from tests.cli.conftest import Run
from tests.observations.made_events import written
from tests.read.made_up import EVENTS, Row

RealData = Callable[[str], Path]
SAMPLE = "ged231_sample1000.csv"
MALI = "ged241_mali_webexport.csv"
CAUSAL = ("because", "caused", "due to", "effect", "impact", "led to", "driven")


def event(number: int, best: int, first: str, last: str | None = None, **cells: str) -> Row:
    row = {**EVENTS[0], "id": str(number), "year": first[:4], "date_start": first}
    row |= {"date_end": last or first, "type_of_violence": "3", "side_b": "Civilians"}
    row |= {"best": str(best), "low": str(best), "high": str(best + 2), "deaths_civilians": "0"}
    return row | {"deaths_b": str(best)} | cells


@pytest.fixture
def few() -> str:
    """Write five events: one crosses new year, one has no deaths, one is out of order."""
    return written(
        [
            event(1, 5, "2012-03-01"),
            event(2, 24, "2012-12-30", "2013-01-03"),
            event(3, 0, "2014-05-05"),
            event(4, 25, "2014-06-01", type_of_violence="1", low="30", side_b="Alpha"),
            event(5, 3, "2014-07-01", type_of_violence="2", side_b="Alpha"),
        ]
    )


def texts(result: Result, kind: str = "uncertainty") -> str:
    return " ".join(note.text for note in result.notes if note.kind == kind)


def means(*events: tuple[str, int]) -> float:
    kinds, bests = zip(*events, strict=True)
    return round(float(mixtures(survey_model(), kinds, bests).mean.sum()), 2)


def test_the_sample_of_the_world(real_data: RealData) -> None:
    """Figures of shared/reference/uncertainty.md, within the error of 10,000 draws."""
    path = str(real_data(SAMPLE))
    result = mali_cli.totals(data=path, type="all", uncertainty="survey")
    row = result.frame.row(0, named=True)
    assert (row["deaths"], row["low"], row["high"]) == (9_561, 6_224, 22_017)
    assert row["survey_mean"] == pytest.approx(12_595, abs=0.5)
    assert row["survey_lower"] == pytest.approx(11_850, rel=0.01)
    assert row["survey_upper"] == pytest.approx(13_840, rel=0.01)
    assert "widening them (+32% on best in these rows)." in texts(result)
    frame = mali_cli.totals(data=path, uncertainty="survey").frame
    shift = (100 * frame["survey_mean"] / frame["deaths"] - 100).round()
    assert shift.to_list() == [47, 17, 28]


def test_types_are_added_up_each_by_its_own_model(few: str) -> None:
    frame = mali_cli.totals(data=few, type="all", uncertainty="survey").frame
    kinds = [("one-sided", 5), ("one-sided", 24), ("one-sided", 0)]
    expected = means(*kinds, ("state-based", 25), ("non-state", 3))
    assert frame["survey_mean"].to_list() == [expected]
    by_type = mali_cli.totals(data=few, uncertainty="survey").frame["survey_mean"]
    assert by_type.to_list() == [
        means(("state-based", 25)),
        means(("non-state", 3)),
        means(*kinds),
    ]


def test_deaths_are_those_without_it(few: str) -> None:
    for by in ((), ("year",), ("month",), ("type", "country")):
        plain = mali_cli.totals(data=few, by=by).frame
        for kind in ("range", "survey"):
            sure = mali_cli.totals(data=few, by=by, uncertainty=kind).frame
            assert sure.select(plain.columns).equals(plain)
    plain = mali_cli.periods(data=few, cut="2013").frame
    for kind in ("range", "survey"):
        sure = mali_cli.periods(data=few, cut="2013", uncertainty=kind).frame
        assert sure.select(plain.columns).equals(plain)


def test_years_without_events_are_zero(few: str) -> None:
    frame = mali_cli.totals(data=few, by="year", type="one-sided", uncertainty="survey").frame
    assert frame["year"].to_list() == [2012, 2013, 2014]
    assert frame["survey_mean"].to_list() == [
        means(("one-sided", 5), ("one-sided", 24)),
        0.0,
        means(("one-sided", 0)),
    ], "of an event with 0 deaths the model has a positive mean"
    assert frame["deaths"].to_list() == [29, 0, 0]


@pytest.mark.parametrize(
    ("rule", "events"),
    [
        ("start", [[5, 24], [0]]),
        ("end", [[5], [24, 0]]),
        ("both", [[5, 24], [24, 0]]),
        ("drop", [[5], [0]]),
    ],
)
def test_the_straddle_rule_gives_whole_events_to_phases(
    few: str, rule: str, events: list[list[int]]
) -> None:
    result = mali_cli.periods(
        data=few, cut="2013", type="one-sided", straddle=rule, uncertainty="survey"
    )
    expected = [means(*(("one-sided", best) for best in of_phase)) for of_phase in events]
    assert result.frame["survey_mean"].to_list() == expected


def test_groups_of_periods(few: str) -> None:
    result = mali_cli.periods(data=few, cut="2013", by="type", uncertainty="survey")
    found = {
        (row["type_of_violence"], row["start"].year): row["survey_mean"]
        for row in result.frame.iter_rows(named=True)
    }
    assert found[("state-based", 2013)] == means(("state-based", 25))
    assert found[("state-based", 2012)] == 0.0
    assert found[("one-sided", 2012)] == means(("one-sided", 5), ("one-sided", 24))


def test_actors_have_their_events_each(few: str) -> None:
    frame = mali_cli.totals(data=few, by="actor", uncertainty="survey", type="all").frame
    row = frame.filter(actor="Alpha").row(0, named=True)
    assert row["survey_mean"] == means(("state-based", 25), ("non-state", 3))


@pytest.mark.parametrize("command", ["totals", "periods"])
def test_what_to_type_again_gives_the_same_bytes(run: Run, few: str, command: str) -> None:
    words = ["--uncertainty", "survey", "--level", "0.8", "--draws", "500", "--seed", "9"]
    extra = ["--cut", "2013"] if command == "periods" else ["--by", "year"]
    asked = [command, "--data", few, "-t", "all", *extra, *words]
    *again, _, _ = shlex.split(run(*asked, "--json").json()["reproduce"])[1:]
    assert set(words) <= set(again)
    first = run(*asked, "--csv", "-q")
    assert first.code == 0, first.err
    assert run(*again, "--csv", "-q").stdout == first.stdout
    other = run(*asked[:-1], "10", "--csv", "-q")
    assert other.stdout != first.stdout, "of another seed"


def test_model_draws_and_seed_go_with_the_figures(few: str) -> None:
    result = mali_cli.totals(data=few, uncertainty="survey", level=0.8, draws=500, seed=9)
    found: Any = result.extras["uncertainty"]
    assert (found["package"], found["version"], found["licence"]) == (
        "uncertainUCDP",
        "0.6.1",
        "MIT",
    )
    assert (found["level"], found["draws"], found["seed"]) == (0.8, 500, 9)
    line = "survey (uncertainUCDP 0.6.1), level 0.8, 500 draws, seed 9"
    assert result.constants["uncertainty"] == line


def test_the_cautions_stand_beside_the_figures(few: str) -> None:
    text = texts(mali_cli.totals(data=few, uncertainty="survey"))
    for words in (
        "uncertainUCDP 0.6.1, MIT licence",
        "events that UCDP records",
        "shifts totals as well as widening them",
        "too narrow",
        "all events at the same quantile",
        "jumps at the levels",
        "events of 0 deaths a positive mean",
        "neither whole nor cut at zero",
        "do not add up",
        "10,000 draws, seed 1",
    ):
        assert words in text, words
    assert "10.1177/00220027261423826" in texts(
        mali_cli.totals(data=few, uncertainty="survey"), "cite"
    )


@pytest.mark.parametrize("kind", ["range", "survey"])
def test_nothing_is_said_of_causes(few: str, kind: str) -> None:
    text = texts(mali_cli.periods(data=few, cut="2013", uncertainty=kind)).casefold()
    assert not [word for word in CAUSAL if word in text]


def test_the_range_counts_what_is_out_of_order(few: str) -> None:
    result = mali_cli.totals(data=few, uncertainty="range")
    rows = result.frame.select("type_of_violence", "range_below", "range_above", "range_unordered")
    assert rows.rows() == [
        ("state-based", -0.2, 0.08, 1),
        ("non-state", 0.0, 0.6667, 0),
        ("one-sided", 0.0, 0.2069, 0),
    ]
    assert "1 estimate is not in the order low, best, high" in texts(result)
    assert "bounds, not an interval with a probability" in texts(result)


def test_the_range_of_country_years_is_that_of_their_own_bounds() -> None:
    frame = mali_cli.periods(uncertainty="range").frame
    assert frame["deaths"].to_list() == [1_029, 3_818, 619]
    assert frame["range_below"].to_list() == [0.0, 0.0741, 0.1519]
    assert frame["range_unordered"].to_list() == [0, 0, 0]


@pytest.mark.parametrize("words", [{}, {"dataset": "country-year"}])
def test_country_years_are_refused_with_the_reason(words: dict[str, Any]) -> None:
    with pytest.raises(mali_cli.MaliCliError, match="country-year rows are sums") as no:
        mali_cli.periods(uncertainty="survey", **words)
    assert "ged" in (no.value.hint or "")


def test_a_file_of_country_years_is_refused_with_the_reason() -> None:
    path = Path(__file__).parents[2] / "fixtures" / "country-year-25.1.csv"
    with pytest.raises(mali_cli.MaliCliError, match="country-year rows are sums"):
        mali_cli.totals(data=str(path), uncertainty="survey")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"straddle": "split", "uncertainty": "survey"}, "needs whole events"),
        ({"measure": "civilians", "uncertainty": "survey"}, "civilians have no low, high or model"),
        ({"measure": "events", "uncertainty": "range"}, "events have no low, high or model"),
        ({"estimate": "low", "uncertainty": "survey"}, "starts from the best estimate"),
        ({"estimate": "high", "uncertainty": "range"}, "starts from the best estimate"),
        ({"draws": 500}, "--draws works with --uncertainty survey only"),
    ],
)
def test_what_has_no_such_measure_is_refused(few: str, words: dict[str, Any], why: str) -> None:
    with pytest.raises(mali_cli.MaliCliError, match=why) as refused:
        mali_cli.totals(data=few, **words)
    assert refused.value.hint


def test_the_range_may_be_split(few: str) -> None:
    words: dict[str, Any] = {"data": few, "cut": "2013", "type": "one-sided", "straddle": "split"}
    frame = mali_cli.periods(uncertainty="range", **words).frame
    assert frame["range_unordered"].to_list() == [0, 0]
    assert frame["range_above"].null_count() == 0


def test_a_filter_that_leaves_nothing_leaves_zero(few: str) -> None:
    frame = mali_cli.totals(data=few, near="0,0,1", type="all", uncertainty="survey").frame
    assert frame.select(SURVEY_COLUMNS).rows() == [(0.0,) * 6]


def test_every_phase_and_region_of_mali(real_data: RealData) -> None:
    """The rows of a table are the tables of its rows, and intervals contain their mean."""
    data: dict[str, Any] = {"data": str(real_data(MALI)), "release": "24.1"}
    frame = mali_cli.totals(by="adm1", type="all", uncertainty="survey", draws=2000, **data).frame
    inside = frame.filter(
        pl.col("survey_lower") <= pl.col("survey_mean"),
        pl.col("survey_mean") <= pl.col("survey_upper"),
        pl.col("survey_shared_lower") <= pl.col("survey_mean"),
        pl.col("survey_mean") <= pl.col("survey_shared_upper"),
    )
    assert inside.height == frame.height > 8
    whole = mali_cli.totals(type="all", uncertainty="survey", draws=2000, **data).frame
    assert frame["survey_mean"].sum() == pytest.approx(whole["survey_mean"][0], abs=0.1)
    alone = mali_cli.totals(
        adm1="Kidal", type="all", uncertainty="survey", draws=2000, **data
    ).frame.select(SURVEY_COLUMNS)
    assert alone.equals(frame.filter(adm_1="Kidal region").select(SURVEY_COLUMNS))


def test_citing_the_model() -> None:
    keys = mali_cli.cite(uncertainty="survey").frame["key"].to_list()
    assert keys[-2:] == ["vesco2026", "uncertainucdp"]
    assert mali_cli.cite(uncertainty="range").frame["key"].to_list() == keys[:-2]
