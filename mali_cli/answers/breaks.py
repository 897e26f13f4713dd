"""Where a series changes its level, and where a date stands among all dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Unpack

from ..analysis.placebos import placebos as every_date
from ..facts.countries import resolve
from ..facts.missions import DEFAULT_MISSION, OPERATIONS
from ..model.filters import FilterOptions
from ..model.result import Note, Result
from ..model.selection import Area, Selection, Types
from ..model.words import ONE_SIDED, Words, many
from ..observations import Observations, Question
from . import break_notes, notes
from .asking import Asked, area_of_file, look_up, needs_events
from .break_dates import DatePlan, place, placed_notes, plan_dates, undefined_notes
from .break_rules import LEVEL, SHORTEST, SHORTEST_SIDE, Rules, find, read_rules
from .break_tables import SHOWN_DATES, date_rows, found_values, segment_rows
from .describe import constants, pinned, pins_of, selection_json, subject, taken_words
from .lives import state_notes
from .periods import DEFAULT_COUNTRY
from .series import check_one_type, series_of


def breaks(
    *,
    mission: str | None = None,
    mission_dates: str = OPERATIONS,
    at: Words = (),
    by: str = "year",
    min_length: str = SHORTEST,
    min_side: str = SHORTEST_SIDE,
    penalty: float | None = None,
    level: float = LEVEL,
    placebos: bool = False,
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
    """Divide a series into segments of one level each; without arguments: Mali, one-sided.

    Args:
        mission: compare what lies before and after the first day of a UN mission; its hosts become
            the country.
        mission_dates: "operations" (deployment to withdrawal) or "mandate".
        at: dates to compare what lies before and after.
        by: the unit of the series: "year", or with event data "quarter" or "month".
        min_length: the shortest segment, such as "3y" or "18m"; at least two units.
        min_side: how much must lie before a date and from it on, to be compared.
        penalty: what a break costs, on the scale of -2 log-likelihood; default twice the
            logarithm of the number of units.
        level: of the intervals of rates, between 0 and 1.
        placebos: give the dates in place of the segments.
        country: names, codes or @groups, summed.
        type: "state-based", "non-state", "one-sided", or "all" for their sum.
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
        a frame with a row a segment: segment (Int64, from 1), start, end (Date), units (Int64),
        deaths (Int64; Float64 under `split`), per_year, lower, upper (Float64: deaths a year),
        ratio_to_previous (Float64, of per_year). With `placebos` a row a date: date (Date), unit
        (String), before_units, after_units (Int64), before_deaths, after_deaths, before_per_year,
        after_per_year, ratio (Float64), rank (Int64), asked (String: who asked for it).
        `extras` has both, and how the breaks were found.

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory, or the data have
            gaps.
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
    rules = read_rules(by, min_length, min_side, penalty, level)
    plan, default_plan = _plan(mission, mission_dates, many(at), asked)
    selection = _select(asked, plan, default_plan=default_plan)
    needs = needs_events(selection, () if rules.unit == "year" else (rules.unit,))
    return _answer(look_up(Question(selection, events_for=needs)), plan, rules, dates=placebos)


def _plan(
    mission: str | None, kind: str, at: tuple[str, ...], asked: Asked
) -> tuple[DatePlan, bool]:
    """Plan the dates asked for, or that of MINUSMA (and True) where no country is named."""
    plan = plan_dates(mission, kind, at)
    area = area_of_file(asked)
    other = asked.countries or (area is not None and area.names != (DEFAULT_COUNTRY,))
    if plan.dates or other:
        return plan, False
    return plan_dates(DEFAULT_MISSION, kind, ()), True


def _select(asked: Asked, plan: DatePlan, *, default_plan: bool) -> Selection:
    hosts = plan.mission is not None and not default_plan
    selection = asked.select(_area(asked, plan, hosts=hosts), Types((ONE_SIDED,)), series=True)
    taken = [] if asked.countries or hosts else [selection.area.label]
    taken += [] if many(asked.type) else [selection.types.label]
    taken += [f"the date of {DEFAULT_MISSION} by {plan.kind}"] if default_plan else []
    return check_one_type(selection).also_taken(*taken)


def _area(asked: Asked, plan: DatePlan, *, hosts: bool) -> Area:
    if hosts and plan.mission:
        return resolve([str(number) for number in plan.mission.hosts])
    return area_of_file(asked) or resolve([DEFAULT_COUNTRY])


def _answer(data: Observations, plan: DatePlan, rules: Rules, *, dates: bool) -> Result:
    selection = data.selection
    series = series_of(data, rules.unit)
    found = find(series, rules)
    among = every_date(series.values, rules.shortest_side)
    placed, beyond = place(plan, series, among)
    whole = selection.straddle != "split"
    segments = segment_rows(series, found.best, rules, whole=whole)
    table = date_rows(series, among, placed, whole=whole)
    frame = table if dates else segments
    arguments = pinned(
        "breaks", data, (*plan.arguments, *rules.arguments, *(["--placebos"] if dates else []))
    )
    what = "dates compared" if dates else "where the level changes"
    said = (
        *break_notes.found_notes(series, found, segments, rules),
        *placed_notes(placed, series, among, rules.shortest_side),
        *(undefined_notes(series, among) if dates and not placed else ()),
        *(*beyond, *plan.notes, *series.notes),
        *break_notes.rule_notes(series, found, segments, rules),
        *_data_notes(data, arguments),
    )
    empty = f"no rows: no date has {rules.min_side} on either side in {len(series)} {rules.unit}s"
    return Result(
        command="breaks",
        title=f"{subject(data)}, by {rules.unit}: {what}{taken_words(selection)}",
        frame=frame,
        notes=said,
        sources=data.sources,
        selection=selection_json(selection) | _selection(plan, rules, dates=dates),
        straddle=selection.straddle,
        constants=constants(data, frame.columns),
        extras=found_values(series, found, rules, segments, table, placed),
        arguments=arguments,
        pins=pins_of(data),
        empty=None if frame.height else empty,
        shown=SHOWN_DATES if dates else (),
    )


def _selection(plan: DatePlan, rules: Rules, *, dates: bool) -> dict[str, object]:
    return {
        "mission": plan.mission.name if plan.mission else None,
        "mission_dates": plan.kind if plan.mission else None,
        "at": [str(asked.day) for asked in plan.dates[bool(plan.mission) :]],
        "by": rules.unit,
        "min_length": rules.min_length,
        "min_side": rules.min_side,
        "penalty": rules.penalty,
        "level": rules.level,
        "placebos": dates,
    }


def _data_notes(data: Observations, arguments: Sequence[str]) -> Iterable[Note]:
    yield from notes.series_notes(data.selection)
    yield from notes.event_notes(data, ())
    yield from notes.window_notes(data.selection, data.published)
    yield from state_notes(data)
    yield from notes.source_notes(data, arguments)
