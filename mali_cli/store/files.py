"""Where the store lies, what its sets are called, and the hash of a file."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from ..datasets.registry import known, plain_name
from ..model.errors import GoneError, NotHereError, UsageError
from ..words import asking, storing
from ..words.message import Said

VARIABLE = "MALI_CLI_HOME"


def home() -> Path:
    """Return the folder of the store: $MALI_CLI_HOME, else the platform's folder for user data.

    Asking does not create it.

    Raises:
        UsageError: it is in the home of nobody, its name is not UTF-8, which Polars needs, or it is
            in the folder in which this runs, and that was deleted.
    """
    named = os.environ.get(VARIABLE) or _usual()
    shown = os.fsencode(named).decode("utf-8", "backslashreplace")
    try:
        path = Path(named).expanduser().absolute()
        str(path).encode()
    except RuntimeError:
        raise UsageError(storing.HOME_OF_NOBODY(folder=shown, variable=VARIABLE)) from None
    except FileNotFoundError:
        raise UsageError(storing.HOME_GONE(folder=shown, variable=VARIABLE)) from None
    except UnicodeEncodeError:
        raise UsageError(storing.HOME_NOT_UTF8(folder=shown, variable=VARIABLE)) from None
    return path


def _usual() -> str:
    from platformdirs import user_data_dir

    return user_data_dir("mali-cli", appauthor=False)


def match(name: str, names: tuple[str, ...]) -> str:
    """Return the stored name that is meant; "ged" or "events" where only one GED is here.

    Raises:
        NotHereError: none is, or several are.
    """
    wanted = _full(name)
    hits = [wanted] if wanted in names else [n for n in names if n.split("@")[0] == wanted]
    if len(hits) > 1:
        raise NotHereError(storing.SEVERAL_SETS(number=len(hits), name=wanted, names=hits))
    if not hits:
        raise not_here(name, names)
    return hits[0]


def not_here(name: str, names: tuple[str, ...]) -> NotHereError:
    """Say that a set is not in the store, with the nearest names and the way to get it."""
    get, near = _way_to(name), asking.did_you_mean(_full(name), names)
    hint = storing.NEAR_AND_GET(near=near, get=get) if near else get
    return NotHereError(storing.NOT_HERE(name=name), hint)


def gone(name: str) -> GoneError:
    """Say that a set was removed while it was being read."""
    return GoneError(storing.REMOVED_MEANWHILE(name=name), _way_to(name))


def _way_to(name: str) -> Said:
    """Return how to get a set: by fetching it, where its name can be one of a release."""
    dataset, _, release = _full(name).partition("@")
    one = known(dataset)
    if one and one.doors and (not release or one.takes(release)):
        return storing.GET_IT(command=shlex.join(["mali-cli", "fetch", _full(name)]))
    return storing.LIST_THEM(command="mali-cli datasets")


def _full(name: str) -> str:
    dataset, at, stamp = name.partition("@")
    return plain_name(dataset) + at + stamp
