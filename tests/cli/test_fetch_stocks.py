"""`fetch` of the displaced and of personnel: in pages, with a key of one's own, in one piece."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mali_cli.acquire import fetch
from mali_cli.ucdp.addresses import OF_QUERIES, Sizes
from tests.datasets import stock_files
from tests.read.writers import FIXTURES
from tests.servers.ucdp_server import CLIENT_ID, UcdpServer

from .conftest import stored

if TYPE_CHECKING:
    from .conftest import Run

SITES = {
    "displacement": "https://www.internal-displacement.org/database/displacement-data",
    "refugees": "https://www.unhcr.org/refugee-statistics",
    "un-personnel": "https://psdata.un.org",
    "un-fatalities": "https://psdata.un.org",
    "population": "https://data.worldbank.org/indicator/SP.POP.TOTL",
}
PATHS = {
    "displacement": "/idmc/",
    "refugees": "/unhcr/",
    "un-personnel": "DPO-UCHISTORICAL",
    "un-fatalities": "DPPADPOSS",
    "population": "SP.POP.TOTL",
}


@pytest.fixture
def others(ucdp: UcdpServer) -> UcdpServer:
    ucdp.publish_others()
    ucdp.few = 4
    return ucdp


def fetched(run: Run, name: str) -> dict[str, Any]:
    ran = run("fetch", name, "--json")
    assert ran.code == 0, ran.err
    (row,) = ran.json()["rows"]
    return dict(row)


def test_pages_that_name_the_next_one_come_whole(run: Run, others: UcdpServer) -> None:
    row = fetched(run, "displacement")
    assert (row["name"], row["rows"], row["whole"]) == ("displacement@2019-05-09", 28, True)
    assert [seen.query.get("page", "1") for seen in others.requests] == list("1234567")
    assert {seen.query["client_id"] for seen in others.requests} == {CLIENT_ID}
    ask = ("totals", "--dataset", "displacement", "--measure", "total", "-c", "Mali", "--csv", "-q")
    assert run(*ask, "--from", "2018").csv()["total_displacement"].to_list() == [200]
    assert fetched(run, "displacement")["done"] == "already here"
    assert run("datasets", "verify").code == 0


def test_numbered_pages_need_no_key(run: Run, others: UcdpServer) -> None:
    row = fetched(run, "refugees")
    assert (row["rows"], row["whole"], row["last_day"]) == (6, True, "2014-12-31")
    assert [seen.query["page"] for seen in others.requests] == ["1", "2"]
    assert all("client_id" not in seen.query for seen in others.requests)
    assert {seen.query["cf_type"] for seen in others.requests} == {"ISO"}


def test_the_list_of_personnel_comes_in_one_piece(run: Run, others: UcdpServer) -> None:
    assert fetched(run, "un-personnel")["name"] == "un-personnel@2013-10-31"


def test_all_has_what_needs_no_key_and_says_what_it_leaves_out(
    run: Run, others: UcdpServer
) -> None:
    for name in ("one-sided", "non-state", "armed-conflict", "dyadic", "battle-deaths", "actors"):
        others.publish(name, "27.1")
    ran = run("fetch", "all", "--json")
    assert ran.code == 0, ran.err
    found = {row["name"].partition("@")[0] for row in ran.json()["rows"]}
    assert {
        "country-year",
        "ged",
        "population",
        "un-fatalities",
        "un-personnel",
        "refugees",
    } < found
    assert "displacement" not in found
    told = " ".join(ran.err.split())
    assert "left out: candidate, which is preliminary (name it)" in told
    assert "displacement, which needs a key of your own (name it)" in told
    assert "acled" in told.partition("of which you import files of your own")[0]
    part = run("fetch", "all", "-c", "Mali", env={"UCDP_TOKEN": ""})
    assert part.code == 4  # only what UCDP's API can select, which needs a token
    assert "come whole" not in part.err


def test_without_a_key_it_says_how_to_get_one(run: Run, others: UcdpServer) -> None:
    ran = run("fetch", "displacement", env={"IDMC_CLIENT_ID": ""})
    assert (ran.code, others.requests) == (4, [])
    assert "IDMC's API needs a client id of your own, and none is set" in ran.err
    assert "mali-cli token set --service idmc" in ran.err


def test_a_key_in_the_token_store(run: Run, others: UcdpServer, home: Path) -> None:
    none = {"IDMC_CLIENT_ID": ""}
    kept = run("token", "set", "--service", "idmc", stdin=f"{CLIENT_ID}\n".encode(), env=none)
    assert (kept.code, CLIENT_ID in kept.err) == (0, False)
    assert "next: mali-cli fetch displacement" in kept.err
    assert (home / "idmc-client-id").stat().st_mode & 0o777 == 0o600
    assert run("fetch", "displacement", env=none).code == 0
    shown = run("token", "show", "--service", "idmc", env=none)
    assert shown.out.startswith("********6789 (from ")
    assert run("token", "remove", "--service", "idmc").err == "removed\n"
    assert run("token", "show", "--service", "made-up").code == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_refused(run: Run, others: UcdpServer, status: int) -> None:
    others.fail("status", value=status)
    ran = run("fetch", "displacement")
    assert ran.code == 4
    assert f"IDMC refused the client id from IDMC_CLIENT_ID ({status})" in ran.err


FAULTS: dict[str, dict[str, Any]] = {
    "refused": {"kind": "status", "value": 401},
    "busy": {"kind": "status", "value": 503, "times": 1},
    "not there": {"kind": "status", "value": 404},
    "redirect": {"kind": "redirect"},
    "a web page": {"kind": "html", "page": 2},
    "no json": {"kind": "json", "page": 2},
    "cut": {"kind": "cut", "page": 2},
    "a wrong count": {"kind": "total", "value": 1},
    "another count": {"kind": "total", "value": 1, "page": 2},
    "twice": {"kind": "duplicates", "page": 2},
    "headers back": {"kind": "headers", "headers": {"ETag": CLIENT_ID}},
    "next elsewhere": {"kind": "next"},
    "next twice": {"kind": "next", "value": "again"},
    "next no text": {"kind": "next", "value": 7},
}
PASS = {"busy", "headers back"}


@pytest.mark.parametrize("name", FAULTS)
def test_the_key_is_nowhere_whatever_goes_wrong(
    run: Run, others: UcdpServer, tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Not on stdout or stderr with --debug, in no file, no log, and at no second host."""
    with UcdpServer() as elsewhere:
        fault = FAULTS[name]
        if name == "next elsewhere":
            fault = {**fault, "value": f"{elsewhere.base}/idmc/conflicts/?page=2"}
        elif name == "next twice":
            fault = {**fault, "value": f"{others.base}/idmc/conflicts/?format=json"}
        elif name == "redirect":
            fault = {**fault, "value": f"{elsewhere.base}/idmc/conflicts/"}
        others.fail(path="/idmc/", **fault)
        with caplog.at_level(logging.DEBUG):
            ran = run("fetch", "displacement", "--debug", "--json")
        assert elsewhere.requests == []
    assert ran.code == (0 if name in PASS else ran.code)
    assert (ran.code in (4, 5)) == (name not in PASS), ran.err
    listed = run("datasets", "--json")
    for told in (ran.out, ran.err, listed.out, caplog.text):
        assert CLIENT_ID not in told
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [p for p in files if CLIENT_ID.encode() in p.read_bytes() or CLIENT_ID in str(p)] == []
    here = [row["name"] for row in listed.json()["rows"] if row["state"] == "here"]
    assert here == (["displacement@2019-05-09"] if name in PASS else [])


