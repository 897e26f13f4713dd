"""Questions drawn from a seed: the same for the same seed, each by itself.

They are asked of the embedded figures, of the store and of the files that `corpus_inputs` makes.
Most fit their source, so that figures come out; one in eight is careless: any option with any
source, and names that are not there, so that refusals are compared too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

Words = tuple[str, ...]
CARELESS = 0.125
SAHEL = ("Mali", "Mali", "Mali", "432", "MLI", "Niger", "Burkina Faso", "@aes")
ELSEWHERE = ("Sudan", "DRC", "Central African Republic", "CAR")
NOWHERE = ("@ecowas", "South Sudan", "Atlantis")
TYPES = ("state-based", "non-state", "one-sided", "one-sided", "all", "all")


class Source(NamedTuple):
    """What is to answer, whether that has events, and for which countries."""

    words: Words
    events: bool
    countries: Words = (*SAHEL, *ELSEWHERE)


MALI = ("Mali", "432")
SOURCES = (
    *[Source((), True)] * 3,
    *[Source(("--dataset", "country-year@25.1"), False, SAHEL)] * 3,
    *[Source(("--dataset", "country-year@26.1"), False)] * 2,
    *(Source(("--dataset", f"ged@{release}"), True) for release in ("24.1", "25.1", "26.1")),
    *(Source(("--dataset", name), True) for name in ("ged", "ged@26.1+26.0.1")),
    Source(("--release", "26.1"), True),
    Source(("--candidate",), True),
    Source(("--dataset", "ged", "--candidate"), True),
    Source(("--data", "made/events-25.csv"), True),
    Source(("--data", "made/events-26.csv"), True),
    Source(("--data", "made/one-country.csv"), True, MALI),
    Source(("--data", "made/country-years.csv"), False),
    Source(("--data", "fixtures/ged-official.csv"), True, MALI),
    Source(("--data", "fixtures/country-year-25.1.csv"), False, MALI),
)
MISSIONS = ("MINUSMA", "MINUSMA", "MINUSMA", "MINUSCA", "MONUC", "MONUSCO", "MINURCA", "UNMIS")
TIMELINES = ("mali-coups", "mali-wagner", "mali-algiers-agreement", "mali-french-operations")
RULES = ("start", "end", "split", "drop")
TIMES = ("year", "month", "quarter")
GROUPS = ("country", "region", "type", "perpetrator", "actor", "dyad", "conflict", "adm1", "adm2")
PHASE_GROUPS = ("type", "country", "perpetrator", "actor", "adm1")
OF_EVENTS = {"month", "quarter", "actor", "dyad", "conflict", "adm1", "adm2", "priogrid", "events"}
"""What needs event data."""
FILTERS: tuple[Words, ...] = (
    *(("--actor", name) for name in ("Alpha", "80", "JNIM", "Government", "Nobody")),
    *(("--actor", "IS", "--side", side) for side in "ab"),
    *[("--adm1", "Gao"), ("--adm1", "Mopti", "--adm1", "Kidal"), ("--adm2", "Nara")],
    *[("--place", "ford"), ("--near", "14.5,-1,120"), ("--near", "13,0,80"), ("--active-only",)],
    *[("--where-prec", "1"), ("--where-prec", "3"), ("--date-prec", "1"), ("--date-prec", "3")],
    *[("--dyad", "180"), ("--conflict", "Madeup"), ("--dyad", "Clan")],
)


class _Draw(NamedTuple):
    """The chances of one question, and what it has to fit."""

    chance: Random
    source: Source
    careless: bool

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def one(self, share: float, values: Sequence[str]) -> Words:
        """Return one of the values in a share of the cases; of those that the source has."""
        fitting = [value for value in values if self.has(value)]
        return (self.chance.choice(fitting),) if fitting and self.happens(share) else ()

    def option(self, share: float, name: str, values: Sequence[str]) -> Words:
        drawn = self.one(share, values)
        return (name, *drawn) if drawn else ()

    def flag(self, share: float, name: str) -> Words:
        return (name,) if self.happens(share) else ()

    def has(self, value: str) -> bool:
        return self.careless or self.source.events or value not in OF_EVENTS


def questions(seed: int, count: int) -> list[Words]:
    """Return command lines, as words without the program's name."""
    return [_question(Random(f"{seed}/{number}")) for number in range(count)]


