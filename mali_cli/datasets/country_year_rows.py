"""Country-year rows as observations: one for each state, year and type of violence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

import polars as pl

from ..facts.countries import by_number
from ..model.errors import LackingError
from ..model.words import NON_STATE, ONE_SIDED, PERPETRATORS, STATE_BASED, TYPES
from .declaration import Observed, Sought
from .shaping import by_country, named_country, with_spans

PREFIXES = {STATE_BASED: "sb", NON_STATE: "ns", ONE_SIDED: "os"}
ESTIMATES = ("best", "low", "high")
KILLINGS = dict(zip(PERPETRATORS, ("os_any_govt_killings", "os_nsgroup_killings"), strict=True))
BY_PERPETRATOR = "--by perpetrator"
ALL_CIVILIANS = "cumulative_total_deaths_civilians_in_orgvio"
CIVILIANS = {
    STATE_BASED: ("sb_deaths_civilians",),
    NON_STATE: ("ns_deaths_civilians",),
    ONE_SIDED: (ALL_CIVILIANS, "sb_deaths_civilians", "ns_deaths_civilians"),
}
"""The columns that tell the civilians killed: those of one-sided violence, which have no column of
their own in UCDP's file, are all civilians less those of the other two types."""


def observations(rows: pl.LazyFrame, wanted: Sought) -> Observed:
    """Return one observation a country, year and type of violence, or perpetrator of one-sided.

    Raises:
        LackingError: the rows have no columns of the perpetrators.
    """
    columns = rows.collect_schema().names()
    if "perpetrator" not in wanted.groups:
        return Observed(by_type(rows, wanted.types), absent(columns, wanted.types))
    gone = absent_by_perpetrator(columns)
    if "best" in gone:
        raise LackingError(BY_PERPETRATOR, gone["best"])
    return Observed(by_perpetrator(rows), gone)


def by_type(rows: pl.LazyFrame, types: Collection[str] = TYPES) -> pl.LazyFrame:
    """Return one observation a country, year and type of violence, zeros included.

    The civilians are absent where a column is missing that tells those of one of the types.
    """
    columns = rows.collect_schema().names()
    known = "civilians" not in absent(columns, types)
    parts = [
        rows.select(
            *_keys(columns),
            pl.lit(kind).alias("type_of_violence"),
            *(pl.col(f"{prefix}_total_deaths_{name}").alias(name) for name in ESTIMATES),
            *([_civilians(kind)] if known else []),
        )
        for kind, prefix in PREFIXES.items()
        if kind in types
    ]
    return with_spans(pl.concat(parts))


def by_perpetrator(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Return one observation a country, year and perpetrator of one-sided violence.

    The civilians among the dead are not known by perpetrator, so that column is absent; so is an
    estimate that is missing of one of them.
    """
    columns = rows.collect_schema().names()
    gone = absent_by_perpetrator(columns)
    parts = [
        rows.select(
            *_keys(columns),
            pl.lit(ONE_SIDED).alias("type_of_violence"),
            pl.lit(name).alias("perpetrator"),
            *(pl.col(f"{prefix}_{e}").alias(e) for e in ESTIMATES if e not in gone),
        )
        for name, prefix in KILLINGS.items()
    ]
    return with_spans(pl.concat(parts))


def absent(columns: Sequence[str], types: Collection[str]) -> dict[str, str]:
    """Return what observations by type lack, each with a column that is missing for it."""
    needed = [column for kind, names in CIVILIANS.items() if kind in types for column in names]
    return dict([("civilians", column) for column in needed if column not in columns][:1])


def absent_by_perpetrator(columns: Sequence[str]) -> dict[str, str]:
    """Return the estimates that observations by perpetrator lack, each with a missing column."""
    needed = [(e, f"{prefix}_{e}") for e in ESTIMATES for prefix in KILLINGS.values()]
    return {estimate: column for estimate, column in needed if column not in columns}


def _civilians(kind: str) -> pl.Expr:
    first, *less = CIVILIANS[kind]
    of_kind = pl.col(first)
    for column in less:
        of_kind -= pl.col(column)
    return of_kind.alias("civilians")


def _keys(columns: Sequence[str]) -> tuple[pl.Expr, ...]:
    return (
        pl.col("country_id"),
        named_country(own="country" in columns),
        pl.col("region") if "region" in columns else by_country("region"),
        pl.col("year").cast(pl.Int32),
    )


COUNTS = (
    *("best", "low", "high", "parties", "civilians", "unknown"),
    *("government_best", "government_low", "government_high"),
    *("nonstate_best", "nonstate_low", "nonstate_high"),
)
FIGURE_SCHEMA = {
    "country_id": pl.Int64,
    "country": pl.String,
    "year": pl.Int32,
    "type_of_violence": pl.String,
} | dict.fromkeys(COUNTS, pl.Int64)
FIGURE_PREFIXES = dict(zip(PERPETRATORS, ("government", "nonstate"), strict=True))


@cache
def read_figures(content: bytes) -> pl.LazyFrame:
    """Read the packaged CSV, once: one row a country, year and type of violence.

    Returns:
        country_id, country, region, year, start, end, type_of_violence, best, low, high,
        parties, civilians, unknown, and the deaths of one-sided violence by perpetrator.
    """
    frame = pl.read_csv(content, schema=FIGURE_SCHEMA).lazy()
    regions = {number: country.region for number, country in by_number().items()}
    region = pl.col("country_id").replace_strict(regions, return_dtype=pl.String)
    return with_spans(frame.with_columns(region=region)).collect().lazy()


def figures_by_perpetrator(figures: pl.LazyFrame) -> pl.LazyFrame:
    """Return one row a country, year and perpetrator of one-sided violence.

    The civilians among the dead are not known by perpetrator, so that column is absent.
    """
    rows = figures.filter(pl.col("type_of_violence") == ONE_SIDED).drop("civilians")
    parts = [
        rows.with_columns(
            pl.lit(name).alias("perpetrator"),
            *(pl.col(f"{prefix}_{kind}").alias(kind) for kind in ("best", "low", "high")),
        )
        for name, prefix in FIGURE_PREFIXES.items()
    ]
    return pl.concat(parts)


def figures(rows: pl.LazyFrame, wanted: Sought) -> Observed:
    """Return the embedded figures as observations."""
    if "perpetrator" in wanted.groups:
        return Observed(figures_by_perpetrator(rows))
    return Observed(rows)
