"""Deaths of the personnel of UN missions: the mission's own dead, from the UN's list.

Mission Fatalities, the UN's data set DPPADPOSS-FATALITIES (https://psdata.un.org): a row a death,
of peacekeeping and political missions since 1948, with the day, the mission, the cause, the
nationality and the kind of personnel, as the UN writes them. A vintage is named by the day of its
last update. Records before 2000 may be incomplete, and UN agencies are not in it (its metadata).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..facts.citations import Work, work
from ..facts.missions import hosts_of
from ..model.dates import Span
from ..model.errors import UsageError
from ..words import asking, sourcing
from .declaration import (
    EVERY,
    MISSION,
    Amount,
    DataSet,
    Door,
    Embedded,
    FileLayout,
    Maker,
    Observed,
    Release,
    Sought,
)

if TYPE_CHECKING:
    import polars as pl

    from ..model.source import Source

UN = Maker("UN", "United Nations Peace and Security Data Hub", "https://psdata.un.org")
LICENCE = "CC BY 3.0 IGO"
"""As the Humanitarian Data Exchange has it of this data set."""
NAME, FIRST_DAY = "un-fatalities", date(1948, 1, 1)
_NAMES = {
    "mission_acronym": "mission",
    "type_of_incident": "cause",
    "casualty_nationality": "nationality",
    "casualty_personnel_type": "personnel",
}
_FILTERS = {name: ((name, None),) for name in ("cause", "nationality", "personnel")}
_GROUPS = {name: (name,) for name in ("mission", "cause", "nationality", "personnel")}


def _vintage(text: str) -> Release:
    """Read the day of a last update.

    Raises:
        UsageError: it is no day.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(asking.NO_VINTAGE(text=text)) from None
    return Release(text, (day.toordinal(),), Span(FIRST_DAY, day))


def _cited(release: str) -> tuple[Work, ...]:
    return (work("unfatalities")._replace(year=_vintage(release).covers.end.year),)  # type: ignore[union-attr]


def _count(rows: pl.DataFrame) -> pl.DataFrame:
    from .un_fatality_rows import counted

    return counted(rows)


def _deaths(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    from .un_fatality_rows import deaths

    return deaths(rows)


def _months(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    from .un_fatality_rows import months

    return months(rows)


def _embedded_source() -> Source:
    from .figures import embedded_source

    return embedded_source(NAME)


def _embedded_rows() -> pl.LazyFrame:
    from .figures import embedded_file
    from .un_fatality_rows import read_months

    return read_months(embedded_file(NAME))


def _renamed(name: str) -> str:
    return _NAMES.get(name, name)


_DEATHS = FileLayout(
    "deaths",
    "event",
    {
        **{"id": "whole", "incident_date": "date", "casualty_id": "code", "mission": "name"},
        **{"type_of_casualty": "text", "gender": "text", "nationality": "name"},
        **{"personnel": "name", "cause": "name", "m49_code": "whole", "isocode3": "code"},
        **{"last_update": "code", "fatalities": "count"},
    },
    (frozenset({"casualty_id", "mission", "incident_date"}),),
    key=("id",),
    needed={
        EVERY: "id incident_date mission type_of_casualty",
        "--by cause": "cause",
        "--by nationality": "nationality",
        "--by personnel": "personnel",
    },
    rename=_renamed,
    stamp="last_update",
    span=("incident_date", "incident_date"),
    once=("casualty_id",),
    derive=_count,
    observe=_deaths,
    sparse=True,
    groups=_GROUPS,
    filters=_FILTERS,
    shown=("id", "incident_date", "mission", "nationality", "personnel", "cause", "gender"),
    spare=("gender", "id"),
)
_BY_MONTH = FileLayout(
    "by mission, month and cause",
    "month",
    {"mission": "name", "month": "date", "cause": "name", "fatalities": "count"},
    (frozenset({"mission", "month", "cause", "fatalities"}),),
    key=("mission", "month", "cause"),
    needed={EVERY: "mission month cause fatalities"},
    span=("month", "month"),
    observe=_months,
    sparse=True,
    groups={name: _GROUPS[name] for name in ("mission", "cause")},
    filters={"cause": _FILTERS["cause"]},
)
UN_FATALITIES = DataSet(
    NAME,
    "Deaths of UN Personnel in Missions",
    UN,
    "counts",
    (_DEATHS, _BY_MONTH),
    _vintage,
    _cited,
    LICENCE,
    embedded=Embedded(_embedded_source, _BY_MONTH, _embedded_rows),
    doors=(Door("query", "DPPADPOSS-FATALITIES/CSV", service="un", size=500_000),),
    release_form=r"\d{4}-\d{2}-\d{2}",
    amounts=(Amount("fatalities", "fatality", "fatalities"),),
    phase_rule="both",
    subject=MISSION,
    hosts=hosts_of,
    whose="of UN personnel",
    remark=sourcing.UN_FATALITIES(),
)
