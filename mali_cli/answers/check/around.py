"""The question of a claim about other countries, missions and days, one reading of a data set.

Its figures are added up from those by country or mission, and by year or month; where its days are
no whole ones of these, each question is put for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ...analysis.verdicts import Labelled, percent_of
from ...datasets.registry import data_set
from ...facts.countries import country_of, groups, resolve
from ...facts.geography import boxes
from ...facts.missions import MANDATE, OPERATIONS, find, listed_as
from ...model.claims import Claim, FigureQuery, Window
from ...model.coverage import Coverage
from ...model.dates import ONE_DAY, Span, add_months
from ...model.errors import UNREAD, NotHereError, UsageError
from ...model.source import Source
from ...words import checking
from .. import totals
from .asking import answer, mean_of, totals_of, years_in
from .claim_queries import COUNTRY, MISSION

LARGEST = 20
"""Members of the largest group of countries that a text is taken to have meant."""
SMALL = 6
"""Members of a group whose countries are near each other, whether they share a border or not."""
HALF_AROUND = 180
"""Degrees from which on a box is around the world, and touches those of countries far away."""
MONTHS = 12
"""How many months the end of one may be off the last day that is said of a mission."""
REFUSED = (NotHereError, UsageError, *UNREAD)
Subjects = frozenset[str]
"""Countries by their numbers, or missions as the UN's data name them."""
Windows = tuple[Window, ...]
"""The days of the question, and of that which a change is against."""
FiguresByUnit = Mapping[tuple[str, int], float | None]
"""Figures by subject, and by year or month as its number of months from the year 0."""


def around(claim: Claim, source: Source) -> Iterator[Labelled]:
    """Give what the claim asks about other countries, missions and days, each with its name.

    A change is asked about the same other countries, and days as far off, on both of its sides.
    """
    query, against = claim.query, claim.against
    assert query
    if against and (against.country, against.mission) != (query.country, query.mission):
        return
    asked = [one for one in (query, against) if one]
    own, others = subjects_of(query, source)
    tables = [_Table(one, own.union(*others.values())) for one in asked]
    if query.mission:
        others = {name: frozenset([name]) for name in sorted(tables[0].subjects - own)}
    stated = tuple(one.windows[0] for one in asked)
    whole = _whole_years(stated)
    variants = [("", own, days) for days in _other_days(query, stated)]
    for name, subjects in others.items():
        variants.append((name, subjects, stated))
        if whole not in (None, stated) and not (query.mission or is_stock(query)):
            variants.append((name, subjects, whole or stated))
    for name, subjects, days in variants:
        figures = [table.figure(subjects, one) for table, one in zip(tables, days, strict=True)]
        number = percent_of(*figures) if len(figures) > 1 else figures[0]
        if number is not None:
            said = [name, *([_said(days)] if days != stated else [])]
            yield ", ".join(filter(None, said)), number


def split_up(claim: Claim) -> Iterator[Labelled]:
    """Give the parts of a mission's dead by cause and by personnel, and all but each of these."""
    query = claim.query
    if not query or not query.mission or query.per or query.yearly_mean:
        return
    window = query.windows[0]
    ends: dict[str, Any] = {
        "from_": window.first and str(window.first),
        "to": window.last and str(window.last),
    }
    for group in ("cause", "personnel"):
        without: dict[str, Any] = {group: ()}
        every = replace(query, filters=replace(query.filters, **without))
        try:
            result = totals.answer(totals_of(every).but(by=(group,), **ends))
        except REFUSED:
            continue
        parts = dict(result.frame.select(group, result.value).iter_rows())
        stated = tuple(getattr(query.filters, group))
        for name, number in parts.items():
            if (name,) != stated:
                yield str(checking.NEAR_PART(group=group, name=name)), number
            if len(parts) > 2:
                rest = sum(parts.values()) - number
                yield str(checking.NEAR_REST(group=group, name=name)), rest


def _said(days: Windows) -> str:
    words = []
    for window in days:
        ends = {"from": window.first, "to": window.last}
        words.append(" ".join(f"{word} {day}" for word, day in ends.items() if day))
    if len(words) == 1:
        return words[0]
    return str(checking.NEAR_AGAINST(days=words[0], others=words[1]))


