"""Names on a map: each beside its point, where it covers no other name. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .labels import overlaps

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
