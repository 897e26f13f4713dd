"""Candidate events beside a yearly release: preliminary data, merged by UCDP's rule.

Read oldest to newest and keyed on `id`, the later release wins; candidate rows of years that the
yearly release covers are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

RELEASE = "_release"


def merge(yearly: pl.LazyFrame, candidates: Sequence[pl.LazyFrame], last_year: int) -> pl.LazyFrame:
    """Return the yearly events and the candidate events of later years.

    `candidates` are in the order of their releases, the oldest first. Adds `preliminary`
    (Boolean). An event counts to the year of its first day, as GED's own `year` does: candidates
    never change a figure of the years that the yearly release covers.
    """
    numbered = [
        frame.with_columns(pl.lit(number).alias(RELEASE)) for number, frame in enumerate(candidates)
    ]
    later = pl.concat(numbered, how="diagonal_relaxed")
    newest = (
        later.filter(pl.col("date_start").dt.year() > last_year)
        .sort(RELEASE)
        .unique("id", keep="last", maintain_order=True)
        .drop(RELEASE)
    )
    old = yearly.with_columns(preliminary=pl.lit(False))
    new = newest.with_columns(preliminary=pl.lit(True))
    return pl.concat([old, new], how="diagonal_relaxed")
