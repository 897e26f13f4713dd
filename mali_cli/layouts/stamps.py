"""What a file is: its data set, its release, and what it covers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ..facts.releases import (
    CANDIDATE,
    CONSOLIDATED,
    MONTHLY,
    ReleaseNumber,
    covered_years,
    known_by_sha256,
    number_for,
)
from ..model.coverage import Coverage, Days
from ..model.dates import Span
from ..model.errors import UsageError
from ..model.words import CLEAR
from .table import AnyTable

_NAME = re.compile(r"gedevent_v(\d\d(?:_\d{1,2}){1,3})(?!\d)", re.IGNORECASE | re.ASCII)
"""How UCDP names files of candidate events: GEDEvent_v26_0_1.csv, GEDEvent_v26_01_26_03.csv."""


@dataclass(frozen=True)
class Stamp:
    """What a file is: data set, release (None: unstamped), whole or not, and what it covers.

    `assumed`: the coverage is that of the rows, as nothing better is known. `cut`: the file says
    itself that it is limited to some days.
    """

    dataset: str
    release: str | None
    whole: bool
    coverage: Coverage
    assumed: bool
    countries: tuple[int, ...] | None
    preliminary: bool
    cut: bool = False


def stamp_of(
    table: AnyTable, release: str | None = None, *, name: str = "", whole: bool = False
) -> Stamp:
    """Tell what a table is: by its hash, else by `release`, else by what the file says.

    The name of the file is asked only for the release of preliminary events that do not say it.

    Raises:
        UsageError: `release` is none of the data set's, or contradicts the hash or the rows; or
            the release of preliminary events is not known.
    """
    known = known_by_sha256(table.sha256)
    if known and release and known.release != release:
        raise UsageError(
            f"by its hash the file is {known.dataset}@{known.release}, not {release}",
            "leave out --release",
        )
    unclear = _has_unclear(table)
    number = known.release if known else release or table.release
    if unclear and not number and table.window is None:
        number = _named_release(name)
    dataset = known.dataset if known else _dataset_of(table, number)
    months = _release_coverage(dataset, number) if number else None
    if months and not known:
        _check_years(table, f"{dataset}@{number}", months, preliminary=dataset == CANDIDATE)
    coverage = _cut(months or table.window or _years_of(table), table, name)
    cut = months is not None and coverage != Coverage.of(months)
    if cut and whole:
        raise UsageError(
            f"{name or 'the file'} is a part of a data set, as it says itself: {coverage}",
            "leave out --whole",
        )
    whole = whole or known is not None
    return Stamp(
        dataset=dataset,
        release=number,
        whole=whole,
        coverage=coverage,
        assumed=number is None,
        countries=None if whole else _countries_of(table),
        preliminary=dataset == CANDIDATE or unclear,
        cut=cut,
    )


def _named_release(name: str) -> str:
    """Return the release in the name of a file of preliminary events.

    Raises:
        UsageError: there is none. A monthly file covers one month and has additions to others, so
            that its rows do not tell which days it covers.
    """
    match = _NAME.search(Path(name).name)
    if match is None:
        raise UsageError(
            f"{name or 'the file'} has preliminary events (code_status is not Clear everywhere), "
            "and does not say of which release",
            "name it, such as --release 26.0.1: it tells which months the file covers",
        )
    return match[1].replace("_", ".")


def _cut(days: Days, table: AnyTable, name: str) -> Coverage:
    """Cut the days of a release to those that the file says it was limited to."""
    found = Coverage.of(days).within(table.window or days)
    if found is None:
        raise UsageError(f"{name} covers {table.window}, and its release {days}", "check --release")
    return found


def _check_years(table: AnyTable, name: str, coverage: Span, *, preliminary: bool) -> None:
    """Refuse a release that ends in the future, or before the rows do.

    Of preliminary events, which are added late and early, one at least must be of its year.
    """
    rows = _years_of(table)
    if coverage.end.year > date.today().year:
        raise UsageError(f"{name} would cover the time to {coverage.end}", "check --release")
    if not {"date_start", "year"} & set(_columns(table)):
        return  # actors: a list without dates
    if preliminary:
        year = Span(date(coverage.start.year, 1, 1), date(coverage.end.year, 12, 31))
        if table.height and not _touches(table, year):
            days = Span(*_one_row(table, pl.col("date_start").min(), pl.col("date_end").max()))
            raise UsageError(
                f"{name} covers {coverage}, and the file has {days}", "check --release"
            )
        return
    if rows.end.year > coverage.end.year or rows.start.year < coverage.start.year:
        raise UsageError(f"{name} covers {coverage}, and the file has {rows}", "check --release")


def shortfall(table: AnyTable, stamp: Stamp) -> tuple[str, ...]:
    """Say in a remark where the rows end before the release does; none where they do not.

    It may be that nothing happened, or that the file is of an older release.
    """
    rows = _years_of(table)
    if stamp.assumed or rows.end.year >= stamp.coverage.end.year:
        return ()
    last, end = rows.end.year, stamp.coverage.end.year
    return (f"the rows end in {last}, the release in {end}: what lies between counts as zero",)


def _touches(table: AnyTable, days: Span) -> bool:
    touches = (pl.col("date_start") <= days.end) & (pl.col("date_end") >= days.start)
    return bool(_one_row(table, touches.any())[0])


def _dataset_of(table: AnyTable, number: str | None) -> str:
    """Tell candidate events from yearly ones by the number of their release."""
    if table.dataset != "ged" or number is None:
        if number:
            number_for(table.dataset, number)
        return table.dataset
    return CANDIDATE if ReleaseNumber.parse(number).kind in (MONTHLY, CONSOLIDATED) else "ged"


def _release_coverage(dataset: str, number: str) -> Span:
    if dataset == CANDIDATE:
        return number_for(dataset, number).covers()
    first, last = covered_years(dataset, number)
    return Span(date(first, 1, 1), date(last, 12, 31))


def _years_of(table: AnyTable) -> Span:
    names = _columns(table)
    if "date_start" in names:
        years = _one_row(
            table, pl.col("date_start").min().dt.year(), pl.col("date_end").max().dt.year()
        )
    elif "year" in names:
        years = _one_row(table, pl.col("year").min(), pl.col("year").max().alias("last"))
    else:
        years = (1989, date.today().year)
    return Span(date(int(years[0]), 1, 1), date(int(years[1]), 12, 31))


def _countries_of(table: AnyTable) -> tuple[int, ...] | None:
    if "country_id" not in _columns(table):
        return None
    numbers = table.rows.select(pl.col("country_id").unique().sort()).collect().to_series()
    return tuple(int(number) for number in numbers)


def _has_unclear(table: AnyTable) -> bool:
    if "code_status" not in _columns(table):
        return False
    return bool(_one_row(table, (pl.col("code_status").fill_null(CLEAR) != CLEAR).any())[0])


def _columns(table: AnyTable) -> list[str]:
    return table.rows.collect_schema().names()


def _one_row(table: AnyTable, *wanted: pl.Expr) -> tuple[Any, ...]:
    return table.rows.select(wanted).collect().row(0)
