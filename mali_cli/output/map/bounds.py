"""The part of the Earth that a map shows: around countries, places or a circle, over 180° too."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from ...facts.geography import Ring
from ...model.filters import Near

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees. East may be beyond 180: the box crosses the antimeridian."""

WORLD: Box = (-180.0, -60.0, 180.0, 85.0)
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


def bounds_of(countries: Iterable[Sequence[Ring]], points: Iterable[tuple[float, float]]) -> Box:
    """Return the box around the main land of countries and points of (longitude, latitude)."""
    boxes = [box for rings in countries for box in main_land(rings)]
    boxes += [(x, y, x, y) for x, y in points]
    if not boxes:
        return WORLD
    west, east = _longitudes([(box[0], box[2]) for box in boxes])
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return _padded(west, south, east, north)


def around(near: Near) -> Box:
    """Return the box around a circle."""
    height = near.kilometres / KM_PER_DEGREE
    width = height / max(math.cos(math.radians(near.latitude)), 0.01)
    x, y = near.longitude, near.latitude
    return _padded(x - min(width, 180), y - height, x + min(width, 180), y + height)


def main_land(rings: Sequence[Ring]) -> list[Box]:
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


def box_of(points: Sequence[tuple[float, float]]) -> Box:
    """Return the box around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def inside(longitude: float, latitude: float, box: Box) -> tuple[float, float] | None:
    """Return a point as it lies in a box, perhaps a turn of 360 degrees away; None if outside."""
    west, south, east, north = box
    turned = (longitude + turn for turn in (0, 360, -360))
    x = next((x for x in turned if west <= x <= east), None)
    return (x, latitude) if x is not None and south <= latitude <= north else None


def moved(ring: Ring, box: Box) -> list[Ring]:
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


def _area(box: Box) -> float:
    west, south, east, north = box
    return (east - west) * (north - south) * math.cos(math.radians((south + north) / 2))


def _gap(one: Box, other: Box) -> float:
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


def _padded(west: float, south: float, east: float, north: float) -> Box:
    margin = MARGIN * max(east - west, north - south)
    dx = max(margin, (SMALLEST - (east - west)) / 2)
    dy = max(margin, (SMALLEST - (north - south)) / 2)
    south, north = max(south - dy, -90.0), min(north + dy, 90.0)
    if east - west + 2 * dx >= WHOLE:
        return -180.0, south, 180.0, north
    return west - dx, south, east + dx, north
