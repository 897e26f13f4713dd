"""The event rows themselves, with GED's own columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

import polars as pl

from ..analysis.straddling import counted
from ..layouts.schemas import GED
from ..model.errors import UsageError
from ..model.filters import FilterOptions
from ..model.result import Note, Result
from ..model.selection import EVERY_TYPE
from ..model.words import TYPES, Words, did_you_mean, many, thousands
from ..model.words import counted as number_of
from ..observations import Observations, Question
from . import notes
from .asking import Asked, look_up
from .describe import constants, pinned, pins_of, selection_json, subject, taken_words
from .lives import state_notes

SHOWN = (
    *("id", "date_start", "date_end", "country", "adm_1", "where_coordinates"),
    *("type_of_violence", "side_a", "side_b", "best", "low", "high"),
)
"""The columns that a table for people shows, of the 49 that there are."""
ORDER = ("date_start", "date_end", "id")
PROVENANCE = ("dataset", "release")
CODES = {name: code for code, name in enumerate(TYPES, start=1)}


def events(
    *,
    sort: str | None = None,
    limit: int | None = None,
    columns: Words = (),
    country: Words = (),
    type: Words = (),
    from_: str | None = None,
    to: str | None = None,
    straddle: str | None = None,
    dataset: str | None = None,
    release: str | None = None,
    data: str | None = None,
    candidate: bool = False,
    **filters: Unpack[FilterOptions],
) -> Result:
    """List events, each as UCDP coded it.

    Args:
        sort: a column, or "-column" for the largest first; default by date.
        limit: how many rows; a note says what was cut.
        columns: only these of GED's columns.
        country: names, codes or @groups; default every country of the source.
        type: types of violence; default every type.
        from_: first day; by the straddle rule.
        to: last day, inclusive.
        straddle: "start", "end" or "drop"; default "start".
        dataset: NAME or NAME@RELEASE.
        release: a release such as "25.1".
        data: a file that answers in place of what is at hand; "-" for stdin.
        candidate: add preliminary events of later releases.
        filters: see `mali_cli.model.filters.FilterOptions`.

    Returns:
        a frame with GED's column names and codes (type_of_violence 1, 2, 3; Int64, String, Date,
        Float64 as in `mali_cli.layouts.schemas.GED`), as far as the source has them; with
        candidate data also dataset and release (String).

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no events are at hand; the hint says how to get them.
    """
    asked = Asked(
        country,
        type,
        from_,
        to,
        straddle=straddle,
        dataset=dataset,
        release=release,
        data=data,
        candidate=candidate,
        filters=filters,
    )
    if limit is not None and limit < 0:
        raise UsageError(f"--limit {limit} is below zero", "write how many rows, such as 20")
    selection = asked.select(None, EVERY_TYPE, series=True)
    if selection.straddle == "split":
        raise UsageError("an event row cannot be split", "use --straddle start, end or drop")
    found = look_up(Question(replace(selection, measure="events"), events_for="a list of events"))
    return _answer(found, sort, limit, many(columns))


def _answer(
    found: Observations, sort: str | None, limit: int | None, columns: tuple[str, ...]
) -> Result:
    rows = counted(found.frame, found.window, found.selection.straddle)
    present = [name for name in GED if name in rows.collect_schema().names()]
    chosen = _chosen(columns, present)
    by, down = _order(sort, present)
    codes = pl.col("type_of_violence").replace_strict(CODES, return_dtype=pl.Int64)
    every = rows.with_columns(codes).sort(by, descending=down, nulls_last=True, maintain_order=True)
    mixed = [name for name in PROVENANCE if name in rows.collect_schema().names()]
    frame = every.select(list(dict.fromkeys([*chosen, *mixed]))).collect()
    kept = frame if limit is None else frame.head(limit)
    extra = ["--sort", sort] if sort else []
    extra += ["--limit", str(limit)] if limit is not None else []
    extra += [word for name in columns for word in ("--columns", name)]
    arguments = pinned("events", found, extra)
    alike = constants(found, [*chosen, *mixed])
    named = {key: value for key, value in alike.items() if key in PROVENANCE} | _days(found)
    return Result(
        command="events",
        title=f"{subject(found)}{taken_words(found.selection)}",
        frame=kept,
        notes=(
            *_cut(frame, kept),
            *notes.event_notes(found, ()),
            *notes.window_notes(found.selection, found.published),
            *state_notes(found),
            *notes.source_notes(found, arguments),
        ),
        sources=found.sources,
        selection=selection_json(found.selection) | {"sort": sort, "limit": limit},
        straddle=found.selection.straddle,
        constants=named,
        extras=_days(found),
        arguments=arguments,
        pins=pins_of(found),
        empty=None if frame.height else notes.why_empty(found),
        shown=(*(chosen if columns else SHOWN), *mixed[1:]),
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
    names = [name.strip() for word in columns for name in word.split(",") if name.strip()]
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
        hint = did_you_mean(name, present) or f"there are {', '.join(present)}"
        raise UsageError(f"these events have no column '{name}'", hint)


def _cut(every: pl.DataFrame, kept: pl.DataFrame) -> list[Note]:
    left = every.height - kept.height
    if not left:
        return []
    deaths = ""
    if "best" in every.columns:
        deaths = f" ({thousands(int(every['best'].tail(left).sum()))} deaths)"
    return [Note("limit", f"--limit cut {number_of(left, 'event')}{deaths} of {every.height:,}.")]
