"""A table that was read, and the names of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from ..model.coverage import Coverage
from ..model.source import Oddity
from .schemas import GED, SCHEMAS

BOM = "\ufeff"
WINDOW = ("coverage_start", "coverage_end")
PROVENANCE = ("dataset", "release", *WINDOW)
"""The constant columns at the end of what `mali-cli events` writes."""
_WEB_EXPORT = {"best_est": "best", "high_est": "high", "low_est": "low"}
_SIGNATURES = (
    ("country-year", {"os_total_deaths_best"}),
    ("country-year", {"sb_total_deaths_best"}),
    ("battle-deaths", {"bd_best"}),
    ("actors", {"actorid", "namedata"}),
    ("non-state", {"best_fatality_estimate", "org"}),
    ("one-sided", {"best_fatality_estimate", "actor_id"}),
    ("armed-conflict", {"intensity_level", "cumulative_intensity"}),
    ("dyadic", {"intensity_level", "dyad_id"}),
    ("ged", {"date_start", "date_end"}),
    ("ged", {"type_of_violence", "country_id"}),
    ("ged", {"date_start", "best"}),
)
"""Columns that only one data set has (UCDP codebooks 25.1 and 26.1)."""


def newest(name: str) -> str:
    """Return the name that the newest release has for a column, in lower case.

    The API varies the case of its keys (`side_a_Id`); the web export of the UCDP site writes
    `best_est`; country-year 25.1 has `_cy` behind its names and `main_govt` for `govt` (all 74
    names of 25.1 match those of 26.1 that way, measured on UCDP's files).
    """
    plain = name.strip().strip(BOM).strip().lower()
    plain = _WEB_EXPORT.get(plain, plain)
    return plain.removesuffix("_cy").replace("main_govt", "govt")


def dataset_of(names: Iterable[str]) -> str | None:
    """Return the data set that columns with these (newest) names belong to, or None."""
    found = set(names)
    return next((dataset for dataset, few in _SIGNATURES if few <= found), None)


def known(names: Iterable[str]) -> int:
    """Count the columns that some data set has."""
    return sum(newest(name) in _ALL for name in names)


def repeated(names: Sequence[str]) -> list[str]:
    """Return the names that stand more than once, empty ones left aside."""
    plain = [newest(name) for name in names]
    return [name for name in dict.fromkeys(plain) if name and plain.count(name) > 1]


def is_index(name: str) -> bool:
    """Tell a column that numbers the rows: pandas writes it without a name, and reads it so."""
    return not name.strip() or name.strip() == "Unnamed: 0"


def layout_of(names: Sequence[str], dataset: str) -> str:
    """Say in words which layout columns with these (original) names are."""
    plain = [name.strip().strip(BOM).lower() for name in names]
    if dataset == "country-year":
        old = any(name.endswith("_cy") for name in plain)
        return "country-year, names of 25.1" if old else "country-year, names of 26.1"
    if dataset != "ged":
        return f"{dataset}, {sum(name in SCHEMAS[dataset] for name in plain)} columns"
    return _event_layout(plain)


def _event_layout(plain: list[str]) -> str:
    if set(_WEB_EXPORT) <= set(plain) and "gwnoa" not in plain:
        return "web export of the UCDP site"
    if PROVENANCE[:2] in (tuple(plain[-2:]), tuple(plain[-4:-2])):
        return "output of mali-cli events"
    count = sum(name in GED for name in plain)
    if count == len(GED):
        return f"GED, {count} columns (20.1 and later)"
    if plain[-3:] == ["low", "best", "high"]:
        return f"GED, {count} columns (19.1)"
    return f"GED-like, {count} columns"


_ALL = frozenset(name for schema in SCHEMAS.values() for name in schema)


@dataclass(frozen=True)
class Table:
    """A file that was read whole.

    `dataset` is one of the names in `schemas.SCHEMAS`; `layout` says in words how the file is laid
    out. `frame` has the columns and dtypes of the data set's schema, in its order; columns that
    the file lacks are absent. `release` is given only where the file itself says so. `sha256` and
    `size` (bytes) are those of the file as given. `remarks` say what was left out or read in a
    special way, `oddities` what is odd in the rows. `window` has the days that the file says it is
    limited to, which only what this program writes does. `unknown` are the names of columns that
    the data set does not have.
    """

    dataset: str
    layout: str
    frame: pl.DataFrame
    release: str | None
    sha256: str
    size: int
    remarks: tuple[str, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    window: Coverage | None = None
    unknown: tuple[str, ...] = ()

    @property
    def rows(self) -> pl.LazyFrame:
        """The rows, as a large table has them."""
        return self.frame.lazy()

    @property
    def height(self) -> int:
        """The number of rows."""
        return self.frame.height


@dataclass(frozen=True)
class LargeTable:
    """A file that was read in pieces: as `Table`, with its rows on the disk.

    `rows` are in the order of the store (country, day, id), and there only as long as the folder
    that they were put in.
    """

    dataset: str
    layout: str
    rows: pl.LazyFrame
    height: int
    release: str | None
    sha256: str
    size: int
    remarks: tuple[str, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    window: Coverage | None = None
    unknown: tuple[str, ...] = ()


AnyTable: TypeAlias = Table | LargeTable
