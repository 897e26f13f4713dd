"""The series of a chart: what is stacked, who is named, and what is left as "other"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from functools import partial

import polars as pl

from ...analysis.ids import by_actor, by_named_actor, by_perpetrator, one_name_each
from ...analysis.measures import IMPRECISE, Measure
from ...analysis.rows import in_order
from ...analysis.stocks import PerPeople, stock_totals
from ...analysis.totals import totals_table
from ...analysis.units import OTHER, biggest, running, with_others, word_for_others
from ...frozen import frozen
from ...model.errors import UsageError
from ...model.questions.chart import STACKS
from ...model.result import Note
from ...model.selection import Selection
from ...model.units import UNITS
from ...model.words import ONE_SIDED
from ...observations import Observations
from ...words import asking, covering, naming
from ..asking import columns_of, groups_of

RANKED = ("actor", "adm1")
"""Stacks of which only the biggest are named."""
DEFAULT_TOP = 5
MOST_NAMED = 9


@frozen
class ChartGroups:
    """How a chart is divided: its unit of time, what is stacked, and whether by country.

    `top` is how many actors or regions are named.
    """

    unit: str = "year"
    stack: str | None = None
    countries: bool = False
    top: int = DEFAULT_TOP

    @property
    def words(self) -> tuple[str, ...]:
        """The groups as `--by` takes them."""
        return (
            self.unit,
            *(("country",) if self.countries else ()),
            *((self.stack,) if self.stack else ()),
        )

    @property
    def said(self) -> dict[str, object]:
        """The options that ask for them, by field."""
        named = self.stack in RANKED and self.top != DEFAULT_TOP
        by = tuple(word for word in self.words if word != "year")
        return {"by": by, "top": self.top if named else None}

    @property
    def plain(self) -> dict[str, object]:
        """What was asked, as plain values where JSON has it otherwise."""
        return {"by": self.words, "top": self.top if self.stack in RANKED else None}

    def overlap(self, selection: Selection) -> bool:
        """Return whether a death counts in several series: fighting has actors on both sides."""
        return self.stack == "actor" and selection.types.names != (ONE_SIDED,)


@frozen
class ChartSeries:
    """The figures of a chart.

    `frame` has the unit, the columns of the panels and of the stack, deaths, low, high and of
    events their number; `panels` and `stack` name these columns. `listed` has a row a series in
    the order of the legend, with its deaths over all units and panels; `others` is how many
    groups are left unnamed; `rows` are the observations, with their series.
    """

    frame: pl.DataFrame
    panels: tuple[str, ...]
    stack: tuple[str, ...] = ()
    listed: tuple[dict[str, object], ...] = ()
    others: int = 0
    rows: pl.LazyFrame = field(default_factory=pl.LazyFrame)


def chart_groups(words: Sequence[str], top: int) -> ChartGroups:
    """Sort the values of `--by` into a unit of time, a stack and the countries.

    Raises:
        UsageError: two units or two stacks, or no number of series to name.
    """
    units = [word for word in words if word in UNITS]
    stacks = [word for word in words if word in STACKS]
    if len(units) > 1:
        raise UsageError(asking.SEVERAL_UNITS())
    if len(stacks) > 1:
        raise UsageError(asking.SEVERAL_STACKS(stacks=stacks))
    if not 1 <= top <= MOST_NAMED:
        raise UsageError(asking.TOP_OUT_OF_BOUNDS(top=top, most=MOST_NAMED))
    unit = units[0] if units else "year"
    return ChartGroups(unit, stacks[0] if stacks else None, "country" in words, top)


def chart_series(
    data: Observations,
    groups: ChartGroups,
    measure: Measure,
    rated: PerPeople | None,
    *,
    cumulative: bool,
) -> ChartSeries:
    """Add up the series of a chart, zeros included; under `cumulative` as running sums.

    A stock that is `rated` has its rate.
    """
    stack = _stack_columns(groups, data.selection)
    panels = _panel_columns(groups, data.selection, stack)
    rows, others = _named(data, groups, measure)
    table = partial(_table, data=data, measure=measure, rated=rated)
    frame = table(rows, (groups.unit, *panels, *stack), fill=True)
    listed = _in_legend_order(_over_time(frame, stack), stack, groups) if stack else frame.clear()
    if stack:
        frame = _as_in_legend(frame, (groups.unit, *panels), listed, stack)
    if cumulative:
        frame = running(frame, (*panels, *stack), measure)
    totals = listed.select(*stack, measure.shown("deaths")).to_dicts() if stack else []
    sums = ("deaths", "low", "high", "events", IMPRECISE)
    counts = [name for name in sums if name in frame.columns]
    frame = frame.with_columns(measure.shown(name) for name in counts)
    return ChartSeries(frame, panels, stack, tuple(totals), others, rows)


def series_notes(groups: ChartGroups, selection: Selection, series: ChartSeries) -> list[Note]:
    """Say who is "other", and how a death with several actors is counted."""
    notes = []
    if groups.overlap(selection):
        notes.append(Note(naming.EVERY_ACTOR_IS_A_LINE()))
    elif groups.stack == "actor":
        notes.append(Note(naming.PERPETRATOR()))
    if groups.countries and "country" in series.frame.columns and series.frame.height:
        seen = set(series.frame["country"])
        absent = [name for name in selection.area.names if name not in seen]
        if absent:
            notes.append(Note(covering.NO_CHART(countries=absent)))
    if series.others:
        said = naming.OTHER_ACTORS if groups.stack == "actor" else naming.OTHER_REGIONS
        said = naming.OTHER_EVENTS if groups.overlap(selection) else said
        word = series.listed[-1][_named_by(groups, series.stack)]
        top, measure = groups.top, selection.counts
        notes.append(Note(said(word=word, number=series.others, top=top, measure=measure)))
    return notes


def _table(
    rows: pl.LazyFrame,
    groups: Sequence[str],
    *,
    data: Observations,
    measure: Measure,
    rated: PerPeople | None = None,
    fill: bool = False,
) -> pl.DataFrame:
    """Add up rows in the window, without rounding; nothing where it is not covered at all."""
    rule = data.selection.straddle
    if not measure.flow:
        subject = data.declared.subject
        frame = stock_totals(rows, data.window, groups, measure, rule, subject, rated)
        return frame if data.days else frame.clear()
    frame = totals_table(
        *(rows, data.window, groups, measure, rule),
        fill=fill,
        lives=data.lives,
        rounded=False,
        run=data.run_few_steps,
    )
    return frame if data.days else frame.clear()


def _over_time(frame: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Add up the deaths of all units, so that totals are those of what is drawn."""
    return frame.group_by(keys).agg(pl.col("deaths").sum())


