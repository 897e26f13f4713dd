"""The event rows themselves, with GED's own columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ..analysis.measures import counted
from ..datasets.declaration import PROVENANCE, Amount, FileLayout
from ..model.details import Details
from ..model.errors import UsageError
from ..model.query import question
from ..model.questions.events import Events
from ..model.result import Note, Result, Shown
from ..model.selection import EVERY_TYPE
from ..model.words import TYPE_CODES, apart, many
from ..observations import Observations, Question
from ..words import asking, naming, sourcing
from . import notes
from .answer import answered
from .asking import TYPE, named_set, select
from .describe import constants, subject, where_of
from .event_notes import event_notes
from .lives import state_notes
from .look_up import look_up
from .ordering import check_column, check_limit, first, sorted_by

CODES = {name: code for code, name in TYPE_CODES.items()}


def answer(query: Events) -> Result:
    """Answer `events`.

    Returns:
        a frame with GED's column names and codes (type_of_violence 1, 2, 3; Int64, String, Date,
        Float64 as `mali_cli.datasets.events` has them), as far as the source has them; with
        candidate data also dataset and release (String).

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no events are at hand; the hint says how to get them.
    """
    check_limit(query)
    selection = select(query, None, EVERY_TYPE, series=True)
    if selection.straddle == "split":
        raise UsageError(asking.EVENT_ROW_SPLIT())
    if named_set(query) is None:
        selection = replace(selection, measure="events")
    found = look_up(Question(selection, events_for=asking.LIST_OF_EVENTS()))
    return _answer(query, found)


events = question(Events, answer)


def _answer(query: Events, found: Observations) -> Result:
    rows = counted(found.frame, found.window, found.selection.straddle)
    here = rows.collect_schema().names()
    layout, one = found.layout, found.declared
    present = [name for name in layout.columns if name in here]
    chosen = _chosen(many(query.columns), present)
    by, down = _order(query.sort, present, layout)
    if TYPE[0] in present:
        rows = rows.with_columns(pl.col(TYPE).replace_strict(CODES, return_dtype=pl.Int64))
    every = rows.sort(by, descending=down, nulls_last=True, maintain_order=True)
    mixed = [name for name in PROVENANCE if name in here]
    frame = every.select(list(dict.fromkeys([*chosen, *mixed]))).collect()
    kept = first(frame, query.limit)
    named = constants(found, [*chosen, *mixed])
    days, usual = _days(found), found.declared.answers != "named"
    kept_back = sourcing.ROWS_KEPT_BACK(dataset=one.name, licence=one.licence)
    return answered(
        query,
        kept,
        data=found,
        heading=subject(found) if usual else f"{one.title}, {where_of(found.selection)}",
        notes=(
            *_cut(frame, kept, one.amounts[0]),
            *(() if one.passes_on else (Note(kept_back),)),
            *event_notes(found, ()),
            *notes.window_notes(found.selection, found.published),
            *state_notes(found),
        ),
        constants={name: named[name] for name in PROVENANCE if name in named} | days,
        details=Details(days),
        shown=Shown((*(chosen if query.columns else layout.shown), *mixed[1:]), layout.spare),
        empty="" if frame.height else None,
    )


def _days(found: Observations) -> dict[str, str | None]:
    """Return the first and last days covered of those asked for, of each stretch of them.

    Whoever reads the rows again must know on which days there would be others, had there been any.
    """
    days = found.published.within(found.selection.window)
    spans = days.spans if days else ()
    return {
        "coverage_start": "; ".join(str(span.start) for span in spans) or None,
        "coverage_end": "; ".join(str(span.end) for span in spans) or None,
    }


def _chosen(columns: Sequence[str], present: Sequence[str]) -> list[str]:
    names = [name for name in apart(columns) if name]
    for name in names:
        check_column(name, present)
    return names or list(present)


def _order(
    sort: str | None, present: Sequence[str], layout: FileLayout
) -> tuple[list[str], list[bool]]:
    first = dict.fromkeys((*(layout.span or ()), *layout.key))
    rest = [name for name in first if name in present]
    if not sort:
        return rest, [False] * len(rest)
    name, down = sorted_by(sort, present)
    others = [column for column in rest if column != name]
    return [name, *others], [down, *[False] * len(others)]


def _cut(every: pl.DataFrame, kept: pl.DataFrame, amount: Amount) -> list[Note]:
    left = every.height - kept.height
    if not left:
        return []
    if amount.best not in every.columns:
        return [Note(naming.LIMITED(cut=left, all=every.height))]
    deaths = int(every[amount.best].tail(left).sum())
    said = naming.LIMITED_DEATHS(cut=left, deaths=deaths, noun=amount.nouns, all=every.height)
    return [Note(said)]