def subjects_of(query: FigureQuery, source: Source) -> tuple[Subjects, dict[str, Subjects]]:
    """Return whom a question is about, and by their names the countries that may be meant.

    Those of a mission are told by the data.
    """
    if query.mission:
        return frozenset(map(listed_as, query.mission)), {}
    own, known = frozenset(resolve(query.country).ids), source.country_ids
    near = [i for i in sorted(_near(own)) if known is None or i in known]
    named = {country_of(i).name: frozenset([str(i)]) for i in near}
    for key, group in groups().items():
        members = frozenset(group.members)
        if own < members and len(members) <= LARGEST and (known is None or members <= known):
            named[f"@{key}"] = frozenset(map(str, members))
    return frozenset(map(str, own)), named


def _near(own: frozenset[int]) -> set[int]:
    """Return the members of several countries; of one those of its small groups and around it."""
    if len(own) > 1:
        return set(own)
    small = [set(g.members) for g in groups().values() if len(g.members) <= SMALL]
    found = set().union(*(members for members in small if own <= members))
    return found.union(*map(_beside, own)) - own


def _beside(number: int) -> set[int]:
    """Return the countries whose boxes touch that of a country; none of one around the world."""
    known = boxes()
    box = known.get(number)
    if box is None or box.east - box.west > HALF_AROUND:
        return set()
    return {
        other
        for other, its in known.items()
        if its.east - its.west <= HALF_AROUND
        and (box.south <= its.north and its.south <= box.north)
        and (box.west <= its.east and its.west <= box.east)
    }


def _other_days(query: FigureQuery, stated: Windows) -> Iterator[Windows]:
    """Give other days that may be meant: an end or both a year off, and whole calendar years.

    Of a mission also those up to its last days, and up to the ends of the months around. A stock is
    of a time and not of its ends: it is only looked at a year off.
    """
    ways = [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (1, 1)]
    moved = [_all(_moved(one, *years) for one in stated) for years in ways]
    if len(stated) > 1 or is_stock(query):
        moved = moved[4:]
    last = None if is_stock(query) else stated[0].last
    days = _last_days(query.mission[0], last) if query.mission and last else []
    ends = [_all([_between(stated[0], stated[0].first, day)]) for day in days]
    inside = _all(map(_years_inside, stated))
    seen = {stated}
    years = [] if is_stock(query) else [_whole_years(stated), inside]
    for found in (*moved, *years, *ends):
        if found and found not in seen:
            seen.add(found)
            yield found


def _all(windows: Iterator[Window | None] | Sequence[Window | None]) -> Windows | None:
    found = tuple(window for window in windows)
    return None if None in found else tuple(window for window in found if window)


def _between(window: Window, first: date | None, last: date | None) -> Window | None:
    if first and last and first > last:
        return None
    return replace(window, first=first, last=last)


def _moved(window: Window, first: int, last: int) -> Window | None:
    """Return a window with its ends so many years off, as far as it has them."""
    start, end = window.first, window.last
    return _between(window, start and _off(start, first), end and _off(end, last))


