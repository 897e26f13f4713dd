"""Clearing away what nothing refers to; only the holder of the writer lock may."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ..model.errors import MaliCliError
from .files import discard, is_temporary
from .manifest import DATA_FILE
from .records import files_in, load


def collect(sets: Path, data: Path) -> None:
    """Delete what dead writers left, and data files that no manifest names.

    While a manifest cannot be read, no data file is deleted: it may be the one that it names.
    On Windows a file that is being read stays until a later call.
    """
    with suppress(OSError, MaliCliError):  # a later writer clears away what this one cannot
        for path in [*sets.iterdir(), *data.iterdir()]:
            if is_temporary(path):
                discard(path)
        used = {manifest.file for path in files_in(sets) if (manifest := load(path))}
        for path in [*data.iterdir()]:
            if DATA_FILE.fullmatch(path.name) and path.name not in used:
                discard(path)
