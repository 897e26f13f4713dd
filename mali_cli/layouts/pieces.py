"""Delimited text in pieces of whole records, for files too large for the memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PIECE = 96 << 20
"""Bytes read at a time: some 145,000 events."""


def pieces(path: Path, skip: int, size: int = PIECE) -> Iterator[bytes]:
    """Give what stands below the first `skip` lines in pieces that end where a record ends.

    A line break ends a record if an even number of quotes stands before it (RFC 4180: a quote
    inside a cell is written twice). A record that is longer than a piece makes its piece longer.
    """
    with path.open("rb") as file:
        for _ in range(skip):
            file.readline()
        rest = b""
        while read := file.read(size):
            rest += read
            end = _end_of_records(rest)
            if end:
                yield rest[:end]
                rest = rest[end:]
        if rest:
            yield rest


def _end_of_records(content: bytes) -> int:
    """Return where the last whole record ends; 0 if none does."""
    quotes = content.count(b'"')
    end = len(content)
    while (at := content.rfind(b"\n", 0, end)) >= 0:
        quotes -= content.count(b'"', at, end)
        if quotes % 2 == 0:
            return at + 1
        end = at
    return 0


def head(file: BinaryIO, size: int = 1 << 20) -> bytes:
    """Return the first bytes of a file, up to the end of a line."""
    return file.read(size) + file.readline()
