"""Locks between processes; the system drops those of a process that dies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from ..model.errors import OutputError
from ..words import storing
from .files import VARIABLE
from .problems import cannot_write

_SAFE = re.compile(r"[a-z0-9][a-z0-9@.+_-]{0,99}", re.ASCII)
_POLL = 0.05


def lock_file(folder: Path, name: str) -> Path:
    """Return the file of the lock of that name; it stays when the lock is released."""
    safe = name if _SAFE.fullmatch(name) else sha256(name.encode()).hexdigest()
    return folder / f"{safe}.lock"


@contextmanager
def locked(path: Path, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold a lock, waiting for as long as another process holds it.

    `on_wait` is called once, before the waiting begins.

    Raises:
        OutputError: the folder cannot be written, or its disk knows no locks.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if on_wait is not None:
                on_wait()
            lock.acquire(poll_interval=_POLL)
    except NotImplementedError:
        raise OutputError(storing.NO_LOCKS(path=path, variable=VARIABLE)) from None
    except OSError as error:
        raise cannot_write(path, error) from error
    try:
        yield
    finally:
        lock.release()
