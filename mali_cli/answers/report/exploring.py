"""What a reader can count again on the page: the rows behind a report's phases, of every type."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ...datasets.registry import data_set
from ...model.errors import UNREAD, NotHereError, UsageError
from ...model.questions.load import Load
from ...model.questions.periods import Periods
from ...model.report import Explored
from ...model.result import Result
from ...model.selection import Selection
from ...model.words import STRADDLES
from .. import load

CHOSEN = ("-t", "--straddle", "--from", "--to")
"""Options that the page sets itself; each has a value."""
NOT_COUNTED_AGAIN = ("states", "blank")
"""What a page does not know: on which days a state existed, and what is blank for that."""
ESTIMATES = ("low", "best", "high")
SIDES = {"side_a_new_id": "side_a", "side_b_new_id": "side_b"}
REGION = "adm_1"
MOST_ROWS = 12_000
"""So many rows have about half a megabyte on a page."""


def explored(asked: Periods, basis: Result, most: int = MOST_ROWS) -> Explored | None:
    """Return what is behind an answer of `periods` in phases; None where a page cannot count it.

    A page counts the best estimate of deaths, of a source that may be passed on, in phases that
    lack no days, in so many rows at most.
    """
    looked_at = basis.asked
    if looked_at is None or not _simple(asked, basis, looked_at):
        return None
    source = basis.sources[0]
    try:
        countries = [str(number) for number in looked_at.area.ids]
        found = load.answer(asked.put_as(Load, type="all", country=countries))
    except (NotHereError, UsageError, *UNREAD):
        return None
    frame = found.frame
    events = source.kind == "event"
    kept = [name for name in (*SIDES, REGION) if events and name in frame.columns]
    actors = _actors(frame) if events and not asked.actor and set(SIDES) <= set(kept) else {}
    rows = frame.group_by("start", "end", "type_of_violence", *kept).agg(pl.col(ESTIMATES).sum())
    if found.sources != basis.sources or not 0 < rows.height <= most:
        return None
    regions = () if REGION not in kept or asked.adm1 else _regions(frame)
    types = looked_at.types
    return Explored(
        rows=rows.sort(pl.all()),
        actors=actors,
        regions=regions,
        sparse=events,
        command=_without(basis.settled.arguments, CHOSEN),
        type=types.names[0] if len(types.names) == 1 or not types.summed else "all",
        days=(asked.from_, asked.to),
    )


def _simple(asked: Periods, basis: Result, looked_at: Selection) -> bool:
    """Return whether a page counts as the answer does."""
    if len(basis.sources) != 1 or basis.straddle not in STRADDLES:
        return False
    best = basis.value == "deaths" and looked_at.estimate == "best" and not asked.candidate
    known = not any(note.kind in NOT_COUNTED_AGAIN for note in basis.notes)
    whole = not any(phase.partial for phase in basis.phases)
    return best and known and whole and data_set(basis.sources[0].dataset).passes_on


def _actors(frame: pl.DataFrame) -> dict[int, str]:
    pairs = [
        frame.select(pl.col(number).alias("id"), pl.col(name).alias("name"))
        for number, name in SIDES.items()
    ]
    known = pl.concat(pairs).drop_nulls().unique("id", keep="last", maintain_order=True)
    return dict(known.sort("name").iter_rows())


def _regions(frame: pl.DataFrame) -> tuple[str, ...]:
    return tuple(frame[REGION].drop_nulls().unique().sort())


def _without(arguments: Sequence[str], options: Sequence[str]) -> tuple[str, ...]:
    """Return a command line without some options and their values."""
    kept: list[str] = []
    words = iter(arguments)
    for word in words:
        if word in options:
            next(words)
        else:
            kept.append(word)
    return tuple(kept)
