"""How claims are shown to people: a table of verdicts, and under it what there is to know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model.result import Note, Result
from ..model.words import with_separators
from .screen import Screen
from .tables import render_table

SHOWN = ("id", "verdict", "statement", "claimed", "computed", "difference", "release", "straddle")
SHOWN_ALSO = ("robust",)
SHOWN_AGAINST = ("against", "against_verdict")
"""Where a claim is judged under a second release too."""


def verdict_table(result: Result, screen: Screen, *, notes: bool = True) -> str:
    """Render the verdicts as a table, the remarks under it by id, then the notes."""
    remarks = tuple(_remarks(result))
    shown = replace(
        result, shown=(*SHOWN, *SHOWN_ALSO, *SHOWN_AGAINST), notes=(*remarks, *result.notes)
    )
    return render_table(shown, screen, notes=notes)


def _remarks(result: Result) -> Iterator[Note]:
    for row in result.frame.iter_rows(named=True):
        equals = with_separators(row["also_equals"] or "")
        parts = [f"Also equals: {equals}."] if equals else []
        parts += [row["remark"]] if row["remark"] else []
        if parts:
            yield Note("remark", f"{row['id']}: {' '.join(parts)}")
