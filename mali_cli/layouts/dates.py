"""Dates as files write them: ISO with or without a midnight, MM/DD/YYYY, D-M-YYYY.

Which number is the day is settled once, over all dates of a file, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from .forms import DATE_LENGTH, ISO, MIDNIGHT
from .identify import Named
from .raw import ANEW, damaged, damaged_cell, first_rows
from .rules import FIRST_YEAR, LAST_YEAR

_TIME = r"\d[ T]\d{1,2}:\d\d"
_NUMBERS = r"^(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})[/.-](?P<year>\d{4})(?P<rest>.*)$"
_SITE = r"^\d\d/\d\d/\d{4} 00:00:00$"
"""The web export of the UCDP site writes MM/DD/YYYY so (measured on seven files of 24.1)."""


def read_dates(
    named: Named, columns: Sequence[str]
) -> tuple[dict[str, pl.Series], tuple[str, ...]]:
    """Return the columns as Date, and remarks on how they were read.

    Raises:
        DamagedError: no date, a time of day, mixed forms, or days and months that cannot be told.
    """
    done, texts = {}, {}
    for name in columns:
        cells = named.cells(name)
        text = cells if cells.dtype == pl.Date else _blank_to_null(cells.cast(pl.String))
        values = text if text.dtype == pl.Date else _iso(text)
        if values is None:
            texts[name] = text
        else:
            done[name] = values
    remarks: tuple[str, ...] = ()
    if texts:
        day_first = _day_first(named, texts)
        remarks = (f"dates read as {'day, month' if day_first else 'month, day'}, year",)
        done |= {name: _ordered(named, text, day_first) for name, text in texts.items()}
    for values in done.values():
        _check_years(named, values)
    return done, remarks


def _blank_to_null(cells: pl.Series) -> pl.Series:
    return cells.set(cells == "", None)


def _iso(text: pl.Series) -> pl.Series | None:
    """Read dates that are written year first; None where one is not, or has a time of day."""
    heads, tails = text.str.slice(0, DATE_LENGTH), text.str.slice(DATE_LENGTH).unique()
    if not tails.drop_nulls().str.contains(MIDNIGHT).all():
        return None
    values = heads.str.to_date(ISO, strict=False)
    return None if (values.is_null() & text.is_not_null()).any() else values


def _day_first(named: Named, texts: dict[str, pl.Series]) -> bool:
    """Tell from all dates of the file whether the day stands before the month."""
    parts = {name: _parts(named, text) for name, text in texts.items()}
    one = pl.concat([part["one"] for part in parts.values()]).max()
    two = pl.concat([part["two"] for part in parts.values()]).max()
    day, month = _above_twelve(one), _above_twelve(two)
    if day != month:
        return day
    written = pl.concat([text.alias("") for text in texts.values()]).drop_nulls()
    if not day and written.str.contains(_SITE).all():
        return False
    names = " and ".join(texts)
    why = "some have the day first, others the month" if day else "no number is above 12"
    what = f"the dates in {names} cannot be told: day or month first? ({why})"
    raise damaged(named.raw.name, what, ANEW)


def _above_twelve(number: object) -> bool:
    return isinstance(number, int) and number > 12


def _parts(named: Named, text: pl.Series) -> pl.DataFrame:
    parts = text.str.extract_groups(_NUMBERS).struct.unnest()
    ends = parts["rest"].str.contains(MIDNIGHT)
    wrong = first_rows(text.is_not_null() & ~ends.fill_null(value=False), 1)
    if wrong:
        value = text[wrong[0]]
        raise damaged_cell(named.raw, wrong[0], text.name, value, _why(value))
    return parts.cast({"one": pl.Int64, "two": pl.Int64})


def _why(value: str) -> str:
    if _iso(pl.Series([value])) is not None:
        return "is written in another way than other dates of the column"
    return "has a time of day; events have none" if re.search(_TIME, value) else "is no date"


def _ordered(named: Named, text: pl.Series, day_first: bool) -> pl.Series:
    parts = _parts(named, text)
    day, month = ("one", "two") if day_first else ("two", "one")
    values = parts.select(
        pl.concat_str(
            ["year", *(pl.col(name).cast(pl.String).str.zfill(2) for name in (month, day))],
            separator="-",
        ).str.to_date(ISO, strict=False)
    ).to_series()
    wrong = first_rows(text.is_not_null() & values.is_null(), 1)
    if wrong:
        raise damaged_cell(named.raw, wrong[0], text.name, text[wrong[0]], "is no date")
    return values.alias(text.name)


def _check_years(named: Named, values: pl.Series) -> None:
    wrong = first_rows(~values.dt.year().is_between(FIRST_YEAR, LAST_YEAR), 1)
    if wrong:
        value = named.cells(values.name).cast(pl.String)[wrong[0]]
        raise damaged_cell(named.raw, wrong[0], values.name, value, "is a year that cannot be")
