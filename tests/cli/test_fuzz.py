"""Random command lines, made of the program's own commands and options: never a traceback."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any
from unittest.mock import patch

import pytest
import typer
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from mali_cli.cli.app import COMMANDS, build

from .conftest import Run

FIXTURES = Path(__file__).parents[2] / "fixtures"
PROGRAM: Any = typer.main.get_command(build())
NEVER = {"--help", "--debug", "--check", "--show-completion", "--install-completion"}
EXITS = {0, 1, 2, 3, 4, 5, 6}
"""All but a bug (70), Ctrl-C and a closed pipe."""
HOSTILE = st.sampled_from(
    [
        *("", " ", "-", "--", "=", "@", "@nowhere", "0", "-1", "nan", "inf", "1e400", "9" * 40),
        *("2013", "2013-07", "2013-07-01", "2013-13", "0000", "10000-01-01", "2013..2012", "a=.."),
        *(
            "Mali",
            "mali,niger",
            "MLI",
            "432",
            "@sahel",
            "Congo",
            "Fasso",
            "ML\x00I",
            "\ud7ff",
            "ⅯⅬ",
        ),
        *("deaths", "month", "year", "type", "country", "actor", "adm1", "phase", "none", "all"),
        *("json", "csv", "xlsx", "svg", "parquet", "table", "markdown", "geojson", "html"),
        *("MINUSMA", "minusma", "UNAMID", "mali-coups", "one-sided", "state-based", "ged@27.1"),
        *("25.1", "26.0.1", "99.9", "ged@", "ged@25.1", "candidate", "5y", "18m", "0y", "-5y"),
        *("/dev/null", "/nowhere/file", ".", "~", "file.xyz", "*", "%s", "{}", "$HOME", "`id`"),
        *(
            "[red]x[/red]",
            "\x1b[2J",
            "a\nb",
            "مالي",
            "=1+1",
            "<script>",
            "'",
            '"',
            "\\",
            "x" * 5000,
        ),
        *("displacement", "refugees", "un-personnel", "total", "idps", "contributor", "unhcr"),
        *("16.5,-3.2,50", "95,0,1", "1,2", "a b c", "in 2020, 5 people were killed in Mali"),
    ]
)
FILES = st.sampled_from(sorted(path.name for path in FIXTURES.iterdir()))
WORDS = HOSTILE | FILES | st.text(st.characters(exclude_characters="\0"), max_size=12)


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every command that touches no network, with what Typer knows of it."""
    for name in COMMANDS:
        command = PROGRAM.commands[name]
        if name in ("datasets", "token"):
            yield from (((name, word), sub) for word, sub in command.commands.items())
        if name != "fetch":
            yield (name,), command


EVERY = dict(commands())


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """Draw a command with a few of its options, their values, and arguments."""
    words = draw(st.sampled_from(sorted(EVERY)))
    options = [option for option in EVERY[words].params if _is_drawn(option)]
    line = [*words]
    for option in draw(st.lists(st.sampled_from(options), max_size=4)) if options else []:
        line.append(draw(st.sampled_from(option.opts)))
        line += [] if option.is_flag else [draw(WORDS)]
    line += draw(st.lists(WORDS, max_size=2))
    return [word for word in line if "\0" not in word]


def _is_drawn(option: Any) -> bool:
    return option.param_type_name == "option" and not NEVER & set(option.opts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A working folder with the fixtures, and a store with made-up events and country-years."""
    place = tmp_path_factory.mktemp("fuzz")
    with patch.dict(os.environ, {"MALI_CLI_HOME": str(place / "home")}):
        assert run("import", str(FIXTURES / "ged-official.csv")).code == 0
        for name in ("country-year-26.1.csv", "displacement.json", "un-personnel.csv"):
            assert run("import", str(FIXTURES / name)).code == 0
        assert run("import", str(FIXTURES / "refugees.csv"), "--release", "2015-06-01").code == 0
    copytree(FIXTURES, place / "work")
    return place


@settings(suppress_health_check=list(HealthCheck))
@given(line=lines(), stdin=st.sampled_from([b"", b"\xff\xfe", b"id,best\n1,2\n"]))
def test_no_command_line_ends_in_a_traceback(
    run: Run, folder: Path, line: list[str], stdin: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "work")
    env = {
        "HOME": str(folder),
        "MALI_CLI_HOME": str(folder / "home"),
        "MALI_CLI_UCDP_API": "http://127.0.0.1:9",
        "MALI_CLI_UCDP_DOWNLOADS": "http://127.0.0.1:9",
        "MALI_CLI_RETRY_WAIT": "0",
    }
    ran = run(*line, env=env, stdin=stdin)
    event(f"exit {ran.code}")
    assert ran.code in EXITS, ran.err
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err
    if ran.code > 1:
        assert ran.stdout == b""
        assert "error: " in ran.err.lower() or ran.err.startswith("Usage: "), ran.err
