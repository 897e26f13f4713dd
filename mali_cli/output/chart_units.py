"""The units of time along a chart: years, quarters or months in a row, without a hole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

PER_YEAR = {"year": 1, "quarter": 4, "month": 12}


def unit_of(columns: Iterable[str]) -> str:
    """Return which of the columns is the unit of time."""
    present = set(columns)
    return next(unit for unit in PER_YEAR if unit in present)


def units_between(labels: Iterable[str], unit: str) -> tuple[str, ...]:
    """Return every unit from the first to the last of these labels (2013, 2013-Q3, 2013-07)."""
    numbers = [_number(label, unit) for label in labels]
    if not numbers:
        return ()
    return tuple(_label(number, unit) for number in range(min(numbers), max(numbers) + 1))


def index_of(day: date, units: Sequence[str]) -> int:
    """Return the place of the unit that holds a day, counted from the first; outside it may be."""
    unit = _unit(units[0])
    per_year = PER_YEAR[unit]
    number = day.year * per_year + (day.month - 1) * per_year // 12
    return number - _number(units[0], unit)


def _unit(label: str) -> str:
    return "year" if len(label) == 4 else "quarter" if "Q" in label else "month"


def _number(label: str, unit: str) -> int:
    """Number the units: one more for each later one."""
    year, _, part = label.partition("-")
    return int(year) * PER_YEAR[unit] + (int(part.removeprefix("Q")) - 1 if part else 0)


def _label(number: int, unit: str) -> str:
    year, part = divmod(number, PER_YEAR[unit])
    if unit == "year":
        return str(year)
    return f"{year}-Q{part + 1}" if unit == "quarter" else f"{year}-{part + 1:02d}"
