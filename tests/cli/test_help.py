"""Help that teaches, starts fast and promises nothing that is not there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import pytest
import typer.main

import mali_cli
from mali_cli.cli.app import COMMANDS, build
from mali_cli.datasets import ucdp_files
from mali_cli.datasets.registry import data_set, names
from mali_cli.facts import releases
from tests.cli.conftest import COMMAND, environment
from tests.datasets import acled_files
from tests.servers import made_up
from tests.servers.ucdp_server import TOKEN, UcdpServer

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PACKAGE = Path(mali_cli.__file__).parent
HEAVY = ("polars", "httpx", "rich", "mcp", "anyio")
BECAUSE = ("because of", "due to", "caused", "impact of", "effect of", "thanks to")
OF_TYPER = ("--install-completion", "--show-completion", "--help")
NEED_DATA = ("events", "map", "fetch", "import", "datasets", "token")
FIXTURES = Path(__file__).parents[2] / "fixtures"
GIVEN = {
    "ged251-csv.zip": "ged-19.1.zip",
    "mali.csv": "ged-webexport.csv",
    "GEDEvent_v26_0_1.csv": "GEDEvent_v26_0_1.csv",
    "organizedviolencecy.csv": "country-year-25.1.csv",
}
"""The files that the examples name, and what stands in for them."""

program: Any = typer.main.get_command(build())
commands: dict[str, Any] = {
    name: program.get_command(None, name) for name in program.list_commands(None)
}


def examples(text: str) -> list[str]:
    return re.findall(r"^ *(mali-cli .*?)(?:   .*)?$", text, re.MULTILINE)


def all_commands() -> list[Any]:
    """Return the program, its commands, and the commands of those."""
    groups = [command for command in commands.values() if hasattr(command, "commands")]
    below = [command for group in groups for command in group.commands.values()]
    return [program, *commands.values(), *below]


def all_examples() -> list[str]:
    """Return every example with the remark behind it."""
    found = []
    for command in all_commands():
        found += re.findall(r"^ *(mali-cli .*)$", command.help, re.MULTILINE)
    return list(dict.fromkeys(found))


def test_every_command_is_known() -> None:
    assert set(commands) >= {
        *("periods", "totals", "chart", "missions", "timelines", "countries", "cite")
    }
    assert set(commands) == set(COMMANDS)


@pytest.mark.parametrize("name", commands)
def test_a_command_begins_with_a_sentence_and_has_examples(name: str) -> None:
    text = commands[name].help
    first = text.strip().split("\n\n")[0]
    assert first[0].isupper()
    assert first.endswith(".")
    assert len(examples(text)) >= 3
    assert all(line.startswith(f"mali-cli {name}") for line in examples(text))


@pytest.mark.parametrize("name", commands)
def test_every_option_is_described(name: str) -> None:
    for param in commands[name].params:
        assert param.help or set(param.opts) & set(OF_TYPER), param.opts


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_in_short_and_in_long(run: Run, name: str) -> None:
    words = [name] if name else []
    short, long = run(*words, "-h", width=80), run(*words, "--help", width=100)
    for ran in (short, long):
        assert (ran.code, ran.err) == (0, "")
        assert "Examples:" in ran.out
        assert "\x1b" not in ran.out
        assert max(map(len, ran.out.splitlines())) <= 100
    assert run("help", *words, width=100).out == long.out
    screens = sum(1 + max(len(line) - 1, 0) // 80 for line in short.out.splitlines())
    assert screens <= 80


@pytest.mark.parametrize("name", commands)
def test_the_short_help_names_every_option_and_the_long_one_describes_it(
    run: Run, name: str
) -> None:
    short, long = run(name, "-h").out, run(name, "--help").out
    for param in commands[name].params:
        if param.param_type_name == "option":
            assert param.opts[-1] in short
            assert re.search(rf"^ +(-\w, )?{param.opts[-1]}\b.*", long, re.MULTILINE)
    assert ("More, with --help:" in short) == (
        "" in getattr(commands[name].callback, "brief", dict)().values()
    )
    assert "More, with --help:" not in long


@pytest.mark.parametrize("name", ["totals", "compare", "missions", "countries", "events", "chart"])
def test_how_it_is_put_out_closes_the_help(run: Run, name: str) -> None:
    sections = re.findall(r"^([A-Z][a-z ]+):$", run(name, "--help").out, re.MULTILINE)
    assert sections[-2:] == ["Output", "Options"]


def test_most_options_are_one_line_of_the_help(run: Run) -> None:
    long = run("periods", "--help", width=100).out
    options = len(re.findall(r"^  -", long, re.MULTILINE))
    further = len(re.findall(r"^ {12,}\S", long, re.MULTILINE))
    assert options > 50
    assert further < options / 4


def test_help_of_a_command_of_a_command(run: Run) -> None:
    shown = run("help", "datasets", "show").out
    assert shown == run("datasets", "show", "--help").out
    assert "mali-cli datasets show ged" in shown
    wrong = run("help", "datasets", "shw")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err == "error: no such command 'shw'\nhint: did you mean show?\n"


def test_the_list_of_commands_has_whole_sentences(run: Run) -> None:
    assert not re.search(r"\w\.\.\.$", run("--help").out, re.MULTILINE)
    flat = " ".join(run("--help").out.split())
    for command in commands.values():
        assert " ".join(command.help.split("\n\n")[0].split()) in flat


def test_commands_that_are_only_listed_look_as_those_that_run(run: Run) -> None:
    assert run("--help").out == run("--help", "periods").out  # which declares its options
    assert run("--", "cite", "--help").out == run("cite", "--help").out


class Prepared(NamedTuple):
    """A UCDP, and a store with what the examples ask for."""

    server: UcdpServer
    home: Path


def in_the_examples(release: str) -> list[made_up.Row]:
    """Made-up events among which are those that the examples look for."""
    rows = made_up.events(release)
    mali = [row for row in rows if row["country_id"] == 432]
    fight = next(row for row in mali if row["type_of_violence"] == 1)
    fight |= {"side_b": "JNIM", "where_coordinates": "Moura village", "year": 2022}
    fight |= {"date_start": "2022-03-27", "date_end": "2022-03-31"}
    killing = next(row for row in mali if row["type_of_violence"] == 3)
    killing |= {"latitude": 14.5, "longitude": -4.2, "where_prec": 1}
    return rows


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Iterator[Prepared]:
    folder = tmp_path_factory.mktemp("prepared")
    here = {"MALI_CLI_HOME": str(folder / "home")}
    with UcdpServer() as server, patch.object(ucdp_files, "known_files", tuple):
        for name in names():
            if name != "candidate" and data_set(name).door("download"):
                server.publish(name, "26.1")
        server.publish("ged", "25.1")
        server.publish_others()
        for release in releases.known_candidates():
            server.publish("candidate", release)
        for rows, release in (
            *((in_the_examples(name), name) for name in ("24.1", "25.1", "26.1")),
            (made_up.country_years("25.1"), "25.1"),
            (made_up.others("one-sided", "26.1"), "26.1"),
        ):
            words = ("import", "-", "--release", release, "--whole")
            assert run(*words, env=here, stdin=made_up.as_csv(rows)).code == 0
        assert run("import", "-", "--whole", env=here, stdin=acled_files.export()).code == 0
        yield Prepared(server, folder / "home")


@pytest.mark.sample(4)
@pytest.mark.parametrize("line", all_examples())
def test_examples_of_the_help_run(
    run: Run,
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """Each runs as it stands: on a fresh machine, or where it needs data after getting that."""
    monkeypatch.chdir(tmp_path)
    command, remark = re.fullmatch(r"(.*?)(?:   +(.*))?", line).groups()  # type: ignore[union-attr]
    words = shlex.split(re.split(r" [|<>] ", command)[0])[1:]
    if words[0] == "mcp":
        pytest.importorskip("mcp", reason="the extra mcp is not installed")
    env: dict[str, str] = {}
    stdin = TOKEN.encode()
    if words[0] in NEED_DATA or "(after:" in (remark or ""):
        server, home = request.getfixturevalue("prepared")
        shutil.copytree(home, tmp_path / "home")
        env = server.environment | {"MALI_CLI_HOME": str(tmp_path / "home")}
        for given, name in GIVEN.items():
            shutil.copy(FIXTURES / name, tmp_path / given)
    if command.endswith(".csv") and " < " in command:
        stdin = (tmp_path / command.rpartition(" < ")[2]).read_bytes()
    ran = run(*words, env=env, stdin=stdin)
    assert ran.code == 0, ran.err
    assert "no rows" not in ran.err


@pytest.mark.parametrize("words", [(), ("--help",), ("--version",), ("periods", "--help")])
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mali_cli", *words],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    modules = {
        line.rpartition("|")[2].strip().split(".")[0]
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }
    assert "typer" in modules
    assert modules & set(HEAVY) == set()


def test_version(run: Run) -> None:
    for option in ("-V", "--version"):
        assert run(option).out == f"mali-cli {mali_cli.__version__}\n"


def test_nothing_that_is_packaged_speaks_of_causes() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}: {words}"
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in (".py", ".toml", ".csv", ".txt", ".json", ".md")
        for words in BECAUSE
        if words in path.read_text(encoding="utf-8").casefold()
    ]
    assert found == []


@pytest.mark.parametrize(
    "name", ["periods", "totals", "chart", "breaks", "compare", "timelines", "missions"]
)
def test_no_output_speaks_of_causes(run: Run, name: str) -> None:
    for kind in ("table", "markdown", "json"):
        text = run(name, "-f", kind).out.casefold()
        assert [words for words in BECAUSE if words in text] == []


def test_the_command_is_run_by_this_python() -> None:
    assert COMMAND[0] == sys.executable
