"""Tables for people: ruled and fitted on a terminal, plain and complete in a pipe."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ..model.result import Result
from .columns import declared
from .layout import WIDE_GAP, TableLayout, fitted, folded, lines_of, natural
from .screen import Screen
from .table_columns import Column, header_of, shown_columns
from .text import to_ascii_lines
from .wrapping import BOLD, filled, notes_of, styled, title_of, wrapped

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
    name = result.shown.bars
    header = header_of(result, declared(name))
    values = result.frame[name].to_list() if name in result.frame.columns else []
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return layout

    def bars(width: int) -> tuple[str, ...]:
        return tuple(bar(value, max(known), width, ascii_only=screen.ascii) for value in values)

    for wide in (layout, folded(layout, screen.height)):
        room = screen.width - wide.total - wide.gap
        if width := next((width for width in WIDTHS if width <= room), 0):
            columns = (*wide.columns, Column("bar", f"{header}, as bar", bars(width)))
            return wide._replace(columns=columns, widths=(*wide.widths, width))
    for at, column in enumerate(layout.columns):
        width = layout.widths[at]
        if column.name == name and width >= NARROWEST and _two_lines_each(layout):
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


RULE = "─"


def render_table(result: Result, screen: Screen, *, notes: bool = True) -> str:
    """Render title, table and notes; in a pipe as wide as the content, on a terminal to fit it."""
    columns = shown_columns(result)
    layout = fitted(columns, screen.width, screen.height) if screen.tty else natural(columns)
    if layout and screen.tty:
        layout = with_bars(layout, result, screen)
    body = _table(layout, screen) if layout else _records(columns, screen)
    parts = [title_of(result, screen), body]
    if layout and layout.left_out:
        names = ", ".join(layout.left_out)
        note = f"(no room for: {names}; a wider terminal or --csv has them)"
        parts.append(wrapped(note, screen))
    if notes and result.notes:
        parts.append("\n" + notes_of(result, screen))
    text = "\n".join(part for part in parts if part) + "\n"
    return to_ascii_lines(text) if screen.ascii else text


def _table(layout: TableLayout, screen: Screen) -> str:
    headers = _lines([c.header for c in layout.columns], layout, screen, from_bottom=True)
    lines = [styled(line, BOLD if screen.tty else "", screen) for line in headers]
    if screen.tty:
        lines.append(RULE * layout.total)
    for cells in zip(*(column.cells for column in layout.columns), strict=True):
        lines += _lines(cells, layout, screen)
    return "\n".join(lines)


def _lines(
    cells: Sequence[str], layout: TableLayout, screen: Screen, *, from_bottom: bool = False
) -> list[str]:
    """Set the cells of a row beside each other, each wrapped to its width."""
    wrapped_cells = [lines_of(cell, at) for cell, at in zip(cells, layout.widths, strict=True)]
    height = max(map(len, wrapped_cells), default=0)
    for lines in wrapped_cells:
        blank = [""] * (height - len(lines))
        lines[:] = [*blank, *lines] if from_bottom else [*lines, *blank]
    styles = [c.styles.get(cell, "") for c, cell in zip(layout.columns, cells, strict=True)]
    return [_line(parts, layout, styles, screen) for parts in zip(*wrapped_cells, strict=True)]


def _line(parts: Sequence[str], layout: TableLayout, styles: Sequence[str], screen: Screen) -> str:
    padded = [
        _padded(part, width, right=column.right)
        for part, width, column in zip(parts, layout.widths, layout.columns, strict=True)
    ]
    padded[-1] = padded[-1].rstrip()
    looks = [
        styled(part, style, screen) if part.strip() else part
        for part, style in zip(padded, styles, strict=True)
    ]
    return (" " * layout.gap).join(looks).rstrip()


def _padded(text: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks


def _records(columns: Sequence[Column], screen: Screen) -> str:
    """Render each row as lines of name and value, for rows that no table can hold."""
    blocks = []
    for cells in zip(*(column.cells for column in columns), strict=True):
        pairs = [
            (column.header, cell, column.styles.get(cell, ""))
            for column, cell in zip(columns, cells, strict=True)
            if cell
        ]
        if pairs:
            blocks.append(_record(pairs, screen))
    return "\n\n".join(blocks)


def _record(pairs: Sequence[tuple[str, str, str]], screen: Screen) -> str:
    indent = max(cell_len(name) for name, _, _ in pairs) + WIDE_GAP
    lines = []
    for name, value, style in pairs:
        texts = filled(value.split(" "), screen.width - indent)
        first, *more = [styled(text, style, screen) for text in texts]
        lines.append(_padded(name, indent, right=False) + first)
        lines += [" " * indent + line for line in more]
    return "\n".join(lines)
