"""How many were killed in each phase: totals, rates, peaks and ratios."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..analysis.ids import by_actor, one_name_each
from ..analysis.measures import Measure
from ..analysis.phases import counted_rows, phase_table
from ..analysis.stocks import stock_phases
from ..facts.missions import DEFAULT_MISSION
from ..model.details import PhaseDetails
from ..model.phase import Phase
from ..model.query import question
from ..model.questions.periods import GROUPS, Periods
from ..model.result import Note, Result, Shown
from ..model.words import one_of
from ..observations import Observations, Question
from . import notes
from .answer import answered
from .asking import columns_of, needs_events, read_groups
from .bounding import bound_notes
from .describe import constants, subject
from .event_notes import event_notes
from .fighting import fighting_notes
from .lives import blank_notes, days_of, no_figure_notes, state_notes
from .look_up import by_actors, look_up, measure_of, placed
from .mission_notes import own_dead
from .ordering import ordered
from .phase_plan import PhasePlan, close_plan, plan_or_default, select_phased
from .rates import Rates, rates_of
from .uncertainty import HowSure, how_sure_of

PEAK_BY = "year"


@ordered
def answer(query: Periods, *, peaks: bool = True) -> Result:
    """Answer `periods`; without `peaks`, which cost most, all of them are blank.

    Returns:
        a frame with a row a phase (and group): the group's columns, then those of
        `mali_cli.analysis.phases.PhaseTable`, deaths under the name of what is counted; with
        `per` the rates and their bounds, as in `totals`; with
        `uncertainty` also the columns of `mali_cli.analysis.survey` or
        `mali_cli.analysis.uncertainty`: survey_mean and others, or range_below and others.
        `extras` has distinct_total and its bounds. With `beside` the columns of the other source
        stand among them, under names that begin with beside_.

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no data at hand can answer; the hint says how to get it.
    """
    one = partial(_of_one, peaks=peaks)
    return one(query) if query.beside is None else _of_two(query, one)


def _of_two(query: Periods, one: Callable[[Periods], Result]) -> Result:
    from .two_sources import put_beside  # few ask for two, and it takes its time to load

    return put_beside(query, one)


def _of_one(query: Periods, *, peaks: bool) -> Result:
    groups = read_groups(query.by, GROUPS, query)
    peak_by = one_of(query.peak_by, ("year", "month"), "peak unit")
    how_sure, rates = how_sure_of(query), rates_of(query, groups)
    plan = plan_or_default(query)
    selection = select_phased(query, plan, groups).also_taken(*plan.taken)
    how_sure.check(selection)
    needs = how_sure.events_for or needs_events(selection, groups, peak_by)
    found = look_up(Question(selection, groups, needs), of_phases=True)
    peaks_by = peak_by if peaks else None
    return _answer(query, found, plan, groups, peaks_by, how_sure, rates.over(found))


periods = question(Periods, answer)


def _answer(
    query: Periods,
    data: Observations,
    plan: PhasePlan,
    groups: tuple[str, ...],
    peak_by: str | None,
    how_sure: HowSure,
    rates: Rates,
) -> Result:
    selection = data.selection
    closed, clipped = close_plan(plan, data, allow_overlap=query.allow_overlap)
    columns = columns_of(groups, selection)
    measure = placed(measure_of(data, groups), data, groups)
    if not measure.flow:
        return _of_stock(query, data, plan, (closed, clipped), groups, measure, rates)
    rows = one_name_each(data.frame, groups) if "actor" in groups else None
    rows = by_actor(rows) if rows is not None and by_actors(data, groups) else rows
    rule = selection.straddle
    table = phase_table(
        data.frame, closed, columns, measure, rule, peak_by, rows, data.lives, data.run
    )
    counted = partial(counted_rows, data.frame if rows is None else rows, closed, rule)
    frame = how_sure.with_columns(table.frame, counted, (*columns, "phase"), data, measure)
    frame = rates.of_phases(frame, closed)
    peak_said = {"peak_by": peak_by} if peak_by not in (PEAK_BY, None) else {}
    said = {**plan.said, "by": groups, **peak_said, **how_sure.said, **rates.said}
    of_another = plan.mission and plan.mission.name != DEFAULT_MISSION and not plan.window
    return answered(
        query,
        frame,
        data=data,
        heading=f"{subject(data, plan)}: {plan.titled(closed)}",
        notes=(
            *fighting_notes(query, data, closed, groups),
            *how_sure.notes(frame),
            *rates.notes(columns),
            *notes.gap_notes(data),
            *notes.straddling_notes(table, data, closed),
            *bound_notes(query, table, data, said, peak_by),
            *notes.comparison_notes(table.frame),
            *blank_notes(table.frame.iter_rows(named=True), closed, data),
            *clipped,
            *event_notes(data, groups, frame),
            *notes.window_notes(selection, data.published),
            *plan.notes,
            *state_notes(data, days_of(closed)),
            *(notes.length_notes(closed) if of_another else ()),
            *notes.other_missions(plan, closed, selection.area.ids),
            *own_dead(plan, data),
        ),
        said=said,
        own=plan.plain,
        also=rates.sources,
        pins=rates.pins,
        constants={**constants(data, columns), **how_sure.constants, **rates.constants},
        details=PhaseDetails(
            how_sure.json,
            distinct_total=table.distinct_total,
            distinct_bounds=table.distinct_bounds,
            mission=plan.mission.name if plan.mission else None,
            timeline=query.timeline,
        ),
        phases=closed,
        shown=Shown(bars="per_year", partial=[phase.name for phase in closed if phase.partial]),
    )


def _of_stock(
    query: Periods,
    data: Observations,
    plan: PhasePlan,
    phases: tuple[tuple[Phase, ...], tuple[Note, ...]],
    groups: tuple[str, ...],
    measure: Measure,
    rates: Rates,
) -> Result:
    """Answer of a stock: what there was of it in each phase."""
    (closed, clipped), selection = phases, data.selection
    columns, about = columns_of(groups, selection), (data.declared.subject, data.layout.grain)
    rule = selection.straddle
    frame = stock_phases(data.frame, closed, columns, measure, rule, *about, rates.of_stock)
    return answered(
        query,
        frame,
        data=data,
        heading=f"{subject(data, plan)}: {plan.titled(closed)}",
        notes=(
            *notes.stock_notes(data),
            *rates.notes(columns),
            *event_notes(data, groups, frame),
            *no_figure_notes(frame.iter_rows(named=True), closed),
            *(*clipped, *notes.window_notes(selection, data.published), *plan.notes),
        ),
        also=rates.sources,
        pins=rates.pins,
        said={**plan.said, "by": groups, **rates.said},
        own=plan.plain,
        constants={**constants(data, columns), **rates.constants},
        phases=closed,
        shown=Shown(bars=selection.value, partial=[p.name for p in closed if p.partial]),
    )
