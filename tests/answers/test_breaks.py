"""Where the level of a series changes, and the rank of a date among all dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.model.result import Result
from tests.observations.made_events import tables, written
from tests.read.made_up import Row
from tests.servers import made_up


def said(result: Result) -> str:
    return "\n".join(str(note) for note in result.notes)


def extra(result: Result, name: str) -> Any:
    return result.extras[name]


def test_mali_has_four_levels_and_its_best_single_break_is_2018() -> None:
    result = mali_cli.breaks()
    frame = result.frame
    assert [day.year for day in frame["start"]] == [1989, 1995, 2012, 2018]
    assert list(frame["deaths"]) == [971, 5, 141, 4319]
    assert list(frame["units"]) == [6, 17, 6, 7]
    assert list(frame["per_year"]) == [161.8333, 0.2941, 23.5, 617.0]
    assert ((frame["lower"] < frame["per_year"]) & (frame["per_year"] < frame["upper"])).all()
    single = extra(result, "single_break")
    assert (single["unit"], single["date"]) == ("2018", date(2018, 1, 1))
    assert single["after_per_year"] == 617.0
    assert single["above_penalty"]
    assert "The level changes in 1995, 2012 and 2018: improvement" in said(result)
    assert "Best single break: 2018, from 38.5 to 617.0 deaths a year" in said(result)
    assert "The variance is 602 times the mean." in said(result)


def test_2013_ranks_8th_of_27_and_nobody_calls_that_a_test() -> None:
    result = mali_cli.breaks()
    placebo = extra(result, "placebo")
    assert (placebo["of"], placebo["undefined"], len(placebo["dates"])) == (27, 0, 27)
    (asked,) = placebo["asked"]
    assert (asked["name"], asked["unit"], asked["rank"]) == ("MINUSMA", "2013", 8)
    assert asked["ratio"] == pytest.approx(8.8829, abs=1e-4)
    assert "from 2013 on, deaths a year are 8.88 times those before: rank 8 of 27 dates" in said(
        result
    )
    words = f"{result.title} {said(result)}".casefold()
    assert not any(word in words for word in ("p-value", "significan", "because", "effect"))


def test_a_date_is_compared_as_a_mission_that_begins_there() -> None:
    by_mission = mali_cli.breaks(mission="minusma", placebos=True)
    by_date = mali_cli.breaks(country="Mali", at="2013-07-01", placebos=True)
    assert by_mission.frame.drop("asked").equals(by_date.frame.drop("asked"))
    assert list(by_mission.frame.filter(pl.col("asked") == "MINUSMA")["unit"]) == ["2013"]
    assert list(by_date.frame.filter(pl.col("asked") == "2013-07-01")["rank"]) == [8]


def test_dates_before_which_nobody_died_have_no_ratio_and_are_counted() -> None:
    result = mali_cli.breaks(country="Niger", type="non-state", at=["1995", "2012"])
    assert extra(result, "placebo")["undefined"] == 4
    assert extra(result, "placebo")["of"] == 23
    assert "no deaths are recorded before 1995, so there is no ratio" in said(result)
    assert "4 more dates have no ratio: no deaths are recorded before them" in said(result)


def test_dates_at_the_edge_or_outside_say_why_they_have_no_rank() -> None:
    result = mali_cli.breaks(country="Mali", at=["1990", "2022-06", "1980"])
    assert (
        "1990-01-01 has no rank: it needs 5 years on each side, and has 1 before 1990 and 35 "
        in said(result)
    )
    assert (
        "2022-06-01 has no rank: it needs 5 years on each side, and has 33 before 2022 and 3 "
        in said(result)
    )
    assert "1980-01-01 is outside the series (1989..2024), so it has no rank." in said(result)
    assert [asked["rank"] for asked in extra(result, "placebo")["asked"]] == [None, None]


def test_a_country_alone_has_no_date() -> None:
    result = mali_cli.breaks(country="Niger", type="all")
    assert extra(result, "placebo")["asked"] == []
    assert "rank" not in said(result)


def test_segments_of_under_three_units_and_series_of_zeros_have_no_interval() -> None:
    short = mali_cli.breaks(min_length="2y", penalty=0, type="all").frame
    assert short.filter(pl.col("units") < 3)["lower"].null_count() > 0
    assert short.filter(pl.col("units") < 3)["upper"].drop_nulls().is_empty()
    assert short.filter(pl.col("units") >= 3)["lower"].null_count() == 0
    zeros = mali_cli.breaks(country="Burkina Faso", to="2015", type="one-sided")
    assert list(zeros.frame["deaths"]) == [0]
    assert zeros.frame["lower"].null_count() == 1
    assert extra(zeros, "model")["dispersion"] is None
    assert "No deaths are recorded in the whole series, so rates have no interval." in said(zeros)
    assert extra(zeros, "single_break") is None
    assert "No break improves the fit enough: one level over 27 years.\n" in said(zeros)
    one = mali_cli.breaks(from_="2024")
    assert "1 segment shorter than three years: no interval." in said(one)
    assert "Interval:" not in said(one)


def test_dates_without_a_ratio_are_counted_where_all_dates_are_listed() -> None:
    result = mali_cli.breaks(country="Burkina Faso", to="2015", type="one-sided", placebos=True)
    assert "18 dates have no ratio: no deaths are recorded before them." in said(result)


def test_what_is_counted_has_its_name(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("ged241_mali_webexport.csv"))
    events = said(mali_cli.breaks(data=path, mission="MINUSMA", measure="events"))
    assert "Best single break: 2017, from 2.8 to 66.6 events a year" in events
    assert "MINUSMA (2013-07-01): from 2013 on, events a year are" in events
    assert "deaths" not in events
    civilians = mali_cli.breaks(country="Niger", type="non-state", measure="civilians", at="1995")
    assert "no civilian deaths are recorded before 1995, so there is no ratio" in said(civilians)


@pytest.mark.parametrize(("level", "shown"), [(0.9, "90%"), (0.975, "97.5%"), (0.9999999, None)])
def test_what_was_asked_is_told_with_all_its_digits(level: float, shown: str | None) -> None:
    result = mali_cli.breaks(level=level, penalty=3.14159265)
    words = result.arguments
    assert words[words.index("--level") + 1] == str(level)
    assert words[words.index("--penalty") + 1] == "3.14159265"
    assert f"Interval: {shown or '99.99999%'}, taking" in said(result)


def test_a_dispersion_at_the_edge_of_the_search_is_said() -> None:
    result = mali_cli.breaks(country="Niger", type="non-state", measure="civilians")
    assert "the dispersion (100, estimated with the breaks, at the limit of the search)" in said(
        result
    )


def test_a_higher_level_widens_the_intervals_and_a_dear_break_is_not_taken() -> None:
    narrow, wide = (mali_cli.breaks(level=level).frame for level in (0.5, 0.99))
    assert ((wide["lower"] < narrow["lower"]) & (narrow["upper"] < wide["upper"])).all()
    one = mali_cli.breaks(penalty=1000)
    assert one.frame.height == 1
    assert "No break improves the fit enough: one level over 36 years." in said(one)
    assert "no more than the 1,000.0" in said(one) or "no more" in said(one)


def test_only_whole_years_are_looked_at(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("ged241_mali_webexport.csv"))
    result = mali_cli.breaks(data=path, country="Mali", from_="2012-03", measure="events")
    assert result.frame["start"][0] == date(2013, 1, 1)
    assert "Only whole years count: 2013-01-01..2023-12-31" in said(result)


def test_the_months_of_mali(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("ged241_mali_webexport.csv"))
    result = mali_cli.breaks(data=path, mission="MINUSMA", by="month")
    assert [f"{day:%Y-%m}" for day in result.frame["start"]] == [
        *("1990-01", "1995-02", "2011-11", "2018-02")
    ]
    assert result.frame["units"].sum() == 34 * 12
    series = mali_cli.totals(data=path, country="Mali", type="one-sided", by="month").frame
    assert result.frame["deaths"].sum() == series["deaths"].sum()
    assert result.frame["per_year"][3] == pytest.approx(12 * 3632 / 71, abs=1e-4)


@settings(max_examples=25)
@given(rows=tables(), unit=st.sampled_from(("year", "quarter", "month")))
def test_segments_tile_the_whole_units_of_random_events(rows: list[Row], unit: str) -> None:
    path = written(rows)
    length = {"year": "2y", "quarter": "9m", "month": "5m"}[unit]
    countries = list(dict.fromkeys(str(row["country_id"]) for row in rows))
    options: dict[str, Any] = {"data": path, "country": countries, "type": "all"}
    frame = mali_cli.breaks(**options, by=unit, min_length=length, min_side=length).frame
    starts, ends = list(frame["start"]), list(frame["end"])
    assert all((b - a).days == 1 for a, b in zip(ends, starts[1:], strict=False))
    totals = mali_cli.totals(**options, by=unit, from_=str(starts[0]), to=str(ends[-1])).frame
    assert frame["units"].sum() == totals.height
    assert frame["deaths"].sum() == totals["deaths"].sum()


def test_a_gap_in_the_years_is_refused(tmp_path: Path) -> None:
    rows = [row for row in made_up.country_years("25.1") if row["year"] not in (2015, 2016)]
    path = tmp_path / "gap.csv"
    path.write_bytes(made_up.as_csv(rows))
    with pytest.raises(
        UsageError, match="no figures for 2015 and 2016, and a level cannot run"
    ) as caught:
        mali_cli.breaks(data=str(path), country="Mali", type="all")
    assert "--from" in (caught.value.hint or "")
    after = mali_cli.breaks(data=str(path), country="Mali", type="all", from_="2017")
    assert after.frame["units"].sum() == 8


def test_states_that_came_later_are_named(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("organizedviolencecy_v25_1.csv"))
    both = mali_cli.breaks(data=path, mission="UNMIS")
    assert (
        "These states existed only part of the time: South Sudan (from 2011-07-09, before that "
        "under Sudan)." in said(both)
    )
    alone = mali_cli.breaks(data=path, mission="UNMISS")
    assert alone.frame["start"][0] == date(2012, 1, 1)
    assert "UNMISS (2011-07-09) is outside the series" in said(alone)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "week"}, "unknown unit of time 'week'"),
        ({"min_length": "18m"}, "--min-length 18m is not a whole number of years"),
        ({"min_length": "1y"}, "--min-length 1y is shorter than 2 years"),
        ({"min_side": "soon"}, "'soon' is not a length"),
        ({"penalty": -1.0}, "--penalty -1.0 is not possible"),
        ({"penalty": float("nan")}, "is not possible"),
        ({"level": 90}, "90 is not an interval level"),
        ({"at": ["2013", "2013-01-01"]}, "--at names the same date twice"),
        ({"at": "soon"}, "'soon' is not a date"),
        ({"at": ""}, "--at is empty"),
        ({"mission": "MINUSMAA"}, "unknown mission 'MINUSMAA'"),
        ({"mission_dates": "budget"}, "unknown kind of mission dates"),
        ({"type": ["one-sided", "non-state"]}, "breaks looks at one series; non-state"),
        ({"straddle": "both"}, "a death would count in every unit"),
        ({"to": "1980"}, "which is outside the window"),
        ({"from_": "2013-02", "to": "2013-11"}, "no whole year lies in 2013-02-01..2013-11-30"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        mali_cli.breaks(**options)
    assert caught.value.hint


def test_months_need_events() -> None:
    with pytest.raises(NotHereError) as caught:
        mali_cli.breaks(by="month")
    assert caught.value.hint == "get it with mali-cli fetch ged"


def test_a_series_too_short_for_a_break_is_one_segment() -> None:
    result = mali_cli.breaks(country="Mali", from_="2020", min_side="3y", placebos=True)
    assert extra(result, "single_break") is None
    assert len(extra(result, "segments")) == 1
    assert result.frame.is_empty()
    assert result.empty == "no rows: no date has 3y on both sides in 5 years"
    assert (
        "No break is possible: 5 years are too few for two of the shortest segments. One level."
        in said(result)
    )


def test_under_split_counts_have_a_decimal() -> None:
    result = mali_cli.breaks(straddle="split", from_="1990-07")
    assert result.frame.schema["deaths"] == pl.Float64
    assert result.frame["start"][0] == date(1991, 1, 1)
