"""The token: where it comes from, who can read it, and that nobody else ever sees it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import COMMAND, environment, stored
from tests.servers.ucdp_server import TOKEN, UcdpServer

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run

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
    assert (again.code, again.err) == (0, "no token is stored\n")


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
        (b"two words\n", "it contains spaces"),
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


ERRORS: dict[str, dict[str, Any]] = {
    "busy": {"kind": "status", "value": 503, "times": 1},
    "refused": {"kind": "status", "value": 401},
    "forbidden": {"kind": "status", "value": 403},
    "later": {"kind": "status", "value": 400, "page": 2},
    "broken off": {"kind": "cut", "page": 1},
    "a web page": {"kind": "html"},
    "no json": {"kind": "json", "page": 1},
    "a wrong count": {"kind": "total", "value": 7},
    "headers back": {"kind": "headers", "headers": {"X-Ucdp-Access-Token": TOKEN, "ETag": TOKEN}},
    "a redirect": {"kind": "redirect"},
}


@pytest.mark.parametrize("name", ERRORS)
def test_it_is_nowhere_whatever_goes_wrong(
    run: Run, ucdp: UcdpServer, home: Path, tmp_path: Path, name: str
) -> None:
    """Nor in what a second host gets, nor in the parts of a broken fetch."""
    ucdp.page_limit = 50
    env = {"UCDP_TOKEN": TOKEN, "MALI_CLI_RETRY_WAIT": "0.001"}
    with UcdpServer() as elsewhere:
        away = {"value": f"{elsewhere.api}/gedevents/27.1"} if name == "a redirect" else {}
        ucdp.fail(path="/api/", **ERRORS[name] | away)
        told = [run("fetch", "ged@27.1", "--via", "api", "--debug", env=env)]
        ucdp.heal()
        ucdp.fail("redirect", path="ged271", value=f"{elsewhere.downloads}/ged/ged271-csv.zip")
        elsewhere.publish("ged", "27.1")
        told.append(run("fetch", "ged@27.1", "--again", "--debug", env=env))
        assert told[-1].code == 0
        assert [seen for seen in elsewhere.requests if TOKEN in str(seen)] == []
        assert elsewhere.requests
    nowhere(told, tmp_path)


def test_it_is_not_in_what_is_made_of_the_data(run: Run, ucdp: UcdpServer, tmp_path: Path) -> None:
    """Not in a report, a figure, a file, its sidecar, nor in the list of what is here."""
    env = {"UCDP_TOKEN": TOKEN}
    told = [run("fetch", "ged@27.1", "--via", "api", env=env)]
    for words in (("report", "-o", "a.html"), ("chart", "-o", "b.svg"), ("totals", "-o", "c.csv")):
        target = str(tmp_path / words[-1])
        told.append(run(*words[:-1], target, "--dataset", "ged", "--debug", env=env))
    told.append(run("datasets", "--json", env=env))
    assert [ran.code for ran in told] == [0] * 5
    nowhere(told, tmp_path)


def nowhere(told: list[Ran], folder: Path) -> None:
    """Look for the token in all that was said, in every file and in its name."""
    assert [ran for ran in told if TOKEN in ran.out + ran.err] == []
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if TOKEN in str(path) or _holds(path)] == []


def _holds(path: Path) -> bool:
    return TOKEN.encode() in path.read_bytes()


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
