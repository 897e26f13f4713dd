"""Dates as files write them: ISO with or without a midnight, 16 May 2025, MM/DD/YYYY, D-M-YYYY.

Which number is the day is settled once, over all dates of a file, and never guessed. A date that
cannot be is told from those that are written in another way than the others of its column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from ..model.errors import DamagedError
from ..words import remarking, unreadable
from ..words.message import Said
from .identify import Named
from .raw import damaged_cell, first_rows, quoted

MIDNIGHT = r"^([ T]0?0:00(:00(\.0+)?)?(Z|\+00:00)?)?$"
"""What may stand behind a date that is written year first."""

DATE_LENGTH, ISO = 10, "%Y-%m-%d"

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Years beyond these are typing errors: UCDP's data begin in 1946, some conflicts earlier."""

_TIME = r"\d([ T]\d{1,2}:\d\d.*)$"
_YEAR_FIRST = r"^\d{4}-\d{1,2}-\d{1,2}"
_NUMBERS = r"^(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})[/.-](?P<year>\d{4})(?P<rest>.*)$"
_WORDS = r"^(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]+)[ -](?P<year>\d{4})$"
_NAMES_OF_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTHS = {
    word: f"{number:02}"
    for number, name in enumerate(_NAMES_OF_MONTHS, 1)
    for word in (name, name[:3])
}
_SITE = r"^\d\d/\d\d/\d{4} 00:00:00$"
"""The web export of the UCDP site writes MM/DD/YYYY so (measured on seven files of 24.1)."""
_ORDERS = {True: ("one", "two"), False: ("two", "one")}
"""The parts of a date that are its day and its month, by whether the day stands first."""


class _Shown(NamedTuple):
    """How many dates show an order, and where the first of them stands."""

    number: int
    row: int
    column: str


def read_dates(
    named: Named, columns: Sequence[str]
) -> tuple[dict[str, pl.Series], tuple[Said, ...]]:
    """Return the columns as Date, and remarks on how they were read.

    Raises:
        DamagedError: no date, a time of day, mixed forms, or days and months that cannot be told.
    """
    done, parts = {}, {}
    for name in columns:
        cells = named.cells(name)
        text = cells if cells.dtype == pl.Date else _blank_to_null(cells.cast(pl.String))
        values = text if text.dtype == pl.Date else _iso(text)
        values = _worded(text) if values is None else values
        if values is None:
            parts[name] = _parts(named, text)
        else:
            done[name] = values
    remarks: tuple[Said, ...] = ()
    if parts:
        day_first = _day_first(named, parts)
        remarks = (remarking.DAY_FIRST() if day_first else remarking.MONTH_FIRST(),)
        done |= {name: _ordered(named, name, dates, day_first) for name, dates in parts.items()}
    for values in done.values():
        _check_years(named, values)
    return done, remarks


def _blank_to_null(cells: pl.Series) -> pl.Series:
    return cells.set(cells == "", None)


def _iso(text: pl.Series) -> pl.Series | None:
    """Read dates that are written year first; None where one is not, or has a time of day."""
    if not text.str.slice(DATE_LENGTH).unique().drop_nulls().str.contains(MIDNIGHT).all():
        return None
    values = _iso_or_null(text)
    return None if (values.is_null() & text.is_not_null()).any() else values


def _worded(text: pl.Series) -> pl.Series | None:
    """Read dates whose month is an English word, whole or its first three letters; else None."""
    parts = text.str.extract_groups(_WORDS).struct.unnest()
    month = parts["month"].str.to_lowercase().replace_strict(_MONTHS, default=None)
    written = [parts["year"], month, parts["day"].str.zfill(2)]
    values = pl.select(pl.concat_str(written, separator="-").str.to_date(ISO, strict=False))
    found = values.to_series().alias(text.name)
    return None if (found.is_null() & text.is_not_null()).any() else found


def _iso_or_null(text: pl.Series) -> pl.Series:
    values = text.str.slice(0, DATE_LENGTH).str.to_date(ISO, strict=False)
    return values.set(~text.str.slice(DATE_LENGTH).str.contains(MIDNIGHT), None)


