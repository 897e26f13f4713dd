"""Help that teaches, starts fast and promises nothing that is not there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

import mali_cli
from mali_cli.cli.app import COMMANDS, build
from tests.cli.conftest import COMMAND, environment

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PACKAGE = Path(mali_cli.__file__).parent
HEAVY = ("polars", "httpx", "plotext", "rich")
BECAUSE = ("because of", "due to", "caused", "impact of", "effect of", "thanks to")
OF_TYPER = ("--install-completion", "--show-completion", "--help")
FETCHES = ("fetch", "token")

program: Any = typer.main.get_command(build())
commands: dict[str, Any] = {
    name: program.get_command(None, name) for name in program.list_commands(None)
}


def examples(text: str) -> list[str]:
    return re.findall(r"^ *(mali-cli .*?)(?:   .*)?$", text, re.MULTILINE)


def all_examples() -> list[str]:
    found = examples(program.help)
    for command in commands.values():
        found += examples(command.help)
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
def test_every_option_is_described_and_says_its_default(name: str) -> None:
    for param in commands[name].params:
        if not set(param.opts) & set(OF_TYPER):
            assert re.search(r"Default: .+\.", param.help or ""), param.opts


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_in_short_and_in_long(run: Run, name: str) -> None:
    words = [name] if name else []
    ran = run(*words, "-h")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == run(*words, "--help").out
    assert "Examples:" in ran.out
    assert "\x1b" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


def test_the_list_of_commands_has_whole_sentences(run: Run) -> None:
    assert not re.search(r"\w\.\.\.$", run("--help").out, re.MULTILINE)
    flat = " ".join(run("--help").out.split())
    for command in commands.values():
        assert " ".join(command.help.split("\n\n")[0].split()) in flat


@pytest.mark.parametrize("line", all_examples())
def test_examples_of_the_help_run(
    run: Run, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(re.split(r" [|>] ", line)[0])[1:]
    if words[0] in FETCHES:
        pytest.skip("needs the network")
    assert run(*words).code == 0


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
    assert run("--version").out == f"mali-cli {mali_cli.__version__}\n"


def test_nothing_that_is_packaged_speaks_of_causes() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}: {words}"
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in (".py", ".toml", ".csv", ".txt", ".json", ".md")
        for words in BECAUSE
        if words in path.read_text(encoding="utf-8").casefold()
    ]
    assert found == []


@pytest.mark.parametrize("name", ["periods", "totals", "chart", "timelines", "missions"])
def test_no_output_speaks_of_causes(run: Run, name: str) -> None:
    for kind in ("table", "markdown", "json"):
        text = run(name, "-f", kind).out.casefold()
        assert [words for words in BECAUSE if words in text] == []


def asking(line: str) -> dict[str, str]:
    """Return what bash sets to ask for the words at the end of a line."""
    return {
        "_MALI_CLI_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(line.count(" ")),
    }


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("mali-cli per", "periods"),
        ("mali-cli periods --mis", "--mission"),
        ("mali-cli periods --mission minusm", "minusmA"),
        ("mali-cli periods --timeline mali-c", "mali-coups"),
        ("mali-cli periods -c Burk", "Burkina Faso"),
        ("mali-cli totals -c @ae", "@aes"),
        ("mali-cli totals -t one", "one-sided"),
        ("mali-cli totals -f par", "parquet"),
        ("mali-cli cite --dataset g", "ged"),
        ("mali-cli timelines mali-w", "mali-wagner"),
    ],
)
def test_completion_for_bash(run: Run, line: str, word: str) -> None:
    ran = run(env=asking(line))
    assert word in ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")


def test_completion_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mali_cli"],
        env=environment(asking("mali-cli periods -c Ma")),
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert "Mali" in done.stdout.splitlines()
    lines = done.stderr.splitlines()
    modules = {text.rpartition("|")[2].strip().split(".")[0] for text in lines}
    assert modules & {"polars", "httpx", "plotext"} == set()


def test_the_command_is_run_by_this_python() -> None:
    assert COMMAND[0] == sys.executable
