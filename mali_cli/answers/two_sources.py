"""Another source beside the one that answers: the same question, in columns of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from shlex import join
from typing import Any, TypeVar

import polars as pl

from ..analysis.rows import in_order
from ..datasets.declaration import DataSet
from ..datasets.registry import answering, data_set, read_dataset
from ..model.dates import Span
from ..model.errors import UnsettledError, UsageError
from ..model.questions.chart import Chart
from ..model.questions.event_filters import Filtering
from ..model.questions.periods import Periods
from ..model.questions.shared import Measured
from ..model.questions.totals import Totals
from ..model.result import BESIDE, Note, Result
from ..model.units import UNITS, unit_among
from ..model.words import ONE_SIDED, TYPES, apart, many, type_of
from ..words import sourcing, two_sources
from ..words.message import Said
from .answer import in_named_order
from .asking import named_set
from .describe import amount

ALIKE = (*UNITS, "country")
"""The groups that are the same in every source."""
ALIKE_OF_ONE_MAKER = (*ALIKE, "type", "region")
KEYS = (*UNITS, "phase", "country_id", "country", "region", "type_of_violence")
"""The columns that name a row in either source."""
OF_BOTH = ("country", "months")
"""The constant columns that both have alike."""
OF_ITSELF = ("source", "cite", "licence")
"""Notes that name their source themselves."""
CIVILIANS = "civilian_targeting"
Asked = Totals | Periods | Chart
Q = TypeVar("Q", Totals, Periods, Chart)


def put_beside(query: Q, answer: Callable[[Q], Result], *, panels: bool = False) -> Result:
    """Answer a question, and put beside it what another source answers to the same.

    Args:
        query: what is asked, and of which other source too.
        answer: answers it for one source.
        panels: whether each source is drawn, so that it has one series.

    Returns:
        the answer, with the columns of the other source among its own under names that begin with
        `beside_`, each row beside that of the same phase, time and country; `beside` is the other
        answer itself.

    Raises:
        UsageError: the two cannot stand beside each other in these rows, or one cannot be asked so.
        NotHereError: one of the two is not at hand; the hint says how to get it.
    """
    other = _other(query.beside or "")
    one = named_set(query)
    _check(query, one, other, panels=panels)
    try:
        mine = answer(own_question(query))
    except UnsettledError as error:
        raise UnsettledError(error.said, query.argv({}), error.ways) from None
    if other.name in {source.dataset for source in mine.sources}:
        raise UsageError(two_sources.SAME(dataset=other.name))
    area = mine.asked.area.terms if query.data and mine.asked else ()
    changes: dict[str, Any] = {"country": query.country or area}
    if query.measure in _usual(one):
        changes["measure"] = Measured().measure
    changes |= {"release": None, "data": None, "week_starts": None, "candidate": False}
    its = answer(_asked_of(other, one, query, dataset=query.beside, **changes))
    return _joined(query, mine, its, (one, other))


def own_question(query: Q) -> Q:
    """Return what is asked of the source that answers, where another stands beside it."""
    if query.beside is None:
        return query
    return _asked_of(named_set(query), _other(query.beside), query)


def _other(name: str) -> DataSet:
    """Return the data set that is to stand beside another.

    Raises:
        UsageError: there is none of that name, or it does not count.
    """
    known, _ = read_dataset(name, None)
    one = data_set(known or name)
    why: tuple[Said, Said] | None = None
    if one.role == "list":
        why = two_sources.A_LIST(), two_sources.SHOW_IT(dataset=one.name)
    elif one.role == "denominator":
        why = two_sources.A_DENOMINATOR(), two_sources.DIVIDE()
    elif one.supplements:
        why = two_sources.A_SUPPLEMENT(dataset=one.supplements), two_sources.ADD_IT()
    if why:
        what, advice = why
        raise UsageError(two_sources.COUNTS_NOTHING(dataset=one.name, what=what, advice=advice))
    if not one.of_countries:
        raise UsageError(two_sources.OF_NO_COUNTRY(dataset=one.name))
    return one


def _check(query: Asked, one: DataSet | None, other: DataSet, *, panels: bool) -> None:
    """Refuse what cannot stand beside each other.

    Raises:
        UsageError: the same data set, rows that differ in kind, or a measure of one alone.
    """
    mine = one or answering(events=True)
    if other.name in (read_dataset(query.dataset, None)[0], one.name if one else None):
        raise UsageError(two_sources.SAME(dataset=other.name))
    known = ALIKE_OF_ONE_MAKER if mine.maker == other.maker else ALIKE
    groups = [word.casefold().replace("-", "_") for word in apart(query.by)]
    for group in groups:
        if panels and group not in UNITS:
            raise UsageError(two_sources.ONE_PANEL_EACH(group=group))
        if group not in known:
            said = two_sources.OTHER_ROWS
            raise UsageError(said(group=group, groups=known, mine=mine.name, other=other.name))
    types = {type_of(word) for word in apart(many(query.type))}
    if len(types) > 1 and not _has_types(other):
        raise UsageError(two_sources.ROWS_BY_TYPE(dataset=other.name))
    if len(types) > 1 and panels:
        raise UsageError(two_sources.ONE_TYPE_EACH())
    if isinstance(query, Totals) and not (query.country or query.mission or "country" in groups):
        raise UsageError(two_sources.WHICH_COUNTRIES())
    measures = _measures(other)
    if query.measure not in (*_usual(one), *measures):
        what = two_sources.NOT_COUNTED
        raise UsageError(what(dataset=other.name, measure=query.measure, measures=measures))


def _usual(one: DataSet | None) -> tuple[str, ...]:
    """Return the measures that are counted where none is named."""
    return (Measured().measure, *([one.amounts[0].name] if one else []))


def _measures(one: DataSet | None) -> tuple[str, ...]:
    """Return what a data set counts, or those that answer by default."""
    return tuple(amount.name for amount in (one or answering(events=True)).amounts)


def _has_types(one: DataSet | None) -> bool:
    """Return whether a data set, or those that answer by default, are asked for types."""
    return one is None or "type" in one.terms or bool(one.violence)


def _filters(one: DataSet | None) -> set[str]:
    """Return the filters that a data set knows, or those that answer by default."""
    one = one or answering(events=True)
    return {name for layout in one.layouts for name in layout.filters}


def _asked_of(one: DataSet | None, other: DataSet | None, query: Q, **changes: Any) -> Q:
    """Return a question without what only the other source knows.

    Rows by type are those of a source that has them; beside one that has none is their sum.
    """
    options = type(query).options()
    gone: dict[str, Any] = {name: options[name].default for name in _of_other(one, other, query)}
    if isinstance(query, Totals) and not (query.type or _has_types(other)) and _has_types(one):
        gone["type"] = ("all",)
    return query.but(**{"beside": None, **gone, **changes})


def _of_other(one: DataSet | None, other: DataSet | None, query: Asked) -> list[str]:
    """Return what was asked that this data set does not know, and the other one does, by field.

    That are types of violence, a measure, and filters that tell kinds of events. Filters that
    UCDP's events have, such as actors and places, are for both sources or for none.
    """
    kinds = {*Filtering.options()} - _filters(None)
    asked = [
        name for name in sorted(kinds & _filters(other) - _filters(one)) if getattr(query, name)
    ]
    asked += ["type"] if query.type and _has_types(other) and not _has_types(one) else []
    known = query.measure in _usual(one) or query.measure in _measures(one)
    return [*asked, *(["measure"] if query.measure in _measures(other) and not known else [])]


def _joined(
    query: Asked, mine: Result, its: Result, sets: tuple[DataSet | None, DataSet]
) -> Result:
    """Put the rows of two answers beside each other."""
    _, other = sets
    first = data_set(mine.sources[0].dataset)
    whose = other.name if first.maker == other.maker else other.maker.short
    its = replace(its, shown=its.shown._replace(whose=whose))
    pinned = {"beside": its.settled.pins["dataset"]}
    of_it = {n: value for n, value in its.constants.items() if n not in OF_BOTH}
    settled = mine.settled._replace(
        query=query,
        said={**mine.settled.said, **pinned, **_as_typed(query)},
        pins={**mine.settled.pins, **pinned},
    )
    assert its.asked
    heading = _heading(mine.heading, amount(its.asked))
    short = _heading(mine.short, amount(its.asked)) if mine.short else ""
    again = Note(sourcing.AGAIN(command=join(settled.arguments)))
    more = (note for note in its.without_command if note not in mine.notes)
    told = [
        *_notes(query, mine, its, sets),
        *mine.without_command,
        *(note if note.kind in OF_ITSELF else replace(note, of=other.name) for note in more),
        again,
    ]
    return replace(
        mine,
        settled=settled,
        heading=heading,
        short=short,
        frame=_beside(mine, its),
        notes=tuple(dict.fromkeys(told)),
        sources=(*mine.sources, *(source for source in its.sources if source not in mine.sources)),
        constants={**mine.constants, **{f"{BESIDE}{n}": value for n, value in of_it.items()}},
        details=replace(mine.details, values={**mine.details.values, "beside": _told(its)}),
        empty=None if its.frame.height else mine.empty,
        shown=mine.shown._replace(bars=""),
        beside=its,
    )


def _heading(heading: str, what: str) -> str:
    return str(two_sources.HEADING(heading=heading, what=what[:1].lower() + what[1:]))


def _as_typed(query: Asked) -> dict[str, Any]:
    """Return what each source settles for itself, as it was typed: where, and by which rule."""
    mission = {"mission": query.mission or None} if isinstance(query, Totals) else {}
    return {"country": query.country or None, "straddle": query.straddle, **mission}


def _beside(mine: Result, its: Result) -> pl.DataFrame:
    """Return the rows of both, those of the same phase, time and country as one."""
    keys = [name for name in KEYS if name in mine.frame.columns and name in its.frame.columns]
    own = {name: f"{BESIDE}{name}" for name in its.frame.columns if name not in keys}
    place, number = "__place", "country_id"
    left, right = mine.frame.with_row_index(place), its.frame.rename(own)
    if number in keys and mine.asked and mine.asked.area.ids:
        right = right.filter(pl.col(number).is_in(mine.asked.area.ids))
    if not keys:
        both = left.join(right.with_row_index(place), on=place, how="full", coalesce=True)
        return both.drop(place)
    both = left.join(right, on=keys, how="full", coalesce=True, nulls_equal=True)
    if both[place].null_count() and mine.asked:
        both = in_named_order(in_order(both, keys), mine.asked.area)
    else:
        both = both.sort(place, nulls_last=True)
    return both.select(*mine.frame.columns, *own.values())


def _told(its: Result) -> dict[str, object]:
    """Return what JSON says of the other answer besides its rows."""
    return {
        "dataset": its.sources[0].dataset,
        "release": its.sources[0].release,
        "title": its.title,
        "column": f"{BESIDE}{its.value}",
        "straddle": its.straddle,
        "selection": its.selection,
        **its.extras,
    }


def _notes(
    query: Asked, mine: Result, its: Result, sets: tuple[DataSet | None, DataSet]
) -> Iterator[Note]:
    """Say what stands beside what, what only one is asked, and where their days differ."""
    one, other = sets
    names = {"mine": mine.sources[0].dataset, "other": other.name}
    yield Note(two_sources.TWO(measure=mine.counts, other_measure=its.counts, **names))
    told = {"mine": _of_other(other, one, query), "other": _of_other(one, other, query)}
    for which, fields in told.items():
        options = [type(query).options()[field].opt.typed_as("-") for field in fields]
        if options:
            yield Note(two_sources.OF_ONE(options=options, dataset=names[which]))
    kinds = [name for name in Filtering.options() if name in _filters(other) - _filters(None)]
    asked = mine.asked.types.names if mine.asked else TYPES
    if CIVILIANS in kinds and asked == (ONE_SIDED,) and not any(getattr(query, n) for n in kinds):
        yield Note(two_sources.ALL_EVENTS(measure=its.counts, dataset=other.name))
    if not unit_among(mine.frame.columns):
        yield from _other_days(mine, its, names)


def _other_days(mine: Result, its: Result, names: Mapping[str, str]) -> Iterator[Note]:
    """Say that the days of the two differ, and how to ask for those of both."""
    days, others = _days(mine), _days(its)
    if days is None or others is None or days == others:
        return
    said = {**names, "days": days, "other_days": others}
    common = days.within(others)
    if common is None:
        yield Note(two_sources.NO_DAYS(**said))
    else:
        yield Note(two_sources.OTHER_DAYS(**said, options=join(_window(common))))


def _days(result: Result) -> Span | None:
    """Return the first to the last day that an answer is of."""
    counted = [s.coverage for s in result.sources if data_set(s.dataset).role == "counts"]
    spans = [cover for cover in counted if cover]
    if not spans or result.asked is None:
        return None
    days = Span(min(cover.start for cover in spans), max(cover.end for cover in spans))
    return days.within(result.asked.window)


def _window(days: Span) -> Sequence[str]:
    """Return the options that ask for some days: for the whole years in them, if there are some."""
    first = days.start.year + (days.start != date(days.start.year, 1, 1))
    last = days.end.year - (days.end != date(days.end.year, 12, 31))
    ends = (first, last) if first <= last else (days.start, days.end)
    return ("--from", str(ends[0]), "--to", str(ends[1]))
