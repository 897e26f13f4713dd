"""Where the store lies, what its sets are called, and files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import TypeVar

from ..model.errors import NotHereError
from ..model.words import DATASET_ALIASES, DATASETS
from ..words.phrases import any_of, did_you_mean

VARIABLE = "MALI_CLI_HOME"


def home() -> Path:
    """Return the folder of the store: $MALI_CLI_HOME, else the platform's folder for user data.

    Asking does not create it.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("mali-cli", appauthor=False)


LIST = "mali-cli datasets lists what is here"


def match(name: str, names: tuple[str, ...]) -> str:
    """Return the stored name that is meant; "ged" or "events" where only one GED is here.

    Raises:
        NotHereError: none is, or several are.
    """
    wanted = _full(name)
    hits = [wanted] if wanted in names else [n for n in names if n.split("@")[0] == wanted]
    if len(hits) > 1:
        raise NotHereError(f"{len(hits)} data sets {wanted} are here", f"say {any_of(hits)}")
    if not hits:
        raise not_here(name, names)
    return hits[0]


def not_here(name: str, names: tuple[str, ...]) -> NotHereError:
    """Say that a set is not in the store, with the nearest names and the way to get it."""
    wanted = _full(name)
    fetched = wanted.split("@")[0] in DATASETS and not ("+" in wanted or "unstamped" in wanted)
    get = f"get it with: mali-cli fetch {wanted}" if fetched else LIST
    near = did_you_mean(wanted, names)
    return NotHereError(f"the data set {name} is not here", f"{near} {get}" if near else get)


def _full(name: str) -> str:
    dataset, at, stamp = name.partition("@")
    return DATASET_ALIASES.get(dataset, dataset) + at + stamp


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
