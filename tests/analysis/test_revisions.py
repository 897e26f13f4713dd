"""Two releases against each other: laws that hold for any events, with DuckDB as an oracle."""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from mali_cli.analysis.revisions import (
    ADDED,
    GONE,
    NEW,
    REMOVED,
    REVISED,
    event_changes,
    largest,
    total_changes,
)
from mali_cli.model.dates import Span

COLUMNS = ("country", "best", "adm_1", "latitude", "geom_wkt", "active_year", "date_start")
MIRROR = {ADDED: REMOVED, REMOVED: ADDED, NEW: GONE, GONE: NEW, REVISED: REVISED}
SCHEMA = {
    "id": pl.Int64,
    "country_id": pl.Int64,
    "country": pl.String,
    "type_of_violence": pl.String,
    "best": pl.Int64,
    "adm_1": pl.String,
    "latitude": pl.Float64,
    "geom_wkt": pl.String,
    "active_year": pl.Boolean,
    "date_start": pl.Date,
}
ORACLE = """
with x as (select country, kind, sum(best)::bigint a from first group by all),
     y as (select country, kind, sum(best)::bigint b from second group by all)
select country, kind, a, b, b - a from x full join y using (country, kind)
"""
DAYS = st.dates(date(2019, 12, 1), date(2021, 2, 1))


@st.composite
def releases(draw: st.DrawFn) -> pl.LazyFrame:
    """Draw a release of a few events, of which two draws share some."""
    rows = []
    for number in sorted(draw(st.sets(st.integers(1, 8)))):
        country = draw(st.sampled_from((432, 436)))
        rows.append(
            (
                number,
                country,
                {432: "Mali", 436: "Niger"}[country],
                draw(st.sampled_from(("state-based", "one-sided"))),
                draw(st.integers(0, 30)),
                draw(st.sampled_from((None, "Gao", "Mopti region"))),
                draw(st.none() | st.sampled_from((14.5, 15.0))),
                draw(st.sampled_from((None, "POINT (1 2)"))),
                draw(st.booleans()),
                draw(DAYS),
            )
        )
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return frame.lazy().with_columns(start=pl.col("date_start"), end=pl.col("date_start"))


def compare(a: pl.LazyFrame, b: pl.LazyFrame, common: Span | None = None) -> pl.DataFrame:
    if common is None:
        return event_changes(a, b, COLUMNS)
    return event_changes(a, b, COLUMNS, common=common)


@given(releases())
def test_a_release_does_not_differ_from_itself(a: pl.LazyFrame) -> None:
    assert compare(a, a).is_empty()


@given(releases(), releases())
def test_the_two_directions_mirror_each_other(a: pl.LazyFrame, b: pl.LazyFrame) -> None:
    common = Span(date(2020, 1, 1), date(2020, 12, 31))
    there, back = compare(a, b, common), compare(b, a, common)
    turned = back.with_columns(
        pl.col("status").replace(MIRROR), -pl.col("change"), a=pl.col("b"), b=pl.col("a")
    )
    names = ["id", "status", "column", "a", "b", "change"]
    assert_frame_equal(there.select(names), turned.select(names), check_row_order=False)


@given(releases(), releases())
def test_what_is_common_with_what_was_added_and_revised_is_the_second(
    a: pl.LazyFrame, b: pl.LazyFrame
) -> None:
    changes = compare(a, b)
    first, second = a.collect(), b.collect()
    ids = {status: set(changes.filter(pl.col("status") == status)["id"]) for status in MIRROR}
    assert (set(first["id"]) - ids[REMOVED]) | ids[ADDED] == set(second["id"])
    assert not ids[ADDED] & set(first["id"])
    assert not ids[REMOVED] & set(second["id"])
    for name in COLUMNS:
        text = pl.col(name).cast(pl.String)
        old, new = (dict(f.select("id", text).iter_rows()) for f in (first, second))
        revised = changes.filter((pl.col("status") == REVISED) & (pl.col("column") == name))
        for number, before, after in revised.select("id", "a", "b").iter_rows():
            assert (old[number], new[number]) == (before, after)
            old[number] = after
        shared = set(old) & set(new)
        assert {n: old[n] for n in shared} == {n: new[n] for n in shared}


@given(releases(), releases())
def test_the_events_explain_the_totals(a: pl.LazyFrame, b: pl.LazyFrame) -> None:
    """By country and year: what each event had there before, and what it has there after."""
    changes = compare(a, b)
    assert changes["change"].sum() == int(b.select(pl.col("best").sum()).collect().item()) - int(
        a.select(pl.col("best").sum()).collect().item()
    )
    keys = ("country", "year")
    frames = [
        f.with_columns(year=pl.col("date_start").dt.year())
        .group_by(keys)
        .agg(deaths=pl.col("best").sum())
        .collect()
        for f in (a, b)
    ]
    totals = total_changes(frames[0], frames[1], keys, (pl.lit(value=True), pl.lit(value=True)))
    assert totals["change"].sum() == changes["change"].sum()
    changed = set(changes["id"])
    for country, year, change in totals.select(*keys, "change").iter_rows():
        here = (pl.col("country") == country) & (pl.col("date_start").dt.year() == year)
        touched = here & pl.col("id").is_in(changed)
        sums = [f.filter(touched).select(pl.col("best").sum()).collect().item() for f in (a, b)]
        assert sums[1] - sums[0] == change