def _off(day: date, years: int) -> date:
    """Return the same day in another year; 29 February becomes 28 February."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day and years else day.day)


def _whole_years(days: Windows) -> Windows | None:
    """Return the calendar years that the windows touch."""
    return _all(
        replace(
            window,
            first=window.first and date(window.first.year, 1, 1),
            last=window.last and date(window.last.year, 12, 31),
        )
        for window in days
    )


def _years_inside(window: Window) -> Window | None:
    """Return the calendar years that lie wholly in a window."""
    first, last = window.first, window.last
    if first and (first.month, first.day) != (1, 1):
        first = date(first.year + 1, 1, 1)
    if last and (last.month, last.day) != (12, 31):
        last = date(last.year - 1, 12, 31)
    return _between(window, first, last)


def _last_days(mission: str, last: date) -> list[date]:
    """Return the last days of a mission, and the ends of the months around a day."""
    dates = [find(mission).dates(kind).end for kind in (MANDATE, OPERATIONS)]
    first = last.replace(day=1)
    months = [add_months(first, n + 1) - ONE_DAY for n in range(-MONTHS, MONTHS + 1)]
    return [day for day in (*dates, *months) if day]


def is_stock(query: FigureQuery) -> bool:
    """Return whether what is counted is there at a time, and no sum over time."""
    one = data_set(query.dataset) if query.dataset else None
    if one is None or one.answers != "named":
        return False
    amounts = {amount.name: amount for amount in one.amounts}
    return not amounts.get(query.measure, one.amounts[0]).flow


class _Table:
    """The figures of a question by subject, and by year or month, read once.

    Where its days are no whole years or months, and of rates, each question is put for itself.
    """

    def __init__(self, query: FigureQuery, subjects: Subjects) -> None:
        self.query, self.asked = query, subjects
        self.group = MISSION if query.mission else COUNTRY
        self.unit = _unit(query)
        self.cover: Coverage | None = None
        self.each: dict[Window, Mapping[str, float | None]] = {}
        self.cells = self._read() if self.unit else None
        self.subjects = frozenset(name for name, _ in self.cells or ())

    def _read(self) -> FiguresByUnit | None:
        query, group = self.query, self.group
        asks = totals_of(
            replace(query, straddle=None if query.straddle == "both" else query.straddle)
        )
        whose: dict[str, Any] = (
            {"mission": ()} if query.mission else {"country": tuple(sorted(self.asked))}
        )
        try:
            result = totals.answer(asks.but(by=(group, self.unit), **whose))
        except REFUSED:
            return None
        self.cover = result.sources[0].coverage
        column = group if query.mission else "country_id"
        cells: dict[tuple[str, int], float | None] = {}
        rows = result.frame.select(column, str(self.unit), result.value).iter_rows()
        for subject, unit, value in rows:
            at = str(subject), _number(str(unit))
            before = cells.get(at, 0)
            cells[at] = None if value is None or before is None else before + value
        return cells

    def figure(self, subjects: Subjects, window: Window) -> float | None:
        """Return the figure of all subjects in a window; None where it is not known."""
        if self.cells is None or not _is_whole(window, self.unit):
            return self._put(subjects, window)
        span = _covered(window, self.cover)
        if span is None or (self.group == COUNTRY and not _lived(subjects, span)):
            return None
        first, last = _number(str(span.start)), _number(str(span.end))
        step = 12 if self.unit == "year" else 1
        found = [
            self.cells.get((subject, at), 0)
            for subject in subjects
            for at in range(first, last + 1, step)
        ]
        if None in found:
            return None
        total = sum(value for value in found if value)
        return mean_of(total, years_in(window)) if self.query.yearly_mean else total

    def _put(self, subjects: Subjects, window: Window) -> float | None:
        """Put one question; those about single countries together."""
        missions = tuple(sorted(subjects)) if self.query.mission else ()
        query = replace(self.query, windows=(window,), mission=missions)
        mine = frozenset(map(str, resolve(query.country).ids)) if query.country else subjects
        if is_stock(query) and query.country:
            query, mine = replace(query, country=tuple(sorted(subjects))), subjects
        if subjects == mine:
            found = list(_figures_of(query).values())
            return found[0] if len(found) == 1 else None
        if query.per and len(subjects) > 1:
            return None  # a rate is no sum of rates
        if window not in self.each:
            everyone = replace(query, country=tuple(sorted(self.asked)), each=COUNTRY)
            self.each[window] = _figures_of(everyone)
        names = [country_of(int(subject)).name for subject in subjects]
        known = [one for one in map(self.each[window].get, names) if one is not None]
        return sum(known) if len(known) == len(names) else None


def _figures_of(query: FigureQuery) -> dict[str, float | None]:
    """Return the figures of a question by their labels; none where it cannot be answered."""
    try:
        return {figure.label: figure.best for figure in answer(query).figures}
    except REFUSED:
        return {}


def _unit(query: FigureQuery) -> str | None:
    """Return the unit of time that the days of a question are whole ones of."""
    if query.per or is_stock(query):
        return None
    if not query.mission and _is_whole(query.windows[0], "year"):
        return "year"
    rules = (None, "start")
    return "month" if _is_whole(query.windows[0], "month") and query.straddle in rules else None


def _is_whole(window: Window, unit: str | None) -> bool:
    if unit == "year":
        window = replace(window, phase=False)
        return _whole_years((window,)) == (window,)
    last = window.last
    return not (window.first and window.first.day > 1) and not (
        last and (last + ONE_DAY).day > 1 if last != date.max else False
    )


def _number(day: str) -> int:
    year, _, month = day[:7].partition("-")
    return int(year) * 12 + int(month or 1) - 1


def _covered(window: Window, cover: Coverage | None) -> Span | None:
    """Return the days of a window that data cover; None where they lack some up to its end."""
    if cover is None:
        return None
    first = max(window.first or cover.start, cover.start)
    last = max(window.last or cover.end, first)
    return Span(first, last) if cover.covers(Span(first, last)) else None


def _lived(subjects: Subjects, span: Span) -> bool:
    lives = (country_of(int(subject)).life for subject in subjects)
    return all(life.start <= span.start and span.end <= life.end for life in lives)
