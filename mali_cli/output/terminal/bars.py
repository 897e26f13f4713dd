"""Bars of a chart: the slots that they stand in, and how they look."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...frozen import frozen
from ..pictures import Count, Panel, Series
from .canvas import Cell, Inked
from .grid import Grid, LinearScale, LogScale

COLORS = (74, 172, 36, 175, 166, 25)
"""Okabe & Ito's colour-blind-safe palette (jfly.uni-koeln.de/color) in a terminal's 256 colours.

Without its yellow and black, which vanish on a white or a black background: sky blue, orange,
green, purple, vermillion, blue.
"""
PATTERNS = "█░▚+o=x&@%"
MARKERS = "●▲■◆○△+x*@"
MARKERS_IN_ASCII = "ox#*+%@&=A"
EIGHTHS = " ▁▂▃▄▅▆▇█"
_TO_ASCII = str.maketrans("▁▂▃▄▅▆▇█│┤├┼┴┬─┊╎·…\u2013░▚╷╵▲", "___#####|+++++-::.~-.$||^")


def in_ascii(text: str) -> str:
    """Return a chart, all of whose names are ASCII already, in ASCII."""
    return text.translate(_TO_ASCII)


@frozen
class Look:
    """How the series of a chart are told apart.

    `several` tells that there are several, so that colours are theirs; the only one takes those of
    the phases.
    """

    color: bool
    ascii_only: bool
    several: bool
    lines: bool

    def color_of(self, number: int | None) -> int | None:
        """Return the colour of a series or a phase, if there are any."""
        return COLORS[number % len(COLORS)] if self.color and number is not None else None

    def glyph(self, series: int) -> str:
        """Return what fills the bars of a series, or marks its line."""
        if self.lines:
            known = MARKERS_IN_ASCII if self.ascii_only else MARKERS
            return known[series % len(known)]
        if self.color:
            return PATTERNS[series // len(COLORS) % len(PATTERNS)]
        return PATTERNS[series % len(PATTERNS)]


@frozen
class Slot:
    """What is drawn in one place: counts, the bottom of the stack first; the range of the whole."""

    counts: tuple[float, ...]
    low: Count = None
    high: Count = None

    @property
    def total(self) -> float:
        """The height of the bar."""
        return sum(self.counts)


def stacked(panel: Panel, grid: Grid, units: int) -> list[Slot | None]:
    """Return the slots of stacked bars; None is a gap: none of its units is covered."""
    whole = [_stacked(panel.series, unit) for unit in range(units)]
    return [_highest([whole[i] for i in grid.units(slot, units)]) for slot in range(grid.slots)]


def apart(series: Series, grid: Grid, units: int) -> list[Slot | None]:
    """Return the slots of one line."""
    whole = [_stacked((series,), unit) for unit in range(units)]
    return [_highest([whole[i] for i in grid.units(slot, units)]) for slot in range(grid.slots)]


def _stacked(series: Sequence[Series], unit: int) -> Slot | None:
    counts = [one.values[unit] for one in series]
    if all(count is None for count in counts):
        return None
    low, high = (
        _sum([bounds[unit] for bounds in side if bounds])
        for side in ([one.low for one in series], [one.high for one in series])
    )
    return Slot(tuple(count or 0.0 for count in counts), low, high)


def _sum(values: Sequence[Count]) -> Count:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _highest(slots: Sequence[Slot | None]) -> Slot | None:
    return max((slot for slot in slots if slot), key=lambda slot: slot.total, default=None)


Cells = dict[Cell, Inked]
"""What stands in each cell, rows counted from the bottom; what is put later lies on top."""
AnyScale = LinearScale | LogScale
Hue = Callable[[int], Sequence[int | None]]
"""The colours of the columns of a slot, for what has no colour of its own."""


def bars(slots: Sequence[Slot | None], grid: Grid, scale: AnyScale, look: Look, hue: Hue) -> Cells:
    """Draw bars from zero: one series to an eighth of a row, a stack in its patterns or colours."""
    cells: Cells = {}
    for number, slot in enumerate(slots):
        if slot and slot.total:
            column = _stack(slot, scale, look) if look.several else _plain(slot, scale)
            for offset, own in enumerate(hue(number)):
                for row, (glyph, series) in enumerate(column):
                    color = look.color_of(series) if look.several else own
                    cells[grid.left(number) + offset, row] = (glyph, color)
    return cells


def ranges(slots: Sequence[Slot | None], grid: Grid, scale: AnyScale, rows: int) -> Cells:
    """Draw low to high as a line: inside wide bars, beside thin ones."""
    cells: Cells = {}
    for number, slot in enumerate(slots):
        if slot is None or slot.low is None or slot.high is None or not max(slot.low, slot.high):
            continue
        beside = grid.thick < 3 and grid.pitch > grid.thick
        column = grid.right(number) + 1 if beside else grid.middle(number)
        low, high = sorted((scale.at(slot.low), scale.at(slot.high)))
        cells |= {(column, row): (glyph, None) for row, glyph in whisker(low, high, rows)}
    return cells


def whisker(low: float, high: float, rows: int) -> list[tuple[int, str]]:
    """Return the glyphs of an upright line between two heights, to half a row; none for less."""
    first, last = round(low * 2), min(round(high * 2), rows * 2) - 1
    if first > last:
        return []
    return [(row, _part(row, first, last)) for row in range(first // 2, last // 2 + 1)]


def _part(row: int, first: int, last: int) -> str:
    if last == row * 2:
        return "╷"
    return "╵" if first == row * 2 + 1 else "│"


def _plain(slot: Slot, scale: AnyScale) -> list[tuple[str, int]]:
    """Return the glyphs of a bar from the bottom up, with the number of their series."""
    full, rest = divmod(_eighths(slot.total, scale), 8)
    return [(EIGHTHS[8], 0)] * full + ([(EIGHTHS[rest], 0)] if rest else [])


def _stack(slot: Slot, scale: AnyScale, look: Look) -> list[tuple[str, int]]:
    """Return the glyphs of a stack: each row that of the series which has the most of it.

    The top is drawn to an eighth of a row where it is less than a half, and in colours always.
    """
    full, rest = divmod(_eighths(slot.total, scale), 8)
    column = []
    for row in range(full + bool(rest)):
        series = _most(slot, row, scale)
        glyph = look.glyph(series)
        part = rest if row == full else 0
        if part and (part < 4 or glyph == PATTERNS[0]):
            glyph = EIGHTHS[part]
        column.append((glyph, series))
    return column


def _eighths(value: float, scale: AnyScale) -> int:
    """Return a height; what is above zero is at least an eighth of a row."""
    return max(round(scale.at(value) * 8), 1)


def _most(slot: Slot, row: int, scale: AnyScale) -> int:
    """Return the series that takes up most of a row, the lower of two that take as much."""
    best, most, below = 0, 0.0, 0.0
    for number, count in enumerate(slot.counts):
        top = below + count
        here = min(scale.at(top), row + 1) - max(scale.at(below), row)
        if count and here > most + 1e-12:
            best, most = number, here
        below = top
    return best
