"""Which releases UCDP has that this version does not know yet: a handful of small requests.

A network that asks for a login answers whatever is asked with a web page. So a file that must
exist is asked for first, or as soon as a web page comes in place of a file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from ..datasets.registry import answering, data_set, supplement_of
from ..datasets.ucdp_files import KnownFile, file_of
from ..facts.releases import (
    CONSOLIDATED,
    ReleaseNumber,
    in_order,
    known_candidates,
    newest_yearly,
)
from ..frozen import frozen
from ..model.dates import add_months
from ..model.errors import UcdpError
from ..words import online
from ..words.message import Said
from . import waiting
from .addresses import UCDP_DOWNLOADS, downloads_base, place, under
from .client import Line, ask, check_passing, faults, forbidden, told_length, unexpected
from .progress import Say, silent
from .transfer import follow
from .waiting import Deadline, Limits, deadline

T = TypeVar("T")
SILENT = 15.0
"""Seconds without a byte after which a probe is given up."""
IN_ALL = 120.0
"""Seconds that all probes of a command may take where nobody says."""
AHEAD = 2
"""Yearly releases to look for beyond the newest known."""
OUT_BY = 20
"""A month's candidate release is out by about this day of the next month (UCDP's practice)."""
MOST_MONTHS = 24
MOST_GAPS = 2
_PAGES = ("text/html", "application/xhtml", "application/json")
"""What a page that is no file says it is."""


@frozen
class Published:
    """What UCDP has: the newest yearly release, and the candidate ones beyond it, oldest first."""

    yearly: str
    candidates: tuple[str, ...]


def newest_published(
    dataset: str, *, say: Say = silent, limits: Limits | None = None, until: Deadline | None = None
) -> str:
    """Return the newest yearly release of a data set: the newest known one, or one beyond it.

    Raises:
        UcdpError: UCDP cannot be reached, forbids it, or it is not UCDP that answers.
    """

    async def work(line: Line) -> str:
        return await _Probe(line).yearly(dataset)

    address = under(downloads_base(), file_of(dataset, newest_yearly()).path)
    hint = online.OR_IMPORT(hint=online.CHECK_CONNECTION(), address=address)
    return _ask(work, say, limits, until, hint)


def published(
    *,
    say: Say = silent,
    limits: Limits | None = None,
    until: Deadline | None = None,
    today: date | None = None,
) -> Published:
    """Return the newest yearly release of events and all candidate releases beyond it.

    Those that this version knows are taken as published; the next ones are asked for one by one.

    Raises:
        UcdpError: UCDP cannot be reached, forbids it, or it is not UCDP that answers.
    """

    async def work(line: Line) -> Published:
        return await _Probe(line).published(_day(today))

    return _ask(work, say, limits, until)


def all_published(
    datasets: Sequence[str],
    *,
    say: Say = silent,
    limits: Limits | None = None,
    until: Deadline | None = None,
    today: date | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return what UCDP has of each data set: the newest yearly release, or candidate ones.

    Raises:
        UcdpError: UCDP cannot be reached, forbids it, or it is not UCDP that answers: neither what
            must be there is, nor anything newer.
    """

    async def work(line: Line) -> dict[str, tuple[str, ...]]:
        probe = _Probe(line)
        there = await probe.has_what_must_be()
        found = {name: await probe.releases(name, _day(today)) for name in datasets}
        if not there and not probe.found:
            raise UcdpError(online.NOT_THERE(file=_sure().name, service=line.service.name))
        return found

    return _ask(work, say, limits, until or deadline(IN_ALL))


def _ask(
    work: Callable[[Line], Coroutine[Any, Any, T]],
    say: Say,
    limits: Limits | None,
    until: Deadline | None,
    hint: Said | None = None,
) -> T:
    usual = limits or waiting.LIMITS
    limits = replace(usual, silent=min(SILENT, usual.silent))
    hint = hint or online.CHECK_CONNECTION()
    return ask(UCDP_DOWNLOADS, work, say=say, hint=hint, limits=limits, until=until)


def _day(today: date | None) -> date:
    return today or datetime.now(UTC).date()


def _sure() -> KnownFile:
    """Return a file that UCDP has for certain: the newest known release of the events."""
    return file_of(answering(events=True).name, newest_yearly())


