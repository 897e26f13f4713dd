"""The event rows themselves, with GED's own columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ..analysis.measures import counted
from ..datasets.declaration import PROVENANCE
from ..datasets.registry import layout_of
from ..model.details import Details
from ..model.errors import UsageError
from ..model.query import question
from ..model.questions.events import Events
from ..model.result import Note, Result, Shown
from ..model.selection import EVERY_TYPE
from ..model.words import TYPE_CODES, apart, many
from ..observations import Observations, Question
from ..words import asking, naming
from . import notes
from .answer import answered
from .asking import look_up, select
from .describe import constants, subject
from .event_notes import event_notes
from .lives import state_notes

SHOWN = (
    *("id", "date_start", "date_end", "country", "adm_1", "where_coordinates"),
    *("type_of_violence", "side_a", "side_b", "best", "low", "high"),
)
"""The columns that a table for people shows, of the 49 that there are."""
SPARE = ("low", "country", "adm_1", "date_end", "where_coordinates", "id")
"""What is left must fit 80 columns: when it began, who, of which type, how many."""
ORDER = ("date_start", "date_end", "id")
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
    if query.limit is not None and query.limit < 0:
        raise UsageError(asking.NEGATIVE_LIMIT(limit=query.limit))
    selection = select(query, None, EVERY_TYPE, series=True)
    if selection.straddle == "split":
        raise UsageError(asking.EVENT_ROW_SPLIT())
    found = look_up(
        Question(replace(selection, measure="events"), events_for=asking.LIST_OF_EVENTS())
    )
    return _answer(query, found)


events = question(Events, answer)


def _answer(query: Events, found: Observations) -> Result:
    rows = counted(found.frame, found.window, found.selection.straddle)
    here = rows.collect_schema().names()
    layout = layout_of(found.source.dataset, found.source.columns)
    present = [name for name in layout.columns if name in here]
    chosen = _chosen(many(query.columns), present)
    by, down = _order(query.sort, present)
    codes = pl.col("type_of_violence").replace_strict(CODES, return_dtype=pl.Int64)
    every = rows.with_columns(codes).sort(by, descending=down, nulls_last=True, maintain_order=True)
    mixed = [name for name in PROVENANCE if name in rows.collect_schema().names()]
    frame = every.select(list(dict.fromkeys([*chosen, *mixed]))).collect()
    kept = frame if query.limit is None else frame.head(query.limit)
    named = constants(found, [*chosen, *mixed])
    days = _days(found)
    return answered(
        query,
        kept,
        data=found,
        heading=subject(found),
        notes=(
            *_cut(frame, kept),
            *event_notes(found, ()),
            *notes.window_notes(found.selection, found.published),
            *state_notes(found),
        ),
        constants={name: named[name] for name in PROVENANCE if name in named} | days,
        details=Details(days),
        shown=Shown((*(chosen if query.columns else SHOWN), *mixed[1:]), SPARE),
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
        _check_column(name, present)
    return names or list(present)


def _order(sort: str | None, present: Sequence[str]) -> tuple[list[str], list[bool]]:
    rest = [name for name in ORDER if name in present]
    if not sort:
        return rest, [False] * len(rest)
    name = sort.removeprefix("-")
    _check_column(name, present)
    others = [column for column in rest if column != name]
    return [name, *others], [sort.startswith("-"), *[False] * len(others)]


def _check_column(name: str, present: Sequence[str]) -> None:
    if name not in present:
        hint = asking.did_you_mean(name, present) or asking.THERE_ARE(names=present)
        raise UsageError(asking.NO_COLUMN(name=name), hint)


def _cut(every: pl.DataFrame, kept: pl.DataFrame) -> list[Note]:
    left = every.height - kept.height
    if not left:
        return []
    if "best" not in every.columns:
        return [Note(naming.LIMITED(cut=left, all=every.height))]
    deaths = int(every["best"].tail(left).sum())
    return [Note(naming.LIMITED_DEATHS(cut=left, deaths=deaths, all=every.height))]
