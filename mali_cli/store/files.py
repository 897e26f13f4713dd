"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
PART = ".part"
_ON_WINDOWS = os.name == "nt"
_TRIES, _PAUSE = 40, 0.025


def temporary(path: Path) -> Path:
    """Return a name beside `path` for writing it; leftovers are told by `is_temporary`."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")


def is_temporary(path: Path) -> bool:
    """Tell whether a writer left this file behind."""
    return path.name.startswith(".") and path.name.endswith(PART)


def replace_bytes(path: Path, content: bytes) -> None:
    """Write a file beside `path`, make sure that it is on the disk, and move it into place."""
    part = temporary(path)
    try:
        with part.open("xb") as file:
            file.write(content)
        move(part, path)
    except BaseException:
        discard(part)
        raise


def move(part: Path, path: Path) -> None:
    """Move a written file into place once it is on the disk: a power cut leaves old or new."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    patiently(lambda: part.replace(path))
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk, where the system can do that."""
    if _ON_WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems cannot; the names are set anyway
            os.fsync(handle)
    finally:
        os.close(handle)


def discard(path: Path) -> None:
    """Delete a file that is not needed; one that cannot be deleted yet is collected later."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def digest(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def read_bytes(path: Path) -> bytes:
    """Read a small file that another process may be replacing just now."""
    return patiently(path.read_bytes)


def patiently(act: Callable[[], T]) -> T:
    """Try again for a second where Windows says that another process has the file open."""
    for _ in range(_TRIES if _ON_WINDOWS else 0):
        with suppress(PermissionError):
            return act()
        time.sleep(_PAUSE)
    return act()
