"""What a file is: its data set, its release, and what it covers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from shlex import join
from typing import Any

import polars as pl

from ..datasets.declaration import DataSet, FileLayout
from ..datasets.registry import data_set, data_sets, layout_of
from ..datasets.shaping import first_of_week
from ..datasets.ucdp_files import known_by_sha256
from ..facts.inputs import STDIN
from ..frozen import frozen
from ..model.coverage import Coverage, Days
from ..model.dates import Span
from ..model.errors import UsageError
from ..words import asking, remarking, unreadable
from ..words.message import Said
from .table import AnyTable


@frozen
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
    table: AnyTable,
    release: str | None = None,
    *,
    name: str = "",
    whole: bool = False,
    dataset: str | None = None,
) -> Stamp:
    """Return what a table is: by its hash, else by `release`, else by what the file says.

    The name of the file is asked for the release of preliminary events that do not say it, for the
    day of an export, and, where no `dataset` is named, for that if files of several look alike.

    Raises:
        UsageError: `release` is none of the data set's, or contradicts the hash or the rows; or
            the release of preliminary events is not known.
    """
    known = known_by_sha256(table.sha256)
    if known and release and known.release != release:
        raise UsageError(
            unreadable.KNOWN_BY_HASH(dataset=known.dataset, known=known.release, release=release)
        )
    unclear = _has_unclear(table)
    number = known.release if known else release or _in_name(table, name) or table.release
    if unclear and not number and table.window is None:
        raise UsageError(unreadable.PRELIMINARY_OF_WHAT(file=name or unreadable.THE_FILE()))
    one = data_set(known.dataset) if known else _dataset_of(table, number, name, dataset)
    months = _days_of_release(one, number) if number else None
    preliminary = one.supplements is not None
    if months and not known:
        _check_years(table, f"{one.name}@{number}", months, preliminary=preliminary)
    more = timedelta(days=6 if _layout(table).grain == "week" else 0)
    rows = table.window or _until(_days_of(table), one, number, more)
    coverage = _cut(months or rows, table, name)
    cut = months is not None and coverage != Coverage.of(months)
    if cut and whole:
        raise UsageError(unreadable.A_PART(file=name or unreadable.THE_FILE(), days=coverage))
    whole = whole or known is not None
    return Stamp(
        dataset=one.name,
        release=number,
        whole=whole,
        coverage=coverage,
        assumed=months is None,
        countries=None if whole else _countries_of(table),
        preliminary=preliminary or unclear,
        cut=cut,
    )


def _in_name(table: AnyTable, name: str) -> str | None:
    """Return the release in the name of a file, where files of its data set have it there.

    Of UCDP's events only that of preliminary ones is asked for: the others say it.
    """
    for one in _read_as(table.dataset):
        match = re.search(one.in_name, Path(name).name, re.IGNORECASE | re.ASCII)
        if one.in_name and match and (not one.supplements or _preliminary_of_what(table)):
            return one.read_release(match[1].replace("_", ".")).text
    return None


def _preliminary_of_what(table: AnyTable) -> bool:
    """Return whether a table has preliminary events, and does not say of which release.

    A monthly file covers one month and has additions to others, so that its rows do not tell which
    days it covers.
    """
    return _has_unclear(table) and not table.release and table.window is None


def _cut(days: Days, table: AnyTable, name: str) -> Coverage:
    """Cut the days of a release to those that the file says it was limited to."""
    found = Coverage.of(days).within(table.window or days)
    if found is None:
        raise UsageError(unreadable.OTHER_DAYS(file=name, days=table.window, released=days))
    return found


def _check_years(table: AnyTable, name: str, coverage: Span, *, preliminary: bool) -> None:
    """Refuse a release that ends in the future, or before the rows do.

    Of preliminary events, which are added late and early, one at least must be of its year.
    """
    rows = _years_of(table)
    if coverage.end.year > date.today().year:
        raise UsageError(unreadable.IN_THE_FUTURE(name=name, end=coverage.end))
    span = _layout(table).span
    if not span and "year" not in _columns(table):
        return  # a list without dates
    if preliminary and span:
        year = Span(date(coverage.start.year, 1, 1), date(coverage.end.year, 12, 31))
        if table.height and not _touches(table, year, span):
            days = Span(*_one_row(table, pl.col(span[0]).min(), pl.col(span[1]).max()))
            raise UsageError(unreadable.NOT_OF_RELEASE(name=name, days=coverage, found=days))
        return
    if rows.end.year > coverage.end.year or rows.start.year < coverage.start.year:
        raise UsageError(unreadable.NOT_OF_RELEASE(name=name, days=coverage, found=rows))


def _days_of_release(one: DataSet, number: str) -> Span | None:
    try:
        return one.read_release(number).covers
    except ValueError:
        raise UsageError(asking.NO_RELEASE(number=number)) from None


def _until(days: Span, one: DataSet, number: str | None, more: timedelta) -> Span:
    """Cut the days of rows to those that a release can be about, and so much more.

    Weekly sums may be called after the first day of their last week.

    Raises:
        UsageError: rows are later than that.
    """
    last = one.read_release(number).last if number else None
    last = last and last + more
    if last is None or last >= days.end:
        return days
    if last < days.start:
        found = f"{one.name}@{number}"
        raise UsageError(unreadable.NOT_OF_RELEASE(name=found, days=last, found=days))
    return Span(days.start, last)


def shortfall(table: AnyTable, stamp: Stamp) -> tuple[Said, ...]:
    """Say in a remark that rows end before the release does, or that few are of its months.

    It may be that nothing happened, or that the file is of another release.
    """
    one = data_set(stamp.dataset)
    stocks = bool(one.amounts) and not any(amount.flow for amount in one.amounts)
    if stamp.assumed or stocks:
        return ()
    early = ends_early(table, stamp.coverage.end.year)
    months = _days_of_release(one, stamp.release) if one.supplements and stamp.release else None
    inside = None if months is None else events_within(table, months)
    if inside is None or 2 * inside > table.height:
        return early
    few = remarking.FEW_OF_RELEASE(inside=inside, rows=table.height, days=months)
    return (*early, few)


def ends_early(table: AnyTable, end: int) -> tuple[Said, ...]:
    """Say in a remark that the rows end before a year; none where they do not."""
    last = _years_of(table).end.year
    return () if last >= end else (remarking.ROWS_END_EARLY(last=last, end=end),)


def events_within(table: AnyTable, days: Span) -> int | None:
    """Return how many rows touch the days; None of rows without days."""
    span = _layout(table).span
    return None if span is None else int(_one_row(table, _touching(days, span).sum())[0])


def _touches(table: AnyTable, days: Span, span: tuple[str, str]) -> bool:
    return bool(_one_row(table, _touching(days, span).any())[0])


def _touching(days: Span, span: tuple[str, str]) -> pl.Expr:
    return (pl.col(span[0]) <= days.end) & (pl.col(span[1]) >= days.start)


def _dataset_of(
    table: AnyTable, number: str | None, name: str, wanted: str | None = None
) -> DataSet:
    """Return the data set, candidate events told from yearly ones by their release.

    Raises:
        UsageError: files of several look alike, and nothing says which it is; or it is none of the
            data set that is named.
    """
    alike, file = _read_as(table.dataset), name or unreadable.THE_FILE()
    if wanted:
        found = [one for one in alike if one.name == wanted]
        if not found:
            names = [one.name for one in alike]
            raise UsageError(unreadable.OF_ANOTHER_SET(file=file, found=names, wanted=wanted))
        return found[0]
    if told := [one for one in alike if one.in_title]:
        found = [one for one in told if re.search(one.in_title, Path(name).name, re.IGNORECASE)]
        if len(found) != 1:
            names = [one.name for one in told]
            command = join(["mali-cli", "import", name or STDIN, "--dataset", names[0]])
            said = unreadable.COUNT_OF_WHAT(file=file, datasets=names, command=command)
            raise UsageError(said)
        return found[0]
    fitting = (one for one in _read_as(table.dataset) if number and one.takes(number))
    return next(fitting, data_set(table.dataset))


def _read_as(dataset: str) -> list[DataSet]:
    """Return the data sets whose files are told to be this one."""
    return [one for one in data_sets() if one.read_as == dataset]


def _layout(table: AnyTable) -> FileLayout:
    return layout_of(table.dataset, _columns(table))


def _years_of(table: AnyTable) -> Span:
    names, span = _columns(table), _layout(table).span
    if span:
        years = _one_row(
            table, pl.col(span[0]).min().dt.year(), pl.col(span[1]).max().dt.year().alias("last")
        )
    elif "year" in names:
        years = _one_row(table, pl.col("year").min(), pl.col("year").max().alias("last"))
    else:
        years = (1989, date.today().year)
    return Span(date(int(years[0]), 1, 1), date(int(years[1]), 12, 31))


def _days_of(table: AnyTable) -> Span:
    """Return the days of the rows: whole years, or whole months or weeks where they are of such."""
    layout = _layout(table)
    if layout.grain not in ("month", "week") or not layout.span:
        return _years_of(table)
    if layout.grain == "week":
        week = first_of_week(layout.span[0], _columns(table))
        return Span(*_one_row(table, week.min(), week.max().dt.offset_by("6d").alias("last")))
    first, last = pl.col(layout.span[0]).min(), pl.col(layout.span[1]).max().alias("last")
    return Span(*_one_row(table, first.dt.month_start(), last.dt.month_end()))


def _countries_of(table: AnyTable) -> tuple[int, ...] | None:
    if "country_id" not in _columns(table):
        return None
    numbers = (
        table.rows.select(pl.col("country_id").drop_nulls().unique().sort()).collect().to_series()
    )
    return tuple(int(number) for number in numbers)


def _has_unclear(table: AnyTable) -> bool:
    status = _layout(table).status
    if status is None or status[0] not in _columns(table):
        return False
    column, clear = status
    return bool(_one_row(table, (pl.col(column).fill_null(clear) != clear).any())[0])


def _columns(table: AnyTable) -> list[str]:
    return table.rows.collect_schema().names()


def _one_row(table: AnyTable, *wanted: pl.Expr) -> tuple[Any, ...]:
    return table.rows.select(wanted).collect().row(0)
