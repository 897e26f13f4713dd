"""Coverage as a set of days, against sets of days in plain Python."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mali_cli.model.coverage import Coverage, Days
from mali_cli.model.dates import Span

DAY = timedelta(days=1)
FIRST = date(2023, 12, 20)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = FIRST + draw(st.integers(0, 40)) * DAY
    return Span(first, first + draw(st.integers(0, 12)) * DAY)


COVERAGES = st.lists(spans(), min_size=1, max_size=5).map(lambda several: Coverage.of(*several))
ANY_DAYS = spans() | COVERAGES


def days(some: Days | None) -> set[date]:
    return {span.start + n * DAY for span in (some.spans if some else ()) for n in range(span.days)}


@given(st.lists(ANY_DAYS, min_size=1, max_size=5))
def test_a_coverage_has_the_days_of_its_parts_in_spans_that_stay_apart(parts: list[Days]) -> None:
    found = Coverage.of(*parts)
    assert days(found) == set().union(*map(days, parts))
    assert found.days == len(days(found))
    assert all(after.start - before.end > DAY for before, after in pairwise(found.spans))
    assert (found.start, found.end) == (min(days(found)), max(days(found)))
    assert days(found.hull) == days(found) | {day for gap in found.gaps for day in days(gap)}
    assert found == Coverage.of(*reversed(parts)) == Coverage.of(*found.spans)


@given(COVERAGES, ANY_DAYS)
def test_what_two_share_and_what_one_has_alone(one: Coverage, other: Days) -> None:
    assert days(one.within(other)) == days(one) & days(other)
    assert days(one.without(other)) == days(one) - days(other)
    assert one.touches(other) == bool(days(one) & days(other))
    assert one.covers(other) == (days(other) <= days(one))


def test_it_names_its_spans_and_has_at_least_one() -> None:
    parts = (Span(date(2024, 1, 1), date(2024, 3, 31)), Span(date(2023, 10, 1), date(2023, 10, 31)))
    assert str(Coverage.of(*parts)) == "2023-10-01..2023-10-31 and 2024-01-01..2024-03-31"
    many = Coverage.of(*(Span(FIRST + n * 2 * DAY, FIRST + n * 2 * DAY) for n in range(9)))
    assert str(many) == "9 spans of days in 2023-12-20..2024-01-05"
    with pytest.raises(ValueError, match="has days"):
        Coverage.of()


def test_open_ends_are_days_like_others() -> None:
    always = Coverage.of(Span(date.min, date.max))
    year = Span(date(2023, 1, 1), date(2023, 12, 31))
    assert always.covers(year)
    rest = always.without(year)
    assert rest is not None
    assert rest.gaps == (year,)
    assert Coverage.of(rest, year) == always