def _parts(named: Named, text: pl.Series) -> pl.DataFrame:
    """Take dates apart that are written year last: text, one, two, year.

    Raises:
        DamagedError: the first date that is written otherwise than most, or is none.
    """
    parts = text.str.extract_groups(_NUMBERS).struct.unnest()
    last = parts["rest"].str.contains(MIDNIGHT).fill_null(value=False)
    first = text.str.contains(_YEAR_FIRST).fill_null(value=False)
    most_first = first.sum() > parts["rest"].is_not_null().sum()
    right = _iso_or_null(text).is_not_null() if most_first else last
    wrong = first_rows(text.is_not_null() & ~right, 1)
    if wrong:
        other = parts["rest"].is_not_null() if most_first else first
        raise _no_date(named, text, wrong[0], otherwise=other[wrong[0]])
    numbers = parts.select("year", *(pl.col(part).cast(pl.Int64) for part in ("one", "two")))
    both = first_rows((numbers["one"] > 12) & (numbers["two"] > 12), 1)
    if both:
        raise _no_date(named, text, both[0])
    return numbers.with_columns(text.alias("text"))


def _no_date(named: Named, text: pl.Series, row: int, *, otherwise: bool = False) -> DamagedError:
    value, why = text[row], unreadable.NO_DATE()
    time = re.search(_TIME, value)
    if otherwise:
        why = unreadable.OTHER_FORM()
    elif time and not re.search(MIDNIGHT, time[1]):
        why = unreadable.TIME_OF_DAY()
    return damaged_cell(named.raw, row, text.name, value, why)


def _day_first(named: Named, parts: Mapping[str, pl.DataFrame]) -> bool:
    """Return whether the day stands before the month, by all dates of the file."""
    shown = {first: _above_twelve(parts, _ORDERS[first][0]) for first in _ORDERS}
    if shown[True].number and shown[False].number:
        raise _both_orders(named, parts, shown)
    if shown[True].number or shown[False].number:
        return bool(shown[True].number)
    if all(dates["text"].drop_nulls().str.contains(_SITE).all() for dates in parts.values()):
        return False
    raise DamagedError(unreadable.DAY_OR_MONTH(file=named.raw.name, columns=list(parts)))


def _above_twelve(parts: Mapping[str, pl.DataFrame], part: str) -> _Shown:
    """Find the dates in which this part can only be a day."""
    masks = {name: dates[part] > 12 for name, dates in parts.items()}
    cells = [(row, name) for name, mask in masks.items() for row in first_rows(mask, 1)]
    return _Shown(sum(int(mask.sum()) for mask in masks.values()), *min(cells, default=(0, "")))


def _both_orders(
    named: Named, parts: Mapping[str, pl.DataFrame], shown: Mapping[bool, _Shown]
) -> DamagedError:
    """Name the first date in the rarer order, and one in the other."""
    rare = shown[True].number < shown[False].number
    wrong, right = shown[rare], shown[not rare]
    value, other = (parts[cell.column]["text"][cell.row] for cell in (wrong, right))
    message = unreadable.DAY_BEFORE_MONTH if rare else unreadable.MONTH_BEFORE_DAY
    why = message(other=quoted(other), place=named.raw.place(right.row))
    return damaged_cell(named.raw, wrong.row, wrong.column, value, why)


def _ordered(named: Named, name: str, dates: pl.DataFrame, day_first: bool) -> pl.Series:
    day, month = _ORDERS[day_first]
    values = dates.select(
        pl.concat_str(
            ["year", *(pl.col(part).cast(pl.String).str.zfill(2) for part in (month, day))],
            separator="-",
        ).str.to_date(ISO, strict=False)
    ).to_series()
    wrong = first_rows(dates["text"].is_not_null() & values.is_null(), 1)
    if wrong:
        raise _no_date(named, dates["text"].alias(name), wrong[0])
    return values.alias(name)


def _check_years(named: Named, values: pl.Series) -> None:
    wrong = first_rows(~values.dt.year().is_between(FIRST_YEAR, LAST_YEAR), 1)
    if wrong:
        value = named.cells(values.name).cast(pl.String)[wrong[0]]
        raise damaged_cell(named.raw, wrong[0], values.name, value, unreadable.IMPOSSIBLE_YEAR())
