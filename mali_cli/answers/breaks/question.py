"""Where a series changes its level, and where a date stands among all dates."""

from __future__ import annotations

from dataclasses import replace

from ...analysis.placebos import placebos as every_date
from ...facts.countries import area_of, resolve
from ...model.details import Details
from ...model.query import question
from ...model.questions.breaks import Breaks
from ...model.result import Result, Shown
from ...model.selection import Selection, Types
from ...model.words import ONE_SIDED, many
from ...observations import Observations, Question
from ...words import breaking, straddling
from .. import notes
from ..answer import answered, named
from ..asking import area_of_file, check_one_type, needs_events, select_by
from ..describe import constants, subject
from ..event_notes import event_notes
from ..fighting import fighting_notes
from ..lives import state_notes
from ..look_up import look_up
from ..phase_plan import DEFAULT_COUNTRY, several_missions, usual_mission
from . import tables as break_notes
from .dates import (
    DatePlan,
    place,
    placed_notes,
    plan_dates,
    undefined_notes,
)
from .series import Rules, found_by, read_rules, series_of
from .tables import (
    SHOWN_DATES,
    date_rows,
    found_values,
    odd_dates,
    odd_segments,
    segment_rows,
)


def answer(query: Breaks) -> Result:
    """Answer `breaks`.

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
    rules = read_rules(query)
    plan = plan_dates(query.mission, query.mission_dates, many(query.at))
    if not plan.dates and (mission := usual_mission(query)):
        default = plan_dates(mission, query.mission_dates, ())
        plan = replace(default, by_default=True)
    selection = _select(query, plan)
    needs = needs_events(selection, () if rules.unit == "year" else (rules.unit,))
    return _answer(
        query, look_up(Question(selection, events_for=needs), usual=True, trims=True), plan, rules
    )


breaks = question(Breaks, answer)


def _select(query: Breaks, plan: DatePlan) -> Selection:
    hosts = plan.mission.hosts if plan.mission and not plan.by_default else ()
    area = area_of(hosts) if hosts else area_of_file(query) or resolve([DEFAULT_COUNTRY])
    taken = () if hosts else (area.label,)
    selection = select_by(query, (), area, Types((ONE_SIDED,)), taken=taken, series=True)
    if plan.by_default and plan.mission:
        date = straddling.DATES_TAKEN[plan.kind](mission=plan.mission.name)
        selection = selection.also_taken(str(date))
    return check_one_type(selection)


def _answer(query: Breaks, data: Observations, plan: DatePlan, rules: Rules) -> Result:
    selection, dates = data.selection, query.placebos
    series = series_of(data, rules.unit)
    found = found_by(series, rules)
    among = every_date(series.values, rules.shortest_side)
    placed, beyond = place(plan, series, among)
    whole = selection.straddle != "split"
    segments = named(segment_rows(series, found.best, rules, whole=whole), selection)
    table = named(date_rows(series, among, placed, whole=whole), selection)
    frame = table if dates else segments
    odd = odd_dates(series, among) if dates else odd_segments(series, found.best, selection.value)
    what = "dates compared" if dates else "where the level changes"
    said = (
        *fighting_notes(query, data, days=series.days),
        *break_notes.found_notes(series, found, segments, rules),
        *placed_notes(placed, series, among, rules.shortest_side),
        *(undefined_notes(series, among) if dates and not placed else ()),
        *(*beyond, *plan.notes, *series.notes),
        *(() if plan.dates else several_missions(query)),
        *break_notes.rule_notes(series, found, segments, rules),
        *notes.unordered_notes([*odd.values()], selection.estimate, selection.decimals),
        *notes.series_notes(selection),
        *event_notes(data, ()),
        *notes.window_notes(selection, data.published),
        *state_notes(data),
    )
    return answered(
        query,
        frame,
        data=data,
        heading=f"{subject(data)}, by {rules.unit}: {what}",
        notes=said,
        said={**plan.said, **rules.said},
        own={
            "mission_dates": plan.kind if plan.mission else None,
            "penalty": rules.penalty,
            "level": rules.level,
        },
        constants=constants(data, frame.columns),
        details=Details(found_values(series, found, rules, segments, table, placed)),
        shown=Shown(SHOWN_DATES if dates else (), headers={"units": f"{rules.unit}s"}, odd=odd),
        empty=breaking.NO_DATE(side=rules.min_side, number=len(series), unit=rules.unit),
    )
