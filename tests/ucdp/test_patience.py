"""How long a server is waited for, whatever it does: told after a while, ended, ended by Ctrl-C."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from mali_cli.datasets.ucdp_files import file_of
from mali_cli.model.errors import UcdpError
from mali_cli.ucdp import waiting
from mali_cli.ucdp.api import harvest
from mali_cli.ucdp.download import download
from mali_cli.ucdp.query import ApiQuery
from mali_cli.ucdp.token import Token
from mali_cli.ucdp.waiting import deadline
from tests.servers import made_up
from tests.servers.ucdp_server import Notes, UcdpServer

ROOT = Path(__file__).resolve().parents[2]
FILE = file_of("country-year", "27.1")._replace(rows=None)
PATIENT = waiting.Limits(
    connect=5, read=0.3, answer=5, window=5, interval=0, first_word=0.1, silent=0.7
)
"""As the usual limits are to each other, and a hundred times faster."""
CALM = replace(PATIENT, read=4, first_word=5, silent=10)
"""For what is not silent, however busy the machine is."""


@pytest.fixture
def served(ucdp: UcdpServer) -> UcdpServer:
    ucdp.publish("country-year", "27.1")
    ucdp.offer("ged", "27.1", made_up.events("27.1"))
    ucdp.page_limit = 50
    return ucdp


@contextmanager
def within(seconds: float) -> Iterator[None]:
    begin = time.monotonic()
    yield
    assert time.monotonic() - begin < seconds


def test_the_limits_are_those_that_are_promised() -> None:
    usual = waiting.LIMITS
    assert (usual.first_word, usual.silent, waiting.IN_ALL) == (5, 60, 3600)
    assert waiting.LONGEST_WAIT == 600


@pytest.mark.parametrize("kind", ["stall", "trickle"])
def test_a_server_that_says_nothing_is_given_up(
    kind: str, served: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    served.fail(kind, value=5 if kind == "stall" else 0.02)
    with within(2), pytest.raises(UcdpError, match=r"http://127\.0\.0\.1 was silent") as caught:
        download(FILE, tmp_path, say=said, limits=PATIENT)
    assert "the same command again" in str(caught.value.hint)
    waits = [sentence for sentence in said if sentence.startswith("waiting for http://127.0.0.1")]
    assert len(waits) == 1
    assert "3,600 s in all (--timeout)" in waits[0]


def test_a_server_that_drips_is_not_silent_and_has_its_time(
    served: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    served.fail("drip", value=0.05)
    with within(2.5), pytest.raises(UcdpError, match="more than the 1 s allowed in all") as caught:
        download(FILE, tmp_path, say=said, limits=CALM, until=deadline(1))
    assert "--timeout SECONDS allows more time" in str(caught.value.hint)
    assert said == []
    assert (tmp_path / f"{FILE.name}.part").stat().st_size


def test_pages_that_drip_have_their_time(
    served: UcdpServer, tmp_path: Path, token: Token, said: Notes
) -> None:
    served.fail("drip", value=0.05, page=2)
    with within(2.5), pytest.raises(UcdpError, match="more than the 1 s allowed in all"):
        harvest(ApiQuery("ged", "27.1"), token, tmp_path, say=said, limits=CALM, until=deadline(1))
    assert list(tmp_path.rglob("page-*.json"))


def test_a_page_that_drips_is_told_of_too(
    served: UcdpServer, tmp_path: Path, token: Token, said: Notes
) -> None:
    served.fail("drip", value=0.05)
    limits = replace(CALM, first_word=0.2)
    with pytest.raises(UcdpError, match="in all"):
        harvest(
            ApiQuery("ged", "27.1"), token, tmp_path, say=said, limits=limits, until=deadline(1)
        )
    (sentence,) = said
    assert sentence.startswith("waiting for http://127.0.0.1: 0.2 s so far")


def test_waits_that_are_said_are_no_silence(
    served: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    served.fail("status", value=503, times=1, headers={"Retry-After": "1"})
    assert download(FILE, tmp_path, say=said, limits=CALM).size
    (sentence,) = said
    assert sentence.startswith(f"UCDP is busy (503) on {FILE.name}: waiting 1.0 s")


def test_a_wait_beyond_the_time_that_is_left_is_not_begun(
    served: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    served.fail("status", value=503, headers={"Retry-After": "550"})
    with within(1), pytest.raises(UcdpError, match="is busy") as caught:
        download(FILE, tmp_path, say=said, limits=CALM, until=deadline(60))
    assert "a wait of 550 s exceeds the 60 s allowed in all" in str(caught.value.hint)
    assert "--timeout SECONDS allows more time" in str(caught.value.hint)
    assert said == []


def test_waits_that_a_server_asks_for_add_up(
    served: UcdpServer, tmp_path: Path, said: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LONGEST_WAIT", 1.5)
    served.fail("status", value=503, headers={"Retry-After": "1"})
    with within(2.5), pytest.raises(UcdpError, match="tried 2 times") as caught:
        download(FILE, tmp_path, say=said, limits=CALM)
    assert "UCDP asks for a wait of 2 s" in str(caught.value.hint)
    assert len(said) == 1


def test_what_is_given_up_is_told_once(
    served: UcdpServer, tmp_path: Path, token: Token, caplog: pytest.LogCaptureFixture
) -> None:
    for page in range(1, 5):
        served.fail("stall", value=5, page=page)
    with within(2), pytest.raises(UcdpError, match="was silent"):
        harvest(ApiQuery("ged", "27.1"), token, tmp_path, limits=PATIENT)
    gc.collect()
    assert [record for record in caplog.records if record.name == "asyncio"] == []


HANGING = """
import socket, sys, time
from pathlib import Path
def hang(*_args, **_named):
    print("asked", flush=True)
    time.sleep(60)
