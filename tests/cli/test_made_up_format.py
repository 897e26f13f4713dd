"""A made-up format: its declaration is all that there is to add."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mali_cli.model.result import Result
from mali_cli.output import formats
from mali_cli.output.formats import ASIDE, POINTS, ROWS, Extra, Format
from mali_cli.words.writing import A_FIGURE

if TYPE_CHECKING:
    from tests.cli.conftest import Run

WRITER = f"{__name__}:to_counted"
MADE_UP = [
    Format("counted", ROWS, (".counted", ".n"), WRITER, ("hxl",), ASIDE),
    Format("sealed", POINTS, (".sealed",), WRITER, binary="Sealed"),
    Format("lacking", ROWS, (), WRITER, extra=Extra("no_such_library", A_FIGURE())),
]


def to_counted(result: Result, *, hxl: bool = False) -> str:
    """Say how many rows there are."""
    return f"{result.frame.height} rows{', tagged' if hxl else ''}\n"


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", [*formats.FORMATS, *MADE_UP])


def test_by_its_name(run: Run) -> None:
    ran = run("periods", "-f", "counted")
    assert (ran.code, ran.out) == (0, "3 rows\n")
    assert "Data: UCDP country-year" in ran.err
    assert run("periods", "-f", "counted", "-q").err == ""
    assert run("chart", "-f", "Counted", "--hxl").out == "36 rows, tagged\n"


@pytest.mark.parametrize("name", ["a.counted", "a.n"])
def test_by_the_suffix_of_its_files_and_with_a_sidecar(run: Run, tmp_path: Path, name: str) -> None:
    ran = run("periods", "-o", str(tmp_path / name))
    assert ran.code == 0
    assert (tmp_path / name).read_text(encoding="utf-8") == "3 rows\n"
    told = (tmp_path / f"{name}.meta.json").read_text(encoding="utf-8")
    assert "-f counted" in told
    assert '"format": "counted"' in told


def test_what_it_is_not_for(run: Run, tmp_path: Path) -> None:
    refused = run("periods", "-f", "sealed")
    assert refused.code == 2
    assert "unknown format 'sealed'" in refused.err
    placed = run("events", "-f", "sealed", "--data", "fixtures/GEDEvent_v26_0_1.csv", tty=True)
    assert (placed.code, placed.out) == (2, "")
    assert "Sealed cannot be shown in a terminal" in placed.err
    assert "-o FILE.sealed" in placed.err
    lost = run("periods", "-o", str(tmp_path / "a.sealed"))
    assert lost.code == 2
    assert ".dta, .counted or .n" in lost.err


def test_what_must_be_installed_for_it(run: Run) -> None:
    ran = run("fetch", "-f", "lacking")
    assert ran.code == 6
    assert "needs no_such_library, which is not installed" in ran.err
    assert "pip install no_such_library" in ran.err


def test_the_help_lists_it(process: Run) -> None:
    program = (
        "from tests.cli.test_made_up_format import MADE_UP, formats\n"
        "formats.FORMATS += MADE_UP\n"
        "from mali_cli.cli.app import main\n"
        "main()"
    )
    ran = process("-c", program, "periods", "--help", before=(sys.executable,))
    shown = " ".join(ran.out.split())
    assert "xlsx, docx, dta, counted or lacking. Default" in shown
    assert (
        "No FILE.meta.json beside csv, tsv, ndjson, parquet, dta, svg, png, pdf and counted."
        in shown
    )
    assert "below the header of csv, tsv, xlsx or counted." in shown
