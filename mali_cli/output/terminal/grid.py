"""Scales of a chart, and the grid behind it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len

from ...frozen import frozen
from ..wrapping import clip

NICE_STEPS = (1, 2, 2.5, 5, 10)
FREE_ROWS = 1
"""Over the rows of zeros is a free one: its top edge is the lowest power of ten."""


@frozen
class LinearScale:
    """A y axis from 0: units per row; ticks as (row from the bottom, label of its top edge)."""

    per_row: float
    ticks: tuple[tuple[int, str], ...]
    base: str = "0"

    def at(self, value: float) -> float:
        """Return where a value lies, in rows from the bottom."""
        return value / self.per_row


@frozen
class LogScale:
    """A y axis by powers of ten; where there are zeros, the lowest rows are theirs, labelled 0.

    `low` is the power of ten at the bottom, `per_row` the powers that a row has, `zeros` how many
    rows of zeros there are: one a line. Ticks are as those of `Scale`, but for each 0, which labels
    its row.
    """

    low: int
    per_row: float
    zeros: int
    ticks: tuple[tuple[int, str], ...]
    base: str

    def at(self, value: float) -> float:
        """Return where a value lies, in rows from the bottom; zero in the middle of the lowest."""
        if value <= 0:
            return 0.5
        return _below(self.zeros) + (math.log10(value) - self.low) / self.per_row


def _below(zeros: int) -> int:
    return zeros + FREE_ROWS if zeros else 0


def scale(highest: float, rows: int, *, whole: bool) -> LinearScale:
    """Choose a round step on whole rows that wastes little height and gives about four ticks."""
    highest = max(highest, 1e-9) if highest else 1.0
    ideal = max(1.0, rows / 4)

    def cost(every: int) -> float:
        waste = _nice_step(highest * every / rows, whole) * rows / every / highest
        sparse, crowded = rows // every < 2, every == 1 and rows > 4
        return waste + 0.15 * abs(math.log2(every / ideal)) + 0.5 * sparse + 0.2 * crowded

    every = min(range(1, rows + 1), key=cost)
    step = _nice_step(highest * every / rows, whole)
    ticks = ((k * every - 1, number(k * step, step)) for k in range(1, rows // every + 1))
    return LinearScale(step / every, tuple(ticks))


def log_scale(least: float, highest: float, rows: int, *, zeros: int) -> LogScale:
    """Put whole powers of ten on whole rows, from the one below the least value above zero.

    Args:
        least: the least value above zero; 0 where there is none.
        highest: the highest value.
        rows: how many there are.
        zeros: how many rows zeros need.
    """
    low = math.floor(math.log10(least)) if least else 0
    decades = max(1, math.ceil(round(math.log10(max(highest, 10.0**low)) - low, 9)))
    zeros = min(zeros, max(rows - 2 - FREE_ROWS, 1))
    below = _below(zeros)
    free = rows - below
    every = max(1, free // decades)
    step = 1 if free >= decades else math.ceil(decades / free)
    marks = range(0 if zeros else step, decades + 1, step)
    powers = ((below + k * every // step - 1, _power(low + k)) for k in marks)
    shown = tuple((row, text) for row, text in powers if 0 <= row < rows)
    ticks = (*((row, "0") for row in range(zeros)), *shown)
    return LogScale(low, step / every, zeros, ticks, "" if zeros else _power(low))


def number(value: float, step: float) -> str:
    """Write a tick with thousands separators and its step's decimals, never as 1.5e3."""
    decimals = next((d for d in range(13) if abs(step * 10**d - round(step * 10**d)) < 1e-6), 12)
    return f"{value:,.{decimals}f}"


def _power(exponent: int) -> str:
    return number(10.0**exponent, 10.0**exponent)


def _nice_step(least: float, whole: bool) -> float:
    """Return the smallest 1, 2, 2.5 or 5 x 10^n from `least` up, a whole number if asked."""
    base = 10.0 ** math.floor(math.log10(least))
    steps = (m * base for m in NICE_STEPS if m * base >= least * (1 - 1e-9))
    if whole:
        return next((s for s in steps if s >= 1 and s == int(s)), max(1.0, 10 * base))
    return next(steps)


WIDEST_BAR = 12
"""Columns from one bar to the next: a single year must not fill a 200-column screen."""
UnitTick = tuple[int, int, str]
"""Column of a tick, first column of its text, and the text."""


@frozen
class Grid:
    """Where bars stand: `share` to a slot, slots `pitch` columns apart and `thick` columns wide.

    A slot is one drawn bar, which stands for several where there are more bars than columns. A
    column is counted from the first one right of the y axis.
    """

    slots: int
    share: int
    pitch: int
    thick: int

    @property
    def columns(self) -> int:
        """The columns of all slots together."""
        return (self.slots - 1) * self.pitch + self.thick

    def left(self, slot: int) -> int:
        """Return the first column of a slot."""
        return slot * self.pitch

    def middle(self, slot: int) -> int:
        """Return the middle column of a slot."""
        return self.left(slot) + self.thick // 2

    def right(self, slot: int) -> int:
        """Return the last column of a slot."""
        return self.left(slot) + self.thick - 1

    def units(self, slot: int, number: int) -> range:
        """Return the units that a slot stands for, of so many."""
        return range(slot * self.share, min((slot + 1) * self.share, number))


def grid(bars: int, columns: int, *, beside: bool = False) -> Grid:
    """Give each bar the same number of columns, and a free one between bars if there is room.

    With `beside` there always is a free one, for what stands beside a bar.
    """
    share = -(-bars // max(1, columns // 2 if beside else columns))
    slots = -(-bars // share)
    pitch = max(2 if beside else 1, min((columns + 1) // slots, WIDEST_BAR))
    return Grid(slots, share, pitch, max(1, pitch - 1))


def x_ticks(labels: Sequence[str], grid: Grid, gutter: int, width: int) -> list[UnitTick]:
    """Thin the labels until none touch; return tick column, start column and text of each.

    The first and the last bar keep theirs if both fit; between them come years divisible by 1, 2,
    5, 10 and so on. A start may be negative: left of the axis.
    """

    def place(index: int, text: str) -> UnitTick:
        text = clip(text, width)
        middle = grid.middle(index // grid.share)
        start = min(middle - cell_len(text) // 2, width - gutter - cell_len(text))
        return middle, max(start, -gutter), text

    first, last = place(0, labels[0]), place(len(labels) - 1, labels[-1])
    ends = [first, last] if _apart(first, last) else [first]
    for choice in _thinnings(labels):
        inner = [place(i, text) for i, text in choice]
        inner = [p for p in inner if _apart(first, p) and _apart(p, ends[-1])]
        if all(_apart(a, b) for a, b in pairwise(inner)):
            break
    return [first, *inner, *ends[1:]]


def _apart(one: UnitTick, other: UnitTick) -> bool:
    return one[1] + cell_len(one[2]) < other[1]


def _thinnings(labels: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield ever sparser choices of (bar, text) for the labels between the first and the last."""
    years = [int(x[:4]) if re.match(r"\d{4}(-|$)", x) else None for x in labels]
    if None not in years and len(set(years)) > 2:
        turns = [(i, y) for i, y in enumerate(years) if y is not None and i and y != years[i - 1]]
        for step in (1, 2, 5, 10, 20, 50, 100):
            yield [(i, str(y)) for i, y in turns if y % step == 0]
    else:
        for step in range(1, len(labels)):
            yield [(i, labels[i]) for i in range(step, len(labels) - 1, step)]
    yield []
