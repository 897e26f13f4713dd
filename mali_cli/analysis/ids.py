"""Rows by the ids of actors, dyads and conflicts, each id with one name; events by actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from ..model.filters import ID_OF

SIDES = (("side_a", "side_a_new_id"), ("side_b", "side_b_new_id"))
CIVILIANS = "Civilians"
"""Side b of one-sided violence, which is no actor (GED codebook)."""
_NAME, _ID, _DAY, _PLACE = "_name", "_id", "_day", "_place"

NamesById = Mapping[int, str]
RowsTold = tuple[pl.LazyFrame, Sequence[tuple[str, str]]]
"""Rows, and their columns of names and of the ids that go with them."""


def told_by(group: str, columns: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the columns that tell a group, as far as they are there: of a name and of its id."""
    pairs = SIDES if group == "actor" and "actor" not in columns else ((group, ID_OF[group]),)
    return tuple(pair for pair in pairs if set(pair) <= set(columns))


def lacks_ids(events: pl.LazyFrame, group: str) -> bool:
    """Return whether the source does not number these, so that names tell them apart."""
    return not set(_numbers(group)) & set(events.collect_schema().names())


def without_ids(events: pl.LazyFrame, group: str) -> pl.LazyFrame:
    """Blank the ids, so that names tell apart what others have only by name."""
    here = [name for name in (*_numbers(group), ID_OF[group]) if name in events.collect_schema()]
    return events.with_columns(pl.lit(None, pl.Int64).alias(name) for name in here)


def one_name_each(
    rows: pl.LazyFrame, groups: Iterable[str], events: pl.LazyFrame | None = None
) -> pl.LazyFrame:
    """Give each id the name that it has in its latest event: UCDP renames what it numbers.

    Takes rows with the columns of `told_by`, and looks at those of `groups` that have ids; the
    days are those of `events` with `start` (Date), where the rows have none.
    """
    return named_alike((rows,), groups, events)[0]


def named_alike(
    frames: Sequence[pl.LazyFrame], groups: Iterable[str], events: pl.LazyFrame | None = None
) -> tuple[pl.LazyFrame, ...]:
    """Give each id one name in all of these frames: the latest in the last frame that has it."""
    for group in groups:
        if group in ID_OF:
            named = [(frame, told_by(group, frame.collect_schema().names())) for frame in frames]
            dated = named
            if events is not None:
                dated = [(events, told_by(group, events.collect_schema().names()))]
            names = _renamed(named, dated)
            frames = [
                frame.with_columns(_name(pair, names) for pair in pairs) if names else frame
                for frame, pairs in named
            ]
    return tuple(frames)


def _renamed(frames: Sequence[RowsTold], dated: Sequence[RowsTold]) -> dict[int, str]:
    """Return the name of each id that has several; what is rare is looked up only where it is."""
    pairs = [_pairs(frame, pair).unique() for frame, told in frames for pair in told]
    if not pairs:
        return {}
    known = pl.concat(pl.collect_all(pairs)).unique()
    several = known.filter(pl.col(_NAME).n_unique().over(_ID) > 1)[_ID].unique()
    if not several.len():
        return {}
    days = [
        _pairs(frame, pair, pl.col("start").alias(_DAY), pl.lit(place).alias(_PLACE))
        for place, (frame, told) in enumerate(dated)
        for pair in told
    ]
    latest = (
        pl.concat(days)
        .filter(pl.col(_ID).is_in(several.implode()), pl.col(_NAME).is_not_null())
        .group_by(_ID)
        .agg(pl.col(_NAME).sort_by(_PLACE, _DAY, _NAME).last())
    )
    return dict(latest.collect().iter_rows())


def _numbers(group: str) -> tuple[str, ...]:
    """Return GED's columns of the ids."""
    sides = (*(number for _, number in SIDES), ID_OF[ACTOR])
    return sides if group == ACTOR else (f"{group}_new_id",)


