"""The frame of a map: plate carrée with true proportions at its middle. Pure functions.

Longitudes are turned so that they rise from west to east, also where a map crosses the
antimeridian.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..pictures import MapPicture

FULL = 360.0
_LEAST = 0.2
"""A frame is at least so many degrees high and wide."""
CELL = 0.5
"""Degrees: the cells of PRIO-GRID (Tollefsen, Strand & Buhaug 2012, doi:10.1177/0022343311431287);
of a map of the world several of them together, of a small one parts."""
MOST_CELLS, FEWEST_CELLS = 90, 12


@dataclass(frozen=True)
class Frame:
    """What a map shows: degrees, `east` greater than `west`."""

    west: float
    south: float
    east: float
    north: float

    @property
    def ratio(self) -> float:
        """Height over width on paper: a degree of longitude is shorter by the cosine."""
        middle = math.radians((self.south + self.north) / 2)
        return (self.north - self.south) / ((self.east - self.west) * max(math.cos(middle), 0.1))

    def turned(self, longitude: float) -> float:
        """Return a longitude as the one nearest to the middle of the frame."""
        middle = (self.west + self.east) / 2
        return longitude + FULL * round((middle - longitude) / FULL)


def frame_of(picture: MapPicture) -> Frame:
    """Return the frame of a picture; bounds whose east is below their west cross 180°."""
    west, south, east, north = picture.bounds
    east = east + FULL if east < west else east
    across, up = (max(_LEAST - size, 0) / 2 for size in (east - west, north - south))
    return Frame(west - across, south - up, east + across, north + up)


def unrolled(ring: Sequence[tuple[float, float]], frame: Frame) -> list[tuple[float, float]]:
    """Return a ring without jumps from 180° to -180°, moved to where the frame is."""
    points = list(ring[:1])
    for longitude, latitude in ring[1:]:
        last = points[-1][0]
        points.append((longitude + FULL * round((last - longitude) / FULL), latitude))
    if not points:
        return []
    middle = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
    shift = frame.turned(middle) - middle
    return [(x + shift, y) for x, y in points]


def cell_size(frame: Frame) -> float:
    """Return the size of the cells of a map of densities, in degrees."""
    width = frame.east - frame.west
    size = CELL
    while width / size > MOST_CELLS:
        size *= 2
    while width / size < FEWEST_CELLS and size > CELL / 64:
        size /= 2
    return size


def cells(
    points: Iterable[tuple[float, float, float]], frame: Frame, size: float
) -> dict[tuple[int, int], float]:
    """Add up (longitude, latitude, amount) by cells; a key is the cell's lower left, in cells."""
    found: dict[tuple[int, int], float] = {}
    for longitude, latitude, number in points:
        key = (math.floor(frame.turned(longitude) / size), math.floor(latitude / size))
        found[key] = found.get(key, 0.0) + number
    return found


def cell_words(size: float) -> str:
    """Say how large the cells are."""
    return f"a cell of {size:g}°"


def round_samples(highest: float) -> list[float]:
    """Return up to three round amounts for the legend of sizes, the largest first."""
    if highest <= 0:
        return []
    power = 10.0 ** math.floor(math.log10(highest))
    top = next(nice * power for nice in (5, 2, 1) if nice * power <= highest * (1 + 1e-9))
    chosen = (top, top / 10, top / 100)
    return [value for value in chosen if value >= 1] or [highest]
