"""From the words of a question to a selection: the options that every question shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..datasets import registry
from ..datasets.declaration import Amount, DataSet
from ..datasets.registry import answering, data_set, read_dataset
from ..facts.countries import resolve
from ..facts.missions import find
from ..model.errors import UsageError
from ..model.filters import read_filters
from ..model.months import read_months
from ..model.query import Query
from ..model.questions.event_filters import Filtering
from ..model.questions.shared import (
    Measured,
    Monthly,
    OfMissions,
    Preliminary,
    Scope,
    Sourced,
    Straddled,
)
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
from ..model.words import ESTIMATES, MEASURES, ONE_SIDED, Words, apart, many, one_of
from ..observations import (
    country_of_file,
    dataset_of_file,
)
from ..words import asking, comparing, holding
from ..words.message import Said

TYPE = ("type_of_violence",)
"""The column of the types of violence."""


def usual_terms(*, of_events: bool = True) -> tuple[str, ...]:
    """Return what --by takes of the data that answer by default, with what only events tell."""
    coarse, fine = answering().terms, answering(events=True).terms
    return tuple(dict.fromkeys((*coarse, *(fine if of_events else ()))))


def groups_of(dataset: str | None) -> Mapping[str, tuple[str, ...]]:
    """Return the columns of each group of a data set, or of those that answer by default."""
    return (data_set(dataset) if dataset else answering(events=True)).groups


def amount_of(selection: Selection) -> Amount:
    """Return what is counted."""
    one = data_set(selection.dataset) if selection.dataset else answering(events=True)
    return one.amount(selection.measure)


def named_set(query: Query) -> DataSet | None:
    """Return the data set that must be named and is, or that the file to answer is of."""
    if not isinstance(query, Sourced) or not (query.data or query.dataset):
        return None
    file = (query.data, query.release, query.week_starts) if query.data else None
    name = dataset_of_file(*file) if file else None
    name = name or read_dataset(read_merged(query.dataset)[0], None)[0]
    one = data_set(name) if name else None
    return one if one and one.role == "counts" and one.answers == "named" else None


def added_up(query: Measured) -> DataSet | None:
    """Return the data set that is named, if its figures add up before, during and after missions.

    Raises:
        UsageError: it has none, or what is asked of it does not add up over time.
    """
    one = named_set(query)
    if one is None:
        return None
    amount = one.amount(_measured(query, one)[0])
    if not amount.flow:
        flows = [f"--measure {other.name}" for other in one.amounts if other.flow]
        said = {"dataset": one.name, "measure": amount.nouns.partition("/")[2]}
        message = comparing.OF_STOCK_BUT if flows else comparing.OF_STOCK
        raise UsageError(message(**said, flows=flows))
    if one.of_events and not one.of_missions:
        raise UsageError(holding.NOT_ASKED_OF(dataset=one.name))
    return one


def columns_needed(
    group: str, known: Mapping[str, tuple[str, ...]], *, of_events: bool = True
) -> tuple[str, ...]:
    """Return the columns of observations that a group is told by: an event has two sides."""
    if group == "actor" and of_events:
        return ("side_a", "side_b")
    return () if group in UNITS else known.get(group, (group,))


def columns_of(groups: Sequence[str], selection: Selection) -> tuple[str, ...]:
    """Return the columns of the groups; several types are rows of their own."""
    known = groups_of(selection.dataset)
    columns = [column for group in groups for column in known.get(group, (group,))]
    if len(selection.area.ids) == 1 and "country" not in groups:
        columns = [column for column in columns if column != "country"]
    if len(selection.types.names) > 1 and not selection.types.summed:
        columns += [column for column in TYPE if column not in columns]
    return tuple(dict.fromkeys(columns))


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
    every = "every type of violence" if types == EVERY_TYPE else f"{types.label} violence"
    one = named_set(query)
    typed = query.type or not selection.types.names or (one and one.violence)
    limited = query.country or selection.missions or missions_of(query)
    return selection.also_taken(*(() if limited else taken), *(() if typed else (every,)))


def missions_of(query: Query) -> tuple[str, ...]:
    """Return the missions that are to be looked at, by our names where they have one.

    Raises:
        UsageError: the data are not about missions, and one is not known.
    """
    if not isinstance(query, OfMissions) or not query.mission:
        return ()
    one, found = named_set(query), []
    for word in many(query.mission):
        try:
            found.append(find(word).name)
        except UsageError:
            if not (one and one.of_missions):
                raise
            found.append(word)
    return tuple(dict.fromkeys(found))


COUNT_EVENTS = "--measure events"


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
    if source.week_starts and not source.data:
        raise UsageError(asking.WEEKS_OF_A_FILE(day=source.week_starts))
    named = resolve(many(query.country), named=True) if query.country else None
    missions = missions_of(query)
    first, last = read_days(query.from_, query.to)
    name, merged = read_merged(source.dataset)
    dataset, release = read_dataset(name, source.release)
    found, rule = read_types(many(query.type)), _rule(query, series=series)
    one = named_set(query)
    measure, estimate = _measured(query, one)
    if one and "type" not in one.terms:
        if found and found.names != one.violence:
            only = holding.ONE_TYPE(dataset=one.name, types=one.violence)
            raise UsageError(only if one.violence else holding.NO_TYPES())
        found = Types(one.violence)
    if one and not one.of_countries:
        if query.country:
            command = f"mali-cli fetch {answering(events=True).name}"
            said = holding.SEVERAL_COUNTRIES_IN_A_ROW(dataset=one.name, command=command)
            raise UsageError(said)
        area = None
    if missions and named:
        raise UsageError(asking.MISSION_AND_COUNTRY())
    if missions and not (one and one.of_missions):
        named, missions = resolve([str(n) for name in missions for n in find(name).hosts]), ()
    return Selection(
        area=named or area or Area(),
        types=types if found is None else found,
        first=first,
        last=last,
        months=read_months(query.months) if isinstance(query, Monthly) else None,
        measure=measure,
        estimate=estimate,
        value=one.amount(measure).value if one else measure,
        straddle=rule,
        dataset=one.name if one else dataset,
        release=release,
        data=source.data,
        week_starts=source.week_starts,
        candidate=bool(merged) or (isinstance(query, Preliminary) and query.candidate),
        merged=merged,
        missions=missions,
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


def _measured(query: Query, one: DataSet | None) -> tuple[str, str]:
    """Read `--measure` and `--estimate`; of a data set that is named its own measures."""
    counted = query if isinstance(query, Measured) else Measured()
    if one is None:
        _refuse_measure_of_others(counted.measure.strip().casefold())
        return read_measure(counted.measure, counted.estimate)
    names = tuple(amount.name for amount in one.amounts)
    default = counted.measure == Measured().measure and counted.measure not in names
    measure = names[0] if default else one_of(counted.measure, names, "measure")
    estimate = one_of(counted.estimate, ESTIMATES, "estimate")
    if estimate != ESTIMATES[0] and not one.amount(measure).low:
        raise UsageError(asking.ONE_ESTIMATE(measure=measure, dataset=one.name))
    return measure, estimate


def _refuse_measure_of_others(word: str) -> None:
    """Say whose measure it is that only data sets have which must be named."""
    if word in MEASURES:
        return
    if others := registry.knowing(word, lambda one: [amount.name for amount in one.amounts]):
        said = asking.UNKNOWN_WORD(kind="measure", word=word)
        raise UsageError(said, asking.OF_OTHERS(datasets=others, first=others[0]))


def read_groups(
    words: Words, known: tuple[str, ...], query: Query | None = None
) -> tuple[str, ...]:
    """Read the values of `--by`, each once; units of time where the command takes some.

    Args:
        words: the values.
        known: what the command takes of the data that answer by default.
        query: what was asked, where a data set that is named may have others.

    Raises:
        UsageError: an unknown group.
    """
    groups = dict.fromkeys(word.casefold().replace("-", "_") for word in apart(words))
    for group in groups:
        if group not in known:
            one = named_set(query) if query else None
            timed = not set(UNITS).isdisjoint(known)
            own = [term for term in one.terms if timed or term not in UNITS] if one else []
            if group in own:
                continue
            known = tuple(own) if one else known
            near = asking.did_you_mean(group, known)
            if others := registry.knowing(group, lambda other: other.terms):
                near = asking.OF_OTHERS(datasets=others, first=others[0])
            raise UsageError(asking.UNKNOWN_BY(group=group), near or asking.BY_TAKES(groups=known))
    return tuple(groups)


def needs_events(
    selection: Selection, groups: Sequence[str], peak_by: str = "year"
) -> str | Said | None:
    """Say in words what of a question only events can answer; None where country-years will do."""
    one = data_set(selection.dataset) if selection.dataset else answering()
    if one.answers == "named":
        return _needs_of(one, selection, groups)
    coarse, usual = usual_terms(of_events=False), usual_terms()
    named = [f"--by {group}" for group in groups if group in usual and group not in coarse]
    more = {"--candidate": selection.candidate, "--months": selection.months}
    wanted = [*named, *selection.filters.given, *(name for name, given in more.items() if given)]
    if wanted:
        return wanted[0]
    if peak_by == "month":
        return asking.PEAK_BY_MONTH()
    if "perpetrator" in groups and selection.measure == "civilians":
        return asking.CIVILIANS_BY_PERPETRATOR()
    known = {amount.name for amount in answering().amounts}
    return None if selection.measure in known else f"--measure {selection.measure}"


def _needs_of(one: DataSet, selection: Selection, groups: Sequence[str]) -> str | None:
    """Say what of a question only the events of a data set that is named can answer.

    Raises:
        UsageError: nothing of it can: it has no such group, or no units so short.
    """
    for group in (*groups, *(["month"] if selection.months else [])):
        if group in UNITS and group not in one.terms:
            grain = one.layouts[0].grain
            raise UsageError(asking.FINER_THAN_DATA(dataset=one.name, grain=grain, unit=group))
        if group not in one.terms:
            raise UsageError(asking.UNKNOWN_BY(group=group), asking.BY_TAKES(groups=one.terms))
    figures = {name for layout in one.layouts if not layout.of_events for name in layout.filters}
    given = selection.filters.given
    asked = (word for word in given if word.removeprefix("--").replace("-", "_") not in figures)
    return next(asked, None)


def area_of_file(query: Query) -> Area | None:
    """Return the country of the file that is to answer, if it has just one."""
    if not isinstance(query, Sourced) or not query.data:
        return None
    return country_of_file(query.data, query.release, query.week_starts)
