"""The API client against a UCDP on the loopback: what a user gets when each thing goes wrong."""

from __future__ import annotations

import asyncio
import json
import signal
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from mali_cli.model.errors import DamagedError, Exit, MaliCliError, UcdpError, UsageError
from mali_cli.ucdp import api, waiting
from mali_cli.ucdp.addresses import UCDP_API, Sizes
from mali_cli.ucdp.api import Harvest, harvest
from mali_cli.ucdp.query import ApiQuery, NoSuchReleaseError
from mali_cli.ucdp.token import Token, TokenRefusedError
from tests.servers import made_up
from tests.servers.ucdp_server import TOKEN, Notes, UcdpServer

GED = ApiQuery("ged", "25.1")
ROWS = 432  # five pages of the 100 that the server sends at most here


@pytest.fixture
def rows(ucdp: UcdpServer) -> list[dict[str, Any]]:
    events = made_up.events("25.1", ROWS)
    ucdp.offer("ged", "25.1", events)
    ucdp.page_limit = 100
    return events


def _left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def _fails(
    query: ApiQuery, token: Token, folder: Path, error: type[MaliCliError], say: Notes
) -> str:
    """Return the message and hint of the failure; no token stands in anything that is shown."""
    with pytest.raises(error) as caught:
        harvest(query, token, folder, say=say)
    shown = f"{caught.value.message}\n{caught.value.hint}\n{' '.join(say)}"
    assert token.value not in shown + repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.exit_code == error.exit_code
    return shown


def test_a_whole_set_comes_page_by_page_and_leaves_nothing_behind(
    ucdp: UcdpServer, rows: list[dict[str, Any]], token: Token, tmp_path: Path
) -> None:
    steps: list[tuple[int | None, int]] = []
    found = harvest(GED, token, tmp_path, progress=lambda total, done: steps.append((total, done)))
    assert found.rows == rows
    assert found.total == ROWS
    assert found.address == f"{ucdp.api}/gedevents/25.1?pagesize=1000"
    assert sorted(ucdp.pages()) == [0, 1, 2, 3, 4]
    assert steps[-1] == (ROWS, ROWS)
    assert _left(tmp_path) == []
    assert ucdp.most_at_once <= 3
    assert {seen.query["pagesize"] for seen in ucdp.requests} == {"1000"}
    assert all(seen.headers["user-agent"].startswith("mali-cli/") for seen in ucdp.requests)
    assert TOKEN not in repr(found) + found.address


def test_the_hash_is_of_the_content_and_not_of_its_order(
    ucdp: UcdpServer, rows: list[dict[str, Any]], token: Token, tmp_path: Path
) -> None:
    first = harvest(GED, token, tmp_path)
    ucdp.offer("ged", "25.1", [dict(reversed(row.items())) for row in reversed(rows)])
    assert harvest(GED, token, tmp_path).sha256 == first.sha256
    rows[7]["best"] += 1
    ucdp.offer("ged", "25.1", rows)
    assert harvest(GED, token, tmp_path).sha256 != first.sha256


def test_a_server_with_smaller_pages_still_gives_all(
    ucdp: UcdpServer, rows: list[dict[str, Any]], token: Token, tmp_path: Path
) -> None:
    ucdp.page_limit = 50
    assert harvest(GED, token, tmp_path).rows == rows
    assert len(ucdp.requests) == 9


def test_pages_of_a_thousand(ucdp: UcdpServer, token: Token, tmp_path: Path) -> None:
    events = made_up.events("26.1", 2001)
    ucdp.offer("ged", "26.1", events)
    assert harvest(ApiQuery("ged", "26.1"), token, tmp_path).rows == events
    assert sorted(ucdp.pages()) == [0, 1, 2]


