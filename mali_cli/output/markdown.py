"""Markdown, and the words for verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..model.details import Row, VerdictDetails
from ..model.result import Note, Result
from ..words import checking
from ..words.phrases import with_separators
from .screen import Screen
from .table_columns import Column, shown_columns
from .tables import render_table
from .text import clean

SHOWN = ("id", "verdict", "statement", "claimed", "computed", "difference", "release", "straddle")
SHOWN_ALSO = ("robust",)
SHOWN_AGAINST = ("against", "against_verdict")
"""Where a claim is judged under a second release too."""
BRIEF = ("id", "verdict", "claimed", "computed")
"""The columns where a screen has no room for the statements."""
ROOM = 120
"""Columns of a screen that has room for them."""
REMARKED = ("differs", "undecided", "not testable")
"""The verdicts that a brief screen has a remark on."""


def verdict_table(result: Result, screen: Screen, *, notes: bool = True) -> str:
    """Render the verdicts as a table, the remarks under it by id, then the notes.

    A brief screen has remarks on what is not confirmed only, and the commands that get what is
    missing.
    """
    columns = BRIEF if screen.tty and screen.width < ROOM else (*SHOWN, *SHOWN_ALSO)
    more = [*_needed(result), *_gets(result)] if screen.brief else []
    return render_table(_remarked(result, columns, more), screen, notes=notes)


def on_pages(result: Result) -> Result:
    """Return a result as a page has room for it: remarks on claims are notes under the table."""
    verdicts = isinstance(result.details, VerdictDetails)
    return _remarked(result, (*SHOWN, *SHOWN_ALSO)) if verdicts else result


def _remarked(result: Result, columns: Sequence[str], more: Iterable[Note] = ()) -> Result:
    table = result.shown._replace(columns=(*columns, *SHOWN_AGAINST))
    return replace(result, shown=table, notes=(*_remarks(result), *more, *result.notes))


def _remarks(result: Result) -> Iterator[Note]:
    """Return what there is to know of single claims; warnings of figures stay where none is wanted.

    So does what leaves a claim undecided.
    """
    assert isinstance(result.details, VerdictDetails)
    for row in result.frame.iter_rows(named=True):
        if parts := _parts(row):
            warned = row["id"] in result.details.warned
            remark = checking.REMARK_THAT_STAYS if warned else checking.REMARK
            yield Note(remark(claim=row["id"], parts=parts))


def _parts(row: Row) -> list[object]:
    equals = with_separators(row["also_equals"] or "")
    parts: list[object] = [checking.EQUALS_UNDER_TABLE(figures=equals)] if equals else []
    return [*parts, row["remark"]] if row["remark"] else parts


def _needed(result: Result) -> Iterator[Note]:
    """Return the remarks on what is not confirmed, with the statements."""
    assert isinstance(result.details, VerdictDetails)
    for row in result.frame.iter_rows(named=True):
        if row["verdict"] in REMARKED and row["id"] not in result.details.warned:
            statement = row["statement"]
            yield Note(
                checking.NEEDED(claim=row["id"], statement=statement, parts=_parts(row))
                if statement
                else checking.NEEDED_OF_ID(claim=row["id"], parts=_parts(row))
            )


def _gets(result: Result) -> Iterator[Note]:
    """Return the commands that get what claims need, each with the claims."""
    assert isinstance(result.details, VerdictDetails)
    needs = result.details.needs
    for command in dict.fromkeys(filter(None, needs.values())):
        claims = [claim for claim, needed in needs.items() if needed == command]
        yield Note(checking.GET(claims=claims, number=len(claims), command=command))


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
