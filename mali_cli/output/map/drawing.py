"""One map on a canvas of characters: the land, the dots or densities, with the names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..pictures import Dot, MapPanel, MapPicture, Outline
from .bounds import KM_PER_DEGREE, Box
from .braille import HIGH, WIDE, Canvas
from .names import FIRST_SIZE, Cell, named, size_of, write_names

OTHER, ASKED = 1, 2
"""Levels of borders of others and of the outline of what was asked for; discs by size follow."""
SMALL_DISCS, LARGE_DISCS, LARGE_MAP = (1, 2, 3, 4), (1, 2, 4, 6), 60
"""Diameters of discs by size, on maps of fewer columns and of more."""
SHADES, ASCII_SHADES = "░▒▓█", ".:*#"
ASCII_MARKS = {OTHER: "'", ASKED: "+"} | dict(enumerate("oO%@", start=FIRST_SIZE))
SPARSE = 3
"""Of the borders of others each third dot is drawn."""


@dataclass(frozen=True)
class Projection:
    """Equirectangular, true to scale at the middle latitude; `scale` is dots a degree."""

    bounds: Box
    scale: float

    @property
    def across(self) -> float:
        """Dots a degree of longitude."""
        return self.scale * _cosine(self.bounds)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point is, in dots from the top left."""
        west, _, _, north = self.bounds
        return (longitude - west) * self.across, (north - latitude) * self.scale

    @property
    def kilometres(self) -> float:
        """How wide a character is."""
        return WIDE / self.scale * KM_PER_DEGREE


def fit(bounds: Box, columns: int, rows: int) -> tuple[Projection, Canvas]:
    """Return the largest map of the bounds in so many characters, and its empty canvas."""
    west, south, east, north = bounds
    width, height = (east - west) * _cosine(bounds), north - south
    scale = min((columns * WIDE - 1) / width, (rows * HIGH - 1) / height)
    projection = Projection(bounds, scale)
    size = math.ceil((width * scale + 1) / WIDE), math.ceil((height * scale + 1) / HIGH)
    return projection, Canvas(min(max(size[0], 1), columns), min(max(size[1], 1), rows))


def draw(
    picture: MapPicture,
    panel: MapPanel,
    ladder: Sequence[float],
    columns: int,
    rows: int,
    *,
    ascii_only: bool,
) -> list[list[Cell]]:
    """Return a map as rows of characters with their levels."""
    projection, canvas = fit(picture.bounds, columns, rows)
    for outline in picture.outlines:
        _outline(canvas, projection, outline)
    shades = {}
    if picture.density:
        shades = _shades(panel, projection, canvas, ladder, ascii_only=ascii_only)
    else:
        _discs(canvas, projection, panel.dots, ladder)
    cells = [
        [
            shades.get((column, row)) or _cell(canvas, column, row, ascii_only=ascii_only)
            for column in range(canvas.columns)
        ]
        for row in range(canvas.rows)
    ]
    size = canvas.columns, canvas.rows
    places = named(picture, panel)
    spots = [_character(projection, place.longitude, place.latitude, *size) for place, _ in places]
    write_names(cells, places, spots, ascii_only=ascii_only)
    return cells


def grid(panel: MapPanel, projection: Projection, canvas: Canvas) -> dict[tuple[int, int], float]:
    """Return the deaths in each character (column, row) of a map that has any."""
    sums: dict[tuple[int, int], float] = {}
    for dot in panel.dots:
        place = _character(projection, dot.longitude, dot.latitude, canvas.columns, canvas.rows)
        sums[place] = sums.get(place, 0.0) + dot.deaths
    return sums


def _cosine(bounds: Box) -> float:
    return max(math.cos(math.radians((bounds[1] + bounds[3]) / 2)), 0.05)


def _cell(canvas: Canvas, column: int, row: int, *, ascii_only: bool) -> Cell:
    level = canvas.level(column, row)
    if ascii_only:
        return canvas.ascii(column, row, ASCII_MARKS), level
    return canvas.glyph(column, row), level


def _outline(canvas: Canvas, projection: Projection, outline: Outline) -> None:
    level, every = (ASKED, 1) if outline.asked else (OTHER, SPARSE)
    for ring in outline.rings:
        for start, end in pairwise(projection.place(*point) for point in ring):
            canvas.line(start, end, level, every)


def _discs(
    canvas: Canvas, projection: Projection, dots: Sequence[Dot], ladder: Sequence[float]
) -> None:
    diameters = discs(canvas.columns)
    for dot in dots:
        size = size_of(dot.deaths, ladder)
        x, y = projection.place(dot.longitude, dot.latitude)
        canvas.disc(x, y, diameters[size], FIRST_SIZE + size)


def discs(columns: int) -> tuple[int, ...]:
    """Return the diameters of the discs on a map so wide."""
    return LARGE_DISCS if columns >= LARGE_MAP else SMALL_DISCS


def _shades(
    panel: MapPanel,
    projection: Projection,
    canvas: Canvas,
    ladder: Sequence[float],
    *,
    ascii_only: bool,
) -> dict[tuple[int, int], Cell]:
    marks = ASCII_SHADES if ascii_only else SHADES
    sums = grid(panel, projection, canvas).items()
    sizes = {place: size_of(deaths, ladder) for place, deaths in sums}
    return {place: (marks[size], FIRST_SIZE + size) for place, size in sizes.items()}


def _character(
    projection: Projection, longitude: float, latitude: float, columns: int, rows: int
) -> tuple[int, int]:
    x, y = projection.place(longitude, latitude)
    return min(max(int(x / WIDE), 0), columns - 1), min(max(int(y / HIGH), 0), rows - 1)
