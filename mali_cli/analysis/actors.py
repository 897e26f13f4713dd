"""Events by the actors that they involve, on either side."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..model.filters import MEMBERS

ACTOR, SIDES = "actor", ("side_a", "side_b")
CIVILIANS = "Civilians"
"""Side b of one-sided violence, which is no actor (GED codebook)."""


def by_actor(events: pl.LazyFrame) -> pl.LazyFrame:
    """Return a row for each event and actor involved in it; adds `actor` (String).

    The members of a joint side ("A, B") count each. Such rows overlap: they must not be added up.
    """
    side_a, side_b = pl.col("side_a"), pl.col("side_b")
    joint = _is_joint(side_a) | _is_joint(side_b)
    alone = events.filter(~joint)
    parts = [
        alone.with_columns(side_a.alias("actor")),
        alone.filter(side_b.ne_missing(side_a)).with_columns(side_b.alias("actor")),
        events.filter(joint).with_columns(_involved().alias("actor")).explode("actor"),
    ]
    return pl.concat(parts).filter(pl.col("actor") != CIVILIANS)


def by_named_actor(events: pl.LazyFrame, names: Sequence[str], rest: str) -> pl.LazyFrame:
    """Return a row for each event and actor of these in it; adds `actor` (String).

    An event in which none of them takes part has one row, whose actor is `rest`. The rows of the
    actors overlap as those of `by_actor` do; those of `rest` are apart from all of them.
    """
    mine = _involved().list.set_intersection(pl.lit(list(names), pl.List(pl.String)))
    actors = pl.when(mine.list.len() > 0).then(mine).otherwise(pl.lit([rest], pl.List(pl.String)))
    return events.with_columns(actors.alias("actor")).explode("actor")


def by_perpetrator(events: pl.LazyFrame) -> pl.LazyFrame:
    """Name the perpetrator of each event of one-sided violence; adds `actor` (String).

    It is side a (GED codebook); a joint side ("A, B") is one of its own, so that rows add up.
    """
    return events.with_columns(pl.col("side_a").alias("actor"))


def _is_joint(side: pl.Expr) -> pl.Expr:
    """Tell joint sides; few are, and to split every name would take ten times as long."""
    return side.str.contains(MEMBERS, literal=True).fill_null(False)


def _involved() -> pl.Expr:
    """Return the names on either side of an event, each once."""
    sides = [pl.col(side).str.split(MEMBERS) for side in SIDES]
    actors = pl.concat_list([side.fill_null(pl.lit([], pl.List(pl.String))) for side in sides])
    return actors.list.unique(maintain_order=True)