@given(releases(), releases())
def test_totals_are_those_of_duckdb(a: pl.LazyFrame, b: pl.LazyFrame) -> None:
    keys = ("country", "type_of_violence")
    frames = [f.group_by(keys).agg(deaths=pl.col("best").sum()).collect() for f in (a, b)]
    ours = total_changes(frames[0], frames[1], keys)
    with duckdb.connect() as oracle:
        for name, rows in (("first", a), ("second", b)):
            oracle.execute(f"create table {name} (country text, kind text, best bigint)")
            cells = rows.select(*keys, "best").collect().rows()
            if cells:
                oracle.executemany(f"insert into {name} values (?, ?, ?)", cells)
        theirs = oracle.execute(ORACLE).fetchall()
    assert sorted(ours.drop("status").rows(), key=str) == sorted(theirs, key=str)


def events(**columns: list[object]) -> pl.LazyFrame:
    number = len(next(iter(columns.values())))
    filled: dict[str, list[object]] = {
        "id": list(range(number)),
        "country_id": [432] * number,
        "country": ["Mali"] * number,
        "type_of_violence": ["one-sided"] * number,
        "best": [1] * number,
        "adm_1": [None] * number,
        "latitude": [None] * number,
        "geom_wkt": [None] * number,
        "active_year": [True] * number,
        "date_start": [date(2020, 1, 1)] * number,
    }
    frame = pl.DataFrame(filled | columns, schema=SCHEMA).lazy()
    return frame.with_columns(start=pl.col("date_start"), end=pl.col("date_start"))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("adm_1", "Gao\r\nregion ", "\ufeffGao region"),
        ("latitude", 14.5, 14.5 + 1e-9),
        ("geom_wkt", "POINT (97.500000 26.000000)", "POINT (97.5 26)"),
        ("geom_wkt", "POINT (-1.250 100)", "POINT (-1.25 100)"),
    ],
)
def test_how_a_layout_writes_a_value_is_no_revision(name: str, old: object, new: object) -> None:
    assert compare(events(**{name: [old]}), events(**{name: [new]})).is_empty()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("adm_1", "Gao", "gao"),
        ("adm_1", None, "Gao"),
        ("latitude", 14.5, 14.50001),
        ("geom_wkt", "POINT (-1.25 100)", "POINT (-1.25 10)"),
        ("active_year", True, False),
        ("date_start", date(2020, 1, 1), date(2020, 1, 2)),
    ],
)
def test_another_value_is_a_revision(name: str, old: object, new: object) -> None:
    found = compare(events(**{name: [old]}), events(**{name: [new]}))
    assert found.select("status", "column").row(0) == (REVISED, name)
    assert found["change"].to_list() == [None]


def test_days_that_only_one_covers_are_new_or_gone() -> None:
    year = Span(date(2020, 1, 1), date(2020, 12, 31))
    days: list[object] = [date(2020, 5, 5), date(2021, 5, 5)]
    alone, none = events(date_start=days), events(date_start=days).filter(False)
    assert compare(none, alone, year)["status"].to_list() == [ADDED, NEW]
    assert compare(alone, none, year)["status"].to_list() == [REMOVED, GONE]
    nothing = event_changes(none, alone, COLUMNS, common=None)
    assert nothing["status"].to_list() == [NEW, NEW]


def test_blank_and_zero_stay_apart() -> None:
    a = pl.DataFrame({"year": [2020, 2021], "deaths": [5, 0]})
    b = pl.DataFrame({"year": [2021, 2022], "deaths": [0, 7]})
    covered = (pl.col("year") <= 2021, pl.col("year") >= 2021)
    found = total_changes(a, b, ["year"], covered)
    assert found.rows() == [
        (2020, 5, None, None, "gone"),
        (2021, 0, 0, 0, "equal"),
        (2022, None, 7, None, "new"),
    ]
    zeros = total_changes(a, b, ["year"], (pl.lit(value=True), pl.lit(value=True)))
    assert zeros["change"].to_list() == [-5, 0, 7]


def test_the_largest_are_told_by_their_size() -> None:
    totals = pl.DataFrame({"year": [1, 2, 3, 4], "change": [-9, 2, None, 9]})
    assert largest(totals, 3)["year"].to_list() == [1, 4, 2]
    changes = pl.DataFrame({"id": [1, 2, 2, 3], "change": [1, None, -4, None]})
    assert largest(changes, 2)["id"].to_list() == [2, 2, 1]
