"""Download a file of UCDP: resumed where it stopped, verified, and whole or not there at all.

No token is needed, and none is sent. Redirects are followed to https only (or from loopback to
loopback).
"""

from __future__ import annotations

import zipfile
import zlib
from functools import partial
from hashlib import md5, sha256
from pathlib import Path

from ..datasets.ucdp_files import KnownFile
from ..frozen import frozen
from ..model.errors import DamagedError
from ..words import online
from ..words.message import Said
from .addresses import UCDP_DOWNLOADS, downloads_base, under
from .client import Line, ask, looks_like_page
from .parts import PartFile
from .progress import Progress, Say, silent, unseen
from .query import NoSuchReleaseError
from .transfer import RemoteFile, get_file, page_instead, writing
from .waiting import Deadline, Limits

MOST_UNPACKED = 4 * 1024**3
"""GED 26.1 unpacks to 0.27 GB; a zip that claims more than this is no data set of UCDP."""
MOST_MEMBERS = 1000
_PIECE = 1024 * 1024


@frozen
class Downloaded:
    """A file that arrived whole.

    `verified`: its hash is the one that the registry knows. `remark`: what the user should know
    of it otherwise, or None.
    """

    path: Path
    url: str
    size: int
    sha256: str
    verified: bool
    remark: Said | None = None


def download(
    file: KnownFile,
    folder: Path,
    *,
    progress: Progress = unseen,
    say: Say = silent,
    limits: Limits | None = None,
    until: Deadline | None = None,
) -> Downloaded:
    """Download a file into a folder, under its own name there.

    `progress` is told bytes; `say` is told when and why it waits; None for the usual limits and an
    hour in all.

    Raises:
        UcdpError: UCDP cannot be reached, forbids it, or has no such release.
        DamagedError: what came is not the file; nothing is kept of it.
        OutputError: it cannot be written; nothing is kept of it.
    """
    url = under(downloads_base(), file.path)
    part = PartFile(folder, file.name)
    wanted = RemoteFile(url, file.name, most_bytes(file), partial(_missing, file))

    async def work(line: Line) -> bool:
        return await get_file(line, wanted, part, progress)

    hint = online.OR_IMPORT(hint=online.RUN_AGAIN(), address=url)
    told = ask(UCDP_DOWNLOADS, work, say=say, hint=hint, limits=limits, until=until)
    with writing(part):
        try:
            found = check_content(part.path, file)
        except Exception:
            part.drop()
            raise
        path = part.finish()
    verified = bool(file.sha256 or file.md5)
    remark = None if verified else _remark(file, found, told=told)
    return Downloaded(path, url, found.size, found.sha256, verified, remark)


def most_bytes(file: KnownFile) -> int:
    """Return how many bytes a file may have: its size, where a checksum is known of it too.

    Twice its size, where there is none: a file that UCDP replaced is taken, and remarked on.
    """
    if file.bytes is None:
        return UCDP_DOWNLOADS.sizes.file
    return file.bytes if file.sha256 or file.md5 else 2 * file.bytes


def _remark(file: KnownFile, found: Digests, *, told: bool) -> Said | None:
    """Say what is not certain of a file without a known hash; of what is known, rows are later.

    A zip shows itself whether it is whole.
    """
    if file.bytes not in (None, found.size):
        return online.OTHER_SIZE(file=file.name, size=found.size, known=file.bytes)
    whole = told or file.zipped or file.bytes or file.rows
    return None if whole else online.UNVERIFIED(file=file.name)


def _missing(file: KnownFile, status: int) -> NoSuchReleaseError:
    return NoSuchReleaseError(file.dataset, file.release, online.STATUS_OF_FILE(status=status))


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
        raise page_instead(UCDP_DOWNLOADS, known.name)
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
    if _members(path) > MOST_MEMBERS:
        raise _bad(known, online.ZIP_OF_MANY(most=MOST_MEMBERS))
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


def _members(path: Path) -> int:
    """Return how many files a zip lists, without making a list of them, which may fill the memory.

    Each begins with the same four bytes (PKWARE's APPNOTE, 4.3.12); in what is packed these stand
    by chance once in 4 GB.
    """
    with path.open("rb") as file:
        return sum(piece.count(b"PK\x01\x02") for piece in iter(partial(file.read, _PIECE), b""))


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
