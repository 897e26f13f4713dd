"""Markdown: the shown table, with the notes under it."""

from __future__ import annotations

from ..model.result import Result
from .columns import Column, shown_columns
from .text import clean

_ESCAPED = ("\\", "|", "`", "*", "_", "[", "]", "<", ">", "#")


def to_markdown(result: Result, *, notes: bool = True) -> str:
    """Render the title in bold, the table and the notes as a list."""
    lines = [f"**{escaped(clean(result.title))}**", "", *table_lines(result)]
    if notes and result.notes:
        lines += ["", *(f"- {escaped(clean(str(note)))}" for note in result.notes)]
    return "\n".join(lines) + "\n"


def table_lines(result: Result) -> list[str]:
    """Return the lines of the table alone."""
    columns = shown_columns(result)
    cells = zip(*(column.cells for column in columns), strict=True)
    header = _row(tuple(column.header for column in columns))
    rule = _row(tuple(_rule(column) for column in columns), plain=True)
    return [header, rule, *(_row(row) for row in cells)]


def escaped(text: str) -> str:
    """Return text whose signs Markdown does not read as markup."""
    for sign in _ESCAPED:
        text = text.replace(sign, "\\" + sign)
    return text


def _row(cells: tuple[str, ...], *, plain: bool = False) -> str:
    return f"| {' | '.join(cell if plain else escaped(cell) for cell in cells)} |"


def _rule(column: Column) -> str:
    return "---:" if column.right else ":---"
