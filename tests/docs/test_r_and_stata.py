"""The scripts for R and Stata: what they read has the values and the types of the answer.

R reads for real where it is installed. Stata is not free: of its script only what it is made of is
looked at, and that the page's variables are in the files that its commands write.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from datetime import date
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from mali_cli.output.machine import to_csv, to_parquet, to_tsv
from mali_cli.output.stata import to_dta
from tests.cli.conftest import Run
from tests.output.made_up import HOSTILE, made_up

ROOT = Path(__file__).resolve().parents[2]
R_SCRIPT = ROOT / "docs" / "how-to" / "files" / "mali-cli.R"
STATA_SCRIPT = R_SCRIPT.with_suffix(".do")
LISTED = re.search(r"mali_cli_text <- c\((.*?)\n\)", R_SCRIPT.read_text("utf-8"), re.DOTALL)
TEXTS = re.findall(r'"(\w+)"', LISTED[1] if LISTED else "")
GED, ACLED = ("events --data fixtures/ged-official.csv", "events --data fixtures/acled.csv")
LINES = (
    "periods",
    "totals -c @aes --by year --by country --by type",
    "totals --data fixtures/ged-official.csv -c Mali -t all --by month --by adm1 --fill",
    "totals --by year -c Mali --beside un-fatalities",
    "breaks --placebos -c 'Burkina Faso' --at 2016-01 --min-side 3y",
    "missions",
    "check",
    "cite",
    GED,
    ACLED,
)
DRIVER = r"""
files <- commandArgs(TRUE)
source(files[1])
for (file in files[-1]) {
  rows <- read_mali_cli(file)
  kinds <- vapply(rows, function(column) class(column)[1], "")
  rows[] <- lapply(rows, function(column) {
    if (inherits(column, "Date")) format(column) else as.vector(unclass(column))
  })
  for (at in which(vapply(rows, is.numeric, NA))) rows[[at]] <- as.character(rows[[at]])
  rows <- rbind(as.list(kinds), rows)
  utils::write.csv(rows, paste0(file, ".back"), na = "", row.names = FALSE, fileEncoding = "UTF-8")
}
"""
WHOLE = {"integer", "numeric", "haven_labelled"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?|true|false")


def _awkward() -> pl.DataFrame:
    """Return rows of which a reader that guesses makes something else."""
    texts = [text for text in HOSTILE if text]
    rest = [None] * (len(texts) - 3)
    return pl.DataFrame(
        {
            "country": ["NA", None, "Namibia", *rest],
            "region": ["T", None, "F", *rest],
            "release_a": ["25.10", "26.1", None, *rest],
            "gwnoa": ["007", None, "2", *rest],
            "note": texts,
            "deaths": [0, None, 3_000_000_000, *rest],
            "events": [0, None, -1, *rest],
            "share": [0.5, None, 1e-7, *rest],
            "start": [date(1816, 1, 1), None, date(2024, 2, 29), *rest],
            "whole": [True, None, False, *rest],
        }
    )


@pytest.fixture(scope="module")
def answers(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with answers, each in every format that the scripts read."""
    folder = tmp_path_factory.mktemp("answers")
    env = {"MALI_CLI_HOME": str(folder / "store")}
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        for number, line in enumerate(LINES):
            for kind in ("csv", "tsv", "dta", "parquet"):
                target = str(folder / f"{number}.{kind}")
                assert run(*shlex.split(line), "-o", target, env=env).code in (0, 1)
    finally:
        os.chdir(before)
    for name, frame in {"awkward": _awkward(), "none": _awkward().clear()}.items():
        result = made_up(frame)
        formats = {"csv": to_csv, "tsv": to_tsv, "dta": to_dta, "parquet": to_parquet}
        for kind, written in formats.items():
            tagged = {"hxl": True} if kind == "tsv" else {}
            (folder / f"{name}.{kind}").write_bytes(written(result, **tagged))
    return folder


def _read_in_r(files: list[Path], driver: Path) -> None:
    """Let R read each file and write what it read to FILE.back, the classes in the first row."""
    if not shutil.which("Rscript"):
        pytest.skip("Rscript is not on this machine")
    driver.write_text(DRIVER, "utf-8")
    line = ["Rscript", "--vanilla", str(driver), str(R_SCRIPT), *map(str, files)]
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(line, capture_output=True, encoding="utf-8", env=env, check=False)
    if "needs a package" in done.stderr:
        pytest.skip(done.stderr.strip().splitlines()[0])
    assert (done.returncode, done.stderr) == (0, "")


