"""Where people were killed: every count against DuckDB over the same file, and its sums."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.model.result import Result
from tests.observations.asks import questions
from tests.observations.compare import as_deaths
from tests.observations.made_events import EXAMPLES, tables, written
from tests.observations.oracle import COARSE, Ask, Events
from tests.read.made_up import EVENTS, Row

MALI = "ged241_mali_webexport.csv"
EXACT = (
    "(coalesce(where_prec <= 3, false) AND latitude IS NOT NULL AND longitude IS NOT NULL "
    "AND (latitude <> 0 OR longitude <> 0))"
)
POINTS = (("15.5", "-1.25"), ("15.5", "-1.5"), ("0", "0"), ("0", "12.5"), (None, None))
SUMS = ("deaths", "low", "high", "events")
Figures = tuple[float | None, ...]


def rows_of(result: Result, name: str) -> list[dict[str, Any]]:
    """Return the rows that JSON has beside the others."""
    return cast(list[dict[str, Any]], result.extras[name])


@st.composite
def places(draw: st.DrawFn) -> list[Row]:
    """Draw events of which several share a place, and some have none."""
    rows, found = draw(tables(most=12)), {}
    for row in rows:
        latitude, longitude = draw(st.sampled_from(POINTS))
        prec = draw(st.sampled_from(("1", "1", "2", "3", "4", "7", None)))
        found[row["id"]] = row | {"latitude": latitude, "longitude": longitude, "where_prec": prec}
    return [found[row["id"]] for row in rows]


@settings(max_examples=EXAMPLES)
@given(data=st.data(), rows=places())
def test_maps_of_random_events_equal_duckdb(data: st.DataObject, rows: list[Row]) -> None:
    path = written(rows)
    events = Events(path)
    question = data.draw(
        questions(
            events,
            groups=("adm1",),
            units=(),
            rules=("start", "end", "split", "drop"),
            default_types=("one-sided",),
            filtered=False,
        )
    )
    ask, options = question.ask, question.options
    options["country"] = options["country"] or [str(number) for number in ask.countries]
    if ask.first > ask.coverage[-1][1]:
        with pytest.raises(mali_cli.MaliCliError, match="nothing from"):
            mali_cli.map(data=path, **options)
        return
    result = mali_cli.map(data=path, **options)
    check(result, events, ask)


def check(result: Result, events: Events, ask: Ask) -> None:
    """Compare rows, what is imprecise, and regions with the file."""
    kinds = [] if ask.summed or len(ask.types) == 1 else ["type_of_violence"]
    where = [] if len(ask.countries) == 1 else ["country_id", "country"]
    looked = events.counted(ask)
    bounded = ask.value in ("best", "low", "high")
    at = [*kinds, "latitude", "longitude"]
    same(result.frame.rows(named=True), sums(events, looked, EXACT, at, ask), at, ask, bounded)
    assert set(result.frame["imprecise"]) <= {0}
    left = rows_of(result, "imprecise")
    same(left, sums(events, looked, f"NOT {EXACT}", kinds, ask), kinds, ask, bounded)
    if "adm1" in ask.groups:
        by = [*kinds, *where, "adm_1"]
        regions = rows_of(result, "regions")
        same(regions, sums(events, looked, "adm_1 IS NOT NULL", by, ask), by, ask, bounded)
        amount = f"SELECT coalesce(sum({COARSE} * w), 0)::DOUBLE FROM {looked}"
        coarse = events.one(f"{amount} WHERE adm_1 IS NOT NULL")
        slack = 0.05 * len(regions) + 1e-9 if ask.rule == "split" else 0
        assert sum(row["imprecise"] for row in regions) == pytest.approx(coarse, abs=slack)
    else:
        assert "regions" not in result.extras
    named = events.rows(f"SELECT * FROM {looked} WHERE {EXACT}")
    for row in result.frame.rows(named=True):
        here = [e for e in named if all(e[name] == row[name] for name in at)]
        assert (row["place"], row["adm_1"]) in {(e["where_coordinates"], e["adm_1"]) for e in here}


def sums(
    events: Events, rows: str, test: str, keys: list[str], ask: Ask
) -> dict[tuple[Any, ...], Figures]:
    """Return the sums of each group, of the events that fulfil a condition."""
    amounts = ", ".join(f"sum({name} * w)" for name in ("amount", "low", "high", "1"))
    names = ", ".join([*keys, amounts])
    grouping = f"GROUP BY {', '.join(keys)}" if keys else "HAVING count(*) > 0"
    found = events.db.execute(f"SELECT {names} FROM {rows} WHERE {test} {grouping}").fetchall()
    return {row[: len(keys)]: row[len(keys) :] for row in found}


def same(
    rows: Any, expected: dict[tuple[Any, ...], Figures], keys: list[str], ask: Ask, bounded: bool
) -> None:
    slack = 0.05 + 1e-9 if ask.rule == "split" else 0
    value = ask.value if ask.value in ("civilians", "events") else "deaths"
    shown = {tuple(row[name] for name in keys): row for row in as_deaths(rows, value)}
    assert len(shown) == len(rows)
    assert set(shown) == set(expected)
    for key, figures in expected.items():
        for name, figure in zip(SUMS, figures, strict=True):
            if name in ("low", "high") and not bounded:
                assert name not in shown[key]
            else:
                assert figure is not None
                assert shown[key][name] == pytest.approx(float(figure), abs=slack)


@settings(max_examples=EXAMPLES // 2)
@given(rows=places(), rule=st.sampled_from(("both", "start", "end", "drop")), data=st.data())
def test_phases_add_up_to_those_of_periods(rows: list[Row], rule: str, data: st.DataObject) -> None:
    measure = data.draw(st.sampled_from(("deaths", "civilians", "events")))
    cuts = data.draw(st.sampled_from((["2011-07-09"], ["2010-03", "2012-11-05"])))
    path = written(rows)
    asked: dict[str, Any] = {
        "data": path,
        "cut": cuts,
        "country": [str(number) for number in Events(path).countries()],
        "type": "all",
        "straddle": rule,
        "measure": measure,
        "release": "25.1",
    }
    try:
        periods = mali_cli.periods(**asked)
    except UsageError as error:  # no day of a phase lies in the life of South Sudan
        with pytest.raises(UsageError, match=re.escape(error.message)):
            mali_cli.map(**asked)
        return
    add_up(mali_cli.map(**asked), periods)


def add_up(maps: Result, periods: Result) -> None:
    """The dots of each map and what is not on it are the deaths of its phase."""
    for row in periods.frame.rows(named=True):
        dots = maps.frame.filter(pl.col("phase") == row["phase"])
        left = [rest for rest in rows_of(maps, "imprecise") if rest["phase"] == row["phase"]]
        for name in (maps.value, "events"):
            assert dots[name].sum() + sum(rest[name] for rest in left) == (row[name] or 0)


def test_the_real_file_of_mali(real_data: Callable[[str], Path]) -> None:
    path = real_data(MALI)
    asked: dict[str, Any] = {"data": str(path), "type": "all"}
    result = mali_cli.map(**asked, by=["phase", "adm1"], mission="MINUSMA")
    add_up(result, mali_cli.periods(**asked, mission="MINUSMA"))
    whole = mali_cli.map(**asked)
    total = mali_cli.totals(**asked, country="Mali").frame.row(0, named=True)
    left = rows_of(whole, "imprecise")
    for name in SUMS:
        assert whole.frame[name].sum() + sum(row[name] for row in left) == total[name]
    regions = pl.DataFrame(rows_of(result, "regions")).group_by("adm_1").agg(pl.col("deaths").sum())
    by_region = mali_cli.totals(**asked, country="Mali", by="adm1").frame.drop_nulls("adm_1")
    assert dict(regions.iter_rows()) == dict(by_region.select("adm_1", "deaths").iter_rows())


def event(**more: object) -> Row:
    return {**EVENTS[0], **{name: None if v is None else str(v) for name, v in more.items()}}


def asked(rows: list[Row], **more: Any) -> Result:
    return mali_cli.map(**({"data": written(rows), "type": "all"} | more))


def at(latitude: float | None, longitude: float | None, **more: object) -> Row:
    return event(latitude=latitude, longitude=longitude, **more)


def test_rows_are_ordered_by_deaths_then_by_events_and_place() -> None:
    rows = [
        at(15, 1, id=1, best=3),
        at(14, 1, id=2, best=3),
        at(14, 0, id=3, best=2),
        at(14, 0, id=4, best=1),
        at(13, 0, id=5, best=9),
    ]
    frame = asked(rows).frame
    order = list(frame.select("latitude", "longitude", "deaths", "events").iter_rows())
    assert order == [(13, 0, 9, 1), (14, 0, 3, 2), (14, 1, 3, 1), (15, 1, 3, 1)]


def test_a_place_is_named_as_most_of_its_events_name_it() -> None:
    rows = [
        at(14, 0, id=1, where_coordinates="Rare", best=50),
        at(14, 0, id=2, where_coordinates="Common", adm_1="North", best=1),
        at(14, 0, id=3, where_coordinates="Common", adm_1="North", best=1),
    ]
    frame = asked(rows).frame
    assert frame.select("place", "adm_1").rows() == [("Common", "North")]


@pytest.mark.parametrize(
    ("latitude", "longitude", "prec", "exact"),
    [
        (14, 0, 1, True),
        (14, 0, 3, True),
        (14, 0, 4, False),
        (14, 0, 7, False),
        (14, 0, None, False),
        (None, None, 1, False),
        (0, 0, 1, False),
        (0, 3, 1, True),
    ],
)
def test_what_is_exact(
    latitude: float | None, longitude: float | None, prec: int | None, exact: bool
) -> None:
    result = asked([at(latitude, longitude, where_prec=prec, best=7)])
    assert result.frame.height == exact
    left = rows_of(result, "imprecise")
    assert [row["deaths"] for row in left] == ([] if exact else [7])
    text = str(result.notes)
    assert ("Not on the map" in text) is not exact
    assert exact or "7 deaths in 1 event" in text
    assert exact or "no event that fits has an exact place" in (result.empty or "")


def test_ranking_says_how_many_have_no_region() -> None:
    rows = [
        at(14, 0, id=1, adm_1="North", best=2),
        at(14, 0, id=2, adm_1=None, best=5),
        at(None, None, id=3, adm_1="North", best=3),
    ]
    result = asked(rows, by="adm1")
    assert [(r["adm_1"], r["deaths"]) for r in rows_of(result, "regions")] == [("North", 5)]
    assert any("without one: 5 deaths in 1 event" in str(note) for note in result.notes)


def test_several_types_are_maps_of_their_own() -> None:
    rows = [at(14, 0, id=1, type_of_violence=1, best=2), at(14, 0, id=2, type_of_violence=3)]
    result = asked(rows, type=["state-based", "one-sided"])
    assert result.frame["type_of_violence"].to_list() == ["state-based", "one-sided"]
    assert result.frame.columns[0] == "type_of_violence"


def test_naming_phases_asks_for_a_map_a_phase() -> None:
    rows = [at(14, 0, id=1)]
    result = asked(rows, phase=["a=2016-01..2016-06", "b=2016-07..2016-12"])
    assert [phase.name for phase in result.phases] == ["a", "b"]
    assert result.frame["phase"].to_list() == ["a"]
    assert "--by phase" in " ".join(result.arguments)


def test_without_phases_named_they_are_those_of_minusma() -> None:
    rows = [at(14, 0, id=1, date_start="2015-01-01", date_end="2015-01-01")]
    result = asked(rows, by="phase", release="25.1")
    assert [phase.name for phase in result.phases] == ["before", "during", "after"]


def test_data_without_coordinates_are_refused_and_without_precision_warned_of(
    tmp_path: Path,
) -> None:
    columns = ["date_start", "date_end", "country_id", "type_of_violence", "best"]
    row = ["2015-01-01", "2015-01-01", "432", "3", "4"]
    path = tmp_path / "small.csv"
    path.write_text(f"{','.join(columns)}\n{','.join(row)}\n")
    with pytest.raises(UsageError, match="a map needs the column latitude"):
        mali_cli.map(data=str(path))
    path.write_text(
        f"{','.join([*columns, 'latitude', 'longitude'])}\n{','.join([*row, '14', '-3'])}\n"
    )
    result = mali_cli.map(data=str(path), by="adm1")
    assert result.frame.select("deaths", "place", "adm_1").rows() == [(4, None, None)]
    assert any(note.warning and "where_prec" in note.text for note in result.notes)


def test_a_map_needs_events() -> None:
    with pytest.raises(NotHereError, match="a map needs events") as error:
        mali_cli.map()
    assert "mali-cli fetch ged" in str(error.value.hint)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "year"}, "cannot group by 'year'"),
        ({"by": "phase", "country": "Niger"}, "Niger"),
        ({"window": "5y"}, "--window limits phases"),
        ({"straddle": "both"}, "straddle both"),
        ({"dataset": "country-year"}, "a map needs events, and country-year has none"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        mali_cli.map(**options)


def test_a_state_without_an_outline_is_said() -> None:
    rows = [at(14, 45, id=1, country_id=680, country="Yemen (South Yemen)")]
    result = asked(rows, country="680")
    assert any("No outline for Yemen (South Yemen)" in str(n) for n in result.notes)


def test_split_counts_parts() -> None:
    rows = [at(14, 0, id=1, date_start="2016-05-26", date_end="2016-05-27", best=3)]
    result = asked(rows, to="2016-05-26", straddle="split")
    assert result.frame["deaths"].to_list() == [1.5]
    assert math.isclose(float(result.frame["events"][0]), 0.5)
