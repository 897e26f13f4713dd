"""Where people were killed: counts by pair of coordinates, for a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Unpack

import polars as pl

from ..analysis.phase_counts import PHASE, Numbered
from ..analysis.places import COORDINATES, COUNTRY, REGION, PlaceTables, place_tables
from ..model.errors import UsageError
from ..model.filters import FilterOptions
from ..model.phase import Phase
from ..model.result import Note, Result
from ..model.selection import Selection, Types
from ..model.words import ONE_SIDED, Words, many
from ..observations import Observations, Question
from . import map_notes, notes
from .asking import Asked, look_up, measure_of, read_groups
from .describe import constants, pinned, pins_of, selection_json, subject, taken_words
from .groups import columns_of
from .lives import days_of, state_notes
from .periods import default_area, plan_or_default
from .phase_plan import PhaseOptions, PhasePlan, close_plan

GROUPS = ("phase", "adm1")
SUMS = ("deaths", "low", "high", "events")


def map(  # noqa: A001
    *,
    by: Words = (),
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
    """Count deaths by place, of event data; without arguments: one-sided violence in Mali.

    Events whose place is known only to a first-order division or less (where_prec 4 to 7), or
    that have no coordinates, are at no place: `extras["imprecise"]` has their sums, and with the
    rows they make the total of the selection.

    Args:
        by: "phase" for the rows of each phase (without phases named: those of MINUSMA), "adm1"
            for the sums of first-order divisions in `extras["regions"]`, or both. Naming phases
            asks for "phase" as well.
        mission: phases before, during and after a UN mission; its hosts become the country.
        mission_dates: "operations" (deployment to withdrawal) or "mandate".
        timeline: a packaged timeline.
        phase: phases as "name=FROM..TO"; an end left out is where the data begin or end.
        cut: days at which a new phase begins.
        phases: a TOML file of phases.
        window: length of what comes before and after, such as "5y" or "18m".
        allow_overlap: let phases share days; deaths then count twice.
        country: names, codes or @groups.
        type: "state-based", "non-state", "one-sided", several of them, or "all" for their sum.
        from_: first day looked at (2013, 2013-07 or 2013-07-01).
        to: last day looked at, inclusive.
        measure: "deaths", "civilians" (among the dead) or "events".
        estimate: "best", "low" or "high".
        straddle: "start", "end", "split" or "drop", with phases also "both"; default "start".
        dataset: NAME or NAME@RELEASE.
        release: a release such as "25.1".
        data: a file that answers in place of what is at hand; "-" for stdin.
        candidate: add preliminary events of later releases.
        filters: see `mali_cli.model.filters.FilterOptions`.

    Returns:
        a frame with a row for each pair of coordinates, most deaths first: phase (String; by
        phase), type_of_violence where several were asked for, latitude, longitude (Float64,
        degrees), place (String: where_coordinates of most of its events), adm_1, country_id and
        country unless it is one, deaths, low, high, events (Int64, or Float64 under "split").
        `extras` has "imprecise" and by adm1 "regions": rows with the same sums.

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no events are at hand; the hint says how to get them.
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
    groups = read_groups(by, GROUPS)
    if options.given and "phase" not in groups:
        groups = ("phase", *groups)
    plan, default_plan = plan_or_default(options, asked) if "phase" in groups else (None, True)
    if plan is None and window is not None:
        raise UsageError("--window bounds phases, and none are asked for", "add --by phase")
    selection = _select(asked, plan, default_plan=default_plan)
    found = look_up(Question(selection, events_for="a map"))
    return _answer(found, plan, options, groups)


def _select(asked: Asked, plan: PhasePlan | None, *, default_plan: bool) -> Selection:
    area = default_area(plan, asked, default_plan=default_plan)
    selection = asked.select(area, Types((ONE_SIDED,)), series=plan is None)
    named = asked.countries or (plan and plan.countries and not default_plan)
    taken = [] if named else [selection.area.label]
    taken += [] if many(asked.type) else [selection.types.label]
    taken += ["the phases of MINUSMA by operations"] if plan and default_plan else []
    return selection.also_taken(*taken)


