"""Land and places on figures of maps."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap, LogNorm

from ..pictures import MapPanel, MapPicture
from .frame import Frame, unrolled
from .page import FAINT
from .style import DARK, overlaps
from .words import amount

Box = tuple[float, float, float, float]
POINT = 2.2
"""Half the room that a place's point takes, in points."""
MOST_NAMES = 25


@dataclass(frozen=True)
class Named:
    """A name with its corner: points from the top left of the map."""

    text: str
    x: float
    y: float
    left: float
    top: float


def names(
    places: Sequence[tuple[str, float, float]],
    width: float,
    height: float,
    measure: Callable[[str], float],
    line: float,
) -> list[Named]:
    """Return the names that find room, the first of the list first.

    Args:
        places: name, and its place in points from the top left, the most important first.
        width: of the map.
        height: of the map.
        measure: gives the width of a name.
        line: the height of a name.
    """
    taken: list[Box] = []
    found: list[Named] = []
    for text, x, y in places:
        if len(found) == MOST_NAMES or not (0 <= x <= width and 0 <= y <= height):
            continue
        point = (x - POINT, y - POINT, x + POINT, y + POINT)
        if any(overlaps(point, other) for other in taken):
            continue
        for left, top in _corners(x, y, measure(text), line):
            box = (left, top, left + measure(text), top + line)
            inside = box[0] >= 1 and box[1] >= 1 and box[2] <= width - 1 and box[3] <= height - 1
            if inside and not any(overlaps(box, other) for other in taken):
                taken += [box, point]
                found.append(Named(text, x, y, left, top))
                break
    return found


def _corners(x: float, y: float, wide: float, line: float) -> list[tuple[float, float]]:
    """Return where a name may begin: right, left, above, below, then the corners."""
    far = POINT + 1.5
    return [
        (x + far, y - line / 2),
        (x - far - wide, y - line / 2),
        (x - wide / 2, y - far - line),
        (x - wide / 2, y + far),
        (x + far, y - line),
        (x + far, y),
        (x - far - wide, y - line),
        (x - far - wide, y),
    ]


DOT, DOT_EDGE, DOT_ALPHA, DOT_LINE = "#D55E00", "#5e2a00", 0.55, 0.35
LEAST_DOT = 0.7
"""The radius of the smallest dot, in points: it is still seen."""
SEA, LAND, ASKED, BORDER = "#eef3f6", "#fafafa", "#ffffff", "#9a9a9a"
CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))
DENSITIES = ("#fee8c8", "#fdbb84", "#ef6548", "#b30000", "#4d0000")
"""After OrRd of ColorBrewer (Harrower & Brewer 2003): darker is more, also in grey."""


class Sizes:
    """The sizes of dots: the area goes by the count, `largest` points are the radius of most."""

    def __init__(self, highest: float, largest: float) -> None:
        self.highest, self._largest = highest, largest

    def radius(self, value: float) -> float:
        """Return the radius of a dot, in points."""
        if self.highest <= 0 or value <= 0:
            return 0.0
        return max(self._largest * math.sqrt(value / self.highest), LEAST_DOT)


class Shades:
    """The colours of cells, on a logarithmic scale from 1 to the highest."""

    def __init__(self, highest: float) -> None:
        self.highest = max(highest, 10.0)
        self._norm = LogNorm(1, self.highest, clip=True)
        self._scheme = LinearSegmentedColormap.from_list("densities", DENSITIES)

    def part(self, value: float) -> float:
        """Return where a count lies on the scale, from 0 to 1."""
        return float(self._norm(value))

    def colour(self, part: float) -> tuple[float, float, float, float]:
        """Return the colour of a part of the scale."""
        return self._scheme(part)


def draw_land(axes: Axes, picture: MapPicture, frame: Frame) -> None:
    """Draw sea and land, what was asked for in white with a dark border."""
    axes.set_xlim(frame.west, frame.east)
    axes.set_ylim(frame.south, frame.north)
    axes.set_facecolor(SEA if picture.outlines else ASKED)
    for spine in axes.spines.values():
        spine.set_linewidth(0.6)
        spine.set_color(FAINT)
    axes.tick_params(length=2, width=0.5, color=FAINT)
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


def draw_dots(axes: Axes, panel: MapPanel, measure: str, frame: Frame, sizes: Sizes) -> None:
    """Draw a dot for each pair of coordinates, the large ones below."""
    dots = [dot for dot in panel.dots if amount(dot, measure) > 0]
    dots.sort(key=lambda dot: (-amount(dot, measure), dot.longitude, dot.latitude))
    axes.scatter(
        [frame.turned(dot.longitude) for dot in dots],
        [dot.latitude for dot in dots],
        s=[(2 * sizes.radius(amount(dot, measure))) ** 2 for dot in dots],
        facecolor=DOT,
        edgecolor=DOT_EDGE,
        linewidths=DOT_LINE,
        alpha=DOT_ALPHA,
        zorder=2,
    )


def draw_cells(
    axes: Axes, grid: Mapping[tuple[int, int], float], size: float, shades: Shades
) -> None:
    """Draw cells of so many degrees, each by its lower left corner counted in cells."""
    squares = [
        [((x + across) * size, (y + up) * size) for across, up in CORNERS] for x, y in sorted(grid)
    ]
    shapes = PolyCollection(
        squares,
        facecolors=[shades.colour(shades.part(grid[key])) for key in sorted(grid)],
        edgecolors="white",
        linewidths=0.15,
        zorder=1.7,
    )
    axes.add_collection(shapes, autolim=False)
