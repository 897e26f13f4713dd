"""The questions in a claims file: the tables query, against and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field

from ...datasets.declaration import DataSet
from ...datasets.registry import data_set, own_dead, read_dataset
from ...facts.countries import resolve
from ...facts.missions import OPERATIONS, find
from ...facts.toml_tables import (
    AnyText,
    FirstDay,
    Flag,
    LastDay,
    NeededText,
    TableError,
    TomlTable,
    TomlTexts,
    WholeNumber,
    at,
    made_of,
    word_of,
)
from ...model.claims import FigureQuery, Window
from ...model.dates import ONE_DAY, check_order, read_range
from ...model.errors import UsageError
from ...model.filters import EventFilters, read_filters
from ...model.questions.event_filters import Filtering
from ...model.questions.shared import PERS
from ...model.selection import read_measure, read_straddle, read_types
from ...model.words import STRADDLES, one_of
from ...words import claiming, when
from ...words.counting import several

WINDOW_KEYS = ("from", "to", "phase", "spans")
PLACES = ("before", "during", "after")
YEAR, COUNTRY, MISSION = "year", "country", "mission"
Pin = tuple[str | None, str | None]
"""A data set and a release, None where it is left open."""


def read_phase(words: str) -> Window:
    """Read "during MINUSMA", "before MINUSMA" or "after MINUSMA" as days, by its operations.

    Raises:
        UsageError: another word, an unknown mission, or one that has not ended.
    """
    place, _, mission = words.strip().partition(" ")
    if place.casefold() not in PLACES or not mission.strip():
        raise UsageError(claiming.NO_PHASE(words=words))
    dates = find(mission).dates(OPERATIONS)
    if place.casefold() == "before":
        return Window(None, dates.start - ONE_DAY, phase=True)
    if place.casefold() == "during":
        return Window(dates.start, dates.end, phase=True)
    if dates.end is None:
        raise UsageError(claiming.MISSION_WITHOUT_END(mission=mission.strip()))
    return Window(dates.end + ONE_DAY, None, phase=True)


def year_of(query: FigureQuery) -> int | None:
    """Return the year that a query is about, if it is a whole one."""
    window = query.windows[0]
    if len(query.windows) > 1 or query.each or not window.first or not window.last:
        return None
    whole = (window.first.month, window.first.day, window.last.month, window.last.day)
    same = window.first.year == window.last.year
    return window.first.year if same and whole == (1, 1, 12, 31) else None


def beside(query: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of the other question, with those of the query that it does not say."""
    own_window = any(key in other for key in WINDOW_KEYS)
    left = (*WINDOW_KEYS, "each") if own_window else ()
    return {key: value for key, value in query.items() if key not in left} | dict(other)


def pinned(query: FigureQuery, pin: Pin) -> FigureQuery:
    """Return a question with the data set and the release of its claim, where it names none."""
    if query.dataset is None:
        return replace(query, dataset=pin[0], release=pin[1])
    release = pin[1] if pin[0] in (None, query.dataset) else None
    return replace(query, release=query.release or release)


def _country(words: tuple[str, ...]) -> tuple[str, ...]:
    return resolve(words).terms if words else ()


def _type(words: tuple[str, ...]) -> tuple[str, ...]:
    types = read_types(words)
    return types.terms if types else ()


