"""A service that is not UCDP gives its address, its sizes and its checks, and has every limit."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mali_cli.model.errors import DamagedError, UcdpError, UsageError
from mali_cli.ucdp import waiting
from mali_cli.ucdp.addresses import Service, Sizes, under
from mali_cli.ucdp.client import Line, ask, check_usual, get, read_json
from mali_cli.ucdp.parts import PartFile
from mali_cli.ucdp.progress import unseen
from mali_cli.ucdp.transfer import RemoteFile, get_file
from mali_cli.ucdp.waiting import deadline
from mali_cli.words import online
from mali_cli.words.message import Message
from tests.servers.ucdp_server import Notes, UcdpServer

POPULATION = Service(
    name="The made-up bank",
    variable="MALI_CLI_MADE_UP",
    usual="https://bank.invalid/v2",
    site="https://bank.invalid/",
    sizes=Sizes(body=2_000, values=100, file=3_000),
)
FIGURES = [{"country": "MLI", "date": str(year), "value": year} for year in range(2000, 2010)]
MISSING = Message("the made-up bank has no such file ({status})", "look for another one")


@pytest.fixture
def bank(ucdp: UcdpServer, monkeypatch: pytest.MonkeyPatch) -> UcdpServer:
    monkeypatch.setenv("MALI_CLI_MADE_UP", ucdp.downloads)
    ucdp.put("figures.json", json.dumps(FIGURES).encode())
    ucdp.put("figures.csv", b"a,b\r\n" * 500)
    return ucdp


def figures(say: Notes, **more: Any) -> Any:
    """Get rows as a data set of such a service would."""

    async def work(line: Line) -> Any:
        url, what = under(POPULATION.base(), "figures.json"), "the figures"
        check = partial(check_usual, line, what=what)
        body = await line.patiently(lambda: get(line, url, what, check))
        return read_json(body.content, POPULATION.sizes.values)

    return ask(POPULATION, work, say=say, hint=online.TRY_LATER(), **more)


def file(folder: Path, say: Notes, name: str = "figures.csv", **more: Any) -> Path:
    """Get a file as a data set of such a service would."""
    remote = RemoteFile(
        under(POPULATION.base(), name),
        name,
        POPULATION.sizes.file,
        lambda status: UcdpError(MISSING(status=status)),
    )
    part = PartFile(folder, name)

    async def work(line: Line) -> bool:
        return await get_file(line, remote, part, unseen)

    ask(POPULATION, work, say=say, hint=online.RUN_AGAIN(), **more)
    return part.finish()


def test_its_answers_come(bank: UcdpServer, tmp_path: Path, said: Notes) -> None:
    assert figures(said) == FIGURES
    assert file(tmp_path, said).read_bytes() == bank.files["figures.csv"].content
    assert said == []
    assert {seen.headers["accept-encoding"] for seen in bank.requests} == {"identity"}


@pytest.mark.parametrize(
    ("kind", "where", "error", "word"),
    [
        ("flood", {"value": 10_000}, DamagedError, "the figures exceeds 2,000 bytes"),
        ("headers", {"headers": {"Content-Encoding": "gzip"}}, DamagedError, "compressed"),
        ("stall", {"value": 3}, UcdpError, r"http://127\.0\.0\.1 was silent"),
        ("status", {"value": 503}, UcdpError, r"The made-up bank is busy \(503\) on the figures"),
        ("status", {"value": 403}, UcdpError, "forbids this"),
        ("status", {"value": 404}, UcdpError, "answered 404 for the figures"),
        ("redirect", {"value": "http://127.0.0.1:9/"}, UcdpError, "answered 302"),
        ("cut", {"value": 9}, UcdpError, "broke off"),
    ],
)
def test_its_faults_are_told_of_it(
    kind: str,
    where: dict[str, Any],
    error: type[Exception],
    word: str,
    bank: UcdpServer,
    said: Notes,
) -> None:
    bank.fail(kind, **where)
    with pytest.raises(error, match=word):
        figures(said, limits=replace(waiting.LIMITS, silent=0.3))


@pytest.mark.parametrize(
    ("kind", "where", "error", "word"),
    [
        ("flood", {"value": 10_000}, DamagedError, r"figures\.csv exceeds 3,000 bytes"),
        ("html", {}, DamagedError, "a web page arrived instead"),
        ("status", {"value": 404}, UcdpError, r"the made-up bank has no such file \(404\)"),
        ("drip", {"value": 0.05}, UcdpError, "more than the 0.3 s allowed in all"),
    ],
)
def test_so_are_those_of_its_files(
    kind: str,
    where: dict[str, Any],
    error: type[Exception],
    word: str,
    bank: UcdpServer,
    tmp_path: Path,
    said: Notes,
) -> None:
    bank.fail(kind, **where)
    with pytest.raises(error, match=word):
        file(tmp_path, said, until=deadline(0.3) if kind == "drip" else None)


def test_its_json_has_no_more_values_than_it_says(bank: UcdpServer, said: Notes) -> None:
    bank.put("figures.json", b"[" + b",".join([b"1"] * 200) + b"]")
    with pytest.raises(ValueError, match="100"):
        figures(said)


def test_its_variable_is_checked(said: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALI_CLI_MADE_UP", "http://bank.invalid/")
    with pytest.raises(UsageError, match="MALI_CLI_MADE_UP is not an https address") as caught:
        figures(said)
    assert "https://bank.invalid/v2" in str(caught.value.hint)
