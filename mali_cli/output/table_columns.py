"""The columns of a result as tables for people show them: which, and the words of each cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model.details import Row
from ..model.filters import ID_OF, Numbered, names_several
from ..model.phase import is_short
from ..model.result import Result
from ..words.phrases import thousands, times, with_separators
from .columns import VALUE, Declaration, declared, undeclared
from .text import clean

if TYPE_CHECKING:
    import polars as pl

MARK, BLANK, PART = "*", "blank", " (part)"
PARTED = ("year", "quarter", "month", "phase")
"""Columns whose rows may be covered in part."""
GREEN, RED, YELLOW = "32", "31", "33"
"""Codes of ANSI's "select graphic rendition" (ECMA-48)."""
VERDICTS = {"reproduced": GREEN, "holds": GREEN, "differs": RED, "needs data": YELLOW}
PLAIN: Mapping[str, str] = {}


class Column(NamedTuple):
    """A column as it is shown.

    Where room is short the columns of the highest `spare` go first (0: never). `long` texts may
    wrap over many lines. `styles` has the ANSI codes of cells that are coloured.
    """

    name: str
    header: str
    cells: tuple[str, ...]
    right: bool = False
    spare: int = 0
    long: bool = False
    styles: Mapping[str, str] = PLAIN


def shown_columns(result: Result) -> tuple[Column, ...]:
    """Return the columns of a result as they are shown, in order, without those that are blank."""
    schema = result.frame.schema
    rows, hidden = _marked(result.frame.to_dicts()), _needless_ids(result.frame)
    decimals = 1 if result.straddle == "split" else 0
    columns = []
    for name in result.shown.columns or schema:
        if name not in schema or name in hidden:
            continue
        column = _at_hand(name, schema)
        hidden.add(column.beside)
        if name == VALUE and result.measure == "events":
            hidden.add("events")
        show = KINDS[column.kind]
        cells = tuple(clean(show(row, name, decimals)) for row in rows)
        if name in PARTED:
            partial = result.shown.partial
            cells = tuple(f"{cell}{PART}" if cell in partial else cell for cell in cells)
        if any(cells) or (not rows and column.kind != HIDDEN):
            columns.append(_column(result, column, cells))
    return tuple(columns)


def header_of(result: Result, column: Declaration) -> str:
    """Return the header of a column; that of the value is what is counted."""
    own = result.shown.headers.get(column.name)
    return own or (result.measure if column.name == VALUE else column.header)


def _column(result: Result, column: Declaration, cells: tuple[str, ...]) -> Column:
    spares = result.shown.spare
    rank = spares.index(column.name) + 1 if column.name in spares else 0
    right = column.align == "right" or (
        column.align != "left" and result.frame.schema[column.name].is_numeric()
    )
    return Column(
        name=column.name,
        header=header_of(result, column),
        cells=cells,
        right=right,
        spare=rank if spares else column.spare,
        long=column.align == "long",
        styles=VERDICTS if column.kind == "verdict" else PLAIN,
    )


def _at_hand(name: str, schema: pl.Schema) -> Declaration:
    """Return how a column is declared, or as usual where what belongs beside it is not there."""
    column = declared(name)
    beside = schema.get(column.beside)
    lacking = beside is None or not (beside.is_numeric() or beside.is_temporal())
    return undeclared(name) if column.beside and lacking else column


def _needless_ids(frame: pl.DataFrame) -> set[str]:
    """Return the columns of ids that no row needs: its name is enough to tell it apart."""
    needless = {"country_id"} if "country" in frame.columns else set()
    for name, number in ID_OF.items():
        if name in frame.columns and number in frame.columns:
            pairs = frame.select(name, number).unique().iter_rows()
            if not names_several(Numbered(*pair) for pair in pairs):
                needless.add(number)
    return needless


