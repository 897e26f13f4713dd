"""Files that appear whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
PART = ".part"
_SHOWN = 30
"""Letters of a name in that of its temporary file, which must not be too long where it is not."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_ON_WINDOWS = os.name == "nt"
_TRIES, _PAUSE = 40, 0.025


def put(path: Path, content: bytes, *, mode: int | None = None, durable: bool = True) -> None:
    """Write a file that appears whole or not at all.

    Args:
        path: where it appears; what is there is replaced.
        content: what is in it.
        mode: who may read and write it; None for what a new file gets.
        durable: whether it is on the disk before it appears, so that a power cut leaves old or new.

    Raises:
        OSError: it cannot be written; nothing is left of it.
    """
    put_together([(path, content, mode)], durable=durable)


def put_together(files: Sequence[tuple[Path, bytes, int | None]], *, durable: bool = True) -> None:
    """Write files with their modes; all are written before the first appears.

    Raises:
        OSError: one cannot be written; none is left of those that were not there before. The
            error names the file.
    """
    parts: list[Path] = []
    added: list[Path] = []
    path = None
    try:
        for path, content, mode in files:
            parts.append(_part(path, content, mode, durable=durable))
        for part, (path, _, _) in zip(parts, files, strict=True):
            new = not path.exists()
            move(part, path, durable=False)
            added += [path] if new else []
        if durable:
            for folder in {path.parent for path, _, _ in files}:
                sync_folder(folder)
    except BaseException as error:
        for made in (*parts, *added):
            discard(made)
        if isinstance(error, OSError):
            error.filename = str(path)
        raise


def _part(path: Path, content: bytes, mode: int | None, *, durable: bool) -> Path:
    part = temporary(path)
    try:
        with os.fdopen(os.open(part, _NEW, 0o666 if mode is None else mode), "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if mode is not None:
            part.chmod(mode)
    except BaseException:
        discard(part)
        raise
    return part


def temporary(path: Path) -> Path:
    """Return a name beside `path` for writing it; leftovers are told by `is_temporary`."""
    return path.with_name(f".{path.name[:_SHOWN]}.{secrets.token_hex(4)}{PART}")


def is_temporary(path: Path) -> bool:
    """Return whether a writer left this file behind."""
    return path.name.startswith(".") and path.name.endswith(PART)


def move(part: Path, path: Path, *, durable: bool = True) -> None:
    """Move a written file into place; if durable, once it is on the disk."""
    if durable:
        with part.open("rb+") as file:
            os.fsync(file.fileno())
    patiently(lambda: part.replace(path))
    if durable:
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


def is_there(path: Path) -> bool:
    """Return whether there is anything of that name; not where none can be called so."""
    try:
        return path.exists()
    except OSError:
        return False


def discard(path: Path) -> None:
    """Delete a file that is not needed; one that cannot be deleted yet is collected later."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


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
