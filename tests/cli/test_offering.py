"""What is said on a terminal only: the offer to fetch what is not here, and what was written."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import COMMAND, environment

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.servers.ucdp_server import UcdpServer

ASKED = ("totals", "--by", "month", "-c", "Mali", "-t", "all")
PROMPT = "[y/N]"
REFUSED = "hint: get it with mali-cli fetch ged"


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, words: tuple[str, ...], env: Mapping[str, str], folder: Path) -> None:
        self.pid, self.end = pty.fork()
        if not self.pid:  # the child
            os.chdir(folder)  # pragma: no cover
            os.execve(COMMAND[0], [*COMMAND, *words], environment(env))  # pragma: no cover
        self.heard = ""

    def until(self, text: str) -> None:
        """Wait until a text is shown."""
        end = time.monotonic() + 50
        while text not in self.heard:
            assert time.monotonic() < end, self.heard
            if not self._hear():
                raise AssertionError(self.heard)

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self.end, text.encode())

    def code(self) -> int:
        """Wait until it ends, and return its exit code."""
        while self._hear():
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _hear(self) -> bool:
        """Return whether the terminal is still there, after a while or the next that is shown."""
        if not select.select([self.end], [], [], 50)[0]:
            os.kill(self.pid, signal.SIGKILL)
        try:
            more = os.read(self.end, 65536)
        except OSError:  # Linux says so where a terminal ends
            return False
        self.heard += more.decode(errors="replace")
        return bool(more)


@contextmanager
def terminal(*words: str, env: Mapping[str, str] | None = None, folder: Path) -> Iterator[Terminal]:
    """Run a command on a terminal."""
    one = Terminal(words, env or {}, folder)
    try:
        yield one
    finally:
        os.close(one.end)


def test_with_yes_it_is_fetched_and_the_question_answered(
    run: Run, ucdp: UcdpServer, tmp_path: Path
) -> None:
    with terminal(*ASKED, folder=tmp_path) as shown:
        shown.until(PROMPT)
        assert ucdp.requests == []
        assert re.search(r"ged is not here\. Fetch it now \([\d.]+ MB\)\? \[y/N\] ", shown.heard)
        shown.type("y\r")
        code = shown.code()
    assert code == 0, shown.heard
    assert "fetched: ged@27.1" in shown.heard
    assert "--dataset ged@27.1" in run(*ASKED).out
    assert "--dataset ged@27.1" in shown.heard.rpartition(PROMPT)[2]
    assert "error" not in shown.heard


@pytest.mark.parametrize("answer", ["n\r", "\r", "\x03", "\x04"])
def test_with_anything_else_the_error_stands(ucdp: UcdpServer, tmp_path: Path, answer: str) -> None:
    with terminal(*ASKED, folder=tmp_path) as shown:
        shown.until(PROMPT)
        time.sleep(0.3)  # until it reads
        shown.type(answer)
        code = shown.code()
    assert code == 3
    assert REFUSED in " ".join(shown.heard.split())
    assert shown.heard.count(PROMPT) == 1
    assert ucdp.requests == []


def test_nobody_is_asked_with_no_input(ucdp: UcdpServer, tmp_path: Path) -> None:
    with terminal(*ASKED, "--no-input", folder=tmp_path) as shown:
        assert shown.code() == 3
    assert PROMPT not in shown.heard
    assert REFUSED in " ".join(shown.heard.split())


def test_nobody_is_asked_in_a_pipe(run: Run, process: Run, ucdp: UcdpServer) -> None:
    for ran in (run(*ASKED), run(*ASKED, tty=True), process(*ASKED)):
        assert ran.code == 3
        assert PROMPT not in ran.err + ran.out
    assert ucdp.requests == []


def test_what_needs_a_key_of_the_user_is_not_offered(ucdp: UcdpServer, tmp_path: Path) -> None:
    words = ("totals", "--dataset", "displacement", "-c", "Mali")
    with terminal(*words, folder=tmp_path) as shown:
        assert shown.code() == 3
    assert PROMPT not in shown.heard
    assert ucdp.requests == []


def test_a_fetch_that_fails_ends_with_its_own_error(ucdp: UcdpServer, tmp_path: Path) -> None:
    ucdp.fail("status", value=403)
    with terminal(*ASKED, folder=tmp_path) as shown:
        shown.until(PROMPT)
        shown.type("yes\r")
        assert shown.code() == 4
    assert shown.heard.count(PROMPT) == 1
    assert "403" in shown.heard


def test_a_file_that_is_written_is_named_with_its_rows_on_a_terminal(
    run: Run, process: Run, tmp_path: Path
) -> None:
    with terminal(
        "totals", "--by", "country", "-t", "all", "-o", "a.csv", folder=tmp_path
    ) as shown:
        assert shown.code() == 0
    assert "wrote a.csv (3 rows)" in shown.heard
    for words, told in {
        ("chart", "-o", "a.svg"): "wrote a.svg",
        ("report", "-o", "a.md"): "wrote a.md",
        ("check", "--template", "-o", "a.toml"): "wrote a.toml",
    }.items():
        with terminal(*words, folder=tmp_path) as shown:
            assert shown.code() == 0, shown.heard
        assert f"{told}\r\n" in shown.heard
    with terminal("totals", "-q", "-o", "b.csv", folder=tmp_path) as shown:
        assert shown.code() == 0
    assert "wrote" not in shown.heard
    assert "wrote" not in run("totals", "-o", str(tmp_path / "c.csv")).err
    assert "wrote" not in process("totals", "-o", "/dev/null").err
