"""Rows of ACLED as observations, each in the country that UCDP counts it under."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..facts.countries import by_number, numbers_by_name
from ..model.errors import UsageError
from ..model.months import NAMES
from ..model.words import fold
from ..words import holding, unreadable
from .declaration import Observed, WrongCellError
from .shaping import GIVEN, by_country, first_of_week, named_country, told_country, with_spans

SAME = {
    **{"side_a": "actor1", "side_b": "actor2"},
    **{"adm_1": "admin1", "adm_2": "admin2", "adm_3": "admin3"},
}
"""Columns of an observation that are one of ACLED's under another name."""
DAYS_OF_A_WEEK = 7
CODES = ("iso3", "iso", "country")
"""The columns that say the country, the surest first."""

TERRITORY = 1000
"""Gleditsch and Ward's numbers have up to three digits."""


def numbered(rows: pl.DataFrame, codes: Sequence[str] = CODES) -> pl.DataFrame:
    """Add `country_id` (Int64): Gleditsch and Ward's number, as UCDP has it.

    It is told by `gwno`, else by the ISO code, the ISO number or the name. A territory that UCDP
    counts under another state, such as Palestine, has the number of that; of one that is under none
    it is 1000 and its ISO number, which is no country's.
    """
    known = numbers_by_name()
    ways = [_known_numbers(rows["gwno"])] if "gwno" in rows.columns else []
    for name in codes:
        if name in rows.columns:
            words = {word: known.get(fold(word)) for word in rows[name].unique() if word}
            found = rows[name].replace_strict(words, default=None, return_dtype=pl.Int64)
            ways.append(found)
    if "iso" in rows.columns:
        ways.append(TERRITORY + rows["iso"].cast(pl.Int64, strict=False))
    return rows.with_columns(pl.select(pl.coalesce(ways)).to_series().alias("country_id"))


def _known_numbers(cells: pl.Series) -> pl.Series:
    numbers = cells.cast(pl.Int64, strict=False)
    return numbers.set(~numbers.is_in(list(by_number())), None)


def events(rows: pl.LazyFrame) -> Observed:
    """Return events as observations of a day, beside ACLED's own columns.

    Adds start, end (Date), count (1), year (Int32) and region where the source lacks them, and the
    columns of `SAME` as far as the source has them. The country has the name of its number.
    """
    names, day = rows.collect_schema().names(), pl.col("event_date")
    added = [
        *(day.alias("start"), day.alias("end"), pl.lit(1, pl.Int64).alias("count")),
        *([] if "year" in names else [day.dt.year().cast(pl.Int32).alias("year")]),
        *([] if "region" in names else [by_country("region")]),
        *(pl.col(old).alias(new) for new, old in SAME.items() if old in names),
        *(named_country(own=True), pl.col("country").alias(GIVEN)),
    ]
    return Observed(rows.with_columns(added), SAME, {"country": told_country()})


def weeks(rows: pl.LazyFrame) -> Observed:
    """Return sums of weeks as observations of seven days, from the first of the week.

    Adds start, end (Date), count (the events) and adm_1; the country has the name of its number.
    """
    first = first_of_week("week", rows.collect_schema().names())
    added = [
        *(first.alias("start"), first.dt.offset_by(f"{DAYS_OF_A_WEEK - 1}d").alias("end")),
        *(first.dt.year().cast(pl.Int32).alias("year"), pl.col("events").alias("count")),
        *(pl.col("admin1").alias("adm_1"), named_country(own=True)),
    ]
    return Observed(rows.with_columns(added).drop("events"), SAME)


def dated(rows: pl.DataFrame) -> pl.DataFrame:
    """Put the first day of the month (Date) in place of its English name or number.

    A name may be whole, or its first three letters.

    Raises:
        WrongCellError: a cell that is not blank names no month.
    """
    names = {name.casefold(): number for number, name in enumerate(NAMES, 1)}
    known = names | {name[:3]: number for name, number in names.items()}
    known |= {str(number): number for number in names.values()}
    words = {word: known.get(word.strip().casefold()) for word in rows["month"].unique() if word}
    unknown = [word for word, number in words.items() if number is None]
    if unknown:
        row = int(rows["month"].is_in(unknown).arg_max() or 0)
        raise WrongCellError(row, "month", rows["month"][row], unreadable.NO_NAME_OF_MONTH())
    month = pl.col("month").replace_strict(words, default=None, return_dtype=pl.Int8)
    return rows.with_columns(pl.date(pl.col("year"), month, 1).alias("month"))


def months(rows: pl.LazyFrame) -> Observed:
    """Return counts by month as observations of all its days."""
    month = pl.col("month")
    return Observed(_placed(rows.with_columns(start=month, end=month.dt.month_end())))


def years(rows: pl.LazyFrame) -> Observed:
    """Return counts by year as observations of its days on which the state existed."""
    return Observed(_placed(with_spans(rows)))


def _placed(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.with_columns(named_country(own=True), by_country("region"))


def districts(rows: pl.LazyFrame) -> Observed:
    """Return counts by district and month as `months` does, with adm_1 and adm_2."""
    names = rows.collect_schema().names()
    here = {new: old for new, old in SAME.items() if old in names}
    found = months(rows).frame.with_columns(pl.col(old).alias(new) for new, old in here.items())
    return Observed(found, SAME)


PERIOD = ("reference_period_start", "reference_period_end")


def of_hapi(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `country_id`, told by the ISO code.

    Raises:
        WrongCellError: the period of a row is no calendar month.
    """
    first, last = (pl.col(name) for name in PERIOD)
    month = (first == first.dt.month_start()) & (last == first.dt.month_end())
    wrong = rows.select((~month).fill_null(value=False)).to_series()
    if wrong.any():
        row = int(wrong.arg_max() or 0)
        start, end = rows.select(PERIOD).row(row)
        raise WrongCellError(row, PERIOD[1], str(end), unreadable.NO_MONTH(start=start))
    return numbered(rows, ("location_code",))


def hapi(rows: pl.LazyFrame) -> Observed:
    """Return counts of one kind of events by district and month, or by country and month.

    The dead of demonstrations are not counted: without any there is no column of them.

    Raises:
        UsageError: they are of several kinds, which overlap, or of one country at several levels of
            division: added up, events would count twice.
    """
    dead = pl.col("^fatalities$").count()
    kinds, levels, *known = (
        rows.select(
            pl.col("event_type").drop_nulls().unique().sort().implode(),
            pl.col("admin_level").n_unique().over("country_id").max().alias("levels"),
            dead,
        )
        .collect()
        .row(0)
    )
    if len(kinds) > 1:
        option = f"--event-type {kinds[-1]}"
        raise UsageError(holding.KINDS_OVERLAP(kinds=kinds, option=option))
    if levels and levels > 1:
        raise UsageError(holding.LEVELS_OVERLAP())
    start, end = (pl.col(name) for name in PERIOD)
    names = (pl.col(f"provider_admin{number}_name").alias(f"adm_{number}") for number in (1, 2))
    found = rows.with_columns(
        start=start, end=end, year=start.dt.year().cast(pl.Int32), country=named_country(own=False)
    )
    found = found.with_columns(by_country("region"), *names)
    return Observed(found if any(known) else found.drop("fatalities", strict=False))
