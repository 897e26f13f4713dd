"""How sure counts are by UCDP's own range, and the joining of such figures to a table."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

RANGE_COLUMNS = ("range_below", "range_above", "range_unordered")
ALL = "_all"
"""The group of all observations, where a table has no groups."""


def with_range(table: pl.DataFrame, rows: pl.LazyFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Add how far UCDP's low and high lie from the best estimate, for each row of a table.

    Args:
        table: the groups, then deaths, low and high.
        rows: the observations counted: the groups, best, low and high (Int64).
        groups: the columns that name a row of the table.

    Returns:
        the table with range_below and range_above (Float64, parts of deaths: (deaths - low) /
        deaths and (high - deaths) / deaths; null where nobody died) and range_unordered (Int64:
        observations whose estimates are not in the order low, best, high; never clipped).
    """
    ordered = (pl.col("low") <= pl.col("best")) & (pl.col("best") <= pl.col("high"))
    rows = rows.with_columns(pl.lit(0).alias(ALL))
    counts = rows.group_by(list(groups) or [ALL]).agg(
        (~ordered).sum().cast(pl.Int64).alias("range_unordered")
    )
    found = joined(table, counts.collect(), groups, ("range_unordered",))
    deaths = pl.when(pl.col("deaths") > 0).then(pl.col("deaths"))
    return found.with_columns(
        ((pl.col("deaths") - pl.col("low")) / deaths).round(4).alias("range_below"),
        ((pl.col("high") - pl.col("deaths")) / deaths).round(4).alias("range_above"),
    ).select(*table.columns, *RANGE_COLUMNS)


def joined(
    table: pl.DataFrame, found: pl.DataFrame, groups: Sequence[str], columns: Sequence[str]
) -> pl.DataFrame:
    """Join figures to the rows of a table: 0 where deaths are counted and no event is."""
    table = table.with_columns(pl.lit(0).alias(ALL))
    on = list(groups) or [ALL]
    found = found.select(*on, *columns)
    table = table.join(found, on=on, how="left", nulls_equal=True, maintain_order="left")
    counted = pl.col("deaths").is_not_null()
    filled = [pl.when(counted).then(pl.col(name).fill_null(0)).alias(name) for name in columns]
    return table.with_columns(filled).drop(ALL)
