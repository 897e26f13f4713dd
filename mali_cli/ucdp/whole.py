"""All rows of the newest release of a data set, by one query: in one piece, or in pages.

The user's own key is added to each request and to nothing else: it stands in no address that is
kept or shown. The address of a next page is followed on the same host only.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import field
from functools import partial
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx

from ..frozen import frozen
from ..model.errors import DamagedError
from ..words import online
from ..words.message import Said
from .addresses import Service, on_same_host, place, under
from .client import Body, Line, ask, check_usual, get, looks_like_page, read_json
from .progress import Say
from .token import Credential, Token, TokenRefusedError
from .transfer import page_instead
from .waiting import BROKEN_OFF, Deadline, Fault

KEY = "client_id"
"""The parameter that has IDMC's key."""
MOST_PAGES = 1000
REFUSES = (401, 403)


@frozen
class WholeQuery:
    """What is asked: the query, a path below the service's address, and what messages call it.

    `pages` is how the answer goes on, as a door of a data set has it; `own` the user's key, and
    `which` it is.
    """

    service: Service
    path: str
    what: str | Said
    pages: Literal["", "next", "page"] = ""
    which: Credential | None = None
    own: Token | None = None


@frozen
class WholeAnswer:
    """What came, of several pages joined to one, and from where."""

    url: str
    content: bytes = field(repr=False)


def get_whole(wanted: WholeQuery, *, say: Say, until: Deadline | None = None) -> WholeAnswer:
    """Return the answer to a query; `say` is told when and why it waits.

    Raises:
        UcdpError: the service cannot be reached, or refuses.
        DamagedError: a web page came, or too much, or pages that do not fit together.
    """
    url = under(wanted.service.base(), wanted.path)
    job = {"": _in_one, "next": _by_next, "page": _by_number}[wanted.pages]
    work = partial(job, wanted, url)
    hint = online.OR_IMPORT(hint=online.TRY_LATER(), address=wanted.service.site)
    content = ask(wanted.service, work, say=say, hint=hint, until=until)
    return WholeAnswer(url, content)


async def _in_one(wanted: WholeQuery, url: str, line: Line) -> bytes:
    return (await _body(wanted, url, line)).content


async def _by_next(wanted: WholeQuery, url: str, line: Line) -> bytes:
    """Join pages that name the next one: count, next, previous, results."""
    pages = _Pages(wanted, line, "results")
    rows: list[Any] = []
    asked = {url}
    first = page = await pages.get(url)
    for _ in range(MOST_PAGES):
        rows += page["results"]
        if page.get("count") != first.get("count"):
            raise _unlike(wanted, rows, page.get("count"))
        if page.get("next") is None:
            break
        following = _following(page["next"], url, wanted)
        if following in asked:
            raise DamagedError(online.PAGE_TWICE(service=wanted.service.name))
        asked.add(following)
        page = await pages.get(following)
    else:
        raise DamagedError(online.TOO_MANY_PAGES(service=wanted.service.name, most=MOST_PAGES))
    if first.get("count") != len(rows):
        raise _unlike(wanted, rows, first.get("count"))
    return _joined({**first, "next": None, "previous": None, "results": rows})


async def _by_number(wanted: WholeQuery, url: str, line: Line) -> bytes:
    """Join pages that are numbered from 1 on: page, maxPages, items."""
    pages = _Pages(wanted, line, "items")
    first = await pages.get(f"{url}&page=1")
    number = first.get("maxPages")
    if type(number) is not int or not 0 <= number <= MOST_PAGES:
        raise _unlike(wanted, first["items"], number)
    rows = [*first["items"]]
    for at in range(2, number + 1):
        page = await pages.get(f"{url}&page={at}")
        if page.get("maxPages") != number or page.get("page") != at or not page["items"]:
            raise _unlike(wanted, rows, page.get("maxPages"))
        rows += page["items"]
    return _joined({**first, "maxPages": 1, "items": rows})


class _Pages:
    """The pages of one answer, each with a list of rows, and how many bytes they have."""

    def __init__(self, wanted: WholeQuery, line: Line, rows: str) -> None:
        self._wanted, self._line, self._rows = wanted, line, rows
        self._size = 0

    async def get(self, url: str) -> dict[str, Any]:
        """Return a page as it was read.

        Raises:
            DamagedError: it is none, or all have more bytes than they may.
        """
        wanted, sizes = self._wanted, self._wanted.service.sizes
        body = await _body(wanted, url, self._line)
        self._size += len(body.content)
        if self._size > sizes.pages:
            raise DamagedError(online.TOO_LARGE(what=wanted.what, most=sizes.pages))
        try:
            page = read_json(body.content, sizes.values)
        except ValueError:
            page = None
        if not isinstance(page, dict) or not isinstance(page.get(self._rows), list):
            raise DamagedError(online.NO_PAGE(service=wanted.service.name))
        return page


async def _body(wanted: WholeQuery, url: str, line: Line) -> Body:
    asked = _with_key(url, wanted.own) if wanted.own else url

    async def attempt() -> Body:
        await line.pace.turn()
        body = await get(line, asked, wanted.what, _check(wanted, line))
        if not body.ends and not _ends_well(body.content):
            raise Fault(online.BROKE_OFF(what=wanted.what), BROKEN_OFF)
        return body

    body = await line.patiently(attempt)
    if looks_like_page(body.content):
        raise page_instead(wanted.service, str(wanted.what))
    return body


def _check(wanted: WholeQuery, line: Line) -> Callable[[httpx.Response], None]:
    def check(response: httpx.Response) -> None:
        if wanted.own and wanted.which and response.status_code in REFUSES:
            raise TokenRefusedError(wanted.own.origin, wanted.which, response.status_code)
        check_usual(line, response, wanted.what)

    return check


def _ends_well(content: bytes) -> bool:
    """Return whether JSON is closed, or the last line of CSV is whole."""
    return content.endswith(b"\n") or content.rstrip()[-1:] in (b"]", b"}")


def _with_key(url: str, own: Token) -> str:
    """Return an address with the user's key in place of what it may have of one."""
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != KEY]
    return parts._replace(query=urlencode([*query, (KEY, own.value)])).geturl()


def _following(following: object, url: str, wanted: WholeQuery) -> str:
    """Return the address of the next page, below that of the service.

    Raises:
        DamagedError: it is elsewhere.
    """
    base = wanted.service.base()
    if not isinstance(following, str) or not on_same_host(following, base):
        target = place(following) if isinstance(following, str) else online.ANOTHER_ADDRESS()
        raise DamagedError(online.NEXT_ELSEWHERE(where=place(url), target=target))
    parts = urlsplit(following)
    return urlsplit(base)._replace(path=parts.path, query=parts.query).geturl()


def _unlike(wanted: WholeQuery, rows: list[Any], total: object) -> DamagedError:
    said = {"service": wanted.service.name, "rows": len(rows), "total": f"{total}"[:20]}
    return DamagedError(online.PAGES_DIFFER(**said))


def _joined(page: dict[str, Any]) -> bytes:
    return json.dumps(page, ensure_ascii=False).encode()
