"""Odd machines: few threads, settings of Polars that make no sense, panics of its Rust."""

from __future__ import annotations

import _thread
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

import mali_cli
from mali_cli.answers import periods
from mali_cli.cli.boundary import tell_warning
from mali_cli.machine import ALWAYS, EACH, THREADS, ready, started_at_once, without_settings
from mali_cli.model.errors import Exit, MachineError, PanicError, UsageError, is_panic
from tests.cli.conftest import COMMAND, environment

if TYPE_CHECKING:
    from tests.cli.conftest import Run

CAPABILITIES = "+dac_override,+dac_read_search"
NOBODY = (
    "setpriv",
    "--reuid=54321",
    "--clear-groups",
    f"--inh-caps={CAPABILITIES}",
    f"--ambient-caps={CAPABILITIES}",
)
"""Root may start as many processes as it likes: be somebody else who reads the same files."""


class PanicException(BaseException):
    """What Polars raises where its Rust panics."""


PanicException.__module__ = "pyo3_runtime"


def limited(number: int) -> tuple[str, ...]:
    """Return what runs a command by a user who has so many processes and threads."""
    user = () if os.geteuid() else NOBODY
    words = (*user, "prlimit", f"--nproc={number}")
    if not shutil.which("prlimit") or subprocess.run([*words, "true"], check=False).returncode:
        pytest.skip("the number of processes cannot be limited here")
    return (*words, *COMMAND)


@pytest.mark.skipif(os.name == "nt", reason="no such limits")
@pytest.mark.parametrize("number", [1, 4, 9])
def test_few_threads_are_said(process: Run, number: int) -> None:
    """Polars would panic, print 40,000 lines, or wait for ever."""
    ran = process("periods", before=limited(number))
    assert (ran.code, ran.out) == (Exit.BUG, "")
    first, second = ran.err.splitlines()
    assert first.startswith("error: too few threads can be started: ")
    assert "ulimit -u" in second


@pytest.mark.skipif(os.name == "nt", reason="no such limits")
def test_few_open_files_are_said(process: Run) -> None:
    """Polars would panic."""
    words = ("prlimit", "--nofile=6")
    if not shutil.which(words[0]):
        pytest.skip("the number of open files cannot be limited here")
    ran = process("periods", before=(*words, *COMMAND))
    assert (ran.code, ran.out) == (Exit.BUG, "")
    assert ran.err.splitlines()[0] == (
        "error: the machine has too little left: too many open files"
    )
    assert len(ran.err.splitlines()) == 2


@pytest.fixture
def _before_polars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "polars")


@pytest.mark.usefixtures("_before_polars")
@pytest.mark.parametrize("value", ["0", "-1", "nope", "1.5", "²", "1025", "9" * 5000])
def test_a_number_of_threads_that_makes_no_sense_is_named(value: str) -> None:
    with pytest.raises(UsageError, match=f"{THREADS} is "):
        ready({THREADS: value})


def test_the_command_names_it_too(process: Run) -> None:
    ran = process("periods", env={THREADS: "0"})
    assert (ran.code, ran.out) == (Exit.USAGE, "")
    assert ran.err.splitlines() == [
        f"error: {THREADS} is '0': it must be a whole number from 1 to 1,024",
        "hint: correct it, or unset it",
    ]


@pytest.mark.usefixtures("_before_polars")
def test_fewer_threads_are_taken_where_not_all_can_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start, most = _thread.start_new_thread, ALWAYS + 2 * EACH

    def few(act: Callable[[], None], args: tuple[()]) -> int:
        nonlocal most
        most -= 1
        if most < 0:
            raise RuntimeError("can't start new thread")
        return start(act, args)

    monkeypatch.setattr(_thread, "start_new_thread", few)
    environ = {THREADS: "8"}
    ready(environ)
    assert environ == {THREADS: "2"}
    most = ALWAYS
    with pytest.raises(MachineError, match=f"started: {ALWAYS}, and {ALWAYS + EACH} are"):
        ready(environ)


@pytest.mark.usefixtures("_before_polars")
def test_an_empty_setting_is_none() -> None:
    environ = {THREADS: " "}
    ready(environ)
    assert THREADS not in environ
    assert started_at_once(7) == 7


def test_other_settings_of_polars_do_not_matter(process: Run) -> None:
    """At the first Polars panics, at the second it waits for ever."""
    odd = {"POLARS_IDEAL_MORSEL_SIZE": "0", "POLARS_DEFAULT_DISTRIBUTOR_BUFFER_SIZE": "0"}
    assert process("periods", "-q", "--csv", env=odd).code == 0
    environ = {**odd, THREADS: "3", "POLARS_TEMP_DIR": "/tmp", "PATH": "/bin"}
    without_settings(environ)
    assert sorted(environ) == ["PATH", THREADS, "POLARS_TEMP_DIR"]


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (PanicException("called `unwrap()`: Os { code: 24, kind: Other }"), "too many open files"),
        (PanicException("OS can't spawn worker thread: (os error 11)"), "temporarily unavailable"),
        (RuntimeError("can't start new thread"), "temporarily unavailable"),
        (OSError(errno.EMFILE, "Too many open files"), "too many open files"),
        (MemoryError(), "cannot allocate memory"),
        (pl.exceptions.ComputeError("failed (os error 12)"), "cannot allocate memory"),
    ],
)
def test_what_the_machine_lacks_is_no_bug(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, says: str
) -> None:
    def fail(_query: object) -> None:
        raise error

    monkeypatch.setattr(periods, "answer", fail)
    ran = run("periods")
    assert (ran.code, ran.out) == (Exit.BUG, "")
    first, second = ran.err.splitlines()
    assert first.startswith("error: the machine has too little left: ")
    assert says in first
    assert "ulimit" in second


