"""The command line that a sidecar or an envelope records gives the same bytes."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]
import openpyxl
import pytest

from mali_cli.observations import holdings
from tests.cli.test_formats import COMMANDS, FIGURES, FIXTURES, SCHEMA, words_of

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.servers.ucdp_server import UcdpServer

SIDECAR = {"$ref": "#/$defs/sidecar", "$defs": SCHEMA["$defs"]}
ASIDE = ("csv", "tsv", "ndjson", "parquet", "dta")
INSIDE = ("json", "xlsx", "markdown")
GED = FIXTURES / "ged-official.csv"
STORED = (
    "events",
    "events -c Mali --columns id,best --limit 2 --sort=-best",
    "events -c Mali --columns id --columns best --limit 0",
    "events -c Mali --actor Made-up --adm1 Region --from 2012-03 --straddle end",
    "datasets show ged -c Mali",
    "datasets show ged -t one-sided --from 2012 --to 2013 --limit 3",
    "datasets show country-year --limit 1",
    "totals --by month -c Mali",
    "totals --by actor --by adm1 --measure events",
    "totals --by year --release 27.1",
    "totals --by year -c Mali --uncertainty survey --seed 3 --dataset ged",
    "periods --dataset ged --by actor",
    "periods --mission MINUSMA --mission-dates mandate --window 5y -t all",
    "chart --by quarter --by actor -t all --top 1 --lines --log",
    "breaks -c Mali --by quarter --min-length 6m --min-side 1y --placebos --penalty 0.5",
    "compare --mission MINUSMA --dataset ged",
    "diff ged country-year --by year -t all",
    "diff 27.1 25.1 --dataset country-year --by country --all",
    "diff ged 27.1 --events -c Mali",
    "map -c Mali --measure civilians --mission MINUSMA --straddle both",
    "cite --dataset ged --release 25.1",
)


def meta_of(target: Path) -> dict[str, Any]:
    """Return a sidecar, once it is as documented and about this file."""
    body: dict[str, Any] = json.loads((target.parent / f"{target.name}.meta.json").read_bytes())
    jsonschema.Draft202012Validator(SIDECAR, format_checker=jsonschema.FormatChecker()).validate(
        body
    )
    content = target.read_bytes()
    assert body["file"] == target.name
    assert (body["bytes"], body["sha256"]) == (len(content), sha256(content).hexdigest())
    return body


def again(body: dict[str, Any]) -> Sequence[str]:
    first, *words = shlex.split(body["reproduce"])
    assert first == "mali-cli"
    assert not {"-o", "--output", "--force"} & set(words)
    return words


def written(run: Run, line: str, kind: str, folder: Path) -> Path:
    target = folder / f"rows.{kind}"
    ran = run(*words_of(line), "-o", str(target), "--force", "-q")
    assert (ran.code, ran.stdout) == (0, b""), ran.err
    return target


@pytest.mark.sample(4)
@pytest.mark.parametrize("line", COMMANDS)
def test_the_recorded_command_gives_the_same_file(run: Run, line: str, tmp_path: Path) -> None:
    for kind in ASIDE:
        target = written(run, line, kind, tmp_path)
        body = meta_of(target)
        assert run(*again(body)).stdout == target.read_bytes(), again(body)
        envelope = run(*words_of(line), "--json").json()
        for name in ("title", "selection", "straddle", "notes"):
            assert body[name] == envelope[name]
        assert body["reproduce"].removesuffix(kind) + "json" == envelope["reproduce"]
        one = [envelope["source"]] if envelope.get("source") else []
        assert body["sources"] == envelope.get("sources", one)


@pytest.mark.sample(4)
@pytest.mark.parametrize("line", [*COMMANDS, "report"])
def test_json_records_the_command_that_prints_it(run: Run, line: str) -> None:
    first = run(*words_of(line), "--json", "-q")
    body = first.json()
    assert run(*again(body)).stdout == first.stdout


@pytest.mark.sample(4)
@pytest.mark.parametrize("line", COMMANDS)
def test_workbooks_and_markdown_come_again_too(run: Run, line: str) -> None:
    words = list(again(run(*words_of(line), "--json").json()))
    assert words[-2:] == ["-f", "json"]
    for kind in INSIDE[1:]:
        first = run(*words_of(line), "-f", kind).stdout
        assert run(*words[:-1], kind).stdout == first


@pytest.mark.sample(3)
@pytest.mark.parametrize("line", STORED)
def test_it_holds_for_what_is_in_the_store(
    run: Run, ucdp: UcdpServer, token: dict[str, str], line: str, tmp_path: Path
) -> None:
    run("fetch")
    targets = [written(run, line, kind, tmp_path) for kind in ("csv", "parquet")]
    json_before = run(*words_of(line), "--json")
    ucdp.publish("country-year", "28.1")
    ucdp.publish("ged", "28.1")
    assert run("fetch", "ged@28.1", "country-year@28.1").code == 0
    for target in targets:
        ran = run(*again(meta_of(target)))
        assert ran.stdout == target.read_bytes(), (again(meta_of(target)), ran.err)
    assert run(*again(json_before.json())).stdout == json_before.stdout


@pytest.mark.sample(4)
@pytest.mark.parametrize("line", FIGURES)
def test_newer_releases_do_not_change_what_comes_again(
    run: Run, ucdp: UcdpServer, token: dict[str, str], line: str, tmp_path: Path
) -> None:
    target = written(run, line, "csv", tmp_path)
    run("fetch")
    body = meta_of(target)
    assert run(*again(body)).stdout == target.read_bytes(), again(body)


def test_a_file_is_recorded_as_typed_with_its_sha256(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    run("totals", "--data", str(GED), "--by", "year", "-o", str(target), "-q")
    body = meta_of(target)
    digest = sha256(GED.read_bytes()).hexdigest()
    assert body["replay"]["inputs"] == [{"path": str(GED), "sha256": digest}]
    assert body["sources"][0]["sha256"] == digest
    assert "--dataset" not in again(body)
    assert run(*again(body)).stdout == target.read_bytes()


def test_files_of_diff_claims_and_phases_are_recorded(run: Run, tmp_path: Path) -> None:
    phases = tmp_path / "phases.toml"
    phases.write_text(
        '[[phase]]\nname = "a"\nend = "2012"\n[[phase]]\nname = "b"\nstart = "2013"\n'
    )
    body = run("periods", "--phases", str(phases), "-c", "Mali", "--json").json()
    digest = sha256(phases.read_bytes()).hexdigest()
    assert body["replay"]["inputs"] == [{"path": str(phases), "sha256": digest}]
    other = FIXTURES / "ged-r.csv"
    body = run("diff", str(GED), str(other), "--all", "--json").json()
    assert [file["path"] for file in body["replay"]["inputs"]] == [str(GED), str(other)]
    assert [file["sha256"] for file in body["replay"]["inputs"]] == [
        sha256(path.read_bytes()).hexdigest() for path in (GED, other)
    ]
    run("check", "--template", "-o", str(tmp_path / "claims.toml"))
    target = tmp_path / "check.csv"
    run("check", str(tmp_path / "claims.toml"), "-o", str(target))
    digest = sha256((tmp_path / "claims.toml").read_bytes()).hexdigest()
    assert meta_of(target)["replay"]["inputs"][0]["sha256"] == digest
    assert not (tmp_path / "claims.toml.meta.json").exists()


@pytest.fixture
def fresh_stdin() -> Iterator[None]:
    """Forget what came on stdin, which a process reads once, for other tests."""
    holdings._files_read.clear()
    yield
    holdings._files_read.clear()


@pytest.mark.usefixtures("fresh_stdin")
def test_what_came_on_stdin_is_said(run: Run, tmp_path: Path) -> None:
    content = GED.read_bytes()
    target = tmp_path / "a.csv"
    run("totals", "--data", "-", "--by", "year", "-o", str(target), "-q", stdin=content)
    body = meta_of(target)
    assert body["replay"]["inputs"] == [{"path": "-", "sha256": sha256(content).hexdigest()}]
    assert "reads stdin" in body["replay"]["conditions"][0]
    holdings._files_read.clear()
    assert run(*again(body), stdin=content).stdout == target.read_bytes()


def test_what_no_option_can_pin_is_said(run: Run) -> None:
    at_hand = run("check", "--json").json()["replay"]["conditions"]
    assert "the same data sets are at hand" in at_hand[0]
    assert "store" in run("datasets", "--json").json()["replay"]["conditions"][0]
    assert run("periods", "--json").json()["replay"]["conditions"] == []


def test_odd_words_are_quoted(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a b.csv"
    data = tmp_path / "it's $HOME.csv"
    data.write_bytes(GED.read_bytes())
    run("events", "--data", str(data), "--sort=-best", "-o", str(target), "-q")
    assert run(*again(meta_of(target))).stdout == target.read_bytes()


def test_hxl_and_columns_are_in_it(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    words = ("--data", str(GED), "--columns", "id,best", "--limit", "2", "--hxl", "--csv")
    run("events", *words, "-o", str(target))
    assert again(meta_of(target))[-3:] == ["-f", "csv", "--hxl"]
    assert run(*again(meta_of(target))).stdout == target.read_bytes()


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_figures_are_drawn_again(run: Run, tmp_path: Path, kind: str) -> None:
    pytest.importorskip("matplotlib")
    target = tmp_path / f"a.{kind}"
    words = ("chart", "--lines", "--range", "--log", "-q", "--size", "column")
    assert run(*words, "-o", str(target)).code == 0
    body = meta_of(target)
    assert body["made_with"]["matplotlib"]
    assert {"--lines", "--range", "--log", "-q", "column"} <= set(again(body))
    assert run(*again(body)).stdout == target.read_bytes()


def test_a_page_shows_the_command_that_draws_it(run: Run) -> None:
    pytest.importorskip("matplotlib")
    page = run("chart", "--lines", "-c", "Niger", "-f", "html").out
    command = page.split("Reproduce: <code>")[1].split("</code>")[0]
    assert "--lines" in command
    assert run(*shlex.split(command)[1:]).out == page


@pytest.mark.parametrize("kind", [*INSIDE, "txt"])
def test_formats_that_hold_it_themselves_get_none(run: Run, tmp_path: Path, kind: str) -> None:
    name = {"markdown": "md"}.get(kind, kind)
    assert run("periods", "-o", str(tmp_path / f"a.{name}")).code == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{name}"]


def test_a_workbook_says_how_to_get_the_same_bytes(run: Run) -> None:
    book = run("periods", "--by", "type", "-f", "xlsx").stdout
    sheet = openpyxl.load_workbook(io.BytesIO(book))["notes"]
    facts = dict(sheet.iter_rows(values_only=True))
    assert run(*shlex.split(facts["command"])[1:]).stdout == book
    assert [text for text in facts.values() if "mali-cli periods" in text] == [facts["command"]]


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_file_holds_one_command(run: Run, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"a.{kind}"
    run("periods", "--mission", "MINUSMA", "-o", str(target))
    told = target if kind == "json" else tmp_path / "a.csv.meta.json"
    assert told.read_text(encoding="utf-8").count("mali-cli periods") == 1


@pytest.mark.parametrize(
    ("line", "looks"),
    [
        ("chart", "--lines --log --range --height 18"),
        ("chart --by month", "--width 70 --log"),
        ("map", "--density --places 2"),
    ],
)
def test_the_command_that_is_shown_draws_it_alike(run: Run, line: str, looks: str) -> None:
    data = [] if line == "chart" else ["-c", "Mali", "--data", str(GED)]
    first = run(*line.split(), *looks.split(), *data).out
    command = first.split("Reproduce: ")[1].splitlines()[0]
    assert set(looks.split()) <= set(shlex.split(command))
    second = run(*shlex.split(command)[1:]).out
    assert second.split("\n\n")[1] == first.split("\n\n")[1]


def test_it_can_be_left_out(run: Run, tmp_path: Path) -> None:
    assert run("periods", "-o", str(tmp_path / "a.csv"), "--no-meta").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    run("periods", "-o", str(tmp_path / "b.csv"))
    ran = run("totals", "-o", str(tmp_path / "b.csv"), "--force", "--no-meta", "-q")
    assert (ran.code, "still describes the previous file" in ran.err) == (0, True)


def test_a_sidecar_that_is_there_stays(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "a.csv.meta.json"
    mine.write_text("mine")
    ran = run("periods", "-o", str(tmp_path / "a.csv"))
    assert ran.code == 6
    assert str(mine) in ran.err
    assert "--force" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == [mine.name]
    assert mine.read_text() == "mine"
    assert run("periods", "-o", str(tmp_path / "a.csv"), "--force").code == 0
    assert meta_of(tmp_path / "a.csv")


def test_force_renews_both(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    run("periods", "-o", str(target))
    assert run("totals", "-o", str(target), "--force").code == 0
    assert meta_of(target)["command"] == "totals"


def test_a_second_file_that_cannot_be_written_takes_the_first_with_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, target: Path) -> None:
        if target.name.endswith(".meta.json"):
            raise OSError(28, "No space left on device")
        path.rename(target)

    monkeypatch.setattr(Path, "replace", fail)
    ran = run("periods", "-o", str(tmp_path / "a.csv"))
    assert ran.code == 6
    assert "a.csv.meta.json cannot be written: no space left" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_with_the_second_keeps_what_was_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.csv"
    run("periods", "-o", str(target))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    calls: list[int] = []

    def fail(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    assert run("totals", "-o", str(target), "--force").code == 6
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_devices_and_stdout_get_none(process: Run, run: Run, tmp_path: Path) -> None:
    assert process("periods", "--csv", "-o", "/dev/stdout", cwd=tmp_path).code == 0
    assert run("periods", "--csv", "-o", "/dev/null").code == 0
    assert not Path("/dev/null.meta.json").exists()
    assert not Path("/dev/stdout.meta.json").exists()
    assert list(tmp_path.iterdir()) == []


def test_the_schema_refuses_a_sidecar_with_more(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    run("periods", "-o", str(target))
    changes: dict[str, object] = {"surprise": 1, "sha256": "x", "replay": {}, "format": "xlsx"}
    for name, value in changes.items():
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(SIDECAR).validate(meta_of(target) | {name: value})
