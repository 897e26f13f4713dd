"""Maps of figures: land, dots, cells and names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap, LogNorm
from matplotlib.path import Path
from matplotlib.transforms import Bbox
from numpy import arange, argsort, column_stack, meshgrid, ones, pad, zeros

from ..map_picture import Bounds
from ..pictures import Dot, MapPanel, MapPicture, Place, amount
from ..text import clean
from .page import DARK, FAINT, INK, LEADING, width

CELL = 0.5
"""Degrees: the cells of PRIO-GRID (Tollefsen, Strand & Buhaug 2012, doi:10.1177/0022343311431287);
of a map of the world several of them together, of a small one parts."""
MOST_CELLS, FEWEST_CELLS = 90, 12


def ratio(bounds: Bounds) -> float:
    """Return height over width on paper: a degree of longitude is shorter by the cosine."""
    west, south, east, north = bounds
    middle = math.radians((south + north) / 2)
    return (north - south) / ((east - west) * max(math.cos(middle), 0.1))


def cell_size(bounds: Bounds) -> float:
    """Return the size of the cells of a map of densities, in degrees."""
    width = bounds[2] - bounds[0]
    size = CELL
    while width / size > MOST_CELLS:
        size *= 2
    while width / size < FEWEST_CELLS and size > CELL / 64:
        size /= 2
    return size


def cells(dots: Iterable[Dot], measure: str, size: float) -> dict[tuple[int, int], float]:
    """Add up dots by cells; a key is the cell's lower left, in cells."""
    found: dict[tuple[int, int], float] = {}
    for dot in dots:
        key = math.floor(dot.longitude / size), math.floor(dot.latitude / size)
        found[key] = found.get(key, 0.0) + amount(dot, measure)
    return {key: number for key, number in found.items() if number}


def round_samples(highest: float) -> list[float]:
    """Return up to three round amounts for the legend of sizes, the largest first."""
    if highest <= 0:
        return []
    power = 10.0 ** math.floor(math.log10(highest))
    top = next(nice * power for nice in (5, 2, 1) if nice * power <= highest * (1 + 1e-9))
    chosen = (top, top / 10, top / 100)
    return [value for value in chosen if value >= 1] or [highest]


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
BORDER_NAME = "#6b6b6b"
"""The names of countries: four and a half times as dark as the land."""
CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))
_COLOURS = ("#fee8c8", "#fdbb84", "#ef6548", "#b30000", "#4d0000")
DENSITIES = LinearSegmentedColormap.from_list("densities", _COLOURS, N=48)
"""After OrRd of ColorBrewer (Harrower & Brewer 2003): darker is more, also in grey."""


def draw_land(axes: Axes, picture: MapPicture) -> None:
    """Draw sea and land, what was asked for in white with a dark border."""
    west, south, east, north = picture.bounds
    axes.set(xlim=(west, east), ylim=(south, north))
    axes.set_aspect(ratio(picture.bounds) * (east - west) / (north - south))
    axes.set_anchor("NW")
    axes.set_facecolor(SEA if picture.outlines else ASKED)
    axes.grid(visible=False)
    axes.spines[:].set(visible=True, linewidth=0.6, color=FAINT)
    axes.tick_params(length=2, width=0.5, color=FAINT, labelcolor=FAINT)
    for outline in sorted(picture.outlines, key=lambda outline: outline.asked):
        rings = [ring for ring in outline.rings if len(ring) > 2]
        shapes = PolyCollection(
            rings,
            facecolors=ASKED if outline.asked else LAND,
            edgecolors=DARK if outline.asked else BORDER,
            linewidths=0.8 if outline.asked else 0.4,
            zorder=1.5 if outline.asked else 1,
        )
        axes.add_collection(shapes, autolim=False)
        if outline.asked and picture.density:  # cells lie over the border
            border = PolyCollection(
                rings, facecolors="none", edgecolors=DARK, linewidths=0.8, zorder=1.8
            )
            axes.add_collection(border, autolim=False)


def radius(value: float, highest: float, largest: float) -> float:
    """Return the radius of a dot, in points: areas go by counts, `largest` is that of most."""
    if highest <= 0 or value <= 0:
        return 0.0
    return max(largest * math.sqrt(value / highest), LEAST_DOT)


