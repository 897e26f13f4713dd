"""What may be wrong with a store, in words: what happened, to what, and what to do."""

from __future__ import annotations

import errno
import os
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..datasets.columns import in_words, missing
from ..datasets.registry import known
from ..facts.inputs import STDIN
from ..model.errors import DamagedError, OutputError
from ..words import storing
from ..words.message import Said
from .atomic import FULL
from .files import VARIABLE
from .manifest import Draft, Manifest, ManifestName

_NO_FOLDER = (errno.ENOTDIR, errno.EEXIST)
_OS_ERROR = re.compile(r"\(os error (\d+)\)")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn whatever keeps `path` from being written into an error for the user.

    Raises:
        OutputError: the disk is full, the folder is read-only or is a file.
    """
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> OutputError:
    """Say why the store cannot be written, and what to do about it."""
    if error.errno in FULL:
        hint = storing.FREE_SPACE(variable=VARIABLE)
    elif error.errno in _NO_FOLDER:
        hint = storing.MOVE_FILE_AWAY(variable=VARIABLE)
    elif error.errno == errno.EISDIR:
        hint = storing.MOVE_FOLDER_AWAY(path=path)
    else:
        hint = storing.MAKE_WRITABLE(variable=VARIABLE)
    return OutputError(storing.CANNOT_WRITE(path=path, why=reason(error)), hint)


def cannot_read(path: Path, error: OSError, name: str | None = None) -> OutputError:
    """Say why a part of the store, or what is there of a set, cannot be read."""
    why = reason(error)
    if name is None:
        return OutputError(storing.CANNOT_READ(path=path, why=why, variable=VARIABLE))
    return OutputError(storing.CANNOT_READ_SET(name=name, path=path, why=why, command=remove(name)))


def damaged(draft: Draft, path: Path, why: str | Said) -> DamagedError:
    """Say that the rows of a set are damaged, and how to get them again."""
    return DamagedError(
        storing.DAMAGED(
            name=draft.name,
            path=path,
            why=why,
            command=command_again(draft),
            remove=remove(draft),
        )
    )


def incomplete(manifest: Manifest) -> DamagedError | None:
    """Say what a whole set lacks that answers read; None where it lacks nothing.

    Older versions of the program kept such sets.
    """
    lacking = missing(manifest.dataset, manifest.columns) if manifest.whole else ()
    if not lacking:
        return None
    return DamagedError(
        storing.INCOMPLETE(
            name=manifest.name,
            columns=in_words(lacking),
            command=command_again(manifest),
            remove=remove(manifest),
        )
    )


def damaged_manifest(path: Path, why: str | Said) -> DamagedError:
    """Say that the record of a set is damaged, and how to get or remove it."""
    name = path.stem
    said = storing.RECORD_DAMAGED(name=name, path=path, why=why)
    named = ManifestName.read(name)
    one = known(named.dataset) if named else None
    whole = named.release if named and named.whole else None
    if not (whole and one and one.takes(whole) and one.door("download")):
        return DamagedError(said, storing.REMOVE_AND_GET(command=remove(name)))
    again = shlex.join(["mali-cli", "fetch", name])
    return DamagedError(said, storing.REPAIR_OR_REMOVE(command=again, remove=remove(name)))


def remove(which: Draft | str) -> str:
    """Return the command that takes a set out of the store."""
    name = which if isinstance(which, str) else which.name
    return shlex.join(["mali-cli", "datasets", "remove", name])


def command_again(draft: Draft) -> str:
    """Return the command that gets the set once more: `fetch` or `import`, with its filters."""
    if "://" in draft.source:
        stamp = f"@{draft.release}" if draft.release else ""
        words = ["mali-cli", "fetch", f"{draft.dataset}{stamp}"]
        words += [part for key, value in draft.selection.items() for part in (f"--{key}", value)]
    else:
        words = ["mali-cli", "import", STDIN if draft.source == "stdin" else draft.source]
        words += ["--release", draft.release] if draft.release else []
        words += ["--whole"] if draft.whole else []
    return shlex.join(words)


@contextmanager
def disk_errors() -> Iterator[None]:
    """Give the system's error where polars could not write, not the one that wraps it.

    Raises:
        OSError: in place of an error of polars.
    """
    import polars as pl

    try:
        yield
    except pl.exceptions.ComputeError as error:
        cause = system_error(error)
        if cause is None:
            raise
        raise cause from error


def system_error(error: Exception) -> OSError | None:
    """Return the system's error that polars wrapped in one of its own, if it did."""
    match = _OS_ERROR.search(str(error))
    return OSError(int(match[1]), str(error)) if match else None


def reason(error: OSError) -> str:
    """Say why in the words of the system."""
    return (os.strerror(error.errno) if error.errno else str(error)).lower()
