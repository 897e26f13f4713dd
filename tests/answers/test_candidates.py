"""Candidate events on top of a yearly release: the merge, the gaps, the marks."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import mali_cli
from mali_cli.model.errors import NotHereError, UsageError
from tests.cli.conftest import Run
from tests.observations.kept import keep
from tests.read.made_up import EVENTS, Row
from tests.read.writers import official


def event(number: int, first: str, best: int, last: str | None = None, **cells: str) -> Row:
    return {
        **EVENTS[0],
        "id": str(number),
        "year": first[:4],
        "date_start": first,
        "date_end": last or first,
        "best": str(best),
        "deaths_b": str(best),
        **cells,
    }


YEARLY = (event(1, "2022-05-01", 10), event(2, "2023-12-31", 20))
JANUARY = (
    event(3, "2024-01-10", 1, code_status="Check dyad"),
    event(4, "2024-01-11", 2),
    event(5, "2023-12-20", 400, "2024-01-05"),
    event(6, "2023-06-01", 800),
)
FEBRUARY = (event(7, "2024-02-02", 4), event(4, "2024-01-11", 8), event(8, "2024-03-01", 16))


@pytest.fixture
def put(tmp_path: Path) -> Any:
    def store(rows: Sequence[Row], release: str, whole: bool = True) -> None:
        path = tmp_path / f"{release}.csv"
        path.write_bytes(official(rows))
        keep(path, release, whole=whole)

    return store


def deaths(**asked: Any) -> dict[int, int]:
    frame = mali_cli.totals(by="year", from_="2022", type="all", country="Mali", **asked).frame
    return dict(frame.select("year", "deaths").rows())


def test_the_later_release_wins_and_the_yearly_years_stay(put: Any) -> None:
    put(YEARLY, "24.1")
    put(FEBRUARY, "24.0.2")
    put(JANUARY, "24.0.1")
    assert deaths(dataset="ged") == {2022: 10, 2023: 20}
    assert deaths(candidate=True) == {2022: 10, 2023: 20, 2024: 1 + 8 + 4}
    for rule in ("start", "end", "split", "drop"):
        years = deaths(candidate=True, straddle=rule)
        assert (years[2022], years[2023]) == (10, 20), "a candidate changes no yearly figure"
    months = mali_cli.totals(by="month", type="all", candidate=True, from_="2024")
    assert dict(months.frame.select("month", "deaths").rows()) == {"2024-01": 9, "2024-02": 4}
    notes = " ".join(map(str, months.notes))
    assert (
        "Not counted: 1 event (16 deaths) outside the days covered, 1989-01-01..2024-02-29" in notes
    )
    assert (
        "Preliminary: 3 events (13 deaths) from candidate@24.0.1 and candidate@24.0.2, "
        "1 event (1 death) of them still to be checked by UCDP."
    ) in notes
    assert [source.pinned for source in months.sources] == [
        "ged@24.1",
        "candidate@24.0.1",
        "candidate@24.0.2",
    ]


def test_never_by_default_and_never_without_being_named(put: Any) -> None:
    put(YEARLY, "24.1")
    put(JANUARY, "24.0.1")
    assert deaths(dataset="ged") == {2022: 10, 2023: 20}
    with pytest.raises(NotHereError, match="nothing from 2024-01-01 on"):
        mali_cli.totals(dataset="ged", from_="2024")
    alone = mali_cli.totals(dataset="candidate", type="all")
    assert alone.frame["deaths"].to_list() == [1 + 2]
    assert alone.source
    assert alone.source.preliminary


def test_a_consolidated_release_stands_for_its_months(put: Any) -> None:
    put(YEARLY, "24.1")
    put(JANUARY, "24.0.1")
    put((event(3, "2024-01-10", 64),), "24.01.24.02")
    put((event(9, "2024-03-03", 5),), "24.0.3")
    assert deaths(candidate=True)[2024] == 64 + 5


def test_a_gap_is_refused(put: Any) -> None:
    put(YEARLY, "24.1")
    with pytest.raises(NotHereError, match=r"no candidate release after ged@24\.1") as nothing:
        mali_cli.totals(candidate=True)
    assert nothing.value.hint == "get them with mali-cli fetch candidate"
    put(FEBRUARY, "24.0.2")
    with pytest.raises(NotHereError, match=r"nothing here covers 2024-01-01\.\.2024-01-31"):
        mali_cli.totals(candidate=True)


def test_a_partial_candidate_set_is_no_release_of_the_world(put: Any) -> None:
    put(YEARLY, "24.1")
    put(JANUARY, "24.0.1", whole=False)
    with pytest.raises(NotHereError, match="no candidate release"):
        mali_cli.totals(candidate=True)
    assert deaths(candidate=True) == {2022: 10, 2023: 20, 2024: 3}


def test_candidates_need_a_yearly_release_of_events(put: Any, tmp_path: Path) -> None:
    put(JANUARY, "24.0.1")
    with pytest.raises(NotHereError, match="the data set ged is not here"):
        mali_cli.totals(candidate=True)
    for wrong in ("candidate", "country-year"):
        with pytest.raises(UsageError):
            mali_cli.totals(candidate=True, dataset=wrong)
    path = tmp_path / "x.csv"
    path.write_bytes(official(YEARLY))
    with pytest.raises(UsageError, match=r"--candidate adds to a yearly release"):
        mali_cli.totals(candidate=True, data=str(path))


def test_filters_and_phases_reach_candidates(put: Any) -> None:
    put(YEARLY, "24.1")
    put(JANUARY, "24.0.1")
    found = mali_cli.periods(
        country="Mali", type="all", cut="2024-01-01", candidate=True, from_="2023"
    )
    assert found.frame["deaths"].to_list() == [20, 3]
    active = mali_cli.totals(type="all", candidate=True, from_="2024", actor="alpha")
    assert active.frame["deaths"].to_list() == [3]


def test_json_lists_the_sources(put: Any, run: Run) -> None:
    put(YEARLY, "24.1")
    put(JANUARY, "24.0.1")
    ran = run("totals", "-t", "all", "--candidate", "--json")
    assert ran.code == 0
    body = ran.json()
    assert [(s["dataset"], s["release"]) for s in body["sources"]] == [
        ("ged", "24.1"),
        ("candidate", "24.0.1"),
    ]
    assert body["selection"]["candidate"] is True
    assert run("totals", "--candidate", "--release", "23.1").code == 3


def test_rows_with_candidates_can_be_piped(put: Any, run: Run, tmp_path: Path) -> None:
    put(YEARLY, "24.1")
    put(JANUARY, "24.0.1")
    listed = run("events", "--candidate", "--csv", "-q")
    assert listed.code == 0, listed.err
    assert dict(listed.csv().select("id", "release").rows())[3] == "24.0.1"
    assert set(listed.csv().select("dataset", "release").rows()) == {
        ("ged", "24.1"),
        ("candidate", "24.0.1"),
    }
    path = tmp_path / "piped.csv"
    path.write_bytes(listed.stdout)
    assert deaths(data=str(path))[2024] == 3


def test_the_recorded_command_names_the_releases_that_were_merged(
    put: Any, run: Run, tmp_path: Path
) -> None:
    put(YEARLY, "24.1")
    put(JANUARY, "24.0.1")
    target = tmp_path / "a.csv"
    words = ("totals", "--by", "month", "-t", "all", "--candidate", "--from", "2023-12")
    assert run(*words, "-o", str(target), "-q").code == 0
    body = run(*words, "--json").json()
    pinned = "--dataset ged@24.1+24.0.1"
    assert pinned in body["reproduce"]
    put(FEBRUARY, "24.0.2")
    assert len(run(*words, "--csv", "-q").stdout) > len(target.read_bytes())
    meta = json.loads((tmp_path / "a.csv.meta.json").read_bytes())
    assert run(*shlex.split(meta["reproduce"])[1:]).stdout == target.read_bytes()
    again = run(*shlex.split(body["reproduce"])[1:])
    assert again.json() == body


def test_named_releases_imply_candidate_data(put: Any) -> None:
    put(YEARLY, "24.1")
    put(JANUARY, "24.0.1")
    put(FEBRUARY, "24.0.2")
    assert deaths(dataset="ged@24.1+24.0.1") == {2022: 10, 2023: 20, 2024: 3}
    assert deaths(dataset="ged@24.1+24.0.2+24.0.1") == deaths(candidate=True)
    assert deaths(dataset="ged+24.0.1", candidate=True, release="24.1")[2024] == 3


def test_a_named_release_that_is_not_here_or_adds_nothing_is_refused(put: Any) -> None:
    put(YEARLY, "24.1")
    put(JANUARY, "24.0.1")
    with pytest.raises(NotHereError, match=r"24\.0\.2 is not here") as found:
        deaths(dataset="ged@24.1+24.0.1+24.0.2")
    assert "fetch candidate@24.0.2" in str(found.value.hint)
    put((event(7, "2023-02-02", 4),), "23.0.2")
    with pytest.raises(UsageError, match=r"23\.0\.2 adds nothing"):
        deaths(dataset="ged@24.1+23.0.2")
    with pytest.raises(UsageError):
        deaths(dataset="ged@24.1+x.y")
    with pytest.raises(UsageError, match="country-year"):
        deaths(dataset="country-year@24.1+24.0.1")
    put(FEBRUARY, "24.0.2")
    with pytest.raises(NotHereError, match=r"nothing here covers 2024-01-01\.\.2024-01-31"):
        deaths(dataset="ged@24.1+24.0.2")


def test_months_that_are_covered_in_part_are_named(put: Any) -> None:
    """A monthly release has additions to other months: these are no months without deaths."""
    put((event(4, "2024-01-11", 2), event(5, "2023-12-20", 4, "2024-02-03")), "24.0.1")
    for ask in (mali_cli.totals, mali_cli.chart):
        found = ask(by="quarter", dataset="candidate@24.0.1", country="Mali", type="all")
        assert found.frame.select("quarter", "deaths").rows() == [("2024-Q1", 2)]
        (note,) = [n.text for n in found.notes if "in part" in n.text]
        assert "2024-Q1 (2024-01-01..2024-01-31)" in note
    inside = mali_cli.totals(
        by="month", dataset="candidate@24.0.1", from_="2024-01-01", to="2024-01-31"
    )
    assert not any("in part" in note.text for note in inside.notes)
