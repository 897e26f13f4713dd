"""Every answer says in short what is odd in its data, and how the cells were read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from tests.read.made_up import EVENTS, Row
from tests.read.writers import FIXTURES, official, web_export

from .conftest import Run, notes_in

NOTE = (
    "Odd rows in {}, counted as they stand: country does not match country_id (1); latitude "
    "and longitude swapped (1); point far from its country (1); unknown country_id (1); "
    "2 more in JSON."
)
READ = "Read from {}: identical rows dropped: 2 (lines 9 and 10)"
KINDS = {
    "unknown country_id": ["3"],
    "country does not match country_id": ["2"],
    "latitude and longitude swapped": ["4"],
    "point far from its country": ["5"],
    "best > high": ["6"],
    "best is not the sum of its parts": ["6"],
}
ANSWERS: dict[str, Sequence[str]] = {
    "totals": ("--by", "year"),
    "periods": ("-c", "Mali", "--mission", "MINUSMA", "-t", "all"),
    "periods by": ("-c", "Mali", "--cut", "2016-05-27", "-t", "all", "--by", "country"),
    "chart": ("-c", "Mali", "-t", "all"),
    "map": ("-c", "Mali", "-t", "all"),
    "events": (),
    "breaks": ("-c", "Mali", "-t", "all", "--by", "month"),
    "compare": ("--mission", "MINUSMA", "-t", "all"),
    "report": ("-c", "Mali", "-t", "all", "--mission", "MINUSMA"),
}


def odd_events() -> list[Row]:
    """Return seven events: one sound, one of each oddity, one sound; the last two stand twice."""
    rows: list[Row] = [EVENTS[0] | {"id": str(number)} for number in range(1, 8)]
    rows[1] |= {"country": "Niger"}
    rows[2] |= {"country_id": "99999", "country": "Atlantis"}
    rows[3] |= {"latitude": "-1.25", "longitude": "15.5"}
    rows[4] |= {"latitude": "48.9", "longitude": "2.3", "priogrid_gid": None}
    rows[5] |= {"best": "9"}
    return [rows[0] | {"source_headline": None}, *rows[1:], *rows[5:]]


@pytest.fixture
def odd(tmp_path: Path) -> str:
    path = tmp_path / "odd.csv"
    path.write_bytes(official(odd_events()))
    return str(path)


def imported(name: str, run: Run) -> str:
    """Import a file and return the name that it has in the store."""
    ran = run("import", name, "--release", "25.1", "--json")
    assert ran.code == 0, ran.err
    return str(ran.json()["rows"][0]["name"])


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_answer_from_a_file_says_it(answer: str, odd: str, run: Run) -> None:
    command = answer.split()[0]
    words = (command, *ANSWERS[answer], "--data", odd)
    ran = run(*words, "-f", "markdown")
    said = " ".join(ran.out.split()) + " ".join(ran.err.split())
    assert ran.code in (0, 1), ran.err
    assert NOTE.format("odd.csv").replace("_", "") in said.replace("\\", "").replace("_", "")
    assert READ.format("odd.csv") in said
    body = run(*words, "-f", "json").json()
    sources = body.get("sources") or [body["source"]]
    assert {item["kind"]: item["examples"] for item in sources[0]["oddities"]} == KINDS
    assert sources[0]["remarks"] == ["identical rows dropped: 2 (lines 9 and 10)"]


@pytest.mark.parametrize("answer", [answer for answer in ANSWERS if answer != "report"])
def test_every_answer_from_a_stored_set_says_it(answer: str, odd: str, run: Run) -> None:
    name = imported(odd, run)
    ran = run(answer.split()[0], *ANSWERS[answer], "--dataset", name, "--json")
    assert ran.code == 0, ran.err
    body = ran.json()
    sources = body.get("sources") or [body["source"]]
    assert {item["kind"]: item["examples"] for item in sources[0]["oddities"]} == KINDS
    assert NOTE.format(name) in notes_in(body)
    read = f"{READ.format(name)}; rows end in 2016, the release in 2024: what lies between"
    assert f"{read} counts as zero." in notes_in(body)


def test_check_says_it(odd: str, run: Run) -> None:
    name = imported(odd, run)
    body = run("check", "--claim", f"Mali 2016 all {name} = 24", "--json").json()
    assert NOTE.format(name) in notes_in(body)


def test_rows_of_a_stored_set_say_it(odd: str, run: Run) -> None:
    name = imported(odd, run)
    assert NOTE.format(name) in notes_in(run("datasets", "show", name, "--json").json())


def test_sidecars_and_machine_formats_say_it(odd: str, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    ran = run("totals", "--data", odd, "-o", str(out))
    assert NOTE.format("odd.csv") in ran.err
    beside = json.loads(Path(f"{out}.meta.json").read_text())
    assert NOTE.format("odd.csv") in notes_in(beside)
    (source,) = beside["sources"]
    assert {item["kind"]: item["examples"] for item in source["oddities"]} == KINDS


@pytest.mark.parametrize(
    "words",
    [
        ("periods",),
        ("totals", "--by", "year"),
        ("totals", "--data", str(FIXTURES / "ged-official.csv"), "--by", "year"),
    ],
)
def test_where_there_is_nothing_nothing_is_said(words: Sequence[str], run: Run) -> None:
    ran = run(*words)
    assert "Odd rows" not in ran.out
    assert "Read from" not in ran.out
    source = run(*words, "--json").json()["source"]
    assert source["oddities"] == source["remarks"] == []


def test_dates_that_were_read_as_month_and_day_are_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "web.csv"
    path.write_bytes(web_export([EVENTS[0] | {"date_start": "2016-05-26"}]))
    notes = notes_in(run("totals", "--data", str(path), "--json").json())
    (read,) = [note for note in notes if note.startswith("Read from")]
    assert read == (
        "Read from web.csv: dates read as month, day, year; "
        "column 48, without a name and empty, left out."
    )


def test_a_country_is_its_number(odd: str, run: Run) -> None:
    """The row "Niger" with the number of Mali is Mali's."""
    mali = run("totals", "--data", odd, "-c", "Mali", "-t", "all", "--json").json()["rows"]
    assert [row["deaths"] for row in mali] == [24]
    rows = run("totals", "--data", odd, "-t", "all", "--by", "country", "--json").json()["rows"]
    found = [(row["country_id"], row["country"], row["deaths"]) for row in rows]
    assert found == [(99999, "Atlantis", 3), (432, "Mali", 24)]
    assert run("totals", "--data", odd, "-c", "Niger", "--json").code == 3
    shown = run("events", "--data", odd, "--columns", "id,country", "--csv", "-q").out
    assert {row["country"] for row in csv.DictReader(io.StringIO(shown))} == {"Mali", "Atlantis"}


