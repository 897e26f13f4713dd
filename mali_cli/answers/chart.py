"""Deaths by year with the phases marked: the series that a chart draws."""

from __future__ import annotations

from typing import Unpack

from ..analysis.totals import totals_table
from ..model.filters import FilterOptions
from ..model.phase import Phase
from ..model.result import Note, Result
from ..model.selection import Selection, Types
from ..model.words import ONE_SIDED, Words, many
from ..observations import Observations, Question
from . import notes
from .asking import Asked, area_of_file, look_up, measure_of, needs_events
from .describe import constants, pinned, selection_json, subject, taken_words
from .groups import columns_of
from .periods import DEFAULT_COUNTRY, default_area, plan_or_default
from .phase_plan import PhaseOptions, PhasePlan, close_plan, plan_phases


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
    """Count deaths by year, with phases to mark; without arguments: Mali and MINUSMA.

    Args:
        mission: phases before, during and after a UN mission; its hosts become the country.
        mission_dates: "operations" (deployment to withdrawal) or "mandate".
        timeline: a packaged timeline.
        phase: phases as "name=FROM..TO"; an end left out is where the data begin or end.
        cut: days at which a new phase begins.
        phases: a TOML file of phases.
        window: length of what comes before and after, such as "5y" or "18m".
        allow_overlap: let phases share days.
        country: names, codes or @groups, summed; without phases it is drawn without them.
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
        a frame with year (Int32), type_of_violence where several were asked for, deaths, low,
        high; every year that is covered has a row. `phases` has the phases.

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
    plan = _plan(options, asked)
    selection = _select(asked, plan, default_plan=not options.given)
    found = look_up(Question(selection, events_for=needs_events(selection, ())))
    return _answer(found, plan, options)


def _plan(options: PhaseOptions, asked: Asked) -> PhasePlan | None:
    area = area_of_file(asked)
    other = area is not None and area.names != (DEFAULT_COUNTRY,)
    if (asked.countries or other) and not options.given:
        return plan_phases(options)
    return plan_or_default(options, asked)[0]


def _select(asked: Asked, plan: PhasePlan | None, *, default_plan: bool) -> Selection:
    area = default_area(plan, asked, default_plan=default_plan)
    selection = asked.select(area, Types((ONE_SIDED,)), series=True)
    named = asked.countries or (plan and plan.countries and not default_plan)
    taken = [] if named else [selection.area.label]
    taken += [] if many(asked.type) else [selection.types.label]
    taken += ["the phases of MINUSMA by operations"] if plan and default_plan else []
    return selection.also_taken(*taken)


def _answer(data: Observations, plan: PhasePlan | None, options: PhaseOptions) -> Result:
    selection = data.selection
    columns = columns_of(("year",), selection)
    measure = measure_of(data)
    window = data.window
    frame = totals_table(data.frame, window, columns, measure, selection.straddle, fill=True)
    frame = frame if window.touches(data.coverage) else frame.clear()
    phases, phase_notes = _phases(data, plan, options)
    arguments = pinned("chart", data, plan.arguments if plan else ())
    named = f": {plan.title}" if plan else ""
    return Result(
        command="chart",
        title=f"{subject(selection)}, by year{named}{taken_words(selection)}",
        frame=frame,
        notes=(
            *phase_notes,
            *notes.series_notes(selection),
            *notes.event_notes(data, ()),
            *notes.source_notes(data, arguments),
        ),
        sources=data.sources,
        selection=selection_json(selection),
        straddle=selection.straddle,
        constants=constants(data, columns),
        arguments=arguments,
        phases=phases,
        empty=None if frame.height else notes.why_empty(data),
    )


def _phases(
    data: Observations, plan: PhasePlan | None, options: PhaseOptions
) -> tuple[tuple[Phase, ...], tuple[Note, ...]]:
    if plan is None:
        return (), ()
    return close_plan(
        plan, data.coverage, data.selection.window, allow_overlap=options.allow_overlap
    )