def _pairs(frame: pl.LazyFrame, pair: tuple[str, str], *more: pl.Expr) -> pl.LazyFrame:
    """Return names and ids of what has an id; civilians are no actor."""
    name, number = (pl.col(column) for column in pair)
    pairs = frame.select(name.alias(_NAME), number.alias(_ID), *more)
    return pairs.filter(pl.col(_ID).is_not_null(), pl.col(_NAME).ne_missing(pl.lit(CIVILIANS)))


def _name(pair: tuple[str, str], names: NamesById) -> pl.Expr:
    name, number = pair
    latest = pl.col(number).replace_strict(names, default=pl.col(name), return_dtype=pl.String)
    civilians = pl.col(name).eq_missing(pl.lit(CIVILIANS))
    return pl.when(civilians).then(pl.col(name)).otherwise(latest).alias(name)


ACTOR = "actor"
KEYS = ("actor", "actor_id")
_NO_ID = pl.lit(None, pl.Int64)
_ROWS = "_rows"


def by_actor(events: pl.LazyFrame) -> pl.LazyFrame:
    """Return a row for each event and actor involved in it; adds actor (String), actor_id (Int64).

    An actor is a side as GED numbers it; a joint side ("A, B") has one id, and is one actor. Such
    rows overlap: they must not be added up. Where the source has no ids, names tell actors apart.
    """
    (name_a, id_a), (name_b, id_b) = _sides(events)
    parts = [
        events.with_columns(name_a.alias("actor"), id_a.alias("actor_id")),
        events.filter(~_same(events)).with_columns(name_b.alias("actor"), id_b.alias("actor_id")),
    ]
    actor, number = (pl.col(name) for name in KEYS)
    return pl.concat(parts).filter(actor.is_not_null() | number.is_not_null())


def _same(events: pl.LazyFrame) -> pl.Expr:
    """Return whether one actor is on both sides."""
    (name_a, id_a), (name_b, id_b) = _sides(events)
    return id_a.eq_missing(id_b) & (id_a.is_not_null() | name_a.eq_missing(name_b))


def sums_by_actor(
    events: pl.LazyFrame, others: Sequence[str], sums: Sequence[pl.Expr]
) -> pl.DataFrame:
    """Add up, by other columns and by each actor involved, the rows of `by_actor`.

    An actor may have several rows, to be added up. Each side is added up for itself: there are far
    fewer actors than pairs of them. Pairs are looked at where both sides have one id, or none.
    """
    columns = events.collect_schema().names()
    side_a, side_b = ([name for name in pair if name in columns] for pair in SIDES)
    if len(side_a) != len(side_b):
        pairs = events.group_by([*others, *side_a, *side_b]).agg(sums)
        return by_actor(pairs).drop(*side_a, *side_b).collect()
    alike = pl.col(side_a[-1]).eq_missing(pl.col(side_b[-1]))
    sums = [*sums, pl.len().alias(_ROWS)]
    first = events.group_by([*others, *side_a]).agg(sums).collect()
    second = events.filter(~alike).group_by([*others, *side_b]).agg(sums).collect()
    parts = [_as_actor(first.lazy(), 0), _as_actor(second.lazy(), 1)]
    if len(side_a) > 1 and first[_ROWS].sum() > second[_ROWS].sum():
        pairs = events.filter(alike).group_by([*others, *side_a, *side_b]).agg(sums)
        parts.append(_as_actor(pairs.filter(~_same(pairs)), 1).drop(side_a))
    return pl.concat(parts, how="diagonal").collect()


def _as_actor(rows: pl.LazyFrame, side: int) -> pl.LazyFrame:
    """Name the actor of rows by one of their sides; leave out those in which that is nobody."""
    name, number = SIDES[side]
    if number not in rows.collect_schema():
        rows = rows.with_columns(_NO_ID.alias(number))
    actor = pl.col(name).is_not_null() | pl.col(number).is_not_null()
    somebody = pl.col(name).ne_missing(pl.lit(CIVILIANS)) & actor
    return rows.filter(somebody).rename(dict(zip(SIDES[side], KEYS, strict=True)))


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
