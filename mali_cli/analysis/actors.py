"""Events by the actors that they involve, on either side."""

from __future__ import annotations

import polars as pl

from ..model.filters import MEMBERS

CIVILIANS = "Civilians"
"""Side b of one-sided violence, which is no actor (GED codebook)."""


def by_actor(events: pl.LazyFrame) -> pl.LazyFrame:
    """Return a row for each event and actor involved in it; adds `actor` (String).

    The members of a joint side ("A, B") count each. Such rows overlap: they must not be added up.
    """
    sides = [pl.col(side).str.split(MEMBERS) for side in ("side_a", "side_b")]
    actors = pl.concat_list([side.fill_null(pl.lit([], pl.List(pl.String))) for side in sides])
    named = events.with_columns(actors.list.unique(maintain_order=True).alias("actor"))
    return named.explode("actor").filter(pl.col("actor") != CIVILIANS)
