"""How many were killed in each phase: totals, rates, peaks and ratios."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ..analysis.phases import PhaseTable, phase_table
from ..facts.countries import resolve
from ..facts.missions import DEFAULT_MISSION, hosted_by
from ..model.errors import UsageError
from ..model.phase import Phase
from ..model.result import Note, Result
from ..model.selection import EVERY_TYPE, Area, Selection, Types
from ..model.words import ONE_SIDED, any_of
from ..observations import Observations, Question
from . import notes
from .asking import (
    Asked,
    Words,
    look_up,
    many,
    measure_of,
    needs_events,
    read_groups,
    read_peak_unit,
)
from .describe import constants, pinned, selection_json, subject, taken_words
from .groups import GET_EVENTS, check_perpetrator, columns_of
from .phase_plan import PhaseOptions, PhasePlan, close_plan, plan_phases

DEFAULT_COUNTRY = "Mali"
GROUPS = ("type", "country", "perpetrator")
EVENT_GROUPS = dict.fromkeys(("actor", "adm1"), GET_EVENTS)


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
        by: "type", "country", "perpetrator": a row for each phase and group.
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

    Returns:
        a frame with a row a phase (and group): the group's columns, phase, start, end, years,
        deaths, low, high, per_year (deaths a year), peak, peak_deaths, share,
        ratio_to_previous, straddling; `extras` has distinct_total.

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no data at hand can answer; the hint says how to get it.
    """
    asked = Asked(country, type, from_, to, measure, estimate, straddle, dataset, release)
    options = PhaseOptions(
        mission, mission_dates, timeline, many(phase), many(cut), phases, window, allow_overlap
    )
    groups, peak_by = read_groups(by, GROUPS, EVENT_GROUPS), read_peak_unit(peak_by)
    plan, default_plan = plan_or_default(options, asked)
    selection = _select(asked, plan, groups, default_plan)
    needs = needs_events(selection, groups, peak_by)
    data = look_up(Question(selection, "perpetrator" in groups, needs))
    return _answer(data, plan, options, groups, peak_by)


def plan_or_default(options: PhaseOptions, asked: Asked) -> tuple[PhasePlan, bool]:
    """Return the phases asked for, or those of MINUSMA (and True) where no country is named.

    Raises:
        UsageError: a country is named, but no phases.
    """
    plan = plan_phases(options)
    if plan:
        return plan, False
    if asked.countries:
        raise _no_phases(asked.countries)
    default = plan_phases(replace(options, mission=DEFAULT_MISSION))
    assert default  # MINUSMA is packaged
    return default, True


def area_of_plan(plan: PhasePlan | None) -> Area:
    """Return the countries that phases belong to, else Mali."""
    return resolve(plan.countries if plan and plan.countries else [DEFAULT_COUNTRY])


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
    selection = asked.select(area_of_plan(plan), types, straddle="both")
    if "type" in groups:
        selection = replace(selection, types=replace(selection.types, summed=False))
    check_perpetrator(groups, selection)
    taken = (
        [DEFAULT_COUNTRY] if not asked.countries and (default_plan or not plan.countries) else []
    )
    default_types = "every type" if "type" in groups else selection.types.label
    taken += [] if many(asked.type) else [default_types]
    taken += [f"{DEFAULT_MISSION} by {options_kind(plan)}"] if default_plan else []
    taken += [] if asked.straddle else [f"straddle {selection.straddle}"]
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
) -> Result:
    selection, coverage = data.selection, data.source.coverage
    assert coverage
    closed, clip_notes = close_plan(
        plan, coverage, selection.window, allow_overlap=options.allow_overlap
    )
    columns = columns_of(groups, selection)
    measure = measure_of(selection, of_events=data.of_events)
    table = phase_table(data.frame, closed, columns, measure, selection.straddle, peak_by)
    arguments = _arguments(data, plan, options, groups, peak_by)
    return Result(
        command="periods",
        title=f"{subject(selection)}: {plan.title}{taken_words(selection)}",
        frame=table.frame,
        notes=tuple(_notes(data, plan, closed, table, clip_notes, arguments)),
        sources=(data.source,),
        selection=selection_json(selection) | _phases_json(plan, options, groups),
        straddle=selection.straddle,
        constants=constants(data, columns),
        extras={"distinct_total": table.distinct_total},
        rows_key="phases",
        arguments=arguments,
        phases=closed,
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
    yield from notes.blank_notes(table.frame, phases)
    yield from (*clipped, *notes.window_notes(selection, data.source), *plan.notes)
    if plan.mission and plan.mission.name != DEFAULT_MISSION and not plan.window:
        yield from notes.length_notes(phases)
    yield from notes.other_missions(plan, phases, selection.area.ids)
    yield from notes.source_notes(data.source, arguments)


def _arguments(
    data: Observations,
    plan: PhasePlan,
    options: PhaseOptions,
    groups: tuple[str, ...],
    peak_by: str,
) -> tuple[str, ...]:
    extra = [part for group in groups for part in ("--by", group)]
    extra += ["--peak-by", peak_by] if peak_by != "year" else []
    extra += ["--allow-overlap"] if options.allow_overlap else []
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
