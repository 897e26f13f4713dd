"""Small bars in a table on a terminal: what the figures look like."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.result import Result
from .columns import Column
from .layout import TableLayout, folded, lines_of
from .screen import Screen

BARS = {"periods": ("per_year", "a year"), "totals": ("deaths", "")}
"""The commands whose tables have bars: of which column, and its header if not what is counted.

Phases differ in length, so of those it is the rate.
"""
WIDTHS = (14, 7)
"""Columns of a bar, the first that there is room for: the header on one line, or on two."""
NARROWEST = 5
"""Columns of a bar that stands under its figure, at least."""
EIGHTHS = " ▏▎▍▌▋▊▉█"
ZERO = "0"


def with_bars(layout: TableLayout, result: Result, screen: Screen) -> TableLayout:
    """Return a layout with bars: in a column of their own, else under the figures.

    A column takes the room that the others leave, or that folded dates do. Under the figures they
    stand where each row has a second line anyway. The longest bar is the largest figure. Zero is
    a 0, what is blank has no bar, anything above zero has at least an eighth of a column (on ASCII
    terminals: one #).
    """
    name, header = BARS.get(result.command, ("", ""))
    header = header or result.measure
    values = result.frame[name].to_list() if name in result.frame.columns else []
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return layout

    def bars(width: int) -> tuple[str, ...]:
        return tuple(bar(value, max(known), width, ascii_only=screen.ascii) for value in values)

    for wide in (layout, folded(layout, screen.height)):
        room = screen.width - wide.total - wide.gap
        if width := next((width for width in WIDTHS if width <= room), 0):
            columns = (*wide.columns, Column(f"{header}, as bar", bars(width)))
            return wide._replace(columns=columns, widths=(*wide.widths, width))
    for at, column in enumerate(layout.columns):
        width = layout.widths[at]
        if column.header == header and width >= NARROWEST and _two_lines_each(layout):
            return _under(layout, at, [one.ljust(width) for one in bars(width)])
    return layout


def _two_lines_each(layout: TableLayout) -> bool:
    rows = zip(*(column.cells for column in layout.columns), strict=True)
    return all(
        any(len(lines_of(cell, at)) > 1 for cell, at in zip(row, layout.widths, strict=True))
        for row in rows
    )


def _under(layout: TableLayout, at: int, bars: Sequence[str]) -> TableLayout:
    column = layout.columns[at]
    cells = tuple("\n".join(pair) for pair in zip(column.cells, bars, strict=True))
    columns = (*layout.columns[:at], column._replace(cells=cells), *layout.columns[at + 1 :])
    return layout._replace(columns=columns)


def bar(value: float | None, largest: float, width: int, *, ascii_only: bool = False) -> str:
    """Draw one bar, to an eighth of a column; `largest` fills the width."""
    if value is None:
        return ""
    if value <= 0 or largest <= 0:
        return ZERO
    if ascii_only:
        return "#" * max(round(value / largest * width), 1)
    eighths = max(round(value / largest * width * 8), 1)
    return EIGHTHS[8] * (eighths // 8) + EIGHTHS[eighths % 8].strip()
