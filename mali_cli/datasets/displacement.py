"""People displaced within their country by conflict and violence: IDMC's database, by year.

The Global Internal Displacement Database (GIDD) of the Internal Displacement Monitoring Centre: a
row a country and year since 2009, with the displacements of the year, a flow (who fled twice counts
twice), and the people displaced at its end, a stock. Either may have no figure, which is no zero.
Columns as its API has them; the day of its last update is the release.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..facts.citations import Work, work
from ..model.errors import UsageError
from ..words import asking, sourcing, unreadable
from .declaration import (
    EVERY,
    Amount,
    DataSet,
    Door,
    FileLayout,
    Limit,
    Maker,
    Observed,
    Release,
    Sought,
)

if TYPE_CHECKING:
    import polars as pl

NAME = "displacement"
MOST = 1_000_000_000
"""More people than any country has displaced, or could."""
_NAMES = {"country_name": "country"}
FIGURES = ("new_displacement", "total_displacement")


def day_of_update(text: str) -> Release:
    """Read the day of a last update, such as 2025-05-13.

    Raises:
        UsageError: it is no day.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(asking.NO_VINTAGE(text=text)) from None
    return Release(text, (day.toordinal(),), None, last=day)


def _cited(release: str) -> tuple[Work, ...]:
    return (work("idmc")._replace(year=date.fromisoformat(release).year),)


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    from .displaced_rows import numbered

    return numbered(rows)


def _years(rows: pl.LazyFrame, wanted: Sought) -> Observed:
    from .displaced_rows import at_the_end, in_the_year

    flow = wanted.measure == DISPLACEMENT.amounts[0].name
    return (in_the_year if flow else at_the_end)(rows, DISPLACEMENT.amount(wanted.measure).best)


def _renamed(name: str) -> str:
    return _NAMES.get(name, name)


_LAYOUT = FileLayout(
    "",
    "year",
    {
        **{"iso3": "code", "country": "name", "country_id": "whole", "year": "year"},
        **dict.fromkeys(FIGURES, "whole"),
        **{f"{name}_rounded": "whole" for name in FIGURES},
    },
    (frozenset({"iso3", "new_displacement", "total_displacement"}),),
    key=("iso3", "year"),
    needed={
        EVERY: "iso3 country year",
        **{"--measure new": "new_displacement", "--measure total": "total_displacement"},
    },
    rename=_renamed,
    limits=tuple(Limit(name, unreadable.NO_PEOPLE(), 0, MOST) for name in FIGURES),
    derive=_numbered,
    observe=_years,
    gaps=True,
    groups={"country": ("country_id", "country"), "region": ("region",)},
)
DISPLACEMENT = DataSet(
    NAME,
    "Internal Displacement by Conflict and Violence",
    Maker(
        "IDMC", "Internal Displacement Monitoring Centre", "https://www.internal-displacement.org"
    ),
    "counts",
    (_LAYOUT,),
    day_of_update,
    _cited,
    "CC BY 3.0 IGO",
    doors=(
        Door(
            "query",
            "conflicts/?format=json",
            service="idmc",
            pages="next",
            credential="idmc",
            dated=True,
            size=200_000,
        ),
    ),
    release_form=r"\d{4}-\d{2}-\d{2}",
    amounts=(
        Amount(
            "new",
            "new displacement",
            "new_displacement",
            column="new_displacement",
            claimed="displacements",
        ),
        Amount(
            "total",
            "displaced person",
            "total_displacement",
            flow=False,
            column="total_displacement",
            claimed="displaced",
        ),
    ),
    phase_rule="both",
    whose="by conflict and violence",
    remark=sourcing.DISPLACEMENT(),
)
