"""`--uncertainty` on the command line: how its columns look, and what machines get."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema  # type: ignore[import-untyped]
import pytest

from tests.observations.made_events import written
from tests.read.made_up import EVENTS

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "json-schema.json").read_text(encoding="utf-8")
)


@pytest.fixture
def raids() -> str:
    """Write three raids of 0, 24 and 1,001 deaths."""
    bests = ("0", "24", "1001")
    return written(
        [
            {**EVENTS[0], "id": str(n), "best": b, "low": b, "high": b, "deaths_b": b}
            for n, b in enumerate(bests)
        ]
    )


def test_the_columns_in_a_pipe(run: Run, raids: str) -> None:
    ran = run("totals", "--data", raids, "-t", "all", "--uncertainty", "survey", "-q")
    header, row = ran.out.splitlines()[1:]
    assert [word.strip() for word in header.split("  ") if word][-3:] == [
        "survey mean",
        "survey interval",
        "shared interval",
    ]
    assert "1,025" in row
    assert "survey sd" not in ran.out


def test_an_interval_is_shown_from_zero_on(run: Run) -> None:
    alone = written([{**EVENTS[0], "best": "0", "low": "0", "high": "0", "deaths_b": "0"}])
    words = ["totals", "--data", alone, "-t", "all", "--uncertainty", "survey"]
    words += ["--level", "0.99", "--draws", "2000"]
    row = run(*words, "--json").json()["rows"][0]
    assert row["survey_lower"] < 0 < row["survey_mean"], "machines get what the model says"
    assert " 0.0–" in run(*words, "-q").out
    assert "-" not in run(*words, "-q").out.splitlines()[-1]


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("kind", ["range", "survey"])
@pytest.mark.parametrize("command", ["totals", "periods"])
def test_they_fit_a_terminal(run: Run, raids: str, command: str, kind: str, width: int) -> None:
    words = ("--cut", "2016-02") if command == "periods" else ("--by", "year")
    ran = run(
        *(command, "--data", raids, "-t", "all", *words, "--uncertainty", kind),
        *("--color", "never", "-q"),
        tty=True,
        width=width,
    )
    assert ran.code == 0, ran.err
    assert max(map(len, ran.out.splitlines())) <= width
    shown = ("survey interval", "shared interval") if kind == "survey" else ("below–above",)
    text = " ".join(ran.out.split())
    for name in shown:
        assert all(word in text for word in name.split())


@pytest.mark.parametrize("kind", ["range", "survey"])
@pytest.mark.parametrize("command", ["totals", "periods"])
def test_json_is_the_documented_envelope(run: Run, raids: str, command: str, kind: str) -> None:
    words = ("--cut", "2016-02") if command == "periods" else ("--by", "month")
    ran = run(command, "--data", raids, "-t", "all", *words, "--uncertainty", kind, "--json")
    assert ran.code == 0, ran.err
    jsonschema.Draft202012Validator(SCHEMA).validate(ran.json())
    assert ran.json()["uncertainty"]["kind"] == kind


def test_rows_for_machines_say_how_they_were_drawn(run: Run, raids: str) -> None:
    ran = run("totals", "--data", raids, "--uncertainty", "survey", "--seed", "3", "--csv", "-q")
    frame = ran.csv()
    assert set(frame["uncertainty"]) == {
        "survey (uncertainUCDP 0.6.1), level 0.9, 10000 draws, seed 3"
    }


def test_events_that_are_not_here(run: Run) -> None:
    ran = run("periods", "--uncertainty", "survey")
    assert (ran.code, ran.stdout) == (3, b"")
    assert "country-year rows are sums)" in ran.err
    assert "mali-cli fetch ged" in ran.err


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--uncertainty", "survy"), "did you mean survey?"),
        (("--level", "0.5"), "--level works with --uncertainty survey only"),
        (("--uncertainty", "survey", "--dataset", "country-year"), "country-year rows are sums)"),
        (("--uncertainty", "survey", "--straddle", "split"), "needs whole events"),
        (("--uncertainty", "survey", "--level", "2"), "is not between 0 and 1"),
        (("--uncertainty", "survey", "--draws", "many"), "--draws"),
    ],
)
def test_wrong_usage(run: Run, words: tuple[str, ...], why: str) -> None:
    ran = run("periods", *words)
    assert (ran.code, ran.stdout) == (2, b"")
    assert why in ran.err


def test_citing_the_model_as_bibtex_and_ris(run: Run) -> None:
    words = ("cite", "--dataset", "ged@26.1", "--uncertainty", "survey")
    bibtex = run(*words, "-f", "bibtex").out
    assert "@article{vesco2026," in bibtex
    assert "Hegre, Håvard and others}" in bibtex
    assert "TY  - COMP" in run(*words, "-f", "ris").out


def test_what_draws_numbers_is_loaded_only_to_draw() -> None:
    code = (
        "import sys, mali_cli; mali_cli.periods(uncertainty='range'); mali_cli.totals();"
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
