"""The figures of charts: they add up, "other" is what is left, phases are those of `periods`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.output.chart_picture import ChartStyle, chart_picture
from mali_cli.output.figure.words import alt_text
from tests.answers.test_rates import STATES
from tests.observations.made_events import EXAMPLES, tables, written
from tests.read.made_up import EVENTS, Row

COUNTS = ["deaths", "low", "high", "events"]
UNITS = ("year", "quarter", "month")
rules = st.sampled_from(("start", "end", "split", "drop"))


def area(rows: list[Row]) -> list[str]:
    """Return the countries that a file of these events has."""
    return sorted({row["country_id"] or "" for row in rows})


def summed(frame: pl.DataFrame, by: str) -> pl.DataFrame:
    counts = [name for name in COUNTS if name in frame.columns]
    return frame.group_by(by).agg(pl.col(counts).sum()).sort(by)


def same(one: pl.DataFrame, other: pl.DataFrame, rows: int) -> None:
    """Compare figures; each may be off by its rounding under `split`."""
    assert one.columns == other.columns
    assert one.height == other.height
    for name in one.columns:
        if not one.schema[name].is_numeric():
            assert one[name].to_list() == other[name].to_list()
        else:
            assert one[name].to_list() == pytest.approx(other[name].to_list(), abs=0.051 * rows)


# what is stacked adds up


@settings(max_examples=EXAMPLES // 3)
@given(
    tables(),
    st.sampled_from(UNITS),
    st.sampled_from(("type", "actor", "adm1", "perpetrator")),
    st.booleans(),
    st.integers(1, 3),
    rules,
)
def test_stacks_and_panels_add_up_to_the_whole(
    rows: list[Row], unit: str, stack: str, by_country: bool, top: int, rule: str
) -> None:
    path = written(rows)
    types = ["all"] if stack in ("type", "adm1") else ["one-sided"]
    by = [unit, stack, *(["country"] if by_country else [])]
    options: dict[str, Any] = {"straddle": rule, "type": types}
    options |= {"data": path, "country": area(rows)}
    whole = mali_cli.chart(by=unit, **options).frame
    parts = mali_cli.chart(by=by, top=top, **options)
    if not parts.frame.height:
        assert whole["deaths"].sum() == 0 or stack == "perpetrator"
        return
    added = summed(parts.frame, unit)
    of_whole = whole.filter(pl.col(unit).is_in(added[unit].to_list())).sort(unit)
    same(added, of_whole.select(added.columns), parts.frame.height // added.height + 1)
    total = whole["deaths"].sum()
    listed = parts.extras["series"]
    assert isinstance(listed, list)
    assert sum(row["deaths"] for row in listed) == pytest.approx(total, abs=0.051 * whole.height)


@settings(max_examples=EXAMPLES // 3)
@given(tables(), st.sampled_from(UNITS), st.sampled_from(("type", "adm1", None)), rules)
def test_running_sums_end_with_the_total(
    rows: list[Row], unit: str, stack: str | None, rule: str
) -> None:
    path = written(rows)
    by = [unit, *([stack] if stack else [])]
    options: dict[str, Any] = {"straddle": rule, "type": ["all"]}
    options |= {"data": path, "country": area(rows)}
    plain, running = (
        mali_cli.chart(cumulative=flag, by=by, **options).frame for flag in (False, True)
    )
    if not plain.height:
        return
    last = running.filter(pl.col(unit) == running[unit].max())
    for name in ("deaths", "low", "high"):
        drawn, total = plain[name].sum(), mali_cli.totals(**options).frame[name].sum()
        near = 0.051 * (plain.height + 1)
        assert last[name].sum() == pytest.approx(drawn, abs=near)
        assert last[name].sum() == pytest.approx(total, abs=near) or rule == "drop"
    groups = [name for name in plain.columns if name not in (unit, *COUNTS)]
    climbing = running.sort(unit).with_columns(
        pl.col("deaths").diff().over(groups).alias("step")
        if groups
        else pl.col("deaths").diff().alias("step")
    )
    assert (climbing["step"].drop_nulls() >= -1e-9).all()


@settings(max_examples=EXAMPLES // 3)
@given(tables(most=14), st.integers(1, 3))
def test_the_biggest_are_named_as_sql_finds_them(rows: list[Row], top: int) -> None:
    path = written(rows)
    found = mali_cli.chart(data=path, by="adm1", type="all", top=top, country=area(rows)[0])
    ranked = duckdb.execute(
        f"""select rtrim(adm_1), sum(best)
        from (select distinct * from read_csv('{path}', header=true))
        where country_id = {area(rows)[0]} group by 1 having sum(best) > 0
        order by 2 desc, 1 nulls last"""
    ).fetchall()
    listed = found.extras["series"]
    assert isinstance(listed, list)
    named = [(row["adm_1"], row["deaths"]) for row in listed if row["adm_1"] != "other"]
    if ranked:
        assert named == [(name, int(deaths)) for name, deaths in ranked[:top]]
        rest = sum(int(deaths) for _, deaths in ranked[top:])
        assert sum(row["deaths"] for row in listed if row["adm_1"] == "other") == rest


@settings(max_examples=EXAMPLES // 3)
@given(tables(), st.integers(1, 9))
def test_actors_in_fighting_overlap_and_the_others_do_not(rows: list[Row], top: int) -> None:
    path = written(rows)
    found = mali_cli.chart(data=path, country=area(rows), by="actor", type="all", top=top)
    assert found.extras["overlap"] is True
    everyone = mali_cli.totals(data=path, country=area(rows), by="actor", type="all").frame
    known = {row["actor_id"]: row["deaths"] for row in everyone.to_dicts()}
    listed = found.extras["series"]
    assert isinstance(listed, list)
    for row in listed:
        if row["actor_id"] in known:
            assert row["deaths"] == known[row["actor_id"]]
    named = {str(row["actor_id"]) for row in listed}
    rest = sum(
        int(row["best"] or 0)
        for row in {row["id"]: row for row in rows}.values()
        if not named & {row["side_a_new_id"], row["side_b_new_id"]}
    )
    others = sum(row["deaths"] for row in listed if row["actor_id"] not in known)
    assert others == rest or not others


# phases are those of periods


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"straddle": "start"},
        {"straddle": "split"},
        {"straddle": "drop"},
        {"from_": "2010"},
        {"mission": "MINUSMA", "mission_dates": "mandate"},
        {"country": "Niger", "cut": "2015-06-01", "type": "all"},
        {"country": ["Mali", "Niger"], "mission": "MINUSMA", "type": ["one-sided", "non-state"]},
    ],
)
def test_phases_have_the_figures_of_periods(options: dict[str, Any]) -> None:
    rows = mali_cli.chart(**options).extras["phases"]
    assert isinstance(rows, list)
    expected = mali_cli.periods(**options)
    names = [name for name in rows[0] if name != "straddle"]
    assert [{name: row[name] for name in names} for row in rows] == expected.frame.select(
        names
    ).to_dicts()
    assert {row["straddle"] for row in rows} == {expected.straddle}


def test_the_default_shows_the_published_totals_and_says_by_which_rule() -> None:
    result = mali_cli.chart()
    rows = result.extras["phases"]
    assert isinstance(rows, list)
    assert [row["deaths"] for row in rows] == [1029, 3818, 619]
    note = next(note.text for note in result.notes if note.kind == "straddle")
    assert note == "Phase totals count 2013 in both phases; bars show each year once."
    silent: list[dict[str, Any]] = [
        {"straddle": "start"},
        {"cut": "2013"},
        {"timeline": "mali-coups", "type": "all"},
    ]
    for options in silent:
        named = mali_cli.chart(**options)  # nothing crosses, or the phases are ranges
        assert not any("Phase totals" in note.text for note in named.notes)
    within = mali_cli.chart(phase=["a=..2013-03", "b=2013-04..2013-08", "c=2013-09..2016"])
    (said,) = [note.text for note in within.notes if "Phase totals" in note.text]
    assert said == "Phase totals count 2013 in every phase touched; bars show each year once."


@pytest.mark.parametrize("by", ["year", "type", "perpetrator", "country"])
def test_the_command_that_is_noted_gives_the_same_again(by: str) -> None:
    result = mali_cli.chart(by=by, cumulative=True)
    words = result.arguments
    assert "--straddle" not in words
    assert f"--by {by}" in " ".join(words) or by == "year"
    assert "--cumulative" in words
    assert "--straddle" in mali_cli.chart(straddle="start").arguments


@pytest.mark.parametrize("kind", ["operations", "mandate"])
def test_the_phases_by_default_go_by_the_dates_asked_for(kind: str) -> None:
    chart = mali_cli.chart(mission_dates=kind)
    named = {"operations": "", "mandate": " (mandate)"}[kind]
    assert chart.title.endswith(f": before, during and after MINUSMA{named}")
    dates = {"operations": "operation", "mandate": "mandate"}[kind]
    assert f"MINUSMA's dates of {dates}" in chart.taken


def test_a_mission_marks_its_first_and_last_day() -> None:
    assert mali_cli.chart().extras["markers"] == [
        {"day": date(2013, 7, 1), "label": "MINUSMA begins", "written": "2013-07-01"},
        {"day": date(2023, 12, 31), "label": "MINUSMA ends", "written": "2023-12-31"},
    ]
    picture = chart_picture(mali_cli.chart(to="2020"), ChartStyle())
    assert [marker.label for marker in picture.markers] == ["MINUSMA begins 2013-07-01"]
    asked: dict[str, Any] = {"mission": "MINUSMA", "dataset": "country-year", "straddle": "start"}
    inside = mali_cli.chart(**asked, from_="2022-03-15", to="2023-06-10")
    assert inside.extras["markers"] == []
    assert not chart_picture(inside, ChartStyle()).markers


def marks_of(**options: Any) -> list[str]:
    """Return the words for the days that a chart marks."""
    picture = chart_picture(mali_cli.chart(type="all", **options), ChartStyle())
    return [marker.label for marker in picture.markers]


def test_phases_mark_the_days_on_which_they_begin_with_their_dates() -> None:
    coups = ["coup 2012-03-22", "coup 2020-08-18", "coup 2021-05-24"]
    assert marks_of(timeline="mali-coups") == coups
    assert marks_of(timeline="niger-coup") == ["coup 2023-07-26"]
    assert marks_of(timeline="mali-coups", from_="2015") == coups[1:]
    assert marks_of(timeline="mali-coups", window="2y") == coups
    assert marks_of(timeline="mali-wagner") == ["Wagner arrives 2021-12"]  # no day is known
    assert marks_of(cut=["2018-05", "2020"]) == ["2018-05-01", "2020-01-01"]
    assert marks_of(phase=["a=..2014", "b=2016..2020-05"]) == [
        "a ends 2014-12-31",
        "2016-01-01",
        "b ends 2020-05-31",
    ]


def test_days_that_somebody_names_are_marked_too() -> None:
    assert marks_of(mark=["2022-03-27=Moura", "2019-03-23"]) == [
        "MINUSMA begins 2013-07-01",
        "2019-03-23",
        "Moura 2022-03-27",
        "MINUSMA ends 2023-12-31",
    ]
    asked = mali_cli.chart(mark="2022-03-27=Moura")
    assert asked.selection["mark"] == ["2022-03-27=Moura"]
    assert "--mark 2022-03-27=Moura" in " ".join(asked.arguments)


@pytest.mark.parametrize(
    "countries", [["Mali", "Burkina Faso", "Niger"], ["Niger", "Mali"], ["@aes"]]
)
def test_countries_together_are_lines_in_the_order_in_which_they_are_named(
    countries: list[str],
) -> None:
    result = mali_cli.chart(country=countries, together=True, cut="2020")
    picture = chart_picture(result, ChartStyle())
    (panel,) = picture.panels
    names = ["Burkina Faso", "Mali", "Niger"] if countries == ["@aes"] else countries
    assert [series.name for series in panel.series] == names
    assert picture.lines
    assert picture.named_at_ends
    alone = {name: mali_cli.chart(country=name, cut="2020") for name in names}
    for series in panel.series:
        (own,) = chart_picture(alone[series.name], ChartStyle()).panels
        assert series.values == own.series[0].values
    assert [(span.name, span.total) for span in panel.spans] == [
        ("until 2019-12-31", None),
        ("from 2020-01-01", None),
    ]
    assert alt_text(picture).count("not covered") == 0
    assert "--together" in result.arguments


def test_a_country_that_did_not_exist_is_a_gap_in_its_line() -> None:
    asked: dict[str, Any] = {"country": ["Indonesia", "East Timor"], "type": "all"}
    picture = chart_picture(mali_cli.chart(**asked, data=STATES, together=True), ChartStyle())
    first, later = picture.panels[0].series
    born = picture.units.index("2002")
    assert (first.name, later.name) == ("Indonesia", "East Timor")
    assert set(later.values[:born]) == {None}
    assert None not in (*first.values, *later.values[born:])


def test_types_apart_are_charts_of_countries_together() -> None:
    asked: dict[str, Any] = {"country": ["Mali", "Niger"], "together": True}
    picture = chart_picture(mali_cli.chart(**asked, type=["1", "3"]), ChartStyle())
    assert [panel.name for panel in picture.panels] == ["state-based", "one-sided"]
    others: list[dict[str, Any]] = [
        {"by": "perpetrator"},
        {"by": "type"},
        {"beside": "un-fatalities"},
    ]
    for more in others:
        with pytest.raises(UsageError, match="--together draws one line per country"):
            mali_cli.chart(**asked, **more)


@pytest.mark.parametrize(
    ("mark", "options", "message"),
    [
        ("2022-13-27=Moura", {}, "no such date: '2022-13-27'"),
        ("Moura", {}, "'Moura' is not a date"),
        ("=Moura", {}, "'' is not a date"),
        ("2022-03=Moura", {}, "'2022-03' is no day to mark"),
        ("2031-01-01=x", {}, "the mark 2031-01-01 lies outside of the days drawn"),
        ("2012-12-31", {"from_": "2013"}, "2013-01-01..2024-12-31"),
    ],
)
def test_a_mark_that_cannot_be_drawn_is_refused(
    mark: str, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(message)) as caught:
        mali_cli.chart(mark=mark, **options)
    assert "--mark" in str(caught.value.hint)


# pictures


def test_a_picture_has_a_panel_for_each_country_and_type() -> None:
    result = mali_cli.chart(
        by="country", country=["Mali", "Niger"], type=["one-sided", "non-state"], mission="MINUSMA"
    )
    picture = chart_picture(result, ChartStyle(ranged=True))
    assert [panel.name for panel in picture.panels] == [
        *("Mali, non-state", "Mali, one-sided", "Niger, non-state", "Niger, one-sided"),
    ]
    shown = picture.panels[1].series[0]
    rows = result.frame.filter(
        (pl.col("country") == "Mali") & (pl.col("type_of_violence") == "one-sided")
    )
    assert list(shown.values) == rows["deaths"].to_list()
    assert list(shown.low) == rows["low"].to_list()
    assert list(shown.high) == rows["high"].to_list()
    assert [span.total for span in picture.panels[1].spans] == [1029, 3818, 619]


def test_a_country_that_did_not_exist_yet_is_a_gap_not_a_zero(
    real_data: Callable[[str], Path],
) -> None:
    path = str(real_data("organizedviolencecy_v25_1.csv"))
    result = mali_cli.chart(data=path, country=["Mali", "South Sudan"], by="country")
    picture = chart_picture(result, ChartStyle())
    sudan = picture.panels[1].series[0].values
    assert picture.units[0] == "1989"
    assert sudan[:22] == (None,) * 22
    assert None not in sudan[22:]


def test_bars_on_a_logarithmic_scale_and_series_that_overlap_are_lines() -> None:
    result = mali_cli.chart()
    assert not chart_picture(result, ChartStyle()).lines
    assert chart_picture(result, ChartStyle(log=True)).lines


def test_regions_of_several_countries_have_their_country() -> None:
    rows: list[Row] = []
    for number, (country, name) in enumerate((("432", "Mali"), ("436", "Niger")), start=1):
        row = {**EVENTS[0], "id": str(number), "country_id": country, "country": name}
        rows.append({**row, "adm_1": "North region", "best": str(number), "type_of_violence": "3"})
    result = mali_cli.chart(data=written(rows), by="adm1", country=["Mali", "Niger"])
    picture = chart_picture(result, ChartStyle())
    assert [one.name for one in picture.panels[0].series] == [
        *("North region, Niger", "North region, Mali"),
    ]


def test_a_country_without_a_record_is_named() -> None:
    later = {**EVENTS[0], "type_of_violence": "3", "side_b": "Civilians"}
    niger = {"country": "Niger", "country_id": "436", "date_start": "2012-01-01"}
    early: Row = {**later, **niger, "id": "2", "date_end": "2012-01-01", "year": "2012"}
    result = mali_cli.chart(
        data=written([later, early]), country=["Mali", "Niger"], by="country", from_="2015"
    )
    assert set(result.frame["country"]) == {"Mali"}
    assert "No chart for Niger: nothing is recorded there." in map(str, result.notes)


# what cannot be drawn


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"by": "type,perpetrator"}, "a chart stacks one group"),
        ({"by": "year,month"}, "several units of time"),
        ({"by": "region"}, "cannot group by 'region'"),
        ({"by": "actor", "top": 0}, "0 is out of range"),
        ({"by": "actor", "top": 10}, "10 is out of range"),
        ({"by": "perpetrator", "type": "all"}, "only one-sided violence has a perpetrator"),
    ],
)
def test_what_a_chart_cannot_show_is_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        mali_cli.chart(**options)


@pytest.mark.parametrize("by", ["month", "quarter", "actor", "adm1"])
def test_what_only_events_can_tell_says_how_to_get_them(by: str) -> None:
    with pytest.raises(NotHereError, match=f"--by {by} needs events"):
        mali_cli.chart(by=by)


def test_a_range_of_what_has_none_is_refused(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("organizedviolencecy_v25_1.csv"))
    result = mali_cli.chart(measure="civilians", data=path, country="Mali")
    with pytest.raises(UsageError, match="UCDP gives them for deaths, not for civilians"):
        chart_picture(result, ChartStyle(ranged=True))