def draw_dots(axes: Axes, panel: MapPanel, measure: str, highest: float, largest: float) -> None:
    """Draw a dot for each pair of coordinates, the large ones below."""
    dots = [dot for dot in panel.dots if amount(dot, measure) > 0]
    dots.sort(key=lambda dot: (-amount(dot, measure), dot.longitude, dot.latitude))
    axes.scatter(
        [dot.longitude for dot in dots],
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


def draw_names(axes: Axes, places: Sequence[Place], size: float) -> list[Bbox]:
    """Mark and name the places whose names find room, the first of them first.

    By hand: Matplotlib writes a name where it is told, also over another one.

    Returns:
        the boxes of what is written, in points of the page.
    """
    taken: list[Bbox] = []
    ground = {"facecolor": "white", "alpha": 0.7, "linewidth": 0, "pad": 0.2}
    for place in places[:MOST_PLACES]:
        name, at = " ".join(clean(place.name).split()), (place.longitude, place.latitude)
        x, y = axes.transData.transform(at)
        point = Bbox.from_bounds(x - POINT, y - POINT, 2 * POINT, 2 * POINT)
        if not axes.bbox.contains(x, y) or point.count_overlaps(taken):
            continue
        for corner in _corners(width(name, size), size * LEADING):
            box = Bbox.from_bounds(x + corner[0], y + corner[1], width(name, size), size * LEADING)
            inside = all(axes.bbox.contains(*end) for end in (box.min, box.max))
            if inside and not box.count_overlaps(taken):
                taken += [box, point]
                axes.plot(*at, marker="s", markersize=2, color=INK)
                axes.annotate(
                    *(name, at, corner),
                    textcoords="offset points",
                    va="bottom",
                    fontsize=size,
                    bbox=ground,
                )
                break
    return taken


FINE = 32
"""Into so many parts a map is divided each way, to find where the name of a country has room."""
MOST_SPOTS = 24
"""Of so many places, those farthest from a border, one is tried after the other."""


def draw_countries(axes: Axes, picture: MapPicture, size: float, taken: Sequence[Bbox]) -> None:
    """Write the names of countries faintly on their land, where they touch no border and no name.

    Args:
        axes: the map.
        picture: what is drawn.
        size: of the text, in points.
        taken: the boxes of what is written already.
    """
    written = list(taken)
    west, south, east, north = picture.bounds
    across, up = (
        low + (arange(FINE) + 0.5) / FINE * (high - low)
        for low, high in ((west, east), (south, north))
    )
    points = column_stack([grid.ravel() for grid in meshgrid(across, up)])
    free = ones(len(points), dtype=bool)
    for outline in reversed(picture.outlines):  # what was asked for lies on top
        paths = [Path(ring) for ring in outline.rings if len(ring) > 2]
        land = zeros(len(points), dtype=bool)
        for path in paths:
            land |= path.contains_points(points)
        depth = _depth((land & free).reshape(FINE, FINE)).ravel()
        free &= ~land
        name = clean(outline.country).partition(" (")[0]
        for spot in argsort(-depth, kind="stable")[:MOST_SPOTS]:
            if depth[spot] < 1:
                break
            if box := _on_land(axes, points[spot], name, size, paths, written):
                written.append(box)
                middle: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 1.95}
                x, y = points[spot]
                axes.text(x, y, name, fontsize=size, color=BORDER_NAME, **middle)
                break


def _depth(land: Any) -> Any:
    """Return how many squares each square of land lies from what is none, or from the frame."""
    depth, inner = land.astype(int), land
    while inner.any():
        around = pad(inner, 1)
        inner = inner & around[:-2, 1:-1] & around[2:, 1:-1] & around[1:-1, :-2] & around[1:-1, 2:]
        depth += inner
    return depth


def _on_land(
    axes: Axes,
    place: Sequence[float],
    name: str,
    size: float,
    paths: Sequence[Path],
    written: Sequence[Bbox],
) -> Bbox | None:
    """Return the box of a name around a place; None where it would leave its land or touch one."""
    x, y = axes.transData.transform(place)
    wide, high = width(name, size), size * LEADING
    box = Bbox.from_bounds(x - wide / 2, y - high / 2, wide, high)
    inside = all(axes.bbox.contains(*end) for end in (box.min, box.max))
    if not inside or box.count_overlaps(written):
        return None
    edge = [(box.x0 + part * wide, y) for part in (0, 0.25, 0.5, 0.75, 1)]
    ends = axes.transData.inverted().transform([*box.corners(), *edge])
    return box if all(any(path.contains_point(end) for path in paths) for end in ends) else None


def _corners(wide: float, high: float) -> list[tuple[float, float]]:
    """Return where a name may begin, seen from its place: right, left, above, below, corners."""
    right = POINT + 1.5
    left, middle = -right - wide, -wide / 2
    sides = [(right, -high / 2), (left, -high / 2), (middle, right), (middle, -right - high)]
    return [*sides, (right, 0.0), (right, -high), (left, 0.0), (left, -high)]
