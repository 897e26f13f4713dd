"""Getting bytes out: to stdout, or to a file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..model.errors import OutputError

FREE = "free some space, or write elsewhere with -o FILE"
SHORTER = "give it a shorter name; a FILE.meta.json beside it needs ten letters more (--no-meta)"
_SHOWN = 30
"""Letters of a name in that of its temporary file, which must not be too long where it is not."""


def write_stdout(content: bytes) -> None:
    """Write to stdout and flush.

    Raises:
        OutputError: stdout is closed, or the disk behind it is full.
        BrokenPipeError: the reader has gone.
    """
    if sys.stdout is None:
        raise OutputError("stdout is closed", "redirect it to a file, or use -o FILE")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        silence_stdout()
        raise OutputError(f"stdout cannot be written: {reason(error)}", FREE) from None


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
    if path.is_dir():
        raise OutputError(f"{path} is a folder", "name a file in it")
    if path.exists() and not force and _regular(path):
        raise OutputError(f"{path} exists already", "overwrite it with --force, or name another")
    if not path.parent.is_dir():
        raise OutputError(f"there is no folder {path.parent}", f"make it: mkdir -p {path.parent}")


def write_file(path: Path, content: bytes, *, force: bool) -> None:
    """Write a temporary file beside the target, then move it into place.

    Devices and pipes such as /dev/stdout are written straight.

    Raises:
        OutputError: the target exists (see `check_target`), or cannot be written.
    """
    check_target(path, force=force)
    if not path.exists() or _regular(path):
        _move(((path, content),))
        return
    try:
        path.write_bytes(content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _cannot(path, error) from None


def write_files(files: Sequence[tuple[Path, bytes]], *, force: bool) -> None:
    """Write files that belong together; all their bytes are on the disk before the first appears.

    What cannot be written leaves none of those that were not there before.

    Raises:
        OutputError: a target exists (see `check_target`), or cannot be written.
    """
    for path, _ in files:
        check_target(path, force=force)
    _move(files)


def _move(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write temporary files beside the targets, then move them into place in order."""
    parts: list[Path] = []
    added: list[Path] = []
    path = files[0][0]
    try:
        for path, content in files:
            parts.append(_part(Path(os.path.realpath(path)), content))
        for part, (path, _) in zip(parts, files, strict=True):
            target = Path(os.path.realpath(path))
            new = not target.exists()
            part.replace(target)
            added += [target] if new else []
    except BaseException as error:
        for made in (*parts, *added):
            made.unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise _cannot(path, error) from None
        raise


def _part(path: Path, content: bytes) -> Path:
    """Write a temporary file beside a target, with its mode, down to the disk."""
    handle, name = tempfile.mkstemp(
        prefix=f".{path.name[:_SHOWN]}.", suffix=".part", dir=path.parent
    )
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode(path))
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _cannot(path: Path, error: OSError) -> OutputError:
    hint = SHORTER if error.errno == errno.ENAMETOOLONG else FREE
    return OutputError(f"{path} cannot be written: {reason(error)}", hint)


def _mode(path: Path) -> int:
    """Return the mode of the file that is replaced, else what a new file would get."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _regular(path: Path) -> bool:
    return stat.S_ISREG(path.stat().st_mode)


def reason(error: Exception) -> str:
    """Say why writing failed, in the words of the system."""
    return (getattr(error, "strerror", None) or str(error)).lower()
