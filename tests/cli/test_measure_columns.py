"""The column of what is counted is called after it, in every command and every format."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import openpyxl
import polars as pl
import pyreadstat
import pytest

import mali_cli
from tests.observations.made_events import written
from tests.read.made_up import EVENTS

from .conftest import Run

COMMANDS = (
    "totals --by adm1 --by year",
    "totals --by actor",
    "periods",
    "periods --by type",
    "chart",
    "chart --by type",
    "map --by adm1",
    "compare --mission MINUSMA",
    "breaks",
    "breaks --placebos --min-side 2y",
)
TABLES = ("csv", "tsv", "ndjson", "parquet", "xlsx", "dta")
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "json-schema.json").read_text(encoding="utf-8")
)
ESTIMATES = {"low", "high", "low_at_least", "high_at_most"}


@pytest.fixture
def data() -> str:
    """Write an event with one civilian of three dead for each year from 2010 to 2021."""
    made = EVENTS[0] | {"best": "3", "low": "2", "high": "4", "deaths_civilians": "1"}
    rows = [
        made | {"id": str(year), "year": str(year)} | dict.fromkeys(DATES, f"{year}-05-01")
        for year in range(2010, 2022)
    ]
    return written(rows)


DATES = ("date_start", "date_end")


def asked(command: str, measure: str, data: str) -> list[str]:
    more = f"-c Mali -t all --measure {measure} --release 22.1 --data".split()
    more = more[2:] if command.startswith("compare") else more
    return [*command.split(), *more, data]


def columns(content: bytes, form: str, folder: Path) -> list[str]:
    """Return the names of the columns of a table in any format."""
    if form in ("csv", "tsv"):
        return content.decode().split("\n")[0].strip().split("," if form == "csv" else "\t")
    if form == "ndjson":
        return list(json.loads(content.split(b"\n")[0]))
    if form == "parquet":
        return pl.read_parquet(content).columns
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content))["data"]
        return [cell.value for cell in next(sheet.iter_rows())]
    path = folder / "rows.dta"
    path.write_bytes(content)
    return list(pyreadstat.read_dta(path, output_format="polars")[1].column_names)


def keys(value: Any) -> Iterator[str]:
    """Return every name in an answer in JSON."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from keys(inner)
    if isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def of_deaths(names: Any) -> list[str]:
    return [name for name in names if "deaths" in name or name in ESTIMATES]


@pytest.mark.sample(3)
@pytest.mark.parametrize("measure", ["civilians", "events"])
@pytest.mark.parametrize("command", COMMANDS)
def test_columns_are_called_after_what_is_counted(
    command: str, measure: str, data: str, run: Run, tmp_path: Path
) -> None:
    words = asked(command, measure, data)
    body = run(*words, "--json").json()
    jsonschema.Draft202012Validator(SCHEMA).validate(body)
    assert body["schema"] == 2
    assert of_deaths(keys(body)) == []
    rows = body["phases" if command.startswith("periods") else "rows"]
    mine = [name for name in rows[0] if name.split("_")[-1] == measure]
    assert mine
    for form in TABLES:
        found = columns(run(*words, "-f", form).stdout, form, tmp_path)
        assert of_deaths(found) == []
        assert [name for name in found if name in mine] == mine, form
        assert len(set(found)) == len(found)
    tags = run(*words, "--csv", "--hxl").out.split("\n")[1]
    assert "deaths" not in tags


@pytest.mark.parametrize(("measure", "amount"), [("deaths", 3), ("civilians", 1), ("events", 1)])
def test_what_is_counted_stands_in_its_column(
    measure: str, amount: int, data: str, run: Run
) -> None:
    years = 12
    found = mali_cli.totals(data=data, release="22.1", measure=measure, type="all")
    assert found.frame[measure].to_list() == [amount * years]
    assert found.value == measure
    phases = mali_cli.periods(data=data, release="22.1", measure=measure, type="all", cut="2015")
    assert phases.frame[measure].to_list() == [5 * amount, 7 * amount]
    assert phases.frame["at_least"].to_list() == phases.frame["at_most"].to_list()
    assert phases.frame[f"peak_{measure}"].to_list() == [amount, amount]
    breaks = run(*asked("breaks --placebos --min-side 2y", measure, data), "--csv").csv()
    assert breaks.filter(pl.col("unit") == 2012)[f"before_{measure}"].to_list() == [2 * amount]
    compared = run(*asked("compare --mission MINUSMA", measure, data), "--csv").csv()
    assert compared[f"during_{measure}"].to_list() == [8 * amount]  # from 2014 on
    estimated = {"low", "high"} & set(found.frame.columns)
    assert estimated == ({"low", "high"} if measure == "deaths" else set())


@pytest.mark.parametrize(
    ("measure", "tag", "label"),
    [
        ("deaths", "#affected+killed", "Deaths"),
        ("civilians", "#affected+killed+civilians", "Civilians"),
        ("events", "#event+num", "Events"),
    ],
)
def test_tags_and_labels_say_what_is_counted(
    measure: str, tag: str, label: str, data: str, run: Run, tmp_path: Path
) -> None:
    words = asked("periods", measure, data)
    head, tags = run(*words, "--csv", "--hxl").out.split("\n")[:2]
    tagged = dict(zip(head.strip().split(","), tags.strip().split(","), strict=True))
    assert tagged[measure] == tag
    assert tagged[f"peak_{measure}"] == f"{tag}+peak"
    assert tagged["at_least"] == f"{tag}+inside"
    path = tmp_path / "rows.dta"
    path.write_bytes(run(*words, "-f", "dta").stdout)
    labels = pyreadstat.read_dta(path, output_format="polars")[1].column_names_to_labels
    assert str(labels[measure]).startswith(label)
    assert labels[f"peak_{measure}"] == f"{label} in the peak"
    assert labels["per_year"] == f"{label} a year"
    assert str(labels["at_least"]).startswith(f"{label} in what lies wholly inside")


@pytest.mark.parametrize("measure", ["civilians", "events"])
def test_points_and_reports_say_what_is_counted(measure: str, data: str, run: Run) -> None:
    points = json.loads(run(*asked("map", measure, data), "-f", "geojson").stdout)
    assert of_deaths(points["features"][0]["properties"]) == []
    assert points["features"][0]["properties"][measure] == 12
    report = run(*asked("report", measure, data), "-f", "json")
    assert report.code == 0, report.err
    jsonschema.Draft202012Validator(SCHEMA).validate(report.json())
    assert of_deaths(keys(report.json())) == []
    page = run(*asked("report", measure, data)).out
    assert f"| {measure} |" in page
    assert "deaths |" not in page


def test_a_table_is_headed_by_what_is_counted(data: str, run: Run) -> None:
    for measure in ("civilians", "events"):
        head = run(*asked("periods", measure, data)).out.split("\n")[1].split()
        assert measure in head
        assert "deaths" not in head
        assert head.count("events") == 1
