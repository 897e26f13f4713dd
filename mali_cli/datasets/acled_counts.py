"""ACLED's counts by country and month, and by country and year: a data set a kind.

The kinds overlap (events that target civilians are among those of political violence), so that each
is a data set of its own and none is added to another. Files of several kinds have the same columns:
only the name that ACLED gives a file tells of which it is, such as
number_of_political_violence_events_by_country-month-year_as-of-24Oct2025.xlsx.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..words import sourcing
from .acled import AS_OF, MAKER, TERMS, cited, day_of_export
from .declaration import EVERY, Amount, DataSet, FileLayout, Observed, Sought

if TYPE_CHECKING:
    import polars as pl

_GROUPS = {"country": ("country_id", "country"), "region": ("region",)}


def _of_months(rows: pl.DataFrame) -> pl.DataFrame:
    from .acled_rows import dated, numbered

    return numbered(dated(rows))


def _of_years(rows: pl.DataFrame) -> pl.DataFrame:
    from .acled_rows import numbered

    return numbered(rows)


def _months(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    from .acled_rows import months

    return months(rows)


def _years(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    from .acled_rows import years

    return years(rows)


def _layouts(measure: str) -> tuple[FileLayout, FileLayout]:
    by_month = FileLayout(
        "by country and month",
        "month",
        {
            **{"country": "name", "country_id": "whole", "month": "name", "year": "year"},
            measure: "count",
        },
        (frozenset({"country", "month", "year", measure}),),
        key=("country", "month"),
        needed={EVERY: f"country month year {measure}"},
        span=("month", "month"),
        derive=_of_months,
        observe=_months,
        groups=_GROUPS,
    )
    by_year = FileLayout(
        "by country and year",
        "year",
        {"country": "name", "country_id": "whole", "year": "year", measure: "count"},
        (frozenset({"country", "year", measure}),),
        key=("country", "year"),
        needed={EVERY: f"country year {measure}"},
        derive=_of_years,
        observe=_years,
        groups=_GROUPS,
    )
    return by_month, by_year


def _counts(name: str, amount: Amount, whose: str, in_title: str, looks_like: str = "") -> DataSet:
    return DataSet(
        name,
        f"ACLED's Counts by Country: {amount.name.capitalize()} {whose}",
        MAKER,
        "counts",
        _layouts(amount.name),
        day_of_export,
        cited,
        TERMS,
        passes_on=False,
        in_name=AS_OF,
        in_title=in_title,
        looks_like=looks_like,
        release_form=r"\d{4}-\d{2}-\d{2}",
        amounts=(amount,),
        phase_rule="both",
        whose=f"{whose} by ACLED's count",
        remark=sourcing.ACLED_COUNTS(),
    )


_EVENTS = Amount("events", "event", "events")
_FATALITIES = Amount("fatalities", "fatality", "fatalities")
POLITICAL_VIOLENCE = _counts(
    "acled-political-violence", _EVENTS, "of political violence", "political[-_ ]violence"
)
CIVILIAN_TARGETING = _counts(
    "acled-civilian-targeting",
    _EVENTS,
    "targeting civilians",
    "targeting[-_ ]civilians|civilian[-_ ]targeting",
    POLITICAL_VIOLENCE.name,
)
DEMONSTRATIONS = _counts(
    "acled-demonstrations",
    _EVENTS,
    "of demonstration",
    "demonstration",
    POLITICAL_VIOLENCE.name,
)
FATALITIES = _counts(
    "acled-fatalities", _FATALITIES, "in all events", "(?<!civilian[-_ ])fatalities"
)
CIVILIAN_FATALITIES = _counts(
    "acled-civilian-fatalities",
    _FATALITIES,
    "of civilians targeted",
    "civilian[-_ ]fatalities",
    FATALITIES.name,
)
