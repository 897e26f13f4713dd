"""Countries of rows by their number: one number is one country, whatever a row calls it."""

from __future__ import annotations

import polars as pl

from ..facts.countries import countries

GIVEN = "_country"
"""What a file itself calls the country of an event."""


def named_country(own: bool) -> pl.Expr:
    """Name the country of a row by `country_id`; where unknown, by the row's `own` name."""
    unknown = pl.col("country") if own else pl.lit(None, pl.String)
    return by_country("name", unknown).alias("country")


def by_country(what: str, unknown: pl.Expr | None = None) -> pl.Expr:
    """Return what is known of the country of a row."""
    words = {country.gwno: getattr(country, what) for country in countries()}
    found = pl.col("country_id").replace_strict(words, default=unknown, return_dtype=pl.String)
    return found.alias(what)
