"""How many were killed in each phase: totals, rates, peaks and ratios."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..analysis.ids import by_actor, one_name_each
from ..analysis.phases import PhaseTable, counted_rows, phase_table
from ..facts.countries import resolve
from ..facts.missions import DEFAULT_MISSION, hosted_by
from ..model.details import PhaseDetails
from ..model.errors import UsageError
from ..model.phase import Phase
from ..model.query import Query, question
from ..model.questions.periods import Periods
from ..model.questions.phased import Phased
from ..model.questions.shared import Scope
from ..model.result import Note, Result, Shown
from ..model.selection import EVERY_TYPE, Area, Selection, Types
from ..model.words import ONE_SIDED, many
from ..observations import Observations, Question
from ..words import when
from . import notes
from .answer import answered
from .asking import (
    area_of_file,
    check_perpetrator,
    columns_of,
    look_up,
    measure_of,
    needs_events,
    read_groups,
    read_peak_unit,
    select,
)
from .describe import constants, subject
from .event_notes import event_notes
from .lives import blank_notes, days_of, state_notes
from .phase_plan import PhasePlan, close_plan, plan_phases
from .uncertainty import HowSure, how_sure_of

DEFAULT_COUNTRY = "Mali"
PEAK_BY = "year"
GROUPS = ("type", "country", "perpetrator", "actor", "adm1")


def answer(query: Periods) -> Result:
    """Answer `periods`.

    Returns:
        a frame with a row a phase (and group): the group's columns, phase, start, end, years,
        deaths, low, high, per_year (deaths a year), peak, peak_deaths, share,
        ratio_to_previous, straddling; with `uncertainty` also the columns of
        `mali_cli.analysis.survey` or `mali_cli.analysis.uncertainty`: survey_mean and others, or
        range_below and others.
        `extras` has distinct_total.

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no data at hand can answer; the hint says how to get it.
    """
    groups, peak_by = read_groups(query.by, GROUPS), read_peak_unit(query.peak_by)
    how_sure = how_sure_of(query)
    plan, default_plan = plan_or_default(query)
    selection = _select(query, plan, groups, default_plan)
    how_sure.check(selection)
    needs = how_sure.events_for or needs_events(selection, groups, peak_by)
    found = look_up(Question(selection, "perpetrator" in groups, needs), rule="both")
    return _answer(query, found, plan, groups, peak_by, how_sure)


periods = question(Periods, answer)


def plan_or_default(query: Phased) -> tuple[PhasePlan, bool]:
    """Return the phases asked for, or those of MINUSMA (and True) where no country is named.

    Raises:
        UsageError: a country is named, but no phases.
    """
    plan = plan_phases(query)
    if plan:
        return plan, False
    named = _countries(query) or _other_country(query)
    if named:
        raise _no_phases(named)
    default = plan_phases(query.but(mission=DEFAULT_MISSION))
    assert default  # MINUSMA is packaged
    return default, True


def default_area(plan: PhasePlan | None, query: Query, *, default_plan: bool) -> Area:
    """Return the countries that phases belong to, else the one of a file, else Mali."""
    if plan and plan.countries and not default_plan:
        return resolve(plan.countries)
    return area_of_file(query) or resolve([DEFAULT_COUNTRY])


def _countries(query: Query) -> tuple[str, ...]:
    return many(query.country) if isinstance(query, Scope) else ()


def _other_country(query: Query) -> tuple[str, ...]:
    """Return the one country of a file that answers, if it is not Mali."""
    area = area_of_file(query)
    return area.terms if area and area.names != (DEFAULT_COUNTRY,) else ()


def _no_phases(countries: tuple[str, ...]) -> UsageError:
    area = resolve(countries)
    hosted = dict.fromkeys(m.name for number in area.ids for m in hosted_by(number))
    if hosted:
        return UsageError(when.NO_PHASES_BUT_MISSIONS(area=area.label, missions=hosted))
    return UsageError(when.NO_PHASES_NAMED(area=area.label))


def _select(
    query: Periods, plan: PhasePlan, groups: tuple[str, ...], default_plan: bool
) -> Selection:
    types = EVERY_TYPE if "type" in groups else Types((ONE_SIDED,))
    area = default_area(plan, query, default_plan=default_plan)
    selection = select(query, area, types)
    if "type" in groups:
        selection = replace(selection, types=replace(selection.types, summed=False))
    check_perpetrator(groups, selection)
    named = query.country or (plan.countries and not default_plan)
    taken = [] if named else [selection.area.label]
    default_types = "every type" if "type" in groups else selection.types.label
    taken += [] if query.type else [default_types]
    taken += [f"{DEFAULT_MISSION} by {options_kind(plan)}"] if default_plan else []
    return selection.also_taken(*taken)


def options_kind(plan: PhasePlan) -> str:
    """Return by which dates of its mission a plan goes."""
    return plan.dates.kind if plan.dates else ""


def _answer(
    query: Periods,
    data: Observations,
    plan: PhasePlan,
    groups: tuple[str, ...],
    peak_by: str,
    how_sure: HowSure,
) -> Result:
    selection = data.selection
    closed, clipped = close_plan(plan, data, allow_overlap=query.allow_overlap)
    columns = columns_of(groups, selection)
    measure = measure_of(data, groups)
    rows = by_actor(one_name_each(data.frame, groups)) if "actor" in groups else None
    rule = selection.straddle
    table = phase_table(
        data.frame, closed, columns, measure, rule, peak_by, rows, data.lives, data.engine
    )
    counted = counted_rows(data.frame if rows is None else rows, closed, rule)
    frame = how_sure.with_columns(table.frame, counted, (*columns, "phase"), data, measure)
    peak_said = {"peak_by": peak_by} if peak_by != PEAK_BY else {}
    extra = (*clipped, *event_notes(data, groups, frame))
    return answered(
        query,
        frame,
        data=data,
        heading=f"{subject(data)}: {plan.title}",
        notes=(*how_sure.notes(frame), *_notes(data, plan, closed, table, extra)),
        said={**plan.said, "by": groups, **peak_said, **how_sure.said},
        own=plan.plain,
        constants={**constants(data, columns), **how_sure.constants},
        details=PhaseDetails(
            how_sure.json,
            distinct_total=table.distinct_total,
            mission=plan.mission.name if plan.mission else None,
            timeline=query.timeline,
        ),
        phases=closed,
        shown=Shown(bars="per_year", partial=[phase.name for phase in closed if phase.partial]),
    )


def _notes(
    data: Observations,
    plan: PhasePlan,
    phases: tuple[Phase, ...],
    table: PhaseTable,
    clipped: tuple[Note, ...],
) -> Iterable[Note]:
    selection = data.selection
    yield from notes.straddling_notes(table, selection, of_events=data.of_events)
    yield from notes.comparison_notes(table.frame)
    yield from blank_notes(table.frame.iter_rows(named=True), phases, data)
    yield from (*clipped, *notes.window_notes(selection, data.published), *plan.notes)
    yield from state_notes(data, days_of(phases))
    if plan.mission and plan.mission.name != DEFAULT_MISSION and not plan.window:
        yield from notes.length_notes(phases)
    yield from notes.other_missions(plan, phases, selection.area.ids)