def test_an_unknown_number_beside_the_name_of_a_country_is_told_from_it(
    tmp_path: Path, run: Run
) -> None:
    rows: list[Row] = [EVENTS[0] | {"id": str(number)} for number in range(1, 4)]
    rows[2] |= {"country_id": "99999"}
    path = tmp_path / "two.csv"
    path.write_bytes(official(rows))
    shown = run("totals", "--data", str(path), "-t", "all", "--by", "country", "--json").json()
    assert [row["country"] for row in shown["rows"]] == ["Mali", "Mali (99999)"]
    assert "Mali and Mali (99999)" in shown["title"]
    listed = run("events", "--data", str(path), "--columns", "id,country", "--csv", "-q").out
    assert listed.splitlines()[-1].startswith("3,Mali (99999),")


def test_a_list_of_events_is_read_again_however_many_odd_rows_were_chosen(
    tmp_path: Path, run: Run
) -> None:
    """A twelfth of the file breaks low <= best <= high, and all that is chosen of it."""
    rows: list[Row] = [EVENTS[0] | {"id": str(number)} for number in range(600)]
    for row in rows[:50]:
        row |= {"adm_1": "Gao region", "best": "9", "deaths_b": "9", "high": "5", "low": "3"}
    path, chosen = tmp_path / "all.csv", tmp_path / "chosen.csv"
    path.write_bytes(official(rows))
    done = run("events", "--data", str(path), "--adm1", "Gao region", "-o", str(chosen))
    assert done.code == 0, done.err
    asked = ("-t", "all", "--json")
    answers = [
        run("totals", "--data", str(path), "--adm1", "Gao region", *asked).json(),
        run("totals", "--data", str(chosen), *asked).json(),
    ]
    assert [answer["rows"][0]["deaths"] for answer in answers] == [450, 450]
    assert "best > high (50)" in " ".join(notes_in(answers[1]))


