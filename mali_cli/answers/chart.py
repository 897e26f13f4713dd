"""Deaths over time with the phases marked: the series that a chart draws."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Unpack

import polars as pl

from ..analysis.measures import Measure
from ..analysis.totals import counted_rows
from ..model.errors import UsageError
from ..model.filters import FilterOptions
from ..model.phase import Phase
from ..model.result import Note, Result
from ..model.selection import EVERY_TYPE, Selection, Types
from ..model.uncertainty import Uncertainty, read_uncertainty
from ..model.words import ONE_SIDED, Words, all_of, many
from ..observations import Observations, Question
from . import notes
from .asking import Asked, area_of_file, look_up, measure_of, needs_events, read_groups
from .chart_phases import mission_days, phase_rows, phase_rule, rule_notes
from .chart_series import (
    DEFAULT_TOP,
    GROUPS,
    RANKED,
    ChartGroups,
    ChartSeries,
    chart_groups,
    chart_series,
    series_notes,
)
from .describe import constants, pinned, pins_of, selection_json, subject, taken_words
from .groups import check_perpetrator
from .lives import blank_notes, state_notes
from .periods import DEFAULT_COUNTRY, default_area, plan_or_default
from .phase_plan import PhaseOptions, PhasePlan, close_plan, plan_phases
from .uncertainty import HowSure


def chart(
    *,
    mission: str | None = None,
    mission_dates: str = "operations",
    timeline: str | None = None,
    phase: Words = (),
    cut: Words = (),
    phases: str | None = None,
    window: str | None = None,
    allow_overlap: bool = False,
    by: Words = (),
    top: int = DEFAULT_TOP,
    cumulative: bool = False,
    uncertainty: str | None = None,
    level: float | None = None,
    draws: int | None = None,
    seed: int | None = None,
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
    **filters: Unpack[FilterOptions],
) -> Result:
    """Count deaths over time, with phases to mark; without arguments: by year, Mali and MINUSMA.

    Args:
        mission: phases before, during and after a UN mission; its hosts become the country.
        mission_dates: "operations" (deployment to withdrawal) or "mandate".
        timeline: a packaged timeline.
        phase: phases as "name=FROM..TO"; an end left out is where the data begin or end.
        cut: days at which a new phase begins.
        phases: a TOML file of phases.
        window: length of what comes before and after, such as "5y" or "18m".
        allow_overlap: let phases share days.
        by: the unit of time ("year", or with event data "quarter" or "month"), what is stacked
            ("type", "perpetrator", and with event data "actor" or "adm1"), and "country" for a
            chart each, on one scale.
        top: how many actors or regions are named (1 to 9); the rest are summed as "other".
        cumulative: sums from the first unit on.
        uncertainty: "range" (UCDP's low and high) or "survey" (a model; event data only).
        level: the part of the survey model's distribution that an interval holds; default 0.9.
        draws: how often each sum of independent events is drawn; default 10,000.
        seed: of the draws; default 1.
        country: names, codes or @groups, summed unless `by` says "country"; without phases it is
            drawn without them.
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
        filters: for event data; see `mali_cli.model.filters.FilterOptions`.

    Returns:
        a frame with year (Int32), quarter or month (String), then country_id and country, where
        they are a chart each, type_of_violence where several were asked for, what is stacked
        (perpetrator, actor, adm_1; "other" are those not named), deaths, low, high, and events
        (event data only), with `uncertainty` its columns as in `totals`; every unit that is
        covered has a row. `phases` has the phases, `extras`
        their figures as `periods` has them ("phases"), the series in order ("series"), the days
        of a mission ("markers"), and whether the series overlap ("overlap").

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
    options = PhaseOptions(
        mission, mission_dates, timeline, many(phase), many(cut), phases, window, allow_overlap
    )
    groups = chart_groups(read_groups(by, GROUPS), top)
    how_sure = _how_sure(read_uncertainty(uncertainty, level, draws, seed), cumulative=cumulative)
    plan = _plan(options, asked)
    selection = _select(asked, plan, groups, default_plan=not options.given)
    how_sure.check(selection)
    needs = how_sure.events_for or needs_events(selection, groups.words)
    found = look_up(Question(selection, groups.stack == "perpetrator", needs))
    settled = _Settled(groups, plan, options, cumulative, straddle, how_sure)
    return _answer(found, settled)


@dataclass(frozen=True)
class _Settled:
    """What was asked besides the selection, once it is known what answers."""

    groups: ChartGroups
    plan: PhasePlan | None
    options: PhaseOptions
    cumulative: bool
    straddle: str | None
    how_sure: HowSure


def _how_sure(request: Uncertainty | None, *, cumulative: bool) -> HowSure:
    """Refuse intervals of running sums: those of rows do not add up."""
    if request and cumulative:
        raise UsageError(
            "--uncertainty is of single rows, and --cumulative adds them up",
            "leave out one of them",
        )
    return HowSure(request)


def _plan(options: PhaseOptions, asked: Asked) -> PhasePlan | None:
    area = area_of_file(asked)
    other = area is not None and area.names != (DEFAULT_COUNTRY,)
    if (asked.countries or other) and not options.given:
        return plan_phases(options)
    return plan_or_default(options, asked)[0]


def _select(
    asked: Asked, plan: PhasePlan | None, groups: ChartGroups, *, default_plan: bool
) -> Selection:
    area = default_area(plan, asked, default_plan=default_plan)
    by_type = groups.stack == "type"
    types = EVERY_TYPE if by_type else Types((ONE_SIDED,))
    selection = asked.select(area, types, series=True)
    if by_type:
        selection = replace(selection, types=replace(selection.types, summed=False))
    check_perpetrator(groups.words, selection)
    named = asked.countries or (plan and plan.countries and not default_plan)
    taken = [] if named else [selection.area.label]
    default_types = "every type" if by_type else selection.types.label
    taken += [] if many(asked.type) else [default_types]
    taken += ["the phases of MINUSMA by operations"] if plan and default_plan else []
    return selection.also_taken(*taken)


def _answer(data: Observations, asked: _Settled) -> Result:
    selection, groups, plan = data.selection, asked.groups, asked.plan
    measure = measure_of(data, groups.words)
    series = chart_series(data, groups, measure, cumulative=asked.cumulative)
    phases, phase_notes = _phases(data, plan, asked.options)
    frame = _with_uncertainty(series, data, measure, asked)
    rule = phase_rule(data, asked.straddle)
    arguments = _again(data, asked)
    rows = phase_rows(data, phases, series.panels, measure_of(data), rule) if phases else []
    return Result(
        command="chart",
        title=_title(data, asked),
        frame=frame,
        notes=(
            *asked.how_sure.notes(frame),
            *_undrawn(asked, series),
            *phase_notes,
            *(rule_notes(data, rule) if phases else ()),
            *notes.partial_notes(data, groups.words),
            *blank_notes(rows, phases, data),
            *state_notes(data),
            *notes.series_notes(selection),
            *series_notes(groups, selection, series),
            *notes.event_notes(data, (), frame),
            *notes.source_notes(data, arguments),
        ),
        sources=data.sources,
        selection=selection_json(selection) | _json(asked),
        straddle=selection.straddle,
        constants=constants(data, series.frame.columns) | asked.how_sure.constants,
        extras=_extras(data, asked, series, rows) | asked.how_sure.extras,
        arguments=arguments,
        pins=pins_of(data),
        phases=phases,
        partial=frozenset(notes.partial_units(data, groups.words)),
        empty=None if frame.height else notes.why_empty(data),
    )


def _with_uncertainty(
    series: ChartSeries, data: Observations, measure: Measure, asked: _Settled
) -> pl.DataFrame:
    keys = (asked.groups.unit, *series.panels, *series.stack)
    rows = counted_rows(series.rows, data.window, keys, data.selection.straddle)
    return asked.how_sure.with_columns(series.frame, rows, keys, data, measure)


def _undrawn(asked: _Settled, series: ChartSeries) -> tuple[Note, ...]:
    """Say that a stack has no interval: those of its parts do not add up."""
    request = asked.how_sure.request
    if not (request and request.of_survey and series.stack):
        return ()
    text = "The survey intervals of the parts of a stack do not add up: they are in the rows only."
    return (Note("uncertainty", text),)


def _title(data: Observations, asked: _Settled) -> str:
    cumulative = ", cumulative" if asked.cumulative else ""
    named = f": {asked.plan.title}" if asked.plan else ""
    by = all_of(asked.groups.words)
    return f"{subject(data)}, by {by}{cumulative}{named}{taken_words(data.selection)}"


def _again(data: Observations, asked: _Settled) -> tuple[str, ...]:
    """Return the command line; a rule that nobody named would change the figures of the phases."""
    rule = data.selection.straddle if asked.straddle else ""
    unruled = replace(data, selection=replace(data.selection, straddle=rule))
    return pinned("chart", unruled, _arguments(asked))


def _arguments(asked: _Settled) -> tuple[str, ...]:
    """Return the options that ask for the same, the selection apart."""
    plan = asked.plan.arguments if asked.plan else ()
    overlap = ("--allow-overlap",) if asked.options.allow_overlap else ()
    cumulative = ("--cumulative",) if asked.cumulative else ()
    return (*plan, *overlap, *asked.groups.arguments, *cumulative, *asked.how_sure.arguments)


def _json(asked: _Settled) -> dict[str, object]:
    ranked = asked.groups.stack in RANKED
    return {
        "by": list(asked.groups.words),
        "top": asked.groups.top if ranked else None,
        "cumulative": asked.cumulative,
    }


def _extras(
    data: Observations,
    asked: _Settled,
    series: ChartSeries,
    rows: list[dict[str, object]],
) -> dict[str, object]:
    return {
        "phases": rows,
        "markers": mission_days(asked.plan),
        "series": list(series.listed),
        "overlap": asked.groups.overlap(data.selection),
    }


def _phases(
    data: Observations, plan: PhasePlan | None, options: PhaseOptions
) -> tuple[tuple[Phase, ...], tuple[Note, ...]]:
    if plan is None:
        return (), ()
    return close_plan(plan, data, allow_overlap=options.allow_overlap)