def _stack_columns(groups: ChartGroups, selection: Selection) -> tuple[str, ...]:
    """Return the columns of the stack: an actor has its id beside it, a region its country.

    The country is left out where it cannot vary.
    """
    if groups.stack is None:
        return ()
    columns = groups_of(selection.dataset).get(groups.stack, (groups.stack,))
    alone = groups.stack == "adm1" and (len(selection.area.ids) == 1 or groups.countries)
    return columns[-1:] if alone else columns


def _named_by(groups: ChartGroups, stack: Sequence[str]) -> str:
    """Return the column that has the name of a series: that of a region stands last."""
    return stack[-1] if groups.stack == "adm1" else stack[0]


def _panel_columns(
    groups: ChartGroups, selection: Selection, stack: Sequence[str]
) -> tuple[str, ...]:
    columns = columns_of(("country",) if groups.countries else (), selection)
    return tuple(name for name in columns if name not in stack)


def _named(data: Observations, groups: ChartGroups, measure: Measure) -> tuple[pl.LazyFrame, int]:
    """Return the observations with the name of their series, and how many groups have none."""
    if groups.stack not in RANKED:
        return data.frame, 0
    events, overlap = data.frame, groups.overlap(data.selection)
    if groups.stack == "actor":
        events = one_name_each(events, ("actor",))
        rows = by_actor(events) if overlap else by_perpetrator(events)
    else:
        rows = events
    keys = data.declared.groups[groups.stack]
    totals = _over_time(_table(rows, (groups.unit, *keys), data=data, measure=measure), keys)
    named = biggest(totals, keys, groups.top)
    if named.height == totals.height:
        return rows, 0
    word = word_for_others(totals[_named_by(groups, keys)].to_list())
    others = totals.height - named.height
    if overlap:
        return by_named_actor(events, named.select(keys), word), others
    rest: dict[str, str | None] = {"actor": word, "actor_id": None}
    if groups.stack == "adm1":
        rest = {"adm_1": word} | ({} if groups.countries else {"country": None})
    return with_others(rows, named, keys, rest), others


def _in_legend_order(
    listed: pl.DataFrame, stack: Sequence[str], groups: ChartGroups
) -> pl.DataFrame:
    """Put the biggest first and what is left last; types and perpetrators in UCDP's order."""
    if groups.stack not in RANKED:
        return in_order(listed, stack)
    name = _named_by(groups, stack)
    names = listed[name].to_list()
    word = f"all {OTHER}" if f"all {OTHER}" in names and OTHER in names else OTHER
    last = pl.col(name).eq_missing(word)
    order = [last, pl.col("deaths"), *(pl.col(name) for name in stack)]
    return listed.sort(order, descending=[False, True, *[False] * len(stack)], nulls_last=True)


def _as_in_legend(
    frame: pl.DataFrame, before: Sequence[str], listed: pl.DataFrame, stack: Sequence[str]
) -> pl.DataFrame:
    """Sort rows by the columns before the stack, and each stack as the legend has it."""
    places = listed.select(stack).with_row_index("_place")
    rows = frame.join(places, on=list(stack), how="left", nulls_equal=True)
    return in_order(rows, [*before, "_place"]).drop("_place")
