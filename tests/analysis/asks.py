"""Random questions: the words that a user types, with what they mean by the design."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.analysis import oracle
from tests.analysis.oracle import FIRST_DAY, LAST_DAY, Ask, Span

RULES = ("both", "start", "end", "split", "drop")
TYPES = ("state-based", "non-state", "one-sided")
PLACES = {
    "Mali": (432,),
    "mli": (432,),
    "Niger": (436,),
    "436": (436,),
    "burkina faso": (439,),
    "Upper Volta": (439,),
    "@aes": (432, 436, 439),
}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A date as it is typed, with the first and last day that it names."""

    text: str
    first: date
    last: date


@st.composite
def typed_days(draw: st.DrawFn, lo: int = 1984, hi: int = 2028) -> Day:
    """Draw a year, a month or a day."""
    day = draw(st.dates(date(lo, 1, 1), date(hi, 12, 31)))
    match draw(st.sampled_from(("year", "month", "day", "edge"))):
        case "year":
            return Day(f"{day.year}", date(day.year, 1, 1), date(day.year, 12, 31))
        case "month":
            return Day(f"{day:%Y-%m}", day.replace(day=1), oracle.last_of_month(day))
        case "edge":  # the days on which years change, where rules are easily off by one
            day = draw(st.sampled_from((date(day.year, 1, 1), date(day.year, 12, 31))))
    return Day(str(day), day, day)


