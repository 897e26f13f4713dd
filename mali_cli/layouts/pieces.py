"""Delimited text in pieces of whole records, the next read while one is worked on."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

PIECE = 24 << 20
"""Bytes of a piece: some 35,000 events. From 32 MiB on, the C library gives the memory back to the
system after each piece: 0.6 s more for the whole GED (measured with glibc)."""
LONGEST = 64 << 20
"""Bytes of a record beyond which there is none: a quote is never closed."""
_CHUNK = 1 << 18
"""Bytes read at a time: unpacked faster than more at once (measured)."""


def pieces(stream: BinaryIO, skip: int, size: int = PIECE) -> Iterator[bytes]:
    """Give what stands below the first `skip` lines in pieces that end where a record ends.

    A line break ends a record if an even number of quotes stands before it (RFC 4180: a quote
    inside a cell is written twice). A record that is longer than a piece makes its piece longer.

    Raises:
        ValueError: a record is longer than `LONGEST`.
    """
    for _ in range(skip):
        stream.readline()
    rest = b""
    while len(content := _read(stream, rest, size)) > len(rest):
        end = _end_of_records(content)
        if end:
            yield content[:end]
        rest = content[end:]
        if len(rest) > LONGEST:
            raise ValueError("a record is far too long: a quote is never closed")
    if rest:
        yield rest


def ahead(found: Iterator[bytes]) -> Generator[bytes]:
    """Give the same, while a thread gets what follows: to unpack needs no Python.

    To be closed where it is left early: Ctrl-C while it is collected would be lost, with a word.
    """
    with ThreadPoolExecutor(1) as thread:
        following = thread.submit(next, found, None)
        while (one := following.result()) is not None:
            following = thread.submit(next, found, None)
            yield one


def head(stream: BinaryIO, size: int = 1 << 20) -> bytes:
    """Return the first bytes of a file, up to the end of a line."""
    return stream.read(size) + stream.readline()


def _read(stream: BinaryIO, rest: bytes, size: int) -> bytes:
    """Return what is left of the piece before, and so many bytes more."""
    parts = [rest]
    while size > 0 and (part := stream.read(min(size, _CHUNK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


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
