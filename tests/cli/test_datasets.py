"""`datasets`: what is here and what is newer, rows of any of it, and whether it is sound."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import notes_in, stored
from tests.servers import made_up
from tests.servers.ucdp_server import UcdpServer

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run

FIXTURES = Path(__file__).parents[2] / "fixtures"
LISTS = ("one-sided", "non-state", "armed-conflict", "dyadic", "battle-deaths")


def names(ran: Ran, state: str) -> list[str]:
    return [row["name"] for row in ran.json()["rows"] if row["state"] == state]


def take(run: Run, name: str, *more: str) -> str:
    (row,) = run("import", str(FIXTURES / name), "--json", *more).json()["rows"]
    return str(row["name"])


def test_a_fresh_machine_lists_what_is_embedded_and_what_there_is(run: Run, home: Path) -> None:
    ran = run("datasets", "--json")
    assert ran.code == 0
    assert names(ran, "embedded") == [
        *("country-year@25.1", "population@1960-2024", "un-fatalities@2025-04-04"),
    ]
    assert names(ran, "not here") == [
        *("country-year@26.1", "ged@26.1", "one-sided@26.1", "non-state@26.1"),
        *("armed-conflict@26.1", "dyadic@26.1", "battle-deaths@26.1", "actors@26.1"),
        *("candidate@26.0.8", "population", "un-fatalities"),
        *("un-personnel", "displacement", "refugees"),
    ]
    assert notes_in(ran.json()) == [
        f"Store: {home}",
        "Get a data set with mali-cli fetch NAME",
    ]
    assert not home.exists()


def test_the_list_has_licences_and_sizes_and_what_needs_a_key(run: Run) -> None:
    take(run, "displacement.json")
    rows = {row["dataset"]: row for row in run("datasets", "--json").json()["rows"]}
    assert rows["ged"]["bytes"] == 39_122_522
    assert (rows["refugees"]["bytes"], rows["refugees"]["licence"]) == (2_000_000, "CC BY 4.0")
    assert all(row["licence"] for row in rows.values())
    assert rows["displacement"]["note"] == (
        "needs your own client id: mali-cli token set --service idmc"
    )
    (kept,) = run("import", str(FIXTURES / "displacement.json"), "--json").json()["rows"]
    size = (FIXTURES / "displacement.json").stat().st_size
    assert (kept["bytes"], kept["licence"]) == (size, "CC BY 3.0 IGO")


def test_the_list_fits_80_columns(run: Run) -> None:
    take(run, "ged-official.csv")
    take(run, "country-year-25.1.csv")
    for width in (80, 120):
        ran = run("datasets", "--color", "never", tty=True, width=width)
        lines = ran.out.splitlines()
        assert any(re.search(r"1989-01-01 +2024-12-31", line) for line in lines)
        assert "…" not in ran.out
        table = lines[: lines.index("")]
        assert max(map(len, table)) <= width


def test_formats_of_the_list(run: Run) -> None:
    name = take(run, "ged-official.csv")
    frame = run("datasets", "--csv", "-q").csv()
    assert frame.columns == [
        *("dataset", "release", "name", "state", "whole", "countries", "first_day", "last_day"),
        *("coverage_assumed", "preliminary", "rows", "bytes", "licence", "created", "source"),
        *("sha256", "note"),
    ]
    assert name in frame["name"].to_list()
    assert run("datasets", "-f", "markdown").out.count(name) == 1


def test_check_asks_ucdp_for_newer_ones(run: Run, ucdp: UcdpServer) -> None:
    before = run("datasets", "--json")
    assert ucdp.requests == []
    ran = run("datasets", "--check", "--json")
    assert names(ran, "newer at UCDP") == ["country-year@27.1", "ged@27.1"]
    assert "ged@26.1" not in names(ran, "not here")
    assert "ged@26.1" in names(before, "not here")
    assert {seen.method for seen in ucdp.requests} == {"HEAD"}
    assert not any("x-ucdp-access-token" in seen.headers for seen in ucdp.requests)
    run("fetch")
    after = run("datasets", "--check", "--json")
    assert names(after, "newer at UCDP") == []
    assert names(after, "here") == ["country-year@27.1", "ged@27.1"]
    assert "ged@26.1" not in names(run("datasets", "--json"), "not here")


def test_check_behind_a_login_page_says_that_nothing_is_known(run: Run, ucdp: UcdpServer) -> None:
    ucdp.fail("html")
    ran = run("datasets", "--check")
    assert (ran.code, ran.out) == (4, "")
    assert "http://127.0.0.1 is not answering as UCDP" in ran.err
    assert "Whether anything newer is published is unknown" in ran.err
    ucdp.heal()
    ucdp.files.clear()
    gone = run("datasets", "--check", "--json")
    assert (gone.code, gone.out) == (4, "")
    assert "UCDP no longer has ged261-csv.zip at its address" in gone.err


def test_check_names_candidates_that_are_newer(
    run: Run, ucdp: UcdpServer, no_registry: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ucdp.files.clear()
    for user in ("ucdp.probe", "datasets.ucdp_files", "answers.datasets"):
        monkeypatch.setattr(f"mali_cli.{user}.known_candidates", lambda: ("26.0.1",))
    for release in ("26.0.1", "26.0.2"):
        ucdp.publish("candidate", release)
    assert names(run("datasets", "--check", "--json"), "newer at UCDP") == ["candidate@26.0.2"]


def test_a_partial_set_does_not_count_as_here(run: Run) -> None:
    name = take(run, "ged-official.csv", "--release", "26.1")
    ran = run("datasets", "--json")
    assert names(ran, "here") == [name]
    assert "ged@26.1" in names(ran, "not here")


# Rows.


@pytest.mark.parametrize("dataset", LISTS)
def test_rows_of_each_data_set_by_country_and_year(
    run: Run, ucdp: UcdpServer, dataset: str
) -> None:
    ucdp.publish(dataset, "27.1")
    run("fetch", dataset)
    every = run("datasets", "show", dataset, "--csv", "-q").csv()
    assert every.height == 25
    mali = run("datasets", "show", dataset, "-c", "Mali", "--csv", "-q").csv()
    assert mali.height == 5
    later = ("-c", "Mali", "-c", "NER", "--from", "2025")
    assert run("datasets", "show", dataset, *later, "--csv", "-q").csv().height == 4
    none = run("datasets", "show", dataset, "-c", "Chad", "--csv")
    assert none.code == 0
    assert f"no rows: nothing in {dataset}@27.1 fits" in none.err
    typed = run("datasets", "show", dataset, "-t", "one-sided")
    assert (typed.code, typed.out) == (2, "")
    assert "no types of violence" in typed.err


def test_rows_that_name_several_countries(run: Run) -> None:
    rows = made_up.others("one-sided", "25.1")[:3]
    for row, numbers in zip(rows, ("432, 436", "4321, 1432", "436, 439, 432"), strict=True):
        row["gwno_location"] = numbers
    run("import", "-", stdin=made_up.as_csv(rows))
    mali = run("datasets", "show", "one-sided", "-c", "Mali", "-f", "ndjson", "-q").out
    assert [json.loads(line)["gwno_location"] for line in mali.splitlines()] == [
        *("432, 436", "436, 439, 432"),
    ]


def test_rows_of_events_and_country_years(run: Run, ucdp: UcdpServer) -> None:
    run("fetch")
    words = ("-c", "Mali", "-t", "one-sided", "--from", "2015-03", "--to", "2016-02-05")
    shown = run("datasets", "show", "ged", *words, "--csv", "-q").csv()
    wanted = [
        row["id"]
        for row in made_up.events("27.1")
        if (row["country_id"], row["type_of_violence"]) == (432, 3)
        and row["date_end"] >= "2015-03-01"
        and row["date_start"][:10] <= "2016-02-05"
    ]
    assert sorted(shown["id"]) == sorted(wanted)
    assert "geom_wkt" in shown.columns
    years = run("datasets", "show", "country-year", "-c", "Mali", "--from", "2012", "--csv", "-q")
    assert years.csv()["year"].to_list() == list(range(2012, 2027))


def test_limit_says_what_it_cut(run: Run, ucdp: UcdpServer) -> None:
    run("fetch", "ged")
    ran = run("datasets", "show", "ged", "--limit", "2", "--csv")
    assert ran.csv().height == 2
    assert "Shortened by --limit: 238 rows of 240 not shown." in ran.err
    assert run("datasets", "show", "ged", "--limit", "-1").code == 2
    assert run("datasets", "show", "ged", "--limit", "0", "--csv", "-q").csv().height == 0


def test_actors_have_no_dates(run: Run) -> None:
    name = take(run, "actors-latin1.csv")
    assert run("datasets", "show", name, "--json").code == 0
    ran = run("datasets", "show", name, "--from", "2020")
    assert ran.code == 2
    assert "no dates" in ran.err


def test_a_data_set_alone_means_the_newest_whole_one(run: Run, ucdp: UcdpServer) -> None:
    take(run, "ged-official.csv", "--release", "25.1", "--whole")
    run("fetch", "ged", "-c", "Mali", env={"UCDP_TOKEN": ucdp.token})
    assert run("datasets", "show", "ged", "--json").json()["source"]["release"] == "25.1"
    run("fetch", "ged")
    assert run("datasets", "show", "events", "--json").json()["source"]["release"] == "27.1"


@pytest.mark.parametrize("command", ["show", "verify", "remove", "path"])
def test_a_name_that_is_not_here_gets_the_nearest_and_the_command(run: Run, command: str) -> None:
    take(run, "one-sided.csv", "--whole")
    near = run("datasets", command, "onesidet@25.1")
    assert (near.code, near.out) == (3, "")
    assert "did you mean one-sided@25.1?" in near.err
    known = run("datasets", command, "ged@24.1")
    assert known.code == 3
    assert "get it with mali-cli fetch ged@24.1" in known.err


# Sound or not.


def test_verify_lists_what_is_odd(run: Run) -> None:
    sound, odd = take(run, "ged-official.csv"), take(run, "GEDEvent_v26_0_1.csv")
    rows = run("datasets", "verify", "--json").json()["rows"]
    assert {row["name"] for row in rows} == {sound, odd}
    assert [row["kind"] for row in rows if row["name"] == sound] == ["nothing odd"]
    found = {row["kind"]: row["examples"] for row in rows if row["name"] == odd}
    assert found["best > high"] == "900002"
    assert "nothing is changed" in run("datasets", "verify").out
    assert "nothing is changed" not in run("datasets", "verify", sound).out
    empty = run("datasets", "remove", sound), run("datasets", "remove", odd)
    assert [ran.code for ran in empty] == [0, 0]
    assert "the store is empty" in run("datasets", "verify").err


def data_file(run: Run, name: str) -> Path:
    return Path(run("datasets", "path", name).out.strip())


DAMAGE: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:500]),
    "a bit": lambda path: path.write_bytes(_flipped(path.read_bytes())),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_bytes(b"nothing\n" * 100),
}


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_named_and_repaired_by_fetch(run: Run, ucdp: UcdpServer, name: str) -> None:
    run("fetch")
    before = run("totals", "--by", "month", "-c", "Mali", "--csv", "-q").out
    DAMAGE[name](data_file(run, "ged"))
    ran = run("datasets", "verify")
    assert ran.code == 5
    assert "ged@27.1" in ran.err
    assert "damaged" in ran.out
    assert "repair it with mali-cli fetch ged@27.1" in ran.err
    asked = run("totals", "--by", "month", "-c", "Mali")
    if asked.code:  # a flipped bit may lie where nothing was read
        assert asked.code == 5
        assert "repair it with mali-cli fetch ged@27.1" in asked.err
    assert run("datasets", "verify", "country-year").code == 0
    repaired = run("fetch", "ged@27.1", "--csv", "-q").csv()
    assert repaired["done"].to_list() == ["fetched"]
    assert run("datasets", "verify").code == 0
    assert run("totals", "--by", "month", "-c", "Mali", "--csv", "-q").out == before


@pytest.mark.parametrize("content", [b"", b"{}", b"nothing", b"[1]", b'{"store": 99}'])
def test_a_damaged_manifest_spoils_only_its_own_set(
    run: Run, ucdp: UcdpServer, home: Path, content: bytes
) -> None:
    run("fetch")
    (home / "sets" / "ged@27.1.json").write_bytes(content)
    listed = run("datasets", "--json")
    assert listed.code == 0
    assert names(listed, "damaged") == ["ged@27.1"]
    assert any(note.startswith("Warning: ") for note in notes_in(listed.json()))
    assert run("datasets", "show", "country-year", "--limit", "1").code == 0
    assert run("datasets", "path", "country-year").code == 0
    checked = run("datasets", "verify")
    assert checked.code == 5
    assert "ged@27.1" in checked.out
    assert "country-year@27.1" in checked.out
    if b"99" in content:  # that of a newer version is not replaced
        assert run("datasets", "remove", "ged@27.1").code == 0
    assert run("fetch", "ged@27.1").code == 0
    assert run("datasets", "verify").code == 0


def test_rows_that_cannot_be_read_are_not_called_damaged(run: Run, ucdp: UcdpServer) -> None:
    run("fetch", "ged")
    path = data_file(run, "ged")
    path.unlink()
    path.symlink_to(path.name)  # a link to itself, which root cannot read either
    for words in (("datasets", "verify"), ("datasets", "verify", "ged"), ("events",)):
        ran = run(*words)
        assert ran.code == 6
        assert "damaged" not in ran.out + ran.err
        assert "make it readable, or remove it: mali-cli datasets remove ged@27.1" in ran.err
    checked = run("datasets", "verify", "--csv", "-q").csv()
    assert checked["state"].to_list() == ["unreadable"]


def test_a_damaged_manifest_can_be_removed(run: Run, ucdp: UcdpServer, home: Path) -> None:
    run("fetch", "ged")
    (home / "sets" / "ged@27.1.json").write_bytes(b"nothing")
    assert run("datasets", "remove", "ged@27.1").code == 0
    assert stored(home) == {}


def test_remove_frees_the_space(run: Run, home: Path) -> None:
    name = take(run, "ged-official.csv")
    ran = run("datasets", "remove", name)
    assert (ran.code, ran.out, ran.err) == (0, "", f"removed {name}\n")
    assert stored(home) == {}
    assert run("datasets", "remove", name).code == 3


def test_path_is_a_parquet_file_for_others(run: Run, home: Path) -> None:
    import duckdb

    name = take(run, "ged-official.csv")
    assert run("datasets", "path").out == f"{home}\n"
    path = data_file(run, name)
    assert duckdb.execute(f"SELECT count(*) FROM '{path}'").fetchall() == [(5,)]


def test_the_store_can_be_moved(run: Run, home: Path, tmp_path: Path) -> None:
    name = take(run, "ged-official.csv")
    shutil.move(home, tmp_path / "moved")
    env = {"MALI_CLI_HOME": str(tmp_path / "moved")}
    assert run("datasets", "verify", name, env=env).code == 0
