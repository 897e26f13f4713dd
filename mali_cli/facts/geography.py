"""Outlines, large towns, and what UCDP calls regions: what maps are drawn from.

Boxes around countries are made by `scripts/make_boxes.py` from the outlines, which take a hundred
times longer to read. Towns are the populated places of Natural Earth at 1:110m, public domain, as
packaged by globe.gl 2.46.2: of most countries the capital, of large ones more, 243 in all.

Outlines show borders as Natural Earth draws them, by who holds the land, and are no statement on
the status of any territory. Land whose events UCDP codes under a state is drawn with that state:
Palestine with Israel, Western Sahara with Morocco, Somaliland with Somalia, Northern Cyprus with
Cyprus. States that are gone (the German Democratic Republic, Czechoslovakia, South Yemen) and
Tuvalu have no outline.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from ..frozen import frozen
from ..model.words import fold
from .files import packaged, rows

BOXES = "boxes.csv"


class Box(NamedTuple):
    """Degrees; a box across the antimeridian goes on beyond 180 (or -180)."""

    south: float
    north: float
    west: float
    east: float


@cache
def boxes() -> dict[int, Box]:
    """Return the boxes by Gleditsch-Ward number; none of a state without an outline."""
    return {
        int(row["gwno"]): Box(*(float(row[edge]) for edge in Box._fields)) for row in rows(BOXES)
    }


REGION_NAMES = "region_names.csv"
KINDS = ("region", "province", "state", "oblast", "governorate")
"""What may stand behind the name of a division."""


def other_names(word: str) -> tuple[str, ...]:
    """Return the other names of the region that a word is a name of, folded; most have none."""
    plain = fold(word)
    for kind in KINDS:
        plain = plain.removesuffix(f" {kind}")
    return tuple(name for name in _index().get(plain, ()) if name != plain)


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Return all folded names of a region under each of them."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows(REGION_NAMES):
        names = tuple(fold(name) for name in (row["name"], *row["others"].split(";")))
        found |= dict.fromkeys(names, names)
    return found


@frozen
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


OUTLINES_SOURCE = "Natural Earth 1:50m, public domain"
"""The countries of Natural Earth at 1:50m, as packaged by world-atlas 2.0.2, simplified."""
OUTLINES = "outlines.json.gz"

Ring = tuple[tuple[float, float], ...]
"""A closed line of (longitude, latitude) in degrees; the first point is also the last."""


@frozen
class Land:
    """A country or territory: its name, the Gleditsch-Ward number it is drawn with, its rings.

    A ring inside another is a hole, such as Lesotho in South Africa. A ring across the
    antimeridian, such as that of Russia, goes on beyond 180 degrees (or -180).
    """

    name: str
    gwno: int | None
    rings: tuple[Ring, ...]


@cache
def lands() -> tuple[Land, ...]:
    """Return all land but Antarctica, by name."""
    content: dict[str, Any] = json.loads(gzip.decompress(packaged(OUTLINES).read_bytes()))
    arcs = [_unpacked(numbers, content["scale"]) for numbers in content["arcs"]]
    return tuple(
        Land(land["name"], land["gwno"], tuple(_ring(ring, arcs) for ring in land["rings"]))
        for land in content["lands"]
    )


def rings_of(gwno: int) -> tuple[Ring, ...]:
    """Return the rings of all that is drawn with a country; none where it has no outline."""
    return tuple(ring for land in lands() if land.gwno == gwno for ring in land.rings)


def without_outline(numbers: Iterable[int]) -> list[int]:
    """Return those of these countries that have no outline."""
    drawn = {land.gwno for land in lands()}
    return [number for number in numbers if number not in drawn]


def _unpacked(numbers: list[int], scale: int) -> Ring:
    longitudes, latitudes = accumulate(numbers[::2]), accumulate(numbers[1::2])
    return tuple((x / scale, y / scale) for x, y in zip(longitudes, latitudes, strict=True))


def _ring(ring: list[int], arcs: list[Ring]) -> Ring:
    """Join the arcs of a ring, each a turn on where the antimeridian asks for it; ~n is n back."""
    points: list[tuple[float, float]] = []
    for number in ring:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        if not points:
            points += line
            continue
        turn = 360 * round((points[-1][0] - line[0][0]) / 360)
        points += [(x + turn, y) for x, y in line[1:]] if turn else line[1:]
    return tuple(points)
