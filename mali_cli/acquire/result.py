"""What became of a fetch or an import."""

from __future__ import annotations

from collections.abc import Callable

from ..frozen import frozen
from ..store.manifest import Manifest
from ..ucdp.progress import Progress, Say, silent, unseen

FETCHED, ALREADY, IMPORTED = "fetched", "already here", "imported"


@frozen
class Kept:
    """A data set that lies in the store now, and what was done for it."""

    manifest: Manifest
    done: str
    path: str


@frozen
class Watch:
    """Who is told how the work goes: sentences, and a progress for each job by its name."""

    say: Say = silent
    progress: Callable[[str], Progress] = lambda _name: unseen
