"""Files for other programs: workbooks, Stata files, GeoJSON, and tags of HXL in CSV."""

from __future__ import annotations

import io
import json
import re
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import openpyxl
import polars as pl
import pyreadstat
import pytest
from polars.testing import assert_frame_equal

from mali_cli.cli.app import COMMANDS as PROGRAM
from mali_cli.output.columns import declarations, declared
from tests.cli.conftest import notes_in
from tests.cli.test_formats import COMMANDS, words_of
from tests.output.test_hxl import check
from tests.read.made_up import SCHEMAS

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.servers.ucdp_server import UcdpServer

HAVE_ROWS = tuple(name for name in PROGRAM if name not in ("token", "report", "mcp", "help"))
NEED_EVENTS = (
    *("events -c Mali", "totals --by month", "periods --dataset ged", "datasets show ged"),
    *("datasets", "datasets verify"),
)
EMPTY = ("totals", "--by", "year", "-c", "Mali", "--from", "1950", "--to", "1960")
QUESTIONS = ("totals --by year", "totals --by country -t all", "periods -c Mali --cut 2012")


@pytest.fixture
def _events(run: Run, ucdp: UcdpServer) -> None:
    assert ucdp
    assert run("fetch").code == 0


def parquet(run: Run, line: str) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(run(*words_of(line), "-f", "parquet", "-q").stdout))


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def plain(value: object) -> object:
    """Return a value as a workbook has it: a day has a time there, a large number is a text."""
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return value


def same_in_a_workbook(run: Run, line: str) -> None:
    ran = run(*words_of(line), "-f", "xlsx")
    assert (ran.code, ran.err) == (0, "")
    head, *rows = sheets(ran.stdout)["data"]
    frame = parquet(run, line)
    assert list(head) == frame.columns
    for row, was in zip(rows, frame.iter_rows(), strict=True):
        for got, value in zip(row, map(plain, was), strict=True):
            assert got == (pytest.approx(value) if isinstance(value, float) else value)


def same_in_stata(run: Run, line: str, folder: Path) -> None:
    target = folder / "rows.dta"
    ran = run(*words_of(line), "-o", str(target))
    assert ran.code in (0, 1)
    aside = [line for line in ran.err.splitlines() if not line.startswith("Reproduce: ")]
    assert aside == notes_in(run(*words_of(line), "--json").json())
    read, about = pyreadstat.read_dta(target, output_format="polars")
    frame = parquet(run, line)
    texts = pl.col(pl.String).fill_null("")
    truths = pl.col(pl.Boolean).cast(pl.Int64)
    want = frame.with_columns(texts, truths).rename(lambda name: name[:32])
    assert read.columns == want.columns
    for name in read.columns:
        if frame[name[:32]].null_count() < frame.height:
            assert_frame_equal(read.select(name), want.select(name), check_dtypes=False)
    assert [label for label in about.column_labels if not label] == []


@pytest.mark.sample(4)
@pytest.mark.parametrize("line", COMMANDS)
def test_a_workbook_has_the_rows_of_parquet(run: Run, line: str) -> None:
    same_in_a_workbook(run, line)


@pytest.mark.sample(4)
@pytest.mark.parametrize("line", COMMANDS)
def test_a_stata_file_has_the_rows_of_parquet(run: Run, line: str, tmp_path: Path) -> None:
    same_in_stata(run, line, tmp_path)


@pytest.mark.usefixtures("_events")
@pytest.mark.parametrize("line", NEED_EVENTS)
def test_so_have_those_of_what_was_fetched(run: Run, line: str, tmp_path: Path) -> None:
    same_in_a_workbook(run, line)
    same_in_stata(run, line, tmp_path)


def test_a_workbook_tells_what_json_tells(run: Run) -> None:
    told = sheets(run("periods", "-f", "xlsx", "-q").stdout)["notes"]
    body = run("periods", "--json").json()
    assert [text for name, text in told if name == "note"] == notes_in(body)
    facts = dict(told)
    assert facts["title"] == body["title"]
    assert facts["command"] == body["reproduce"].replace("-f json", "-f xlsx")
    assert facts["distinct_total"] == "5436"
    for name in ("release", "sha256", "citation", "licence"):
        assert facts[name] == body["source"][name]


