"""The uniformed personnel of UN missions by month: the UN's list of contributions by country.

Uniformed Personnel Contributions, the UN's data set DPO-UCHISTORICAL (https://psdata.un.org): a
row a mission, contributing country and kind of personnel, at the end of a month from January 2010
on; some months are missing (its metadata). Only its nine columns are known, from the metadata: it
is read by their names. A contributor without a row in a month of which the mission has others has
nobody there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..facts.citations import Work, work
from ..facts.missions import hosts_of
from ..words import sourcing
from .declaration import (
    EVERY,
    MISSION,
    Amount,
    DataSet,
    Door,
    FileLayout,
    Observed,
    Release,
    Sought,
)
from .displacement import day_of_update
from .un_fatalities import LICENCE, UN

if TYPE_CHECKING:
    import polars as pl

NAME = "un-personnel"
_NAMES = {
    "mission_acronym": "mission",
    "contributing_country": "contributor",
    "personnel_type": "personnel",
}
WOMEN, MEN = "female_personnel", "male_personnel"


def _month(text: str) -> Release:
    """Read the day of the last report.

    Raises:
        UsageError: it is no day.
    """
    return day_of_update(text)._replace(last=None)


def _cited(release: str) -> tuple[Work, ...]:
    return (work("unpersonnel")._replace(year=int(release[:4])),)


def _added_up(rows: pl.DataFrame) -> pl.DataFrame:
    from .un_personnel_rows import added_up

    return added_up(rows, WOMEN, MEN)


def _months(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    from .un_personnel_rows import months

    return months(rows)


def _renamed(name: str) -> str:
    return _NAMES.get(name, name)


_GROUPS = ("mission", "contributor", "personnel")
_LAYOUT = FileLayout(
    "",
    "month",
    {
        **{"contribution_id": "code", "contributor": "name", "isocode3": "code"},
        **{"m49_code": "whole", "mission": "name", "personnel": "name"},
        **{WOMEN: "count", MEN: "count", "last_reporting_date": "date"},
        **{"month": "date", "uniformed": "count"},
    },
    (frozenset({"mission", "contributor", "last_reporting_date"}),),
    key=("month", "mission", "contributor", "personnel"),
    needed={
        EVERY: "mission contributor last_reporting_date",
        "--measure uniformed": f"{WOMEN} {MEN}",
        "--measure women": WOMEN,
        "--by personnel": "personnel",
    },
    rename=_renamed,
    changed="last_reporting_date",
    span=("month", "month"),
    once=("contribution_id",),
    derive=_added_up,
    observe=_months,
    gaps=True,
    groups={name: (name,) for name in _GROUPS},
)
UN_PERSONNEL = DataSet(
    NAME,
    "Uniformed Personnel of UN Missions",
    UN,
    "counts",
    (_LAYOUT,),
    _month,
    _cited,
    LICENCE,
    doors=(Door("query", "DPO-UCHISTORICAL/CSV", service="un", dated=True),),
    release_form=r"\d{4}-\d{2}-\d{2}",
    amounts=(
        Amount(
            "uniformed",
            "member of uniformed personnel",
            "uniformed",
            flow=False,
            claimed="personnel",
        ),
        Amount("women", "woman", WOMEN, flow=False, column="women"),
    ),
    subject=MISSION,
    hosts=hosts_of,
    whose="of UN missions",
    remark=sourcing.UN_PERSONNEL(),
)
