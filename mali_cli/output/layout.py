"""How columns fit a terminal: which stay, how wide each is, and when records read better."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from .table_columns import Column
from .wrapping import filled

WIDE_GAP, NARROW_GAP = 2, 1
FEW_ROWS = 3
FEWEST_LINES, MOST_LINES = 3, 12
SHORT_LINES = 2
AROUND = 8
"""Lines of a screen that title, header and notes are likely to take."""
_FOLD = re.compile(r"(?<=\d)\.\.(?=\d)")


class TableLayout(NamedTuple):
    """The columns that are shown, their widths, the gap between them, and what is left out."""

    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    gap: int = WIDE_GAP
    left_out: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """The width of the whole."""
        return _total(self.widths, self.gap)


def natural(columns: Sequence[Column]) -> TableLayout:
    """Lay every column out as wide as its content."""
    return TableLayout(tuple(columns), tuple(map(full_width, columns)))


def fitted(columns: Sequence[Column], width: int, height: int) -> TableLayout | None:
    """Lay columns out in a width: dates fold, texts wrap, then the least important are left out.

    Returns:
        the layout; None where a record for each row reads better, as what must be shown does not
        fit, or as there are few rows of long texts.
    """
    share = (height - AROUND) // max(_rows(columns), 1)
    lines = min(max(FEWEST_LINES, share), MOST_LINES)
    if _total(_narrowest(columns, lines), NARROW_GAP) <= width:
        return _widened(columns, width, lines)
    if any(column.long for column in columns) and _rows(columns) <= FEW_ROWS:
        return None
    kept = _most_important(columns, width, lines)
    if not kept:
        return None
    left_out = tuple(column.header for column in columns if column not in kept)
    return _widened(kept, width, lines, left_out)


def folded(layout: TableLayout, height: int) -> TableLayout:
    """Fold the spans of dates, where a screen of that height has room for two lines a row."""
    if 2 * _rows(layout.columns) + AROUND > height:
        return layout
    widths = [
        _least(column, FEWEST_LINES) if any(map(_FOLD.search, column.cells)) else width
        for column, width in zip(layout.columns, layout.widths, strict=True)
    ]
    return layout._replace(widths=tuple(widths))


def lines_of(cell: str, width: int) -> list[str]:
    """Return the lines of a cell in a width: it breaks at its ends of lines, dates and words."""
    broken = cell if "\n" in cell or cell_len(cell) <= width else _FOLD.sub("..\n", cell)
    parts = broken.split("\n")
    return [
        line
        for part in parts
        for line in ([part] if cell_len(part) <= width else filled(part.split(), width))
    ]


def full_width(column: Column) -> int:
    """Return the width in which no cell of a column wraps."""
    return max(cell_len(cell) for cell in (column.header, *column.cells))


def _rows(columns: Sequence[Column]) -> int:
    return len(columns[0].cells) if columns else 0


def _total(widths: Sequence[int], gap: int) -> int:
    return sum(widths) + gap * (len(widths) - 1)


def _narrowest(columns: Sequence[Column], lines: int) -> list[int]:
    return [_least(column, lines) for column in columns]


def _least(column: Column, lines: int) -> int:
    """Return the least width: no number and no word breaks, a text takes a few lines at most."""
    if column.right:
        return full_width(column)
    words = [word for cell in (column.header, *column.cells) for word in _words(cell)]
    longest = max((cell_len(cell) for cell in column.cells if " " in cell), default=0)
    return max(-(-longest // (lines if column.long else SHORT_LINES)), *map(cell_len, words), 1)


def _words(cell: str) -> list[str]:
    return _FOLD.sub(".. ", cell).split()


def _most_important(columns: Sequence[Column], width: int, lines: int) -> list[Column]:
    """Return the columns that must be shown, and of the spare ones those that fit beside them."""
    kept = [column for column in columns if not column.spare]
    if _total(_narrowest(kept, lines), NARROW_GAP) > width:
        return []
    for spare in sorted((c for c in columns if c.spare), key=lambda column: column.spare):
        more = [column for column in columns if column in kept or column is spare]
        if _total(_narrowest(more, lines), NARROW_GAP) <= width:
            kept = more
    return kept


def _widened(
    columns: Sequence[Column], width: int, lines: int, left_out: tuple[str, ...] = ()
) -> TableLayout:
    """Give the room that is left to the columns that would fold or wrap, then to the gaps."""
    full = [full_width(column) for column in columns]
    for gap in (WIDE_GAP, NARROW_GAP):
        if _total(full, gap) <= width:
            return TableLayout(tuple(columns), tuple(full), gap, left_out)
    widths = _narrowest(columns, lines)
    room = width - _total(widths, NARROW_GAP)
    for i in sorted(range(len(full)), key=lambda i: full[i] - widths[i]):
        if not columns[i].long and full[i] - widths[i] <= room:
            room -= full[i] - widths[i]
            widths[i] = full[i]
    for _ in range(room):
        neediest = max(range(len(full)), key=lambda i: full[i] / max(widths[i], 1))
        widths[neediest] += widths[neediest] < full[neediest]
    return TableLayout(tuple(columns), tuple(widths), NARROW_GAP, left_out)
