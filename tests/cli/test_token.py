"""The token: where it comes from, who can read it, and that nobody else ever sees it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import COMMAND, environment, stored
from tests.servers.ucdp_server import TOKEN, UcdpServer

if TYPE_CHECKING:
    from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes and ptys are of POSIX")


def test_set_from_stdin_show_and_remove(run: Run, home: Path) -> None:
    ran = run("token", "set", stdin=f" {TOKEN}\n".encode())
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith(f"stored in {home / 'token'}, readable by you only; next: mali-cli ")
    assert (home / "token").stat().st_mode & 0o777 == 0o600
    assert (home / "token").read_text() == f"{TOKEN}\n"
    shown = run("token", "show")
    assert (shown.out, shown.err) == (f"********cdef (from {home / 'token'})\n", "")
    assert TOKEN not in ran.err + shown.out
    assert run("token", "remove").err == "removed\n"
    assert not (home / "token").exists()
    again = run("token", "remove")
    assert (again.code, again.err) == (0, "there is no stored token\n")


def test_the_environment_comes_first(run: Run) -> None:
    run("token", "set", stdin=TOKEN.encode())
    shown = run("token", "show", env={"UCDP_TOKEN": "another-token-of-the-environment"})
    assert shown.out == "********ment (from UCDP_TOKEN)\n"


def test_show_without_a_token_says_how_to_get_one(run: Run) -> None:
    ran = run("token", "show")
    assert (ran.code, ran.out) == (4, "")
    assert "mali-cli token set" in ran.err


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (b"", "it is empty"),
        (b"  \n", "it is empty"),
        (b"two words\n", "it holds spaces"),
        (b"abc\rdef\n", "line breaks"),
        ("türkçe".encode(), "other characters"),
        (b"x" * 5000, "longer than"),
        (b"\xff\xfea\x00b\x00", "other characters"),
        (f"{TOKEN}\r\nX-Evil: 1\r\n".encode(), "line breaks"),
    ],
)
def test_what_is_no_token_is_refused(run: Run, home: Path, typed: bytes, says: str) -> None:
    ran = run("token", "set", stdin=typed)
    assert ran.code == 2
    assert says in ran.err
    assert TOKEN not in ran.err
    assert stored(home) == {}


def test_a_token_of_the_environment_with_a_line_break_is_refused(
    run: Run, ucdp: UcdpServer
) -> None:
    ran = run("fetch", "ged", "-c", "Mali", env={"UCDP_TOKEN": f"{TOKEN}\r\nX-Evil: 1"})
    assert ran.code == 2
    assert "UCDP_TOKEN is not a token" in ran.err
    assert TOKEN not in ran.err
    assert ucdp.requests == []


@pytest.mark.parametrize(
    "words",
    [("token", "set", TOKEN), ("fetch", "--token", TOKEN), ("token", "--token", TOKEN)],
)
def test_it_is_never_taken_from_the_command_line(
    run: Run, home: Path, words: tuple[str, ...]
) -> None:
    assert run(*words).code == 2
    assert stored(home) == {}


def test_a_file_that_others_can_read_is_refused(run: Run, ucdp: UcdpServer, home: Path) -> None:
    run("token", "set", stdin=TOKEN.encode())
    (home / "token").chmod(0o644)
    ran = run("fetch", "ged", "-c", "Mali")
    assert ran.code == 2
    assert f"chmod 600 {home / 'token'}" in ran.err
    assert ucdp.requests == []


def test_the_prompt_does_not_echo(home: Path) -> None:
    pid, terminal = pty.fork()
    if not pid:  # the child, on a terminal of its own
        os.execve(COMMAND[0], [*COMMAND, "token", "set"], environment())  # pragma: no cover
    seen = b""
    while b"not shown" not in seen:
        seen += os.read(terminal, 1000)
    time.sleep(0.2)  # until getpass has turned the echo off
    os.write(terminal, f"{TOKEN}\n".encode())
    try:
        while more := os.read(terminal, 1000):
            seen += more
    except OSError:  # Linux says so where a terminal ends
        pass
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert b"UCDP token (not shown): " in seen
    assert TOKEN.encode() not in seen
    assert (home / "token").read_text() == f"{TOKEN}\n"


def test_it_is_nowhere_but_in_its_file_and_the_header(
    run: Run, ucdp: UcdpServer, home: Path
) -> None:
    """Not on stdout or stderr with --debug, in no file, no address, no other host."""
    run("token", "set", stdin=TOKEN.encode())
    ucdp.fail("status", path="/api/", value=503, times=1)
    ran = run("fetch", "ged", "-c", "Mali", "--json", "--debug")
    assert ran.code == 0
    ucdp.fail("status", path="/api/", value=401)
    refused = run("fetch", "ged", "-c", "Niger", "--debug")
    assert refused.code == 4
    assert "Traceback" in refused.err
    for told in (ran.out, ran.err, refused.out, refused.err):
        assert TOKEN not in told
    files = stored(home)
    assert [name for name, content in files.items() if TOKEN.encode() in content] == ["token"]
    for seen in ucdp.requests:
        assert TOKEN not in seen.path + str(seen.query)
        assert ("x-ucdp-access-token" in seen.headers) == seen.path.startswith("/api/")


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no /proc")
def test_it_is_not_in_the_process_list(ucdp: UcdpServer, home: Path) -> None:
    ucdp.fail("stall", path="/api/", value=20)
    env = environment({"UCDP_TOKEN": TOKEN})
    command = [sys.executable, "-m", "mali_cli", "fetch", "ged@27.1", "-c", "Mali", "-q"]
    with subprocess.Popen(command, env=env) as process:
        while not ucdp.requests and process.poll() is None:
            time.sleep(0.02)
        assert ucdp.requests
        line = Path(f"/proc/{process.pid}/cmdline").read_bytes()
        process.kill()
    assert b"fetch" in line
    assert TOKEN.encode() not in line
