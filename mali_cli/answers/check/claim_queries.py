"""The questions in a claims file: the tables query, against and shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...datasets.registry import read_dataset
from ...facts.countries import resolve
from ...facts.missions import OPERATIONS, find
from ...facts.toml_tables import TomlError, TomlTable
from ...model.claims import FigureQuery, Window
from ...model.dates import ONE_DAY, check_order, read_date, read_range
from ...model.errors import UsageError
from ...model.filters import EventFilters, read_filters
from ...model.questions.event_filters import Filtering
from ...model.selection import read_measure, read_straddle, read_types
from ...model.words import STRADDLES
from ...words import claiming, when

WINDOW_KEYS = ("from", "to", "phase", "spans")
WORDS = ("actor", "adm1", "adm2", "place", "dyad", "conflict")
FILTER_KEYS = (*WORDS, "side", "near", "active_only", "where_prec", "date_prec")
QUERY_KEYS = (
    *("country", "type", *WINDOW_KEYS, "each", "mean", "measure", "estimate", "straddle"),
    *("dataset", *FILTER_KEYS),
)
PLACES = ("before", "during", "after")
YEAR, COUNTRY = "year", "country"


def read_query(table: TomlTable, pin: str, under: FigureQuery | None = None) -> FigureQuery:
    """Read a question.

    Args:
        table: the keys.
        pin: the release of the claim, "NAME@RELEASE", "RELEASE" or "".
        under: the question that gives what the table does not say.

    Raises:
        UsageError: naming the key.
    """
    table.check_keys(QUERY_KEYS)
    base = under or FigureQuery((), ())
    straddle = table.choice("straddle", STRADDLES)
    each = table.choice("each", (YEAR,)) or (base.each if not _names_window(table) else None)
    dataset, release = _source(table, pin) if "dataset" in table or not under else _of(base)
    query = replace(
        base,
        country=_country(table, base),
        type=_type(table, base),
        windows=_windows(table) if _names_window(table) else base.windows,
        each=each,
        yearly_mean=table.choice("mean", (YEAR,)) == YEAR or base.yearly_mean,
        straddle=straddle or base.straddle,
        dataset=dataset,
        release=release,
        filters=_filters(table, base),
    )
    return _checked(table, _measured(table, query))


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
        return Window(None, dates.start - ONE_DAY)
    if place.casefold() == "during":
        return Window(dates.start, dates.end)
    if dates.end is None:
        raise UsageError(claiming.MISSION_WITHOUT_END(mission=mission.strip()))
    return Window(dates.end + ONE_DAY, None)


def _names_window(table: TomlTable) -> bool:
    return any(key in table for key in WINDOW_KEYS)


def _of(query: FigureQuery) -> tuple[str | None, str | None]:
    return query.dataset, query.release


def _source(table: TomlTable, pin: str) -> tuple[str | None, str | None]:
    """Read the data set of the question, with the release of the claim where it names none."""
    with table.at("dataset"):
        named, release = read_dataset(table.text("dataset") or None, None)
    pinned_set, pinned = read_pin(pin)
    if named is None:
        return pinned_set, pinned
    same = pinned_set in (None, named)
    return named, release or (pinned if same else None)


def read_pin(pin: str) -> tuple[str | None, str | None]:
    """Read the release of a claim: "country-year@25.1", "25.1", "ged" or "".

    Raises:
        UsageError: an unknown data set, or no release.
    """
    if pin[:1].isdigit():
        return read_dataset(None, pin)
    return read_dataset(pin or None, None)


def _country(table: TomlTable, base: FigureQuery) -> tuple[str, ...]:
    if "country" not in table and base.country:
        return base.country
    words = table.words("country")
    if not words:
        raise TomlError(claiming.NO_COUNTRY(key=table.key("country")))
    with table.at("country"):
        return resolve(words).terms


def _type(table: TomlTable, base: FigureQuery) -> tuple[str, ...]:
    if "type" not in table and base.type:
        return base.type
    words = table.words("type")
    if not words:
        raise TomlError(claiming.NO_TYPE(key=table.key("type")))
    with table.at("type"):
        types = read_types(words)
    assert types
    return types.terms


def _windows(table: TomlTable) -> tuple[Window, ...]:
    ways = [key for key in ("phase", "spans") if key in table]
    ways += ["from"] if "from" in table or "to" in table else []
    if len(ways) > 1:
        raise TomlError(claiming.TWO_WINDOWS(key=table.key(ways[1]), other=ways[0], ways=ways))
    if "phase" in table:
        with table.at("phase"):
            return (read_phase(table.text("phase", needed=True)),)
    if "spans" in table:
        with table.at("spans"):
            return tuple(Window(*read_range(word)) for word in table.words("spans"))
    return (_from_to(table),)


def _from_to(table: TomlTable) -> Window:
    first, last = table.day("from"), table.day("to")
    with table.at("from"):
        start = read_date(first).start if first is not None else None
    with table.at("to"):
        end = read_date(last).end if last is not None else None
        check_order(start, end, when.WINDOW())
    return Window(start, end)


def _measured(table: TomlTable, query: FigureQuery) -> FigureQuery:
    measure = table.text("measure") or query.measure
    estimate = table.text("estimate") or query.estimate
    with table.at("estimate" if "estimate" in table else "measure"):
        measure, estimate = read_measure(measure, estimate)
    return replace(query, measure=measure, estimate=estimate)


def _filters(table: TomlTable, base: FigureQuery) -> EventFilters:
    given: dict[str, Any] = {key: table.words(key) for key in WORDS if key in table}
    given |= {key: table.text(key, needed=True) for key in ("side", "near") if key in table}
    given |= {"active_only": table.flag("active_only")} if "active_only" in table else {}
    for key in ("where_prec", "date_prec"):
        given |= {key: table.whole(key)} if key in table else {}
    for key, value in given.items():
        with table.at(key):
            _one_filter(key, value, given, base)
    kept = {name: getattr(base.filters, name) for name in FILTER_KEYS if name not in given}
    return EventFilters(**kept, **_read(given))


def _one_filter(key: str, value: Any, given: dict[str, Any], base: FigureQuery) -> None:
    actor = given.get("actor") or base.filters.actor
    beside: dict[str, Any] = {"actor": actor} if key == "side" else {}
    read_filters(Filtering(**beside, **{key: value}))


def _read(given: dict[str, Any]) -> dict[str, Any]:
    lacks_actor = "side" in given and "actor" not in given
    actor: dict[str, Any] = {"actor": "of the query"} if lacks_actor else {}
    filters = read_filters(Filtering(**given, **actor))
    return {key: getattr(filters, key) for key in given}


def _checked(table: TomlTable, query: FigureQuery) -> FigureQuery:
    if query.each and len(query.windows) > 1:
        raise TomlError(claiming.SPANS_AND_EACH(key=table.key("spans")))
    if query.straddle:
        with table.at("straddle"):
            read_straddle(query.straddle, series=bool(query.each))
    return query