def test_a_panic_is_told_with_its_cause(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_query: object) -> None:
        raise PanicException("attempt to divide\nby zero")

    monkeypatch.setattr(periods, "answer", fail)
    ran = run("periods")
    assert (ran.code, ran.out) == (Exit.BUG, "")
    first, second = ran.err.splitlines()
    assert (
        first
        == "error: Polars, which does the reading and counting, stopped: attempt to divide by zero"
    )
    assert "report it" in second
    assert "Traceback" in run("periods", "--debug").err
    named = run("periods", env={"POLARS_TEMP_DIR": "/tmp"})
    assert "hint: unset POLARS_TEMP_DIR, " in named.err


def test_a_panic_is_an_error_in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise pl.exceptions.PanicException("attempt to divide by zero")

    monkeypatch.setattr(periods, "look_up", fail)
    with pytest.raises(PanicError, match="divide by zero") as caught:
        mali_cli.periods()
    assert caught.value.__cause__ is not None
    assert is_panic(caught.value.__cause__)


def test_a_program_that_cannot_be_loaded_does_not_answer_no() -> None:
    code = "import sys; sys.modules['typer'] = None\nfrom mali_cli.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=False
    )
    assert (done.returncode, done.stdout) == (Exit.BUG, "")
    assert done.stderr.startswith("error: mali-cli cannot be loaded: ModuleNotFoundError")
    assert "Traceback" not in done.stderr


def test_what_a_library_warns_of_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell_warning(UserWarning("flock is not supported"), UserWarning, "file.py", 3)
    assert capsys.readouterr().err == "Warning: flock is not supported\n"


def test_a_parquet_file_is_not_damaged_where_the_process_that_tries_it_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Polars panics in it at this setting, with each file."""
    monkeypatch.setenv("POLARS_ROW_GROUP_PREFETCH_SIZE", "0")
    with pytest.raises(MachineError, match=r"could not start: .*invalid value") as caught:
        mali_cli.totals(data="fixtures/ged.parquet")
    assert "unset POLARS_ROW_GROUP_PREFETCH_SIZE, " in str(caught.value.hint)


def test_a_deleted_working_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert run("periods", "-q").code == 0
    for words in ("periods -o a.csv", "report -o a.html", "chart -o a.svg", "check -o a.json"):
        ran = run(*words.split())
        assert (ran.code, ran.out) == (6, ""), ran.err
        assert "cannot be written: the current folder was deleted" in ran.err
        assert "hint: change to one that exists" in ran.err
    ran = run("datasets", env={"MALI_CLI_HOME": "here"})
    assert ran.code == 2
    assert "the store's folder, here, is in the current folder" in ran.err


def test_what_else_needs_the_working_folder_is_no_bug(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_query: object) -> None:
        Path("a").absolute()

    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.setattr(periods, "answer", fail)
    monkeypatch.chdir(folder)
    folder.rmdir()
    ran = run("periods")
    assert ran.code == 2
    assert ran.err.startswith("error: the current folder was deleted\nhint: ")


LONG = "a" * 300


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (f"periods -o {LONG}", 6),
        (f"report -o {LONG}", 6),
        (f"check --template -o {LONG}", 6),
        (f"diff {LONG} ged@25.1", 2),
        (f"diff {LONG}@25.1 ged@25.1", 2),
        (f"periods --phases {LONG}", 2),
        (f"check {LONG}", 2),
        (f"periods --timeline {LONG}", 2),
    ],
)
def test_a_name_of_300_letters_is_no_bug(run: Run, words: str, code: int) -> None:
    ran = run(*words.split())
    assert (ran.code, ran.out) == (code, "")
    assert LONG in ran.err
    assert "hint: " in ran.err


def test_a_sidecar_whose_name_is_too_long_is_left_out(run: Run, tmp_path: Path) -> None:
    target = tmp_path / ("a" * 248 + ".csv")
    assert run("periods", "--no-meta", "--force", "-q", "-o", str(target)).code == 0


def test_settings_of_matplotlib_that_stop_it_are_named(process: Run, tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_bytes(b"font.family: caf\xe9\n")
    target = str(tmp_path / "a.svg")
    for env, cwd in (({"MPLBACKEND": "nope"}, None), ({}, tmp_path)):
        ran = process("chart", "-o", target, env=env, cwd=cwd)
        assert (ran.code, ran.out) == (6, "")
        first, second = ran.err.splitlines()
        assert first.startswith("error: Matplotlib, which draws figures, cannot start: ")
        assert all(name in second for name in (*env, "a file matplotlibrc"))
    assert not (tmp_path / "a.svg").exists()
    page = process("report", "-o", str(tmp_path / "a.html"), env={"MPLBACKEND": "nope"})
    assert (page.code, page.err.count("\n")) == (0, 1)
    assert "pictures use characters instead" in page.err


def test_no_garbage_is_looked_for_at_the_end() -> None:
    """Python would go through all objects of Polars and Typer as the process ends."""
    code = (
        "import atexit, gc, sys\n"
        "sys.argv[1:] = ['--version']\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 0))\n"  # the first comes last
        "from mali_cli.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=False
    )
    assert (done.returncode, done.stdout.splitlines()[1:]) == (Exit.OK, ["True"])