@pytest.mark.parametrize("kind", ["xlsx", "dta"])
def test_the_suffix_tells_the_format_and_the_bytes_are_the_same(
    run: Run, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / f"a.{kind}"
    assert run("periods", "-o", str(target)).code == 0
    assert target.read_bytes() == run("periods", "-f", kind).stdout
    again = run("periods", "-o", str(target))
    assert (again.code, "--force" in again.err) == (6, True)
    assert run("periods", "-o", str(target), "--force").code == 0


@pytest.mark.parametrize("kind", ["parquet", "xlsx", "dta"])
def test_bytes_are_not_for_a_terminal(run: Run, kind: str) -> None:
    ran = run("periods", "-f", kind, tty=True, width=80)
    assert (ran.code, ran.out) == (2, "")
    assert f"-o FILE.{kind}" in ran.err


@pytest.mark.parametrize("kind", ["xlsx", "dta"])
def test_no_rows_are_a_header(run: Run, kind: str, tmp_path: Path) -> None:
    target = tmp_path / f"a.{kind}"
    ran = run(*EMPTY, "-o", str(target))
    assert ran.code == 0
    assert "no rows" in ran.err
    if kind == "xlsx":
        assert sheets(target.read_bytes())["data"][0][:2] == ("year", "type_of_violence")
    else:
        read, _ = pyreadstat.read_dta(target, output_format="polars")
        assert (read.columns[:2], read.height) == (["year", "type_of_violence"], 0)


def test_without_the_library_the_error_says_how_to_get_it(run: Run, tmp_path: Path) -> None:
    with patch.dict(sys.modules, {"xlsxwriter": None}):
        ran = run("periods", "-o", str(tmp_path / "a.xlsx"))
    assert ran.code == 6
    assert "pip install xlsxwriter" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_events")
@pytest.mark.parametrize("question", QUESTIONS)
def test_geojson_and_tagged_csv_give_the_same_figures_again(
    run: Run, tmp_path: Path, question: str
) -> None:
    rows = {}
    for name, more in {"a.geojson": (), "a.csv": ("--hxl",), "b.csv": ()}.items():
        assert run("events", "-o", str(tmp_path / name), *more).code == 0
        ran = run(*words_of(question), "--data", str(tmp_path / name), "--json")
        assert ran.code == 0, ran.err
        rows[name] = ran.json().get("rows") or ran.json()["phases"]
    assert rows["a.geojson"] == rows["a.csv"] == rows["b.csv"]
    assert rows["b.csv"]


@pytest.mark.usefixtures("_events")
def test_geojson_can_be_imported(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.geojson"
    assert (run("events", "-o", str(target)).err, target.exists()) == ("", True)
    body = json.loads(target.read_bytes())
    assert len(body["features"]) == len(run("events", "--json").json()["rows"])
    assert notes_in(body) == notes_in(run("events", "--json").json())
    ran = run("import", str(target), "--json")
    assert ran.code == 0, ran.err


@pytest.mark.usefixtures("_events")
def test_tagged_events_come_through_a_pipe(run: Run) -> None:
    tagged = run("events", "--csv", "--hxl", "-q").stdout
    assert b"#affected+killed" in tagged.split(b"\n")[1]
    piped = run("totals", "--data", "-", "--by", "year", "--json", stdin=tagged)
    assert (
        piped.json()["rows"]
        == run("totals", "--dataset", "ged", "--by", "year", "--json").json()["rows"]
    )


@pytest.mark.usefixtures("_events")
def test_geojson_needs_coordinates(run: Run) -> None:
    ran = run("events", "-f", "geojson", "--columns", "id,best")
    assert (ran.code, ran.out) == (2, "")
    assert "--columns" in ran.err


def test_geojson_is_for_rows_with_places(run: Run) -> None:
    ran = run("periods", "-f", "geojson")
    assert (ran.code, "geojson" in ran.err) == (2, True)


@pytest.mark.sample(3)
@pytest.mark.parametrize("line", COMMANDS)
def test_every_column_is_declared_and_has_a_tag(run: Run, line: str) -> None:
    header, tags, *rows = run(*words_of(line), "--csv", "--hxl").out.split("\n")
    assert len(header.split(",")) == len(tags.split(","))
    names = {name.removeprefix("beside_") for name in header.split(",")}
    assert names <= set(declarations()) | ({"fatalities"} if "un-fatalities" in line else set())
    check(tags.split(","))
    assert [header, *rows] == run(*words_of(line), "--csv").out.split("\n")


@pytest.mark.usefixtures("_events")
@pytest.mark.parametrize("line", NEED_EVENTS)
def test_so_has_every_column_of_what_was_fetched(run: Run, line: str) -> None:
    header, tags, *_ = run(*words_of(line), "--csv", "--hxl").out.split("\n")
    assert set(header.split(",")) <= set(declarations()) | set(SCHEMAS["ged"])
    check(tags.split(","))


def test_tags_say_what_was_counted(run: Run) -> None:
    def tags(*words: str) -> dict[str, str]:
        header, tagged, *_ = run("totals", *words, "--csv", "--hxl").out.split("\n")
        return dict(zip(header.split(","), tagged.split(","), strict=True))

    assert tags()["deaths"] == declared("deaths").tag == "#affected+killed"
    civilians = tags("--measure", "civilians", "-t", "all")
    assert civilians["civilians"] == "#affected+killed+civilians"
    assert civilians["at_least"] == "#affected+killed+civilians+inside"


def test_a_tagged_workbook(run: Run) -> None:
    data = sheets(run("periods", "-f", "xlsx", "--hxl").stdout)["data"]
    header, tags, *_ = run("periods", "--csv", "--hxl").out.split("\n")
    assert [",".join(row) for row in data[:2]] == [header, tags]


@pytest.mark.parametrize("kind", ["table", "json", "ndjson", "markdown", "parquet", "dta"])
def test_tags_have_no_place_elsewhere(run: Run, kind: str) -> None:
    ran = run("periods", "-f", kind, "--hxl")
    assert (ran.code, ran.out) == (2, "")
    assert "csv" in ran.err


@pytest.mark.parametrize("name", HAVE_ROWS)
def test_the_help_lists_the_formats_that_are_taken(run: Run, name: str) -> None:
    shown = " ".join(run(name, "--help").out.split())
    listed = re.search(r"--format FORMAT (.+?)\. Default", shown)
    words = {"import": ["fixtures"], "diff": ["25.1", "26.1"]}.get(name, [])
    refused = run(name, *words, "-f", "qqqqqqqq")
    assert listed
    assert refused.code == 2
    assert f"-f takes {listed[1]}" in " ".join(refused.err.split())
