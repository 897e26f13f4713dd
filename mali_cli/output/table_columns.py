"""The columns of a result as tables for people show them: which, and the words of each cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model.bounds import HIGH, LEAST, LOW, MOST, lie_in_order, wide
from ..model.dates import short_days
from ..model.details import Row
from ..model.filters import ID_OF, Numbered, names_several
from ..model.phase import rest_on_short
from ..model.result import BESIDE, Result
from ..words.phrases import between, rate, thousands, times, with_separators, years_long
from .columns import Declaration, declared_of, undeclared
from .text import clean

if TYPE_CHECKING:
    import polars as pl

MARK, ODD, BLANK, PART = "*", "†", "blank", " (part)"
PARTED = ("year", "quarter", "month", "phase")
"""Columns whose rows may be covered in part."""
GREEN, RED, YELLOW = "32", "31", "33"
"""Codes of ANSI's "select graphic rendition" (ECMA-48)."""
VERDICTS = {
    "reproduced": GREEN,
    "holds": GREEN,
    "differs": RED,
    "undecided": YELLOW,
    "needs data": YELLOW,
}
PLAIN: Mapping[str, str] = {}


class Column(NamedTuple):
    """A column as it is shown.

    Where room is short the columns of the highest `spare` go first (0: never). `long` texts may
    wrap over many lines. `styles` has the ANSI codes of cells that are coloured. `brief` are the
    cells where room is short; none where they are the same.
    """

    name: str
    header: str
    cells: tuple[str, ...]
    right: bool = False
    spare: int = 0
    long: bool = False
    styles: Mapping[str, str] = PLAIN
    brief: tuple[str, ...] = ()


def shown_columns(result: Result) -> tuple[Column, ...]:
    """Return the columns of a result as they are shown, in order, without those that are blank.

    Those of another source that stands beside it come after its own.
    """
    if result.beside:
        mine, its = map(shown_columns, result.apart)
        whose = (column._replace(name=f"{BESIDE}{column.name}") for column in its)
        return (*mine, *(c for c in whose if c.name in result.frame.columns))
    schema = result.frame.schema
    rows, hidden = _marked(result), _needless_ids(result.frame)
    decimals = result.asked.decimals if result.asked else 0
    columns = []
    for name in result.shown.columns or schema:
        if name not in schema or name in hidden:
            continue
        column = _at_hand(result, name)
        hidden.add(column.beside)
        show = KINDS[column.kind]
        cells = tuple(clean(show(row, column, decimals)) for row in rows)
        if name in PARTED:
            partial = result.shown.partial
            cells = tuple(f"{cell}{PART}" if cell in partial else cell for cell in cells)
        if odd := {row for row, marked in result.shown.odd if marked == name}:
            cells = tuple(f"{cell}{ODD}" if row in odd else cell for row, cell in enumerate(cells))
        if any(cells) or (not rows and column.kind != HIDDEN):
            brief = BRIEF.get(column.kind)
            short = tuple(clean(brief(row, column, decimals)) for row in rows) if brief else ()
            columns.append(_column(result, column, cells)._replace(brief=short))
    return tuple(columns)


def header_of(result: Result, column: Declaration) -> str:
    """Return the header of a column; that of the value is what is counted."""
    own = result.shown.headers.get(column.name)
    return f"{result.shown.whose} {own or column.header}".lstrip()


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


def _at_hand(result: Result, name: str) -> Declaration:
    """Return how a column is declared, or as usual where what belongs beside it is not there."""
    column = declared_of(result, name)
    beside = result.frame.schema.get(column.beside)
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


def _marked(result: Result) -> list[dict[str, Any]]:
    """Mark the rows whose ratio rests on a phase of under two years: theirs or the one before.

    Those that have no figure are marked too.
    """
    rows = result.frame.to_dicts()
    short = result.shown.short or rest_on_short(row.get("years") for row in rows)
    for row, mark in zip(rows, short, strict=True):
        row["_blank"], row["_short"] = row.get(result.value, "") is None, mark
    return rows


Shower = Callable[[Row, Declaration, int], str]
"""What shows a cell of a row: the column, and the decimals of counts."""


def _plain(row: Row, column: Declaration, decimals: int) -> str:
    value = row[column.name]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return thousands(value, decimals if isinstance(value, float) else 0)
    return _name(row, column)


def _name(row: Row, column: Declaration, _decimals: int = 0) -> str:
    return "" if row[column.name] is None else str(row[column.name])


def _count(row: Row, column: Declaration, decimals: int) -> str:
    return thousands(row[column.name], decimals)


