"""Where an answer fails on the rows of stored sets: which they are, and how to leave them out."""

from __future__ import annotations

from ..model.errors import DamagedError
from ..model.words import all_of, any_of
from ..observations import sets_read
from ..store.problems import damaged, incomplete, remove


def damage() -> DamagedError | None:
    """Return what is wrong with a set that was read, if anything is."""
    for store, manifest in sets_read():
        if found := store.verify(manifest):
            return damaged(manifest, store.path(manifest), found[0])
        if error := incomplete(manifest):
            return error
    return None


def way_out() -> str | None:
    """Name the sets that were read, and say how to have an answer without them."""
    sets = [manifest for _, manifest in sets_read()]
    if not sets:
        return None
    names, commands = all_of(item.name for item in sets), any_of(remove(item) for item in sets)
    return f"it read {names}: name another set with --dataset, or leave it out: {commands}"
