"""Which missions are looked at in data about UN missions, as these data name them."""

from __future__ import annotations

from collections.abc import Sequence

from ..datasets.declaration import DataSet
from ..facts.missions import listed_as, missions
from ..model.errors import UsageError
from ..model.selection import Selection
from ..model.words import fold
from ..words import asking, missioning


def looked_at(one: DataSet, listed: Sequence[str], selection: Selection) -> list[str]:
    """Return the missions asked for, of those that the data list.

    Of a country they are the missions that were in no other: one that was in several is never
    given to one of them.

    Raises:
        UsageError: there is no row of a mission that is named, and it is none of our list; or no
            mission was in the countries alone.
    """
    wanted = {fold(listed_as(name)): name for name in selection.missions}
    found = [name for name in listed if not wanted or fold(name) in wanted]
    known = {mission.name for mission in missions()}
    there = set(map(fold, found))
    missing = [name for key, name in wanted.items() if key not in there and name not in known]
    if missing:
        near = asking.did_you_mean(missing[0], listed)
        raise UsageError(asking.NO_SUCH_MISSION(names=missing), near)
    ids = {*selection.area.ids}
    here = [name for name in found if not ids or _all_in(one, name, ids)]
    if ids and not here:
        where = selection.area.words
        shared = [name for name in listed if {*_hosts(one, name)} & ids]
        said = missioning.ONLY_SHARED if shared else missioning.NO_MISSION
        raise UsageError(said(where=where, missions=shared))
    return here


def _all_in(one: DataSet, name: str, ids: set[int]) -> bool:
    hosts = {*_hosts(one, name)}
    return bool(hosts) and hosts <= ids


def _hosts(one: DataSet, name: str) -> Sequence[int]:
    return one.hosts(name) if one.hosts else ()
