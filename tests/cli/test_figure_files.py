"""`chart` and `map` with a figure for output: files, stdout, sizes, and the missing extra."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BEGINS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "html": b"<!DOCTYPE html>"}
EVENTS = "fixtures/ged-official.csv"


@pytest.mark.parametrize("suffix", BEGINS)
def test_a_figure_goes_to_a_file_and_nothing_to_stdout(
    run: Run, suffix: str, tmp_path: Path
) -> None:
    target = tmp_path / f"figure.{suffix}"
    ran = run("chart", "-o", str(target))
    assert (ran.code, ran.stdout, ran.err) == (0, b"", "")
    assert target.read_bytes().startswith(BEGINS[suffix])
    beside = [] if suffix == "html" else [f"{target.name}.meta.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [target.name, *beside]


@pytest.mark.parametrize("suffix", BEGINS)
def test_a_map_is_a_figure_too(run: Run, suffix: str, tmp_path: Path) -> None:
    target = tmp_path / f"map.{suffix}"
    ran = run("map", "--data", EVENTS, "-t", "all", "-o", str(target))
    assert (ran.code, ran.stdout) == (0, b""), ran.err
    assert target.read_bytes().startswith(BEGINS[suffix])


def test_a_figure_is_the_same_every_time_and_replaced_only_by_force(
    run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "figure.pdf"
    assert run("chart", "-o", str(target)).code == 0
    before = target.read_bytes()
    refused = run("chart", "-c", "Niger", "-o", str(target))
    assert refused.code == 6
    assert "--force" in refused.err
    assert target.read_bytes() == before
    assert run("chart", "-o", str(target), "--force").code == 0
    assert target.read_bytes() == before


def test_text_formats_go_to_stdout(run: Run) -> None:
    svg = run("chart", "-f", "svg")
    assert svg.out.startswith("<?xml")
    for words in ("UCDP country-year 25.1", "3,818 in all", "deaths a year", "Organized violence"):
        assert words in svg.out
    assert run("chart", "-f", "html").out.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("format", ["png", "pdf"])
def test_bytes_are_not_for_a_terminal(run: Run, format: str) -> None:
    ran = run("chart", "-f", format, tty=True, width=80)
    assert ran.code == 2
    assert f"-o FILE.{format}" in ran.err
    assert run("chart", "-f", format).stdout.startswith(BEGINS[format])


def test_sizes(run: Run, tmp_path: Path) -> None:
    lengths = {
        size: run("chart", "-f", "svg", "--size", size).out.split('width="')[1].split("pt")[0]
        for size in ("column", "page", "wide")
    }
    assert [round(float(width) / 72 * 25.4) for width in lengths.values()] == [89, 183, 254]
    wrong = run("chart", "-f", "svg", "--size", "huge")
    assert wrong.code == 2
    assert "column" in wrong.err
    aside = run("chart", "--size", "page")
    assert aside.code == 2
    assert "-o FILE.svg" in aside.err


def test_quiet_leaves_out_the_notes_but_not_the_source(run: Run) -> None:
    ran = run("chart", "-f", "svg", "-q", "--from", "2010")
    assert ran.code == 0
    assert "Data: UCDP country-year 25.1" in ran.out


def test_a_title_of_ones_own_none_and_no_notes(run: Run, tmp_path: Path) -> None:
    titled = run("chart", "-f", "svg", "--title", "Civilians killed in Mali")
    assert "Civilians killed in Mali" in titled.out
    bare = run("chart", "-f", "svg", "--no-title", "--no-notes")
    drawn = bare.out.partition("</desc>")[2]  # those who cannot see it are told more
    for words in ("one-sided violence", "Data: UCDP", "Davies"):
        assert words not in drawn
    assert "1,029 in all" in drawn
    file = tmp_path / "figure.svg"
    assert run("chart", "--no-notes", "--title", "Mine", "-o", str(file)).code == 0
    told = json.loads((tmp_path / "figure.svg.meta.json").read_text())
    assert told["title"] == "Mine"
    assert any(note["kind"] == "source" for note in told["notes"])
    assert (
        told["reproduce"]
        == "mali-cli chart --title Mine --no-notes --dataset country-year@25.1 -f svg"
    )


def test_warnings_that_have_no_room_are_said_aside(run: Run) -> None:
    warned = ("chart", "-t", "all", "--timeline", "mali-coups")
    aside = run(*warned, "-f", "svg", "--no-notes")
    assert aside.err.startswith("Warning: 'before the 2012 coup'")
    assert "are ranges" not in aside.out
    on_terminal = run(*warned, "--no-notes")
    assert "are ranges" in on_terminal.err
    assert "Data: UCDP" not in on_terminal.out
    assert run(*warned, "-f", "svg").err == ""


@pytest.mark.parametrize("command", ["chart", "map"])
def test_words_around_a_drawing_are_refused_where_there_is_none(run: Run, command: str) -> None:
    line = (command, "--data", EVENTS, "-t", "all")
    for options in (["--title", "x"], ["--no-title"], ["--no-notes"]):
        ran = run(*line, *options, "--csv")
        assert ran.code == 2
        assert ran.err.startswith(f"error: {options[0]} is for drawings, and csv has none")
        assert run(*line, *options).code == 0
    assert run(*line, "--title", "x", "--no-title").code == 2
    assert run(*line, "--title", " ").code == 2


def test_a_title_on_a_terminal(run: Run) -> None:
    assert run("chart", "--title", "Mali, [red]").out.startswith("Mali, [red]\n\ndeaths a year")
    assert run("chart", "--no-title").out.startswith("deaths a year")


def test_a_mark_that_is_no_date_is_refused_with_the_form(run: Run) -> None:
    ran = run("chart", "--mark", "Moura=2022-03-27")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "error: 'Moura' is not a date",
        "hint: write --mark 2022-03-27=Moura",
    ]


def test_only_chart_and_map_draw_figures(run: Run, tmp_path: Path) -> None:
    ran = run("totals", "-o", str(tmp_path / "a.svg"))
    assert ran.code == 2
    assert "unknown output format .svg" in ran.err


@pytest.mark.parametrize("command", ["chart", "map"])
def test_without_the_extra_the_one_command_that_installs_it(
    run: Run, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ran = run(command, "--data", "no-such-file.csv", "-o", str(tmp_path / "figure.svg"))
    assert ran.code == 6
    assert ran.stdout == b""
    assert ran.err.splitlines() == [
        "error: a figure needs matplotlib, which is not installed",
        "hint: install it: pip install matplotlib",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_chart_on_a_terminal_needs_no_extra(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert run("chart").code == 0


def test_matplotlib_is_loaded_only_for_a_figure(process: Run) -> None:
    code = (
        "import sys; sys.argv = ['mali-cli', 'chart', '-q']\n"
        "from mali_cli.cli.app import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.exit('matplotlib' in sys.modules)"
    )
    ran = process("-c", code, before=(sys.executable,))
    assert ran.code == 0, ran.err
