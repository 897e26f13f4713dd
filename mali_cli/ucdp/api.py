"""Harvest rows from UCDP's API: all of them or none, and only what was asked for.

Pages count from 0, and TotalCount is exact (VIEWS' logs, ucdp.api): so the rows that come must be
just that many, each once. A version that does not exist answers with TotalCount 0.
"""

from __future__ import annotations

import asyncio
from dataclasses import field, replace
from pathlib import Path

from ..frozen import frozen
from ..model.errors import DamagedError
from ..words import online
from .addresses import UCDP_API, api_base, under
from .client import Line, ask
from .pages import Asker, KeptPages, Page, digest_of, get_page, miscounted
from .progress import Progress, Say, silent, unseen
from .query import ApiQuery, ApiRow, NoSuchReleaseError, check_query, checked, page_path
from .token import Token
from .waiting import Deadline, Limits

MOST_PAGES = 5_000
"""UCDP's quota of requests a day; the largest set, GED 26.1, takes 418."""


@frozen
class Harvest:
    """What the API sent: its rows as they came, how many it counted, and where they are from.

    `total` counts what was asked for; for events between two dates that is a wider span, and
    `rows` are those that share a day with the query's. `sha256` is that of the rows, whatever
    their order.
    """

    rows: list[ApiRow] = field(repr=False)
    total: int
    address: str
    sha256: str


@frozen
class _Job:
    asker: Asker
    kept: KeptPages
    progress: Progress

    @property
    def query(self) -> ApiQuery:
        return self.asker.query


def harvest(
    query: ApiQuery,
    token: Token,
    folder: Path,
    *,
    progress: Progress = unseen,
    say: Say = silent,
    limits: Limits | None = None,
    until: Deadline | None = None,
) -> Harvest:
    """Return all rows of a query.

    Pages are kept in a folder of its own under `folder` until it is complete; `progress` is told
    rows; `say` is told when and why it waits; None for the usual limits and an hour in all.

    Raises:
        UsageError: the API cannot be asked that.
        UcdpError: it cannot be reached, refuses, redirects, or has no such release.
        DamagedError: a wrong count, rows twice or outside the filter, no JSON. Nothing is kept.
        OutputError: a page cannot be written.
    """
    check_query(query)
    base = api_base()
    address = under(base, page_path(query, None))

    kept = KeptPages(folder, address, UCDP_API.sizes.pages)

    async def work(line: Line) -> tuple[list[ApiRow], int]:
        return await _rows(_Job(Asker(query, base, token, line), kept, progress))

    try:
        hint = online.OR_IMPORT(hint=online.RUN_AGAIN(), address=UCDP_API.site)
        rows, total = ask(UCDP_API, work, say=say, hint=hint, limits=limits, until=until)
        wanted = checked(rows, query)
    except DamagedError:
        kept.forget()
        raise
    kept.forget()
    return Harvest(wanted, total, address, digest_of(wanted))


async def _rows(job: _Job) -> tuple[list[ApiRow], int]:
    first, body = await _first(job)
    if not first.total:
        await _tell_empty(job)
        return [], 0
    if not _plausible(first):
        raise miscounted(online.ROWS_ON_PAGES(rows=first.total, pages=first.pages))
    pages = job.kept.begin(first, body)
    _report(job, pages)
    await _rest(job, pages)
    rows = [row for number in sorted(pages) for row in pages[number].rows]
    if len(rows) != first.total:
        raise miscounted(online.ROWS_WHERE_COUNTED(rows=len(rows), counted=first.total))
    return rows, first.total


async def _first(job: _Job) -> tuple[Page, bytes]:
    """Return the first page. A 404 may mean the selection, and not the release."""
    try:
        return await get_page(job.asker, 0)
    except NoSuchReleaseError:
        if not job.query.filtered:
            raise
    return Page(0, 0, []), b""


async def _rest(job: _Job, pages: dict[int, Page]) -> None:
    """Get the pages that are missing, a few at a time."""
    missing = iter([number for number in range(pages[0].pages) if number not in pages])

    async def worker() -> None:
        for number in missing:
            page, body = await get_page(job.asker, number, pages[0])
            job.kept.keep(number, body)
            pages[number] = page
            _report(job, pages)

    tasks = [asyncio.create_task(worker()) for _ in range(job.asker.line.limits.at_once)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _tell_empty(job: _Job) -> None:
    """Find out whether nothing was selected, or there is no such release."""
    if job.query.filtered:
        whole = ApiQuery(job.query.dataset, job.query.release)
        page, _ = await get_page(replace(job.asker, query=whole), 0, size=1)
        if page.total:
            return
    raise NoSuchReleaseError(job.query.dataset, job.query.release, online.NO_ROWS_OF_IT())


def _plausible(first: Page) -> bool:
    """Return whether all pages but the last can be as the first: a server may send fewer rows."""
    return first.pages == -(-first.total // len(first.rows)) <= MOST_PAGES


def _report(job: _Job, pages: dict[int, Page]) -> None:
    job.progress(pages[0].total, sum(len(page.rows) for page in pages.values()))
