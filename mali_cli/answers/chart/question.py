"""`chart`: a series over time, with its phases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

import polars as pl

from ...analysis.measures import Measure
from ...analysis.phases import phase_table
from ...analysis.stocks import stock_phases
from ...analysis.totals import counted_rows
from ...model.bounds import LEAST, MOST, wide
from ...model.details import ChartDetails, Row
from ...model.errors import UsageError
from ...model.phase import Phase
from ...model.query import question
from ...model.questions.chart import GROUPS, Chart
from ...model.result import Note, Result, Shown
from ...model.units import UNITS, unit_among
from ...observations import Observations, Question
from ...words import asking, certainty, rating, straddling, when
from ...words.phrases import all_of
from .. import notes
from ..answer import answered, row_named
from ..asking import named_set, needs_events, read_groups
from ..bounding import cut_by, phase_ranges, window_ranges
from ..describe import constants, short_title, subject
from ..event_notes import event_notes
from ..fighting import fighting_notes
from ..lives import blank_notes, no_figure_notes, state_notes
from ..look_up import look_up, measure_of, placed
from ..phase_plan import (
    PhasePlan,
    close_plan,
    given,
    plan_if_usual,
    select_phased,
    several_missions,
)
from ..rates import Rates, rates_of
from ..uncertainty import HowSure, how_sure_of
from ..unit_notes import last_change, like_for_like, partial_units, unit_notes
from .marks import check_drawn, marked_days, read_marks
from .series import ChartGroups, chart_groups, chart_series, series_notes

BOUNDED = ("at_least", "at_most", "per_year", "per_year_at_least", "per_year_at_most")
SHOWN = ("phase", "start", "end", "years", "deaths", *BOUNDED)


def phase_rows(
    data: Observations,
    phases: Sequence[Phase],
    panels: Sequence[str],
    measure: Measure,
    rule: str,
    rates: Rates,
) -> list[dict[str, object]]:
    """Count each phase as `periods` does, by panel.

    Returns:
        rows with the columns of the panels, phase, start, end (dates), years, deaths, at_least,
        at_most, the rates that are asked for, per_year (deaths a year) with its bounds, and
        straddle, the rule; of a stock its figures as `periods` has them.
    """
    if not measure.flow:
        about = (data.declared.subject, data.layout.grain)
        found = stock_phases(data.frame, phases, panels, measure, rule, *about, rates.of_stock)
        return [{**row, "straddle": rule} for row in found.iter_rows(named=True)]
    counting = replace(measure, split=rule == "split")
    table = phase_table(
        data.frame, phases, panels, counting, rule, None, lives=data.lives, run=data.run
    )
    rows = rates.of_phases(table.frame.select(*panels, *SHOWN), phases).to_dicts()
    return [{**row, "straddle": rule} for row in rows]


def counted_twice(
    rows: Sequence[Row], phases: Sequence[Phase], data: Observations
) -> Iterator[Note]:
    """Say what the phases count more than once and the bars do not; ranges say so by themselves."""
    if all(wide(row[LEAST], row[MOST]) for row in rows):
        return
    cut = cut_by([phase.covered for phase in phases if phase.covered], data)
    if not cut.values.get("years"):
        return
    inside_one = any(p.shown.start.year == p.shown.end.year for p in phases[1:-1])
    yield Note(
        straddling.PHASES_AND_BARS(
            what=cut,
            unit=data.layout.grain,
            phases=straddling.EVERY_PHASE() if inside_one else straddling.BOTH_PHASES(),
            often=straddling.MORE_THAN_ONCE() if inside_one else straddling.TWICE(),
        )
    )


def _closed(
    query: Chart, plan: PhasePlan | None, data: Observations
) -> tuple[PhasePlan | None, tuple[Phase, ...], tuple[Note, ...]]:
    """Close the phases; of those taken by default there are none where none lies in the window."""
    if plan is None:
        return None, (), several_missions(query)
    try:
        return plan, *close_plan(plan, data, allow_overlap=query.allow_overlap)
    except UsageError:
        if not plan.by_default:
            raise
        return None, (), ()


def _at_its_end(data: Observations, unit: str) -> bool:
    """Return whether the observations are of the last day of a unit."""
    one_day = (pl.col("start") == pl.col("end")).all()
    return data.layout.grain == unit and bool(data.frame.select(one_day).collect().item())


def answer(query: Chart) -> Result:
    """Answer `chart`.

    Returns:
        a frame with year (Int32), quarter or month (String), then country_id and country, where
        they are a chart each, type_of_violence where several were asked for, what is stacked
        (perpetrator, actor, adm_1; "other" are those not named), deaths, low, high, and events
        (event data only), with `per` and `uncertainty` their columns as in `totals`; every unit
        that is covered has a row. `phases` has the phases, `extras`
        their figures as `periods` has them ("phases"), the series in order ("series"), the days
        of a mission ("markers"), and whether the series overlap ("overlap"). With `beside` the
        columns of the other source stand among them, under names that begin with beside_.

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no data at hand can answer; the hint says how to get it.
    """
    if query.together and query.beside:
        raise UsageError(asking.TOGETHER_AND_BESIDE())
    marks = read_marks(query.mark)
    result = _of_one(query) if query.beside is None else _of_two(query)
    unit = unit_among(result.frame.columns) or "year"
    check_drawn(marks, [str(name) for name in result.frame[unit]], unit)
    return result


def _of_two(query: Chart) -> Result:
    from ..two_sources import put_beside  # few ask for two, and it takes its time to load

    return put_beside(query, _of_one, panels=True)


def _of_one(query: Chart) -> Result:
    words = read_groups(query.by, GROUPS)
    groups = chart_groups((*words, *(("country",) if query.together else ())), query.top)
    if query.together and groups.stack:
        raise UsageError(asking.TOGETHER_AND_STACKED(group=groups.stack))
    if groups.stack and named_set(query):  # what is stacked has a column of its own name
        known = (*UNITS, "country")
        raise UsageError(asking.UNKNOWN_BY(group=groups.stack), asking.BY_TAKES(groups=known))
    how_sure, rates = how_sure_of(query), rates_of(query, groups.words)
    if rates.per and query.cumulative:
        raise UsageError(rating.OF_SUMS())
    if rates.per and how_sure.request:
        raise UsageError(rating.OF_UNCERTAINTY())
    if how_sure.request and query.cumulative:  # intervals of rows do not add up
        raise UsageError(asking.UNCERTAINTY_OF_SUMS())
    if query.months and given(query):
        raise UsageError(when.MONTHS_OF_PHASES(option=given(query)[0]))
    plan = None if query.months else plan_if_usual(query)
    selection = select_phased(query, plan, groups.words, series=True)
    selection = selection.also_taken(*(plan.taken if plan else ()))
    how_sure.check(selection)
    needs = how_sure.events_for or needs_events(selection, groups.words)
    found = look_up(Question(selection, groups.words, needs))
    return _answer(query, found, groups, plan, how_sure, rates.over(found))


chart = question(Chart, answer)


def _answer(
    query: Chart,
    data: Observations,
    groups: ChartGroups,
    plan: PhasePlan | None,
    how_sure: HowSure,
    rates: Rates,
) -> Result:
    selection, request = data.selection, how_sure.request
    measure = placed(measure_of(data, groups.words), data, groups.words)
    if query.cumulative and not measure.flow:
        raise UsageError(asking.SUMS_OF_STOCK(measure=selection.measure))
    series = chart_series(data, groups, measure, rates.of_stock, cumulative=query.cumulative)
    plan, phases, phase_notes = _closed(query, plan, data)
    keys = (groups.unit, *series.panels, *series.stack)
    counted = partial(counted_rows, series.rows, data.window, keys, selection.straddle)
    frame = how_sure.with_columns(series.frame, counted, keys, data, measure)
    frame = rates.of_units(frame) if measure.flow else frame
    if not query.cumulative:
        frame = like_for_like(frame, data, keys)
    bars = selection.straddle
    rule = bars if query.straddle else data.phase_rule  # as `periods` counts
    rows = phase_rows(data, phases, series.panels, measure_of(data), rule, rates) if phases else []
    said = {**(plan.said if plan else {}), **groups.said, **how_sure.said, **rates.said}
    if not query.straddle:  # a rule that nobody named would change the figures of the phases
        said["straddle"] = None
    shown = measure.flow and not query.together  # where there are figures of phases
    ranges = phase_ranges(query, rows, phases, data, said) if shown else []
    if measure.flow and not query.cumulative:
        cut = [note.said.values["what"] for note in ranges]
        bar_ranges = window_ranges(query, frame, data, said, keys)
        ranges += [note for note in bar_ranges if note.said.values["what"] not in cut]
    of_survey = request is not None and request.of_survey
    cumulative = ", cumulative" if query.cumulative else ""
    named = f": {plan.titled(phases)}" if plan else ""
    return answered(
        query,
        frame,
        data=data,
        heading=f"{subject(data, plan)}, by {all_of(groups.words)}{cumulative}{named}",
        short=short_title(data, plan, phases),
        notes=(
            *fighting_notes(query, data, groups=groups.words),
            *how_sure.notes(frame),
            *rates.notes(series.panels),
            *([Note(certainty.NOT_STACKED())] if of_survey and series.stack else ()),
            *notes.stock_notes(data),
            *phase_notes,
            *ranges,
            *(counted_twice(rows, phases, data) if shown and rule != bars else ()),
            *unit_notes(data, groups.words),
            *last_change(frame, selection.decimals),
            *(blank_notes(rows, phases, data) if measure.flow else no_figure_notes(rows, phases)),
            *state_notes(data),
            *notes.series_notes(selection),
            *series_notes(groups, selection, series),
            *event_notes(data, (), frame),
        ),
        said=said,
        own=groups.plain,
        also=rates.sources,
        pins=rates.pins,
        constants={
            **constants(data, series.frame.columns),
            **how_sure.constants,
            **rates.constants,
        },
        details=ChartDetails(
            how_sure.json,
            groups=groups.words,
            phases=[row_named(row, selection) for row in rows],
            markers=sorted(
                (*marked_days(plan, selection.window), *read_marks(query.mark)),
                key=lambda mark: str(mark["day"]),
            ),
            series=[row_named(row, selection) for row in series.listed],
            overlap=groups.overlap(selection),
            cumulative=query.cumulative,
            stock=not measure.flow,
            at_end=not measure.flow and _at_its_end(data, groups.unit),
            level=request.level if request and of_survey else None,
            rate=rates.column,
            together=query.together,
        ),
        phases=phases,
        shown=Shown(partial=partial_units(data, groups.words)),
    )