def _question(chance: Random) -> Words:
    draw = _Draw(chance, chance.choice(SOURCES), chance.random() < CARELESS)
    (command,) = chance.choices(list(_COMMANDS), [share for share, _ in _COMMANDS.values()])
    shown = chance.choices(("json", "csv", "table"), (12, 1, 1))[0]
    return (command, *_COMMANDS[command][1](draw), "-f", shown)


def _periods(draw: _Draw) -> Words:
    by = draw.option(0.35, "--by", PHASE_GROUPS)
    return (
        *_phases(draw),
        *by,
        *draw.option(0.1, "--peak-by", TIMES[:2]),
        *_data(draw, by),
        *_counting(draw, ("both", *RULES)),
        *_filters(draw),
    )


def _totals(draw: _Draw) -> Words:
    by = (
        *draw.option(0.6, "--by", TIMES),
        *draw.option(0.5, "--by", GROUPS),
        *draw.option(0.2, "--by", ("type", "country", "priogrid")),
    )
    return (*by, *draw.flag(0.1, "--fill"), *_data(draw, by), *_counting(draw), *_filters(draw))


def _chart(draw: _Draw) -> Words:
    by = draw.option(0.5, "--by", TIMES)
    by += draw.option(0.4, "--by", PHASE_GROUPS)
    return (
        *by,
        *(draw.option(0.3, "--top", ("1", "3", "9")) if {"actor", "adm1"} & set(by) else ()),
        *draw.flag(0.15, "--cumulative"),
        *draw.flag(0.15, "--range"),
        *(_phases(draw) if draw.happens(0.4) else ()),
        *_data(draw, by),
        *_counting(draw),
        *_filters(draw),
    )


def _events(draw: _Draw) -> Words:
    return (
        *_data(draw._replace(source=_with_events(draw))),
        *_filters(draw),
        *draw.option(0.3, "--straddle", ("start", "end", "drop")),
        *draw.option(0.3, "--sort", ("best", "date_start", "id", "country")),
        *draw.option(0.4, "--limit", ("1", "5", "20")),
        *draw.option(0.2, "--columns", ("id,best", "id,date_start,best,adm_1", "id,bset")),
    )


def _compare(draw: _Draw) -> Words:
    named = draw.option(0.7, "--mission", MISSIONS) + draw.option(0.2, "--mission", MISSIONS)
    return (
        *(named or draw.flag(0.5, "--eligible")),
        *draw.option(0.4, "--window", ("1y", "3y", "5y", "18m", "10y")),
        *draw.option(0.2, "--mission-dates", ("operations", "mandate")),
        *draw.option(0.5, "-t", TYPES),
        *draw.source.words,
        *_counting(draw, ("both", *RULES), uncertainty=False),
    )


def _check(draw: _Draw) -> Words:
    chance = draw.chance
    words = (
        chance.choice(_countries(draw)),
        chance.choice((_year(chance), _span(chance), "during MINUSMA", "before MINUSMA")),
        chance.choice(TYPES),
        *draw.one(0.3, ("best", "low", "high")),
        *draw.one(0.2, ("deaths", "civilians", "events")),
        *draw.one(0.3, ("both", *RULES)),
        *draw.one(0.4, ("ged@25.1", "country-year@25.1", "country-year@26.1", "ged@26.1")),
        chance.choice(("=", ">", "<", ">=", "<=", "~")),
        chance.choice(("0", "30", "1,029", "1461", "3818", "5200")),
    )
    return ("--claim", " ".join(words), *draw.option(0.2, "--against", ("26.1", "ged@24.1")))


def _breaks(draw: _Draw) -> Words:
    return (
        *draw.option(0.3, "--by", ("year", "quarter")),
        *draw.option(0.3, "--min-length", ("2y", "4y", "18m")),
        *draw.option(0.2, "--penalty", ("3", "10")),
        *draw.option(0.2, "--level", ("0.5", "0.95")),
        *draw.option(0.3, "--at", ("2012-03-22", "2020-08-18", "1989-01-02")),
        *draw.option(0.2, "--mission", MISSIONS),
        *_data(draw),
        *_counting(draw, uncertainty=False),
        *_filters(draw),
    )


def _diff(draw: _Draw) -> Words:
    sides = ("ged@24.1", "ged@25.1", "ged@26.1", "made/events-24.csv@24.1", "country-year@26.1")
    return (
        *draw.chance.sample(sides, 2),
        *draw.option(0.5, "--by", ("year", "country", "type", "adm1", "month", "actor")),
        *draw.flag(0.3, "--events"),
        *draw.option(0.3, "--top", ("3", "10")),
        *draw.option(0.5, "-c", SAHEL),
        *draw.option(0.5, "-t", TYPES),
        *draw.option(0.3, "--straddle", RULES),
    )


