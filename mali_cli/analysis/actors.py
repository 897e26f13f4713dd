"""Events by the actors that they involve, on either side."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from .ids import CIVILIANS, SIDES

ACTOR = "actor"
KEYS = ("actor", "actor_id")
_NO_ID = pl.lit(None, pl.Int64)


def by_actor(events: pl.LazyFrame) -> pl.LazyFrame:
    """Return a row for each event and actor involved in it; adds actor (String), actor_id (Int64).

    An actor is a side as GED numbers it; a joint side ("A, B") has one id, and is one actor. Such
    rows overlap: they must not be added up. Where the source has no ids, names tell actors apart.
    """
    (name_a, id_a), (name_b, id_b) = _sides(events)
    same = id_a.eq_missing(id_b) & (id_a.is_not_null() | name_a.eq_missing(name_b))
    parts = [
        events.with_columns(name_a.alias("actor"), id_a.alias("actor_id")),
        events.filter(~same).with_columns(name_b.alias("actor"), id_b.alias("actor_id")),
    ]
    actor, number = (pl.col(name) for name in KEYS)
    return pl.concat(parts).filter(actor.is_not_null() | number.is_not_null())


def by_named_actor(events: pl.LazyFrame, named: pl.DataFrame, rest: str) -> pl.LazyFrame:
    """Return a row for each event and actor of `named` (actor, actor_id) in it; adds both columns.

    An event in which none of them takes part has one row, whose actor is `rest`, without an id.
    The rows of the actors overlap as those of `by_actor` do; those of `rest` are apart from all of
    them.
    """
    mine = by_actor(events).join(named.lazy(), on=KEYS, how="semi", nulls_equal=True)
    ids = named["actor_id"].drop_nulls().to_list()
    names = named.filter(pl.col("actor_id").is_null())["actor"].to_list()
    takes_part = pl.any_horizontal(
        number.is_in(ids).fill_null(False) | (number.is_null() & name.is_in(names)).fill_null(False)
        for name, number in _sides(events)
    )
    others = events.filter(~takes_part)
    return pl.concat(
        [mine, others.with_columns(pl.lit(rest).alias("actor"), _NO_ID.alias("actor_id"))]
    )


def by_perpetrator(events: pl.LazyFrame) -> pl.LazyFrame:
    """Name the perpetrator of each event of one-sided violence; adds actor, actor_id.

    It is side a (GED codebook), so that rows add up.
    """
    name, number = _sides(events)[0]
    return events.with_columns(name.alias("actor"), number.alias("actor_id"))


def _sides(events: pl.LazyFrame) -> Sequence[tuple[pl.Expr, pl.Expr]]:
    """Return the name and the id of each side, blank of civilians."""
    columns = events.collect_schema().names()
    found = []
    for name, number in SIDES:
        civilians = pl.col(name).eq_missing(pl.lit(CIVILIANS))
        chosen = pl.col(number) if number in columns else _NO_ID
        found.append((pl.when(~civilians).then(pl.col(name)), pl.when(~civilians).then(chosen)))
    return found
