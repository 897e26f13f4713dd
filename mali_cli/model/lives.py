"""Lives: the days on which the states looked at existed, beside the days that data cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .coverage import Coverage, Days
from .dates import Span

ALWAYS = Span(date.min, date.max)


@dataclass(frozen=True)
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
        """Tell whether one of them existed on one of the days."""
        lives = self.spans.values()
        return self.others or any(span.touches(life) for span in days.spans for life in lives)

    def missing(self, days: Days) -> dict[int, Span]:
        """Return those that did not exist on all of the days, with their lives."""
        spans = self.spans.items()
        return {n: s for n, s in spans if s.start > days.start or s.end < days.end}


ALL_THE_TIME = Lives()
"""That every state looked at existed throughout."""


@dataclass(frozen=True)
class Extent:
    """The covered days that a figure was asked for.

    An open end was not asked for: it runs as far as there is something to count.
    """

    days: Days
    open_start: bool = False
    open_end: bool = False

    def exceeds(self, life: Span) -> bool:
        """Tell whether years were asked for in which a state did not exist.

        The years in which it began and ended are its own: who asks for 2011 asks for South Sudan.
        """
        early = not self.open_start and self.days.start.year < life.start.year
        return early or (not self.open_end and self.days.end.year > life.end.year)
