"""Which releases UCDP has that this version does not know yet: a handful of small requests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeVar

from ..datasets.registry import answering, supplement_of
from ..datasets.ucdp_files import file_of
from ..facts.releases import (
    CONSOLIDATED,
    ReleaseNumber,
    in_order,
    known_candidates,
    newest_yearly,
)
from ..frozen import frozen
from ..model.dates import add_months
from ..words import online
from .addresses import downloads_base, under
from .client import (
    Limits,
    Line,
    base_wait,
    check_passing,
    faults,
    forbidden,
    open_line,
    patiently,
    run,
    unexpected,
)
from .progress import Say, silent
from .transfer import PLAIN, follow

T = TypeVar("T")
AHEAD = 2
"""Yearly releases to look for beyond the newest known."""
OUT_BY = 20
"""A month's candidate release is out by about this day of the next month (UCDP's practice)."""
MOST_MONTHS = 24
MOST_GAPS = 2


@frozen
class Published:
    """What UCDP has: the newest yearly release, and the candidate ones beyond it, oldest first."""

    yearly: str
    candidates: tuple[str, ...]


def newest_published(dataset: str, *, say: Say = silent, limits: Limits | None = None) -> str:
    """Return the newest yearly release of a data set: the newest known one, or one beyond it.

    Raises:
        UcdpError: UCDP cannot be reached, or forbids it.
    """
    return _ask(partial(_yearly, dataset), say, limits)


def published(
    *, say: Say = silent, limits: Limits | None = None, today: date | None = None
) -> Published:
    """Return the newest yearly release of events and all candidate releases beyond it.

    Those that this version knows are taken as published; the next ones are asked for one by one.

    Raises:
        UcdpError: UCDP cannot be reached, or forbids it.
    """
    day = today or datetime.now(UTC).date()
    return _ask(partial(_published, day), say, limits)


def _ask(work: Callable[[Line], Coroutine[Any, Any, T]], say: Say, limits: Limits | None) -> T:
    base_wait()

    async def job() -> T:
        line = open_line(downloads_base(), limits, say)
        async with line.client:
            return await work(line)

    return run(job)


async def _published(day: date, line: Line) -> Published:
    events = answering(events=True)
    more = supplement_of(events.name) or events
    yearly = await _yearly(events.name, line)
    after = ReleaseNumber.parse(yearly).covers().end
    known = {
        text: ReleaseNumber.parse(text)
        for text in known_candidates()
        if ReleaseNumber.parse(text).covers().end > after
    }
    months = await _months(line, more.name, after, day, set(known))
    whole = [number for number in known.values() if number.kind == CONSOLIDATED]
    found = await _consolidated(line, more.name, months, whole)
    return Published(yearly, in_order({*known, *months, *found}))


async def _yearly(dataset: str, line: Line) -> str:
    newest = newest_yearly()
    first = ReleaseNumber.parse(newest).year - 2000
    for ahead in range(1, AHEAD + 1):
        release = f"{first + ahead}.1"
        if await _exists(line, dataset, release):
            newest = release
    return newest


async def _months(line: Line, dataset: str, after: date, day: date, known: set[str]) -> list[str]:
    """Return the monthly releases after a day, up to the first gap where none is due yet."""
    found, gaps = [], 0
    for ahead in range(1, MOST_MONTHS + 1):
        month = add_months(after.replace(day=1), ahead)
        due = add_months(month, 1).replace(day=OUT_BY)
        release = f"{month.year - 2000}.0.{month.month}"
        if add_months(month, 1) > day or gaps == MOST_GAPS:
            break
        if release in known or await _exists(line, dataset, release):
            found.append(release)
            gaps = 0
        else:
            gaps = gaps + 1 if day >= due else MOST_GAPS
    return found


async def _consolidated(
    line: Line, dataset: str, months: list[str], known: list[ReleaseNumber]
) -> list[str]:
    """Return the newest consolidated release of each year beyond the known ones."""
    numbers = [ReleaseNumber.parse(text) for text in months]
    found = []
    for year in sorted({number.year for number in numbers}):
        last = max(number.month for number in numbers if number.year == year)
        done = max((number.month for number in known if number.year == year), default=0)
        for month in range(last, done, -1):
            release = f"{year - 2000}.01.{year - 2000}.{month:02d}"
            if await _exists(line, dataset, release):
                found.append(release)
                break
    return found


async def _exists(line: Line, dataset: str, release: str) -> bool:
    """Return whether UCDP has the file of a release."""
    file = file_of(dataset, release)
    url = under(downloads_base(), file.path)

    async def attempt() -> bool:
        await line.pace.turn()
        found = await _status(line, "HEAD", url, file.name)
        if found in (405, 501):  # a server without HEAD
            found = await _status(line, "GET", url, file.name)
        if found in (200, 206):
            return True
        if found in (404, 410):
            return False
        raise forbidden(url) if found == 403 else unexpected(url, found, file.name)

    return await patiently(attempt, line.say, online.CHECK_CONNECTION(), line.pace.hold)


async def _status(line: Line, method: str, url: str, name: str) -> int:
    """Return the status of a request for the first byte of a file; 404 for a web page."""
    headers = PLAIN | ({"Range": "bytes=0-0"} if method == "GET" else {})
    with faults(url, name):
        async with asyncio.timeout(line.limits.answer):
            response = await follow(line, method, url, headers)
            await response.aclose()
    check_passing(response, name)
    page = response.headers.get("Content-Type", "").startswith("text/html")
    return 404 if page and response.is_success else response.status_code
