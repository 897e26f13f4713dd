"""From the answer of `map` to what a map shows: the part of the Earth, dots, outlines, names."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import polars as pl

from ..facts import geography
from ..facts.geography import Ring
from ..model.details import MapDetails
from ..model.filters import Near
from ..model.result import Result
from .pictures import Dot, MapPanel, MapPicture, Outline, Place, RankedRegion
from .text import clean

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees. East may be beyond 180: the box crosses the antimeridian."""

WORLD: Bounds = (-180.0, -60.0, 180.0, 85.0)
MARGIN = 0.04
"""Of the longer side, on each side."""
SMALLEST = 0.2
"""Degrees that a map shows at least."""
WHOLE = 330.0
"""From this many degrees of longitude on, a map shows all of them."""
KM_PER_DEGREE = 111.2
"""A degree of latitude (2 pi 6371 km / 360)."""
LARGE, NEAR_BY, NOT_TINY = 0.2, 10.0, 0.01
"""An island counts for the frame if it has a fifth of the largest piece of land, or a hundredth
and lies within ten degrees of what counts: Alaska and Svalbard do, French Guiana does not."""


def bounds_of(countries: Iterable[Sequence[Ring]], points: Iterable[tuple[float, float]]) -> Bounds:
    """Return the box around the main land of countries and points of (longitude, latitude)."""
    boxes = [box for rings in countries for box in main_land(rings)]
    boxes += [(x, y, x, y) for x, y in points]
    if not boxes:
        return WORLD
    west, east = _longitudes([(box[0], box[2]) for box in boxes])
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return _padded(west, south, east, north)


def around(near: Near) -> Bounds:
    """Return the box around a circle."""
    height = near.kilometres / KM_PER_DEGREE
    width = height / max(math.cos(math.radians(near.latitude)), 0.01)
    x, y = near.longitude, near.latitude
    return _padded(x - min(width, 180), y - height, x + min(width, 180), y + height)


def main_land(rings: Sequence[Ring]) -> list[Bounds]:
    """Return the boxes of the rings of a country that its map should show whole."""
    boxes = sorted(map(box_of, rings), key=_area, reverse=True)
    if not boxes:
        return []
    largest = _area(boxes[0])
    kept = [box for box in boxes if _area(box) >= LARGE * largest]
    for box in boxes[len(kept) :]:
        if _area(box) >= NOT_TINY * largest and any(_gap(box, one) < NEAR_BY for one in kept):
            kept.append(box)
    return kept


def box_of(points: Sequence[tuple[float, float]]) -> Bounds:
    """Return the box around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def inside(longitude: float, latitude: float, box: Bounds) -> tuple[float, float] | None:
    """Return a point as it lies in a box, perhaps a turn of 360 degrees away; None if outside."""
    west, south, east, north = box
    turned = (longitude + turn for turn in (0, 360, -360))
    x = next((x for x in turned if west <= x <= east), None)
    return (x, latitude) if x is not None and south <= latitude <= north else None


def moved(ring: Ring, box: Bounds) -> list[Ring]:
    """Return a ring as it touches a box: as it is, a turn of 360 degrees away, both, or not."""
    west, south, east, north = box_of(ring)
    if south > box[3] or north < box[1]:
        return []
    turns = [
        turn
        for turn in (-720, -360, 0, 360, 720)
        if west + turn <= box[2] and east + turn >= box[0]
    ]
    return [ring if not turn else tuple((x + turn, y) for x, y in ring) for turn in turns]


def _area(box: Bounds) -> float:
    west, south, east, north = box
    return (east - west) * (north - south) * math.cos(math.radians((south + north) / 2))


def _gap(one: Bounds, other: Bounds) -> float:
    """Return the degrees between two boxes, the shorter way round the Earth."""
    across = min(
        max(one[0] + turn - other[2], other[0] - one[2] - turn, 0) for turn in (-360, 0, 360)
    )
    return max(across, one[1] - other[3], other[1] - one[3], 0)


def _longitudes(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the shortest stretch of longitude that has all spans: the rest is the largest gap."""
    ordered = sorted(spans)
    merged = [ordered[0]]
    for west, east in ordered[1:]:
        if west <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], east))
        else:
            merged.append((west, east))
    nexts = [*(span[0] for span in merged[1:]), merged[0][0] + 360]
    gaps = [after - span[1] for span, after in zip(merged, nexts, strict=True)]
    last = len(gaps) - 1 - gaps[::-1].index(max(gaps))
    west = merged[(last + 1) % len(merged)][0]
    return west, max(west + (start - west) % 360 + end - start for start, end in spans)


def _padded(west: float, south: float, east: float, north: float) -> Bounds:
    margin = MARGIN * max(east - west, north - south)
    dx = max(margin, (SMALLEST - (east - west)) / 2)
    dy = max(margin, (SMALLEST - (north - south)) / 2)
    south, north = max(south - dy, -90.0), min(north + dy, 90.0)
    if east - west + 2 * dx >= WHOLE:
        return -180.0, south, 180.0, north
    return west - dx, south, east + dx, north


