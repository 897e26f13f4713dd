"""`mali-cli report` as a user sees it: formats, files, refusals, figures that can be had again."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]
import pytest

import mali_cli
from mali_cli.version import __version__
from tests.answers.report_asks import EVENTS
from tests.cli.test_look import check
from tests.output.html_page import parse

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "json-schema.json").read_text(encoding="utf-8")
)
MANY = "--mission MINUSMA --mission MINUSCA --mission UNMISS --mission UNAMID --mission UNMIL "
MANY += "--mission MONUSCO --mission UNISFA"
LINES = (
    "report",
    "report --timeline mali-coups -t all --estimate high",
    "report -c Niger --cut 2021-04-02 --cut 2023-07-26 -t state-based -t one-sided",
    "report -c @aes --mission MINUSMA --straddle split",
    "report --phase far=2030..2031 --measure civilians",
    f"report --data {EVENTS} -c Mali --mission MINUSMA -t all",
)
STARTS = {
    "a.md": b"# Deaths",
    "a.markdown": b"# Deaths",
    "a.html": b"<!DOCTYPE html>",
    "A.HTM": b"<!DOCTYPE html>",
    "a.json": b'{\n  "schema": 2,\n  "command": "report"',
    "a": b"# Deaths",
}


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be without the library that draws."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)


def rows(body: dict[str, Any]) -> Any:
    return body["phases"] if body["command"] == "periods" else body["rows"]


def test_the_default_is_a_page_of_markdown(run: Run) -> None:
    ran = run("report")
    assert (ran.code, ran.err) == (0, "")
    check("report.md", ran.out.replace(f"mali-cli {__version__}.", "mali-cli VERSION."))


@pytest.mark.parametrize("name", STARTS)
def test_the_suffix_tells_the_format(run: Run, tmp_path: Path, name: str) -> None:
    ran = run("report", "-q", "-o", str(tmp_path / name))
    assert (ran.code, ran.stdout, ran.err) == (0, b"", "")
    assert (tmp_path / name).read_bytes().startswith(STARTS[name])


@pytest.mark.parametrize("words", [("-o", "a.pdf"), ("--csv",), ("-f", "table"), ("-o", "a.csv")])
def test_other_formats_are_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("report", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ("no such option" if words == ("--csv",) else "html") in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_exists_stays(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    target.write_text("mine")
    ran = run("report", "-o", str(target))
    assert ran.code == 6
    assert "--force" in ran.err
    assert target.read_text() == "mine"
    assert run("report", "-q", "-o", str(target), "--force").code == 0
    assert target.read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_file_that_cannot_be_written_is_refused_before_the_work(run: Run, tmp_path: Path) -> None:
    ran = run("report", "--mission", "UNMISS", "-o", str(tmp_path / "no" / "a.html"))
    assert ran.code == 6
    assert "mkdir" in ran.err


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("report --mission UNMISS", 3, "mali-cli fetch country-year"),
        ("report --dataset ged", 3, "mali-cli fetch ged"),
        ("report --from 1950 --to 1960", 2, "change --from and --to"),
        ("report --claims nowhere.toml", 2, "nowhere.toml"),
        ("report --mission MINUSAM", 2, "MINUSMA"),
        ("report --actor JNIM", 3, "mali-cli fetch ged"),
        ("report --title ''", 2, "--title is empty"),
        ("report --mission MINUSMA --mission minusma", 2, "names MINUSMA twice"),
        ("report --mission MINUSMA,MINUSCA --timeline mali-coups", 2, "--mission and --timeline"),
        ("report --mission MINUSMA --mission UNAVEM", 2, "UNAVEM I, UNAVEM II or UNAVEM III"),
        ("report --mission MINUSMA --mission UNMISS", 3, "UNMISS: no figures for South Sudan"),
        (f"report {MANY}", 2, f"mali-cli compare {MANY}"),
    ],
)
def test_refusals_say_what_to_do(run: Run, line: str, code: int, said: str) -> None:
    ran = run(*shlex.split(line))
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 2


def test_an_empty_window_is_a_page_that_says_so(run: Run) -> None:
    ran = run("report", "--phase", "far=2030..2031")
    assert (ran.code, ran.err) == (0, "")
    assert "nothing in 'far' (blank, not zero)" in ran.out


@pytest.mark.parametrize("line", LINES)
def test_json_is_as_documented(run: Run, line: str) -> None:
    ran = run(*shlex.split(line), "--json")
    assert (ran.code, ran.err) == (0, "")
    body = ran.json()
    jsonschema.Draft202012Validator(SCHEMA).validate(body)
    assert body["command"] == "report"
    for section in body["sections"]:
        for answer in section["answers"]:
            assert answer["schema"] == 2


@pytest.mark.parametrize("line", LINES)
def test_each_figure_can_be_had_again(run: Run, line: str) -> None:
    body = run(*shlex.split(line), "--json").json()
    commands = body["sections"][-1]["commands"]
    assert run(*shlex.split(commands[0])[1:], "--json").json()["phases"] == body["phases"]
    for section in body["sections"]:
        for answer in section["answers"]:
            again = run(*shlex.split(answer["reproduce"])[1:], "--json").json()
            assert answer["reproduce"] in commands
            if answer["command"] != "cite":
                assert rows(again) == rows(answer)


@pytest.mark.parametrize("line", LINES)
def test_the_report_again_has_the_same_figures(run: Run, line: str) -> None:
    body = run(*shlex.split(line), "--json").json()
    again = run(*shlex.split(body["reproduce"])[1:], "--json").json()
    for name in ("phases", "distinct_total", "lead", "scope", "question", "headline", "title"):
        assert again[name] == body[name]
    tables = [[s["tables"] for s in one["sections"]] for one in (body, again)]
    assert tables[0] == tables[1]


def test_missions_side_by_side_come_again(run: Run) -> None:
    body = run("report", "--mission", "MINUSMA", "--mission", "MINUSCA", "-c", "Mali", "--json")
    jsonschema.Draft202012Validator(SCHEMA).validate(body.json())
    again = run(*shlex.split(body.json()["reproduce"])[1:])
    assert again.json() == body.json()
    assert body.json()["reproduce"].count("--mission ") == 2


def test_the_figures_are_those_of_periods(run: Run) -> None:
    body, periods = run("report", "--json").json(), run("periods", "--json").json()
    assert body["phases"] == periods["phases"]
    assert body["distinct_total"] == periods["distinct_total"]
    command = mali_cli.periods().reproduce
    phases = next(section for section in body["sections"] if section["section"] == "phases")
    assert phases["answers"][0] == periods | {"replay": None, "reproduce": command}


@pytest.mark.usefixtures("no_extra")
def test_without_the_extra_the_page_is_whole_and_a_warning_says_how(
    run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "brief.html"
    ran = run("report", "-o", str(target))
    assert ran.code == 0
    assert ran.err.startswith("Warning: ")
    assert "pip install matplotlib" in ran.err
    assert len(ran.err.splitlines()) == 1
    page = parse(target.read_text(encoding="utf-8"))
    assert [e for e in page.every("pre") if e.attributes.get("role") == "img"]
    assert run("report", "-q", "-f", "html").err == ""


def test_without_the_extra_a_new_process_writes_the_page_too(process: Run) -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from mali_cli.cli.app import main; sys.argv[0] = 'mali-cli'; main()"
    )
    ran = process("report", before=(sys.executable, "-c", code))
    assert ran.code == 0, ran.err
    assert "Bars over 36 years" in ran.out


def test_a_page_on_stdout_is_the_same_as_in_a_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    assert run("report", "-q", "-o", str(target)).code == 0
    assert run("report", "-q", "-f", "html").stdout == target.read_bytes()


def test_claims_on_stdin(run: Run) -> None:
    claim = (
        '[[claim]]\nid = "mine"\nstatement = "x"\nclaimed = { equals = 1461 }\n'
        'query = { country = "Mali", type = "one-sided", from = 2022, to = 2022 }\n'
    )
    ran = run("report", "--claims", "-", stdin=claim.encode())
    assert ran.code == 0
    assert "| mine | x | reproduced | 1,461 | 1,461 |" in ran.out


def test_a_report_ends_well_also_where_a_claim_differs(run: Run) -> None:
    ran = run("report")
    assert "| differs |" in ran.out
    assert ran.code == 0
