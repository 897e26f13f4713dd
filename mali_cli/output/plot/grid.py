"""Where bars stand on whole terminal columns, and the labels under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .words import clip, display_width

WIDEST_BAR = 12
"""Columns from one bar to the next: a single year must not fill a 200-column screen."""
Tick = tuple[int, int, str]
"""Column of a tick, first column of its text, and the text."""


@dataclass(frozen=True)
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


def time_unit(labels: Sequence[str]) -> str:
    """Name the unit that the labels are written in, in the plural."""
    forms = {r"\d{4}": "years", r"\d{4}-Q\d": "quarters", r"\d{4}-\d\d": "months"}
    return next(
        (unit for form, unit in forms.items() if all(re.fullmatch(form, x) for x in labels)), "bars"
    )


def x_ticks(labels: Sequence[str], grid: Grid, gutter: int, width: int) -> list[Tick]:
    """Thin the labels until none touch; return tick column, start column and text of each.

    The first and the last bar keep theirs if both fit; between them come years divisible by 1, 2,
    5, 10 and so on. A start may be negative: left of the axis.
    """

    def place(index: int, text: str) -> Tick:
        text = clip(text, width)
        middle = grid.middle(index // grid.share)
        start = min(middle - display_width(text) // 2, width - gutter - display_width(text))
        return middle, max(start, -gutter), text

    first, last = place(0, labels[0]), place(len(labels) - 1, labels[-1])
    ends = [first, last] if _apart(first, last) else [first]
    for choice in _thinnings(labels):
        inner = [place(i, text) for i, text in choice]
        inner = [p for p in inner if _apart(first, p) and _apart(p, ends[-1])]
        if all(_apart(a, b) for a, b in pairwise(inner)):
            break
    return [first, *inner, *ends[1:]]


def _apart(one: Tick, other: Tick) -> bool:
    return one[1] + display_width(one[2]) < other[1]


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
