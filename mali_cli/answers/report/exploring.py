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
from ...words import reporting
from ...words.message import Said
from .. import load

CHOSEN = ("-t", "--straddle", "--from", "--to")
"""Options that the page sets itself; each has a value."""
NOT_COUNTED_AGAIN = {"states": reporting.STATES_ALONE, "blank": reporting.BLANKS}
"""What a page does not know: on which days a state existed, and what is blank for that."""
ESTIMATES = ("low", "best", "high")
SIDES = {"side_a_new_id": "side_a", "side_b_new_id": "side_b"}
REGION = "adm_1"
MOST_ROWS = 12_000
"""So many rows have about half a megabyte on a page."""


def explored(asked: Periods, basis: Result, most: int = MOST_ROWS) -> Explored | Said:
    """Return what is behind an answer of `periods` in phases; or why a page cannot count it.

    A page counts the best estimate of deaths, of a source that may be passed on, in phases that
    lack no days, in so many rows at most.
    """
    looked_at = basis.asked
    assert looked_at
    if why := _why_not(asked, basis, looked_at):
        return why
    source = basis.sources[0]
    try:
        countries = [str(number) for number in looked_at.area.ids]
        found = load.answer(asked.put_as(Load, type="all", country=countries))
    except (NotHereError, UsageError, *UNREAD):
        return reporting.ROWS_MISSING()
    frame = found.frame
    events = source.kind == "event"
    kept = [name for name in (*SIDES, REGION) if events and name in frame.columns]
    actors = _actors(frame) if events and not asked.actor and set(SIDES) <= set(kept) else {}
    rows = frame.group_by("start", "end", "type_of_violence", *kept).agg(pl.col(ESTIMATES).sum())
    if found.sources != basis.sources or not rows.height:
        return reporting.ROWS_MISSING()
    if rows.height > most:
        return reporting.TOO_MANY_ROWS(rows=rows.height, most=most)
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


def _why_not(asked: Periods, basis: Result, looked_at: Selection) -> Said | None:
    """Say why a page cannot count as the answer does; None where it can."""
    closed = [one.dataset for one in basis.sources if not data_set(one.dataset).passes_on]
    if closed:
        return reporting.NOT_PASSED_ON(dataset=closed[0])
    if basis.value != "deaths" or looked_at.estimate != "best":
        return reporting.DEATHS_ONLY()
    if asked.candidate:
        return reporting.NO_CANDIDATES()
    if len(basis.sources) != 1:
        return reporting.ROWS_MISSING()
    if basis.straddle not in STRADDLES:
        return reporting.NOT_THE_RULE(rules=STRADDLES)
    kinds = [note.kind for note in basis.notes]
    if said := next((said for kind, said in NOT_COUNTED_AGAIN.items() if kind in kinds), None):
        return said()
    return reporting.IN_PART_ONLY() if any(phase.partial for phase in basis.phases) else None


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
