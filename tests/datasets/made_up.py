"""Made-up data sets of three kinds, and files of them: nothing here happened, no row is copied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from mali_cli.datasets.declaration import (
    EVERY,
    Amount,
    DataSet,
    FileLayout,
    Maker,
    Observed,
    Release,
    Sought,
)
from mali_cli.facts.citations import Work
from mali_cli.facts.countries import countries
from mali_cli.facts.missions import find
from mali_cli.model.dates import Span, add_months
from mali_cli.model.errors import UsageError
from mali_cli.words.message import Message

HOME = "tests.datasets.made_up"
HOMES = {
    "staff": f"{HOME}:STAFF",
    "incidents": f"{HOME}:INCIDENTS",
    "people": f"{HOME}:PEOPLE",
}
MAKER = Maker("MADE", "The Made-up Office", "https://made-up.example/")


def _work(_release: str) -> tuple[Work, ...]:
    return (Work("office2024", "dataset", ("Office, Made-up",), 2024, "Made-up Figures"),)


NO_MONTH = Message("'{text}' is no month", "write one such as 2024-06")


def _monthly(text: str) -> Release:
    """Read a release that is named after its last month."""
    try:
        year, month = map(int, text.split("-"))
        last = add_months(date(year, month, 1), 1)
    except ValueError:
        raise UsageError(NO_MONTH(text=text)) from None
    days = Span(date(2013, 1, 1), date.fromordinal(last.toordinal() - 1))
    return Release(text, (year, month), days)


def _numbered(text: str) -> Release:
    return Release(text, tuple(map(int, text.split("."))), None)


# A stock by mission and month: the mission's hosts are its countries; no low, no high.
_STAFF_NAMES = {"mission_acronym": "mission", "reporting_month": "month", "uniformed": "staff"}


def _by_mission(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    month = pl.col("month")
    return Observed(
        rows.with_columns(
            start=month.dt.month_start(),
            end=month.dt.month_end(),
            year=month.dt.year().cast(pl.Int32),
        )
    )


def _hosts(mission: str) -> Sequence[int]:
    return find(mission).hosts


STAFF = DataSet(
    "staff",
    "Made-up Staff of Missions",
    MAKER,
    "counts",
    (
        FileLayout(
            "",
            "month",
            {"mission": "name", "month": "date", "staff": "count"},
            (frozenset({"mission", "month", "staff"}),),
            key=("mission", "month"),
            needed={EVERY: "mission month staff"},
            rename=lambda name: _STAFF_NAMES.get(name, name),
            span=("month", "month"),
            observe=_by_mission,
            groups={"mission": ("mission",)},
        ),
    ),
    _monthly,
    _work,
    "CC BY 3.0 IGO",
    release_form=r"\d{4}-\d{2}",
    amounts=(Amount("staff", "member of staff", "staff", flow=False),),
    subject="mission",
    hosts=_hosts,
)


# Events, and the same by month and region: two layouts with a header and a grain each.
def _numbers(rows: pl.DataFrame) -> pl.DataFrame:
    numbers = {country.name: country.gwno for country in countries()}
    number = pl.col("country").replace_strict(numbers, default=0, return_dtype=pl.Int64)
    return rows.with_columns(country_id=number)


def _of_events(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    day = pl.col("day")
    return Observed(
        rows.with_columns(
            start=day, end=day, year=day.dt.year().cast(pl.Int32), incidents=pl.lit(1, pl.Int64)
        )
    )


def _by_month(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    first = pl.col("month").dt.month_start()
    return Observed(
        rows.with_columns(
            start=first, end=first.dt.month_end(), year=first.dt.year().cast(pl.Int32)
        )
    )


_PLACES = {"country": ("country_id", "country"), "adm1": ("country", "province")}
INCIDENTS = DataSet(
    "incidents",
    "Made-up Incidents",
    MAKER,
    "counts",
    (
        FileLayout(
            "events",
            "event",
            {
                **{"number": "whole", "day": "date", "country": "name", "country_id": "whole"},
                **{"province": "name", "village": "name", "killed": "count"},
            },
            (frozenset({"number", "day", "killed"}),),
            key=("number",),
            needed={EVERY: "number day country killed", "--by adm1": "province"},
            stamp="release",
            span=("day", "day"),
            derive=_numbers,
            observe=_of_events,
            sparse=True,
            groups={**_PLACES, "village": ("village",)},
            filters={"adm1": (("province", None),)},
            shown=("day", "country", "village", "killed"),
        ),
        FileLayout(
            "by month and province",
            "month",
            {
                **{"month": "date", "country": "name", "country_id": "whole"},
                **{"province": "name", "incidents": "count", "killed": "count"},
            },
            (frozenset({"month", "province", "incidents"}),),
            key=("month", "country", "province"),
            needed={EVERY: "month country province incidents killed"},
            span=("month", "month"),
            derive=_numbers,
            observe=_by_month,
            sparse=True,
            groups=_PLACES,
        ),
    ),
    _numbered,
    _work,
    "for research only",
    passes_on=False,
    amounts=(
        Amount("killed", "person killed", "killed"),
        Amount("incidents", "incident", "incidents"),
    ),
)


# What others are divided by.
PEOPLE = DataSet(
    "people",
    "Made-up Population",
    MAKER,
    "denominator",
    (
        FileLayout(
            "",
            "year",
            {"country": "name", "country_id": "whole", "year": "year", "people": "whole"},
            (frozenset({"country", "people"}),),
            key=("country", "year"),
            needed={EVERY: "country year people"},
            derive=_numbers,
        ),
    ),
    _numbered,
    _work,
    "CC BY 4.0",
    amounts=(Amount("people", "person", "people", flow=False),),
)


def staff_file(folder: Path) -> Path:
    """Write the staff of two missions from July 2013 on; one month of MINUSMA is missing."""
    rows = ["mission_acronym,reporting_month,uniformed"]
    for number in range(12):
        month = add_months(date(2013, 7, 1), number)
        if number != 3:
            rows.append(f"MINUSMA,{month},{1000 + 100 * number}")
        rows.append(f"UNMIL,{month},5000")
    return _written(folder / "staff.csv", rows)


EVENTS = (
    (1, "2013-06-30", "Mali", "Mopti", "Alpha", 4),
    (2, "2013-07-01", "Mali", "Mopti", "Beta", 2),
    (3, "2013-09-15", "Mali", "Gao", "Gamma", 7),
    (4, "2013-09-20", "Niger", "Tillaberi", "Delta", 9),
)


def events_file(folder: Path) -> Path:
    """Write four events."""
    rows = [",".join(map(str, event)) for event in EVENTS]
    return _written(folder / "events.csv", ["number,day,country,province,village,killed", *rows])


def months_file(folder: Path) -> Path:
    """Write the same by month and province."""
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for _, day, country, province, _, killed in EVENTS:
        key = (f"{day[:7]}-01", country, province)
        number, dead = sums.get(key, (0, 0))
        sums[key] = (number + 1, dead + killed)
    rows = [",".join(map(str, (*key, *value))) for key, value in sums.items()]
    return _written(folder / "months.csv", ["month,country,province,incidents,killed", *rows])


def people_file(folder: Path) -> Path:
    """Write the people of two countries in two years."""
    rows = [
        f"{country},{year},{1000 + year}" for country in ("Mali", "Niger") for year in (2013, 2014)
    ]
    return _written(folder / "people.csv", ["country,year,people", *rows])


def _written(path: Path, rows: Sequence[str]) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
