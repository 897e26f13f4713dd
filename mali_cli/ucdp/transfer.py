"""Files on the wire: asked for without a token, followed where it is safe, gone on with later.

Ctrl-C and a lost connection leave a part, with which the next call goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import urljoin

import httpx

from ..frozen import frozen
from ..model.errors import DamagedError, UcdpError
from ..words import online
from .addresses import Service, is_loopback, is_safe, place
from .client import (
    REDIRECTS,
    Line,
    check_usual,
    ends,
    faults,
    looks_like_page,
    pieces,
    told_length,
)
from .parts import Origin, PartFile, continues
from .progress import Progress
from .waiting import BROKEN_OFF, Fault

STEADY = 1024 * 1024
"""Bytes that a try must bring for its failure to count as the first again."""
_LOST = 8192
"""Bytes of a download that a kill may lose: from 3.14 on Python itself would hold back 128 KiB."""
MOST_REDIRECTS = 5


@frozen
class RemoteFile:
    """A file to download: its address, the most bytes that it may have, what a 404 means."""

    url: str
    name: str
    most: int
    missing: Callable[[int], UcdpError]


@frozen
class _Job:
    wanted: RemoteFile
    part: PartFile
    line: Line
    progress: Progress


async def get_file(line: Line, wanted: RemoteFile, part: PartFile, progress: Progress) -> bool:
    """Get a file into its part; return whether the service told how long it is.

    Raises:
        UcdpError: the service cannot be reached, forbids it, or has no such file.
        DamagedError: a web page came, or more bytes than it may have, or compressed ones; nothing
            of it is kept.
        OutputError: it cannot be written; nothing of it is kept.
    """
    job = _Job(wanted, part, line, progress)
    return await line.patiently(lambda: _attempt(job))


async def _attempt(job: _Job) -> bool:
    """Get what is missing of the file.

    Raises:
        Fault: it stopped on the way; it counts as the first if much came before.
    """
    wanted, part = job.wanted, job.part
    if part.size > wanted.most:
        part.drop()
    known, size = part.origin(wanted.url), part.size
    if known and known.total == size:
        return True
    try:
        with faults(wanted.url, wanted.name), writing(part):
            async with _answer(job, known, size) as response:
                return await _receive(job, response, known)
    except Fault as fault:
        fault.progressed = part.got_on(STEADY)
        raise
    except DamagedError:
        part.drop()
        raise


@asynccontextmanager
async def _answer(job: _Job, known: Origin | None, size: int) -> AsyncIterator[httpx.Response]:
    """Ask for a file, or for what is missing of it after `size` bytes (RFC 9110, 13.1.5)."""
    headers = {"Range": f"bytes={size}-", "If-Range": known.validator} if known else {}
    async with asyncio.timeout(job.line.limits.answer) as deadline:
        response = await follow(job.line, "GET", job.wanted.url, headers)
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
        line.clock.hear()
        if response.status_code not in REDIRECTS:
            return response
        await response.aclose()
        target = urljoin(url, response.headers.get("Location", ""))
        if not is_safe(target) or (is_loopback(target) and not is_loopback(url)):
            said = online.UNSAFE_REDIRECT(
                where=place(url), target=place(target), site=line.service.site
            )
            raise UcdpError(said)
        url = target
    raise UcdpError(online.REDIRECTS_AGAIN(where=place(url)))


async def _receive(job: _Job, response: httpx.Response, known: Origin | None) -> bool:
    status, headers, part, name = response.status_code, response.headers, job.part, job.wanted.name
    if status == 206 and known and _goes_on(headers, known, part.size):
        total = known.total
        if total is None and (missing := told_length(headers)) is not None:
            total = part.size + missing
    elif status in (206, 416):
        part.drop()
        raise Fault(online.STARTS_ANEW(file=name), BROKEN_OFF)
    else:
        _check_status(job, response)
        total = told_length(headers)
        part.begin(Origin.of(job.wanted.url, headers if total is not None else {}, total))
    await _write(job, response, total)
    if total is not None and part.size < total:
        raise Fault(online.BROKE_OFF(what=name), BROKEN_OFF)
    if total is not None and part.size > total:
        part.drop()
        raise Fault(online.LONGER_THAN_SAID(file=name), BROKEN_OFF)
    return total is not None or ends(headers)


async def _write(job: _Job, response: httpx.Response, total: int | None) -> None:
    """Write the body of an answer behind what is here, as it comes."""
    name = job.wanted.name
    done = job.part.size
    job.progress(total, done)
    with job.part.path.open("ab", buffering=_LOST) as out:
        async for piece in pieces(job.line, response, name, job.wanted.most, done):
            if done == 0 and looks_like_page(piece):
                raise page_instead(job.line.service, name)
            out.write(piece)
            job.line.clock.hear()
            done += len(piece)
            job.progress(total, done)


def _goes_on(headers: httpx.Headers, known: Origin, size: int) -> bool:
    """Return whether a 206 goes on with the part: the bytes that are missing, of the same file."""
    mark = "ETag" if known.validator.startswith('"') else "Last-Modified"
    same = headers.get(mark, known.validator) == known.validator
    return same and continues(headers.get("Content-Range", ""), size, known)


def _check_status(job: _Job, response: httpx.Response) -> None:
    line, wanted = job.line, job.wanted
    if response.status_code in (404, 410):
        raise wanted.missing(response.status_code)
    check_usual(line, response, wanted.name)
    if response.headers.get("Content-Type", "").startswith("text/html"):
        raise page_instead(line.service, wanted.name)


@contextmanager
def writing(part: PartFile) -> Iterator[None]:
    """Turn trouble with the disk into an error."""
    try:
        yield
    except TimeoutError:  # an OSError too, but not the disk's
        raise
    except OSError as error:
        raise part.failed(error) from None


def page_instead(service: Service, name: str) -> DamagedError:
    """Say that a web page came."""
    return DamagedError(
        online.PAGE_INSTEAD_OF_FILE(file=name, service=service.name, site=service.site)
    )
