"""Random releases of preliminary events: months with gaps, late additions, ids that come again."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from tests.read.made_up import Row

from .made_events import DAY, Era, made_event
from .oracle import Span, joined

YEAR = 2022
"""The year of the months; GED 22.1 covers the years before."""
ERA = Era(date(YEAR - 1, 11, 1), date(YEAR + 1, 1, 31), (432, 436, 345, 347))
FINAL = (date(1989, 1, 1), date(YEAR - 1, 12, 31))


@dataclass(frozen=True)
class Release:
    """A release, the days that it is named after, and its rows."""

    name: str
    days: Span
    rows: tuple[Row, ...]


@st.composite
def releases(draw: st.DrawFn) -> list[Release]:
    """Draw monthly releases of some months, and perhaps one of January to a month."""
    numbers = draw(st.sets(st.integers(1, 12), min_size=1, max_size=4))
    found = [draw(_release(f"22.0.{month}", month, month)) for month in sorted(numbers)]
    if draw(st.booleans()):
        last = draw(st.integers(1, 12))
        found.append(draw(_release(f"22.01.22.{last:02}", 1, last)))
    return found


@st.composite
def _release(draw: st.DrawFn, name: str, first: int, last: int) -> Release:
    """Draw a release: most of its events in its months, some late additions to any others."""
    days = (date(YEAR, first, 1), date(YEAR, last, monthrange(YEAR, last)[1]))
    numbers = draw(st.lists(st.integers(1, 12), min_size=1, max_size=6, unique=True))
    rows = []
    for n, number in enumerate(numbers):
        row = draw(made_event(number, ERA))
        if n == 0 or draw(st.booleans()):
            row = _moved(row, draw(st.dates(*days)), draw(st.sampled_from((0, 0, 1, 20, 45))))
        status = "Check deaths" if n == 0 else draw(st.sampled_from(("Clear", "Check dyad")))
        rows.append(row | {"code_status": status})
    return Release(name, days, (*rows, *rows[: draw(st.integers(0, 1))]))


def _moved(row: Row, first: date, length: int) -> Row:
    last = min(first + length * DAY, ERA.last)
    return row | {"date_start": str(first), "date_end": str(last), "year": str(first.year)}


def used(found: Sequence[Release]) -> list[Release]:
    """Return the releases that answer, the oldest first: one of several months replaces those."""
    several = [release for release in found if ".01." in release.name]
    replaced = several[0].days[1] if several else date.min
    months = [release for release in found if release not in several]
    return [*several, *(release for release in months if release.days[0] > replaced)]


def merged(final: Sequence[Row], found: Sequence[Release]) -> list[Row]:
    """Return the rows that answer: of each id the latest release's, of years not final before."""
    newest: dict[str | None, Row] = {}
    for release in used(found):
        later = [row for row in release.rows if str(row["date_start"]) > str(FINAL[1])]
        newest |= {row["id"]: row for row in later}
    return [*final, *newest.values()]


def covered(found: Sequence[Release]) -> tuple[Span, ...]:
    """Return the days that the releases that answer are named after."""
    return joined(release.days for release in used(found))


@st.composite
def final_events(draw: st.DrawFn) -> list[Row]:
    """Draw events of the last final year, with ids that no release of months has."""
    era = Era(date(YEAR - 1, 1, 1), FINAL[1], ERA.states)
    return [draw(made_event(number, era)) for number in range(101, draw(st.integers(102, 105)))]
