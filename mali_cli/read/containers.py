"""What holds a table: a file, a zip, a gzip; and how its text is told."""

from __future__ import annotations

import lzma
import struct
import zlib
from bz2 import BZ2Decompressor
from gzip import GzipFile
from io import BytesIO
from typing import Protocol
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from ..model.errors import DamagedError
from ..words import unreadable
from .delimited import read_delimited
from .foreign import foreign_bytes, foreign_members
from .json_text import read_json
from .parquet import MAGIC, read_parquet
from .raw import FETCH, START, Raw
from .stata import is_stata, read_stata
from .workbook import MEMBER, read_workbook

_ZIP = b"PK\x03\x04"
R_DATA = (b"X\n\0\0\0", b"RDX2\nX\n", b"RDX3\nX\n")
"""How an object of R and a workspace begin, once they are unpacked."""
BOM = b"\xef\xbb\xbf"


def read_raw(content: bytes, name: str) -> Raw:
    """Read the records of a file that is packed in nothing; a workbook is a zip itself.

    Raises:
        DamagedError: it is empty, something else than data, or damaged.
    """
    if content.startswith(MAGIC):
        return read_parquet(content, name)
    if content.startswith(_ZIP):
        return read_workbook(content, name)
    if is_stata(content):
        return read_stata(content, name)
    if content.startswith(R_DATA):
        from .r_data import read_r

        return read_r(content, name)
    check_text(content, name)
    if is_json(content):
        return read_json(content, name)
    return read_delimited(content, name)


def is_json(content: bytes) -> bool:
    """Return whether a text begins as JSON does."""
    return _start(content).startswith((b"{", b"["))


def _start(content: bytes) -> bytes:
    return content[:START].removeprefix(BOM).lstrip()


def check_text(content: bytes, name: str) -> None:
    """Refuse what is no text, or text in an encoding that is not read.

    Raises:
        DamagedError: it is empty, something else than data, or damaged.
    """
    start = _start(content)
    if not content.strip():
        raise DamagedError(unreadable.EMPTY_FILE(file=name))
    if foreign := foreign_bytes(start):
        raise DamagedError(foreign(file=name, command=FETCH))
    position = content.find(b"\0")
    if position >= 0:
        line = content.count(b"\n", 0, position) + 1
        raise DamagedError(unreadable.NUL_BYTE(file=name, line=line))
    if b"\n" not in content and b"\r" in content:
        raise DamagedError(unreadable.LONE_CR(file=name))


