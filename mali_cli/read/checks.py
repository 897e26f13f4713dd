"""What would make every figure wrong: empty cells, impossible values, rows that clash."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from ..datasets.declaration import FileLayout, Limit
from ..model.errors import DamagedError
from ..words import remarking, unreadable
from ..words.message import Said
from .identify import Named
from .raw import damaged_cell, first_rows
from .rules import FIRST_YEAR, LAST_YEAR, MOST


class _Rule(NamedTuple):
    column: str
    wrong: pl.Expr
    why: Said


def check(named: Named, frame: pl.DataFrame) -> None:
    """Check every row.

    Raises:
        DamagedError: the first cell that breaks a rule: its line, column and value.
    """
    rules = [rule for rule in _rules(named.form, frame) if rule.column in frame.columns]
    found = frame.select(rule.wrong.any().alias(str(at)) for at, rule in enumerate(rules)).row(0)
    for rule, broken in zip(rules, found, strict=True):
        if broken:
            row = first_rows(frame.select(rule.wrong).to_series(), 1)[0]
            value = frame[rule.column][row]
            raise damaged_cell(named.raw, row, rule.column, value, rule.why)


def _rules(layout: FileLayout, frame: pl.DataFrame) -> list[_Rule]:
    filled = (*layout.required, *layout.filled)
    rules = [_Rule(name, pl.col(name).is_null(), unreadable.IS_EMPTY()) for name in filled]
    counts = [name for name in frame.columns if layout.columns[name] == "count"]
    rules += [_Rule(name, pl.col(name) < 0, unreadable.NEGATIVE()) for name in counts]
    large = unreadable.ABOVE_MOST(most=MOST)
    rules += [_Rule(name, pl.col(name) > MOST, large) for name in counts]
    rules.append(_Rule("country_id", pl.col("country_id") < 1, unreadable.NO_COUNTRY()))
    if "year" in frame.columns:
        odd = ~pl.col("year").is_between(FIRST_YEAR, LAST_YEAR)
        rules.append(_Rule("year", odd, unreadable.IMPOSSIBLE_YEAR()))
    rules += [_Rule(limit.column, _beyond(limit), limit.why) for limit in layout.limits]
    if layout.span:
        first, last = layout.span
        rules.append(
            _Rule(last, pl.col(last) < pl.col(first), unreadable.BEFORE_FIRST(column=first))
        )
    for name, most in zip(layout.point or (), (90, 180), strict=False):
        far = pl.col(name).abs() > most
        rules.append(_Rule(name, far, unreadable.NOT_BETWEEN(most=most)))
    return rules


def _beyond(limit: Limit) -> pl.Expr:
    value = pl.col(limit.column)
    if limit.one is not None:
        return value == limit.one
    return ~value.is_between(limit.least, limit.most)


def without_repeats(named: Named, frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Said, ...]]:
    """Drop rows that repeat an earlier one in every column, with a remark.

    Only rows with a key: without ids, two events may well be alike (one candidate release had
    whole rows twice, reported by Our World in Data).

    Raises:
        DamagedError: two rows share a key, but not all the rest.
    """
    keys = [name for name in named.form.key if name in frame.columns]
    if len(keys) < len(named.form.key):
        return frame, (remarking.NO_KEY(columns=named.form.key),)
    if not keys:
        return frame, ()
    if not frame.select(pl.struct(keys).is_duplicated().any()).item():
        return frame, ()
    numbered = frame.with_row_index("_row").filter(pl.struct(keys).is_duplicated())
    first = numbered.unique(frame.columns, keep="first", maintain_order=True)
    _refuse_clash(named, first, keys)
    dropped = numbered.join(first, on="_row", how="anti")["_row"].sort().to_list()
    kept = frame.with_row_index("_row").filter(~pl.col("_row").is_in(dropped)).drop("_row")
    rows, places = len(dropped), named.raw.places(dropped[:5])
    if rows > 5:
        return kept, (remarking.MORE_IDENTICAL_ROWS(rows=rows, places=places),)
    return kept, (remarking.IDENTICAL_ROWS(rows=rows, places=places),)


def _refuse_clash(named: Named, first: pl.DataFrame, keys: list[str]) -> None:
    clashing = first.filter(pl.struct(keys).is_duplicated())
    if clashing.is_empty():
        return
    pairs = clashing.group_by(keys, maintain_order=True).agg("_row")
    rows = [
        unreadable.KEY_IN_ROWS(key=_spelt(keys, row), places=named.raw.places(row[-1][:3]))
        for row in pairs.head(3).rows()
    ]
    file = named.raw.name
    raise DamagedError(unreadable.KEY_TWICE(file=file, number=pairs.height, rows=rows))


def _spelt(keys: list[str], row: tuple[object, ...]) -> str:
    return ", ".join(f"{key} {value}" for key, value in zip(keys, row, strict=False))
