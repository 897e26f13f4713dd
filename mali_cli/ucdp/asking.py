"""Ask the API for one page, again where that may help, and tell its refusals apart."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from ..model.errors import DamagedError, UcdpError
from . import waiting
from .addresses import place, under
from .client import Line, check_passing, faults, forbidden, unexpected, whole_body
from .errors import NoSuchReleaseError, TokenRefusedError
from .pages import Page, read_page
from .query import WRONG_HINT, ApiQuery, page_path
from .token import HEADER, Token
from .waiting import BROKEN_OFF, EMPTY, THROTTLED, Fault

AGAIN = "run the same command again: it goes on where it stopped"


@dataclass(frozen=True)
class Asker:
    """Who asks for what, where."""

    query: ApiQuery
    base: str
    token: Token
    line: Line


async def get_page(
    asker: Asker, number: int, path: str, first: Page | None = None
) -> tuple[Page, bytes]:
    """Return a page, as read and as it came; `first` is the first one, where that came before."""

    async def attempt() -> tuple[Page, bytes]:
        await asker.line.pace.turn()
        page, body = await _ask(asker, number, path, late=first is not None)
        if first and page.total != first.total:
            raise miscounted(f"{page.total:,} rows, and {first.total:,} before")
        if page.total and not page.rows:
            raise Fault(f"page {number} came empty", EMPTY)
        return page, body

    hint = AGAIN if first else "try again later"
    return await waiting.patiently(attempt, asker.line.say, hint, asker.line.pace.hold)


async def _ask(asker: Asker, number: int, path: str, *, late: bool) -> tuple[Page, bytes]:
    url = under(asker.base, path)
    what = f"page {number}"
    line = asker.line
    with faults(url, what):
        async with (
            asyncio.timeout(line.limits.answer),
            line.client.stream("GET", url, headers={HEADER: asker.token.value}) as response,
        ):
            status, headers = response.status_code, response.headers
            if status == 400 and late:
                raise Fault(f"UCDP turns down {what} after others worked (400)", THROTTLED)
            check_passing(response, what)
            if status == 200:
                body = await whole_body(response, line.limits.body, what)
    if status != 200:
        raise _refusal(asker, url, status, headers.get("Location", ""))
    try:
        return read_page(body), body
    except DamagedError:
        if "Content-Length" in headers or "Transfer-Encoding" in headers:
            raise
        raise Fault(f"{what} broke off", BROKEN_OFF) from None


def _refusal(asker: Asker, url: str, status: int, location: str) -> UcdpError:
    if status == 401:
        return TokenRefusedError(asker.token.origin)
    if status == 403:
        return forbidden(url)
    if status in (404, 410):
        return NoSuchReleaseError(
            asker.query.dataset, asker.query.release, f"the API says {status}"
        )
    if 300 <= status < 400:
        return UcdpError(
            f"{place(url)} redirects to {place(location)}; the token is not sent there",
            "if the API has moved for good, name its new address in MALI_CLI_UCDP_API",
        )
    if status == 400:
        asked = page_path(asker.query, None).partition("?")[2]
        return UcdpError(
            f"UCDP turns down the request for {asker.query} (400): {asked}"[:300],
            "the API may have changed: see whether there is a newer mali-cli, or use a download",
        )
    return unexpected(url, status, str(asker.query))


def miscounted(what: str) -> DamagedError:
    """Say that rows and counts do not agree."""
    return DamagedError(f"UCDP's API sent a wrong count: {what}", WRONG_HINT)
