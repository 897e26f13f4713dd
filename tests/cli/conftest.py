"""Run whole commands: in this process with made-up streams, or as processes of their own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl
import pytest
from typer.main import get_command

from mali_cli.cli import app
from mali_cli.datasets import ucdp_files
from mali_cli.ucdp import waiting
from tests.servers.ucdp_server import UcdpServer

SPOILERS = {"NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS", "COLUMNS", "LINES"}
SPOILERS |= {"PYTHONUNBUFFERED", "PYTHONIOENCODING", "UCDP_TOKEN"}
COMMAND = (sys.executable, "-m", "mali_cli")
QUICK = waiting.Limits(
    connect=2, read=0.8, answer=1.0, window=0.4, window_bytes=2048, interval=0.0, at_once=3
)


class Stream(io.TextIOWrapper):
    """A text stream into memory that may say that it is a terminal."""

    def __init__(self, encoding: str, *, tty: bool, content: bytes = b"") -> None:
        self.bytes = io.BytesIO(content)
        self.tty = tty
        super().__init__(self.bytes, encoding=encoding, newline="")

    def isatty(self) -> bool:
        return self.tty

    def written(self) -> bytes:
        self.flush()
        return self.bytes.getvalue()


def notes_in(body: Mapping[str, Any]) -> list[str]:
    """Return the notes of JSON as they stand under a table."""
    return [f"{'Warning: ' * note['warning']}{note['text']}" for note in body["notes"]]


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    stdout: bytes
    err: str

    @property
    def out(self) -> str:
        return self.stdout.decode()

    def json(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.stdout)
        return body

    def csv(self, separator: str = ",") -> pl.DataFrame:
        return pl.read_csv(
            self.stdout, separator=separator, try_parse_dates=True, infer_schema_length=None
        )


Run = Callable[..., Ran]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment without what changes how output looks."""
    kept = {name: value for name, value in os.environ.items() if name not in SPOILERS}
    return kept | {"TERM": "xterm-256color"} | dict(more or {})


BUILD = app.build


def built_once(commands: Iterable[str] = app.COMMANDS, *, listed: bool = False) -> Any:
    """Return the program, which holds nothing of a run: to build it takes as long as a question."""
    return _built(tuple(commands), listed)


@cache
def _built(commands: tuple[str, ...], listed: bool) -> Any:
    return get_command(BUILD(commands, listed=listed))


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a command in this process."""

    def run_command(
        *words: str,
        env: Mapping[str, str] | None = None,
        tty: bool = False,
        width: int | None = None,
        encoding: str = "utf-8",
        stdin: bytes = b"",
    ) -> Ran:
        size = {"COLUMNS": str(width), "LINES": "24"} if width else {}
        out, err = Stream(encoding, tty=tty), Stream(encoding, tty=tty)
        with (
            patch.object(sys, "argv", ["mali-cli", *words]),
            patch.object(sys, "stdin", Stream("utf-8", tty=False, content=stdin)),
            patch.object(sys, "stdout", out),
            patch.object(sys, "stderr", err),
            patch.dict(os.environ, environment(size | dict(env or {})), clear=True),
            patch.object(app, "build", built_once),
            pytest.raises(SystemExit) as ended,
        ):
            app.main()
        code = ended.value.code
        return Ran(int(code or 0), out.written(), err.written().decode(encoding))

    return run_command


@pytest.fixture(scope="session")
def process() -> Run:
    """Run a command as a process of its own."""

    def run_process(
        *words: str,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        before: tuple[str, ...] = COMMAND,
        stdout: int | None = subprocess.PIPE,
    ) -> Ran:
        done = subprocess.run(
            [*before, *words],
            env=environment(env),
            cwd=cwd,
            stdout=stdout,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            timeout=50,
            check=False,
        )
        return Ran(done.returncode, done.stdout or b"", done.stderr.decode(errors="replace"))

    return run_process


@pytest.fixture
def ucdp(monkeypatch: pytest.MonkeyPatch) -> Iterator[UcdpServer]:
    """A UCDP on the loopback, which has the made-up country-years and events of 27.1."""
    monkeypatch.setattr(waiting, "LIMITS", QUICK)
    with UcdpServer() as server:
        for name, value in server.environment.items():
            if name != "UCDP_TOKEN":
                monkeypatch.setenv(name, value)
        server.publish("country-year", "27.1")
        server.publish("ged", "27.1")
        yield server


@pytest.fixture
def token(ucdp: UcdpServer) -> dict[str, str]:
    """What the environment needs for the API to answer."""
    return {"UCDP_TOKEN": ucdp.token}


@pytest.fixture
def no_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let made-up files pass as releases whose real files are known by their sha256."""
    monkeypatch.setattr(ucdp_files, "known_files", tuple)


@pytest.fixture
def home() -> Path:
    """The folder of the store of this test."""
    return Path(os.environ["MALI_CLI_HOME"])


def stored(home: Path) -> dict[str, bytes]:
    """Return every file of the store but the locks, by its name: to see that nothing changed."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
