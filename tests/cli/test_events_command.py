"""`events` as a user sees it: rows of the 49 columns, a table that can be read, pipes."""

from __future__ import annotations

import csv
import io
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import COMMAND, environment, notes_in
from tests.read.made_up import GED
from tests.servers import made_up

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.servers.ucdp_server import UcdpServer

ROWS = made_up.events("25.1")
MALI = [row for row in ROWS if row["country_id"] == 432]


@pytest.fixture(scope="module")
def events_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("events") / "ged251.csv"
    path.write_bytes(made_up.as_csv(ROWS))
    return path


@pytest.fixture
def stocked(run: Run, events_file: Path) -> None:
    """Keep the made-up events as the whole of GED 25.1."""
    assert run("import", str(events_file), "--release", "25.1", "--whole").code == 0


pytestmark = pytest.mark.usefixtures("stocked")


def test_csv_has_geds_columns_and_codes_and_four_that_explain_a_row(run: Run) -> None:
    ran = run("events", "-c", "Mali", "--csv", "-q")
    rows = list(csv.DictReader(io.StringIO(ran.out, newline="")))
    assert list(rows[0]) == [*GED, "dataset", "release", "coverage_start", "coverage_end"]
    assert {(row["dataset"], row["release"]) for row in rows} == {("ged", "25.1")}
    assert {row["type_of_violence"] for row in rows} == {"1", "2", "3"}
    truth = {str(row["id"]): row for row in MALI}
    assert set(truth) == {row["id"] for row in rows}
    for row in rows:
        for name in ("latitude", "longitude", "geom_wkt", "priogrid_gid", "side_a", "best"):
            assert row[name] == str(truth[row["id"]][name]), name
        assert row["source_article"] == truth[row["id"]]["source_article"]
        assert row["date_start"] == truth[row["id"]]["date_start"][:10]


def test_sort_limit_and_what_was_cut(run: Run) -> None:
    ran = run("events", "-c", "Mali", "--sort=-best", "--limit", "3", "--json")
    best = sorted((row["best"] for row in MALI), reverse=True)
    assert [row["best"] for row in ran.json()["rows"]] == best[:3]
    left = f"{len(MALI) - 3} events ({sum(best[3:]):,} deaths) of {len(MALI)}"
    cut = f"Shortened by --limit: {left} not shown."
    assert cut in notes_in(ran.json())
    up = run("events", "-c", "Mali", "--sort", "best", "--json").json()["rows"]
    assert [row["best"] for row in up] == best[::-1]
    days = [row["date_start"] for row in run("events", "--json").json()["rows"]]
    assert days == sorted(days)


@pytest.mark.parametrize("words", [("id,best",), ("id", "best"), ("id, best",)])
def test_columns_are_those_asked_for(run: Run, words: tuple[str, ...]) -> None:
    asked = [part for word in words for part in ("--columns", word)]
    ran = run("events", "-c", "Mali", *asked, "--csv", "-q")
    assert ran.out.splitlines()[0] == "id,best,dataset,release,coverage_start,coverage_end"


def test_a_table_of_chosen_columns(run: Run) -> None:
    words = ("--columns", "id", "--columns", "best", "--limit", "2")
    assert run("events", "-c", "Mali", *words).out.splitlines()[1].split() == ["id", "best"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--columns", "bset"), "did you mean best?"),
        (("--sort", "deaths"), "no column 'deaths'"),
        (("--limit", "-1"), "below zero"),
        (("--limit", "ten"), "--limit"),
        (("--straddle", "split"), "split"),
        (("--measure", "deaths"), "--measure"),
        (("--dataset", "country-year"), "country-year has none"),
    ],
)
def test_wrong_words(run: Run, words: tuple[str, ...], says: str) -> None:
    ran = run("events", *words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_the_table_can_be_read_at_80_columns(run: Run) -> None:
    ran = run(
        "events",
        "-c",
        "Mali",
        "--sort=-best",
        "--limit",
        "10",
        "--color",
        "never",
        tty=True,
        width=80,
    )
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.split()[:3] == ["id", "date", "start"] for line in lines[1:5])
    for row in sorted(MALI, key=lambda row: -row["best"])[:5]:
        assert any(row["date_start"][:10] in line for line in lines)
    assert "(no room for " in ran.out
    wide = run("events", "-c", "Mali", "--limit", "10", "--color", "never", tty=True, width=160).out
    assert "no room for" not in wide
    header = next(line for line in wide.splitlines() if "date start" in line)
    for name in ("id", "where coordinates", "low–high"):
        assert name in header


@pytest.mark.parametrize("kind", ["csv", "tsv", "ndjson", "json", "markdown", "parquet", "table"])
def test_every_format(run: Run, kind: str) -> None:
    ran = run("events", "-c", "Mali", "-f", kind, "-q")
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.stdout) > 1000


def test_no_rows_are_an_answer(run: Run) -> None:
    ran = run("events", "-c", "Chad", "--csv")
    assert ran.code == 0
    assert ran.out.count("\n") == 1
    assert "no rows" in ran.err


def test_without_events_the_command_that_gets_them_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("events", env={"MALI_CLI_HOME": str(tmp_path / "empty")})
    assert ran.code == 3
    assert "mali-cli fetch ged" in ran.err


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell, with `mali-cli` run by this Python."""
    line = line.replace("mali-cli", shlex.join(COMMAND))
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        env=environment(),
        capture_output=True,
        timeout=50,
        check=False,
    )


def test_events_piped_into_periods_keep_their_provenance() -> None:
    piped = shell("mali-cli events -c Mali --csv -q | mali-cli periods --data - --csv")
    direct = shell("mali-cli periods -c Mali --mission MINUSMA --dataset ged --csv -q")
    assert (piped.returncode, direct.returncode) == (0, 0), piped.stderr
    read = list(csv.DictReader(io.StringIO(piped.stdout.decode())))
    same = list(csv.DictReader(io.StringIO(direct.stdout.decode())))
    assert [row["deaths"] for row in read] == [row["deaths"] for row in same]
    assert {row["release"] for row in read} == {"25.1"}


def test_head_closes_the_pipe_quietly() -> None:
    ran = shell("mali-cli events --csv -q | head -n 2")
    assert ran.stderr == b""
    assert ran.stdout.startswith(b"id,relid,year")


def test_a_file_answers_in_place_of_the_store(run: Run, events_file: Path) -> None:
    ran = run("events", "--data", str(events_file), "-c", "Mali", "--json")
    body = ran.json()
    assert len(body["rows"]) == len(MALI)
    assert body["source"]["release"] is None
    stdin = run("events", "--data", "-", "--json", stdin=events_file.read_bytes()).json()
    assert len(stdin["rows"]) == len(ROWS)


def test_candidate_events_are_marked(run: Run, ucdp: UcdpServer, no_registry: None) -> None:
    ucdp.publish("candidate", "25.0.1")
    assert run("fetch", "candidate@25.0.1").code == 0
    without = run("events", "--csv", "-q").csv()
    assert without.height == len(ROWS)
    ran = run("events", "--candidate", "--json")
    assert ran.code == 0, ran.err
    assert any("reliminary" in note for note in notes_in(ran.json()))
    assert len(ran.json()["rows"]) > len(ROWS)
