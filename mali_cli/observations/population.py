"""How many people there were: person-years of countries, from the population that is at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from ..datasets.population import NAME, parts_of
from ..datasets.registry import order_of, read_dataset
from ..facts.countries import area_of, country_of
from ..frozen import frozen
from ..model.coverage import Coverage, Days
from ..model.dates import Span
from ..model.errors import NotHereError
from ..model.source import STORE, Source
from ..model.units import years_of
from ..words import rating
from .holdings import Holding, at_hand, pick

GET = f"mali-cli fetch {NAME}"
"""The command that gets a population."""


WORLD = 150
"""Countries from which on a population is that of the world, which has no more."""


def is_a_part(source: Source) -> bool:
    """Return whether the world's population, which can be fetched, may have more countries."""
    return source.country_ids is not None and len(source.country_ids) < WORLD


@frozen
class People:
    """The population of countries, of one release.

    `counts` has it by ISO code and year. `gaps` gathers the years in which a country has none that
    was asked for, by the number of the country.
    """

    source: Source
    counts: Mapping[tuple[str, int], int]
    gaps: dict[int, set[int]] = field(default_factory=dict)
    _known: dict[tuple[int, Days], float | None] = field(default_factory=dict)

    def years(self, numbers: Sequence[int], days: Days) -> float | None:
        """Return the person-years of countries on some days; None where a population is missing.

        Each year's population (that of its middle) counts with the part of the year that is among
        the days. A country counts on the days on which it existed.
        """
        found = [self._years(number, days) for number in numbers]
        known = [years for years in found if years is not None]
        return sum(known) if len(known) == len(found) else None

    def at(self, numbers: Sequence[int], day: date) -> float | None:
        """Return the population of countries in the year of a day; None where one is missing."""
        one = Span(day, day)
        found = self.years(numbers, one)
        return None if found is None else found / years_of(one)

    def _years(self, number: int, days: Days) -> float | None:
        key = (number, days)
        if key not in self._known:
            parts = [self._in_year(number, part) for part in _by_year(number, days)]
            known = [years for years in parts if years is not None]
            self._known[key] = sum(known) if len(known) == len(parts) else None
        return self._known[key]

    def _in_year(self, number: int, days: Span) -> float | None:
        """Return the person-years of a country on days of one year."""
        year = days.start.year
        parts = [(code, part) for code, time in parts_of(number) if (part := days.within(time))]
        if len(parts) == 1:
            whole = parts[0][1] == days
        else:
            whole = bool(parts) and Coverage.of(*(part for _, part in parts)).covers(days)
        if not whole or any((code, year) not in self.counts for code, _ in parts):
            self.gaps.setdefault(number, set()).add(year)
            return None
        return sum(self.counts[code, year] * years_of(part) for code, part in parts)


def _by_year(number: int, days: Days) -> Iterator[Span]:
    """Give the days on which a country existed, a year at a time."""
    for span in days.spans:
        lived = span.within(country_of(number).life)
        for year in range(lived.start.year, lived.end.year + 1) if lived else ():
            part = lived.within(Span(date(year, 1, 1), date(year, 12, 31))) if lived else None
            if part:
                yield part


def people_of(numbers: Sequence[int], release: str | None = None) -> People:
    """Return the population of the release that has most of the countries, of several the newest.

    Args:
        numbers: the Gleditsch-Ward numbers of the countries.
        release: the one to take, with or without the name of the data set.

    Raises:
        UsageError: it is none.
        NotHereError: none is here that has any of the countries; the hint is how to get it.
    """
    stamp = (
        read_dataset(release if "@" in release else f"{NAME}@{release}", None)[1]
        if release
        else None
    )

    def held(source: Source) -> int:
        return sum(source.covers(frozenset([number])) for number in numbers)

    def rank(holding: Holding) -> tuple[object, ...]:
        source = holding.source
        return held(source), order_of(NAME, source.release), source.origin == STORE

    def chosen(here: Sequence[Holding]) -> list[Holding]:
        fitting = [h for h in here if stamp in (None, h.source.release, h.source.stamp)]
        if not fitting:
            raise NotHereError(rating.RELEASE_NOT_HERE(release=stamp, command=GET))
        best = max(fitting, key=rank)
        if not held(best.source):
            few = area_of(numbers).few
            for holding in fitting:
                if not is_a_part(holding.source):
                    pinned = holding.source.pinned
                    raise NotHereError(rating.NOT_IN_WORLD(countries=few, pinned=pinned))
            raise NotHereError(rating.NOT_HERE(countries=few, command=GET))
        return [best]

    (holding,) = pick(at_hand(NAME), stamp is not None, chosen)
    rows = holding.rows().select("iso3", "year", NAME).drop_nulls().collect()
    counts = {(code, year): count for code, year, count in rows.iter_rows()}
    return People(holding.source, counts)