_COMMANDS: dict[str, tuple[int, Callable[[_Draw], Words]]] = {
    "periods": (30, _periods),
    "totals": (28, _totals),
    "chart": (14, _chart),
    "events": (10, _events),
    "check": (7, _check),
    "compare": (5, _compare),
    "breaks": (3, _breaks),
    "diff": (3, _diff),
}
"""How many of a hundred questions are each command's, and what draws its options."""


def _data(draw: _Draw, by: Words = ()) -> Words:
    """Draw country, type, dates and source; a perpetrator is one of one-sided violence."""
    chance, countries = draw.chance, _countries(draw)
    types = draw.option(0.6, "-t", TYPES)
    if types and types[1] != "all":
        types += draw.option(0.15, "-t", TYPES[:3])
    if "perpetrator" in by and not draw.careless:
        types = ("-t", "one-sided")
    return (
        *draw.option(0.6, "-c", countries),
        *draw.option(0.15, "-c", countries),
        *types,
        *(("--from", _day(chance, 1989, 2012)) if draw.happens(0.3) else ()),
        *(("--to", _day(chance, 2014, 2026)) if draw.happens(0.3) else ()),
        *draw.source.words,
    )


def _counting(draw: _Draw, rules: Words = RULES, *, uncertainty: bool = True) -> Words:
    """Draw how deaths are counted; low, high and uncertainty are of deaths."""
    measure = draw.option(0.3, "--measure", ("deaths", "civilians", "events"))
    rules = (*rules, "both") if draw.careless else rules
    words = draw.option(0.6, "--straddle", rules) + measure
    if draw.careless or measure in ((), ("--measure", "deaths")):
        estimate = draw.option(0.3, "--estimate", ("best", "low", "high"))
        sure = uncertainty and (draw.careless or not estimate)
        words += estimate + (_uncertainty(draw) if sure else ())
    return words


def _uncertainty(draw: _Draw) -> Words:
    if draw.has("events") and draw.happens(0.05):
        return ("--uncertainty", "survey", "--draws", "200")
    return draw.option(0.1, "--uncertainty", ("range",))


def _filters(draw: _Draw) -> Words:
    return draw.chance.choice(FILTERS) if draw.has("events") and draw.happens(0.25) else ()


def _phases(draw: _Draw) -> Words:
    chance = draw.chance
    kind = chance.choice(("mission", "mission", "mission", "timeline", "cut", "phase", "phase"))
    words: Words = ()
    if kind == "mission" and not draw.happens(0.1):
        words = ("--mission", chance.choice((*MISSIONS, "MINUSMMA") if draw.careless else MISSIONS))
        words += draw.option(0.3, "--mission-dates", ("operations", "mandate"))
        words += draw.option(0.3, "--window", ("1y", "5y", "18m", "30y"))
    elif kind == "timeline":
        words = ("--timeline", chance.choice(TIMELINES))
    elif kind == "cut":
        days = sorted({_day(chance, 1990, 2023) for _ in range(chance.randint(1, 3))})
        words = tuple(word for day in days for word in ("--cut", day))
    elif kind == "phase":
        spans = [_span(chance) for _ in range(chance.randint(1, 3))]
        words = tuple(word for n, span in enumerate(spans) for word in ("--phase", f"p{n}={span}"))
        words += ("--allow-overlap",) if len(spans) > 1 and draw.happens(0.9) else ()
    return words


def _countries(draw: _Draw) -> Words:
    return (*SAHEL, *ELSEWHERE, *NOWHERE) if draw.careless else draw.source.countries


def _with_events(draw: _Draw) -> Source:
    """Return the source, or one with events in the place of one without."""
    if draw.has("events"):
        return draw.source
    return draw.chance.choice([source for source in SOURCES if source.events])


def _span(chance: Random) -> str:
    first, last = _day(chance, 1989, 2014), _day(chance, 2015, 2026)
    return chance.choice((f"{first}..{last}", f"{first}..{last}", f"{first}..", f"..{last}"))


def _year(chance: Random) -> str:
    return str(chance.randint(1989, 2026))


def _day(chance: Random, first: int, last: int) -> str:
    """Draw a year, a month or a day."""
    year, month, day = chance.randint(first, last), chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice((f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"))