def _value(row: Row, column: Declaration, decimals: int) -> str:
    """Show what is counted; where an edge cuts much of it, the least and the most in its place.

    It is marked where it does not lie between its low and its high estimate.
    """
    value, ends = row[column.name], _in_place(row, column, LEAST, MOST)
    shown = between(*map(thousands, ends)) if ends else thousands(value, decimals)
    return shown if lie_in_order(row.get(LOW), value, row.get(HIGH)) else f"{shown}{ODD}"


def _in_place(row: Row, column: Declaration, least: str, most: str) -> tuple[float, float] | None:
    """Return the least and the most where they stand in place of a figure, if there is one."""
    return None if row[column.name] is None else wide(row.get(least), row.get(most))


def _figure(decimals: int, blank: str = "") -> Shower:
    """Return what shows a figure with so many decimals; that there is none may be worth a word."""
    return lambda row, column, _: thousands(row[column.name], decimals) or blank


def _years(row: Row, column: Declaration, _: int) -> str:
    """Show 24.5, whole years without decimals, and a few days as 0.003."""
    value = row[column.name]
    if value is None or value == int(value):
        return thousands(value)
    return years_long(value)


def _signed(row: Row, column: Declaration, decimals: int) -> str:
    value = row[column.name]
    return f"{value:+,.{decimals}f}" if value else thousands(value, decimals)


def _ends(row: Row, column: Declaration, decimals: int) -> str:
    """Show a range: "84–453"; what is below zero as 0."""
    ends = (row[column.name], row[column.beside])
    return "" if None in ends else between(*(thousands(max(end, 0), decimals) for end in ends))


def _bounds(row: Row, column: Declaration, _: int) -> str:
    """Show what lies inside and what touches, where an edge cuts something and no more is said.

    Where both are the same it is told beside a blank figure only.
    """
    least, most = row[column.name], row[column.beside]
    in_place = wide(least, most) and not row["_blank"]
    if least is None or (least == most and not row["_blank"]) or in_place:
        return ""
    return between(thousands(least), thousands(most)) if most is not None else f"{least:,}–"


def _outer(row: Row, column: Declaration, decimals: int) -> str:
    """Show the low and the high estimate; where an edge cuts much, what bounds them, if known."""
    least, most = row.get(f"{column.name}_{LEAST}"), row.get(f"{column.beside}_{MOST}")
    if wide(row.get(LEAST), row.get(MOST)) and row[column.name] is not None:
        known = least is not None and most is not None
        return between(thousands(least), thousands(most)) if known else ""
    return _ends(row, column, decimals)


def _rate(row: Row, column: Declaration, _: int) -> str:
    """Show a rate; where an edge cuts much of it, the least and the most in its place."""
    if ends := _in_place(row, column, f"{column.name}_{LEAST}", f"{column.name}_{MOST}"):
        return between(*(thousands(end, 1) for end in ends))
    return thousands(row[column.name], 1)


def _people_rate(row: Row, column: Declaration, _: int) -> str:
    """Show a rate by population with its bounds: "0.341 (0.331–0.341)", or these in its place."""
    value = row[column.name]
    least, most = row.get(f"{column.name}_{LEAST}"), row.get(f"{column.name}_{MOST}")
    if value is None:
        return ""
    if least is None or most is None or (shown := rate(least)) == rate(most):
        return rate(value)
    ends = between(shown, rate(most))
    return ends if wide(least, most) else f"{rate(value)} ({ends})"


def _span(row: Row, column: Declaration, _: int) -> str:
    return f"{row[column.name] or ''}..{row[column.beside] or ''}"


def _short_span(row: Row, column: Declaration, _: int) -> str:
    """Show a span of days as short as it can be typed: "1989..2013-06", "2024"."""
    first, last = row[column.name], row[column.beside]
    if not (isinstance(first, date) and isinstance(last, date)):
        return _span(row, column, 0)
    return short_days(first, last)


def _peak(row: Row, column: Declaration, decimals: int) -> str:
    if row[column.name] is None:
        return ""
    return f"{row[column.name]} ({thousands(row[column.beside], decimals)})"


def _around(row: Row, column: Declaration, _: int) -> str:
    """Show how far low and high lie from best, where best is shown: "−5.2% +20.1%"."""
    if row[column.name] is None or wide(row.get(LEAST), row.get(MOST)):
        return ""
    return f"{-row[column.name] + 0.0:+.1%} {row[column.beside]:+.1%}".replace("-", "−")


