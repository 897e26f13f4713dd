"""Maps of figures: their frame, the land, and the places on it.

Longitudes are turned so that they rise from west to east, also where a map crosses the
antimeridian.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap, LogNorm

from ...frozen import frozen
from ..pictures import MapPanel, MapPicture, Place
from ..text import clean
from .page import DARK, FAINT, INK, LEADING, width
from .words import amount

FULL = 360.0
_LEAST = 0.2
"""A frame is at least so many degrees high and wide."""
CELL = 0.5
"""Degrees: the cells of PRIO-GRID (Tollefsen, Strand & Buhaug 2012, doi:10.1177/0022343311431287);
of a map of the world several of them together, of a small one parts."""
MOST_CELLS, FEWEST_CELLS = 90, 12


@frozen
class MapFrame:
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


def frame_of(picture: MapPicture) -> MapFrame:
    """Return the frame of a picture; bounds whose east is below their west cross 180°."""
    west, south, east, north = picture.bounds
    east = east + FULL if east < west else east
    across, up = (max(_LEAST - size, 0) / 2 for size in (east - west, north - south))
    return MapFrame(west - across, south - up, east + across, north + up)


def unrolled(ring: Sequence[tuple[float, float]], frame: MapFrame) -> list[tuple[float, float]]:
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


def cell_size(frame: MapFrame) -> float:
    """Return the size of the cells of a map of densities, in degrees."""
    width = frame.east - frame.west
    size = CELL
    while width / size > MOST_CELLS:
        size *= 2
    while width / size < FEWEST_CELLS and size > CELL / 64:
        size /= 2
    return size


def cells(
    points: Iterable[tuple[float, float, float]], frame: MapFrame, size: float
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


Rect = tuple[float, float, float, float]
POINT = 2.2
"""Half the room that a place's point takes, in points."""
MOST_PLACES = 25
DOT: dict[str, Any] = {
    "facecolor": "#D55E00",
    "edgecolor": "#5e2a00",
    "linewidths": 0.35,
    "alpha": 0.55,
}
LEAST_DOT = 0.7
"""The radius of the smallest dot, in points: it is still seen."""
SEA, LAND, ASKED, BORDER = "#eef3f6", "#fafafa", "#ffffff", "#9a9a9a"
CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))
DENSITIES = LinearSegmentedColormap.from_list(
    "densities", ("#fee8c8", "#fdbb84", "#ef6548", "#b30000", "#4d0000")
)
"""After OrRd of ColorBrewer (Harrower & Brewer 2003): darker is more, also in grey."""


def draw_land(axes: Axes, picture: MapPicture, frame: MapFrame) -> None:
    """Draw sea and land, what was asked for in white with a dark border."""
    axes.set(xlim=(frame.west, frame.east), ylim=(frame.south, frame.north))
    axes.set_aspect(frame.ratio * (frame.east - frame.west) / (frame.north - frame.south))
    axes.set_anchor("NW")
    axes.set_facecolor(SEA if picture.outlines else ASKED)
    axes.grid(visible=False)
    axes.spines[:].set(visible=True, linewidth=0.6, color=FAINT)
    axes.tick_params(length=2, width=0.5, color=FAINT, labelcolor=FAINT)
    for outline in sorted(picture.outlines, key=lambda outline: outline.asked):
        rings = [unrolled(ring, frame) for ring in outline.rings]
        shapes = PolyCollection(
            [ring for ring in rings if len(ring) > 2],
            facecolors=ASKED if outline.asked else LAND,
            edgecolors=DARK if outline.asked else BORDER,
            linewidths=0.8 if outline.asked else 0.4,
            zorder=1.5 if outline.asked else 1,
        )
        axes.add_collection(shapes, autolim=False)


def radius(value: float, highest: float, largest: float) -> float:
    """Return the radius of a dot, in points: areas go by counts, `largest` is that of most."""
    if highest <= 0 or value <= 0:
        return 0.0
    return max(largest * math.sqrt(value / highest), LEAST_DOT)


def draw_dots(
    axes: Axes, panel: MapPanel, measure: str, frame: MapFrame, highest: float, largest: float
) -> None:
    """Draw a dot for each pair of coordinates, the large ones below."""
    dots = [dot for dot in panel.dots if amount(dot, measure) > 0]
    dots.sort(key=lambda dot: (-amount(dot, measure), dot.longitude, dot.latitude))
    axes.scatter(
        [frame.turned(dot.longitude) for dot in dots],
        [dot.latitude for dot in dots],
        s=[(2 * radius(amount(dot, measure), highest, largest)) ** 2 for dot in dots],
        zorder=2,
        **DOT,
    )


def draw_cells(
    axes: Axes, grid: Mapping[tuple[int, int], float], size: float, highest: float
) -> PolyCollection:
    """Draw cells of so many degrees, each by its lower left corner counted in cells.

    Their colours go by a logarithmic scale from 1 to the highest.
    """
    keys = sorted(grid)
    shapes = PolyCollection(
        [[((x + across) * size, (y + up) * size) for across, up in CORNERS] for x, y in keys],
        array=[grid[key] for key in keys],
        norm=LogNorm(1, max(highest, 10.0), clip=True),
        cmap=DENSITIES,
        edgecolors="white",
        linewidths=0.15,
        zorder=1.7,
    )
    axes.add_collection(shapes, autolim=False)
    return shapes


def draw_names(axes: Axes, places: Sequence[Place], frame: MapFrame, size: float) -> None:
    """Mark and name the places whose names find room, the first of them first.

    By hand: Matplotlib writes a name where it is told, also over another one.
    """
    taken: list[Rect] = []
    left, bottom, right, top = axes.bbox.extents
    for place in places[:MOST_PLACES]:
        name = " ".join(clean(place.name).split())
        at = frame.turned(place.longitude), place.latitude
        x, y = axes.transData.transform(at)
        point = (x - POINT, y - POINT, x + POINT, y + POINT)
        if not (left <= x <= right and bottom <= y <= top and _free(point, taken)):
            continue
        for box in _boxes(x, y, width(name, size), size * LEADING):
            inside = box[0] > left and box[1] > bottom and box[2] < right and box[3] < top
            if inside and _free(box, taken):
                taken += [box, point]
                axes.plot(*at, marker="s", markersize=2, color=INK)
                _write(axes, name, at, (box[0] - x, box[1] - y), size)
                break


def _write(
    axes: Axes, name: str, at: tuple[float, float], aside: tuple[float, float], size: float
) -> None:
    ground = {"facecolor": "white", "alpha": 0.7, "linewidth": 0, "pad": 0.2}
    axes.annotate(
        *(name, at, aside), textcoords="offset points", va="bottom", fontsize=size, bbox=ground
    )


def _free(box: Rect, taken: Sequence[Rect]) -> bool:
    """Return whether a box (left, bottom, right, top) shares no room with others."""
    return not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in taken
    )


def _boxes(x: float, y: float, wide: float, high: float) -> Iterator[Rect]:
    """Give the room of a name: right, left, above, below, then at the corners."""
    far = POINT + 1.5
    right, left, middle = x + far, x - far - wide, x - wide / 2
    corners = [(right, y - high / 2), (left, y - high / 2), (middle, y + far)]
    corners += [(middle, y - far - high), (right, y), (right, y - high), (left, y)]
    for start, foot in (*corners, (left, y - high)):
        yield start, foot, start + wide, foot + high
