"""What cells may hold: how files write what is no text, keys, and the least and most of a value."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts.columns import required

WHOLE = r"^([+-]?\d+)\.0*$"
"""A whole number with decimals, as R and pandas write it (5.0)."""
THOUSANDS = r"\.000$"
"""What may be three decimals, as R writes a whole column, or thousands set apart by a point."""
R_EXPONENT = r"^[+-]?\d(\.\d+)?e\+?\d+$"
"""How R's write.csv writes 100000 (1e+05): only where no digit is lost."""
TRUTHS = {"true": True, "false": False, "1": True, "0": False, "1.0": True, "0.0": False}
MIDNIGHT = r"^([ T]0?0:00(:00(\.0+)?)?(Z|\+00:00)?)?$"
"""What may stand behind a date that is written year first."""
DATE_LENGTH, ISO = 10, "%Y-%m-%d"


KEYS: Mapping[str, tuple[str, ...]] = {
    "ged": ("id",),
    "country-year": ("country_id", "year"),
    "one-sided": ("actor_id", "year"),
    "non-state": ("dyad_id", "year"),
    "armed-conflict": ("conflict_id", "year"),
    "dyadic": ("dyad_id", "year"),
    "battle-deaths": ("conflict_id", "dyad_id", "year"),
    "actors": ("actorid",),
}
"""The columns that name a row: no two rows share them (UCDP codebooks 25.1)."""

_PARTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_FILLED: Mapping[str, tuple[str, ...]] = {"ged": ("id", "year", "low", "high", *_PARTS)}

_NAMES = (
    *("side_a", "side_b", "side_a_2nd", "side_b_2nd", "namedata", "nameorig", "newname"),
    *("country", "region", "adm_1", "adm_2", "where_coordinates", "location"),
)

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Years beyond these are typing errors: UCDP's data begin in 1946, some conflicts earlier."""

MOST = 10_000_000
"""Counts above it are errors: no figure of UCDP has a tenth of it (Rwanda 1994 is the largest)."""


def filled(dataset: str) -> tuple[str, ...]:
    """Return the columns that have no empty cell, where a file has them.

    Measured on UCDP's files (GED 19.1 to 26.1, country-year 25.1, one-sided 24.1).
    """
    return (*required(dataset), *_FILLED.get(dataset, ()))


def is_count(name: str) -> bool:
    """Tell whether a column of numbers counts deaths or dyads, so that it is never negative."""
    words = ("deaths", "killings", "fatality_estimate", "dyad_count", "bd_")
    return name in ("best", "low", "high") or any(word in name for word in words)


def is_code(name: str) -> bool:
    """Tell whether a column of text holds a number, or a list of numbers."""
    starts, ends = ("gwno", "actoridp"), ("_dset_id", "side_a_id", "side_b_id", "dyad_id")
    return name.startswith(starts) or name.endswith(ends)


def is_name(name: str) -> bool:
    """Tell whether a column of text names something: a side, a dyad, a conflict, a place."""
    return name in _NAMES or name.endswith(("_name", "_name_fulltext", "_name_mothertongue"))