def _answer(
    data: Observations, plan: PhasePlan | None, options: PhaseOptions, groups: tuple[str, ...]
) -> Result:
    selection = data.selection
    _check_coordinates(data)
    measure = measure_of(data)
    phases, phase_notes = _phases(data, plan, options)
    keys = columns_of((), selection)
    tables = place_tables(data.frame, _spans(data, phases), keys, measure, selection.straddle)
    maps = [*(["phase"] if plan else []), *keys]
    where = [] if len(selection.area.ids) == 1 else list(COUNTRY)
    frame = _shown(tables.places, phases, [*maps, *COORDINATES, "place", REGION, *where])
    extras = {"imprecise": _shown(tables.imprecise, phases, maps).to_dicts()}
    if "adm1" in groups:
        extras["regions"] = _shown(tables.regions, phases, [*maps, *where, REGION]).to_dicts()
    arguments = _arguments(data, plan, options, groups)
    named = f": {plan.title}" if plan else ""
    return Result(
        command="map",
        title=f"{subject(data)}, by place{named}{taken_words(selection)}",
        frame=frame,
        notes=(
            *_notes(data, tables, phases, groups),
            *phase_notes,
            *notes.window_notes(selection, data.published),
            *state_notes(data, days_of(phases)),
            *notes.source_notes(data, arguments),
        ),
        sources=data.sources,
        selection=selection_json(selection) | {"by": list(groups)},
        straddle=selection.straddle,
        constants=constants(data, frame.columns),
        extras=extras,
        arguments=arguments,
        pins=pins_of(data),
        phases=phases,
        empty=None if frame.height else _why_empty(data, tables),
    )


def _check_coordinates(data: Observations) -> None:
    here = data.frame.collect_schema().names()
    missing = [name for name in COORDINATES if name not in here]
    if missing:
        raise data.lacks("a map", missing[0])


def _phases(
    data: Observations, plan: PhasePlan | None, options: PhaseOptions
) -> tuple[tuple[Phase, ...], tuple[Note, ...]]:
    if plan is None:
        return (), ()
    closed, clipped = close_plan(plan, data, allow_overlap=options.allow_overlap)
    return closed, (*clipped, *plan.notes)


def _spans(data: Observations, phases: Sequence[Phase]) -> Numbered:
    """Return the days of each map; without phases it is one, of all the days looked at."""
    if phases:
        return [(n, phase.covered) for n, phase in enumerate(phases) if phase.covered]
    return [(0, data.days)] if data.days else []


def _shown(table: pl.DataFrame, phases: Sequence[Phase], columns: Sequence[str]) -> pl.DataFrame:
    """Return a table as rows are shown: phases by name, then what is named, then the sums."""
    names = dict(enumerate(phase.name for phase in phases))
    phase = pl.col(PHASE).replace_strict(names, default=None, return_dtype=pl.String)
    return table.with_columns(phase.alias("phase")).select(*columns, *SUMS)


def _arguments(
    data: Observations, plan: PhasePlan | None, options: PhaseOptions, groups: tuple[str, ...]
) -> tuple[str, ...]:
    words = [part for group in groups for part in ("--by", group)]
    words += ["--allow-overlap"] if options.allow_overlap else []
    return pinned("map", data, (*(plan.arguments if plan else ()), *words))


def _notes(
    data: Observations, tables: PlaceTables, phases: Sequence[Phase], groups: Sequence[str]
) -> Iterator[Note]:
    yield from map_notes.on_the_map(tables, data.selection, phases)
    if "adm1" in groups:
        yield from map_notes.ranking(tables, data.selection)
    yield from map_notes.precision(data)
    yield from map_notes.rule(data.selection, phases)
    yield from map_notes.drawn(data.selection)
    yield from notes.event_notes(data, ())


def _why_empty(data: Observations, tables: PlaceTables) -> str:
    if tables.imprecise.height:
        return "no rows: no event that was asked for has an exact place; --json has their sums"
    return notes.why_empty(data)
