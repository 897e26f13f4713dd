"""What the bytes of a file are, told by how they begin: Parquet, JSON, delimited text, or none."""

from __future__ import annotations

from .delimited import read_delimited
from .json_pages import read_json
from .parquet import MAGIC, read_parquet
from .raw import ANEW, Raw, damaged

_SAVE = "save it as CSV (UTF-8)"
_FOREIGN = (
    (b"<", "this is a web page (HTML or XML), not data", ANEW),
    (b"\xff\xfe", "this is text in UTF-16", _SAVE),
    (b"\xfe\xff", "this is text in UTF-16", _SAVE),
    (b"%PDF", "this is a PDF file, not data", ANEW),
    (b"\xd0\xcf\x11\xe0", "this is an old Excel workbook, not a CSV file", _SAVE),
    (b"RD", "this is R data, not a CSV file", "write it with write.csv(…, row.names = FALSE)"),
    (b"BZh", "this is packed with bzip2", "unpack it yourself and give the file inside"),
    (b"\xfd7zXZ", "this is packed with xz", "unpack it yourself and give the file inside"),
)
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
    for beginning, what, hint in _FOREIGN:
        if start.startswith(beginning):
            raise damaged(name, what, hint)
    position = content.find(b"\0")
    if position >= 0:
        line = content.count(b"\n", 0, position) + 1
        raise damaged(name, f"line {line} holds a NUL byte: this is no text, or it is damaged")
    if b"\n" not in content and b"\r" in content:
        raise damaged(name, "its lines end with CR alone, which only very old programs write")
