"""What the bytes of a file are, told by how they begin: Parquet, JSON, delimited text, or none."""

from __future__ import annotations

from .delimited import read_delimited
from .foreign import foreign_bytes
from .json_pages import read_json
from .parquet import MAGIC, read_parquet
from .raw import Raw, damaged

BOM = b"\xef\xbb\xbf"


def read_raw(content: bytes, name: str) -> Raw:
    """Read the records of a file that is packed in nothing.

    Raises:
        DamagedError: it is empty, something else than data, or damaged.
    """
    if content.startswith(MAGIC):
        return read_parquet(content, name)
    check_text(content, name)
    if _start(content).startswith((b"{", b"[")):
        return read_json(content, name)
    return read_delimited(content, name)


def _start(content: bytes) -> bytes:
    return content[:4096].removeprefix(BOM).lstrip()


def check_text(content: bytes, name: str) -> None:
    """Refuse what is no text, or text in an encoding that is not read.

    Raises:
        DamagedError: it is empty, something else than data, or damaged.
    """
    start = _start(content)
    if not content.strip():
        raise damaged(name, "the file is empty")
    if foreign := foreign_bytes(start):
        raise damaged(name, *foreign)
    position = content.find(b"\0")
    if position >= 0:
        line = content.count(b"\n", 0, position) + 1
        raise damaged(name, f"line {line} holds a NUL byte: this is no text, or it is damaged")
    if b"\n" not in content and b"\r" in content:
        raise damaged(name, "its lines end with CR alone, which only very old programs write")
