"""Random questions about made-up events: the options, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from .made_events import FIRST, LAST
from .oracle import KINDS, Ask, Events

NAMES = {432: "Mali", 436: "niger", 626: "SSD"}
GROUPS = (
    *("country", "region", "type", "actor", "dyad", "conflict", "adm1", "adm2", "priogrid"),
    "perpetrator",
)
WORDS = {
    "actor": ("alpha", "front", "1", "3", "4", "Government of Mali", "gamma", "nobody", "9999"),
    "adm1": ("region", "North Region", "south", "nowhere"),
    "adm2": ("GAO",),
    "dyad": ("11", "12", "Alpha - Beta", "government", "99"),
    "conflict": ("21", "22", "north", "Mali: Government"),
    "place": ("ford", "new ford & mill", "gamma well"),
}


@dataclass(frozen=True)
class World:
    """What can be asked of some events: countries, words of filters, days, and releases."""

    names: Mapping[int, str]
    words: Mapping[str, tuple[str, ...]]
    first: date
    last: date
    releases: tuple[str | None, ...]
    coverage: tuple[date, date]


SMALL = World(
    NAMES, WORDS, FIRST, LAST, (None, None, "25.1"), (date(1989, 1, 1), date(2024, 12, 31))
)
"""The few events of an example; the coverage is that of the release."""


@dataclass(frozen=True)
class Question:
    """Options of a question and what they mean."""

    options: dict[str, Any]
    ask: Ask


@st.composite
def filters(draw: st.DrawFn, world: World) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw filters: as options, and as the oracle takes them."""
    chosen = draw(
        st.lists(
            st.sampled_from((*world.words, "near", "active_only", "where_prec", "date_prec")),
            max_size=2,
            unique=True,
        )
    )
    options: dict[str, Any] = {}
    meant: dict[str, Any] = {}
    for name in chosen:
        if name in world.words:
            options[name] = meant[name] = draw(st.sampled_from(world.words[name]))
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
    filtered: bool,
    world: World = SMALL,
) -> Question:
    """Draw a question that a file of these events can answer."""
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
    first, last = draw(_windows(world))
    release = draw(st.sampled_from(world.releases))
    options, meant = draw(filters(world)) if filtered else ({}, {})
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
        coverage=world.coverage if release else events.assumed(),
        rule=rule,
        value=value,
        groups=tuple(by),
        filters=meant,
        fill=fill,
    )
    return Question(options | ({"fill": fill} if units else {}), ask)


@st.composite
def _windows(draw: st.DrawFn, world: World) -> tuple[date | None, date | None]:
    first = draw(st.none() | st.dates(world.first, world.last))
    last = draw(st.none() | st.dates(world.first, world.last))
    if first and last and first > last:
        first, last = last, first
    return first, last


def _types(words: list[str], default: tuple[str, ...]) -> tuple[str, ...]:
    if words == ["all"]:
        return KINDS
    return tuple(words) or default


def is_partial(ask: Ask, first: date, last: date, *, bounded: bool = False) -> bool:
    """Tell whether a phase has days that are asked for and not covered: it has no rate then.

    A `bounded` one runs to where the data begin or end, if that leaves it a year.
    """
    due = max(first, ask.first), min(last, ask.last)
    cut = max(due[0], ask.coverage[0]), min(due[1], ask.coverage[1])
    if bounded and (cut[1] - cut[0]).days >= 364:
        return False
    return due != cut
