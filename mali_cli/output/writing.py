"""Getting bytes out: to stdout, or to a file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from shlex import join
from typing import BinaryIO

from ..model.errors import OutputError
from ..store.atomic import FULL, clear, put_together
from ..words import writing
from .screen import is_terminal
from .text import for_terminal


def write_stdout(content: bytes, *, safe: bool = False) -> None:
    """Write to stdout and flush.

    A terminal gets no control characters, but of what is `safe`: made for it, and clean already.

    Raises:
        OutputError: stdout is closed, or the disk behind it is full.
        BrokenPipeError: the reader has gone.
    """
    if sys.stdout is None:
        raise OutputError(writing.STDOUT_CLOSED())
    try:
        sys.stdout.flush()
        own = safe or not is_terminal(sys.stdout)
        _write_all(sys.stdout.buffer, content if own else for_terminal(content))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        silence_stdout()
        raise OutputError(writing.STDOUT_FAILS(why=reason(error))) from None


def _write_all(stream: BinaryIO, content: bytes) -> None:
    """Write all of it: a stream without a buffer (PYTHONUNBUFFERED) may take a part at a time.

    Raises:
        OSError: not all can be written, or not now.
    """
    left = memoryview(content)
    while left:
        taken: int | None = stream.write(left)
        if taken is None:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        left = left[taken:]


def silence_stdout() -> None:
    """Point stdout to nowhere, so that the interpreter's last flush fails no more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return


def check_target(path: Path, *, force: bool) -> None:
    """Refuse a file that exists, before any work is done for it.

    Raises:
        OutputError: it exists and `force` is off, it is a folder, its folder is missing, or its
            name is too long.
    """
    try:
        _check(path, force=force)
    except OSError as error:
        raise _cannot(path, error) from None


def _check(path: Path, *, force: bool) -> None:
    try:
        path.absolute()
    except FileNotFoundError:
        raise OutputError(writing.FOLDER_GONE(path=path)) from None
    if path.is_dir():
        raise OutputError(writing.A_FOLDER(path=path))
    if path.exists() and not force and _regular(path):
        raise OutputError(writing.EXISTS(path=path))
    if path.parent.exists() and not path.parent.is_dir():
        raise OutputError(writing.NOT_A_FOLDER(folder=path.parent))
    if not path.parent.is_dir():
        raise OutputError(
            writing.NO_FOLDER(folder=path.parent, command=join(["mkdir", "-p", f"{path.parent}"]))
        )


def write_file(path: Path, content: bytes, *, force: bool, safe: bool = False) -> None:
    """Write a temporary file beside the target, then move it into place.

    Devices and pipes such as /dev/stdout are written straight, terminals as `write_stdout` does.

    Raises:
        OutputError: the target exists (see `check_target`), or cannot be written.
    """
    check_target(path, force=force)
    if not path.exists() or _regular(path):
        _put(((path, content),))
        return
    try:
        with path.open("wb") as file:
            file.write(content if safe or not file.isatty() else for_terminal(content))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _cannot(path, error) from None


def write_files(files: Sequence[tuple[Path, bytes]], *, force: bool) -> None:
    """Write files that belong together: all of them, or all are as they were.

    See `put_together` for what a kill between two of them may leave.

    Raises:
        OutputError: a target exists (see `check_target`), or cannot be written.
    """
    for path, _ in files:
        check_target(path, force=force)
    _put(files)


def _put(files: Sequence[tuple[Path, bytes]]) -> None:
    """Put files into place, through links, with the modes of those that they replace."""
    try:
        real = [(Path(os.path.realpath(path)), content) for path, content in files]
        for path, _ in real:
            clear(path)
        put_together([(path, content, _mode(path)) for path, content in real])
    except BrokenPipeError:
        raise
    except OSError as error:
        names = {os.path.realpath(path): path for path, _ in files}
        raise _cannot(names.get(str(error.filename), files[0][0]), error) from None


def _cannot(path: Path, error: OSError) -> OutputError:
    if error.errno == errno.ENAMETOOLONG:
        return OutputError(writing.NAME_TOO_LONG(path=path, why=reason(error)))
    said = writing.DISK_FULL if error.errno in FULL else writing.CANNOT_WRITE
    return OutputError(said(path=path, why=reason(error)))


def _mode(path: Path) -> int | None:
    """Return the mode of the file that is replaced; None where there is none."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else None


def _regular(path: Path) -> bool:
    return stat.S_ISREG(path.stat().st_mode)


def reason(error: Exception) -> str:
    """Say why writing failed, in the words of the system."""
    return (getattr(error, "strerror", None) or str(error)).lower()