def test_a_list_of_yearly_and_preliminary_events_is_not_called_preliminary_altogether(
    tmp_path: Path, run: Run
) -> None:
    """As `events --candidate` writes it: each row has its own release, and all one window."""
    rows: list[Row] = [EVENTS[0] | {"id": str(number)} for number in (1, 2)]
    rows[1] |= {"code_status": "Check deaths"}
    path = tmp_path / "both.csv"
    listed = pl.read_csv(io.BytesIO(official(rows)), infer_schema=False).with_columns(
        pl.Series("release", ["16.1", "16.0.5"]),
        coverage_start=pl.lit("2016-01-01"),
        coverage_end=pl.lit("2016-05-31"),
    )
    listed.write_csv(path)
    said = run("totals", "--data", str(path), "-t", "all").out
    assert "Preliminary in part at least: 2 events" in said
    assert "its rows are of several releases (16.0.5 and 16.1)" in said


LONELY = {
    "totals": ("--by", "year", "--by", "country"),
    "periods": ("--cut", "2016-05-27", "-t", "all"),
    "chart": ("-t", "all"),
    "map": ("-t", "all"),
    "events": (),
    "breaks": ("-t", "all", "--by", "month"),
    "report": ("-t", "all"),
    "compare": ("--mission", "MINUSMA", "-t", "all"),
}


@pytest.mark.parametrize("command", LONELY)
@pytest.mark.parametrize("alone", [True, False])
def test_a_country_that_is_not_known_never_ends_in_a_bug(
    command: str, alone: bool, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "atlantis.csv"
    lost = {"country_id": "99999", "country": "Atlantis", "id": "1"}
    path.write_bytes(official([{**EVENTS[0], **lost}, *([] if alone else EVENTS)]))
    ran = run(command, *LONELY[command], "--data", str(path))
    assert ran.code in (0, 2, 3), ran.err
    name = imported(str(path), run)
    ran = run(command, *LONELY[command], "--dataset", name)
    assert ran.code in (0, 2, 3), ran.err
    if command == "totals":
        assert "Atlantis" in ran.out.partition("\n")[0]
        assert "Atlantis" in ran.out.partition("\n")[2]
    assert run("totals", "--data", str(path), "-c", "99999").code == 2


@pytest.mark.parametrize("number", ["0", "-432"])
def test_a_number_that_cannot_be_is_refused(number: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(official([EVENTS[0], EVENTS[2] | {"country_id": number}]))
    ran = run("totals", "--data", str(path))
    assert ran.code == 5
    assert f"line 3, column 'country_id': '{number}' is not the number of a country" in ran.err


def test_a_count_that_cannot_be_added_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(official([EVENTS[0], EVENTS[2] | {"best": str(2**63 - 1)}]))
    for words in (("totals", "--data", str(path)), ("import", str(path))):
        ran = run(*words)
        assert ran.code == 5
        assert "'9223372036854775807' is above 10,000,000, too high for a count" in ran.err
