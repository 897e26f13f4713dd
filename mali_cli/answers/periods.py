"""How many were killed in each phase: totals, rates, peaks and ratios."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Unpack

from ..analysis.actors import by_actor
from ..analysis.ids import one_name_each
from ..analysis.phases import PhaseTable, counted_rows, phase_table
from ..facts.countries import resolve
from ..facts.missions import DEFAULT_MISSION, hosted_by
from ..model.errors import UsageError
from ..model.filters import FilterOptions
from ..model.phase import Phase
from ..model.result import Note, Result
from ..model.selection import EVERY_TYPE, Area, Selection, Types
from ..model.uncertainty import read_uncertainty
from ..model.words import ONE_SIDED, Words, any_of, many
from ..observations import Observations, Question
from . import notes
from .asking import (
    Asked,
    area_of_file,
    look_up,
    measure_of,
    needs_events,
    read_groups,
    read_peak_unit,
)
from .describe import constants, pinned, pins_of, selection_json, subject, taken_words
from .groups import check_perpetrator, columns_of
from .lives import blank_notes, days_of, state_notes
from .phase_plan import PhaseOptions, PhasePlan, close_plan, plan_phases
from .uncertainty import HowSure

DEFAULT_COUNTRY = "Mali"
GROUPS = ("type", "country", "perpetrator", "actor", "adm1")


def periods(
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
    peak_by: str = "year",
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
    """Count deaths by phase; without arguments: Mali, one-sided, before/during/after MINUSMA.

    Args:
        mission: phases before, during and after a UN mission; its hosts become the country.
        mission_dates: "operations" (deployment to withdrawal) or "mandate".
        timeline: a packaged timeline.
        phase: phases as "name=FROM..TO"; an end left out is where the data begin or end.
        cut: days at which a new phase begins.
        phases: a TOML file of phases.
        window: length of what comes before and after, such as "5y" or "18m".
        allow_overlap: let phases share days; deaths then count twice.
        by: "type", "country", "perpetrator", and with event data "actor" (rows overlap) or
            "adm1": a row for each phase and group.
        peak_by: "year", or "month" with event data.
        country: names, codes or @groups; summed unless `by` says "country".
        type: "state-based", "non-state", "one-sided", several of them, or "all" for their sum.
        from_: first day looked at (2013, 2013-07 or 2013-07-01).
        to: last day looked at, inclusive.
        measure: "deaths", "civilians" (among the dead) or "events".
        estimate: "best", "low" or "high".
        straddle: "both", "start", "end", "split" or "drop"; default "both" over country-years.
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
    groups, peak_by = read_groups(by, GROUPS), read_peak_unit(peak_by)
    how_sure = HowSure(read_uncertainty(uncertainty, level, draws, seed))
    plan, default_plan = plan_or_default(options, asked)
    selection = _select(asked, plan, groups, default_plan)
    how_sure.check(selection)
    needs = how_sure.events_for or needs_events(selection, groups, peak_by)
    found = look_up(Question(selection, "perpetrator" in groups, needs), rule="both")
    return _answer(found, plan, options, groups, peak_by, how_sure)


def plan_or_default(options: PhaseOptions, asked: Asked) -> tuple[PhasePlan, bool]:
    """Return the phases asked for, or those of MINUSMA (and True) where no country is named.

    Raises:
        UsageError: a country is named, but no phases.
    """
    plan = plan_phases(options)
    if plan:
        return plan, False
    named = asked.countries or _other_country(asked)
    if named:
        raise _no_phases(named)
    default = plan_phases(replace(options, mission=DEFAULT_MISSION))
    assert default  # MINUSMA is packaged
    return default, True


def default_area(plan: PhasePlan | None, asked: Asked, *, default_plan: bool) -> Area:
    """Return the countries that phases belong to, else the one of a file, else Mali."""
    if plan and plan.countries and not default_plan:
        return resolve(plan.countries)
    return area_of_file(asked) or resolve([DEFAULT_COUNTRY])


def _other_country(asked: Asked) -> tuple[str, ...]:
    """Return the one country of a file that answers, if it is not Mali."""
    area = area_of_file(asked)
    return area.terms if area and area.names != (DEFAULT_COUNTRY,) else ()


