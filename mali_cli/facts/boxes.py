"""The box around each country, to tell a point that lies far from it.

`scripts/make_boxes.py` made the file from the packaged outlines (Natural Earth, see `outlines`),
which take a hundred times longer to read.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .files import rows

FILE = "boxes.csv"


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
        int(row["gwno"]): Box(*(float(row[edge]) for edge in Box._fields)) for row in rows(FILE)
    }
