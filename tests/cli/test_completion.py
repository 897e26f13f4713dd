"""Completion: what a shell is told, and what a real one puts into the line."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mali_cli.cli.shells import for_bash, typed_last
from mali_cli.store.files import VARIABLE
from tests.cli.conftest import environment
from tests.cli.test_help import all_commands
from tests.servers import made_up

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ODD = "Sons of N'Kara"
FREE = {
    *("from_", "to", "phase", "cut", "phases", "window", "data", "months", "limit", "level"),
    *("draws", "seed", "place", "near", "adm2", "adm3", "cause", "nationality", "personnel"),
    *("event_type", "sub_event_type", "disorder_type", "where_prec", "date_prec"),
    *("columns", "top", "at", "min_length", "min_side", "penalty", "min_years", "mark", "only"),
    *("claim", "against", "claims", "title", "timeout", "output", "width", "height", "places"),
    *("files", "search", "file"),
}
"""What takes any date, number, file or text: nothing can complete it."""


def asking(line: str) -> dict[str, str]:
    """Return what bash sets to ask for the words at the end of a line."""
    return {"_MALI_CLI_COMPLETE": "complete_bash", "COMP_WORDS": line}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("mali-cli per", "periods"),
        ("mali-cli help to", "totals"),
        ("mali-cli periods --mis", "--mission"),
        ("mali-cli periods --mission minusm", "minusmA"),
        ("mali-cli periods --timeline mali-c", "mali-coups"),
        ("mali-cli periods -c Burk", r"Burkina\ Faso"),
        ("mali-cli periods -c 'Burk", "Burkina Faso"),
        ("mali-cli periods --by per", "perpetrator"),
        ("mali-cli periods --straddle b", "both"),
        ("mali-cli periods --measure civ", "civilians"),
        ("mali-cli periods --per 100000", "1000000"),
        ("mali-cli totals -c @ae", "@aes"),
        ("mali-cli totals -t one", "one-sided"),
        ("mali-cli totals --by prio", "priogrid"),
        ("mali-cli totals -f par", "parquet"),
        ("mali-cli totals --sort dea", "deaths"),
        ("mali-cli cite --dataset g", "ged"),
        ("mali-cli timelines mali-w", "mali-wagner"),
        ("mali-cli fetch ged@26", "ged@26.1"),
        ("mali-cli totals --dataset country-year@", "country-year@25.1"),
    ],
)
def test_a_line_is_completed(run: Run, line: str, word: str) -> None:
    ran = run(env=asking(line))
    assert word in ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.name)
def test_every_option_with_known_values_completes_them(command: Any) -> None:
    for param in command.params:
        takes = param.param_type_name == "argument" or not param.is_flag
        assert not takes or param.name in FREE or param._custom_shell_complete, param.opts


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A store whose events have an actor with a space and an apostrophe in its name."""
    folder = tmp_path_factory.mktemp("completed")
    rows = made_up.events("25.1")
    for row in rows:
        if row["side_a"] == "Made-up Militia":
            row["side_a"] = ODD
    words = ("import", "-", "--release", "25.1", "--whole")
    ran = run(*words, env={VARIABLE: str(folder)}, stdin=made_up.as_csv(rows))
    assert ran.code == 0, ran.err
    return folder


@pytest.mark.parametrize("command", ["show", "verify", "remove", "path"])
def test_sets_on_this_machine_are_completed(run: Run, home: Path, command: str) -> None:
    ran = run(env={**asking(f"mali-cli datasets {command} "), VARIABLE: str(home)})
    assert "ged@25.1" in ran.out.splitlines()
    assert "non-state" not in ran.out.splitlines()


def test_actors_are_completed_by_name_and_by_id(run: Run, home: Path) -> None:
    here = {VARIABLE: str(home)}
    assert run(env={**asking("mali-cli totals --actor so"), **here}).out.splitlines() == [
        r"sons\ of\ N\'Kara"
    ]
    ids = {str(row["side_a_new_id"]) for row in made_up.events("25.1")}
    first = min(ids)
    told = run(env={**asking(f"mali-cli events --actor {first[0]}"), **here}).out.splitlines()
    assert first in told
    assert ids >= {word for word in told if word in ids}
    fish = {"_MALI_CLI_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    line = f"mali-cli events --actor {first}"
    assert f"{first}\t" in run(env={**fish, "_TYPER_COMPLETE_ARGS": line, **here}).out


def test_actors_are_those_of_the_countries_that_are_typed(run: Run, home: Path) -> None:
    here = {VARIABLE: str(home)}
    line = "mali-cli totals -c {} --actor Government"
    told = run(env={**asking(line.format("Niger")), **here}).out
    assert r"Government\ of\ Niger" in told
    assert "Mali" not in told


@pytest.mark.parametrize("line", ["mali-cli totals --actor ", "mali-cli datasets remove "])
def test_a_store_that_cannot_be_read_completes_nothing(run: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / "sets").write_text("no folder")
    ran = run(env={**asking(line), VARIABLE: str(tmp_path)})
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
    assert modules & {"polars", "httpx", "rich"} == set()


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("a b", "b"),
        ("a b ", ""),
        (r"a b\ c", r"b\ c"),
        ("a 'b c", "'b c"),
        ('a "b c', '"b c'),
        ("a 'b c' d", "d"),
        (r"a 'b\' d", "d"),
    ],
)
def test_the_word_that_is_being_typed(line: str, typed: str) -> None:
    assert typed_last(line) == typed


