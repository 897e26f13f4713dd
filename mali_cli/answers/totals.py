"""How many were killed: totals by year, country, region, type of violence or perpetrator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Unpack

import polars as pl

from ..analysis.actors import by_actor
from ..analysis.ids import one_name_each
from ..analysis.measures import Measure
from ..analysis.totals import counted_rows, totals_table
from ..analysis.units import UNITS
from ..model.errors import UsageError
from ..model.filters import FilterOptions
from ..model.result import Note, Result
from ..model.selection import EVERY_TYPE, Selection, Types
from ..model.uncertainty import read_uncertainty
from ..model.words import ONE_SIDED, Words, all_of, many
from ..observations import Observations, Question
from . import lives, notes
from .asking import Asked, look_up, measure_of, needs_events, read_groups
from .blanks import with_blanks
from .describe import constants, pinned, pins_of, selection_json, subject, taken_words
from .groups import COLUMNS, EVENT_GROUPS, check_perpetrator, columns_of
from .uncertainty import HowSure

GROUPS = ("year", "country", "region", "type", "perpetrator", *EVENT_GROUPS)


def totals(
    *,
    by: Words = (),
    fill: bool = False,
    country: Words = (),
    type: Words = (),
    from_: str | None = None,
    to: str | None = None,
    measure: str = "deaths",
    estimate: str = "best",
    straddle: str | None = None,
    dataset: str | None = None,
    release: str | None = None,
    data: str | None = None,
    candidate: bool = False,
    uncertainty: str | None = None,
    level: float | None = None,
    draws: int | None = None,
    seed: int | None = None,
    **filters: Unpack[FilterOptions],
) -> Result:
    """Add up deaths; without arguments: every country of the source, a row for each type.

    Args:
        by: "year", "country", "region", "type", "perpetrator", or several; with event data also
            "month", "quarter", "actor" (rows overlap), "dyad", "conflict", "adm1", "adm2",
            "priogrid".
        fill: give every unit a row for every time that is covered, with zeros.
        country: names, codes or @groups; summed unless `by` says "country".
        type: "state-based", "non-state", "one-sided", several of them, or "all" for their sum.
        from_: first day looked at (2013, 2013-07 or 2013-07-01).
        to: last day looked at, inclusive.
        measure: "deaths", "civilians" (among the dead) or "events".
        estimate: "best", "low" or "high".
        straddle: "start", "end", "split" or "drop"; default "start".
        dataset: NAME or NAME@RELEASE.
        release: a release such as "25.1".
        data: a file that answers in place of what is at hand; "-" for stdin.
        candidate: add preliminary events of later releases.
        uncertainty: "range" (UCDP's low and high) or "survey" (a model; event data only).
        level: the part of the survey model's distribution that an interval holds; default 0.9.
        draws: draws of each sum of independent events; default 10,000.
        seed: the seed of the draws; default 1.
        filters: for event data; see `mali_cli.model.filters.FilterOptions`.

    Returns:
        a frame with the groups' columns (year, month, quarter, country_id, country, region,
        type_of_violence, perpetrator, actor and actor_id, dyad and dyad_id, conflict and
        conflict_id, adm_1, adm_2, priogrid_gid), then deaths, low, high (deaths), events (event
        data only); with `uncertainty` the columns of `mali_cli.analysis.survey` or
        `mali_cli.analysis.uncertainty`: survey_mean and others, or range_below and others.

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no data at hand can answer; the hint says how to get it.
    """
    asked = Asked(
        country,
        type,
        from_,
        to,
        measure,
        estimate,
        straddle,
        dataset,
        release,
        data,
        candidate,
        filters,
    )
    groups = read_groups(by, GROUPS)
    if sum(group in UNITS for group in groups) > 1:
        raise UsageError("several units of time were asked for", "use one --by of them")
    how_sure = HowSure(read_uncertainty(uncertainty, level, draws, seed))
    selection = _select(asked, groups)
    how_sure.check(selection)
    question = question_of(selection, groups)
    question = replace(question, events_for=how_sure.events_for or question.events_for)
    return _answer(look_up(question), groups, how_sure, fill=fill)


def question_of(selection: Selection, groups: Sequence[str]) -> Question:
    """Return what is needed to answer for a selection in these groups."""
    return Question(selection, "perpetrator" in groups, needs_events(selection, groups))


def _select(asked: Asked, groups: tuple[str, ...]) -> Selection:
    alone = "perpetrator" in groups and not many(asked.type)
    selection = asked.select(None, Types((ONE_SIDED,)) if alone else EVERY_TYPE, series=True)
    if "type" in groups:
        selection = replace(selection, types=replace(selection.types, summed=False))
    check_perpetrator(groups, selection)
    taken = [] if asked.countries else ["every country in the source"]
    if not many(asked.type):
        taken.append(ONE_SIDED if alone else "every type")
    return selection.also_taken(*taken)


def _answer(
    data: Observations, groups: tuple[str, ...], how_sure: HowSure, *, fill: bool
) -> Result:
    selection = data.selection
    columns = columns_of(groups, selection)
    measure = measure_of(data, groups)
    frame = _frame(data, groups, columns, measure, how_sure, fill=fill)
    extra = [part for group in groups for part in ("--by", group)] + (["--fill"] if fill else [])
    arguments = pinned("totals", data, (*extra, *how_sure.arguments))
    by = f", by {all_of(groups)}" if groups else ""
    return Result(
        command="totals",
        title=f"{subject(data)}{by}{taken_words(selection)}",
        frame=frame,
        notes=(*how_sure.notes(frame), *_notes(data, groups, frame, arguments)),
        sources=data.sources,
        selection=selection_json(selection) | {"by": list(groups), "fill": fill},
        straddle=selection.straddle,
        constants=constants(data, columns) | how_sure.constants,
        extras=how_sure.extras,
        arguments=arguments,
        pins=pins_of(data),
        partial=frozenset(notes.partial_units(data, groups)),
        empty=None if frame.height else notes.why_empty(data),
    )


def _frame(
    data: Observations,
    groups: tuple[str, ...],
    columns: tuple[str, ...],
    measure: Measure,
    how_sure: HowSure,
    *,
    fill: bool,
) -> pl.DataFrame:
    """Add up; a series of events in time alone has its empty units, as zeros, in any case."""
    rows, involved = data.frame, "actor" in groups
    if fill or how_sure.request:  # their rows are joined to those of the table by name and id
        rows = one_name_each(rows, columns)
    window, rule = data.window, data.selection.straddle
    if not data.days:
        rows = rows.filter(False)
    series = data.of_events and set(columns) <= {*UNITS, *COLUMNS["type"]}
    fill = (fill or series) and data.days is not None
    frame = totals_table(
        rows, window, columns, measure, rule, fill=fill, lives=data.lives, involved=involved
    )
    frame = frame if data.days else frame.clear()
    if not set(columns) & set(UNITS):
        frame = with_blanks(frame, data, columns, measure)
    counted = counted_rows(by_actor(rows) if involved else rows, window, columns, rule)
    return how_sure.with_columns(frame, counted, columns, data, measure)


def _notes(
    data: Observations, groups: Sequence[str], frame: pl.DataFrame, arguments: Sequence[str]
) -> Iterable[Note]:
    selection = data.selection
    yield from notes.series_notes(selection)
    yield from notes.event_notes(data, groups, frame)
    yield from notes.partial_notes(data, groups)
    yield from notes.window_notes(selection, data.published)
    yield from lives.blank_total_notes(
        frame.filter(pl.col("deaths").is_null()).iter_rows(named=True), data
    )
    yield from lives.state_notes(data)
    yield from notes.source_notes(data, arguments)
