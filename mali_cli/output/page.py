"""A page of HTML with the rows as a table: title, notes and citation; it loads nothing."""

from __future__ import annotations

from ..model.result import Result
from ..version import __version__
from .report.rendering import rendered


def to_html(result: Result, *, notes: bool = True) -> str:
    """Render a page of its own."""
    return _rendered("rows.html", result, notes=notes)


def to_element(result: Result) -> str:
    """Render what a notebook shows: the same table with its notes, for the page around it."""
    return _rendered("rows_alone.html", result, notes=True)


def _rendered(name: str, result: Result, *, notes: bool) -> str:
    told = result.notes if notes else result.warnings
    why = [result.empty] if result.empty and not result.frame.height else []
    lines = [*why, *map(str, told)]
    return rendered(name, result=result, notes=lines, maker=f"mali-cli {__version__}")