def test_events_are_asked_wider_and_filtered_by_overlap(
    ucdp: UcdpServer, token: Token, tmp_path: Path
) -> None:
    rows = made_up.events("25.1", 4000)
    ucdp.offer("ged", "25.1", rows)
    first, last = date(2015, 3, 1), date(2015, 5, 31)
    query = ApiQuery("ged", "25.1", (432, 439), ("one-sided",), first, last)
    found = harvest(query, token, tmp_path)
    wanted = [
        row
        for row in rows
        if row["country_id"] in (432, 439)
        and row["type_of_violence"] == 3
        and row["date_start"][:10] <= "2015-05-31"
        and row["date_end"][:10] >= "2015-03-01"
    ]
    assert found.rows == wanted
    assert any(row["date_end"][:10] > "2015-05-31" for row in wanted)
    assert found.total > len(wanted)
    assert ucdp.requests[0].query == {
        "Country": "432,439",
        "TypeOfViolence": "3",
        "StartDate": "2015-03-01",
        "EndDate": "2016-05-31",
        "pagesize": "1000",
        "page": "0",
    }


def test_country_years_are_asked_by_number_and_year(
    ucdp: UcdpServer, token: Token, tmp_path: Path
) -> None:
    ucdp.publish("country-year", "26.1")
    query = ApiQuery("country-year", "26.1", (432,), (), date(2013, 7, 1), date(2015, 1, 31))
    found = harvest(query, token, tmp_path)
    assert [(row["country_id"], row["year"]) for row in found.rows] == [
        (432, 2013),
        (432, 2014),
        (432, 2015),
    ]
    assert ucdp.requests[0].query["Year"] == "2013,2014,2015"


@pytest.mark.parametrize(
    "dataset", ["one-sided", "non-state", "armed-conflict", "dyadic", "battle-deaths"]
)
def test_the_other_sets_by_country(
    dataset: str, ucdp: UcdpServer, token: Token, tmp_path: Path
) -> None:
    rows = ucdp.publish(dataset, "26.1")
    assert harvest(ApiQuery(dataset, "26.1"), token, tmp_path).rows == rows
    mali = harvest(ApiQuery(dataset, "26.1", (432,), (), date(2024, 1, 1)), token, tmp_path)
    assert [row["year"] for row in mali.rows] in ([2024, 2025], ["2024", "2025"])


def test_a_candidate_month_has_its_own_version(
    ucdp: UcdpServer, token: Token, tmp_path: Path
) -> None:
    rows = ucdp.publish("candidate", "26.0.8")
    assert harvest(ApiQuery("candidate", "26.0.8"), token, tmp_path).rows == rows
    assert ucdp.requests[0].path == "/api/gedevents/26.0.8"


@pytest.mark.parametrize(
    "query",
    [
        ApiQuery("actors", "26.1"),
        ApiQuery("ged", "26.0.8"),
        ApiQuery("candidate", "26.1"),
        ApiQuery("country-year", "26.1", types=("one-sided",)),
        ApiQuery("one-sided", "25.1", start=date(2025, 1, 1)),
        ApiQuery("ged", "26.1", start=date(2020, 1, 2), end=date(2020, 1, 1)),
        ApiQuery("ged", "26.1", types=("riots",)),
        ApiQuery("ged", "26.9.1"),
        ApiQuery("nothing", "26.1"),
    ],
)
def test_what_the_api_cannot_be_asked_is_not_asked(
    query: ApiQuery, ucdp: UcdpServer, token: Token, tmp_path: Path, said: Notes
) -> None:
    _fails(query, token, tmp_path, UsageError, said)
    assert ucdp.requests == []


# --- refusals: no second try, exit 4


@pytest.mark.usefixtures("rows")
def test_a_bad_token_is_refused_at_once(ucdp: UcdpServer, tmp_path: Path, said: Notes) -> None:
    bad = Token("wrong-wrong-wrong-wrong", "UCDP_TOKEN")
    shown = _fails(GED, bad, tmp_path, TokenRefusedError, said)
    assert "refused the token from UCDP_TOKEN (401)" in shown
    assert "mertcan.yilmaz@pcr.uu.se" in shown
    assert len(ucdp.requests) == 1
    assert said == []
    assert TokenRefusedError("x").exit_code is Exit.UCDP


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(("status", "word"), [(403, "forbids"), (400, "turns down"), (418, "418")])
def test_a_refusal_of_the_first_page_is_not_tried_again(
    status: int, word: str, ucdp: UcdpServer, token: Token, tmp_path: Path, said: Notes
) -> None:
    ucdp.fail("status", value=status)
    assert word in _fails(GED, token, tmp_path, UcdpError, said)
    assert len(ucdp.requests) == 1
    assert _left(tmp_path) == []


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_later_ends_it_too_and_keeps_the_pages(
    status: int, ucdp: UcdpServer, token: Token, tmp_path: Path, said: Notes
) -> None:
    ucdp.fail("status", page=4, value=status)
    _fails(GED, token, tmp_path, UcdpError, said)
    assert ucdp.pages().count(4) == 1
    assert "page-00000.json" in _left(tmp_path)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("page", [0, 3])
