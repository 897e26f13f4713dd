"""Maps for the terminal with their legend, and the largest regions by rank."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ...model.result import Result
from ...words import mapping
from ...words.phrases import counted, figure
from ..map_picture import map_picture
from ..pictures import MapPanel, MapPicture, RankedRegion
from ..screen import Screen, WordsAround
from ..wrapping import BOLD, beside, captioned, filled, flowed, padded, styled
from .canvas import painted
from .land import (
    ASCII_MARKS,
    ASCII_PLACE_MARK,
    ASCII_SHADES,
    ASCII_TOWN_MARK,
    ASKED,
    FIRST_SIZE,
    NAME,
    OTHER,
    PLACE_MARK,
    SHADES,
    TOWN,
    TOWN_MARK,
    discs,
    draw,
    fit,
    grid,
    ladder_for,
    steps,
)

BESIDE = 38
"""Columns that a ranking beside a map takes at least."""
SHORTEST_BAR, LONGEST_BAR = 4, 40
MOST_BELOW = 12
BAR, ASCII_BAR = "█", "#"


def rank_lines(
    ranks: Sequence[RankedRegion],
    measure: str,
    screen: Screen,
    width: int,
    lines: int,
    most: float = 0.0,
) -> list[str]:
    """Return a ranking in so many lines, with what has no room in it summed up in the last one.

    Names that are too long go on in a second line. A heading says what is ranked, where `measure`
    is named. The longest bar is that of `most`, where several rankings stand beside each other.
    """
    if not ranks:
        return []
    words = [f"{measure} by region", "(adm_1)"] if measure else []
    heading = [styled(line, BOLD, screen) for line in filled(words, width) if line]
    room = max(lines - len(heading), 2)
    kept = ranks if len(ranks) <= room else ranks[: room - 1]
    most, figures = max(most, ranks[0].deaths), [figure(rank.deaths) for rank in kept]
    right = max(map(len, figures))
    names = min(max(cell_len(rank.name) for rank in kept), width - right - 2)
    bar = min(width - names - right - 4, LONGEST_BAR)
    rows = list(heading)
    for rank, count in zip(kept, figures, strict=True):
        first, *more = filled(rank.name.split(" "), names, "  ")
        long = max(round(rank.deaths / most * bar), 1) if bar >= SHORTEST_BAR else 0
        blocks = (ASCII_BAR if screen.ascii else BAR) * long
        rows += [f"{padded(first, names)}  {count.rjust(right)}  {blocks}".rstrip(), *more]
    rest = ranks[len(kept) :]
    if rest:
        last = [f"{counted(len(rest), 'more region')}:", figure(sum(r.deaths for r in rest))]
        rows += filled(last, width, "  ")
    return rows


GAP = 2
DISC_SIGNS = {1: "⠂", 2: "⠶", 3: "⠿⠇", 4: "⢾⡷", 6: "⣾⣿⣷"}
"""Discs by diameter, as far as they fit a line."""


def ladder_of(picture: MapPicture, columns: int, rows: int) -> tuple[float, ...]:
    """Return the least count of each size, on one scale for all maps."""
    if not picture.density:
        return ladder_for([dot.deaths for panel in picture.panels for dot in panel.dots])
    size = fit(picture.bounds, columns, rows)
    return ladder_for([n for panel in picture.panels for n in grid(panel, *size).values()])


def legend_of(
    picture: MapPicture, ladder: Sequence[float], drawn: tuple[list[str], int], screen: Screen
) -> list[str]:
    """Say what sizes, lines and signs mean; of the signs those that were drawn."""
    lines, columns = drawn
    what = f"{picture.measure.capitalize()} at a place:"
    if picture.density:
        wide = fit(picture.bounds, columns, 1_000)[0].kilometres
        what = f"{picture.measure.capitalize()} on {wide:,.0f} × {2 * wide:,.0f} km:"
    marks = _marks(picture, columns, screen)
    sizes = [f"{mark} {words}" for mark, words in zip(marks, steps(ladder), strict=True)]
    asked, other = "⠤⠤", "⠄⠠"
    if screen.ascii:
        asked, other = ASCII_MARKS[ASKED] * 2, ASCII_MARKS[OTHER] * 2
    signs = [f"{asked} asked for", f"{other} other borders"]
    meanings = (f"most {picture.measure}", "largest town")
    drawn_as = (ASCII_PLACE_MARK, ASCII_TOWN_MARK) if screen.ascii else (PLACE_MARK, TOWN_MARK)
    for mark, meaning in zip(drawn_as, meanings, strict=True):
        signs += [f"{mark} {meaning}"] if any(mark in line for line in lines) else []
    return [*flowed([what, *sizes], screen.width, GAP), *flowed(signs, screen.width, GAP)]


def _marks(picture: MapPicture, columns: int, screen: Screen) -> Sequence[str]:
    if picture.density:
        return ASCII_SHADES if screen.ascii else SHADES
    return (
        [ASCII_MARKS[FIRST_SIZE + n] for n in range(4)]
        if screen.ascii
        else [DISC_SIGNS[diameter] for diameter in discs(columns)]
    )


LEAST_HEIGHT, AROUND = 24, 6
"""Lines of a map at least, and lines of a screen that are left for what is around it."""
LEAST_WIDTH = 24
"""Columns of one of several maps side by side at least."""
GREY, BLUE, ORANGE = 244, 74, 166
"""Of the palette of Okabe and Ito (see `bars`) in a terminal's 256 colours: blue and vermillion,
which are told apart by the colour-blind, on black and on white."""
HUES = {OTHER: GREY, TOWN: BLUE, NAME: BLUE} | {FIRST_SIZE + size: ORANGE for size in range(4)}


def draw_map(
    result: Result,
    screen: Screen,
    *,
    width: int | None,
    height: int | None,
    places: int,
    density: bool | None,
    frame: str,
    words: WordsAround,
) -> str:
    """Draw the maps of an answer of `map` with their legend, and the ranking of regions.

    Several maps are side by side where there is room, else below each other. A ranking is beside
    a single map, and below each of several.
    """
    screen = screen._replace(width=width or screen.width)
    height = height or max(LEAST_HEIGHT, screen.height - AROUND)
    picture = map_picture(result, places=places, density=density, frame=frame)
    maps = _single(picture, screen, height)
    if len(picture.panels) > 1:
        maps = _several(picture, screen, height)
    return captioned("\n".join(maps), result, screen, words)


def _single(picture: MapPicture, screen: Screen, height: int) -> list[str]:
    panel, ranks = picture.panels[0], picture.panels[0].ranks
    aside = bool(ranks) and screen.width >= 2 * BESIDE
    room = screen.width - (BESIDE + GAP if aside else 0)
    ladder = ladder_of(picture, room, height)
    lines, columns = _map(picture, panel, ladder, room, height, screen)
    legend = legend_of(picture, ladder, (lines, columns), screen)
    if not aside:
        below = rank_lines(ranks, picture.measure, screen, screen.width, MOST_BELOW)
        return [*lines, "", *legend, *([""] if below else []), *below]
    right = screen.width - columns - GAP
    listed = rank_lines(ranks, picture.measure, screen, right, len(lines))
    return [*beside([(lines, columns), (listed, right)], GAP), "", *legend]


def _several(picture: MapPicture, screen: Screen, height: int) -> list[str]:
    """Draw maps side by side, as many as there is room for, all in one frame and one scale."""
    fitting = max((screen.width + GAP) // (LEAST_WIDTH + GAP), 1)
    rows = -(-len(picture.panels) // fitting)
    across = -(-len(picture.panels) // rows)
    room = (screen.width + GAP) // across - GAP
    ladder = ladder_of(picture, room, height)
    most = max((rank.deaths for panel in picture.panels for rank in panel.ranks), default=0.0)
    lines: list[str] = []
    for first in range(0, len(picture.panels), across):
        panels = picture.panels[first : first + across]
        maps = [_map(picture, panel, ladder, room, height, screen) for panel in panels]
        wide = min(max(maps[0][1], LEAST_WIDTH), room)
        headings = [_heading(picture, panel, wide, screen) for panel in panels]
        high = max(map(len, headings))
        below = [rank_lines(panel.ranks, "", screen, wide, MOST_BELOW, most) for panel in panels]
        blocks = [
            ([*heading, *[""] * (high - len(heading)), *drawn, *ranks], wide)
            for heading, (drawn, _), ranks in zip(headings, maps, below, strict=True)
        ]
        lines += [*beside(blocks, GAP), ""]
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
    hues = HUES if screen.color else {}
    lines = [painted((char, hues.get(level)) for char, level in row) for row in cells]
    return lines, len(cells[0])


def _heading(picture: MapPicture, panel: MapPanel, width: int, screen: Screen) -> list[str]:
    total, nowhere = panel.sums(picture.measure)
    said = mapping.HEADING_AND_REST if nowhere else mapping.HEADING
    values = {"name": panel.name, "total": figure(total), "measure": picture.measure}
    words = str(said(**values, nowhere=figure(nowhere))).split(" ")
    return [styled(line, BOLD, screen) for line in filled(words, width)]
