"""Pipes, closed and full streams, Ctrl-C: what the shell sees."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import COMMAND, environment

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run

FIXTURES = shlex.quote(str(Path(__file__).parents[2] / "fixtures"))
LINES = (
    "periods",
    "totals --by year --csv",
    "chart",
    "countries --json",
    "cite -f ris",
    "breaks",
    "compare -t all",
    f"map -t all --data {FIXTURES}/ged-official.csv",
    f"diff {FIXTURES}/country-year-25.1.csv {FIXTURES}/country-year-26.1.csv",
    "report -f markdown",
    "--help",
    "periods --help",
    "--version",
)


def in_shell(script: str) -> Ran:
    """Run a script of the shell in which `mali-cli` is this checkout's command."""
    from tests.cli.conftest import Ran

    define = f'mali-cli() {{ {shlex.join(COMMAND)} "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", define + script],
        env=environment(),
        capture_output=True,
        timeout=50,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr.decode())


@pytest.mark.sample(2)
@pytest.mark.parametrize("line", LINES)
def test_a_reader_that_has_gone_ends_quietly(line: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, *shlex.split(line)],
        env=environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=50,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_head_gets_its_line() -> None:
    ran = in_shell("mali-cli countries --csv -q | head -1; echo ${PIPESTATUS[0]}")
    header, code = ran.out.splitlines()
    assert header.startswith("gwno,")
    assert code in ("0", "141")
    assert ran.err == ""


@pytest.mark.parametrize("line", ["periods", "totals --csv", "chart", "--help", "missions --help"])
def test_a_full_disk_behind_stdout(line: str) -> None:
    ran = in_shell(f"mali-cli {line} > /dev/full")
    assert ran.code == 6
    assert "no space left" in ran.err
    assert "hint: " in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("line", ["periods", "periods --json", "cite -f bibtex"])
def test_a_closed_stdout(line: str) -> None:
    ran = in_shell(f"mali-cli {line} >&-")
    assert ran.code == 6
    assert "stdout is closed" in ran.err
    assert "Traceback" not in ran.err


def test_a_closed_stdout_matters_not_where_a_file_is_written(tmp_path: Path) -> None:
    assert in_shell(f"mali-cli periods -o {tmp_path}/a.csv >&-").code == 0
    assert (tmp_path / "a.csv").exists()


def test_a_closed_stderr_loses_notes_only() -> None:
    ran = in_shell("mali-cli periods --csv 2>&-")
    assert (ran.code, ran.out.splitlines()[0][:6]) == (0, "phase,")
    assert in_shell("mali-cli periods -c Mail 2>&-").code == 2


def test_a_closed_stdin_matters_not() -> None:
    assert in_shell("mali-cli periods -q <&-").code == 0


@pytest.mark.parametrize(
    "line", ["check -", "totals --data -", "import -", "periods --phases -", "token set"]
)
def test_a_closed_stdin_is_said_where_it_is_to_be_read(line: str) -> None:
    ran = in_shell(f"mali-cli {line} <&-")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: stdin is closed\nhint: pipe ")


@pytest.mark.parametrize("words", ["periods --phases {}", "check {}", "totals --data {}"])
def test_ctrl_c_ends_at_once_without_a_word(tmp_path: Path, words: str) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    running = subprocess.Popen(
        [*COMMAND, *words.format(fifo).split()],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with fifo.open("w"):  # opens when the command has begun to read
        time.sleep(0.5)  # it then waits for what it reads, and imports no more
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    assert (running.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def test_python_m_and_the_installed_script_are_the_same(process: Run) -> None:
    script = Path(sys.executable).with_name("mali-cli")
    if not script.exists():
        pytest.skip("the package is not installed as a script beside this Python")
    assert process("--version", before=(str(script),)).out == process("--version").out


def test_two_runs_print_the_same_bytes(process: Run) -> None:
    one = process("totals", "--by", "year", "--by", "country", "--csv", env={"PYTHONHASHSEED": "1"})
    two = process("totals", "--by", "year", "--by", "country", "--csv", env={"PYTHONHASHSEED": "2"})
    assert (one.code, one.stdout) == (two.code, two.stdout)


def test_tables_of_a_pipe_are_whole_at_any_width(process: Run) -> None:
    wide = process("periods").out
    for columns in ("40", "200"):
        assert process("periods", env={"COLUMNS": columns}).out == wide


LOADING = """
import os, signal, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from mali_cli.__main__ import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
@pytest.mark.parametrize("module", ["typer", "mali_cli.cli.rows", "polars", "mali_cli.answers"])
def test_ctrl_c_while_the_program_is_loaded_ends_it_without_a_word(module: str) -> None:
    words = [sys.executable, "-c", LOADING.format(module=module), "periods"]
    done = subprocess.run(words, capture_output=True, env=environment(), check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
