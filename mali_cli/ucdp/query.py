"""What is asked of the API, and whether the rows that come are what was asked for.

The API ignores a parameter that it does not know and then sends everything; it has no error for a
wrong value either. So each row is held against the filter. Source: UCDP's OpenAPI file and the
descriptions that clients give of it; events are filtered by `date_end` only, for both dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from ..datasets.declaration import DataSet, Door
from ..datasets.registry import data_set
from ..datasets.ucdp_files import covered, newest_known
from ..frozen import frozen
from ..model.dates import Span, check_order
from ..model.errors import DamagedError, UcdpError, UsageError
from ..model.words import TYPES, one_of
from ..words import online, when
from ..words.message import Said

ApiRow = dict[str, Any]
PAGE_SIZE = 1000
"""The documented maximum."""
LONGEST_EVENT = timedelta(days=366)
"""An event lasts at most a year (date_prec 5, GED codebook): so much later it may end."""


class NoSuchReleaseError(UcdpError):
    """UCDP has no such release of a data set; not for a selection without rows."""

    def __init__(self, dataset: str, release: str, why: Said) -> None:
        newest = newest_known(dataset)
        super().__init__(
            online.NO_SUCH_RELEASE(
                dataset=dataset,
                release=release,
                why=why,
                newest=newest,
                command="mali-cli datasets --check",
            )
        )


@frozen
class ApiQuery:
    """Rows of a data set's release: of these countries (Gleditsch-Ward), types, first to last day.

    Empty means all. `types` are words such as one-sided, for events only.
    """

    dataset: str
    release: str
    countries: tuple[int, ...] = ()
    types: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None

    @property
    def asked(self) -> DataSet:
        """The data set."""
        return data_set(self.dataset)

    @property
    def door(self) -> Door:
        """How the API has the data set.

        Raises:
            UsageError: it has not.
        """
        door = self.asked.door("api")
        if door is None:
            raise UsageError(online.NOT_IN_API(dataset=self.dataset))
        return door

    @property
    def path(self) -> str:
        """The path below the API's base address."""
        return f"{self.door.path}/{self.release}"

    @property
    def filtered(self) -> bool:
        """Whether less than the whole release is asked for."""
        return bool(parameters(self))

    def __str__(self) -> str:
        return f"{self.dataset}@{self.release}"


def check_query(query: ApiQuery) -> None:
    """Refuse what the API cannot be asked.

    Raises:
        UsageError: the data set has no API, the release is of another series, the types or the
            dates make no sense for it.
    """
    query.asked.read_release(query.release)
    _ = query.door
    check_order(query.start, query.end, when.SPAN_ASKED_FOR())
    for word in query.types:
        one_of(word, TYPES, "type")
    if query.types and not query.asked.of_events:
        raise UsageError(online.NOT_BY_TYPE(dataset=query.dataset))
    if not query.asked.of_events and not years(query):
        days = covered(query.dataset, query.release)
        first, last = days.start.year, days.end.year
        raise UsageError(online.COVERS_ONLY(query=query, first=first, last=last))


def parameters(query: ApiQuery) -> tuple[tuple[str, str], ...]:
    """Return the filters as the API knows them."""
    found = []
    if query.countries:
        found.append((query.door.country, _list(query.countries)))
    if not query.asked.of_events:
        whole = query.start is None and query.end is None
        return (*found, *(() if whole else (("Year", _list(years(query))),)))
    if query.types:
        found.append(("TypeOfViolence", _list(_codes(query))))
    if query.start:
        found.append(("StartDate", query.start.isoformat()))
    if query.end:
        found.append(("EndDate", _latest_end(query.end).isoformat()))
    return tuple(found)


def page_path(query: ApiQuery, page: int | None, size: int = PAGE_SIZE) -> str:
    """Return path and query of a page (from 0), or without its number of all of them."""
    asked = [*parameters(query), ("pagesize", str(size))]
    if page is not None:
        asked.append(("page", str(page)))
    return f"{query.path}?{urlencode(asked, safe=',')}"


def years(query: ApiQuery) -> tuple[int, ...]:
    """Return the years of the release that the query's days touch."""
    days = covered(query.dataset, query.release)
    first = max(days.start.year, query.start.year if query.start else days.start.year)
    last = min(days.end.year, query.end.year if query.end else days.end.year)
    return tuple(range(first, last + 1))


def checked(rows: Iterable[ApiRow], query: ApiQuery) -> list[ApiRow]:
    """Return the rows that the query is about: events that share a day with its span.

    Raises:
        DamagedError: rows come twice, or do not satisfy what the API was asked for.
    """
    seen: set[tuple[str, ...]] = set()
    kept = []
    for row in rows:
        plain = {name.lower(): value for name, value in row.items()}
        try:
            _refuse_twice(plain, query, seen)
            if _answers(plain, query):
                kept.append(row)
        except (KeyError, ValueError, TypeError) as error:
            raise _wrong(online.UNREADABLE_ROW(why=type(error).__name__)) from None
    return kept


def _answers(row: ApiRow, query: ApiQuery) -> bool:
    if query.countries and not _countries(row, query.asked) & set(query.countries):
        raise _wrong(online.OTHER_COUNTRIES(countries=_list(query.countries)))
    if not query.asked.of_events:
        if (query.start or query.end) and int(row["year"]) not in years(query):
            raise _wrong(online.OTHER_YEARS())
        return True
    if query.types and int(row["type_of_violence"]) not in _codes(query):
        raise _wrong(online.OTHER_TYPES())
    return _in_time(row, query)


def _in_time(row: ApiRow, query: ApiQuery) -> bool:
    if query.start is None and query.end is None:
        return True
    first, last = _day(row["date_start"]), _day(row["date_end"])
    asked = Span(query.start or date.min, _latest_end(query.end) if query.end else date.max)
    if not asked.start <= last <= asked.end:
        raise _wrong(online.OTHER_DATES())
    span = Span(min(first, last), last)
    return span.touches(Span(asked.start, query.end or date.max))


def _refuse_twice(row: ApiRow, query: ApiQuery, seen: set[tuple[str, ...]]) -> None:
    own = query.door.key
    names = (query.asked.layouts[0].key if own is None else own) or tuple(sorted(row))
    key = tuple(str(row[name]) for name in names)
    if key in seen:
        named = ", ".join(f"{name} {part}" for name, part in zip(names, key, strict=True))
        raise _wrong(online.ROW_TWICE(row=named))
    seen.add(key)


def _countries(row: ApiRow, asked: DataSet) -> set[int]:
    """Return the countries of a row; of a conflict, those that it is in or that take part."""
    if "country_id" in asked.layouts[0].columns:
        return {int(row["country_id"])}
    cells = (str(value) for name, value in row.items() if name.startswith("gwno") and value)
    words = (word.strip() for cell in cells for word in cell.replace(";", ",").split(","))
    return {int(word) for word in words if word.isdigit()}


def _latest_end(last: date) -> date:
    return last + LONGEST_EVENT if last < date.max - LONGEST_EVENT else date.max


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _codes(query: ApiQuery) -> list[int]:
    return [TYPES.index(word) + 1 for word in query.types]


def _list(values: Iterable[int]) -> str:
    return ",".join(str(value) for value in sorted(set(values)))


def _wrong(what: Said) -> DamagedError:
    return DamagedError(online.WRONG_ROWS(what=what))
