"""People who fled or are displaced, by country of origin: UNHCR's population statistics, by year.

The Refugee Data Finder of the UN High Commissioner for Refugees: refugees and asylum-seekers by the
country that they come from, and the internally displaced whom UNHCR protects or assists, who are
not those of IDMC and never added to them. All are stocks at the end of a year. Columns as its API
has them with `cf_type=ISO`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..facts.citations import Work, work
from ..words import sourcing, unreadable
from .declaration import EVERY, Amount, DataSet, Door, FileLayout, Limit, Maker, Observed, Sought
from .displacement import MOST, day_of_update

if TYPE_CHECKING:
    import polars as pl

NAME = "refugees"
FIGURES = ("refugees", "asylum_seekers", "idps")
WORDS = tuple(name.replace("_", "-") for name in FIGURES)
NOUNS = ("refugee", "asylum-seeker", "internally displaced person")
_NAMES = {"coo_iso": "iso3", "coo_name": "country", "coa_iso": "asylum"}
_OTHERS = ("returned_refugees", "returned_idps", "stateless", "ooc", "oip", "hst")
"""Other figures of UNHCR's, which are kept and not counted."""


def _cited(release: str) -> tuple[Work, ...]:
    return (work("unhcr")._replace(year=int(release[:4])),)


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    from .displaced_rows import numbered

    return numbered(rows)


def _years(rows: pl.LazyFrame, wanted: Sought) -> Observed:
    from .displaced_rows import at_the_end

    return at_the_end(rows, REFUGEES.amount(wanted.measure).best)


def _renamed(name: str) -> str:
    return _NAMES.get(name, name)


_LAYOUT = FileLayout(
    "",
    "year",
    {
        **{"year": "year", "iso3": "code", "country": "name", "country_id": "whole"},
        **{"asylum": "code", "coa_name": "name"},
        **dict.fromkeys(("coo_id", "coo", "coa_id", "coa"), "code"),
        **dict.fromkeys((*FIGURES, *_OTHERS), "whole"),
    },
    (frozenset({"iso3", "year", "refugees", "asylum_seekers"}),),
    key=("year", "iso3", "asylum"),
    needed={
        EVERY: "year iso3 asylum",
        **{f"--measure {word}": name for word, name in zip(WORDS, FIGURES, strict=True)},
    },
    rename=_renamed,
    limits=tuple(Limit(name, unreadable.NO_PEOPLE(), 0, MOST) for name in FIGURES),
    derive=_numbered,
    observe=_years,
    gaps=True,
    groups={"country": ("country_id", "country"), "region": ("region",)},
)
REFUGEES = DataSet(
    NAME,
    "Refugees, Asylum-seekers and Internally Displaced by Country of Origin",
    Maker("UNHCR", "UN High Commissioner for Refugees", "https://www.unhcr.org/refugee-statistics"),
    "counts",
    (_LAYOUT,),
    day_of_update,
    _cited,
    "CC BY 4.0",
    doors=(
        Door(
            "query",
            "population/?cf_type=ISO&coo_all=true&limit=1000&yearFrom=1989&yearTo={year}",
            service="unhcr",
            pages="page",
            dated=True,
            size=2_000_000,
        ),
    ),
    release_form=r"\d{4}-\d{2}-\d{2}",
    amounts=tuple(
        Amount(word, noun, name, flow=False, column=name, claimed=word)
        for name, word, noun in zip(FIGURES, WORDS, NOUNS, strict=True)
    ),
    whose="by country of origin, by UNHCR's count",
    remark=sourcing.REFUGEES(),
)
