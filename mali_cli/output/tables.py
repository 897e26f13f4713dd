"""Tables for people: ruled and fitted on a terminal, plain and complete in a pipe."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from rich.cells import cell_len

from ..model.bounds import LEAST, MOST, wide
from ..model.dates import short_days
from ..model.result import Result
from ..words import showing
from ..words.straddling import SHORT
from .columns import declared_of
from .screen import Screen
from .table_columns import Column, header_of, shown_columns
from .text import to_ascii_lines
from .wrapping import BOLD, DIM, filled, notes_of, padded, styled, title_of, wrapped

WIDE_GAP, NARROW_GAP = 2, 1
FEW_ROWS = 3
FEWEST_LINES, MOST_LINES = 3, 12
SHORT_LINES = 2
SMALLER_PRINT = 8 / 7
"""How much more the print below that of footnotes holds."""
PAPER_LINES = 4
"""Of a cell on paper, before the page lies on its side."""
AROUND = 8
"""Lines of a screen that title, header and notes are likely to take."""
_FOLD = re.compile(r"(?<=\d)\.\.(?=\d)|(?<=[a-z])–(?=[a-z])")
"""Where dates and headers may break besides at blanks: after what joins two of them."""


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
    """Lay columns out in a width: cells get brief, texts wrap, the least important are left out.

    Returns:
        the layout; None where a record for each row reads better, as what must be shown does not
        fit, or as there are few rows of long texts.
    """
    share = (height - AROUND) // max(_rows(columns), 1)
    lines = min(max(FEWEST_LINES, share), MOST_LINES)
    if _fits(columns, width, lines):
        return _widened(columns, width, lines)
    columns = [column._replace(cells=column.brief or column.cells) for column in columns]
    if _fits(columns, width, lines):
        return _widened(columns, width, lines)
    if any(column.long for column in columns) and _rows(columns) <= FEW_ROWS:
        return None
    kept = _most_important(columns, width, lines)
    if not kept:
        return None
    left_out = tuple(column.header for column in columns if column not in kept)
    return _widened(kept, width, lines, left_out)


def on_paper(columns: Sequence[Column], upright: int, sideways: int) -> tuple[TableLayout, bool]:
    """Lay columns out on a page, so that none runs off it.

    Args:
        columns: all that are shown; the least important are left out where even brief cells do
            not fit a page that lies on its side.
        upright: the width of a page, in usual signs.
        sideways: that of a page that lies on its side.

    Returns:
        the layout, and whether the page lies on its side.
    """
    for width, lines in ((upright, PAPER_LINES), (sideways, PAPER_LINES), (sideways, MOST_LINES)):
        if _fits(columns, width, lines):
            return _widened(columns, width, lines), width == sideways
    tall = AROUND + MOST_LINES * _rows(columns)
    return fitted(columns, sideways, tall) or _folded(columns, sideways), True


def _folded(columns: Sequence[Column], width: int) -> TableLayout:
    """Lay columns out in which a number stands above what is in brackets beside it.

    Where they do not fit so, they may take a smaller print's width.
    """
    columns = [
        column._replace(cells=column.brief or column.cells, brief=(), long=True)
        for column in columns
    ]
    for room in (width, int(width * SMALLER_PRINT)):
        if kept := _most_important(columns, room, MOST_LINES):
            break
    kept = kept or list(columns)
    left_out = tuple(column.header for column in columns if column not in kept)
    return _widened(kept, room, MOST_LINES, left_out)


def lines_of(cell: str, width: int) -> list[str]:
    """Return the lines of a cell in a width: it breaks at its ends of lines, dates and words."""
    broken = cell if "\n" in cell or cell_len(cell) <= width else _FOLD.sub(r"\g<0>\n", cell)
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


def _fits(columns: Sequence[Column], width: int, lines: int) -> bool:
    return _total(_narrowest(columns, lines), NARROW_GAP) <= width


def _narrowest(columns: Sequence[Column], lines: int) -> list[int]:
    return [_least(column, lines) for column in columns]


def _least(column: Column, lines: int) -> int:
    """Return the least width: no number, span of days or word breaks, a text takes few lines."""
    if (column.right and not column.long) or column.brief:
        header = max(map(cell_len, _words(column.header)), default=0)
        return max(header, *map(cell_len, column.cells), 1)
    words = [word for cell in (column.header, *column.cells) for word in _words(cell)]
    longest = max((cell_len(cell) for cell in column.cells if " " in cell), default=0)
    return max(-(-longest // (lines if column.long else SHORT_LINES)), *map(cell_len, words), 1)


def _words(cell: str) -> list[str]:
    return _FOLD.sub(r"\g<0> ", cell).split()


def _most_important(columns: Sequence[Column], width: int, lines: int) -> list[Column]:
    """Return the columns that must be shown, and of the spare ones those that fit beside them."""
    kept = [column for column in columns if not column.spare]
    if not _fits(kept, width, lines):
        return []
    for spare in sorted((c for c in columns if c.spare), key=lambda column: column.spare):
        more = [column for column in columns if column in kept or column is spare]
        if _fits(more, width, lines):
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


WIDTHS = (14, 7)
"""Columns of a bar, the first that there is room for: the header on one line, or on two."""
RATIO = "ratio_to_previous"
"""The column whose star a note explains."""
EIGHTHS = " ▏▎▍▌▋▊▉█"
ZERO = "0"


def with_bars(layout: TableLayout, result: Result, screen: Screen) -> TableLayout:
    """Return a layout with a column of bars.

    It takes the room that the others leave; where that is none, there are no bars. The longest bar
    is the largest figure. Zero is a 0, what is blank has no bar and neither has a range, anything
    above zero has at least an eighth of a column (on ASCII terminals: one #).
    """
    name = result.shown.bars
    header = header_of(result, declared_of(result, name))
    ends = (f"{name}_{LEAST}", f"{name}_{MOST}")
    values = [
        None if wide(*map(row.get, ends)) else row.get(name)
        for row in result.frame.iter_rows(named=True)
    ]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return layout

    def bars(width: int) -> tuple[str, ...]:
        return tuple(bar(value, max(known), width, ascii_only=screen.ascii) for value in values)

    room = screen.width - layout.total - layout.gap
    width = next((width for width in WIDTHS if width <= room), 0)
    if not width:
        return layout
    column = Column("bar", f"{header}, as bar", bars(width))
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


RULE = "─"


def to_table(
    result: Result,
    screen: Screen,
    *,
    notes: bool = True,
    show: Callable[[Result, Screen], str] | None = None,
) -> str:
    """Render a result as a table, or as its command shows it in place of one with rows."""
    if show and result.frame.height:
        return show(result, screen)
    return render_table(result, screen, notes=notes)


def render_table(result: Result, screen: Screen, *, notes: bool = True) -> str:
    """Render title, table and notes; in a pipe as wide as the content, on a terminal to fit it."""
    columns = shown_columns(result)
    layout = fitted(columns, screen.width, screen.height) if screen.tty else natural(columns)
    if layout and screen.tty:
        layout = with_bars(layout, result, screen)
    body = _table(layout, screen) if layout else _records(columns, screen)
    parts = [title_of(result, screen), body]
    if layout and layout.left_out:
        parts += [wrapped(text, screen, DIM) for text in _left_out(layout, columns, result)]
    if layout and RATIO in {c.name for c in columns} - {c.name for c in layout.columns}:
        without = tuple(note for note in result.notes if note.kind != SHORT.kind)
        result = replace(result, notes=without)  # nothing has its star
    if told := notes_of(result, screen, all=notes):
        parts.append("\n" + told)
    text = "\n".join(part for part in parts if part) + "\n"
    return to_ascii_lines(text) if screen.ascii else text


def _left_out(layout: TableLayout, columns: Sequence[Column], result: Result) -> list[str]:
    """Say which columns are left out, and the days of phases where theirs is one of them."""
    names = {column.name for column in columns} - {column.name for column in layout.columns}
    said, left_out = [], layout.left_out
    if "start" in names and result.phases:
        days = [
            showing.PHASE_DAYS(
                phase=phase.name, days=short_days(phase.shown.start, phase.shown.end)
            )
            for phase in result.phases
        ]
        said.append(str(showing.DAYS_OF_PHASES(phases=days)))
        left_out = tuple(c.header for c in columns if c.name in names and c.name != "start")
    if left_out:
        said.append(str(showing.NO_ROOM(columns=left_out)))
    return said


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
    cells = [
        padded(part, width, right=column.right)
        for part, width, column in zip(parts, layout.widths, layout.columns, strict=True)
    ]
    cells[-1] = cells[-1].rstrip()
    looks = [
        styled(cell, style, screen) if cell.strip() else cell
        for cell, style in zip(cells, styles, strict=True)
    ]
    return (" " * layout.gap).join(looks).rstrip()


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
        lines.append(padded(name, indent) + first)
        lines += [" " * indent + line for line in more]
    return "\n".join(lines)
