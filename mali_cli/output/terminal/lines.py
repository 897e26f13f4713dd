"""Lines in cells of a terminal: by braille dots, or by full stops in ASCII, with markers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from .bars import AnyScale, Cells, Hue, Look, Slot, whisker
from .canvas import HIGH, WIDE, Canvas
from .grid import Grid

Point = tuple[int, int]
"""A dot of a cell's two by four, counted from the bottom left of the chart."""
APART = 6
"""Columns between two markers of a line, at least."""


def lines(
    series: Sequence[Sequence[Slot | None]],
    grid: Grid,
    scale: AnyScale,
    look: Look,
    hue: Hue,
    rows: int,
    zeros: Mapping[int, int],
) -> Cells:
    """Draw a line a series, broken at gaps, and at zeros on a logarithmic scale.

    Where there are several, markers tell them apart; a point between gaps has one in any case.
    `zeros` is the row on which those of a series stand.
    """
    cells: Cells = {}
    for number in reversed(range(len(series))):
        slots = series[number]
        for run in _runs(slots, broken_at_zero=scale.at(0) > 0):
            points = [(grid.middle(at), scale.at(slot.total)) for at in run if (slot := slots[at])]
            cells |= _drawn(points, look, number, hue, grid, rows)
        for column, row in _marked(slots, number, grid, scale, rows, several=look.several):
            cells[column, row] = (look.glyph(number), _color(look, number, hue, grid, column))
        sign = look.glyph(number) if look.several else "0"
        for at, slot in enumerate(slots):
            if slot and not slot.total and scale.at(0) > 0:
                cell = grid.middle(at), zeros.get(number, 0)
                cells[cell] = (sign, _color(look, number, hue, grid, cell[0]))
    return cells


def bands(
    series: Sequence[Sequence[Slot | None]], grid: Grid, scale: AnyScale, look: Look, rows: int
) -> Cells:
    """Draw low to high: a band behind the only line, an upright line through each of several."""
    cells: Cells = {}
    for number, slots in enumerate(series):
        for at, slot in enumerate(slots):
            if slot is None or slot.low is None or slot.high is None:
                continue
            if not max(slot.low, slot.high):
                continue
            low, high = sorted((scale.at(slot.low), scale.at(slot.high)))
            if look.several:
                glyphs = whisker(low, high, rows)
                color = look.color_of(number)
                cells |= {(grid.middle(at), row): (glyph, color) for row, glyph in glyphs}
                continue
            last = max(min(round(high), rows), min(int(low), rows - 1) + 1)
            for row in range(min(int(low), rows - 1), last):
                for column in range(grid.left(at), min(grid.left(at + 1), grid.columns)):
                    cells[column, row] = ("░", None)
    return cells


def _runs(slots: Sequence[Slot | None], *, broken_at_zero: bool) -> Iterator[list[int]]:
    """Yield the stretches without a gap."""
    run: list[int] = []
    for at, slot in enumerate(slots):
        if slot is None or (broken_at_zero and not slot.total):
            if run:
                yield run
            run = []
        else:
            run.append(at)
    if run:
        yield run


def _drawn(
    points: Sequence[tuple[int, float]], look: Look, number: int, hue: Hue, grid: Grid, rows: int
) -> Cells:
    """Return the cells of one stretch of a line."""
    dots = [(column * WIDE, min(int(height * HIGH), rows * HIGH - 1)) for column, height in points]
    canvas = Canvas(grid.columns, rows)
    for one, other in pairwise(dots):
        for x, y in _between(one, other):
            canvas.dot(x, canvas.height - 1 - y, 1)
    if len(dots) == 1:
        cell = (dots[0][0] // WIDE, dots[0][1] // HIGH)
        return {cell: (look.glyph(number), _color(look, number, hue, grid, cell[0]))}
    return {
        (column, rows - 1 - row): (
            "." if look.ascii_only else canvas.glyph(column, row),
            _color(look, number, hue, grid, column),
        )
        for column, row in canvas.used()
    }


def _between(one: Point, other: Point) -> Iterator[Point]:
    """Yield the dots of a straight line, both ends included."""
    (x, y), (to_x, to_y) = one, other
    steps = max(abs(to_x - x), abs(to_y - y), 1)
    for step in range(steps + 1):
        yield x + round((to_x - x) * step / steps), y + round((to_y - y) * step / steps)


def _marked(
    slots: Sequence[Slot | None],
    number: int,
    grid: Grid,
    scale: AnyScale,
    rows: int,
    *,
    several: bool,
) -> Iterator[tuple[int, int]]:
    """Yield the cells of markers: of each line at other places where they are close."""
    every = -(-APART // grid.pitch)
    for at, slot in enumerate(slots):
        zero_apart = slot is not None and not slot.total and scale.at(0) > 0
        if slot and several and not zero_apart and (at + 2 * number) % every == 0:
            yield grid.middle(at), min(int(scale.at(slot.total)), rows - 1)


def _color(look: Look, number: int, hue: Hue, grid: Grid, column: int) -> int | None:
    """Return the colour of a series, or that of the phase where there is only one."""
    if look.several:
        return look.color_of(number)
    own = hue(min(column // grid.pitch, grid.slots - 1))
    return next((color for color in own if color is not None), None)
