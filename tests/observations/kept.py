"""Put made-up files into the store."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch


def keep(path: Path, release: str, *, whole: bool = True) -> str:
    """Import a file, also one that is mostly of other months than its release covers.

    Nobody gets such a candidate release into a store, but how releases are merged must not rest on
    that. Returns the name of the set.
    """
    with patch("mali_cli.acquire.importing.check_days"):
        (kept,) = import_files([str(path)], Watch(), release=release, whole=whole)
    return kept.manifest.name
