"""ACLED's events and its weekly sums of them, of a user's own: never shipped, never passed on.

A row is one event on one day, with one figure of deaths and no range (ACLED codebook). Columns are
read by name: 31 since 2022 (acledR's data dictionary), fewer and others before; of 2016 25 in upper
case. Rows are changed later, so that the day of an export is its release: what the name of the file
says, else the newest change of a row. A row of the weekly sums is of a region, a type and a week,
which is written as its first day, a Saturday (ACLED, "How to use ACLED's Aggregated Data").
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ..facts.citations import Work, work
from ..model.errors import UsageError
from ..words import asking, sourcing
from .declaration import (
    EVERY,
    WEEK_STARTS,
    Amount,
    Columns,
    DataSet,
    FileLayout,
    Maker,
    Observed,
    Release,
    Sought,
)

if TYPE_CHECKING:
    import polars as pl

MAKER = Maker("ACLED", "Armed Conflict Location & Event Data (ACLED)", "https://acleddata.com")
TERMS = "ACLED's terms of use (https://acleddata.com): not commercial, no passing on of rows"
AS_OF = (
    r"(?:as[-_ ]of|up[-_ ]to(?:[-_ ]week[-_ ]of)?)[-_ ]"
    r"(\d{1,2}[a-z]{3}\d{4}|\d{4}-\d\d-\d\d)(?!\d)"
)
"""How names of files have the day of the export, …_as-of-24Oct2025.xlsx, or the last week in them,
…_aggregated_data_up_to_week_of-2026-05-02.xlsx."""
_COLUMNS: Columns = {
    **{"event_id_cnty": "code", "event_date": "date", "year": "year", "time_precision": "whole"},
    **{"disorder_type": "name", "event_type": "name", "sub_event_type": "name"},
    **{"actor1": "name", "assoc_actor_1": "name", "inter1": "code"},
    **{"actor2": "name", "assoc_actor_2": "name", "inter2": "code", "interaction": "code"},
    **{"civilian_targeting": "name", "iso": "code", "iso3": "code", "gwno": "code"},
    **{"region": "name", "country": "name", "country_id": "whole"},
    **{"admin1": "name", "admin2": "name", "admin3": "name", "location": "name"},
    **{"latitude": "decimal", "longitude": "decimal", "geo_precision": "whole"},
    **{"source": "text", "source_scale": "text", "notes": "text", "fatalities": "count"},
    **{"tags": "text", "timestamp": "code", "data_id": "code", "event_id_no_cnty": "code"},
    **dict.fromkeys(("population_1km", "population_2km", "population_5km"), "whole"),
    "population_best": "whole",
}
_NAMES = {"ally_actor_1": "assoc_actor_1", "ally_actor_2": "assoc_actor_2"}
"""What columns were called in 2016."""
_OF_WEEKS = ("country", "region", "adm1", "event_type", "sub_event_type", "disorder_type")
_KINDS = ("event_type", "sub_event_type", "disorder_type", "civilian_targeting")


def day_of_export(text: str) -> Release:
    """Read the day of an export: 2025-10-24, or 24Oct2025 as names of files have it.

    Raises:
        UsageError: it is no day.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        try:
            day = datetime.strptime(text, "%d%b%Y").date()
        except ValueError:
            raise UsageError(asking.NO_DAY_OF_EXPORT(text=text)) from None
    return Release(str(day), (day.toordinal(),), None, last=day)


def cited(release: str) -> tuple[Work, ...]:
    """Return ACLED's data of that year, and the article that compares them with others."""
    day = date.fromordinal(day_of_export(release).order[0])
    return (work("acled")._replace(year=day.year), work("raleigh2023"))


def _renamed(name: str) -> str:
    return _NAMES.get(name, name)


_OF_SUMS = {"admin 1": "admin1", "population_best": "population_exposure"}
"""What ACLED's page on its weekly sums calls columns that the files call otherwise."""


def _as_in_files(name: str) -> str:
    return _OF_SUMS.get(name, name)


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    from .acled_rows import numbered

    return numbered(rows)


