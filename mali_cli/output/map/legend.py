"""What the signs on a map mean, and on which scale."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ..pictures import MapPicture
from ..screen import Screen
from ..wrapping import filled
from .drawing import ASCII_MARKS, ASCII_SHADES, ASKED, OTHER, SHADES, discs, fit, grid
from .names import ASCII_PLACE_MARK, ASCII_TOWN_MARK, FIRST_SIZE, PLACE_MARK, TOWN_MARK
from .sizes import ladder_for, steps

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
