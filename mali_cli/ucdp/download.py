"""Download a file of UCDP: resumed where it stopped, verified, and whole or not there at all.

No token is needed, and none is sent. Redirects are followed to https only (or from loopback to
loopback). Ctrl-C and a lost connection leave a `.part`, with which the next call goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx

from ..datasets.ucdp_files import KnownFile
from ..frozen import frozen
from ..model.errors import DamagedError
from ..words import online
from ..words.message import Said
from . import waiting
from .addresses import downloads_base, under
from .checks import check_content, page_instead
from .client import Line, check_passing, faults, forbidden, open_line, run, unexpected
from .errors import NoSuchReleaseError
from .progress import Progress, Say, silent, unseen
from .transfer import Origin, PartFile, answer, continues, whole_length, write_body
from .waiting import BROKEN_OFF, Fault, Limits

STEADY = 1024 * 1024
"""Bytes that a try must bring for its failure to count as the first again."""


@frozen
class Downloaded:
    """A file that arrived whole.

    `verified`: its hash is the one that the registry knows. `remark`: what the user should know
    of it otherwise, or "".
    """

    path: Path
    url: str
    size: int
    sha256: str
    verified: bool
    remark: Said | None = None


@frozen
class _Job:
    file: KnownFile
    url: str
    part: PartFile
    line: Line
    progress: Progress


def download(
    file: KnownFile,
    folder: Path,
    *,
    progress: Progress = unseen,
    say: Say = silent,
    limits: Limits | None = None,
) -> Downloaded:
    """Download a file into a folder, under its own name there.

    `progress` is told bytes; `say` is told when and why it waits.

    Raises:
        UcdpError: UCDP cannot be reached, forbids it, or has no such release.
        DamagedError: what came is not the file; nothing is kept of it.
        OutputError: it cannot be written; nothing is kept of it.
    """
    waiting.base_wait()
    url = under(downloads_base(), file.path)
    part = PartFile(folder, file.name)
    run(partial(_download, file, url, part, progress, say, limits or waiting.LIMITS))
    with _writing(part):
        try:
            found = check_content(part.path, file)
        except Exception:
            part.drop()
            raise
        path = part.finish()
    remark = None
    verified = bool(file.sha256 or file.md5)
    if not verified and file.bytes not in (None, found.size):
        remark = online.OTHER_SIZE(file=file.name, size=found.size, known=file.bytes)
    return Downloaded(path, url, found.size, found.sha256, verified, remark)


async def _download(
    file: KnownFile, url: str, part: PartFile, progress: Progress, say: Say, limits: Limits
) -> None:
    line = open_line(url, limits, say)
    async with line.client:
        job = _Job(file, url, part, line, progress)
        await waiting.patiently(partial(_attempt, job), say, online.RUN_AGAIN())


async def _attempt(job: _Job) -> None:
    """Get what is missing of the file.

    Raises:
        Fault: it stopped on the way; it counts as the first if much came before.
    """
    known = job.part.origin(job.url)
    size = job.part.size
    if known and known.total == size:
        return
    try:
        with faults(job.url, job.file.name), _writing(job.part):
            async with answer(job.line, job.url, known, size) as response:
                await _receive(job, response, known)
    except Fault as fault:
        fault.progressed = job.part.got_on(STEADY)
        raise


async def _receive(job: _Job, response: httpx.Response, known: Origin | None) -> None:
    status, headers = response.status_code, response.headers
    if status == 206 and known and _goes_on(job, headers, known):
        total = known.total or whole_length(headers, job.part.size)
    elif status in (206, 416):
        job.part.drop()
        raise Fault(online.STARTS_ANEW(file=job.file.name), BROKEN_OFF)
    else:
        _check_status(job, response)
        total = whole_length(headers, 0)
        job.part.begin(Origin.of(job.url, headers if total is not None else {}, total))
    try:
        with job.part.path.open("ab") as out:
            await write_body(job.line, response, out, job.file, job.progress, total)
    except DamagedError:
        job.part.drop()
        raise
    if total is not None and job.part.size < total:
        raise Fault(online.BROKE_OFF(what=job.file.name), BROKEN_OFF)
    if total is not None and job.part.size > total:
        job.part.drop()
        raise Fault(online.LONGER_THAN_SAID(file=job.file.name), BROKEN_OFF)


def _goes_on(job: _Job, headers: httpx.Headers, known: Origin) -> bool:
    """Return whether a 206 goes on with the part: the bytes that are missing, of the same file."""
    mark = "ETag" if known.validator.startswith('"') else "Last-Modified"
    same = headers.get(mark, known.validator) == known.validator
    plain = headers.get("Content-Encoding", "identity") == "identity"
    return same and plain and continues(headers.get("Content-Range", ""), job.part.size, known)


def _check_status(job: _Job, response: httpx.Response) -> None:
    check_passing(response, job.file.name)
    status = response.status_code
    if status in (404, 410):
        raise NoSuchReleaseError(
            job.file.dataset, job.file.release, online.STATUS_OF_FILE(status=status)
        )
    if status == 403:
        raise forbidden(job.url)
    if status != 200:
        raise unexpected(job.url, status, job.file.name)
    if response.headers.get("Content-Type", "").startswith("text/html"):
        raise page_instead(job.file)


@contextmanager
def _writing(part: PartFile) -> Iterator[None]:
    """Turn trouble with the disk into an error."""
    try:
        yield
    except TimeoutError:  # an OSError too, but not the disk's
        raise
    except OSError as error:
        raise part.failed(error) from None
