"""Files that appear whole or not at all: written beside their place, then moved into it.

What a writer has not moved yet is deleted when it fails, at the latest when its process ends. What
a killed process leaves is told from the work of a living one by the lock on it, which the system
takes away with the process.
"""

from __future__ import annotations

import atexit
import errno
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

try:
    import fcntl
except ImportError:  # Windows, which deletes no file that is open
    fcntl = None  # type: ignore[assignment]

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
"""The faults of a disk, or of a share of it, that has no room."""
T = TypeVar("T")
PART = ".part"
DAY = 24 * 60 * 60
"""Seconds after which what nobody touched is taken for left, where no lock can tell."""
_SHOWN = 30
"""Letters of a name in that of its temporary file, which must not be too long where it is not."""
_SCRATCH = "mali-cli-"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_LOOK = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in dir(signal)]
_ON_WINDOWS = os.name == "nt"
_TRIES, _PAUSE = 40, 0.025
_PROCESS = os.getpid()
_begun: set[Path] = set()
"""What this process has begun to write, and has neither moved nor deleted."""


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

    They appear one right after the other. An error, Ctrl-C or SIGTERM leaves all of them as they
    were, or all new; only a kill or a power cut between the two can leave one new and one old, as
    file systems replace one name at a time.

    Raises:
        OSError: one cannot be written; all are as they were. The error names the file.
    """
    parts: list[Path] = []
    paths = [path for path, _, _ in files]
    with ExitStack() as open_files:
        try:
            for path, content, mode in files:
                with _naming(path):
                    parts.append(_written(path, content, mode, open_files, durable=durable))
            _move_together(parts, paths)
        except BaseException:
            for part in parts:
                discard(part)
            raise
    if durable:
        for folder in {path.parent for path in paths}:
            sync_folder(folder)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let an error name the file, not the temporary one."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def _written(
    path: Path, content: bytes, mode: int | None, open_files: ExitStack, *, durable: bool
) -> Path:
    """Write a temporary file, which stays open and locked until it is moved."""
    part = temporary(path)
    try:
        handle = os.open(part, _NEW, 0o666 if mode is None else mode)
        file = open_files.enter_context(os.fdopen(handle, "wb"))
        _lock(handle)
        if not part.exists():  # taken for left, before it was locked
            return _written(path, content, mode, open_files, durable=durable)
        file.write(content)
        file.flush()
        if durable:
            os.fsync(handle)
        if mode is not None:
            part.chmod(mode)
        if _ON_WINDOWS:
            file.close()
    except BaseException:
        discard(part)
        raise
    return part


def _move_together(parts: Sequence[Path], paths: Sequence[Path]) -> None:
    """Move written files into place; where one cannot be moved, put back what was there."""
    if len(parts) == 1:
        with _naming(paths[0]):
            return move(parts[0], paths[0], durable=False)
    moved: list[tuple[Path, Path | None]] = []
    with uninterrupted():
        try:
            for part, path in zip(parts, paths, strict=True):
                with _naming(path):
                    old = _second_name(path) if path.exists() else None
                    moved.append((path, old))
                    move(part, path, durable=False)
        except BaseException:
            for path, old in moved:
                if old:
                    move(old, path, durable=False)
                else:
                    discard(path)
            raise
        finally:
            for _, old in moved:
                if old:
                    discard(old)
    return None


def _second_name(path: Path) -> Path:
    """Give a file a second name, or where the disk knows no such thing a copy."""
    second = temporary(path)
    try:
        os.link(path, second)
    except OSError:
        from shutil import copy2

        try:
            copy2(path, second)
        except BaseException:
            discard(second)
            raise
    return second


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C, SIGTERM and SIGHUP wait until the block is done, where they would come."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.getsignal(number) for number in _STOPS}
    before = {number: how for number, how in before.items() if how is not None}
    try:
        for number in before:
            signal.signal(number, lambda which, _frame: came.append(which))
        yield
    finally:
        for number, how in before.items():
            signal.signal(number, how)
        for number in came[:1]:
            signal.raise_signal(number)


def temporary(path: Path) -> Path:
    """Return a name beside `path` for writing it; leftovers are told by `is_temporary`."""
    part = path.with_name(f".{path.name[:_SHOWN]}.{os.urandom(4).hex()}{PART}")
    _begun.add(part)
    return part


def is_temporary(path: Path) -> bool:
    """Return whether a writer left this file behind."""
    return path.name.startswith(".") and path.name.endswith(PART)


def temporaries_of(path: Path) -> tuple[Path, ...]:
    """Return the temporary files that are there of a file.

    Raises:
        OSError: the folder cannot be read.
    """
    name = re.compile(rf"\.{re.escape(path.name[:_SHOWN])}\.[0-9a-f]{{8}}{re.escape(PART)}")
    try:
        return tuple(one for one in path.parent.iterdir() if name.fullmatch(one.name))
    except FileNotFoundError:
        return ()


def clear(path: Path) -> None:
    """Delete what killed writers of a file left beside it, as far as that can be told."""
    with suppress(OSError):
        for part in temporaries_of(path):
            _delete_left(part)


def clear_all(folder: Path) -> None:
    """Delete what killed writers of any file left in a folder."""
    with suppress(OSError):
        for part in filter(is_temporary, folder.iterdir()):
            _delete_left(part)


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder among the system's temporary ones, which is gone after the block.

    What killed processes of the same user left of such folders goes too.

    Raises:
        OSError: it cannot be made.
    """
    import tempfile

    with uninterrupted():  # where such folders are is found by making a file
        folder = Path(tempfile.mkdtemp(prefix=_SCRATCH))
        _begun.add(folder)
    handle = None if _ON_WINDOWS else os.open(folder, os.O_RDONLY)
    try:
        if handle is not None:
            _lock(handle)
        for left in folder.parent.glob(f"{_SCRATCH}*"):
            if left != folder:
                _delete_left(left)
        folder.mkdir(mode=0o700, exist_ok=True)  # should it be taken for left, before it was locked
        yield folder
    finally:
        delete(folder)
        if handle is not None:
            os.close(handle)


