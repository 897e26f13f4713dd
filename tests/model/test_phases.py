"""Phases: open ends, what the data cover, overlaps, and names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mali_cli.model.coverage import Coverage
from mali_cli.model.dates import Span
from mali_cli.model.errors import UsageError
from mali_cli.model.phase import OpenPhase, Phase, check_names, check_overlap, close

DAY = timedelta(days=1)
COVERAGE = Coverage.of(Span(date(1989, 1, 1), date(2024, 12, 31)))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(st.dates(date(2012, 1, 1), date(2013, 6, 30)))
    return Span(first, first + draw(st.integers(0, 120)) * DAY)


def phases_of(several: list[Span]) -> list[Phase]:
    return [Phase(f"p{n}", span, Coverage.of(span)) for n, span in enumerate(several)]


def days_of(several: list[Span]) -> list[date]:
    return [span.start + n * DAY for span in several for n in range(span.days)]


@given(st.lists(spans(), max_size=6))
def test_overlaps_are_found_wherever_two_phases_share_a_day(several: list[Span]) -> None:
    days = days_of(several)
    if len(days) == len(set(days)):
        check_overlap(phases_of(several))
    else:
        with pytest.raises(UsageError, match=r"the phases 'p\d' and 'p\d' overlap in"):
            check_overlap(phases_of(several))


def test_the_error_names_the_shared_days() -> None:
    one = Span(date(2012, 1, 1), date(2013, 6, 30))
    other = Span(date(2013, 6, 1), date(2014, 1, 1))
    with pytest.raises(UsageError, match=r"overlap in 2013-06-01\.\.2013-06-30"):
        check_overlap(phases_of([other, one]))


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [
        (None, None, COVERAGE.hull),
        (None, date(2012, 1, 1), Span(COVERAGE.start, date(2012, 1, 1))),
        (date(2012, 1, 1), None, Span(date(2012, 1, 1), COVERAGE.end)),
        (date(1980, 1, 1), date(2030, 1, 1), COVERAGE.hull),
        (date(1970, 1, 1), date(1980, 1, 1), None),
        (date(2025, 1, 1), date(2026, 1, 1), None),
    ],
)
def test_open_ends_are_those_of_the_data(
    start: date | None, end: date | None, covered: Span | None
) -> None:
    phase = close(OpenPhase("a", start, end), COVERAGE)
    assert phase.covered == (Coverage.of(covered) if covered else None)
    assert phase.shown == (covered or phase.span)


@pytest.mark.parametrize(
    ("start", "end"),
    [(None, date(1964, 3, 26)), (date(2030, 1, 1), None), (date(1950, 1, 1), date(1964, 1, 1))],
)
def test_a_phase_without_a_day_of_data_is_as_asked(start: date | None, end: date | None) -> None:
    phase = close(OpenPhase("before", start, end), COVERAGE)
    assert phase.covered is None
    assert phase.ends == (start, end)
    assert str(phase.span) == f"{start or ''}..{end or ''}"


@pytest.mark.parametrize(
    ("names", "message"),
    [(["a", "b", "a"], "two phases are called 'a'"), (["a", " "], "a phase has no name")],
)
def test_names_of_phases_are_given_and_differ(names: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        check_names([OpenPhase(name, None, None) for name in names])
