"""Tables for people: boxed and coloured on a terminal, plain and complete in a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich.box import ASCII, SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..model.result import Result
from .columns import Column, shown_columns
from .screen import Screen
from .text import clean, to_ascii

UNLIMITED = 100_000
GAP = 2


def render_table(result: Result, screen: Screen, *, notes: bool = True) -> str:
    """Render title, table and notes; in a pipe as wide as the content, on a terminal to fit it."""
    columns = shown_columns(result)
    left_out: tuple[str, ...] = ()
    if screen.tty:
        columns, left_out = fitted(columns, screen.width)
    lines = [_title(result, screen), _body(columns, screen)]
    if left_out:
        note = f"(no room for: {', '.join(left_out)}; a wider terminal or --csv has them)"
        lines.append(_wrapped(note, screen))
    if notes and result.notes:
        lines.append("\n".join(_wrapped(clean(str(note)), screen) for note in result.notes))
    text = "\n".join(line.rstrip("\n") for line in lines if line) + "\n"
    return to_ascii_lines(text) if screen.ascii else text


def fitted(columns: Sequence[Column], width: int) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Leave out spare columns until the rest fits; return those kept and the headers left out."""
    kept = list(columns)
    left_out = []
    while _needed(kept) > width and any(column.spare for column in kept):
        least = max(kept, key=lambda column: column.spare)
        kept.remove(least)
        left_out.append(least.header)
    return tuple(kept), tuple(left_out)


def to_ascii_lines(text: str) -> str:
    """Return text in ASCII, line by line."""
    return "\n".join(to_ascii(line) for line in text.split("\n"))


def _needed(columns: Sequence[Column]) -> int:
    """Return the width of the narrowest layout: long and dated cells may be wrapped."""
    widths = [_narrowest(column) for column in columns]
    return sum(widths) + (GAP - 1) * (len(widths) - 1)


def _narrowest(column: Column) -> int:
    parts = [part for cell in (column.header, *column.cells) for part in _breakable(cell, column)]
    return max((len(part) for part in parts), default=1)


def _breakable(cell: str, column: Column) -> list[str]:
    if column.long:
        return [word for word in cell.split() if len(word) < 24] or [""]
    if ".." in cell:
        return [part + ".." for part in cell.split("..")]
    return [cell] if column.right else cell.split() or [""]


def _title(result: Result, screen: Screen) -> str:
    return _wrapped(clean(result.title), screen, style="bold")


def _wrapped(text: str, screen: Screen, style: str = "") -> str:
    """Wrap text on a terminal; in a pipe it stays one line."""
    console = _console(screen)
    console.print(Text(text, style=style), soft_wrap=not screen.tty)
    return _printed(console).rstrip("\n")


def _body(columns: Sequence[Column], screen: Screen) -> str:
    tight = screen.tty and _widest(columns) > screen.width
    table = Table(
        box=(ASCII if screen.ascii else SIMPLE_HEAD) if screen.tty else None,
        pad_edge=False,
        padding=(0, 0 if tight else 1),
        collapse_padding=tight,
        show_edge=False,
        header_style="bold" if screen.tty else "",
    )
    for column in columns:
        table.add_column(
            column.header,
            justify="right" if column.right else "left",
            no_wrap=not screen.tty or column.right,
            overflow="fold",
            min_width=_narrowest(column) if screen.tty and not column.long else None,
        )
    for cells in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*(Text(_foldable(cell, tight)) for cell in cells))
    console = _console(screen)
    console.print(table)
    return "\n".join(line.rstrip() for line in _printed(console).split("\n"))


def _foldable(cell: str, tight: bool) -> str:
    return cell.replace("..", "..\n") if tight and len(cell) > 12 and ".." in cell else cell


def _widest(columns: Sequence[Column]) -> int:
    widths = [max(map(len, (column.header, *column.cells))) for column in columns]
    return sum(widths) + GAP * len(widths)


def _console(screen: Screen) -> Console:
    return Console(
        file=StringIO(),
        width=screen.width if screen.tty else UNLIMITED,
        height=UNLIMITED,
        force_terminal=screen.color,
        color_system="auto" if screen.color else None,
        no_color=not screen.color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def _printed(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()
