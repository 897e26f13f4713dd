"""Some months of each year: a part of a year beside the same part of others."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..words import when
from .coverage import Coverage, Days
from .dates import Span
from .errors import UsageError
from .units import unit_days, unit_of, unit_start

NAMES = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_TYPED = re.compile(r"(\d{1,2})(?:(?:-|\.\.)(\d{1,2}))?", re.ASCII)


class Months(NamedTuple):
    """The months from the first to the last of each year, both inclusive."""

    first: int
    last: int

    def __str__(self) -> str:
        """As it is typed: "01..08", "03"."""
        return f"{self.first:02}" + (f"..{self.last:02}" if self.last > self.first else "")

    @property
    def words(self) -> str:
        """As a title has it: "January to August", "March"."""
        ends = dict.fromkeys((NAMES[self.first - 1], NAMES[self.last - 1]))
        return " to ".join(ends)

    def within(self, days: Days) -> Coverage | None:
        """Return those of some days that are in these months; None where none is."""
        years = range(days.start.year, days.end.year + 1)
        return Coverage.of(days).within(Coverage.of(*map(self.of_year, years)))

    def of_year(self, year: int) -> Span:
        """Return the days of these months in one year."""
        january = unit_of(unit_start(year, "year"), "month")
        start = unit_start(january + self.first - 1, "month")
        return Span(start, unit_days(january + self.last - 1, "month").end)


def read_months(text: str | None) -> Months | None:
    """Read `--months`: 1-8, 01..08, 3; None for a whole year.

    Raises:
        UsageError: these are no months of a year, in order.
    """
    if text is None:
        return None
    match = _TYPED.fullmatch(text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last <= len(NAMES):
        raise UsageError(when.NO_MONTHS(text=text))
    return None if (first, last) == (1, len(NAMES)) else Months(first, last)
