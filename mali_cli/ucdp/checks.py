"""Whether a download is what it claims to be."""

from __future__ import annotations

import zipfile
import zlib
from hashlib import md5, sha256
from pathlib import Path

from ..datasets.ucdp_files import KnownFile
from ..frozen import frozen
from ..model.errors import DamagedError
from ..words import online
from ..words.message import Said

MOST_UNPACKED = 4 * 1024**3
"""GED 26.1 unpacks to 0.27 GB; a zip that claims more than this is no data set of UCDP."""
_PIECE = 1024 * 1024


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
    check_no_page(path, known)
    found = digests(path)
    if known.zipped and found.sha256 != known.sha256:
        _check_zip(path, known)
    if known.sha256:
        _check_hash(found.sha256, known.sha256, "sha256", known)
    elif known.md5:
        _check_hash(found.md5, known.md5, "md5", known)
    return found


def check_no_page(path: Path, known: KnownFile) -> None:
    """Refuse a web page instead of a file."""
    with path.open("rb") as file:
        head = file.read(512)
    if looks_like_page(head):
        raise page_instead(known)
    if not head:
        raise DamagedError(online.CAME_EMPTY(file=known.name))


def looks_like_page(head: bytes) -> bool:
    """Return whether a file begins as HTML does: no file of UCDP begins with `<`."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"


def page_instead(known: KnownFile) -> DamagedError:
    """Say that a web page came."""
    return DamagedError(online.PAGE_INSTEAD_OF_FILE(file=known.name))


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
