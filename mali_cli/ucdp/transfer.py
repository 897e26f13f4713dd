"""Files on the wire: asked for without a token, followed where it is safe, timed.

A download on its way is `NAME.part`, and beside it stands what it takes to go on with it. It goes
on only with the same address and the same ETag or Last-Modified (RFC 9110, 13.1.5 and 14.2): a file
that changed meanwhile starts anew. It is moved to its name when it is complete.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO
from urllib.parse import urljoin

import httpx

from ..datasets.ucdp_files import KnownFile
from ..frozen import frozen
from ..model.errors import DamagedError, OutputError, UcdpError
from ..store.atomic import discard, move, put
from ..words import online
from .addresses import is_loopback, is_safe, place
from .client import REDIRECTS, SLOW, Fault, Line, looks_like_page
from .progress import Progress

_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})", re.ASCII | re.IGNORECASE)


@frozen
class Origin:
    """What a part is a part of: its address, its size (None = not told), and what marks it."""

    url: str
    total: int | None
    validator: str

    @classmethod
    def of(cls, url: str, headers: Mapping[str, str], total: int | None) -> Origin:
        """Read it from the headers of an answer; a weak ETag marks nothing."""
        etag = headers.get("ETag", "")
        strong = etag if etag and not etag.startswith("W/") else ""
        return cls(url, total, strong or headers.get("Last-Modified", ""))


class PartFile:
    """The part of a download in a folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self.target = folder / name
        self.path = folder / f"{name}.part"
        self._notes = folder / f"{name}.part.json"
        self._farthest = self.size

    @property
    def size(self) -> int:
        """The bytes that are here."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def got_on(self, much: int) -> bool:
        """Return whether so many bytes came beyond all that was here before, to go on with."""
        before, self._farthest = self._farthest, max(self._farthest, self.size)
        return self._notes.exists() and self.size >= before + much

    def origin(self, url: str) -> Origin | None:
        """Return what the part is a part of, if one can go on with it from that address."""
        try:
            known = Origin(**json.loads(self._notes.read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        fits = known.url == url and known.validator and self.size
        return known if fits else None

    def begin(self, origin: Origin) -> None:
        """Start anew: an empty part, with its notes written first."""
        self.path.unlink(missing_ok=True)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        put(self._notes, json.dumps(asdict(origin)).encode(), durable=False)
        self.path.touch()

    def drop(self) -> None:
        """Remove the part and its notes."""
        for path in (self.path, self._notes):
            discard(path)

    def finish(self) -> Path:
        """Move the part to its name and return that."""
        move(self.path, self.target, durable=False)
        self._notes.unlink(missing_ok=True)
        return self.target

    def failed(self, error: OSError) -> OutputError:
        """Say why it cannot be written; it is removed, so that the disk is not left full."""
        self.drop()
        why = (error.strerror or str(error)).lower()
        return OutputError(online.NO_SPACE_FOR_FILE(path=self.target, why=why))


def continues(content_range: str, size: int, known: Origin) -> bool:
    """Return whether a 206 sends just what is missing: from byte `size` to the end."""
    match = _CONTENT_RANGE.fullmatch(content_range.strip())
    if match is None:
        return False
    first, last, total = (int(number) for number in match.groups())
    return first == size and last == total - 1 and known.total in (None, total)


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
            raise UcdpError(online.UNSAFE_REDIRECT(where=place(url), target=place(target)))
        url = target
    raise UcdpError(online.REDIRECTS_AGAIN(where=place(url)))


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
        raise Fault(
            online.SENDS_SLOWLY(where=place(str(response.url)), what=file.name), SLOW
        ) from None


def whole_length(headers: httpx.Headers, already: int) -> int | None:
    """Return the size of the whole file, `already` bytes of which are here, if that is told."""
    if headers.get("Content-Encoding", "identity") != "identity":
        return None
    text = headers.get("Content-Length", "")
    return already + int(text) if text.isascii() and text.isdigit() else None


def page_instead(known: KnownFile) -> DamagedError:
    """Say that a web page came."""
    return DamagedError(online.PAGE_INSTEAD_OF_FILE(file=known.name))
