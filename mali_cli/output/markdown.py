"""Markdown, and the words for verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model.details import VerdictDetails
from ..model.result import Note, Result
from ..words import checking
from ..words.phrases import with_separators
from .screen import Screen
from .table_columns import Column, shown_columns
from .tables import render_table
from .text import clean

SHOWN = ("id", "verdict", "statement", "claimed", "computed", "difference", "release", "straddle")
SHOWN_ALSO = ("robust",)
SPARE = ("statement", "release", "difference", "straddle", "robust")
SHOWN_AGAINST = ("against", "against_verdict")
"""Where a claim is judged under a second release too."""


def verdict_table(result: Result, screen: Screen, *, notes: bool = True) -> str:
    """Render the verdicts as a table, the remarks under it by id, then the notes."""
    remarks = tuple(_remarks(result))
    table = result.shown._replace(columns=(*SHOWN, *SHOWN_ALSO, *SHOWN_AGAINST), spare=SPARE)
    told = replace(result, shown=table, notes=(*remarks, *result.notes))
    return render_table(told, screen, notes=notes)


def _remarks(result: Result) -> Iterator[Note]:
    """Return what there is to know of single claims; warnings of figures stay where none is wanted.

    So does what leaves a claim undecided.
    """
    assert isinstance(result.details, VerdictDetails)
    for row in result.frame.iter_rows(named=True):
        equals = with_separators(row["also_equals"] or "")
        parts = [checking.EQUALS_UNDER_TABLE(figures=equals)] if equals else []
        parts += [row["remark"]] if row["remark"] else []
        if parts:
            warned = row["id"] in result.details.warned
            remark = checking.REMARK_THAT_STAYS if warned else checking.REMARK
            yield Note(remark(claim=row["id"], parts=parts))


_ESCAPED = ("\\", "|", "`", "*", "_", "[", "]", "<", ">", "#")


def to_markdown(result: Result, *, notes: bool = True) -> str:
    """Render the title in bold, the table and the notes as a list."""
    lines = [f"**{escaped(clean(result.title))}**", "", *table_lines(result)]
    if told := result.notes if notes else result.warnings:
        lines += ["", *(f"- {escaped(clean(str(note)))}" for note in told)]
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