def _lock(handle: int) -> None:
    """Lock an open file or folder for as long as it is open, where the disk knows locks."""
    if fcntl is not None:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _delete_left(path: Path) -> None:
    """Delete what a process that is no longer there left: its lock is free.

    Where no lock can tell, what nobody touched for a day is deleted.
    """
    with suppress(OSError):
        if fcntl is None:
            if time.time() - path.lstat().st_mtime > DAY:
                delete(path)
            return
        handle = os.open(path, _LOOK)
        try:
            found = os.fstat(handle)
            if found.st_uid == os.geteuid() and _is_left(handle, found.st_mtime):
                delete(path)
        finally:
            os.close(handle)


def _is_left(handle: int, touched: float) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return time.time() - touched > DAY
    return True


def move(part: Path, path: Path, *, durable: bool = True) -> None:
    """Move a written file into place; if durable, once it is on the disk."""
    if durable:
        with part.open("rb+") as file:
            os.fsync(file.fileno())
    patiently(lambda: part.replace(path))
    _begun.discard(part)
    if durable:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk, where the system can do that."""
    if _ON_WINDOWS:
        return
    with suppress(OSError):  # some network file systems cannot; the names are set anyway
        handle = os.open(folder, os.O_RDONLY)
        try:
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
        _begun.discard(path)


def delete(path: Path) -> None:
    """Delete a file, or a folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        from shutil import rmtree

        rmtree(path, ignore_errors=True)
        _begun.discard(path)
    else:
        discard(path)


@atexit.register
def _discard_begun() -> None:
    """Delete what is begun when the process ends, should clearing up have been interrupted."""
    if os.getpid() == _PROCESS:  # and not in a child that has its memory
        for path in [*_begun]:
            delete(path)


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
