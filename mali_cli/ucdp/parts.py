"""The part of a download that is here, to go on with.

A download on its way is `NAME.part`, and beside it stands what it takes to go on with it. It goes
on only with the same address and the same ETag or Last-Modified (RFC 9110, 13.1.5 and 14.2): a file
that changed meanwhile starts anew. It is moved to its name when it is complete.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from ..frozen import frozen
from ..model.errors import OutputError
from ..store.atomic import discard, move, put
from ..words import online

_ETAG = re.compile(r'"[\x21\x23-\x7e]{1,200}"')
"""A strong one (RFC 9110, 8.8.3). Other signs are allowed, and no client can send them back."""
_MODIFIED = re.compile(r"[A-Za-z0-9,: +-]{1,60}")
_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})", re.ASCII | re.IGNORECASE)


@frozen
class Origin:
    """What a part is a part of: its address, its size (None = not told), and what marks it."""

    url: str
    total: int | None
    validator: str

    @classmethod
    def of(cls, url: str, headers: Mapping[str, str], total: int | None) -> Origin:
        """Read it from the headers of an answer; a weak or strange ETag marks nothing."""
        etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
        mark = etag if _ETAG.fullmatch(etag) else modified
        return cls(url, total, mark if is_mark(mark) else "")


def is_mark(text: str) -> bool:
    """Return whether a file can be told by this, and a server be asked for it."""
    return bool(_ETAG.fullmatch(text) or _MODIFIED.fullmatch(text))


class PartFile:
    """The part of a download in a folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self.target = folder / name
        self.path = folder / f"{name}.part"
        self._notes = folder / f"{name}.part.json"
        self._farthest = self.size

    @property
    def size(self) -> int:
        """The bytes that are here."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def got_on(self, much: int) -> bool:
        """Return whether so many bytes came beyond all that was here before, to go on with."""
        before, self._farthest = self._farthest, max(self._farthest, self.size)
        return self._notes.exists() and self.size >= before + much

    def origin(self, url: str) -> Origin | None:
        """Return what the part is a part of, if one can go on with it from that address."""
        try:
            known = Origin(**json.loads(self._notes.read_bytes()))
            fits = known.url == url and is_mark(known.validator) and self.size
        except (OSError, ValueError, TypeError):
            return None
        return known if fits else None

    def begin(self, origin: Origin) -> None:
        """Start anew: an empty part, with its notes written first."""
        self.path.unlink(missing_ok=True)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        put(self._notes, json.dumps(asdict(origin)).encode(), durable=False)
        self.path.touch()

    def drop(self) -> None:
        """Remove the part and its notes."""
        for path in (self.path, self._notes):
            discard(path)

    def finish(self) -> Path:
        """Move the part to its name and return that."""
        move(self.path, self.target, durable=False)
        self._notes.unlink(missing_ok=True)
        return self.target

    def failed(self, error: OSError) -> OutputError:
        """Say why it cannot be written; it is removed, so that the disk is not left full."""
        self.drop()
        why = (error.strerror or str(error)).lower()
        return OutputError(online.NO_SPACE_FOR_FILE(path=self.target, why=why))


def continues(content_range: str, size: int, known: Origin) -> bool:
    """Return whether a 206 sends just what is missing: from byte `size` to the end."""
    match = _CONTENT_RANGE.fullmatch(content_range.strip())
    if match is None:
        return False
    first, last, total = (int(number) for number in match.groups())
    return first == size and last == total - 1 and known.total in (None, total)
