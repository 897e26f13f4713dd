"""Which columns of each data set the answers read, and for what: said here and nowhere else.

A file without the columns that every answer reads is none of the data set. One that is kept as
whole has all of them; one with fewer answers what its columns allow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from ..words.phrases import all_of

_EVERY = "every answer"
_FATALITIES = "best_fatality_estimate low_fatality_estimate high_fatality_estimate"
_NONE: Mapping[str, str] = {}

_COUNTRY_YEAR = {
    _EVERY: (
        "country_id year sb_total_deaths_best sb_total_deaths_high sb_total_deaths_low "
        "ns_total_deaths_best ns_total_deaths_high ns_total_deaths_low os_total_deaths_best "
        "os_total_deaths_high os_total_deaths_low"
    ),
    "--by country": "country",
    "--by region": "region",
    "--measure civilians": (
        "sb_deaths_civilians ns_deaths_civilians cumulative_total_deaths_civilians_in_orgvio"
    ),
    "--by perpetrator": (
        "os_any_govt_killings_best os_any_govt_killings_high os_any_govt_killings_low "
        "os_nsgroup_killings_best os_nsgroup_killings_high os_nsgroup_killings_low"
    ),
}
# Not where_description: UCDP's older files (GED 19.1) have none, and --place does without.
_EVENTS = {
    _EVERY: "date_start date_end country_id type_of_violence best",
    "--candidate": "id",
    "--by year": "year",
    "--by country": "country",
    "--by region": "region",
    "--estimate low": "low",
    "--estimate high": "high",
    "--measure civilians": "deaths_civilians",
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
_BLANK_TELLS = frozenset(
    (
        *("gwnoa", "code_status", "side_a_new_id", "side_b_new_id", "dyad_new_id"),
        *("conflict_new_id", "adm_1", "adm_2", "priogrid_gid", "latitude", "longitude"),
        *("where_prec", "date_prec", "where_coordinates"),
    )
)
"""Columns whose empty cells answers take for what they are: not coded, or no state."""
_READ: Mapping[str, Mapping[str, str]] = {
    "country-year": _COUNTRY_YEAR,
    "ged": _EVENTS,
    "candidate": _EVENTS | {"what UCDP has still to check": "code_status"},
    "one-sided": {
        _EVERY: f"actor_id year {_FATALITIES}",
        "datasets show -c": "gwno_location",
    },
    "non-state": {
        _EVERY: f"dyad_id year {_FATALITIES}",
        "datasets show -c": "gwno_location",
    },
    "armed-conflict": {
        _EVERY: "conflict_id year intensity_level",
        "datasets show -c": "gwno_loc",
    },
    "dyadic": {
        _EVERY: "dyad_id conflict_id year intensity_level",
        "datasets show -c": "gwno_loc",
    },
    "battle-deaths": {
        _EVERY: "conflict_id dyad_id year bd_best bd_low bd_high",
        "datasets show -c": "gwno_loc",
    },
    "actors": {_EVERY: "actorid", "datasets show -c": "gwnoloc"},
}


class Missing(NamedTuple):
    """A column that is not there, and what reads it, as it is typed."""

    column: str
    reader: str


def required(dataset: str) -> tuple[str, ...]:
    """Return the columns without which a file cannot be read as this data set."""
    return tuple(_READ[dataset][_EVERY].split())


def missing(dataset: str, columns: Collection[str]) -> tuple[Missing, ...]:
    """Return what keeps a set with these columns from answering all that its data set can."""
    read = _READ.get(dataset, _NONE).items()
    lacking = [Missing(c, reader) for reader, names in read for c in names.split()]
    first = {item.column: item for item in reversed(lacking) if item.column not in columns}
    return tuple(item for item in lacking if first.get(item.column) is item)


def not_in_all(sets: Iterable[tuple[str, Collection[str]]]) -> frozenset[str]:
    """Return the columns that cannot be read of several sets together, as one of them lacks them.

    Takes the data set and the columns of each. Empty cells in its rows would be taken for zeros.
    """
    lacking = (item.column for dataset, columns in sets for item in missing(dataset, columns))
    return frozenset(lacking) - _BLANK_TELLS


def in_words(lacking: Collection[Missing]) -> str:
    """Say what is missing: "the column 'adm_1' (--by adm1)"."""
    named = [f"'{item.column}' ({item.reader})" for item in list(lacking)[:5]]
    more = [f"{len(lacking) - 5} more"] if len(lacking) > 5 else []
    return f"the column{'s' if len(lacking) > 1 else ''} {all_of([*named, *more])}"
