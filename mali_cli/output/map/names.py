"""Names on a map, and how large its discs are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from ...words.phrases import thousands
from ..pictures import MapPanel, MapPicture, Place
from ..text import to_ascii

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
    return max((ladder for ladder in LADDERS if ladder[-1] <= most), default=LADDERS[0], key=_top)


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


def number(count: float) -> str:
    """Show a count: whole, or to one decimal under `split`."""
    return thousands(count, 0 if count == int(count) else 1)


def _top(ladder: Sequence[float]) -> float:
    return ladder[-1]


FIRST_SIZE, TOWN, NAME = 3, 8, 9
"""Levels on a map: from the first on what must not be covered, marks, names."""
PLACE_MARK, TOWN_MARK = "◆", "○"
ASCII_PLACE_MARK, ASCII_TOWN_MARK = "^", "x"
Cell = tuple[str, int]
"""A character and its level; 0 is empty."""


def named(picture: MapPicture, panel: MapPanel) -> list[tuple[Place, str]]:
    """Return the places to name on one map: towns, and what has a dot there, with its deaths."""
    deaths = {(dot.longitude, dot.latitude): dot.deaths for dot in panel.dots}
    counts = [(place, deaths.get((place.longitude, place.latitude))) for place in picture.places]
    return [
        (place, "" if place.town else number(count or 0))
        for place, count in counts
        if place.town or count
    ]


def write_names(
    cells: list[list[Cell]],
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


def _write(line: list[Cell], text: str, left: int) -> None:
    """Write a name, with a space at each end unless something is there that matters."""
    for place, char in enumerate(text, start=left):
        line[place] = (char, NAME)
    for end in (left - 1, left + len(text)):
        if 0 <= end < len(line) and line[end][1] < FIRST_SIZE:
            line[end] = (" ", 0)


def _spots(
    cells: list[list[Cell]], text: str, column: int, row: int
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