def _no_phases(countries: tuple[str, ...]) -> UsageError:
    area = resolve(countries)
    hosted = dict.fromkeys(m.name for number in area.ids for m in hosted_by(number))
    missions = f" ({any_of(hosted)} was there)" if hosted else ""
    return UsageError(
        f"no phases are named for {area.label}",
        f"name them with --mission{missions}, --timeline, --cut DATE, "
        "--phase 'name=FROM..TO' or --phases FILE",
    )


def _select(
    asked: Asked, plan: PhasePlan, groups: tuple[str, ...], default_plan: bool
) -> Selection:
    types = EVERY_TYPE if "type" in groups else Types((ONE_SIDED,))
    area = default_area(plan, asked, default_plan=default_plan)
    selection = asked.select(area, types)
    if "type" in groups:
        selection = replace(selection, types=replace(selection.types, summed=False))
    check_perpetrator(groups, selection)
    named = asked.countries or (plan.countries and not default_plan)
    taken = [] if named else [selection.area.label]
    default_types = "every type" if "type" in groups else selection.types.label
    taken += [] if many(asked.type) else [default_types]
    taken += [f"{DEFAULT_MISSION} by {options_kind(plan)}"] if default_plan else []
    return selection.also_taken(*taken)


def options_kind(plan: PhasePlan) -> str:
    """Return by which dates of its mission a plan goes."""
    return plan.dates.kind if plan.dates else ""


def _answer(
    data: Observations,
    plan: PhasePlan,
    options: PhaseOptions,
    groups: tuple[str, ...],
    peak_by: str,
    how_sure: HowSure,
) -> Result:
    selection = data.selection
    closed, clip_notes = close_plan(plan, data, allow_overlap=options.allow_overlap)
    columns = columns_of(groups, selection)
    measure = measure_of(data, groups)
    rows = by_actor(one_name_each(data.frame, groups)) if "actor" in groups else None
    rule = selection.straddle
    table = phase_table(
        data.frame, closed, columns, measure, rule, peak_by, rows, data.lives, data.engine
    )
    counted = counted_rows(data.frame if rows is None else rows, closed, rule)
    frame = how_sure.with_columns(table.frame, counted, (*columns, "phase"), data, measure)
    arguments = _arguments(data, plan, options, groups, peak_by, how_sure)
    extra = notes.event_notes(data, groups, frame)
    return Result(
        command="periods",
        title=f"{subject(data)}: {plan.title}{taken_words(selection)}",
        frame=frame,
        notes=(
            *how_sure.notes(frame),
            *_notes(data, plan, closed, table, (*clip_notes, *extra), arguments),
        ),
        sources=data.sources,
        selection=selection_json(selection) | _phases_json(plan, options, groups),
        straddle=selection.straddle,
        constants=constants(data, columns) | how_sure.constants,
        extras={"distinct_total": table.distinct_total} | how_sure.extras,
        rows_key="phases",
        arguments=arguments,
        pins=pins_of(data),
        phases=closed,
        partial=frozenset(phase.name for phase in closed if phase.partial),
        empty=None if table.frame.height else notes.why_empty(data),
    )


def _notes(
    data: Observations,
    plan: PhasePlan,
    phases: tuple[Phase, ...],
    table: PhaseTable,
    clipped: tuple[Note, ...],
    arguments: tuple[str, ...],
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
    yield from notes.source_notes(data, arguments)


def _arguments(
    data: Observations,
    plan: PhasePlan,
    options: PhaseOptions,
    groups: tuple[str, ...],
    peak_by: str,
    how_sure: HowSure,
) -> tuple[str, ...]:
    extra = [part for group in groups for part in ("--by", group)]
    extra += ["--peak-by", peak_by] if peak_by != "year" else []
    extra += ["--allow-overlap"] if options.allow_overlap else []
    extra += how_sure.arguments
    return pinned("periods", data, (*plan.arguments, *extra))


def _phases_json(
    plan: PhasePlan, options: PhaseOptions, groups: tuple[str, ...]
) -> dict[str, object]:
    return {
        "mission": plan.mission.name if plan.mission else None,
        "mission_dates": plan.dates.kind if plan.dates else None,
        "timeline": options.timeline,
        "window": plan.window,
        "phases": [
            {"name": phase.name, "start": _iso(phase.start), "end": _iso(phase.end)}
            for phase in plan.phases
        ],
        "by": list(groups),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
