"""What a release covers is what is answered: no zero, rate or ratio of other days, by any door."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import mali_cli
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.model.result import Result
from mali_cli.observations import sources_at_hand
from tests.cli.conftest import Run
from tests.observations.kept import keep
from tests.read.made_up import Row, made_event
from tests.read.writers import OCTOBER, official

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILE = str(FIXTURES / "GEDEvent_v23_0_10.csv")
YEARLY = (made_event(1, "2021-05-01", 10), made_event(2, "2022-12-31", 20))
Put = Callable[..., str]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def store(rows: Sequence[Row], release: str, *, whole: bool = True) -> str:
        path = tmp_path / f"{release}-{len(rows)}.csv"
        path.write_bytes(official(rows))
        return keep(path, release, whole=whole)

    return store


def by(unit: str, **asked: Any) -> dict[Any, int]:
    frame = mali_cli.totals(by=unit, **{"type": "all", "country": "Mali"} | asked).frame
    return dict(frame.select(unit, "deaths").rows())


def said(result: Result) -> str:
    return " ".join(map(str, result.notes))


def doors(put: Put, tmp_path: Path) -> list[dict[str, Any]]:
    """Return the ways by which October 2023 is asked: named by the file, by the user, stored."""
    other = tmp_path / "x.csv"
    shutil.copy(FILE, other)
    put(OCTOBER, "23.0.10")
    return [
        {"data": FILE},
        {"data": str(other), "release": "23.0.10"},
        {"dataset": "candidate@23.0.10"},
    ]


def test_a_month_counts_its_own_days_and_no_others_by_any_door(put: Put, tmp_path: Path) -> None:
    for door in doors(put, tmp_path):
        found = mali_cli.totals(by="month", type="all", country="Mali", **door)
        assert found.frame.select("month", "deaths").rows() == [("2023-10", 8)]
        outside = [note.text for note in found.notes if "outside" in note.text]
        assert outside == [
            "Not counted: 1 event (7 deaths) outside the days covered, 2023-10-01..2023-10-31."
        ]
        filled = mali_cli.totals(by=("month", "country"), type="all", fill=True, **door)
        assert set(filled.frame["month"]) == {"2023-10"}
        assert "Not counted: 2 events (16 deaths) outside the days covered" in said(filled)
        assert mali_cli.totals(type="all", country="Mali", **door).frame["deaths"].item() == 8
        assert by("month", straddle="split", **door) == {"2023-10": 8}
        assert mali_cli.chart(by="month", type="all", country="Mali", **door).frame.height == 1
        rows = mali_cli.events(**door).frame
        assert rows["id"].to_list() == [911002, 911003]


def test_a_year_that_is_covered_in_part_is_marked(put: Put, tmp_path: Path, run: Run) -> None:
    for door in doors(put, tmp_path):
        found = mali_cli.totals(by="year", type="all", country="Mali", **door)
        assert found.frame.select("year", "deaths").rows() == [(2023, 8)]
        assert set(found.shown.partial) == {"2023"}
        assert "Warning: Covered only in part" in said(found)
        assert "2023 (2023-10-01..2023-10-31)" in said(found)
    table = run("totals", "--by", "year", "-t", "all", "-c", "Mali", "--data", FILE)
    assert "2023 (part)" in table.out
    csv = run("totals", "--by", "year", "-t", "all", "-c", "Mali", "--data", FILE, "--csv")
    assert csv.csv()["year"].to_list() == [2023]


def test_a_phase_that_is_covered_in_part_has_a_count_and_no_rate(
    put: Put, tmp_path: Path, run: Run
) -> None:
    phases = ["before=2023-01..2023-06", "year=2023-07..2023-12", "october=2023-10"]
    for door in doors(put, tmp_path):
        asked: dict[str, Any] = {"type": "all", "country": "Mali", **door}
        found = mali_cli.periods(phase=phases, allow_overlap=True, **asked)
        columns = ("phase", "deaths", "per_year", "ratio_to_previous")
        assert found.frame.select(columns).rows()[:2] == [
            ("before", None, None, None),
            ("year", 8, None, None),
        ]
        assert found.frame["per_year"][2] == pytest.approx(8 / (31 / 365), abs=1e-4)
        assert "the data cover only 2023-10-01..2023-10-31 of it, so it has no rate" in said(found)
        cut = mali_cli.periods(cut="2023-10-15", **asked).frame
        assert cut.select("start", "end", "deaths").rows() == [
            (date(2023, 10, 1), date(2023, 10, 14), 5),
            (date(2023, 10, 15), date(2023, 10, 31), 3),
        ]
        drawn = mali_cli.chart(phase=phases[:2], **asked).extras["phases"]
        assert [row["per_year"] for row in drawn] == [None, None]  # type: ignore[attr-defined]
    table = run("periods", "--phase", phases[1], "-t", "all", "-c", "Mali", "--data", FILE)
    assert "year (part)" in table.out


def test_a_comparison_makes_no_rate_of_a_month(put: Put, tmp_path: Path) -> None:
    for door in doors(put, tmp_path):
        (row,) = mali_cli.compare(mission="MINUSMA", type="all", **door).frame.to_dicts()
        assert row["during_deaths"] == 8
        assert row["during_per_year"] is row["ratio_during_before"] is None
        assert row["ratio_during_before_low"] is row["before_deaths"] is None
    put((made_event(5, "2024-01-05", 6),), "24.0.1")
    (row,) = mali_cli.compare(
        mission="MINUSMA", type="all", dataset="candidate@24.0.1"
    ).frame.to_dicts()
    assert (row["after_deaths"], row["after_per_year"]) == (6, None)


def test_a_window_that_the_data_cut_short_keeps_its_rate_where_a_year_is_left() -> None:
    found = mali_cli.periods(mission="MINUSMA", window="5y").frame
    assert found["per_year"].null_count() == 0
    fixed = mali_cli.periods(phase=["a=2013-07..2023-12", "b=2024-01..2028-12"], country="Mali")
    assert fixed.frame["deaths"].null_count() == 0
    assert fixed.frame["per_year"].null_count() == fixed.frame["ratio_to_previous"].len() - 1 == 1


def test_preliminary_events_without_a_release_are_asked_for_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "october.csv"
    shutil.copy(FILE, path)
    for words in (("import", str(path)), ("totals", "--data", str(path))):
        ran = run(*words)
        assert ran.code == 2
        assert "does not name its release" in ran.err
        assert "--release 26.0.1" in ran.err
    assert run("totals", "--data", "-", stdin=path.read_bytes()).code == 2
    wrong = run("import", str(path), "--release", "24.0.3")
    assert wrong.code == 2
    assert "candidate@24.0.3 covers 2024-03-01..2024-03-31; the file has" in wrong.err


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("GEDEvent_v23_0_10.csv", "23.0.10"),
        ("GEDevent_v23_0_10 (1).CSV", "23.0.10"),
        ("GEDEvent_v23_01_23_12.csv", "23.01.23.12"),
    ],
)
def test_the_release_is_in_the_name_that_ucdp_gives(
    run: Run, tmp_path: Path, name: str, release: str
) -> None:
    shutil.copy(FILE, tmp_path / name)
    (row,) = run("import", str(tmp_path / name), "--json").json()["rows"]
    assert row["name"].startswith(f"candidate@{release}+")


def test_a_known_file_covers_its_month(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("GEDEvent_v26_0_1.csv"))
    for rule, deaths in {"drop": 33_728, "start": 33_856}.items():
        for month in (None, "2026-01"):
            asked: dict[str, Any] = {"from_": month, "to": month, "straddle": rule}
            found = mali_cli.totals(by="month", type="all", data=path, **asked)
            assert found.frame.select("month", "deaths").rows() == [("2026-01", deaths)]
    every = [str(number) for number in pl.read_csv(path)["country_id"].unique()]
    touching = mali_cli.periods(
        phase="jan=2026-01", type="all", country=every, data=path, straddle="both"
    )
    assert touching.frame["deaths"].to_list() == [33_867]


# Candidates on top of a yearly release.


def test_late_additions_count_in_months_that_another_release_covers(put: Put) -> None:
    put(YEARLY, "23.1")
    put((made_event(3, "2023-01-10", 1), made_event(4, "2023-01-12", 2)), "23.0.1")
    put(
        (
            made_event(5, "2023-01-20", 4),
            made_event(6, "2023-02-03", 8),
            made_event(4, "2023-01-12", 16),
            made_event(7, "2023-03-01", 32),
        ),
        "23.0.2",
    )
    assert by("month", candidate=True, from_="2023") == {"2023-01": 1 + 4 + 16, "2023-02": 8}
    found = mali_cli.totals(by="month", candidate=True, from_="2023", type="all")
    assert "Not counted: 1 event (32 deaths) outside the days covered, " in said(found)


def test_a_consolidated_release_makes_withdrawn_events_vanish(put: Put) -> None:
    put(YEARLY, "23.1")
    put((made_event(3, "2023-01-10", 1), made_event(4, "2023-01-12", 2)), "23.0.1")
    put((made_event(3, "2023-01-10", 64), made_event(8, "2023-02-10", 4)), "23.01.23.02")
    asked: dict[str, Any] = {"from_": "2023"}
    assert by("month", candidate=True, **asked) == {"2023-01": 64, "2023-02": 4}
    assert by("month", dataset="ged@23.1+23.01.23.02", **asked) == {"2023-01": 64, "2023-02": 4}
    with pytest.raises(UsageError, match=r"23\.0\.1 adds nothing"):
        by("month", dataset="ged@23.1+23.0.1+23.01.23.02")
    put((made_event(3, "2023-01-10", 5),), "23.01.23.03", whole=False)
    assert by("month", candidate=True, **asked) == {"2023-01": 5, "2023-02": 0, "2023-03": 0}


def test_a_gap_is_refused_where_it_is_asked_for(put: Put) -> None:
    put(YEARLY, "23.1")
    put(OCTOBER, "23.0.10")
    asked: dict[str, Any] = {"candidate": True, "from_": "2023-10", "to": "2023-10"}
    assert by("month", **asked) == {"2023-10": 8}
    assert by("month", candidate=True, from_="2023-10") == {"2023-10": 8}
    assert by("year", candidate=True, to="2022")[2022] == 20
    for window in ({}, {"from_": "2023-09"}, {"to": "2023-01"}):
        with pytest.raises(NotHereError, match=r"covers 2023-01-01\.\.2023-09-30") as found:
            by("month", candidate=True, **window)
        assert "fetch candidate@23.0.1 candidate@23.0.2" in str(found.value.hint)
        assert str(found.value.hint).endswith("candidate@23.0.9")


def test_a_gap_of_years_is_filled_by_a_newer_yearly_release(put: Put) -> None:
    put(YEARLY, "23.1")
    put((made_event(5, "2024-01-05", 6),), "24.0.1")
    with pytest.raises(NotHereError, match=r"2023-01-01\.\.2023-12-31") as found:
        by("month", candidate=True)
    assert found.value.hint == "get what is missing with mali-cli fetch ged"


def test_coverage_with_a_gap_has_no_zero_in_it(put: Put) -> None:
    put(YEARLY, "23.1")
    put((made_event(3, "2023-01-10", 1, "2023-03-15"), made_event(4, "2023-01-31", 2)), "23.0.1")
    put((made_event(5, "2023-03-03", 4), made_event(6, "2023-02-03", 8)), "23.0.3")
    asked: dict[str, Any] = {"dataset": "ged@23.1+23.0.1+23.0.3"}
    with pytest.raises(NotHereError, match=r"2023-02-01\.\.2023-02-28") as found:
        by("month", **asked)
    assert str(found.value.hint).endswith("fetch candidate@23.0.2")
    assert by("month", from_="2023-03", **asked) == {"2023-03": 4}
    assert by("month", from_="2023-01", to="2023-01", **asked) == {"2023-01": 3}


# Rows of our own that say which days they are of.


@pytest.mark.parametrize("form", ["csv", "tsv", "ndjson", "parquet", "json"])
def test_an_extract_covers_its_window_and_no_more(
    put: Put, run: Run, tmp_path: Path, form: str
) -> None:
    put((made_event(1, "2022-02-05", 3), made_event(2, "2022-06-05", 9)), "25.1")
    path = tmp_path / f"rows.{form}"
    words = ("events", "--from", "2022", "--to", "2022-03-15", "-f", form, "-o", str(path))
    assert run(*words, "-q").code == 0
    found = mali_cli.totals(by="month", data=str(path), type="all")
    assert found.frame.select("month", "deaths").rows() == [
        ("2022-01", 0),
        ("2022-02", 3),
        ("2022-03", 0),
    ]
    assert set(found.shown.partial) == {"2022-03"}
    assert "2022-03 (2022-03-01..2022-03-15)" in said(found)
    periods = mali_cli.periods(phase="a=2022", data=str(path), type="all", country="Mali").frame
    assert periods.select("deaths", "per_year").rows() == [(3, None)]
    refused = run("import", str(path), "--whole")
    assert refused.code == 2
    assert "says that it is part of a data set" in refused.err
    assert run("import", str(path)).code == 0
    (stored,) = [s.pinned for s in sources_at_hand() if "+" in s.pinned]
    kept = by("month", dataset=stored, from_="2022-01-01", to="2022-03-15")
    assert kept == {"2022-01": 0, "2022-02": 3, "2022-03": 0}


def test_rows_come_back_with_candidates_and_their_gap(put: Put, run: Run) -> None:
    put(YEARLY, "23.1")
    put(OCTOBER, "23.0.10")
    put((made_event(5, "2023-12-05", 6, code_status="Check"),), "23.0.12")
    words = ("--candidate", "--from", "2023-10", "--to", "2023-10", "--csv", "-q")
    listed = run("events", *words)
    assert set(listed.csv().select("coverage_start", "coverage_end").rows()) == {
        (date(2023, 10, 1), date(2023, 10, 31))
    }
    ran = run("totals", "--data", "-", "--by", "month", "-t", "all", "--csv", stdin=listed.stdout)
    assert ran.csv().select("month", "deaths").rows() == [("2023-10", 8)]


def test_a_window_with_a_gap_is_read_as_it_is_written(tmp_path: Path, run: Run) -> None:
    rows = official((made_event(1, "2022-02-05", 3), made_event(2, "2022-09-05", 9))).decode()
    header, *lines = rows.splitlines()
    both = "2022-02-01; 2022-09-01,2022-02-28; 2022-10-15"
    text = [f"{header},coverage_start,coverage_end", *(f"{line},{both}" for line in lines)]
    path = tmp_path / "rows.csv"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    found = mali_cli.totals(by="month", data=str(path), type="all")
    months = dict(found.frame.select("month", "deaths").rows())
    assert months == {"2022-02": 3, "2022-09": 9, "2022-10": 0}
    assert set(found.shown.partial) == {"2022-10"}
    assert (
        "cover 2022-02-01..2022-02-28 and 2022-09-01..2022-10-15, with nothing in between"
        in said(found)
    )
    with pytest.raises(UsageError, match="a level cannot run across a gap"):
        mali_cli.breaks(by="month", data=str(path), type="all", country="Mali")
    phases = mali_cli.periods(phase="all=2022-02..2022-09", data=str(path), type="all").frame
    assert phases.select("deaths", "per_year").rows() == [(12, None)]
    mixed = [*text[:2], text[2].replace("2022-02-01;", "2022-02-02;")]
    path.write_text("\n".join(mixed) + "\n", encoding="utf-8")
    ran = run("totals", "--data", str(path))
    assert ran.code == 5
    assert "its rows are of several windows" in ran.err


# Parts of a release.


def test_parts_of_one_release_answer_together(put: Put, run: Run) -> None:
    mali = (made_event(1, "2022-02-05", 3), made_event(2, "2022-06-05", 9))
    burkina = made_event(3, "2022-02-07", 20, country="Burkina Faso", country_id="439")
    niger = made_event(4, "2022-02-07", 40, country="Niger", country_id="436")
    names = [put(mali, "25.1", whole=False), put((burkina, mali[0], niger), "25.1", whole=False)]
    asked: dict[str, Any] = {"country": ["Mali", "BFA"], "type": "all", "by": "country"}
    with pytest.raises(NotHereError):
        mali_cli.totals(dataset=names[0], **asked)
    found = mali_cli.totals(dataset="ged", **asked)
    assert found.frame.select("country", "deaths").rows() == [("Mali", 12), ("Burkina Faso", 20)]
    assert sorted(source.pinned for source in found.sources) == sorted(names)
    (again,) = [note.text for note in found.notes if note.kind == "again"]
    ran = run(*again.split()[2:], "--csv")
    assert ran.csv()["deaths"].to_list() == [12, 20]
    assert run("events", "-c", "Mali", "-c", "BFA", "--csv", "-q").csv().height == 3


def test_parts_that_do_not_agree_are_ambiguous(put: Put) -> None:
    one, other = made_event(1, "2022-02-05", 3), made_event(1, "2022-02-05", 4)
    burkina = made_event(3, "2022-02-07", 20, country="Burkina Faso", country_id="439")
    put((one,), "25.1", whole=False)
    put((other, burkina), "25.1", whole=False)
    with pytest.raises(UsageError, match="several partial sets can answer") as found:
        mali_cli.totals(dataset="ged", country="Mali", type="all")
    assert "--dataset ged@25.1+" in str(found.value.hint)


def test_a_part_of_a_candidate_release_answers_what_lies_in_it(put: Put) -> None:
    put(YEARLY, "23.1")
    put((made_event(3, "2023-01-10", 1, code_status="Check"),), "23.0.1", whole=False)
    found = mali_cli.totals(by="month", candidate=True, type="all", country="Mali", from_="2023")
    assert found.frame.select("month", "deaths").rows() == [("2023-01", 1)]
    assert "holds part of a release only: what is missing is not counted." in said(found)
    (again,) = [note.text for note in found.notes if note.kind == "again"]
    pinned = again.split()[-1]
    assert pinned.startswith("ged@23.1+23.0.1+")
    assert by("month", dataset=pinned, from_="2023") == {"2023-01": 1}
    for country in ("Niger", None):
        with pytest.raises(NotHereError, match=r"in part: candidate@23\.0\.1\+"):
            mali_cli.totals(candidate=True, type="all", country=country or ())


def test_two_releases_are_compared_over_the_days_of_both(put: Put) -> None:
    put((made_event(911002, "2023-10-04", 5), made_event(9, "2023-05-05", 50)), "24.1")
    put(OCTOBER, "23.0.10")
    found = mali_cli.diff("candidate@23.0.10", "ged@24.1", by="year", type="all", country="Mali")
    rows = found.frame.filter(found.frame["year"] == 2023)
    assert rows.select("a", "b").rows() == [(8, 5)]
