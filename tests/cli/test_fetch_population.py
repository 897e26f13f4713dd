"""`fetch population`: one query to the World Bank, here to its stand-in on the loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.read.writers import people_in, population_of_api
from tests.servers.ucdp_server import UcdpServer

if TYPE_CHECKING:
    from .conftest import Run

PATH = "country/all/indicator/SP.POP.TOTL"


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Iterator[UcdpServer]:
    with UcdpServer() as server:
        server.put(PATH, population_of_api())
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


def test_the_newest_release_comes_whole_and_answers(run: Run, bank: UcdpServer) -> None:
    ran = run("fetch", "population", "--json")
    assert ran.code == 0, ran.err
    (row,) = ran.json()["rows"]
    assert (row["name"], row["whole"], row["done"]) == ("population@2017-07-01", True, "fetched")
    (asked,) = bank.requests
    assert asked.query["format"] == "json"
    assert asked.query["per_page"] == "20000"
    assert "x-ucdp-access-token" not in asked.headers
    words = ("-c", "Mali", "--by", "year", "-t", "all", "--per", "1000")
    rates = run("totals", *words, "--population", "2017-07-01", "--json").json()
    assert rates["sources"][1]["release"] == "2017-07-01"
    found = next(row for row in rates["rows"] if row["year"] == 2012)
    people = people_in("MLI", 2012) or 0
    assert found["deaths_per_1000"] == pytest.approx(1000 * found["deaths"] / people, rel=1e-5)
    again = run("fetch", "population", "--csv", "-q").csv()
    assert again["done"].to_list() == ["already here"]
    assert run("fetch", "population@2017-07-01").code == 0
    assert run("datasets", "verify").code == 0


def test_another_release_than_the_newest_is_not_to_be_had(run: Run, bank: UcdpServer) -> None:
    ran = run("fetch", "population@2016-07-01")
    assert (ran.code, "only its newest release, 2017-07-01, not 2016-07-01" in ran.err) == (3, True)


@pytest.mark.parametrize("words", [("-c", "Mali"), ("--from", "2000"), ("--via", "api")])
def test_a_part_of_it_is_refused(run: Run, bank: UcdpServer, words: tuple[str, ...]) -> None:
    ran = run("fetch", "population", *words)
    assert (ran.code, "population is fetched whole" in ran.err, bank.requests) == (2, True, [])


def without(key: str) -> bytes:
    facts, rows = json.loads(population_of_api())
    del facts[key]
    return json.dumps([facts, rows]).encode()


ERROR = b'[{"message":[{"id":"120","key":"Invalid value","value":"not valid"}]}]'
MOST = population_of_api().replace(b'"total": ', b'"total": 9')


@pytest.mark.parametrize(
    ("content", "code"),
    [(without("lastupdated"), 5), (ERROR, 5), (MOST, 5), (b"<html>log in</html>", 5), (b"[{", 5)],
)
def test_what_is_not_all_of_it_is_not_kept(
    run: Run, bank: UcdpServer, content: bytes, code: int
) -> None:
    bank.put(PATH, content)
    ran = run("fetch", "population")
    assert ran.code == code, ran.err
    assert "population@2017" not in run("datasets").out


@pytest.mark.parametrize(
    ("kind", "value", "code"), [("status", 403, 4), ("status", 404, 4), ("status", 503, 4)]
)
def test_a_service_that_refuses(
    run: Run, bank: UcdpServer, kind: str, value: int, code: int
) -> None:
    bank.fail(kind, value=value)
    ran = run("fetch", "population")
    assert ran.code == code
    assert "127.0.0.1" in ran.err or "the World Bank" in ran.err


def test_trouble_that_passes_is_waited_for(run: Run, bank: UcdpServer) -> None:
    bank.fail("status", value=503, times=1)
    assert run("fetch", "population").code == 0
    assert [seen.status for seen in bank.requests] == [503, 200]


def test_its_address_must_be_safe(
    run: Run, bank: UcdpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALI_CLI_WORLDBANK_API", "http://example.org")
    ran = run("fetch", "population")
    assert (ran.code, "MALI_CLI_WORLDBANK_API" in ran.err) == (2, True)
