"""What the data at hand have to complete a word with: their sets, and the names in their events."""

from __future__ import annotations

from collections.abc import Iterable

ACTOR, DYAD, CONFLICT, ADM1 = "actor", "dyad", "conflict", "adm1"
_COLUMNS = {
    ACTOR: (("side_a_new_id", "side_a"), ("side_b_new_id", "side_b")),
    DYAD: (("dyad_new_id", "dyad_name"),),
    CONFLICT: (("conflict_new_id", "conflict_name"),),
    ADM1: ((None, "adm_1"),),
}
"""The columns of GED that have the id and the name of each."""


def sets_here() -> list[str]:
    """Return the names of the sets in the store, and of those that ship with the package."""
    from ..datasets.registry import data_sets
    from ..store.store import Store

    embedded = [one.embedded.source().pinned for one in data_sets() if one.embedded]
    return list(dict.fromkeys([*Store().names(), *embedded]))


def named_in_events(what: str, countries: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the ids and the names of actors, dyads, conflicts or regions in the events at hand.

    Regions have no ids: "". Only those in these countries, where some are named.
    """
    import polars as pl

    from ..datasets.events import GED
    from ..facts.countries import resolve
    from ..observations.holdings import at_hand

    found: dict[tuple[str, str], None] = {}
    ids = resolve(tuple(countries)).ids
    for holding in at_hand(GED.name):
        rows = holding.rows()
        if ids:
            rows = rows.filter(pl.col("country_id").is_in(list(ids)))
        pairs = [
            rows.select(
                (pl.col(number).cast(pl.String) if number else pl.lit("")).alias("id"),
                pl.col(name).alias("name"),
            )
            for number, name in _COLUMNS[what]
        ]
        named = pl.concat(pairs).drop_nulls().unique().sort("name", "id").collect()
        found.update(dict.fromkeys(named.iter_rows()))
    return list(found)
