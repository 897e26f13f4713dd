"""The ranking of regions beside a map: names, figures, bars."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ...model.words import counted
from ..pictures import Rank
from ..screen import Screen
from ..wrapping import BOLD, filled, styled
from .sizes import number

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
