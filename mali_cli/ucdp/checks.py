"""Whether a download is what it claims to be."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from hashlib import md5, sha256
from pathlib import Path

from ..facts.releases import KnownFile
from ..model.errors import DamagedError

MOST_UNPACKED = 4 * 1024**3
"""GED 26.1 unpacks to 0.27 GB; a zip that claims more than this is no data set of UCDP."""
_PIECE = 1024 * 1024
REPLACED = (
    "UCDP may have replaced the file: see whether a newer mali-cli knows it, or get it with a "
    "browser and `mali-cli import FILE --release R`"
)


@dataclass(frozen=True)
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
        raise DamagedError(f"{known.name} came empty", "try again later")


def looks_like_page(head: bytes) -> bool:
    """Tell whether a file begins as HTML does: no file of UCDP begins with `<`."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"


def page_instead(known: KnownFile) -> DamagedError:
    """Say that a web page came."""
    return DamagedError(
        f"a web page came instead of {known.name}",
        "a login page of the network on the way, or UCDP has moved it: try "
        "https://ucdp.uu.se/downloads/ with a browser",
    )


def _check_zip(path: Path, known: KnownFile) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if _is_table(info.filename)]
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
                raise _bad(known, f"it would unpack to more than {MOST_UNPACKED / 1e9:.0f} GB")
            if len(members) != 1:
                raise _bad(known, f"it holds {len(members)} CSV files, and should hold one")
            broken = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _bad(known, f"it is no sound zip ({' '.join(str(error).split())[:80]})") from None
    if broken is not None:
        raise _bad(known, f"'{broken[:80]}' inside fails its checksum")


def _check_hash(found: str, wanted: str, kind: str, known: KnownFile) -> None:
    if found != wanted:
        raise DamagedError(
            f"{known.name} is not the {known.dataset}@{known.release} that is known: its {kind} "
            f"is {found[:12]}…, not {wanted[:12]}…",
            REPLACED,
        )


def _is_table(name: str) -> bool:
    return name.lower().endswith(".csv") and not name.startswith("__MACOSX/")


def _bad(known: KnownFile, why: str) -> DamagedError:
    return DamagedError(f"{known.name} is damaged: {why}", "nothing was kept of it; try again")
