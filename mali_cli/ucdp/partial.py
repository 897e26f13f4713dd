"""A download on its way: `NAME.part`, and beside it what it takes to go on with it.

A part goes on only with the same address and the same ETag or Last-Modified (RFC 9110, 13.1.5 and
14.2): a file that changed meanwhile starts anew. It is moved to its name when it is complete.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from ..model.errors import OutputError

_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Origin:
    """What a part is a part of: its address, its size (None = not told), and what marks it."""

    url: str
    total: int | None
    validator: str

    @classmethod
    def of(cls, url: str, headers: Mapping[str, str], total: int | None) -> Origin:
        """Read it from the headers of an answer; a weak ETag marks nothing."""
        etag = headers.get("ETag", "")
        strong = etag if etag and not etag.startswith("W/") else ""
        return cls(url, total, strong or headers.get("Last-Modified", ""))


class Part:
    """The part of a download in a folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self.target = folder / name
        self.path = folder / f"{name}.part"
        self._notes = folder / f"{name}.part.json"
        self._fresh = folder / f"{name}.part.json.{os.getpid()}"
        self._farthest = self.size

    @property
    def size(self) -> int:
        """The bytes that are here."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def got_on(self, much: int) -> bool:
        """Tell whether so many bytes came beyond all that was here before, to go on with."""
        before, self._farthest = self._farthest, max(self._farthest, self.size)
        return self._notes.exists() and self.size >= before + much

    def origin(self, url: str) -> Origin | None:
        """Return what the part is a part of, if one can go on with it from that address."""
        try:
            known = Origin(**json.loads(self._notes.read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        fits = known.url == url and known.validator and self.size
        return known if fits else None

    def begin(self, origin: Origin) -> None:
        """Start anew: an empty part, with its notes written first."""
        self.path.unlink(missing_ok=True)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._fresh.write_text(json.dumps(asdict(origin)), encoding="utf-8")
        self._fresh.replace(self._notes)
        self.path.touch()

    def drop(self) -> None:
        """Remove the part and its notes."""
        for path in (self.path, self._notes, self._fresh):
            with suppress(OSError):
                path.unlink()

    def finish(self) -> Path:
        """Move the part to its name and return that."""
        self.path.replace(self.target)
        self._notes.unlink(missing_ok=True)
        return self.target

    def failed(self, error: OSError) -> OutputError:
        """Say why it cannot be written; it is removed, so that the disk is not left full."""
        self.drop()
        why = (error.strerror or str(error)).lower()
        return OutputError(f"{self.target} cannot be written: {why}", "free some space, try again")


def continues(content_range: str, size: int, known: Origin) -> bool:
    """Tell whether a 206 sends just what is missing: from byte `size` to the end."""
    match = _CONTENT_RANGE.fullmatch(content_range.strip())
    if match is None:
        return False
    first, last, total = (int(number) for number in match.groups())
    return first == size and last == total - 1 and known.total in (None, total)
