"""One map on a canvas of characters: the land, the dots or densities, with the names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len

from ...frozen import frozen
from ...words.phrases import figure
from ..map_picture import KM_PER_DEGREE, Bounds
from ..pictures import Dot, MapPanel, MapPicture, Outline, Place
from ..text import to_ascii
from .canvas import HIGH, WIDE, Canvas

LADDERS = (
    (1, 2, 5, 10),
    (1, 3, 10, 30),
    (1, 5, 25, 100),
    (1, 10, 50, 300),
    (1, 10, 100, 1_000),
    (1, 30, 300, 3_000),
    (1, 100, 1_000, 10_000),
    (1, 300, 3_000, 30_000),
    (1, 1_000, 10_000, 100_000),
)
"""The least count of each size; of these the largest whose top something reaches."""


def ladder_for(counts: Sequence[float]) -> tuple[float, ...]:
    """Return the least count of each of four sizes."""
    most = max(counts, default=0)
    return max((ladder for ladder in LADDERS if ladder[-1] <= most), default=LADDERS[0], key=max)


def size_of(count: float, ladder: Sequence[float]) -> int:
    """Return the size of a count, from 0; parts of a death (under `split`) are the smallest."""
    return max((size for size, least in enumerate(ladder) if count >= least), default=0)


def steps(ladder: Sequence[float]) -> list[str]:
    """Return each step in words: "1–9", "10–49", "50–199", "200+"."""
    ends = [f"{after - 1:,.0f}" for after in ladder[1:]]
    words = [
        f"{first:,.0f}" if f"{first:,.0f}" == last else f"{first:,.0f}–{last}"
        for first, last in zip(ladder, ends, strict=False)
    ]
    return [*words, f"{ladder[-1]:,.0f}+"]


FIRST_SIZE, TOWN, NAME = 3, 8, 9
"""Levels on a map: from the first on what must not be covered, marks, names."""
PLACE_MARK, TOWN_MARK = "◆", "○"
ASCII_PLACE_MARK, ASCII_TOWN_MARK = "^", "x"
Character = tuple[str, int]
"""A character and its level; 0 is empty."""


def named(picture: MapPicture, panel: MapPanel) -> list[tuple[Place, str]]:
    """Return the places to name on one map: towns, and what has a dot there, with its deaths."""
    deaths = {(dot.longitude, dot.latitude): dot.deaths for dot in panel.dots}
    counts = [(place, deaths.get((place.longitude, place.latitude))) for place in picture.places]
    return [
        (place, "" if place.town else figure(count or 0))
        for place, count in counts
        if place.town or count
    ]


def write_names(
    cells: list[list[Character]],
    places: Sequence[tuple[Place, str]],
    spots: Sequence[tuple[int, int]],
    *,
    ascii_only: bool,
) -> None:
    """Mark places and write names and deaths beside them, where these cover no other name.

    `spots` has the column and the row of each place.
    """
    marks = (ASCII_PLACE_MARK, ASCII_TOWN_MARK) if ascii_only else (PLACE_MARK, TOWN_MARK)
    for (place, count), (column, row) in zip(places, spots, strict=True):
        name = to_ascii(place.name) if ascii_only else place.name
        texts = [f"{name} {count}", name] if count else [name]
        found = ((text, min(_spots(cells, text, column, row), default=None)) for text in texts)
        text, best = next(((text, spot) for text, spot in found if spot), ("", None))
        if best is None or cells[row][column][1] >= TOWN or cell_len(text) != len(text):
            continue
        cells[row][column] = (marks[place.town], TOWN)
        _write(cells[best[2]], text, best[3])


def _write(line: list[Character], text: str, left: int) -> None:
    """Write a name, with a space at each end unless something is there that matters."""
    for place, char in enumerate(text, start=left):
        line[place] = (char, NAME)
    for end in (left - 1, left + len(text)):
        if 0 <= end < len(line) and line[end][1] < FIRST_SIZE:
            line[end] = (" ", 0)


def _spots(
    cells: list[list[Character]], text: str, column: int, row: int
) -> Iterator[tuple[int, int, int, int]]:
    """Give where a name may stand: what it would cover, preference, row, column."""
    middle = column - len(text) // 2
    tries = [
        *((row, column + gap) for gap in (2, 3)),
        *((row, column - len(text) - gap + 1) for gap in (2, 3)),
        *((row + down, left) for down in (1, -1) for left in (column + 1, middle)),
        *((row + down, column - len(text)) for down in (1, -1)),
        *((row + down, middle) for down in (2, -2)),
    ]
    for preference, (top, left) in enumerate(tries):
        around = range(left - 1, left + len(text) + 1)
        if not 0 <= top < len(cells) or left < 0 or around[-1] > len(cells[0]):
            continue
        levels = [cells[top][i][1] for i in around if 0 <= i < len(cells[0])]
        if max(levels) < TOWN:
            yield (
                sum(3 if level >= FIRST_SIZE else level > 0 for level in levels),
                preference,
                top,
                left,
            )


OTHER, ASKED = 1, 2
"""Levels of borders of others and of the outline of what was asked for; discs by size follow."""
SMALL_DISCS, LARGE_DISCS, LARGE_MAP = (1, 2, 3, 4), (1, 2, 4, 6), 60
"""Diameters of discs by size, on maps of fewer columns and of more."""
SHADES, ASCII_SHADES = "░▒▓█", ".:*#"
ASCII_MARKS = {OTHER: "'", ASKED: "+"} | dict(enumerate("oO%@", start=FIRST_SIZE))
SPARSE = 3
"""Of the borders of others each third dot is drawn."""


@frozen
class Projection:
    """Equirectangular, true to scale at the middle latitude; `scale` is dots a degree."""

    bounds: Bounds
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


def fit(bounds: Bounds, columns: int, rows: int) -> tuple[Projection, Canvas]:
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
) -> list[list[Character]]:
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


def _cosine(bounds: Bounds) -> float:
    return max(math.cos(math.radians((bounds[1] + bounds[3]) / 2)), 0.05)


def _cell(canvas: Canvas, column: int, row: int, *, ascii_only: bool) -> Character:
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
) -> dict[tuple[int, int], Character]:
    marks = ASCII_SHADES if ascii_only else SHADES
    sums = grid(panel, projection, canvas).items()
    sizes = {place: size_of(deaths, ladder) for place, deaths in sums}
    return {place: (marks[size], FIRST_SIZE + size) for place, size in sizes.items()}


def _character(
    projection: Projection, longitude: float, latitude: float, columns: int, rows: int
) -> tuple[int, int]:
    x, y = projection.place(longitude, latitude)
    return min(max(int(x / WIDE), 0), columns - 1), min(max(int(y / HIGH), 0), rows - 1)