@dataclass(frozen=True)
class Window:
    """The options --from and --to, and the days that they leave."""

    options: dict[str, Any]
    first: date
    last: date


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Draw a window; half of the time there is none."""
    first = draw(st.none() | typed_days(1984, 2024))
    last = draw(st.none() | typed_days())
    if first and last and first.first > last.last:
        first, last = None, None
    options = {"from_": first and first.text, "to": last and last.text}
    return Window(options, first.first if first else date.min, last.last if last else date.max)


@dataclass(frozen=True)
class Question:
    """Options of a question and what they mean."""

    options: dict[str, Any]
    ask: Ask


@st.composite
def questions(
    draw: st.DrawFn,
    groups: tuple[str, ...],
    default_types: tuple[str, ...],
    rules: tuple[str, ...],
    *,
    must_name: bool,
) -> Question:
    """Draw countries, types, groups, what is counted and a rule."""
    places = draw(st.lists(st.sampled_from(sorted(PLACES)), min_size=must_name, max_size=3))
    numbers = tuple(dict.fromkeys(n for place in places for n in PLACES[place]))
    by = draw(st.lists(st.sampled_from(groups), unique=True, max_size=3)) if groups else []
    value = draw(st.sampled_from(("best", "low", "high", "civilians")))
    if "perpetrator" in by:
        words = draw(st.sampled_from((["one-sided"], []))) if "type" not in by else ["one-sided"]
        value = draw(st.sampled_from(("best", "low", "high")))
    else:
        some = st.lists(st.sampled_from(TYPES), unique=True, max_size=3)
        words = draw(st.just(["all"]) | some)
    types = _types(words, by, default_types)
    summed = words == ["all"] and "type" not in by
    columns = [column for name in by for column in oracle.GROUP_COLUMNS[name]]
    if len(types) > 1 and not summed and "type_of_violence" not in columns:
        columns.append("type_of_violence")
    rule = draw(st.sampled_from(rules))
    counted = {"measure": "civilians"} if value == "civilians" else {"estimate": value}
    options = {"country": places, "type": words, "by": by, "straddle": rule, **counted}
    named = bool(places) and not any(place.startswith("@") for place in places)
    here = numbers or (432, 436, 439)
    return Question(options, Ask(here, types, value, rule, tuple(columns), named))


def _types(words: list[str], by: list[str], default: tuple[str, ...]) -> tuple[str, ...]:
    if words == ["all"] or ("type" in by and not words):
        return TYPES
    if "perpetrator" in by:
        return ("one-sided",)
    return tuple(name for name in TYPES if name in words) or default


@dataclass(frozen=True)
class Phases:
    """The options that name phases, and the spans that they mean before anything is cut off.

    An end of None is open: it lies where the data begin or end.
    """

    options: dict[str, Any]
    spans: tuple[tuple[str, date | None, date | None], ...]


@st.composite
def ranges(draw: st.DrawFn) -> Phases:
    """Draw phases one by one: with gaps, overlaps, several in one year, open ends, single days."""
    words: list[str] = []
    spans: list[tuple[str, date | None, date | None]] = []
    for n in range(draw(st.integers(1, 5))):
        one, other = draw(typed_days()), draw(typed_days())
        if one.first > other.last:
            one, other = other, one
        kind = draw(st.sampled_from(("range", "range", "range", "single", "from", "to")))
        if kind == "from" and one.first <= LAST_DAY:
            words.append(f"p{n}={one.text}..")
            spans.append((f"p{n}", one.first, None))
        elif kind == "to" and other.last >= FIRST_DAY:
            words.append(f"p{n}=..{other.text}")
            spans.append((f"p{n}", None, other.last))
        elif kind == "range" and one.first <= other.last:
            words.append(f"p{n}={one.text}..{other.text}")
            spans.append((f"p{n}", one.first, other.last))
        else:
            words.append(f"p{n}={one.text}")
            spans.append((f"p{n}", one.first, one.last))
    overlap = _overlap([(a or FIRST_DAY, b or LAST_DAY) for _, a, b in spans])
    return Phases({"phase": words, "allow_overlap": overlap}, tuple(spans))


@st.composite
def close_ranges(draw: st.DrawFn) -> Phases:
    """Draw phases that follow one another within a few years, some of a day, some with gaps."""
    day = draw(st.dates(date(2010, 1, 1), date(2022, 12, 31)))
    words, spans = [], []
    for n in range(draw(st.integers(1, 6))):
        last = day + draw(st.integers(0, 500)) * DAY
        words.append(f"p{n}={day}..{last}")
        spans.append((f"p{n}", day, last))
        day = last + draw(st.sampled_from((1, 1, 2, 40, 366))) * DAY
    return Phases({"phase": words}, tuple(spans))


@st.composite
def cuts(draw: st.DrawFn) -> Phases:
    """Draw cuts: each begins a phase."""
    days = st.dates(FIRST_DAY + DAY, LAST_DAY)
    chosen = sorted(draw(st.lists(days, min_size=1, max_size=5, unique=True)))
    starts = [None, *chosen]
    ends = [*(day - DAY for day in chosen), None]
    names = [
        f"until {b}" if a is None else f"{a}..{b}" if b else f"from {a}"
        for a, b in zip(starts, ends, strict=True)
    ]
    return Phases(
        {"cut": [str(day) for day in chosen]}, tuple(zip(names, starts, ends, strict=True))
    )


MISSIONS = {
    # name: (operations, mandate), as the UN's documents have them; open ends are None
    "MINUSMA": (
        (date(2013, 7, 1), date(2023, 12, 31)),
        (date(2013, 4, 25), date(2023, 6, 30)),
    ),
    "UNMIL": ((date(2003, 10, 1), date(2018, 3, 30)), (date(2003, 9, 19), date(2018, 3, 30))),
    "MONUSCO": ((date(2010, 7, 1), None), (date(2010, 7, 1), None)),
    "UNIFIL": ((date(1978, 3, 19), None), (date(1978, 3, 19), date(2026, 12, 31))),
    "UNSMIS": ((date(2012, 4, 1), date(2012, 8, 31)), (date(2012, 4, 1), date(2012, 8, 31))),
    "ONUC": ((date(1960, 7, 1), date(1964, 6, 30)), (date(1960, 7, 1), date(1964, 6, 30))),
}


@st.composite
def missions(draw: st.DrawFn) -> Phases:
    """Draw a mission, by operations or mandate, with or without windows around it."""
    name = draw(st.sampled_from(sorted(MISSIONS)))
    kind = draw(st.sampled_from(("operations", "mandate")))
    start, end = MISSIONS[name][kind == "mandate"]
    length = draw(st.none() | st.tuples(st.integers(1, 30), st.sampled_from("ym")))
    first: date | None = None
    last: date | None = None
    if length:
        months = length[0] * (12 if length[1] == "y" else 1)
        first = oracle.month_after(start, -months)
        last = oracle.month_after(end + DAY, months) - DAY if end else None
    spans: list[tuple[str, date | None, date | None]] = []
    spans.append(("before", first, start - DAY))
    spans.append(("during", start, end))
    if end:
        spans.append(("after", end + DAY, last))
    window = {"window": f"{length[0]}{length[1]}"} if length else {}
    return Phases({"mission": name, "mission_dates": kind, **window}, tuple(spans))


def seen_spans(phases: Phases, window: Window) -> list[Span]:
    """Close and clip phases: those outside the window go, those outside the data stay blank."""
    seen = []
    for name, start, end in phases.spans:
        if start is None and end and end < FIRST_DAY:  # it keeps its open end
            if end >= window.first:
                seen.append(Span(name, None, end, None))
            continue
        if end is None and start and start > LAST_DAY:
            if start <= window.last:
                seen.append(Span(name, start, None, None))
            continue
        first, last = start or FIRST_DAY, end or LAST_DAY
        if last < window.first or first > window.last:
            continue
        lo, hi = max(first, FIRST_DAY, window.first), min(last, LAST_DAY, window.last)
        due = max(first, window.first), min(last, window.last)
        cut = max(due[0], FIRST_DAY), min(due[1], LAST_DAY)
        around = "window" in phases.options and name in ("before", "after")
        if around and (cut[1] - cut[0]).days >= 364:
            due = cut
        partial = lo <= hi and due != cut
        seen.append(Span(name, first, last, (lo, hi) if lo <= hi else None, partial))
    return seen


def _overlap(spans: list[tuple[date, date]]) -> bool:
    return any(a[0] <= b[1] and b[0] <= a[1] for i, a in enumerate(spans) for b in spans[i + 1 :])
