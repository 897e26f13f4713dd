"""Files on the wire: asked for without a token, followed where it is safe, timed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import IO
from urllib.parse import urljoin

import httpx

from ..facts.releases import KnownFile
from ..model.errors import UcdpError
from .addresses import is_loopback, is_safe, place
from .checks import looks_like_page, page_instead
from .client import REDIRECTS, Line
from .partial import Origin
from .progress import Progress
from .waiting import SLOW, Fault

PLAIN = {"Accept-Encoding": "identity"}
"""Compressed on the way, the bytes would not be those that a resumed download counts."""
MOST_REDIRECTS = 5


@asynccontextmanager
async def answer(
    line: Line, url: str, known: Origin | None, size: int
) -> AsyncIterator[httpx.Response]:
    """Ask for a file, or for what is missing of it after `size` bytes (RFC 9110, 13.1.5)."""
    headers = dict(PLAIN)
    if known:
        headers |= {"Range": f"bytes={size}-", "If-Range": known.validator}
    async with asyncio.timeout(line.limits.answer) as deadline:
        response = await follow(line, "GET", url, headers)
        deadline.reschedule(None)
        try:
            yield response
        finally:
            await response.aclose()


async def follow(line: Line, method: str, url: str, headers: dict[str, str]) -> httpx.Response:
    """Return the open answer to a request without a token, after its redirects.

    Raises:
        UcdpError: a redirect leads to an unsafe place, or there are too many.
    """
    for _ in range(MOST_REDIRECTS + 1):
        request = line.client.build_request(method, url, headers=headers)
        response = await line.client.send(request, stream=True)
        if response.status_code not in REDIRECTS:
            return response
        await response.aclose()
        target = urljoin(url, response.headers.get("Location", ""))
        if not is_safe(target) or (is_loopback(target) and not is_loopback(url)):
            raise UcdpError(
                f"{place(url)} redirects to {place(target)}, which is not https",
                "not followed; see https://ucdp.uu.se/downloads/",
            )
        url = target
    raise UcdpError(f"{place(url)} redirects again and again", "try again later")


async def write_body(
    line: Line,
    response: httpx.Response,
    out: IO[bytes],
    file: KnownFile,
    tell: Progress,
    total: int | None,
) -> None:
    """Write the body of an answer as it comes.

    Raises:
        Fault: it comes more slowly than the limits allow.
        DamagedError: a web page comes.
    """
    done = out.tell()
    tell(total, done)
    pieces = aiter(response.aiter_bytes())
    try:
        while True:
            goal = done + line.limits.window_bytes
            async with asyncio.timeout(line.limits.window):
                while done < goal:
                    piece = await anext(pieces)
                    if done == 0 and looks_like_page(piece):
                        raise page_instead(file)
                    out.write(piece)
                    done += len(piece)
                    tell(total, done)
    except StopAsyncIteration:
        return
    except TimeoutError:
        raise Fault(f"{place(str(response.url))} sends {file.name} too slowly", SLOW) from None


def whole_length(headers: httpx.Headers, already: int) -> int | None:
    """Return the size of the whole file, `already` bytes of which are here, if that is told."""
    if headers.get("Content-Encoding", "identity") != "identity":
        return None
    text = headers.get("Content-Length", "")
    return already + int(text) if text.isascii() and text.isdigit() else None
