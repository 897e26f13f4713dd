"""A phase outside the covered days: one behaviour, wherever it comes from and whatever shows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import mali_cli
from mali_cli.model.result import Result
from tests.cli.conftest import Run

EARLY = '[[phase]]\nname = "early"\nend = "1980"\n[[phase]]\nname = "late"\nstart = "2000"\n'
FROM_2016 = str(Path(__file__).parents[2] / "fixtures" / "ged-official.csv")
SOURCES: list[dict[str, Any]] = [
    {"mission": "ONUC", "country": "Mali"},
    {"mission": "ONUC", "country": "Mali", "window": "5y"},
    {"timeline": "mali-coups", "data": FROM_2016},
    {"phase": ["early=..1980", "late=2000.."]},
    {"phase": ["early=1970..1980", "late=2000..2010"]},
    {"phase": ["early=2030..", "late=2000..2010"]},
    {"cut": ["1980", "2000"]},
    {"cut": ["2000", "2030"]},
    {"cut": ["1980", "2000"], "window": "5y"},
]


def blank(result: Result) -> list[str]:
    return [row["phase"] for row in result.frame.to_dicts() if row["deaths"] is None]


def said(result: Result) -> list[str]:
    return [note.text for note in result.notes if "is blank: the data cover" in note.text]


@pytest.mark.parametrize("options", SOURCES)
def test_every_source_of_phases_shows_it_blank_with_the_reason(options: dict[str, Any]) -> None:
    asked = {"country": "Mali"} | options
    result = mali_cli.periods(**asked)
    assert len(said(result)) == len(blank(result))
    assert all(f"'{name}'" in " ".join(said(result)) for name in blank(result))
    frame = result.frame.select("years", "deaths", "per_year", "share", "ratio_to_previous")
    for row, before in zip(frame.rows()[1:], frame.rows(), strict=False):
        if before[1] is None:
            assert row[-1] is None, "no ratio to a blank"
    for years, *figures in frame.rows():
        assert years or figures == [None] * 4
    charted = mali_cli.chart(**asked)
    assert said(charted) == said(result)
    assert [row["deaths"] for row in _of(charted)] == result.frame["deaths"].to_list()


def _of(result: Result) -> list[dict[str, Any]]:
    rows = result.extras["phases"]
    assert isinstance(rows, list)
    return rows


def test_a_file_of_phases_is_no_other(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "phases.toml"
    path.write_text(EARLY)
    ran = run("periods", "-c", "Mali", "--phases", str(path), "--json")
    assert ran.code == 0, ran.err
    early, late = ran.json()["phases"]
    assert (early["start"], early["end"], early["deaths"]) == (None, "1980-12-31", None)
    assert (late["start"], late["end"]) == ("2000-01-01", "2024-12-31")
    assert late["ratio_to_previous"] is None
    table = run("periods", "-c", "Mali", "--phases", str(path)).out
    assert "early  ..1980-12-31" in table
    assert "Phase 'early' (..1980-12-31) is blank: the data cover 1989-01-01.." in table


@pytest.mark.parametrize("shape", ["csv", "json", "md", "ndjson", "parquet", "txt"])
def test_every_format_shows_it_blank(shape: str, tmp_path: Path, run: Run) -> None:
    ran = run("periods", "-c", "Mali", "--cut", "1980", "-o", str(tmp_path / f"phases.{shape}"))
    assert ran.code == 0, ran.err


def test_a_blank_phase_is_no_empty_map(run: Run) -> None:
    words = ["map", "--data", FROM_2016, "-c", "Mali", "-t", "all", "--cut", "2010"]
    drawn = run(*words).out
    assert "until 2009-12-31" not in drawn.partition("On the map")[0].partition("\n")[2]
    assert "Phase 'until 2009-12-31' (..2009-12-31) is blank: the data cover 2016" in drawn


def test_a_report_says_that_it_is_blank() -> None:
    report = mali_cli.report(cut=["1980"], country="Mali")
    assert "nothing in 'until 1979-12-31' (blank, not zero)" in report.headline[0]
