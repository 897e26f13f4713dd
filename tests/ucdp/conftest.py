"""A UCDP on the loopback, and an environment that knows no other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

from mali_cli.ucdp import waiting  # noqa: E402
from mali_cli.ucdp.token import Token  # noqa: E402
from tests.servers.ucdp_server import TOKEN, Notes, UcdpServer  # noqa: E402

QUICK = waiting.Limits(
    connect=2, read=0.8, answer=1.0, window=0.4, window_bytes=2048, interval=0.0, at_once=3
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "LIMITS", QUICK)
    monkeypatch.setenv("MALI_CLI_RETRY_WAIT", "0.01")
    monkeypatch.delenv("UCDP_TOKEN", raising=False)


@pytest.fixture
def ucdp(monkeypatch: pytest.MonkeyPatch) -> Iterator[UcdpServer]:
    with UcdpServer() as server:
        monkeypatch.setenv("MALI_CLI_UCDP_API", server.api)
        monkeypatch.setenv("MALI_CLI_UCDP_DOWNLOADS", server.downloads)
        yield server


@pytest.fixture
def elsewhere() -> Iterator[UcdpServer]:
    with UcdpServer() as server:
        yield server


@pytest.fixture
def token() -> Token:
    return Token(TOKEN, "UCDP_TOKEN")


@pytest.fixture
def said() -> Notes:
    return Notes()
