"""The embedded figures as observations."""

from __future__ import annotations

import polars as pl

from ..facts.countries import by_number
from ..model.words import ONE_SIDED, PERPETRATORS
from .dates import with_spans

TEXT = ("country", "type_of_violence")
COUNTS = (
    *("best", "low", "high", "parties", "civilians", "unknown"),
    *("government_best", "government_low", "government_high"),
    *("nonstate_best", "nonstate_low", "nonstate_high"),
)
SCHEMA = {
    "country_id": pl.Int64,
    "country": pl.String,
    "year": pl.Int32,
    "type_of_violence": pl.String,
} | dict.fromkeys(COUNTS, pl.Int64)
PREFIXES = dict(zip(PERPETRATORS, ("government", "nonstate"), strict=True))


def read_figures(content: bytes) -> pl.LazyFrame:
    """Read the packaged CSV: one row a country, year and type of violence.

    Returns:
        country_id, country, region, year, start, end, type_of_violence, best, low, high,
        parties, civilians, unknown, and the deaths of one-sided violence by perpetrator.
    """
    frame = pl.read_csv(content, schema=SCHEMA).lazy()
    regions = {number: country.region for number, country in by_number().items()}
    region = pl.col("country_id").replace_strict(regions, return_dtype=pl.String)
    return with_spans(frame.with_columns(region=region))


def by_perpetrator(figures: pl.LazyFrame) -> pl.LazyFrame:
    """Return one row a country, year and perpetrator of one-sided violence.

    The civilians among the dead are not known by perpetrator, so that column is absent.
    """
    rows = figures.filter(pl.col("type_of_violence") == ONE_SIDED).drop("civilians")
    parts = [
        rows.with_columns(
            pl.lit(name).alias("perpetrator"),
            *(pl.col(f"{prefix}_{kind}").alias(kind) for kind in ("best", "low", "high")),
        )
        for name, prefix in PREFIXES.items()
    ]
    return pl.concat(parts)
