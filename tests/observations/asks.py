"""Random questions about made-up events: the options, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from .made_events import DAY, STATES
from .oracle import KINDS, NAMED, Ask, Events, Span

NAMES = {
    **{number: str(number) for number in STATES},
    **{432: "Mali", 436: "niger", 626: "SSD", 347: "Kosovo", 860: "Timor-Leste", 531: "ERI"},
}
GROUPS = (
    *("country", "region", "type", "actor", "dyad", "conflict", "adm1", "adm2", "priogrid"),
    "perpetrator",
)
WORDS = {
    "actor": (
        *("alpha", "Alpha", "alpha, beta", "beta", "front", "gamma", "peace", "koulango"),
        *("1", "6001", "3", "4", "7", "8", "11", "13", "9999", "Government of Mali", "nobody"),
    ),
    "adm1": ("region", "North Region", "south", "nowhere"),
    "adm2": ("GAO",),
    "dyad": ("11", "12", "1", "Alpha - Beta", "government of mali - alpha", "government", "99"),
    "conflict": ("21", "22", "11", "north", "Mali: Government"),
    "place": ("ford", "new ford & mill", "gamma well"),
}


@dataclass(frozen=True)
class World:
    """What can be asked of some events: countries, words of filters, days, and releases.

    Without days they are those of the events, and a year around.
    """

    names: Mapping[int, str]
    words: Mapping[str, tuple[str, ...]]
    days: Span | None
    releases: tuple[str | None, ...]
    coverage: tuple[Span, ...]


SMALL = World(NAMES, WORDS, None, (None, None, "25.1"), ((date(1989, 1, 1), date(2024, 12, 31)),))
"""The few events of an example; the coverage is that of the release."""


@dataclass(frozen=True)
class Question:
    """Options of a question and what they mean."""

    options: dict[str, Any]
    ask: Ask


@st.composite
def filters(
    draw: st.DrawFn, events: Events, world: World, names: Sequence[str] = ()
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw filters: as options, and as the oracle takes them; at least one of `names`."""
    codes = ("near", "active_only", "where_prec", "date_prec")
    among = st.sampled_from(names or (*world.words, *codes))
    chosen = draw(st.lists(among, min_size=bool(names), max_size=2, unique=True))
    options: dict[str, Any] = {}
    meant: dict[str, Any] = {}
    for name in chosen:
        if name in world.words:
            words = [st.sampled_from(part) for part in _known(events, name) if part]
            word = draw(st.one_of(*words, st.sampled_from(world.words[name])))
            options[name] = meant[name] = word
            if name == "actor" and draw(st.booleans()):
                options["side"] = meant["side"] = draw(st.sampled_from("ab"))
        elif name == "near":
            circle = (
                draw(st.floats(-60, 60)),
                draw(st.floats(-179, 179)),
                draw(st.floats(1, 9000)),
            )
            options["near"] = ",".join(map(repr, circle))
            meant["near"] = circle
        else:
            options[name] = meant[name] = True if name == "active_only" else draw(st.integers(1, 4))
    return options, meant


@st.composite
def questions(
    draw: st.DrawFn,
    events: Events,
    *,
    groups: tuple[str, ...],
    units: tuple[str, ...],
    rules: tuple[str, ...],
    default_types: tuple[str, ...],
    filtered: bool | Sequence[str],
    world: World = SMALL,
) -> Question:
    """Draw a question that a file of these events can answer.

    `filtered` is True for any filters or none, or names those of which there is at least one.
    """
    here = events.countries()
    countries = draw(st.just([]) | st.lists(st.sampled_from(here), unique=True, max_size=3))
    by = draw(st.lists(st.sampled_from(groups), unique=True, max_size=2)) if groups else []
    unit = draw(st.sampled_from((None, *units)))
    by = [*by, unit] if unit else by
    words = draw(st.sampled_from((["all"], [], ["one-sided"], ["state-based", "non-state"])))
    if "perpetrator" in by:
        words = ["one-sided"]
    types = _types(words, default_types if "type" not in by else KINDS)
    rule = draw(st.sampled_from(rules))
    value = draw(st.sampled_from(("best", "best", "low", "high", "civilians", "events")))
    counted = {"measure": value} if value in ("civilians", "events") else {"estimate": value}
    first, last = draw(_windows(world.days or _around(events)))
    release = draw(st.sampled_from(world.releases))
    named = () if isinstance(filtered, bool) else tuple(filtered)
    options, meant = draw(filters(events, world, named)) if filtered else ({}, {})
    fill = bool(units) and draw(st.booleans())
    options |= {"country": [world.names[number] for number in countries], "type": words, "by": by}
    options |= {"from_": first and str(first), "to": last and str(last), "release": release}
    options |= {"straddle": rule, **counted}
    ask = Ask(
        countries=tuple(countries) or here,
        types=types,
        summed=words == ["all"] and "type" not in by,
        first=first or date.min,
        last=last or date.max,
        coverage=world.coverage if release else (events.assumed(),),
        rule=rule,
        value=value,
        groups=tuple(by),
        filters=meant,
        fill=fill,
    )
    return Question(options | ({"fill": fill} if units else {}), ask)


def _known(events: Events, group: str) -> list[list[str]]:
    """Return words of the file: ids whose name others have too, all ids, and names."""
    if group not in NAMED:
        return []
    found = {number: names for number, names in events.names(group).items() if number}
    every = [name for names in found.values() for name in names]
    shared = [n for n, names in found.items() if any(every.count(name) > 1 for name in names)]
    ids = [[str(number) for number in sorted(numbers)] for numbers in (shared, found)]
    return [*ids, sorted(set(every))]


@st.composite
def _windows(draw: st.DrawFn, days: Span) -> tuple[date | None, date | None]:
    first = draw(st.none() | st.dates(*days))
    last = draw(st.none() | st.dates(*days))
    if first and last and first > last:
        first, last = last, first
    return first, last


def _around(events: Events) -> Span:
    first, last = events.days()
    return first - 200 * DAY, last + 200 * DAY


def _types(words: list[str], default: tuple[str, ...]) -> tuple[str, ...]:
    if words == ["all"]:
        return KINDS
    return tuple(words) or default