def _mission(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(find(word).name for word in words)


def _spans(words: tuple[str, ...]) -> tuple[Window, ...]:
    return tuple(Window(*read_range(word)) for word in words)


Year = Annotated[str, word_of((YEAR,))]
FILTERS = (
    *("actor", "adm1", "adm2", "adm3", "place", "dyad", "conflict", "active_only"),
    *("cause", "nationality", "personnel"),
    *("event_type", "sub_event_type", "disorder_type", "civilian_targeting"),
)
CHECKED = ("side", "near", "where_prec", "date_prec")


class QueryTable(TomlTable):
    """The table of a question."""

    country: Annotated[tuple[str, ...], made_of(TomlTexts, _country)] = ()
    type: Annotated[tuple[str, ...], made_of(TomlTexts, _type)] = ()
    mission: Annotated[tuple[str, ...], made_of(TomlTexts, _mission)] = ()
    from_: FirstDay | None = Field(None, alias="from")
    to: LastDay | None = None
    phase: Annotated[Window | None, made_of(NeededText, read_phase)] = None
    spans: Annotated[tuple[Window, ...], made_of(TomlTexts, _spans)] = ()
    each: Year | None = None
    mean: Year | None = None
    measure: AnyText = ""
    estimate: AnyText = ""
    straddle: Annotated[str | None, word_of(STRADDLES)] = None
    dataset: AnyText = ""
    per: WholeNumber | None = None
    actor: TomlTexts = ()
    adm1: TomlTexts = ()
    adm2: TomlTexts = ()
    adm3: TomlTexts = ()
    place: TomlTexts = ()
    dyad: TomlTexts = ()
    conflict: TomlTexts = ()
    cause: TomlTexts = ()
    nationality: TomlTexts = ()
    personnel: TomlTexts = ()
    side: NeededText | None = None
    near: NeededText | None = None
    event_type: TomlTexts = ()
    sub_event_type: TomlTexts = ()
    disorder_type: TomlTexts = ()
    civilian_targeting: Flag = False
    active_only: Flag = False
    where_prec: WholeNumber | None = None
    date_prec: WholeNumber | None = None


def _query(table: QueryTable) -> FigureQuery:
    windows = _windows(table)
    if table.each and len(windows) > 1:
        raise TableError(claiming.SPANS_AND_EACH, "spans")
    with at("dataset"):
        dataset, release = read_dataset(table.dataset or None, None)
    one = data_set(dataset) if dataset else None
    _check_whose(table, one)
    with at("estimate" if table.estimate else "measure"):
        measure, estimate = _measure(table, one)
    with at("straddle"):
        read_straddle(table.straddle, series=bool(table.each))
    if table.per is not None and table.per not in PERS:
        raise TableError(claiming.NO_PER, "per", known=PERS)
    named = one if one and one.answers == "named" else None
    if table.mean and named and not named.amount(measure).flow:
        raise TableError(claiming.MEAN_OF_STOCK, "mean", measure=several(measure))
    if table.per is not None and table.mean:
        raise TableError(claiming.PER_AND_MEAN, "mean")
    return FigureQuery(
        table.country,
        table.type,
        windows,
        each=table.each,
        yearly_mean=table.mean == YEAR,
        measure=measure,
        estimate=estimate,
        straddle=table.straddle,
        dataset=dataset,
        release=release,
        filters=_filters(table),
        per=table.per,
        mission=table.mission,
    )


def _check_whose(table: QueryTable, one: DataSet | None) -> None:
    """Refuse a question that does not say whose figure it is about, or of which violence."""
    of_missions = one is not None and one.of_missions
    if table.mission and not of_missions:
        raise TableError(claiming.MISSION_OF_OTHERS, "mission", dataset=own_dead().name)
    if not (table.country or table.mission):
        raise TableError(claiming.NO_COUNTRY, "country")
    if not table.type and (one is None or "type" in one.terms):
        raise TableError(claiming.NO_TYPE, "type")


def _measure(table: QueryTable, one: DataSet | None) -> tuple[str, str]:
    """Read what is counted, of a data set that must be named by its own words."""
    if one is None or one.answers != "named":
        return read_measure(table.measure or "deaths", table.estimate or "best")
    names = tuple(amount.name for amount in one.amounts)
    return one_of(table.measure or names[0], names, "measure"), table.estimate or "best"


def _filters(table: QueryTable) -> EventFilters:
    given: dict[str, Any] = {key: getattr(table, key) for key in FILTERS}
    filters = read_filters(Filtering(**given))
    for key in CHECKED:
        if getattr(table, key) is not None:
            given[key] = getattr(table, key)
            with at(key):
                filters = read_filters(Filtering(**given))
    return filters


def _windows(table: QueryTable) -> tuple[Window, ...]:
    given = table.model_fields_set
    keys = {"phase": "phase", "spans": "spans", "from_": "from", "to": "from"}
    ways = list(dict.fromkeys(key for name, key in keys.items() if name in given))
    if len(ways) > 1:
        raise TableError(claiming.TWO_WINDOWS, ways[1], other=ways[0], ways=ways)
    if table.phase:
        return (table.phase,)
    if "spans" in given:
        return table.spans
    with at("to"):
        check_order(table.from_, table.to, when.WINDOW())
    return (Window(table.from_, table.to),)


AskedFigure = Annotated[FigureQuery, made_of(QueryTable, _query)]
"""A question as its table has it."""
