"""Phases: named spans of days, from what was asked for to what the data cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ..frozen import frozen
from ..words import when
from .coverage import Coverage, Extent
from .dates import ONE_DAY, Span, read_date, read_range, window_end, window_start
from .errors import UsageError


@frozen
class OpenPhase:
    """A phase as it was asked for: an open end runs to where the data begin or end.

    `around` marks what comes before and after a mission. A `bounded` phase is open but for a length
    of time: it runs to there, or to where the data begin or end. `event` says what happened on its
    first day; where that is known to the month or the year only, `since` is as much of the date.
    """

    name: str
    start: date | None
    end: date | None
    around: bool = False
    bounded: bool = False
    event: str = ""
    since: str = ""

    def bounded_by(self, months: int) -> OpenPhase:
        """Return the phase with its open end so many months off; without an open end as it is."""
        if self.start is None and self.end:
            return replace(self, start=window_start(self.end, months), bounded=True)
        if self.end is None and self.start:
            return replace(self, end=window_end(self.start, months), bounded=True)
        return self


@frozen
class Phase:
    """A named span of days with inclusive ends.

    `covered` is the part that the data cover and on which a country existed, None where there is
    none. `extent` is the part that the data cover. An open end that lies beyond the data is as far
    off as dates go. A `partial` phase has days that the data should cover and do not: it has a
    count, and no rate.
    """

    name: str
    span: Span
    covered: Coverage | None
    extent: Extent | None = None
    partial: bool = False

    @property
    def shown(self) -> Span:
        """The days that are shown: from the first to the last covered, else those asked for."""
        return self.covered.hull if self.covered else self.span

    @property
    def ends(self) -> tuple[date | None, date | None]:
        """The first and the last day that are shown; None for an open end beyond the data."""
        first, last = self.shown.start, self.shown.end
        return None if first == date.min else first, None if last == date.max else last


SHORT_YEARS = 2


def rest_on_short(years: Iterable[float | None]) -> list[bool]:
    """Return whether the ratio of each row rests on a short phase: its own or the one before.

    Args:
        years: the lengths of the phases, in their order; None for rows that have none.
    """
    marked, previous = [], False
    for length in years:
        short = is_short(length)
        marked.append(length is not None and (short or previous))
        previous = previous if length is None else short
    return marked


def is_short(years: float | None) -> bool:
    """Return whether a phase is too short to compare its rate without a mark: under two years.

    Two calendar years from July on can have a day less than two years have.
    """
    return years is not None and years > 0 and round(years, 2) < SHORT_YEARS


def close(phase: OpenPhase, coverage: Coverage) -> Phase:
    """Close the open ends of a phase with the ends of the coverage, and clip what is covered.

    One that begins after the data end, or ends before they begin, keeps its open end.
    """
    asked = Span(phase.start or date.min, phase.end or date.max)
    if not coverage.touches(asked):
        return Phase(phase.name, asked, None)
    span = Span(phase.start or coverage.start, phase.end or coverage.end)
    return Phase(phase.name, span, coverage.within(span))


def read_phases(words: Sequence[str]) -> tuple[OpenPhase, ...]:
    """Read phases such as "name=2012-03..2015-06".

    Raises:
        UsageError: one has no name, or that of another, or an impossible date.
    """
    phases = []
    for word in words:
        name, equals, dates = word.rpartition("=")
        if not equals:
            raise UsageError(when.NAME_OF_PHASE_MISSING(word=word))
        phases.append(OpenPhase(name.strip(), *read_range(dates)))
    check_names(phases)
    return tuple(phases)


def read_cuts(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[OpenPhase, ...]]:
    """Read the days on which phases begin; return these, and the phases.

    Raises:
        UsageError: an impossible date, or a day that is given twice.
    """
    cuts = sorted(read_date(word).start for word in words)
    for one, other in pairwise(cuts):
        if one == other:
            raise UsageError(when.CUTS_ON_ONE_DAY(day=one))
    starts: list[date | None] = [None, *cuts]
    ends: list[date | None] = [*(cut - ONE_DAY for cut in cuts), None]
    phases = []
    for start, end in zip(starts, ends, strict=True):
        name = f"{start}..{end}" if start and end else f"from {start}" if start else f"until {end}"
        phases.append(OpenPhase(name, start, end))
    return tuple(map(str, cuts)), tuple(phases)


def check_names(phases: Sequence[OpenPhase]) -> None:
    """Refuse phases without a name, and two of one name.

    Raises:
        UsageError: naming the phase.
    """
    seen: set[str] = set()
    for phase in phases:
        if not phase.name.strip():
            raise UsageError(when.PHASE_WITHOUT_NAME())
        if phase.name in seen:
            raise UsageError(when.PHASE_NAMED_TWICE(name=phase.name))
        seen.add(phase.name)


def shared_years(phases: Sequence[Phase]) -> list[int]:
    """Return the calendar years that more than one phase has days of."""
    years = Counter(
        year
        for phase in phases
        if phase.covered
        for year in {y for s in phase.covered.spans for y in range(s.start.year, s.end.year + 1)}
    )
    return sorted(year for year, number in years.items() if number > 1)


def check_overlap(phases: Sequence[Phase]) -> None:
    """Refuse phases that share a day.

    Raises:
        UsageError: naming the two and the days.
    """
    ordered = sorted(phases, key=lambda phase: phase.span)
    for one, other in pairwise(ordered):
        shared = one.span.within(other.span)
        if shared:
            raise UsageError(when.PHASES_OVERLAP(one=one.name, other=other.name, days=shared))
