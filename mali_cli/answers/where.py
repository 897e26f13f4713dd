"""`map`: where observations are, and what a reader must know about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from ..analysis.measures import IMPRECISE
from ..analysis.phases import PHASE, NumberedDays
from ..analysis.places import COORDINATES, COUNTRY, REGION, PlaceTables, place_tables
from ..facts import geography
from ..facts.countries import country_of
from ..model.coverage import Coverage
from ..model.details import MapDetails
from ..model.errors import UsageError
from ..model.filters import LEAST_EXACT
from ..model.phase import Phase
from ..model.query import question
from ..model.questions.map import GROUPS, Map
from ..model.result import Note, Result
from ..model.selection import Selection
from ..observations import Observations, Question
from ..words import asking, mapping, straddling, when
from . import notes
from .answer import answered, named
from .asking import columns_of, read_groups
from .describe import constants, short_title, subject
from .event_notes import COARSE_CODES, event_notes, in_events
from .fighting import fighting_notes
from .lives import days_of, state_notes
from .look_up import look_up, measure_of, precision_of
from .phase_plan import PhasePlan, close_plan, given, plan_or_default, select_phased

MOST_NAMED = 5
SUMS = ("deaths", "low", "high", "events", IMPRECISE)


def answer(query: Map) -> Result:
    """Answer `map`.

    Events whose place is known only to a first-order division or less (where_prec 4 to 7), or
    that have no coordinates, are at no place: `extras["imprecise"]` has their sums, and with the
    rows they make the total of the selection.

    Returns:
        a frame with a row for each pair of coordinates, most deaths first: phase (String; by
        phase), type_of_violence where several were asked for, latitude, longitude (Float64,
        degrees), place (String: where_coordinates of most of its events), adm_1, country_id and
        country unless it is one, deaths, low, high, events (Int64, or Float64 under "split"),
        imprecise (of these deaths, those in events with a coarse place: 0, or null where the data
        do not tell). `extras` has "imprecise" and by adm1 "regions": rows with the same sums.

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no events are at hand; the hint says how to get them.
    """
    groups = read_groups(query.by, GROUPS)
    if given(query) and "phase" not in groups:
        groups = ("phase", *groups)
    plan = plan_or_default(query) if "phase" in groups else None
    if plan is None and query.window is not None:
        raise UsageError(when.WINDOW_WITHOUT_PHASES())
    selection = select_phased(query, plan, series=plan is None)
    selection = selection.also_taken(*(plan.taken if plan else ()))
    found = look_up(Question(selection, events_for=asking.A_MAP()), usual=True)
    return _answer(query, found, plan, groups)


map = question(Map, answer)  # noqa: A001


def _answer(
    query: Map, data: Observations, plan: PhasePlan | None, groups: tuple[str, ...]
) -> Result:
    selection = data.selection
    here = data.frame.collect_schema().names()
    if missing := [name for name in COORDINATES if name not in here]:
        raise data.lacks(asking.A_MAP(), missing[0])
    measure = replace(measure_of(data), precision=precision_of(data))
    closed = close_plan(plan, data, allow_overlap=query.allow_overlap) if plan else ((), ())
    phases, clipped = closed
    keys = columns_of((), selection)
    tables = place_tables(data.frame, _spans(data, phases), keys, measure, selection.straddle)
    maps = [*(["phase"] if plan else []), *keys]
    where = [] if len(selection.area.ids) == 1 else list(COUNTRY)
    frame = _shown(tables.places, phases, [*maps, *COORDINATES, "place", REGION, *where])
    left = named(_shown(tables.imprecise, phases, maps), selection)
    imprecise = left.drop(IMPRECISE).to_dicts()
    regions = named(_shown(tables.regions, phases, [*maps, *where, REGION]), selection).to_dicts()
    ranked = regions if "adm1" in groups else None
    title = f": {plan.titled(phases)}" if plan else ""
    return answered(
        query,
        frame,
        data=data,
        heading=f"{subject(data)}, by place{title}",
        short=_short_title(data, plan, phases),
        notes=(
            *fighting_notes(query, data, phases),
            *_notes(data, tables, phases, groups),
            *clipped,
            *(plan.notes if plan else ()),
            *notes.window_notes(selection, data.published),
            *state_notes(data, days_of(phases)),
        ),
        said={**(plan.said if plan else {}), "by": groups},
        constants=constants(data, frame.columns),
        details=MapDetails(imprecise=imprecise, regions=ranked),
        phases=phases,
        empty=mapping.NOWHERE() if tables.imprecise.height else None,
    )


def _short_title(data: Observations, plan: PhasePlan | None, phases: Sequence[Phase]) -> str:
    """Say what stands over a map: with the days that it is of, unless each map says its own."""
    title = short_title(data, plan, phases)
    if phases or not data.days:
        return title
    return f"{title}, {notes.days_words(Coverage.of(data.days), data.selection.months)}"


def _spans(data: Observations, phases: Sequence[Phase]) -> NumberedDays:
    """Return the days of each map; without phases it is one, of all the days looked at."""
    if phases:
        return [(n, phase.covered) for n, phase in enumerate(phases) if phase.covered]
    return [(0, data.days)] if data.days else []


def _shown(table: pl.DataFrame, phases: Sequence[Phase], columns: Sequence[str]) -> pl.DataFrame:
    """Return a table as rows are shown: phases by name, then what is named, then the sums."""
    names = dict(enumerate(phase.name for phase in phases))
    phase = pl.col(PHASE).replace_strict(names, default=None, return_dtype=pl.String)
    return table.with_columns(phase.alias("phase")).select(*columns, *SUMS)


def _notes(
    data: Observations, tables: PlaceTables, phases: Sequence[Phase], groups: Sequence[str]
) -> Iterator[Note]:
    selection = data.selection
    yield from _on_the_map(tables, selection, phases)
    if "adm1" in groups:
        said = mapping.REGIONS_WITHOUT if tables.nowhere.height else mapping.REGIONS
        yield Note(said(amount=in_events(tables.nowhere, selection)))
        if coarse := tables.regions[IMPRECISE].sum():
            decimals = selection.decimals
            part = {"coarse": float(coarse), "measure": selection.counts, "decimals": decimals}
            yield Note(mapping.REGIONS_IMPRECISE(**part, **COARSE_CODES))
    if "where_prec" not in data.frame.collect_schema().names():
        yield Note(mapping.NO_PRECISION())
    if phases:
        rule = selection.straddle
        yield Note(straddling.RULE_OF_PHASES(rule=rule, treatment=notes.treatment(rule)))
    else:
        yield from notes.series_notes(selection)
    yield Note(mapping.OUTLINES(source=geography.OUTLINES_SOURCE))
    if missing := geography.without_outline(selection.area.ids):
        names = [country_of(number).name for number in missing[:MOST_NAMED]]
        yield Note(mapping.NO_OUTLINE(countries=names))
    yield from event_notes(data, (), places=False)


def _on_the_map(
    tables: PlaceTables, selection: Selection, phases: Sequence[Phase]
) -> Iterator[Note]:
    """Say how much is on the map, and what is not because nobody knows where exactly it was."""
    places, rest = tables.places, tables.imprecise
    if sites := places.select("latitude", "longitude").unique().height:
        none = places.filter(pl.col("deaths") == 0).height
        dotless = none and selection.measure != "events"
        said = mapping.PLACES_WITHOUT_DOT if dotless else mapping.PLACES
        amount, measure, estimate = (
            in_events(places, selection),
            selection.counts,
            selection.estimate,
        )
        yield Note(said(amount=amount, places=sites, rows=none, measure=measure, estimate=estimate))
    if rest.height:
        parts = [
            mapping.IN_PHASE(phase=phases[number].name, amount=in_events(rows, selection))
            for (number, *_), rows in rest.group_by(PHASE, maintain_order=True)
            if phases
        ]
        left = mapping.IMPRECISE_BY_PHASE if len(parts) > 1 else mapping.IMPRECISE
        yield Note(left(code=LEAST_EXACT + 1, amount=in_events(rest, selection), phases=parts))
