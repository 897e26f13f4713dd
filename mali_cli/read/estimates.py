"""Best, low and high: which columns of a data set they are, and whether they look exchanged.

UCDP's own files have rows that break low <= best <= high: in GED 25.1, 4,967, since deaths that
are coded apart are subtracted from summary events (UCDP GED codebook 25.1).
"""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from ..datasets.declaration import Estimates
from ..datasets.registry import layout_of
from ..model.errors import DamagedError
from ..words import remarking, unreadable
from ..words.message import Message
from .table import Table

FEWEST, MOST_BROKEN = 50, 0.1
"""A file is refused where more than a tenth of at least so many rows break the order. In UCDP's
own it is 1 to 2 in 100 (measured on GED 19.1 to 26.0.1, country-year 25.1, one-sided 24.1)."""


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


def check_order(table: Table, name: str) -> None:
    """Refuse a table in which best, low and high look exchanged.

    Events of our own writing were looked at when their file was read: what filters choose of it
    may well have more of UCDP's own odd rows than a tenth.

    Raises:
        DamagedError: naming the columns.
    """
    if table.window is not None:
        return
    order = Order()
    order.add(table.dataset, table.frame)
    order.check(name)


def _deadly_and_broken(figure: Estimates, columns: list[str]) -> tuple[pl.Expr, pl.Expr]:
    """Return whether a row has deaths, and whether it breaks the order in some way."""
    here = [name for name in figure[1:] if name in columns]
    odd = pl.any_horizontal(list(broken(figure, columns).values()))
    return pl.max_horizontal(here) > 0, odd