@pytest.mark.parametrize(
    ("word", "typed", "replaced", "given"),
    [
        ("Burkina Faso", "Bur", "Bur", r"Burkina\ Faso"),
        ("Burkina Faso", r"Burkina\ F", r"Burkina\ F", r"Burkina\ Faso"),
        ("Burkina Faso", "'Bur", "Bur", "Burkina Faso"),
        ("N'Kara", "'N", "N", r"N'\''Kara"),
        ("N'Kara", '"N', "N", "N'Kara"),
        ("ged@25.1", "ged@2", "@2", "@25.1"),
        ("ged@25.1", "ged@", "@", "@25.1"),
        ("@aes", "@a", "@a", "@aes"),
        ("Séno", "S", "S", "Séno"),
        ("--mission=MINUSMA", "--mission=MI", "MI", "MINUSMA"),
    ],
)
def test_a_word_as_bash_is_to_put_it_in(word: str, typed: str, replaced: str, given: str) -> None:
    assert for_bash(word, typed, replaced) == given


STARTS = {
    "bash": (("--norc", "--noprofile", "-i"), ". {script}"),
    "zsh": (("-f", "-i"), "PS1='$ '; autoload -Uz compinit; compinit -u -D; . {script}"),
    "fish": (("--no-config", "-i"), "source {script}"),
}
READY, SHOWN = "ready-now", "put-in"


@pytest.mark.sample(1)
@pytest.mark.parametrize("shell", STARTS)
def test_a_real_shell_puts_in_one_whole_word(
    run: Run, home: Path, tmp_path: Path, shell: str
) -> None:
    found = shutil.which(shell)
    if not found:
        pytest.skip(f"{shell} is not installed")
    for typed, word in {
        "mali-cli totals -c Burk": "Burkina Faso",
        "mali-cli totals --actor Sons": ODD,
        "mali-cli totals -c @ae": "@aes",
        "mali-cli datasets remove ged@2": "ged@25.1",
        "mali-cli totals -c 'Burk": "Burkina Faso",
        "mali-cli totals --mission=MINUSM": "--mission=MINUSMA",
    }.items():
        assert put_in(run, found, shell, typed, home, tmp_path)[-1] == word, typed


def put_in(run: Run, program: str, shell: str, typed: str, home: Path, folder: Path) -> list[str]:
    """Return the words of a line after Tab, as the shell takes it apart."""
    hidden = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    script = folder / f"completion.{shell}"
    script.write_text(script_of(shell, hidden))
    show = folder / "show"
    show.write_text(f"#!{sys.executable}\nimport sys\nprint('{SHOWN}', sys.argv[1:], '.')\n")
    show.chmod(0o755)
    program_here = folder / "bin" / "mali-cli"
    program_here.parent.mkdir(exist_ok=True)
    program_here.write_text(f'#!/bin/sh\nexec {sys.executable} -m mali_cli "$@"\n')
    program_here.chmod(0o755)
    path = f"{program_here.parent}:{os.environ['PATH']}"
    env = environment({VARIABLE: str(home), "PATH": path, "HOME": str(folder), "TERM": "dumb"})
    words, start = STARTS[shell]
    pid, terminal = pty.fork()
    if not pid:
        os.execve(program, [program, *words], env)
    try:
        line = start.format(script=script)
        talk(terminal, f"{line}; echo ready-''now\n", READY)
        os.write(terminal, f"{typed}\t".encode())
        quiet(terminal)
        os.write(terminal, f"\x01{show} \x05\n".encode())
        heard = talk(terminal, "", " .")
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    listed = heard.rpartition(f"{SHOWN} ")[2].partition("]")[0] + "]"
    return [str(one) for one in eval(listed)]


def script_of(shell: str, env: dict[str, str]) -> str:
    """Return what `--show-completion` gives for a shell."""
    done = subprocess.run(
        [sys.executable, "-m", "mali_cli", "--show-completion", shell],
        env=environment(env),
        capture_output=True,
        text=True,
        timeout=50,
        check=True,
    )
    return done.stdout


def talk(terminal: int, text: str, until: str) -> str:
    """Type a text and return what comes until a text is there."""
    os.write(terminal, text.encode())
    heard = ""
    end = time.monotonic() + 40
    while until not in heard:
        assert time.monotonic() < end, heard
        if select.select([terminal], [], [], 0.2)[0]:
            heard += os.read(terminal, 65536).decode(errors="replace")
    return heard


def quiet(terminal: int) -> None:
    """Wait until the shell has put in its words, and says nothing more."""
    end = time.monotonic() + 40
    came = False
    while time.monotonic() < end:
        if select.select([terminal], [], [], 3.0 if not came else 0.8)[0]:
            came = b" " in os.read(terminal, 65536) or came
        elif came:
            return
