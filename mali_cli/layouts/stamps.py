"""What a file is: its data set, its release, and what it covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from ..facts.release_numbers import CONSOLIDATED, MONTHLY, ReleaseNumber
from ..facts.releases import CANDIDATE, covered_years, known_by_sha256, number_for
from ..model.dates import Span
from ..model.errors import UsageError
from ..model.words import CLEAR
from .table import AnyTable


@dataclass(frozen=True)
class Stamp:
    """What a file is: data set, release (None: unstamped), whole or not, and what it covers.

    `assumed`: the coverage is that of the rows, as nothing better is known.
    """

    dataset: str
    release: str | None
    whole: bool
    coverage: Span
    assumed: bool
    countries: tuple[int, ...] | None
    preliminary: bool


def stamp_of(table: AnyTable, release: str | None = None, *, whole: bool = False) -> Stamp:
    """Tell what a table is: by its hash, else by `release`, else by what the file says.

    Raises:
        UsageError: `release` is none of the data set's, or contradicts the hash or the rows.
    """
    known = known_by_sha256(table.sha256)
    if known and release and known.release != release:
        raise UsageError(
            f"by its hash the file is {known.dataset}@{known.release}, not {release}",
            "leave out --release",
        )
    number = known.release if known else release or table.release
    dataset = known.dataset if known else _dataset_of(table, number)
    coverage = _release_coverage(dataset, number) if number else _years_of(table)
    coverage = widened(coverage, table) if dataset == CANDIDATE else coverage
    if number and not known:
        _check_years(table, f"{dataset}@{number}", coverage)
    whole = whole or known is not None
    return Stamp(
        dataset=dataset,
        release=number,
        whole=whole,
        coverage=coverage,
        assumed=number is None,
        countries=None if whole else _countries_of(table),
        preliminary=dataset == CANDIDATE or _has_unclear(table),
    )


def _check_years(table: AnyTable, name: str, coverage: Span) -> None:
    """Refuse a release that ends in the future, or before the rows do."""
    rows = _years_of(table)
    if coverage.end.year > date.today().year:
        raise UsageError(f"{name} would cover the time to {coverage.end}", "check --release")
    if not {"date_start", "year"} & set(_columns(table)):
        return  # actors: a list without dates
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


def widened(coverage: Span, table: AnyTable) -> Span:
    """Return the coverage of a candidate release with the days of all its rows.

    A monthly release also has late additions to earlier months (UCDP candidate codebook).
    """
    first, last = _one_row(
        table, pl.col("date_start").min(), pl.col("date_end").max().alias("last")
    )
    return Span(min(coverage.start, first), max(coverage.end, last)) if first else coverage


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
