"""Days, and the dates that people type: 2013, 2013-07 or 2013-07-01, always inclusive."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ..words import when
from ..words.message import Said
from .errors import UsageError

ONE_DAY = timedelta(days=1)
_DATE = re.compile(r"([1-9]\d{3})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_WINDOW = re.compile(r"(\d+)\s*([ym])", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Span:
    """A span of days with inclusive ends."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """The number of days, both ends counted."""
        return (self.end - self.start).days + 1

    @property
    def spans(self) -> tuple[Span, ...]:
        """The span itself, as coverage with gaps has several."""
        return (self,)

    def __str__(self) -> str:
        """Write FROM..TO, an end that is as far off as dates go left open."""
        first = "" if self.start == date.min else self.start
        return f"{first}..{'' if self.end == date.max else self.end}"

    def touches(self, other: Span) -> bool:
        """Return whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def within(self, other: Span) -> Span | None:
        """Return the part that lies in `other`, or None where they share no day."""
        if not self.touches(other):
            return None
        return Span(max(self.start, other.start), min(self.end, other.end))


def short_days(first: date, last: date) -> str:
    """Return a span of days as short as it can be typed: "1989..2013-06", "2024"."""
    whole_start = first.day == 1
    whole_end = last == date.max or (last + ONE_DAY).day == 1
    begin, end = str(first), str(last)
    if whole_start:
        begin = begin[:4] if first.month == 1 else begin[:7]
    if whole_end:
        end = end[:4] if last.month == 12 else end[:7]
    return begin if begin == end else f"{begin}..{end}"


def read_date(text: str) -> Span:
    """Read 2013, 2013-07 or 2013-07-01 as the span of days that it names.

    Raises:
        UsageError: the text is no date, or names a day that does not exist.
    """
    match = _DATE.fullmatch(str(text).strip())
    if match is None:
        raise UsageError(when.NO_DATE(text=text))
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        return _span_of(year or 0, month, day)
    except ValueError as error:
        raise UsageError(when.NO_SUCH_DAY(text=text, why=error)) from error


def as_known(days: Span) -> str:
    """Write a date as it was read: "2013", "2013-07" or "2013-07-01"."""
    lengths = (len("2013"), len("2013-07"))
    known = (str(days.start)[:length] for length in lengths)
    return next((text for text in known if read_date(text) == days), str(days.start))


def read_range(text: str) -> tuple[date | None, date | None]:
    """Read FROM..TO, where either end may be left open, or a single date for all of it.

    Raises:
        UsageError: an end is no date, or the first day lies after the last.
    """
    first_text, dots, last_text = text.partition("..")
    if not text.strip(" ."):
        raise UsageError(when.EMPTY_RANGE(text=text))
    if not dots:
        span = read_date(first_text)
        return span.start, span.end
    first = read_date(first_text).start if first_text.strip() else None
    last = read_date(last_text).end if last_text.strip() else None
    check_order(first, last, when.RANGE(text=text))
    return first, last


def check_order(first: date | None, last: date | None, what: Said) -> None:
    """Refuse a span that ends before it begins.

    Raises:
        UsageError: the first day lies after the last.
    """
    if first and last and first > last:
        raise UsageError(when.ENDS_BEFORE_IT_BEGINS(what=what, first=first, last=last))


def read_window(text: str) -> int:
    """Read a length such as 5y or 18m as a number of months.

    Raises:
        UsageError: the text is no such length, or it is zero.
    """
    match = _WINDOW.fullmatch(text.strip())
    if match is None or not int(match[1]):
        raise UsageError(when.NO_LENGTH(text=text))
    months = int(match[1]) * (12 if match[2].lower() == "y" else 1)
    if months > 12 * 500:
        raise UsageError(when.WINDOW_TOO_LONG(text=text))
    return months


def add_months(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or the month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def window_start(last: date, months: int) -> date:
    """Return the first day of the window of so many months that ends with the day `last`."""
    return add_months(last if last == date.max else last + ONE_DAY, -months)


def window_end(first: date, months: int) -> date:
    """Return the last day of the window of so many months that begins with the day `first`."""
    end = add_months(first, months)
    return end if end == date.max else end - ONE_DAY


def _span_of(year: int, month: int | None, day: int | None) -> Span:
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Span(date(year, month, day), date(year, month, day))
