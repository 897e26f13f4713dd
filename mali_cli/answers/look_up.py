"""From a selection to the observations that answer it, and what is counted of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ..analysis.measures import Measure
from ..analysis.units import WRITTEN
from ..datasets.registry import answering, data_set
from ..model.bounds import wide
from ..model.errors import UNREAD, CutYearsError, NotHereError, UsageError
from ..model.filters import OF_PLACE
from ..observations import EVENT_RULE, Observations, Question, observe, sources_at_hand
from ..observations.straddling import counts, inside, touches
from ..words import asking, holding, straddling
from .asking import COUNT_EVENTS, columns_needed

STOCK_RULES = ("start", "end", "drop")
"""The straddle rules that make sense of a stock: at each of its times it is counted once."""


def look_up(
    question: Question, *, of_phases: bool = False, usual: bool = False, trims: bool = False
) -> Observations:
    """Return the observations of a question, and settle the straddle rule by what answers.

    Args:
        question: what is asked.
        of_phases: whether the rule is that of phases, where none was named.
        usual: whether only data can answer that answer where none are named.
        trims: whether what answers is cut to whole units of time anyway.

    Raises:
        UsageError: events are to be counted, and there are none; or other data are named.
        NotHereError: no source at hand can answer, or none that tells so short a time.
    """
    counts_events = question.events_for == COUNT_EVENTS and not question.selection.dataset
    try:
        data = observe(question)
    except NotHereError as error:
        events = any(source.kind == "event" for source in sources_at_hand())
        if not counts_events or question.selection.data or events:
            raise
        raise UsageError(holding.NO_EVENTS_TO_COUNT(get=error.advice)) from None
    data = data if trims else _of_window(question, data)
    if usual:
        refuse_named(data.source.dataset)
    return _with_rule(data, of_phases=of_phases)


def _of_window(question: Question, data: Observations) -> Observations:
    """Return the events where the window looked at cuts yearly figures, if they have all of it.

    Who names the data and the rule gets yearly figures with their bounds, and so does everyone
    where these lie close together. The edges of phases are no window: they have bounds.

    Raises:
        NotHereError: the bounds lie far apart, and no events at hand have the whole window.
    """
    selection, asked = data.selection, question.selection
    named = asked.dataset or asked.data
    if not _cuts_years(data) or (named and asked.straddle):
        return data
    cut = touches(selection.window) & ~inside(selection.window)
    here = data.frame.filter(touches(selection.window))
    amount = measure_of(data).amount()
    years, least, most, begin, end = (
        here.select(
            pl.col("year").filter(cut).unique().sort().implode(),
            amount.filter(~cut).sum().alias("least"),
            amount.sum().alias("most"),
            counts(selection.window, "start").any().alias("begin"),
            counts(selection.window, "end").any().alias("end"),
        )
        .collect()
        .row(0)
    )
    if not years:
        return data
    events = _events_of(question, data)
    if events and not named:
        return events
    if wide(least, most):
        name, dataset = answering(events=True).name, data.source.dataset
        release = f"@{asked.release}" if asked.release and not asked.data else ""
        get = holding.GET_EVENTS(command=f"mali-cli fetch {name}{release}")
        name_them = holding.NAME_EVENTS(events=name, dataset=dataset)
        way = [] if named else ["--dataset", dataset]
        if not asked.straddle:
            way += ["--straddle", "end" if end and not begin else "start"]
        raise CutYearsError(
            holding.CUTS_YEARS(
                window=selection.window,
                years=years,
                pinned=data.source.pinned,
                least=least,
                most=most,
                measure=selection.counts,
                how=name_them if events else get,
            ),
            way,
        )
    return data


def _events_of(question: Question, data: Observations) -> Observations | None:
    """Return the events of all days looked at that yearly figures cover; None where none are.

    Raises:
        DamagedError, OutputError: they cannot be read; not where other data are named.
    """
    asked, named = question.selection, question.selection.dataset
    if asked.data:
        return None
    if named:
        asked = replace(asked, dataset=None, release=None)
    try:
        events = observe(Question(asked, question.groups, asking.A_PART_OF_A_YEAR()))
    except NotHereError:
        return None
    except UNREAD:
        if named:
            return None
        raise
    held = [source.country_ids for source in events.sources]
    mine = data.source.country_ids
    every = None in held or (mine is not None and mine <= {n for ids in held for n in ids or ()})
    if not asked.area.ids and not every:
        return None
    return events if events.published.covers(data.asked) else None


def _cuts_years(data: Observations) -> bool:
    """Return whether the window may cut figures of the years that answer by default."""
    if data.layout.grain != "year" or data.declared.answers == "named":
        return False
    first, last = data.selection.first, data.selection.last
    return bool(
        (first and (first.month, first.day) != (1, 1))
        or (last and (last.month, last.day) != (12, 31))
    )


def refuse_named(dataset: str | None) -> None:
    """Refuse a data set that answers only where it is named.

    Raises:
        UsageError: it is one.
    """
    one = data_set(dataset) if dataset else None
    if one and one.answers == "named":
        raise UsageError(holding.NOT_ASKED_OF(dataset=one.name))


def _with_rule(data: Observations, *, of_phases: bool) -> Observations:
    """Settle the straddle rule.

    Raises:
        UsageError: the rule makes no sense of what is counted.
    """
    named = data.selection.straddle
    if named and not data.amount.flow and named not in STOCK_RULES:
        what = data.selection.measure
        raise UsageError(asking.NOT_OF_STOCKS(rule=named, measure=what, rules=STOCK_RULES))
    if named:
        return data
    taken = data.phase_rule if of_phases else EVENT_RULE
    unit = "event" if data.of_events else data.layout.grain
    words = straddling.RULE_TAKEN[taken](unit=unit)
    settled = replace(data.selection, straddle=taken)
    plain = unit == "year" and not of_phases  # rows of years are not cut
    selection = settled if plain else settled.also_taken(str(words))
    return replace(data, selection=selection)


def measure_of(data: Observations, groups: Sequence[str] = ()) -> Measure:
    """Return what is counted, once it is sure that the source can tell it in these groups.

    Raises:
        UsageError: the source has no column of it, or of a group: a file with few columns.
    """
    selection, layout = data.selection, data.layout
    here = data.frame.collect_schema().names()
    amount = data.amount
    bounds = (amount.low, amount.high)
    measure = Measure(
        name=selection.measure,
        column={"low": amount.low, "high": amount.high}.get(selection.estimate, amount.best),
        bounds=bounds if set(bounds) <= set(here) else None,
        of_events=data.of_events,
        split=selection.straddle == "split",
        sparse=layout.sparse,
        flow=amount.flow,
        written=WRITTEN.get(layout.grain, ""),
    )
    known = data.declared.groups
    wanted = [
        (f"--by {group}", name)
        for group in groups
        for name in columns_needed(group, known, of_events=data.of_events)
    ]
    if measure.column:
        option = "--estimate" if amount.low else "--measure"
        wanted.append((f"{option} {measure.column}", measure.column))
    for option, name in wanted:
        if name not in here:
            raise data.lacks(option, name)
    return measure


def by_actors(data: Observations, groups: Sequence[str]) -> bool:
    """Return whether rows are by actor, and an observation may have several: events have sides."""
    return "actor" in groups and data.of_events


def precision_of(data: Observations) -> str:
    """Return the column that tells how exactly a place is known; "" where there is none."""
    columns = data.layout.filters.get("where_prec", ())
    here = data.frame.collect_schema().names()
    return next((name for name, _ in columns if name in here), "")


def by_place(data: Observations, groups: Sequence[str]) -> bool:
    """Return whether events are taken for where they were, by a group or a filter."""
    filters = [option.removeprefix("--") for option in data.selection.filters.given]
    return data.of_events and not {*groups, *filters}.isdisjoint(OF_PLACE)


def placed(measure: Measure, data: Observations, groups: Sequence[str]) -> Measure:
    """Let sums by place tell how much of them is in events with a coarse place."""
    if not by_place(data, groups):
        return measure
    return replace(measure, precision=precision_of(data), exact=data.layout.exact[0])