socket.getaddrinfo = hang
from dataclasses import replace
from mali_cli.datasets.ucdp_files import file_of
from mali_cli.ucdp import waiting
from mali_cli.ucdp.download import download
waiting.LIMITS = replace(waiting.LIMITS, silent=float(sys.argv[2]))
download(file_of("country-year", "27.1"), Path(sys.argv[1]))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
@pytest.mark.parametrize("stop", ["silence", "ctrl-c"])
def test_a_name_that_cannot_be_looked_up_holds_nothing_up(stop: str, tmp_path: Path) -> None:
    silent = "0.3" if stop == "silence" else "50"
    process = subprocess.Popen(
        [sys.executable, "-c", HANGING, str(tmp_path), silent],
        env={**os.environ, "PYTHONPATH": str(ROOT), "MALI_CLI_UCDP_DOWNLOADS": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stdout.readline() == b"asked\n"
    if stop == "ctrl-c":
        process.send_signal(signal.SIGINT)
    with within(5):
        _, trace = process.communicate(timeout=20)
    assert (b"KeyboardInterrupt" if stop == "ctrl-c" else b"was silent") in trace


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_name_that_is_found_too_late_is_no_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked = threading.Event()

    def late(*_args: object, **_named: object) -> list[object]:
        time.sleep(1.2)
        asked.set()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", late)
    monkeypatch.setenv("MALI_CLI_UCDP_DOWNLOADS", "https://downloads.invalid")
    with pytest.raises(UcdpError, match="was silent for"):
        download(FILE, tmp_path, limits=replace(CALM, silent=0.6))
    assert asked.wait(5)
    time.sleep(0.05)
    assert caplog.records == []


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
def test_ctrl_c_ends_it_where_a_loop_runs_already(served: UcdpServer, tmp_path: Path) -> None:
    served.fail("stall", value=20)

    async def cell() -> None:
        threading.Timer(0.4, os.kill, (os.getpid(), signal.SIGINT)).start()
        download(FILE, tmp_path)

    loop = asyncio.new_event_loop()  # without asyncio.run's own handling of signals, as notebooks
    patient = waiting.Limits(connect=5, silent=15)
    with pytest.MonkeyPatch.context() as patch, within(5):
        patch.setattr(waiting, "LIMITS", patient)
        with pytest.raises(KeyboardInterrupt):
            loop.run_until_complete(cell())
    loop.close()


def test_a_page_of_headers_is_no_answer(served: UcdpServer, tmp_path: Path, said: Notes) -> None:
    served.fail("headers", headers={f"X-{n}": "x" * 60_000 for n in range(9)})
    with within(3), pytest.raises(UcdpError, match="broke off"):
        download(FILE, tmp_path, say=said)


def test_no_cookie_is_kept(served: UcdpServer, tmp_path: Path) -> None:
    served.fail("headers", headers={"Set-Cookie": "who=you; Path=/"})
    served.fail("cut", value=1000, times=1)
    assert download(FILE, tmp_path).size
    assert len(served.requests) == 2
    assert not any("cookie" in seen.headers for seen in served.requests)
