"""What data cover, and when a state existed: days with gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from ..frozen import frozen
from ..words.phrases import all_of
from .dates import ONE_DAY, Span

MOST_NAMED = 6


@frozen
class Coverage:
    """A set of days: spans in order that neither touch nor overlap, at least one.

    Made by `Coverage.of`; like a `Span` it has `start`, `end`, `days` and `spans`.
    """

    spans: tuple[Span, ...]

    @classmethod
    def of(cls, *parts: Days) -> Coverage:
        """Return all days of the parts, of which there must be one.

        Raises:
            ValueError: there are none.
        """
        found = _joined(span for part in parts for span in part.spans)
        if not found:
            raise ValueError("a coverage has days")
        return cls(found)

    @property
    def start(self) -> date:
        """The first day."""
        return self.spans[0].start

    @property
    def end(self) -> date:
        """The last day."""
        return self.spans[-1].end

    @property
    def hull(self) -> Span:
        """All days from the first to the last, gaps included."""
        return Span(self.start, self.end)

    @property
    def days(self) -> int:
        """The number of days."""
        return sum(span.days for span in self.spans)

    @property
    def gaps(self) -> tuple[Span, ...]:
        """The days between the first and the last that are not covered."""
        return tuple(
            Span(one.end + ONE_DAY, other.start - ONE_DAY) for one, other in pairwise(self.spans)
        )

    def __str__(self) -> str:
        if len(self.spans) > MOST_NAMED:
            return f"{len(self.spans)} spans of days in {self.hull}"
        return all_of(map(str, self.spans))

    def touches(self, other: Days) -> bool:
        """Return whether the two share a day."""
        return any(mine.touches(theirs) for mine in self.spans for theirs in other.spans)

    def within(self, other: Days) -> Coverage | None:
        """Return the days that both have, or None where they share none."""
        shared = (mine.within(theirs) for mine in self.spans for theirs in other.spans)
        found = _joined(span for span in shared if span)
        return Coverage(found) if found else None

    def without(self, other: Days) -> Coverage | None:
        """Return the days that are not in `other`, or None where there are none."""
        rest = list(self.spans)
        for taken in other.spans:
            rest = [part for span in rest for part in _outside(span, taken)]
        return Coverage(_joined(rest)) if rest else None

    def covers(self, other: Days) -> bool:
        """Return whether every day of `other` is covered."""
        return Coverage.of(other).without(self) is None


Days: TypeAlias = Span | Coverage
"""Some days: a span of them, or several."""


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    result: list[Span] = []
    for span in sorted(spans):
        if result and (result[-1].end == date.max or span.start <= result[-1].end + ONE_DAY):
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def _outside(span: Span, taken: Span) -> list[Span]:
    """Return what is left of a span before and after the days that are taken from it."""
    if not span.touches(taken):
        return [span]
    parts = []
    if span.start < taken.start:
        parts.append(Span(span.start, taken.start - ONE_DAY))
    if span.end > taken.end:
        parts.append(Span(taken.end + ONE_DAY, span.end))
    return parts


ALWAYS = Span(date.min, date.max)


@frozen
class Lives:
    """When the states looked at existed, by their Gleditsch-Ward numbers.

    `spans` has those that did not exist on all days that the data cover; `others` tells whether
    more are looked at, which did.
    """

    spans: Mapping[int, Span] = field(default_factory=dict)
    others: bool = True

    @property
    def days(self) -> Days:
        """The days on which one of them existed."""
        return ALWAYS if self.others or not self.spans else Coverage.of(*self.spans.values())

    @property
    def hull(self) -> Span:
        """All days from the first to the last on which one of them existed."""
        if self.others or not self.spans:
            return ALWAYS
        every = self.spans.values()
        return Span(min(life.start for life in every), max(life.end for life in every))

    def touch(self, days: Days) -> bool:
        """Return whether one of them existed on one of the days."""
        lives = self.spans.values()
        return self.others or any(span.touches(life) for span in days.spans for life in lives)

    def missing(self, days: Days) -> dict[int, Span]:
        """Return those that did not exist on all of the days, with their lives."""
        spans = self.spans.items()
        return {n: s for n, s in spans if s.start > days.start or s.end < days.end}


ALL_THE_TIME = Lives()
"""That every state looked at existed throughout."""


@frozen
class Extent:
    """The covered days that a figure was asked for.

    An open end was not asked for: it runs as far as there is something to count.
    """

    days: Days
    open_start: bool = False
    open_end: bool = False

    def exceeds(self, life: Span) -> bool:
        """Return whether years were asked for in which a state did not exist.

        The years in which it began and ended are its own: who asks for 2011 asks for South Sudan.
        """
        early = not self.open_start and self.days.start.year < life.start.year
        return early or (not self.open_end and self.days.end.year > life.end.year)