def test_the_next_page_is_below_the_service_and_may_say_http(run: Run, others: UcdpServer) -> None:
    """Behind a proxy a service may take itself for one without TLS; its host counts."""
    for wrong in ("/elsewhere/conflicts/?page=2", "/idmc/../downloads/x?page=2"):
        others.heal()
        others.fail("next", value=f"{others.base}{wrong}", times=1)
        ran = run("fetch", "displacement")
        assert ran.code in (4, 5)
    others.heal()
    following = f"{others.base.replace('http:', 'https:')}/idmc/conflicts/?page=2"
    others.fail("next", value=following, times=1)
    assert run("fetch", "displacement").code == 0


@pytest.mark.parametrize("name", sorted(SITES))
@pytest.mark.parametrize("kind", ["cut", "html", "garbage"])
def test_hints_name_the_service_s_own_address(
    run: Run, others: UcdpServer, home: Path, name: str, kind: str
) -> None:
    if kind == "garbage":
        content = b'id,incident_date\n1,"never closed'
        if name in ("displacement", "refugees"):
            others.fail("body", path=PATHS[name], value=content)
        else:
            for path in list(others.files):
                others.put(path, content)
    else:
        others.fail(kind, path=PATHS[name])
    ran = run("fetch", name)
    assert ran.code in (4, 5), ran.err
    assert "ucdp.uu.se" not in ran.err
    if kind != "cut":
        assert SITES[name] in ran.err or "nothing was stored" in ran.err
    assert [path for path in stored(home) if path.endswith(".parquet")] == []


