"""`diff` as a question: the real releases, made-up ones, and what is compared with what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import mali_cli
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.model.result import Result
from tests.observations.made_events import EXAMPLES, tables, written
from tests.read.made_up import EVENTS, Row
from tests.read.writers import official

Real = Callable[[str], Path]
COUNTRY_YEAR = "country-year@25.1"
TURNED = {"new": "gone", "gone": "new"}
ALL_TYPES = [
    ("non-state", 2016, 61, 68),
    ("non-state", 2017, 169, 176),
    ("one-sided", 2020, 481, 512),
    ("one-sided", 2022, 1455, 1461),
    ("one-sided", 2023, 475, 505),
    ("state-based", 2020, 580, 583),
    ("state-based", 2023, 1259, 1238),
]
"""Where Mali differs between GED 24.1 and the country-years 25.1, counted by hand."""
ORACLE = """
with x as (select year, type_of_violence t, sum(best)::bigint a
           from (select distinct * from read_csv($1)) group by all),
     y as (select year, type_of_violence t, sum(best)::bigint b
           from (select distinct * from read_csv($2)) group by all)
select year, t, coalesce(a, 0), coalesce(b, 0) from x full join y using (year, t)
where coalesce(a, 0) <> coalesce(b, 0)
"""
CODES = {"state-based": 1, "non-state": 2, "one-sided": 3}


def release(path: str, number: str = "24.1") -> str:
    return f"{path}@{number}"


def rows_of(result: Result, *names: str) -> list[tuple[object, ...]]:
    return result.frame.select(*names).rows()


@pytest.mark.parametrize("stamp", ["", "@24.1"])
def test_mali_in_ged_24_1_and_in_the_country_years_25_1(real_data: Real, stamp: str) -> None:
    file = f"{real_data('ged241_mali_webexport.csv')}{stamp}"
    found = mali_cli.diff(file, COUNTRY_YEAR, country="Mali", type="one-sided")
    assert found.frame.columns[:4] == ["year", "a", "b", "change"]
    assert rows_of(found, "year", "a", "b", "change", "status") == [
        (2020, 481, 512, 31, "changed"),
        (2022, 1455, 1461, 6, "changed"),
        (2023, 475, 505, 30, "changed"),
        (2024, None, 619, None, "new"),
    ]
    summary = str(found.extras["summary"])
    assert "went from 4,750 to 4,817 (+67, +1.4%)" in summary
    assert "2024 (619 deaths)" in summary
    assert [s.dataset for s in found.sources] == ["ged", "country-year"]


def test_every_type_of_the_same(real_data: Real) -> None:
    file = release(str(real_data("ged241_mali_webexport.csv")))
    found = mali_cli.diff(file, COUNTRY_YEAR, country="Mali", to="2023").frame
    assert sorted(found.select("type_of_violence", "year", "a", "b").rows()) == ALL_TYPES
    every = mali_cli.diff(file, COUNTRY_YEAR, country="Mali", to="2023", every=True).frame
    assert every.height == 35 * 3
    assert every["status"].value_counts().sort("status").rows() == [("changed", 7), ("equal", 98)]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("type", [("state-based", -18), ("non-state", 14), ("one-sided", 67)]),
        ("perpetrator", [("government", 67)]),
        ("region", [("Africa", -18), ("Africa", 14), ("Africa", 67)]),
    ],
)
def test_other_groups_are_compared_over_common_days(
    real_data: Real, by: str, expected: list[tuple[str, int]]
) -> None:
    file = release(str(real_data("ged241_mali_webexport.csv")))
    found = mali_cli.diff(file, COUNTRY_YEAR, by=by)
    assert [(row[0], row[-2]) for row in found.frame.rows()] == expected
    assert any("1989–2023, the days that both cover" in str(note) for note in found.notes)


def test_phases(real_data: Real) -> None:
    file = release(str(real_data("ged241_mali_webexport.csv")))
    found = mali_cli.diff(file, COUNTRY_YEAR, by="phase", mission="MINUSMA", type="one-sided")
    assert found.frame.rows() == [
        ("before", 1027, 1029, 2, "changed"),
        ("during", 3723, 3788, 65, "changed"),
    ]
    part, edge = [note.text for note in found.notes if note.warning]
    assert "what is missing counts as not there" in part
    assert (
        "part of the difference at 2013-07-01 may come from that, and not from a revision" in edge
    )
    both = mali_cli.diff(COUNTRY_YEAR, COUNTRY_YEAR, by="phase", every=True, type="one-sided")
    assert both.frame["a"].to_list() == [1029, 3818, 619]
    assert both.straddle == "both"


@pytest.mark.parametrize(
    ("options", "edges"),
    [
        ({"from_": "2013-07"}, "2013-07-01"),
        ({"to": "2013-07", "by": "country", "straddle": "start"}, "2013-08-01"),
        ({"by": "phase", "cut": ["2012-03-22", "2020"]}, "2012-03-22"),
        ({"from_": "2013", "to": "2030-05"}, None),
        ({"by": "phase", "cut": "2013"}, None),
        ({}, None),
    ],
)
def test_edges_within_a_year_are_no_revisions(
    real_data: Real, options: dict[str, Any], edges: str | None
) -> None:
    file = release(str(real_data("ged241_mali_webexport.csv")))
    found = mali_cli.diff(file, COUNTRY_YEAR, country="Mali", **options)
    warned = [note.text for note in found.notes if note.kind == "years"]
    assert len(warned) == bool(edges)
    assert all(f"part of the difference at {edges} may come from that" in text for text in warned)
    whole = mali_cli.diff(COUNTRY_YEAR, COUNTRY_YEAR, from_="2013-07")
    assert not any(note.kind == "years" for note in whole.notes)


def test_a_total_that_an_edge_cuts_is_a_range() -> None:
    same = (COUNTRY_YEAR, COUNTRY_YEAR)
    asked: dict[str, Any] = {"country": "Burkina Faso", "type": "all", "straddle": "start"}
    cut = mali_cli.diff(*same, **asked, to="2022-06", every=True)
    assert "1989-01-01..2022-06-30, are 4,146–6,850 in both" in str(cut.extras["summary"])
    assert [note.kind for note in cut.notes if note.warning] == ["bounds"]
    whole = mali_cli.diff(*same, **asked, to="2022", every=True)
    assert "1989–2022, are 6,850 in both" in str(whole.extras["summary"])
    assert not [note for note in whole.notes if note.kind == "bounds"]


def test_a_total_without_a_year_that_the_rule_counts(real_data: Real) -> None:
    file = f"{real_data('ged241_mali_webexport.csv')}@24.1"
    asked: dict[str, Any] = {"country": "Mali", "from_": "2022-03", "to": "2022-06", "type": "all"}
    found = mali_cli.diff(COUNTRY_YEAR, file, **asked, straddle="start")
    assert "2022-03-01..2022-06-30, are 0–3,656 in A and 2,045 in B" in str(found.extras["summary"])
    assert dict(found.extras["total_change"])["a"] is None  # type: ignore[call-overload]


def test_days_before_a_state_are_covered_by_nobody(real_data: Real) -> None:
    file = release(str(real_data("ged221_south_sudan_hdx.csv")), "22.1")
    whole = str(real_data("organizedviolencecy_v25_1.csv"))
    summary = str(mali_cli.diff(file, whole, type="one-sided").extras["summary"])
    assert "blank" not in summary
    assert summary.endswith("Only UCDP country-year 25.1 covers 2022–2024 (170 deaths).")


def test_a_large_share_has_separators(tmp_path: Path) -> None:
    a = made(tmp_path, "a.csv", event(1, best="1"))
    b = made(tmp_path, "b.csv", event(1, best="20001"))
    summary = str(mali_cli.diff(release(a), release(b)).extras["summary"])
    assert "went from 1 to 20,001 (+20,000, +2,000,000.0%)" in summary


def test_ids_are_the_same_and_layouts_are_no_revisions(real_data: Real) -> None:
    """The seven events of Mali in the sample of 23.1 stand in the web export of 24.1 unrevised."""
    sample, mali = real_data("ged231_sample1000.csv"), real_data("ged241_mali_webexport.csv")
    found = mali_cli.diff(str(sample), f"{mali}@24.1", events=True)
    counts = found.extras["event_changes"]
    assert counts == {"added": 1794, "removed": 0, "revised": 0, "new": 319, "gone": 0}
    assert 7 + 1794 + 319 == 2120


def test_the_embedded_figures_are_those_of_the_file(real_data: Real) -> None:
    file = real_data("organizedviolencecy_v25_1.csv")
    for by in ("year", "country", "perpetrator"):
        found = mali_cli.diff(COUNTRY_YEAR, str(file), by=by)
        assert found.frame.is_empty()
        assert (found.empty or "").startswith("no difference")


MALI = {"country_id": "432", "country": "Mali", "region": "Africa"}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """Draw two releases of events in Mali that share some, of which some are revised."""
    rows = [{**row, **MALI} for row in draw(tables())]
    once = list({row["id"]: row for row in rows}.values())
    kept = [row for row in once[1:] if draw(st.booleans())]
    revised = [
        {**row, "best": str(draw(st.integers(0, 30)))} if draw(st.booleans()) else row
        for row in kept
    ]
    more = [{**row, **MALI, "id": str(100 + n)} for n, row in enumerate(draw(tables(3)))]
    return rows, [rows[0], *revised, *more]


@settings(max_examples=EXAMPLES // 3)
@given(pairs())
def test_made_up_releases(pair: tuple[list[Row], list[Row]]) -> None:
    a, b = (release(written(rows)) for rows in pair)
    there, back = mali_cli.diff(a, b), mali_cli.diff(b, a)
    turned = back.frame.with_columns(
        pl.col("status").replace(TURNED), -pl.col("change"), a=pl.col("b"), b=pl.col("a")
    )
    assert_frame_equal(there.frame, turned)
    assert mali_cli.diff(a, a).frame.is_empty()
    files = [name.removesuffix("@24.1") for name in (a, b)]
    theirs = duckdb.execute(ORACLE, files).fetchall()
    ours = there.frame.select(
        "year", pl.col("type_of_violence").replace_strict(CODES), "a", "b"
    ).rows()
    assert sorted(ours) == sorted(theirs)
    listed = mali_cli.diff(a, b, events=True)
    total = listed.extras["total_change"]
    assert isinstance(total, dict)
    assert listed.frame["change"].sum() == total["change"] == there.frame["change"].sum()


def event(number: int, **cells: str | None) -> Row:
    return {**EVENTS[0], "id": str(number), **cells}


def made(tmp_path: Path, name: str, *rows: Row) -> str:
    path = tmp_path / name
    path.write_bytes(official(rows))
    return str(path)


def test_what_is_listed_of_an_event(tmp_path: Path) -> None:
    a = made(tmp_path, "a.csv", event(1), event(2), event(3, best="9"))
    b = made(
        tmp_path, "b.csv", event(2, best="5", adm_1="Gao"), event(3, best="9"), event(4, best="7")
    )
    found = mali_cli.diff(release(a), release(b), events=True)
    assert rows_of(found, "id", "status", "column", "a", "b", "change") == [
        (4, "added", "best", None, "7", 7),
        (1, "removed", "best", "3", None, -3),
        (2, "revised", "adm_1", "North region", "Gao", None),
        (2, "revised", "best", "3", "5", 2),
    ]
    assert str(found.extras["summary"]).startswith(
        "Between UCDP GED 24.1 (a.csv) and UCDP GED 24.1 (b.csv), 1 event was added, 1 removed "
        "and 1 revised (best changed in 1); deaths (best estimate) in organised violence in Mali, "
        "1989–2023, went from 15 to 21 (+6, +40.0%)."
    )
    top = mali_cli.diff(release(a), release(b), events=True, top=1)
    assert top.frame["id"].to_list() == [4]
    assert any("Shortened by --top: 3 rows of 4" in str(note) for note in top.notes)


@pytest.mark.parametrize("kind", ["state-based", "all"])
def test_events_of_one_type_are_listed_as_of_all(tmp_path: Path, kind: str) -> None:
    a = made(tmp_path, "a.csv", event(1), event(2))
    b = made(tmp_path, "b.csv", event(2, best="5", high="5", deaths_b="5"), event(4))
    listed = mali_cli.diff(release(a), release(b), events=True, type=kind)
    assert_frame_equal(
        listed.frame, mali_cli.diff(release(a), release(b), events=True).frame, check_dtypes=True
    )
    assert [row[0] for row in rows_of(listed, "status")][:2] == ["added", "removed"]
    total = listed.extras["total_change"]
    assert isinstance(total, dict)
    assert (total["a"], total["b"]) == (6, 8)
    nothing = mali_cli.diff(release(a), release(a), events=True, type=kind)
    assert nothing.frame.is_empty()


def test_an_event_that_left_the_question_is_named(tmp_path: Path) -> None:
    a = made(tmp_path, "a.csv", event(1), event(2, country_id="436", country="Niger"))
    b = made(tmp_path, "b.csv", event(1), event(2))
    found = mali_cli.diff(release(a), release(b), country="Mali")
    assert found.extras["event_changes"] == {
        "added": 1,
        "removed": 0,
        "revised": 0,
        "new": 0,
        "gone": 0,
    }
    assert any(
        "Of the added events, 1 stands in UCDP GED 24.1 (a.csv)" in str(n) for n in found.notes
    )


def test_columns_that_one_layout_lacks_are_named_and_no_revisions(tmp_path: Path) -> None:
    short = {name: cell for name, cell in event(1).items() if name not in ("gwnoa", "gwnob")}
    path = tmp_path / "a.csv"
    path.write_text(
        ",".join(short)
        + "\n"
        + ",".join(f'"{(c or "").replace(chr(34), chr(34) * 2)}"' for c in short.values())
        + "\n",
        encoding="utf-8",
    )
    found = mali_cli.diff(str(path), made(tmp_path, "b.csv", event(1)), events=True)
    assert found.frame.is_empty()
    assert any(re.search(r"Not compared, .*: gwnoa, gwnob", str(n)) for n in found.notes)


def test_only_countries_of_both_are_compared(tmp_path: Path) -> None:
    niger = {"country_id": "436", "country": "Niger"}
    a = made(tmp_path, "a.csv", event(1), event(2, **niger))
    b = made(tmp_path, "b.csv", event(1, best="9"))
    found = mali_cli.diff(release(a), release(b), by="country")
    assert found.frame["country"].to_list() == ["Mali"]
    assert any(str(n) == "Compared where both have figures: Mali." for n in found.notes)
    with pytest.raises(UsageError, match="no country in common"):
        mali_cli.diff(b, made(tmp_path, "c.csv", event(1, **niger)))
    with pytest.raises(NotHereError):
        mali_cli.diff(release(a), release(b), country="Niger")


def test_a_country_with_another_name_is_the_same_country(tmp_path: Path) -> None:
    a = made(tmp_path, "a.csv", event(1))
    b = made(tmp_path, "b.csv", event(1, country="Republic of Mali"))
    assert mali_cli.diff(a, b, by="country").frame.is_empty()
    assert mali_cli.diff(a, b, events=True).frame["column"].to_list() == ["country"]


def test_months_quarters_actors_and_places(tmp_path: Path) -> None:
    a = release(made(tmp_path, "a.csv", event(1), event(2, adm_1="Gao")))
    b = release(made(tmp_path, "b.csv", event(1, best="5"), event(2, adm_1="Gao")))
    assert mali_cli.diff(a, b, by="month", type="all").frame.rows() == [
        ("2016-05", 6, 8, 2, "changed")
    ]
    assert mali_cli.diff(a, b, by="quarter", type="all").frame["quarter"].to_list() == ["2016-Q2"]
    assert mali_cli.diff(a, b, by="adm1", type="all").frame["adm_1"].to_list() == ["North region"]
    assert mali_cli.diff(a, b, by="actor", type="all").frame["actor_id"].to_list() == [80, 79]
    only = mali_cli.diff(a, b, by="adm1", type="all", adm1="Gao", every=True)
    assert only.frame["status"].to_list() == ["equal"]
    counted = mali_cli.diff(a, b, measure="events", every=True, type="all", from_="2016", to="2016")
    assert counted.frame.rows() == [(2016, 2, 2, 0, "equal")]


def test_another_end_within_a_unit_is_warned_of(tmp_path: Path) -> None:
    def candidate(name: str) -> str:
        cells = {"year": "2026", "date_start": "2026-01-05", "date_end": "2026-01-05"}
        return made(tmp_path, name, event(1, **cells))

    a, b = candidate("a.csv"), candidate("b.csv")
    found = mali_cli.diff(f"{a}@26.0.1", f"{b}@26.01.26.03", every=True)
    assert any(n.warning and "the two cover a year differently" in n.text for n in found.notes)
    alike = mali_cli.diff(f"{a}@26.0.1", f"{b}@26.01.26.03", by="month", every=True)
    assert not any("the two cover a year differently" in n.text for n in alike.notes)


@pytest.mark.parametrize(
    ("words", "options", "text"),
    [
        (("none.csv", COUNTRY_YEAR), {}, "no file, data set or release 'none.csv'"),
        (("", COUNTRY_YEAR), {}, "an empty text"),
        (("gde@24.1", COUNTRY_YEAR), {}, "unknown data set 'gde'"),
        (("ged@24.x", COUNTRY_YEAR), {}, "'24.x' is not a release"),
        (("actors@25.1", COUNTRY_YEAR), {}, "actors has no deaths by country and day"),
        (
            (COUNTRY_YEAR, COUNTRY_YEAR),
            {"events": True},
            "--events needs events on both sides, and country-year has none",
        ),
        ((COUNTRY_YEAR, COUNTRY_YEAR), {"by": "month"}, "--by month needs events on both sides"),
        ((COUNTRY_YEAR, COUNTRY_YEAR), {"by": ["year", "month"]}, "several units of time"),
        ((COUNTRY_YEAR, COUNTRY_YEAR), {"by": ["year", "phase"]}, "several units of time"),
        ((COUNTRY_YEAR, COUNTRY_YEAR), {"by": "yaer"}, "cannot group by 'yaer'"),
        ((COUNTRY_YEAR, COUNTRY_YEAR), {"top": 0}, "--top 0 is below one"),
        ((COUNTRY_YEAR, COUNTRY_YEAR), {"mission": "MINUSMA"}, "--mission needs --by phase"),
        ((COUNTRY_YEAR, COUNTRY_YEAR), {"window": "5y"}, "--window needs --by phase"),
        ((COUNTRY_YEAR, COUNTRY_YEAR), {"straddle": "both"}, "--straddle both"),
        ((COUNTRY_YEAR, COUNTRY_YEAR), {"dataset": "ged"}, "without a data set, and there is none"),
        (("25.1", "25.1"), {"dataset": "ged@25.1"}, "includes a release"),
        (("ged@24.1", "ged@25.1"), {"events": True, "by": "year"}, "--by is for totals"),
        (
            ("ged@24.1", "ged@25.1"),
            {"events": True, "straddle": "split"},
            "--straddle split does not apply to events",
        ),
        ((COUNTRY_YEAR, COUNTRY_YEAR), {"by": "perpetrator", "type": "all"}, "perpetrator"),
    ],
)
def test_what_makes_no_sense_is_refused(
    words: tuple[str, str], options: dict[str, object], text: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(text)) as caught:
        mali_cli.diff(*words, **options)  # type: ignore[arg-type]
    assert caught.value.hint


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (("ged@24.1", COUNTRY_YEAR), "mali-cli fetch ged@24.1"),
        (("24.1", "25.1"), "mali-cli fetch country-year@24.1"),
        ((COUNTRY_YEAR, "24.1"), "mali-cli fetch country-year@24.1"),
        (("26.0.1", "26.0.2"), "mali-cli fetch candidate@26.0.1"),
    ],
)
def test_what_is_not_here_is_named_with_the_command(words: tuple[str, str], command: str) -> None:
    with pytest.raises(NotHereError) as caught:
        mali_cli.diff(*words)
    assert command in (caught.value.hint or "")


def test_releases_alone_are_of_the_data_set_that_has_both(tmp_path: Path) -> None:
    assert mali_cli.diff("25.1", "25.1", every=True).sources[0].dataset == "country-year"
    assert mali_cli.diff("25.1", "country-year").frame.is_empty()
    assert mali_cli.diff("25.1", "25.1").selection["a"] == COUNTRY_YEAR


def test_days_that_neither_covers_are_said(tmp_path: Path) -> None:
    found = mali_cli.diff(COUNTRY_YEAR, COUNTRY_YEAR, from_="1950", to="1960")
    assert (found.empty or "").startswith("no rows: ")
    assert found.extras["total_change"] is None
    a = release(made(tmp_path, "a.csv", event(1)))
    cells = {"year": "2026", "date_start": "2026-01-05", "date_end": "2026-01-05"}
    b = release(made(tmp_path, "b.csv", event(1, **cells)), "26.0.1")
    apart = mali_cli.diff(a, b, by="type")
    assert "no day in common" in (apart.empty or "")
    both = mali_cli.diff(a, b).frame
    assert both.select("year", "status").rows() == [(2016, "gone"), (2026, "new")]


def test_the_command_line_gives_the_same_again(tmp_path: Path) -> None:
    found = mali_cli.diff(COUNTRY_YEAR, "25.1", by=["year", "country"], every=True, top=5)
    assert found.arguments[:4] == ("mali-cli", "diff", COUNTRY_YEAR, COUNTRY_YEAR)
    assert "--all" in found.arguments
    assert replace(found).frame.height == 5


def test_a_year_of_which_each_covers_other_months_has_no_change() -> None:
    days = (("2023-09-04", "Check deaths"), ("2023-10-04", "Check deaths"))
    rows = [
        {**EVENTS[0], "date_start": day, "date_end": day, "year": "2023", "code_status": status}
        for day, status in days
    ]
    a, b = (f"{written([row])}@23.0.{n}" for n, row in enumerate(rows, 9))
    years, months = (mali_cli.diff(a, b, type="all", by=by) for by in ("year", "month"))
    assert years.frame.is_empty()
    assert "have no day in common" in str(years.empty)
    assert months.frame.select("month", "a", "b", "status").rows() == [
        ("2023-09", 3, None, "gone"),
        ("2023-10", None, 3, "new"),
    ]
