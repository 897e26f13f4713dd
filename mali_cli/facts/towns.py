"""Large towns to find one's way on a map, from Natural Earth; `scripts/make_outlines.py` made them.

Of most countries it is the capital, of large ones more: 243 places in all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from .files import rows

SOURCE = "Natural Earth 1:110m, public domain"
"""The populated places of Natural Earth at 1:110m, as packaged by globe.gl 2.46.2."""


@dataclass(frozen=True)
class Town:
    """A town with the Gleditsch-Ward number of its country and how many live there."""

    gwno: int
    name: str
    latitude: float
    longitude: float
    people: int


@cache
def towns() -> tuple[Town, ...]:
    """Return all towns, the largest first."""
    return tuple(
        Town(
            gwno=int(row["gwno"]),
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            people=int(row["people"]),
        )
        for row in rows("towns.csv")
    )


def towns_in(numbers: Iterable[int]) -> list[Town]:
    """Return the towns of these countries, the largest first."""
    wanted = set(numbers)
    return [town for town in towns() if town.gwno in wanted]
