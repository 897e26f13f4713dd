"""`import` of every layout: what is stored under which name, and what is refused as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from mali_cli.datasets.registry import data_set
from tests.cli.conftest import stored
from tests.servers import made_up

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run

FIXTURES = Path(__file__).parents[2] / "fixtures"
REFUSED = ("README.md", "ged-excel-ruined.csv")
FILES = sorted(path.name for path in FIXTURES.iterdir() if path.name not in REFUSED)
REAL: dict[str, tuple[str, int, bool, int]] = {
    "organizedviolencecy_v25_1.csv": ("country-year@25.1", 6936, True, 3_957_143),
    "GEDEvent_v26_0_1.csv": ("candidate@26.0.1", 1727, True, 33_856),
    "ged241_mali_webexport.csv": ("ged@unstamped-676f4f8e", 2120, False, 15_742),
    "ged221_south_sudan_hdx.csv": ("ged@unstamped-5b08f65c", 941, False, 13_579),
    "ged231_sample1000.csv": ("ged@unstamped-8aa8f5da", 1000, False, 9_561),
    "ged191_sample.zip": ("ged@unstamped-f00a5c4c", 3194, False, 20_936),
}
"""The name in the store, rows, whole or not, and deaths of all types (data/README.md; of the
candidate file those that begin in January)."""


def one(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    (row,) = ran.json()["rows"]
    found: dict[str, Any] = row
    return found


@pytest.mark.sample(2)
@pytest.mark.parametrize("name", FILES)
def test_every_layout_is_taken_and_shown_again(run: Run, name: str) -> None:
    row = one(run("import", str(FIXTURES / name), "--json"))
    assert (row["done"], row["whole"]) == ("imported", False)
    shown = run("datasets", "show", row["name"], "-f", "ndjson", "-q")
    of = data_set(row["name"].partition("@")[0])
    assert shown.code == 0
    assert ("may not be passed on" in shown.err) != of.passes_on
    assert len(shown.out.splitlines()) == row["rows"]
    assert run("datasets", "verify").code == 0
    unstamped = "unstamped" in row["name"]
    (listed,) = [r for r in run("datasets", "--json").json()["rows"] if r["name"] == row["name"]]
    of_rows = unstamped or of.read_release(listed["release"]).covers is None
    assert listed["coverage_assumed"] == of_rows
    assert listed["source"] == str(FIXTURES / name)
    assert (listed["release"] is None) == unstamped


@pytest.mark.parametrize("name", REAL)
def test_real_files_have_the_figures_of_their_truth(
    run: Run, real_data: Callable[[str], Path], name: str
) -> None:
    stamp, rows, whole, deaths = REAL[name]
    row = one(run("import", str(real_data(name)), "--json"))
    assert (row["name"], row["rows"], row["whole"]) == (stamp, rows, whole)
    total = run("totals", "-t", "all", "--dataset", stamp, "--json")
    assert total.code == 0, total.err
    assert [r["deaths"] for r in total.json()["rows"]] == [deaths]


def test_the_ruined_niger_file_is_refused(
    run: Run, real_data: Callable[[str], Path], home: Path
) -> None:
    ran = run("import", str(real_data("ged241_niger_damaged.csv")))
    assert (ran.code, ran.out) == (5, "")
    assert "ged241_niger_damaged.csv: line 1, the header line" in ran.err
    assert "download it anew" in ran.err
    assert stored(home) == {}


def test_the_real_one_sided_file_is_no_figure_of_a_country(
    run: Run, real_data: Callable[[str], Path]
) -> None:
    row = one(run("import", str(real_data("onesided-241_api.csv")), "--json"))
    assert row["rows"] == 1262
    assert "assumed" not in run("datasets", "show", row["name"], "--limit", "1").out
    shown = run("datasets", "show", "one-sided", "-c", "Mali", "--csv", "-q").csv()
    assert shown.height == 38
    assert shown["best_fatality_estimate"].sum() == 24_030
    assert "432" in shown["gwno_location"].to_list()
    assert any("432, " in text for text in shown["gwno_location"])
    assert run("totals", "--dataset", "one-sided", "-c", "Mali").code == 2


def test_an_unstamped_file_says_so_wherever_it_answers(run: Run) -> None:
    ran = run("import", str(FIXTURES / "ged-official.csv"))
    name = "ged@unstamped-061c0d91"
    assert f"{name}: release unknown; coverage is taken from its rows." in ran.out
    assert "coverage taken from its rows" in run("totals", "--dataset", "ged", "-c", "Mali").out
    assert "coverage assumed" in run("datasets").out


def test_release_stamps_it_as_partial_to_its_countries(run: Run) -> None:
    row = one(run("import", str(FIXTURES / "ged-webexport.csv"), "--release", "24.1", "--json"))
    assert row["name"].startswith("ged@24.1+")
    assert (row["whole"], row["last_day"]) == (False, "2023-12-31")
    assert run("totals", "--dataset", "ged@24.1", "-c", "Mali").code == 0
    other = run("totals", "--dataset", "ged@24.1", "-c", "Chad")
    assert other.code == 3
    assert "Chad" in other.err


def test_whole_says_that_it_has_every_country(run: Run) -> None:
    words = ("import", str(FIXTURES / "ged-official.csv"), "--release", "25.1", "--whole")
    row = one(run(*words, "--json"))
    assert (row["name"], row["whole"]) == ("ged@25.1", True)
    chad = run("totals", "--dataset", "ged", "-c", "Chad", "-t", "all", "--json").json()
    assert [r["deaths"] for r in chad["rows"]] == [0]


@pytest.mark.parametrize(
    ("name", "release", "says"),
    [
        ("ged-official.csv", "twenty", "is not a UCDP release"),
        ("one-sided.csv", "26.0.1", "monthly release"),
        ("ged-official.csv", "26.9.2", "26.9.2"),
    ],
)
def test_a_release_that_makes_no_sense_is_refused(
    run: Run, home: Path, name: str, release: str, says: str
) -> None:
    ran = run("import", str(FIXTURES / name), "--release", release)
    assert ran.code == 2
    assert says in ran.err
    assert stored(home) == {}


def test_a_release_against_the_hash_is_refused(
    run: Run, real_data: Callable[[str], Path], home: Path
) -> None:
    path = str(real_data("organizedviolencecy_v25_1.csv"))
    ran = run("import", path, "--release", "24.1")
    assert ran.code == 2
    assert "by its hash the file is country-year@25.1, not 24.1" in ran.err
    assert stored(home) == {}
    assert one(run("import", path, "--release", "25.1", "--json"))["name"] == "country-year@25.1"


def test_of_several_files_none_is_kept_where_one_is_damaged(run: Run, home: Path) -> None:
    good = [str(FIXTURES / name) for name in ("one-sided.csv", "ged-official.csv")]
    for bad, code in ((str(FIXTURES / "ged-excel-ruined.csv"), 5), ("missing.csv", 2)):
        for words in ([good[0], bad, good[1]], [bad, *good], [*good, bad]):
            ran = run("import", *words)
            assert (ran.code, ran.out) == (code, "")
            assert Path(bad).name in ran.err
            assert stored(home) == {}
    assert len(run("import", *good, "--json").json()["rows"]) == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
        (b"a,b\n1,2\n", "names no column"),
        (b"PK\x03\x04 not a zip", "zip"),
        (b"\x1f\x8b not a gzip", "gz"),
        (b"PAR1 not Parquet", "arquet"),
        (b'{"TotalCount": 2, "Result": [', "JSON"),
        (b"\x00" * 100, "bad"),
    ],
)
def test_what_is_no_data_is_refused(
    run: Run, home: Path, tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "bad"
    path.write_bytes(content)
    ran = run("import", str(path))
    assert (ran.code, ran.out) == (5, "")
    assert says in ran.err
    assert len(ran.err.splitlines()) == 2
    assert stored(home) == {}
    piped = run("import", "-", stdin=content)
    assert (piped.code, piped.out) == (5, "")
    assert "stdin" in piped.err


def test_a_folder_and_a_missing_file_are_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("import", str(tmp_path / "no.csv")).code == 2
    folder = run("import", str(tmp_path))
    assert folder.code == 2
    assert str(tmp_path) in folder.err
    assert run("import").code == 2


def test_stdin(run: Run) -> None:
    content = (FIXTURES / "ged-official.csv").read_bytes()
    row = one(run("import", "-", "--json", stdin=content))
    assert row["name"] == "ged@unstamped-061c0d91"
    (listed,) = [r for r in run("datasets", "--json").json()["rows"] if r["name"] == row["name"]]
    assert listed["source"] == "stdin"


def test_importing_again_replaces_it_and_leaves_no_rubbish(run: Run, home: Path) -> None:
    words = ("import", str(FIXTURES / "ged-official.csv"))
    first = one(run(*words, "--json"))
    before = sorted(stored(home))
    assert one(run(*words, "--json")) == first
    assert sorted(stored(home)) == before
    assert len(before) == 2


def test_what_was_odd_is_named_and_kept(run: Run) -> None:
    ran = run("import", str(FIXTURES / "GEDEvent_v26_0_1.csv"))
    assert "best > high (1 row: 900002); kept as published." in ran.out
    frame = run("datasets", "show", "candidate", "--csv", "-q").csv()
    assert frame.filter(pl.col("id") == 900002).select(pl.col("best") > pl.col("high")).item()


def test_another_month_under_the_name_of_a_release_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "GEDEvent_v26_0_9.csv"
    few = "only 60 of 300 events are of 2026-09-01..2026-09-30, which the release covers"
    path.write_bytes(made_up.as_csv(made_up.events("25.0.12") + made_up.events("26.0.9")[:60]))
    ran = run("import", str(path))
    assert ran.code == 0
    assert few in ran.out
    assert few in run("datasets").out
    whole = run("import", str(path), "--whole")
    assert (whole.code, whole.out) == (5, "")
    assert "should hold candidate@26.0.9, but only 60 of its 300 events are of" in whole.err
    path.write_bytes(made_up.as_csv(made_up.events("26.0.9") + made_up.events("25.0.12")[:60]))
    assert "events are of" not in run("import", str(path), "--whole").out


def test_the_layout_is_not_told_by_the_name(run: Run, tmp_path: Path) -> None:
    for name, disguise in (
        ("ged.parquet", "x.csv"),
        ("ged-19.1.zip", "x.json"),
        ("ged.geojson", "x"),
    ):
        shutil.copy(FIXTURES / name, tmp_path / disguise)
        assert run("import", str(tmp_path / disguise)).code == 0


def test_our_own_output_comes_back_with_its_release(run: Run, tmp_path: Path) -> None:
    run("import", str(FIXTURES / "ged-official.csv"), "--release", "25.1", "--whole")
    rows = run("events", "--csv").stdout
    again = one(run("import", "-", "--json", stdin=rows))
    assert again["name"].startswith("ged@25.1+")
    assert again["rows"] == 5


def test_quiet_prints_no_notes(run: Run) -> None:
    ran = run("import", str(FIXTURES / "GEDEvent_v26_0_1.csv"), "-q")
    assert ran.err == ""
    assert "odd:" not in ran.out
    assert "imported" in ran.out
