"""Download a file of UCDP: resumed where it stopped, verified, and whole or not there at all.

No token is needed, and none is sent. Redirects are followed to https only (or from loopback to
loopback). Ctrl-C and a lost connection leave a `.part`, with which the next call goes on.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import md5, sha256
from pathlib import Path

import httpx

from ..datasets.ucdp_files import KnownFile
from ..frozen import frozen
from ..model.errors import DamagedError
from ..words import online
from ..words.message import Said
from .addresses import downloads_base, under
from .client import (
    BROKEN_OFF,
    Fault,
    Limits,
    Line,
    NoSuchReleaseError,
    base_wait,
    check_passing,
    faults,
    forbidden,
    looks_like_page,
    open_line,
    patiently,
    run,
    unexpected,
)
from .progress import Progress, Say, silent, unseen
from .transfer import Origin, PartFile, answer, continues, page_instead, whole_length, write_body

STEADY = 1024 * 1024
"""Bytes that a try must bring for its failure to count as the first again."""
MOST_UNPACKED = 4 * 1024**3
"""GED 26.1 unpacks to 0.27 GB; a zip that claims more than this is no data set of UCDP."""
_PIECE = 1024 * 1024


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
    base_wait()
    url = under(downloads_base(), file.path)
    part = PartFile(folder, file.name)

    async def work() -> None:
        line = open_line(url, limits, say)
        async with line.client:
            job = _Job(file, url, part, line, progress)
            await patiently(partial(_attempt, job), say, online.RUN_AGAIN())

    run(work)
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


@frozen
class Digests:
    """The size in bytes and the hashes of a file."""

    size: int
    sha256: str
    md5: str


def digests(path: Path) -> Digests:
    """Return size and hashes of a file."""
    size, sha, summed = 0, sha256(), md5(usedforsecurity=False)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            sha.update(piece)
            summed.update(piece)
    return Digests(size, sha.hexdigest(), summed.hexdigest())


def check_content(path: Path, known: KnownFile) -> Digests:
    """Return the hashes of a complete download, after its tests.

    Raises:
        DamagedError: a web page, no zip where there should be one, a zip that fails its own test,
            or other bytes than the registry knows.
    """
    with path.open("rb") as file:
        head = file.read(512)
    if looks_like_page(head):
        raise page_instead(known)
    if not head:
        raise DamagedError(online.CAME_EMPTY(file=known.name))
    found = digests(path)
    if known.zipped and found.sha256 != known.sha256:
        _check_zip(path, known)
    if known.sha256:
        _check_hash(found.sha256, known.sha256, "sha256", known)
    elif known.md5:
        _check_hash(found.md5, known.md5, "md5", known)
    return found


def _check_zip(path: Path, known: KnownFile) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if _is_table(info.filename)]
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
                raise _bad(known, online.ZIP_TOO_LARGE(most=MOST_UNPACKED / 1000000000.0))
            if len(members) != 1:
                raise _bad(known, online.ZIP_OF_SEVERAL(files=len(members)))
            broken = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _bad(known, online.NO_SOUND_ZIP(why=" ".join(str(error).split())[:80])) from None
    if broken is not None:
        raise _bad(known, online.FAILS_CHECKSUM(member=broken[:80]))


def _check_hash(found: str, wanted: str, kind: str, known: KnownFile) -> None:
    if found != wanted:
        raise DamagedError(
            online.ANOTHER_FILE(
                file=known.name,
                dataset=known.dataset,
                release=known.release,
                kind=kind,
                found=found[:12],
                wanted=wanted[:12],
            )
        )


def _is_table(name: str) -> bool:
    return name.lower().endswith(".csv") and not name.startswith("__MACOSX/")


def _bad(known: KnownFile, why: Said) -> DamagedError:
    return DamagedError(online.FILE_DAMAGED(file=known.name, why=why))
