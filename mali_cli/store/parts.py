"""Downloads that are not complete: what lies in the folder of parts, and for how long.

A file on its way is `NAME.part` with `NAME.part.json` beside it, a harvest a folder of pages with
what it is in `harvest.json`.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from .atomic import DAY, clear_all, delete, is_temporary

KEPT_DAYS = 14
"""Days without a byte after which one is deleted: long enough to go on after a holiday."""
HARVEST = "harvest.json"
_PART, _NOTES = ".part", ".part.json"


class Unfinished(NamedTuple):
    """A download that was begun: its name or address, its bytes, the day (UTC) of the last one."""

    name: str
    size: int
    day: str


def unfinished(folder: Path) -> tuple[Unfinished, ...]:
    """Return the downloads of a folder that are not complete, by name."""
    found: list[Unfinished] = []
    for name, paths in _downloads(folder).items():
        with suppress(OSError):
            touched = datetime.fromtimestamp(_touched(paths), UTC)
            size = sum(path.stat().st_size for path in paths if not path.name.endswith(_NOTES))
            found.append(Unfinished(_address(folder / name) or name, size, f"{touched:%Y-%m-%d}"))
    return tuple(sorted(found))


def clear_abandoned(folder: Path) -> None:
    """Delete the downloads that nothing was added to for `KEPT_DAYS` days."""
    clear_all(folder)
    for name, paths in _downloads(folder).items():
        with suppress(OSError):
            if time.time() - _touched(paths) > KEPT_DAYS * DAY:
                for path in {*paths, folder / name}:
                    delete(path)


def _downloads(folder: Path) -> dict[str, list[Path]]:
    """Return the files of each download by the name of its file or folder."""
    found: dict[str, list[Path]] = defaultdict(list)
    with suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir():
                found[path.name] = [one for one in path.iterdir() if one.is_file()]
            elif path.is_file() and not is_temporary(path):
                found[path.name.removesuffix(_NOTES).removesuffix(_PART)].append(path)
    return found


def _touched(paths: list[Path]) -> float:
    return max((path.stat().st_mtime for path in paths), default=0.0)


def _address(folder: Path) -> str:
    """Return what a harvest asks for; "" of a file."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads((folder / HARVEST).read_bytes())["address"])
    return ""
