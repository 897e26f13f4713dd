"""How long it is waited, and where UCDP is."""

from __future__ import annotations

import math
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mali_cli.model.errors import UsageError
from mali_cli.ucdp import addresses, waiting
from mali_cli.ucdp.waiting import BUSY, THROTTLED, Fault, base_wait, pause, retry_after
from mali_cli.words.message import Message

ROOT = Path(__file__).resolve().parents[2]
FAULT = Message("it is busy")()
NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("0", 0),
        (" 120 ", 120),
        ("Sun, 22 Nov 2026 12:01:30 GMT", 90),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
        ("Sun, 22 Nov 2026 12:00:10 -0000", 10),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
    ],
)
def test_retry_after(text: str | None, seconds: float | None) -> None:
    assert retry_after(text, NOW) == seconds


@given(st.integers(1, 5), st.floats(0.001, 60))
def test_waits_grow_and_are_jittered(failures: int, base: float) -> None:
    fault = Fault(FAULT, BUSY)
    wait = pause(fault, failures, base)
    grown = min(base * 2 ** (failures - 1), waiting.LONGEST_WAIT)
    assert grown <= wait <= min(1.25 * grown, waiting.LONGEST_WAIT)
    assert pause(fault, failures + 1, base) >= min(wait, waiting.LONGEST_WAIT)


def test_a_late_400_is_waited_for_longest() -> None:
    assert 30 <= pause(Fault(FAULT, THROTTLED), 1) <= 37.5
    assert 240 <= pause(Fault(FAULT, THROTTLED), 4) <= 300
    assert pause(Fault(FAULT, BUSY, after=77.0), 1) == 77
    assert pause(Fault(FAULT, BUSY), 1) < 3


@pytest.mark.parametrize("text", ["soon", "-1", "nan", "inf", "1e9", "1,5"])
def test_a_bad_wait_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="MALI_CLI_RETRY_WAIT"):
        base_wait({"MALI_CLI_RETRY_WAIT": text})


def test_a_good_wait() -> None:
    assert base_wait({}) is None
    assert base_wait({"MALI_CLI_RETRY_WAIT": " 0.5 "}) == 0.5
    assert base_wait({"MALI_CLI_RETRY_WAIT": "0"}) == 0


@given(st.text() | st.from_regex(r"\w{3}, \d{1,6} \w{3} \d{1,9} \d+:\d+:\d+ [+-]\d{1,20}"))
@example("Sun, 22 Nov 2026 12:01:30 +99999999999999")
@example("Sun, 22 Nov 99999 12:01:30 GMT")
@example("9" * 5000)
def test_no_retry_after_is_too_strange(text: str) -> None:
    found = retry_after(text, NOW)
    assert found is None or found >= 0


@pytest.mark.parametrize("seconds", [0, -1, math.nan, math.inf, 86_401])
def test_a_bad_timeout_is_refused(seconds: float) -> None:
    with pytest.raises(UsageError, match="is out of range"):
        waiting.deadline(seconds)


def test_the_usual_addresses() -> None:
    assert addresses.api_base({}) == "https://ucdpapi.pcr.uu.se/api"
    assert addresses.downloads_base({}) == "https://ucdp.uu.se/downloads"
    assert addresses.under("https://x.org/a/", "/b/c") == "https://x.org/a/b/c"


@pytest.mark.parametrize(
    "url",
    [
        "https://mirror.example.org/ucdp/",
        "https://mirror.example.org:8443",
        "http://localhost:8000/api",
        "http://127.0.0.1:8000",
        "http://127.8.9.1/api",
        "http://[::1]:8000/api",
    ],
)
def test_https_anywhere_and_http_on_this_machine(url: str) -> None:
    assert addresses.api_base({"MALI_CLI_UCDP_API": url}) == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://ucdp.uu.se/downloads",
        "http://127.0.0.1.example.org/",
        "http://localhost.example.org/",
        "http://localhost@example.org/",
        "https://user:secret@example.org/",
        "https://example.org/?key=secret",
        "https://example.org/#secret",
        "http://127.0.0.1\\@example.org/",
        "https://exa mple.org/",
        "https://example.org:port/",
        "https:///api",
        "ftp://localhost/",
        "ucdp.uu.se",
        "http://[::1/",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(UsageError, match="MALI_CLI_UCDP_DOWNLOADS") as caught:
        addresses.downloads_base({"MALI_CLI_UCDP_DOWNLOADS": url})
    assert "secret" not in caught.value.message


def test_reading_an_address_needs_no_httpx() -> None:
    code = (
        "import sys; import mali_cli.ucdp.addresses, mali_cli.ucdp.token, mali_cli.facts.releases;"
        "sys.exit(bool({'httpx', 'asyncio', 'polars'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