MAX_SIZE = 2 << 30
"""Bytes that a packed file may unpack to; the whole GED 26.1 has 274 million."""
MAX_RATIO = 100
"""Times that a file may grow when it is unpacked; UCDP's own grow 7 to 20 times."""
SMALL = 16 << 20
"""Bytes below which the ratio is not looked at."""
DATA_SUFFIXES = (".csv", ".tsv", ".json", ".geojson", ".ndjson")
OTHER_SUFFIXES = (".xlsx", ".dta", ".rds", ".rdata", ".rda")
"""What is looked for in a zip that holds no text."""
_UNPACKING = 1 << 30
"""Bytes of memory that xz may take to unpack; R's own needs 64 MiB."""
_CHUNK = 1 << 20
ZIP_FAULTS = (
    *(BadZipFile, LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(ValueError, IndexError, KeyError, NotImplementedError, RuntimeError, OverflowError),
)


def unpacked(content: bytes, name: str) -> tuple[bytes, str]:
    """Return the bytes of the data inside, and the name to use in messages.

    Raises:
        DamagedError: a broken or encrypted archive, a bomb, or not exactly one data file in it.
    """
    if content.startswith(_ZIP):
        return _from_zip(content, name)
    if content.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise DamagedError(unreadable.EMPTY_ZIP(file=name))
    return _unwrapped(content, name), name


def _unwrapped(content: bytes, name: str) -> bytes:
    """Return what is packed as one file; R packs its own with gzip, bzip2 or xz."""
    if content.startswith(b"\x1f\x8b"):
        return _from_gzip(content, name)
    if content.startswith(b"BZh"):
        return _from_stream(BZ2Decompressor(), content, name)
    if content.startswith(b"\xfd7zXZ\0"):
        return _from_stream(lzma.LZMADecompressor(memlimit=_UNPACKING), content, name)
    return content


def _from_zip(content: bytes, name: str) -> tuple[bytes, str]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            if MEMBER in archive.namelist():
                _check_parts(archive, len(content), name)
                return content, name
            member = only_data_file(archive, name)
            _check_size(member.file_size, packed_size(member, len(content)), name)
            # A zip may lie about the size: no more is read than it says, and the checksum fails.
            with archive.open(member) as stream:
                inside, name = stream.read(member.file_size + 1), f"{name} ({member.filename})"
        if inside.startswith(_ZIP):
            with ZipFile(BytesIO(inside)) as workbook:
                _check_parts(workbook, len(inside), name)
        return _unwrapped(inside, name), name
    except ZIP_FAULTS as error:
        raise DamagedError(unreadable.ZIP_DAMAGED(file=name, why=error)) from error


def _check_parts(archive: ZipFile, size: int, name: str) -> None:
    """Check the parts of a workbook; they are unpacked by what reads it."""
    for part in archive.infolist():
        _check_size(part.file_size, packed_size(part, size), name)


def packed_size(member: ZipInfo, archive: int) -> int:
    """Return the packed bytes of a member: no more than its archive has, whatever it says."""
    return min(member.compress_size, archive)


def only_data_file(archive: ZipFile, name: str) -> ZipInfo:
    """Return the one data file of an archive.

    Raises:
        DamagedError: there is none, or there are several, or it is encrypted.
    """
    every = archive.infolist()
    members = [one for one in every if _is_data(one, DATA_SUFFIXES)]
    members = members or [one for one in every if _is_data(one, OTHER_SUFFIXES)]
    if not members and (foreign := foreign_members(archive.namelist())):
        raise DamagedError(foreign(file=name, command=FETCH))
    if not members:
        raise DamagedError(unreadable.NONE_IN_ZIP(file=name))
    if len(members) > 1:
        held = [member.filename for member in members[:5]]
        raise DamagedError(unreadable.SEVERAL_IN_ZIP(file=name, members=held))
    if members[0].flag_bits & 1:
        raise DamagedError(unreadable.ENCRYPTED(file=name, member=members[0].filename))
    return members[0]


def _is_data(member: ZipInfo, suffixes: tuple[str, ...]) -> bool:
    path = member.filename.lower()
    hidden = path.startswith("__macosx/") or path.rsplit("/", 1)[-1].startswith("._")
    return path.endswith(suffixes) and not hidden


def _from_gzip(content: bytes, name: str) -> bytes:
    """Unpack in pieces, so that a bomb is noticed before it fills the memory."""
    parts: list[bytes] = []
    size = 0
    try:
        with GzipFile(fileobj=BytesIO(content)) as stream:
            while part := stream.read(_CHUNK):
                parts.append(part)
                size += len(part)
                _check_size(size, len(content), name)
    except (OSError, EOFError, zlib.error, struct.error) as error:
        raise DamagedError(unreadable.GZ_DAMAGED(file=name, why=error)) from error
    return b"".join(parts)


class _Decompressor(Protocol):
    """What bz2 and lzma have in common."""

    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


def _from_stream(stream: _Decompressor, content: bytes, name: str) -> bytes:
    """Unpack bzip2 or xz in pieces; what stands behind the first stream is damage."""
    parts: list[bytes] = []
    size = 0
    try:
        while not stream.eof:
            parts.append(stream.decompress(b"" if parts else content, _CHUNK))
            if not parts[-1] and not stream.eof:
                raise EOFError("it is cut off")
            size += len(parts[-1])
            _check_size(size, len(content), name)
    except (OSError, EOFError, ValueError, lzma.LZMAError, MemoryError) as error:
        raise DamagedError(unreadable.PACKED_DAMAGED(file=name, why=error)) from error
    return b"".join(parts)


def _check_size(size: int, packed: int, name: str) -> None:
    if size > MAX_SIZE or (size > SMALL and size > MAX_RATIO * packed):
        raise DamagedError(unreadable.TOO_LARGE(file=name, size=size, packed=packed))