def _marked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark the rows whose ratio rests on a phase of under two years: theirs or the one before."""
    previous = False
    for row in rows:
        if row.get("years") is not None:
            short = is_short(row["years"], row["start"], row["end"])
            row["_short"], previous = short or previous, short
    return rows


def _plain(row: Row, name: str, decimals: int) -> str:
    value = row[name]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return thousands(value, decimals if isinstance(value, float) else 0)
    return _name(row, name)


def _name(row: Row, name: str, _decimals: int = 0) -> str:
    return "" if row[name] is None else str(row[name])


def _count(row: Row, name: str, decimals: int) -> str:
    return thousands(row[name], decimals)


def _figure(decimals: int, blank: str = "") -> Callable[[Row, str, int], str]:
    """Return what shows a figure with so many decimals; that there is none may be worth a word."""
    return lambda row, name, _: thousands(row[name], decimals) or blank


def _years(row: Row, name: str, _: int) -> str:
    """Show 25 and 24.5: years are whole but under `split` and with events."""
    return thousands(row[name], 0 if row[name] is None or row[name] == int(row[name]) else 1)


def _signed(row: Row, name: str, decimals: int) -> str:
    value = row[name]
    return f"{value:+,.{decimals}f}" if value else thousands(value, decimals)


def _ends(row: Row, name: str, decimals: int) -> str:
    """Show a range: "84–453"; what is below zero as 0."""
    ends = (row[name], row[declared(name).beside])
    return "" if None in ends else "–".join(thousands(max(end, 0), decimals) for end in ends)


def _span(row: Row, name: str, _: int) -> str:
    return f"{row[name] or ''}..{row[declared(name).beside] or ''}"


def _peak(row: Row, name: str, decimals: int) -> str:
    if row[name] is None:
        return ""
    return f"{row[name]} ({thousands(row[declared(name).beside], decimals)})"


def _around(row: Row, name: str, _: int) -> str:
    """Show how far low and high lie from best: "−5.2% +20.1%"."""
    if row[name] is None:
        return ""
    return f"{-row[name] + 0.0:+.1%} {row[declared(name).beside]:+.1%}".replace("-", "−")


def _percent(row: Row, name: str, _: int) -> str:
    return "" if row[name] is None else f"{row[name]:.1%}"


def _rate_and_years(row: Row, name: str, _: int) -> str:
    """Show a rate, and the years that it is of where they are known: "41.2 (25y)"."""
    years = row.get(f"{name.removesuffix('per_year')}years")
    known = "" if years is None or row[name] is None else f" ({years:.3g}y)"
    return thousands(row[name], 1) + known


def _times(row: Row, name: str, _: int) -> str:
    """Show a ratio, and its bounds where there are any: "×8.43 (7.80–10.21)"."""
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    bounds = f" ({times(low)}–{times(high)})" if low is not None and high is not None else ""
    return "" if row[name] is None else f"×{times(row[name])}{bounds}"


def _marked_times(row: Row, name: str, decimals: int) -> str:
    shown = _times(row, name, decimals)
    return f"{shown}{MARK}" if shown and row.get("_short") else shown


def _figures(row: Row, name: str, _: int = 0) -> str:
    return with_separators(row[name] or "")


def _claimed(row: Row, name: str, _: int) -> str:
    """Show what is claimed; a year has no separators."""
    return row[name] or "" if row["kind"] == "extreme year" else _figures(row, name)


def _difference(row: Row, name: str, _: int) -> str:
    value = row[name]
    return thousands(value, 0 if value is None or value == int(value) else 1)


HIDDEN = "hidden"
KINDS: Mapping[str, Callable[[Row, str, int], str]] = {
    "": _plain,
    "name": _name,
    "verdict": _name,
    HIDDEN: lambda *_: "",
    "count": _count,
    "whole": _figure(0),
    "whole or blank": _figure(0, BLANK),
    "tenths": _figure(1),
    "tenths or blank": _figure(1, BLANK),
    "rate": _figure(1),
    "rate, years": _rate_and_years,
    "years": _years,
    "signed": _signed,
    "ends": _ends,
    "interval": lambda row, name, _: _ends(row, name, 1),
    "span": _span,
    "peak": _peak,
    "around": _around,
    "percent": _percent,
    "times": _times,
    "times, marked": _marked_times,
    "figures": _figures,
    "claimed": _claimed,
    "difference": _difference,
}
"""How cells are shown, by what columns.txt calls it: of a row, the column and the decimals."""