@pytest.mark.parametrize(
    ("name", "word", "code"),
    [
        ("displacement", "MALI_CLI_IDMC_API", 2),
        ("refugees", "MALI_CLI_UNHCR_API", 2),
        ("un-personnel", "MALI_CLI_UN_DATA", 2),
    ],
)
def test_addresses_must_be_safe(
    run: Run, others: UcdpServer, name: str, word: str, code: int
) -> None:
    ran = run("fetch", name, env={word: "http://example.org"})
    assert (ran.code, word in ran.err, others.requests) == (code, True, [])


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "total", "value": 1},
        {"kind": "total", "value": 5000},
        {"kind": "empty", "page": 2},
        {"kind": "duplicates", "page": 1},
        {"kind": "json", "page": 2},
        {"kind": "body", "value": b'{"page": 1, "maxPages": "2", "items": []}'},
        {"kind": "body", "value": b'[{"items": []}]'},
        {"kind": "body", "value": b'{"page": 1, "maxPages": 1, "items": [7]}'},
    ],
)
def test_pages_of_refugees_that_do_not_fit_are_not_kept(
    run: Run, others: UcdpServer, home: Path, fault: dict[str, Any]
) -> None:
    others.fail(path="/unhcr/", **fault)
    ran = run("fetch", "refugees")
    assert ran.code == 5, ran.err
    assert [path for path in stored(home) if path.endswith(".parquet")] == []


@pytest.mark.parametrize("name", ["displacement", "refugees"])
def test_all_pages_together_have_a_size(
    run: Run, others: UcdpServer, home: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = {"displacement": "idmc", "refugees": "unhcr"}[name]
    small = replace(OF_QUERIES[service], sizes=Sizes(pages=1_000))
    monkeypatch.setattr(fetch, "OF_QUERIES", {**OF_QUERIES, service: small})
    ran = run("fetch", name)
    assert (ran.code, "exceeds 1,000 bytes" in ran.err) == (5, True)
    assert [path for path in stored(home) if path.endswith(".parquet")] == []


def test_what_is_fetched_is_what_a_file_says(run: Run, others: UcdpServer, tmp_path: Path) -> None:
    fetched(run, "refugees")
    rows = run("datasets", "show", "refugees", "--csv", "-q").csv()
    assert run("import", str(FIXTURES / stock_files.UNHCR), "--release", "2015-01-01").code == 0
    other = run("datasets", "show", "refugees@2015-01-01+", "--csv", "-q")
    name = next(
        row["name"]
        for row in run("datasets", "--json").json()["rows"]
        if str(row["name"]).startswith("refugees@2015")
    )
    assert other.code == 3
    assert rows.equals(run("datasets", "show", name, "--csv", "-q").csv())
    assert json.loads((FIXTURES / stock_files.UNHCR).read_text())["maxPages"] == 1
