"""Calendar units of time: years, quarters and months, each by its number, its name and its days.

The number of a unit is one more for each later one: the year itself, or quarters or months since 0.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterable, Sequence
from datetime import date

from .coverage import Days
from .dates import ONE_DAY, Span, add_months

PER_YEAR = {"year": 1, "quarter": 4, "month": 12}
UNITS = tuple(PER_YEAR)
MONTHS = {unit: 12 // number for unit, number in PER_YEAR.items()}
"""How many months a unit has."""
_NAME = re.compile(r"(\d{4})(?:-Q(\d)|-(\d{2}))?$")


def unit_among(names: Iterable[str]) -> str | None:
    """Return the first of some groups or columns that is a unit of time; None where none is."""
    return next((name for name in names if name in PER_YEAR), None)


def unit_of(day: date, unit: str) -> int:
    """Return the number of the unit that holds a day."""
    return day.year * PER_YEAR[unit] + (day.month - 1) // MONTHS[unit]


def units_of(days: Days, unit: str) -> list[int]:
    """Return the numbers of the units that have one of the days, in order."""
    spans = ((unit_of(span.start, unit), unit_of(span.end, unit)) for span in days.spans)
    return sorted({number for first, last in spans for number in range(first, last + 1)})


def unit_name(number: int, unit: str) -> str:
    """Return the name of a unit: "2013", "2013-Q3" or "2013-07"."""
    year, part = divmod(number, PER_YEAR[unit])
    parts = {"year": "", "quarter": f"-Q{part + 1}", "month": f"-{part + 1:02}"}
    return f"{year}{parts[unit]}"


def unit_number(name: str, unit: str) -> int | None:
    """Return the number of the unit of that name; None where it is none of a unit."""
    found = _NAME.match(name)
    if found is None:
        return None
    year, quarter, month = found.groups()
    return int(year) * PER_YEAR[unit] + int(quarter or month or 1) - 1


def place_of(day: date, names: Sequence[str]) -> int:
    """Return the place of the unit that holds a day among those of these names.

    They are in order, without gaps; the place is counted from the first, and may lie outside.
    """
    first = names[0]
    unit = "year" if len(first) == 4 else "quarter" if "Q" in first else "month"
    return unit_of(day, unit) - (unit_number(first, unit) or 0)


def unit_start(number: int, unit: str) -> date:
    """Return the first day of a unit."""
    year, part = divmod(number, PER_YEAR[unit])
    return date(year, part * MONTHS[unit] + 1, 1)


def unit_days(number: int, unit: str) -> Span:
    """Return the days of a unit."""
    first = unit_start(number, unit)
    return Span(first, add_months(first, MONTHS[unit]) - ONE_DAY)


def years_of(days: Days) -> float:
    """Return how many years some days are: of each calendar year the part of its days."""
    return sum(
        _place(span.end) - _place(span.start) + 1 / _days_in(span.end.year) for span in days.spans
    )


def _place(day: date) -> float:
    """Return how many years a day begins after the year 0."""
    return day.year + (day - date(day.year, 1, 1)).days / _days_in(day.year)


def _days_in(year: int) -> int:
    return 366 if isleap(year) else 365
