"""Finding a data set by the name that somebody typed."""

from __future__ import annotations

from ..model.errors import NotHereError
from ..model.words import DATASET_ALIASES, DATASETS, any_of, did_you_mean

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