EVENTS, COUNTRY = "events", "country"
FRAMES = (EVENTS, COUNTRY)
"""What a map shows: the events with what is around them, or all of the countries."""
LEAST_SHOWN, LEAST_PART, MOST_AROUND = 2.0, 1 / 3, 6.0
"""Degrees around events that a map shows at least, so that one finds one's way: a third of what the
countries measure, from two to six."""
NARROWEST = 0.5
"""The shorter side of a map of events, in longer ones, at least."""
NEARLY = 0.85
"""Events over so much of the countries, in both directions, have a map of all of these."""
CROWD, CROWDED, CLOTTED = 0.04, 6, 1 / 3
"""Dots clot where more than a third of those of a map lie by six or more in squares of a
twenty-fifth of its width."""
PLACES = 5
MOST_CAPITALS = 6
"""Beyond this many countries their largest towns are not named."""
REGION = "adm_1"
MAP_KEYS = ("phase", "type_of_violence")
KINDS_OF_PLACE = ("village", "vllage", "town", "city", "location", "locality", "settlement")
KINDS_OF_REGION = ("region", "province", "state", "governorate", "department", "district")
"""What UCDP adds to names, once with a slip; on a map it goes without saying."""
WITHIN = re.compile(r"\s*\([^()]*\)$")
"""What a place lies in, as UCDP adds it to some."""
NO_NAMES = (
    *("northern", "southern", "eastern", "western", "central", "upper", "lower"),
    *("north", "south", "east", "west", "the"),
)
"""Words that are no name without what follows them: "Northern state"."""


def map_picture(
    result: Result, *, places: int = PLACES, density: bool | None = None, frame: str = EVENTS
) -> MapPicture:
    """Return what a map of an answer of `map` shows.

    Every point lies in the bounds; across the antimeridian longitudes go on beyond 180, also
    those of the outlines. Rows without deaths have no dot.

    Args:
        result: the answer of `mali_cli.map`.
        places: how many places to name, those with the most deaths; with them the largest town
            of each country, where there are few.
        density: draw a grid of densities, not dots; where nothing is said, if dots would clot.
        frame: one of `FRAMES`.
    """
    numbers = _countries(result)
    bounds = _bounds(result, numbers, frame)
    panels = tuple(_panel(result, keys, bounds) for keys in _maps(result))
    return MapPicture(
        title=result.short or result.heading,
        bounds=bounds,
        panels=panels,
        outlines=tuple(_outlines(bounds, numbers)),
        places=tuple(_places(result, bounds, numbers, places)),
        measure=result.counts,
        density=any(clots(panel, bounds) for panel in panels) if density is None else density,
    )


def clots(panel: MapPanel, bounds: Bounds) -> bool:
    """Return whether so many dots lie close together that a reader cannot tell them apart."""
    west, south, east, north = bounds
    square = CROWD * (east - west)
    shrunk = max(math.cos(math.radians((south + north) / 2)), 0.1)
    crowds = Counter(
        (
            math.floor((dot.longitude - west) / square),
            math.floor((dot.latitude - south) / (square * shrunk)),
        )
        for dot in panel.dots
    )
    crowded = sum(number for number in crowds.values() if number >= CROWDED)
    return crowded > CLOTTED * len(panel.dots)


def _countries(result: Result) -> list[int]:
    """Return the numbers of the countries asked for, else of those where something is."""
    asked = result.asked.area.ids if result.asked else ()
    if asked or "country_id" not in result.frame.columns:
        return list(asked)
    return sorted(result.frame["country_id"].drop_nulls().unique())


def _bounds(result: Result, numbers: Sequence[int], frame: str) -> Bounds:
    if result.asked and result.asked.filters.near:
        return around(result.asked.filters.near)
    points = list(result.frame.select("longitude", "latitude").iter_rows())
    whole = bounds_of([geography.rings_of(number) for number in numbers], points)
    drawn = result.frame.filter(pl.col(result.value) > 0).select("longitude", "latitude").rows()
    if frame == COUNTRY or not drawn:
        return whole
    return _of_events(bounds_of([], drawn), whole)


def _of_events(events: Bounds, whole: Bounds) -> Bounds:
    """Return a frame around events that is neither a strip nor a dot, within that of the whole."""
    west, south, east, north = _padded(*events)
    shrunk = max(math.cos(math.radians((south + north) / 2)), 0.1)
    sides = (east - west) * shrunk, north - south
    part = LEAST_PART * max((whole[2] - whole[0]) * shrunk, whole[3] - whole[1])
    least = min(max(part, LEAST_SHOWN), MOST_AROUND)
    wide, high = (max(side, NARROWEST * max(sides), least) for side in sides)
    across = wide / shrunk
    if across >= NEARLY * (whole[2] - whole[0]) and high >= NEARLY * (whole[3] - whole[1]):
        return whole
    x, y = (west + east) / 2, (south + north) / 2
    if across >= WHOLE:
        return -180.0, max(y - high / 2, -90.0), 180.0, min(y + high / 2, 90.0)
    return x - across / 2, max(y - high / 2, -90.0), x + across / 2, min(y + high / 2, 90.0)