def _wanted(column: pl.Series) -> tuple[set[str], list[object]]:
    """Return the class that a column should have in R, and its values."""
    values = column.to_list()
    if column.dtype == pl.String:
        texts = [(text or "").replace("\r\n", "\n") for text in values]
        days = all(DAY.fullmatch(text) for text in texts if text)
        return {"Date" if days else "character"}, [text or None for text in texts]
    if column.dtype == pl.Boolean:
        return {"logical"}, [value if value is None else str(value).upper() for value in values]
    if column.dtype == pl.Date:
        return {"Date"}, [value and value.isoformat() for value in values]
    return {"numeric"} if column.dtype.is_float() else WHOLE, values


@pytest.mark.parametrize("kind", ["csv", "tsv", "dta", "parquet"])
def test_r_reads_the_values_and_types_of_an_answer(
    answers: Path, kind: str, tmp_path: Path
) -> None:
    files = sorted(answers.glob(f"*.{kind}"))
    assert len(files) == len(LINES) + 2
    _read_in_r(files, tmp_path / "driver.R")
    for file in files:
        back = pl.read_csv(f"{file}.back", infer_schema=False)
        frame = pl.read_parquet(file.with_suffix(".parquet"))
        assert back.columns == [name[:32] if kind == "dta" else name for name in frame.columns]
        for name, read in zip(frame.columns, back, strict=True):
            column = frame[name]
            if column.null_count() == column.len() or column.dtype == pl.Null:
                assert read[1:].null_count() == column.len()
                continue
            classes, values = _wanted(column)
            assert read[0] in classes, (file.name, name)
            got: list[object] = read[1:].to_list()
            if column.dtype.is_numeric():
                got = [None if one is None else float(str(one)) for one in got]
                assert got == [None if v is None else pytest.approx(v) for v in values], name
            else:
                assert [str(one).replace("\r\n", "\n") if one else None for one in got] == values


def test_no_text_that_looks_like_a_number_is_missing_from_the_list(answers: Path) -> None:
    """CSV has no types: what a text looks like must not decide what it is."""
    for file in answers.glob("*.parquet"):
        for column in pl.read_parquet(file):
            name = column.name.removeprefix("beside_")
            if column.dtype == pl.String:
                texts = [text for text in column if text]
                numbers = texts and all(NUMBER.fullmatch(text) for text in texts)
                assert not numbers or name in TEXTS, (file.name, name)
            else:
                assert column.dtype == pl.Null or name not in TEXTS, (file.name, name)


def test_csv_has_no_marks_of_tables(answers: Path, run: Run) -> None:
    assert "†" in run(*shlex.split(LINES[1])).out
    assert "†" not in (answers / "1.csv").read_text("utf-8")


STATA = """capture continue drop else end exit foreach format generate if import local order program
quietly rename syntax tempvar unab use version"""
NO_VARIABLES = {"cluster", "monthly", "overlay", "vce"}
MACRO = re.compile(r"`(\w+)'")


def _code(text: str) -> str:
    """Return a do-file without comments, each command on one line."""
    return "\n".join(
        line for line in re.sub(r"///\n\s*", "", text).splitlines() if line.strip()[:1] != "*"
    )


def test_the_script_for_stata_is_whole() -> None:
    """Not run: no Stata is here."""
    code = _code(STATA_SCRIPT.read_text("utf-8"))
    assert code.count("{") == code.count("}")
    assert code.count("(") == code.count(")")
    assert all(line.count('"') % 2 == 0 for line in code.splitlines())
    made = re.findall(r"(?:local|foreach|tempvar|unab) (\w+)", code)
    assert {*MACRO.findall(code)} <= {*made, "using", "clear"}
    first = re.findall(r"^[ }]*(?:else )?(\w+)", code, re.MULTILINE)
    assert {*first} <= {*STATA.split()}
    listed = re.search(r"local text (.*)", code)
    assert listed
    assert listed[1].split() == TEXTS


def test_the_variables_on_the_page_for_stata_are_in_the_files(run: Run, tmp_path: Path) -> None:
    page = (R_SCRIPT.parents[1] / "stata.md").read_text("utf-8")
    told: dict[str, set[str]] = {}
    for command in re.findall(r"^\$ (mali-cli .*\.dta -q)$", page, re.MULTILINE):
        words = shlex.split(command.replace("fixtures/", f"{ROOT}/fixtures/"))[1:]
        target = words[words.index("-o") + 1]
        assert run(*words[:-3], "-o", str(tmp_path / target)).code == 0
        about = pyreadstat.read_dta(tmp_path / target, output_format="polars")[1]
        told[target] = {*about.column_names}
    assert told
    for block in re.findall(r"```stata\n(.*?)```", page, re.DOTALL):
        if name := re.search(r"(\w+\.dta)", block):
            lines = re.findall(r"^(?:generate|nbreg|tabulate|xtline|xtset) (.*)$", block, re.M)
            used = {*re.findall(r"(?<![.\w])[a-z]\w{2,}", " ".join(lines))}
            assert used - NO_VARIABLES <= told.pop(name[1])
    assert told == {}
