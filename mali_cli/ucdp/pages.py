"""Pages of the API: how one is read, and how those of an interrupted harvest are kept.

A harvest has a folder of its own, named after its address; each page is a file as it came,
written beside and moved into place. They count only while UCDP still says the same total and
sends the same first page; otherwise the harvest starts anew.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

from ..frozen import frozen
from ..model.errors import DamagedError, OutputError, UcdpError
from ..store.atomic import put
from ..words import online
from ..words.message import Said
from .addresses import Sizes, place, under
from .client import (
    REDIRECTS,
    Line,
    check_passing,
    forbidden,
    get,
    looks_like_page,
    read_json,
    unexpected,
)
from .query import PAGE_SIZE, ApiQuery, ApiRow, NoSuchReleaseError, page_path
from .token import HEADER, Token, TokenRefusedError
from .waiting import BROKEN_OFF, EMPTY, THROTTLED, Fault


@frozen
class Asker:
    """Who asks for what, where."""

    query: ApiQuery
    base: str
    token: Token
    line: Line


async def get_page(
    asker: Asker, number: int, first: Page | None = None, size: int = PAGE_SIZE
) -> tuple[Page, bytes]:
    """Return a page of so many rows at most, as read and as it came.

    `first` is the first page, where that came before.
    """
    path = page_path(asker.query, number, size)

    async def attempt() -> tuple[Page, bytes]:
        await asker.line.pace.turn()
        page, body = await _ask(asker, number, path, late=first is not None)
        if first and page.total != first.total:
            raise miscounted(online.ROWS_BEFORE(rows=page.total, before=first.total))
        if len(page.rows) > size:
            raise miscounted(online.ROWS_ON_A_PAGE(rows=len(page.rows), number=number, size=size))
        if page.total and not page.rows:
            raise Fault(online.PAGE_EMPTY(number=number), EMPTY)
        return page, body

    return await asker.line.patiently(attempt, None if first else online.TRY_LATER())


async def _ask(asker: Asker, number: int, path: str, *, late: bool) -> tuple[Page, bytes]:
    url, what, line = under(asker.base, path), online.PAGE(number=number), asker.line

    def check(response: httpx.Response) -> None:
        status = response.status_code
        if status == 400 and late:
            raise Fault(online.THROTTLED(what=what), THROTTLED)
        check_passing(line, response, what)
        if status != 200:
            raise _refusal(asker, url, status, response.headers.get("Location", ""))

    body = await get(line, url, what, check, {HEADER: asker.token.value})
    try:
        return read_page(body.content, line.service.sizes.values), body.content
    except DamagedError:
        if body.ends:
            raise
        raise Fault(online.BROKE_OFF(what=what), BROKEN_OFF) from None


def _refusal(asker: Asker, url: str, status: int, location: str) -> UcdpError:
    if status == 401:
        return TokenRefusedError(asker.token.origin)
    if status == 403:
        return forbidden(asker.line, url)
    if status in (404, 410):
        return NoSuchReleaseError(
            asker.query.dataset, asker.query.release, online.API_SAYS(status=status)
        )
    if status in REDIRECTS:
        return UcdpError(online.TOKEN_REDIRECTED(where=place(url), target=place(location)))
    if status == 400:
        asked = page_path(asker.query, None).partition("?")[2]
        return UcdpError(online.TURNED_DOWN(query=asker.query, asked=asked))
    return unexpected(url, status, str(asker.query))


def miscounted(what: Said) -> DamagedError:
    """Say that rows and counts do not agree."""
    return DamagedError(online.WRONG_COUNT(what=what))


MANIFEST = "harvest.json"
LARGEST = 10**12
"""A count that is no less is none."""


@frozen
class Page:
    """A page of the API: how many rows and pages there are in all, and its rows."""

    total: int
    pages: int
    rows: list[ApiRow] = field(repr=False)


def read_page(body: bytes, values: int = Sizes.values) -> Page:
    """Read the envelope of a page: TotalCount, TotalPages, Result (UCDP's OpenAPI file).

    `values`: how many there may be in it.

    Raises:
        DamagedError: it is HTML, no JSON, too much of it, or not that envelope.
    """
    if looks_like_page(body):
        raise DamagedError(online.PAGE_INSTEAD_OF_DATA())
    try:
        content = read_json(body, values)
    except ValueError:
        raise DamagedError(online.BROKEN_JSON()) from None
    if not isinstance(content, dict) or not _is_envelope(content):
        raise DamagedError(online.NO_PAGE_OF_ROWS())
    return Page(content["TotalCount"], content["TotalPages"], content["Result"])


def digest_of(rows: list[ApiRow]) -> str:
    """Return the sha256 of rows, whatever their order and that of their columns."""
    lines = sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


class KeptPages:
    """The pages of one harvest on this machine."""

    def __init__(self, folder: Path, address: str, most: int) -> None:
        self.folder = folder / sha256(address.encode()).hexdigest()[:16]
        self._address = address
        self._most = most
        self._size = 0

    def begin(self, first: Page, body: bytes) -> dict[int, Page]:
        """Return the pages kept of the same harvest, by number, the first one among them.

        What was kept of another state of the data is removed.
        """
        state = self._state(first)
        if self._read(MANIFEST) != state:
            self.forget()
            self._write(MANIFEST, state)
        self.keep(0, body)
        found = {number: self._page(number) for number in range(1, first.pages)}
        pages = {n: page for n, page in found.items() if page and page.total == first.total}
        return {0: first, **pages}

    def keep(self, number: int, body: bytes) -> None:
        """Keep a page.

        Raises:
            DamagedError: with it, all pages have more bytes than they may have.
            OutputError: it cannot be written.
        """
        self._size += len(body)
        if self._size > self._most:
            raise DamagedError(online.TOO_LARGE(what=online.ANSWER_OF_API(), most=self._most))
        self._write(self._name(number), body)

    def forget(self) -> None:
        """Remove all that is kept."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _state(self, first: Page) -> bytes:
        state = {
            "address": self._address,
            "total": first.total,
            "pages": first.pages,
            "first": digest_of(first.rows),
        }
        return json.dumps(state, indent=1).encode()

    def _page(self, number: int) -> Page | None:
        body = self._read(self._name(number))
        self._size += len(body or b"")
        try:
            page = read_page(body) if body else None
        except DamagedError:
            return None
        return page if page and page.rows else None

    def _read(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def _write(self, name: str, content: bytes) -> None:
        path = self.folder / name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            put(path, content, durable=False)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise OutputError(online.NO_SPACE_FOR_PAGE(path=path, why=why)) from None

    @staticmethod
    def _name(number: int) -> str:
        return f"page-{number:05d}.json"


def _is_envelope(content: dict[str, Any]) -> bool:
    rows = content.get("Result")
    counts = (content.get("TotalCount"), content.get("TotalPages"))
    if not all(type(count) is int and 0 <= count < LARGEST for count in counts):
        return False
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
