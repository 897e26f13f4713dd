"""Everything that may go wrong between UCDP and the store: the message, the code, what is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mali_cli.ucdp import waiting
from tests.cli.conftest import stored
from tests.servers import made_up
from tests.servers.ucdp_server import TOKEN, File, UcdpServer

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run

GED = "ged/ged271-csv.zip"
MALI = ("ged", "-c", "Mali")
ENV = {"UCDP_TOKEN": TOKEN}


@pytest.fixture
def elsewhere() -> Iterator[UcdpServer]:
    with UcdpServer() as server:
        yield server


@pytest.fixture
def many(ucdp: UcdpServer) -> UcdpServer:
    """Three pages and a bit of Mali, so that there are pages after the first."""
    rows = [row for row in made_up.events("27.1") if row["country_id"] == 432]
    ucdp.tables[("gedevents", "27.1")] = [
        row | {"id": 2_000_000 + number * 1000 + place}
        for number in range(10)
        for place, row in enumerate(rows)
    ]
    ucdp.page_limit = 100
    return ucdp


def old_state(run: Run, home: Path) -> dict[str, bytes]:
    """Put an older set of each kind into the store and return what it holds."""
    assert run("fetch", "ged@27.1").code == 0
    assert run("fetch", *MALI, env=ENV).code == 0
    return stored(home)


def kept(home: Path) -> dict[str, bytes]:
    """Return what the store holds, without what an interrupted fetch goes on with."""
    return {name: data for name, data in stored(home).items() if not name.startswith("parts")}


def told(ran: Ran) -> str:
    """Return what stderr says, which is neither a traceback nor long nor secret."""
    assert "Traceback" not in ran.err
    assert TOKEN not in ran.out + ran.err
    assert ran.out == ""
    lines = [line for line in ran.err.splitlines() if line.startswith(("error:", "hint:"))]
    assert [line.partition(":")[0] for line in lines] == ["error", "hint"]
    return ran.err


Break = Callable[[UcdpServer], Any]
DOWNLOADS: dict[str, tuple[Break, int, str]] = {
    "401": (lambda s: s.fail("status", path="ged271", value=401), 4, "answered 401"),
    "403": (lambda s: s.fail("status", path="ged271", value=403), 4, "forbids this (403)"),
    "400": (lambda s: s.fail("status", path="ged271", value=400), 4, "answered 400"),
    "404": (lambda s: s.files.pop(GED), 4, "has not published ged 27.1"),
    "429": (lambda s: s.fail("status", path="ged271", value=429), 4, "asks to slow down (429)"),
    "503": (lambda s: s.fail("status", path="ged271", value=503), 4, "is busy (503)"),
    "cut": (lambda s: s.fail("cut", path="ged271", value=0), 4, "broke off"),
    "stall": (lambda s: s.fail("stall", path="ged271", value=5), 4, "too slowly"),
    "html": (lambda s: s.fail("html", path="ged271"), 5, "a web page arrived instead"),
    "compressed": (
        lambda s: s.fail("headers", path="ged271", headers={"Content-Encoding": "gzip, gzip"}),
        *(5, "compressed, against the request"),
    ),
    "redirect to plain http": (
        lambda s: s.fail("redirect", path="ged271", value="http://192.0.2.1/x"),
        *(4, "which is not https"),
    ),
    "a loop": (
        lambda s: s.fail("redirect", path="ged271", value=f"{s.downloads}/{GED}"),
        *(4, "redirects in circles"),
    ),
    "empty": (lambda s: s.put(GED, b""), 5, "arrived empty"),
    "no zip": (lambda s: s.put(GED, b"id,best\r\n1,2\r\n"), 5, "ged271-csv.zip"),
    "a zip that lies": (lambda s: s.put(GED, lying()), 5, "ged271-csv.zip"),
    "another data set": (lambda s: s.put(GED, other()), 5, "should hold ged"),
    "two files in it": (lambda s: s.put(GED, b"PK\x05\x06" + b"\0" * 18), 5, "ged271-csv.zip"),
}


def lying() -> bytes:
    content = made_up.as_csv(made_up.events("27.1"))
    return made_up.as_zip("GEDEvent_v27_1.csv", content, lie=True)


def other() -> bytes:
    return made_up.as_zip("GEDEvent_v27_1.csv", made_up.as_csv(made_up.others("dyadic", "27.1")))


@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_download_that_fails_leaves_the_store_as_it_was(
    run: Run, ucdp: UcdpServer, home: Path, name: str
) -> None:
    before = old_state(run, home)
    spoil, code, says = DOWNLOADS[name]
    spoil(ucdp)
    ran = run("fetch", "ged@27.1", "--again")
    assert ran.code == code
    assert says in told(ran)
    assert kept(home) == before
    ucdp.heal()
    ucdp.publish("ged", "27.1")
    assert run("fetch", "ged@27.1", "--again").code == 0


@pytest.mark.parametrize("name", ["html", "403", "a zip that lies", "404"])
def test_a_download_that_fails_stores_nothing_new(
    run: Run, ucdp: UcdpServer, home: Path, name: str
) -> None:
    DOWNLOADS[name][0](ucdp)
    assert run("fetch", "ged@27.1").code in (4, 5)
    assert stored(home) == {}
    assert run("totals", "--dataset", "ged").code == 3


def test_a_busy_server_is_asked_again_and_the_user_told(run: Run, ucdp: UcdpServer) -> None:
    ucdp.fail("status", path="ged271", value=503, times=2)
    ran = run("fetch", "ged@27.1")
    assert ran.code == 0
    waits = [line for line in ran.err.splitlines() if "waiting" in line]
    assert len(waits) == 2
    assert re.fullmatch(
        r"UCDP is busy \(503\) on ged271-csv.zip: waiting 0.0 s, then try 2 of 6", waits[0]
    )
    assert run("fetch", "ged@27.1", "--again", "-q").err == ""


def test_retry_after_is_honoured(run: Run, ucdp: UcdpServer) -> None:
    ucdp.fail("status", path="ged271", value=429, times=1, headers={"Retry-After": "1"})
    ran = run("fetch", "ged@27.1")
    assert ran.code == 0
    assert "UCDP asks to slow down (429) on ged271-csv.zip: waiting 1.0 s" in ran.err
    ucdp.fail("status", path="ged271", value=429, headers={"Retry-After": "86400"})
    long = run("fetch", "ged@27.1", "--again")
    assert long.code == 4
    assert "asks for a wait of 86,400 s" in long.err


def test_a_cut_download_goes_on_where_it_stopped(run: Run, ucdp: UcdpServer) -> None:
    ucdp.fail("cut", path="ged271", value=500, times=1)
    ran = run("fetch", "ged@27.1")
    assert ran.code == 0
    assert "broke off" in ran.err
    first, second = [seen for seen in ucdp.requests if seen.method == "GET"]
    assert "range" not in first.headers
    assert second.headers["range"] == "bytes=500-"
    assert second.headers["if-range"] == ucdp.files[GED].etag
    assert second.headers["accept-encoding"] == "identity"
    assert second.status == 206


def test_a_slow_drip_is_given_up(run: Run, ucdp: UcdpServer, home: Path) -> None:
    ucdp.fail("drip", path="ged271", value=0.05)
    ran = run("fetch", "ged@27.1")
    assert ran.code == 4
    assert "sends ged271-csv.zip too slowly" in told(ran)
    assert "the same command again: it resumes where it stopped" in ran.err
    assert kept(home) == {}


def test_a_file_that_changed_meanwhile_starts_anew(run: Run, ucdp: UcdpServer) -> None:
    ucdp.fail("cut", path="ged271", value=500)
    assert run("fetch", "ged@27.1").code == 4
    ucdp.heal()
    ucdp.requests.clear()
    ucdp.publish("ged", "27.1", made_up.events("27.1")[:50])
    assert run("fetch", "ged@27.1", "--csv").csv()["rows"].to_list() == [50]
    (seen,) = ucdp.requests
    assert re.fullmatch(r"bytes=\d+00-", seen.headers["range"])
    assert seen.status == 200


def test_a_server_without_ranges_starts_anew(run: Run, ucdp: UcdpServer) -> None:
    ucdp.fail("cut", path="ged271", value=500, times=1)
    ucdp.fail("range", path="ged271", value="bytes 7-9/10", times=1)
    ran = run("fetch", "ged@27.1")
    assert ran.code == 0
    assert "starts again" in ran.err


def test_a_host_that_cannot_be_reached(run: Run, ucdp: UcdpServer, home: Path) -> None:
    before = old_state(run, home)
    gone = {"MALI_CLI_UCDP_DOWNLOADS": "http://127.0.0.1:1/downloads"}
    for words in (("fetch",), ("fetch", "ged@27.1", "--again"), ("datasets", "--check")):
        ran = run(*words, env=gone)
        assert ran.code == 4
        assert "http://127.0.0.1 cannot be reached" in told(ran)
    away = {"MALI_CLI_UCDP_API": "http://127.0.0.1:1/api"}
    assert "cannot be reached" in told(run("fetch", *MALI, "--again", env=ENV | away))
    assert kept(home) == before
    assert run("periods").code == 0


@pytest.mark.parametrize("variable", ["MALI_CLI_UCDP_API", "MALI_CLI_UCDP_DOWNLOADS"])
@pytest.mark.parametrize("address", ["http://ucdp.uu.se", "ftp://x", "https://u:p@x/", "nonsense"])
def test_unsafe_base_addresses_are_refused(
    run: Run, ucdp: UcdpServer, variable: str, address: str
) -> None:
    words = MALI if variable.endswith("API") else ("ged",)
    ran = run("fetch", *words, "--again", env=ENV | {variable: address})
    assert ran.code == 2
    assert f"{variable} is not an https address" in told(ran)


def test_one_limit_for_all_is_said_and_can_be_set(run: Run, ucdp: UcdpServer, home: Path) -> None:
    ucdp.fail("status", path="ged271", value=503, headers={"Retry-After": "550"})
    ran = run("fetch", "ged@27.1", "--timeout", "60")
    assert ran.code == 4
    assert "a wait of 550 s exceeds the 60 s allowed in all" in told(ran)
    assert "--timeout SECONDS allows more time" in ran.err
    ucdp.heal()
    ucdp.fail("drip", path="27", value=0.05)
    for words in (("ged@27.1",), ("country-year@27.1", "ged@27.1")):
        ran = run("fetch", *words, "--timeout", "0.3")
        assert ran.code == 4
        assert "took more than the 0.3 s allowed in all" in told(ran)
    assert kept(home) == {}


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "86401"])
@pytest.mark.parametrize("words", [("fetch",), ("datasets", "--check")])
def test_a_limit_that_is_none(
    run: Run, ucdp: UcdpServer, words: tuple[str, ...], seconds: str
) -> None:
    ran = run(*words, "--timeout", seconds)
    assert ran.code == 2
    assert f"--timeout {float(seconds):g} is out of range" in told(ran)
    assert ucdp.requests == []


def test_the_first_word_comes_before_it_is_given_up(
    run: Run, ucdp: UcdpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = replace(waiting.LIMITS, first_word=0.1, silent=0.4)
    monkeypatch.setattr(waiting, "LIMITS", hasty)
    ucdp.fail("stall", value=5)
    for words in (("fetch", "ged@27.1"), ("fetch", "ged"), ("datasets", "--check")):
        ran = run(*words)
        assert ran.code == 4
        assert "http://127.0.0.1 was silent for 0.4 s" in told(ran)
        assert ran.err.count("waiting for http://127.0.0.1: 0.1 s so far") == 1
    assert "waiting for" not in run("fetch", "ged@27.1", "-q").err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks5://localhost:1080"),
        ("HTTPS_PROXY", "http://[bad"),
        ("NO_PROXY", "[::1]"),
        ("SSL_CERT_FILE", "/nowhere/certificates.pem"),
        ("SSLKEYLOGFILE", "/nowhere/keys"),
    ],
)
@pytest.mark.parametrize("words", [("fetch", "ged@27.1"), MALI, ("datasets", "--check")])
def test_a_machine_on_which_no_request_can_be_made(
    run: Run, home: Path, name: str, value: str, words: tuple[str, ...]
) -> None:
    away = dict.fromkeys(
        ("MALI_CLI_UCDP_API", "MALI_CLI_UCDP_DOWNLOADS"), "https://ucdp.invalid/here"
    )
    words = words if words[0] != "ged" else ("fetch", *words)
    ran = run(*words, env=ENV | away | {name: value})
    assert ran.code == 4
    assert re.search(rf"^error: {name} (names|contains) ", told(ran), re.MULTILINE)
    assert kept(home) == {}


# Candidate months, which have no checksum and no end of their own.


def test_a_month_without_a_length_is_marked_wherever_it_is_shown(
    run: Run, ucdp: UcdpServer, home: Path
) -> None:
    ucdp.publish("candidate", "26.0.9", made_up.events("26.0.9")[:90])
    ucdp.fail("unsized")
    mark = "unverified: its size was not announced"
    ran = run("fetch", "candidate@26.0.9")
    assert ran.code == 0
    assert mark in ran.out
    (row,) = [row for row in run("datasets", "--json").json()["rows"] if row["state"] == "here"]
    assert mark in row["note"]
    assert mark in run("datasets").out
    assert mark in run("datasets", "verify").out
    assert mark in run("datasets", "show", "candidate", "--limit", "1").out
    asked = run("totals", "--dataset", "candidate@26.0.9", "--json").json()
    assert any(mark in remark for remark in asked["source"]["remarks"])
    ucdp.heal()
    assert mark not in run("fetch", "candidate@26.0.9", "--again").out
    assert mark not in run("datasets").out


@pytest.mark.parametrize("via", ["download", "api"])
@pytest.mark.parametrize("release", ["26.0.9", "26.01.26.09"])
def test_another_month_under_the_name_of_a_release_is_refused(
    run: Run, ucdp: UcdpServer, home: Path, via: str, release: str
) -> None:
    own = made_up.events(release)
    late = [*made_up.events("25.0.11")[:200], *own]
    ucdp.publish("candidate", release, late)
    assert run("fetch", f"candidate@{release}", "--via", via, env=ENV).code == 0
    before = kept(home)
    ucdp.publish("candidate", release, [*late, *made_up.events("25.0.12")])
    ran = run("fetch", f"candidate@{release}", "--via", via, "--again", env=ENV)
    assert ran.code == 5
    assert f"should hold candidate@{release}, but only 240 of its 680 events are of" in told(ran)
    assert kept(home) == before


def test_a_year_whose_rows_end_early_is_remarked(run: Run, ucdp: UcdpServer) -> None:
    ucdp.publish("country-year", "27.1", made_up.country_years("26.1"))
    ran = run("fetch", "country-year@27.1")
    assert ran.code == 0
    assert "rows end in 2025, the release in 2026" in ran.out


# The API.

PAGES: dict[str, tuple[Break, int, str]] = {
    "401": (lambda s: s.fail("status", path="/api/", value=401), 4, "refused the token"),
    "403": (lambda s: s.fail("status", path="/api/", value=403), 4, "forbids this (403)"),
    "400 first": (lambda s: s.fail("status", path="/api/", value=400), 4, "turns down the request"),
    "404": (lambda s: s.tables.clear(), 4, "has not published ged 27.1"),
    "late 400": (
        lambda s: s.fail("status", path="/api/", page=2, value=400),
        *(4, "turns down page 2 after others worked (400) (tried 5 times)"),
    ),
    "503": (lambda s: s.fail("status", path="/api/", page=1, value=503), 4, "is busy (503)"),
    "cut": (lambda s: s.fail("cut", path="/api/", page=1), 4, "broke off"),
    "stall": (lambda s: s.fail("stall", path="/api/", page=1, value=5), 4, "too slowly"),
    "empty": (lambda s: s.fail("empty", path="/api/", page=1), 4, "page 1 arrived empty"),
    "count": (lambda s: s.fail("total", path="/api/", value=7), 5, "wrong count"),
    "twice": (lambda s: s.fail("duplicates", path="/api/", page=1), 5, "a repeated row"),
    "filter": (lambda s: s.fail("ignore", path="/api/"), 5, "not"),
    "rows": (lambda s: s.fail("rows", path="/api/", page=1, value=1001), 5, "1,001 rows on page 1"),
    "pages": (lambda s: s.fail("pages", path="/api/", value=99_999), 5, "on 99,999 pages"),
    "compressed": (
        lambda s: s.fail("headers", path="/api/", page=1, headers={"Content-Encoding": "br"}),
        *(5, "compressed, against the request"),
    ),
    "json": (lambda s: s.fail("json", path="/api/", page=1), 5, "UCDP's API sent"),
    "html": (lambda s: s.fail("html", path="/api/", page=1), 5, "web page"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_harvest_that_fails_leaves_the_store_as_it_was(
    run: Run, many: UcdpServer, home: Path, name: str
) -> None:
    before = old_state(run, home)
    if name == "filter":
        many.tables[("gedevents", "27.1")] += made_up.events("27.1")
    spoil, code, says = PAGES[name]
    spoil(many)
    ran = run("fetch", "ged@27.1", "-c", "Mali", "--again", env=ENV)
    assert ran.code == code
    assert says in told(ran)
    assert kept(home) == before


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("status", 400, "turns down page 2 after others worked (400): waiting"),
        ("status", 503, "is busy (503) on page 2: waiting"),
        ("status", 429, "asks to slow down (429) on page 2: waiting"),
        ("cut", None, "broke off: waiting"),
        ("empty", None, "page 2 arrived empty: waiting"),
    ],
)
def test_a_fault_that_passes_is_waited_out(
    run: Run, many: UcdpServer, kind: str, value: Any, says: str
) -> None:
    many.fail(kind, path="/api/", page=2, value=value, times=2)
    ran = run("fetch", "ged@27.1", "-c", "Mali", "--json", env=ENV)
    assert ran.code == 0
    assert says in ran.err
    assert ran.json()["rows"][0]["rows"] == len(many.tables[("gedevents", "27.1")])


def test_an_interrupted_harvest_goes_on_where_it_stopped(run: Run, many: UcdpServer) -> None:
    many.fail("status", path="/api/", page=3, value=400)
    ran = run("fetch", "ged@27.1", "-c", "Mali", env=ENV)
    assert ran.code == 4
    assert "run the same command again: it resumes where it stopped" in ran.err
    many.heal()
    many.requests.clear()
    assert run("fetch", "ged@27.1", "-c", "Mali", env=ENV).code == 0
    assert many.pages()[0] == 0
    assert len(many.pages()) < 5


def test_the_token_never_follows_a_redirect(
    run: Run, ucdp: UcdpServer, elsewhere: UcdpServer, home: Path
) -> None:
    ucdp.fail("redirect", path="/api/", value=f"{elsewhere.api}/gedevents/27.1")
    ran = run("fetch", *MALI, env=ENV)
    assert ran.code == 4
    assert "redirects to http://127.0.0.1; the token is not sent there" in told(ran)
    assert elsewhere.requests == []
    assert kept(home) == {}


def test_a_download_follows_a_redirect_without_a_token(
    run: Run, ucdp: UcdpServer, elsewhere: UcdpServer
) -> None:
    elsewhere.files[GED] = File(ucdp.files[GED].content)
    ucdp.fail("redirect", path="ged271", value=f"{elsewhere.downloads}/{GED}")
    assert run("fetch", "ged@27.1", env=ENV).code == 0
    (seen,) = elsewhere.requests
    assert TOKEN not in str(seen.headers)


def test_a_fetch_of_several_keeps_what_came_before_the_fault(
    run: Run, ucdp: UcdpServer, home: Path
) -> None:
    ucdp.fail("status", path="ged271", value=403)
    ran = run("fetch", "country-year@27.1", "ged@27.1")
    assert ran.code == 4
    assert "fetched: country-year@27.1\nerror: " in told(ran)
    assert [name for name in stored(home) if name.endswith(".json")] == [
        "sets/country-year@27.1.json"
    ]