def _maps(result: Result) -> Iterator[dict[str, str]]:
    """Give the values of the keys of each map: its phase and type, where there are several.

    A phase that is not covered has no map: an empty one would say that nobody died.
    """
    columns = result.frame.columns
    values = {
        "phase": [phase.name for phase in result.phases if phase.covered],
        "type_of_violence": list(result.asked.types.names) if result.asked else [],
    }
    keys = [name for name in MAP_KEYS if name in columns]
    for chosen in product(*(values[name] for name in keys)):
        yield dict(zip(keys, chosen, strict=True))


def _panel(result: Result, keys: Mapping[str, str], bounds: Bounds) -> MapPanel:
    value = result.value
    rows = [row for row in _of(result.frame.iter_rows(named=True), keys) if row[value] > 0]
    ranks = [_rank(row, value) for row in _of(_regions(result), keys) if row[value] > 0]
    dots = tuple(_dots(rows, bounds, value))
    nowhere = sum(float(row[value]) for row in _of(_imprecise(result), keys))
    days = next((p.shown for p in result.phases if p.name == keys.get("phase")), None)
    said = str(days) if days else ""
    return MapPanel(clean(", ".join(keys.values())), dots, tuple(ranks), nowhere, said)


def _of(rows: Iterable[Any], keys: Mapping[str, str]) -> Iterator[Any]:
    """Give the rows of a map."""
    return (row for row in rows if all(row[name] == value for name, value in keys.items()))


def _regions(result: Result) -> Sequence[Mapping[str, Any]]:
    return result.details.regions or () if isinstance(result.details, MapDetails) else ()


def _imprecise(result: Result) -> Sequence[Mapping[str, Any]]:
    return result.details.imprecise if isinstance(result.details, MapDetails) else ()


def _rank(row: Mapping[str, Any], value: str) -> RankedRegion:
    region = short_name(row[REGION], KINDS_OF_REGION)
    name = f"{region} ({row['country']})" if row.get("country") else region
    return RankedRegion(clean(name), float(row[value]), row["events"])


def _dots(rows: Iterable[Mapping[str, Any]], bounds: Bounds, value: str) -> Iterator[Dot]:
    for row in rows:
        point = inside(row["longitude"], row["latitude"], bounds)
        if point:
            yield Dot(*point, deaths=float(row[value]), events=row["events"])


def _outlines(bounds: Bounds, numbers: Sequence[int]) -> Iterator[Outline]:
    """Give the land that touches the bounds, what was asked for last: it is drawn on top."""
    for land in sorted(geography.lands(), key=lambda land: land.gwno in numbers):
        rings = [part for ring in land.rings for part in moved(ring, bounds)]
        if rings:
            yield Outline(land.name, land.gwno in numbers, tuple(rings))


def _places(result: Result, bounds: Bounds, numbers: Sequence[int], count: int) -> Iterator[Place]:
    """Give the places with the most deaths, then the largest town of each country."""
    amount = pl.col(result.value)
    named = result.frame.filter(pl.col("place").is_not_null() & (amount > 0))
    sums = named.group_by("longitude", "latitude", maintain_order=True).agg(
        pl.col("place").first(), amount.sum()
    )
    largest = sums.sort(result.value, descending=True, maintain_order=True)
    points = list(largest.select("longitude", "latitude", "place").iter_rows())
    shown = ((x, y, short_name(name, KINDS_OF_PLACE)) for x, y, name in points)
    found = _inside(shown, bounds, [])[:count]
    yield from (Place(name, x, y) for x, y, name in found)
    if count and len(numbers) <= MOST_CAPITALS:
        capitals = [geography.towns_in([number])[:1] for number in numbers]
        others = ((t.longitude, t.latitude, t.name) for some in capitals for t in some)
        taken = [name for _, _, name in found]
        for x, y, name in _inside(others, bounds, taken):
            yield Place(name, x, y, town=True)


def _inside(
    points: Iterable[tuple[float, float, str]], bounds: Bounds, taken: Sequence[str]
) -> list[tuple[float, float, str]]:
    """Return the points in the bounds, each name once."""
    seen, found = set(taken), []
    for longitude, latitude, name in points:
        point = inside(longitude, latitude, bounds)
        if point and name not in seen:
            seen.add(name)
            found.append((*point, name))
    return found


def short_name(name: str, kinds: Sequence[str]) -> str:
    """Return a name of UCDP's without what kind of place it is, and without what it lies in.

    What is no name without its kind, or says where between two places it is, stays as it is.
    """
    text = clean(name)
    bare = WITHIN.sub("", text)
    first, _, kind = bare.rpartition(" ")
    if kind.casefold() in kinds and first.casefold() not in (*NO_NAMES, ""):
        return first
    return bare or text
