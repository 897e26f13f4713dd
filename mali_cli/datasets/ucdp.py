"""What the data sets of UCDP have in common: how columns are named, and how releases are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..facts.citations import FILE, Work, article_of, work
from ..facts.files import table
from ..facts.releases import (
    CONSOLIDATED,
    FIRST_YEAR,
    MONTHLY,
    YEARLY,
    ReleaseNumber,
    newest_yearly,
)
from ..model.errors import UsageError
from ..words import asking
from ..words.counting import OF_SIDES
from .declaration import Amount, Columns, DataSet, Door, Estimates, FileLayout, Kind, Maker, Release

UCDP = Maker("UCDP", "Uppsala Conflict Data Program", "https://ucdp.uu.se/downloads/")
LICENCE = "CC BY 4.0"
"""The licence of all UCDP data (https://ucdp.uu.se/downloads/, read 2026-10-02)."""
DEATHS = (
    Amount("deaths", "death", "best", "low", "high"),
    Amount("civilians", "civilian", "civilians"),
    Amount("events", "event", ""),
    *(Amount(name, f"death of {whose}", name) for name, whose in OF_SIDES.items()),
)
"""What is counted of UCDP's events; of country-years the first two."""
PLACES = {"country": ("country_id", "country"), "region": ("region",)}
VIOLENCE = {"type": ("type_of_violence",), "perpetrator": ("perpetrator",)}
FATALITIES = Estimates("", *(f"{e}_fatality_estimate" for e in ("best", "low", "high")))
_NAMES = (
    *("side_a", "side_b", "side_a_2nd", "side_b_2nd", "namedata", "nameorig", "newname"),
    *("country", "region", "adm_1", "adm_2", "where_coordinates", "location"),
)


def columns(names: str, *, numbers: str = "", dates: str = "") -> Columns:
    """Return what the columns hold: text, unless they stand among the numbers or dates.

    Text stays text where a cell may hold a list ("2;200;900", "411, 412") or an old code
    ("XXX678"): gwno*, *_dset_id, ids of sides.
    """
    known: dict[str, Kind] = {name: _number(name) for name in numbers.split()}
    for name in dates.split():
        known[name] = "date"
    known["year"] = "year"
    return {name: known.get(name) or _text(name) for name in names.split()}


def _number(name: str) -> Kind:
    """Return what a number is: a count, which is never negative, of deaths or dyads, or another."""
    words = ("deaths", "killings", "fatality_estimate", "dyad_count", "bd_")
    counts = name in ("best", "low", "high") or any(word in name for word in words)
    return "count" if counts else "whole"


def _text(name: str) -> Kind:
    starts, ends = ("gwno", "actoridp"), ("_dset_id", "side_a_id", "side_b_id", "dyad_id")
    if name.startswith(starts) or name.endswith(ends):
        return "code"
    named = name.endswith(("_name", "_name_fulltext", "_name_mothertongue"))
    return "name" if name in _NAMES or named else "text"


def form_words(name: str, known: Columns, written: object) -> str:
    """Say how many of the columns a file has."""
    assert isinstance(written, list)
    return f"{name}, {sum(column in known for column in written)} columns"


def yearly_list(
    name: str,
    title: str,
    layout: FileLayout,
    resource: str,
    path: str,
    works: tuple[str, ...] = (),
    *,
    first_year: int = FIRST_YEAR,
    key: tuple[str, ...] | None = None,
) -> DataSet:
    """Declare a list that comes with the yearly releases."""
    words = partial(form_words, name, layout.columns)
    api = (Door("api", resource, key=key),) if resource else ()
    return DataSet(
        name,
        title,
        UCDP,
        "list",
        (layout._replace(words=words, stamp="version"),),
        yearly(name, first_year),
        partial(with_article, works),
        LICENCE,
        doors=(Door("download", path), *api),
    )


def yearly(name: str, first_year: int = FIRST_YEAR) -> Callable[[str], Release]:
    """Return how the numbers of yearly releases are read."""
    return partial(_read, name, (YEARLY,), first_year)


def candidates(name: str) -> Callable[[str], Release]:
    """Return how the numbers of candidate releases are read."""
    return partial(_read, name, (MONTHLY, CONSOLIDATED), FIRST_YEAR)


def _read(name: str, kinds: tuple[str, ...], first_year: int, text: str) -> Release:
    """Read the number of a release.

    Raises:
        UsageError: it is none, or of a series that the data set is not published in.
    """
    number = ReleaseNumber.parse(text)
    if number.kind not in kinds:
        examples = [newest_yearly()] if YEARLY in kinds else ["26.0.8", "26.01.26.06"]
        raise UsageError(
            asking.RELEASE_OF_OTHERS(
                release=number, series=number.kind, dataset=name, examples=examples
            )
        )
    return Release(number.text, number.order, number.covers(first_year))


def with_article(
    keys: tuple[str, ...], release: str, *, codebook: bool = False
) -> tuple[Work, ...]:
    """Return the works to cite: the article of the release, then others of the data set.

    Args:
        keys: the keys of the others.
        release: a yearly release.
        codebook: whether the codebook of the events is cited too, where its record is here.

    Raises:
        NotHereError: the article of that release is not known to this version.
    """
    own = f"ged-codebook-{release}"
    more = (own,) if codebook and own in table(FILE)["works"] else ()
    return tuple(work(key) for key in dict.fromkeys((article_of(release), *keys, *more)))
