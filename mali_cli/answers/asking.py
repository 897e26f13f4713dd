"""From the words of a question to a selection: the options that every question shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..analysis.measures import BOUNDS, Measure
from ..datasets.registry import read_dataset
from ..facts.countries import resolve
from ..model.errors import NotHereError, UsageError
from ..model.filters import ID_OF, read_filters
from ..model.query import Query
from ..model.questions.event_filters import Filtering
from ..model.questions.shared import Measured, Preliminary, Scope, Sourced, Straddled
from ..model.selection import (
    EVERY_TYPE,
    NO_FILTERS,
    Area,
    Selection,
    Types,
    read_days,
    read_measure,
    read_merged,
    read_straddle,
    read_types,
)
from ..model.units import UNITS
from ..model.words import ONE_SIDED, Words, apart, many
from ..observations import (
    EVENT_RULE,
    Observations,
    Question,
    country_of_file,
    observe,
    sources_at_hand,
)
from ..words import asking, comparing, holding
from ..words.message import Said

COLUMNS = {
    "type": ("type_of_violence",),
    "country": ("country_id", "country"),
    "region": ("region",),
    "perpetrator": ("perpetrator",),
    "adm1": ("country", "adm_1"),
    "adm2": ("country", "adm_1", "adm_2"),
    "priogrid": ("priogrid_gid",),
    **{name: (name, number) for name, number in ID_OF.items()},
}
"""The columns of each group, where they are not called as the group is."""
EVENT_GROUPS = ("month", "quarter", "actor", "dyad", "conflict", "adm1", "adm2", "priogrid")
"""Groups that only events can tell."""


def columns_needed(group: str) -> tuple[str, ...]:
    """Return the columns of observations that a group is told by."""
    if group == "actor":
        return ("side_a", "side_b")
    return () if group in UNITS else COLUMNS.get(group, (group,))


def columns_of(groups: Sequence[str], selection: Selection) -> tuple[str, ...]:
    """Return the columns of the groups; several types are rows of their own."""
    columns = [column for group in groups for column in COLUMNS.get(group, (group,))]
    if len(selection.area.ids) == 1 and "country" not in groups:
        columns = [column for column in columns if column != "country"]
    if len(selection.types.names) > 1 and not selection.types.summed:
        columns += [column for column in COLUMNS["type"] if column not in columns]
    return tuple(dict.fromkeys(columns))


COUNT_EVENTS = "--measure events"


def select_by(
    query: Scope,
    groups: Sequence[str],
    area: Area | None,
    types: Types,
    *,
    taken: Sequence[str],
    series: bool = False,
) -> Selection:
    """Read the options that select for rows by group, and say what was taken by default.

    Args:
        query: what was asked.
        groups: by type each is a row of its own.
        area: the countries where none are named; None for every country in the source.
        types: the types where none are named.
        taken: the countries that are taken where none are named, in words.
        series: whether the rule "both" is refused.

    Raises:
        UsageError: a word is unknown, two options clash, or only one-sided violence can be grouped
            so.
    """
    selection = select(query, area, types, series=series)
    if "type" in groups:
        selection = replace(selection, types=replace(selection.types, summed=False))
    if "perpetrator" in groups and selection.types.names != (ONE_SIDED,):
        raise UsageError(asking.PERPETRATOR_OF_OTHERS())
    every = "every type" if types == EVERY_TYPE else types.label
    return selection.also_taken(
        *(() if query.country else taken), *(() if query.type else (every,))
    )


def select(query: Scope, area: Area | None, types: Types, *, series: bool = False) -> Selection:
    """Read the options that select; what was not said is taken from the arguments.

    Args:
        query: what was asked.
        area: the countries where none were named; None for every country in the source.
        types: the types where none were named.
        series: whether the rule "both" is refused.

    Raises:
        UsageError: a word is unknown, a date impossible, or two options clash.
    """
    source = query if isinstance(query, Sourced) else Sourced()
    if source.data and source.dataset:
        raise UsageError(asking.DATA_AND_DATASET())
    named = resolve(many(query.country)) if query.country else None
    first, last = read_days(query.from_, query.to)
    counted = query if isinstance(query, Measured) else Measured()
    measure, estimate = read_measure(counted.measure, counted.estimate)
    name, merged = read_merged(source.dataset)
    dataset, release = read_dataset(name, source.release)
    return Selection(
        area=named or area or Area(),
        types=read_types(many(query.type)) or types,
        first=first,
        last=last,
        measure=measure,
        estimate=estimate,
        straddle=_rule(query, series=series),
        dataset=dataset,
        release=release,
        data=source.data,
        candidate=bool(merged) or (isinstance(query, Preliminary) and query.candidate),
        merged=merged,
        filters=read_filters(query) if isinstance(query, Filtering) else NO_FILTERS,
    )


def _rule(query: Query, *, series: bool) -> str:
    word = query.straddle if isinstance(query, Straddled) else None
    return read_straddle(word, series=series)


def check_one_type(selection: Selection) -> Selection:
    """Refuse several types side by side: one series is asked for.

    Raises:
        UsageError: several types are named, and not their sum.
    """
    types = selection.types
    if len(types.names) > 1 and not types.summed:
        raise UsageError(comparing.SEVERAL_SERIES(types=types.names))
    return selection


def read_groups(words: Words, known: tuple[str, ...]) -> tuple[str, ...]:
    """Read the values of `--by`, each once.

    Raises:
        UsageError: an unknown group.
    """
    groups = dict.fromkeys(word.casefold() for word in apart(words))
    for group in groups:
        if group not in known:
            near = asking.did_you_mean(group, known)
            raise UsageError(asking.UNKNOWN_BY(group=group), near or asking.BY_TAKES(groups=known))
    return tuple(groups)


def needs_events(
    selection: Selection, groups: Sequence[str], peak_by: str = "year"
) -> str | Said | None:
    """Say in words what of a question only events can answer; None where country-years will do."""
    named = [f"--by {group}" for group in groups if group in EVENT_GROUPS]
    wanted = [*named, *selection.filters.given, *(["--candidate"] if selection.candidate else [])]
    if wanted:
        return wanted[0]
    if peak_by == "month":
        return asking.PEAK_BY_MONTH()
    if "perpetrator" in groups and selection.measure == "civilians":
        return asking.CIVILIANS_BY_PERPETRATOR()
    return COUNT_EVENTS if selection.measure == "events" else None


def area_of_file(query: Query) -> Area | None:
    """Return the country of the file that is to answer, if it has just one."""
    if not isinstance(query, Sourced) or not query.data:
        return None
    return country_of_file(query.data, query.release)


def look_up(question: Question, rule: str = "start") -> Observations:
    """Return the observations of a question, and settle the straddle rule by what answers.

    Args:
        question: what is asked.
        rule: the rule over country-years where none was named; over events it is "start".

    Raises:
        UsageError: events are to be counted, and there are none.
        NotHereError: no source at hand can answer.
    """
    counts_events = question.events_for == COUNT_EVENTS and not question.selection.dataset
    try:
        return _with_rule(observe(question), rule)
    except NotHereError as error:
        events = any(source.kind == "event" for source in sources_at_hand())
        if not counts_events or question.selection.data or events:
            raise
        raise UsageError(holding.NO_EVENTS_TO_COUNT(get=error.advice)) from None


def _with_rule(data: Observations, rule: str) -> Observations:
    if data.selection.straddle:
        return data
    taken = EVENT_RULE if data.of_events else rule
    selection = replace(data.selection, straddle=taken).also_taken(f"straddle {taken}")
    return replace(data, selection=selection)


def measure_of(data: Observations, groups: Sequence[str] = ()) -> Measure:
    """Return what is counted, once it is sure that the source can tell it in these groups.

    Raises:
        UsageError: the source has no column of it, or of a group: a file with few columns.
    """
    selection = data.selection
    here = data.frame.collect_schema().names()
    measure = Measure(
        name=selection.measure,
        estimate=selection.estimate,
        of_events=data.of_events,
        split=selection.straddle == "split",
        bounded=set(BOUNDS) <= set(here),
    )
    wanted = [(f"--by {group}", name) for group in groups for name in columns_needed(group)]
    if measure.column:
        option = "--estimate" if selection.measure == "deaths" else "--measure"
        wanted.append((f"{option} {measure.column}", measure.column))
    for option, name in wanted:
        if name not in here:
            raise data.lacks(option, name)
    return measure
