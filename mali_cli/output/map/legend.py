"""What stands beside a map: the legend, and the largest places by rank."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ...words.phrases import counted
from ..pictures import MapPicture, Rank
from ..screen import Screen
from ..wrapping import BOLD, filled, styled
from .drawing import ASCII_MARKS, ASCII_SHADES, ASKED, OTHER, SHADES, discs, fit, grid
from .names import (
    ASCII_PLACE_MARK,
    ASCII_TOWN_MARK,
    FIRST_SIZE,
    PLACE_MARK,
    TOWN_MARK,
    ladder_for,
    number,
    steps,
)

BESIDE = 38
"""Columns that a ranking beside a map takes at least."""
SHORTEST_BAR, LONGEST_BAR = 4, 40
MOST_BELOW = 12
BAR, ASCII_BAR = "█", "#"


def rank_lines(
    ranks: Sequence[Rank], measure: str, screen: Screen, width: int, lines: int
) -> list[str]:
    """Return a ranking in so many lines, with what has no room in it summed up in the last one.

    Names that are too long go on in a second line. A heading says what is ranked, where `measure`
    is named.
    """
    if not ranks:
        return []
    words = [f"{measure} by region", "(adm_1)"] if measure else []
    heading = [styled(line, BOLD, screen) for line in filled(words, width) if line]
    room = max(lines - len(heading), 2)
    kept = ranks if len(ranks) <= room else ranks[: room - 1]
    most, figures = ranks[0].deaths, [number(rank.deaths) for rank in kept]
    right = max(map(len, figures))
    names = min(max(cell_len(rank.name) for rank in kept), width - right - 2)
    bar = min(width - names - right - 4, LONGEST_BAR)
    rows = list(heading)
    for rank, figure in zip(kept, figures, strict=True):
        first, *more = _name(rank.name, names)
        long = max(round(rank.deaths / most * bar), 1) if bar >= SHORTEST_BAR else 0
        blocks = (ASCII_BAR if screen.ascii else BAR) * long
        rows += [f"{_padded(first, names)}  {figure.rjust(right)}  {blocks}".rstrip(), *more]
    rest = ranks[len(kept) :]
    if rest:
        last = [f"{counted(len(rest), 'more region')}:", number(sum(r.deaths for r in rest))]
        rows += filled(last, width, "  ")
    return rows


def _name(name: str, width: int) -> list[str]:
    return filled(name.split(" "), width, "  ")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


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
    asked, other = _lines(screen)
    signs = [f"{asked} asked for", f"{other} other borders"]
    meanings = (f"most {picture.measure}", "largest town")
    for mark, meaning in zip(_place_marks(screen), meanings, strict=True):
        signs += [f"{mark} {meaning}"] if any(mark in line for line in lines) else []
    return [*_filled([what, *sizes], screen.width), *_filled(signs, screen.width)]


def _filled(parts: Sequence[str], width: int) -> list[str]:
    """Fill lines with parts that stay whole, but for the first."""
    lines = filled(parts[0].split(" "), width)
    for part in parts[1:]:
        if cell_len(lines[-1]) + GAP + cell_len(part) <= width:
            lines[-1] += " " * GAP + part
        else:
            lines.append(part)
    return lines


def _marks(picture: MapPicture, columns: int, screen: Screen) -> Sequence[str]:
    if picture.density:
        return ASCII_SHADES if screen.ascii else SHADES
    return (
        [ASCII_MARKS[FIRST_SIZE + n] for n in range(4)]
        if screen.ascii
        else [DISC_SIGNS[diameter] for diameter in discs(columns)]
    )


def _place_marks(screen: Screen) -> tuple[str, str]:
    return (ASCII_PLACE_MARK, ASCII_TOWN_MARK) if screen.ascii else (PLACE_MARK, TOWN_MARK)


def _lines(screen: Screen) -> tuple[str, str]:
    return (ASCII_MARKS[ASKED] * 2, ASCII_MARKS[OTHER] * 2) if screen.ascii else ("⠤⠤", "⠄⠠")
