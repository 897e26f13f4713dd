"""Use what is installed as a user without the test dependencies would."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from importlib.metadata import files, metadata
from pathlib import Path

PROGRAM = Path(sys.argv[1]) / "mali-cli"


def run(*words: str) -> str:
    done = subprocess.run([PROGRAM, *words], capture_output=True, encoding="utf-8", check=True)
    return done.stdout


ABSENT = "pytest hypothesis duckdb jsonschema openpyxl scipy xlsxwriter docx pyreadstat pyreadr mcp"
for name in ABSENT.split():
    assert importlib.util.find_spec(name) is None, f"{name} is here, so the run proves nothing"

assert run("--version").startswith("mali-cli ")
answer = json.loads(run("periods", "--json"))
assert [phase["deaths"] for phase in answer["phases"]] == [1029, 3818, 619]
assert "3,818" in run("periods")
assert "during" in run("chart")
assert "Davies" in run("cite")
assert "36 claims" in run("check")
assert "```text" in run("report")
assert run("report", "-q", "-f", "html").startswith("<!DOCTYPE html>")
for command in ("totals", "missions", "timelines", "countries"):
    assert run(command, "--csv", "-q")

with tempfile.TemporaryDirectory() as folder:
    run("periods", "-q", "-o", f"{folder}/a.dta")
    assert Path(folder, "a.dta").read_bytes().startswith(b"<stata_dta>")
    words = [PROGRAM, "totals", "--data", f"{folder}/a.dta"]
    refused = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert refused.returncode == 2
    assert "pip install pyreadstat" in refused.stderr
    words = [PROGRAM, "periods", "-o", f"{folder}/a.xlsx"]
    refused = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert refused.returncode == 6
    assert "pip install xlsxwriter" in refused.stderr
    words = [PROGRAM, "periods", "-o", f"{folder}/a.docx"]
    refused = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert refused.returncode == 6
    assert "pip install python-docx" in refused.stderr

refused = subprocess.run([PROGRAM, "mcp"], capture_output=True, encoding="utf-8", check=False)
assert refused.returncode == 6
assert "pip install 'mcp>=2'" in refused.stderr

about = metadata("mali-cli")
licences = [file for file in files("mali-cli") or () if "licenses" in file.parts]
notices = [file.read_text() for file in licences]
assert "CC-BY-4.0" in about["License-Expression"]
assert len(licences) == len(about.get_all("License-File") or ()) == 3, licences
for needed in ("MIT License", "Creative Commons", "Natural Earth", "uncertainUCDP authors"):
    assert any(needed in notice for notice in notices), needed

import mali_cli  # noqa: E402

assert mali_cli.periods(straddle="start").frame["deaths"].to_list() == [1029, 3788, 619]
print(f"works on Python {sys.version.split()[0]}")
