"""Phases: named spans of days, from what was asked for to what the data cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .dates import ONE_DAY, Span
from .errors import UsageError


@dataclass(frozen=True)
class OpenPhase:
    """A phase as it was asked for: an open end runs to where the data begin or end.

    An `optional` one is left out where the data have no day of it, such as what came before a
    mission that is older than the data.
    """

    name: str
    start: date | None
    end: date | None
    optional: bool = False


@dataclass(frozen=True)
class Phase:
    """A named span of days with inclusive ends.

    `covered` is the part that the data cover, None where they cover none of it.
    """

    name: str
    span: Span
    covered: Span | None

    @property
    def shown(self) -> Span:
        """The days that are shown: those covered, else those asked for."""
        return self.covered or self.span


SHORT_YEARS = 2


def is_short(years: float | None, start: date, end: date) -> bool:
    """Tell whether a phase is too short to compare its rate without a mark: under two years.

    It is short by the years counted in it, or by its days: nine months can touch two years.
    """
    days = (end - start).days + 1
    return bool(years) and ((years or 0) < SHORT_YEARS or days < SHORT_YEARS * 365)


def close(phase: OpenPhase, coverage: Span) -> Phase | None:
    """Close the open ends of a phase with the ends of the coverage, and clip what is covered.

    Returns:
        the phase; None if it is optional and the data have no day of it.

    Raises:
        UsageError: the phase would be empty, as it begins after the data end or the reverse.
    """
    start = phase.start or coverage.start
    end = phase.end or coverage.end
    if phase.optional and (start > end or not coverage.touches(Span(start, end))):
        return None
    if start > end:
        raise UsageError(
            f"the phase '{phase.name}' is empty: it would run {start}..{end}",
            f"the data cover {coverage}",
        )
    span = Span(start, end)
    return Phase(phase.name, span, span.within(coverage))


def check_names(phases: Sequence[OpenPhase]) -> None:
    """Refuse phases without a name, and two of one name.

    Raises:
        UsageError: naming the phase.
    """
    seen: set[str] = set()
    for phase in phases:
        if not phase.name.strip():
            raise UsageError("a phase has no name", "write --phase 'name=2012-03..2015-06'")
        if phase.name in seen:
            raise UsageError(f"two phases are called '{phase.name}'", "give each its own name")
        seen.add(phase.name)


def check_overlap(phases: Sequence[Phase]) -> None:
    """Refuse phases that share a day.

    Raises:
        UsageError: naming the two and the days.
    """
    ordered = sorted(phases, key=lambda phase: phase.span)
    for one, other in pairwise(ordered):
        shared = one.span.within(other.span)
        if shared:
            raise UsageError(
                f"the phases '{one.name}' and '{other.name}' overlap in {shared}",
                "change a date, or allow it with --allow-overlap (deaths then count twice)",
            )


def merged(spans: Sequence[Span]) -> list[Span]:
    """Return the days of all spans as spans that neither touch nor overlap, in order."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end + ONE_DAY:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result
