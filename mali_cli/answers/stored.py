"""What is wrong with stored sets that were read, and how to do without them."""

from __future__ import annotations

from ..model.errors import MaliCliError
from ..observations import passed_over, sets_read
from ..words import storing
from ..words.message import Said

__all__ = ["damage", "passed_over", "way_out"]


def damage() -> MaliCliError | None:
    """Return what is wrong with a set that was read, if anything is."""
    from ..store.problems import damaged, incomplete

    for store, manifest in sets_read():
        try:
            if found := store.verify(manifest):
                return damaged(manifest, store.path(manifest), found[0])
        except MaliCliError as error:
            return error
        if lacking := incomplete(manifest):
            return lacking
    return None


def way_out() -> Said | None:
    """Name the sets that were read, and say how to have an answer without them."""
    sets = [manifest for _, manifest in sets_read()]
    if not sets:
        return None
    from ..store.problems import remove

    names, commands = [item.name for item in sets], [remove(item) for item in sets]
    return storing.LEAVE_OUT(names=names, commands=commands)
