"""UCDP's events: the yearly GED, and the candidate events that are added to it each month.

UCDP GED codebook 25.1 and 26.1; the same 49 columns in the same order since 20.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ..facts.citations import Work, work
from ..words import remarking, unreadable
from .declaration import (
    EVERY,
    PROVENANCE,
    DataSet,
    Door,
    Estimates,
    FileLayout,
    Limit,
    Observed,
    Sought,
    Sum,
)
from .ucdp import (
    DEATHS,
    LICENCE,
    PLACES,
    UCDP,
    VIOLENCE,
    candidates,
    columns,
    with_article,
    yearly,
)

if TYPE_CHECKING:
    import polars as pl

_COLUMNS = {
    **columns(
        "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
        "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
        "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
        "source_date source_headline source_original where_prec where_coordinates "
        "where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
        "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians "
        "deaths_unknown best high low gwnoa gwnob",
        numbers="id type_of_violence conflict_new_id dyad_new_id side_a_new_id side_b_new_id "
        "number_of_sources where_prec priogrid_gid country_id event_clarity date_prec deaths_a "
        "deaths_b deaths_civilians deaths_unknown best high low",
        dates="date_start date_end",
    ),
    "active_year": "truth",
    "latitude": "decimal",
    "longitude": "decimal",
}
_PARTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
# Not where_description: UCDP's older files (GED 19.1) have none, and --place does without.
_NEEDED = {
    EVERY: "date_start date_end country_id type_of_violence best",
    "--candidate": "id",
    "--by year": "year",
    "--by country": "country",
    "--by region": "region",
    "--estimate low": "low",
    "--estimate high": "high",
    "--measure civilians": "deaths_civilians",
    "--measure deaths_a, deaths_b, deaths_unknown": "deaths_a deaths_b deaths_unknown",
    "--by perpetrator": "side_a gwnoa",
    "--by actor": "side_a side_b side_a_new_id side_b_new_id",
    "--by dyad": "dyad_name dyad_new_id",
    "--by conflict": "conflict_name conflict_new_id",
    "--by adm1": "adm_1",
    "--by adm2": "adm_2",
    "--by priogrid": "priogrid_gid",
    "--place": "where_coordinates",
    "map": "latitude longitude where_prec",
    "--active-only": "active_year",
    "--date-prec": "date_prec",
}
_WEB_EXPORT = {"best_est": "best", "high_est": "high", "low_est": "low"}


def _newest(name: str) -> str:
    """Return the newest name of a column, which the web export of UCDP's site calls otherwise."""
    return _WEB_EXPORT.get(name, name)


def _form(written: Sequence[str]) -> str:
    plain = tuple(written)
    if set(_WEB_EXPORT) <= set(plain) and "gwnoa" not in plain:
        return "web export of the UCDP site"
    if PROVENANCE in (plain[-2:], plain[-4:-2]):
        return "output of mali-cli events"
    count = sum(name in _COLUMNS for name in plain)
    if count == len(_COLUMNS):
        return f"GED, {count} columns (20.1 and later)"
    if plain[-3:] == ("low", "best", "high"):
        return f"GED, {count} columns (19.1)"
    return f"GED-like, {count} columns"


def _observe(rows: pl.LazyFrame, wanted: Sought) -> Observed:
    from .event_rows import observations

    return observations(rows, wanted)


_LAYOUT = FileLayout(
    "",
    "event",
    _COLUMNS,
    (
        frozenset({"date_start", "date_end"}),
        frozenset({"type_of_violence", "country_id"}),
        frozenset({"date_start", "best"}),
    ),
    key=("id",),
    needed=_NEEDED,
    filled=("id", "year", "low", "high", *_PARTS),
    rename=_newest,
    words=_form,
    stamp="release",
    span=("date_start", "date_end"),
    point=("latitude", "longitude"),
    cell="priogrid_gid",
    at_sea=("where_prec", 7),
    status=("code_status", "Clear"),
    estimates=(Estimates("", "best", "low", "high"),),
    sums=(Sum(remarking.BEST_UNLIKE_PARTS(), "best", _PARTS),),
    limits=(
        Limit("type_of_violence", unreadable.PROTEST(), one=4),
        Limit("type_of_violence", unreadable.NO_TYPE(), 1, 3),
    ),
    agree=("date_start", "date_end", "type_of_violence", "country_id", "best", "low", "high"),
    blank_tells=frozenset(
        (
            *("gwnoa", "code_status", "side_a_new_id", "side_b_new_id", "dyad_new_id"),
            *("conflict_new_id", "adm_1", "adm_2", "priogrid_gid", "latitude", "longitude"),
            *("where_prec", "date_prec", "where_coordinates"),
        )
    ),
    ruined=("relid",),  # GeoJSON of 23.1 has it as 0 (measured)
    bare=True,
    observe=_observe,
    sparse=True,
    groups={
        **PLACES,
        **VIOLENCE,
        "actor": ("actor", "actor_id"),
        "dyad": ("dyad", "dyad_id"),
        "conflict": ("conflict", "conflict_id"),
        "adm1": ("country", "adm_1"),
        "adm2": ("country", "adm_1", "adm_2"),
        "priogrid": ("priogrid_gid",),
    },
    shown=(
        *("id", "date_start", "date_end", "country", "adm_1", "where_coordinates"),
        *("type_of_violence", "side_a", "side_b", "best", "low", "high"),
    ),
    # What is left must fit 80 columns: when it began, who, of which type, how many.
    spare=("low", "country", "adm_1", "date_end", "where_coordinates", "id"),
    filters={
        "actor": (("side_a", "side_a_new_id"), ("side_b", "side_b_new_id")),
        "adm1": (("adm_1", None),),
        "adm2": (("adm_2", None),),
        "dyad": (("dyad_name", "dyad_new_id"),),
        "conflict": (("conflict_name", "conflict_new_id"),),
        "place": (("where_coordinates", None), ("where_description", None)),
        "near": (("latitude", None), ("longitude", None)),
        "active_only": (("active_year", None),),
        "where_prec": (("where_prec", None),),
        "date_prec": (("date_prec", None),),
    },
)


def _its_article(_release: str) -> tuple[Work, ...]:
    """Return what is cited for candidate events in place of the article of a yearly release."""
    return (work("hegre2020"),)


GED = DataSet(
    "ged",
    "UCDP Georeferenced Event Dataset (GED) Global",
    UCDP,
    "counts",
    (_LAYOUT,),
    yearly("ged"),
    partial(with_article, ("sundberg2013",), codebook=True),
    LICENCE,
    short="GED",
    answers="default",
    doors=(Door("download", "ged/ged{nnn}-csv.zip"), Door("api", "gedevents")),
    amounts=DEATHS,
)
CANDIDATE = DataSet(
    "candidate",
    "UCDP Candidate Events Dataset",
    UCDP,
    "counts",
    (_LAYOUT._replace(needed={**_NEEDED, "what UCDP has still to check": "code_status"}),),
    candidates("candidate"),
    _its_article,
    LICENCE,
    short="GED Candidate",
    answers="supplement",
    supplements="ged",
    # GEDEvent_v26_0_1.csv, GEDEvent_v26_01_26_03.csv
    in_name=r"gedevent_v(\d\d(?:_\d{1,2}){1,3})(?!\d)",
    doors=(Door("download", "candidateged/GEDEvent_v{parts}.csv"), Door("api", "gedevents")),
    amounts=DEATHS,
)
