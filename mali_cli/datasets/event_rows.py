"""GED events as observations: each over the days from its first to its last."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..model.filters import ID_OF
from ..model.words import ONE_SIDED, PERPETRATORS, TYPE_CODES
from .declaration import Observed, Sought, Told
from .shaping import GIVEN, HIDDEN, by_country, named_country, told_country

SAME = {
    "civilians": "deaths_civilians",
    "dyad": "dyad_name",
    "conflict": "conflict_name",
}
"""Columns of an observation that are a column of GED under another name."""
IDS = {"dyad": "dyad_new_id", "conflict": "conflict_new_id"}
"""GED's ids of what is named; blank where the source has names only."""
TOLD_BY = {**SAME, "perpetrator": "side_a"}
"""The columns of GED that tell those of an observation."""
GOVERNMENT = "Government of "
TYPE = HIDDEN[1]
"""The code of the type of violence."""


def observations(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    """Return events as observations, and which column of GED tells those that may be absent."""
    told = {"country": told_country(), "type_of_violence": Told((TYPE,), _type_in_words(TYPE))}
    return Observed(of_events(rows), TOLD_BY, told)


def of_events(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Return events as observations, beside GED's own columns.

    Adds start, end (Date), type_of_violence in words, perpetrator (of one-sided violence), and the
    columns of `SAME` as far as the source has them, with dyad_id and conflict_id (Int64) beside the
    names; year (Int32, of the first day) and region where the source lacks them. The country has
    the name of its number; `GIVEN` has the one in the file, and `TYPE` the code of the type.
    """
    names = rows.collect_schema().names()
    added = [
        pl.col("date_start").alias("start"),
        pl.col("date_end").alias("end"),
        *([] if "year" in names else [pl.col("date_start").dt.year().alias("year")]),
        *(_type_in_words("type_of_violence"), pl.col("type_of_violence").alias(TYPE)),
        *(pl.col(old).alias(new) for new, old in SAME.items() if old in names),
        *(_id(new, old, names) for new, old in IDS.items() if SAME[new] in names),
        named_country("country" in names),
        *([pl.col("country").alias(GIVEN)] if "country" in names else []),
        *([] if "region" in names else [by_country("region")]),
    ]
    rows = rows.with_columns(added)
    return rows.with_columns(_perpetrator(names)) if "side_a" in names else rows


def _id(name: str, column: str, names: Sequence[str]) -> pl.Expr:
    known = pl.col(column) if column in names else pl.lit(None, pl.Int64)
    return known.alias(ID_OF[name])


def _type_in_words(column: str) -> pl.Expr:
    """Name the types; `replace_strict` would do it with five times the memory (measured)."""
    code = pl.col(column)
    first, second, third = (pl.lit(name) for name in TYPE_CODES.values())
    words = pl.when(code == 1).then(first).when(code == 2).then(second).when(code == 3).then(third)
    return words.alias("type_of_violence")


def _perpetrator(names: Sequence[str]) -> pl.Expr:
    """Return what the perpetrator is: a government or another group on side a.

    It is a state where gwnoa is filled; joint governments, and files without that column, are
    told by the name "Government of …".
    """
    state = pl.col("side_a").str.starts_with(GOVERNMENT).fill_null(False)
    if "gwnoa" in names:
        state = state | pl.col("gwnoa").is_not_null()
    government, other = PERPETRATORS
    word = pl.when(state).then(pl.lit(government)).otherwise(pl.lit(other))
    return pl.when(pl.col("type_of_violence") == ONE_SIDED).then(word).alias("perpetrator")