def test_the_token_does_not_follow_a_redirect(
    page: int, ucdp: UcdpServer, elsewhere: UcdpServer, token: Token, tmp_path: Path, said: Notes
) -> None:
    ucdp.fail("redirect", page=page, value=f"{elsewhere.api}/gedevents/25.1?page=0")
    shown = _fails(GED, token, tmp_path, UcdpError, said)
    assert "redirects to http://127.0.0.1; the token is not sent there" in shown
    assert elsewhere.requests == []


def test_a_token_never_goes_over_plain_http(
    token: Token, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALI_CLI_UCDP_API", "http://ucdpapi.pcr.uu.se/api")
    with pytest.raises(UsageError, match="MALI_CLI_UCDP_API"):
        harvest(GED, token, tmp_path)


@pytest.mark.usefixtures("rows")
def test_a_proxy_does_not_see_what_goes_to_the_loopback(
    ucdp: UcdpServer,
    elsewhere: UcdpServer,
    token: Token,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", elsewhere.base)
    monkeypatch.setenv("http_proxy", elsewhere.base)
    assert len(harvest(GED, token, tmp_path).rows) == ROWS
    assert elsewhere.requests == []


# --- nothing there


def test_a_version_without_rows_is_not_published(
    ucdp: UcdpServer, token: Token, tmp_path: Path, said: Notes
) -> None:
    shown = _fails(ApiQuery("ged", "29.1"), token, tmp_path, NoSuchReleaseError, said)
    assert "has not published ged 29.1" in shown
    assert "ged@26.1" in shown
    assert len(ucdp.requests) == 1


@pytest.mark.parametrize("status", [None, 404])
def test_a_selection_of_a_version_that_is_missing(
    status: int | None, ucdp: UcdpServer, token: Token, tmp_path: Path, said: Notes
) -> None:
    if status:
        ucdp.fail("status", value=status)
    query = ApiQuery("candidate", "29.0.1", (432,))
    shown = _fails(query, token, tmp_path, NoSuchReleaseError, said)
    assert "candidate@26.0.8" in shown
    assert [seen.query.get("pagesize") for seen in ucdp.requests] == ["1000", "1"]


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("status", [None, 404])
def test_a_selection_may_truly_be_empty(
    status: int | None, ucdp: UcdpServer, token: Token, tmp_path: Path
) -> None:
    if status:
        ucdp.fail("status", value=status, times=1)
    found = harvest(ApiQuery("ged", "25.1", (2,)), token, tmp_path)
    assert (found.rows, found.total) == ([], 0)
    assert len(ucdp.requests) == 2


# --- what passes: tried again, said why


@pytest.mark.parametrize(
    ("kind", "where", "word"),
    [
        ("status", {"value": 503}, "UCDP is busy (503) on page 2"),
        ("status", {"value": 500}, "UCDP has trouble (500)"),
        ("status", {"value": 429}, "UCDP asks to slow down (429)"),
        ("status", {"value": 400}, "UCDP turns down page 2 after others worked (400)"),
        ("cut", {}, "broke off"),
        ("empty", {}, "page 2 arrived empty"),
        ("stall", {"value": 1.2}, "too slowly"),
        ("drip", {"value": 0.2}, "too slowly"),
    ],
)
def test_a_fault_that_passes_is_waited_out(
    kind: str,
    where: dict[str, Any],
    word: str,
    ucdp: UcdpServer,
    rows: list[dict[str, Any]],
    token: Token,
    tmp_path: Path,
    said: Notes,
) -> None:
    ucdp.fail(kind, page=2, times=1, **where)
    assert harvest(GED, token, tmp_path, say=said).rows == rows
    assert ucdp.pages().count(2) == 2
    assert len(ucdp.requests) == 6
    (sentence,) = said
    assert word in sentence
    assert "waiting 0.0 s, then try 2 of" in sentence
    assert _left(tmp_path) == []


@pytest.mark.parametrize(
    ("kind", "where", "tries"),
    [
        ("status", {"value": 503}, 6),
        ("status", {"value": 400}, 5),
        ("status", {"value": 429}, 6),
        ("cut", {}, 4),
        ("empty", {}, 6),
        ("drip", {"value": 0.2}, 3),
    ],
)
@pytest.mark.usefixtures("rows")
def test_a_fault_that_stays_ends_it_and_the_next_run_goes_on(
    kind: str,
    where: dict[str, Any],
    tries: int,
    ucdp: UcdpServer,
    token: Token,
    tmp_path: Path,
    said: Notes,
) -> None:
    ucdp.fail(kind, page=4, **where)
    shown = _fails(GED, token, tmp_path, UcdpError, said)
    assert f"tried {tries} times" in shown
    assert "run the same command again: it resumes where it stopped" in shown
    assert ucdp.pages().count(4) == tries
    assert "page-00003.json" in _left(tmp_path)
    ucdp.heal()
    ucdp.requests.clear()
    assert len(harvest(GED, token, tmp_path).rows) == ROWS
    assert sorted(ucdp.pages()) == [0, 4]
    assert _left(tmp_path) == []


@pytest.mark.usefixtures("rows")
def test_retry_after_is_honoured(
    ucdp: UcdpServer, token: Token, tmp_path: Path, said: Notes
) -> None:
    ucdp.fail("status", page=1, value=429, times=1, headers={"Retry-After": "1"})
    harvest(GED, token, tmp_path, say=said)
    assert "waiting 1.0 s" in said[0]


@pytest.mark.usefixtures("rows")
def test_a_retry_after_beyond_all_patience_ends_it(
    ucdp: UcdpServer, token: Token, tmp_path: Path, said: Notes
) -> None:
    ucdp.fail("status", page=1, value=429, headers={"Retry-After": "86400"})
    assert "UCDP asks for a wait of 86,400 s" in _fails(GED, token, tmp_path, UcdpError, said)
    assert ucdp.pages().count(1) == 1


def test_nobody_at_home(
    token: Token, tmp_path: Path, said: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALI_CLI_UCDP_API", "http://127.0.0.1:9/api")
    shown = _fails(GED, token, tmp_path, UcdpError, said)
    assert "http://127.0.0.1 cannot be reached" in shown
    assert len(said) == 2


# --- what came is wrong: exit 5, nothing kept


@pytest.mark.parametrize(
    ("kind", "where", "word"),
    [
        ("total", {"value": 1}, "wrong count: 432 rows where it announced 433"),
        ("total", {"value": -1}, "wrong count: 432 rows where it announced 431"),
        ("total", {"value": 10**9}, "wrong count"),
        ("total", {"value": 5, "page": 3}, "wrong count: 437 rows, after 432 before"),
        ("duplicates", {"page": 1}, "a repeated row: id 90"),
        ("json", {"page": 1}, "broken JSON"),
        ("html", {"page": 1}, "a web page instead of data"),
        ("html", {}, "a web page instead of data"),
    ],
)
@pytest.mark.usefixtures("rows")
def test_wrong_data_is_refused_and_nothing_is_kept(
    kind: str,
    where: dict[str, Any],
    word: str,
    ucdp: UcdpServer,
    token: Token,
    tmp_path: Path,
    said: Notes,
) -> None:
    ucdp.fail(kind, **where)
    shown = _fails(GED, token, tmp_path, DamagedError, said)
    assert word in shown
    assert said == []
    assert _left(tmp_path) == []


@pytest.mark.parametrize(
    ("kind", "where", "word"),
    [
        ("rows", {"value": 1001}, "1,001 rows on page 0, which should have at most 1,000"),
        (
            "rows",
            {"value": 1001, "page": 2},
            "1,001 rows on page 2, which should",
        ),
        ("pages", {"value": 400_000}, "wrong count: 432 rows on 400,000 pages"),
        ("pages", {"value": 4}, "wrong count: 432 rows on 4 pages"),
        ("pages", {"value": 10**300}, "JSON that is not a page of rows"),
        ("total", {"value": 10**300}, "JSON that is not a page of rows"),
        ("body", {"value": b"[" * 100_000}, "broken JSON"),
        ("body", {"value": b"{" * 100_000}, "broken JSON"),
        ("body", {"value": b"9" * 100_000}, "broken JSON"),
        ("headers", {"headers": {"Content-Encoding": "gzip, gzip"}}, "compressed"),
        ("headers", {"page": 2, "headers": {"Content-Encoding": "br"}}, "compressed"),
    ],
)
@pytest.mark.usefixtures("rows")
def test_more_than_was_asked_for_is_refused(
    kind: str,
    where: dict[str, Any],
    word: str,
    ucdp: UcdpServer,
    token: Token,
    tmp_path: Path,
    said: Notes,
) -> None:
    ucdp.fail(kind, **where)
    assert word in _fails(GED, token, tmp_path, DamagedError, said)
    assert len(ucdp.requests) <= 5
    assert _left(tmp_path) == []


@pytest.mark.parametrize(
    ("sizes", "word"),
    [
        (Sizes(body=50_000), "page 0 exceeds 50,000 bytes"),
        (Sizes(values=3_000), "broken JSON"),
        (Sizes(pages=400_000), "the answer of the UCDP API exceeds 400,000 bytes"),
    ],
)
@pytest.mark.usefixtures("rows")
def test_what_is_larger_than_the_sizes_of_a_service_is_refused(
    sizes: Sizes,
    word: str,
    token: Token,
    tmp_path: Path,
    said: Notes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(api, "UCDP_API", replace(UCDP_API, sizes=sizes))
    assert word in _fails(GED, token, tmp_path, DamagedError, said)
    assert _left(tmp_path) == []


@pytest.mark.usefixtures("rows")
def test_a_flood_in_place_of_a_page_is_cut_off(
    ucdp: UcdpServer, token: Token, tmp_path: Path, said: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ucdp.fail("flood", value=5_000_000)
    monkeypatch.setattr(api, "UCDP_API", replace(UCDP_API, sizes=Sizes(body=1_000_000)))
    assert "exceeds 1,000,000 bytes" in _fails(GED, token, tmp_path, DamagedError, said)


def test_pages_of_real_size_are_far_below_the_limits() -> None:
    rows = made_up.events("25.1", 1000)
    body = json.dumps({"Result": [row | {"source_article": "a, b; " * 400} for row in rows]})
    assert len(body) < UCDP_API.sizes.body / 10
    assert body.count(",") < UCDP_API.sizes.values / 5


@pytest.mark.usefixtures("rows")
def test_nothing_is_asked_for_compressed(ucdp: UcdpServer, token: Token, tmp_path: Path) -> None:
    harvest(GED, token, tmp_path)
    assert {seen.headers["accept-encoding"] for seen in ucdp.requests} == {"identity"}


@pytest.mark.parametrize(
    ("query", "name", "word"),
    [
        (ApiQuery("ged", "25.1", (432,)), "Country", "countries other than 432"),
        (ApiQuery("ged", "25.1", (), ("one-sided",)), "TypeOfViolence", "other types"),
        (ApiQuery("ged", "25.1", start=date(2020, 1, 1)), "StartDate", "other dates"),
        (ApiQuery("ged", "25.1", end=date(2012, 1, 1)), "EndDate", "other dates"),
        (ApiQuery("country-year", "25.1", (432,)), "Country_Id", "countries other than 432"),
        (ApiQuery("one-sided", "25.1", (432,)), "Country", "countries other than 432"),
        (ApiQuery("one-sided", "25.1", start=date(2024, 1, 1)), "Year", "other years"),
    ],
)
@pytest.mark.usefixtures("rows")
def test_a_filter_that_is_ignored_is_noticed(
    query: ApiQuery,
    name: str,
    word: str,
    ucdp: UcdpServer,
    token: Token,
    tmp_path: Path,
    said: Notes,
) -> None:
    ucdp.publish("country-year", "25.1")
    ucdp.publish("one-sided", "25.1")
    ucdp.fail("ignore", value=name)
    assert word in _fails(query, token, tmp_path, DamagedError, said)
    assert _left(tmp_path) == []


def test_rows_that_lack_what_is_checked_are_damage(
    ucdp: UcdpServer, token: Token, tmp_path: Path, said: Notes
) -> None:
    rows = made_up.events("25.1", 3)
    rows[1]["date_end"] = None
    ucdp.offer("ged", "25.1", rows)
    ucdp.fail("ignore")
    query = ApiQuery("ged", "25.1", end=date(2030, 1, 1))
    assert "cannot be read" in _fails(query, token, tmp_path, DamagedError, said)


# --- interrupted


@pytest.mark.usefixtures("rows")
def test_a_changed_release_starts_anew(
    ucdp: UcdpServer, token: Token, tmp_path: Path, said: Notes
) -> None:
    ucdp.fail("status", page=4, value=503)
    _fails(GED, token, tmp_path, UcdpError, said)
    ucdp.heal()
    ucdp.requests.clear()
    fresh = made_up.events("25.1", ROWS + 1)
    ucdp.offer("ged", "25.1", fresh)
    assert harvest(GED, token, tmp_path).rows == fresh
    assert sorted(ucdp.pages()) == [0, 1, 2, 3, 4]


@pytest.mark.usefixtures("rows")
def test_a_page_that_was_damaged_on_disk_is_asked_again(
    ucdp: UcdpServer, token: Token, tmp_path: Path, said: Notes
) -> None:
    ucdp.fail("status", page=4, value=503)
    _fails(GED, token, tmp_path, UcdpError, said)
    ucdp.heal()
    ucdp.requests.clear()
    next(tmp_path.rglob("page-00002.json")).write_bytes(b'{"TotalCount": 432, "Res')
    assert len(harvest(GED, token, tmp_path).rows) == ROWS
    assert sorted(ucdp.pages()) == [0, 2, 4]


def test_another_query_does_not_touch_the_pages(
    ucdp: UcdpServer, rows: list[dict[str, Any]], token: Token, tmp_path: Path, said: Notes
) -> None:
    ucdp.fail("status", page=4, value=403)
    _fails(GED, token, tmp_path, UcdpError, said)
    left = _left(tmp_path)
    mali = harvest(ApiQuery("ged", "25.1", (432,)), token, tmp_path)
    assert 0 < len(mali.rows) < len(rows)
    assert _left(tmp_path) == left


@pytest.mark.usefixtures("rows")
def test_ctrl_c_keeps_the_pages(ucdp: UcdpServer, token: Token, tmp_path: Path) -> None:
    pressed: list[int] = []

    def interrupt(_total: int | None, done: int) -> None:
        if done and not pressed:  # early: a harvest that has all its pages ends as ever
            pressed.append(done)
            signal.raise_signal(signal.SIGINT)

    ucdp.fail("stall", page=4, value=0.5, times=1)  # so that not all have come by then
    with pytest.raises(KeyboardInterrupt):
        harvest(GED, token, tmp_path, progress=interrupt)
    assert _left(tmp_path)
    ucdp.requests.clear()
    assert len(harvest(GED, token, tmp_path).rows) == ROWS
    assert len(ucdp.requests) <= 5


@pytest.mark.usefixtures("rows")
def test_it_works_where_an_event_loop_runs(token: Token, tmp_path: Path) -> None:
    async def notebook() -> Harvest:
        return harvest(GED, token, tmp_path)

    assert asyncio.run(notebook()).total == ROWS


@pytest.mark.usefixtures("rows")
def test_requests_are_spread_out(
    ucdp: UcdpServer, token: Token, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[float] = []
    send = httpx.AsyncClient.stream

    def noted(self: httpx.AsyncClient, *args: Any, **more: Any) -> Any:
        starts.append(asyncio.get_running_loop().time())
        return send(self, *args, **more)

    monkeypatch.setattr(httpx.AsyncClient, "stream", noted)
    harvest(GED, token, tmp_path, limits=waiting.Limits(interval=0.1))
    gaps = [after - before for before, after in pairwise(starts)]
    assert min(gaps) > 0.02
    assert sum(gaps) > 0.1 * (len(gaps) - 1)
