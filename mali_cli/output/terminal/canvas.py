"""The canvas of charts and maps: small dots in characters, and the colours of a terminal.

A character has eight dots as braille, or one in ASCII. A dot has a level; the higher one stays. A
character shows all its dots, in the look of the highest level among them. Characters are about
twice as high as wide, so that dots are about square.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

WIDE, HIGH = 2, 4
"""Dots in a character."""
FIRST = 0x2800
"""The code point of the braille pattern without dots (Unicode, block Braille Patterns)."""
BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""What each dot adds to it, by row and column."""
DISCS = {
    1: ((0, 1),),
    2: ((0, 2), (0, 2)),
    3: ((0, 3), (0, 3), (0, 3)),
    4: ((1, 3), (0, 4), (0, 4), (1, 3)),
    6: ((1, 5), (0, 6), (0, 6), (0, 6), (0, 6), (1, 5)),
}
"""Discs by diameter: the first column and the one after the last of each of their rows."""


Cell = tuple[int, int]
"""A column and a row."""
Inked = tuple[str, int | None]
"""A character and its colour of the terminal's 256; None is that of the text around."""


def paint(text: str, color: int | None) -> str:
    """Return text in a colour of the terminal's 256."""
    return text if color is None else f"\x1b[38;5;{color}m{text}\x1b[0m"


def painted(line: Iterable[Inked]) -> str:
    """Return a line of characters in their colours, without the blanks at its end."""
    cells = list(line)
    while cells and cells[-1][0] == " ":
        cells.pop()
    runs = groupby(cells, key=lambda cell: cell[1])
    parts = (("".join(char for char, _ in run), color) for color, run in runs)
    return "".join(paint(text, color) if text.strip() else text for text, color in parts)


class Canvas:
    """Dots on `columns` by `rows` characters, (0, 0) at the top left."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.width, self.height = columns * WIDE, rows * HIGH
        self._levels: dict[Cell, dict[int, int]] = {}

    def dot(self, x: int, y: int, level: int) -> None:
        """Set a dot; one outside the canvas is nothing."""
        if 0 <= x < self.width and 0 <= y < self.height:
            dots = self._levels.setdefault((x // WIDE, y // HIGH), {})
            bit = BITS[y % HIGH][x % WIDE]
            dots[bit] = max(dots.get(bit, 0), level)

    def disc(self, x: float, y: float, diameter: int, level: int) -> None:
        """Set a disc of one of the diameters of `DISCS` around a point."""
        rows = DISCS[diameter]
        left, top = int(x - (len(rows) - 1) / 2), int(y - (len(rows) - 1) / 2)
        for down, (first, after) in enumerate(rows):
            for along in range(first, after):
                self.dot(left + along, top + down, level)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], level: int, every: int = 1
    ) -> None:
        """Draw a line, or with `every` only each second, third … dot of it; the rest is clipped."""
        inside = clipped(start, end, self.width - 1, self.height - 1)
        if inside is None:
            return
        (x0, y0), (x1, y1) = inside
        steps = max(round(abs(x1 - x0)), round(abs(y1 - y0)), 1)
        for step in range(steps + 1):
            x, y = round(x0 + (x1 - x0) * step / steps), round(y0 + (y1 - y0) * step / steps)
            if (x + y) % every == 0:
                self.dot(x, y, level)

    def used(self) -> Iterable[Cell]:
        """Return the characters that have dots."""
        return self._levels

    def level(self, column: int, row: int) -> int:
        """Return the highest level in a character, 0 where it has no dots."""
        return max(self._levels.get((column, row), {}).values(), default=0)

    def glyph(self, column: int, row: int) -> str:
        """Return a character as braille, a space where it has no dots."""
        bits = sum(self._levels.get((column, row), ()))
        return chr(FIRST + bits) if bits else " "

    def ascii(self, column: int, row: int, marks: Mapping[int, str]) -> str:
        """Return the mark of the highest level in a character."""
        return marks.get(self.level(column, row), " ")


def clipped(
    start: tuple[float, float], end: tuple[float, float], right: float, bottom: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return the part of a line from (0, 0) to (right, bottom); None where none is (Liang, Barsky).

    Y.-D. Liang and B. A. Barsky (1984), A new concept and method for line clipping.
    """
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for toward, room in ((-dx, x), (dx, right - x), (-dy, y), (dy, bottom - y)):
        if toward == 0:
            if room < 0:
                return None
            continue
        at = room / toward
        if toward < 0:
            first = max(first, at)
        else:
            last = min(last, at)
        if first > last:
            return None
    return (x + first * dx, y + first * dy), (x + last * dx, y + last * dy)
