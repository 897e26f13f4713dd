"""Maps of results for the terminal: how maps, rankings and legend stand beside each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len

from ..model.result import Result
from .map.drawing import OTHER, draw
from .map.legend import BESIDE, GAP, MOST_BELOW, ladder_of, legend_of, rank_lines
from .map.names import FIRST_SIZE, NAME, TOWN, Cell, number
from .map_picture import map_picture
from .pictures import MapPanel, MapPicture
from .screen import Screen
from .text import to_ascii_lines
from .wrapping import BOLD, filled, notes_of, styled, title_of

_CODES = re.compile(r"\x1b\[[\d;]*m")
LEAST_HEIGHT, AROUND = 24, 6
"""Lines of a map at least, and lines of a screen that are left for what is around it."""
LEAST_WIDTH = 24
"""Columns of one of several maps side by side at least."""
GREY, BLUE, ORANGE = "38;5;244", "38;5;74", "38;5;166"
"""Of the palette of Okabe and Ito (see `plot`) in a terminal's 256 colours: blue and vermillion,
which are told apart by the colour-blind, on black and on white."""
STYLES = {OTHER: GREY, TOWN: BLUE, NAME: BLUE} | {FIRST_SIZE + size: ORANGE for size in range(4)}


def draw_map(
    result: Result,
    screen: Screen,
    *,
    width: int | None,
    height: int | None,
    places: int,
    density: bool,
    notes: bool,
) -> str:
    """Draw the maps of an answer of `map` with their legend, and the ranking of regions.

    Several maps are side by side where there is room, else below each other. A ranking is beside
    a single map, and below each of several.
    """
    screen = screen._replace(width=width or screen.width)
    height = height or max(LEAST_HEIGHT, screen.height - AROUND)
    picture = map_picture(result, places=places, density=density)
    maps = _single(picture, screen, height)
    if len(picture.panels) > 1:
        maps = _several(picture, screen, height)
    parts = [title_of(result, screen), "\n".join(maps), *([notes_of(result, screen)] * notes)]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return to_ascii_lines(text) if screen.ascii else text


def _single(picture: MapPicture, screen: Screen, height: int) -> list[str]:
    panel, ranks = picture.panels[0], picture.panels[0].ranks
    beside = bool(ranks) and screen.width >= 2 * BESIDE
    room = screen.width - (BESIDE + GAP if beside else 0)
    ladder = ladder_of(picture, room, height)
    lines, columns = _map(picture, panel, ladder, room, height, screen)
    legend = legend_of(picture, ladder, (lines, columns), screen)
    if not beside:
        below = rank_lines(ranks, picture.measure, screen, screen.width, MOST_BELOW)
        return [*lines, "", *legend, *([""] if below else []), *below]
    right = screen.width - columns - GAP
    listed = rank_lines(ranks, picture.measure, screen, right, len(lines))
    return [*_beside([(lines, columns), (listed, right)]), "", *legend]


def _several(picture: MapPicture, screen: Screen, height: int) -> list[str]:
    """Draw maps side by side, as many as there is room for, all in one frame and one scale."""
    fitting = max((screen.width + GAP) // (LEAST_WIDTH + GAP), 1)
    rows = -(-len(picture.panels) // fitting)
    across = -(-len(picture.panels) // rows)
    room = (screen.width + GAP) // across - GAP
    ladder = ladder_of(picture, room, height)
    lines: list[str] = []
    for first in range(0, len(picture.panels), across):
        panels = picture.panels[first : first + across]
        maps = [_map(picture, panel, ladder, room, height, screen) for panel in panels]
        wide = min(max(maps[0][1], LEAST_WIDTH), room)
        headings = [_heading(picture, panel, wide, screen) for panel in panels]
        high = max(map(len, headings))
        below = [rank_lines(panel.ranks, "", screen, wide, MOST_BELOW) for panel in panels]
        blocks = [
            ([*heading, *[""] * (high - len(heading)), *drawn, *ranks], wide)
            for heading, (drawn, _), ranks in zip(headings, maps, below, strict=True)
        ]
        lines += [*_beside(blocks), ""]
    return [*lines, *legend_of(picture, ladder, (lines, maps[0][1]), screen)]


def _map(
    picture: MapPicture,
    panel: MapPanel,
    ladder: Sequence[float],
    columns: int,
    rows: int,
    screen: Screen,
) -> tuple[list[str], int]:
    """Return the lines of a map, and how wide it is."""
    cells = draw(picture, panel, ladder, columns, rows, ascii_only=screen.ascii)
    return [_painted(row, screen) for row in cells], len(cells[0])


def _painted(row: Sequence[Cell], screen: Screen) -> str:
    used = next((n for n in range(len(row), 0, -1) if row[n - 1][0] != " "), 0)
    runs = groupby(row[:used], key=lambda cell: STYLES.get(cell[1], ""))
    parts = [("".join(char for char, _ in cells), style) for style, cells in runs]
    return "".join(styled(text, style, screen) if text.strip() else text for text, style in parts)


def _heading(picture: MapPicture, panel: MapPanel, width: int, screen: Screen) -> list[str]:
    total = number(sum(dot.deaths for dot in panel.dots))
    words = f"{panel.name}: {total} {picture.measure}".split(" ")
    return [styled(line, BOLD, screen) for line in filled(words, width)]


def _beside(blocks: Sequence[tuple[list[str], int]]) -> list[str]:
    """Set blocks of lines beside each other, each as wide as it says."""
    high = max(len(lines) for lines, _ in blocks)
    rows = [[lines[i] if i < len(lines) else "" for lines, _ in blocks] for i in range(high)]
    widths = [width for _, width in blocks]
    return [
        (" " * GAP).join(_padded(*part) for part in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _padded(line: str, width: int) -> str:
    return line + " " * (width - cell_len(_CODES.sub("", line)))