class _Probe:
    """Asks UCDP for files; `found` are those beyond what this version knows."""

    def __init__(self, line: Line) -> None:
        self.found: list[str] = []
        self._line = line
        self._there: bool | None = None

    async def releases(self, dataset: str, day: date) -> tuple[str, ...]:
        """Return what there is of a data set."""
        if data_set(dataset).supplements:
            return (await self.published(day)).candidates
        return (await self.yearly(dataset),)

    async def published(self, day: date) -> Published:
        events = answering(events=True)
        more = supplement_of(events.name) or events
        yearly = await self.yearly(events.name)
        after = ReleaseNumber.parse(yearly).covers().end
        known = {
            text: ReleaseNumber.parse(text)
            for text in known_candidates()
            if ReleaseNumber.parse(text).covers().end > after
        }
        months = await self._months(more.name, after, day, set(known))
        whole = [number for number in known.values() if number.kind == CONSOLIDATED]
        found = await self._consolidated(more.name, months, whole)
        return Published(yearly, in_order({*known, *months, *found}))

    async def yearly(self, dataset: str) -> str:
        newest = newest_yearly()
        first = ReleaseNumber.parse(newest).year - 2000
        for ahead in range(1, AHEAD + 1):
            release = f"{first + ahead}.1"
            if await self._exists(dataset, release):
                newest = release
        return newest

    async def _months(self, dataset: str, after: date, day: date, known: set[str]) -> list[str]:
        """Return the monthly releases after a day, up to the first gap where none is due yet."""
        found, gaps = [], 0
        for ahead in range(1, MOST_MONTHS + 1):
            month = add_months(after.replace(day=1), ahead)
            due = add_months(month, 1).replace(day=OUT_BY)
            release = f"{month.year - 2000}.0.{month.month}"
            if add_months(month, 1) > day or gaps == MOST_GAPS:
                break
            if release in known or await self._exists(dataset, release):
                found.append(release)
                gaps = 0
            else:
                gaps = gaps + 1 if day >= due else MOST_GAPS
        return found

    async def _consolidated(
        self, dataset: str, months: list[str], known: list[ReleaseNumber]
    ) -> list[str]:
        """Return the newest consolidated release of each year beyond the known ones."""
        numbers = [ReleaseNumber.parse(text) for text in months]
        found = []
        for year in sorted({number.year for number in numbers}):
            last = max(number.month for number in numbers if number.year == year)
            done = max((number.month for number in known if number.year == year), default=0)
            for month in range(last, done, -1):
                release = f"{year - 2000}.01.{year - 2000}.{month:02d}"
                if await self._exists(dataset, release):
                    found.append(release)
                    break
        return found

    async def has_what_must_be(self) -> bool:
        """Return whether a file that UCDP has for certain is there.

        Raises:
            UcdpError: something else comes in its place, so that it is not UCDP that answers.
        """
        if self._there is None:
            file = _sure()
            found = await self._look(file)
            if found.status == 200 and not found.may_be(file):
                where, name = place(downloads_base()), self._line.service.name
                raise UcdpError(online.NOT_THE_SERVICE(where=where, service=name, file=file.name))
            self._there = found.there
        return self._there

    async def _exists(self, dataset: str, release: str) -> bool:
        """Return whether UCDP has the file of a release."""
        file = file_of(dataset, release)
        found = await self._look(file)
        if found.is_page:
            await self.has_what_must_be()
        there = found.there and not found.is_page
        self.found += [file.name] if there else []
        return there

    async def _look(self, file: KnownFile) -> _Answer:
        line, url = self._line, under(downloads_base(), file.path)

        async def attempt() -> _Answer:
            await line.pace.turn()
            found = await _headers(line, "HEAD", url, file.name)
            if found.status in (405, 501):  # a server without HEAD
                found = await _headers(line, "GET", url, file.name)
            if found.status in (200, 404, 410):
                return found
            if found.status == 403:
                raise forbidden(line, url)
            raise unexpected(url, found.status, file.name)

        return await line.patiently(attempt)


@frozen
class _Answer:
    """What the headers of an answer say; the status is 200 for a part of a file, too."""

    status: int
    kind: str
    length: int | None

    @property
    def there(self) -> bool:
        return self.status == 200

    @property
    def is_page(self) -> bool:
        return self.there and self.kind.startswith(_PAGES)

    def may_be(self, file: KnownFile) -> bool:
        """Return whether it may be that zip: by its size, or its kind is no text."""
        text = not self.kind or self.kind.startswith(("text/", *_PAGES))
        return not text or (self.length is not None and self.length == file.bytes)


async def _headers(line: Line, method: str, url: str, name: str) -> _Answer:
    """Return what is said of a file; its first byte is asked for at most."""
    with faults(url, name):
        async with asyncio.timeout(line.limits.answer):
            asked = {"Range": "bytes=0-0"} if method == "GET" else {}
            response = await follow(line, method, url, asked)
            await response.aclose()
    check_passing(line, response, name)
    status = 200 if response.status_code == 206 else response.status_code
    kind = response.headers.get("Content-Type", "").strip().lower()
    return _Answer(status, kind, told_length(response.headers))
