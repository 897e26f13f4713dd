"""The population of countries by the World Bank: what counts are divided by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..facts.citations import Work
from ..facts.countries import country_of
from ..facts.files import rows as rows_of
from ..model.dates import Span
from ..model.errors import UsageError
from ..words import asking, rating
from .declaration import EVERY, Amount, DataSet, Door, Embedded, FileLayout, Limit, Maker, Release

if TYPE_CHECKING:
    import polars as pl

    from ..model.source import Source

NAME, INDICATOR = "population", "SP.POP.TOTL"
PAGE = f"https://data.worldbank.org/indicator/{INDICATOR}"
AREAS = "population_areas.csv"
MOST = 10_000_000_000
"""More people than there are: other indicators come in the same layout, such as dollars."""
_NAMES = {"country name": "country_name", "country code": "iso3", "value": "population"}
_UPDATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEARS = re.compile(r"(\d{4})-(\d{4})", re.ASCII)


class CodeDays(NamedTuple):
    """An ISO code whose people are those of a state, and the days on which they are."""

    iso3: str
    days: Span


@cache
def parts_of(number: int) -> tuple[CodeDays, ...]:
    """Return the codes whose people a state has, by its Gleditsch-Ward number.

    Most have those of their own code. Some of UCDP's states are larger than their namesakes among
    the codes: the packaged table has all codes of these, with the days and the source of each.
    """
    return _areas().get(number) or _own(number)


def _own(number: int) -> tuple[CodeDays, ...]:
    code = country_of(number).iso3
    return (CodeDays(code, Span(date.min, date.max)),) if code else ()


@cache
def _areas() -> dict[int, tuple[CodeDays, ...]]:
    found: dict[int, tuple[CodeDays, ...]] = {}
    for row in rows_of(AREAS):
        first, last = row["first_day"], row["last_day"]
        days = Span(
            date.fromisoformat(first) if first else date.min,
            date.fromisoformat(last) if last else date.max,
        )
        number = int(row["gwno"])
        found[number] = (*found.get(number, ()), CodeDays(row["iso3"], days))
    return found


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the state that has the people of each code now; blank for what is none, as a region."""
    import polars as pl

    from ..facts.countries import countries

    numbers = {country.iso3: country.gwno for country in countries() if not country.last_day}
    last = {p.iso3: n for n, parts in _areas().items() for p in parts if p.days.end == date.max}
    number = pl.col("iso3").replace_strict(last | numbers, default=None, return_dtype=pl.Int64)
    return rows.with_columns(number.alias("country_id"))


def read_release(text: str) -> Release:
    """Read a release: the day of the World Bank's update, or the years of its figures.

    Raises:
        UsageError: it is neither.
    """
    try:
        if _UPDATE.fullmatch(text):
            day = date.fromisoformat(text)
            return Release(text, (day.year, day.month, day.day), None)
        if match := _YEARS.fullmatch(text):
            first, last = map(int, match.groups())
            if last < first:
                raise ValueError
            # a year's figures come in the middle of the next
            return Release(text, (last + 1, 0, 0), Span(date(first, 1, 1), date(last, 12, 31)))
    except ValueError:
        pass
    raise UsageError(asking.NO_RELEASE(number=text))


def _works(release: str) -> tuple[Work, ...]:
    return (
        Work(
            "worldbank-population",
            "dataset",
            ("World Bank",),
            read_release(release).order[0],
            f"Population, total ({INDICATOR}), mid-year estimates, {release}",
            "World Development Indicators",
            url=PAGE,
        ),
    )


def _embedded_source() -> Source:
    from .figures import embedded_source

    return embedded_source(NAME)


@cache
def _embedded_rows() -> pl.LazyFrame:
    import polars as pl

    from .figures import embedded_file

    return pl.read_csv(embedded_file(NAME)).lazy()


def _newest(name: str) -> str:
    return _NAMES.get(name, name)


def _form(_written: Sequence[str]) -> str:
    return f"{INDICATOR} of the World Bank"


_LAYOUT = FileLayout(
    "",
    "year",
    {
        **{"country_name": "text", "iso3": "text", "year": "year", "population": "whole"},
        "country_id": "whole",
    },
    (frozenset({"iso3", "year", "population"}),),
    key=("iso3", "year"),
    needed={EVERY: "iso3 year", "--per": "population"},  # a year may have no figure
    rename=_newest,
    words=_form,
    limits=(Limit("population", rating.NO_POPULATION(), least=1, most=MOST),),
    derive=_numbered,
)
POPULATION = DataSet(
    NAME,
    "Population by Country and Year, World Bank",
    Maker("World Bank", "World Bank", PAGE),
    "denominator",
    (_LAYOUT,),
    read_release,
    _works,
    "CC BY 4.0",
    release_form=r"\d{4}-\d{4}|\d{4}-\d{2}-\d{2}",
    doors=(
        Door(
            "query",
            f"country/all/indicator/{INDICATOR}?format=json&per_page=20000&date=1989:{{year}}",
            service="worldbank",
            size=3_000_000,
        ),
    ),
    embedded=Embedded(_embedded_source, _LAYOUT, _embedded_rows),
    amounts=(Amount(NAME, "person", NAME, flow=False),),
)
