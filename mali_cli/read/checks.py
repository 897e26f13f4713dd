"""What would make every figure wrong: empty cells, impossible values, rows that clash.

And whether best, low and high look exchanged. UCDP's own files have rows that break low <= best <=
high: in GED 25.1, 4,967, since deaths that are coded apart are subtracted from summary events (UCDP
GED codebook 25.1).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import polars as pl

from ..datasets.declaration import Estimates, FileLayout, Limit
from ..datasets.registry import layout_of
from ..model.errors import DamagedError
from ..words import remarking, unreadable
from ..words.message import Message, Said
from .dates import FIRST_YEAR, LAST_YEAR
from .identify import Named
from .raw import damaged_cell, first_rows

MOST = 10_000_000
"""Counts above it are errors: no figure of UCDP has a tenth of it (Rwanda 1994 is the largest)."""
FEWEST, MOST_BROKEN = 50, 0.1
"""A file is refused where more than a tenth of at least so many rows break the order. In UCDP's
own it is 1 to 2 in 100 (measured on GED 19.1 to 26.0.1, country-year 25.1, one-sided 24.1)."""


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
    for name in (name for name in frame.columns if layout.columns[name] == "year"):
        odd = ~pl.col(name).is_between(FIRST_YEAR, LAST_YEAR)
        rules.append(_Rule(name, odd, unreadable.IMPOSSIBLE_YEAR()))
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


def broken(figure: Estimates, columns: Collection[str]) -> dict[Message, pl.Expr]:
    """Return the ways in which a row breaks low <= best <= high, for the columns that are there."""
    pairs = {
        remarking.BEST_ABOVE_HIGH: (figure.high, figure.best),
        remarking.BEST_BELOW_LOW: (figure.best, figure.low),
        remarking.LOW_ABOVE_HIGH: (figure.high, figure.low),
    }
    return {
        message: pl.col(less) < pl.col(more)
        for message, (less, more) in pairs.items()
        if {less, more} <= set(columns)
    }


def estimates_of(dataset: str, columns: Collection[str]) -> list[Estimates]:
    """Return the figures of a data set of which these columns have two estimates at least."""
    declared = layout_of(dataset, columns).estimates
    return [figure for figure in declared if broken(figure, columns)]


class Order:
    """How many rows break the order, gathered over the pieces of a file."""

    def __init__(self) -> None:
        self._counts: dict[Estimates, tuple[int, int, int]] = {}

    def add(self, dataset: str, frame: pl.DataFrame) -> None:
        """Count the rows, those with deaths, and those that break the order."""
        found = estimates_of(dataset, frame.columns)
        counts = frame.select(
            expr.sum().alias(f"{at} {number}")
            for at, figure in enumerate(found)
            for number, expr in enumerate(_deadly_and_broken(figure, frame.columns))
        )
        numbers = counts.row(0) if found else ()
        for at, figure in enumerate(found):
            new = (frame.height, *numbers[2 * at : 2 * at + 2])
            old = self._counts.get(figure, (0, 0, 0))
            self._counts[figure] = (old[0] + new[0], old[1] + new[1], old[2] + new[2])

    def check(self, name: str) -> None:
        """Refuse a file of which too many rows break the order, of all or of those with deaths.

        Raises:
            DamagedError: naming the columns.
        """
        for figure, (rows, deadly, odd) in self._counts.items():
            if any(among >= FEWEST and odd > MOST_BROKEN * among for among in (rows, deadly)):
                columns = figure[1:]
                raise DamagedError(
                    unreadable.EXCHANGED(file=name, columns=columns, odd=odd, rows=rows)
                )


def _deadly_and_broken(figure: Estimates, columns: list[str]) -> tuple[pl.Expr, pl.Expr]:
    """Return whether a row has deaths, and whether it breaks the order in some way."""
    here = [name for name in figure[1:] if name in columns]
    odd = pl.any_horizontal(list(broken(figure, columns).values()))
    return pl.max_horizontal(here) > 0, odd
