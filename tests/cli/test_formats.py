"""Every command in every format: stdout is only that format, notes are beside it."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema  # type: ignore[import-untyped]
import polars as pl
import pytest
from polars.testing import assert_frame_equal

import mali_cli
from tests.cli.conftest import notes_in

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.servers.ucdp_server import UcdpServer

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "json-schema.json").read_text(encoding="utf-8")
)
FIXTURES = Path(__file__).parents[2] / "fixtures"
COMMANDS = (
    "periods",
    "periods --by type",
    "periods -c @aes --mission MINUSMA --by country --straddle split",
    "periods --by perpetrator --estimate high",
    "periods --measure civilians -t all",
    "periods --phase 'crisis=2012-03..2013-06' --straddle drop",
    "periods --timeline mali-coups -t one-sided -t non-state",
    "totals",
    "totals --by year -c Mali -t all",
    "totals --by country --by year --fill --straddle split --from 2001-05-07",
    "totals --by perpetrator --by region -c Mali",
    "totals --measure civilians --by type",
    "totals --by year -c Mali --beside un-fatalities",
    "periods --beside un-fatalities",
    "chart --from 2010 --beside un-fatalities",
    "chart",
    "chart -c Niger -t all",
    "chart -t non-state -t one-sided --from 2020",
    "breaks",
    "breaks -c Niger -t all --straddle split --from 1991-04 --level 0.5",
    "breaks --placebos -c 'Burkina Faso' --at 2016-01 --min-side 3y --measure civilians -t all",
    "compare",
    "compare --mission MINUSMA --mission MINUSCA --window 30m --straddle split",
    "chart --by type --by country -c @aes --cumulative",
    "chart --by perpetrator --straddle split",
    "chart -c Mali -c Niger --together --mark 2022-03-27=Moura",
    "check",
    "check --only epis-3 --only prif-1",
    "check --claim 'Mali during MINUSMA one-sided = 3818'",
    "diff 25.1 country-year@25.1 --all -c Mali -t all",
    "diff 25.1 25.1 --all --by phase --by type",
    "diff 25.1 25.1 --all --by country --straddle split --top 2",
    "missions",
    "missions -c Mali",
    "timelines",
    "timelines mali-coups",
    "countries",
    "countries congo",
    "countries --groups",
    "cite",
    "cite --dataset ged@25.1",
)
ANSWERS = ("periods", "totals", "chart", "breaks", "compare")
FIGURES = tuple(line for line in COMMANDS if line.split()[0] in ANSWERS)
NOTES_BESIDE = {"csv": ",", "tsv": "\t"}
LAST = {
    "periods": ["dataset", "release", "estimate", "straddle"],
    "totals": ["dataset", "release", "estimate", "straddle"],
    "chart": ["dataset", "release", "estimate", "straddle"],
    "breaks": ["dataset", "release", "estimate", "straddle"],
    "compare": ["dataset", "release", "estimate", "straddle"],
}
PERIODS = ["phase", "start", "end", "years", "deaths", "at_least", "at_most", "low", "high"]
PERIODS += ["low_at_least", "high_at_most", "per_year", "per_year_at_least", "per_year_at_most"]
PERIODS += ["peak", "peak_deaths", "share", "share_at_least", "share_at_most"]
PERIODS += ["ratio_to_previous", "ratio_at_least", "ratio_at_most", "straddling"]


def words_of(line: str) -> list[str]:
    return shlex.split(line)


def as_cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


@pytest.mark.parametrize("line", COMMANDS)
def test_json_is_the_documented_envelope(run: Run, line: str) -> None:
    ran = run(*words_of(line), "--json")
    assert (ran.code, ran.err) == (0, "")
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(
        ran.json()
    )


@pytest.mark.sample(2)
@pytest.mark.sample(2)
@pytest.mark.parametrize(
    "line",
    [
        "events",
        "events -c Mali --columns id,best --limit 2 --sort=-best",
        "events -c Mali --actor Made-up --adm1 Region",
        "fetch ged",
        "fetch country-year ged",
        "fetch ged -c Mali --from 2012",
        "import fixtures/GEDEvent_v26_0_1.csv",
        "import fixtures/one-sided.csv",
        "datasets",
        "datasets --check",
        "datasets verify",
        "datasets show ged -c Mali",
        "datasets show country-year --limit 1",
        "totals --by month -c Mali",
        "totals --by quarter -c Mali -t all",
        "totals --by actor",
        "totals --by dyad --by conflict",
        "totals --by adm1 --by adm2",
        "totals --by priogrid",
        "periods --dataset ged --by actor",
        "periods --dataset ged --by adm1",
        "chart --dataset ged",
        "breaks -c Mali --by month --min-length 6m --min-side 1y --dataset ged",
        "breaks -c Mali --by quarter --min-length 6m --min-side 1y --placebos",
        "compare --mission MINUSMA --dataset ged",
        "diff ged country-year --by year -t all",
        "diff ged country-year --by country --all",
        "diff ged@27.1 ged --by month --measure events --all",
        "diff ged 27.1 --events -c Mali",
        "diff ged ged --by actor --all",
        "diff ged ged --by adm1 --by dyad --all",
        "diff ged ged --by priogrid --by phase --all -t one-sided --mission MINUSMA",
        "chart --by quarter --by actor -t all",
        "chart --by month --by adm1 --top 1",
        "map -c Mali",
        "map --by adm1 --by phase",
        "map -c @aes -t state-based -t one-sided --by adm1 --straddle split --to 2015-06-03",
        "map -c Mali --measure civilians --mission MINUSMA --straddle both",
    ],
)
def test_json_of_what_needs_data_is_the_documented_envelope(
    run: Run, ucdp: UcdpServer, token: dict[str, str], line: str
) -> None:
    run("fetch")
    words = words_of(line.replace("fixtures/", f"{FIXTURES}/"))
    ran = run(*words, "--json", env=token)
    assert ran.code == 0, ran.err
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(
        ran.json()
    )


def test_the_schema_is_a_schema_and_describes_every_column() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for definition in SCHEMA["$defs"].values():
        for name, column in definition["properties"].items():
            assert column.get("description"), name


@pytest.mark.parametrize(
    "change",
    [{"schema": 1}, {"command": "bogus"}, {"surprise": 1}, {"notes": None}, {"phases": [{}]}],
)
def test_the_schema_refuses_what_is_not_documented(run: Run, change: dict[str, object]) -> None:
    body = run("periods", "--json").json() | change
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(body)


@pytest.mark.sample(3)
@pytest.mark.parametrize("line", COMMANDS)
@pytest.mark.parametrize("kind", NOTES_BESIDE)
def test_csv_and_tsv_read_back_as_the_json_rows(run: Run, line: str, kind: str) -> None:
    ran = run(*words_of(line), "-f", kind)
    body = run(*words_of(line), "--json").json()
    rows = body["phases" if body["command"] == "periods" else "rows"]
    aside = [note for note in ran.err.splitlines() if not note.startswith("Reproduce: ")]
    assert (ran.code, aside) == (0, notes_in(body))
    read = list(csv.DictReader(io.StringIO(ran.out), delimiter=NOTES_BESIDE[kind]))
    assert list(read[0])[: len(rows[0])] == list(rows[0])
    for cells, row in zip(read, rows, strict=True):
        assert {name: cells[name] for name in row} == {n: as_cell(v) for n, v in row.items()}


@pytest.mark.sample(3)
@pytest.mark.parametrize("line", COMMANDS)
def test_ndjson_has_one_object_a_row(run: Run, line: str) -> None:
    ran = run(*words_of(line), "-f", "ndjson", "-q")
    rows = [json.loads(text) for text in ran.out.splitlines()]
    frame = run(*words_of(line), "--csv", "-q").csv()
    assert (ran.code, [t for t in ran.err.splitlines() if not t.startswith("Warning: ")]) == (0, [])
    assert [list(row) for row in rows] == [frame.columns] * frame.height


@pytest.mark.sample(3)
@pytest.mark.parametrize("line", COMMANDS)
def test_parquet_keeps_rows_and_types(run: Run, line: str, tmp_path: Path) -> None:
    ran = run(*words_of(line), "-f", "parquet", "-q")
    piped = pl.read_parquet(io.BytesIO(ran.stdout))
    target = tmp_path / "rows.parquet"
    assert run(*words_of(line), "-q", "-o", str(target)).code == 0
    assert_frame_equal(pl.read_parquet(target), piped)
    assert piped.columns == run(*words_of(line), "--csv", "-q").csv().columns


@pytest.mark.sample(3)
@pytest.mark.parametrize("line", COMMANDS)
def test_table_and_markdown_have_the_notes_below(run: Run, line: str) -> None:
    body = run(*words_of(line), "--json").json()
    for kind in ("table", "markdown"):
        ran = run(*words_of(line), "-f", kind)
        assert (ran.code, ran.err) == (0, "")
        assert "\x1b" not in ran.out
        assert "…" not in ran.out
        assert len(ran.out.splitlines()) > len(body["notes"])
        quiet = run(*words_of(line), "-f", kind, "-q").out
        assert "Cite:" not in quiet
        notes = [note for note in notes_in(body) if not note.startswith("Warning: ")]
        assert not any(note in quiet for note in notes)
        bare = "\n".join(line for line in quiet.splitlines() if "Warning: " not in line)
        assert ran.out.startswith(bare.rstrip("\n"))


@pytest.mark.sample(3)
@pytest.mark.parametrize("line", COMMANDS)
def test_markdown_is_one_table_of_equal_rows(run: Run, line: str) -> None:
    table = [t for t in run(*words_of(line), "-f", "markdown").out.splitlines() if t[:1] == "|"]
    widths = {text.replace("\\|", "").count("|") for text in table}
    assert len(widths) == 1
    assert set(table[1]) <= set("|:- ")


@pytest.mark.sample(2)
@pytest.mark.parametrize("line", FIGURES)
def test_rows_end_with_what_explains_them(run: Run, line: str) -> None:
    frame = run(*words_of(line), "--csv").csv()
    own = [name for name in frame.columns if not name.startswith("beside_")]
    assert own[-4:] == LAST[line.split()[0]]
    assert ("--beside" in line) is (len(own) < frame.width)
    assert {"country", "type_of_violence"} <= set(frame.columns)
    assert frame["release"].cast(pl.String).unique().to_list() == ["25.1"]
    assert frame["dataset"].unique().to_list() == ["country-year"]


@pytest.mark.sample(2)
@pytest.mark.parametrize("line", FIGURES)
def test_numbers_are_plain_in_machine_formats(run: Run, line: str) -> None:
    frame = run(*words_of(line), "--csv").csv()
    numbers = [name for name in ("deaths", "low", "high", "straddling") if name in frame.columns]
    for name in numbers:
        kind = frame[name].dtype
        split = "split" in line
        assert kind.is_float() if split and name == "deaths" else kind != pl.Date
        assert kind.is_numeric() or frame[name].null_count() == frame.height, name


def test_periods_has_the_columns_that_scripts_rely_on(run: Run) -> None:
    frame = run("periods", "--csv").csv()
    assert frame.columns[: len(PERIODS)] == PERIODS
    assert frame["deaths"].to_list() == [1029, 3818, 619]
    assert frame["years"].to_list() == [24.4959, 10.5041, 1]
    assert frame["at_least"].to_list() == [999, 3788, 619]
    assert run("periods", "--json").json()["distinct_total"] == 5436


def test_with_by_the_groups_column_comes_first(run: Run) -> None:
    assert run("periods", "--by", "type", "--csv").csv().columns[0] == "type_of_violence"
    columns = run("periods", "--by", "country", "--csv").csv().columns
    assert columns[:3] == ["country_id", "country", "phase"]


def test_csv_equals_the_frame_of_the_python_api(run: Run) -> None:
    frame = mali_cli.totals(by=["year", "country"], type="all").frame
    read = run("totals", "--by", "year", "--by", "country", "-t", "all", "--csv").csv()
    assert_frame_equal(read.select(frame.columns), frame, check_dtypes=False)


def test_the_command_line_in_json_gives_the_same_again(run: Run) -> None:
    for line in FIGURES:
        body = run(*words_of(line), "--json").json()
        again = run(*words_of(body["reproduce"])[1:], "--json").json()
        key = "phases" if body["command"] == "periods" else "rows"
        assert again[key] == body[key], body["reproduce"]


def test_no_rows_are_an_answer_that_says_what_emptied_it(run: Run) -> None:
    line = ("totals", "--by", "year", "-c", "Mali", "--from", "1950", "--to", "1960")
    ran = run(*line, "--csv")
    assert ran.code == 0
    assert ran.out.startswith("year,")
    assert ran.out.count("\n") == 1
    assert "no rows" in ran.err
    assert "1950" in ran.err
    assert run(*line, "--json").json()["rows"] == []
    assert run(*line, "-f", "ndjson").stdout == b""
    table = run(*line)
    assert table.code == 0
    assert "year" in table.out
    assert "no rows" in table.err


def test_a_search_without_hits_says_so(run: Run) -> None:
    ran = run("countries", "atlantis", "--csv")
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert "atlantis" in ran.err


def test_two_formats_are_refused(run: Run) -> None:
    assert run("periods", "--csv", "--json").code == 2
    assert run("periods", "--csv", "-f", "csv").code == 0
