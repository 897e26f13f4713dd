"""The figures that the project exists for, as published for Mali and release 25.1."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import mali_cli
from mali_cli.model.result import Result

MINUSMA = [
    # rule, deaths before, during and after, distinct total
    ("both", (1029, 3818, 619), 5436),
    ("start", (1029, 3788, 619), 5436),
    ("end", (999, 3818, 619), 5436),
    ("drop", (999, 3788, 619), 5406),
    ("split", (1013.9, 3803.1, 619), 5436),
]
YEARS = (24 + 181 / 365, 184 / 365 + 10, 1)
"""How long the phases are: 181 days of 2013 lie before 1 July."""
INSIDE, TOUCHING = (999, 3788, 619), (1029, 3818, 619)


def notes(result: Result, kind: str) -> list[str]:
    return [str(note) for note in result.notes if note.kind == kind]


def only(result: Result) -> dict[str, Any]:
    assert result.frame.height == 1
    return result.frame.to_dicts()[0]


@pytest.mark.parametrize(("rule", "deaths", "distinct"), MINUSMA)
def test_civilians_killed_before_during_and_after_minusma(
    rule: str, deaths: tuple[float, ...], distinct: float
) -> None:
    result = mali_cli.periods(straddle=rule)
    assert tuple(result.frame["deaths"]) == deaths
    assert tuple(result.frame["at_least"]) == INSIDE
    assert tuple(result.frame["at_most"]) == TOUCHING
    assert list(result.frame["years"]) == pytest.approx(YEARS, abs=5e-5)
    assert result.extras["distinct_total"] == distinct
    assert list(result.frame["peak"]) == ["1994", "2022", "2024"]
    assert list(result.frame["peak_deaths"]) == [593, 1461, 619]


def test_the_bare_question_is_mali_one_sided_minusma_both() -> None:
    bare = mali_cli.periods()
    asked = mali_cli.periods(
        mission="MINUSMA",
        mission_dates="operations",
        country="Mali",
        type="one-sided",
        straddle="both",
        dataset="country-year@25.1",
    )
    assert bare.frame.equals(asked.frame)
    assert asked.arguments == bare.arguments
    assert bare.taken == (
        "Defaults: Mali · one-sided violence · MINUSMA's dates of operation · shared years counted "
        "in both phases"
    )
    assert not asked.taken


def test_low_and_high_of_the_three_phases() -> None:
    frame = mali_cli.periods().frame
    assert list(frame["low"]) == [1029, 3535, 525]
    assert list(frame["high"]) == [2100, 4610, 1028]
    # 2013 has a low, best and high of 30
    assert list(frame["low_at_least"]) == [999, 3505, 525]
    assert list(frame["high_at_most"]) == [2100, 4610, 1028]


def test_rates_shares_ratios_and_straddling_of_the_three_phases() -> None:
    frame = mali_cli.periods().frame
    rates = [n / years for n, years in zip(TOUCHING, YEARS, strict=True)]
    assert [round(rate, 1) for rate in rates] == [42.0, 363.5, 619.0]
    assert list(frame["per_year"]) == pytest.approx(rates, abs=5e-5)
    assert list(frame["share"]) == pytest.approx([1029 / 5436, 3818 / 5436, 619 / 5436], abs=5e-5)
    first, *ratios = frame["ratio_to_previous"]
    assert first is None
    assert ratios == pytest.approx([rates[1] / rates[0], rates[2] / rates[1]], abs=5e-5)
    assert [round(ratio, 2) for ratio in ratios] == [8.65, 1.70]
    assert list(frame["straddling"]) == [30, 30, 0]


def test_bounds_of_the_rates_shares_and_ratios_of_the_three_phases() -> None:
    frame = mali_cli.periods().frame
    least, most = ([n / y for n, y in zip(x, YEARS, strict=True)] for x in (INSIDE, TOUCHING))
    assert list(frame["per_year_at_least"]) == pytest.approx(least, abs=5e-5)
    assert list(frame["per_year_at_most"]) == pytest.approx(most, abs=5e-5)
    low, high = frame["ratio_at_least"].to_list(), frame["ratio_at_most"].to_list()
    assert low[0] is high[0] is None
    # all of 2013 on the one side or on the other
    assert low[1:] == pytest.approx([least[1] / most[0], least[2] / most[1]], abs=5e-5)
    assert high[1:] == pytest.approx([most[1] / least[0], most[2] / least[1]], abs=5e-5)
    assert [round(ratio, 2) for ratio in (*low[1:], *high[1:])] == [8.58, 1.70, 8.91, 1.72]
    shares = [999 / 5436, 3788 / 5436, 619 / 5436]
    assert list(frame["share_at_least"]) == pytest.approx(shares, abs=5e-5)
    shares = [1029 / 5436, 3818 / 5436, 619 / 5436]
    assert list(frame["share_at_most"]) == pytest.approx(shares, abs=5e-5)
    extras = mali_cli.periods().extras
    assert (extras["distinct_total_at_least"], extras["distinct_total_at_most"]) == (5436, 5436)


def test_the_eleven_days_of_1995_after_unprofor(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("organizedviolencecy_v25_1.csv"))
    result = mali_cli.periods(mission="UNPROFOR", data=path)
    after = result.frame.row(2, named=True)
    assert (after["deaths"], after["at_least"], after["at_most"]) == (9541, 994, 9541)
    assert after["years"] == pytest.approx(11 / 365 + 29, abs=5e-5)
    assert after["peak"] not in ("1995", None)
    [warning] = [note for note in result.notes if note.kind == "bounds" and note.warning]
    assert "'after' are ranges" in warning.text
    assert "an edge cuts 1992 and 1995" in warning.text


@pytest.mark.parametrize(
    ("rule", "straddling"),
    [
        ("start", [30, 0, 0]),
        ("end", [0, 30, 0]),
        ("drop", [0, 0, 0]),
        ("split", [14.9, 15.1, 0]),  # 181 and 184 of the 365 days of 2013
    ],
)
def test_straddling_deaths_lie_where_the_rule_puts_them(rule: str, straddling: list[float]) -> None:
    assert list(mali_cli.periods(straddle=rule).frame["straddling"]) == straddling


@pytest.mark.parametrize(
    ("rule", "deaths", "peak"),
    [
        ("both", 53, "2013 (30 deaths"),
        ("start", 30, "2013 (30 deaths"),
        ("end", 23, "2012 (23 deaths"),
        ("split", 34.1, "2012 (19.2 deaths"),  # 306 / 366 of 23 and 181 / 365 of 30
    ],
)
def test_a_phase_that_cuts_two_years(rule: str, deaths: float, peak: str) -> None:
    result = mali_cli.periods(country="Mali", phase="a=2012-03..2013-06", straddle=rule)
    row = only(result)
    assert (row["deaths"], row["at_least"], row["at_most"]) == (deaths, 0, 53)
    assert row["years"] == pytest.approx(306 / 366 + 181 / 365, abs=5e-5)
    assert row["peak"] is row["peak_deaths"] is None, "no year lies wholly in it"
    [said] = notes(result, "peak")
    assert said == f"Peaks are of whole years, so {peak} in 'a'), cut by an edge, is none."
    assert row["share"] == 1


def test_a_year_that_two_phases_cut_is_one_peak() -> None:
    result = mali_cli.periods(
        country="Mali",
        phase=["a=2022-02..2022-05", "b=2022-06..2022-08"],
        straddle="both",
        type="one-sided",
    )
    [said] = notes(result, "peak")
    assert said == (
        "Peaks are of whole years, so 2022 (1,461 deaths in 'a' and 1,461 deaths in 'b'), cut by "
        "an edge, is none."
    )


def test_a_phase_in_which_no_whole_year_lies_is_blank_under_drop() -> None:
    result = mali_cli.periods(country="Mali", phase="a=2012-03..2013-06", straddle="drop")
    row = only(result)
    assert row["years"] == pytest.approx(306 / 366 + 181 / 365, abs=5e-5)
    assert (row["at_least"], row["at_most"]) == (0, 53)
    blank = ("deaths", "low", "high", "per_year", "peak", "peak_deaths", "share", "straddling")
    assert [row[name] for name in blank] == [None] * len(blank)
    [said] = notes(result, "blank")
    assert said.startswith("Blank, not zero: no whole year lies in 'a', and --straddle drop")


def test_years_without_deaths_are_zero_and_not_blank() -> None:
    result = mali_cli.periods(country="Mali", phase="quiet=1996..2006")
    row = only(result)
    assert row["deaths"] == row["peak_deaths"] == row["per_year"] == 0
    assert row["years"] == 11
    assert row["peak"] is None
    assert row["share"] is None  # of a total of nothing
    assert not notes(result, "blank")


def test_perpetrators_of_one_sided_violence_in_2024() -> None:
    frame = mali_cli.totals(by="perpetrator", country="Mali", from_="2024", to="2024").frame
    assert frame.select("perpetrator", "deaths").rows() == [
        ("government", 345),
        ("non-state", 274),
    ]


def test_civilians_killed_in_2022_in_all_types() -> None:
    result = mali_cli.totals(
        country="Mali", type="all", measure="civilians", from_="2022", to="2022"
    )
    row = only(result)
    assert row["civilians"] == 1804
    assert not {"deaths", "low", "high"} & set(row)


def test_all_deaths_of_mali_by_type() -> None:
    frame = mali_cli.totals(country="Mali", by="type").frame
    assert frame.drop("at_least", "at_most").rows() == [
        ("state-based", 9005, 8740, 11299),
        ("non-state", 3265, 3202, 4352),
        ("one-sided", 5436, 5059, 7708),
    ]


def test_ties_of_the_peak_are_all_named() -> None:
    row = only(mali_cli.periods(country="Mali", phase="a=2008..2011"))
    assert row["peak"] == "2008;2009;2011"
    assert row["peak_deaths"] == 1


def test_no_ratio_is_given_across_a_blank_phase_or_to_one_without_deaths() -> None:
    result = mali_cli.periods(
        country="Mali",
        phase=["a=1990..1995", "b=2012-03..2012-06", "c=2014..2015", "d=2002..2003", "e=2018"],
        straddle="drop",
    )
    assert list(result.frame["deaths"]) == [973, None, 5, 0, 551]
    ratios = list(result.frame["ratio_to_previous"])
    assert ratios == [None, None, None, 0, None]


def test_shares_pass_100_percent_under_both_and_the_note_says_so() -> None:
    result = mali_cli.periods()
    assert sum(result.frame["share"]) > 1
    [note] = notes(result, "distinct")
    assert note == (
        "Total without double counting: 5,436. 2013 counts in two phases, so shares exceed 100% "
        "(the rows add up to 5,466)."
    )
    assert "100%" not in notes(mali_cli.periods(straddle="start"), "distinct")[0]


def test_the_note_names_the_year_that_straddles_in_every_rule() -> None:
    for rule in ("both", "start", "end", "split", "drop"):
        [note] = notes(mali_cli.periods(straddle=rule), "straddle")
        assert note.startswith("2013 (30 deaths) falls in two phases.")
        assert f"--straddle {rule}: what crosses an edge is " in note


def test_one_death_is_not_called_deaths() -> None:
    notes_of = notes(mali_cli.periods(window="5y"), "straddle")
    assert notes_of[0].startswith("2008 (1 death) and 2013 (30 deaths) cross ")


def test_a_warning_says_where_the_bounds_differ_by_more_than_a_tenth() -> None:
    result = mali_cli.periods(
        mission="MINUSMA", country=["Mali", "Niger"], by="country", window="5y"
    )
    [warning] = [note.text for note in result.notes if note.warning]
    assert warning.startswith("'before' (Mali) and 'before' (Niger) are ranges, from what lies ")
    assert "an edge cuts 2008 and 2013" in warning
    again = "mali-cli periods --mission MINUSMA --mission-dates operations --window 5y --by country"
    command = f"{again} -c Mali -c Niger -t one-sided --dataset ged"
    assert warning.endswith(
        f"Events can settle it: get them with mali-cli fetch ged, then {command}"
    )
    [no_most] = [note.text for note in result.notes if note.kind == "bounds" and not note.warning]
    assert no_most.startswith("'during' (Niger) has a ratio without an upper bound")
    assert not [note for note in mali_cli.periods().notes if note.warning]


@pytest.mark.parametrize("rule", ["both", "start", "end", "split", "drop"])
def test_the_warning_and_what_it_bounds_are_the_same_under_every_rule(rule: str) -> None:
    phase = "a=2012-03..2013-06"
    result = mali_cli.periods(country="Mali", phase=phase, straddle=rule)
    [warning] = [note.text for note in result.notes if note.warning]
    assert warning.startswith("'a' is a range, from what lies wholly inside to all that touches")


def test_several_types_are_rows_of_their_own_and_all_is_their_sum() -> None:
    apart = mali_cli.periods(type=["one-sided", "state-based"]).frame
    assert list(dict.fromkeys(apart["type_of_violence"])) == ["state-based", "one-sided"]
    together = mali_cli.periods(type="all", straddle="start").frame
    every = mali_cli.periods(by="type", straddle="start").frame
    added = every.group_by("phase", maintain_order=True).agg(pl.col("deaths").sum())
    assert list(added["deaths"]) == list(together["deaths"])


def test_with_groups_share_is_of_all_groups_together() -> None:
    result = mali_cli.periods(by="perpetrator", straddle="start")
    assert sum(result.frame["share"]) == pytest.approx(1, abs=1e-3)
    assert result.extras["distinct_total"] == 5436


def test_countries_are_summed_unless_asked_apart() -> None:
    aes = mali_cli.periods(mission="MINUSMA", country="@aes", straddle="start")
    apart = mali_cli.periods(mission="MINUSMA", country="@aes", straddle="start", by="country")
    assert aes.frame.height == 3
    assert apart.frame.height == 9
    assert list(apart.frame["country"].unique(maintain_order=True)) == [
        "Burkina Faso",
        "Mali",
        "Niger",
    ]
    assert aes.frame["deaths"].sum() == apart.frame["deaths"].sum()
    # a day counts once, however many countries have it
    assert list(aes.frame["years"]) == pytest.approx(YEARS, abs=5e-5)
    assert list(apart.frame["years"]) == pytest.approx(3 * YEARS, abs=5e-5)


def test_a_window_of_data_cuts_phases_and_follows_the_rule() -> None:
    window: dict[str, Any] = {"from_": "2012-07", "to": "2013-03", "dataset": "country-year"}
    both = mali_cli.periods(**window, straddle="both")
    start = mali_cli.periods(**window, straddle="start")
    assert both.frame.select("phase", "start", "end").to_dicts() == [
        {"phase": "before", "start": _day("2012-07-01"), "end": _day("2013-03-31")}
    ]
    assert list(both.frame["deaths"]) == [53]
    assert list(start.frame["deaths"]) == [30]
    left_out = "Outside 2012-07-01..2013-03-31, so left out: phase 'after' (2024-01-01..)"
    assert left_out in [str(note) for note in both.notes]


def _day(text: str) -> Any:
    return pl.Series([text]).str.to_date().item()
