"""A column of small bars beside a table on a terminal: what the figures look like."""

from __future__ import annotations

from ..model.result import Result
from .columns import Column
from .layout import Layout
from .screen import Screen

BARS = {"periods": ("per_year", "a year, as bar"), "totals": ("deaths", "deaths, as bar")}
"""The commands whose tables have bars: of which column, and under which header.

Phases differ in length, so of those it is the rate.
"""
WIDTHS = (14, 7)
"""Columns of a bar, the first that there is room for: the header on one line, or on two."""
EIGHTHS = " ▏▎▍▌▋▊▉█"
ZERO = "0"


def with_bars(layout: Layout, result: Result, screen: Screen) -> Layout:
    """Return a layout with bars in the room that the other columns leave, if it is enough.

    The longest bar is the largest figure. Zero is a 0, what is blank has no bar, anything above
    zero has at least an eighth of a column (on ASCII terminals: one #).
    """
    room = screen.width - layout.total - layout.gap
    width = next((width for width in WIDTHS if width <= room), 0)
    name, header = BARS.get(result.command, ("", ""))
    if not width or name not in result.frame.columns:
        return layout
    values = result.frame[name].to_list()
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return layout
    cells = tuple(bar(value, max(known), width, ascii_only=screen.ascii) for value in values)
    column = Column(header, cells)
    return layout._replace(columns=(*layout.columns, column), widths=(*layout.widths, width))


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
