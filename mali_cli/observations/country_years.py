"""Country-year rows as observations: one for each state, year and type of violence."""

from __future__ import annotations

import polars as pl

from ..layouts.country_spans import with_spans
from ..model.words import NON_STATE, ONE_SIDED, PERPETRATORS, STATE_BASED
from .naming import named_country

PREFIXES = {STATE_BASED: "sb", NON_STATE: "ns", ONE_SIDED: "os"}
ESTIMATES = ("best", "low", "high")
KILLINGS = dict(zip(PERPETRATORS, ("os_any_govt_killings", "os_nsgroup_killings"), strict=True))
ALL_CIVILIANS = "cumulative_total_deaths_civilians_in_orgvio"


def by_type(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Return one observation a country, year and type of violence, zeros included.

    The civilians killed in one-sided violence have no column of their own in UCDP's file: they are
    all civilians less those of the other two types.
    """
    fought = pl.col("sb_deaths_civilians") + pl.col("ns_deaths_civilians")
    civilians = {
        STATE_BASED: pl.col("sb_deaths_civilians"),
        NON_STATE: pl.col("ns_deaths_civilians"),
        ONE_SIDED: pl.col(ALL_CIVILIANS) - fought,
    }
    parts = [
        rows.select(
            *_keys(),
            pl.lit(kind).alias("type_of_violence"),
            *(pl.col(f"{prefix}_total_deaths_{name}").alias(name) for name in ESTIMATES),
            civilians[kind].alias("civilians"),
        )
        for kind, prefix in PREFIXES.items()
    ]
    return with_spans(pl.concat(parts))


def by_perpetrator(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Return one observation a country, year and perpetrator of one-sided violence.

    The civilians among the dead are not known by perpetrator, so that column is absent.
    """
    parts = [
        rows.select(
            *_keys(),
            pl.lit(ONE_SIDED).alias("type_of_violence"),
            pl.lit(name).alias("perpetrator"),
            *(pl.col(f"{prefix}_{estimate}").alias(estimate) for estimate in ESTIMATES),
        )
        for name, prefix in KILLINGS.items()
    ]
    return with_spans(pl.concat(parts))


def _keys() -> tuple[pl.Expr, ...]:
    return (
        pl.col("country_id"),
        named_country(own=True),
        pl.col("region"),
        pl.col("year").cast(pl.Int32),
    )
