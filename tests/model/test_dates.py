"""Days as people type them, windows, and the arithmetic of spans."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mali_cli.model.dates import (
    Span,
    add_months,
    read_date,
    read_range,
    read_window,
    short_days,
    window_end,
    window_start,
)
from mali_cli.model.errors import UsageError

DAY = timedelta(days=1)
DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))
NEAR = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_a_day_a_month_and_a_year_are_read_as_all_their_days(day: date) -> None:
    assert read_date(f"{day}") == Span(day, day)
    month = read_date(f"{day:%Y-%m}")
    assert (month.start.day, (month.end + DAY).day if month.end < date.max else 1) == (1, 1)
    assert (month.start.month, month.end.month) == (day.month, day.month)
    assert read_date(f"{day.year}") == Span(date(day.year, 1, 1), date(day.year, 12, 31))


@given(DAYS, DAYS)
def test_ranges_are_read_back_as_written(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert read_range(f"{first}..{last}") == (first, last)
    assert read_range(str(Span(first, last))) == (first, last)
    assert read_range(f"{first}..") == (first, None)
    assert read_range(f" .. {last} ") == (None, last)
    assert read_range(f"{first}") == (first, first)
    if first < last:
        with pytest.raises(UsageError, match=f"begins on {last}, after its end on {first}"):
            read_range(f"{last}..{first}")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012-03..2013-06", date(2012, 3, 1), date(2013, 6, 30)),
        ("2012..2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2013-7..", date(2013, 7, 1), None),
    ],
)
def test_a_range_is_inclusive_at_both_ends(text: str, first: date, last: date | None) -> None:
    assert read_range(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "13", "2013-13", "2013-02-30", "2013/07/01", "01.07.2013", "0000", "0001-01-01"),
        *("2013-07-01T00:00", "20130701", "-2013", "2013-", "2013-00", "٢٠١٣"),
    ],
)
def test_what_is_no_date_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_date(text)
    assert "2013-07-01" in (caught.value.hint or "")


@pytest.mark.parametrize("text", ["", "..", " ", ".", "2012..2013..2014", "a..b"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_range(text)


@pytest.mark.parametrize(
    ("text", "months"), [("5y", 60), ("18m", 18), ("1Y", 12), (" 3 M ", 3), ("500y", 6000)]
)
def test_windows_are_years_or_months(text: str, months: int) -> None:
    assert read_window(text) == months


@pytest.mark.parametrize("text", ["", "5", "y", "0y", "0m", "-5y", "5d", "1.5y", "501y", "9999y"])
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_window(text)


@given(NEAR, st.integers(1, 1200))
def test_a_window_of_whole_months_is_whole_on_both_sides(day: date, months: int) -> None:
    first = day.replace(day=1)
    last = window_end(first, months)
    assert (last + DAY).day == 1
    assert window_start(last, months) == first
    months_between = (last.year - first.year) * 12 + last.month - first.month + 1
    assert months_between == months


@given(NEAR, st.integers(1, 600))
def test_a_window_of_years_begins_and_ends_on_the_same_day_of_the_year(
    day: date, years: int
) -> None:
    end = window_end(day, 12 * years)
    wanted = date(day.year + years, 2, 28) if (day.month, day.day) == (2, 29) else None
    if wanted is None:
        wanted = day.replace(year=day.year + years)
        assert end + DAY == wanted
    else:
        assert end + DAY in (wanted, wanted + DAY)


@given(DAYS, st.integers(-200_000, 200_000))
def test_adding_months_never_leaves_the_calendar(day: date, months: int) -> None:
    later = add_months(day, months)
    if later not in (date.min, date.max):
        assert (later.year - day.year) * 12 + later.month - day.month == months
        assert later.day <= day.day


def test_windows_at_the_end_of_the_calendar_stop_there() -> None:
    assert window_end(date(9999, 6, 1), 12) == date.max
    assert window_start(date.max, 12) == date(9998, 12, 31)


@given(NEAR, NEAR, NEAR, NEAR)
def test_the_shared_days_of_two_spans(a: date, b: date, c: date, d: date) -> None:
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    shared = one.within(other)
    assert shared == other.within(one)
    assert (shared is not None) == one.touches(other)
    if shared:
        assert shared.days <= min(one.days, other.days)
        assert shared.within(one) == shared
    else:
        gap = max(one.start, other.start) - min(one.end, other.end)
        assert gap >= DAY


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(1989, 1, 1), date(2013, 6, 30), "1989..2013-06"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2013, 7, 1), date(2013, 7, 31), "2013-07"),
        (date(2013, 7, 2), date(2024, 2, 28), "2013-07-02..2024-02-28"),
        (date.min, date.max, "0001..9999"),
    ],
)
def test_days_are_shown_as_short_as_they_can_be_typed(first: date, last: date, shown: str) -> None:
    assert short_days(first, last) == shown
