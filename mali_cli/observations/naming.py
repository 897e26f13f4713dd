"""Countries of rows by their number: one number is one country, whatever a row calls it."""

from __future__ import annotations

import polars as pl

from ..facts.countries import countries

GIVEN = "_country"
"""What a file itself calls the country of an event."""


def named_country(own: bool) -> pl.Expr:
    """Name the country of a row by `country_id`; where unknown, by the row's `own` name.

    An unknown number whose rows have the name of a known country stands beside that name.
    """
    unknown = _own_name() if own else pl.lit(None, pl.String)
    return by_country("name", unknown).alias("country")


def _own_name() -> pl.Expr:
    given = pl.col("country")
    taken = given.is_in([country.name for country in countries()])
    number = pl.col("country_id").cast(pl.String)
    return pl.when(taken).then(given + " (" + number + ")").otherwise(given)


def by_country(what: str, unknown: pl.Expr | None = None) -> pl.Expr:
    """Return what is known of the country of a row."""
    words = {country.gwno: getattr(country, what) for country in countries()}
    found = pl.col("country_id").replace_strict(words, default=unknown, return_dtype=pl.String)
    return found.alias(what)
