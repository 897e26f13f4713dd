"""ACLED's counts by country and month, and by country and year: a data set a kind.

The kinds overlap (events that target civilians are among those of political violence), so that each
is a data set of its own and none is added to another. Files of several kinds have the same columns:
only the name that ACLED gives a file tells of which it is, such as
number_of_political_violence_events_by_country-month-year_as-of-24Oct2025.xlsx. So it is of
the files by district and month that ACLED gives to HDX (mali_civilian_targeting_events_and_…).

HDX HAPI has all kinds in one file, a row a kind: the option that filters by it names one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..words import sourcing
from .acled import AS_OF, MAKER, TERMS, cited, day_of_export
from .declaration import EVERY, Amount, DataSet, FileLayout, Observed, Sought

if TYPE_CHECKING:
    import polars as pl

PERIOD = ("reference_period_start", "reference_period_end")
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


def _districts(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    from .acled_rows import districts

    return districts(rows)


def _of_hapi(rows: pl.DataFrame) -> pl.DataFrame:
    from .acled_rows import of_hapi

    return of_hapi(rows)


def _hapi(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    from .acled_rows import hapi

    return hapi(rows)


def _of_today(name: str) -> str:
    return {"dataset_id": "dataset_hdx_id", "resource_id": "resource_hdx_id"}.get(name, name)


def _underscored(name: str) -> str:
    return name.replace(" ", "_")


def _by_district(*measures: str) -> FileLayout:
    """Declare the ten columns of HDX, nine where fatalities are not counted."""
    names = ("country", "admin1", "admin2", "iso3", "admin2_pcode", "admin1_pcode", "month")
    return FileLayout(
        "by district and month",
        "month",
        {
            **dict.fromkeys(names, "name"),
            **{"country_id": "whole", "year": "year"},
            **dict.fromkeys(measures, "count"),
        },
        (frozenset({"country", "admin1", "admin2", "month", "year", "events"}),),
        key=("country", "admin1", "admin2", "admin2_pcode", "month"),
        needed={
            EVERY: "country month year events",
            **{"--by adm1": "admin1", "--by adm2": "admin2"},
            **{f"--measure {name}": name for name in measures[1:]},
        },
        rename=_underscored,
        span=("month", "month"),
        derive=_of_months,
        observe=_districts,
        groups={
            **_GROUPS,
            "adm1": ("country", "adm_1"),
            "adm2": ("country", "adm_1", "adm_2"),
        },
        filters={"adm1": (("admin1", None),), "adm2": (("admin2", None),)},
    )


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
        amounts=(measure,),
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
        amounts=(measure,),
    )
    return by_month, by_year


def _counts(
    name: str,
    amounts: tuple[Amount, ...],
    whose: str,
    in_title: str,
    looks_like: str = "",
    more: tuple[FileLayout, ...] = (),
) -> DataSet:
    return DataSet(
        name,
        f"ACLED's Counts by Country: {amounts[0].name.capitalize()} {whose}",
        MAKER,
        "counts",
        (*more, *_layouts(amounts[0].name)),
        day_of_export,
        cited,
        TERMS,
        passes_on=False,
        in_name=AS_OF,
        in_title=in_title,
        looks_like=looks_like,
        release_form=r"\d{4}-\d{2}-\d{2}",
        amounts=amounts,
        phase_rule="both",
        whose=f"{whose} by ACLED's count",
        remark=sourcing.ACLED_COUNTS(),
    )


_EVENTS = Amount("events", "event", "events")
_FATALITIES = Amount("fatalities", "fatality", "fatalities")
_OF_BOTH = _by_district("events", "fatalities")
POLITICAL_VIOLENCE = _counts(
    "acled-political-violence",
    (_EVENTS, _FATALITIES),
    "of political violence",
    "political[-_ ]violence",
    more=(_OF_BOTH,),
)
CIVILIAN_TARGETING = _counts(
    "acled-civilian-targeting",
    (_EVENTS, _FATALITIES),
    "of civilian targeting",
    "targeting[-_ ]civilians|civilian[-_ ]targeting",
    POLITICAL_VIOLENCE.name,
    (_OF_BOTH,),
)
DEMONSTRATIONS = _counts(
    "acled-demonstrations",
    (_EVENTS,),
    "of demonstration",
    "demonstration",
    POLITICAL_VIOLENCE.name,
    (_by_district("events"),),
)
FATALITIES = _counts(
    "acled-fatalities", (_FATALITIES,), "in all events", "(?<!civilian[-_ ])fatalities"
)
CIVILIAN_FATALITIES = _counts(
    "acled-civilian-fatalities",
    (_FATALITIES,),
    "of civilians targeted",
    "civilian[-_ ]fatalities",
    FATALITIES.name,
)

_HAPI = FileLayout(
    "by district and month, or by country and month",
    "month",
    {
        **{"location_code": "name", "country_id": "whole", "has_hrp": "name", "in_gho": "name"},
        **{"provider_admin1_name": "name", "provider_admin2_name": "name"},
        **{"admin1_code": "name", "admin1_name": "name"},
        **{"admin2_code": "name", "admin2_name": "name"},
        **{"admin_level": "whole", "event_type": "name", "events": "count", "fatalities": "count"},
        **dict.fromkeys(PERIOD, "date"),
        **{"dataset_hdx_id": "name", "resource_hdx_id": "name", "warning": "text", "error": "text"},
    },
    (frozenset({"location_code", "event_type", "events", "reference_period_start"}),),
    key=(
        *("location_code", "provider_admin1_name", "provider_admin2_name", "admin2_code"),
        *("event_type", "reference_period_start"),
    ),
    needed={
        EVERY: "location_code admin_level event_type events " + " ".join(PERIOD),
        **{f"--by adm{number}": f"provider_admin{number}_name" for number in (1, 2)},
        "--measure fatalities": "fatalities",
    },
    rename=_of_today,
    span=PERIOD,
    derive=_of_hapi,
    observe=_hapi,
    groups={
        **_GROUPS,
        "adm1": ("country", "adm_1"),
        "adm2": ("country", "adm_1", "adm_2"),
    },
    filters={
        "event_type": (("event_type", None),),
        **{f"adm{number}": ((f"provider_admin{number}_name", None),) for number in (1, 2)},
    },
)
HAPI = DataSet(
    "acled-hapi",
    "ACLED's Counts by District and Month, as HDX HAPI Has Them",
    MAKER,
    "counts",
    (_HAPI,),
    day_of_export,
    cited,
    TERMS,
    passes_on=False,
    in_name=AS_OF,
    release_form=r"\d{4}-\d{2}-\d{2}",
    amounts=(_EVENTS, _FATALITIES),
    phase_rule="both",
    whose="by ACLED's count (HDX HAPI)",
    remark=sourcing.ACLED_COUNTS(),
)