def _percent(row: Row, column: Declaration, _: int) -> str:
    """Show a share; where an edge cuts much of it, the least and the most in its place."""
    if ends := _in_place(row, column, f"{column.name}_{LEAST}", f"{column.name}_{MOST}"):
        return between(f"{100 * ends[0]:.1f}", f"{ends[1]:.1%}")
    return "" if row[column.name] is None else f"{row[column.name]:.1%}"


def _percent_change(row: Row, column: Declaration, _: int) -> str:
    """Show a change: "−24.1%"."""
    value = row[column.name]
    return "" if value is None else f"{value + 0.0:+.1%}".replace("-", "−")


def _rate_and_years(row: Row, column: Declaration, _: int) -> str:
    """Show a rate, and the years that it is of where they are known: "41.2 (25y)"."""
    window = column.name.removesuffix("per_year")
    years = row.get(f"{window}years")
    known = "" if not years else f" ({years:.3g}y)"
    if row[column.name] is None:
        return ""
    if ends := _in_place(row, column, f"{column.name}_{LEAST}", f"{column.name}_{MOST}"):
        return between(*(thousands(end, 1) for end in ends)) + known
    return thousands(row[column.name], 1) + known


def _times(row: Row, column: Declaration, _: int, *, ranged: bool = True) -> str:
    """Show a ratio with its ranges: "×8.65 (8.58–8.91)", "×0.23–0.81 (low–high 0.39–0.67)".

    The first is what edges of phases leave open; where that is much it stands in place of the
    ratio. The second is that of the low and the high estimates.
    """
    name = column.name
    edges = name.removesuffix("_to_previous")
    least, most = row.get(f"{edges}_{LEAST}"), row.get(f"{edges}_{MOST}")
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    value, ends = row[name], wide(least, most)
    if value is None:
        return ""
    if least is not None and most is None:
        return f"≥×{times(least)}" if least else ""
    ranges = []
    if least is not None and most is not None and not ends and times(least) != times(most):
        ranges.append(between(times(least), times(most)))
    if low is not None and high is not None:
        ranges.append(f"low–high {between(times(low), times(high))}")
    shown = between(*map(times, ends)) if ends else times(value)
    return f"×{shown}" + (f" ({'; '.join(ranges)})" if ranges and ranged else "")


def _marked_times(row: Row, column: Declaration, decimals: int) -> str:
    shown = _times(row, column, decimals)
    return f"{shown}{MARK}" if shown and row.get("_short") else shown


def _bare_times(row: Row, column: Declaration, decimals: int) -> str:
    """Show a ratio without the ranges behind it; one that stands in its place stays."""
    shown = _times(row, column, decimals, ranged=False)
    return f"{shown}{MARK}" if shown and row.get("_short") else shown


def _figures(row: Row, column: Declaration, _: int = 0) -> str:
    return with_separators(row[column.name] or "")


def _claimed(row: Row, column: Declaration, _: int) -> str:
    """Show what is claimed; a year has no separators."""
    return row[column.name] or "" if row["kind"] == "extreme year" else _figures(row, column)


def _difference(row: Row, column: Declaration, _: int) -> str:
    value = row[column.name]
    if value is not None and round(value, 1) != value:
        return rate(value)
    return thousands(value, 0 if value is None or value == int(value) else 1)


HIDDEN = "hidden"
KINDS: Mapping[str, Shower] = {
    "": _plain,
    "name": _name,
    "verdict": _name,
    HIDDEN: lambda *_: "",
    "count": _count,
    "value": _value,
    "count, if any": lambda row, column, decimals: (
        thousands(row[column.name], decimals) if row[column.name] else ""
    ),
    "whole": _figure(0),
    "whole or blank": _figure(0, BLANK),
    "tenths": _figure(1),
    "tenths or blank": _figure(1, BLANK),
    "rate": _rate,
    "people rate": _people_rate,
    "rate, years": _rate_and_years,
    "years": _years,
    "signed": _signed,
    "ends": _ends,
    "bounds": _bounds,
    "outer ends": _outer,
    "interval": lambda row, column, _: _ends(row, column, 1),
    "span": _span,
    "peak": _peak,
    "around": _around,
    "percent": _percent,
    "percent change": _percent_change,
    "times": _times,
    "times, marked": _marked_times,
    "figures": _figures,
    "claimed": _claimed,
    "difference": _difference,
}
"""How cells are shown, by what columns.txt calls it: of a row, the column and the decimals."""
BRIEF: Mapping[str, Shower] = {"span": _short_span, "times, marked": _bare_times}
"""How they are shown where room is short, as far as that is otherwise."""