def _events(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    from .acled_rows import events

    return events(rows)


def _weeks(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    from .acled_rows import weeks

    return weeks(rows)


_EVENTS = FileLayout(
    "events",
    "event",
    _COLUMNS,
    (frozenset({"event_id_cnty"}), frozenset({"event_date", "event_type", "fatalities"})),
    key=("event_id_cnty",),
    needed={
        EVERY: "event_id_cnty event_date event_type country fatalities",
        "--by sub_event_type": "sub_event_type",
        "--by disorder_type": "disorder_type",
        "--by civilian_targeting": "civilian_targeting",
        "--by actor": "actor1 actor2",
        "--by adm1": "admin1",
        "--by adm2": "admin2",
        "--by adm3": "admin3",
        "--place": "location",
        "--near": "latitude longitude",
        "--where-prec": "geo_precision",
        "--date-prec": "time_precision",
    },
    rename=_renamed,
    stamp="release",
    changed="timestamp",
    span=("event_date", "event_date"),
    point=("latitude", "longitude"),
    exact=(2, 3),  # 1 a place, 2 a part of a region, 3 a larger one (ACLED codebook)
    blank_tells=frozenset(
        ("civilian_targeting", "actor2", "admin1", "admin2", "admin3", "sub_event_type")
    ),
    derive=_numbered,
    observe=_events,
    sparse=True,
    groups={
        **{"country": ("country_id", "country"), "region": ("region",)},
        **{name: (name,) for name in _KINDS},
        "actor": ("actor", "actor_id"),
        "adm1": ("country", "adm_1"),
        "adm2": ("country", "adm_1", "adm_2"),
        "adm3": ("country", "adm_1", "adm_2", "adm_3"),
    },
    filters={
        "actor": (("actor1", None), ("actor2", None)),
        **{name: ((name, None),) for name in _KINDS},
        **{f"adm{number}": ((f"admin{number}", None),) for number in (1, 2, 3)},
        "place": (("location", None),),
        "near": (("latitude", None), ("longitude", None)),
        "where_prec": (("geo_precision", None),),
        "date_prec": (("time_precision", None),),
    },
    shown=(
        *("event_id_cnty", "event_date", "country", "admin1", "location"),
        *("sub_event_type", "actor1", "actor2", "fatalities"),
    ),
    spare=("country", "location", "admin1", "event_id_cnty"),
)
_WEEKS = FileLayout(
    "by week and region",
    "week",
    {
        **{"week": "date", "region": "name", "country": "name", "country_id": "whole"},
        **{"admin1": "name", "event_type": "name", "sub_event_type": "name"},
        **{"events": "count", "fatalities": "count", "population_exposure": "decimal"},
        **{"disorder_type": "name", "id": "code"},
        **{"centroid_latitude": "decimal", "centroid_longitude": "decimal", WEEK_STARTS: "name"},
    },
    (frozenset({"week", "country", "event_type", "events"}),),
    key=("week", "country", "admin1", "event_type", "sub_event_type"),
    needed={
        EVERY: "week country admin1 event_type sub_event_type events fatalities",
        "--by disorder_type": "disorder_type",
    },
    rename=_as_in_files,
    span=("week", "week"),
    derive=_numbered,
    observe=_weeks,
    sparse=True,
    groups={name: _EVENTS.groups[name] for name in _OF_WEEKS},
    filters={name: _EVENTS.filters[name] for name in _OF_WEEKS if name in _EVENTS.filters},
)
ACLED = DataSet(
    "acled",
    "Armed Conflict Location & Event Data",
    MAKER,
    "counts",
    (_EVENTS, _WEEKS),
    day_of_export,
    cited,
    TERMS,
    passes_on=False,
    in_name=AS_OF,
    release_form=r"\d{4}-\d{2}-\d{2}",
    amounts=(Amount("fatalities", "fatality", "fatalities"), Amount("events", "event", "count")),
    whose="by ACLED's count",
    remark=sourcing.ACLED(),
)
