"""Two releases event by event."""

from __future__ import annotations

import polars as pl

from ...analysis.revisions import event_changes
from ...layouts.schemas import GED
from ...model.coverage import Coverage
from ...model.source import Source
from ...observations.events import SAME
from ...observations.naming import GIVEN
from ...observations.straddling import counts as counted_in
from ...observations.straddling import touches
from .pair import Pair

KEY = "id"


def without_ids(pair: Pair) -> tuple[Source, ...]:
    """Return the sides whose events have no ids, so that none can be found again in the other."""
    return tuple(
        found.source
        for found in pair.both
        if found.of_events and KEY not in found.frame.collect_schema().names()
    )


def changes_of(pair: Pair) -> pl.DataFrame | None:
    """Compare the events of both sides; see `analysis.revisions.event_changes`.

    None where not both are events with ids.
    """
    if not pair.of_events or without_ids(pair):
        return None
    selection = pair.selection
    rule = selection.straddle
    a, b = (
        _looked_at(found.frame, window, rule)
        for found, window in zip(pair.both, pair.windows, strict=True)
    )
    counting = SAME["civilians"] if selection.measure == "civilians" else selection.estimate
    common, names = pair.common, columns_in_both(pair)
    return event_changes(a, b, names, counting=counting, common=common, rule=rule)


def columns_in_both(pair: Pair) -> tuple[str, ...]:
    """Return the columns of GED, but for the id, that both sides have."""
    a, b = _columns(pair)
    return tuple(name for name in GED if name in a and name in b and name != KEY)


def columns_in_one(pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns of GED that only a has, and that only b has."""
    a, b = _columns(pair)
    return tuple(n for n in a if n not in b), tuple(n for n in b if n not in a)


def stand_elsewhere(changes: pl.DataFrame, status: str, events: pl.LazyFrame) -> int:
    """Count the events of a status that are among others, such as all of the other side."""
    ids = changes.lazy().filter(pl.col("status") == status).select(KEY)
    return int(events.select(KEY).join(ids, on=KEY, how="semi").select(pl.len()).collect().item())


def _columns(pair: Pair) -> tuple[list[str], list[str]]:
    a, b = (found.frame.collect_schema().names() for found in pair.both)
    return [name for name in GED if name in a], [name for name in GED if name in b]


def _looked_at(events: pl.LazyFrame, window: Coverage | None, rule: str) -> pl.LazyFrame:
    """Keep the events that count in the days looked at, each once, with the names they have."""
    if GIVEN in events.collect_schema().names():
        events = events.with_columns(country=pl.col(GIVEN))
    if window is None:
        return events.filter(False)
    return events.filter(touches(window) if rule == "split" else counted_in(window, rule))
